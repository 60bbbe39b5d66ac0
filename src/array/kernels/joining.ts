/**
 * @file Arrays stored alike written one behind the other, or their elements by turns, through the engine's kernels. The general copy
 * (core/cast.ts) is the oracle of this file.
 */
import { npProgram, storeAddress } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';
import { fed, SMALL, viewOf } from './chunks.ts';

/** n elements from `offset` on. */
interface Run {
  readonly data: TypedArray;
  readonly offset: number;
}

/** out = the first elements of all runs, then the second …, n of each; false when the kernels do not take the case. */
export function fastByTurns(runs: readonly Run[], out: TypedArray, n: number): boolean {
  const count = runs.length;
  const size = out.BYTES_PER_ELEMENT;
  if (n * count < SMALL || count < 2 || size === 2) return false;
  const kernels = npProgram();
  if (kernels === undefined) return false;
  const { run, at, chunk, stores } = kernels;
  const bits = (8 * size) as 8 | 32 | 64;
  const [interleave, spread] = [run[`interleave_${bits}`], run[`spread_${bits}`]];
  // Whole groups of elements, so that nothing behind a part is written.
  const cap = Math.floor(chunk / (count * size)) & -64;
  if (cap === 0) return false;
  const there = storeAddress(out);
  for (let i = 0; i < n; i += cap) {
    const some = Math.min(cap, n - i);
    const to = there < 0 ? at.out : there + i * count * size;
    const [first, second] = runs as readonly [Run, Run];
    if (count === 2) {
      const one = fed(kernels, 'a', first.data, first.offset + i, some);
      interleave(one, fed(kernels, 'b', second.data, second.offset + i, some), to, some);
    } else {
      runs.forEach(({ data, offset }, k) =>
        spread(fed(kernels, 'a', data, offset + i, some), to + k * size, count * size, some),
      );
    }
    if (there < 0) out.set(viewOf(kernels, out, to, some * count), i * count);
  }
  if (there >= 0) stores!.endTidily(out);
  return true;
}
