/** @file What an explorer lies in a notebook as, and what page and kernel say to each other. */
import type { Explained } from './explain.ts';
import type { Packed } from './packed.ts';
import type { Place, Use } from './uses.ts';
import type { Words } from './words.ts';

/** The comm target at which the kernel answers. */
export const target = 'kernelab.explore';

/** Where a weight lies among the weights of the notebook, counted in numbers; -1: it is not there. */
export interface WeightPlace {
  readonly shape: readonly number[];
  readonly at: number;
}

/** A network with a few pictures. */
export interface Explored {
  /** What the kernel knows it by. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly words: Words;
  readonly uses: readonly Use<WeightPlace>[];
  /** The uses whose results the model gives. */
  readonly outputs: readonly number[];
  /** The weights that go along, float32. */
  readonly weights: string;
  /** Pictures that go along: for each the numbers of each input. `total`: how many the batch has. */
  readonly pictures: readonly (readonly Packed[])[];
  readonly total: number;
  /** The picture that is shown first, by its place in the batch; it is the first of `pictures`. */
  readonly first: number;
  /** The places of `pictures` in the batch. */
  readonly places: readonly number[];
  /** Whether the page can compute the network: all uses are known, all weights there, and it is not too much work. */
  readonly computes: boolean;
  /** Where it cannot: the first maps for the first picture of each use that is out of its reach. */
  readonly still: readonly (readonly StillMap[] | null)[];
  /** Where it cannot: the numbers of the outputs that are vectors, for the first picture. */
  readonly scores: readonly (Packed | null)[];
  /** Ranges of the results for the first picture: [least, largest, how many are none]. */
  readonly ranges: readonly (readonly [number, number, number])[];
  /** How many maps of a layer are shown at once. */
  readonly maps: number;
  /** Names of the classes. */
  readonly names: readonly string[] | null;
}

/** A map of bytes: 0 is the least, 254 the largest of the use's range, 255 none. */
export interface StillMap {
  readonly rows: number;
  readonly columns: number;
  readonly step: number;
  readonly bytes: string;
}

/** Reads what a kernel sent. */
export function answerOf(text: string): Answer {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$' in value ? Number(value.$) : value,
  ) as Answer;
}

/** JSON has no word for NaN and the infinities; they travel as `{ $: 'NaN' }`. */
export function textOf(answer: Answer): string {
  return JSON.stringify(answer, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { $: String(value) } : value,
  );
}

/** How it lies in a notebook. */
export interface ExploreJson {
  readonly version: number;
  readonly summary: string;
  /** `Explored` as one text: Jupyter would write each number of a list on a line of its own. */
  readonly explored: string;
}

/** What a page asks the kernel. `ask` comes back with the answer. */
export type Question =
  | { readonly ask: number; readonly do: 'show'; readonly picture: number }
  /** The buffers hold the numbers of each input, float32. */
  | { readonly ask: number; readonly do: 'draw' }
  | { readonly ask: number; readonly do: 'maps'; readonly use: number; readonly channels: readonly number[]; readonly most: number } // prettier-ignore
  | { readonly ask: number; readonly do: 'explain'; readonly use: number; readonly place: Place };

/** What it answers. */
export type Answer =
  /** To 'show' and 'draw'; the buffers hold the numbers of each input. */
  | { readonly ask: number; readonly ranges: readonly (readonly [number, number, number])[] }
  /** To 'maps'; the buffers hold the numbers of each. */
  | { readonly ask: number; readonly maps: readonly { readonly rows: number; readonly columns: number; readonly step: number }[] } // prettier-ignore
  | { readonly ask: number; readonly explained: Explained }
  | { readonly ask: number | null; readonly error: string };
