/**
 * @file Two-operand functions whose result goes into an array that is there already (`np.add(a, b, { out: a })`, also into a view:
 * col2im adds to every second pixel). Block by block in the cores' caches: operands that do not lie in one run are gathered, the
 * result is put where it belongs, and there is no array in between. ufuncs/ufunc.ts without `out` is the oracle of this file.
 */
import { npProgram, storeAddress, type NpProgram } from '../../engine/index.ts';
import { viewOf } from './chunks.ts';
import { splat, type Chosen } from './elementwise.ts';
import { contiguousStrides } from '../layout/strides.ts';
import { copyStrided, type Side } from './strided.ts';

/** Below this many elements the plain way is done before the first block is gathered. */
const FEW = 1024;

/**
 * Results of a shape (axes as they are walked best) into `out`. Each operand has the layout of `out` or lies in another store. Gives
 * how many steps along the first axis are done: not all where the next ones have results that may be infinite or NaN, which nobody
 * has written; 0 when the kernels do not take the case.
 */
export function fastInto(chosen: Chosen, a: Side, b: Side, out: Side, shape: readonly number[]): number {
  const steps = shape[0]!;
  let inner = 1;
  for (let d = 1; d < shape.length; d++) inner *= shape[d]!;
  if (steps * inner < FEW || chosen.isWhole) return 0;
  const kernels = npProgram();
  if (kernels === undefined) return 0;
  const isNumber = b.steps.every((step) => step === 0);
  const stores = isNumber ? [a.store, out.store] : [a.store, b.store, out.store];
  if (stores.some((store) => storeAddress(store) < 0) || (isNumber && b.store.constructor !== a.store.constructor)) {
    return 0;
  }
  const { at, run, chunk } = kernels;
  const group = Math.floor(chunk / Math.max(chosen.bytes, out.store.BYTES_PER_ELEMENT) / inner);
  if (group === 0) return 0;
  if (isNumber) splat(kernels, b.store, b.store[b.offset]!);
  const part = shape.slice();
  const result: Side = { store: out.store, offset: 0, steps: contiguousStrides(shape) };
  const call = run[chosen.name];
  for (let i = 0; i < steps; i += group) {
    part[0] = Math.min(group, steps - i);
    const count = part[0] * inner;
    const one = gathered(kernels, 'a', moved(a, i), part, count);
    const two = isNumber ? at.b : gathered(kernels, 'b', moved(b, i), part, count);
    if ((call(one, two, isNumber ? 0 : 64, at.out, count * chosen.counts) ?? 0) !== 0) return i;
    copyStrided(kernels, { ...result, base: at.out }, { ...moved(out, i), base: storeAddress(out.store) }, part);
  }
  return steps;
}

/** The same, so many steps along the first axis further. */
function moved({ store, offset, steps }: Side, i: number): Side {
  return { store, offset: offset + i * steps[0]!, steps };
}

/** The address of the elements in one run: where they lie so, or in a chunk. */
function gathered(kernels: NpProgram, place: 'a' | 'b', x: Side, shape: readonly number[], count: number): number {
  const size = x.store.BYTES_PER_ELEMENT;
  const base = storeAddress(x.store);
  const steps = contiguousStrides(shape);
  if (shape.every((n, d) => n === 1 || x.steps[d] === steps[d])) return base + x.offset * size;
  const to = kernels.at[place];
  copyStrided(kernels, { ...x, base }, { store: x.store, offset: 0, steps, base: to }, shape);
  // What lies behind the elements in the last group must not look like a result that is infinite or NaN.
  const end = to + count * size;
  if ((end & 63) !== 0) viewOf(kernels, x.store, end, (64 - (end & 63)) / size).fill(1);
  return to;
}
