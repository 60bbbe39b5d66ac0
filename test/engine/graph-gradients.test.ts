/** @file Gradient rules of the ops against central differences on the plain interpreter, and hand-computed cases. */
import { describe, expect, it } from 'vitest';
import { g, gradients, interpret, Variable, type Node } from '../../src/engine/graph/index.ts';

type Build = (...nodes: Node[]) => Node;

/** Numbers away from kinks and poles, different for each input. */
function values(shape: readonly number[], seed: number, positive: boolean): Float32Array {
  const n = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length: n }, (_, i) => {
    const v = (((i * 37 + seed * 53 + 11) % 101) / 101) * 2 - 1 + 0.013;
    return positive ? Math.abs(v) + 0.4 : v;
  });
}

/** Compares every gradient of sum(weights * f(inputs)) with (loss(x + e) - loss(x - e)) / 2e. */
function checkGradients(f: Build, shapes: readonly (readonly number[])[], positive = false): void {
  const inputs = shapes.map((s, i) => g.input(`x${i}`, s));
  const y = f(...inputs);
  const w = g.constant(values(y.shape, 9, false), y.shape);
  const loss = g.sum(g.mul(y, w));
  const feeds = Object.fromEntries(shapes.map((s, i) => [`x${i}`, values(s, i + 1, positive)]));
  const exact = interpret(gradients(loss, inputs), feeds);
  const step = 2e-2;
  inputs.forEach((_, k) => {
    const data = feeds[`x${k}`]!;
    const numeric = Array.from(data, (v, i) => {
      const at = (x: number): number => {
        data[i] = x;
        return interpret([loss], feeds)[0]!.data[0]!;
      };
      const slope = (at(v + step) - at(v - step)) / (2 * step);
      data[i] = v;
      return slope;
    });
    const top = Math.max(0.1, ...numeric.map(Math.abs));
    numeric.forEach((d, i) =>
      expect(Math.abs(exact[k]!.data[i]! - d) / top, `input ${k}, number ${i}`).toBeLessThan(1e-2),
    );
  });
}

const UNARY: [string, Build, boolean?][] = [
  ['neg', g.neg],
  ['abs', g.abs],
  ['square', g.square],
  ['sqrt', g.sqrt, true],
  ['rsqrt', g.rsqrt, true],
  ['reciprocal', g.reciprocal, true],
  ['exp', g.exp],
  ['expm1', g.expm1],
  ['log', g.log, true],
  ['log1p', g.log1p, true],
  ['sin', g.sin],
  ['cos', g.cos],
  ['tanh', g.tanh],
  ['sigmoid', g.sigmoid],
  ['softplus', g.softplus],
  ['erf', g.erf],
  ['softmax', (x) => g.softmax(x)],
  ['softmax over the first axis', (x) => g.softmax(x, 0)],
  ['logSoftmax', (x) => g.logSoftmax(x)],
  ['logSumExp', (x) => g.logSumExp(x, { axis: 1 })],
  ['sum', (x) => g.sum(x, { axis: 0 })],
  ['mean', (x) => g.mean(x, { axis: [0, 1], keepDims: true })],
  ['max', (x) => g.max(x, { axis: 1 })],
  ['min', (x) => g.min(x)],
  ['prod', (x) => g.prod(x, { axis: 1 }), true],
  ['cumSum', (x) => g.cumSum(x, 1)],
  ['cumSum reversed and exclusive', (x) => g.cumSum(x, 0, { reverse: true, exclusive: true })],
  ['transpose', (x) => g.transpose(x)],
  ['reshape', (x) => g.reshape(x, [4, 3])],
  ['reverse', (x) => g.reverse(x, [0, 1])],
  ['slice with strides', (x) => g.slice(x, [0, 1], [2, 2], [2, 2])],
  ['pad with interior', (x) => g.pad(x, [1, 0], [0, 2], { interior: [0, 1] })],
  ['broadcastTo', (x) => g.broadcastTo(g.reshape(x, [3, 1, 4]), [3, 2, 4])],
  ['gather with repeats', (x) => g.gather(x, g.constant(Int32Array.of(2, 0, 2), [3]), 0)],
  ['gather on the last axis', (x) => g.gather(x, g.constant(Int32Array.of(3, 3, 1, 0), [2, 2]), 1)],
];

describe('gradient rules equal central differences', () => {
  it.each(UNARY)('%s', (_, f, positive) => checkGradients(f, [[3, 4]], positive));

  const pairs: [string, Build, boolean?][] = [
    ['add', (a, b) => g.add(a, b)],
    ['sub', (a, b) => g.sub(a, b)],
    ['mul', (a, b) => g.mul(a, b)],
    ['div', (a, b) => g.div(a, b), true],
    ['pow', (a, b) => g.pow(a, b), true],
    ['maximum', (a, b) => g.maximum(a, g.mul(b, 0.5))],
    ['minimum', (a, b) => g.minimum(a, g.mul(b, 0.5))],
    ['select', (a, b) => g.select(g.greater(g.square(a), 0.3), a, b)],
  ];
  it.each(pairs)('%s, broadcasting', (_, f, positive) => {
    checkGradients(f, [[2, 3], [3]], positive);
    checkGradients(
      f,
      [
        [2, 1, 3],
        [2, 1],
      ],
      positive,
    );
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('matmul, transposes %s %s', (transposeA, transposeB) => {
    const a = transposeA ? [3, 2] : [2, 3];
    const b = transposeB ? [4, 3] : [3, 4];
    checkGradients((x, y) => g.matmul(x, y, { transposeA, transposeB }), [a, b]);
    checkGradients(
      (x, y) => g.matmul(x, y, { transposeA, transposeB }),
      [
        [2, ...a],
        [2, ...b],
      ],
    );
    checkGradients((x, y) => g.matmul(x, y, { transposeA, transposeB }), [[2, ...a], b]);
  });

  const windows = [
    { strides: [1, 1], padding: 'valid', dilation: [1, 1] },
    { strides: [2, 1], padding: 'same', dilation: [1, 1] },
    { strides: [1, 1], padding: 'same', dilation: [2, 2] },
    { strides: [2, 2], padding: [1, 0, 2, 1], dilation: [1, 1] },
  ] as const;
  it.each(windows)('conv2d %o, and the gradients of its gradients', (window) => {
    const conv: Build = (x, k) => g.conv2d(x, k, window);
    checkGradients(conv, [
      [2, 4, 5, 2],
      [3, 2, 2, 3],
    ]);
    checkGradients(
      (x, k) => g.conv2d(x, k, { ...window, groups: 2 }),
      [
        [1, 4, 4, 4],
        [2, 2, 2, 4],
      ],
    );
    const twice: Build = (x, k) => {
      const [dx, dk] = gradients(g.sum(g.square(conv(x, k))), [x, k]);
      return g.add(g.sum(g.square(dx!)), g.sum(g.square(dk!)));
    };
    checkGradients(
      (x, k) => g.mul(twice(x, k), 1e-3),
      [
        [1, 3, 3, 1],
        [2, 2, 1, 2],
      ],
    );
  });

  it.each(windows)('pooling and patches %o', (window) => {
    checkGradients((x) => g.avgPool(x, [2, 3], window), [[1, 5, 6, 2]]);
    checkGradients((x) => g.avgPool(x, [3, 3], { ...window, divide: false }), [[1, 5, 6, 2]]);
    checkGradients((x) => g.maxPool(x, [2, 3], window), [[1, 5, 6, 1]]);
    checkGradients((x) => g.patches(x, [2, 2], window), [[1, 4, 4, 2]]);
  });

  it.each(windows)('gradients of the gradients of pooling %o', (window) => {
    const again =
      (pool: Build): Build =>
      (x) =>
        g.square(gradients(g.sum(g.square(pool(x))), [x])[0]!);
    checkGradients(
      again((x) => g.maxPool(x, [2, 3], window)),
      [[1, 5, 6, 2]],
    );
    checkGradients(
      again((x) => g.avgPool(x, [2, 3], window)),
      [[1, 5, 6, 2]],
    );
  });

  it('gradients of gradients: warp; a product says that it has none', () => {
    const turn = g.constant(Float32Array.of(0.9, -0.3, 0.5, 0.3, 0.9, -0.4, 0, 0), [1, 8]);
    const again =
      (f: Build): Build =>
      (x) =>
        g.square(gradients(g.sum(g.square(f(x))), [x])[0]!);
    for (const fill of ['reflect', 'wrap', 'constant', 'nearest'] as const) {
      checkGradients(
        again((x) => g.warp(x, turn, { fill, fillValue: 3 })),
        [[1, 4, 5, 1]],
      );
    }
    expect(() =>
      checkGradients(
        again((x) => g.prod(x, { axis: 1 })),
        [[2, 3]],
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: prod: has a first derivative only. Received a gradient of a gradient. Write the product of positive numbers as exp(sum(log(x))).]`,
    );
  });

  it.each(['nearest', 'bilinear', 'bicubic', 'lanczos3'] as const)('resize %s', (method) => {
    checkGradients((x) => g.resize(x, [5, 4], method), [[1, 3, 3, 2]]);
    checkGradients((x) => g.resize(x, [2, 3], method, true), [[1, 5, 6, 1]]);
  });

  it('warp', () => {
    const turn = g.constant(Float32Array.of(0.9, -0.3, 0.5, 0.3, 0.9, -0.4, 0, 0), [1, 8]);
    for (const fill of ['reflect', 'wrap', 'constant', 'nearest'] as const) {
      checkGradients((x) => g.warp(x, turn, { fill }), [[1, 4, 5, 1]]);
    }
  });

  it('a custom rule takes the place of the derivative', () => {
    const x = g.input('x', [2]);
    const y = g.customGradient(g.square(x), [x], (dy) => [g.mul(dy, 10)]);
    const [d] = interpret(gradients(g.sum(y), [x]), { x: Float32Array.of(1, 2) });
    expect([...d!.data]).toEqual([10, 10]);
  });

  it('two reads of one variable add up, and a stopped path counts for nothing', () => {
    const v = new Variable([2], { data: Float32Array.of(3, 4) });
    const [a, b] = [g.variable(v), g.variable(v)];
    const loss = g.sum(g.add(g.mul(a, b), g.stopGradient(g.square(a))));
    const [d] = interpret(gradients(loss, [a]));
    expect([...d!.data]).toEqual([6, 8]);
  });
});

describe('values by hand', () => {
  it('a 4x4 picture with the 2x2 identity kernel', () => {
    const x = g.constant(Float32Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 1, 0), [1, 4, 4, 1]);
    const k = g.constant(Float32Array.of(1, 0, 0, 1), [2, 2, 1, 1]);
    const [y] = interpret([g.conv2d(x, k)]);
    expect([...y!.data]).toEqual([1, 1, 1, 2, 1, 2, 1, 2, 1]);
  });

  it("'same' padding puts the odd cell after, and average pooling leaves padding out", () => {
    const x = g.constant(Float32Array.of(1, 2, 3, 4, 5), [1, 1, 5, 1]);
    const sums = g.avgPool(x, [1, 2], { strides: [1, 2], padding: 'same', divide: false });
    const means = g.avgPool(x, [1, 2], { strides: [1, 2], padding: 'same' });
    const [a, b] = interpret([sums, means]);
    expect([...a!.data]).toEqual([3, 7, 5]);
    expect([...b!.data]).toEqual([1.5, 3.5, 5]);
  });

  it('max pooling sends the gradient to the first of equal maxima', () => {
    const x = g.input('x', [1, 2, 2, 1]);
    const [d] = interpret(gradients(g.sum(g.maxPool(x, [2, 2])), [x]), { x: Float32Array.of(5, 5, 5, 5) });
    expect([...d!.data]).toEqual([1, 0, 0, 0]);
  });

  it('assignments see the values from before the run', () => {
    const a = new Variable([], { data: Float32Array.of(1) });
    const b = new Variable([], { data: Float32Array.of(2) });
    interpret([], {}, [
      { variable: a, value: g.variable(b) },
      { variable: b, value: g.variable(a) },
    ]);
    expect([a.data[0], b.data[0]]).toEqual([2, 1]);
  });

  it('random numbers are a function of seed, counter and stream, uniform and normal', () => {
    const draw = (kind: 'uniform' | 'normal', seed: number, counter: number, stream = 0): Float32Array =>
      interpret([g.random(kind, g.constant(Int32Array.of(seed, counter), [2]), [20000], stream)])[0]!
        .data as Float32Array;
    expect(draw('uniform', 1, 0)).toEqual(draw('uniform', 1, 0));
    for (const other of [draw('uniform', 2, 0), draw('uniform', 1, 1), draw('uniform', 1, 0, 1)]) {
      expect(other[0]).not.toBe(draw('uniform', 1, 0)[0]);
    }
    const mean = (x: Float32Array): number => x.reduce((a, b) => a + b, 0) / x.length;
    const u = draw('uniform', 5, 3);
    expect(Math.min(...u)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...u)).toBeLessThan(1);
    expect(mean(u)).toBeCloseTo(0.5, 1);
    const n = draw('normal', 5, 3);
    expect(Math.abs(mean(n))).toBeLessThan(0.02);
    expect(mean(n.map((v) => v * v))).toBeCloseTo(1, 1);
  });

  it('refuses what does not fit, in words', () => {
    const x = g.input('x', [1, 4, 4, 3]);
    const refuse = (f: () => unknown): string => {
      try {
        f();
      } catch (error) {
        return String(error);
      }
      return 'no error';
    };
    expect(refuse(() => g.conv2d(x, g.input('k', [3, 3, 1, 8])))).toMatchInlineSnapshot(
      `"ShapeError: conv2d: kernel expects 1 channels but the input has 3. Received input (1, 4, 4, 3), kernel (3, 3, 1, 8)."`,
    );
    expect(refuse(() => g.conv2d(x, g.input('k', [5, 5, 3, 8])))).toMatchInlineSnapshot(
      `"ShapeError: conv2d: the window must fit into the picture. Received picture (4, 4), window (5, 5), dilation (1, 1). Use padding 'same', a smaller window, or fewer pooling layers before."`,
    );
    expect(refuse(() => g.add(g.input('a', [2, 3]), g.input('b', [4])))).toMatchInlineSnapshot(
      `"ShapeError: add: shapes must be equal or broadcast (compared from the right, each pair equal or one of them 1). Received (2, 3) and (4,)."`,
    );
    expect(refuse(() => g.matmul(g.input('a', [2, 3]), g.input('b', [4, 5])))).toMatchInlineSnapshot(
      `"ShapeError: matmul: the columns of the first must equal the rows of the second. Received (2, 3) and (4, 5)."`,
    );
    expect(refuse(() => gradients(x, [x]))).toMatchInlineSnapshot(
      `"ShapeError: gradients: the loss must be a single number. Received shape (1, 4, 4, 3). Take its mean or sum."`,
    );
    expect(refuse(() => interpret([x], {}))).toMatchInlineSnapshot(
      `"KernelabError: graph: input 'x' needs a value. Received values for no input."`,
    );
  });
});
