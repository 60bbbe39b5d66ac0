/**
 * @file Products of many terms by blocks: every layout and place of the operands, and any number of threads, give the same bits; whole numbers
 * give what the plain loops give.
 */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { getCore, setThreads, useNpProgram } from '../../src/engine/index.ts';

const rng = np.random.defaultRng(8);
const threads = getCore()!.threads;
afterEach(() => useNpProgram(true));
afterAll(() => setThreads(threads));

type Dtype = 'float64' | 'float32';
const wholes = (rows: number, cols: number, dtype: Dtype): NDArray => rng.integers(-9, 10, [rows, cols]).astype(dtype);

/** The same matrix as it may lie. */
const layouts: Record<string, (x: NDArray) => NDArray> = {
  'C order': (x) => x,
  transposed: (x) => x.T.copy().T,
  'in an ordinary buffer': (x) => {
    const y = x.copy();
    y.toTyped();
    return y;
  },
  'transposed, in an ordinary buffer': (x) => {
    const y = x.T.copy();
    y.toTyped();
    return y.T;
  },
  'part of a larger one': (x) => part(x, 2, 3, 1),
  'every second, backwards': (x) => {
    const [rows, cols] = x.shape as [number, number];
    const all = np.zeros([2 * rows, 2 * cols], x.dtype);
    const view = all.at('::-2', '::-2');
    view.set(x);
    return view;
  },
};

function part(x: NDArray, rows: number, cols: number, from: number): NDArray {
  const [m, n] = x.shape as [number, number];
  const all = np.full([m + rows, n + cols], 7, x.dtype);
  const view = all.at(`${from}:${from + m}`, `${from}:${from + n}`);
  view.set(x);
  return view;
}

// The terms end within a block, with one, behind one; sides are ragged, thin, and long; the last ones are shared with other threads.
const shapes = [
  [12, 64, 4], [13, 80, 2], [17, 255, 33], [40, 256, 16], [25, 257, 100], [241, 300, 9], [500, 65, 15], [14, 600, 270], [12, 2049, 690],
  [150, 100, 90], [64, 784, 256], [131, 301, 261],
] as const; // prettier-ignore

describe.each(['float64', 'float32'] as const)('%s', (dtype) => {
  it.each(shapes)('(%d, %d) · (…, %d) in every layout of either operand', (m, k, n) => {
    const [x, y] = [wholes(m, k, dtype), wholes(k, n, dtype)];
    useNpProgram(false);
    const plain = x.matmul(y);
    useNpProgram(true);
    // Of large products each layout beside C order and itself, of small ones every pair.
    const isLarge = m * k * n > 1e6;
    for (const [one, left] of Object.entries(layouts)) {
      for (const [other, right] of Object.entries(layouts)) {
        if (isLarge && one !== other && one !== 'C order' && other !== 'C order') continue;
        const found = left(x).matmul(right(y));
        expect(np.arrayEqual(found, plain), `${one}, ${other}`).toBe(true);
      }
    }
  });

  it('one, two and three threads give the same bits, whichever operand is transposed', () => {
    for (const [m, k, n] of [
      [64, 784, 256],
      [200, 301, 202],
      [5000, 66, 70],
      [40, 700, 600],
    ] as const) {
      // prettier-ignore
      const [x, y] = [rng.random([m, k]).astype(dtype), rng.random([k, n]).astype(dtype)];
      const results = [1, 2, 3].map((count) => {
        setThreads(count);
        const turns = [
          x.matmul(y),
          x.T.copy().T.matmul(y),
          x.matmul(y.T.copy().T),
          part(x, 1, 9, 1).matmul(part(y, 1, 9, 1)),
        ];
        for (const found of turns) expect(np.arrayEqual(found, turns[0]!)).toBe(true);
        return turns[0]!;
      });
      for (const found of results) expect(np.arrayEqual(found, results[0]!)).toBe(true);
    }
  });

  it('a batch of many matrices, of which one is repeated', () => {
    const [x, y] = [rng.integers(-9, 10, [5, 20, 90]).astype(dtype), wholes(90, 30, dtype)];
    const found = np.matmul(x, y);
    useNpProgram(false);
    expect(np.arrayEqual(found, np.matmul(x, y))).toBe(true);
  });

  it('infinite and undefined results are found where other threads made them', () => {
    setThreads(2);
    const faults = (a: NDArray, b: NDArray): string => {
      const seen: string[] = [];
      np.errstate({ all: 'call', call: (kind) => void seen.push(kind) }, () => a.matmul(b));
      return seen.join();
    };
    const [x, y] = [np.ones([200, 200], dtype), np.ones([200, 200], dtype)];
    expect(faults(x, y)).toBe('');
    x.set(199, 5, dtype === 'float64' ? 1e308 : 3e38);
    x.set(199, 6, dtype === 'float64' ? 1e308 : 3e38);
    expect(faults(x, y)).toBe('overflow');
    x.set(199, 5, -Infinity);
    x.set(199, 6, Infinity);
    expect(faults(x, y)).toBe('invalid value');
  });
});
