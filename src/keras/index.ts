/** @file The keras module: `keras`, and `layers`, `models` … as the lecture imports them. */
export * as keras from './keras.ts';
export * as layers from './layers/index.ts';
export { Model, Sequential } from './model/index.ts';
export type { Node as Tensor } from '../engine/index.ts';
export type { CompileOptions, EvaluateOptions, FitOptions, PredictOptions } from './model/index.ts';
export type {
  ActivationMaximization,
  Adversarial,
  Embedding,
  LossLandscape,
  MaximalPatches,
  ReceptiveField,
} from './teaching/index.ts';
// For pictures of a whole network, in `src/plot`; the library's users have no use for it.
export { layerUses, modelAndBatches, type LayerUse, type LayerUses } from './teaching/layer-uses.ts';
export type { AnyModel } from './teaching/trace-model.ts';
export type { Arithmetic, Curve, Mix, Standardizing, Window } from './core/arithmetic.ts';
