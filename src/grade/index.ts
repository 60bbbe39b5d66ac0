/** @file What test cells of a notebook use: `expectValue` and its kin, `draw` for their inputs, and `check`. */
export { draw, type Described, type Draw, type DrawnArray, type Sides } from './draw.ts';
export {
  expectGradient,
  expectImage,
  expectModel,
  expectShape,
  expectTraining,
  expectValue,
  type ExpectOptions,
  type Given,
} from './expect.ts';
export { check } from './sealed/check.ts';
