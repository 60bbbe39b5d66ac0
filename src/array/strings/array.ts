/** @file `np.array` and `np.asarray` as a student calls them: of numbers, or of texts. */
import { checkCall } from '../../arguments/index.ts';
import * as numbers from '../core/create.ts';
import { dtypeOption } from '../core/option-specs.ts';
import { stringsOf } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import './string-array.ts';
import type { StringArray, TextSource } from './string-array.ts';

/**
 * A new array with the elements of `source`; lists may hold arrays. Texts give an array of texts: `np.array(['cat', 'dog'])`.
 * @ko 리스트나 숫자로 배열을 만듭니다. 문자열로는 문자열 배열을 만듭니다.
 */
export function array(source: numbers.ArraySource, dtype?: numbers.DTypeArg): NDArray;
export function array(source: TextSource): StringArray;
export function array(source: TextSource, dtype: numbers.DTypeArg): NDArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function array(source: numbers.ArraySource, dtype?: numbers.DTypeArg): NDArray;
export function array(source: numbers.ArraySource | TextSource, dtype?: numbers.DTypeArg): NDArray | StringArray {
  if (arguments.length > 1) checkCall('np.array', arguments, 2, dtypeOption);
  const type = numbers.dtypeArg(dtype, 'np.array');
  const texts = stringsOf(source);
  if (texts === undefined) return numbers.array(source as numbers.ArraySource, type);
  return type === undefined ? texts.copy() : texts.astype(type);
}

/** The array itself if it is one already (of that dtype), else `np.array(source)`. */
export function asarray(source: numbers.ArraySource, dtype?: numbers.DTypeArg): NDArray;
export function asarray(source: TextSource): StringArray;
export function asarray(source: TextSource, dtype: numbers.DTypeArg): NDArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function asarray(source: numbers.ArraySource, dtype?: numbers.DTypeArg): NDArray;
export function asarray(source: numbers.ArraySource | TextSource, dtype?: numbers.DTypeArg): NDArray | StringArray {
  if (arguments.length > 1) checkCall('np.asarray', arguments, 2, dtypeOption);
  const type = numbers.dtypeArg(dtype, 'np.asarray');
  const texts = stringsOf(source);
  if (texts === undefined) return numbers.asarray(source as numbers.ArraySource, type);
  return type === undefined ? texts : texts.astype(type);
}
