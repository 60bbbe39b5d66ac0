/** @file `keras.models`: Keras's older place of the model classes, and what opens and copies models. */
import { modelFromJSON } from './saving/index.ts';

export { Model, Sequential } from './model/index.ts';
export { cloneModel, loadModel, modelFromJSON, saveModel } from './saving/index.ts';
/** Keras's spelling of modelFromJSON. */
export const modelFromJson = modelFromJSON;
/** The other way of `model.toJSON()`. */
export const fromJSON = modelFromJSON;
