/**
 * @file Sorting many rows or columns of one length at once: eight words or four doubles side by side, each lane its own
 * run, through Batcher's merge-exchange network (Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M). It
 * compares far more often than a radix sort, but every comparison is a minimum and a maximum of a whole vector.
 * Lanes lie as n rows of 32 bytes.
 */
import { block2, block4 } from './transpose';

@inline
function low<T>(x: v128, y: v128): v128 {
  if (sizeof<T>() == 4) return i32x4.min_s(x, y);
  return f64x2.pmin(x, y);
}
/** With its operands the other way round, so that of two zeros both stay. */
@inline
function high<T>(x: v128, y: v128): v128 {
  if (sizeof<T>() == 4) return i32x4.max_s(x, y);
  return f64x2.pmax(y, x);
}

@inline
function exchange<T>(p: usize, q: usize): void {
  const x0 = v128.load(p);
  const x1 = v128.load(p, 16);
  const y0 = v128.load(q);
  const y1 = v128.load(q, 16);
  const l0 = low<T>(x0, y0);
  const l1 = low<T>(x1, y1);
  const h0 = high<T>(x0, y0);
  const h1 = high<T>(x1, y1);
  v128.store(p, l0);
  v128.store(p, l1, 16);
  v128.store(q, h0);
  v128.store(q, h1, 16);
}

@inline
function network<T>(s: usize, n: i32): void {
  if (n < 2) return;
  const top: usize = (<usize>32) << (31 - clz(n - 1));
  const all = (<usize>n) << 5;
  for (let p = top; p >= 32; p >>= 1) {
    let q = top;
    let r: usize = 0;
    let d = p;
    for (;;) {
      // All i below n - d whose bit p is that of r.
      const end = s + all - d;
      if (p == 32) for (let i = s + r; i < end; i += 64) exchange<T>(i, i + d);
      else {
        for (let base = s + r; base < end; base += 2 * p) {
          const stop = min(base + p, end);
          for (let i = base; i < stop; i += 32) exchange<T>(i, i + d);
        }
      }
      if (q == p) break;
      d = q - p;
      q >>= 1;
      r = p;
    }
  }
}

/** Keys that order like signed words, of floats (NaN last); and back, which is the same turn. */
@inline
function turn(x: v128): v128 {
  return v128.xor(x, i32x4.shr_u(i32x4.shr_s(x, 31), 1));
}
@inline
function keys(x: v128): v128 {
  return turn(v128.bitselect(x, i32x4.splat(0x7fffffff), f32x4.eq(x, x)));
}

function keys_f32(s: usize, n: i32): void {
  const end = s + ((<usize>n) << 5);
  for (; s < end; s += 32) {
    v128.store(s, keys(v128.load(s)));
    v128.store(s, keys(v128.load(s, 16)), 16);
  }
}
function back_f32(s: usize, n: i32): void {
  const end = s + ((<usize>n) << 5);
  for (; s < end; s += 32) {
    v128.store(s, turn(v128.load(s)));
    v128.store(s, turn(v128.load(s, 16)), 16);
  }
}
function flip_u32(s: usize, n: i32): void {
  const end = s + ((<usize>n) << 5);
  const sign = i32x4.splat(0x80000000);
  for (; s < end; s += 32) {
    v128.store(s, v128.xor(v128.load(s), sign));
    v128.store(s, v128.xor(v128.load(s, 16), sign), 16);
  }
}

export function lanes_f32(s: usize, n: i32): void {
  keys_f32(s, n);
  network<i32>(s, n);
  back_f32(s, n);
}
export function lanes_i32(s: usize, n: i32): void {
  network<i32>(s, n);
}
export function lanes_u32(s: usize, n: i32): void {
  flip_u32(s, n);
  network<i32>(s, n);
  flip_u32(s, n);
}

/** Doubles: every NaN is counted and stands as the largest until all are in order. */
export function lanes_f64(s: usize, n: i32): void {
  const end = s + ((<usize>n) << 5);
  const most = f64x2.splat(Infinity);
  let n0 = i64x2.splat(0);
  let n1 = i64x2.splat(0);
  for (let q = s; q < end; q += 32) {
    const x0 = v128.load(q);
    const x1 = v128.load(q, 16);
    const e0 = f64x2.eq(x0, x0);
    const e1 = f64x2.eq(x1, x1);
    n0 = i64x2.sub(n0, v128.not(e0));
    n1 = i64x2.sub(n1, v128.not(e1));
    v128.store(q, v128.bitselect(x0, most, e0));
    v128.store(q, v128.bitselect(x1, most, e1), 16);
  }
  network<f64>(s, n);
  nan_f64(end, <i32>i64x2.extract_lane(n0, 0));
  nan_f64(end + 8, <i32>i64x2.extract_lane(n0, 1));
  nan_f64(end + 16, <i32>i64x2.extract_lane(n1, 0));
  nan_f64(end + 24, <i32>i64x2.extract_lane(n1, 1));
}
function nan_f64(end: usize, count: i32): void {
  for (; count > 0; count--) store<f64>((end -= 32), NaN);
}

/** Lanes of T from a grid: element (i, l) is at p + i * step + l * apart; `lanes` of them (others repeat the last). */
@inline
function gather<T>(p: usize, step: usize, apart: usize, n: i32, lanes: i32, s: usize): void {
  const width = 32 / sizeof<T>();
  for (let i = 0; i < n; i++, p += step, s += 32) {
    for (let l = 0; l < width; l++) {
      store<T>(s + <usize>l * sizeof<T>(), load<T>(p + <usize>min(l, lanes - 1) * apart));
    }
  }
}
@inline
function scatter<T>(p: usize, step: usize, apart: usize, n: i32, lanes: i32, s: usize): void {
  for (let i = 0; i < n; i++, p += step, s += 32) {
    for (let l = 0; l < lanes; l++) store<T>(p + <usize>l * apart, load<T>(s + <usize>l * sizeof<T>()));
  }
}

/** Columns: full lanes lie side by side already. */
export function columns_in(p: usize, step: usize, n: i32, s: usize): void {
  for (let i = 0; i < n; i++, p += step, s += 32) {
    v128.store(s, v128.load(p));
    v128.store(s, v128.load(p, 16), 16);
  }
}
export function columns_out(p: usize, step: usize, n: i32, s: usize): void {
  for (let i = 0; i < n; i++, p += step, s += 32) {
    v128.store(p, v128.load(s));
    v128.store(p, v128.load(s, 16), 16);
  }
}

/** Eight rows of words, or four of doubles, `line` bytes apart. */
export function rows_in_32(p: usize, line: usize, n: i32, s: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4, p += 16, s += 128) {
    block4(p, line, s, 32);
    block4(p + 4 * line, line, s + 16, 32);
  }
  gather<u32>(p, 4, line, n - i, 8, s);
}
export function rows_out_32(p: usize, line: usize, n: i32, s: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4, p += 16, s += 128) {
    block4(s, 32, p, line);
    block4(s + 16, 32, p + 4 * line, line);
  }
  scatter<u32>(p, 4, line, n - i, 8, s);
}
export function rows_in_64(p: usize, line: usize, n: i32, s: usize): void {
  let i = 0;
  for (; i + 2 <= n; i += 2, p += 16, s += 64) {
    block2(p, line, s, 32);
    block2(p + 2 * line, line, s + 16, 32);
  }
  gather<u64>(p, 8, line, n - i, 4, s);
}
export function rows_out_64(p: usize, line: usize, n: i32, s: usize): void {
  let i = 0;
  for (; i + 2 <= n; i += 2, p += 16, s += 64) {
    block2(s, 32, p, line);
    block2(s + 16, 32, p + 2 * line, line);
  }
  scatter<u64>(p, 8, line, n - i, 4, s);
}

export function lanes_in_32(p: usize, step: usize, apart: usize, n: i32, lanes: i32, s: usize): void {
  gather<u32>(p, step, apart, n, lanes, s);
}
export function lanes_in_64(p: usize, step: usize, apart: usize, n: i32, lanes: i32, s: usize): void {
  gather<u64>(p, step, apart, n, lanes, s);
}
export function lanes_out_32(p: usize, step: usize, apart: usize, n: i32, lanes: i32, s: usize): void {
  scatter<u32>(p, step, apart, n, lanes, s);
}
export function lanes_out_64(p: usize, step: usize, apart: usize, n: i32, lanes: i32, s: usize): void {
  scatter<u64>(p, step, apart, n, lanes, s);
}
