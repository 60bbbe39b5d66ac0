/**
 * @file What Householder's reflections and Givens' rotations do to the columns of matrices, which lie one after the other
 * in one store: by the engine's kernels in their memory where the matrices are large enough, else in plain loops.
 */
import { elementKernels } from '../../engine/elements.ts';

/** Below this many elements a call of a kernel costs as much as its loop. */
const SMALL = 2048;

/** A store of columns; places and steps are in elements. */
export interface Columns {
  readonly data: Float64Array;
  /** Each of `count` columns x, `step` apart, becomes x + scale (p · x) q, over n elements. */
  reflect(p: number, q: number, x: number, n: number, step: number, count: number, scale: number): void;
  /** Columns x and y of n elements become c x + s y and c y - s x. */
  rotate(x: number, y: number, n: number, c: number, s: number): void;
  /** Column x becomes x + factor y. */
  addScaled(x: number, y: number, n: number, factor: number): void;
}

/** A store of `n` zeros, in the kernels' memory until the next array goes there. */
export function columnStore(n: number): Columns {
  const kernels = n < SMALL ? undefined : elementKernels();
  const start = kernels?.room(8 * n);
  if (kernels === undefined || start === undefined) return plainColumns(n);
  const { run } = kernels;
  return {
    data: new Float64Array(kernels.buffer, start, n).fill(0),
    reflect: (p, q, x, size, step, count, scale) =>
      run.reflect(start + 8 * p, start + 8 * q, start + 8 * x, size, 8 * step, count, scale),
    rotate: (x, y, size, c, s) => run.rotate(start + 8 * x, start + 8 * y, size, c, s),
    addScaled: (x, y, size, factor) => run.add_scaled(start + 8 * x, start + 8 * y, size, factor),
  };
}

function plainColumns(size: number): Columns {
  const data = new Float64Array(size);
  return {
    data,
    reflect: (p, q, x, n, step, count, scale) => {
      for (let j = 0; j < count; j++, x += step) {
        let f = 0;
        for (let k = 0; k < n; k++) f += data[p + k]! * data[x + k]!;
        f *= scale;
        for (let k = 0; k < n; k++) data[x + k]! += f * data[q + k]!;
      }
    },
    rotate: (x, y, n, c, s) => {
      for (let k = 0; k < n; k++) {
        const [a, b] = [data[x + k]!, data[y + k]!];
        data[x + k] = a * c + b * s;
        data[y + k] = b * c - a * s;
      }
    },
    addScaled: (x, y, n, factor) => {
      for (let k = 0; k < n; k++) data[x + k]! += factor * data[y + k]!;
    },
  };
}
