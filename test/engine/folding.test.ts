/** @file What stays between runs, folded and packed once, is made anew when a variable was written, in each way in which one can be. */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import {
  g,
  gradients,
  interpret,
  topologicalOrder,
  Variable,
  type Assign,
  type Node,
} from '../../src/engine/graph/index.ts';
import { engineExecutor, engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
import { difference, Dice } from './random-graphs.ts';

afterAll(resetCore);

/** conv → frozen normalization → relu6 behind a padding, with its variables. */
function small(): { x: Node; y: Node; w: Variable; gamma: Variable; feed: { x: Float32Array } } {
  const dice = new Dice(5);
  const x = g.input('x', [2, 12, 12, 16]);
  const w = new Variable([3, 3, 16, 32], { data: dice.floats([3, 3, 16, 32], -0.2, 0.2) });
  const gamma = new Variable([32], { data: dice.floats([32]) });
  const padded = g.pad(x, [0, 1, 1, 0], [0, 1, 1, 0]);
  const scaled = g.mul(
    g.conv2d(padded, g.variable(w), { padding: 'valid' }),
    g.reshape(g.variable(gamma), [1, 1, 1, 32]),
  );
  const y = g.minimum(g.relu(g.add(scaled, g.constant(dice.floats([32]), [32]))), 6);
  return { x, y, w, gamma, feed: { x: dice.floats([2, 12, 12, 16]) } };
}

test('what is computed once is not computed again until one of its variables is written', () => {
  setThreads(2);
  const { y, w, gamma, feed } = small();
  const program = engineProgram(getCore()!, [y]);
  const look = (): number => difference(program.run(feed)[0]!.data, interpret([y], feed)[0]!.data);
  expect(look()).toBeLessThan(1e-5);
  const names = profileProgram(program, feed, 1)!;
  expect(names.filter(({ isOnce }) => isOnce).length).toBeGreaterThan(1);
  expect(names.filter(({ isOnce }) => !isOnce).map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "winograd conv 3x3 12x12x16->32+bias+relu6",
    ]
  `);
  // In place, by another array, by a program of the engine, by the interpreter.
  gamma.write(new Float32Array(32).fill(2));
  expect(look()).toBeLessThan(1e-5);
  w.data = w.data.map((v) => v / 2) as Float32Array;
  expect(look()).toBeLessThan(1e-5);
  const update: Assign[] = [{ variable: w, value: g.mul(g.variable(w), -1) }];
  engineProgram(getCore()!, [], update).run({});
  expect(look()).toBeLessThan(1e-5);
  interpret([], {}, [{ variable: gamma, value: g.mul(g.variable(gamma), 3) }]);
  expect(look()).toBeLessThan(1e-5);
});

test('a training step with frozen normalization learns what its twin learns', () => {
  const { x, y, w, gamma, feed } = small();
  const start = w.data.slice();
  const loss = g.mean(g.square(y));
  const [slope] = gradients(loss, [findVariable(y, w)]);
  const update: Assign[] = [{ variable: w, value: g.sub(findVariable(y, w), g.mul(slope!, 0.1)) }];
  const steps = (run: () => void): Float32Array => {
    w.write(start);
    for (let i = 0; i < 3; i++) run();
    return w.data.slice() as Float32Array;
  };
  const want = steps(() => interpret([loss], feed, update));
  const program = engineProgram(getCore()!, [loss], update);
  const got = steps(() => program.run(feed));
  expect(difference(got, want)).toBeLessThan(1e-5);
  expect(gamma.version).toBe(0);
  expect(x.shape).toEqual([2, 12, 12, 16]);
});

/** The node by which `y` reads a variable. */
function findVariable(y: Node, variable: Variable): Node {
  return topologicalOrder([y]).find((node) => node.op === 'variable' && node.attrs.variable === variable)!;
}

test('with nothing kept the results are the same bits', () => {
  const { y, feed } = small();
  const [kept, packed] = [true, false].map((keeps) => engineProgram(getCore()!, [y], [], { keeps }).run(feed)[0]!);
  expect(Buffer.from(Float32Array.from(packed!.data).buffer)).toEqual(
    Buffer.from(Float32Array.from(kept!.data).buffer),
  );
});

test('a sample has the same bits in every batch that has no fewer samples than there are threads', () => {
  setThreads(2);
  const dice = new Dice(9);
  const shapes = [
    [9, 64, 128],
    [7, 128, 96],
    [4, 64, 72],
    [14, 64, 64],
  ] as const;
  for (const [side, cin, cout] of shapes) {
    const w = new Variable([3, 3, cin, cout], { data: dice.floats([3, 3, cin, cout]) });
    const x = dice.floats([8, side, side, cin]);
    const values = (n: number): Float32Array => {
      const input = g.input('x', [n, side, side, cin]);
      const y = g.conv2d(input, g.variable(w), { padding: 'same' });
      const out = engineProgram(getCore()!, [y]).run({ x: x.slice(0, n * side * side * cin) })[0]!.data;
      return Float32Array.from(out.subarray(0, 2 * side * side * cout));
    };
    const want = Buffer.from(values(8).buffer);
    for (const n of [2, 3, 5]) expect(Buffer.from(values(n).buffer).equals(want), `${side} ${n}`).toBe(true);
  }
});

test('where memory is short weights are packed in each run instead, one after the other', () => {
  resetCore();
  const dice = new Dice(3);
  const x = g.input('x', [1, 8, 8, 256]);
  let y: Node = x;
  for (let i = 0; i < 4; i++) {
    const w = new Variable([3, 3, 256, 256], { data: dice.floats([3, 3, 256, 256], -0.02, 0.02) });
    y = g.relu(g.conv2d(y, g.variable(w), { padding: 'same' }));
  }
  const feed = { x: dice.floats([1, 8, 8, 256]) };
  const core = getCore()!;
  const roomy = engineExecutor.compile([y], []);
  const want = Float32Array.from(roomy.run(feed)[0]!.data);
  roomy.release?.();
  // Untouched memory costs nothing: all but 6 MB of it is taken. The four packed kernels are 9.4 MB.
  const { arena } = core;
  const filler = 2 ** 32 - 6e6 - arena.used;
  const start = arena.allocate(filler, false);
  const tight = engineExecutor.compile([y], []);
  expect(profileProgram(tight, feed, 1)!.some(({ isOnce }) => isOnce)).toBe(false);
  expect(Float32Array.from(tight.run(feed)[0]!.data)).toEqual(want);
  tight.release?.();
  arena.release(start, filler);
  resetCore();
});
