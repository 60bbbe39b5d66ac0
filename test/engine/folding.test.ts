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
import { engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
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
  const [kept, packed] = [1 / 8, 0].map((share) => engineProgram(getCore()!, [y], [], { kept: share }).run(feed)[0]!);
  expect(Buffer.from(Float32Array.from(packed!.data).buffer)).toEqual(
    Buffer.from(Float32Array.from(kept!.data).buffer),
  );
});
