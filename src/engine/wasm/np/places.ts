/**
 * @file Elements taken from places and put there, which are given as whole numbers in doubles and counted from the end where they are
 * negative; and few whole numbers sorted by counting.
 */

/** Where no index is wrong. */
const NONE: i32 = -1;

/** The index at p as a place below `side`, or -1. */
@inline
function placeAt(p: usize, side: i32): i32 {
  const x = load<f64>(p);
  const i = <i32>x;
  const at = i < 0 ? i + side : i;
  // (Of a number that is not whole, or too large, the cut one is another.)
  return <f64>i == x && <u32>at < <u32>side ? at : -1;
}

/** Four whole numbers in doubles as words. */
@inline
function wordsOf(x: v128, y: v128): v128 {
  // (Of a number that is no word the relaxed instruction gives some word, which is another number.)
  return v128.shuffle<i64>(i32x4.relaxed_trunc_f64x2_s_zero(x), i32x4.relaxed_trunc_f64x2_s_zero(y), 0, 2);
}

/** Whether the words are those numbers. */
@inline
function areWords(i: v128, x: v128, y: v128): bool {
  const low = f64x2.eq(f64x2.convert_low_i32x4_s(i), x);
  const high = f64x2.eq(f64x2.convert_low_i32x4_s(v128.shuffle<i64>(i, i, 1, 1)), y);
  return i32x4.all_true(v128.and(low, high));
}

/** Four indices as places below `side`; one that is none is -1 as a word without sign. */
@inline
function placesOf(i: v128, side: v128): v128 {
  return i32x4.add(i, v128.and(i32x4.shr_s(i, 31), side));
}

/** o[k] = the element at each of n places of a line; gives the number of the first wrong index, or -1. */
@inline
function take<T>(index: usize, n: i32, line: usize, side: i32, stride: i32, o: usize): i32 {
  const sides = i32x4.splat(side);
  const steps = i32x4.splat(stride);
  let k = 0;
  for (; k + 4 <= n; k += 4, index += 32, o += 4 * sizeof<T>()) {
    const x = v128.load(index);
    const y = v128.load(index, 16);
    const i = wordsOf(x, y);
    const at = placesOf(i, sides);
    if (!areWords(i, x, y) || !i32x4.all_true(i32x4.lt_u(at, sides))) break;
    const far = i32x4.mul(at, steps);
    const t0 = load<T>(line + <usize>i32x4.extract_lane(far, 0));
    const t1 = load<T>(line + <usize>i32x4.extract_lane(far, 1));
    const t2 = load<T>(line + <usize>i32x4.extract_lane(far, 2));
    const t3 = load<T>(line + <usize>i32x4.extract_lane(far, 3));
    store<T>(o, t0);
    store<T>(o, t1, sizeof<T>());
    store<T>(o, t2, 2 * sizeof<T>());
    store<T>(o, t3, 3 * sizeof<T>());
  }
  for (; k < n; k++, index += 8, o += sizeof<T>()) {
    const at = placeAt(index, side);
    if (at < 0) return k;
    store<T>(o, load<T>(line + <usize>(at * stride)));
  }
  return NONE;
}

/** The number of the first of n indices that is none, or -1. */
@inline
function firstWrong(index: usize, n: i32, side: i32): i32 {
  const sides = i32x4.splat(side);
  let k = 0;
  for (; k + 4 <= n; k += 4, index += 32) {
    const x = v128.load(index);
    const y = v128.load(index, 16);
    const i = wordsOf(x, y);
    if (!areWords(i, x, y) || !i32x4.all_true(i32x4.lt_u(placesOf(i, sides), sides))) break;
  }
  for (; k < n; k++, index += 8) if (placeAt(index, side) < 0) return k;
  return NONE;
}

/** The value at `value` to each of n places, or to none where an index is wrong. */
@inline
function put<T>(index: usize, n: i32, line: usize, side: i32, stride: i32, value: usize): i32 {
  const wrong = firstWrong(index, n, side);
  if (wrong >= 0) return wrong;
  const t = load<T>(value);
  const sides = i32x4.splat(side);
  const steps = i32x4.splat(stride);
  for (; n >= 4; n -= 4, index += 32) {
    const far = i32x4.mul(placesOf(wordsOf(v128.load(index), v128.load(index, 16)), sides), steps);
    store<T>(line + <usize>i32x4.extract_lane(far, 0), t);
    store<T>(line + <usize>i32x4.extract_lane(far, 1), t);
    store<T>(line + <usize>i32x4.extract_lane(far, 2), t);
    store<T>(line + <usize>i32x4.extract_lane(far, 3), t);
  }
  for (; n > 0; n--, index += 8) store<T>(line + <usize>(placeAt(index, side) * stride), t);
  return NONE;
}

/** To each of n places, words at `places`, the step that its index makes is added; gives the number of the first wrong index, or -1. */
export function add_steps(index: usize, n: i32, side: i32, stride: i32, places: usize): i32 {
  const sides = i32x4.splat(side);
  const steps = i32x4.splat(stride);
  let k = 0;
  for (; k + 4 <= n; k += 4, index += 32, places += 16) {
    const x = v128.load(index);
    const y = v128.load(index, 16);
    const i = wordsOf(x, y);
    const at = placesOf(i, sides);
    if (!areWords(i, x, y) || !i32x4.all_true(i32x4.lt_u(at, sides))) break;
    v128.store(places, i32x4.add(v128.load(places), i32x4.mul(at, steps)));
  }
  for (; k < n; k++, index += 8, places += 4) {
    const at = placeAt(index, side);
    if (at < 0) return k;
    store<i32>(places, load<i32>(places) + at * stride);
  }
  return NONE;
}

/** o[k] = the element of p at each of n places. */
@inline
function takeEach<T>(p: usize, places: usize, n: i32, o: usize): void {
  for (; n > 0; n--, places += 4, o += sizeof<T>()) store<T>(o, load<T>(p + <usize>load<u32>(places) * sizeof<T>()));
}

/** The numbers at `from`, `step` bytes apart, to n places of p in order. */
@inline
function putEach<T>(p: usize, places: usize, n: i32, from: usize, step: usize): void {
  for (; n > 0; n--, places += 4, from += step) store<T>(p + <usize>load<u32>(places) * sizeof<T>(), load<T>(from));
}

/** The number at `value` to those elements from o on whose byte at `flags` is 1. */
@inline
function fillWhere<T>(flags: usize, n: i32, o: usize, value: usize): void {
  const x = v128.splat<T>(load<T>(value));
  for (; n >= 8; n -= 8, flags += 8, o += 8 * sizeof<T>()) {
    if (load<u64>(flags) == 0) continue;
    const words = i16x8.neg(v128.load_ext<u8>(flags));
    if (sizeof<T>() == 1) {
      v128.store64_lane(o, v128.bitselect(x, v128.load64_zero(o), i8x16.narrow_i16x8_s(words, words)), 0);
    } else if (sizeof<T>() == 2) v128.store(o, v128.bitselect(x, v128.load(o), words));
    else {
      const low = i32x4.extend_low_i16x8_s(words);
      const high = i32x4.extend_high_i16x8_s(words);
      if (sizeof<T>() == 4) {
        const y0 = v128.bitselect(x, v128.load(o), low);
        const y1 = v128.bitselect(x, v128.load(o, 16), high);
        v128.store(o, y0);
        v128.store(o, y1, 16);
      } else {
        const y0 = v128.bitselect(x, v128.load(o), i64x2.extend_low_i32x4_s(low));
        const y1 = v128.bitselect(x, v128.load(o, 16), i64x2.extend_high_i32x4_s(low));
        const y2 = v128.bitselect(x, v128.load(o, 32), i64x2.extend_low_i32x4_s(high));
        const y3 = v128.bitselect(x, v128.load(o, 48), i64x2.extend_high_i32x4_s(high));
        v128.store(o, y0);
        v128.store(o, y1, 16);
        v128.store(o, y2, 32);
        v128.store(o, y3, 48);
      }
    }
  }
  for (; n > 0; n--, flags++, o += sizeof<T>()) if (load<u8>(flags) != 0) store<T>(o, load<T>(value));
}

/** The elements of p whose byte at `flags` is 1, one after the other from o up to `end`. */
@inline
function squeeze<T>(p: usize, flags: usize, n: i32, o: usize, end: usize): void {
  // (No branch per element, which a random mask would mislead; the last element that is wanted ends it.)
  for (; n >= 8 && o + 8 * sizeof<T>() <= end; n -= 8, p += 8 * sizeof<T>(), flags += 8) {
    const some = load<u64>(flags);
    if (some == 0) continue;
    store<T>(o, load<T>(p));
    o += <usize>(some & 1) * sizeof<T>();
    store<T>(o, load<T>(p, sizeof<T>()));
    o += <usize>((some >> 8) & 1) * sizeof<T>();
    store<T>(o, load<T>(p, 2 * sizeof<T>()));
    o += <usize>((some >> 16) & 1) * sizeof<T>();
    store<T>(o, load<T>(p, 3 * sizeof<T>()));
    o += <usize>((some >> 24) & 1) * sizeof<T>();
    store<T>(o, load<T>(p, 4 * sizeof<T>()));
    o += <usize>((some >> 32) & 1) * sizeof<T>();
    store<T>(o, load<T>(p, 5 * sizeof<T>()));
    o += <usize>((some >> 40) & 1) * sizeof<T>();
    store<T>(o, load<T>(p, 6 * sizeof<T>()));
    o += <usize>((some >> 48) & 1) * sizeof<T>();
    store<T>(o, load<T>(p, 7 * sizeof<T>()));
    o += <usize>(some >> 56) * sizeof<T>();
  }
  for (; o < end; p += sizeof<T>(), flags++) {
    store<T>(o, load<T>(p));
    o += <usize>load<u8>(flags) * sizeof<T>();
  }
}
export function take_each_8(p: usize, places: usize, n: i32, o: usize): void {
  takeEach<u8>(p, places, n, o);
}
export function take_each_16(p: usize, places: usize, n: i32, o: usize): void {
  takeEach<u16>(p, places, n, o);
}
export function take_each_32(p: usize, places: usize, n: i32, o: usize): void {
  takeEach<u32>(p, places, n, o);
}
export function take_each_64(p: usize, places: usize, n: i32, o: usize): void {
  takeEach<u64>(p, places, n, o);
}
export function put_each_8(p: usize, places: usize, n: i32, from: usize, step: usize): void {
  putEach<u8>(p, places, n, from, step);
}
export function put_each_16(p: usize, places: usize, n: i32, from: usize, step: usize): void {
  putEach<u16>(p, places, n, from, step);
}
export function put_each_32(p: usize, places: usize, n: i32, from: usize, step: usize): void {
  putEach<u32>(p, places, n, from, step);
}
export function put_each_64(p: usize, places: usize, n: i32, from: usize, step: usize): void {
  putEach<u64>(p, places, n, from, step);
}
export function fill_where_8(flags: usize, n: i32, o: usize, value: usize): void {
  fillWhere<u8>(flags, n, o, value);
}
export function fill_where_16(flags: usize, n: i32, o: usize, value: usize): void {
  fillWhere<u16>(flags, n, o, value);
}
export function fill_where_32(flags: usize, n: i32, o: usize, value: usize): void {
  fillWhere<u32>(flags, n, o, value);
}
export function fill_where_64(flags: usize, n: i32, o: usize, value: usize): void {
  fillWhere<u64>(flags, n, o, value);
}
export function squeeze_8(p: usize, flags: usize, n: i32, o: usize, end: usize): void {
  squeeze<u8>(p, flags, n, o, end);
}
export function squeeze_16(p: usize, flags: usize, n: i32, o: usize, end: usize): void {
  squeeze<u16>(p, flags, n, o, end);
}
export function squeeze_32(p: usize, flags: usize, n: i32, o: usize, end: usize): void {
  squeeze<u32>(p, flags, n, o, end);
}
export function squeeze_64(p: usize, flags: usize, n: i32, o: usize, end: usize): void {
  squeeze<u64>(p, flags, n, o, end);
}

export function take_8(index: usize, n: i32, line: usize, side: i32, stride: i32, o: usize): i32 {
  return take<u8>(index, n, line, side, stride, o);
}
export function take_16(index: usize, n: i32, line: usize, side: i32, stride: i32, o: usize): i32 {
  return take<u16>(index, n, line, side, stride, o);
}
export function take_32(index: usize, n: i32, line: usize, side: i32, stride: i32, o: usize): i32 {
  return take<u32>(index, n, line, side, stride, o);
}
export function take_64(index: usize, n: i32, line: usize, side: i32, stride: i32, o: usize): i32 {
  return take<u64>(index, n, line, side, stride, o);
}
export function put_8(index: usize, n: i32, line: usize, side: i32, stride: i32, value: usize): i32 {
  return put<u8>(index, n, line, side, stride, value);
}
export function put_16(index: usize, n: i32, line: usize, side: i32, stride: i32, value: usize): i32 {
  return put<u16>(index, n, line, side, stride, value);
}
export function put_32(index: usize, n: i32, line: usize, side: i32, stride: i32, value: usize): i32 {
  return put<u32>(index, n, line, side, stride, value);
}
export function put_64(index: usize, n: i32, line: usize, side: i32, stride: i32, value: usize): i32 {
  return put<u64>(index, n, line, side, stride, value);
}

/**
 * Sorts n whole numbers in doubles where their span is at most `most`; false, and nothing is done, where it is more. `counts`: 16 bytes for
 * each number of the span (four counters by turns, as equal neighbours would wait for each other's).
 */
export function sort_narrow(p: usize, n: i32, most: f64, counts: usize): bool {
  let low = load<f64>(p);
  let high = low;
  const end = p + ((<usize>n) << 3);
  let q = p;
  let v0 = f64x2.splat(low);
  let v1 = v0;
  for (; q + 16 <= end; q += 16) {
    const x = v128.load(q);
    v0 = f64x2.pmin(v0, x);
    v1 = f64x2.pmax(v1, x);
  }
  low = min(f64x2.extract_lane(v0, 0), f64x2.extract_lane(v0, 1));
  high = max(f64x2.extract_lane(v1, 0), f64x2.extract_lane(v1, 1));
  if (q < end) {
    low = min(low, load<f64>(q));
    high = max(high, load<f64>(q));
  }
  const span = high - low + 1;
  if (!(span <= most)) return false;
  memory.fill(counts, 0, (<usize>span) << 4);
  q = p;
  for (; q + 32 <= end; q += 32) {
    bump(counts, load<f64>(q) - low, 0);
    bump(counts, load<f64>(q, 8) - low, 4);
    bump(counts, load<f64>(q, 16) - low, 8);
    bump(counts, load<f64>(q, 24) - low, 12);
  }
  for (; q < end; q += 8) bump(counts, load<f64>(q) - low, 0);
  for (let x = low; x <= high; x += 1, counts += 16) {
    let count = load<i32>(counts) + load<i32>(counts, 4) + load<i32>(counts, 8) + load<i32>(counts, 12);
    const both = f64x2.splat(x);
    for (; count >= 4; count -= 4, p += 32) {
      v128.store(p, both);
      v128.store(p, both, 16);
    }
    for (; count > 0; count--, p += 8) store<f64>(p, x);
  }
  return true;
}

@inline
function bump(counts: usize, x: f64, turn: usize): void {
  const at = counts + ((<usize>(<i32>x)) << 4) + turn;
  store<i32>(at, load<i32>(at) + 1);
}
