/**
 * @file The `np` namespace: every public function of this module under NumPy's name in camelCase.
 * A new function has its source file, a sample call in test/array/samples.ts (which shows that it refuses unknown options) and its
 * line in docs/np.md; tests fail where one is forgotten.
 */
export { NDArray as ndarray } from './core/ndarray.ts';
export { fromTyped, toList, toTyped } from './core/typed.ts';
export { zeros, ones, full, arange } from './core/create.ts';
export { array, asarray } from './strings/array.ts';
export { StringArray } from './strings/string-array.ts';
export { reshape } from './core/reshape.ts';
export * from './core/arrays-by-rule.ts';
export * from './core/scalar-types.ts';
export * from './manipulation/element-indices.ts';
export {
  concatenate,
  concatenate as concat,
  stack,
  vstack,
  hstack,
  dstack,
  columnStack,
  split,
  arraySplit,
  vsplit,
  hsplit,
  dsplit,
  append,
  insert,
  deletePlaces as delete,
} from './manipulation/join.ts';
export { pad } from './manipulation/pad.ts';
export { vectorize, applyAlongAxis } from './manipulation/apply.ts';
export { c_, mgrid, ndenumerate, ndindex, ogrid, r_ } from './manipulation/grids.ts';
export * as testing from './testing.ts';
export { slice } from './layout/slice.ts';
export { promoteTypes } from './layout/dtype.ts';
export { resultType } from './ufuncs/ufunc.ts';
export * from './manipulation/axes.ts';
export * from './manipulation/rearrange.ts';
export { transpose as permuteDims } from './manipulation/axes.ts';
export { matmul, dot, vdot, inner, outer, diagonal, trace } from './linalg/products.ts';
export { sum, prod, mean, std, max, min, any, all, countNonzero, variance as var } from './statistics/reduce.ts';
export { max as amax, min as amin } from './statistics/reduce.ts';
export { argmax, argmin, cumsum, cumprod, diff } from './statistics/scan.ts';
export {
  floorDivide,
  remainder,
  remainder as mod,
  fmod,
  power,
  power as pow,
  floatPower,
  maximum,
  minimum,
  fmax,
  fmin,
  arctan2,
  arctan2 as atan2,
  hypot,
  copysign,
  logaddexp,
  heaviside,
  gcd,
  lcm,
} from './ufuncs/arithmetic.ts';
export {
  less,
  lessEqual,
  greater,
  greaterEqual,
  logicalAnd,
  logicalOr,
  logicalXor,
  logicalNot,
  bitwiseAnd,
  bitwiseOr,
  bitwiseXor,
  invert,
  invert as bitwiseNot,
  leftShift,
  rightShift,
} from './ufuncs/logic.ts';
export {
  negative,
  positive,
  sign,
  square,
  reciprocal,
  sqrt,
  cbrt,
  exp,
  exp2,
  expm1,
  log,
  log2,
  log10,
  log1p,
  sin,
  cos,
  tan,
  arcsin,
  arccos,
  arctan,
  arcsin as asin,
  arccos as acos,
  arctan as atan,
  sinh,
  cosh,
  tanh,
  arcsinh,
  arccosh,
  arctanh,
  deg2rad,
  deg2rad as radians,
  rad2deg,
  rad2deg as degrees,
  floor,
  ceil,
  trunc,
  trunc as fix,
  rint,
  isnan,
  isinf,
  isfinite,
  signbit,
} from './ufuncs/math.ts';
export {
  where,
  clip,
  round,
  round as around,
  nanToNum,
  divmod,
  modf,
  isclose,
  allclose,
  arrayEqual,
} from './ufuncs/compound.ts';
export {
  absolute,
  absolute as abs,
  absolute as fabs,
  add,
  angle,
  complex,
  conj,
  conj as conjugate,
  divide,
  divide as trueDivide,
  equal,
  imag,
  iscomplexobj,
  multiply,
  notEqual,
  real,
  subtract,
} from './complex/functions.ts';
export { ComplexArray } from './complex/complex-array.ts';
export { errstate, geterr, geterrcall, seterr, seterrcall } from './ufuncs/floating-state.ts';
export { setPrintoptions, getPrintoptions } from './print/options.ts';

/**
 * A new axis of length 1 in an index: `x.at('...', np.newaxis)`.
 * @ko at에 쓰면 길이 1인 축을 하나 더합니다.
 */
export const newaxis = null;
/** Not a number. */
export const nan = Number.NaN;
/** Infinity. */
export const inf = Number.POSITIVE_INFINITY;
/** π */
export const pi = Math.PI;
/** Euler's number. */
export const e = Math.E;

import './refused-members.ts';
export * as random from './random/index.ts';
export * from './sorting/index.ts';
export * from './statistics/index.ts';
export * from './calculus/index.ts';
export * from './io/index.ts';
export * as fft from './fft/index.ts';
export * as linalg from './linalg/index.ts';
