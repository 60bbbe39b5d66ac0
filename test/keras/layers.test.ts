/**
 * @file One call that checks a layer from all sides (shape, dtype, config round trip, numerical gradients), for every
 * layer; what random layers do in training; refusals in words.
 */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { g, gradients, interpret, type Node } from '../../src/engine/graph/index.ts';
import { Random, seedEverything } from '../../src/keras/common/random.ts';
import type { Layer } from '../../src/keras/core/layer.ts';
import { Trace, withTrace } from '../../src/keras/core/trace.ts';
import { keras, layers } from '../../src/keras/index.ts';
import { messageOf } from './helpers.ts';

type Make = () => Layer;

/** Everything that must hold for any layer. */
function runLayerTest(make: Make, shapes: readonly (readonly number[])[], { gradient = true } = {}): void {
  const layer = make();
  const single = shapes.length === 1;
  const symbolic = shapes.map((s) => keras.Input({ shape: s.slice(1) }));
  const out = single ? layer(symbolic[0]!) : layer(symbolic);
  const trace = new Trace(false);
  const nodes = shapes.map((s, i) => g.input(`x${i}`, s));
  const y = withTrace(trace, () => layer.applyNodes(single ? nodes[0]! : nodes, {})) as Node;
  // The symbolic shape is the real one with the batch left open.
  expect(out.shape).toEqual([null, ...y.shape.slice(1)]);
  expect(out.dtype).toBe(y.dtype);
  const inferred = layer.computeOutputShape(
    single ? [null, ...shapes[0]!.slice(1)] : shapes.map((s) => [null, ...s.slice(1)]),
  );
  expect(inferred).toEqual(out.shape);

  // A layer made from the config computes the same from the same weights.
  const config = layer.getConfig();
  const twin = (layer.constructor as unknown as { fromConfig(c: object): Layer }).fromConfig({ ...config, name: null });
  expect({ ...twin.getConfig(), name: layer.name }).toEqual(config);
  twin.ensureBuilt(single ? shapes[0]! : shapes);
  const random = new Random(3);
  for (const w of layer.weights) {
    const low = w.name.includes('variance') ? 0.5 : -0.8;
    w.variable.data.set(Float32Array.from({ length: w.variable.size }, () => random.uniform() * 1.6 + low));
  }
  twin.setWeights(layer.getWeights());
  const feeds = Object.fromEntries(
    shapes.map((s, i) => [
      `x${i}`,
      Float32Array.from({ length: s.reduce((a, b) => a * b, 1) }, () => random.uniform() * 2 - 1),
    ]),
  );
  const again = withTrace(new Trace(false), () => twin.applyNodes(single ? nodes[0]! : nodes, {})) as Node;
  const [a, b] = interpret([y, again], feeds);
  expect(a!.data).toEqual(b!.data);
  if (!gradient) return;

  const w = Float32Array.from({ length: a!.data.length }, () => random.uniform() * 2 - 1);
  const loss = g.sum(g.mul(y, g.constant(w, y.shape)));
  const weights = layer.trainableWeights;
  const exact = interpret(gradients(loss, [...nodes, ...weights.map((v) => trace.read(v.variable))]), feeds);
  const slots = [...Object.values(feeds), ...weights.map((v) => v.variable.data)];
  const step = 1e-2;
  slots.forEach((data, k) => {
    const every = Math.max(1, Math.floor(data.length / 12));
    const top = Math.max(0.1, ...exact[k]!.data.map(Math.abs));
    for (let i = 0; i < data.length; i += every) {
      const v = data[i]!;
      const at = (value: number): number => {
        data[i] = value;
        return interpret([loss], feeds)[0]!.data[0]!;
      };
      const [up, down, middle] = [at(v + step), at(v - step), at(v)];
      // A kink (relu, a change of the largest) within the step has no single slope.
      const kink = Math.abs(up + down - 2 * middle) > 2e-3 * top;
      if (!kink)
        expect(Math.abs(exact[k]!.data[i]! - (up - down) / (2 * step)) / top, `slot ${k}, number ${i}`).toBeLessThan(
          2e-2,
        );
    }
  });
}

const P = [2, 5, 6, 3];
const CASES: [string, Make, number[][]][] = [
  ['Dense', () => layers.Dense(4, { activation: 'tanh' }), [[3, 5]]],
  ['Dense on maps', () => layers.Dense(2), [P]],
  ['Activation', () => layers.Activation('silu'), [[2, 5]]],
  ['Conv1D', () => layers.Conv1D(3, 3, { padding: 'causal', dilationRate: 2 }), [[2, 8, 2]]],
  ['Conv2D', () => layers.Conv2D(4, 3, { strides: 2, padding: 'same', activation: 'sigmoid' }), [P]],
  ['Conv2D groups', () => layers.Conv2D(6, [2, 3], { groups: 3, dilationRate: [1, 2] }), [P]],
  ['Conv2D channels first', () => layers.Conv2D(2, 3, { dataFormat: 'channels_first' }), [[2, 3, 5, 6]]],
  ['DepthwiseConv2D', () => layers.DepthwiseConv2D(3, { depthMultiplier: 2, padding: 'same' }), [P]],
  ['SeparableConv2D', () => layers.SeparableConv2D(4, 3), [P]],
  ['SeparableConv1D', () => layers.SeparableConv1D(4, 3, { padding: 'same' }), [[2, 6, 3]]],
  ['DepthwiseConv1D', () => layers.DepthwiseConv1D(3, { depthMultiplier: 2 }), [[2, 6, 3]]],
  ['Conv1DTranspose', () => layers.Conv1DTranspose(2, 3, { strides: 2, outputPadding: 1 }), [[2, 4, 3]]],
  ['Identity', () => layers.Identity(), [P]],
  ['TimeDistributed', () => layers.TimeDistributed(layers.Conv2D(2, 2)), [[2, 3, 4, 4, 2]]],
  ['ActivityRegularization', () => layers.ActivityRegularization(0.1, 0.2), [[2, 4]]],
  ['SpectralNormalization', () => layers.SpectralNormalization(layers.Conv2D(3, 2)), [[2, 4, 4, 2]]],
  ['UnitNormalization', () => layers.UnitNormalization([1, 2]), [[2, 4, 3]]],
  ['RMSNormalization', () => layers.RMSNormalization(-1, 1e-3), [[2, 4, 3]]],
  ['AdaptiveAveragePooling1D', () => layers.AdaptiveAveragePooling1D(4), [[2, 7, 3]]],
  ['AdaptiveAveragePooling2D', () => layers.AdaptiveAveragePooling2D([2, 4]), [P]],
  ['AdaptiveMaxPooling1D', () => layers.AdaptiveMaxPooling1D(2), [[2, 7, 3]]],
  ['AdaptiveMaxPooling2D', () => layers.AdaptiveMaxPooling2D(3, { dataFormat: 'channels_first' }), [[2, 3, 5, 6]]],
  ['Cropping1D', () => layers.Cropping1D([1, 2]), [[2, 6, 3]]],
  ['UpSampling1D', () => layers.UpSampling1D(3), [[2, 4, 3]]],
  ['ZeroPadding1D', () => layers.ZeroPadding1D([0, 2]), [[2, 4, 3]]],
  ['RandomCrop', () => layers.RandomCrop(3, 3), [P]],
  ['Conv2DTranspose', () => layers.Conv2DTranspose(2, 3, { strides: 2, padding: 'same' }), [[1, 3, 4, 2]]],
  ['LocallyConnected2D', () => layers.LocallyConnected2D(2, [2, 3], { strides: [1, 2] }), [[2, 4, 5, 2]]],
  ['MaxPooling2D', () => layers.MaxPooling2D([2, 2], { strides: 2 }), [P]],
  ['AveragePooling2D', () => layers.AveragePooling2D(3, { padding: 'same', strides: 2 }), [P]],
  ['MinPooling2D', () => layers.MinPooling2D(2), [P]],
  ['L2NormPooling2D', () => layers.L2NormPooling2D(2, { padding: 'same' }), [P]],
  ['MaxPooling1D', () => layers.MaxPooling1D(2), [[2, 6, 3]]],
  ['AveragePooling1D', () => layers.AveragePooling1D(3, { strides: 2, padding: 'same' }), [[2, 6, 3]]],
  ['GlobalAveragePooling2D', () => layers.GlobalAveragePooling2D({ keepdims: true }), [P]],
  ['GlobalMaxPooling2D', () => layers.GlobalMaxPooling2D(), [P]],
  ['GlobalMinPooling2D', () => layers.GlobalMinPooling2D(), [P]],
  ['GlobalL2NormPooling2D', () => layers.GlobalL2NormPooling2D(), [P]],
  ['GlobalAveragePooling1D', () => layers.GlobalAveragePooling1D(), [[2, 6, 3]]],
  ['GlobalMaxPooling1D', () => layers.GlobalMaxPooling1D(), [[2, 6, 3]]],
  ['Flatten', () => layers.Flatten(), [P]],
  ['Reshape', () => layers.Reshape([3, -1]), [[2, 6, 4]]],
  ['Permute', () => layers.Permute([2, 1]), [[2, 6, 4]]],
  ['RepeatVector', () => layers.RepeatVector(3), [[2, 4]]],
  [
    'ZeroPadding2D',
    () =>
      layers.ZeroPadding2D([
        [1, 0],
        [0, 2],
      ]),
    [P],
  ],
  ['Cropping2D', () => layers.Cropping2D([1, 2]), [P]],
  ['UpSampling2D', () => layers.UpSampling2D(2, { interpolation: 'bilinear' }), [[1, 3, 4, 2]]],
  ['Resizing', () => layers.Resizing(3, 4), [P]],
  ['CenterCrop', () => layers.CenterCrop(3, 3), [P]],
  ['Dropout', () => layers.Dropout(0.5), [[2, 4]]],
  ['SpatialDropout2D', () => layers.SpatialDropout2D(0.5), [P]],
  ['SpatialDropout1D', () => layers.SpatialDropout1D(0.5), [[2, 6, 3]]],
  ['GaussianNoise', () => layers.GaussianNoise(0.5), [[2, 4]]],
  ['GaussianDropout', () => layers.GaussianDropout(0.5), [[2, 4]]],
  ['BatchNormalization', () => layers.BatchNormalization(), [P]],
  ['LayerNormalization', () => layers.LayerNormalization({ axis: [1, 2] }), [[3, 4, 2]]],
  ['GroupNormalization', () => layers.GroupNormalization(2), [[2, 3, 3, 4]]],
  ['LocalResponseNormalization', () => layers.LocalResponseNormalization({ depthRadius: 1 }), [P]],
  ['ReLU', () => layers.ReLU({ negativeSlope: 0.1, maxValue: 0.8 }), [[2, 9]]],
  ['LeakyReLU', () => layers.LeakyReLU(), [[2, 9]]],
  ['PReLU', () => layers.PReLU({ sharedAxes: [1, 2] }), [P]],
  ['ELU', () => layers.ELU(0.5), [[2, 9]]],
  ['Softmax', () => layers.Softmax(), [[2, 5]]],
  [
    'Add',
    () => layers.Add(),
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
  ],
  [
    'Subtract',
    () => layers.Subtract(),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  [
    'Multiply',
    () => layers.Multiply(),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  [
    'Average',
    () => layers.Average(),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  [
    'Maximum',
    () => layers.Maximum(),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  [
    'Minimum',
    () => layers.Minimum(),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  [
    'Concatenate',
    () => layers.Concatenate({ axis: 1 }),
    [
      [2, 3],
      [2, 4],
    ],
  ],
  [
    'Dot',
    () => layers.Dot(1),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ['Rescaling', () => layers.Rescaling(2, { offset: 1 }), [[2, 3]]],
  ['Normalization', () => layers.Normalization({ mean: [1, 2, 3], variance: [4, 1, 9] }), [[2, 3]]],
  ['RandomFlip', () => layers.RandomFlip('horizontal'), [P]],
  ['RandomRotation', () => layers.RandomRotation(0.1), [P]],
  ['RandomZoom', () => layers.RandomZoom(0.1, 0.2), [P]],
  ['RandomTranslation', () => layers.RandomTranslation(0.1, 0.2), [P]],
  ['RandomContrast', () => layers.RandomContrast(0.1), [P]],
  ['RandomBrightness', () => layers.RandomBrightness(0.1), [P]],
];

describe('every layer: shape, config round trip, gradients', () => {
  it.each(CASES)('%s', (_, make, shapes) => runLayerTest(make, shapes));

  it('covers every layer there is', () => {
    const tested = new Set(CASES.map(([, make]) => make().className));
    const others = new Set(['Layer', 'Input', 'InputLayer', 'Lambda', 'Embedding']);
    const missing = Object.entries(layers)
      .filter(([name, value]) => /^[A-Z]/.test(name) && typeof value === 'function' && !others.has(name))
      .map(([name, value]) => [name, (value as { name: string }).name] as const)
      .filter(([, className]) => !tested.has(className));
    expect(missing).toEqual([]);
  });

  it('Embedding and Lambda', () => {
    const e = layers.Embedding(5, 3);
    const y = e(
      np.array([
        [1, 4],
        [0, 0],
      ]),
    );
    expect(y.shape).toEqual([2, 2, 3]);
    expect(Array.from(y.toTyped() as Float32Array).slice(0, 3)).toEqual(
      Array.from(e.getWeights()[0]!.toTyped() as Float32Array).slice(3, 6),
    );
    const twice = layers.Lambda((x: Node) => keras.ops.multiply(x, 2));
    expect(Array.from(twice(np.array([1, 2])).toTyped() as Float32Array)).toEqual([2, 4]);
  });
});

describe('Normalization', () => {
  const data = np.array([
    [0, 7, 4],
    [2, 9, 6],
    [0, 7, 4],
    [2, 9, 6],
  ]);
  const one = np.array([[1, 2, 3]]);

  it('takes mean and variance from an array or from batches, and goes back', () => {
    for (const given of [
      data,
      [data.at('0:1'), data.at('1:')],
      [data.at('0:0'), data],
      [[data.at('0:3'), 0] as const, [data.at('3:'), 0]],
    ]) {
      const layer = layers.Normalization();
      layer.adapt(given as typeof data);
      expect(layer(one).toList()).toEqual([[0, -6, -2]]);
      expect(layer.countParams()).toBe(7);
      expect(layer.trainableWeights).toEqual([]);
    }
    const back = layers.Normalization({ invert: true });
    back.adapt(data);
    expect(back(one).toList()).toEqual([[2, 10, 8]]);
  });

  it('over other axes, and with numbers given', () => {
    const pictures = np
      .arange(2 * 3 * 4 * 2)
      .reshape([2, 3, 4, 2])
      .astype('float32');
    const whole = layers.Normalization(null);
    whole.adapt(pictures);
    const y = whole(pictures);
    expect([y.mean(), y.std()].map((v) => Number(v.toFixed(5)))).toEqual([0, 1]);
    const rows = layers.Normalization([1, -1], { name: 'rows' });
    rows.adapt(pictures);
    expect(rows.getWeights()[0]!.toList()).toEqual([
      [15, 16],
      [23, 24],
      [31, 32],
    ]);
    const fixed = layers.Normalization({ mean: 3, variance: 4, name: 'fixed' });
    expect(fixed(one).toList()).toEqual([[-1, -0.5, 0]]);
    expect(() => layers.Normalization({ mean: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: Normalization: mean and variance are given together, with as many numbers. Received mean 3, variance null.]`,
    );
    expect(() => fixed.adapt(data)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: fixed.adapt: mean and variance were given already.]`,
    );
    expect(() => rows.adapt(pictures.at(':', ':2'))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: rows.adapt: the layer has 6 means. Received data of shape (2, 2, 4, 2).]`,
    );
  });
});

describe('locally connected by hand: L4.10', () => {
  it('has weights of its own at every place', () => {
    const layer = layers.LocallyConnected2D(1, 2, { useBias: false });
    layer.ensureBuilt([null, 3, 3, 1]);
    expect(layer.countParams()).toBe(16);
    layer.setWeights([
      np.fromTyped(
        Float32Array.from({ length: 16 }, (_, i) => Math.floor(i / 4) + 1),
        [4, 4, 1],
      ),
    ]);
    const y = layer(np.ones([1, 3, 3, 1]));
    expect(Array.from(y.toTyped() as Float32Array)).toEqual([4, 8, 12, 16]);
  });

  it('counts 10^4 weights for a shared 10x10 window with 100 filters', () => {
    const conv = layers.Conv2D(100, 10, { useBias: false });
    conv.ensureBuilt([null, 1000, 1000, 1]);
    expect(conv.countParams()).toBe(10_000);
  });
});

describe('random layers in training', () => {
  const numbers = (y: { toTyped(): unknown }): number[] => Array.from(y.toTyped() as Float32Array);

  it('dropout keeps the mean, drops the share, repeats by seed and moves on with every step', () => {
    const run = (): number[][] => {
      const layer = layers.Dropout(0.25, { seed: 7 });
      return [
        numbers(layer(np.ones([100, 100]), { training: true })),
        numbers(layer(np.ones([100, 100]), { training: true })),
      ];
    };
    const [first, second] = run() as [number[], number[]];
    expect(run()).toEqual([first, second]);
    expect(second).not.toEqual(first);
    const dropped = first.filter((v) => v === 0).length / first.length;
    expect(dropped).toBeCloseTo(0.25, 1);
    expect(Math.max(...first)).toBeCloseTo(1 / 0.75, 5);
    expect(numbers(layers.Dropout(1)(np.ones([2, 2]), { training: true }))).toEqual([0, 0, 0, 0]);
  });

  it('spatial dropout takes whole channels, noise adds, flips mirror', () => {
    seedEverything(1);
    const y = layers.SpatialDropout2D(0.5)(np.ones([4, 3, 3, 8]), { training: true });
    const data = numbers(y);
    for (let n = 0; n < 4; n++) {
      for (let c = 0; c < 8; c++) {
        const channel = Array.from({ length: 9 }, (_, p) => data[(n * 9 + p) * 8 + c]);
        expect(new Set(channel).size).toBe(1);
      }
    }
    const noise = numbers(layers.GaussianNoise(2)(np.zeros([100, 100]), { training: true }));
    expect(Math.sqrt(noise.reduce((a, v) => a + v * v, 0) / noise.length)).toBeCloseTo(2, 1);
    const picture = np.fromTyped(Float32Array.of(1, 2, 3), [1, 1, 3, 1]);
    const seen = new Set(
      Array.from({ length: 30 }, () => numbers(layers.RandomFlip('horizontal')(picture, { training: true })).join()),
    );
    expect([...seen].sort()).toEqual(['1,2,3', '3,2,1']);
  });

  it('random crop takes a part, elsewhere each time, and the middle outside of training', () => {
    const layer = layers.RandomCrop(2, 3, { seed: 1 });
    const x = np.arange(6 * 6).reshape(1, 6, 6, 1);
    const corners = Array.from({ length: 40 }, () => {
      const y = layer(x, { training: true });
      expect(y.shape).toEqual([1, 2, 3, 1]);
      const corner = y.item(0, 0, 0, 0);
      expect(y.sub(corner).reshape(-1).toList()).toEqual([0, 1, 2, 6, 7, 8]);
      return corner;
    });
    expect(new Set(corners.map((c) => Math.floor(c / 6)))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(new Set(corners.map((c) => c % 6))).toEqual(new Set([0, 1, 2, 3]));
    const twice = layers.Resizing(2, 3, { cropToAspectRatio: true });
    expect(layer(x).toList()).toEqual(twice(x).toList());
  });

  it('random contrast stretches around the mean and stays in range', () => {
    const x = np.fromTyped(Float32Array.of(0, 100, 200, 255), [1, 2, 2, 1]);
    const y = numbers(layers.RandomContrast(0.9, { seed: 3 })(x, { training: true }));
    expect(Math.min(...y)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...y)).toBeLessThanOrEqual(255);
    expect(y).not.toEqual([0, 100, 200, 255]);
  });
});

describe('refusals say the rule and what came', () => {
  const as = (o: object): never => o as never;

  it('misspelt and unknown options', async () => {
    expect(await messageOf(() => layers.Conv2D(as({ filters: 3, kernel_size: 3 })))).toMatchInlineSnapshot(
      `"ValueError: Conv2D: there is no option 'kernel_size'. Received { filters: 3, kernel_size: 3 }. Did you mean 'kernelSize'?"`,
    );
    expect(await messageOf(() => layers.Dense(3, as({ activaton: 'relu' })))).toMatchInlineSnapshot(
      `"ValueError: Dense: there is no option 'activaton'. Received { activaton: 'relu' }. Did you mean 'activation'?"`,
    );
    expect(await messageOf(() => layers.Dense(3, { activation: 'rellu' }))).toMatchInlineSnapshot(
      `"ValueError: Dense: there is no activation of that name. Received 'rellu'. Did you mean 'relu'?"`,
    );
    // @ts-expect-error snake_case does not compile either
    expect(await messageOf(() => layers.MaxPooling2D({ pool_size: 2 }))).toContain("Did you mean 'poolSize'?");
  });

  it('values', async () => {
    expect(await messageOf(() => layers.Conv2D({ filters: -1, kernelSize: 3 }))).toMatchInlineSnapshot(
      `"ValueError: Conv2D: filters must be a positive whole number. Received filters -1."`,
    );
    expect(await messageOf(() => layers.Conv2D(as({ filters: 3 })))).toMatchInlineSnapshot(
      `"ValueError: Conv2D: kernelSize must be a whole number or a pair of them, from 1. Received no kernelSize."`,
    );
    expect(await messageOf(() => layers.Conv2D(4, 3, { strides: 2, dilationRate: 2 }))).toMatchInlineSnapshot(
      `"ValueError: Conv2D: strides above 1 and dilationRate above 1 cannot be combined. Received strides (2, 2), dilationRate (2, 2)."`,
    );
    expect(await messageOf(() => layers.Conv2D(4, 3, { padding: as('full' as never) }))).toMatchInlineSnapshot(
      `"ValueError: Conv2D: padding must be 'valid' or 'same'. Received 'full'."`,
    );
    expect(await messageOf(() => layers.Dropout(1.5))).toMatchInlineSnapshot(
      `"ValueError: Dropout: rate must be a number in [0, 1]. Received rate 1.5."`,
    );
  });

  it('shapes', async () => {
    const x = keras.Input({ shape: [28, 28] });
    expect(await messageOf(() => layers.Conv2D(4, 3, { name: 'c' })(x))).toMatchInlineSnapshot(
      `"ShapeError: c: needs pictures of shape (batch, height, width, channels). Received shape (None, 28, 28). The channel axis is missing: x.at('...', np.newaxis) turns (n, 28, 28) into (n, 28, 28, 1)."`,
    );
    const small = keras.Input({ shape: [4, 4, 1] });
    expect(await messageOf(() => layers.MaxPooling2D(5, { name: 'p' })(small))).toMatchInlineSnapshot(
      `"ShapeError: p: its window of 5 x 5 does not fit into a picture of 4 x 4. Received pictures of shape (4, 4, 1). Use padding: 'same', a smaller window, or fewer pooling layers before."`,
    );
    const dense = layers.Dense(2, { name: 'd' });
    dense(np.ones([1, 3]));
    expect(await messageOf(() => dense(np.ones([1, 4])))).toMatchInlineSnapshot(
      `"ShapeError: d: was built for 3 values along axis -1. Received an input of shape (1, 4)."`,
    );
    expect(await messageOf(() => layers.Add({ name: 'a' })(x))).toMatchInlineSnapshot(
      `"ValueError: a: needs a list of at least 2 inputs. Received 1. Call it with a list: a([a, b])."`,
    );
  });
});
