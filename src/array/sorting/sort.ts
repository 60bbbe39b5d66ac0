/** @file sort, argsort and their partial forms along an axis. NaN comes last; equal elements keep their order. */
import { numberList, wholeNumbers } from '../layout/number-list.ts';
import { anyAxisOrNull } from '../core/option-specs.ts';
import { checkCall, optionsOf, flag, word, type Rule } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { oneAxis } from '../layout/axis.ts';
import { type ArraySource } from '../core/create.ts';
import { allocateRaw } from '../layout/dtype.ts';
import { arrayOf, gatherLanes, scatterLanes } from '../core/lanes.ts';
import { isContiguous, sizeOf } from '../layout/strides.ts';
import { makeArray, rawStore, stringsOf } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';
import { fastArgsort, fastSortColumns, fastSortNarrow, fastSortRows } from '../kernels/sorting.ts';
import { argsortRun, sortRun } from './radix.ts';

interface SortOptions {
  /**
   * The axis to sort along; null sorts all elements as one line. Default: the last.
   * @ko 늘어놓을 축입니다. null이면 모두를 한 줄로 봅니다. 기본값은 마지막 축입니다.
   */
  axis?: number | null;
  /**
   * Accepted for NumPy's sake: the sort is always stable.
   * @ko NumPy와 맞추려고 받기만 합니다. 언제나 안정 정렬입니다.
   */
  kind?: 'quicksort' | 'mergesort' | 'heapsort' | 'stable';
  /**
   * Equal values keep their order. Always so here.
   * @ko 같은 값의 순서를 지킵니다. 여기서는 언제나 지킵니다.
   */
  stable?: boolean;
}

export type SortAxis = number | null | SortOptions;

const sortOptions = optionsOf<SortOptions>()({
  axis: anyAxisOrNull as Rule<number | null>,
  kind: word('quicksort', 'mergesort', 'heapsort', 'stable').or('stable'),
  stable: flag().or(true),
});

/**
 * A sorted copy along `axis` (default: the last; null: of all elements in one line).
 * @ko 작은 값부터 늘어놓은 복사본을 줍니다.
 */
export function sort(a: ArraySource, axis?: SortAxis): NDArray;
export function sort(a: TextSource, axis?: SortAxis): StringArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function sort(a: ArraySource, axis?: SortAxis): NDArray;
export function sort(a: ArraySource | TextSource, axis?: SortAxis): NDArray | StringArray {
  if (arguments.length > 1) checkCall('np.sort', arguments, 2, sortOptions);
  const texts = stringsOf(a);
  if (texts === undefined) return sortNumbers(a as ArraySource, axis);
  const { ranks, words } = texts.ranked();
  const sorted = sortNumbers(ranks, axis);
  return texts.like(
    Array.from(sorted.toTyped(), (rank) => words[rank]!),
    sorted.shape,
  );
}

function sortNumbers(a: ArraySource, axis?: SortAxis): NDArray {
  const { source, along } = request(a, axis, 'np.sort');
  if (along < source.ndim - 1 && source.size > 0) {
    // Columns lie side by side already: they need not be gathered first.
    const copy = source.copy();
    const [n, cols] = [copy.shape[along]!, sizeOf(copy.shape.slice(along + 1))];
    if (isContiguous(copy) && fastSortColumns(rawStore(copy), copy.size / (n * cols), n, cols)) return copy;
  }
  if (source.size === source.shape[along]) {
    // One line: sorted where the result lives.
    const copy = source.copy();
    const data = rawStore(copy);
    if (source.dtype !== 'int64' || !fastSortNarrow(data)) sortRun(data, 0, data.length);
    return copy;
  }
  const { data, n, count } = gatherLanes(source, along);
  if (!fastSortRows(data, n, count)) for (let l = 0; l < count; l++) sortRun(data, l * n, (l + 1) * n);
  return scatterLanes(data, source.dtype, n, source.shape, along);
}

/**
 * The indices that would sort along `axis` (int64). Ties keep their order, as NumPy's `kind='stable'`.
 * @ko 작은 값부터 늘어놓을 때의 자리 번호를 줍니다.
 */
export function argsort(a: ArraySource | TextSource, axis?: SortAxis): NDArray {
  if (arguments.length > 1) checkCall('np.argsort', arguments, 2, sortOptions);
  const given = stringsOf(a)?.ranked().ranks ?? arrayOf(a as ArraySource);
  // A lone number counts as a line of one here, as in NumPy, though not for np.sort.
  const { source, along } = request(given.ndim === 0 ? given.reshape(1) : given, axis, 'np.argsort');
  const { data, n, count } = gatherLanes(source, along);
  const out = allocateRaw('int64', source.size) as Float64Array;
  for (let l = 0; l < count; l++) {
    if (fastArgsort(data.subarray(l * n, (l + 1) * n), out.subarray(l * n, (l + 1) * n))) continue;
    out.set(argsortRun(data, source.dtype, l * n, (l + 1) * n), l * n);
  }
  return scatterLanes(out, 'int64', n, source.shape, along);
}

/**
 * A copy in which the element at place `kth` is the one a sort would put there, smaller ones before, larger after.
 * Here the whole is sorted, which is one of the allowed results.
 */
export function partition(a: ArraySource, kth: number | readonly number[], axis?: SortAxis): NDArray {
  if (arguments.length > 2) checkCall('np.partition', arguments, 3, sortOptions);
  checkKth(a, kth, axis, 'np.partition');
  return sort(a, axis);
}

/** The indices that would partition along `axis` (int64). */
export function argpartition(a: ArraySource, kth: number | readonly number[], axis?: SortAxis): NDArray {
  if (arguments.length > 2) checkCall('np.argpartition', arguments, 3, sortOptions);
  checkKth(a, kth, axis, 'np.argpartition');
  return argsort(a, axis);
}

/** Indices that sort by several keys; the last key counts most (`keys[-1]`, then the one before it …). */
export function lexsort(keys: readonly ArraySource[]): NDArray {
  if (arguments.length > 1) checkCall('np.lexsort', arguments, 1);
  const lines = (Array.isArray(keys) ? (keys as readonly ArraySource[]) : []).map(arrayOf);
  const n = lines[0]?.size ?? 0;
  if (lines.length === 0 || lines.some((k) => k.ndim !== 1 || k.size !== n)) {
    throw new ValueError({
      who: 'np.lexsort',
      rule: {
        en: 'one or more keys of one axis and the same length are needed',
        ko: '축이 하나이고 길이가 같은 키가 하나 이상 필요합니다',
      },
      received: {
        en: `${lines.length} keys of lengths ${lines.map((k) => k.size).join(', ')}`,
        ko: `길이가 ${lines.map((k) => k.size).join(', ')}인 키 ${lines.length}개`,
      },
    });
  }
  let order: Float64Array = Float64Array.from({ length: n }, (_, i) => i);
  for (const key of lines) {
    const data = rawStore(key.copy());
    const permuted = data.slice();
    for (let i = 0; i < n; i++) permuted[i] = data[order[i]!]!;
    const step = argsortRun(permuted, key.dtype, 0, n);
    order = Float64Array.from(step, (i) => order[i]!);
  }
  return makeArray(order, 'int64', [n]);
}

function request(a: ArraySource, axis: SortAxis | undefined, who: string): { source: NDArray; along: number } {
  let source = arrayOf(a);
  const wanted = typeof axis === 'object' && axis !== null ? axis.axis : axis;
  if (wanted === null) source = source.reshape(-1);
  return { source, along: wanted === null ? 0 : oneAxis(wanted ?? -1, source.shape, who) };
}

function checkKth(a: ArraySource, kth: number | readonly number[], axis: SortAxis | undefined, who: string): void {
  const { source, along } = request(a, axis, who);
  const n = source.shape[along] ?? 1;
  for (const k of numberList(kth, who, wholeNumbers('kth'))) {
    if (Number.isInteger(k) && k >= -n && k < n) continue;
    throw new ValueError({
      who,
      rule: { en: `kth must be between ${-n} and ${n - 1}`, ko: `kth는 ${-n}부터 ${n - 1}까지여야 합니다` },
      received: `kth ${k}`,
    });
  }
}
