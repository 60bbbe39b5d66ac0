/** @file Every fast kernel against its plain twin: random shapes, odd sizes, strides, padding, tails; 1 and 2 threads. */
import { afterAll, describe, expect, test } from 'vitest';
import { getCore, resetCore, setThreads, type EngineCore } from '../../src/engine/core.ts';
import { g, gradients, interpret, type Node } from '../../src/engine/graph/index.ts';
import { matmul, matmulPlain } from '../../src/engine/matmul.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { Dice, expectSame } from './random-graphs.ts';

afterAll(resetCore);

describe.each([1, 2])('on %i threads', (threads) => {
  const core = (): EngineCore => {
    if (getCore()?.threads !== threads) setThreads(threads);
    return getCore()!;
  };

  test('the engine is there', () => {
    expect(core().threads).toBe(threads);
  });

  test.each([Float32Array, Float64Array])('matmul of $name', (Type) => {
    core();
    const dice = new Dice(1);
    for (const [m, k, n] of [
      [65, 257, 33],
      [1, 5000, 40],
      [700, 1, 90],
      [6, 300, 64],
      [131, 64, 7],
      [600, 513, 9],
    ] as const) {
      const [a, b] = [Type.from(dice.floats([m, k])), Type.from(dice.floats([k, n]))];
      const [want, got] = [new Type(m * n), new Type(m * n)];
      matmulPlain(a, b, m, k, n, want);
      matmul(a, b, m, k, n, got);
      let worst = 0;
      for (let i = 0; i < want.length; i++) worst = Math.max(worst, Math.abs(want[i]! - got[i]!));
      expect(worst, `${m} ${k} ${n}`).toBeLessThan((Type === Float32Array ? 2e-6 : 1e-14) * Math.sqrt(k) * 4);
    }
  });

  test('matmul nodes: transposes, batches, bias, relu', () => {
    const dice = new Dice(2);
    for (let i = 0; i < 25; i++) {
      const [m, k, n] = [dice.int(1, 40), dice.int(1, 70), dice.int(1, 40)];
      const [transposeA, transposeB] = [dice.uniform() < 0.5, dice.uniform() < 0.5];
      const batch = dice.pick([[], [], [3], [2, 2]]);
      const a = g.input('a', [...batch, ...(transposeA ? [k, m] : [m, k])]);
      const b = g.input('b', [...dice.pick([[], batch]), ...(transposeB ? [n, k] : [k, n])]);
      const y = g.matmul(a, b, { transposeA, transposeB });
      const bias = g.constant(dice.floats([n]), [n]);
      const out = dice.pick([y, g.add(y, bias), g.relu(g.add(bias, y))]);
      expectSame(core(), [out], { a: dice.floats(a.shape), b: dice.floats(b.shape) }, { label: `${i}` });
    }
  });

  test('conv2d and both gradients: random windows, groups, channels', () => {
    const dice = new Dice(3);
    for (let i = 0; i < 60; i++) {
      const groups = dice.pick([1, 1, 1, 2, 3]);
      const [cin, cout] = [groups * dice.int(1, 9), groups * dice.int(1, 11)];
      const [kh, kw] = [dice.int(1, 4), dice.int(1, 4)];
      const dilation = [dice.pick([1, 1, 2]), dice.pick([1, 1, 2])] as const;
      const strides = [dice.int(1, 3), dice.int(1, 3)] as const;
      const [h, w] = [dice.int((kh - 1) * dilation[0] + 1, 13), dice.int((kw - 1) * dilation[1] + 1, 13)];
      const x = g.input('x', [dice.int(1, 5), h, w, cin]);
      const kernel = g.input('k', [kh, kw, cin / groups, cout]);
      const y = g.conv2d(x, kernel, { strides, dilation, padding: dice.pick(['same', 'valid']), groups });
      const outputs = [y, ...gradients(g.sum(g.mul(y, y)), [x, kernel])];
      const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape) };
      expectSame(core(), outputs, feeds, {
        label: `${i}: ${x.shape.join('x')} * ${kernel.shape.join('x')}`,
        tolerance: 5e-6,
      });
    }
  });

  test('depthwise conv2d, bias, relu and both gradients: channels of every remainder, strides, dilations', () => {
    const dice = new Dice(31);
    for (let i = 0; i < 40; i++) {
      const c = dice.pick([2, 3, 7, 8, 13, 24, 32, 40, 67]);
      const [kh, kw] = [dice.int(1, 5), dice.int(1, 5)];
      const dilation = [dice.pick([1, 1, 2]), dice.pick([1, 1, 3])] as const;
      const strides = [dice.int(1, 3), dice.int(1, 3)] as const;
      const [h, w] = [dice.int((kh - 1) * dilation[0] + 1, 13), dice.int((kw - 1) * dilation[1] + 1, 14)];
      const x = g.input('x', [dice.int(1, 4), h, w, c]);
      const kernel = g.input('k', [kh, kw, 1, c]);
      const padding = dice.pick(['same', 'valid'] as const);
      let y = g.conv2d(x, kernel, { strides, dilation, padding, groups: c });
      if (dice.uniform() < 0.5) y = g.relu(g.add(y, g.constant(dice.floats([c]), [c])));
      const outputs = [y, ...gradients(g.sum(g.mul(y, y)), [x, kernel])];
      const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape) };
      const label = `${i}: ${x.shape.join('x')} * ${kernel.shape.join('x')}`;
      expectSame(core(), outputs, feeds, { label, tolerance: 5e-6 });
    }
  });

  test('1x1 convolution of one picture, which is a product where there are more threads than samples', () => {
    const dice = new Dice(32);
    for (const [h, w, cin, cout] of [
      [1, 1, 40, 12],
      [7, 5, 33, 70],
      [19, 20, 8, 6],
    ] as const) {
      const [x, kernel] = [g.input('x', [1, h, w, cin]), g.input('k', [1, 1, cin, cout])];
      const y = g.relu(g.add(g.conv2d(x, kernel), g.constant(dice.floats([cout]), [cout])));
      const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape) };
      expectSame(core(), [y, ...gradients(g.sum(g.mul(y, y)), [x, kernel])], feeds, { tolerance: 5e-6 });
    }
  });

  test.each([3, 5])('winograd shapes: kernels of %i, many channels, odd sizes, tails', (side) => {
    const dice = new Dice(4);
    for (let i = 0; i < 8; i++) {
      const [cin, cout] = [4 * dice.int(4, 10), dice.int(16, 37)];
      const x = g.input('x', [dice.int(1, 4), dice.int(side + 5, 15), dice.int(side + 5, 15), cin]);
      const kernel = g.input('k', [side, side, cin, cout]);
      const bias = g.constant(dice.floats([cout]), [cout]);
      const conv = g.relu(g.add(g.conv2d(x, kernel, { padding: dice.pick(['same', 'valid']) }), bias));
      const outputs = [conv, ...gradients(g.sum(conv), [x, kernel])];
      const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape) };
      // F(4x4) loses about a digit: stated in docs/engine.md.
      expectSame(core(), outputs, feeds, { label: `${i}`, tolerance: 1e-5 });
    }
  });

  test.each([3, 5])(
    'winograd, kernels of %i, and pooling: every size of last tile, channels that do not fill a vector',
    (side) => {
      const dice = new Dice(16);
      for (let size = 6; size < 16; size++) {
        const [cin, cout] = [4 * dice.int(4, 10), dice.int(16, 37)];
        const x = g.input('x', [dice.int(1, 4), size, dice.int(6, 15), cin]);
        const kernel = g.input('k', [side, side, cin, cout]);
        let y: Node = g.conv2d(x, kernel, { padding: 'same' });
        if (dice.uniform() < 0.7) y = g.add(y, g.constant(dice.floats([cout]), [cout]));
        if (dice.uniform() < 0.5) y = g.relu(y);
        const pooled = g.maxPool(y, [2, 2], { strides: [2, 2] });
        const outputs = dice.uniform() < 0.5 ? [pooled] : [pooled, ...gradients(g.sum(pooled), [x, kernel])];
        const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape) };
        expectSame(core(), outputs, feeds, { label: `${x.shape.join('x')} -> ${cout}`, tolerance: 1e-5 });
      }
    },
  );

  test('filter gradients: winograd with whole and cut tiles, products over places with ragged rows and columns', () => {
    const dice = new Dice(23);
    for (const [n, h, w, k, cin, cout, strides, padding] of [
      [9, 8, 12, 3, 16, 16, 1, 'same'],
      [10, 7, 9, 3, 20, 17, 1, 'same'],
      [12, 9, 6, 3, 16, 29, 1, 'valid'],
      [17, 6, 6, 3, 36, 40, 1, 'same'],
      [9, 8, 12, 5, 16, 16, 1, 'same'],
      [10, 7, 9, 5, 20, 17, 1, 'same'],
      [12, 9, 8, 5, 16, 29, 1, 'valid'],
      [3, 9, 8, 1, 10, 19, 1, 'valid'],
      [3, 9, 8, 1, 10, 19, 2, 'valid'],
      [3, 12, 11, 5, 3, 12, 1, 'same'],
      [2, 12, 11, 5, 7, 33, 2, 'same'],
      [2, 9, 13, 2, 13, 8, 2, 'valid'],
    ] as const) {
      const [x, kernel] = [g.input('x', [n, h, w, cin]), g.input('k', [k, k, cin, cout])];
      const y = g.conv2d(x, kernel, { padding, strides: [strides, strides] });
      const weight = g.constant(dice.floats(y.shape), y.shape);
      const label = `${x.shape.join('x')} by ${kernel.shape.join('x')}`;
      const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape) };
      expectSame(core(), gradients(g.sum(g.mul(y, weight)), [kernel]), feeds, { label, tolerance: 1e-5 });
    }
  });

  test.each([3, 5])('winograd, kernels of %i, gives an exact 0 where a window holds nothing but zeros', (side) => {
    const dice = new Dice(18);
    for (const padding of ['same', 'valid', [4, 3, 0, 3], [6, 5, 2, 7]] as const) {
      const x = g.input('x', [3, 11, 14, 20]);
      const kernel = g.input('k', [side, side, 20, 24]);
      const y = g.conv2d(x, kernel, { padding });
      const values = dice.floats(x.shape);
      // The first picture is full, the second half empty, the third all but a few pixels, of which one has its last channel only.
      for (let at = 11 * 14 + 70; at < 3 * 11 * 14; at++) {
        if (at % 31 === 0) values.fill(0, at * 20, at * 20 + 19);
        else if (at < 2 * 11 * 14 || at % 29 !== 0) values.fill(0, at * 20, at * 20 + 20);
      }
      const feeds = { x: values, k: dice.floats(kernel.shape) };
      expectSame(core(), [y], feeds, { tolerance: 1e-5 });
      const program = engineProgram(core(), [y]);
      const [want, got] = [interpret([y], feeds)[0]!.data, program.run(feeds)[0]!.data];
      let [exact, wrong] = [0, 0];
      for (let i = 0; i < want.length; i++) {
        if (want[i] !== 0) continue;
        exact++;
        if (got[i] !== 0) wrong++;
      }
      expect(exact).toBeGreaterThan(500);
      expect(wrong, `${String(padding)}: not 0`).toBe(0);
      program.release?.();
    }
  });

  test.each([3, 5])('winograd, kernels of %i, and pooling hide no NaN', (side) => {
    const dice = new Dice(17);
    const x = g.input('x', [2, 14, 14, 16]);
    const kernel = g.input('k', [side, side, 16, 20]);
    const y = g.maxPool(g.relu(g.conv2d(x, kernel, { padding: 'same' })), [2, 2], { strides: [2, 2] });
    const program = engineProgram(core(), [y]);
    const [values, k] = [dice.floats(x.shape), dice.floats(kernel.shape)];
    for (let at = 0; at < 14 * 14; at += 5) {
      const feeds = { x: values.slice(), k };
      feeds.x[at * 16 + (at % 16)] = NaN;
      const [want, got] = [interpret([y], feeds)[0]!.data, program.run(feeds)[0]!.data];
      const hidden = want.findIndex((v, i) => Number.isNaN(v) && !Number.isNaN(got[i]));
      expect(hidden, `NaN at pixel ${at}`).toBe(-1);
    }
    program.release?.();
  });

  test('conv + bias + relu + max-pooling with its arg-max driven gradients', () => {
    const dice = new Dice(5);
    for (let i = 0; i < 16; i++) {
      const [cin, cout] = [dice.pick([1, 2, 3, 16, 32]), dice.pick([4, 7, 8, 20, 48])];
      const k = dice.pick([3, 3, 3, 2]);
      const pool = dice.pick([
        [2, 2],
        [2, 2],
        [3, 2],
        [4, 4],
      ] as const);
      const h = dice.int(8, 13);
      const [x, kernel] = [g.input('x', [dice.int(1, 4), h, dice.int(8, 13), cin]), g.input('k', [k, k, cin, cout])];
      const bias = g.input('b', [cout]);
      let y: Node = g.add(g.conv2d(x, kernel, { padding: dice.pick(['same', 'valid']) }), bias);
      if (dice.uniform() < 0.5) y = g.relu(y);
      const pooled = g.maxPool(y, pool, { strides: pool });
      const weight = g.constant(dice.floats(pooled.shape), pooled.shape);
      const outputs = [pooled, ...gradients(g.sum(g.mul(pooled, weight)), [x, kernel, bias])];
      const feeds = { x: dice.floats(x.shape), k: dice.floats(kernel.shape), b: dice.floats([cout]) };
      expectSame(core(), outputs, feeds, {
        label: `${i}: ${x.shape.join('x')} -> ${cout}, pool ${pool.join('x')}`,
        tolerance: 1e-5,
      });
    }
  });

  test('gradients that stand before the pooled map, on which they do not depend', () => {
    const dice = new Dice(16);
    for (const relu of [true, false]) {
      const [x, kernel, bias] = [g.input('x', [2, 12, 12, 16]), g.input('k', [3, 3, 16, 32]), g.input('b', [32])];
      const map = g.add(g.conv2d(x, kernel, { padding: 'same' }), bias);
      const pooled = g.maxPool(relu ? g.relu(map) : map, [2, 2], { strides: [2, 2] });
      const weight = g.input('w', pooled.shape);
      const feeds = {
        x: dice.floats(x.shape),
        k: dice.floats(kernel.shape),
        b: dice.floats(bias.shape),
        w: dice.floats(weight.shape),
      };
      const towards = gradients(g.sum(g.mul(pooled, weight)), [x, kernel, bias]);
      expectSame(core(), [...towards, pooled], feeds, { label: `relu ${relu}`, tolerance: 1e-5 });
    }
  });

  test("an input gradient behind relu: masked in the arg-max kernel's store, and where no such kernel fits", () => {
    const dice = new Dice(15);
    for (const [cout, pool] of [
      [48, true],
      [8, true],
      [32, false],
      [7, false],
    ] as const) {
      const [x, k1, k2] = [g.input('x', [3, 11, 10, 2]), g.input('k1', [3, 3, 2, 16]), g.input('k2', [3, 3, 16, cout])];
      let y: Node = g.conv2d(g.relu(g.conv2d(x, k1)), k2, { padding: 'same' });
      if (pool) y = g.maxPool(g.relu(y), [2, 2], { strides: [2, 2] });
      const weight = g.constant(dice.floats(y.shape), y.shape);
      const outputs = [y, ...gradients(g.sum(g.mul(y, weight)), [x, k1, k2])];
      const feeds = { x: dice.floats(x.shape), k1: dice.floats(k1.shape), k2: dice.floats(k2.shape) };
      expectSame(core(), outputs, feeds, { label: `${cout} ${pool}`, tolerance: 1e-5 });
    }
  });

  test('pooling that stands alone', () => {
    const dice = new Dice(6);
    for (let i = 0; i < 30; i++) {
      const x = g.input('x', [dice.int(1, 4), dice.int(5, 11), dice.int(5, 11), dice.int(1, 9)]);
      const pool = [dice.int(1, 3), dice.int(1, 3)] as const;
      const options = {
        strides: [dice.int(1, 3), dice.int(1, 3)] as const,
        padding: dice.pick(['same', 'valid'] as const),
      };
      const y = dice.pick([
        g.maxPool(x, pool, options),
        g.avgPool(x, pool, options),
        g.avgPool(x, pool, { ...options, divide: false }),
      ]);
      const outputs = [y, ...gradients(g.sum(g.mul(y, y)), [x])];
      expectSame(core(), outputs, { x: dice.floats(x.shape) }, { label: `${i}` });
    }
  });

  test('windows of 2x2 side by side: the first of equals takes the gradient', () => {
    const dice = new Dice(41);
    for (const [h, w, c] of [
      [8, 6, 16],
      [4, 10, 8],
      [9, 6, 16],
      [8, 7, 24],
      [6, 6, 12],
    ] as const) {
      const x = g.input('x', [3, h, w, c]);
      const y = g.maxPool(x, [2, 2], { strides: [2, 2] });
      const weight = g.constant(dice.floats(y.shape), y.shape);
      const feeds = { x: Float32Array.from({ length: 3 * h * w * c }, () => dice.int(-1, 1)) };
      expectSame(core(), [y, ...gradients(g.sum(g.mul(y, weight)), [x])], feeds, { label: `${h}x${w}x${c}` });
    }
  });

  test('elementary functions over their whole range', () => {
    const special = [
      0,
      -0,
      1,
      -1,
      Infinity,
      -Infinity,
      NaN,
      1e-45,
      1e-30,
      88.7,
      89,
      -87.5,
      -104,
      1e10,
      -1e10,
      0.5,
      1.5,
      2.5,
    ];
    const x = Float32Array.from({ length: 3000 }, (_, i) => special[i] ?? (i - 1500) / 17);
    for (const op of [
      'exp',
      'log',
      'tanh',
      'sigmoid',
      'relu',
      'sqrt',
      'rsqrt',
      'abs',
      'sign',
      'round',
      'floor',
      'ceil',
      'neg',
      'square',
      'reciprocal',
      'log1p',
    ] as const) {
      const node = g.unary(op, g.input('x', [3000]));
      const want = interpret([node], { x })[0]!.data;
      const got = engineProgram(core(), [node]).run({ x })[0]!.data;
      for (let i = 0; i < x.length; i++) {
        const [a, b] = [got[i]!, want[i]!];
        if (Number.isNaN(b) ? Number.isNaN(a) : a === b) continue;
        expect(Math.abs(a - b) / Math.max(Math.abs(b), 1.2e-38), `${op}(${x[i]}) = ${b}, got ${a}`).toBeLessThan(4e-7);
      }
    }
  });

  test('elementwise chains with broadcasting, masks and random numbers', () => {
    const dice = new Dice(7);
    const state = g.constant(Int32Array.of(12, 3), [2]);
    for (let i = 0; i < 40; i++) {
      const shape = [dice.int(1, 5), dice.int(1, 40), dice.int(1, 30)];
      const [x, z] = [g.input('x', shape), g.input('z', shape)];
      const row = g.constant(dice.floats([shape[2]!]), [shape[2]!]);
      const column = g.constant(dice.floats([shape[0]!, shape[1]!, 1]), [shape[0]!, shape[1]!, 1]);
      const middle = g.constant(dice.floats([1, shape[1]!, 1]), [1, shape[1]!, 1]);
      const pool: Node[] = [x, z, row, column, middle, g.random('uniform', state, shape, i)];
      for (let k = 0; k < 12; k++) {
        const [a, b, c] = [dice.pick(pool), dice.pick(pool), dice.pick(pool)];
        pool.push(
          dice.pick([
            () => g.add(a, b),
            () => g.sub(a, 0.5),
            () => g.mul(a, b),
            () => g.maximum(a, b),
            () => g.minimum(a, g.square(b)),
            () => g.div(a, g.add(g.abs(b), 1)),
            () => g.select(g.greater(a, b), b, c),
            () => g.select(g.logicalAnd(g.less(a, 0.3), g.notEqual(b, c)), a, 0),
            () => g.tanh(a),
            () => g.cast(g.lessEqual(a, b), 'float32'),
            () => g.cast(g.cast(g.mul(a, 10), 'int32'), 'float32'),
          ])(),
        );
      }
      expectSame(core(), pool.slice(-3), { x: dice.floats(shape), z: dice.floats(shape) }, { label: `${i}` });
    }
  });

  test('sums, mean and variance of columns, where the mean is large too', () => {
    const dice = new Dice(37);
    for (const [c, middle] of [
      [8, 0],
      [24, 1000],
      [64, -30],
      [520, 0],
      [10, 5],
    ] as const) {
      const x = g.input('x', [4, Math.ceil(4500 / c), c]);
      const over = { axis: [0, 1], keepDims: true };
      const mean = g.mean(x, over);
      const centred = g.sub(x, mean);
      const variance = g.mean(g.square(centred), over);
      const y = g.mul(centred, g.rsqrt(g.add(variance, 1e-3)));
      const feeds = { x: dice.floats(x.shape, middle - 1, middle + 1) };
      expectSame(core(), [mean, g.sum(x, over)], feeds, { label: `${c} around ${middle}`, tolerance: 4e-6 });
      // What the numbers themselves have lost beside their mean shows in their deviations.
      const tolerance = 4e-6 + 2e-7 * Math.abs(middle);
      expectSame(core(), [variance, y], feeds, { label: `deviations of ${c} around ${middle}`, tolerance });
    }
  });

  test('large chains: sums over leading axes, values computed again, chains that join others', () => {
    const dice = new Dice(31);
    for (let i = 0; i < 40; i++) {
      const c = dice.pick([8, 16, 24, 48, 64, 512, 10]);
      const rows = Math.ceil(16384 / c) + dice.int(0, 5);
      const [a, b, p, q] = [g.input('a', [rows, c]), g.input('b', [rows, c]), g.input('p', [c]), g.input('q', [1])];
      const large: Node[] = [a, b];
      const small: Node[] = [p, q];
      for (let k = dice.int(6, 18); k > 0; k--) {
        const [x, y, v] = [dice.pick(large), dice.pick(large), dice.pick(small)];
        const kind = dice.int(0, 9);
        if (kind <= 1) large.push(g.mul(x, v));
        else if (kind === 2) large.push(g.sub(x, v));
        else if (kind === 3) large.push(g.relu(x));
        else if (kind === 4) large.push(g.select(g.greater(x, 0), y, 0));
        else if (kind === 5) large.push(g.mul(g.add(x, y), 0.5));
        else if (kind === 6) large.push(g.mul(x, y));
        else if (kind === 7) large.push(g.tanh(x));
        else small.push(g.mean(dice.pick([x, g.mul(x, y)]), { axis: 0, keepDims: kind === 8 }));
      }
      const outputs = [large.at(-1)!, small.at(-1)!, dice.pick(large), g.sum(large.at(-1)!, { axis: 0 })];
      if (i % 2 === 0) outputs.push(...gradients(g.sum(g.mul(large.at(-1)!, b)), [a, p]));
      const feeds = Object.fromEntries([a, b, p, q].map((x, k) => ['abpq'[k]!, dice.floats(x.shape)]));
      expectSame(core(), outputs, feeds, { label: `${i}: ${rows}x${c}`, tolerance: 1e-5 });
    }
  });

  test('reductions, softmax, arg-max, moving data', () => {
    const dice = new Dice(8);
    for (let i = 0; i < 40; i++) {
      const shape = [dice.int(1, 6), dice.int(1, 9), dice.int(1, 20), dice.int(1, 7)];
      const x = g.input('x', shape);
      const axis = dice.pick([[0], [1], [3], [0, 1, 2], [1, 2], [2, 3], [0, 2], [0, 1, 2, 3]]);
      const outputs = [
        g.reduce('sum', x, { axis, keepDims: dice.uniform() < 0.5 }),
        g.reduce('mean', x, { axis }),
        g.reduce('max', x, { axis }),
        g.reduce('min', x, { axis }),
        g.softmax(x),
        g.logSoftmax(x),
        g.argMax(x, dice.pick([3, 1])),
        g.transpose(
          x,
          dice.pick([
            [3, 2, 1, 0],
            [0, 2, 1, 3],
            [1, 3, 0, 2],
          ]),
        ),
        g.reverse(x, dice.pick([[0], [1, 3], [2]])),
        g.concat([x, g.square(x), x], dice.int(0, 3)),
        g.sub(x, g.max(x, { axis, keepDims: true })),
      ];
      expectSame(
        core(),
        outputs,
        { x: dice.floats(shape) },
        { label: `${i}: ${shape.join('x')} over ${axis.join()}`, tolerance: 4e-6 },
      );
    }
  });
});
