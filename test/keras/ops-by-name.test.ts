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
