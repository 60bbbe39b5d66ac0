/** @file What the tests of this module take from several places. */
import { displaySymbol, type MimeBundle } from '../../src/display/index.ts';
import type { NDArray } from '../../src/array/index.ts';

export { NDArray, np, slice, type SliceText } from '../../src/array/index.ts';

/** What a notebook would show. */
export function displaySymbolOf(a: NDArray): MimeBundle {
  return a[displaySymbol]();
}
