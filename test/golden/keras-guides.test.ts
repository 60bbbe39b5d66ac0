/**
 * @file Two of Keras's guides, "Customizing what happens in fit()" and "Making new layers and models via subclassing", in own
 * words and as a student writes them here, held to the numbers Keras gives (make_keras_course.py).
 */
import { readFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { keras, type Tensor } from '../../src/keras/index.ts';
import { expectNear, fill } from './keras-fill.ts';

const { layers, ops } = keras;
type Numbers = Record<string, number[]>;
const golden = JSON.parse(readFileSync(new URL('data/keras_course.json', import.meta.url), 'utf8')) as {
  steps: { stepped: Numbers; weighted: Numbers; evaluate: number[]; predict: number[] };
  gan: Numbers;
  vae: { loss: number[]; added: number[]; again: number[] };
};
const near = (what: string, got: ArrayLike<number>, wanted: readonly number[]) =>
  expectNear(what, got, wanted, { rtol: 1e-4, atol: 2e-6 });
const numbers = (a: NDArray): ArrayLike<number> => a.toTyped();

function fix(model: { weights: readonly { shape: readonly number[]; assign(v: NDArray): void }[] }): void {
  model.weights.forEach((w, i) => w.assign(fill(w.shape, 101 + i, 0.5)));
}

beforeEach(() => keras.utils.setRandomSeed(1));

describe('customizing what happens in fit', () => {
  const [x, y, w] = [fill([40, 6], 3), fill([40, 1], 4), fill([40], 5, 0.5, 1)];

  function twoLayers<M>(make: (input: keras.KerasTensor, output: keras.KerasTensor) => M): M {
    const input = keras.Input([6]);
    const hidden = layers.Dense(5, { activation: 'relu', kernelRegularizer: keras.regularizers.L2(0.01) })(input);
    const model = make(input, layers.Dense(1)(hidden));
    fix(model as never);
    return model;
  }

  it('a step of one’s own with the loss, metrics and optimizer of compile', async () => {
    class Stepped extends keras.Model {
      override trainStep(data: [Tensor, Tensor]) {
        const [a, b] = data;
        let yPred: Tensor | undefined;
        let loss: Tensor | undefined;
        const tape = keras.GradientTape(() => {
          yPred = this(a, { training: true });
          loss = this.computeLoss({ y: b, yPred });
          return loss;
        });
        const weights = this.trainableVariables;
        this.optimizer!.apply(tape.gradient(loss!, weights), weights);
        for (const metric of this.metrics) {
          if (metric.name === 'loss') metric.updateState(loss!);
          else metric.updateState(b, yPred);
        }
        return Object.fromEntries(this.metrics.map((m) => [m.name, m.result()]));
      }
    }
    const model = twoLayers((i, o) => new Stepped(i, o));
    model.compile({ optimizer: keras.optimizers.Adam(0.05), loss: 'mse', metrics: ['mae'] });
    const { history } = await model.fit(x, y, { batchSize: 16, epochs: 3, shuffle: false, verbose: 0 });
    for (const name of ['loss', 'mae']) near(name, history[name] as number[], golden.steps.stepped[name]!);
  });

  it('the default step, called through super, trains as the built-in one', async () => {
    let steps = 0;
    class Counted extends keras.Model {
      override trainStep(data: unknown) {
        steps++;
        return super.trainStep(data);
      }
      override testStep(data: unknown) {
        return super.testStep(data);
      }
    }
    const [own, plain] = [twoLayers((i, o) => new Counted(i, o)), twoLayers((i, o) => keras.Model(i, o))];
    const scores = [];
    for (const model of [own, plain]) {
      model.compile({ optimizer: keras.optimizers.Adam(0.05), loss: 'mse', metrics: ['mae'] });
      await model.fit(x, y, { batchSize: 16, epochs: 2, shuffle: false, verbose: 0 });
      scores.push(await model.evaluate(x, y, { verbose: 0 }));
    }
    near('scores', scores[0]!, scores[1]!);
    expect(steps).toBe(6); // called for each batch
  });

  it('a loss and metrics of one’s own, sample weights, and steps of evaluate and predict', async () => {
    class Weighted extends keras.Model {
      readonly lossTracker = keras.metrics.Mean({ name: 'loss' });
      readonly maeMetric = keras.metrics.MeanAbsoluteError({ name: 'mae' });
      override trainStep([a, b, weight]: [Tensor, Tensor, Tensor]) {
        let yPred: Tensor;
        const tape = keras.GradientTape(() => {
          yPred = this(a, { training: true });
          const each = ops.mean(ops.square(ops.subtract(b, yPred)), { axis: -1 });
          return ops.mean(ops.multiply(each, ops.reshape(weight, [-1])));
        });
        const weights = this.trainableWeights;
        const gradients = tape.gradient(weights);
        this.optimizer!.applyGradients(gradients.map((g, i) => [g, weights[i]!] as const));
        this.lossTracker.updateState(tape.value);
        this.maeMetric.updateState(b, yPred!, weight);
        return { loss: this.lossTracker.result(), mae: this.maeMetric.result() };
      }
      override testStep([a, b]: [Tensor, Tensor]) {
        const yPred = this(a, { training: false });
        this.lossTracker.updateState(keras.losses.meanSquaredError(b, yPred));
        this.maeMetric.updateState(b, yPred);
        return Object.fromEntries(this.metrics.map((m) => [m.name, m.result()]));
      }
      override predictStep(a: Tensor) {
        return ops.multiply(this(a, { training: false }), 10);
      }
      override get metrics() {
        return [this.lossTracker, this.maeMetric];
      }
    }
    const model = twoLayers((i, o) => new Weighted(i, o));
    model.compile({ optimizer: keras.optimizers.SGD(0.1) });
    const { history } = await model.fit(x, y, { sampleWeight: w, batchSize: 16, epochs: 3, shuffle: false, verbose: 0 });
    for (const name of ['loss', 'mae']) near(name, history[name] as number[], golden.steps.weighted[name]!);
    near('evaluate', await model.evaluate(x, y, { batchSize: 16, verbose: 0 }), golden.steps.evaluate);
    near('predict', numbers(await model.predict(x.at('0:3'), { verbose: 0 })), golden.steps.predict);
  });

  it('a GAN: two networks and two optimizers in one step', async () => {
    class GAN extends keras.Model {
      readonly dLoss = keras.metrics.Mean({ name: 'd_loss' });
      readonly gLoss = keras.metrics.Mean({ name: 'g_loss' });
      dOptimizer!: keras.optimizers.Optimizer;
      gOptimizer!: keras.optimizers.Optimizer;
      lossFn!: keras.losses.Loss;
      readonly discriminator;
      readonly generator;
      constructor(discriminator: keras.Model, generator: keras.Model) {
        super();
        this.discriminator = discriminator;
        this.generator = generator;
      }
      override compile(dOptimizer?: unknown, gOptimizer?: unknown, lossFn?: unknown) {
        super.compile();
        this.dOptimizer = dOptimizer as keras.optimizers.Optimizer;
        this.gOptimizer = gOptimizer as keras.optimizers.Optimizer;
        this.lossFn = lossFn as keras.losses.Loss;
      }
      override trainStep([real, noise]: [Tensor, Tensor]) {
        const n = real.shape[0]!;
        const both = ops.concatenate([this.generator(noise), real]);
        const labels = ops.concatenate([ops.ones([n, 1]), ops.zeros([n, 1])]);
        const train = (weights: typeof this.weights, optimizer: keras.optimizers.Optimizer, loss: () => Tensor) => {
          const tape = keras.GradientTape(loss);
          optimizer.apply(tape.gradient(weights), weights);
          return tape.result;
        };
        const d = train(this.discriminator.trainableWeights, this.dOptimizer, () =>
          this.lossFn(labels, this.discriminator(both)),
        );
        const g = train(this.generator.trainableWeights, this.gOptimizer, () =>
          this.lossFn(ops.zeros([n, 1]), this.discriminator(this.generator(noise))),
        );
        this.dLoss.updateState(d);
        this.gLoss.updateState(g);
        return { d_loss: this.dLoss.result(), g_loss: this.gLoss.result() };
      }
      override get metrics() {
        return [this.dLoss, this.gLoss];
      }
    }
    const discriminator = keras.Sequential([
      keras.Input([6, 6, 1]),
      layers.Conv2D(4, 3, { strides: 2, padding: 'same' }),
      layers.LeakyReLU({ negativeSlope: 0.2 }),
      layers.Flatten(),
      layers.Dense(1),
    ]);
    const generator = keras.Sequential([
      keras.Input([4]),
      layers.Dense(3 * 3 * 2),
      layers.LeakyReLU({ negativeSlope: 0.2 }),
      layers.Reshape([3, 3, 2]),
      layers.Conv2DTranspose(1, 4, { strides: 2, padding: 'same', activation: 'sigmoid' }),
    ]);
    fix(discriminator);
    fix(generator);
    const model = new GAN(discriminator, generator);
    const { Adam } = keras.optimizers;
    const loss = keras.losses.BinaryCrossentropy({ fromLogits: true });
    model.compile(Adam(0.01), Adam(0.02), loss);
    const { history } = await model.fit(fill([24, 6, 6, 1], 3, 0.5, 0.5), fill([24, 4], 4), ({
	batchSize: 8,
	epochs: 4,
	shuffle: false,
	verbose: 0
}));
    for (const name of ['d_loss', 'g_loss']) near(name, history[name] as number[], golden.gan[name]!);
    near('generator', numbers(generator.getWeights()[0]!), golden.gan['generator']!);
  });
});

describe('making new layers and models via subclassing', () => {
  it('a layer with weights, one with a running state, one built late, layers of layers', () => {
    class Linear extends layers.Layer {
      readonly units: number;
      w!: ReturnType<keras.Layer['addWeight']>;
      b!: ReturnType<keras.Layer['addWeight']>;
      constructor(units = 4, options = {}) {
        super(options);
        this.units = units;
      }
      override build([, n]: (number | null)[]) {
        this.w = this.addWeight({ shape: [n!, this.units], initializer: 'randomNormal' });
        this.b = this.addWeight({ shape: [this.units], initializer: 'zeros' });
      }
      override call(x: Tensor) {
        return ops.add(ops.matmul(x, this.w), this.b);
      }
      override getConfig() {
        return { ...super.getConfig(), units: this.units };
      }
      static override fromConfig({ units, ...options }: Record<string, unknown>) {
        return new Linear(units as number, options);
      }
    }
    const linear = new Linear(3);
    expect(linear.weights).toHaveLength(0);
    expect(linear(np.ones([2, 2])).shape).toEqual([2, 3]);
    expect(linear.weights.map((w) => w.shape)).toEqual([[2, 3], [3]]);

    class ComputeSum extends layers.Layer {
      readonly total = this.addWeight({ shape: [2], initializer: 'zeros', trainable: false });
      override call(x: Tensor) {
        this.total.assignAdd(ops.sum(x, { axis: 0 }));
        return this.total as never;
      }
    }
    const sum = new ComputeSum();
    expect([sum(np.ones([2, 2])), sum(np.ones([2, 2]))].map((a) => a.toList())).toEqual([[2, 2], [4, 4]]); // prettier-ignore
    expect([sum.weights.length, sum.nonTrainableWeights.length, sum.trainableWeights.length]).toEqual([1, 1, 0]);

    class Block extends layers.Layer {
      readonly one = new Linear(8);
      readonly two = new Linear(1);
      override call(x: Tensor) {
        return this.two(ops.relu(this.one(x)));
      }
    }
    const block = new Block();
    block(np.ones([3, 64]));
    expect([block.weights.length, block.trainableWeights.length]).toEqual([4, 4]);

    const again = Linear.fromConfig(new Linear(64, { name: 'mine' }).getConfig());
    expect(again.getConfig()).toEqual({ name: 'mine', trainable: true, dtype: 'float32', units: 64 });
  });

  it('addLoss in layers of layers, penalties of weights, both in `losses`', async () => {
    class Activity extends layers.Layer {
      override call(x: Tensor) {
        this.addLoss(ops.multiply(ops.mean(x), 0.01));
        return x;
      }
    }
    class Outer extends layers.Layer {
      readonly activity = new Activity();
      readonly dense = layers.Dense(2, { kernelInitializer: 'ones', kernelRegularizer: keras.regularizers.L2(0.5) });
      override call(x: Tensor) {
        return this.dense(this.activity(x));
      }
    }
    const layer = new Outer();
    expect(layer.losses).toHaveLength(0);
    layer(np.ones([2, 3]));
    expect(layer.losses.map((loss) => loss.item())).toEqual([expect.closeTo(0.01), 3]);
    layer(np.ones([2, 3]).mul(2)); // anew at every call
    expect(layer.losses.map((loss) => loss.item())).toEqual([expect.closeTo(0.02), 3]);
    // in a loop of one's own
    const tape = keras.GradientTape(() => {
      const y = layer(np.ones([1, 3])) as unknown as Tensor;
      return layer.losses.reduce((loss, more) => ops.add(loss, more), ops.sum(y));
    });
    expect(tape.value).toBeCloseTo(6 + 0.01 + 3);
    expect(tape.gradient(layer.trainableWeights)[0]!.toList()).toEqual([[2, 2], [2, 2], [2, 2]]); // prettier-ignore
    const model = keras.Sequential([keras.Input([3]), layer]);
    model.compile({ optimizer: keras.optimizers.SGD(0) });
    expect(await model.evaluate(np.ones([2, 3]), np.zeros([2, 2]), { verbose: 0 })).toBeCloseTo(3.01);
    expect(model.losses).toHaveLength(2);
  });

  it('`training` reaches the layer, and what a layer of one’s own holds is saved and loaded', async () => {
    class CustomDropout extends layers.Layer {
      readonly rate: number;
      readonly seeds = keras.random.SeedGenerator(1337);
      constructor(options: { rate: number }) {
        const { rate, ...rest } = options;
        super(rest);
        this.rate = rate;
      }
      override call(x: Tensor, { training = false } = {}) {
        return training ? (keras.random.dropout(x, this.rate, { seed: this.seeds }) as unknown as Tensor) : x;
      }
      override getConfig() {
        return { ...super.getConfig(), rate: this.rate };
      }
    }
    const layer = new CustomDropout({ rate: 0.5 });
    const x = np.ones([1, 64]);
    expect(layer(x).sum()).toBe(64);
    const masks = [layer(x, { training: true }), layer(x, { training: true })].map((a) => a.toList());
    expect(masks[0]).not.toEqual(masks[1]);
    const model = keras.Sequential([keras.Input([64]), layers.Dense(4), layer, layers.Dense(1)]);
    const path = join(mkdtempSync(join(tmpdir(), 'guides-')), 'model.keras');
    await model.save(path);
    for (const options of [{ customObjects: { CustomDropout } }, { custom_objects: { CustomDropout } }]) {
      const again = await keras.models.loadModel(path, options);
      expect((again.layers[1] as CustomDropout).rate).toBe(0.5);
      near('predict', numbers(await again.predict(x, { verbose: 0 })), [...numbers(await model.predict(x, { verbose: 0 })) as Float32Array]); // prettier-ignore
    }
    await expect(keras.models.loadModel(path)).rejects.toThrow(/'CustomDropout' is not known here/);
    keras.saving.registerKerasSerializable(CustomDropout, { package: 'guides' });
    await model.save(path);
    expect((await keras.models.loadModel(path)).layers[1]).toBeInstanceOf(CustomDropout);
  });

  it('a model of one’s own class with a getConfig is saved whole', async () => {
    class Net extends keras.Model {
      readonly units: number;
      readonly one;
      readonly scale = keras.Variable([2]);
      readonly two = layers.Dense(1);
      constructor({ units = 3, ...options }: { units?: number } = {}) {
        super(options);
        this.units = units;
        this.one = layers.Dense(units, 'relu');
      }
      override call(x: Tensor) {
        return ops.multiply(this.two(this.one(x)), this.scale);
      }
      override getConfig() {
        return { ...super.getConfig(), units: this.units };
      }
    }
    const model = new Net({ units: 5 });
    const x = fill([4, 3], 5);
    const wanted = numbers(model(x));
    model.scale.assign([3]);
    const path = join(mkdtempSync(join(tmpdir(), 'guides-')), 'net.keras');
    await model.save(path);
    const again = (await keras.models.loadModel(path, { customObjects: { Net } })) as unknown as Net;
    expect([again.units, again.scale.numpy().item()]).toEqual([5, 3]);
    near('again', numbers(again(x)), Array.from(wanted, (v) => v * 1.5)); // prettier-ignore
    await expect(keras.models.loadModel(path)).rejects.toThrow(/Pass the class as customObjects/);
  });

  it('a VAE of layers of layers, whose divergence is added inside call', async () => {
    class Sampling extends layers.Layer {
      override call([mean, logVar, noise]: Tensor[]) {
        return ops.add(mean!, ops.multiply(ops.exp(ops.multiply(logVar!, 0.5)), noise!));
      }
    }
    class Encoder extends layers.Layer {
      readonly proj = layers.Dense(6, { activation: 'relu' });
      readonly toMean = layers.Dense(2);
      readonly toLogVar = layers.Dense(2);
      readonly sampling = new Sampling();
      override call([x, noise]: Tensor[]) {
        const h = this.proj(x!);
        const [mean, logVar] = [this.toMean(h), this.toLogVar(h)];
        return [mean, logVar, this.sampling([mean, logVar, noise!])];
      }
    }
    class Decoder extends layers.Layer {
      readonly proj = layers.Dense(6, { activation: 'relu' });
      readonly out = layers.Dense(8, { activation: 'sigmoid' });
      override call(z: Tensor) {
        return this.out(this.proj(z));
      }
    }
    class VAE extends keras.Model {
      readonly encoder = new Encoder();
      readonly decoder = new Decoder();
      override call(inputs: Tensor[]) {
        const [mean, logVar, z] = this.encoder(inputs) as unknown as Tensor[];
        const inside = ops.subtract(ops.subtract(logVar!, ops.square(mean!)), ops.exp(logVar!));
        this.addLoss(ops.multiply(ops.mean(ops.add(inside, 1)), -0.5));
        return this.decoder(z!);
      }
    }
    const [x, noise] = [fill([32, 8], 3, 0.5, 0.5), fill([32, 2], 4)];
    const model = new VAE();
    model([x, noise]);
    fix(model);
    model.compile({ optimizer: keras.optimizers.Adam(0.02), loss: keras.losses.MeanSquaredError() });
    const { history } = await model.fit([x, noise], x, { batchSize: 8, epochs: 4, shuffle: false, verbose: 0 });
    near('loss', history['loss'] as number[], golden.vae.loss);
    model([x.at('0:4'), noise.at('0:4')]);
    near('added', model.losses.map((loss) => loss.item()), golden.vae.added); // prettier-ignore
    near('again', numbers(await model.predict([x.at('0:2'), noise.at('0:2')], { verbose: 0 })), golden.vae.again);
  });
});
