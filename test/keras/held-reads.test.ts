/** @file What a tape has read of weights that change later: kept as it was, until it takes too much memory; then it is refused. */
import { expect, it } from 'vitest';
import { Variable } from '../../src/engine/index.ts';
import { computeOnce } from '../../src/keras/common/tensor.ts';
import { Trace } from '../../src/keras/core/trace.ts';

it('keeps what was read, and says so when it is gone', () => {
  const variable = new Variable([2], { name: 'w', data: Float32Array.of(1, 2) });
  const trace = new Trace(false);
  const node = trace.read(variable);
  trace.holdReads([variable]);
  variable.data.set([3, 4]);
  expect(computeOnce([node])[0]!.toList()).toEqual([1, 2]);
  expect(trace.heldBytes).toBe(8);
  trace.letGo();
  expect(trace.heldBytes).toBe(0);
  expect(() => computeOnce([node])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: tensor.numpy: the weights have changed too often since this tensor was computed, its values are gone. Received a tensor of an earlier tape. Keep the number instead: losses.push(tape.value).]`,
  );
});
