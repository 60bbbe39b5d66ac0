/** @file What `np` does with complex numbers: complex, real, imag, conj, angle, and abs of both kinds. */
import { checkCall, flag, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray } from '../core/ndarray.ts';
import { broadcastTo } from '../manipulation/axes.ts';
import { commonShape } from '../layout/walk.ts';
import { absolute as absoluteOfNumbers, rad2deg } from '../ufuncs/math.ts';
import type { Operand, UnaryFunction } from '../ufuncs/ufunc.ts';
import { ComplexArray, complexOf, type ComplexOperand } from './complex-array.ts';

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
