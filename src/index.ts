/** @file What `import { … } from 'kernelab'` gives; each module exports its own namespace. */
export * from './errors/index.ts';
export {
  Complex,
  ComplexArray,
  fromTyped,
  NDArray,
  np,
  parseSlice,
  Slice,
  slice,
  StringArray,
  toTyped,
  type ArraySource,
  type Axis,
  type DType,
  type Index,
  type Nested,
  type Operand,
  type SliceText,
  type TextSource,
  type TypedArray,
} from './array/index.ts';
export { image } from './image/index.ts';
export * from './widgets/index.ts';
export * from './cnn/index.ts';
export * from './plot/index.ts';
export {
  keras,
  layers,
  Model,
  Sequential,
  type ActivationMaximization,
  type Adversarial,
  type CompileOptions,
  type Embedding,
  type EvaluateOptions,
  type FitOptions,
  type LossLandscape,
  type MaximalPatches,
  type PredictOptions,
  type ReceptiveField,
  type Tensor,
} from './keras/index.ts';
export { sklearn } from './learn/index.ts';
export { display, type DisplayHandle } from './display/index.ts';
export { datasets } from './datasets/index.ts';
export * from './grade/index.ts';
export * from './help/index.ts';
