/** @file Types of elements as the student names them: np.float32 and kin, and the limits of a type (finfo, iinfo). */
import { checkCall } from '../../arguments/index.ts';
import { DTypeError } from '../../errors/index.ts';
import { array, type ArraySource, type DTypeLike, type ScalarType } from './create.ts';
import type { NDArray } from './ndarray.ts';
import { asDType, dtypes, isFloat, isInteger, type DType } from '../layout/dtype.ts';

/**
 * Called, a 0-d array of that dtype, strong in promotion, for the rare place where `2.0` must not act as a whole number;
 * by name it stands for the dtype: `np.zeros([2], np.uint8)`, `a.astype(np.float32)`.
 */
function scalarType(dtype: DType): ScalarType {
  function make(value: ArraySource): NDArray {
    if (arguments.length > 1) checkCall(`np.${dtype}`, arguments, 1);
    return array(value, dtype);
  }
  return Object.defineProperties(make, { name: { value: dtype }, dtype: { value: dtype } }) as ScalarType;
}
/** True or false, a byte. */
export const bool = scalarType('bool');
/**
 * 0 … 255, a byte: what pictures are made of.
 * @ko 0~255의 정수 자료형입니다.
 */
export const uint8 = scalarType('uint8');
/** -128 … 127, a byte. */
export const int8 = scalarType('int8');
/** 0 … 65,535, two bytes. */
export const uint16 = scalarType('uint16');
/** -32,768 … 32,767, two bytes. */
export const int16 = scalarType('int16');
/** 0 … 2³² - 1, four bytes. */
export const uint32 = scalarType('uint32');
/**
 * -2³¹ … 2³¹ - 1, four bytes.
 * @ko 32비트 정수 자료형입니다.
 */
export const int32 = scalarType('int32');
/** Whole numbers up to 2⁵³ - 1 in size, eight bytes; the type of whole numbers where none is named. */
export const int64 = scalarType('int64');
/**
 * Numbers of about 7 digits, four bytes: the type of weights and of what models compute.
 * @ko 32비트 실수 자료형입니다.
 */
export const float32 = scalarType('float32');
/**
 * Numbers of about 16 digits, eight bytes: the type of numbers where none is named.
 * @ko 64비트 실수 자료형입니다.
 */
export const float64 = scalarType('float64');

/** The limits of a float type: eps, max, min, tiny (the smallest normal number). @throws DTypeError for other types */
export function finfo(dtype: DTypeLike): { eps: number; max: number; min: number; tiny: number } {
  if (arguments.length > 1) checkCall('np.finfo', arguments, 1);
  const name = asDType(dtype, 'np.finfo');
  if (!isFloat(name))
    throw new DTypeError({
      who: 'np.finfo',
      rule: { en: 'only float types have these limits', ko: '이 한계값은 실수 자료형에만 있습니다' },
      received: name,
    });
  return name === 'float32'
    ? { eps: 2 ** -23, max: 3.4028234663852886e38, min: -3.4028234663852886e38, tiny: 2 ** -126 }
    : { eps: 2 ** -52, max: Number.MAX_VALUE, min: -Number.MAX_VALUE, tiny: 2 ** -1022 };
}

/** The limits of an integer type (int64: those of the whole numbers held here). @throws DTypeError for other types */
export function iinfo(dtype: DTypeLike): { bits: number; min: number; max: number } {
  if (arguments.length > 1) checkCall('np.iinfo', arguments, 1);
  const name = asDType(dtype, 'np.iinfo');
  if (!isInteger(name))
    throw new DTypeError({
      who: 'np.iinfo',
      rule: { en: 'only integer types have these limits', ko: '이 한계값은 정수 자료형에만 있습니다' },
      received: name,
    });
  const { itemsize, min, max } = dtypes[name];
  return { bits: 8 * itemsize, min, max };
}
