/** @file Arrays as sets: unique with its companions, isin, and the operations on two sets. */
import { checkCall, optionsOf, flag, integer, readOptions } from '../../arguments/index.ts';
import { oneAxis } from '../layout/axis.ts';
import { astype } from '../core/cast.ts';
import { type ArraySource } from '../core/create.ts';
import { allocate, type TypedArray } from '../layout/dtype.ts';
import { arrayOf, gatherLanes, takeAlong } from '../core/lanes.ts';
import { namedList } from '../core/named-list.ts';
import { makeArray, stringsOf } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';
import { toTyped } from '../core/typed.ts';
import { resultType } from '../ufuncs/ufunc.ts';
import { argsortRun, sortRun } from './radix.ts';

export interface UniqueOptions {
  /**
   * Also the place of the first occurrence of each value.
   * @ko 값마다 처음 나온 자리도 돌려줍니다.
   */
  returnIndex?: boolean;
  /**
   * Also, for every element, which unique value it is (the shape of the input).
   * @ko 원소마다 몇 번째 고유값인지도 돌려줍니다(입력과 같은 모양).
   */
  returnInverse?: boolean;
  /**
   * Also how often each value occurs.
   * @ko 값마다 나온 횟수도 돌려줍니다.
   */
  returnCounts?: boolean;
  /**
   * Unique rows along this axis instead of unique elements.
   * @ko 원소 대신 이 축을 따라 고유한 행을 찾습니다.
   */
  axis?: number | null;
  /**
   * Whether all NaN count as one value; default true.
   * @ko NaN을 모두 한 값으로 셀지 정합니다. 기본값 true.
   */
  equalNan?: boolean;
}

const uniqueOptions = optionsOf<UniqueOptions>()({
  returnIndex: flag().or(false),
  returnInverse: flag().or(false),
  returnCounts: flag().or(false),
  axis: integer().orNull().alone(),
  equalNan: flag().or(true),
});

interface Found {
  values: NDArray;
  index: NDArray;
  inverse: NDArray;
  counts: NDArray;
}

/**
 * By name all four; as a list, in NumPy's order, the values and what was asked for: `const [values, counts] = …`.
 * Values and counts have shape (found,), index too, inverse that of the input.
 */
export type Unique = NDArray[] & Found;

/** The same of texts. */
type UniqueTexts = [StringArray, ...NDArray[]] & Omit<Found, 'values'> & { values: StringArray };

type Asked = UniqueOptions & ({ returnIndex: true } | { returnInverse: true } | { returnCounts: true });

/**
 * The different elements in ascending order; with options also what they ask for, by name and as a list.
 * @ko 서로 다른 값들을 작은 값부터 줍니다.
 */
export function unique(a: ArraySource, options: Asked): Unique;
export function unique(a: ArraySource, options?: UniqueOptions): NDArray;
export function unique(a: TextSource, options: Asked): UniqueTexts;
export function unique(a: TextSource, options?: UniqueOptions): StringArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function unique(a: ArraySource, options?: UniqueOptions): NDArray;
export function unique(
  a: ArraySource | TextSource,
  options: UniqueOptions = {},
): NDArray | Unique | StringArray | UniqueTexts {
  if (arguments.length > 1) {
    checkCall('np.unique', arguments, 2, uniqueOptions);
    readOptions('np.unique', options, uniqueOptions);
  }
  const texts = stringsOf(a);
  if (texts !== undefined) return uniqueTexts(texts, options);
  return uniqueNumbers(a as ArraySource, options);
}

/** Texts are told apart and sorted by their places in alphabetical order. */
function uniqueTexts(texts: StringArray, options: UniqueOptions): StringArray | UniqueTexts {
  const { ranks, words } = texts.ranked();
  const found = uniqueNumbers(ranks, options);
  const named = (places: NDArray): StringArray =>
    texts.like(
      Array.from(toTyped(places), (rank) => words[rank]!),
      places.shape,
    );
  if (!Array.isArray(found)) return named(found);
  const { values, index, inverse, counts } = found;
  const parts = {
    values: named(values),
    ...(options.returnIndex && { index }),
    ...(options.returnInverse && { inverse }),
    ...(options.returnCounts && { counts }),
  };
  return namedList(parts, { index, inverse, counts }) as UniqueTexts;
}

function uniqueNumbers(a: ArraySource, options: UniqueOptions): NDArray | Unique {
  const source = arrayOf(a);
  const asked = options.returnIndex || options.returnInverse || options.returnCounts;
  if (options.axis !== undefined && options.axis !== null) {
    const rows = uniqueRows(source, oneAxis(options.axis, source.shape, 'np.unique'));
    return asked ? listed(rows, options) : rows.values;
  }
  const data = toTyped(source);
  const same = options.equalNan === false ? differs : differsOrNaN;
  if (!asked) {
    const sorted = data.slice();
    sortRun(sorted, 0, sorted.length);
    return line(firsts(sorted, same), source.dtype);
  }
  const order = argsortRun(data, source.dtype, 0, data.length);
  const groups = group(order.length, (i) => i === 0 || same(data[order[i - 1]!]!, data[order[i]!]!));
  const values = allocate(source.dtype, groups.starts.length);
  groups.starts.forEach((s, g) => (values[g] = data[order[s]!]!));
  return listed({ values: line(values, source.dtype), ...companions(order, groups, source.shape) }, options);
}

function listed(found: Found, asked: UniqueOptions): Unique {
  const parts = {
    values: found.values,
    ...(asked.returnIndex && { index: found.index }),
    ...(asked.returnInverse && { inverse: found.inverse }),
    ...(asked.returnCounts && { counts: found.counts }),
  };
  return namedList(parts, { ...found }) as Unique;
}

const invertOption = optionsOf<{ invert?: boolean }>()({ invert: flag().or(false) });

/**
 * Whether each element of `a` is among `test` (bool, the shape of `a`).
 * @ko 값마다 리스트에 들어 있는지 봅니다.
 */
export function isin(
  a: ArraySource | TextSource,
  test: ArraySource | TextSource,
  options?: {
    /**
     * True where it is not in the list. Default false.
     * @ko true이면 목록에 없는 곳이 참입니다. 기본값 false.
     */
    invert?: boolean;
  },
): NDArray {
  if (arguments.length > 2) checkCall('np.isin', arguments, 3, invertOption);
  const invert = options?.invert ?? false;
  const texts = stringsOf(a);
  if (texts !== undefined) return textsIn(texts, test, invert);
  const source = arrayOf(a as ArraySource);
  const among = new Set<number>(toTyped(arrayOf(test as ArraySource)));
  among.delete(NaN);
  const out = Uint8Array.from(toTyped(source), (x) => (among.has(x) !== invert ? 1 : 0));
  return makeArray(out, 'bool', source.shape);
}

function textsIn(texts: StringArray, test: ArraySource | TextSource, invert: boolean): NDArray {
  const { ranks, words } = texts.ranked();
  const among = new Set<unknown>(stringsOf(test)?.flatten().toList() as string[] | undefined);
  const wanted = words.flatMap((word, rank) => (among.has(word) ? [rank] : []));
  return isin(ranks, wanted, { invert });
}

/** The different elements of both, in order. */
export function union1d(a: ArraySource, b: ArraySource): NDArray {
  if (arguments.length > 2) checkCall('np.union1d', arguments, 2);
  const [x, y] = pair(a, b);
  const all = allocate(x.dtype, x.size + y.size);
  all.set(toTyped(x));
  all.set(toTyped(y), x.size);
  return unique(makeArray(all, x.dtype, [all.length]));
}

/** The different elements that are in both, in order. */
export function intersect1d(a: ArraySource, b: ArraySource): NDArray {
  if (arguments.length > 2) checkCall('np.intersect1d', arguments, 2);
  const [x, y] = pair(a, b);
  return kept(unique(x), new Set<number>(toTyped(y)), true);
}

/** The different elements of `a` that are not in `b`, in order. */
export function setdiff1d(a: ArraySource, b: ArraySource): NDArray {
  if (arguments.length > 2) checkCall('np.setdiff1d', arguments, 2);
  return kept(unique(arrayOf(a)), new Set<number>(toTyped(arrayOf(b))), false);
}

/** The different elements that are in exactly one of both, in order. */
export function setxor1d(a: ArraySource, b: ArraySource): NDArray {
  if (arguments.length > 2) checkCall('np.setxor1d', arguments, 2);
  const [x, y] = pair(a, b);
  return union1d(setdiff1d(x, y), setdiff1d(y, x));
}

function kept(values: NDArray, others: Set<number>, inside: boolean): NDArray {
  others.delete(NaN);
  const data = (values.data as Float64Array).filter((x) => others.has(x) === inside);
  return line(data, values.dtype);
}

/** Both in their common type. */
function pair(a: ArraySource, b: ArraySource): [NDArray, NDArray] {
  const [x, y] = [arrayOf(a), arrayOf(b)];
  const dtype = resultType(x, y);
  return [astype(x, dtype, false), astype(y, dtype, false)];
}

function line(data: TypedArray, dtype: NDArray['dtype']): NDArray {
  return makeArray(data, dtype, [data.length]);
}

function differs(a: number, b: number): boolean {
  return a !== b;
}

function differsOrNaN(a: number, b: number): boolean {
  return a !== b && (a === a || b === b);
}

function firsts(sorted: TypedArray, differ: (a: number, b: number) => boolean): TypedArray {
  let n = 0;
  const out = sorted.slice();
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || differ(sorted[i - 1]!, sorted[i]!)) out[n++] = sorted[i]!;
  }
  return out.slice(0, n);
}

interface Groups {
  /** First sorted place of every group, and the group of every sorted place. */
  readonly starts: number[];
  readonly of: Float64Array;
}

function group(n: number, begins: (i: number) => boolean): Groups {
  const starts: number[] = [];
  const of = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (begins(i)) starts.push(i);
    of[i] = starts.length - 1;
  }
  return { starts, of };
}

function companions(order: ArrayLike<number>, { starts, of }: Groups, shape: readonly number[]): Omit<Found, 'values'> {
  const inverse = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) inverse[order[i]!] = of[i]!;
  const index = Float64Array.from(starts, (s) => order[s]!);
  const counts = Float64Array.from(starts, (s, g) => (starts[g + 1] ?? order.length) - s);
  return {
    index: line(index, 'int64'),
    inverse: makeArray(inverse, 'int64', shape),
    counts: line(counts, 'int64'),
  };
}

function uniqueRows(source: NDArray, axis: number): Found {
  const rows = source.shape[axis]!;
  const width = rows === 0 ? 0 : source.size / rows;
  const { data } = gatherLanes(source, axis);
  const cell = (row: number, k: number): number => data[k * rows + row]!;
  const compare = (i: number, j: number): number => {
    for (let k = 0; k < width; k++) {
      const [x, y] = [cell(i, k), cell(j, k)];
      if (x !== y) return x < y || (y !== y && x === x) ? -1 : 1;
    }
    return 0;
  };
  const order = Array.from({ length: rows }, (_, i) => i).sort((i, j) => compare(i, j) || i - j);
  const groups = group(rows, (i) => i === 0 || compare(order[i - 1]!, order[i]!) !== 0);
  const picked = groups.starts.map((s) => order[s]!);
  return { values: takeAlong(source, picked, axis), ...companions(order, groups, [rows]) };
}
