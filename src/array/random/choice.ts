/** @file `choice`: which places are drawn, with or without replacement and weights, and the elements taken there. */
import { ValueError, shapeText, type Text, type Translated } from '../../errors/index.ts';
import type { ArraySource } from '../core/create.ts';
import { oneAxis } from '../layout/axis.ts';
import { arrayOf, takeAlong } from '../core/lanes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { reshape } from '../core/reshape.ts';
import type { BitGenerator } from './bit-generator.ts';

/** The population and its weights, checked. */
export interface Population {
  /** The elements, or undefined when only their places 0 … n - 1 are wanted. */
  readonly elements: NDArray | undefined;
  readonly axis: number;
  readonly n: number;
  readonly weights: Float64Array | undefined;
}

export function population(
  source: number | ArraySource,
  p: ArraySource | undefined,
  axis: number,
  draws: number,
  who: string,
): Population {
  const elements = typeof source === 'number' ? undefined : arrayOf(source);
  const along = elements ? oneAxis(axis, elements.shape, who) : 0;
  const n = elements ? elements.shape[along]! : (source as number);
  if (!(Number.isInteger(n) && (n > 0 || draws === 0))) {
    throw new ValueError({
      who,
      rule: elements
        ? { en: 'there is nothing to choose from', ko: '고를 것이 없습니다' }
        : { en: 'a must be a whole number above 0, or an array', ko: 'a는 0보다 큰 정수이거나 배열이어야 합니다' },
      received: elements
        ? { en: `an array of shape ${shapeText(elements.shape)}`, ko: `모양이 ${shapeText(elements.shape)}인 배열` }
        : String(n),
    });
  }
  return { elements, axis: along, n, weights: p === undefined ? undefined : weightsOf(p, n, who) };
}

function weightsOf(p: ArraySource, n: number, who: string): Float64Array {
  const given = arrayOf(p);
  const weights = Float64Array.from(given.toTyped());
  const fail = (rule: Translated, received: Text) => new ValueError({ who, rule, received });
  if (given.ndim !== 1 || weights.length !== n) {
    throw fail(
      { en: 'p must have one probability for each element', ko: 'p에는 원소마다 확률이 하나씩 있어야 합니다' },
      { en: `${weights.length} probabilities for ${n} elements`, ko: `원소 ${n}개에 확률 ${weights.length}개` },
    );
  }
  let sum = 0;
  for (const w of weights) {
    if (!(w >= 0)) throw fail({ en: 'probabilities must be 0 or more', ko: '확률은 0 이상이어야 합니다' }, String(w));
    sum += w;
  }
  const tolerance = given.dtype === 'float32' ? Math.sqrt(2 ** -23) : Math.sqrt(Number.EPSILON);
  if (!(Math.abs(sum - 1) <= tolerance))
    throw fail(
      { en: 'probabilities must sum to 1', ko: '확률의 합은 1이어야 합니다' },
      { en: `sum ${sum}`, ko: `합 ${sum}` },
    );
  return weights;
}

/** `count` places drawn with replacement by weight. */
export function weighted(bits: BitGenerator, weights: Float64Array, count: number): Float64Array {
  const totals = cumulative(weights);
  return Float64Array.from({ length: count }, () => firstAbove(totals, bits.nextDouble()));
}

/** `count` different places by weight: draw, keep the new ones, take them out of the weights, draw the rest. */
export function weightedOnce(bits: BitGenerator, weights: Float64Array, count: number, who: string): Float64Array {
  const positive = weights.reduce((n, w) => n + (w > 0 ? 1 : 0), 0);
  if (positive < count) {
    throw new ValueError({
      who,
      rule: {
        en: 'without replacement at least as many probabilities must be above 0 as are drawn',
        ko: '한 번씩만 뽑을 때는 0보다 큰 확률이 뽑을 개수만큼 있어야 합니다',
      },
      received: { en: `${positive} above 0 for a size of ${count}`, ko: `크기 ${count}에 0보다 큰 확률 ${positive}개` },
    });
  }
  const left = weights.slice();
  const found = new Set<number>();
  while (found.size < count) {
    const uniform = Float64Array.from({ length: count - found.size }, () => bits.nextDouble());
    for (const place of found) left[place] = 0;
    const totals = cumulative(left);
    for (const u of uniform) found.add(firstAbove(totals, u));
  }
  return Float64Array.from(found);
}

/** The chosen elements: one number (or row) without a size, else an array. */
export function taken(from: Population, places: Float64Array, shape: readonly number[] | undefined): number | NDArray {
  const { elements, axis } = from;
  if (!elements) return shape ? makeArray(places, 'int64', shape) : places[0]!;
  const rows = takeAlong(elements, places, axis);
  if (!shape) return elements.ndim === 1 ? rows.item(0) : reshape(rows, elements.shape.toSpliced(axis, 1));
  return reshape(rows, elements.shape.toSpliced(axis, 1, ...shape));
}

export function tooMany(n: number, count: number, who: string): ValueError {
  return new ValueError({
    who,
    rule: {
      en: 'without replacement the size cannot exceed the number of elements',
      ko: '한 번씩만 뽑을 때는 크기가 원소의 수보다 클 수 없습니다',
    },
    received: { en: `size ${count} of ${n} elements`, ko: `원소 ${n}개에 크기 ${count}` },
    hint: { en: 'Set replace: true to allow repeats', ko: '거듭 뽑으려면 replace: true로 하세요' },
  });
}

function cumulative(weights: Float64Array): Float64Array {
  let sum = 0;
  const totals = weights.map((w) => (sum += w));
  return totals.map((t) => t / sum);
}

/** The first place whose total exceeds u. */
function firstAbove(totals: Float64Array, u: number): number {
  let [low, high] = [0, totals.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (totals[middle]! <= u) low = middle + 1;
    else high = middle;
  }
  return low;
}
