/**
 * @file Elements copied from one layout to another of the same shape. The innermost two axes are a plane: rows that lie in one piece on
 * both sides go in vectors, a transposed plane eight rows at a time so that cache lines are used up before they go.
 */

/** One row; elements are `fs` and `ts` bytes apart. */
@inline
function row<T>(from: usize, fs: usize, to: usize, ts: usize, n: i32): void {
  if (fs == sizeof<T>() && ts == sizeof<T>()) {
    const bytes = <usize>n * sizeof<T>();
    let k: usize = 0;
    for (; k + 16 <= bytes; k += 16) v128.store(to + k, v128.load(from + k));
    for (; k < bytes; k += sizeof<T>()) store<T>(to + k, load<T>(from + k));
    return;
  }
  for (; n > 0; n--, from += fs, to += ts) store<T>(to, load<T>(from));
}

/** m rows of n; rows are `fm` and `tm` bytes apart. */
@inline
function plane<T>(from: usize, fm: usize, fs: usize, to: usize, tm: usize, ts: usize, m: i32, n: i32): void {
  if (fm == sizeof<T>() && ts == sizeof<T>()) {
    for (; m >= 8; m -= 8, from += 8 * sizeof<T>(), to += 8 * tm) {
      let f = from;
      let t = to;
      for (let j = 0; j < n; j++, f += fs, t += sizeof<T>()) {
        store<T>(t, load<T>(f));
        store<T>(t + tm, load<T>(f, sizeof<T>()));
        store<T>(t + 2 * tm, load<T>(f, 2 * sizeof<T>()));
        store<T>(t + 3 * tm, load<T>(f, 3 * sizeof<T>()));
        store<T>(t + 4 * tm, load<T>(f, 4 * sizeof<T>()));
        store<T>(t + 5 * tm, load<T>(f, 5 * sizeof<T>()));
        store<T>(t + 6 * tm, load<T>(f, 6 * sizeof<T>()));
        store<T>(t + 7 * tm, load<T>(f, 7 * sizeof<T>()));
      }
    }
  }
  for (; m > 0; m--, from += fm, to += tm) row<T>(from, fs, to, ts, n);
}

/** Words of an axis in a plan: its length, the bytes from element to element on both sides, and a counter. */
const WORDS: usize = 16;

@inline
function strided<T>(from: usize, to: usize, axes: i32, plan: usize): void {
  const rows = plan + <usize>(axes - 2) * WORDS;
  const m = load<i32>(rows);
  const fm = <usize>load<i32>(rows, 4);
  const tm = <usize>load<i32>(rows, 8);
  const n = load<i32>(rows, 16);
  const fs = <usize>load<i32>(rows, 20);
  const ts = <usize>load<i32>(rows, 24);
  for (let axis = plan; axis < rows; axis += WORDS) store<i32>(axis, 0, 12);
  while (true) {
    plane<T>(from, fm, fs, to, tm, ts, m, n);
    // The next plane: the innermost counter that has not come to its end goes on, those behind it begin anew.
    let axis = rows;
    while (true) {
      if (axis == plan) return;
      axis -= WORDS;
      const count = load<i32>(axis, 12) + 1;
      from += <usize>load<i32>(axis, 4);
      to += <usize>load<i32>(axis, 8);
      if (count < load<i32>(axis)) {
        store<i32>(axis, count, 12);
        break;
      }
      store<i32>(axis, 0, 12);
      from -= <usize>(count * load<i32>(axis, 4));
      to -= <usize>(count * load<i32>(axis, 8));
    }
  }
}

/** Copies by a plan of `axes` axes (4 words each, outermost first), at least 2. */
export function copy_strided_8(from: usize, to: usize, axes: i32, plan: usize): void {
  strided<u8>(from, to, axes, plan);
}
export function copy_strided_16(from: usize, to: usize, axes: i32, plan: usize): void {
  strided<u16>(from, to, axes, plan);
}
export function copy_strided_32(from: usize, to: usize, axes: i32, plan: usize): void {
  strided<u32>(from, to, axes, plan);
}
export function copy_strided_64(from: usize, to: usize, axes: i32, plan: usize): void {
  strided<u64>(from, to, axes, plan);
}
