/**
 * @file Weights and rows that do not stay in the second cache go by in an order of their own: which rows, tiles, channels and threads meet
 * decides no bit, and the values are those of the twins.
 */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { g, interpret, Variable, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { difference, Dice } from './random-graphs.ts';

afterAll(resetCore);

/** The bounds of docs/engine.md, in parts of the largest value. */
const [WINOGRAD, PRODUCT] = [1.5e-5, 4e-6];

/** A result for the first `n` samples of x on so many threads. */
function values(threads: number, y: Node, x: Float32Array): Float32Array {
  setThreads(threads);
  const program = engineProgram(getCore()!, [y]);
  const out = Float32Array.from(program.run({ x })[0]!.data);
  program.release?.();
  return out;
}

const bits = (a: Float32Array, length: number): Buffer => Buffer.from(a.slice(0, length).buffer);

/** 13 and 14: short tiles, 49 tiles of 25: none. The weights in Winograd's form are 1.3 to 2.4 MB. */
test.each([
  [14, 96, 96, false],
  [13, 128, 128, true],
  [25, 96, 104, false],
  [7, 160, 160, true],
  [18, 96, 96, true],
] as const)('Winograd on maps of %i, %i to %i channels', (side, cin, cout, hasMap) => {
  const dice = new Dice(side);
  const w = new Variable([3, 3, cin, cout], { data: dice.floats([3, 3, cin, cout], -0.1, 0.1) });
  const map = dice.floats([7, side, side, cout]);
  const x = dice.floats([7, side, side, cin]);
  const graph = (n: number): Node => {
    const input = g.input('x', [n, side, side, cin]);
    const y = g.conv2d(input, g.variable(w), { padding: 'same' });
    const size = n * side * side * cout;
    return g.relu(hasMap ? g.add(y, g.constant(map.slice(0, size), [n, side, side, cout])) : y);
  };
  const of = (n: number): Float32Array => x.slice(0, n * side * side * cin);
  const want = values(1, graph(7), x);
  const twin = interpret([graph(2)], { x: of(2) })[0]!.data;
  expect(difference(want.subarray(0, twin.length), twin)).toBeLessThan(WINOGRAD);
  const one = side * side * cout;
  for (const [threads, n] of [
    [1, 1],
    [1, 5],
    [2, 2],
    [2, 7],
    [3, 4],
  ] as const) {
    expect(bits(values(threads, graph(n), of(n)), n * one).equals(bits(want, n * one)), `${threads} ${n}`).toBe(true);
  }
});

/** The rows are 1.2 MB and more; columns that do not fill a panel, and more of them than meet the rows at once. */
test.each([
  [250, 1300, 70],
  [130, 2304, 96],
  [61, 2500, 530],
] as const)('a product of %i rows of %i values with %i columns', (rows, k, columns) => {
  const dice = new Dice(rows);
  const w = new Variable([k, columns], { data: dice.floats([k, columns], -0.1, 0.1) });
  const bias = dice.floats([columns]);
  const x = dice.floats([rows, k]);
  const graph = (n: number): Node =>
    g.relu(g.add(g.matmul(g.input('x', [n, k]), g.variable(w)), g.constant(bias, [columns])));
  const want = values(1, graph(rows), x);
  expect(difference(want, interpret([graph(rows)], { x })[0]!.data)).toBeLessThan(PRODUCT);
  for (const [threads, n] of [
    [1, 6],
    [1, 40],
    [2, rows],
    [3, rows - 1],
  ] as const) {
    const part = values(threads, graph(n), x.slice(0, n * k));
    expect(bits(part, n * columns).equals(bits(want, n * columns)), `${threads} ${n}`).toBe(true);
  }
});
