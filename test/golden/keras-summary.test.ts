/** @file Summaries to the letter of Keras 3: chains, branches, shared and nested layers, unbuilt models. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

const { layers } = keras;
const { summaries } = JSON.parse(readFileSync(new URL('data/keras_train.json', import.meta.url), 'utf8')) as {
  summaries: Record<string, string>;
};

type Options = Parameters<ReturnType<typeof keras.Sequential>['summary']>[0];
function text(model: { summary(options: Options): void }, options: Options = {}): string {
  let out = '';
  model.summary({ printFn: (t) => (out += t), ...options });
  return out;
}

beforeEach(() => {
  keras.utils.clearSession();
  process.env['COLUMNS'] = '100';
});

function sequential() {
  return keras.Sequential([
    keras.Input({ shape: [28, 28, 1] }),
    layers.Conv2D(32, 3, { activation: 'relu' }),
    layers.MaxPooling2D(2),
    layers.BatchNormalization(),
    layers.Flatten(),
    layers.Dropout(0.5),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
}

function branched() {
  const input = keras.Input({ shape: [8, 8, 3] });
  const x = layers.Conv2D(4, 3, { padding: 'same' })(input);
  const shared = layers.Conv2D(4, 3, { padding: 'same', name: 'a_layer_with_quite_a_long_name' });
  const a = shared(x);
  const b = shared(a);
  const sum = layers.Add()([a, b]);
  const pooled = layers.GlobalAveragePooling2D()(layers.Concatenate()([sum, a]));
  const inner = keras.Sequential(
    [keras.Input({ shape: [8] }), layers.Dense(5, { activation: 'relu' }), layers.Dropout(0.5)],
    { name: 'inner' },
  );
  return keras.Model(input, layers.Dense(3, { activation: 'softmax' })(inner(pooled)));
}

it('a Sequential model', () => {
  expect(text(sequential())).toBe(summaries['sequential']);
});

it('with another line length', () => {
  expect(text(sequential(), { lineLength: 100 })).toBe(summaries['sequential_100']);
});

it('with a column for trainable', () => {
  expect(text(sequential(), { showTrainable: true })).toBe(summaries['trainable']);
});

it('a model with branches, a shared layer and a nested model', () => {
  expect(text(branched())).toBe(summaries['branched']);
});

it('with nested layers shown', () => {
  expect(text(branched(), { expandNested: true, showTrainable: true })).toBe(summaries['expanded']);
});

it('a range of layers', () => {
  expect(text(branched(), { layerRange: ['add', 'inner'] })).toBe(summaries['range']);
});

it('a model that is not built', () => {
  expect(text(keras.Sequential([layers.Dense(3), layers.Dense(2)]))).toBe(summaries['unbuilt']);
});

it('a model of one’s own shows batches of any size, as Keras does, whatever the first batch was', async () => {
  class Own extends keras.Model {
    readonly first = layers.Dense(4);
    readonly last = layers.Dense(1);
    override call(inputs: never) {
      return this.last(this.first(inputs));
    }
  }
  const model = new Own();
  model.compile({ loss: 'mse' });
  await model.fit(np.ones([10, 4]), np.ones([10]), { verbose: 0 });
  expect([...text(model).matchAll(/\(Dense\) +│ (\(.*?\)) /g)].map((match) => match[1])).toEqual(['(None, 4)', '(None, 1)']);
});
