/**
 * @file Four-lane elementary functions: exp, log, tanh, sigmoid to a few units in the last place of float32, with infinities
 * and NaN as in Math. Polynomials from Cephes (Moshier), single precision. All inline, as every function that takes or gives a
 * vector must be: where a call of one is left V8 ends the process when it joins the call with its neighbour (vectors.test.ts).
 */
import { madd } from '../shared/simd';

/** e^x. */
@inline
export function exp4(x: v128): v128 {
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(-104)), f32x4.splat(89));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = madd<f32>(p, r, f32x4.splat(1.3981999507e-3));
  p = madd<f32>(p, r, f32x4.splat(8.3334519073e-3));
  p = madd<f32>(p, r, f32x4.splat(4.1665795894e-2));
  p = madd<f32>(p, r, f32x4.splat(1.6666665459e-1));
  p = madd<f32>(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(madd<f32>(f32x4.mul(r, r), p, r), f32x4.splat(1));
  // 2^n in two factors, so that results next to the limits neither overflow early nor lose denormals.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  const rest = i32x4.sub(whole, half);
  const one = i32x4.splat(127);
  p = f32x4.mul(p, i32x4.shl(i32x4.add(half, one), 23));
  return f32x4.mul(p, i32x4.shl(i32x4.add(rest, one), 23));
}

/** The natural logarithm. */
@inline
export function log4(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(33554432)), x, tiny);
  let e = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  e = i32x4.sub(e, v128.and(tiny, i32x4.splat(25)));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, f32x4.splat(0.707106781186547524));
  e = i32x4.add(e, low);
  m = f32x4.sub(f32x4.add(m, v128.and(low, m)), f32x4.splat(1));
  const z = f32x4.mul(m, m);
  let p = f32x4.splat(7.0376836292e-2);
  p = madd<f32>(p, m, f32x4.splat(-1.151461031e-1));
  p = madd<f32>(p, m, f32x4.splat(1.167699874e-1));
  p = madd<f32>(p, m, f32x4.splat(-1.2420140846e-1));
  p = madd<f32>(p, m, f32x4.splat(1.4249322787e-1));
  p = madd<f32>(p, m, f32x4.splat(-1.6668057665e-1));
  p = madd<f32>(p, m, f32x4.splat(2.0000714765e-1));
  p = madd<f32>(p, m, f32x4.splat(-2.4999993993e-1));
  p = madd<f32>(p, m, f32x4.splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, m), z);
  const fe = f32x4.convert_i32x4_s(e);
  p = madd<f32>(fe, f32x4.splat(-2.1219444e-4), p);
  p = madd<f32>(f32x4.splat(-0.5), z, p);
  let r = madd<f32>(fe, f32x4.splat(0.693359375), f32x4.add(m, p));
  const inf = f32x4.splat(Infinity);
  const zero = f32x4.splat(0);
  r = v128.bitselect(inf, r, f32x4.eq(x, inf));
  r = v128.bitselect(f32x4.splat(-Infinity), r, f32x4.eq(x, zero));
  // Negative or NaN: NaN.
  return v128.bitselect(r, f32x4.splat(NaN), f32x4.ge(x, zero));
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** The hyperbolic tangent. */
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const e = exp4(f32x4.add(size, size));
  let far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  far = v128.or(far, v128.and(x, f32x4.splat(-0.0)));
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = madd<f32>(p, z, f32x4.splat(2.06390887954e-2));
  p = madd<f32>(p, z, f32x4.splat(-5.37397155531e-2));
  p = madd<f32>(p, z, f32x4.splat(1.33314422036e-1));
  p = madd<f32>(p, z, f32x4.splat(-3.33332819422e-1));
  const near = madd<f32>(f32x4.mul(p, z), x, x);
  return v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.625)));
}

/** -1, 0 or 1; zero and NaN stay what they are. */
@inline
export function sign4(v: v128): v128 {
  const zero = f32x4.splat(0);
  const above = f32x4.gt(v, zero);
  const below = f32x4.lt(v, zero);
  const sign = v128.or(v128.and(above, f32x4.splat(1)), v128.and(below, f32x4.splat(-1)));
  return v128.bitselect(sign, v, v128.or(above, below));
}

/** Mixes 32 bits (the same as `mix32` of graph/random-bits.ts). */
@inline
export function mix(x: u32): u32 {
  x = (x ^ (x >> 16)) * 0x21f0aaad;
  x = (x ^ (x >> 15)) * 0x735a2d97;
  return x ^ (x >> 15);
}

/** `mix` on four lanes. */
@inline
export function mix4(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x21f0aaad));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x735a2d97));
  return v128.xor(x, i32x4.shr_u(x, 15));
}
