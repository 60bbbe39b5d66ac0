/** @file Configs as Keras 2 wrote them into .h5 files, and configs we refuse. */
import { expect, it } from 'vitest';
import { keras } from '../../src/keras/index.ts';
import { messageOf, noticedBy } from './helpers.ts';

const initializer = (name: string) => ({ class_name: name, config: name === 'Zeros' ? {} : { seed: null } });
const dense = (name: string, units: number, extra: object = {}) => ({
  class_name: 'Dense',
  config: {
    name,
    trainable: true,
    dtype: 'float32',
    units,
    activation: 'relu',
    use_bias: true,
    kernel_initializer: initializer('GlorotUniform'),
    bias_initializer: initializer('Zeros'),
    kernel_regularizer: { class_name: 'L2', config: { l2: 0.01 } },
    bias_regularizer: null,
    activity_regularizer: null,
    kernel_constraint: null,
    bias_constraint: null,
    ...extra,
  },
});

it('a Sequential model of Keras 2', () => {
  const model = keras.models.modelFromJSON(
    JSON.stringify({
      class_name: 'Sequential',
      config: {
        name: 'sequential_7',
        layers: [
          dense('dense_12', 4, { batch_input_shape: [null, 3], trainable: false }),
          { class_name: 'LeakyReLU', config: { name: 'leaky', trainable: true, dtype: 'float32', alpha: 0.25 } },
          {
            class_name: 'BatchNormalization',
            config: { name: 'bn', axis: [1], momentum: 0.9, epsilon: 0.01, beta_initializer: initializer('Zeros') },
          },
        ],
      },
      keras_version: '2.9.0',
      backend: 'tensorflow',
    }),
  );
  expect([model.name, model.inputShape, model.outputShape]).toEqual(['sequential_7', [null, 3], [null, 4]]);
  expect(model.trainableWeights.map((w) => w.path)).toEqual(['bn/gamma', 'bn/beta']);
  expect(model.getLayer('leaky').getConfig()['negativeSlope']).toBe(0.25);
});

it('a functional model of Keras 2 with a shared layer and a list of inputs', () => {
  const model = keras.models.modelFromJSON(
    JSON.stringify({
      class_name: 'Model',
      config: {
        name: 'model_1',
        layers: [
          {
            name: 'a',
            class_name: 'InputLayer',
            config: { batch_input_shape: [null, 3], dtype: 'float32', sparse: false, ragged: false, name: 'a' },
            inbound_nodes: [],
          },
          {
            name: 'b',
            class_name: 'InputLayer',
            config: { batch_input_shape: [null, 3], dtype: 'float32', sparse: false, name: 'b' },
            inbound_nodes: [],
          },
          {
            name: 'sum',
            class_name: 'Add',
            config: { name: 'sum', trainable: true, dtype: 'float32' },
            inbound_nodes: [
              [
                ['shared', 0, 0, {}],
                ['shared', 1, 0, {}],
              ],
            ],
          },
          { name: 'shared', ...dense('shared', 2), inbound_nodes: [[['a', 0, 0, {}]], [['b', 0, 0, {}]]] },
        ],
        input_layers: [
          ['a', 0, 0],
          ['b', 0, 0],
        ],
        output_layers: [['sum', 0, 0]],
      },
    }),
  );
  expect(model.layers.map((layer) => layer.name)).toEqual(['a', 'b', 'shared', 'sum']);
  expect(model.getLayer('shared').calls.length).toBe(2);
  expect(model.weights.length).toBe(2);
});

it('the settings of compile of Keras 2', async () => {
  const config = (optimizer: object) =>
    JSON.stringify({
      class_name: 'Sequential',
      config: { name: 's', layers: [dense('d', 3, { batch_input_shape: [null, 2], activation: 'softmax' })] },
      compile_config: {
        optimizer_config: { class_name: 'Adam', config: { name: 'Adam', lr: 0.01, beta_1: 0.8, ...optimizer } },
        loss: 'categorical_crossentropy',
        metrics: [
          [
            {
              class_name: 'MeanMetricWrapper',
              config: { name: 'accuracy', dtype: 'float32', fn: 'categorical_accuracy' },
            },
          ],
        ],
        weighted_metrics: null,
      },
    });
  const model = keras.models.modelFromJSON(config({ decay: 0, jit_compile: true, is_legacy_optimizer: false }));
  expect(model.optimizer!.learningRate).toBeCloseTo(0.01);
  expect(model.optimizer!.getConfig()['beta1']).toBe(0.8);
  const logs = model.testOnBatch([[1, 2]] as never, [[0, 1, 0]] as never, { returnDict: true }) as Record<
    string,
    number
  >;
  expect(Object.keys(logs)).toEqual(['accuracy', 'loss']);
  let uncompiled: typeof model | undefined;
  const said = await noticedBy(() => {
    uncompiled = keras.models.modelFromJSON(config({ decay: 0.1 }));
  });
  expect(uncompiled!.optimizer).toBeNull();
  expect(said).toMatchInlineSnapshot(`
    [
      "Notice: loaded without the settings of compile, call compile before training. Adam: there is no option 'decay'. Received { name: 'Adam', beta1: 0.8, learningRate: 0.01, decay: 0.1 }. The options are learningRate, beta1, beta2, epsilon, amsgrad, weightDecay, clipnorm, clipvalue, globalClipnorm, useEma, emaMomentum, emaOverwriteFrequency, lossScaleFactor, gradientAccumulationSteps, name.",
    ]
  `);
});

it('what cannot be made says why', async () => {
  const make = (config: object) => messageOf(() => keras.models.modelFromJSON(JSON.stringify(config)));
  expect(
    await make({ class_name: 'Sequential', config: { layers: [{ class_name: 'LSTM', config: { name: 'l' } }] } }),
  ).toMatchInlineSnapshot(
    `"ValueError: loadModel: the file holds a layer of the class 'LSTM'; recurrent layers are not part of this library. Received layer 'l'. A class of your own with that name, given as customObjects, takes its place."`,
  );
  expect(await make({ class_name: 'MyModel', config: {} })).toMatchInlineSnapshot(
    `"ValueError: loadModel: only Sequential and functional models can be made from a config. Received class MyModel. Pass the class as customObjects (it needs a getConfig), or make the model in code and use loadWeights."`,
  );
  const stuck = { name: 'd', ...dense('d', 2), inbound_nodes: [[['nowhere', 0, 0, {}]]] };
  const config = { layers: [stuck], input_layers: ['d', 0, 0], output_layers: ['d', 0, 0] };
  expect(await make({ class_name: 'Functional', config })).toMatchInlineSnapshot(
    `"FormatError: loadModel: every layer must be connected to an input. Received no way to d."`,
  );
  expect(await messageOf(() => keras.models.modelFromJSON('{'))).toContain(
    'FormatError: modelFromJSON: the text must be JSON',
  );
});

it('cloneModel and toJSON make the same architecture with fresh weights', () => {
  const model = keras.Sequential([keras.Input({ shape: [3] }), keras.layers.Dense(2)]);
  const copy = keras.models.cloneModel(model);
  expect(copy.layers.map((layer) => layer.name)).toEqual(model.layers.map((layer) => layer.name));
  expect(copy.getWeights()[0]!.data).not.toEqual(model.getWeights()[0]!.data);
  expect(keras.models.fromJSON(model.toJSON()).toJSON()).toBe(model.toJSON());
});
