/**
 * @file Nested lists of nothing but numbers and truth values, all rows alike: their shape, their dtype and their elements, without a list or
 * a call for each element. Every other list (also one with an error in it) is for the general way of create.ts.
 */
import type { DType, TypedArray } from '../layout/dtype.ts';

/** Kinds of elements, as bits. */
const [TRUTH, WHOLE, FLOAT] = [1, 2, 4];

/** Axes of such lists; one that holds itself has more. */
const MOST = 32;

/** What such lists hold. */
export interface PlainLists {
  readonly shape: readonly number[];
  /** The dtype that they get where none is asked for. */
  readonly dtype: DType;
}

/** Undefined for other lists, and for empty ones. */
export function measurePlain(list: readonly unknown[]): PlainLists | undefined {
  const shape: number[] = [];
  for (let x: unknown = list; Array.isArray(x); x = (x as unknown[])[0])
    if (shape.push(x.length) > MOST) return undefined;
  const kinds = kindsIn(list, shape, 0);
  if (kinds <= 0) return undefined;
  return { shape, dtype: kinds === TRUTH ? 'bool' : kinds < FLOAT ? 'int64' : 'float64' };
}

/** The kinds of all elements, 0 where the lists are not of that shape or hold something else. */
function kindsIn(list: readonly unknown[], shape: readonly number[], depth: number): number {
  if (list.length !== shape[depth]) return 0;
  let kinds = 0;
  if (depth < shape.length - 1) {
    for (let i = 0; i < list.length; i++) {
      const row = list[i];
      const own = Array.isArray(row) ? kindsIn(row, shape, depth + 1) : 0;
      if (own === 0) return 0;
      kinds |= own;
    }
    return kinds;
  }
  for (let i = 0; i < list.length; i++) {
    const x = list[i];
    if (typeof x === 'number') kinds |= (x | 0) === x || Number.isSafeInteger(x) ? WHOLE : FLOAT;
    else if (typeof x === 'boolean') kinds |= TRUTH;
    else return 0;
  }
  return kinds;
}

/**
 * Writes the elements of lists of that shape in order; each must be an element of the store as it is (true: 1). `isWhole`: there is no -0
 * among whole numbers.
 */
export function writePlain(
  list: readonly unknown[],
  shape: readonly number[],
  store: TypedArray,
  isWhole: boolean,
): void {
  writeRows(list, shape.length - 1, store, 0, isWhole ? 0 : -0);
}

/** Adding `zero` (0 or -0) makes -0 to 0, or nothing to anything. */
function writeRows(list: readonly unknown[], below: number, store: TypedArray, start: number, zero: number): number {
  let at = start;
  if (below > 0) {
    for (let i = 0; i < list.length; i++) at = writeRows(list[i] as unknown[], below - 1, store, at, zero);
    return at;
  }
  // (A loop that stores into arrays of one kind only is compiled for that kind.)
  if (store instanceof Float64Array) for (let i = 0; i < list.length; i++) store[at + i] = Number(list[i]) + zero;
  else if (store instanceof Float32Array) for (let i = 0; i < list.length; i++) store[at + i] = Number(list[i]);
  else for (let i = 0; i < list.length; i++) store[at + i] = Number(list[i]);
  return at + list.length;
}
