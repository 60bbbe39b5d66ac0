/** @file What a function without types may do with arrays, as students write it: a cell is checked, but its parameters are `any`. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

// oxlint-disable typescript/no-explicit-any -- the subject of this file
describe('functions without types', () => {
  it('get arrays from the functions of np', () => {
    const sigmoid = (x: any) => np.exp(x.neg()).add(1).pow(-1);
    const relu = (z: any) => np.maximum(0, z).mul(2);
    const norm = (x: any) => np.sqrt(np.square(x)).add(0);
    expect(sigmoid(np.array([0])).toList()).toEqual([0.5]);
    expect(relu(np.array([-1, 2])).toList()).toEqual([0, 4]);
    expect(norm(np.array([-3, 4])).toList()).toEqual([3, 4]);
  });

  it('build layers on whatever they are given', () => {
    const block = (x: any) => keras.layers.Activation('relu')(keras.layers.Conv2D(2, 3, { padding: 'same' })(x));
    const input = keras.Input([8, 8, 1]);
    const model = keras.Model(input, block(block(input)));
    expect(model.output.shape).toEqual([null, 8, 8, 2]);
    expect(model.input.shape).toEqual([null, 8, 8, 1]);
  });

  it('spread shapes and lists', () => {
    const x = np.ones([2, 3]);
    expect(np.random.rand(...x.shape).shape).toEqual([2, 3]);
    expect(np.trapezoid([1, 2, 3], [0, 1, 2])).toBe(4);
    const size = [2, 3];
    expect(np.zeros(size).shape).toEqual(size);
  });
});
