/**
 * @file The loops of indexing with arrays: places found from indices, elements taken from places and put there. Each is
 * compiled once for each kind of store (loops.ts says why).
 */
import { npProgram, storeAddress } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';
import { chunkView } from './chunks.ts';
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

/** As `add`, of places below 2^31. */
function addNear(places: Places, index: TypedArray, from: number, side: number, stride: number): number {
  for (let k = 0; k < places.length; k++) {
    const i = index[from + k]!;
    const whole = i | 0;
    if (whole !== i || whole >= side || whole < -side) return k;
    places[k] = (places[k]! + Math.imul(whole < 0 ? whole + side : whole, stride)) | 0;
  }
  return -1;
}

function take(store: TypedArray, start: number, places: Places, out: TypedArray, to: number): void {
  for (let k = 0; k < places.length; k++) out[to + k] = store[start + places[k]!]!;
}

/**
 * The places of a line of `side` elements that indices name, counted from the end where they are negative, each times the stride and
 * from `start` on. Gives the number of the first index outside, or -1. (A whole number in a double is cut to 32 bits, which costs
 * least, and then is the same or no place.)
 */
function find(
  index: TypedArray,
  from: number,
  found: Int32Array,
  n: number,
  side: number,
  start: number,
  stride: number,
): number {
  for (let k = 0; k < n; k++) {
    const i = index[from + k]!;
    const whole = i | 0;
    if (whole !== i || whole >= side || whole < -side) return k;
    found[k] = start + Math.imul(whole < 0 ? whole + side : whole, stride);
  }
  return -1;
}

function takeFound(store: TypedArray, found: Int32Array, out: TypedArray, to: number, n: number): void {
  for (let k = 0; k < n; k++) out[to + k] = store[found[k]!]!;
}

function putFound(store: TypedArray, found: Int32Array, value: number, n: number): void {
  for (let k = 0; k < n; k++) store[found[k]!] = value;
}

function squeeze(store: TypedArray, from: number, flags: TypedArray, first: number, out: TypedArray): void {
  for (let k = 0, to = 0; to < out.length; k++) {
    out[to] = store[from + k]!;
    to += flags[first + k]!;
  }
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

const [adds, addsNear] = [byKinds('steps', add), byKinds('near steps', addNear)];
const [takes, puts] = [byKinds('take', take), byKinds('put', put)];
const squeezes = byKinds('squeeze', squeeze);
const [finds, takesFound, putsFound] = [
  byKinds('find', find),
  byKinds('take found', takeFound),
  byKinds('put found', putFound),
];

/**
 * Adds to every place the step that its index makes along an axis of `side` elements, counted from the end where it is
 * negative. Gives the number of the first index that is outside, or -1.
 */
export const addSteps: typeof add = (places, index, from, side, stride) => {
  const [to, at] = [wordsAt(places), addressOf({ store: index, from, n: places.length })];
  const kernels = to < 0 || at < 0 ? undefined : npProgram();
  if (kernels !== undefined) return kernels.run.add_steps(at, places.length, side, stride, to);
  return (places instanceof Int32Array ? addsNear : adds)(places, index)(places, index, from, side, stride);
};

/** The address of places in the kernels' memory, -1 of others. */
function wordsAt(places: Places): number {
  return places instanceof Int32Array ? storeAddress(places) : -1;
}

/** out[to + k] = store[start + places[k]]; both stores are of one kind. */
export const takeAt: typeof take = (store, start, places, out, to) => {
  const [p, q, o] = [storeAddress(store), wordsAt(places), storeAddress(out)];
  const kernels = p < 0 || q < 0 || o < 0 ? undefined : npProgram();
  if (kernels === undefined) return takes(store, places)(store, start, places, out, to);
  const size = store.BYTES_PER_ELEMENT;
  const call = kernels.run[`take_each_${(8 * size) as 8 | 16 | 32 | 64}`];
  call(p + start * size, q, places.length, o + to * size);
};

/** store[start + places[k]] = values[from + k * step] in order; both stores are of one kind. */
export const putAt: typeof put = (store, start, places, values, from, step) => {
  const [p, q, v] = [storeAddress(store), wordsAt(places), storeAddress(values)];
  const kernels = p < 0 || q < 0 || (v < 0 && step !== 0) ? undefined : npProgram();
  if (kernels === undefined) return puts(store, places)(store, start, places, values, from, step);
  const size = store.BYTES_PER_ELEMENT;
  if (step === 0) chunkView(kernels, 'condition', store)[0] = values[from]!;
  const call = kernels.run[`put_each_${(8 * size) as 8 | 16 | 32 | 64}`];
  call(p + start * size, q, places.length, step === 0 ? kernels.at.condition : v + from * size, step * size);
};

/** Places that are found at a time, in memory that every call uses. */
const SOME = 4096;
const some = new Int32Array(SOME);

/** Elements `stride` apart in a store, `side` of them from `start` on, whose places are below 2^31. */
export interface Line {
  readonly store: TypedArray;
  readonly start: number;
  readonly side: number;
  readonly stride: number;
}

/** Whether places of an array's first axis are small enough for `takeAlong` and `putAlong`. */
export function isShort(store: TypedArray): boolean {
  return store.length < 2 ** 31;
}

/** n indices in a store, from `from` on. */
export interface Indices {
  readonly store: TypedArray;
  readonly from: number;
  readonly n: number;
}

/** The address of indices that the kernels take where they lie (int64, in doubles), or -1. */
function addressOf({ store, from }: Indices): number {
  const at = store instanceof Float64Array ? storeAddress(store) : -1;
  return at < 0 ? -1 : at + 8 * from;
}

/**
 * out[k] = the line's element at each index, counted from the end where it is negative. Gives the number of the first index
 * outside, or -1.
 */
export function takeAlong({ store, start, side, stride }: Line, index: Indices, out: TypedArray): number {
  const [line, places, to] = [storeAddress(store), addressOf(index), storeAddress(out)];
  const kernels = line < 0 || places < 0 || to < 0 ? undefined : npProgram();
  const { n, from } = index;
  if (kernels !== undefined) {
    const size = store.BYTES_PER_ELEMENT;
    const call = kernels.run[`take_${(8 * size) as 8 | 16 | 32 | 64}`];
    return call(places, n, line + start * size, side, stride * size, to);
  }
  const [find, take] = [finds(index.store, some), takesFound(store, some)];
  for (let k = 0; k < n; k += SOME) {
    const count = Math.min(SOME, n - k);
    const wrong = find(index.store, from + k, some, count, side, start, stride);
    if (wrong >= 0) return k + wrong;
    take(store, some, out, k, count);
  }
  return -1;
}

/** As `takeAlong`, the other way: writes the value at each index, and nothing when one is outside. */
export function putAlong({ store, start, side, stride }: Line, index: Indices, value: number): number {
  const [line, places] = [storeAddress(store), addressOf(index)];
  const kernels = line < 0 || places < 0 ? undefined : npProgram();
  const { n, from } = index;
  if (kernels !== undefined) {
    const size = store.BYTES_PER_ELEMENT;
    chunkView(kernels, 'condition', store)[0] = value;
    const call = kernels.run[`put_${(8 * size) as 8 | 16 | 32 | 64}`];
    return call(places, n, line + start * size, side, stride * size, kernels.at.condition);
  }
  const found = n <= SOME ? some : new Int32Array(n);
  const wrong = finds(index.store, found)(index.store, from, found, n, side, start, stride);
  if (wrong < 0) putsFound(store, found)(store, found, value, n);
  return wrong;
}

/** n elements of a store, from `from` on. */
interface Run {
  readonly store: TypedArray;
  readonly from: number;
}

/** Below this many elements a plain loop is done sooner. */
const FEW = 64;

/** How many of n truth values are true. */
export function countTrue({ store, from }: Run, n: number): number {
  const at = n < FEW ? -1 : storeAddress(store);
  const kernels = at < 0 ? undefined : npProgram();
  if (kernels !== undefined) return kernels.run.sum_u8(at + from, n);
  let count = 0;
  for (let k = from; k < from + n; k++) count += store[k]!;
  return count;
}

/** One number to those of n elements at which truth values are true; false when the kernels do not take the case. */
export function fillWhere(elements: Run, flags: Run, n: number, value: number): boolean {
  const [p, q] = [storeAddress(elements.store), storeAddress(flags.store)];
  const kernels = n < FEW || p < 0 || q < 0 ? undefined : npProgram();
  if (kernels === undefined) return false;
  const size = elements.store.BYTES_PER_ELEMENT;
  chunkView(kernels, 'condition', elements.store)[0] = value;
  const call = kernels.run[`fill_where_${(8 * size) as 8 | 16 | 32 | 64}`];
  call(q + flags.from, n, p + elements.from * size, kernels.at.condition);
  return true;
}

/** The elements at which n truth values are true, one after the other; `out` has the length for just these. */
export function squeezeInto(elements: Run, flags: Run, n: number, out: TypedArray): void {
  const [p, q, to] = [storeAddress(elements.store), storeAddress(flags.store), storeAddress(out)];
  const kernels = n < FEW || p < 0 || q < 0 ? undefined : npProgram();
  if (kernels === undefined || (to < 0 && out.byteLength > kernels.chunk)) {
    // (No branch per element, which a random mask would mislead.)
    squeezes(elements.store, out)(elements.store, elements.from, flags.store, flags.from, out);
    return;
  }
  const size = out.BYTES_PER_ELEMENT;
  const place = to < 0 ? kernels.at.out : to;
  const call = kernels.run[`squeeze_${(8 * size) as 8 | 16 | 32 | 64}`];
  call(p + elements.from * size, q + flags.from, n, place, place + out.byteLength);
  if (to < 0) out.set(chunkView(kernels, 'out', out).subarray(0, out.length));
}
