/** @file A student's own function over arrays, loops over indices, grids; what the methods of functions refuse. */
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';

const a = np.array([
  [1, -2, 3],
  [-4, 5, -6],
]);

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

describe('vectorize', () => {
  it('calls the function for every element; arguments broadcast', () => {
    const relu = np.vectorize((x: number) => (x > 0 ? x : 0));
    expect(relu(a).toList()).toEqual([
      [1, 0, 3],
      [0, 5, 0],
    ]);
    expect(relu(a.T.at('::-1')).toList()).toEqual([
      [3, 0],
      [0, 5],
      [1, 0],
    ]);
    const larger = np.vectorize((x: number, y: number) => Math.max(x, y));
    expect(larger(a, [[0], [1]]).toList()).toEqual([
      [1, 0, 3],
      [1, 5, 1],
    ]);
    expect(relu(-2).item()).toBe(0);
  });

  it('gives a dtype that holds every result, the one asked for, and a list for several results', () => {
    const halves = np.vectorize((x: number) => (x > 0 ? x / 2 : 0))(a);
    expect([halves.dtype, halves.item(0, 0)]).toEqual(['float64', 0.5]);
    expect(np.vectorize((x: number) => x > 0)(a).dtype).toBe('bool');
    expect(np.vectorize((x: number) => x, { otypes: 'float32' })(a).dtype).toBe('float32');
    const [whole, rest] = np.vectorize((x: number) => [Math.trunc(x / 2), x % 2] as const)(a) as [NDArray, NDArray];
    expect([whole.toList(), rest.toList()]).toEqual([
      [
        [0, -1, 1],
        [-2, 2, -3],
      ],
      [
        [1, -0, 1],
        [-0, 1, -0],
      ].map((row) => row.map((x) => x + 0)),
    ]);
    expect(np.vectorize((x: number) => x)(np.zeros([0, 3])).shape).toEqual([0, 3]);
  });
});

describe('applyAlongAxis', () => {
  it('takes the axis away, or puts the results in its place', () => {
    const spread = (line: NDArray): number => line.max() - line.min();
    expect(np.applyAlongAxis(spread, 1, a).toList()).toEqual([5, 11]);
    expect(np.applyAlongAxis(spread, 0, a).toList()).toEqual([5, 7, 9]);
    expect(np.applyAlongAxis((line) => np.sort(line), 0, a).toList()).toEqual([
      [-4, -2, -6],
      [1, 5, 3],
    ]);
    const cube = np.arange(24).reshape(2, 3, 4);
    expect(np.applyAlongAxis((line) => line.at(':2'), 1, cube).toList()).toEqual(cube.at(':', ':2').toList());
    expect(np.applyAlongAxis((line) => np.outer(line, line), 1, cube).shape).toEqual([2, 3, 3, 4]);
    expect(np.applyAlongAxis((line, k: number) => line.at(k), 1, a, 2).toList()).toEqual([3, -6]);
  });
});

it('loops over indices and elements, in C order', () => {
  expect([...np.ndindex(2, 2)]).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  expect([...np.ndindex([0, 2])]).toEqual([]);
  expect([...np.ndindex()]).toEqual([[]]);
  const seen: number[] = [];
  for (const [[i, j], value] of np.ndenumerate(a.T)) seen.push(i! * 10 + j!, value);
  expect(seen).toEqual([0, 1, 1, -4, 10, -2, 11, 5, 20, 3, 21, -6]);
});

it('np.add.at takes a list of arrays as an index for each axis', () => {
  const picture = np.zeros([2, 3], 'int64');
  np.add.at(picture, [np.array([0, 1, 1]), np.array([2, 0, 0])], 1);
  np.add.at(picture, [0, 1], 2, 5);
  expect(picture.toList()).toEqual([
    [0, 0, 6],
    [2, 0, 5],
  ]);
});

it('polynomials as functions', () => {
  const p = np.poly1d([1, 2, 3]);
  expect([p(2), p.order, p.deriv()(2), p.integ().coeffs.toList()]).toEqual([11, 2, 6, [1 / 3, 1, 3, 0]]);
  expect(p([0, 1]).toList()).toEqual([3, 6]);
  expect(np.polyval(p.coeffs, np.array([0, 1])).toList()).toEqual([3, 6]);
});

it('what is refused', () => {
  const counts = np.zeros([3], 'int64');
  const untyped = np as unknown as Record<string, (...args: unknown[]) => unknown>;
  expect(
    [
      () => np.add.at(counts, [0, 5], 1),
      () => np.add.at(counts, [0, 1], 0.5),
      () => np.add.at(counts, [0, 1], [1, 2, 3]),
      () => np.add.at([0, 0] as never, [0], 1),
      () => np.subtract.reduce(a, [0, 1]),
      () => np.maximum.reduce(np.zeros([0])),
      () => np.greater.reduce(a),
      () => np.add.reduce(a, 2),
      () => np.add.reduce(a, { axes: 1 } as never),
      () => np.add.accumulate(a, { axs: 1 } as never),
      () => (np.add.outer as (...args: unknown[]) => unknown)(1, 2, 3),
      () => np.mgrid.at('0:3', '3' as never),
      () => np.mgrid.at(),
      () => untyped['vectorize']!(3),
      () => np.applyAlongAxis((line) => (line.item(0) > 0 ? [1] : [1, 2]), 1, a),
      () => np.applyAlongAxis(np.mean, 2, a),
      () => np.polyfit([1, 2], [1, 2], 2),
      () => np.polyfit([1, 2], [1, 2, 3], 1),
      () => np.polyval([[1, 2]], 1),
      () => np.ndindex(-1),
    ].map(refusal),
  ).toMatchInlineSnapshot(`
    [
      "IndexError: np.add.at: index 5 is out of bounds for axis 0 with size 3. Received index 5. Axis 0 takes -3 to 2.",
      "DTypeError: np.add.at: the result does not fit into an array of int64. Received a value of float64. Make the array of floats: a.astype('float64').",
      "ShapeError: np.add.at: the value must broadcast to the elements named by the index. Received value (3,), elements (2,).",
      "ValueError: np.add.at: takes an array, an index and a value, the value last. Received [0, 0], [0], 1. np.add.at(counts, [0, 2, 2], 1).",
      "ValueError: np.subtract.reduce: the order of elements matters to this function, so it takes one axis. Received axes (0, 1).",
      "ValueError: np.max: the max of no elements does not exist. Received shape (0,).",
      "DTypeError: np.greater.reduce: this function cannot join elements of this dtype. Received int64.",
      "AxisError: np.add.reduce: axis 2 is out of bounds for an array with 2 axes. Received axis 2, shape (2, 3). Axes go from -2 to 1.",
      "ValueError: np.add.reduce: there is no option 'axes'. Received { axes: 1 }. Did you mean 'axis'?",
      "ValueError: np.add.accumulate: there is no option 'axs'. Received { axs: 1 }. Did you mean 'axis'?",
      "ValueError: np.add.outer: takes at most 2 arguments. Received 3, the surplus 3.",
      "IndexError: np.mgrid.at: each axis is a slice text 'start:stop' or 'start:stop:step'; a step such as 5j is the number of values. Received '3'. np.mgrid.at('0:3', '-1:1:5j').",
      "IndexError: np.mgrid.at: each axis is a slice text 'start:stop' or 'start:stop:step'; a step such as 5j is the number of values. Received (). np.mgrid.at('0:3', '-1:1:5j').",
      "ValueError: np.vectorize: the first argument is a function. Received 3.",
      "ShapeError: np.applyAlongAxis: the function must give one shape for every line. Received (1,), (2,).",
      "AxisError: np.applyAlongAxis: axis 2 is out of bounds for an array with 2 axes. Received axis 2, shape (2, 3). Axes go from -2 to 1.",
      "ValueError: np.polyfit: the degree is a whole number, 0 or more, and below the number of points. Received degree 2, 2 points.",
      "ShapeError: np.polyfit: x is a line, and y has a value for each of x. Received x (2,), y (3,).",
      "ShapeError: np.polyval: the coefficients are a line, the highest power first. Received shape (1, 2).",
      "ShapeError: np.ndindex: sides must be whole numbers, 0 or more. Received (-1,).",
    ]
  `);
});
