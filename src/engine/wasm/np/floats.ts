/**
 * @file exp, log, tanh, sin and cos of `np` in four float lanes, with special values; polynomials in shared/cephes.ts.
 * Constants come from tables in memory: V8 builds a vector constant anew at every use, a load costs nothing beside it.
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
  LN2_HIGH,
  LN2_LOW,
  LOG2E,
  T0,
  T1,
  T2,
  T3,
  T4,
  TANH_NEAR,
  expNear,
  logOf,
  tanhNear,
} from '../shared/cephes';
import { madd } from '../shared/simd';

/**
 * ln 2 in two parts with their signs turned, the polynomial, 1, 1 / ln 2; the bounds and 2^23 with the bias (exp4f),
 * 3 · 2^22 with the bias (exp_f32).
 */
export const EXP = memory.data<f32>([
  -LN2_HIGH,
  -LN2_LOW,
  E0,
  E1,
  E2,
  E3,
  E4,
  E5,
  1,
  LOG2E,
  -104,
  89,
  8388735,
  12583039,
]);
/** The polynomial, -1/2, ln 2 in two parts, 1; the least normal number, 2^25, the root of 1/2, infinity (log4f). */
export const LOG = memory.data<f32>([
  L0,
  L1,
  L2,
  L3,
  L4,
  L5,
  L6,
  L7,
  L8,
  -0.5,
  LN2_HIGH,
  LN2_LOW,
  1,
  1.17549435e-38,
  33554432,
  0.707106781186547524,
  Infinity,
]);
const TANH = memory.data<f32>([T0, T1, T2, T3, T4, 1, 2, TANH_NEAR]);
/** Cephes: 2 / π, -π/2 in three parts, the polynomials of cos and sin. */
const SINE = memory.data<f32>([
  0.636619772367581343, -1.5703125, -4.837512969970703125e-4, -7.54978995489188216e-8, 2.443315711809948e-5,
  -1.388731625493765e-3, 4.166664568298827e-2, 0.5, -1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1,
]);

/** Number k of a table. */
@inline
export function at(table: usize, k: i32): v128 {
  return v128.load32_splat(table + (k << 2));
}

/** e^x. */
@inline
export function exp4f(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, at(EXP, 10)), at(EXP, 11));
  const n = f32x4.nearest(f32x4.mul(bounded, at(EXP, 9)));
  let p = expNear(
    bounded,
    n,
    at(EXP, 0),
    at(EXP, 1),
    at(EXP, 2),
    at(EXP, 3),
    at(EXP, 4),
    at(EXP, 5),
    at(EXP, 6),
    at(EXP, 7),
    at(EXP, 8),
  );
  const half = f32x4.nearest(f32x4.mul(n, f32x4.splat(0.5)));
  const magic = at(EXP, 12);
  p = f32x4.mul(p, i32x4.shl(f32x4.add(half, magic), 23));
  p = f32x4.mul(p, i32x4.shl(f32x4.add(f32x4.sub(n, half), magic), 23));
  return v128.bitselect(p, x, f32x4.eq(x, x));
}

/** The natural logarithm. */
@inline
export function log4f(x: v128): v128 {
  const tiny = f32x4.lt(x, at(LOG, 13));
  const scaled = v128.bitselect(f32x4.mul(x, at(LOG, 14)), x, tiny);
  let e = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  e = i32x4.sub(e, v128.and(tiny, i32x4.splat(25)));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, at(LOG, 15));
  e = i32x4.add(e, low);
  m = f32x4.sub(f32x4.add(m, v128.and(low, m)), at(LOG, 12));
  let r = logOf(
    m,
    f32x4.convert_i32x4_s(e),
    at(LOG, 0),
    at(LOG, 1),
    at(LOG, 2),
    at(LOG, 3),
    at(LOG, 4),
    at(LOG, 5),
    at(LOG, 6),
    at(LOG, 7),
    at(LOG, 8),
    at(LOG, 9),
    at(LOG, 10),
    at(LOG, 11),
  );
  const zero = f32x4.splat(0);
  const inf = at(LOG, 16);
  r = v128.bitselect(inf, r, f32x4.eq(x, inf));
  r = v128.bitselect(f32x4.neg(inf), r, f32x4.eq(x, zero));
  // Negative or NaN: NaN.
  return v128.or(r, v128.not(f32x4.ge(x, zero)));
}

/** tanh: odd polynomial near 0, else 1 - 2 / (e^2|x| + 1) with the sign of x. */
@inline
export function tanh4f(x: v128): v128 {
  const size = f32x4.abs(x);
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const near = tanhNear(x, f32x4.mul(x, x), at(TANH, 0), at(TANH, 1), at(TANH, 2), at(TANH, 3), at(TANH, 4));
  const e = exp4f(f32x4.add(size, size));
  const far = f32x4.sub(at(TANH, 5), f32x4.div(at(TANH, 6), f32x4.add(e, at(TANH, 5))));
  // The polynomial loses the sign of -0.
  return v128.bitselect(v128.or(near, sign), v128.or(far, sign), f32x4.lt(size, at(TANH, 7)));
}

/** Quarter turns and the angle left, |r| <= π/4, in three steps (good for |x| < 8192). */
@inline
function sine(x: v128, shift: i32): v128 {
  const n = f32x4.nearest(f32x4.mul(x, at(SINE, 0)));
  const q = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(shift));
  let r = madd<f32>(n, at(SINE, 1), x);
  r = madd<f32>(n, at(SINE, 2), r);
  r = madd<f32>(n, at(SINE, 3), r);
  const z = f32x4.mul(r, r);
  let c = at(SINE, 4);
  c = madd<f32>(c, z, at(SINE, 5));
  c = madd<f32>(c, z, at(SINE, 6));
  c = f32x4.mul(f32x4.mul(c, z), z);
  c = f32x4.add(f32x4.sub(c, f32x4.mul(z, at(SINE, 7))), at(EXP, 8));
  let s = at(SINE, 8);
  s = madd<f32>(s, z, at(SINE, 9));
  s = madd<f32>(s, z, at(SINE, 10));
  s = f32x4.add(f32x4.mul(f32x4.mul(s, z), r), r);
  const odd = i32x4.eq(v128.and(q, i32x4.splat(1)), i32x4.splat(1));
  const y = v128.bitselect(c, s, odd);
  return v128.xor(y, i32x4.shl(v128.and(q, i32x4.splat(2)), 30));
}

@inline
export function sin4(x: v128): v128 {
  // -0 stays -0.
  return v128.bitselect(x, sine(x, 0), f32x4.eq(x, f32x4.splat(0)));
}
@inline
export function cos4(x: v128): v128 {
  return sine(x, 1);
}
