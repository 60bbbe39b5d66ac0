/** @file Arrays from rules: linspace, logspace, geomspace, eye, tri, diag, meshgrid, indices, fromfunction and kin. */
import { diagonalOption, dtypeOption, anyDType, diagonalOf, type DiagonalOption } from './option-specs.ts';
import { checkCall, describe, optionsOf, integer, flag, number, isPlainObject, word } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { astype } from './cast.ts';
import { arange, asShape, asarray, dtypeArg, full, zeros, type DTypeArg, type DTypeLike } from './create.ts';
import { allocate, asDType, isFloat } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { diagonal } from '../linalg/products.ts';
import { broadcastTo } from '../manipulation/axes.ts';
import { makeArray, rawStore } from './make.ts';
import type { NDArray } from './ndarray.ts';
import { reshape } from './reshape.ts';
import type { Operand } from '../ufuncs/ufunc.ts';
import { where } from '../ufuncs/compound.ts';

/** An array whose content is of no interest; it is zeroed all the same. */
export function empty(shape: number | readonly number[], dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.empty', arguments, 2, dtypeOption);
  return zeros(shape, dtype);
}

/**
 * Zeros in the shape (and dtype) of another array.
 * @ko 모양과 dtype이 같고 0으로 채운 배열을 만듭니다.
 */
export function zerosLike(a: Operand, dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.zerosLike', arguments, 2, dtypeOption);
  const like = asarray(a);
  return zeros(like.shape, dtypeArg(dtype, 'np.zerosLike') ?? like.dtype);
}
/**
 * Ones in the shape (and dtype) of another array.
 * @ko 모양과 dtype이 같고 1로 채운 배열을 만듭니다.
 */
export function onesLike(a: Operand, dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.onesLike', arguments, 2, dtypeOption);
  return fullLike(a, 1, dtype);
}
/** An array of any content in the shape (and dtype) of another. */
export function emptyLike(a: Operand, dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.emptyLike', arguments, 2, dtypeOption);
  return zerosLike(a, dtype);
}
/** One value in the shape (and dtype) of another array. */
export function fullLike(a: Operand, value: Operand, dtype?: DTypeArg): NDArray {
  if (arguments.length > 2) checkCall('np.fullLike', arguments, 3, dtypeOption);
  const like = asarray(a);
  return full(like.shape, value, dtypeArg(dtype, 'np.fullLike') ?? like.dtype);
}

/** How a range is cut. */
export interface SpaceOptions {
  /**
   * Number of values, default 50.
   * @ko 값의 개수입니다. 기본값 50.
   */
  num?: number;
  /**
   * Whether stop is the last value, default true.
   * @ko stop을 마지막 값으로 넣을지 정합니다. 기본값 true.
   */
  endpoint?: boolean;
  /**
   * Type of the result.
   * @ko 결과의 자료형입니다.
   */
  dtype?: DTypeLike;
}

const spaceRules = { num: integer({ from: 0 }).or(50), endpoint: flag().or(true), dtype: anyDType.or('float64') };
const spaceOptions = optionsOf<SpaceOptions>()(spaceRules);
const linspaceOptions = optionsOf<SpaceOptions & { retstep?: boolean }>()({ ...spaceRules, retstep: flag().or(false) });
const logspaceOptions = optionsOf<SpaceOptions & { base?: number }>()({ ...spaceRules, base: number().or(10) });

/**
 * `num` evenly spaced values from start to stop; with `retstep` also the step between them.
 * @ko 시작부터 끝까지 같은 간격으로 나눈 수의 배열을 만듭니다.
 */
export function linspace(
  start: number,
  stop: number,
  num: number | (SpaceOptions & { retstep: true }),
  options: SpaceOptions & { retstep: true },
): [NDArray, number];
export function linspace(start: number, stop: number, num?: number | SpaceOptions, options?: SpaceOptions): NDArray;
export function linspace(
  start: number,
  stop: number,
  num: number | (SpaceOptions & { retstep?: boolean }) = 50,
  options: SpaceOptions & { retstep?: boolean } = {},
): NDArray | [NDArray, number] {
  if (arguments.length > 2) checkCall('np.linspace', arguments, 4, linspaceOptions);
  const given = { ...options, ...(typeof num === 'number' ? { num } : num) };
  const [values, step] = spaced(start, stop, countOf(given.num ?? 50, 'np.linspace'), given.endpoint ?? true);
  const dtype = asDType(given.dtype ?? 'float64', 'np.linspace');
  if (!isFloat(dtype) && dtype !== 'bool') for (let i = 0; i < values.length; i++) values[i] = Math.floor(values[i]!);
  const out = astype(makeArray(values, 'float64', [values.length]), dtype, false);
  return given.retstep ? [out, step] : out;
}

function countOf(num: number, who: string): number {
  if (Number.isInteger(num) && num >= 0) return num;
  throw new ValueError({
    who,
    rule: { en: 'the number of values must be a whole number, 0 or more', ko: '값의 개수는 0 이상의 정수여야 합니다' },
    received: `num ${num}`,
  });
}

/** NumPy's order of operations: i · step + start, the last value set to stop. */
function spaced(start: number, stop: number, num: number, endpoint: boolean): [Float64Array, number] {
  const parts = endpoint ? num - 1 : num;
  const step = parts > 0 ? (stop - start) / parts : Number.NaN;
  const values = new Float64Array(num);
  for (let i = 0; i < num; i++) {
    const far = parts > 0 ? (step === 0 ? (i / parts) * (stop - start) : i * step) : i * (stop - start);
    values[i] = far + start;
  }
  if (endpoint && num > 1) values[num - 1] = stop;
  return [values, step];
}

/** Values spaced evenly on a log scale: base^start … base^stop. */
export function logspace(
  start: number,
  stop: number,
  num: number | (SpaceOptions & { base?: number }) = 50,
  more: SpaceOptions & {
    /** What is raised to the powers. Default 10. */
    base?: number;
  } = {},
): NDArray {
  if (arguments.length > 2) checkCall('np.logspace', arguments, 4, logspaceOptions);
  const options = { ...more, ...(typeof num === 'number' ? { num } : num) };
  const [values] = spaced(start, stop, countOf(options.num ?? 50, 'np.logspace'), options.endpoint ?? true);
  const base = options.base ?? 10;
  const out = makeArray(
    values.map((x) => base ** x),
    'float64',
    [values.length],
  );
  return astype(out, asDType(options.dtype ?? 'float64', 'np.logspace'), false);
}

/** Values with a constant ratio from start to stop. */
export function geomspace(
  start: number,
  stop: number,
  num: number | SpaceOptions = 50,
  more: SpaceOptions = {},
): NDArray {
  if (arguments.length > 2) checkCall('np.geomspace', arguments, 4, spaceOptions);
  if (start === 0 || stop === 0 || start < 0 !== stop < 0) {
    throw new ValueError({
      who: 'np.geomspace',
      rule: {
        en: 'start and stop must have the same sign and not be 0',
        ko: 'start와 stop은 부호가 같고 0이 아니어야 합니다',
      },
      received: `${start}, ${stop}`,
    });
  }
  const side = start < 0 ? -1 : 1;
  const options = { ...more, ...(typeof num === 'number' ? { num } : num) };
  const count = countOf(options.num ?? 50, 'np.geomspace');
  const endpoint = options.endpoint ?? true;
  const [logs] = spaced(Math.log10(side * start), Math.log10(side * stop), count, endpoint);
  const values = logs.map((x) => side * 10 ** x);
  if (count > 0) values[0] = start;
  if (endpoint && count > 1) values[count - 1] = stop;
  return astype(makeArray(values, 'float64', [count]), asDType(options.dtype ?? 'float64', 'np.geomspace'), false);
}

/**
 * Ones on a diagonal of an (n, m) matrix, k places above the main one.
 * @ko 대각선이 1인 정사각 배열(단위행렬)을 만듭니다.
 */
export function eye(n: number, m: number | TriOptions = n, k: number | TriOptions = {}): NDArray {
  if (arguments.length > 1) checkCall('np.eye', arguments, 3, triOptions);
  const { m: cols = n, k: above = 0, dtype = 'float64' } = triRequest(m, k);
  const out = zeros([n, cols], dtype);
  for (let i = Math.max(0, -above); i < n && i + above < cols; i++) out.data[i * cols + i + above] = 1;
  return out;
}

/** The identity matrix of side n. */
export function identity(n: number, dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.identity', arguments, 2, dtypeOption);
  return eye(n, n, { dtype: dtypeArg(dtype, 'np.identity') ?? 'float64' });
}

/**
 * Of a vector the matrix with it on a diagonal, of a matrix that diagonal.
 * @ko 대각선을 꺼내거나 대각 행렬을 만듭니다.
 */
export function diag(x: Operand, k: number | DiagonalOption = 0): NDArray {
  if (arguments.length > 1) checkCall('np.diag', arguments, 2, diagonalOption);
  const a = asarray(x);
  const place = diagonalOf(k);
  if (a.ndim === 2) return diagonal(a, { offset: place });
  if (a.ndim !== 1)
    throw new ShapeError({
      who: 'np.diag',
      rule: { en: 'the array must have 1 or 2 axes', ko: '배열의 축은 1개 또는 2개여야 합니다' },
      received: shapeText(a.shape),
    });
  const n = a.size + Math.abs(place);
  const out = zeros([n, n], a.dtype);
  const values = a.toTyped();
  for (let i = 0; i < a.size; i++) out.data[(i + Math.max(0, -place)) * n + i + Math.max(0, place)] = values[i]!;
  return out;
}

/** A matrix with the flattened input on a diagonal. */
export function diagflat(x: Operand, k: number | DiagonalOption = 0): NDArray {
  if (arguments.length > 1) checkCall('np.diagflat', arguments, 2, diagonalOption);
  return diag(reshape(asarray(x), [-1]), diagonalOf(k));
}

/** Ones at and below the k-th diagonal of an (n, m) matrix. */
export function tri(n: number, m: number | TriOptions = n, k: number | TriOptions = {}): NDArray {
  if (arguments.length > 1) checkCall('np.tri', arguments, 3, triOptions);
  const { m: cols = n, k: above = 0, dtype = 'float64' } = triRequest(m, k);
  const out = zeros([n, cols], dtype);
  for (let i = 0; i < n; i++) out.data.fill(1, i * cols, i * cols + Math.max(0, Math.min(cols, i + above + 1)));
  return out;
}

interface TriOptions {
  /**
   * Number of columns, default n.
   * @ko 열의 수입니다. 기본값 n.
   */
  m?: number;
  /**
   * Which diagonal, 0 the main one, above it positive.
   * @ko 어느 대각선인지 정합니다. 0이 주대각선이고 그 위가 양수입니다.
   */
  k?: number;
  /**
   * Type of the result.
   * @ko 결과의 자료형입니다.
   */
  dtype?: DTypeLike;
}

const triOptions = optionsOf<TriOptions>()({
  m: integer({ from: 0 }),
  k: integer().or(0),
  dtype: anyDType.or('float64'),
});

/** Columns and diagonal by place, or in options in the place of either. */
function triRequest(m: number | TriOptions, k: number | TriOptions): TriOptions {
  const given = typeof m === 'number' ? { m } : m;
  return typeof k === 'number' ? { ...given, k } : { ...given, ...k };
}

/** The lower triangle; everything above the k-th diagonal is 0. */
export function tril(x: Operand, k: number | DiagonalOption = 0): NDArray {
  if (arguments.length > 1) checkCall('np.tril', arguments, 2, diagonalOption);
  return triangle(asarray(x), diagonalOf(k), false);
}

/** The upper triangle; everything below the k-th diagonal is 0. */
export function triu(x: Operand, k: number | DiagonalOption = 0): NDArray {
  if (arguments.length > 1) checkCall('np.triu', arguments, 2, diagonalOption);
  return triangle(asarray(x), diagonalOf(k), true);
}

function triangle(x: NDArray, k: number, upper: boolean): NDArray {
  const a = x.ndim === 1 ? broadcastTo(x, [x.size, x.size]) : x;
  if (a.ndim < 2)
    throw new ShapeError({
      who: 'np.tril',
      rule: { en: 'the array must have at least 1 axis', ko: '배열의 축은 1개 이상이어야 합니다' },
      received: shapeText(a.shape),
    });
  const mask = tri(a.shape.at(-2)!, a.shape.at(-1), { k: upper ? k - 1 : k, dtype: 'bool' });
  const none = zeros([], a.dtype);
  return upper ? where(mask, none, a) : where(mask, a, none);
}

/**
 * Coordinate matrices of coordinate vectors: `'xy'` (default) runs the first along columns, `'ij'` along rows.
 * @ko 좌표 벡터들로 격자의 x 좌표와 y 좌표 배열을 만듭니다.
 */
export function meshgrid(...args: (Operand | MeshOptions)[]): NDArray[] {
  if (arguments.length > 0) checkCall('np.meshgrid', arguments, Infinity, meshOptions);
  const last = args.at(-1);
  const options: MeshOptions = isPlainObject(last) ? last : {};
  const vectors = (isPlainObject(last) ? args.slice(0, -1) : args).map((x) => reshape(asarray(x as Operand), [-1]));
  const swap = (options.indexing ?? 'xy') === 'xy' && vectors.length > 1;
  const place = (k: number): number => (swap && k < 2 ? 1 - k : k);
  const shape = vectors.map((_, d) => vectors[place(d)]!.size);
  return vectors.map((v, k) => {
    const sides = vectors.map((_, d) => (d === place(k) ? v.size : 1));
    const thin = reshape(v, sides);
    return options.sparse ? thin.copy() : broadcastTo(thin, shape).copy();
  });
}

interface MeshOptions {
  indexing?: 'xy' | 'ij';
  /** Give thin arrays that broadcast instead of full ones. */
  sparse?: boolean;
}

const meshOptions = optionsOf<MeshOptions>()({ indexing: word('xy', 'ij').or('xy'), sparse: flag().or(false) });

/** For every axis the array of its indices: shape (ndim, …shape). */
export function indices(shape: readonly number[], dtype: DTypeArg = 'int64'): NDArray {
  if (arguments.length > 1) checkCall('np.indices', arguments, 2, dtypeOption);
  const type = dtypeArg(dtype, 'np.indices') ?? 'int64';
  const sides = asShape(shape, 'np.indices');
  const out = allocate(type, sides.length * sizeOf(sides));
  sides.forEach((n, d) => {
    const along = reshape(
      arange(n, type),
      sides.map((_, k) => (k === d ? n : 1)),
    );
    out.set(rawStore(broadcastTo(along, sides).copy()), d * sizeOf(sides));
  });
  return makeArray(out, type, [sides.length, ...sides]);
}

/**
 * Calls `fn` once with the index arrays of every axis (float64, as in NumPy): `fromfunction((i, j) => i.add(j), [3, 3])`.
 * @ko 각 자리의 인덱스로 값을 계산해 배열을 만듭니다.
 */
export function fromfunction<T>(
  fn: (...indices: NDArray[]) => T,
  shape: readonly number[],
  dtype: DTypeArg = 'float64',
): T {
  if (arguments.length > 2) checkCall('np.fromfunction', arguments, 3, dtypeOption);
  const sides = asShape(shape, 'np.fromfunction');
  if (typeof fn !== 'function') {
    throw new ValueError({
      who: 'np.fromfunction',
      rule: { en: 'the first argument is a function of the indices', ko: '첫 인수는 인덱스의 함수입니다' },
      received: describe(fn),
    });
  }
  const all = indices(sides, dtype);
  return fn(...sides.map((_, d) => all.at(d)));
}
