/**
 * @file Run by vectors.test.ts in a fresh process: prints a digest of a training step's weights, of convolutions of many shapes and of
 * random graphs (fuzz-graphs.ts).
 */
import { createHash } from 'node:crypto';
import { getCore, setThreads } from '../../src/engine/core.ts';
import { g, gradients, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { fuzzCase } from './fuzz-graphs.ts';
import { Dice, bitsAfter } from './random-graphs.ts';
import { trainingGraph } from './training-graph.ts';

setThreads(1);
const core = getCore()!;
const hash = createHash('sha256');
const graph = trainingGraph();
for (const bits of bitsAfter(core, graph.assigns, graph.feeds, 3)) hash.update(bits);
const dice = new Dice(21);
for (const [n, size, cin, cout, pool, relu] of [
  [3, 14, 64, 32, true, false],
  [3, 10, 16, 40, true, true],
  [3, 13, 20, 37, true, true],
  [3, 9, 36, 24, false, true],
  [3, 7, 32, 16, false, false],
  [12, 9, 20, 37, false, true],
] as const) {
  const [x, kernel] = [g.input('x', [n, size, size, cin]), g.input('k', [3, 3, cin, cout])];
  let y: Node = g.add(g.conv2d(x, kernel, { padding: 'same' }), g.constant(dice.floats([cout]), [cout]));
  if (relu) y = g.relu(y);
  if (pool) y = g.maxPool(y, [2, 2], { strides: [2, 2] });
  const program = engineProgram(core, [y, ...gradients(g.sum(g.mul(y, y)), [x, kernel])]);
  for (const { data } of program.run({ x: dice.floats(x.shape), k: dice.floats(kernel.shape) })) {
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
}
// A map that convolutions and a pooling join in place, and normalization in front of a product.
const x = g.input('x', [3, 9, 9, 20]);
const kernels = [
  [3, 3, 20, 33],
  [5, 5, 20, 7],
  [1, 1, 20, 19],
].map((shape) => g.constant(dice.floats(shape), shape));
const pooled = g.avgPool(x, [3, 3], { strides: [1, 1], padding: 'same' });
const joined = g.concat([pooled, ...kernels.map((kernel) => g.conv2d(x, kernel, { padding: 'same' }))], 3);
const rows = [79, 79].map((n) => g.constant(dice.floats([n]), [n]));
const scaled = g.relu(g.add(g.mul(joined, rows[0]!), rows[1]!));
const product = g.conv2d(scaled, g.constant(dice.floats([1, 1, 79, 45]), [1, 1, 79, 45]), { padding: 'same' });
for (const { data } of engineProgram(core, [product]).run({ x: dice.floats(x.shape) })) {
  hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
for (let seed = 0; seed < 40; seed++) {
  const { outputs, feeds } = fuzzCase(seed);
  const program = engineProgram(core, outputs);
  for (const { data } of program.run(feeds(false))) {
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  program.release?.();
}
console.log(hash.digest('hex'));
process.exit(0);
