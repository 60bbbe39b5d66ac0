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

function takeLine(line: TypedArray, index: TypedArray, stride: number, side: number, out: TypedArray): number {
  let k = 0;
  // Most indices count from the front. V8 reads a place given in doubles as it is; calculated with, that takes three times as long.
  const plain = stride === 1 ? index.length : 0;
  for (; k < plain; k++) {
    const i = index[k]!;
    if (!(i >= 0 && i < side)) break;
    out[k] = line[i]!;
  }
  for (; k < index.length; k++) {
    const i = index[k]!;
    if (!(i >= -side && i < side)) return k;
    out[k] = line[stride * (i < 0 ? i + side : i)]!;
  }
  return -1;
}

function putLine(line: TypedArray, index: TypedArray, stride: number, side: number, one: TypedArray): number {
  for (let k = 0; k < index.length; k++) if (!(index[k]! >= -side && index[k]! < side)) return k;
  const value = one[0]!;
  let k = 0;
  const plain = stride === 1 ? index.length : 0;
  for (; k < plain && index[k]! >= 0; k++) line[index[k]!] = value;
  for (; k < index.length; k++) {
    const i = index[k]!;
    line[stride * (i < 0 ? i + side : i)] = value;
  }
  return -1;
}

function put(store: TypedArray, start: number, places: Places, values: TypedArray, from: number, step: number): void {
  for (let k = 0; k < places.length; k++) store[start + places[k]!] = values[from + k * step]!;
}

/** A number for each kind of store. */
const kinds = new Map<unknown, number>(
  [Uint8Array, Int8Array, Uint16Array, Int16Array, Int32Array, Uint32Array, Float32Array, Float64Array].map(
    (kind, k) => [kind, k],
  ),
);

/** `plain` compiled for each two kinds of store that it meets. */
function byKinds<F extends (...args: never[]) => unknown>(name: string, plain: F): (a: TypedArray, b: TypedArray) => F {
  const known: F[] = [];
  return (a, b) => {
    const key = 8 * kinds.get(a.constructor)! + kinds.get(b.constructor)!;
    return (known[key] ??= specialized(`${name} ${key}`, plain));
  };
}

const [adds, takes, puts] = [byKinds('steps', add), byKinds('take', take), byKinds('put', put)];
const [takesLine, putsLine] = [byKinds('take line', takeLine), byKinds('put line', putLine)];

/**
 * Adds to every place the step that its index makes along an axis of `side` elements, counted from the end where it is
 * negative. Gives the number of the first index that is outside, or -1.
 */
export const addSteps: typeof add = (places, index, ...rest) => adds(places, index)(places, index, ...rest);

/** out[to + k] = store[start + places[k]]; both stores are of one kind. */
export const takeAt: typeof take = (store, start, places, ...rest) =>
  takes(store, places)(store, start, places, ...rest);

/** store[start + places[k]] = values[from + k * step] in order; both stores are of one kind. */
export const putAt: typeof put = (store, start, places, ...rest) => puts(store, places)(store, start, places, ...rest);

/**
 * out[k] = line[stride * i] for each index i, counted from the end where it is negative. Gives the number of the first index
 * outside of the `side` elements, or -1.
 */
export const takeAlong: typeof takeLine = (line, index, ...rest) => takesLine(line, index)(line, index, ...rest);

/** As `takeAlong`, the other way: writes one[0] at each index, and nothing when one is outside. */
export const putAlong: typeof putLine = (line, index, ...rest) => putsLine(line, index)(line, index, ...rest);
