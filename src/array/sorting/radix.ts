/**
 * @file Sorting of plain typed arrays in ascending order, NaN last. Long runs go through a least-significant-digit radix
 * sort on three digits of 11 bits (shorter runs: four of 8, whose counts cost less) of the elements' bits, made to order like
 * unsigned numbers; one- and two-byte types are counted.
 */
import type { DType, TypedArray } from '../layout/dtype.ts';
import { fastSort } from '../kernels/sorting.ts';

const BITS = 11;
const BUCKETS = 1 << BITS;
/** Below this many elements the engine's own sort is faster. */
const SHORT = 100;
/** Below this many elements digits of 8 bits are better than of 11: clearing and adding up counts takes longer than a pass. */
const MIDDLE = 6000;

/** Memory that every sort uses again: the counts of three digits, and one copy of the elements. */
const counts = new Uint32Array(3 * BUCKETS);
const SPARE = 1 << 16;
const spareWords = new Uint32Array(SPARE);
const spareKeys = new Uint32Array(MIDDLE);
const spareDoubles = new Float64Array(SPARE);

/** Sorts data[from … to) in place. */
export function sortRun(data: TypedArray, from: number, to: number): void {
  const run = from === 0 && to === data.length ? data : data.subarray(from, to);
  if (run.BYTES_PER_ELEMENT <= 2) {
    if (run.length > 64) countingSort(run);
    else run.sort();
  } else if (run.length < SHORT) run.sort();
  else if (fastSort(run)) return;
  else if (run instanceof Float64Array) radixDoubles(run);
  else if (run instanceof Float32Array) radixSingles(run);
  else radixWords(run as Int32Array | Uint32Array);
}

function countingSort(run: TypedArray): void {
  const wide = run.BYTES_PER_ELEMENT === 2;
  const counts = new Uint32Array(wide ? 65536 : 256);
  const low = run instanceof Int8Array ? -128 : run instanceof Int16Array ? -32768 : 0;
  for (let i = 0; i < run.length; i++) counts[run[i]! - low]!++;
  for (let v = 0, at = 0; v < counts.length; v++) {
    const n = counts[v]!;
    if (n > 0) run.fill(v + low, at, (at += n));
  }
}

/** Moves NaN to the end; the number of other elements. */
function partNaN(run: Float32Array | Float64Array): number {
  let end = 0;
  while (end < run.length && run[end] === run[end]) end++;
  for (let i = end + 1; i < run.length; i++) {
    const x = run[i]!;
    if (x === x) run[end++] = x;
  }
  return end;
}

/**
 * Orders by the upper word of the bits in three passes; what is then still out of order are short runs that share the
 * upper word, which a second pass over their values corrects.
 */
function radixDoubles(run: Float64Array): void {
  const n = partNaN(run);
  const words = new Uint32Array(run.buffer, run.byteOffset, 2 * run.length);
  const short = n < MIDDLE;
  if (short) countBytesOfDoubles(words, n);
  else countDigitsOfDoubles(words, n);
  const [bits, buckets] = short ? [8, 256] : [BITS, BUCKETS];
  let from = run;
  let spare: Float64Array = n <= SPARE ? spareDoubles : new Float64Array(n);
  for (let digit = 0; digit < (short ? 4 : 3); digit++) {
    const next = counts.subarray(digit * buckets, (digit + 1) * buckets);
    if (!toStarts(next, n)) continue;
    scatterDoubles(from, spare, next, digit * bits, buckets - 1, n);
    [from, spare] = [spare, from];
  }
  if (from !== run) run.set(from.subarray(0, n));
  run.fill(NaN, n);
  sortTies(run, words, n);
}

function countDigitsOfDoubles(words: Uint32Array, n: number): void {
  counts.fill(0);
  for (let i = 0; i < n; i++) {
    const high = words[2 * i + 1]!;
    const key = high ^ ((high >> 31) | 0x80000000);
    counts[key & 2047]!++;
    counts[BUCKETS + ((key >>> 11) & 2047)]!++;
    counts[2 * BUCKETS + (key >>> 22)]!++;
  }
}

function countBytesOfDoubles(words: Uint32Array, n: number): void {
  counts.fill(0, 0, 1024);
  for (let i = 0; i < n; i++) {
    const high = words[2 * i + 1]!;
    const key = high ^ ((high >> 31) | 0x80000000);
    counts[key & 255]!++;
    counts[256 + ((key >>> 8) & 255)]!++;
    counts[512 + ((key >>> 16) & 255)]!++;
    counts[768 + (key >>> 24)]!++;
  }
}

/** One pass: every element to the next place of its digit. */
function scatterDoubles(
  from: Float64Array,
  to: Float64Array,
  next: Uint32Array,
  shift: number,
  mask: number,
  n: number,
): void {
  const bits = new Uint32Array(from.buffer, from.byteOffset, 2 * n);
  for (let i = 0; i < n; i++) {
    const high = bits[2 * i + 1]!;
    to[next[((high ^ ((high >> 31) | 0x80000000)) >>> shift) & mask]!++] = from[i]!;
  }
}

/** Sorts every run of elements that share the upper word. */
function sortTies(run: Float64Array, words: Uint32Array, n: number): void {
  for (let i = 1; i < n; i++) {
    if (run[i]! >= run[i - 1]!) continue;
    const high = words[2 * i + 1]!;
    let start = i - 1;
    while (start > 0 && words[2 * start - 1] === high) start--;
    let end = i + 1;
    while (end < n && words[2 * end + 1] === high) end++;
    run.subarray(start, end).sort();
    i = end;
  }
}

function radixSingles(run: Float32Array): void {
  const n = partNaN(run);
  const keys = n < MIDDLE ? spareKeys.subarray(0, n) : new Uint32Array(n);
  const words = new Uint32Array(run.buffer, run.byteOffset, run.length);
  for (let i = 0; i < n; i++) keys[i] = words[i]! ^ ((words[i]! >> 31) | 0x80000000);
  const sorted = radixKeys(keys);
  for (let i = 0; i < n; i++) words[i] = sorted[i]! ^ (~(sorted[i]! >> 31) | 0x80000000);
  run.fill(NaN, n);
}

function radixWords(run: Int32Array | Uint32Array): void {
  const signBit = run instanceof Int32Array ? 0x80000000 : 0;
  const keys = run.length < MIDDLE ? spareKeys.subarray(0, run.length) : new Uint32Array(run.length);
  for (let i = 0; i < keys.length; i++) keys[i] = run[i]! ^ signBit;
  const sorted = radixKeys(keys);
  for (let i = 0; i < sorted.length; i++) run[i] = sorted[i]! ^ signBit;
}

/** Unsigned keys in order; may reuse the given store. */
function radixKeys(keys: Uint32Array): Uint32Array {
  const n = keys.length;
  const short = n < MIDDLE;
  if (short) countBytes(keys, n);
  else countDigits(keys, n);
  const [bits, buckets] = short ? [8, 256] : [BITS, BUCKETS];
  let from = keys;
  let to: Uint32Array = n <= SPARE ? spareWords : new Uint32Array(n);
  for (let digit = 0; digit < (short ? 4 : 3); digit++) {
    const next = counts.subarray(digit * buckets, (digit + 1) * buckets);
    if (!toStarts(next, n)) continue;
    const [shift, mask] = [digit * bits, buckets - 1];
    for (let i = 0; i < n; i++) {
      const key = from[i]!;
      to[next[(key >>> shift) & mask]!++] = key;
    }
    [from, to] = [to, from];
  }
  return from;
}

function countDigits(keys: Uint32Array, n: number): void {
  counts.fill(0);
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    counts[key & 2047]!++;
    counts[BUCKETS + ((key >>> 11) & 2047)]!++;
    counts[2 * BUCKETS + (key >>> 22)]!++;
  }
}

function countBytes(keys: Uint32Array, n: number): void {
  counts.fill(0, 0, 1024);
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    counts[key & 255]!++;
    counts[256 + ((key >>> 8) & 255)]!++;
    counts[512 + ((key >>> 16) & 255)]!++;
    counts[768 + (key >>> 24)]!++;
  }
}

/** Counts to first places; false when all elements share one digit and the pass can be left out. */
function toStarts(counts: Uint32Array, n: number): boolean {
  let sum = 0;
  for (let d = 0; d < counts.length; d++) {
    const count = counts[d]!;
    if (count === n) return false;
    counts[d] = sum;
    sum += count;
  }
  return true;
}

/**
 * The places 0 … n - 1 of data[from … to) in ascending order of the elements; equal elements keep their order,
 * NaN last.
 */
export function argsortRun(data: TypedArray, dtype: DType, from: number, to: number): Int32Array {
  const n = to - from;
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < 64) return insertion(data, from, order);
  if (dtype === 'float64' || dtype === 'int64') {
    const [high, low] = doubleKeys(data as Float64Array, from, n);
    return orderTies(radixOrder(high, order), high, low);
  }
  const keys = new Uint32Array(n);
  if (dtype === 'float32') {
    const narrow = (data as Float32Array).slice(from, to);
    const words = new Uint32Array(narrow.buffer);
    for (let i = 0; i < n; i++) {
      const x = narrow[i]!;
      if (x === 0) keys[i] = 0x80000000;
      else keys[i] = x !== x ? 0xffffffff : words[i]! ^ ((words[i]! >> 31) | 0x80000000);
    }
  } else {
    const signBit =
      data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array ? 0x80000000 : 0;
    for (let i = 0; i < n; i++) keys[i] = data[from + i]! ^ signBit;
  }
  return radixOrder(keys, order);
}

/** Order keys of doubles: high and low word; both zeros alike, NaN above all. */
function doubleKeys(data: Float64Array, from: number, n: number): [Uint32Array, Uint32Array] {
  const copy = data.slice(from, from + n);
  const words = new Uint32Array(copy.buffer);
  const high = new Uint32Array(n);
  const low = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const x = copy[i]!;
    if (x !== x) [high[i], low[i]] = [0xffffffff, 0xffffffff];
    else if (x === 0) high[i] = 0x80000000;
    else {
      const flip = words[2 * i + 1]! >> 31;
      low[i] = words[2 * i]! ^ flip;
      high[i] = words[2 * i + 1]! ^ (flip | 0x80000000);
    }
  }
  return [high, low];
}

/** Stable order of 32-bit keys, starting from the given order. */
function radixOrder(keys: Uint32Array, order: Int32Array): Int32Array {
  const n = keys.length;
  const short = n < MIDDLE;
  if (short) countBytes(keys, n);
  else countDigits(keys, n);
  const [bits, buckets] = short ? [8, 256] : [BITS, BUCKETS];
  let from = order;
  let to: Int32Array = new Int32Array(n);
  for (let digit = 0; digit < (short ? 4 : 3); digit++) {
    const next = counts.subarray(digit * buckets, (digit + 1) * buckets);
    if (!toStarts(next, n)) continue;
    const [shift, mask] = [digit * bits, buckets - 1];
    for (let i = 0; i < n; i++) {
      const place = from[i]!;
      to[next[(keys[place]! >>> shift) & mask]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Orders by the lower word what shares the upper word. */
function orderTies(order: Int32Array, high: Uint32Array, low: Uint32Array): Int32Array {
  for (let i = 1; i < order.length; i++) {
    const key = high[order[i]!]!;
    if (high[order[i - 1]!] !== key || low[order[i]!]! >= low[order[i - 1]!]!) continue;
    let start = i - 1;
    while (start > 0 && high[order[start - 1]!] === key) start--;
    let end = i + 1;
    while (end < order.length && high[order[end]!] === key) end++;
    const part = order.slice(start, end);
    const keys = Uint32Array.from(part, (place) => low[place]!);
    const inner = argsortRun(keys, 'uint32', 0, keys.length);
    for (let k = 0; k < inner.length; k++) order[start + k] = part[inner[k]!]!;
    i = end;
  }
  return order;
}

function insertion(data: TypedArray, start: number, order: Int32Array): Int32Array {
  for (let i = 1; i < order.length; i++) {
    const place = order[i]!;
    const x = data[start + place]!;
    let j = i - 1;
    while (j >= 0 && above(data[start + order[j]!]!, x)) {
      order[j + 1] = order[j]!;
      j--;
    }
    order[j + 1] = place;
  }
  return order;
}

/** a > b with NaN above everything. */
function above(a: number, b: number): boolean {
  return a > b || (a !== a && b === b);
}
