/** @file Ops of `keras.ops` whose arguments come by place and by name: none is left aside, none is given twice. */
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf } from './helpers.ts';

const { ops } = keras;

it('arange takes start, stop and step by name, as Keras does', () => {
  expect(ops.arange(5, { step: 2 }).toList()).toEqual([0, 2, 4]);
  expect(ops.arange(2, { stop: 8, step: 3 }).toList()).toEqual([2, 5]);
  expect(ops.arange({ stop: 3 }).toList()).toEqual([0, 1, 2]);
  expect(ops.arange({ start: 0, stop: 1, step: 0.5 }).dtype).toBe('float32');
  expect(ops.arange(3, null, null, 'float32').dtype).toBe('float32');
  expect(ops.arange(3).dtype).toBe('int32');
});

it('what is refused', async () => {
  const said = [
    await messageOf(() => ops.arange(3, { start: 1 })),
    await messageOf(() => ops.arange({ step: 2 })),
    await messageOf(() => ops.unstack(np.ones([2, 3]), { axis: 2 })),
  ];
  expect(said).toMatchInlineSnapshot(`
    [
      "ValueError: ops.arange: start, stop and step are given once each. Received start by place and by name.",
      "ValueError: ops.arange: needs stop, or start, stop and step. Received none of them.",
      "AxisError: ops.unstack: axis must be in [-2, 2). Received axis 2.",
    ]
  `);
});

it('scatter and scatterUpdate refuse places outside, in every axis', async () => {
  const x = np.zeros([2, 3]);
  expect(await messageOf(() => ops.scatter([[9]], [1], [4]))).toMatchInlineSnapshot(
    `"IndexError: ops.scatter: index 9 is out of bounds for axis 0 with size 4. Received indices (1, 1), (4,). Axis 0 takes 0 to 3."`,
  );
  expect(await messageOf(() => ops.scatterUpdate(x, [[0, 3]], [1]))).toContain('axis 1 with size 3');
  expect(await messageOf(() => ops.scatterUpdate(x, [[-1, 0]], [1]))).toContain('Axis 0 takes 0 to 1');
  expect(np.array(ops.scatterUpdate(x, [[1, 2]], [5])).toList()).toEqual([[0, 0, 0], [0, 0, 5]]); // prettier-ignore
});
