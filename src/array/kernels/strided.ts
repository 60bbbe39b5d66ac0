/** @file Copies between layouts inside the kernels' memory. The general copy (core/cast.ts) is the oracle of this file. */
import { npProgram, storeAddress, type NpProgram } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';

/** Below this many elements a plain loop is quicker. */
const FEW = 256;
/** Axes that a plan has room for. */
const MOST = 32;

/** Where elements are or go: a store, the place of the first, and steps along the axes. */
export interface Side {
  readonly store: TypedArray;
  readonly offset: number;
  readonly steps: readonly number[];
}

/** With the address of the store's first element, or of what is used in its place. */
interface Based extends Side {
  readonly base: number;
}

/** Copies the elements of a shape of two axes or more; false when the kernels do not take the case. */
export function fastStrided(from: Side, to: Side, shape: readonly number[]): boolean {
  const axes = shape.length;
  let count = 1;
  for (let d = 0; d < axes; d++) count *= shape[d]!;
  if (count < FEW || axes > MOST || from.store.constructor !== to.store.constructor) return false;
  const kernels = npProgram();
  if (kernels === undefined) return false;
  const [source, target] = [storeAddress(from.store), storeAddress(to.store)];
  if (source < 0 || target < 0) return false;
  copyStrided(kernels, { ...from, base: source }, { ...to, base: target }, shape);
  return true;
}

/** The same where both sides are known to lie in the kernels' memory; one axis to 32. */
export function copyStrided(kernels: NpProgram, from: Based, to: Based, shape: readonly number[]): void {
  if (shape.length === 1) {
    const one = (side: Based): Based => ({ ...side, steps: [0, side.steps[0]!] });
    copyStrided(kernels, one(from), one(to), [1, shape[0]!]);
    return;
  }
  const axes = shape.length;
  const size = to.store.BYTES_PER_ELEMENT;
  const plan = new Int32Array(kernels.buffer, kernels.at.condition, 4 * axes);
  for (let d = 0; d < axes; d++) {
    plan[4 * d] = shape[d]!;
    plan[4 * d + 1] = from.steps[d]! * size;
    plan[4 * d + 2] = to.steps[d]! * size;
  }
  const call = kernels.run[`copy_strided_${(8 * size) as 8 | 16 | 32 | 64}`];
  call(from.base + from.offset * size, to.base + to.offset * size, axes, kernels.at.condition);
}
