/** @file The array module: `np`, the array class and its types. */
export * as np from './np.ts';
export { NDArray } from './core/ndarray.ts';
export { elementsOf, elementsToKeep, fromTyped, toTyped } from './core/typed.ts';
export { Complex, ComplexArray } from './complex/complex-array.ts';
export { StringArray, type TextSource } from './strings/string-array.ts';
export type { Nested } from './core/ndarray.ts';
export type { DType, TypedArray } from './layout/dtype.ts';
export type { ArraySource } from './core/create.ts';
export type { Index } from './core/indexing.ts';
export { Slice, parseSlice, slice } from './layout/slice.ts';
export type { SliceText } from './layout/slice.ts';
export type { Operand } from './ufuncs/ufunc.ts';
export type { Axis } from './layout/axis.ts';
