/**
 * @file Reductions over the last axis or a middle one, softmax, arg-max, and moving data (strided copies, fills). Sums run in
 * two levels (64 rows, then the total) so that rounding grows with the square root of the length, not with the length.
 */
import { exp4, log4 } from './functions';
import { sum4 } from '../shared/simd';
import { part } from './threads';

const SUM: i32 = 0;
const MAX: i32 = 1;

@inline
function join(kind: i32, a: v128, b: v128): v128 {
  return kind == SUM ? f32x4.add(a, b) : kind == MAX ? f32x4.max(a, b) : f32x4.min(a, b);
}

/** Args: x, y, rows, length, kind (0 sum, 1 max, 2 min), scale (f32 bits). y[row] = scale * reduction of the row. */
export function reduce(p: usize, tid: i32, threads: i32): void {
  const x = <usize>load<u32>(p);
  const y = <usize>load<u32>(p, 4);
  const rows = load<i32>(p, 8);
  const length = load<i32>(p, 12);
  const kind = load<i32>(p, 16);
  const scale = load<f32>(p, 20);
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    const from = x + (<usize>(r * length) << 2);
    store<f32>(y + (<usize>r << 2), scale * reduceRow(from, length, kind));
  }
}

function reduceRow(from: usize, length: i32, kind: i32): f32 {
  if (kind == SUM) {
    let total: f64 = 0;
    let i = 0;
    for (; i + 4 <= length; ) {
      const stop = min<i32>(length & ~3, i + 256);
      let acc = f32x4.splat(0);
      for (; i < stop; i += 4) acc = f32x4.add(acc, v128.load(from + (<usize>i << 2)));
      total += <f64>sum4(acc);
    }
    for (; i < length; i++) total += <f64>load<f32>(from + (<usize>i << 2));
    return <f32>total;
  }
  let best = load<f32>(from);
  for (let i = 1; i < length; i++) {
    const v = load<f32>(from + (<usize>i << 2));
    best = kind == MAX ? max<f32>(best, v) : min<f32>(best, v);
  }
  return best;
}

/** Args: x, y, outer, length, inner, kind, scale. x is [outer, length, inner], y [outer, inner]. */
export function reduceMiddle(p: usize, tid: i32, threads: i32): void {
  const x = <usize>load<u32>(p);
  const y = <usize>load<u32>(p, 4);
  const outer = load<i32>(p, 8);
  const length = load<i32>(p, 12);
  const inner = load<i32>(p, 16);
  const kind = load<i32>(p, 20);
  const scale = load<f32>(p, 24);
  let o0 = 0;
  let o1 = outer;
  let c0 = 0;
  let c1 = inner;
  if (outer >= threads) {
    o0 = part(outer, tid, threads, 1);
    o1 = part(outer, tid + 1, threads, 1);
  } else {
    c0 = part(inner, tid, threads, 4);
    c1 = part(inner, tid + 1, threads, 4);
  }
  const row = <usize>inner << 2;
  for (let o = o0; o < o1; o++) {
    const from = x + <usize>(o * length) * row;
    const to = y + <usize>o * row;
    let c = c0;
    for (; c + 8 <= c1; c += 8) {
      let f = from + (<usize>c << 2);
      let totalA = v128.load(f);
      let totalB = v128.load(f, 16);
      f += row;
      for (let i = 1; i < length; ) {
        const stop = min<i32>(length, i + 64);
        let a = v128.load(f);
        let b = v128.load(f, 16);
        f += row;
        for (i++; i < stop; i++) {
          a = join(kind, a, v128.load(f));
          b = join(kind, b, v128.load(f, 16));
          f += row;
        }
        totalA = join(kind, totalA, a);
        totalB = join(kind, totalB, b);
      }
      v128.store(to + (<usize>c << 2), f32x4.mul(totalA, f32x4.splat(scale)));
      v128.store(to + (<usize>c << 2), f32x4.mul(totalB, f32x4.splat(scale)), 16);
    }
    for (; c < c1; c++) {
      let f = from + (<usize>c << 2);
      let total = load<f32>(f);
      f += row;
      for (let i = 1; i < length; ) {
        const stop = min<i32>(length, i + 64);
        let a = load<f32>(f);
        f += row;
        for (i++; i < stop; i++) {
          const v = load<f32>(f);
          a = kind == SUM ? a + v : kind == MAX ? max<f32>(a, v) : min<f32>(a, v);
          f += row;
        }
        total = kind == SUM ? total + a : kind == MAX ? max<f32>(total, a) : min<f32>(total, a);
      }
      store<f32>(to + (<usize>c << 2), total * scale);
    }
  }
}

/** Args: x, y, rows, length, log (0 softmax, 1 log-softmax). */
export function softmax(p: usize, tid: i32, threads: i32): void {
  const rows = load<i32>(p, 8);
  const length = load<i32>(p, 12);
  const isLog = load<i32>(p, 16) != 0;
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    const x = load<u32>(p) + (<usize>(r * length) << 2);
    const y = load<u32>(p, 4) + (<usize>(r * length) << 2);
    const whole = <usize>(length & ~3) << 2;
    const bytes = <usize>length << 2;
    let best = load<f32>(x);
    for (let k: usize = 4; k < bytes; k += 4) best = max<f32>(best, load<f32>(x + k));
    const top = f32x4.splat(best);
    let sum: f32 = 0;
    let acc = f32x4.splat(0);
    for (let k: usize = 0; k < whole; k += 16) {
      const e = exp4(f32x4.sub(v128.load(x + k), top));
      acc = f32x4.add(acc, e);
      if (!isLog) v128.store(y + k, e);
    }
    sum = sum4(acc);
    for (let k = whole; k < bytes; k += 4) {
      const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(x + k) - best)), 0);
      sum += e;
      if (!isLog) store<f32>(y + k, e);
    }
    if (isLog) {
      const shift = f32x4.extract_lane(log4(f32x4.splat(sum)), 0);
      for (let k: usize = 0; k < bytes; k += 4) store<f32>(y + k, load<f32>(x + k) - best - shift);
    } else {
      for (let k: usize = 0; k < bytes; k += 4) store<f32>(y + k, load<f32>(y + k) / sum);
    }
  }
}

/** Args: x, y (int32), rows, length: the first maximum of each row (the first NaN, where there is one). */
export function argMaxLast(p: usize, tid: i32, threads: i32): void {
  const rows = load<i32>(p, 8);
  const length = load<i32>(p, 12);
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    const x = load<u32>(p) + (<usize>(r * length) << 2);
    let at = 0;
    let best = load<f32>(x);
    for (let i = 1; i < length; i++) {
      const v = load<f32>(x + (<usize>i << 2));
      if (v > best) {
        best = v;
        at = i;
      }
    }
    store<i32>(load<u32>(p, 4) + (<usize>r << 2), at);
  }
}

/** Args: from, to, bytes. */
export function copyBytes(p: usize, tid: i32, threads: i32): void {
  const bytes = load<i32>(p, 8);
  const first = part(bytes, tid, threads, 64);
  const last = part(bytes, tid + 1, threads, 64);
  if (last > first) memory.copy(load<u32>(p, 4) + <usize>first, load<u32>(p) + <usize>first, last - first);
}

/** Args: to, words, value (bits). */
export function fillWords(p: usize, tid: i32, threads: i32): void {
  const to = <usize>load<u32>(p);
  const words = load<i32>(p, 4);
  const value = load<u32>(p, 8);
  const last = part(words, tid + 1, threads, 16);
  for (let i = part(words, tid, threads, 16); i < last; i++) store<u32>(to + (<usize>i << 2), value);
}

/**
 * Moves 32-bit words between two strided views of the same shape: transposition, slice, broadcast, concatenation, padding.
 * Args: from, to, then six sizes, six strides of `from`, six strides of `to` (words, signed), outermost first.
 */
export function transpose(p: usize, tid: i32, threads: i32): void {
  const n0 = load<i32>(p, 8);
  const n1 = load<i32>(p, 12);
  const n2 = load<i32>(p, 16);
  const n3 = load<i32>(p, 20);
  const n4 = load<i32>(p, 24);
  const n5 = load<i32>(p, 28);
  const s5 = load<i32>(p, 52) << 2;
  const t5 = load<i32>(p, 76) << 2;
  const s4 = load<i32>(p, 48) << 2;
  const t4 = load<i32>(p, 72) << 2;
  // The three outer axes are dealt to the threads as one.
  const outer = n0 * n1 * n2 * n3;
  const last = part(outer, tid + 1, threads, 1);
  for (let o = part(outer, tid, threads, 1); o < last; o++) {
    const i3 = o % n3;
    let q = o / n3;
    const i2 = q % n2;
    q /= n2;
    const i1 = q % n1;
    const i0 = q / n1;
    let f =
      <i32>load<u32>(p) +
      ((i0 * load<i32>(p, 32) + i1 * load<i32>(p, 36) + i2 * load<i32>(p, 40) + i3 * load<i32>(p, 44)) << 2);
    let t =
      <i32>load<u32>(p, 4) +
      ((i0 * load<i32>(p, 56) + i1 * load<i32>(p, 60) + i2 * load<i32>(p, 64) + i3 * load<i32>(p, 68)) << 2);
    for (let i4 = 0; i4 < n4; i4++) {
      let from = <usize>f;
      let to = <usize>t;
      if (s5 == 4 && t5 == 4) {
        let i = 0;
        for (; i + 4 <= n5; i += 4) {
          v128.store(to, v128.load(from));
          from += 16;
          to += 16;
        }
        for (; i < n5; i++) {
          store<u32>(to, load<u32>(from));
          from += 4;
          to += 4;
        }
      } else {
        for (let i = 0; i < n5; i++) {
          store<u32>(to, load<u32>(from));
          from += s5;
          to += t5;
        }
      }
      f += s4;
      t += t4;
    }
  }
}
