/**
 * @file What Householder's reflections need of vectors that lie one after the other in one store (columns of a matrix, or rows):
 * by the engine's kernels in their memory where there is enough of it, else in plain loops.
 */
import { npProgram } from '../../engine/index.ts';

/** Below this many elements a call of a kernel costs as much as its loop. */
const SMALL = 2048;

/** A store of vectors; places and steps are in elements. */
export interface Columns {
  readonly data: Float64Array;
  /** Each of `count` vectors x, `step` apart, becomes x + scale (p · x) q, over n elements. */
  reflect(p: number, q: number, x: number, n: number, step: number, count: number, scale: number): void;
  /** out[i] = vector i · v, for `count` vectors of n elements that lie without gaps from x on. */
  dots(x: number, count: number, n: number, v: number, out: number): void;
  /** Vector `to` becomes to + Σ factors[i] vector i, of the same vectors. */
  combine(to: number, x: number, count: number, n: number, factors: number): void;
}

/** A store of `n` zeros, in the kernels' memory until the next array goes there. */
export function columnStore(n: number): Columns {
  const kernels = n < SMALL ? undefined : npProgram();
  const start = kernels?.scratch(8 * n);
  if (kernels === undefined || start === undefined) return plainColumns(n);
  const { run } = kernels;
  return {
    data: new Float64Array(kernels.buffer, start, n).fill(0),
    reflect: (p, q, x, size, step, count, scale) =>
      run.reflect(start + 8 * p, start + 8 * q, start + 8 * x, size, 8 * step, count, scale),
    dots: (x, count, size, v, out) => run.dots_f64(start + 8 * x, count, size, start + 8 * v, start + 8 * out),
    combine: (to, x, count, size, factors) =>
      run.combine_f64(start + 8 * to, start + 8 * x, count, size, start + 8 * factors),
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
    dots: (x, count, n, v, out) => {
      for (let i = 0; i < count; i++, x += n) {
        let s = 0;
        for (let k = 0; k < n; k++) s += data[x + k]! * data[v + k]!;
        data[out + i] = s;
      }
    },
    combine: (to, x, count, n, factors) => {
      for (let i = 0; i < count; i++, x += n) {
        for (let k = 0; k < n; k++) data[to + k]! += data[factors + i]! * data[x + k]!;
      }
    },
  };
}
