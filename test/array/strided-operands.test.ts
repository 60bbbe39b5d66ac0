/** @file Operands that do not lie in one run, at sizes from which on the kernels work: with the kernels as without them. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type DType, type NDArray } from '../../src/array/index.ts';
import { npProgram, useNpProgram } from '../../src/engine/index.ts';

/** From 128 on one run goes to the kernels directly, from 640 on all other layouts that they take. */
const sizes = [130, 700];

/** Numbers of a dtype, of which no two neighbours are the same. */
function line(n: number, dtype: DType): NDArray {
  const numbers = np.arange(n).mul(37).mod(101);
  return dtype === 'bool' ? numbers.mod(2).eq(1) : numbers.astype(dtype);
}

/** Views of n elements. */
const views: Readonly<Record<string, (n: number, dtype: DType) => NDArray>> = {
  whole: (n, dtype) => line(n, dtype),
  later: (n, dtype) => line(n + 3, dtype).at('3:'),
  backwards: (n, dtype) => line(n, dtype).at('::-1'),
  'every second': (n, dtype) => line(2 * n, dtype).at('::2'),
  'a column': (n, dtype) =>
    line(3 * n, dtype)
      .reshape(n, 3)
      .at(':', 1),
  'one number': (n, dtype) => np.broadcastTo(line(2, dtype).at('1:'), [n]),
};

describe('every pair of views', () => {
  afterEach(() => useNpProgram(true));

  it('the kernels are there (else this file tests nothing)', () => {
    expect(npProgram()).toBeDefined();
  });

  it.each(['float64', 'float32', 'int64', 'bool'] as const)('%s', (dtype) => {
    for (const n of sizes) {
      const made = Object.entries(views).map(([name, view]) => ({ name, x: view(n, dtype) }));
      const pairs = made.flatMap((a) => made.map((b) => [a, b] as const));
      const work = (): NDArray[][] =>
        pairs.map(([{ x }, { x: y }]) => [np.add(x, y), np.less(x, y), np.where(x.lt(y), x, y)]);
      useNpProgram(true);
      const fast = work();
      useNpProgram(false);
      const wrong = work().flatMap((plain, i) =>
        plain.flatMap((each, k) =>
          np.arrayEqual(fast[i]![k]!, each) ? [] : [`${n} elements: ${pairs[i]!.map(({ name }) => name).join(', ')}`],
        ),
      );
      expect(wrong).toEqual([]);
    }
  });
});
