/** @file Concatenation without copies, and batch normalization in front of a product: the same numbers as the plain twins give. */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { g, interpret, Variable, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
import { difference, Dice } from './random-graphs.ts';

afterAll(resetCore);

const dice = new Dice(12);
const weights = (...shape: number[]): Node => g.variable(new Variable(shape, { data: dice.floats(shape, -0.2, 0.2) }));
const conv = (x: Node, k: number, to: number): Node =>
  g.add(g.conv2d(x, weights(k, k, x.shape[3]!, to), { padding: 'same' }), weights(to));
const normalized = (x: Node): Node =>
  g.relu(g.add(g.mul(x, weights(1, 1, 1, x.shape[3]!)), weights(1, 1, 1, x.shape[3]!)));
const pool = (x: Node): Node => g.avgPool(x, [3, 3], { strides: [1, 1], padding: 'same' });

/** The largest difference from the twins, and the tasks of a run. */
function compare(y: Node | readonly Node[], x: Node): { worst: number; tasks: string[] } {
  const outputs = Array.isArray(y) ? (y as Node[]) : [y as Node];
  const feed = { x: dice.floats([...x.shape]) };
  const want = interpret(outputs, feed);
  let worst = 0;
  let tasks: string[] = [];
  for (const threads of [1, 2]) {
    setThreads(threads);
    const program = engineProgram(getCore()!, outputs);
    // Twice: the second run finds in memory what the first has left.
    for (let i = 0; i < 2; i++) {
      program.run(feed).forEach(({ data }, k) => (worst = Math.max(worst, difference(data, want[k]!.data))));
    }
    tasks = profileProgram(program, feed, 1)!.flatMap(({ name, isOnce }) => (isOnce ? [] : name));
  }
  return { worst, tasks };
}

test('a dense block has one map, and its normalization is part of the products', () => {
  const x = g.input('x', [2, 14, 14, 16]);
  let y = pool(x);
  for (let i = 0; i < 3; i++) {
    const inner = g.relu(conv(normalized(y), 1, 24));
    y = g.concat([y, conv(inner, 3, 17)], 3);
  }
  const { worst, tasks } = compare(normalized(y), x);
  expect(worst).toBeLessThan(1e-5);
  expect(tasks).toMatchInlineSnapshot(`
    [
      "avgPool 3x3 2x14x14x16",
      "product scale+relu+conv 1x1 14x14x16->24+bias+relu",
      "winograd conv 3x3 14x14x24->17+bias",
      "product scale+relu+conv 1x1 14x14x33->24+bias+relu",
      "winograd conv 3x3 14x14x24->17+bias",
      "product scale+relu+conv 1x1 14x14x50->24+bias+relu",
      "winograd conv 3x3 14x14x24->17+bias",
      "elementwise mul add relu [2x14x14x67]",
    ]
  `);
});

test('branches of every kind write into the map that joins them', () => {
  const x = g.input('x', [3, 9, 9, 20]);
  const branches = [
    g.relu(conv(x, 1, 12)),
    g.minimum(g.relu(conv(g.relu(conv(x, 1, 16)), 3, 33)), 6),
    conv(g.relu(conv(x, 1, 8)), 5, 7),
    g.maxPool(x, [3, 3], { strides: [1, 1], padding: 'same' }),
    pool(x),
    g.exp(x),
  ];
  const { worst, tasks } = compare(conv(g.concat(branches, 3), 3, 16), x);
  expect(worst).toBeLessThan(1e-5);
  expect(tasks.filter((name) => name.startsWith('concat'))).toEqual(['concat 1 of 3x9x9x112']);
});

test('what others read in ways that know no rows, or twice, is copied', () => {
  const x = g.input('x', [2, 8, 8, 16]);
  const a = g.relu(conv(x, 3, 16));
  const b = g.relu(conv(x, 1, 16));
  const c = conv(x, 1, 8);
  const joined = g.concat([a, b, c, c], 3);
  // a: added elsewhere. b: read by a product, which takes rows. c: twice. The map itself leaves the graph, and is part of another.
  const { worst, tasks } = compare([joined, g.add(a, 1), conv(b, 1, 8), g.concat([joined, b, pool(x)], 3)], x);
  expect(worst).toBeLessThan(1e-5);
  expect(tasks.filter((name) => name.startsWith('concat'))).toMatchInlineSnapshot(`
    [
      "concat 4 of 2x8x8x48",
      "concat 1 of 2x8x8x80",
    ]
  `);
});

test('a map that is joined in several places lies in one of them', () => {
  const x = g.input('x', [1, 12, 12, 16]);
  const a = g.relu(conv(x, 3, 16));
  const inner = g.concat([a, pool(x)], 3);
  const outer = g.concat([pool(inner), inner, a], 3);
  const { worst } = compare([conv(inner, 1, 8), conv(outer, 3, 16), g.concat([outer, outer], 3)], x);
  expect(worst).toBeLessThan(1e-5);
});

test('a joined map that lies in another has its parts in rows there, also where all of them are copied', () => {
  const x = g.input('x', [2, 8, 8, 16]);
  const b = g.exp(x);
  const inner = g.concat([x, b], 3);
  for (const outer of [g.concat([b, inner, b], 3), g.concat([g.concat([b, inner], 3), x], 3)]) {
    expect(compare(g.add(outer, 1), x).worst).toBeLessThan(1e-5);
  }
});
