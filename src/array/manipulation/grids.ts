/** @file Grids of coordinates by slices, and loops over all indices: mgrid, ogrid, ndindex, ndenumerate. */
import { checkCall, describe } from '../../arguments/index.ts';
import { IndexError } from '../../errors/index.ts';
import { asShape } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { allocate, type DType } from '../layout/dtype.ts';
import { Slice } from '../layout/slice.ts';
import { sizeOf } from '../layout/strides.ts';
import { concatenate } from './join.ts';
import { placesOf } from '../layout/walk.ts';
import type { Operand } from '../ufuncs/ufunc.ts';

type Bound = '' | `${number}`;

/** `start:stop` or `start:stop:step`; a step with j is the number of values, the last of them stop: `'-1:1:5j'`. */
type GridText = `${Bound}:${number}` | `${Bound}:${number}:${number}` | `${Bound}:${number}:${number}j`;

/** One axis of a grid. */
interface GridAxis {
  readonly start: number;
  readonly step: number;
  readonly n: number;
  readonly dtype: DType;
}

/** Coordinates of every point of a grid, by the slices of its axes. */
interface Grid<Result> {
  /** `np.mgrid[0:3, 0:4]` of Python is `np.mgrid.at('0:3', '0:4')`. */
  at(...slices: (GridText | Slice)[]): Result;
}

/**
 * Coordinates of every point of a grid: `const [y, x] = np.mgrid.at('0:3', '0:4')`, shape (2, 3, 4). One slice alone gives a line.
 * @ko 격자의 모든 점의 좌표입니다. np.mgrid.at('0:3', '0:4')처럼 씁니다.
 */
export const mgrid: Grid<NDArray> = {
  at(...slices) {
    const axes = axesOf(slices, 'np.mgrid.at');
    const dtype = axes.some((axis) => axis.dtype === 'float64') ? 'float64' : 'int64';
    const lines = axes.map((axis) => valuesOf(axis));
    if (axes.length === 1) return makeArray(lines[0]!, dtype, [lines[0]!.length]);
    const shape = axes.map(({ n }) => n);
    const block = sizeOf(shape);
    const out = allocate(dtype, axes.length * block);
    axes.forEach(({ n }, d) => {
      const inner = sizeOf(shape.slice(d + 1));
      for (let k = 0; k < block; k++) out[d * block + k] = lines[d]![Math.floor(k / inner) % n]!;
    });
    return makeArray(out, dtype, [axes.length, ...shape]);
  },
};

/**
 * As `mgrid`, but thin arrays that broadcast against each other: `np.ogrid.at('0:3', '0:4')` gives shapes (3, 1) and (1, 4).
 * @ko mgrid와 같지만 브로드캐스팅되는 얇은 배열들을 줍니다.
 */
export const ogrid: Grid<NDArray[]> = {
  at(...slices) {
    const axes = axesOf(slices, 'np.ogrid.at');
    const dtype = axes.some((axis) => axis.dtype === 'float64') ? 'float64' : 'int64';
    return axes.map((axis, d) =>
      makeArray(
        valuesOf(axis),
        dtype,
        axes.map(({ n }, k) => (k === d ? n : 1)),
      ),
    );
  },
};

function axesOf(slices: readonly unknown[], who: string): GridAxis[] {
  checkCall(who, slices, Infinity);
  if (slices.length === 0) throw badSlice(who, '()');
  return slices.map((one) => axisOf(one, who));
}

function axisOf(given: unknown, who: string): GridAxis {
  const parts =
    given instanceof Slice
      ? [given.start ?? 0, given.stop, given.step].map((x) => (x === null ? '' : String(x)))
      : typeof given === 'string'
        ? given.split(':').map((part) => part.trim())
        : [];
  const [from = '', to = '', by = '1'] = parts;
  const counted = by.endsWith('j');
  const [start, stop, step] = [Number(from), Number(to), Number(counted ? by.slice(0, -1) : by || 1)];
  if (parts.length < 2 || parts.length > 3 || to === '' || ![start, stop, step].every(Number.isFinite) || step === 0)
    throw badSlice(who, given instanceof Slice ? parts.join(':') : describe(given));
  if (counted) {
    const n = Math.trunc(Math.abs(step));
    return { start, step: n > 1 ? (stop - start) / (n - 1) : (stop - start) / 1, n, dtype: 'float64' };
  }
  const whole = ![from, to, by].some((part) => /[.e]/i.test(part));
  return { start, step, n: Math.max(0, Math.ceil((stop - start) / step)), dtype: whole ? 'int64' : 'float64' };
}

function badSlice(who: string, received: string): IndexError {
  return new IndexError({
    who,
    rule: {
      en: "each axis is a slice text 'start:stop' or 'start:stop:step'; a step such as 5j is the number of values",
      ko: "축마다 'start:stop' 또는 'start:stop:step'을 씁니다. 5j 같은 step은 값의 개수입니다",
    },
    received,
    hint: { en: `${who}('0:3', '-1:1:5j')`, ko: `${who}('0:3', '-1:1:5j')` },
  });
}

function valuesOf({ start, step, n }: GridAxis): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => i * step + start);
}

/** What is joined: an array, a number, or a range as a slice. */
type Joined = Operand | GridText | Slice;

/** Arrays joined by brackets in Python. */
interface Join {
  /** `np.c_[a, b]` of Python is `np.c_.at(a, b)`. */
  at(...arrays: Joined[]): NDArray;
}

/**
 * Vectors as columns, matrices side by side: `np.c_.at(x.ravel(), y.ravel())` is Python's `np.c_[x.ravel(), y.ravel()]`.
 * @ko 벡터는 열로, 행렬은 옆으로 잇습니다.
 */
export const c_: Join = {
  at(...arrays) {
    const parts = partsOf(arrays, 'np.c_.at').map((a) => (a.ndim < 2 ? a.reshape(-1, 1) : a));
    return concatenate(parts, { axis: -1 });
  },
};

/**
 * Arrays and numbers end to end: `np.r_.at(a, 0, b)` is Python's `np.r_[a, 0, b]`; a slice text is a range.
 * @ko 배열과 수를 차례로 잇습니다.
 */
export const r_: Join = {
  at(...arrays) {
    return concatenate(partsOf(arrays, 'np.r_.at').map((a) => (a.ndim === 0 ? a.reshape(1) : a)));
  },
};

function partsOf(arrays: readonly Joined[], who: string): NDArray[] {
  checkCall(who, arrays, Infinity);
  return arrays.map((x) => {
    if (typeof x !== 'string' && !(x instanceof Slice)) return arrayOf(x);
    const axis = axisOf(x, who);
    const values = valuesOf(axis);
    return makeArray(values, axis.dtype, [values.length]);
  });
}

/**
 * All indices of a shape in C order, each a list: `for (const [i, j] of np.ndindex(3, 2))`.
 * @ko 모양의 모든 인덱스를 차례로 줍니다. for (const [i, j] of np.ndindex(3, 2))처럼 씁니다.
 */
export function ndindex(...shape: number[] | [readonly number[]]): IterableIterator<number[]> {
  checkCall('np.ndindex', shape, Infinity);
  const sides = typeof shape[0] === 'object' ? shape[0] : (shape as number[]);
  return indicesOf(asShape(sides, 'np.ndindex'));
}

/**
 * Every element with its index: `for (const [[i, j], value] of np.ndenumerate(a))`; of bool 0 and 1, as `item` gives.
 * @ko 모든 값을 인덱스와 함께 차례로 줍니다. for (const [[i, j], 값] of np.ndenumerate(a))처럼 씁니다.
 */
export function ndenumerate(a: Operand): IterableIterator<[index: number[], value: number]> {
  if (arguments.length > 1) checkCall('np.ndenumerate', arguments, 1);
  return elementsOf(arrayOf(a));
}

function* elementsOf(a: NDArray): IterableIterator<[number[], number]> {
  const places = placesOf(a.shape, a.strides, a.offset);
  let k = 0;
  for (const index of indicesOf(a.shape)) yield [index, a.data[places[k++]!]!];
}

function* indicesOf(shape: readonly number[]): IterableIterator<number[]> {
  const index = shape.map(() => 0);
  for (let left = sizeOf(shape); left > 0; left--) {
    yield [...index];
    for (let d = shape.length - 1; d >= 0 && ++index[d]! >= shape[d]!; d--) index[d] = 0;
  }
}
