/** @file add, subtract, multiply, divide and their family, with C's wrapping integers and Python's floor division. */
import { kernels } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { isFloat, type DType } from '../layout/dtype.ts';
import type { Rule } from '../kernels/loops.ts';
import type { Faults } from './floating-faults.ts';
import type { Both } from './floating-state.ts';
import { applyBinary, makeBinary, type BinaryUfunc } from './ufunc.ts';
import { arithmetic, arithmeticBoolAsInt8, arithmeticNoBool, division, floating, integers } from './types.ts';

const fround = Math.fround;

/** Sums and differences: too large, or inf - inf. */
const ordinary: Faults = {};
/** A product or quotient next to 0 has lost digits when it does not lead back. */
const products: Faults = { isInexact: (x, y, r) => x !== 0 && y !== 0 && (r === 0 || r / y !== x) };
const divisions: Faults = {
  pole: (_, y) => y === 0,
  isInexact: (x, y, r) => x !== 0 && (r === 0 || r * y !== x),
  wholePole: 'y',
  remedies: {
    divide: {
      en: 'Keep the divisor away from 0: a.div(b.add(1e-7)), a.div(np.maximum(b, 1))',
      ko: '나누는 수가 0이 되지 않게 하세요: a.div(b.add(1e-7)), a.div(np.maximum(b, 1))',
    },
    invalid: {
      en: 'Here 0 was divided by 0, or inf by inf. Keep the divisor away from 0: a.div(b.add(1e-7))',
      ko: '0을 0으로, 또는 inf를 inf로 나누었습니다. 나누는 수가 0이 되지 않게 하세요: a.div(b.add(1e-7))',
    },
  },
};
/** Of the remainder of a division, and of its whole part. */
const nonZero = (call: string): Both => ({
  en: `Keep the divisor away from 0: ${call}`,
  ko: `나누는 수가 0이 되지 않게 하세요: ${call}`,
});
const remainders = (call: string): Faults => ({
  wholePole: 'y',
  remedies: { divide: nonZero(call), invalid: nonZero(call) },
});
const floorDivisions: Faults = { ...divisions, remedies: remainders('a.floorDiv(np.maximum(b, 1))').remedies! };
const powers: Faults = {
  pole: (x, y) => x === 0 && y < 0,
  isInexact: (x) => x !== 0,
  remedies: {
    invalid: {
      en: 'A negative number has no power that is a fraction: np.abs(x).pow(y)',
      ko: '음수는 분수 거듭제곱이 없습니다: np.abs(x).pow(y)',
    },
  },
};

export const addOp: BinaryUfunc = {
  name: 'add',
  faults: ordinary,
  kernel: kernels.add,
  types: arithmetic,
  rule: (t) => (t === 'bool' ? { text: 'x | y', run: (x, y) => x | y } : { text: 'x + y', run: (x, y) => x + y }),
};
export const subtractOp: BinaryUfunc = {
  name: 'subtract',
  faults: ordinary,
  kernel: kernels.subtract,
  types: arithmeticNoBool,
  rule: () => ({ text: 'x - y', run: (x, y) => x - y }),
  hint: { en: 'For booleans use np.logicalXor', ko: '불리언에는 np.logicalXor를 쓰세요' },
};
export const multiplyOp: BinaryUfunc = {
  name: 'multiply',
  faults: products,
  kernel: kernels.multiply,
  types: arithmetic,
  rule: (t) =>
    t === 'int32' || t === 'uint32'
      ? { text: 'Math.imul(x, y)', run: (x, y) => Math.imul(x, y) }
      : { text: 'x * y', run: (x, y) => x * y },
};
export const divideOp: BinaryUfunc = {
  name: 'divide',
  faults: divisions,
  kernel: kernels.divide,
  types: division,
  rule: () => ({ text: 'x / y', run: (x, y) => x / y }),
};
export const floorDivideOp: BinaryUfunc = {
  name: 'floorDivide',
  faults: floorDivisions,
  types: arithmeticBoolAsInt8,
  rule: (t) => {
    if (isFloat(t)) return { run: t === 'float32' ? floorDivide32 : floorDivide64 };
    // Quotients of 32-bit numbers are exact enough in doubles.
    return t === 'int64' ? { run: floorDivideInt } : { text: 'y === 0 ? 0 : Math.floor(x / y)', run: floorDivideInt };
  },
};
export const remainderOp: BinaryUfunc = {
  name: 'remainder',
  faults: remainders('a.mod(np.maximum(b, 1))'),
  types: arithmeticBoolAsInt8,
  rule: (t) => ({ run: isFloat(t) ? remainderFloat : remainderInt }),
};
export const fmodOp: BinaryUfunc = {
  name: 'fmod',
  faults: remainders('np.fmod(a, np.maximum(b, 1))'),
  types: arithmeticBoolAsInt8,
  rule: (t) => ({ run: isFloat(t) ? (x, y) => x % y : (x, y) => (y === 0 ? 0 : (x % y) + 0) }),
};
export const powerOp: BinaryUfunc = {
  name: 'power',
  faults: powers,
  types: arithmeticBoolAsInt8,
  rule: powerRule,
  shortcut: (x, y) => (y === 2 && x.dtype !== 'bool' ? applyBinary(multiplyOp, x, x) : undefined),
};
export const floatPowerOp: BinaryUfunc = {
  name: 'floatPower',
  faults: powers,
  types: () => ({ compute: 'float64', out: 'float64' }),
  rule: () => ({ run: pow }),
};
export const maximumOp: BinaryUfunc = {
  name: 'maximum',
  kernel: kernels.maximum,
  types: arithmetic,
  rule: (t) =>
    isFloat(t)
      ? { text: 'Math.max(x, y)', run: (x, y) => Math.max(x, y) }
      : { text: 'x > y ? x : y', run: (x, y) => (x > y ? x : y) },
};
export const minimumOp: BinaryUfunc = {
  name: 'minimum',
  kernel: kernels.minimum,
  types: arithmetic,
  rule: (t) =>
    isFloat(t)
      ? { text: 'Math.min(x, y)', run: (x, y) => Math.min(x, y) }
      : { text: 'x < y ? x : y', run: (x, y) => (x < y ? x : y) },
};
const fmaxOp: BinaryUfunc = {
  name: 'fmax',
  types: arithmetic,
  rule: () => ({ run: (x, y) => (x >= y || y !== y ? x : y) }),
};
const fminOp: BinaryUfunc = {
  name: 'fmin',
  types: arithmetic,
  rule: () => ({ run: (x, y) => (x <= y || y !== y ? x : y) }),
};
const arctan2Op: BinaryUfunc = { name: 'arctan2', types: floating, rule: () => ({ run: (y, x) => Math.atan2(y, x) }) };
const hypotOp: BinaryUfunc = {
  name: 'hypot',
  faults: ordinary,
  types: floating,
  // √(x² + y²), scaled so that nothing overflows; infinity wins over NaN.
  rule: () => ({ run: (x, y) => Math.hypot(x, y) }),
};
const copysignOp: BinaryUfunc = {
  name: 'copysign',
  types: floating,
  rule: () => ({ run: (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)) }),
};
const logaddexpOp: BinaryUfunc = {
  name: 'logaddexp',
  faults: ordinary,
  types: floating,
  // log(eˣ + eʸ) = max + log(1 + e^(min - max))
  rule: () => ({
    run: (x, y) => (x === y ? x + Math.LN2 : x > y ? x + Math.log1p(Math.exp(y - x)) : y + Math.log1p(Math.exp(x - y))),
  }),
};
const heavisideOp: BinaryUfunc = {
  name: 'heaviside',
  types: floating,
  rule: () => ({ run: (x, y) => (x !== x ? x : x === 0 ? y : x < 0 ? 0 : 1) }),
};
const gcdOp: BinaryUfunc = { name: 'gcd', types: integers, rule: () => ({ run: gcdOf }) };
const lcmOp: BinaryUfunc = {
  name: 'lcm',
  types: integers,
  rule: () => ({ run: (x, y) => (x === 0 || y === 0 ? 0 : (Math.abs(x) / gcdOf(x, y)) * Math.abs(y)) }),
};

/**
 * x + y, element by element; bool + bool is "or".
 * @ko 두 배열을 자리마다 더합니다.
 */
export const add = makeBinary(addOp);
/**
 * x - y; not defined for two bools.
 * @ko 앞의 배열에서 뒤의 배열을 자리마다 뺍니다.
 */
export const subtract = makeBinary(subtractOp);
/**
 * x * y; integers wrap as in C, int64 refuses results beyond 2**53.
 * @ko 두 배열을 자리마다 곱합니다.
 */
export const multiply = makeBinary(multiplyOp);
/**
 * x / y as floats; x / 0 is ±inf and 0 / 0 is nan, as in NumPy.
 * @ko 앞의 배열을 뒤의 배열로 자리마다 나눕니다.
 */
export const divide = makeBinary(divideOp);
/** ⌊x / y⌋ (towards minus infinity); integers divided by 0 give 0, as in NumPy. */
export const floorDivide = makeBinary(floorDivideOp);
/** x - ⌊x / y⌋ y: the remainder with the sign of y (Python's %). */
export const remainder = makeBinary(remainderOp);
/** The remainder with the sign of x (C's fmod). */
export const fmod = makeBinary(fmodOp);
/**
 * x to the power y; negative powers of integers are refused.
 * @ko 자리마다 거듭제곱을 구합니다.
 */
export const power = makeBinary(powerOp);
/** x to the power y in float64. */
export const floatPower = makeBinary(floatPowerOp);
/**
 * The larger of two; nan wins.
 * @ko 두 배열의 같은 자리에서 큰 값을 고릅니다.
 */
export const maximum = makeBinary(maximumOp);
/**
 * The smaller of two; nan wins.
 * @ko 두 배열의 같은 자리에서 작은 값을 고릅니다.
 */
export const minimum = makeBinary(minimumOp);
/** The larger of two; nan loses. */
export const fmax = makeBinary(fmaxOp);
/** The smaller of two; nan loses. */
export const fmin = makeBinary(fminOp);
/**
 * The angle of the point (y, x): `arctan2(y, x)`.
 * @ko 자리마다 좌표의 각도(라디안)를 구합니다.
 */
export const arctan2 = makeBinary(arctan2Op);
/**
 * √(x² + y²)
 * @ko 자리마다 직각삼각형의 빗변 길이를 구합니다.
 */
export const hypot = makeBinary(hypotOp);
/** |x| with the sign of y. */
export const copysign = makeBinary(copysignOp);
/** log(eˣ + eʸ) without overflow. */
export const logaddexp = makeBinary(logaddexpOp);
/** 0 below zero, 1 above, y at zero. */
export const heaviside = makeBinary(heavisideOp);
/** Greatest common divisor. */
export const gcd = makeBinary(gcdOp);
/** Least common multiple. */
export const lcm = makeBinary(lcmOp);

function floorDivideInt(x: number, y: number): number {
  if (y === 0) return 0;
  const rest = x % y;
  const whole = (x - rest) / y;
  return rest !== 0 && rest < 0 !== y < 0 ? whole - 1 : whole;
}

function remainderInt(x: number, y: number): number {
  if (y === 0) return 0;
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest + 0;
}

/** Python's float remainder; exact except for the last addition. */
function remainderFloat(x: number, y: number): number {
  const rest = x % y;
  if (y === 0 || rest !== rest) return rest;
  if (rest === 0) return y < 0 || Object.is(y, -0) ? -0 : 0;
  return rest < 0 !== y < 0 ? rest + y : rest;
}

/** NumPy's float floor division: (x - remainder) / y, pulled to the nearest whole number. */
function floorDivide64(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  let whole = (x - rest) / y;
  if (rest !== 0 && rest < 0 !== y < 0) whole -= 1;
  if (whole === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const floor = Math.floor(whole);
  return whole - floor > 0.5 ? floor + 1 : floor;
}

function floorDivide32(x: number, y: number): number {
  if (y === 0) return x / y;
  const rest = x % y;
  let whole = fround(fround(x - rest) / y);
  if (rest !== 0 && rest < 0 !== y < 0) whole = fround(whole - 1);
  if (whole === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const floor = Math.floor(whole);
  return whole - floor > 0.5 ? floor + 1 : floor;
}

function powerRule(t: DType): Rule {
  if (isFloat(t)) return { run: pow };
  const small = t !== 'int64';
  return {
    run: (x, y) => {
      if (y < 0) {
        throw new ValueError({
          who: 'np.power',
          rule: {
            en: 'whole numbers to negative whole powers are not allowed',
            ko: '정수의 거듭제곱에는 음의 정수 지수를 쓸 수 없습니다',
          },
          received: { en: `${x} to the power ${y}`, ko: `${x}의 ${y}제곱` },
          hint: { en: "Use floats: x.astype('float64')", ko: "실수로 바꾸세요: x.astype('float64')" },
        });
      }
      let [base, left, out] = [x, y, 1];
      while (left > 0) {
        if (left % 2 === 1) out = small ? Math.imul(out, base) : out * base;
        left = Math.floor(left / 2);
        if (left > 0) base = small ? Math.imul(base, base) : base * base;
      }
      return out;
    },
  };
}

/** C's pow: 1 to any power is 1, also NaN and infinity (JavaScript says NaN). */
function pow(x: number, y: number): number {
  if (x === 1) return 1;
  if (y !== y) return y;
  return x === -1 && (y === Infinity || y === -Infinity) ? 1 : Math.pow(x, y);
}

function gcdOf(x: number, y: number): number {
  let [a, b] = [Math.abs(x), Math.abs(y)];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
