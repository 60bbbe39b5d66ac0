/** @file Lengths: norms of vectors and matrices of every order, and the condition number. */
import { anyAxisOrNull } from '../core/option-specs.ts';
import { checkCall, optionsOf, anything, flag } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { manyAxes, type Axis } from '../layout/axis.ts';
import { type ArraySource } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { runsOf } from '../statistics/quantile.ts';
import { svd } from './decompose.ts';
import { LinAlgError } from './lin-alg-error.ts';
import { inv } from './solve.ts';

/** 1, 2, Infinity … for vectors; also 'fro' and 'nuc' for matrices; default the root of the sum of squares. */
export type NormOrder = number | 'fro' | 'nuc' | null;

export interface NormOptions {
  /** Which norm: 2 (default of vectors), 1, Infinity, 'fro' (default of matrices), 'nuc' … */
  ord?: NormOrder;
  /** One axis: vectors; two: matrices; none: all elements (or the matrix, when an order is given). */
  axis?: Axis | null;
  /**
   * Keeps reduced axes with length 1. Default false.
   * @ko 줄어든 축을 길이 1로 남깁니다. 기본값 false.
   */
  keepdims?: boolean;
}

const normOptions = optionsOf<NormOptions>()({
  ord: anything<NormOrder>({ en: "a number, 'fro', 'nuc' or null", ko: "수, 'fro', 'nuc' 또는 null" }).or(null),
  axis: anyAxisOrNull,
  keepdims: flag().or(false),
});

/**
 * The norm of a vector or matrix: a number, or an array when norms are taken along axes.
 * @ko 벡터의 길이나 행렬의 노름을 구합니다.
 */
export function norm(
  a: ArraySource,
  ord?: NormOrder | (NormOptions & { axis?: null }),
  options?: { axis?: null },
): number;
export function norm(a: ArraySource, ord?: NormOrder | NormOptions, options?: NormOptions): number | NDArray;
export function norm(a: ArraySource, ord?: NormOrder | NormOptions, more?: NormOptions): number | NDArray {
  if (arguments.length > 1) checkCall('np.linalg.norm', arguments, 3, normOptions);
  const who = 'np.linalg.norm';
  const options: NormOptions =
    typeof ord === 'object' && ord !== null ? { ...ord, ...more } : { ...more, ord: ord ?? null };
  const source = arrayOf(a);
  const order = options.ord ?? null;
  const axes =
    options.axis === undefined || options.axis === null ? undefined : manyAxes(options.axis, source.shape, who);
  const count = axes?.length ?? (order === null ? 1 : source.ndim);
  if (count !== 1 && count !== 2) {
    throw new ShapeError({
      who,
      rule: {
        en: 'a norm is taken of vectors (one axis) or matrices (two axes)',
        ko: '놈은 벡터(축 하나)나 행렬(축 둘)에서 구합니다',
      },
      received: { en: `shape ${shapeText(source.shape)}`, ko: `모양 ${shapeText(source.shape)}` },
      hint: { en: 'Name them: { axis: [0, 1] }', ko: '축을 정하세요: { axis: [0, 1] }' },
    });
  }
  const single = source.dtype === 'float32';
  const shape = { axis: axes ?? null, keepdims: options.keepdims ?? false };
  const runs = runsOf(source, shape, who);
  const data = Float64Array.from(runs.data);
  const sides = count === 2 ? (axes ?? [0, 1]).map((d) => source.shape[d]!) : [];
  const out = new Float64Array(runs.count);
  for (let l = 0; l < runs.count; l++) {
    const run = data.subarray(l * runs.n, (l + 1) * runs.n);
    out[l] = count === 2 && order !== null ? matrixNorm(run, sides[0]!, sides[1]!, order) : vectorNorm(run, order);
  }
  if (runs.shape.length === 0) return single ? Math.fround(out[0]!) : out[0]!;
  return makeArray(single ? Float32Array.from(out) : out, single ? 'float32' : 'float64', runs.shape);
}

function vectorNorm(x: Float64Array, order: NormOrder): number {
  if (typeof order === 'string' && order !== 'fro') throw badOrder(order, 'vectors');
  switch (order) {
    case null:
    case 2:
    case 'fro': {
      let s = 0;
      for (const v of x) s += v * v;
      return Math.sqrt(s);
    }
    case Infinity:
      return x.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    case -Infinity:
      return x.reduce((m, v) => Math.min(m, Math.abs(v)), Infinity);
    case 0:
      return x.reduce((n, v) => n + (v !== 0 ? 1 : 0), 0);
    default: {
      const p = order;
      return x.reduce((s, v) => s + Math.abs(v) ** p, 0) ** (1 / p);
    }
  }
}

function matrixNorm(x: Float64Array, m: number, n: number, order: NormOrder): number {
  const sums = (along: 'rows' | 'columns'): Float64Array => {
    const out = new Float64Array(along === 'rows' ? m : n);
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[along === 'rows' ? i : j]! += Math.abs(x[i * n + j]!);
    return out;
  };
  const singular = (): ArrayLike<number> => toTyped(svd(makeArray(x, 'float64', [m, n]), { computeUv: false }));
  switch (order) {
    case 'fro':
      return vectorNorm(x, 2);
    case 'nuc':
      return Array.from(singular()).reduce((s, v) => s + v, 0);
    case 1:
      return Math.max(...sums('columns'));
    case -1:
      return Math.min(...sums('columns'));
    case Infinity:
      return Math.max(...sums('rows'));
    case -Infinity:
      return Math.min(...sums('rows'));
    case 2:
      return Math.max(...Array.from(singular()));
    case -2:
      return Math.min(...Array.from(singular()));
    case null:
    default:
      throw badOrder(order, 'matrices');
  }
}

function badOrder(order: NormOrder, of: 'vectors' | 'matrices'): ValueError {
  return new ValueError({
    who: 'np.linalg.norm',
    rule:
      of === 'vectors'
        ? {
            en: 'the order of a norm of vectors is a number, Infinity or -Infinity',
            ko: '벡터의 놈에 쓸 수 있는 차수: 수, Infinity, -Infinity',
          }
        : {
            en: "the order of a norm of matrices is 'fro', 'nuc', 1, -1, 2, -2, Infinity or -Infinity",
            ko: "행렬의 놈에 쓸 수 있는 차수: 'fro', 'nuc', 1, -1, 2, -2, Infinity, -Infinity",
          },
    received: String(order),
  });
}

/**
 * The condition number of one matrix: how much it can magnify errors; Infinity when it is singular. @throws ShapeError for
 * stacks of matrices
 */
export function cond(a: ArraySource, p: NormOrder = null): number {
  if (arguments.length > 1) checkCall('np.linalg.cond', arguments, 2);
  const { shape } = arrayOf(a);
  if (shape.length !== 2) {
    throw new ShapeError({
      who: 'np.linalg.cond',
      rule: { en: 'one matrix is needed', ko: '행렬 하나가 필요합니다' },
      received: { en: `shape ${shapeText(shape)}`, ko: `모양 ${shapeText(shape)}` },
    });
  }
  if (p === null || p === 2 || p === -2) {
    const s = toTyped(svd(a, { computeUv: false }));
    const [first, last] = [s[0]!, s.at(-1)!];
    return p === -2 ? last / first : last === 0 ? Infinity : first / last;
  }
  try {
    return norm(a, p) * norm(inv(a), p);
  } catch (error) {
    if (error instanceof LinAlgError) return Infinity;
    throw error;
  }
}
