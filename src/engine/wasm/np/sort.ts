/**
 * @file Sorting of one run by a least-significant-digit radix sort on four bytes (three digits of 11 bits write to more lines
 * than the first cache has). Doubles go by their upper words first; runs that share one are then sorted by their lower
 * words. NaN comes last. Indices are sorted as pairs of a key and a place.
 */

/** What a word's bits are: of floats, of signed or unsigned numbers; or the lower halves of doubles of one sign. */
const FLOAT = 0;
const SIGNED = 1;
const UNSIGNED = 2;
const LOWER = 3;

/** A key that orders like an unsigned number. Of doubles and pairs it is made of the upper word. */
@inline
function keyOf<T>(x: T, kind: i32): u32 {
  if (sizeof<T>() == 8 && kind == LOWER) return (<u32>x) ^ (<u32>((<i64>x) >> 63));
  const word = sizeof<T>() == 8 ? <u32>((<u64>x) >> 32) : <u32>x;
  if (kind == FLOAT) return word ^ ((<u32>((<i32>word) >> 31)) | 0x80000000);
  return kind == SIGNED ? word ^ 0x80000000 : word;
}

/** One byte's counts to first places (in bytes); false when all elements share the byte and nothing is to be done. */
@inline
function toStarts(counts: usize, all: usize): bool {
  let sum: u32 = 0;
  for (let c = counts; c < counts + 1024; c += 4) {
    const count = load<u32>(c);
    if (<usize>count == all) return false;
    store<u32>(c, sum);
    sum += count;
  }
  return true;
}

@inline
function bump<T>(c: usize): void {
  store<u32>(c, load<u32>(c) + sizeof<T>());
}

@inline
function radix<T>(kind: i32, p: usize, n: i32, spare: usize, counts: usize): usize {
  const all = <usize>n * sizeof<T>();
  memory.fill(counts, 0, 4096);
  for (let q = p; q < p + all; q += sizeof<T>()) {
    const key = keyOf<T>(load<T>(q), kind);
    bump<T>(counts + ((key & 255) << 2));
    bump<T>(counts + 1024 + (((key >> 8) & 255) << 2));
    bump<T>(counts + 2048 + (((key >> 16) & 255) << 2));
    bump<T>(counts + 3072 + ((key >> 24) << 2));
  }
  for (let shift: u32 = 0; shift < 32; shift += 8, counts += 1024) {
    if (!toStarts(counts, all)) continue;
    const end = p + all;
    for (let q = p; q < end; q += sizeof<T>()) {
      const x = load<T>(q);
      const c = counts + (((keyOf<T>(x, kind) >> shift) & 255) << 2);
      const at = load<u32>(c);
      store<u32>(c, at + sizeof<T>());
      store<T>(spare + at, x);
    }
    const other = p;
    p = spare;
    spare = other;
  }
  return p;
}

/** Sorts n words at p; gives where the result is, p or spare. `counts`: 4 KiB of scratch. */
export function sort_f32(p: usize, n: i32, spare: usize, counts: usize): usize {
  const end = p + ((<usize>n) << 2);
  // A NaN with a sign would come first.
  for (let q = p; q < end; q += 4) if (load<f32>(q) != load<f32>(q)) store<f32>(q, NaN);
  return radix<u32>(FLOAT, p, n, spare, counts);
}
export function sort_i32(p: usize, n: i32, spare: usize, counts: usize): usize {
  return radix<u32>(SIGNED, p, n, spare, counts);
}
export function sort_u32(p: usize, n: i32, spare: usize, counts: usize): usize {
  return radix<u32>(UNSIGNED, p, n, spare, counts);
}

/** By the lower words of doubles that share the upper one. */
function sort_lower(p: usize, n: i32, spare: usize, counts: usize): void {
  const found = radix<u64>(LOWER, p, n, spare, counts);
  if (found != p) memory.copy(p, found, (<usize>n) << 3);
}

export function sort_f64(p: usize, n: i32, spare: usize, counts: usize): usize {
  const all = (<usize>n) << 3;
  for (let q = p; q < p + all; q += 8) if (load<f64>(q) != load<f64>(q)) store<f64>(q, NaN);
  const found = radix<u64>(FLOAT, p, n, spare, counts);
  const other = found == p ? spare : p;
  const end = found + all;
  for (let q = found + 8; q < end; q += 8) {
    // Neighbours in disorder share the upper word (or are two zeros).
    if (!(load<f64>(q) < load<f64>(q - 8))) continue;
    const high = load<u32>(q + 4);
    let from = q - 8;
    while (from > found && load<u32>(from - 4) == high) from -= 8;
    let to = q + 8;
    while (to < end && load<u32>(to + 4) == high) to += 8;
    if (to - from > 256) sort_lower(from, <i32>((to - from) >> 3), other, counts);
    else {
      for (let i = from + 8; i < to; i += 8) {
        const x = load<f64>(i);
        let j = i;
        for (; j > from && load<f64>(j - 8) > x; j -= 8) store<f64>(j, load<f64>(j - 8));
        store<f64>(j, x);
      }
    }
    q = to - 8;
  }
  return found;
}

/** Pairs of key (upper word) and place at `pairs` for n elements at p. */
export function pairs_f32(p: usize, n: i32, pairs: usize): void {
  for (let i = 0; i < n; i++, p += 4, pairs += 8) {
    const x = load<f32>(p);
    // Both zeros are one number, and every NaN the largest.
    const key = x == 0 ? 0x80000000 : x != x ? 0xffffffff : keyOf<u32>(load<u32>(p), FLOAT);
    store<u64>(pairs, ((<u64>key) << 32) | (<u64>i));
  }
}
export function pairs_i32(p: usize, n: i32, pairs: usize): void {
  for (let i = 0; i < n; i++, p += 4, pairs += 8)
    store<u64>(pairs, ((<u64>keyOf<u32>(load<u32>(p), SIGNED)) << 32) | (<u64>i));
}
export function pairs_u32(p: usize, n: i32, pairs: usize): void {
  for (let i = 0; i < n; i++, p += 4, pairs += 8) store<u64>(pairs, ((<u64>load<u32>(p)) << 32) | (<u64>i));
}
/** Of doubles the upper words; the lower ones take the place of the elements, negated where that makes them order alike. */
export function pairs_f64(p: usize, n: i32, pairs: usize): void {
  for (let i = 0; i < n; i++, p += 8, pairs += 8) {
    const x = load<f64>(p);
    let bits = load<u64>(p);
    bits =
      x == 0
        ? 0x8000000000000000
        : x != x
          ? 0xffffffffffffffff
          : bits ^ ((<u64>((<i64>bits) >> 63)) | 0x8000000000000000);
    store<u64>(pairs, (bits & 0xffffffff00000000) | (<u64>i));
    store<u64>(p, bits);
  }
}

/** Sorts n pairs by their keys, equal keys in their old order; gives where they are, p or spare. */
export function sort_pairs(p: usize, n: i32, spare: usize, counts: usize): usize {
  return radix<u64>(UNSIGNED, p, n, spare, counts);
}

/** Pairs of doubles in order of their upper words, put in order where these are the same by the bits at `keys`. */
export function settle_pairs(p: usize, n: i32, keys: usize, spare: usize, counts: usize): void {
  const end = p + ((<usize>n) << 3);
  for (let q = p + 8; q < end; q += 8) {
    const high = load<u32>(q + 4);
    if (load<u32>(q - 4) != high) continue;
    const from = q - 8;
    let to = q + 8;
    while (to < end && load<u32>(to + 4) == high) to += 8;
    if (to - from > 256) {
      // By the lower words, and then the upper word is put back.
      for (let i = from; i < to; i += 8) store<u32>(i, load<u32>(keys + ((<usize>load<u32>(i)) << 3)), 4);
      const found = radix<u64>(UNSIGNED, from, <i32>((to - from) >> 3), spare, counts);
      if (found != from) memory.copy(from, found, to - from);
    } else {
      for (let i = from + 8; i < to; i += 8) {
        const pair = load<u64>(i);
        const key = load<u32>(keys + ((<usize>(<u32>pair)) << 3));
        let j = i;
        for (; j > from && load<u32>(keys + ((<usize>load<u32>(j - 8)) << 3)) > key; j -= 8)
          store<u64>(j, load<u64>(j - 8));
        store<u64>(j, pair);
      }
    }
    q = to - 8;
  }
}

/** The places of n pairs as doubles. */
export function places_of(p: usize, n: i32, o: usize): void {
  for (let i = 0; i < n; i++, p += 8, o += 8) store<f64>(o, <f64>load<u32>(p));
}
