/**
 * @file Networks that Keras has, as Keras 3 builds them: layers, connections, summary, outputs with equal weights. The quick ones;
 * `npm run test:applications` takes all, at full size too.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { keras } from '../../src/keras/index.ts';
import { build, difference, drawWeights, factsOf, golden, rowsOf, summaryHash } from './golden.ts';

const { layers } = keras;
beforeEach(() => keras.utils.clearSession());

describe('layers, names, shapes, parameters, connections and summary', () => {
  it.each(['MobileNet', 'MobileNetV2', 'MobileNetV3Small', 'NASNetMobile', 'EfficientNetB0', 'ResNet50'])(
    '%s',
    (name) => {
      const { layers: rows, ...facts } = golden.networks[name]!.whole;
      const model = build(name);
      expect(rowsOf(model)).toEqual(rows);
      expect(factsOf(model)).toEqual(facts);
    },
  );

  it.each(
    golden.variants
      .filter(({ network }) => network.startsWith('Mobile'))
      .map((v) => [JSON.stringify(v.options), v] as const),
  )('with options %s', (_, { network, options, layers: rows, ...facts }) => {
    const model = build(network, options);
    expect(rowsOf(model)).toEqual(rows);
    expect(factsOf(model)).toEqual(facts);
  });

  it('a second network in one session goes on counting', () => {
    const first = build('InceptionV3', { includeTop: false, inputShape: [75, 75, 3] });
    expect(first.layers.at(-2)!.name).toBe(golden.second.first);
    const options = { weights: null, includeTop: false, inputShape: [75, 75, 3], name: 'second' } as const;
    const second = keras.applications.InceptionV3(options);
    expect(second.layers.map((layer) => layer.name)).toEqual(golden.second.layers);
    expect(second.layers.map((layer) => layer.name)).toContain('conv2d_94');
  });
});

describe('outputs with weights from one stream', () => {
  it.each(['MobileNetV2', 'MobileNetV3Small', 'EfficientNetB0', 'ResNet50V2', 'InceptionV3'])(
    '%s at its small size',
    async (name) => {
      const { small, bytes, features } = golden.networks[name]!;
      const model = build(name, { includeTop: false, pooling: 'avg', inputShape: [small, small, 3] });
      expect(summaryHash(model)).toBe(golden.networks[name]!.base.summary);
      const x = drawWeights(model, [2, small, small, 3], bytes);
      expect(difference(await model.predict(x, { verbose: 0 }), features)).toBeUndefined();
    },
  );
});

it('the lecture: InceptionV3 frozen and cut at mixed7, 64 and 10 units behind', () => {
  const base = keras.applications.InceptionV3({ weights: null, includeTop: false, inputShape: [75, 75, 3] });
  base.trainable = false;
  let x = layers.Flatten()(base.getLayer('mixed7').output);
  x = layers.Dense(64, { activation: 'relu' })(x);
  const model = keras.Model(base.input, layers.Dense(10, { activation: 'softmax' })(x));
  const count = (weights: readonly { readonly variable: { readonly size: number } }[]) =>
    weights.reduce((n, w) => n + w.variable.size, 0);
  expect(model.countParams()).toBe(9_418_346);
  expect(count(model.trainableWeights)).toBe(443_082);
  expect(count(model.nonTrainableWeights)).toBe(8_975_264);
  expect({ total: model.countParams(), trainable: count(model.trainableWeights) }).toEqual(golden.lecture);
});
