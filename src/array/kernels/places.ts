/**
 * @file The loops of indexing with arrays: places found from indices, elements taken from places and put there. Each is
 * compiled once for each kind of store (loops.ts says why).
 */
import type { TypedArray } from '../layout/dtype.ts';
import { specialized } from './loops.ts';

/** Places in a store; doubles where it has more than 2^31 elements. */
export type Places = Int32Array | Float64Array;

function add(places: Places, index: TypedArray, from: number, side: number, stride: number): number {
  for (let k = 0; k < places.length; k++) {
    const i = index[from + k]!;
    const at = i < 0 ? i + side : i;
    if (!(at >= 0 && at < side)) return k;
    places[k]! += at * stride;
  }
  return -1;
}

function take(store: TypedArray, start: number, places: Places, out: TypedArray, to: number): void {
  for (let k = 0; k < places.length; k++) out[to + k] = store[start + places[k]!]!;
}

function put(store: TypedArray, start: number, places: Places, values: TypedArray, from: number, step: number): void {
  for (let k = 0; k < places.length; k++) store[start + places[k]!] = values[from + k * step]!;
}

const kindOf = (store: TypedArray): string => store.constructor.name;

/**
 * Adds to every place the step that its index makes along an axis of `side` elements, counted from the end where it is
 * negative. Gives the number of the first index that is outside, or -1.
 */
export const addSteps: typeof add = (places, index, ...rest) =>
  specialized(`steps ${kindOf(places)} ${kindOf(index)}`, add)(places, index, ...rest);

/** out[to + k] = store[start + places[k]]; both stores are of one kind. */
export const takeAt: typeof take = (store, start, places, ...rest) =>
  specialized(`take ${kindOf(places)} ${kindOf(store)}`, take)(store, start, places, ...rest);

/** store[start + places[k]] = values[from + k * step] in order; both stores are of one kind. */
export const putAt: typeof put = (store, start, places, ...rest) =>
  specialized(`put ${kindOf(places)} ${kindOf(store)}`, put)(store, start, places, ...rest);
