/** @file Functions of one number: roots, exponentials, trigonometry, rounding, signs and tests for nan and infinity. */
import { kernels, type UnaryKernel } from '../../engine/index.ts';
import { isFloat, type DType } from '../layout/dtype.ts';
import type { Rule } from '../kernels/loops.ts';
import { makeUnary, type TypeRule, type UnaryUfunc } from './ufunc.ts';
import { arithmetic, arithmeticBoolAsInt8, arithmeticNoBool, floating, toBool } from './types.ts';

type One = (x: number) => number;

/** What a function has besides its name and rule: JavaScript for the compiled loop, and the engine's kernel. */
interface More {
  text?: string;
  kernel?: UnaryKernel;
}

function math(name: string, run: One, { text, kernel }: More = {}): UnaryUfunc {
  const rule: Rule = text === undefined ? { run } : { run, text };
  return { name, ...(kernel && { kernel }), types: floating, rule: () => rule };
}

/** A test of one number; integers are never nan or infinite. */
function test(name: string, text: string, run: (x: number) => boolean, kernel?: UnaryKernel): UnaryUfunc {
  const rule: Rule = { text: `${text} ? 1 : 0`, run: (x) => (run(x) ? 1 : 0) };
  return { name, ...(kernel && { kernel }), types: toBool, rule: () => rule };
}

/** Rounding: floats by the rule, integers and bool stay as they are. */
function rounding(name: string, kernel: UnaryKernel, run: One, text: string): UnaryUfunc {
  const [floats, others]: Rule[] = [
    { text, run },
    { text: 'x', run: (x) => x },
  ];
  return { name, kernel, types: arithmetic, rule: (t) => (isFloat(t) ? floats! : others!) };
}

const own = (name: string, types: TypeRule, rule: (t: DType) => Rule, more: Partial<UnaryUfunc> = {}): UnaryUfunc => ({
  name,
  types,
  rule,
  ...more,
});

const big = 2 ** 52;

/** The nearest whole number, halves to even; adding 2**52 leaves no bits for a fraction. */
export function nearestEven(x: number): number {
  if (x === 0) return x;
  if (x > 0) return x < big ? x + big - big : x;
  return x > -big ? -(-x + big - big) : x;
}

export const negativeOp = own('negative', arithmeticNoBool, () => ({ text: '-x', run: (x) => -x }), {
  kernel: kernels.negative,
  hint: { en: 'For booleans use np.logicalNot', ko: '불리언에는 np.logicalNot을 쓰세요' },
});
export const absoluteOp = own('absolute', arithmetic, () => ({ text: 'Math.abs(x)', run: (x) => Math.abs(x) }), {
  kernel: kernels.absolute,
});
export const signOp = own('sign', arithmeticNoBool, () => ({
  text: 'x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : x',
  run: (x) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : x),
}));
export const squareOp = own('square', arithmeticBoolAsInt8, (t) =>
  t === 'int32' || t === 'uint32'
    ? { text: 'Math.imul(x, x)', run: (x) => Math.imul(x, x) }
    : { text: 'x * x', run: (x) => x * x },
);
export const sqrtOp = math('sqrt', Math.sqrt, { text: 'Math.sqrt(x)', kernel: kernels.sqrt });
export const expOp = math('exp', Math.exp, { text: 'Math.exp(x)', kernel: kernels.exp });
export const logOp = math('log', Math.log, { text: 'Math.log(x)', kernel: kernels.log });
const reciprocalOp = own('reciprocal', arithmeticBoolAsInt8, (t) =>
  isFloat(t) ? { text: '1 / x', run: (x) => 1 / x } : { run: (x) => (x === 0 ? 0 : Math.trunc(1 / x) + 0) },
);
const rintOp: UnaryUfunc = { name: 'rint', kernel: kernels.rint, types: floating, rule: () => ({ run: nearestEven }) };

/** -x; not defined for bool. */
export const negative = makeUnary(negativeOp);
/** x itself, copied. */
export const positive = makeUnary(own('positive', arithmeticNoBool, () => ({ text: 'x', run: (x) => x })));
/** |x| */
export const absolute = makeUnary(absoluteOp);
/** -1, 0 or 1 (nan stays nan). */
export const sign = makeUnary(signOp);
/** x² */
export const square = makeUnary(squareOp);
/** 1 / x */
export const reciprocal = makeUnary(reciprocalOp);
/** √x; nan for negative x. */
export const sqrt = makeUnary(sqrtOp);
/** ∛x */
export const cbrt = makeUnary(math('cbrt', Math.cbrt));
/** eˣ */
export const exp = makeUnary(expOp);
/** 2ˣ */
export const exp2 = makeUnary(math('exp2', (x) => Math.pow(2, x)));
/** eˣ - 1, exact near 0. */
export const expm1 = makeUnary(math('expm1', Math.expm1));
/** Natural logarithm; -inf at 0. */
export const log = makeUnary(logOp);
/** Logarithm to base 2. */
export const log2 = makeUnary(math('log2', Math.log2));
/** Logarithm to base 10. */
export const log10 = makeUnary(math('log10', Math.log10));
/** log(1 + x), exact near 0. */
export const log1p = makeUnary(math('log1p', Math.log1p));
/** The sine of an angle in radians. */
export const sin = makeUnary(math('sin', Math.sin, { kernel: kernels.sin }));
/** The cosine of an angle in radians. */
export const cos = makeUnary(math('cos', Math.cos, { kernel: kernels.cos }));
/** The tangent of an angle in radians. */
export const tan = makeUnary(math('tan', Math.tan));
/** The angle in radians, -π/2 … π/2, whose sine is x; nan beyond [-1, 1]. */
export const arcsin = makeUnary(math('arcsin', Math.asin));
/** The angle in radians, 0 … π, whose cosine is x; nan beyond [-1, 1]. */
export const arccos = makeUnary(math('arccos', Math.acos));
/** The angle in radians, -π/2 … π/2, whose tangent is x. */
export const arctan = makeUnary(math('arctan', Math.atan));
/** Hyperbolic sine, (eˣ - e⁻ˣ) / 2. */
export const sinh = makeUnary(math('sinh', Math.sinh));
/** Hyperbolic cosine, (eˣ + e⁻ˣ) / 2. */
export const cosh = makeUnary(math('cosh', Math.cosh));
/** Hyperbolic tangent, between -1 and 1. */
export const tanh = makeUnary(math('tanh', Math.tanh, { kernel: kernels.tanh }));
/** The inverse of sinh. */
export const arcsinh = makeUnary(math('arcsinh', Math.asinh));
/** The inverse of cosh, 0 or more; nan below 1. */
export const arccosh = makeUnary(math('arccosh', Math.acosh));
/** The inverse of tanh; nan beyond [-1, 1]. */
export const arctanh = makeUnary(math('arctanh', Math.atanh));
/** Degrees to radians. */
export const deg2rad = makeUnary(math('deg2rad', (x) => x * (Math.PI / 180)));
/** Radians to degrees. */
export const rad2deg = makeUnary(math('rad2deg', (x) => x * (180 / Math.PI)));
/** The whole number below; integers stay as they are. */
export const floor = makeUnary(rounding('floor', kernels.floor, Math.floor, 'Math.floor(x)'));
/** The whole number above. */
export const ceil = makeUnary(rounding('ceil', kernels.ceil, Math.ceil, 'Math.ceil(x)'));
/** The whole number towards zero. */
export const trunc = makeUnary(rounding('trunc', kernels.trunc, Math.trunc, 'Math.trunc(x)'));
/** The nearest whole number as a float, halves to even. */
export const rint = makeUnary(rintOp);
/** True where x is not a number. */
export const isnan = makeUnary<boolean>(test('isnan', 'x !== x', (x) => x !== x, kernels.isnan));
/** True where x is plus or minus infinity. */
export const isinf = makeUnary<boolean>(
  test('isinf', 'x === Infinity || x === -Infinity', (x) => x === Infinity || x === -Infinity),
);
/** True where x is neither nan nor infinite. */
export const isfinite = makeUnary<boolean>(test('isfinite', 'x - x === 0', (x) => x - x === 0));
/** True where the sign bit is set, -0 included. */
export const signbit = makeUnary<boolean>(
  test('signbit', 'x < 0 || (x === 0 && 1 / x < 0)', (x) => x < 0 || (x === 0 && 1 / x < 0)),
);
