/**
 * @file Programs in which threads help that come in time (products), by turns with those that all threads walk together (a training step): no
 * thread takes one for the other, and not a bit changes.
 */
import { afterAll, expect, test } from 'vitest';
import { getCore, setThreads } from '../../src/engine/core.ts';
import { inCore, matmul } from '../../src/engine/matmul.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { Dice } from './random-graphs.ts';
import { trainingGraph } from './training-graph.ts';

const threads = getCore()!.threads;
afterAll(() => setThreads(threads));

/** Losses and products of so many rounds on so many threads; with no products a round is a training step alone. */
function rounds(count: number, many: number, products: boolean): { losses: number[]; found: Float32Array[] } {
  setThreads(count);
  const { loss, assigns, feeds } = trainingGraph();
  const program = engineProgram(getCore()!, [loss], assigns);
  const dice = new Dice(3);
  const losses: number[] = [];
  const found: Float32Array[] = [];
  for (let round = 0; round < many; round++) {
    losses.push(program.run(feeds)[0]!.data[0]!);
    for (let q = 0; q < (products ? 4 : 0); q++) {
      const [m, k, n] = [64 + (round % 7), 130, 256 - q];
      found.push(matmul(dice.floats([m, k]), dice.floats([k, n]), m, k, n));
    }
  }
  return { losses, found };
}

test('products by turns with training steps: of either the bits that they have alone', () => {
  const one = rounds(1, 12, true);
  for (const count of [2, 3]) {
    const { losses, found } = rounds(count, 12, true);
    expect(found).toEqual(one.found);
    // (The bits of a step depend on how many threads there are.)
    expect(losses).toEqual(rounds(count, 12, false).losses);
  }
});

test('what this thread does meanwhile is done once, and a fault in it leaves the engine as it was', () => {
  setThreads(2);
  const core = getCore()!;
  const dice = new Dice(4);
  const [m, k, n] = [120, 200, 120];
  const [a, b] = [dice.floats([m, k]), dice.floats([k, n])];
  const right = matmul(a, b, m, k, n);
  const used = core.arena.used;
  for (let round = 0; round < 20; round++) {
    let calls = 0;
    const found = new Float32Array(m * n);
    inCore(core, { data: a, isTurned: false }, { data: b, isTurned: false }, m, k, n, found, () => void calls++);
    expect(calls).toBe(1);
    expect(found).toEqual(right);
    const fails = (): void => {
      throw new RangeError('on purpose');
    };
    expect(() =>
      inCore(core, { data: a, isTurned: false }, { data: b, isTurned: false }, m, k, n, found, fails),
    ).toThrow('on purpose');
  }
  expect(core.arena.used).toBe(used);
});
