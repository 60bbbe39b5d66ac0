/** @file Arithmetic of shapes and strides; knows nothing of elements. */

/** What layout arithmetic needs to know of an array. */
export interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly size: number;
  readonly ndim: number;
}

/** The number of elements of a shape; `()` has one. */
export function sizeOf(shape: readonly number[]): number {
  let n = 1;
  for (let d = 0; d < shape.length; d++) n *= shape[d]!;
  return n;
}

/** Strides (in elements) of a C-ordered array. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const n = shape.length;
  // (Written out, those of most arrays are made quickest.)
  if (n === 1) return [1];
  if (n === 2) return [Math.max(1, shape[1]!), 1];
  if (n === 3) {
    const step = Math.max(1, shape[2]!);
    return [step * Math.max(1, shape[1]!), step, 1];
  }
  const strides = shape.slice(); // (the quickest list of that length)
  for (let d = n - 1, step = 1; d >= 0; d--) {
    strides[d] = step;
    step *= Math.max(1, shape[d]!);
  }
  return strides;
}

/** Whether the elements lie in C order without gaps; sides of 1 and empty arrays do not matter. */
export function isContiguous({ shape, strides, size }: Layout): boolean {
  if (size === 0) return true;
  for (let d = shape.length - 1, step = 1; d >= 0; d--) {
    if (shape[d] === 1) continue;
    if (strides[d] !== step) return false;
    step *= shape[d]!;
  }
  return true;
}

/** Whether two arrays have the same sides. */
export function sameShape(a: Layout, b: Layout): boolean {
  if (a.shape === b.shape) return true;
  if (a.ndim !== b.ndim) return false;
  for (let d = 0; d < a.ndim; d++) if (a.shape[d] !== b.shape[d]) return false;
  return true;
}
