/** @file What `np` does with complex numbers: complex, real, imag, conj, angle; abs and arithmetic of both kinds. */
import { checkCall, flag, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray } from '../core/ndarray.ts';
import { broadcastTo } from '../manipulation/axes.ts';
import { commonShape } from '../layout/walk.ts';
import * as numbers from '../ufuncs/arithmetic.ts';
import * as logic from '../ufuncs/logic.ts';
import { absolute as absoluteOfNumbers, rad2deg } from '../ufuncs/math.ts';
import type { UfuncMethods } from '../ufuncs/methods.ts';
import type { UfuncOptions } from '../ufuncs/out.ts';
import type { BinaryFunction, Operand, UnaryFunction } from '../ufuncs/ufunc.ts';
import { ComplexArray, complexOf, isComplex, type Complex, type ComplexOperand } from './complex-array.ts';

/**
 * An array of complex numbers of its two parts, real + imag · i: Python's `real + 1j * imag`. Both broadcast.
 * @ko 실수 부분과 허수 부분으로 복소수 배열을 만듭니다.
 */
export function complex(real: ComplexOperand, imag: Operand = 0): ComplexArray {
  if (arguments.length > 1) checkCall('np.complex', arguments, 2);
  const [a, b] = [complexOf(real, 'np.complex'), complexOf(imag, 'np.complex')];
  const shape = commonShape([a.shape, b.shape], 'np.complex');
  const [re, im] = [broadcastTo(a.real, shape).copy(), broadcastTo(b.real, shape).add(a.imag)];
  return new ComplexArray(re, im);
}

/**
 * The real parts; of an array of numbers the array itself.
 * @ko 실수 부분을 줍니다.
 */
export function real(x: ComplexOperand): NDArray {
  if (arguments.length > 1) checkCall('np.real', arguments, 1);
  return x instanceof ComplexArray ? x.real : complexOf(x, 'np.real').real;
}

/**
 * The imaginary parts; of an array of numbers zeros.
 * @ko 허수 부분을 줍니다.
 */
export function imag(x: ComplexOperand): NDArray {
  if (arguments.length > 1) checkCall('np.imag', arguments, 1);
  return complexOf(x, 'np.imag').imag;
}

/** The imaginary parts with the other sign. */
export function conj(x: ComplexOperand): ComplexArray {
  if (arguments.length > 1) checkCall('np.conj', arguments, 1);
  return complexOf(x, 'np.conj').conj();
}

interface AngleOptions {
  /** In degrees instead of radians. Default false. */
  deg?: boolean;
}
const angleOptions = optionsOf<AngleOptions>()({ deg: flag().or(false) });

/**
 * The angle of every complex number, -π … π: the phase of a spectrum.
 * @ko 자리마다 각도(위상)를 구합니다.
 */
export function angle(x: ComplexOperand, options?: AngleOptions): NDArray {
  if (arguments.length > 1) checkCall('np.angle', arguments, 2, angleOptions);
  const { deg } = readOptions('np.angle', options, angleOptions);
  const found = complexOf(x, 'np.angle').angle();
  return deg ? rad2deg(found) : found;
}

/** Whether an array holds complex numbers. */
export function iscomplexobj(x: unknown): boolean {
  if (arguments.length > 1) checkCall('np.iscomplexobj', arguments, 1);
  return x instanceof ComplexArray;
}

/**
 * |x|; of complex numbers their length √(real² + imag²): the magnitude of a spectrum.
 * @ko 자리마다 절댓값을 구합니다. 복소수면 크기를 구합니다.
 */
export const absolute: UnaryFunction & ((x: ComplexArray) => NDArray) = function absolute(...args: unknown[]) {
  const [x] = args;
  if (!(x instanceof ComplexArray)) return (absoluteOfNumbers as (...given: unknown[]) => unknown)(...args);
  if (args.length > 1) checkCall('np.absolute', args, 1);
  return x.abs();
} as never;

type Numbers = Exclude<Operand, number | boolean>;

/** A two-operand function of numbers that takes complex ones too. (An operand without a type takes the first form.) */
interface ComplexFunction<Result, Scalar = number> extends UfuncMethods {
  (x: Numbers, y: Operand): NDArray;
  (x: Operand, y: Numbers): NDArray;
  (x: ComplexArray | Complex, y: ComplexOperand): Result;
  (x: ComplexOperand, y: ComplexArray | Complex): Result;
  (x: number | boolean, y: number | boolean): Scalar;
  (x: Operand, y: Operand, options: UfuncOptions): NDArray;
  (x: Operand, y: Operand): NDArray;
}

function ofBoth<Result, Scalar>(
  name: string,
  plain: BinaryFunction<Scalar>,
  work: (x: ComplexArray, y: ComplexOperand) => Result,
): ComplexFunction<Result, Scalar> {
  function call(x: ComplexOperand, y: ComplexOperand): unknown {
    if (!isComplex(x) && !isComplex(y)) return Reflect.apply(plain, undefined, arguments);
    if (arguments.length > 2) checkCall(name, arguments, 2);
    // A lone number, real or complex, takes the parts of the array beside it.
    return work(complexOf(x, name, y instanceof ComplexArray ? y.real.dtype : 'float64'), y);
  }
  return Object.assign(call, plain) as unknown as ComplexFunction<Result, Scalar>;
}

/**
 * x + y, element by element, of complex arrays too; bool + bool is "or".
 * @ko 두 배열을 자리마다 더합니다.
 */
export const add = ofBoth('np.add', numbers.add, (x, y) => x.add(y));
/**
 * x - y, of complex arrays too; not defined for two bools.
 * @ko 앞의 배열에서 뒤의 배열을 자리마다 뺍니다.
 */
export const subtract = ofBoth('np.subtract', numbers.subtract, (x, y) => x.sub(y));
/**
 * x * y, of complex arrays too; integers wrap as in C, int64 refuses results beyond 2**53.
 * @ko 두 배열을 자리마다 곱합니다.
 */
export const multiply = ofBoth('np.multiply', numbers.multiply, (x, y) => x.mul(y));
/**
 * x / y as floats, of complex arrays too; x / 0 is ±inf and 0 / 0 is nan, as in NumPy.
 * @ko 앞의 배열을 뒤의 배열로 자리마다 나눕니다.
 */
export const divide = ofBoth('np.divide', numbers.divide, (x, y) => x.div(y));
/**
 * x == y as booleans, of complex arrays too.
 * @ko 자리마다 같은지 비교합니다.
 */
export const equal = ofBoth('np.equal', logic.equal, (x, y) => x.eq(y));
/**
 * x != y as booleans, of complex arrays too.
 * @ko 자리마다 다른지 비교합니다.
 */
export const notEqual = ofBoth('np.notEqual', logic.notEqual, (x, y) => x.ne(y));
