/** @file Starting values are drawn when they are first read: the same ones as ever, and none where others take their place. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { Variable } from '../../src/engine/index.ts';
import { keras } from '../../src/keras/index.ts';
import { Weight } from '../../src/keras/core/weight.ts';

const { initializers, layers } = keras;
const values = (model: { getWeights(): { data: ArrayLike<number> }[] }) =>
  model.getWeights().map((w) => Array.from(w.data));

describe('starting values', () => {
  it('do not depend on when they are read, or in which order', () => {
    const build = () => {
      keras.utils.setRandomSeed(5);
      return keras.Sequential([keras.Input([4]), layers.Dense(3), layers.Dense(2, { kernelInitializer: 'he_normal' })]);
    };
    const first = build();
    const wanted = values(first);
    const second = build();
    np.random.rand(3); // other draws between
    keras.utils.setRandomSeed(9);
    expect(values({ getWeights: () => second.getWeights().toReversed() }).toReversed()).toEqual(wanted);
    expect(wanted[0]!.some((v) => v !== 0)).toBe(true);
  });

  it.each([
    'Zeros',
    'Ones',
    'Constant',
    'RandomNormal',
    'TruncatedNormal',
    'RandomUniform',
    'GlorotUniform',
    'HeNormal',
    'LecunUniform',
  ] as const)('%s are those that the initializer gives', (name) => {
    const initializer = new initializers[name]();
    const weight = new Weight({ name: 'w', path: 'w', shape: [3, 4], initializer });
    expect(Array.from(weight.numpy().data)).toEqual(Array.from(initializer.call([3, 4])));
  });

  it('of one’s own initializer are made at once, so that its faults show where the layer is built', () => {
    let calls = 0;
    const count = (shape: readonly number[]) => {
      calls++;
      return new Float32Array(shape.reduce((a, b) => a * b, 1));
    };
    const build = () => keras.Sequential([keras.Input([4]), layers.Dense(3, { kernelInitializer: count })]);
    build();
    expect(calls).toBe(1);
    const wrong = () => keras.Sequential([keras.Input([4]), layers.Dense(3, { kernelInitializer: () => [1] })]);
    expect(wrong).toThrow('the function must give 12 values');
    expect(() =>
      layers.Dense(3, { kernelInitializer: 'orthogonal', biasInitializer: 'orthogonal' }).build([null, 4]),
    ).toThrow('Orthogonal');
  });

  it('are not made where others are written first', () => {
    const never = (): never => {
      throw new Error('made');
    };
    const variable = new Variable([2, 2], { data: never });
    variable.write([1, 2, 3, 4]);
    expect(Array.from(variable.data)).toEqual([1, 2, 3, 4]);
    const other = new Variable([2], { data: never });
    other.data = Float32Array.of(5, 6);
    expect(Array.from(other.data)).toEqual([5, 6]);
    expect(() => new Variable([2], { data: never }).data).toThrow('made');
    const given = Float32Array.of(7, 8);
    const taken = new Variable([2], { data: never });
    taken.take(given);
    expect(taken.data).toBe(given);
    other.take(given); // there is storage already: it stays where it is
    expect(other.data).not.toBe(given);
    expect(Array.from(other.data)).toEqual([7, 8]);
    expect(() => new Variable([3], { data: Float32Array.of(1, 2, 3) }).take(Float32Array.of(1, 2, 3, 4))).toThrow(
      RangeError,
    );
  });

  it('train as before: a model whose weights nobody has read', async () => {
    keras.utils.setRandomSeed(1);
    const model = keras.Sequential([keras.Input([3]), layers.Dense(4, { activation: 'tanh' }), layers.Dense(1)]);
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const { history } = await model.fit(np.ones([8, 3]), np.ones([8]), { epochs: 3, verbose: 0 });
    expect(history['loss']!.at(-1)).toBeLessThan(history['loss']![0]!);
  });
});
