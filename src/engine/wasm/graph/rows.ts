/**
 * @file Reductions over the last axis or a middle one, softmax, arg-max. Sums run in two levels (64 rows, then the total) so that
 * rounding grows with the square root of the length, not with the length.
 */
import { ArgMax, Reduce, ReduceMiddle, Reduction, Softmax } from '../generated/words';
import { exp4, log4 } from './functions';
import { sum4 } from '../shared/simd';
import { part } from './threads';

@inline
function join(kind: i32, a: v128, b: v128): v128 {
  return kind == Reduction.SUM ? f32x4.add(a, b) : kind == Reduction.MAX ? f32x4.max(a, b) : f32x4.min(a, b);
}

/** y[row] = scale * reduction of the row. */
export function reduce(p: usize, tid: i32, threads: i32): void {
  const x = <usize>load<u32>(p, Reduce.X);
  const y = <usize>load<u32>(p, Reduce.Y);
  const rows = load<i32>(p, Reduce.ROWS);
  const length = load<i32>(p, Reduce.LENGTH);
  const kind = load<i32>(p, Reduce.KIND);
  const scale = load<f32>(p, Reduce.SCALE);
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    const from = x + ((<usize>(r * length)) << 2);
    store<f32>(y + ((<usize>r) << 2), scale * reduceRow(from, length, kind));
  }
}

function reduceRow(from: usize, length: i32, kind: i32): f32 {
  if (kind == Reduction.SUM) {
    let total: f64 = 0;
    let i = 0;
    for (; i + 4 <= length;) {
      const stop = min<i32>(length & ~3, i + 256);
      let acc = f32x4.splat(0);
      for (; i < stop; i += 4) acc = f32x4.add(acc, v128.load(from + ((<usize>i) << 2)));
      total += <f64>sum4(acc);
    }
    for (; i < length; i++) total += <f64>load<f32>(from + ((<usize>i) << 2));
    return <f32>total;
  }
  let best = load<f32>(from);
  for (let i = 1; i < length; i++) {
    const v = load<f32>(from + ((<usize>i) << 2));
    best = kind == Reduction.MAX ? max<f32>(best, v) : min<f32>(best, v);
  }
  return best;
}

/** x is [outer, length, inner], y [outer, inner]. */
export function reduceMiddle(p: usize, tid: i32, threads: i32): void {
  const x = <usize>load<u32>(p, ReduceMiddle.X);
  const y = <usize>load<u32>(p, ReduceMiddle.Y);
  const outer = load<i32>(p, ReduceMiddle.OUTER);
  const length = load<i32>(p, ReduceMiddle.LENGTH);
  const inner = load<i32>(p, ReduceMiddle.INNER);
  const kind = load<i32>(p, ReduceMiddle.KIND);
  const scale = load<f32>(p, ReduceMiddle.SCALE);
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
  const row = (<usize>inner) << 2;
  for (let o = o0; o < o1; o++) {
    const from = x + <usize>(o * length) * row;
    const to = y + <usize>o * row;
    let c = c0;
    for (; c + 8 <= c1; c += 8) {
      let f = from + ((<usize>c) << 2);
      let totalA = v128.load(f);
      let totalB = v128.load(f, 16);
      f += row;
      for (let i = 1; i < length;) {
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
      v128.store(to + ((<usize>c) << 2), f32x4.mul(totalA, f32x4.splat(scale)));
      v128.store(to + ((<usize>c) << 2), f32x4.mul(totalB, f32x4.splat(scale)), 16);
    }
    for (; c < c1; c++) {
      let f = from + ((<usize>c) << 2);
      let total = load<f32>(f);
      f += row;
      for (let i = 1; i < length;) {
        const stop = min<i32>(length, i + 64);
        let a = load<f32>(f);
        f += row;
        for (i++; i < stop; i++) {
          const v = load<f32>(f);
          a = kind == Reduction.SUM ? a + v : kind == Reduction.MAX ? max<f32>(a, v) : min<f32>(a, v);
          f += row;
        }
        total = kind == Reduction.SUM ? total + a : kind == Reduction.MAX ? max<f32>(total, a) : min<f32>(total, a);
      }
      store<f32>(to + ((<usize>c) << 2), total * scale);
    }
  }
}

/** Softmax of each row, or its logarithm. */
export function softmax(p: usize, tid: i32, threads: i32): void {
  const rows = load<i32>(p, Softmax.ROWS);
  const length = load<i32>(p, Softmax.LENGTH);
  const isLog = load<i32>(p, Softmax.IS_LOG) != 0;
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    const x = load<u32>(p, Softmax.X) + ((<usize>(r * length)) << 2);
    const y = load<u32>(p, Softmax.Y) + ((<usize>(r * length)) << 2);
    const whole = (<usize>(length & ~3)) << 2;
    const bytes = (<usize>length) << 2;
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

/** The first maximum of each row, as int32. */
export function argMaxLast(p: usize, tid: i32, threads: i32): void {
  const rows = load<i32>(p, ArgMax.ROWS);
  const length = load<i32>(p, ArgMax.LENGTH);
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    const x = load<u32>(p, ArgMax.X) + ((<usize>(r * length)) << 2);
    let at = 0;
    let best = load<f32>(x);
    for (let i = 1; i < length; i++) {
      const v = load<f32>(x + ((<usize>i) << 2));
      if (v > best) {
        best = v;
        at = i;
      }
    }
    store<i32>(load<u32>(p, ArgMax.Y) + ((<usize>r) << 2), at);
  }
}
