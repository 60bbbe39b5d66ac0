/** @file Methods of arrays on tensors and weights: refused with the operation that there is. */
import { expect, it } from 'vitest';
import { keras, np } from '../../src/index.ts';

type Loose = Record<string, (...args: unknown[]) => unknown>;

it('says which operation of keras.ops is meant, and that is there', () => {
  const x = keras.Input([3], { name: 'x' }) as unknown as Loose;
  expect(() => x['mul']!(2)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: tensor.mul: tensors do not have the methods of arrays. Received <KerasTensor shape=(None, 3), dtype=float32, name=x>. Write keras.ops.multiply(x, …).]`,
  );
  for (const name of 'add sub mul div pow mod neg abs dot matmul gt sum mean max std argmax clip astype reshape'.split(
    ' ',
  )) {
    const said = /keras\.ops\.(\w+)\(/.exec(String(errorOf(() => x[name]!())))![1]!;
    expect([name, typeof (keras.ops as unknown as Loose)[said]]).toEqual([name, 'function']);
  }
});

it('in layers of one’s own, whose parameters have no type', () => {
  class Scaled extends keras.layers.Layer {
    override call(x: never): never {
      return (x as Loose)['mul']!(2) as never;
    }
  }
  expect(() => new Scaled({ name: 's' })(np.ones([1, 2]))).toThrow(
    /^tensor\.mul: tensors do not have the methods of arrays/,
  );
});

it('operators are refused, where they would give a text or NaN; texts are made of tensors all the same', () => {
  const x = keras.Input([3], { name: 'x2' }) as unknown as number;
  expect(() => x + 1).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: tensor: JavaScript operators do not work on tensors. Received <KerasTensor shape=(None, 3), dtype=float32, name=x2>. Write keras.ops.add(a, b), keras.ops.multiply(a, b), keras.ops.negative(a) instead of a + b, a * b, -a.]`,
  );
  for (const work of [() => -x, () => x * x, () => 2 ** x]) expect(work).toThrow(/^tensor: JavaScript operators/);
  expect(`${x}`).toBe('<KerasTensor shape=(None, 3), dtype=float32, name=x2>');
});

function errorOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
