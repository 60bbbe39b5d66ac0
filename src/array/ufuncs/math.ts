/** @file Functions of one number: roots, exponentials, trigonometry, rounding, signs and tests for nan and infinity. */
import { kernels, type UnaryKernel } from '../../engine/index.ts';
import { dtypes, isFloat, type DType } from '../layout/dtype.ts';
import { unchanged, type Rule } from '../kernels/loops.ts';
import type { Faults } from './floating-faults.ts';
import { makeUnary, type TypeRule, type UnaryUfunc } from './ufunc.ts';
import { arithmetic, arithmeticBoolAsInt8, arithmeticNoBool, floating, toBool } from './types.ts';

type One = (x: number) => number;

/** What a function has besides its name and rule: JavaScript for the compiled loop, the engine's kernel, its faults. */
interface More {
  text?: string;
  kernel?: UnaryKernel;
  faults?: Faults;
}

function math(name: string, run: One, { text, kernel, faults }: More = {}): UnaryUfunc {
  const rule: Rule = text === undefined ? { run } : { run, text };
  return { name, ...(kernel && { kernel }), ...(faults && { faults }), types: floating, rule: () => rule };
}

/** Not defined everywhere, or too large. */
const ordinary: Faults = {};
const roots: Faults = {
  remedies: {
    invalid: {
      en: 'A negative number has no real root: np.sqrt(np.maximum(x, 0)), np.sqrt(np.abs(x))',
      ko: '음수의 제곱근은 실수가 아닙니다: np.sqrt(np.maximum(x, 0)), np.sqrt(np.abs(x))',
    },
  },
};
const exponentials: Faults = {
  isInexact: () => true,
  remedies: {
    over: {
      en: 'Subtract the largest first, as softmax does: np.exp(x.sub(x.max()))',
      ko: '소프트맥스처럼 최댓값을 먼저 빼세요: np.exp(x.sub(x.max()))',
    },
  },
};
/** Logarithms, with their pole at `pole`. */
const logarithms = (pole: number, name: string): Faults => ({
  pole: (x) => x === pole,
  remedies: {
    divide: {
      en: `The logarithm of 0 is -inf; add a small number: np.${name}(x.add(1e-7))`,
      ko: `0의 로그는 -inf입니다. 작은 수를 더하세요: np.${name}(x.add(1e-7))`,
    },
    invalid: {
      en: `A negative number has no real logarithm: np.${name}(np.maximum(x, 1e-7))`,
      ko: `음수의 로그는 실수가 아닙니다: np.${name}(np.maximum(x, 1e-7))`,
    },
  },
});

/** A test of one number; integers are never nan or infinite. */
function test(name: string, text: string, run: (x: number) => boolean, kernel?: UnaryKernel): UnaryUfunc {
  const rule: Rule = { text: `${text} ? 1 : 0`, run: (x) => (run(x) ? 1 : 0) };
  return { name, ...(kernel && { kernel }), types: toBool, rule: () => rule };
}

/** Rounding: floats by the rule, integers and bool stay as they are. */
function rounding(name: string, kernel: UnaryKernel, run: One, text: string): UnaryUfunc {
  const floats: Rule = { text, run };
  return { name, kernel, types: arithmetic, rule: (t) => (isFloat(t) ? floats : unchanged) };
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
const magnitude: Rule = { text: 'Math.abs(x)', run: (x) => Math.abs(x) };
export const absoluteOp = own('absolute', arithmetic, (t) => (dtypes[t].min === 0 ? unchanged : magnitude), {
  kernel: kernels.absolute,
});
export const signOp = own('sign', arithmeticNoBool, () => ({
  text: 'x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : x',
  run: (x) => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : x),
}));
export const squareOp = own(
  'square',
  arithmeticBoolAsInt8,
  (t) =>
    t === 'int32' || t === 'uint32'
      ? { text: 'Math.imul(x, x)', run: (x) => Math.imul(x, x) }
      : { text: 'x * x', run: (x) => x * x },
  { faults: { isInexact: (x, _, r) => x !== 0 && (r === 0 || r / x !== x) } },
);
export const sqrtOp = math('sqrt', Math.sqrt, { text: 'Math.sqrt(x)', kernel: kernels.sqrt, faults: roots });
export const expOp = math('exp', Math.exp, { text: 'Math.exp(x)', kernel: kernels.exp, faults: exponentials });
export const logOp = math('log', Math.log, {
  text: 'Math.log(x)',
  kernel: kernels.log,
  faults: logarithms(0, 'log'),
});
const reciprocalOp = own(
  'reciprocal',
  arithmeticBoolAsInt8,
  (t) => (isFloat(t) ? { text: '1 / x', run: (x) => 1 / x } : { run: (x) => (x === 0 ? 0 : Math.trunc(1 / x) + 0) }),
  { faults: { pole: (x) => x === 0, isInexact: (x, _, r) => r * x !== 1, wholePole: 'x' } },
);
const rintOp: UnaryUfunc = { name: 'rint', kernel: kernels.rint, types: floating, rule: () => ({ run: nearestEven }) };

/** -x; not defined for bool. */
export const negative = makeUnary(negativeOp);
/** x itself, copied. */
export const positive = makeUnary(own('positive', arithmeticNoBool, () => unchanged));
/**
 * |x|
 * @ko 자리마다 절댓값을 구합니다.
 */
export const absolute = makeUnary(absoluteOp);
/**
 * -1, 0 or 1 (nan stays nan).
 * @ko 자리마다 부호(-1, 0, 1)를 구합니다.
 */
export const sign = makeUnary(signOp);
/**
 * x²
 * @ko 자리마다 제곱을 구합니다.
 */
export const square = makeUnary(squareOp);
/** 1 / x */
export const reciprocal = makeUnary(reciprocalOp);
/**
 * √x; nan for negative x.
 * @ko 자리마다 제곱근을 구합니다.
 */
export const sqrt = makeUnary(sqrtOp);
/** ∛x */
export const cbrt = makeUnary(math('cbrt', Math.cbrt));
/**
 * eˣ
 * @ko 자리마다 e의 거듭제곱을 구합니다.
 */
export const exp = makeUnary(expOp);
/** 2ˣ */
export const exp2 = makeUnary(math('exp2', (x) => Math.pow(2, x), { faults: exponentials }));
/** eˣ - 1, exact near 0. */
export const expm1 = makeUnary(math('expm1', Math.expm1, { faults: ordinary }));
/**
 * Natural logarithm; -inf at 0.
 * @ko 자리마다 자연로그를 구합니다.
 */
export const log = makeUnary(logOp);
/**
 * Logarithm to base 2.
 * @ko 자리마다 밑이 2인 로그를 구합니다.
 */
export const log2 = makeUnary(math('log2', Math.log2, { faults: logarithms(0, 'log2') }));
/**
 * Logarithm to base 10.
 * @ko 자리마다 상용로그를 구합니다.
 */
export const log10 = makeUnary(math('log10', Math.log10, { faults: logarithms(0, 'log10') }));
/** log(1 + x), exact near 0. */
export const log1p = makeUnary(math('log1p', Math.log1p, { faults: logarithms(-1, 'log1p') }));
/**
 * The sine of an angle in radians.
 * @ko 자리마다 사인 값을 구합니다(라디안).
 */
export const sin = makeUnary(math('sin', Math.sin, { kernel: kernels.sin, faults: ordinary }));
/**
 * The cosine of an angle in radians.
 * @ko 자리마다 코사인 값을 구합니다(라디안).
 */
export const cos = makeUnary(math('cos', Math.cos, { kernel: kernels.cos, faults: ordinary }));
/** The tangent of an angle in radians. */
export const tan = makeUnary(math('tan', Math.tan, { faults: ordinary }));
/** The angle in radians, -π/2 … π/2, whose sine is x; nan beyond [-1, 1]. */
export const arcsin = makeUnary(math('arcsin', Math.asin, { faults: ordinary }));
/** The angle in radians, 0 … π, whose cosine is x; nan beyond [-1, 1]. */
export const arccos = makeUnary(math('arccos', Math.acos, { faults: ordinary }));
/** The angle in radians, -π/2 … π/2, whose tangent is x. */
export const arctan = makeUnary(math('arctan', Math.atan));
/** Hyperbolic sine, (eˣ - e⁻ˣ) / 2. */
export const sinh = makeUnary(math('sinh', Math.sinh, { faults: ordinary }));
/** Hyperbolic cosine, (eˣ + e⁻ˣ) / 2. */
export const cosh = makeUnary(math('cosh', Math.cosh, { faults: ordinary }));
/**
 * Hyperbolic tangent, between -1 and 1.
 * @ko 자리마다 쌍곡 탄젠트를 구합니다.
 */
export const tanh = makeUnary(math('tanh', Math.tanh, { kernel: kernels.tanh }));
/** The inverse of sinh. */
export const arcsinh = makeUnary(math('arcsinh', Math.asinh));
/** The inverse of cosh, 0 or more; nan below 1. */
export const arccosh = makeUnary(math('arccosh', Math.acosh, { faults: ordinary }));
/** The inverse of tanh; nan beyond [-1, 1]. */
export const arctanh = makeUnary(math('arctanh', Math.atanh, { faults: { pole: (x) => x === 1 || x === -1 } }));
/** Degrees to radians. */
export const deg2rad = makeUnary(math('deg2rad', (x) => x * (Math.PI / 180)));
/** Radians to degrees. */
export const rad2deg = makeUnary(math('rad2deg', (x) => x * (180 / Math.PI), { faults: ordinary }));
/**
 * The whole number below; integers stay as they are.
 * @ko 자리마다 내림합니다.
 */
export const floor = makeUnary(rounding('floor', kernels.floor, Math.floor, 'Math.floor(x)'));
/**
 * The whole number above.
 * @ko 자리마다 올림합니다.
 */
export const ceil = makeUnary(rounding('ceil', kernels.ceil, Math.ceil, 'Math.ceil(x)'));
/** The whole number towards zero. */
export const trunc = makeUnary(rounding('trunc', kernels.trunc, Math.trunc, 'Math.trunc(x)'));
/** The nearest whole number as a float, halves to even. */
export const rint = makeUnary(rintOp);
/**
 * True where x is not a number.
 * @ko 자리마다 NaN인지 봅니다.
 */
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
