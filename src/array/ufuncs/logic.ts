/** @file Comparisons, logical and bitwise functions. */
import { kernels, type BinaryKernel } from '../../engine/index.ts';
import type { DType } from '../layout/dtype.ts';
import type { Rule } from '../kernels/loops.ts';
import { makeBinary, makeUnary, type BinaryUfunc, type UnaryUfunc } from './ufunc.ts';
import { bits, shifts, toBool } from './types.ts';

type Test = (x: number, y: number) => boolean;

/** A comparison; whole numbers out of the array's range compare as the numbers they are. */
function comparison(name: string, kernel: BinaryKernel, symbol: string, run: Test): BinaryUfunc {
  const rule: Rule = { text: `x ${symbol} y ? 1 : 0`, run: (x, y) => (run(x, y) ? 1 : 0) };
  return { name, kernel, types: toBool, rule: () => rule, anyRange: true };
}

export const equalOp = comparison('equal', kernels.equal, '===', (x, y) => x === y);
export const notEqualOp = comparison('notEqual', kernels.notEqual, '!==', (x, y) => x !== y);
export const lessOp = comparison('less', kernels.less, '<', (x, y) => x < y);
export const lessEqualOp = comparison('lessEqual', kernels.lessEqual, '<=', (x, y) => x <= y);
export const greaterOp = comparison('greater', kernels.greater, '>', (x, y) => x > y);
export const greaterEqualOp = comparison('greaterEqual', kernels.greaterEqual, '>=', (x, y) => x >= y);

/** A function of truth values; the kernel works on the bits of two bool arrays. */
function logical(name: string, kernel: BinaryKernel, text: string, run: Test): BinaryUfunc {
  const rule: Rule = { text: `${text} ? 1 : 0`, run: (x, y) => (run(x, y) ? 1 : 0) };
  return { name, kernel, types: toBool, rule: () => rule, anyRange: true };
}

const { bitwiseAnd: andBits, bitwiseOr: orBits, bitwiseXor: xorBits } = kernels;
const logicalAndOp = logical('logicalAnd', andBits, 'x !== 0 && y !== 0', (x, y) => x !== 0 && y !== 0);
const logicalOrOp = logical('logicalOr', orBits, 'x !== 0 || y !== 0', (x, y) => x !== 0 || y !== 0);
const logicalXorOp = logical('logicalXor', xorBits, '(x !== 0) !== (y !== 0)', (x, y) => (x !== 0) !== (y !== 0));
const notRule: Rule = { text: 'x === 0 ? 1 : 0', run: (x) => (x === 0 ? 1 : 0) };
const logicalNotOp: UnaryUfunc = {
  name: 'logicalNot',
  kernel: kernels.logicalNot,
  types: toBool,
  rule: () => notRule,
  anyRange: true,
};

const high = 2 ** 32;

/** Bits of a 53-bit whole number in two halves, two's complement. */
function wide(run: (x: number, y: number) => number): (x: number, y: number) => number {
  return (x, y) => {
    const [xh, yh] = [Math.floor(x / high), Math.floor(y / high)];
    return run(xh, yh) * high + (run(x - xh * high, y - yh * high) >>> 0);
  };
}

type Bits = (x: number, y: number) => number;

function bitwise(name: string, kernel: BinaryKernel, symbol: string, run: Bits): BinaryUfunc {
  return {
    name,
    kernel,
    types: bits,
    rule: (t) => (t === 'int64' ? { run: wide(run) } : { text: `x ${symbol} y`, run }),
  };
}

export const bitwiseAndOp = bitwise('bitwiseAnd', andBits, '&', (x, y) => x & y);
export const bitwiseOrOp = bitwise('bitwiseOr', orBits, '|', (x, y) => x | y);
export const bitwiseXorOp = bitwise('bitwiseXor', xorBits, '^', (x, y) => x ^ y);
export const invertOp: UnaryUfunc = {
  name: 'invert',
  kernel: kernels.logicalNot,
  types: bits,
  rule: (t) =>
    t === 'bool' ? { run: (x) => 1 - x } : t === 'int64' ? { run: (x) => -x - 1 } : { text: '~x', run: (x) => ~x },
};

const width: Partial<Record<DType, number>> = { uint8: 8, int8: 8, uint16: 16, int16: 16, int32: 32, uint32: 32 };

export const leftShiftOp: BinaryUfunc = {
  name: 'leftShift',
  types: shifts,
  rule: (t) => {
    const w = width[t] ?? 64;
    if (w === 64) return { run: (x, y) => (y < 0 || y >= 64 ? 0 : x * 2 ** y) };
    return { run: (x, y) => (y < 0 || y >= w ? 0 : x << y) };
  },
};
export const rightShiftOp: BinaryUfunc = {
  name: 'rightShift',
  types: shifts,
  rule: (t) => {
    const w = width[t] ?? 64;
    return { run: (x, y) => (y < 0 || y >= w ? (x < 0 ? -1 : 0) : Math.floor(x / 2 ** y)) };
  },
};

/**
 * x == y as booleans.
 * @ko 자리마다 같은지 비교합니다.
 */
export const equal = makeBinary<boolean>(equalOp);
/**
 * x != y as booleans.
 * @ko 자리마다 다른지 비교합니다.
 */
export const notEqual = makeBinary<boolean>(notEqualOp);
/**
 * x < y as booleans.
 * @ko 자리마다 앞의 값이 더 작은지 비교합니다.
 */
export const less = makeBinary<boolean>(lessOp);
/**
 * x <= y as booleans.
 * @ko 자리마다 앞의 값이 작거나 같은지 비교합니다.
 */
export const lessEqual = makeBinary<boolean>(lessEqualOp);
/**
 * x > y as booleans.
 * @ko 자리마다 앞의 값이 더 큰지 비교합니다.
 */
export const greater = makeBinary<boolean>(greaterOp);
/**
 * x >= y as booleans.
 * @ko 자리마다 앞의 값이 크거나 같은지 비교합니다.
 */
export const greaterEqual = makeBinary<boolean>(greaterEqualOp);
/**
 * True where both are not zero.
 * @ko 자리마다 둘 다 참인지 봅니다.
 */
export const logicalAnd = makeBinary<boolean>(logicalAndOp);
/**
 * True where at least one is not zero.
 * @ko 자리마다 하나라도 참인지 봅니다.
 */
export const logicalOr = makeBinary<boolean>(logicalOrOp);
/** True where exactly one is not zero. */
export const logicalXor = makeBinary<boolean>(logicalXorOp);
/**
 * True where x is zero.
 * @ko 자리마다 참과 거짓을 바꿉니다.
 */
export const logicalNot = makeUnary<boolean>(logicalNotOp);
/** x & y, bit by bit (integers and bool). */
export const bitwiseAnd = makeBinary(bitwiseAndOp);
/** x | y, bit by bit (integers and bool). */
export const bitwiseOr = makeBinary(bitwiseOrOp);
/** x ^ y, bit by bit (integers and bool). */
export const bitwiseXor = makeBinary(bitwiseXorOp);
/** ~x, every bit inverted (bool: not). */
export const invert = makeUnary(invertOp);
/** x · 2ʸ, bits shifted out are lost. */
export const leftShift = makeBinary(leftShiftOp);
/** ⌊x / 2ʸ⌋ */
export const rightShift = makeBinary(rightShiftOp);
