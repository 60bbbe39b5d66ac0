/** @file `keras.config` and `keras.mixedPrecision`; numbers in files that Keras wants as floats. */
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf, noticedBy } from './helpers.ts';

const { config, layers, losses } = keras;

it('names of ops stand in the places that Keras has for them too', () => {
  const { ops } = keras;
  expect([ops.nn.relu, ops.nn.oneHot, ops.image.resize, ops.numpy.mean, ops.linalg.norm]).toEqual([ops.relu, ops.oneHot, ops.resize, ops.mean, ops.norm]); // prettier-ignore
});

it('says what is in force', () => {
  expect([config.floatx(), config.epsilon(), config.imageDataFormat(), config.backend()]).toEqual(['float32', 1e-7, 'channels_last', 'kernelab']); // prettier-ignore
  config.setFloatx('float32');
  config.setImageDataFormat('channels_last');
  expect(keras.mixedPrecision.globalPolicy()).toEqual({ name: 'float32', computeDtype: 'float32', variableDtype: 'float32' }); // prettier-ignore
});

it('a mixed policy computes in float32 and says so; other types are refused', async () => {
  const said = await noticedBy(() => {
    keras.mixedPrecision.setGlobalPolicy('float32');
    keras.mixedPrecision.setGlobalPolicy('mixed_float16');
    keras.mixedPrecision.setDtypePolicy('mixed_bfloat16');
  });
  expect(said).toMatchSnapshot();
  expect(config.dtypePolicy().name).toBe('float32');
  const refused = [
    () => config.setDtypePolicy('float16' as never),
    () => config.setDtypePolicy(undefined as never),
    () => config.setFloatx('float64' as never),
    () => config.setImageDataFormat('channels_first' as never),
    () => config.setImageDataFormat('last' as never),
  ];
  expect(await Promise.all(refused.map((call) => messageOf(call)))).toMatchSnapshot();
});

it('whole numbers that Keras wants as floats are written with a point', () => {
  const model = keras.Sequential([keras.Input([3]), layers.Dense(2)]);
  model.compile({ optimizer: keras.optimizers.SGD({ learningRate: 1 }), loss: 'mse' });
  const text = model.toJSON();
  expect(text).toContain('"momentum":0.0');
  expect(text).toContain('"learning_rate":1.0');
  const again = keras.models.modelFromJSON(text);
  expect([again.optimizer?.learningRate, again.optimizer?.getConfig()['momentum']]).toEqual([1, 0]);
});

it('the Circle loss trains, comes back from a file, and names labels that do not fit', async () => {
  const model = keras.Sequential([keras.Input([4]), layers.Dense(3), layers.UnitNormalization()]);
  model.compile({ optimizer: 'adam', loss: losses.Circle({ gamma: 10, margin: 0.3 }) });
  const rng = np.random.defaultRng(0);
  const y = np.arange(32).mod(4);
  const x = rng.normal(0, 0.1, [32, 4]).add(np.eye(4).at(y));
  const { history } = await model.fit(x, y, { epochs: 30, batchSize: 32, verbose: 0 });
  expect(history['loss']!.at(-1)).toBeLessThan(history['loss']![0]!);
  const again = keras.models.modelFromJSON(model.toJSON());
  const loss = again.compileOptions?.['loss'] as InstanceType<typeof losses.Circle>;
  expect(loss.settings).toEqual({ gamma: 10, margin: 0.3, removeDiagonal: true });
  expect(await messageOf(() => losses.circle([[1, 0]], [[1, 0], [0, 1]]))).toMatchSnapshot(); // prettier-ignore
});

it('a functional class of one’s own without getConfig says what its file does not hold', async () => {
  class Mine extends keras.Model {
    override trainStep() {
      return { loss: 1 };
    }
  }
  const input = keras.Input([3]);
  const mine = new Mine(input, layers.Dense(2)(input));
  expect(await noticedBy(() => void mine.toJSON())).toMatchSnapshot();
  const plain = keras.Model(input, layers.Dense(2)(input));
  expect(await noticedBy(() => void plain.toJSON())).toEqual([]);
});
