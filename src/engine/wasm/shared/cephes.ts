/**
 * @file exp, log and tanh of floats near 0 after Cephes (Moshier, single precision): the coefficients, and the polynomials on four
 * lanes. Both programs read the coefficients in their own way (constants in chains; tables or locals in np, since V8 builds a
 * vector constant anew at every use) and treat special values in their own way (lane by lane; block by block).
 */
import { madd } from './simd';

/** 1 / ln 2, and ln 2 in two parts, of which the first has so few bits that whole multiples of it are exact. */
export const LOG2E: f32 = 1.44269504088896341;
export const LN2_HIGH: f32 = 0.693359375;
export const LN2_LOW: f32 = -2.1219444e-4;

/** e^r = 1 + r + r² (E0 r⁵ + … + E5) for |r| <= ln 2 / 2. */
export const E0: f32 = 1.98756915e-4;
export const E1: f32 = 1.3981999507e-3;
export const E2: f32 = 8.3334519073e-3;
export const E3: f32 = 4.1665795894e-2;
export const E4: f32 = 1.6666665459e-1;
export const E5: f32 = 5.0000001201e-1;

/** log(1 + m) = m - m² / 2 + m³ (L0 m⁸ + … + L8) for 1 + m from the root of 1/2 to the root of 2. */
export const L0: f32 = 7.0376836292e-2;
export const L1: f32 = -1.151461031e-1;
export const L2: f32 = 1.167699874e-1;
export const L3: f32 = -1.2420140846e-1;
export const L4: f32 = 1.4249322787e-1;
export const L5: f32 = -1.6668057665e-1;
export const L6: f32 = 2.0000714765e-1;
export const L7: f32 = -2.4999993993e-1;
export const L8: f32 = 3.3333331174e-1;

/** tanh x = x + x³ (T0 x⁸ + … + T4) for |x| < 0.625. */
export const T0: f32 = -5.70498872745e-3;
export const T1: f32 = 2.06390887954e-2;
export const T2: f32 = -5.37397155531e-2;
export const T3: f32 = 1.33314422036e-1;
export const T4: f32 = -3.33332819422e-1;
export const TANH_NEAR: f32 = 0.625;

/** e^(x - n ln 2) for whole n that leave at most ln 2 / 2; `high` and `low` are those of ln 2 with their signs turned. */
@inline
export function expNear(
  x: v128,
  n: v128,
  high: v128,
  low: v128,
  e0: v128,
  e1: v128,
  e2: v128,
  e3: v128,
  e4: v128,
  e5: v128,
  one: v128,
): v128 {
  const r = madd<f32>(n, low, madd<f32>(n, high, x));
  let p = madd<f32>(e0, r, e1);
  p = madd<f32>(p, r, e2);
  p = madd<f32>(p, r, e3);
  p = madd<f32>(p, r, e4);
  p = madd<f32>(p, r, e5);
  return f32x4.add(madd<f32>(f32x4.mul(r, r), p, r), one);
}

/** log(2^e (1 + m)); `half` is -0.5. */
@inline
export function logOf(
  m: v128,
  e: v128,
  l0: v128,
  l1: v128,
  l2: v128,
  l3: v128,
  l4: v128,
  l5: v128,
  l6: v128,
  l7: v128,
  l8: v128,
  half: v128,
  high: v128,
  low: v128,
): v128 {
  const z = f32x4.mul(m, m);
  let p = madd<f32>(l0, m, l1);
  p = madd<f32>(p, m, l2);
  p = madd<f32>(p, m, l3);
  p = madd<f32>(p, m, l4);
  p = madd<f32>(p, m, l5);
  p = madd<f32>(p, m, l6);
  p = madd<f32>(p, m, l7);
  p = madd<f32>(p, m, l8);
  p = madd<f32>(z, half, madd<f32>(f32x4.mul(z, m), p, f32x4.mul(e, low)));
  return madd<f32>(e, high, f32x4.add(m, p));
}

/** tanh x for |x| < 0.625; z is x². */
@inline
export function tanhNear(x: v128, z: v128, t0: v128, t1: v128, t2: v128, t3: v128, t4: v128): v128 {
  let p = madd<f32>(t0, z, t1);
  p = madd<f32>(p, z, t2);
  p = madd<f32>(p, z, t3);
  p = madd<f32>(p, z, t4);
  return madd<f32>(f32x4.mul(p, z), x, x);
}
