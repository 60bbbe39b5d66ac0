/** @file What is done to a gradient behind a max-pooling is done on the pooled map, where that gives the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { g, gradients, interpret, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
import { difference, Dice } from './random-graphs.ts';

beforeAll(() => setThreads(2));
afterAll(resetCore);

type Window = Parameters<typeof g.maxPool>[2] & { readonly pool: readonly [number, number] };

/** conv → activation → pooling → sum of its squares, and the gradients towards map, kernel and bias. */
function network(act: (x: Node) => Node, { pool, ...window }: Window, n = 4) {
  const dice = new Dice(21);
  const [x, kernel, bias] = [g.input('x', [n, 15, 13, 16]), g.input('k', [3, 3, 16, 32]), g.input('b', [32])];
  const map = act(g.add(g.conv2d(x, kernel, { padding: 'same' }), bias));
  const pooled = g.maxPool(map, pool, window);
  const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape, -0.2, 0.2), b: dice.floats([32]) };
  return { map, pooled, towards: [x, kernel, bias], feeds };
}

const SIDE_BY_SIDE: Window = { pool: [2, 2], strides: [2, 2] };

test('relu and the sum that is the gradient of the bias go through the pooled map together', () => {
  const { pooled, towards, feeds } = network(g.relu, SIDE_BY_SIDE, 16);
  const program = engineProgram(getCore()!, gradients(g.sum(g.square(pooled)), towards));
  expect(profileProgram(program, feeds, 1)!.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "pack conv 3x3 15x13x16->32+bias+relu+pool",
      "winograd conv 3x3 15x13x16->32+bias+relu+pool",
      "pack input gradient 15x13x32->16 from arg-max",
      "elementwise greater broadcastTo mul mul select sum [21504]",
      "filter gradient from arg-max (wide) 3x3x16->32 over 15x13",
      "sum parts 3x3x16->32 over 15x13",
      "sparse input gradient 15x13x32->16 from arg-max",
      "sum of 32 columns",
    ]
  `);
});

const ACTIVATIONS: Readonly<Record<string, (x: Node) => Node>> = {
  relu: g.relu,
  relu6: (x) => g.minimum(g.relu(x), 6),
  leaky: (x) => g.select(g.greater(x, 0), x, g.mul(x, 0.1)),
  none: (x) => x,
};
const WINDOWS: Readonly<Record<string, Window>> = {
  'side by side': SIDE_BY_SIDE,
  overlapping: { pool: [3, 3], strides: [2, 2] },
  padded: { pool: [3, 3], strides: [2, 2], padding: 'same' },
  'with gaps': { pool: [2, 2], strides: [3, 3] },
  dilated: { pool: [2, 2], strides: [1, 1], dilation: [2, 2] },
};

test.each(Object.keys(ACTIVATIONS).flatMap((act) => Object.keys(WINDOWS).map((window) => [act, window] as const)))(
  'gradients behind %s and windows %s are those of the twins',
  (act, window) => {
    const { map, pooled, towards, feeds } = network(ACTIVATIONS[act]!, WINDOWS[window]!);
    const losses = {
      alone: g.sum(g.square(pooled)),
      'with another reader of the map': g.add(g.sum(g.square(pooled)), g.mean(g.square(map))),
      'without the pooled values': g.sum(g.mul(pooled, g.constant(new Dice(2).floats(pooled.shape), pooled.shape))),
    };
    for (const [reader, loss] of Object.entries(losses)) {
      const outputs = gradients(loss, [...towards, map]);
      const want = interpret(outputs, feeds);
      for (const folded of [true, false]) {
        const got = engineProgram(getCore()!, outputs, [], { folded }).run(feeds);
        got.forEach(({ data }, i) => expect(difference(data, want[i]!.data), `${reader} ${i}`).toBeLessThan(2e-5));
      }
    }
  },
);

test('a map of NaN, zeros and infinity has the gradients of the twins', () => {
  const x = g.input('x', [1, 4, 4, 8]);
  const map = g.relu(x);
  const [slope] = gradients(g.sum(g.maxPool(map, [2, 2], { strides: [2, 2] })), [x]);
  const values = [0, -0, -1, NaN, Infinity, -Infinity, 1e-38, 2];
  const feed = { x: Float32Array.from({ length: 128 }, (_, i) => values[(i * 5 + (i >> 4)) % values.length]!) };
  const program = engineProgram(getCore()!, [slope!]);
  expect(Array.from(program.run(feed)[0]!.data)).toEqual(Array.from(interpret([slope!], feed)[0]!.data));
});
