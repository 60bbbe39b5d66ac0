/** @file What `keras.ops` says of arguments that do not fit: always in the name of the op that was called. */
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { KernelabError } from '../../src/errors/index.ts';
import { keras } from '../../src/keras/index.ts';

const { ops } = keras;
type Op = (...args: unknown[]) => unknown;
const all = Object.entries(ops as unknown as Record<string, Op>).filter(([, op]) => typeof op === 'function');

const error = (work: () => unknown): unknown => {
  try {
    work();
  } catch (found) {
    return found;
  }
  return undefined;
};

it.each([
  ['tril', () => ops.tril([1, 2])],
  ['depthToSpace of a matrix', () => ops.depthToSpace([[1, 2]], 2)],
  ['depthToSpace', () => ops.depthToSpace(np.zeros([1, 2, 2, 6]), 2)],
  ['spaceToDepth', () => ops.spaceToDepth(np.zeros([1, 3, 4, 1]), 2)],
  ['tensordot', () => ops.tensordot(np.zeros([2, 3]), np.zeros([4, 5]), { axes: 1 })],
  ['reshape', () => ops.reshape([1, 2, 3], [2, 2])],
  ['concatenate', () => ops.concatenate(np.zeros([2]) as never)],
  ['add', () => ops.add([1, 2], [1, 2, 3])],
  ['matmul', () => ops.matmul(np.zeros([2, 3]), np.zeros([2, 3]))],
  ['pad', () => ops.pad([1], undefined as never)],
  ['a text', () => ops.exp('cat' as never)],
  ['einsum', () => ops.einsum(3 as never)],
])('%s', (_, work) => expect(String(error(work))).toMatchSnapshot());

/** Names that stand for others, in whose name they speak. */
const aliases = /^(abs|amax|amin|dot|hardSwish|ndim|swish|trueDivide|var|variance|getItem)$/;

it('repeat without an axis goes over all values, as in Keras', () => {
  expect(ops.repeat([[1, 2], [3, 4]], 2).toList()).toEqual([1, 1, 2, 2, 3, 3, 4, 4]); // prettier-ignore
});

it('no op lets an error of the engine or of JavaScript through', () => {
  const bad: unknown[][] = [[3], [[1, 2, 3]], [np.ones([1, 2, 2, 2, 3])], [[1, 2, 3], np.ones([4, 5])], [np.ones([1, 3, 3, 5]), 2], [np.ones([2, 3]), 9]]; // prettier-ignore
  const inner: string[] = [];
  for (const [name, op] of all) {
    if (aliases.test(name) || /^(arange|array|convertTo|empty|eye|full|identity|isTensor|linspace|meshgrid|ones|zeros|dtype|shape|size)/.test(name)) continue; // prettier-ignore
    for (const args of bad) {
      const found = error(() => op(...args));
      if (found === undefined || (found instanceof KernelabError && found.who === `ops.${name}`)) continue;
      inner.push(`${name}: ${found instanceof Error ? found.message.slice(0, 80) : typeof found}`);
    }
  }
  expect([...new Set(inner)]).toEqual([]);
});
