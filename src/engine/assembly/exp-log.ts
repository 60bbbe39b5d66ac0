/**
 * @file The loops of exp and log. Groups of elements without special cases (the rule) take a short way: tables of
 * 2^(i/128) and of (1/c, log c) in doubles (filled by ../elements.ts) with Taylor's series for the rest, polynomials in floats. Groups with zeros, infinities, NaN, denormals or huge values go through functions64.ts.
 * Constants are read once before the loop, since V8 builds a vector constant anew at every use.
 */
import { exp2d, exp4f, log2d, log4f } from './functions64';

/** Where ../elements.ts puts 128 pairs (1/c, log c), and the bits of 2^(i/128) less i << 45. */
const LOGS: usize = 32768;
const POWERS: usize = 34816;

const D = memory.data<f64>([2.2250738585072014e-308, 1.7976931348623157e308, 4503599627371520, -1, 0.6931471805598903, 5.497923018708371e-14, -0.5, 0.3333333333333333, -0.25, 0.2, -0.16666666666666666, 184.6649652337873, 6755399441055744, -0.005415212346633780, -1.4907929134926467e-12, 0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333, 700, 0.14285714285714285, -0.125]);
const F = memory.data<f32>([1.17549435e-38, 3.40282347e38, 1, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -2.12194440e-4, -0.5, 0.693359375, 87, 1.44269504088896341, 12583039, -0.693359375, 2.12194440e-4, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1]);

@inline function d(k: i32): v128 { return v128.load64_splat(D + (k << 3)); }
@inline function f(k: i32): v128 { return v128.load32_splat(F + (k << 2)); }
@inline function fused(a: v128, b: v128, c: v128): v128 { return f64x2.relaxed_madd(a, b, c); }
@inline function fused32(a: v128, b: v128, c: v128): v128 { return f32x4.relaxed_madd(a, b, c); }

/** Whether multiply-add rounds once: (1 + 2^-30)(1 - 2^-30) - 1 is not 0 then. */
function rounds_once(): bool {
  const x = f64x2.splat(9.313225746154785e-10);
  const one = f64x2.splat(1);
  return f64x2.extract_lane(fused(f64x2.add(one, x), f64x2.sub(one, x), f64x2.splat(-1)), 0) != 0;
}

export function log_f64(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 3);
  // Without fusing, z / c - 1 would lose the digits that matter near 1.
  const quick = rounds_once();
  const least = d(0);
  const most = d(1);
  const bias = d(2);
  const minus = d(3);
  const ln2hi = d(4);
  const ln2lo = d(5);
  const a0 = d(6);
  const a1 = d(7);
  const a2 = d(8);
  const a3 = d(9);
  const a4 = d(10);
  const a5 = d(20);
  const a6 = d(21);
  const off = i64x2.splat(0x3fe6000000000000 - 0x4000000000000000);
  const start = i64x2.splat(0x3fe6000000000000);
  const fraction = i64x2.splat(0x000fffffffffffff);
  const magic = i64x2.splat(0x4330000000000000);
  for (; a < end; a += 16, o += 16) {
    const x = v128.load(a);
    if (!quick || !i64x2.all_true(v128.and(f64x2.ge(x, least), f64x2.le(x, most)))) {
      v128.store(o, log2d(x));
      continue;
    }
    // x = 2^k z with z in [0.6875, 1.375); bits 45 to 51 of t tell the subinterval, the upper ones k + 1024.
    const t = i64x2.sub(x, off);
    const e0 = v128.load(LOGS + (<usize>(i64x2.extract_lane(t, 0) >> 41) & 0x7f0));
    const e1 = v128.load(LOGS + (<usize>(i64x2.extract_lane(t, 1) >> 41) & 0x7f0));
    const invc = v128.shuffle<i64>(e0, e1, 0, 2);
    const logc = v128.shuffle<i64>(e0, e1, 1, 3);
    const k = f64x2.sub(v128.or(i64x2.shr_u(t, 52), magic), bias);
    const z = i64x2.add(v128.and(t, fraction), start);
    const r = fused(z, invc, minus);
    const w = fused(k, ln2hi, logc);
    const hi = f64x2.add(w, r);
    const lo = fused(k, ln2lo, f64x2.add(f64x2.sub(w, hi), r));
    const r2 = f64x2.mul(r, r);
    const p = fused(r2, fused(r2, fused(r, a6, a5), fused(r, a4, a3)), fused(r, a2, a1));
    v128.store(o, f64x2.add(fused(f64x2.mul(r, r2), p, fused(r2, a0, lo)), hi));
  }
}

export function exp_f64(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 3);
  const scale = d(11);
  const magic = d(12);
  const ln2hi = d(13);
  const ln2lo = d(14);
  const c2 = d(15);
  const c3 = d(16);
  const c4 = d(17);
  const c5 = d(18);
  const far = d(19);
  for (; a < end; a += 16, o += 16) {
    const x = v128.load(a);
    if (!i64x2.all_true(f64x2.lt(f64x2.abs(x), far))) {
      v128.store(o, exp2d(x));
      continue;
    }
    // x = k ln2 / 128 + r; k stands in the lowest bits of its sum with a large number.
    const bits = f64x2.add(f64x2.mul(x, scale), magic);
    const k = f64x2.sub(bits, magic);
    const r = fused(k, ln2lo, fused(k, ln2hi, x));
    const s0 = v128.load64_zero(POWERS + (<usize>(i64x2.extract_lane(bits, 0) << 3) & 0x3f8));
    const s = v128.load64_lane(POWERS + (<usize>(i64x2.extract_lane(bits, 1) << 3) & 0x3f8), s0, 1);
    const power = i64x2.add(s, i64x2.shl(bits, 45));
    const r2 = f64x2.mul(r, r);
    const p = fused(r2, fused(r2, fused(r, c5, c4), fused(r, c3, c2)), r);
    v128.store(o, fused(power, p, power));
  }
}

export function log_f32(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 2);
  const least = f(0);
  const most = f(1);
  const one = f(2);
  const p0 = f(3);
  const p1 = f(4);
  const p2 = f(5);
  const p3 = f(6);
  const p4 = f(7);
  const p5 = f(8);
  const p6 = f(9);
  const p7 = f(10);
  const p8 = f(11);
  const low = f(12);
  const half = f(13);
  const high = f(14);
  const root = i32x4.splat(0x3f3504f3);
  const upper = i32x4.splat(0xff800000);
  for (; a < end; a += 16, o += 16) {
    const x = v128.load(a);
    if (!i32x4.all_true(v128.and(f32x4.ge(x, least), f32x4.le(x, most)))) {
      v128.store(o, log4f(x));
      continue;
    }
    // x = 2^e (1 + m) with 1 + m from the root of 1/2 to the root of 2.
    const t = i32x4.sub(x, root);
    const e = f32x4.convert_i32x4_s(i32x4.shr_s(t, 23));
    const m = f32x4.sub(i32x4.sub(x, v128.and(t, upper)), one);
    const z = f32x4.mul(m, m);
    let p = fused32(p0, m, p1);
    p = fused32(p, m, p2);
    p = fused32(p, m, p3);
    p = fused32(p, m, p4);
    p = fused32(p, m, p5);
    p = fused32(p, m, p6);
    p = fused32(p, m, p7);
    p = fused32(p, m, p8);
    p = fused32(f32x4.mul(z, m), p, f32x4.mul(e, low));
    p = fused32(z, half, p);
    v128.store(o, fused32(e, high, f32x4.add(m, p)));
  }
}

export function exp_f32(a: usize, o: usize, n: i32): void {
  const end = a + (<usize>n << 2);
  const one = f(2);
  const far = f(15);
  const scale = f(16);
  const magic = f(17);
  const high = f(18);
  const low = f(19);
  const p0 = f(20);
  const p1 = f(21);
  const p2 = f(22);
  const p3 = f(23);
  const p4 = f(24);
  const p5 = f(25);
  for (; a < end; a += 16, o += 16) {
    const x = v128.load(a);
    if (!i32x4.all_true(f32x4.lt(f32x4.abs(x), far))) {
      v128.store(o, exp4f(x));
      continue;
    }
    // The sum with a large number has k + 127 in its lowest bits.
    const bits = f32x4.add(f32x4.mul(x, scale), magic);
    const k = f32x4.sub(bits, magic);
    const r = fused32(k, low, fused32(k, high, x));
    let p = fused32(p0, r, p1);
    p = fused32(p, r, p2);
    p = fused32(p, r, p3);
    p = fused32(p, r, p4);
    p = fused32(p, r, p5);
    p = f32x4.add(fused32(f32x4.mul(r, r), p, r), one);
    v128.store(o, f32x4.mul(p, i32x4.shl(bits, 23)));
  }
}
