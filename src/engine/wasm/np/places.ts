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

/** o[k] = the element at each of n places of a line; gives the number of the first wrong index, or -1. */
@inline
function take<T>(index: usize, n: i32, line: usize, side: i32, stride: i32, o: usize): i32 {
  for (let k = 0; k < n; k++, index += 8, o += sizeof<T>()) {
    const at = placeAt(index, side);
    if (at < 0) return k;
    store<T>(o, load<T>(line + <usize>(at * stride)));
  }
  return NONE;
}

/** The value at `value` to each of n places, or to none where an index is wrong. */
@inline
function put<T>(index: usize, n: i32, line: usize, side: i32, stride: i32, value: usize): i32 {
  for (let k = 0, p = index; k < n; k++, p += 8) if (placeAt(p, side) < 0) return k;
  const x = load<T>(value);
  for (; n > 0; n--, index += 8) store<T>(line + <usize>(placeAt(index, side) * stride), x);
  return NONE;
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
