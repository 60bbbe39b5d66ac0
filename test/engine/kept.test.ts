/** @file What stays from run to run lies in memory once for all programs of an engine, and goes with the last of them. */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { g, interpret, Variable, type Node } from '../../src/engine/graph/index.ts';
import { engineExecutor, engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
import { difference, Dice } from './random-graphs.ts';

afterAll(resetCore);

const dice = new Dice(21);
const w = new Variable([3, 3, 64, 64], { data: dice.floats([3, 3, 64, 64], -0.1, 0.1) });
const scale = new Variable([64], { data: dice.floats([64]) });

/** conv → frozen scale → relu, for a batch of n: the weights are scaled, then packed, and lie in 590 KB; a program of its own takes the rest. */
function network(n: number): { y: Node; feed: { x: Float32Array } } {
  const x = g.input('x', [n, 8, 8, 64]);
  const y = g.relu(g.mul(g.conv2d(x, g.variable(w), { padding: 'same' }), g.variable(scale)));
  return { y, feed: { x: dice.floats([n, 8, 8, 64]) } };
}

const error = (program: ReturnType<typeof engineProgram>, { y, feed }: ReturnType<typeof network>): number =>
  difference(program.run(feed)[0]!.data, interpret([y], feed)[0]!.data);

test('programs of several batch sizes share packed weights, and each learns of it when they are written', () => {
  setThreads(2);
  const core = getCore()!;
  const nets = [2, 3, 4].map(network);
  const first = engineProgram(core, [nets[0]!.y]);
  expect(error(first, nets[0]!)).toBeLessThan(1e-5);
  const before = core.arena.used;
  const more = nets.slice(1).map(({ y }) => engineProgram(core, [y]));
  expect(core.arena.used - before).toBeLessThan(600_000);
  const programs = [first, ...more];
  const look = (): void => nets.forEach((net, i) => expect(error(programs[i]!, net)).toBeLessThan(1e-5));
  look();
  scale.write(new Float32Array(64).fill(3));
  look();
  w.data = w.data.map((v) => v / 2) as Float32Array;
  programs.reverse();
  nets.reverse();
  look();
  // Who made it may go before who reads it.
  programs.pop()!.release!();
  nets.pop();
  look();
  for (const program of programs) program.release!();
  const small = core.arena.used;
  engineProgram(core, [network(2).y]).release!();
  expect(core.arena.used).toBe(small);
});

test('only what was computed from a written variable is computed again', () => {
  setThreads(1);
  const other = new Variable([3, 3, 64, 64], { data: dice.floats([3, 3, 64, 64], -0.1, 0.1) });
  const { y, feed } = network(2);
  const deep = g.conv2d(y, g.variable(other), { padding: 'same' });
  const program = engineProgram(getCore()!, [deep]);
  const look = (): number => difference(program.run(feed)[0]!.data, interpret([deep], feed)[0]!.data);
  expect(look()).toBeLessThan(1e-5);
  // The packed weights of the first layer are spoilt behind the engine's back; writing the second layer's leaves them so.
  profileProgram(program, feed, 1);
  other.write(dice.floats([3, 3, 64, 64], -0.1, 0.1));
  expect(look()).toBeLessThan(1e-5);
  scale.write(dice.floats([64]));
  expect(look()).toBeLessThan(1e-5);
});

test('a program goes on when its engine was stopped, in the next one', () => {
  setThreads(2);
  const net = network(2);
  const program = engineExecutor.compile([net.y], []);
  const want = Float32Array.from(program.run(net.feed)[0]!.data);
  for (const threads of [1, 3, 2]) {
    setThreads(threads);
    expect(Float32Array.from(program.run(net.feed)[0]!.data)).toEqual(want);
    expect(getCore()!.threads).toBe(threads);
  }
  // One that was planned for an engine itself goes on alone.
  const bound = engineProgram(getCore()!, [net.y]);
  resetCore();
  expect(Float32Array.from(bound.run(net.feed)[0]!.data)).toEqual(want);
  // Both wrote to the variables' memory in turn.
  expect(Float32Array.from(program.run(net.feed)[0]!.data)).toEqual(want);
});
