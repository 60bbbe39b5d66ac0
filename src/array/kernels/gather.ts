/** @file Copies elements from places that are a sum of one step per axis (roll, repeat, tile, pad). */
import { rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';

/** Fills `out` in C order from the sums of one step per axis, each taken from its list. */
export function gather(a: NDArray, steps: readonly (readonly number[])[], out: NDArray['data']): void {
  const data = rawStore(a);
  let to = 0;
  const last = steps.length - 1;
  const runs = last >= 0 ? runsOf(steps[last]!) : undefined;
  const visit = (d: number, at: number): void => {
    if (d > last) out[to++] = data[at]!;
    else if (d === last && runs) {
      for (const [from, n] of runs) {
        out.set(data.subarray(at + from, at + from + n), to);
        to += n;
      }
    } else if (d === last) for (const step of steps[d]!) out[to++] = data[at + step]!;
    else for (const step of steps[d]!) visit(d + 1, at + step);
  };
  visit(0, a.offset);
}

/** Steps that lie one after the other, as [first, count]; undefined when the runs are short. */
function runsOf(steps: readonly number[]): [number, number][] | undefined {
  const runs: [number, number][] = [];
  for (let i = 0; i < steps.length;) {
    let n = 1;
    while (i + n < steps.length && steps[i + n] === steps[i]! + n) n++;
    runs.push([steps[i]!, n]);
    i += n;
  }
  return steps.length >= 16 * runs.length ? runs : undefined;
}
