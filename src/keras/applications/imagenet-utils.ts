/** @file `keras.applications.imagenetUtils`: scaling by the name of a mode, and the names of classes, for any network. */
export { decodePredictions, preprocessInput } from './imagenet.ts';
