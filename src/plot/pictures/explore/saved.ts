/** @file What of an explorer goes along with the notebook, so that a page without a kernel shows as much as is reasonable. */
import { toBase64 } from '../../../platform/index.ts';
import type { Explored, StillMap, WeightPlace } from './explored.ts';
import { MOST_WORK, canCompute, workOf } from './forward.ts';
import { isVector, mapOf, rangeOf, type Range } from './maps.ts';
import type { Network } from './network.ts';
import { lengthOf, pack } from './packed.ts';
import { gridOf, mapWeights, sizeOf, weightsOf, type Tensor, type Use } from './uses.ts';
import { wordsOf } from './words.ts';

/** Pictures that go along: so many, and so many characters. */
const MOST_PICTURES = 12;
const PICTURE_TEXT = 200_000;
/** Cells of maps that stand still, where the page cannot compute the network. */
const STILL_CELLS = 100_000;
const STILL_SIDES = [48, 32, 24, 16, 8];
/** A longer vector of outputs stays with the kernel: nobody reads so many numbers. */
const MOST_SCORES = 20_000;

/** What the call chose. */
export interface Choices {
  readonly id: string;
  readonly summary: string;
  readonly first: number;
  readonly maps: number;
  readonly weights: number;
  readonly names: readonly string[] | null;
}

/** All that lies in the notebook. `results`: of the first picture. */
export function savedOf(network: Network, results: readonly Tensor[], choices: Choices): Explored {
  const { uses } = network;
  const store = new WeightStore(choices.weights);
  // What the page can compute: known layers behind known layers, as long as weights and work allow.
  const exact: boolean[] = [];
  let work = 0;
  const saved = uses.map((use) => {
    const { arithmetic, from } = use;
    if (arithmetic === null || arithmetic === 'input') {
      exact.push(arithmetic === 'input');
      return { ...use, arithmetic };
    }
    const isThere = from.every((each) => exact[each]) && store.takes(weightsOf(arithmetic));
    if (isThere && canCompute(use)) work += workOf(use);
    exact.push(isThere && canCompute(use) && work <= MOST_WORK);
    return { ...use, arithmetic: mapWeights(arithmetic, (weight) => store.add(weight, isThere)) };
  });
  const isSmall = exact.every((each) => each);
  // Pictures that the page cannot compute would only be looked at.
  const { pictures, places } = picturesOf(network, choices.first, isSmall ? MOST_PICTURES : 1);
  const computes = isSmall && pictures.length > 0;
  const ranges = results.map(({ data }) => rangeOf(data));
  return {
    id: choices.id,
    title: network.name,
    summary: choices.summary,
    words: wordsOf(),
    uses: saved,
    outputs: network.outputs,
    weights: store.text(),
    pictures,
    places,
    total: network.total,
    first: choices.first,
    computes,
    still: computes ? [] : stillOf(results, ranges, choices.maps, pictures.length > 0 ? exact : []),
    scores: computes
      ? []
      : network.outputs.map((i) => {
          const { shape, data } = results[i]!;
          return shape.length === 1 && data.length <= MOST_SCORES ? pack(data) : null;
        }),
    ranges: ranges.map(({ low, high, broken }) => [low, high, broken]),
    maps: choices.maps,
    names: choices.names,
  };
}

/** Weights one behind another, as long as there is space. A weight that several uses share lies there once. */
class WeightStore {
  readonly #parts: Float32Array[] = [];
  readonly #places = new Map<Tensor, WeightPlace>();
  #length = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether there is space for all of them. */
  takes(weights: readonly Tensor[]): boolean {
    const more = weights.filter((weight) => !this.#places.has(weight));
    return this.#length + more.reduce((sum, { shape }) => sum + sizeOf(shape), 0) <= this.#most;
  }

  /** Where a weight lies; one that is not wanted lies nowhere. */
  add(weight: Tensor, isWanted: boolean): WeightPlace {
    const known = this.#places.get(weight);
    if (known) return known;
    if (!isWanted) return { shape: weight.shape, at: -1 };
    const place = { shape: weight.shape, at: this.#length };
    this.#parts.push(weight.data);
    this.#length += weight.data.length;
    this.#places.set(weight, place);
    return place;
  }

  text(): string {
    const all = new Float32Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return toBase64(new Uint8Array(all.buffer));
  }
}

/** The first picture and, as long as there is space, the others in their order. */
function picturesOf(network: Network, first: number, most: number): Pick<Explored, 'pictures' | 'places'> {
  const pictures: Explored['pictures'][number][] = [];
  const places: number[] = [];
  let length = 0;
  const order = [first, ...Array.from({ length: network.total }, (_, i) => i).filter((i) => i !== first)];
  for (const place of order.slice(0, most)) {
    const packed = network.sample(place).map(pack);
    length += packed.reduce((sum, each) => sum + lengthOf(each), 0);
    // One picture always goes along, unless it alone is as large as a notebook.
    if (length > (places.length === 0 ? 10 : 1) * PICTURE_TEXT) break;
    pictures.push(packed);
    places.push(place);
  }
  return { pictures, places };
}

/** The first maps of each use that the page cannot compute (`exact`) as bytes, so small that all of them fit. */
function stillOf(
  results: readonly Tensor[],
  ranges: readonly Range[],
  maps: number,
  exact: readonly boolean[],
): (StillMap[] | null)[] {
  const cellsAt = (side: number): number =>
    results.reduce((sum, { shape }, i) => {
      if (exact[i]) return sum;
      const [rows, columns, channels] = gridOf(shape);
      const count = isVector(shape) ? 1 : Math.min(maps, channels);
      return sum + count * Math.min(side, rows || 1) * Math.min(side, columns || 1);
    }, 0);
  const side = STILL_SIDES.find((each) => cellsAt(each) <= STILL_CELLS) ?? STILL_SIDES.at(-1)!;
  // Hundreds of layers: fewer maps of each, at least one.
  const most = Math.max(1, Math.floor(maps * Math.min(1, STILL_CELLS / cellsAt(side))));
  return results.map((result, i) => {
    if (exact[i]) return null;
    const count = isVector(result.shape) ? 1 : Math.min(most, gridOf(result.shape)[2]);
    return Array.from({ length: count }, (_, channel) => {
      const { data, ...map } = mapOf(result, channel, side);
      const { low, high } = ranges[i]!;
      const scale = high > low ? 254 / (high - low) : 0;
      const bytes = Uint8Array.from(data, (value) =>
        Number.isFinite(value) ? Math.round((value - low) * scale) : 255,
      );
      return { ...map, bytes: toBase64(bytes) };
    });
  });
}

/** A use as a line of words. */
export function shapeLine({ shape }: Use<unknown>): string {
  return shape.length === 0 ? '()' : shape.join('×');
}
