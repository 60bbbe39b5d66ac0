/**
 * @file The loops of exp and log: polynomials and one division in pairs of vectors, which V8 joins to 256 bits. A block with
 * a zero, infinity, NaN, denormal or huge value goes through doubles.ts or floats.ts as a whole. The double log is fdlibm's (Sun
 * Microsystems, e_log.c) without its branches, the double exp a near-minimax polynomial of degree 11 (both below one unit
 * in the last place), the float ones are in shared/cephes.ts.
 * Constants are read once before the loop, since V8 builds a vector constant anew at every use.
 */
import { expNear, logOf } from '../shared/cephes';
import { exp2d, log2d } from './doubles';
import { kept, keptWord } from './kept';
import { EXP, LOG, at, exp4f, log4f } from './floats';

/** Bytes that are looked through for special values at a time. */
const BLOCK: usize = 1024;

const D = memory.data<f64>([
  2.2250738585072014e-308, 1.7976931348623157e308, 4503599627371520, 1, 6.9314718036912381649e-1,
  1.90821492927058770002e-10, 0.5, 2, 6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1,
  2.222219843214978396e-1, 1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1, 700,
  1.4426950408889634, 6755399441055744, -6.9314718036912381649e-1, -1.90821492927058770002e-10, 0.5000000000000001,
  0.16666666666666669, 0.04166666666662416, 0.008333333333330063, 0.0013888888917199863, 0.00019841269863042963,
  2.4801521317484083e-5, 2.7557268476553695e-6, 2.7620078203806394e-7, 2.5100377619606372e-8,
]);
@inline
function d(k: i32): v128 {
  return v128.load64_splat(D + (k << 3));
}
@inline
function fused(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c);
}

/** True when a block had special values, so that a result may be infinite or NaN. */
export function log_f64(a: usize, o: usize, n: i32): bool {
  let isSpecial = false;
  const end = a + ((<usize>n) << 3);
  const least = d(0);
  const most = d(1);
  const bias = d(2);
  const one = d(3);
  const high = d(4);
  const low = d(5);
  const half = d(6);
  const two = d(7);
  const l1 = d(8);
  const l2 = d(9);
  const l3 = d(10);
  const l4 = d(11);
  const l5 = d(12);
  const l6 = d(13);
  const l7 = d(14);
  // x = 2^k z with z from the root of 1/2 to the root of 2; the upper bits of x - off are k + 1024.
  const off = kept(0x3fe6a09e00000000 - 0x4000000000000000);
  const start = kept(0x3fe6a09e00000000);
  const fraction = kept(0x000fffffffffffff);
  const magic = kept(0x4330000000000000);
  while (a < end) {
    const stop = min(a + BLOCK, end);
    let fine = i64x2.splat(-1);
    for (let q = a; q < stop; q += 16) {
      const x = v128.load(q);
      fine = v128.and(fine, v128.and(f64x2.ge(x, least), f64x2.le(x, most)));
    }
    if (!i64x2.all_true(fine)) {
      isSpecial = true;
      for (; a < stop; a += 16, o += 16) v128.store(o, log2d(v128.load(a)));
      continue;
    }
    for (; a < stop; a += 32, o += 32) {
      const x0 = v128.load(a);
      const x1 = v128.load(a, 16);
      const t0 = i64x2.sub(x0, off);
      const t1 = i64x2.sub(x1, off);
      const k0 = f64x2.sub(v128.or(i64x2.shr_u(t0, 52), magic), bias);
      const k1 = f64x2.sub(v128.or(i64x2.shr_u(t1, 52), magic), bias);
      const f0 = f64x2.sub(i64x2.add(v128.and(t0, fraction), start), one);
      const f1 = f64x2.sub(i64x2.add(v128.and(t1, fraction), start), one);
      const s0 = f64x2.div(f0, f64x2.add(two, f0));
      const s1 = f64x2.div(f1, f64x2.add(two, f1));
      const z0 = f64x2.mul(s0, s0);
      const z1 = f64x2.mul(s1, s1);
      const w0 = f64x2.mul(z0, z0);
      const w1 = f64x2.mul(z1, z1);
      const p0 = f64x2.mul(w0, fused(w0, fused(w0, l6, l4), l2));
      const p1 = f64x2.mul(w1, fused(w1, fused(w1, l6, l4), l2));
      const r0 = fused(z0, fused(w0, fused(w0, fused(w0, l7, l5), l3), l1), p0);
      const r1 = fused(z1, fused(w1, fused(w1, fused(w1, l7, l5), l3), l1), p1);
      const h0 = f64x2.mul(half, f64x2.mul(f0, f0));
      const h1 = f64x2.mul(half, f64x2.mul(f1, f1));
      const e0 = fused(s0, f64x2.add(h0, r0), f64x2.mul(k0, low));
      const e1 = fused(s1, f64x2.add(h1, r1), f64x2.mul(k1, low));
      const y0 = f64x2.sub(f64x2.mul(k0, high), f64x2.sub(f64x2.sub(h0, e0), f0));
      const y1 = f64x2.sub(f64x2.mul(k1, high), f64x2.sub(f64x2.sub(h1, e1), f1));
      v128.store(o, y0);
      v128.store(o, y1, 16);
    }
  }
  return isSpecial;
}

/** True when a block had special values, so that a result may be infinite or NaN. */
export function exp_f64(a: usize, o: usize, n: i32): bool {
  let isSpecial = false;
  const end = a + ((<usize>n) << 3);
  const one = d(3);
  const far = d(15);
  const scale = d(16);
  const magic = d(17);
  const high = d(18);
  const low = d(19);
  const c2 = d(20);
  const c3 = d(21);
  const c4 = d(22);
  const c5 = d(23);
  const c6 = d(24);
  const c7 = d(25);
  const c8 = d(26);
  const c9 = d(27);
  const c10 = d(28);
  const c11 = d(29);
  while (a < end) {
    const stop = min(a + BLOCK, end);
    let fine = i64x2.splat(-1);
    for (let q = a; q < stop; q += 16) fine = v128.and(fine, f64x2.lt(f64x2.abs(v128.load(q)), far));
    if (!i64x2.all_true(fine)) {
      isSpecial = true;
      for (; a < stop; a += 16, o += 16) v128.store(o, exp2d(v128.load(a)));
      continue;
    }
    for (; a < stop; a += 32, o += 32) {
      const x0 = v128.load(a);
      const x1 = v128.load(a, 16);
      // x = k ln2 + r; k stands in the lowest bits of its sum with a large number.
      const b0 = fused(x0, scale, magic);
      const b1 = fused(x1, scale, magic);
      const k0 = f64x2.sub(b0, magic);
      const k1 = f64x2.sub(b1, magic);
      const r0 = fused(k0, low, fused(k0, high, x0));
      const r1 = fused(k1, low, fused(k1, high, x1));
      const s0 = f64x2.mul(r0, r0);
      const s1 = f64x2.mul(r1, r1);
      const t0 = f64x2.mul(s0, s0);
      const t1 = f64x2.mul(s1, s1);
      const u0 = fused(s0, fused(r0, c5, c4), fused(r0, c3, c2));
      const u1 = fused(s1, fused(r1, c5, c4), fused(r1, c3, c2));
      const v0 = fused(s0, fused(r0, c9, c8), fused(r0, c7, c6));
      const v1 = fused(s1, fused(r1, c9, c8), fused(r1, c7, c6));
      const w0 = fused(t0, fused(t0, fused(r0, c11, c10), v0), u0);
      const w1 = fused(t1, fused(t1, fused(r1, c11, c10), v1), u1);
      const y0 = f64x2.add(fused(s0, w0, r0), one);
      const y1 = f64x2.add(fused(s1, w1, r1), one);
      const z0 = i64x2.add(y0, i64x2.shl(b0, 52));
      const z1 = i64x2.add(y1, i64x2.shl(b1, 52));
      v128.store(o, z0);
      v128.store(o, z1, 16);
    }
  }
  return isSpecial;
}

/** True when a block had special values, so that a result may be infinite or NaN. */
export function log_f32(a: usize, o: usize, n: i32): bool {
  let isSpecial = false;
  const end = a + ((<usize>n) << 2);
  const l0 = at(LOG, 0);
  const l1 = at(LOG, 1);
  const l2 = at(LOG, 2);
  const l3 = at(LOG, 3);
  const l4 = at(LOG, 4);
  const l5 = at(LOG, 5);
  const l6 = at(LOG, 6);
  const l7 = at(LOG, 7);
  const l8 = at(LOG, 8);
  const half = at(LOG, 9);
  const high = at(LOG, 10);
  const low = at(LOG, 11);
  const one = at(LOG, 12);
  const root = keptWord(0x3f3504f3);
  const upper = keptWord(0xff800000);
  const least = keptWord(0x00800000);
  const range = keptWord(0x7effffff);
  while (a < end) {
    const stop = min(a + BLOCK, end);
    let odd = i32x4.splat(0);
    for (let q = a; q < stop; q += 16) odd = v128.or(odd, i32x4.gt_u(i32x4.sub(v128.load(q), least), range));
    if (v128.any_true(odd)) {
      isSpecial = true;
      for (; a < stop; a += 16, o += 16) v128.store(o, log4f(v128.load(a)));
      continue;
    }
    for (; a < stop; a += 32, o += 32) {
      const x0 = v128.load(a);
      const x1 = v128.load(a, 16);
      // x = 2^e (1 + m) with 1 + m from the root of 1/2 to the root of 2.
      const t0 = i32x4.sub(x0, root);
      const t1 = i32x4.sub(x1, root);
      const e0 = f32x4.convert_i32x4_s(i32x4.shr_s(t0, 23));
      const e1 = f32x4.convert_i32x4_s(i32x4.shr_s(t1, 23));
      const m0 = f32x4.sub(i32x4.sub(x0, v128.and(t0, upper)), one);
      const m1 = f32x4.sub(i32x4.sub(x1, v128.and(t1, upper)), one);
      const q0 = logOf(m0, e0, l0, l1, l2, l3, l4, l5, l6, l7, l8, half, high, low);
      const q1 = logOf(m1, e1, l0, l1, l2, l3, l4, l5, l6, l7, l8, half, high, low);
      v128.store(o, q0);
      v128.store(o, q1, 16);
    }
  }
  return isSpecial;
}

/** True when a block had special values, so that a result may be infinite or NaN. */
export function exp_f32(a: usize, o: usize, n: i32): bool {
  let isSpecial = false;
  const end = a + ((<usize>n) << 2);
  const high = at(EXP, 0);
  const low = at(EXP, 1);
  const p0 = at(EXP, 2);
  const p1 = at(EXP, 3);
  const p2 = at(EXP, 4);
  const p3 = at(EXP, 5);
  const p4 = at(EXP, 6);
  const p5 = at(EXP, 7);
  const one = at(EXP, 8);
  const scale = at(EXP, 9);
  const magic = at(EXP, 13);
  const size = keptWord(0x7fffffff);
  const far = keptWord(0x42ae0000); // 87
  while (a < end) {
    const stop = min(a + BLOCK, end);
    let odd = i32x4.splat(0);
    for (let q = a; q < stop; q += 16) odd = v128.or(odd, i32x4.ge_s(v128.and(v128.load(q), size), far));
    if (v128.any_true(odd)) {
      isSpecial = true;
      for (; a < stop; a += 16, o += 16) v128.store(o, exp4f(v128.load(a)));
      continue;
    }
    for (; a < stop; a += 32, o += 32) {
      const x0 = v128.load(a);
      const x1 = v128.load(a, 16);
      // The sum with a large number has k + 127 in its lowest bits.
      const b0 = f32x4.add(f32x4.mul(x0, scale), magic);
      const b1 = f32x4.add(f32x4.mul(x1, scale), magic);
      const k0 = f32x4.sub(b0, magic);
      const k1 = f32x4.sub(b1, magic);
      let q0 = expNear(x0, k0, high, low, p0, p1, p2, p3, p4, p5, one);
      let q1 = expNear(x1, k1, high, low, p0, p1, p2, p3, p4, p5, one);
      q0 = f32x4.mul(q0, i32x4.shl(b0, 23));
      q1 = f32x4.mul(q1, i32x4.shl(b1, 23));
      v128.store(o, q0);
      v128.store(o, q1, 16);
    }
  }
  return isSpecial;
}
