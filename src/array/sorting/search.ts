/** @file Finding places: searchsorted, digitize, nonzero, flatnonzero, argwhere. */
import { checkCall, optionsOf, anything, flag, word } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';

export interface SearchOptions {
  /** `'left'` (default): before equal elements; `'right'`: behind them. */
  side?: 'left' | 'right';
  /** Indices that sort `a`, when it is not sorted itself. */
  sorter?: ArraySource;
}

const searchOptions = optionsOf<SearchOptions>()({
  side: word('left', 'right').or('left'),
  sorter: anything<ArraySource>({ en: 'an array of indices', ko: '인덱스 배열' }),
});

/** Where each of `v` would have to be inserted into the sorted line `a` to keep its order; a number for a number. */
export function searchsorted(a: ArraySource, v: number, options?: SearchOptions): number;
export function searchsorted(a: ArraySource, v: readonly ArraySource[], options?: SearchOptions): NDArray;
export function searchsorted(a: ArraySource, v: ArraySource, options?: SearchOptions): number | NDArray;
export function searchsorted(a: ArraySource, v: ArraySource, options?: SearchOptions): number | NDArray {
  if (arguments.length > 2) checkCall('np.searchsorted', arguments, 3, searchOptions);
  const { side = 'left', sorter } = options ?? {};
  let line: ArrayLike<number> = lineOf(arrayOf(a), 'np.searchsorted');
  if (sorter !== undefined) {
    const order = lineOf(arrayOf(sorter), 'np.searchsorted');
    const given = line;
    line = Float64Array.from(order, (i) => given[i]!);
  }
  const values = arrayOf(v);
  const places = placesIn(line, toTyped(values), side === 'right');
  return values.ndim === 0 ? places[0]! : makeArray(places, 'int64', values.shape);
}

const digitizeOptions = optionsOf<{ right?: boolean }>()({ right: flag().or(false) });

/** The bin of each of `x` among increasing or decreasing `bins`: bins[i-1] <= x < bins[i] (`right`: < and <=). */
export function digitize(x: number, bins: ArraySource, options?: { right?: boolean }): number;
export function digitize(x: readonly ArraySource[], bins: ArraySource, options?: { right?: boolean }): NDArray;
export function digitize(
  x: ArraySource,
  bins: ArraySource,
  options?: {
    /** Whether a bin includes its right edge. Default false. */
    right?: boolean;
  },
): number | NDArray;
export function digitize(x: ArraySource, bins: ArraySource, options: { right?: boolean } = {}): number | NDArray {
  if (arguments.length > 2) checkCall('np.digitize', arguments, 3, digitizeOptions);
  const edges = lineOf(arrayOf(bins), 'np.digitize');
  const way = Math.sign(edges.length > 0 ? edges.at(-1)! - edges[0]! : 0);
  for (let i = 1; i < edges.length; i++) {
    if ((edges[i]! - edges[i - 1]!) * (way || 1) >= 0) continue;
    throw new ValueError({
      who: 'np.digitize',
      rule: { en: 'bins must only rise or only fall', ko: 'bins는 커지기만 하거나 작아지기만 해야 합니다' },
      received: { en: `${edges[i - 1]!} followed by ${edges[i]!}`, ko: `${edges[i - 1]!} 다음에 ${edges[i]!}` },
    });
  }
  const values = arrayOf(x);
  const right = options.right ?? false;
  let places: Float64Array;
  if (way >= 0) places = placesIn(edges, toTyped(values), !right);
  else {
    const rising = edges.slice().reverse();
    places = placesIn(rising, toTyped(values), !right).map((p) => edges.length - p);
  }
  return values.ndim === 0 ? places[0]! : makeArray(places, 'int64', values.shape);
}

/**
 * For each axis the indices of the elements that are not zero, in C order.
 * @ko 0이 아닌 자리를 축마다의 번호로 줍니다.
 */
export function nonzero(a: ArraySource): NDArray[] {
  if (arguments.length > 1) checkCall('np.nonzero', arguments, 1);
  const source = arrayOf(a);
  if (source.ndim === 0) {
    throw new ValueError({
      who: 'np.nonzero',
      rule: { en: 'an array without axes has no indices', ko: '축이 없는 배열에는 인덱스가 없습니다' },
      received: { en: 'shape ()', ko: '모양 ()' },
      hint: { en: 'Use np.atleast1d(x) or x !== 0', ko: 'np.atleast1d(x)나 x !== 0을 쓰세요' },
    });
  }
  const flat = nonzeroPlaces(toTyped(source));
  const out: NDArray[] = [];
  let under = source.size;
  for (const n of source.shape) {
    under = n === 0 ? 0 : under / n;
    const step = under;
    out.push(
      makeArray(
        flat.map((p) => Math.floor(p / step) % n),
        'int64',
        [flat.length],
      ),
    );
  }
  return out;
}

/**
 * The places, counted in C order, of the elements that are not zero.
 * @ko 한 줄로 펼쳤을 때 0이 아닌 자리의 번호를 줍니다.
 */
export function flatnonzero(a: ArraySource): NDArray {
  if (arguments.length > 1) checkCall('np.flatnonzero', arguments, 1);
  const places = nonzeroPlaces(toTyped(arrayOf(a)));
  return makeArray(places, 'int64', [places.length]);
}

/** One row of indices for each element that is not zero, shape (found, ndim). */
export function argwhere(a: ArraySource): NDArray {
  if (arguments.length > 1) checkCall('np.argwhere', arguments, 1);
  const source = arrayOf(a);
  if (source.ndim === 0) return makeArray(new Float64Array(0), 'int64', [source.item() === 0 ? 0 : 1, 0]);
  const columns = nonzero(source);
  const found = columns[0]!.size;
  const out = new Float64Array(found * source.ndim);
  columns.forEach(({ data }, d) => {
    for (let i = 0; i < found; i++) out[i * source.ndim + d] = data[i]!;
  });
  return makeArray(out, 'int64', [found, source.ndim]);
}

function nonzeroPlaces(data: ArrayLike<number>): Float64Array {
  let n = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! !== 0) n++;
  const out = new Float64Array(n);
  for (let i = 0, to = 0; i < data.length; i++) if (data[i]! !== 0) out[to++] = i;
  return out;
}

/** The elements of an array of one axis. */
export function lineOf(a: NDArray, who: string): ReturnType<typeof toTyped> {
  if (a.ndim === 1) return toTyped(a);
  throw new ShapeError({
    who,
    rule: { en: 'an array with one axis is needed', ko: '축이 하나인 배열이 필요합니다' },
    received: { en: `shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}` },
  });
}

/** Insertion places of `values` into the rising `line`; NaN is above everything. */
export function placesIn(line: ArrayLike<number>, values: ArrayLike<number>, right: boolean): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const v = values[i]!;
    let [low, high] = [0, line.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const x = line[middle]!;
      const before = right ? !(v < x || (x !== x && v === v)) : x < v || (v !== v && x === x);
      if (before) low = middle + 1;
      else high = middle;
    }
    out[i] = low;
  }
  return out;
}
