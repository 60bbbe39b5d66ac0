/** @file What holds for every layer: its facts stand in its class, weights are made once, samples are computed apart where it says so. */
import { describe, expect, it } from 'vitest';
import { np, toTyped } from '../../src/array/index.ts';
import { factsOf } from '../../src/keras/core/facts.ts';
import { KerasTensor } from '../../src/keras/core/keras-tensor.ts';
import { keras } from '../../src/keras/index.ts';
import { rowsOfRun } from '../../src/keras/model/run-size.ts';
import { LAYER_NAMES, LAYER_SAMPLES, layerClass, sampleLayer, type LayerName } from './layer-samples.ts';

const symbols = (name: LayerName) => LAYER_SAMPLES[name].shapes.map((shape) => keras.Input(shape));
const some = (name: LayerName, n: number) =>
  LAYER_SAMPLES[name].shapes.map((shape) => np.random.uniform(0, 3, [n, ...shape]).astype('float32'));

/** A model of the layer alone; two inputs where it joins two. */
function modelOf(name: LayerName, layer = sampleLayer(name)) {
  const inputs = symbols(name);
  if (name === 'InputLayer') return keras.Model(inputs[0]!, inputs[0]!);
  return keras.Model(inputs, layer(inputs.length > 1 ? inputs : inputs[0]!));
}

it('every class of keras.layers has a sample, and says its name, its module and whether samples are computed apart', () => {
  const classes = Object.entries(keras.layers).filter(
    ([name]) => /^[A-Z]/.test(name) && !['Layer', 'Input'].includes(name),
  );
  expect(classes.map(([name]) => name).filter((name) => !(name in LAYER_SAMPLES))).toEqual([]);
  for (const name of LAYER_NAMES) {
    const facts = factsOf(sampleLayer(name));
    expect(facts, name).toBeDefined();
    expect(sampleLayer(name).className).toBe(facts!.name);
    expect(layerClass(facts!.name as LayerName)).toBe(layerClass(name));
  }
});

describe.each(LAYER_NAMES)('%s', (name) => {
  it('built by hand is built: its weights stay when it is used', () => {
    if (name === 'InputLayer') return;
    const layer = sampleLayer(name);
    const shapes = LAYER_SAMPLES[name].shapes.map((shape) => [null, ...shape]);
    layer.build(shapes.length > 1 ? (shapes as never) : shapes[0]!);
    expect(layer.built).toBe(true);
    const count = layer.countParams();
    const weights = layer.getWeights().map((w) => np.full(w.shape, 2));
    layer.setWeights(weights);
    const model = modelOf(name, layer);
    layer.build(shapes.length > 1 ? (shapes as never) : shapes[0]!);
    expect([layer.countParams(), model.countParams()]).toEqual([count, count]);
    expect(layer.getWeights().map((w) => w.toList())).toEqual(weights.map((w) => w.toList()));
    const x = some(name, 2);
    const twin = modelOf(name, sampleLayer(name));
    twin.setWeights(weights);
    expect(toTyped(model.predictOnBatch(x))).toEqual(toTyped(twin.predictOnBatch(x)));
  });

  it('batches that predict puts together give what one at a time gives', () => {
    const model = modelOf(name);
    if (name === 'Lambda') {
      expect(rowsOfRun(model.knownLayers!, 8)).toBe(8);
      return;
    }
    expect(rowsOfRun(model.knownLayers!, 8)).toBe(128);
    const x = some(name, 24);
    const parts = [0, 8, 16].map((at) => model.predictOnBatch(x.map((a) => a.at(`${at}:${at + 8}`))));
    const [together, apart] = [model.predictOnBatch(x), np.concatenate(parts)];
    expect(together.shape).toEqual(apart.shape);
    expect(np.allclose(together, apart, { rtol: 1e-5, atol: 1e-6 })).toBe(true);
  });
});

it('a layer keeps the weights that its own build makes by hand, and a second build changes nothing', async () => {
  const { layers } = keras;
  const dense = layers.Dense(2, { useBias: false });
  dense.build([null, 3]);
  dense.setWeights([np.ones([3, 2])]);
  const model = keras.Sequential([keras.Input([3]), dense]);
  expect(model.countParams()).toBe(6);
  expect((await model.predict(np.ones([1, 3]), { verbose: 0 })).toList()).toEqual([[3, 3]]);
  class Inner extends layers.Layer {
    readonly dense = layers.Dense(2);
    override build(shape: readonly (number | null)[]) {
      this.dense.build(shape);
      super.build(shape);
    }
    override call(x: never) {
      return this.dense(x);
    }
  }
  const own = new Inner();
  own.build([null, 3]);
  const kernel = own.dense.getWeights()[0]!.toList();
  expect(own.countParams()).toBe(8);
  keras.Sequential([keras.Input([3]), own]);
  expect([own.countParams(), own.dense.getWeights()[0]!.toList()]).toEqual([8, kernel]);
});

it('a build that fails leaves nothing behind, and a shape must be one', () => {
  let fails = true;
  class Own extends keras.layers.Layer {
    override build(_shape: readonly (number | null)[]): void {
      this.addWeight({ name: 'a', shape: [2] });
      if (fails) throw new Error('no');
    }
  }
  const layer = new Own();
  expect(() => layer.build([null, 2])).toThrow('no');
  fails = false;
  layer.build([null, 2]);
  expect(layer.countParams()).toBe(2);
  const make = (shape: unknown) => () => keras.layers.Dense({ units: 2, name: 'd' }).build(shape as never);
  expect(make(undefined)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: d.build: needs the shape of an input with the batch in front, such as [null, 28, 28, 1]. Received undefined.]`,
  );
  expect(make(['3'])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: d.build: needs the shape of an input with the batch in front, such as [null, 28, 28, 1]. Received ['3'].]`,
  );
  expect(keras.layers.Dense(2)(keras.Input([3]))).toBeInstanceOf(KerasTensor);
});
