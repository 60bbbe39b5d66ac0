/**
 * @file How the files of this module make and recognise arrays. The class has methods that are built from these files, so they
 * can't import it; ndarray.ts hands it over once, when it is loaded, and everybody else imports only its type.
 */
import type { DType, TypedArray } from '../layout/dtype.ts';
import type { NDArray } from './ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';

let ArrayClass: typeof NDArray;

/** Called by ndarray.ts. */
export function bindArrayClass(given: typeof NDArray): void {
  ArrayClass = given;
}

/** An array over a store, C order from its start unless strides and offset say otherwise. The arguments are not checked. */
export function makeArray(
  data: TypedArray,
  dtype: DType,
  shape: readonly number[],
  strides?: readonly number[],
  offset?: number,
  writeable?: boolean,
): NDArray {
  return new ArrayClass(data, dtype, shape, strides, offset, writeable);
}

/** Whether something is one of our arrays. */
export function isNDArray(x: unknown): x is NDArray {
  return x instanceof ArrayClass;
}

let asStrings: (x: unknown) => StringArray | undefined;

/** Called by strings/string-array.ts. */
export function bindStrings(given: (x: unknown) => StringArray | undefined): void {
  asStrings = given;
}

/** An array of texts from one, a text or nested lists of texts; undefined for everything else. */
export function stringsOf(x: TextSource): StringArray;
export function stringsOf(x: unknown): StringArray | undefined;
export function stringsOf(x: unknown): StringArray | undefined {
  return asStrings(x);
}
