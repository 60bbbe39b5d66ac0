/** @file Recognises mean and variance of the same columns, as batch normalization writes them: one kernel gives both (wasm/graph/moments.ts). */
import { sizeOf, type Node } from '../graph/node.ts';
import { instruction, type Words } from '../instructions.ts';
import type { Analysis } from './analysis.ts';
import { columnSum, layOf } from './chain.ts';
import { value, type Cut, type Task, type Value } from './task.ts';

/** `variance = mean((x - mean)²)`, by its parts. */
export interface Moments {
  readonly x: Node;
  readonly mean: Node;
  readonly variance: Node;
  /** Nodes that nothing computes any more. */
  readonly gone: readonly Node[];
}

/** All pairs of a mean and a variance over leading axes, whose columns fill vectors. */
export function findMoments(analysis: Analysis, taken: ReadonlySet<Node>): Moments[] {
  return analysis.order.flatMap((variance) => {
    const columns = columnSum(variance);
    if (variance.op !== 'mean' || columns === undefined || columns.period % 8 !== 0 || taken.has(variance)) return [];
    const square = analysis.input(variance, 0);
    if (square.op !== 'square' || analysis.usersOf(square).length !== 1 || analysis.roots.has(square)) return [];
    const centred = analysis.input(square, 0);
    if (centred.op !== 'sub') return [];
    const [x, mean] = [analysis.input(centred, 0), analysis.input(centred, 1)];
    if (mean.op !== 'mean' || analysis.input(mean, 0) !== x || taken.has(mean)) return [];
    // A reshape between two of them gives other columns.
    const lay = layOf(centred.inputs[1]!.shape, centred.shape);
    const isSame = columnSum(mean)?.period === columns.period && lay?.mode === 2 && lay.period === columns.period;
    if (!isSame || sizeOf(x.shape) !== columns.size || sizeOf(centred.shape) !== columns.size) return [];
    const isAlone = analysis.usersOf(centred).length === 1 && !analysis.roots.has(centred);
    return [{ x, mean, variance, gone: isAlone ? [square, centred] : [square] }];
  });
}

/** The tasks of a pair: pieces of rows, and their joining. */
export function momentsTasks(
  { x, variance }: Moments,
  values: { x: Value; mean: Value; variance: Value },
  { pieces, rank }: { pieces: number; rank: number },
): Task[] {
  const { period: columns, size } = columnSum(variance)!;
  const rows = size / columns;
  const cut: Cut = { pieces: Math.min(pieces, rows) };
  const stride = 8 * columns + 64;
  const part = value('temp', 'float32', cut.pieces * stride);
  const samples = x.shape[0]!;
  const words = (): Words[] => [instruction('moments', { x: values.x.address, part: part.address, rows, columns })];
  const common = { inStep: new Set<Value>(), scratch: 0, rank };
  return [
    {
      ...common,
      name: `moments ${rows}x${columns}`,
      reads: [values.x],
      writes: [part],
      solo: false,
      pieces: cut.pieces,
      words,
      bySample: {
        samples,
        along: new Set([values.x]),
        fits: () => rows % samples === 0,
        cut: (count) => {
          cut.pieces = count;
          part.bytes = count * stride;
          return { pieces: count, words };
        },
      },
    },
    {
      ...common,
      name: `join moments ${columns}`,
      reads: [part],
      writes: [values.mean, values.variance],
      solo: cut.pieces * columns < 4096,
      part: 'sum',
      words: () => [
        instruction('joinMoments', {
          part: part.address,
          count: cut.pieces,
          rows,
          columns,
          mean: values.mean.address,
          variance: values.variance.address,
        }),
      ],
    },
  ];
}
