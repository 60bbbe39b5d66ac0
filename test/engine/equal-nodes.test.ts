/**
 * @file Values of a graph that look alike and are not: a plan must neither join them nor take one for the other. Oracle: the plain twins.
 */
import { expect, test } from 'vitest';
import { getCore } from '../../src/engine/core.ts';
import { g, plainExecutor, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { difference } from './random-graphs.ts';

function expectPlain(outputs: readonly Node[], feeds: Record<string, Float32Array>): void {
  const want = plainExecutor.compile(outputs, []).run(feeds);
  const found = engineProgram(getCore()!, outputs).run(feeds);
  want.forEach(({ data }, i) => expect(difference(found[i]!.data, data), `output ${i}`).toBeLessThan(1e-5));
}

const waves = Float32Array.from({ length: 65536 }, (_, i) => Math.sin(i * 1.37) * 3 + (i % 7) + (i % 256) / 64);

test('a variance around the means of other columns is not the variance of its columns', () => {
  const x = g.input('x', [256, 256]);
  const mean = g.mean(x, { axis: [0] });
  // Column means that are taken from the rows.
  const across = g.sub(x, g.reshape(mean, [256, 1]));
  expectPlain([g.mean(g.square(across), { axis: [0] }), mean], { x: waves });
});

test('squares that are put into other columns keep the means of theirs', () => {
  const x = g.input('x', [4096, 16]);
  const mean = g.mean(x, { axis: [0] });
  const squares = g.reshape(g.square(g.sub(x, mean)), [8192, 8]);
  expectPlain([g.mean(squares, { axis: [0] }), mean], { x: waves });
});

test('paddings with infinities, NaN and -0 are not one', () => {
  const x = g.input('x', [2, 2]);
  const values = [Infinity, -Infinity, Number.NaN, 0, -0];
  const outputs = values.map((value) => g.add(g.pad(x, [1, 1], [1, 1], { value }), -0));
  const found = engineProgram(getCore()!, outputs).run({ x: Float32Array.of(1, 2, 3, 4) });
  expect(found.map(({ data }) => data[0])).toEqual(values);
});
