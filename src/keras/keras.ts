/** @file What `keras.…` holds: Keras's own names, in camelCase where they are functions. */
export { Model, Sequential } from './model/index.ts';
export { Input, InputLayer, Layer } from './layers/index.ts';
export { KerasTensor } from './core/keras-tensor.ts';
export * as layers from './layers/index.ts';
export * as ops from './ops/index.ts';
export * as activations from './activations/index.ts';
export * as losses from './losses/index.ts';
export * as metrics from './metrics/index.ts';
export * as optimizers from './optimizers/index.ts';
export * as initializers from './initializers/index.ts';
export * as regularizers from './regularizers/index.ts';
export * as constraints from './constraints/index.ts';
export * as callbacks from './callbacks/index.ts';
export * as saving from './saving/index.ts';
export * as utils from './utils/index.ts';
export { GradientTape, applyGradients, grad, gradientTape, valueAndGrad } from './gradient.ts';
export * as models from './models.ts';
export * as applications from './applications/index.ts';
