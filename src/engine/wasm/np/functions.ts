/**
 * @file Elementary functions for `np`: exp and log in two double lanes (to about one unit in the last place), exp, log, tanh,
 * sin and cos in four float lanes. Reductions and coefficients after Cephes (Moshier); the double exp is its Taylor series,
 * whose 14th term is below half a unit on |r| <= ln 2 / 2.
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
const F = memory.data<f32>([
  -104,
  89,
  1.44269504088896341,
  -0.693359375,
  2.1219444e-4,
  1.98756915e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
  1,
  1.17549435e-38,
  33554432,
  0.707106781186547524,
  7.0376836292e-2,
  -1.151461031e-1,
  1.167699874e-1,
  -1.2420140846e-1,
  1.4249322787e-1,
  -1.6668057665e-1,
  2.0000714765e-1,
  -2.4999993993e-1,
  3.3333331174e-1,
  -2.1219444e-4,
  -0.5,
  0.693359375,
  Infinity,
  -5.70498872745e-3,
  2.06390887954e-2,
  -5.37397155531e-2,
  1.33314422036e-1,
  -3.33332819422e-1,
  2,
  0.625,
  0.636619772367581343,
  -1.5703125,
  -4.837512969970703125e-4,
  -7.54978995489188216e-8,
  2.443315711809948e-5,
  -1.388731625493765e-3,
  4.166664568298827e-2,
  0.5,
  -1.9515295891e-4,
  8.3321608736e-3,
  -1.6666654611e-1,
  8388735,
]);

/** a * b + c, fused where the machine can. */
@inline
function fused(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c);
}
@inline
function fused32(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c);
}

/** e^x for two doubles. */
@inline
export function exp2d(x: v128): v128 {
  const bounded = f64x2.pmin(f64x2.pmax(x, v128.load64_splat(D + 0)), v128.load64_splat(D + 8));
  const n = f64x2.nearest(f64x2.mul(bounded, v128.load64_splat(D + 16)));
  let r = f64x2.sub(bounded, f64x2.mul(n, v128.load64_splat(D + 24)));
  r = f64x2.sub(r, f64x2.mul(n, v128.load64_splat(D + 32)));
  let p = v128.load64_splat(D + 40);
  p = fused(p, r, v128.load64_splat(D + 48));
  p = fused(p, r, v128.load64_splat(D + 56));
  p = fused(p, r, v128.load64_splat(D + 64));
  p = fused(p, r, v128.load64_splat(D + 72));
  p = fused(p, r, v128.load64_splat(D + 80));
  p = fused(p, r, v128.load64_splat(D + 88));
  p = fused(p, r, v128.load64_splat(D + 96));
  p = fused(p, r, v128.load64_splat(D + 104));
  p = fused(p, r, v128.load64_splat(D + 112));
  p = fused(p, r, v128.load64_splat(D + 120));
  p = fused(p, r, f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(f64x2.mul(r, r), p), r);
  p = f64x2.add(p, v128.load64_splat(D + 128));
  // 2^n in two factors, so that results next to the limits neither overflow early nor lose denormals. A whole number
  // added to 2^52 + 1023 stands in the lowest bits, biased, ready to be moved into the exponent.
  const half = f64x2.nearest(f64x2.mul(n, f64x2.splat(0.5)));
  const magic = v128.load64_splat(D + 296);
  p = f64x2.mul(p, i64x2.shl(f64x2.add(half, magic), 52));
  p = f64x2.mul(p, i64x2.shl(f64x2.add(f64x2.sub(n, half), magic), 52));
  return v128.bitselect(p, x, f64x2.eq(x, x));
}

/** The natural logarithm of two doubles. */
@inline
export function log2d(x: v128): v128 {
  const tiny = f64x2.lt(x, v128.load64_splat(D + 144));
  const scaled = v128.bitselect(f64x2.mul(x, v128.load64_splat(D + 152)), x, tiny);
  let m = v128.or(v128.and(scaled, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe0000000000000));
  const low = f64x2.lt(m, f64x2.splat(0.7071067811865475244));
  // The exponent as a double: its bits under those of 2^52, less 2^52 and the bias.
  let fe = f64x2.sub(v128.or(i64x2.shr_u(scaled, 52), i64x2.splat(0x4330000000000000)), v128.load64_splat(D + 304));
  fe = f64x2.sub(fe, v128.and(tiny, f64x2.splat(54)));
  fe = f64x2.sub(fe, v128.and(low, f64x2.splat(1)));
  m = f64x2.sub(f64x2.add(m, v128.and(low, m)), v128.load64_splat(D + 128));
  const z = f64x2.mul(m, m);
  let p = v128.load64_splat(D + 176);
  p = fused(p, m, v128.load64_splat(D + 184));
  p = fused(p, m, v128.load64_splat(D + 192));
  p = fused(p, m, v128.load64_splat(D + 200));
  p = fused(p, m, v128.load64_splat(D + 208));
  p = fused(p, m, v128.load64_splat(D + 216));
  let q = f64x2.add(m, v128.load64_splat(D + 224));
  q = fused(q, m, v128.load64_splat(D + 232));
  q = fused(q, m, v128.load64_splat(D + 240));
  q = fused(q, m, v128.load64_splat(D + 248));
  q = fused(q, m, v128.load64_splat(D + 256));
  let y = f64x2.mul(m, f64x2.div(f64x2.mul(z, p), q));
  y = f64x2.sub(y, f64x2.mul(fe, v128.load64_splat(D + 264)));
  y = f64x2.sub(y, f64x2.mul(z, f64x2.splat(0.5)));
  let r = f64x2.add(f64x2.add(m, y), f64x2.mul(fe, f64x2.splat(0.693359375)));
  const zero = f64x2.splat(0);
  r = v128.bitselect(v128.load64_splat(D + 272), r, f64x2.eq(x, v128.load64_splat(D + 272)));
  r = v128.bitselect(v128.load64_splat(D + 280), r, f64x2.eq(x, zero));
  // Negative or NaN: NaN.
  return v128.bitselect(r, v128.load64_splat(D + 288), f64x2.ge(x, zero));
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
  const one = v128.load64_splat(D + 128);
  const e = exp2d(f64x2.add(size, size));
  const far = v128.or(f64x2.sub(one, f64x2.div(f64x2.splat(2), f64x2.add(e, one))), sign);
  return v128.bitselect(near, far, f64x2.lt(size, v128.load64_splat(T + 48)));
}

/** e^x for four floats. */
@inline
export function exp4f(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, v128.load32_splat(F + 0)), v128.load32_splat(F + 4));
  const n = f32x4.nearest(f32x4.mul(bounded, v128.load32_splat(F + 8)));
  let r = fused32(n, v128.load32_splat(F + 12), bounded);
  r = fused32(n, v128.load32_splat(F + 16), r);
  let p = v128.load32_splat(F + 20);
  p = fused32(p, r, v128.load32_splat(F + 24));
  p = fused32(p, r, v128.load32_splat(F + 28));
  p = fused32(p, r, v128.load32_splat(F + 32));
  p = fused32(p, r, v128.load32_splat(F + 36));
  p = fused32(p, r, v128.load32_splat(F + 40));
  p = f32x4.add(fused32(f32x4.mul(r, r), p, r), v128.load32_splat(F + 44));
  const half = f32x4.nearest(f32x4.mul(n, f32x4.splat(0.5)));
  const magic = v128.load32_splat(F + 184);
  p = f32x4.mul(p, i32x4.shl(f32x4.add(half, magic), 23));
  p = f32x4.mul(p, i32x4.shl(f32x4.add(f32x4.sub(n, half), magic), 23));
  return v128.bitselect(p, x, f32x4.eq(x, x));
}

/** The natural logarithm of four floats. */
@inline
export function log4f(x: v128): v128 {
  const tiny = f32x4.lt(x, v128.load32_splat(F + 48));
  const scaled = v128.bitselect(f32x4.mul(x, v128.load32_splat(F + 52)), x, tiny);
  let e = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  e = i32x4.sub(e, v128.and(tiny, i32x4.splat(25)));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, v128.load32_splat(F + 56));
  e = i32x4.add(e, low);
  m = f32x4.sub(f32x4.add(m, v128.and(low, m)), v128.load32_splat(F + 44));
  const z = f32x4.mul(m, m);
  let p = v128.load32_splat(F + 60);
  p = fused32(p, m, v128.load32_splat(F + 64));
  p = fused32(p, m, v128.load32_splat(F + 68));
  p = fused32(p, m, v128.load32_splat(F + 72));
  p = fused32(p, m, v128.load32_splat(F + 76));
  p = fused32(p, m, v128.load32_splat(F + 80));
  p = fused32(p, m, v128.load32_splat(F + 84));
  p = fused32(p, m, v128.load32_splat(F + 88));
  p = fused32(p, m, v128.load32_splat(F + 92));
  p = f32x4.mul(f32x4.mul(p, m), z);
  const fe = f32x4.convert_i32x4_s(e);
  p = fused32(fe, v128.load32_splat(F + 96), p);
  p = fused32(z, v128.load32_splat(F + 100), p);
  let r = fused32(fe, v128.load32_splat(F + 104), f32x4.add(m, p));
  const zero = f32x4.splat(0);
  const inf = v128.load32_splat(F + 108);
  r = v128.bitselect(inf, r, f32x4.eq(x, inf));
  r = v128.bitselect(f32x4.neg(inf), r, f32x4.eq(x, zero));
  // Negative or NaN: NaN.
  return v128.or(r, v128.not(f32x4.ge(x, zero)));
}

/** tanh: odd polynomial near 0, else 1 - 2 / (e^2|x| + 1) with the sign of x. */
@inline
export function tanh4f(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let s = v128.load32_splat(F + 112);
  s = fused32(s, z, v128.load32_splat(F + 116));
  s = fused32(s, z, v128.load32_splat(F + 120));
  s = fused32(s, z, v128.load32_splat(F + 124));
  s = fused32(s, z, v128.load32_splat(F + 128));
  s = fused32(f32x4.mul(s, z), x, x);
  const e = exp4f(f32x4.add(size, size));
  const big = f32x4.sub(
    v128.load32_splat(F + 44),
    f32x4.div(v128.load32_splat(F + 132), f32x4.add(e, v128.load32_splat(F + 44))),
  );
  const signed = v128.or(big, v128.and(x, i32x4.splat(0x80000000)));
  // The polynomial loses the sign of -0.
  s = v128.or(s, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(s, signed, f32x4.lt(size, v128.load32_splat(F + 136)));
}

/** Quarter turns and the angle left, |r| <= π/4, in three steps (good for |x| < 8192). */
@inline
function sine(x: v128, shift: i32): v128 {
  const n = f32x4.nearest(f32x4.mul(x, v128.load32_splat(F + 140)));
  const q = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(shift));
  let r = fused32(n, v128.load32_splat(F + 144), x);
  r = fused32(n, v128.load32_splat(F + 148), r);
  r = fused32(n, v128.load32_splat(F + 152), r);
  const z = f32x4.mul(r, r);
  let c = v128.load32_splat(F + 156);
  c = fused32(c, z, v128.load32_splat(F + 160));
  c = fused32(c, z, v128.load32_splat(F + 164));
  c = f32x4.mul(f32x4.mul(c, z), z);
  c = f32x4.add(f32x4.sub(c, f32x4.mul(z, v128.load32_splat(F + 168))), v128.load32_splat(F + 44));
  let s = v128.load32_splat(F + 172);
  s = fused32(s, z, v128.load32_splat(F + 176));
  s = fused32(s, z, v128.load32_splat(F + 180));
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
