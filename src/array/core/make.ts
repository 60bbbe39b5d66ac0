/**
 * @file How the files of this module make and recognise arrays. The class has methods that are built from these files, so they
 * can't import it; ndarray.ts hands it over once, when it is loaded, and everybody else imports only its type.
 */
import { isPlaced } from '../../engine/index.ts';
import type { DType, TypedArray } from '../layout/dtype.ts';
import type { NDArray } from './ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';

let ArrayClass: typeof NDArray;
let storeOf: (a: NDArray) => TypedArray;
let lastingStoreOf: (a: NDArray) => TypedArray;
let ownerOf: (a: NDArray) => NDArray;

/** Called by ndarray.ts. */
export function bindArrayClass(
  given: typeof NDArray,
  inside: { raw: typeof storeOf; lasting: typeof storeOf; owner: typeof ownerOf },
): void {
  ArrayClass = given;
  storeOf = inside.raw;
  lastingStoreOf = inside.lasting;
  ownerOf = inside.owner;
}

/**
 * The store of an array as it lies, perhaps in the kernels' memory, for a look that ends before this function's caller does:
 * it must not be given to anybody, nor anything made of it (subarray, address) be used after a further array was made. What
 * is to last takes `a.data`, which moves the store out.
 */
export function rawStore(a: NDArray): TypedArray {
  return storeOf(a);
}

/** What `a.data` gives, whatever a cell has made of the class. */
export function lastingStore(a: NDArray): TypedArray {
  return lastingStoreOf(a);
}

/** Another look at the store of `a`. The arguments are not checked. */
export function makeView(
  a: NDArray,
  shape: readonly number[],
  strides: readonly number[],
  offset = a.offset,
  writeable = a.writeable,
): NDArray {
  return new ArrayClass(storeOf(a), a.dtype, shape, strides, offset, writeable, ownerOf(a));
}

/** Whether two arrays look at one store. */
export function shareStore(a: NDArray, b: NDArray): boolean {
  return storeOf(a).buffer === storeOf(b).buffer && (ownerOf(a) === ownerOf(b) || !isPlaced(storeOf(a)));
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
