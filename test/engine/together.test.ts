/**
 * @file Tasks that go piece by piece together: which they are, that the order of all others is kept, and that nothing is computed
 * otherwise than one after the other.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { g, gradients, type Node } from '../../src/engine/graph/index.ts';
import { engineProgram, profileProgram } from '../../src/engine/plan/program.ts';
import { temp, type BySample, type Task, type Value } from '../../src/engine/plan/task.ts';
import { together } from '../../src/engine/plan/together.ts';
import { Dice, expectSame } from './random-graphs.ts';

afterAll(resetCore);

/** A large map of 16 samples. */
const map = (): Value => temp(16 << 16);

/** A task that can be cut by samples along what it reads of `along`. */
function task(name: string, reads: Value[], writes: Value[], along?: Value[], most = 16): Task {
  const bySample: BySample | undefined = along && {
    samples: 16,
    along: new Set(along),
    fits: (pieces) => pieces <= most,
    cut: (pieces) => ({ pieces, words: () => [] }),
  };
  return { name, reads, writes, bySample, inStep: new Set(), solo: false, scratch: 0, rank: 0 };
}

/** Tasks in their order, those that go together joined by a plus sign. */
const order = (tasks: readonly Task[], least = 4): string =>
  together(tasks, least)
    .map(({ name, isOnward }) => name + (isOnward ? ' + ' : ', '))
    .join('');

describe('the order of tasks', () => {
  const [x, y, z, packed, sums, mean] = [map(), map(), map(), temp(100), temp(100), temp(100)] as const;
  const norm = task('norm', [x], [y], [x]);
  const conv = task('conv', [y, packed], [z], [y]);

  test('what does not depend on a run goes before, what does behind', () => {
    const moments = task('moments', [z], [sums], [z]);
    const tasks = [
      norm,
      task('pack', [], [packed]),
      conv,
      task('tell', [y], [mean]),
      moments,
      task('join', [sums], []),
    ];
    expect(order(tasks)).toBe('pack, norm + conv + moments, tell, join, ');
  });

  test('a task that must have all samples of what is made ends a run', () => {
    const scaled = task('scaled', [z, mean], [map()], [z]);
    const tasks = [norm, task('pack', [], [packed]), conv, task('join', [z], [mean]), scaled];
    expect(order(tasks)).toBe('pack, norm + conv, join, scaled, ');
  });

  test('a value that is read whole, one that is overwritten, a variable, and other samples are no run', () => {
    expect(order([norm, task('whole', [y], [z], [])])).toBe('norm, whole, ');
    expect(order([norm, task('over', [y], [x], [y])])).toBe('norm, over, ');
    const variable: Value = { ...map(), kind: 'variable' };
    expect(order([norm, task('update', [y], [variable], [y])])).toBe('norm, update, ');
    const other = task('other', [y], [z], [y]);
    expect(order([norm, { ...other, bySample: { ...other.bySample!, samples: 8 } }])).toBe('norm, other, ');
  });

  test('pieces fit the cache and keep the threads busy, or there are none', () => {
    const pieces = (tasks: readonly Task[], least: number): (number | undefined)[] =>
      together(tasks, least).map((each) => each.pieces);
    const next = task('next', [y], [z], [y]);
    expect(pieces([norm, next], 4)).toEqual([8, 8]);
    expect(pieces([norm, next], 32)).toEqual([undefined, undefined]);
    expect(pieces([norm, task('few', [y], [z], [y], 4)], 4)).toEqual([undefined, undefined]);
    const [a, b] = [temp(100), temp(100)];
    expect(order([task('small', [a], [b], [a]), task('smaller', [b], [temp(100)], [b])])).toBe('small, smaller, ');
  });
});

/** Batch normalization and relu, as keras writes them. */
function normalized(x: Node, c: number): Node {
  const over = { axis: [0, 1, 2], keepDims: true };
  const mean = g.mean(x, over);
  const centred = g.sub(x, mean);
  const factor = g.rsqrt(g.add(g.mean(g.square(centred), over), 1e-3));
  return g.relu(g.add(g.mul(centred, factor), g.input(`beta${x.id}`, [c])));
}

test.each([1, 2])(
  'a network with its gradients on %i threads: the numbers of the twins, run together or one by one',
  (threads) => {
    setThreads(threads);
    const c = 32;
    const x = g.input('x', [16, 32, 32, c]);
    const kernels = [
      g.input('depthwise', [3, 3, 1, c]),
      g.input('pointwise', [1, 1, c, c]),
      g.input('strided', [2, 2, c, 16]),
    ];
    let y = normalized(x, c);
    y = normalized(g.conv2d(y, kernels[0]!, { padding: 'same', groups: c }), c);
    y = normalized(g.conv2d(y, kernels[1]!, {}), c);
    y = g.maxPool(y, [2, 2], { strides: [2, 2] });
    y = g.conv2d(y, kernels[2]!, { strides: [2, 2] });
    const outputs = [y, ...gradients(g.sum(g.square(y)), [x, ...kernels])];
    const inputs = new Map<string, Node>();
    const find = (node: Node): void => {
      if (node.op === 'input') inputs.set(node.attrs.name, node);
      else node.inputs.forEach(find);
    };
    find(y);
    const dice = new Dice(5);
    const feeds = Object.fromEntries([...inputs].map(([name, { shape }]) => [name, dice.floats(shape)]));
    expectSame(getCore()!, outputs, feeds, { tolerance: 2e-5 });

    const program = engineProgram(getCore()!, outputs);
    const { tasks } = program as unknown as { tasks: readonly Task[] };
    const runs = tasks
      .map(({ name, isOnward }) => name.replace(/ .*/, '') + (isOnward ? ' + ' : '\n'))
      .join('')
      .split('\n')
      .filter((run) => run.includes('+'));
    expect(runs).toContain('elementwise + product + moments');
    expect(runs).toContain('elementwise + filter + depthwise + elementwise');
    const results = program.run(feeds);
    const run = results.map(({ data }) => data.slice());
    // One by one each task is whole before the next one begins.
    profileProgram(program, feeds, 1);
    run.forEach((data, i) =>
      expect(Buffer.from(results[i]!.data.slice().buffer).equals(Buffer.from(data.buffer))).toBe(true),
    );
    program.release?.();
  },
);
