/**
 * @file exp, log and tanh of `np` in two double lanes, to about one unit in the last place, with special values. Reductions and
 * coefficients after Cephes (Moshier); exp is its Taylor series, whose 14th term is below half a unit on |r| <= ln 2 / 2.
 * Constants come from tables in memory: V8 builds a vector constant anew at every use, a load costs nothing beside it.
 */

const D = memory.data<f64>([
  -750,
  710,
  1.4426950408889634,
  6.93145751953125e-1,
  1.42860682030941723212e-6,
  1.6059043836821613e-10,
  2.08767569878681e-9,
  2.505210838544172e-8,
  2.755731922398589e-7,
  2.7557319223985893e-6,
  2.48015873015873e-5,
  1.984126984126984e-4,
  1.3888888888888889e-3,
  8.333333333333333e-3,
  4.1666666666666664e-2,
  1.6666666666666666e-1,
  1,
  1023,
  2.2250738585072014e-308,
  18014398509481984,
  1022,
  54,
  1.01875663804580931796e-4,
  4.97494994976747001425e-1,
  4.70579119878881725854,
  1.44989225341610930846e1,
  1.79368678507819816313e1,
  7.70838733755885391666,
  1.1287358718916745059e1,
  4.52279145837532221105e1,
  8.29875266912776603211e1,
  7.11544750618563894466e1,
  2.31251620126765340583e1,
  2.121944400546905827679e-4,
  Infinity,
  -Infinity,
  NaN,
  4503599627371519,
  4503599627371518,
]);
@inline
function d(k: i32): v128 {
  return v128.load64_splat(D + (k << 3));
}

/** a * b + c, fused where the machine can. */
@inline
function fused(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c);
}
/** e^x for two doubles. */
@inline
export function exp2d(x: v128): v128 {
  const bounded = f64x2.pmin(f64x2.pmax(x, d(0)), d(1));
  const n = f64x2.nearest(f64x2.mul(bounded, d(2)));
  let r = f64x2.sub(bounded, f64x2.mul(n, d(3)));
  r = f64x2.sub(r, f64x2.mul(n, d(4)));
  let p = d(5);
  p = fused(p, r, d(6));
  p = fused(p, r, d(7));
  p = fused(p, r, d(8));
  p = fused(p, r, d(9));
  p = fused(p, r, d(10));
  p = fused(p, r, d(11));
  p = fused(p, r, d(12));
  p = fused(p, r, d(13));
  p = fused(p, r, d(14));
  p = fused(p, r, d(15));
  p = fused(p, r, f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(f64x2.mul(r, r), p), r);
  p = f64x2.add(p, d(16));
  // 2^n in two factors, so that results next to the limits neither overflow early nor lose denormals. A whole number
  // added to 2^52 + 1023 stands in the lowest bits, biased, ready to be moved into the exponent.
  const half = f64x2.nearest(f64x2.mul(n, f64x2.splat(0.5)));
  const magic = d(37);
  p = f64x2.mul(p, i64x2.shl(f64x2.add(half, magic), 52));
  p = f64x2.mul(p, i64x2.shl(f64x2.add(f64x2.sub(n, half), magic), 52));
  return v128.bitselect(p, x, f64x2.eq(x, x));
}

/** The natural logarithm of two doubles. */
@inline
export function log2d(x: v128): v128 {
  const tiny = f64x2.lt(x, d(18));
  const scaled = v128.bitselect(f64x2.mul(x, d(19)), x, tiny);
  let m = v128.or(v128.and(scaled, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe0000000000000));
  const low = f64x2.lt(m, f64x2.splat(0.7071067811865475244));
  // The exponent as a double: its bits under those of 2^52, less 2^52 and the bias.
  let fe = f64x2.sub(v128.or(i64x2.shr_u(scaled, 52), i64x2.splat(0x4330000000000000)), d(38));
  fe = f64x2.sub(fe, v128.and(tiny, f64x2.splat(54)));
  fe = f64x2.sub(fe, v128.and(low, f64x2.splat(1)));
  m = f64x2.sub(f64x2.add(m, v128.and(low, m)), d(16));
  const z = f64x2.mul(m, m);
  let p = d(22);
  p = fused(p, m, d(23));
  p = fused(p, m, d(24));
  p = fused(p, m, d(25));
  p = fused(p, m, d(26));
  p = fused(p, m, d(27));
  let q = f64x2.add(m, d(28));
  q = fused(q, m, d(29));
  q = fused(q, m, d(30));
  q = fused(q, m, d(31));
  q = fused(q, m, d(32));
  let y = f64x2.mul(m, f64x2.div(f64x2.mul(z, p), q));
  y = f64x2.sub(y, f64x2.mul(fe, d(33)));
  y = f64x2.sub(y, f64x2.mul(z, f64x2.splat(0.5)));
  let r = f64x2.add(f64x2.add(m, y), f64x2.mul(fe, f64x2.splat(0.693359375)));
  const zero = f64x2.splat(0);
  r = v128.bitselect(d(34), r, f64x2.eq(x, d(34)));
  r = v128.bitselect(d(35), r, f64x2.eq(x, zero));
  // Negative or NaN: NaN.
  return v128.bitselect(r, d(36), f64x2.ge(x, zero));
}

const T = memory.data<f64>([
  -9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3, 1.12811678491632931402e2,
  2.23548839060100448583e3, 4.84406305325125486048e3, 0.625,
]);

/** tanh of two doubles (Cephes): a rational function near 0, else 1 - 2 / (e^2|x| + 1) with the sign of x. */
@inline
export function tanh2d(x: v128): v128 {
  const size = f64x2.abs(x);
  const sign = v128.and(x, i64x2.splat(0x8000000000000000));
  const z = f64x2.mul(x, x);
  let p = fused(v128.load64_splat(T), z, v128.load64_splat(T + 8));
  p = fused(p, z, v128.load64_splat(T + 16));
  let q = f64x2.add(z, v128.load64_splat(T + 24));
  q = fused(q, z, v128.load64_splat(T + 32));
  q = fused(q, z, v128.load64_splat(T + 40));
  const near = v128.or(f64x2.add(x, f64x2.mul(f64x2.mul(x, z), f64x2.div(p, q))), sign);
  const one = d(16);
  const e = exp2d(f64x2.add(size, size));
  const far = v128.or(f64x2.sub(one, f64x2.div(f64x2.splat(2), f64x2.add(e, one))), sign);
  return v128.bitselect(near, far, f64x2.lt(size, v128.load64_splat(T + 48)));
}
