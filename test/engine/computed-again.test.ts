/**
 * @file What a chain reads of another is computed in it again where that spares a pass over memory: behind batch normalization and relu
 * neither the map that the next convolution reads nor the masked gradient is read or stored by the backward pass.
 */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { g } from '../../src/engine/graph/index.ts';
import { engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
import { Dice, expectSame } from './random-graphs.ts';

afterAll(resetCore);

test("relu's mask is had from the map before batch normalization, in both passes of its gradient", () => {
  setThreads(2);
  const [n, side, c] = [4, 16, 16];
  const shape = [n, side, side, c];
  const x = g.input('x', shape);
  const [gamma, beta, kernel] = [g.input('gamma', [c]), g.input('beta', [c]), g.input('k', [1, 1, c, c])];
  const over = { axis: [0, 1, 2], keepDims: true };
  const mean = g.mean(x, over);
  const centred = g.sub(x, mean);
  const variance = g.mean(g.square(centred), over);
  const factor = g.mul(g.rsqrt(g.add(variance, 1e-3)), gamma);
  const y = g.relu(g.add(g.mul(centred, factor), beta));
  // A task of its own stands between forward and backward pass.
  const dy = g.conv2d(y, kernel, {});
  const masked = g.select(g.greater(y, 0), dy, 0);
  const dBeta = g.sum(masked, over);
  const dGamma = g.sum(g.mul(masked, centred), over);
  const dx = g.mul(g.sub(g.sub(masked, g.mul(dBeta, 1e-3)), g.mul(centred, g.mul(dGamma, 1e-3))), factor);
  const outputs = [dx];
  const dice = new Dice(7);
  const feeds = Object.fromEntries(
    Object.entries({ x, gamma, beta, k: kernel }).map(([name, node]) => [name, dice.floats(node.shape)]),
  );
  expectSame(getCore()!, outputs, feeds, { tolerance: 1e-5 });
  const program = engineProgram(getCore()!, outputs);
  const names = profileProgram(program, feeds, 1)!.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('elementwise') && /\[(4x|16384)/.test(name))).toMatchInlineSnapshot(`
    [
      "elementwise sub mul add relu [4x16x16x16]",
      "elementwise sub mul add greater select sum mul sum [16384]",
      "elementwise sub mul add greater select sub mul sub mul [4x16x16x16]",
    ]
  `);
  program.release?.();
});
