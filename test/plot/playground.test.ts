/** @file `plot.playground`: its backpropagation against differences and against keras, its points, what lies in the notebook. */
import { afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import { plot, plt } from '../../src/plot/index.ts';
import { codeOf } from '../../src/plot/pictures/playground/code.ts';
import { gradientsOf, lossOf, newNet, trainBatch, type Penalty } from '../../src/plot/pictures/playground/net.ts';
import type { PlaygroundJson } from '../../src/plot/pictures/playground/playground.ts';
import { featuresOf, pointsOf, seeded } from '../../src/plot/pictures/playground/points.ts';
import { activationNames, dataNames, featureNames, type Setting } from '../../src/plot/pictures/playground/setting.ts';
import { Toy } from '../../src/plot/pictures/playground/toy.ts';

afterEach(() => {
  plt.close('all');
  setLanguage('en');
});

const usual = plot.playground().setting;
const penalties: readonly Penalty[] = [
  { kind: 'none', rate: 0.3 },
  { kind: 'l1', rate: 0.03 },
  { kind: 'l2', rate: 0.05 },
];

describe('the network', () => {
  const random = seeded(4);
  const inputs = Array.from({ length: 7 }, () => [2 * random() - 1, 2 * random() - 1, random()]);
  const labels = [0, 1, 1, 0, 1, 0, 0];

  it.each(activationNames)('%s: its gradients are the slopes of the loss', (activation) => {
    for (const penalty of penalties) {
      const net = newNet(3, [4, 3], activation, seeded(9));
      const whole = (): number => {
        const weights = net.flatMap((layer) => Array.from(layer.weights));
        const size = weights.reduce((sum, w) => sum + (penalty.kind === 'l1' ? Math.abs(w) : w * w), 0);
        return lossOf(net, inputs, labels) + (penalty.kind === 'none' ? 0 : penalty.rate * size);
      };
      const gradients = gradientsOf(net, inputs, labels, penalty);
      net.forEach((layer, l) => {
        for (const part of ['weights', 'bias'] as const) {
          layer[part].forEach((value, at) => {
            const step = 1e-5;
            layer[part][at] = value + step;
            const above = whole();
            layer[part][at] = value - step;
            const below = whole();
            layer[part][at] = value;
            expect(gradients[l]![part][at]).toBeCloseTo((above - below) / (2 * step), 7);
          });
        }
      });
    }
  });

  it.each(penalties)('with $kind learns in a step what keras learns', async ({ kind, rate }) => {
    const net = newNet(3, [4, 2], 'tanh', seeded(9));
    const kernelRegularizer = kind === 'none' ? undefined : keras.regularizers[kind](rate);
    const model = keras.Sequential([
      layers.Input({ shape: [3] }),
      layers.Dense(4, { activation: 'tanh', kernelRegularizer }),
      layers.Dense(2, { activation: 'tanh', kernelRegularizer }),
      layers.Dense(1, { activation: 'sigmoid', kernelRegularizer }),
    ]);
    model.compile({ optimizer: keras.optimizers.SGD({ learningRate: 0.5 }), loss: 'binary_crossentropy' });
    model.setWeights(
      net.flatMap(({ weights, bias, inputs: from, units }) => [
        np.array(Array.from(weights)).reshape(from, units),
        np.array(Array.from(bias)),
      ]),
    );
    const [x, y] = [np.array(inputs), np.array(labels)];
    if (kind === 'none')
      expect(Number(await model.evaluate(x, y, { verbose: 0 }))).toBeCloseTo(lossOf(net, inputs, labels), 5);
    await model.fit(x, y, { epochs: 3, batchSize: 7, shuffle: false, verbose: 0 });
    for (let i = 0; i < 3; i++) trainBatch(net, inputs, labels, { learningRate: 0.5, penalty: { kind, rate } });
    const there = model.getWeights().map((weights) => Array.from(weights.toTyped(), Number));
    const here = net.flatMap(({ weights, bias }) => [Array.from(weights), Array.from(bias)]);
    here.forEach((list, i) => list.forEach((value, at) => expect(value).toBeCloseTo(there[i]![at]!, 5)));
  });
});

describe('the points', () => {
  it.each(dataNames)('%s: two classes, the same for the same seed', (data) => {
    for (const noise of [0, 0.5]) {
      const made = pointsOf({ data, noise, points: 101, seed: 3 });
      expect(made).toHaveLength(101);
      const ones = made.filter(({ label }) => label === 1).length;
      expect(ones).toBeGreaterThan(30);
      expect(ones).toBeLessThan(71);
      expect(pointsOf({ data, noise, points: 101, seed: 3 })).toEqual(made);
      expect(pointsOf({ data, noise, points: 101, seed: 4 })).not.toEqual(made);
    }
  });

  it('without noise lie where their class says', () => {
    const radius = ({ x, y }: { x: number; y: number }): number => Math.hypot(x, y);
    for (const point of pointsOf({ data: 'circle', noise: 0, points: 100, seed: 1 }))
      expect(radius(point) < 3).toBe(point.label === 1);
    for (const { x, y, label } of pointsOf({ data: 'xor', noise: 0, points: 100, seed: 1 }))
      expect(x * y > 0).toBe(label === 1);
  });

  it('features', () => {
    expect(featuresOf(featureNames, 2, -3)).toEqual([2, -3, 4, 9, -6, Math.sin(2), Math.sin(-3)]);
  });
});

describe('it learns', () => {
  const after = (setting: Partial<Setting>, epochs: number): Toy => {
    const toy = new Toy({ ...usual, ...setting });
    for (let i = 0; i < epochs; i++) toy.step();
    return toy;
  };

  it('a circle with four units; not without a hidden layer; but then with squares', () => {
    expect(after({ layers: [4] }, 300).accuracy).toBeGreaterThan(0.9);
    expect(after({ layers: [] }, 150).accuracy).toBeLessThan(0.8);
    expect(after({ layers: [], features: ['x*x', 'y*y'] }, 150).accuracy).toBeGreaterThan(0.95);
  });

  it('the same way from the same seed; its surface is what it says of each place', () => {
    const [a, b] = [after({ data: 'xor' }, 20), after({ data: 'xor' }, 20)];
    expect(a.losses).toEqual(b.losses);
    expect(a.losses.train).toHaveLength(21);
    const surfaces = a.surfaces(6);
    expect(surfaces.map((layer) => layer.length)).toEqual([2, 4, 2, 1]);
    expect(Array.from(surfaces[0]![0]!.slice(0, 6))).toEqual([-5, -3, -1, 1, 3, 5]);
    expect(surfaces[0]![1]![0]).toBe(5);
  });
});

describe('in the notebook', () => {
  it('lie the setting and a sentence', () => {
    const toy = plot.playground({ data: 'spiral', layers: [3], features: ['x', 'sin(y)'], play: true });
    const json = toy[displaySymbol]()['application/vnd.kernelab.playground+json'] as PlaygroundJson;
    expect(json).toMatchObject({
      version: 1,
      lang: 'en',
      play: true,
      setting: { ...usual, data: 'spiral', layers: [3], features: ['x', 'sin(y)'] },
    });
    expect(String(toy)).toMatch(/^A network \(features x, sin\(y\); hidden units 3; tanh\) learns/);
    expect(toy.toSVG()).toMatch(/^<svg [^>]* viewBox[^]*after 300 epochs/);
    setLanguage('ko');
    expect(String(plot.playground())).toMatch(/^신경망\(특성 x, y, 은닉 유닛 4, 2, tanh\)/);
  });

  it('the same network as a cell', () => {
    expect(codeOf({ ...usual, regularization: 'l2' })).toMatchInlineSnapshot(`
      "const model = keras.Sequential([
        keras.layers.Input({ shape: [2] }), // x, y
        keras.layers.Dense(4, { activation: 'tanh', kernelRegularizer: keras.regularizers.l2(0.001) }),
        keras.layers.Dense(2, { activation: 'tanh', kernelRegularizer: keras.regularizers.l2(0.001) }),
        keras.layers.Dense(1, { activation: 'sigmoid', kernelRegularizer: keras.regularizers.l2(0.001) }),
      ]);
      model.compile({ optimizer: keras.optimizers.SGD({ learningRate: 0.03 }), loss: 'binary_crossentropy' });"
    `);
  });

  it('numbers without bounds are drawn all the same', () => {
    const wild = plot.playground({ learningRate: 10, activation: 'linear', features: ['x*x', 'y*y'], layers: [8, 8] });
    expect(/="[^"]*NaN/.test(wild.toSVG())).toBe(false);
  });
});

it('what it does not take is refused', () => {
  const loose = plot.playground as (...args: unknown[]) => unknown;
  const said = [
    { data: 'xor' },
    { data: 'moons' },
    { noise: 1 },
    { layers: [9] },
    { layers: [1, 2, 3, 4, 5, 6, 7] },
    { features: [] },
    { features: ['x', 'x'] },
    { activation: 'gelu' },
    { learningRate: 0 },
    { regularization: 'dropout' },
    { points: 3 },
  ].map((options) => {
    try {
      loose(options);
      return 'accepted';
    } catch (error) {
      return String(error);
    }
  });
  expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    accepted
    ValueError: plot.playground: data must be 'circle', 'xor', 'gauss' or 'spiral'. Received 'moons'.
    ValueError: plot.playground: noise must be a number from 0 to 0.5. Received 1.
    ValueError: plot.playground: layers must be a list of at most 6 whole numbers from 1 to 8. Received [9].
    ValueError: plot.playground: layers must be a list of at most 6 whole numbers from 1 to 8. Received [1, 2, 3, 4, 5, 6, 7].
    ValueError: plot.playground: features must be a list of some of 'x', 'y', 'x*x', 'y*y', 'x*y', 'sin(x)', 'sin(y)'. Received [].
    ValueError: plot.playground: features must be a list of some of 'x', 'y', 'x*x', 'y*y', 'x*y', 'sin(x)', 'sin(y)'. Received ['x', 'x'].
    ValueError: plot.playground: activation must be 'relu', 'tanh', 'sigmoid' or 'linear'. Received 'gelu'. Did you mean 'relu'?
    ValueError: plot.playground: learningRate must be a number above 0 and up to 10. Received 0.
    ValueError: plot.playground: regularization must be 'none', 'l1' or 'l2'. Received 'dropout'.
    ValueError: plot.playground: points must be a whole number from 10 to 1000. Received 3.
    "
  `);
  expect(() => loose({}, {})).toThrow('plot.playground');
});

it('points of your own, and a shape that is not in an option, are refused in their own words', () => {
  const loose = plot.playground as (...args: unknown[]) => unknown;
  const model = keras.Sequential([layers.Input({ shape: [2] }), layers.Dense(1)]);
  const points = np.zeros([8, 2]);
  const said = (given: unknown): string => {
    try {
      loose(given);
      return 'accepted';
    } catch (error) {
      return String(error);
    }
  };
  const wrong = [
    'xor',
    'moons',
    points,
    [[1, 2]],
    model,
    5,
    null,
    { data: points },
    { data: [[1, 2]] },
    { data: model },
  ];
  expect(`\n${wrong.map(said).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ValueError: plot.playground: the shape of the points is an option. Received 'xor'. Write plot.playground({ data: 'xor' }).
    ValueError: plot.playground: the shape of the points is an option. Received 'moons'. Write plot.playground({ data: 'spiral' }).
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received an NDArray. A network for points of your own is a keras.Sequential with model.fit(x, y).
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received [[1, 2]]. A network for points of your own is a keras.Sequential with model.fit(x, y).
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received a model. A network for points of your own is a keras.Sequential with model.fit(x, y).
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received 5. A network for points of your own is a keras.Sequential with model.fit(x, y).
    ValueError: plot.playground: options come as one object, { data: … }. Received null.
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received an NDArray. A network for points of your own is a keras.Sequential with model.fit(x, y).
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received [[1, 2]]. A network for points of your own is a keras.Sequential with model.fit(x, y).
    ValueError: plot.playground: it draws its points itself: data is one of 'circle', 'xor', 'gauss', 'spiral'. Received a model. A network for points of your own is a keras.Sequential with model.fit(x, y).
    "
  `);
  setLanguage('ko');
  const korean = wrong.map(said).join('\n');
  setLanguage('en');
  expect(`\n${korean}\n`).toMatchInlineSnapshot(`
    "
    ValueError: plot.playground: 점의 모양은 옵션으로 줍니다. 받은 값: 'xor'. plot.playground({ data: 'xor' })로 쓰세요.
    ValueError: plot.playground: 점의 모양은 옵션으로 줍니다. 받은 값: 'moons'. plot.playground({ data: 'spiral' })로 쓰세요.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: NDArray 객체. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: [[1, 2]]. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: 모델. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: 5. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    ValueError: plot.playground: 옵션은 객체 하나로 씁니다, { data: … }. 받은 값: null.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: NDArray 객체. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: [[1, 2]]. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    ValueError: plot.playground: 점은 직접 만듭니다. data에는 'circle', 'xor', 'gauss', 'spiral' 가운데 하나를 주세요. 받은 값: 모델. 자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요.
    "
  `);
});
