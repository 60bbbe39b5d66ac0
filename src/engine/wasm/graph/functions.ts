/**
 * @file Four-lane elementary functions: exp, log, tanh, sigmoid to a few units in the last place of float32, with infinities
 * and NaN as in Math. Polynomials in shared/cephes.ts. All inline, as every function that takes or gives a
 * vector must be: where a call of one is left V8 ends the process when it joins the call with its neighbour (vectors.test.ts).
 */
import {
  E0,
  E1,
  E2,
  E3,
  E4,
  E5,
  L0,
  L1,
  L2,
  L3,
  L4,
  L5,
  L6,
  L7,
  L8,
  T0,
  T1,
  T2,
  T3,
  T4,
  LN2_HIGH,
  LN2_LOW,
  LOG2E,
  TANH_NEAR,
  expNear,
  logOf,
  tanhNear,
} from '../shared/cephes';

/** e^x. */
@inline
export function exp4(x: v128): v128 {
  const bounded = f32x4.min(f32x4.max(x, f32x4.splat(-104)), f32x4.splat(89));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2E)));
  let p = expNear(
    bounded,
    n,
    f32x4.splat(-LN2_HIGH),
    f32x4.splat(-LN2_LOW),
    f32x4.splat(E0),
    f32x4.splat(E1),
    f32x4.splat(E2),
    f32x4.splat(E3),
    f32x4.splat(E4),
    f32x4.splat(E5),
    f32x4.splat(1),
  );
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
  let r = logOf(
    m,
    f32x4.convert_i32x4_s(e),
    f32x4.splat(L0),
    f32x4.splat(L1),
    f32x4.splat(L2),
    f32x4.splat(L3),
    f32x4.splat(L4),
    f32x4.splat(L5),
    f32x4.splat(L6),
    f32x4.splat(L7),
    f32x4.splat(L8),
    f32x4.splat(-0.5),
    f32x4.splat(LN2_HIGH),
    f32x4.splat(LN2_LOW),
  );
  const inf = f32x4.splat(Infinity);
  const zero = f32x4.splat(0);
  r = v128.bitselect(inf, r, f32x4.eq(x, inf));
  r = v128.bitselect(f32x4.splat(-Infinity), r, f32x4.eq(x, zero));
  // Negative or NaN: NaN.
  return v128.bitselect(r, f32x4.splat(NaN), f32x4.ge(x, zero));
}

/** log(1 + x), to the last digits near 0 too: what 1 + x loses in rounding is added back (Kahan). */
@inline
export function log1p4(x: v128): v128 {
  const sum = f32x4.add(x, f32x4.splat(1));
  const lost = f32x4.div(f32x4.sub(x, f32x4.sub(sum, f32x4.splat(1))), sum);
  // At -1 and at infinity there is nothing to add.
  return f32x4.add(log4(sum), v128.and(lost, f32x4.eq(lost, lost)));
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
  const near = tanhNear(x, z, f32x4.splat(T0), f32x4.splat(T1), f32x4.splat(T2), f32x4.splat(T3), f32x4.splat(T4));
  return v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(TANH_NEAR)));
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
