/**
 * @file Tapes beyond the loss of a model: nested, towards arrays and inner tensors, tensors that outlive them; variables,
 * slicing and printing of tensors. Oracle: sums done by hand, and what predict gives.
 */
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { keras, type Tensor } from '../../src/keras/index.ts';

const { layers, ops } = keras;

beforeEach(() => keras.utils.setRandomSeed(7));

describe('gradients of gradients', () => {
  it('grad of grad is the second derivative', () => {
    const cube = (x: Tensor): Tensor => ops.sum(ops.power(x, 3));
    const second = keras.grad((x) => ops.sum(keras.grad(cube)(x)));
    expect(second(np.array([1, 2, 3])).toList()).toEqual([6, 12, 18]);
  });

  it('a tape in a tape, towards a watched array', () => {
    const x = np.array([1, 2]);
    const outer = keras.GradientTape((t) => {
      t.watch(x);
      const inner = keras.GradientTape(() => ops.sum(ops.power(x, 4)));
      return ops.sum(ops.square(inner.gradient(x))); // (4x³)²
    });
    expect(outer.value).toBe(16 + 1024);
    expect(outer.gradient(x).toList()).toEqual([96, 3072]); // 96 x⁵
  });

  it('a layer whose call takes a gradient can be trained', async () => {
    class Slope extends layers.Layer {
      readonly inner = layers.Dense(1, { kernelInitializer: 'ones' });
      override call(x: Tensor): Tensor {
        return keras.grad((v) => ops.sum(ops.square(this.inner(v))))(x);
      }
    }
    const model = keras.Sequential([keras.Input([2]), new Slope()]);
    model.compile('sgd', 'mse');
    const x = np.random.normal(0, 1, [16, 2]);
    const y = x.mul(0.1);
    const before = await model.evaluate(x, y, { verbose: 0 });
    await model.fit(x, y, { epochs: 5, verbose: 0 });
    expect(await model.evaluate(x, y, { verbose: 0 })).toBeLessThan(before);
  });
});

describe('a tape', () => {
  it('gives gradients towards one source or a list, of its result or of a target', () => {
    const [a, b] = [keras.Variable([1, 2]), np.array([3, 4])];
    let product: Tensor | undefined;
    const tape = keras.GradientTape((t) => {
      product = ops.multiply(a, t.watch(b));
      return ops.sum(product);
    });
    expect(tape.gradient(a).toList()).toEqual([3, 4]);
    expect(tape.gradient([a, b]).map((d) => d.toList())).toEqual([[3, 4], [1, 2]]); // prettier-ignore
    expect(tape.gradient(product!, b).toList()).toEqual([1, 2]); // of the sum, as in TensorFlow
    expect(tape.gradient(product!).toList()).toEqual([1, 1]);
  });

  it('keeps what was computed in it, although the weights move on', () => {
    const w = keras.Variable([2]);
    let y: Tensor | undefined;
    const tape = keras.GradientTape(() => (y = ops.multiply(w, 3)));
    keras.optimizers.SGD(0.5).applyGradients(tape.gradient([w]), [w]);
    expect(w.numpy().toList()).toEqual([0.5]);
    expect(y!.numpy().toList()).toEqual([6]);
    expect(tape.gradient(w).toList()).toEqual([3]);
    w.assign([10]);
    expect(y!.item()).toBe(6);
  });

  it('draws its random numbers once', () => {
    const dropout = layers.Dropout(0.5);
    let y: Tensor | undefined;
    const x = np.ones([64]);
    const tape = keras.GradientTape((t) => ops.sum((y = dropout(t.watch(x), { training: true }))));
    const mask = y!.numpy().toList();
    expect(tape.gradient(x).toList()).toEqual(mask);
    expect(y!.numpy().toList()).toEqual(mask);
    let other: Tensor | undefined;
    keras.GradientTape((t) => ops.sum((other = dropout(t.watch(x), { training: true }))));
    expect(other!.numpy().toList()).not.toEqual(mask);
  });

  it('refuses what it cannot know', () => {
    const x = np.array([1, 2]);
    expect(() => keras.GradientTape(() => ops.square(np.ones([2]))).gradient([x])).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: gradientTape: the function must give one number made with keras.ops or a loss. Received object. Take the mean or the sum: keras.ops.mean(…).]`,
    );
    const tape = keras.GradientTape((t) => ops.sum(ops.square(t.watch(x))));
    expect(() => tape.gradient(np.ones([2]))).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: tape.gradient: takes weights, watched arrays and tensors that were computed in the tape. Received an NDArray. Watch it first: keras.GradientTape((tape) => { tape.watch(x); … }).]`,
    );
    expect(() => tape.gradient(np.ones([2]), x)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: tape.gradient: the target must be a tensor that was computed in the tape. Received an NDArray. Call the model inside the function: keras.GradientTape((tape) => { tape.watch(x); return model(x); }).]`,
    );
    expect(() => keras.GradientTape((t) => t.watch([1, 2] as never))).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: tape.watch: watches an array or a tensor. Received [1, 2]. Weights are watched without it; make np.array(…) of a list.]`,
    );
    expect(() => keras.GradientTape({ persistent: true } as never)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: gradientTape: needs a function that computes the loss. Received { persistent: true }. Python’s \`with tf.GradientTape() as tape:\` is keras.GradientTape((tape) => { …; return loss; }).]`,
    );
  });
});

describe('keras.Variable', () => {
  it('is assigned, added to and printed', () => {
    const v = keras.Variable([[1, 2]], { name: 'v' });
    v.assignAdd([[1, 1]]);
    v.assignSub(0.5);
    expect(v.numpy().toList()).toEqual([[1.5, 2.5]]);
    expect(String(v)).toBe('<Weight path=v, shape=(1, 2), dtype=float32>');
    expect(keras.Variable('ones', [2, 2]).numpy().toList()).toEqual([[1, 1], [1, 1]]); // prettier-ignore
    expect(keras.Variable(3, { dtype: 'int32' }).dtype).toBe('int32');
    expect(() => v.assign([1])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: v.assign: the weight has shape (1, 2). Received values of shape (1,).]`,
    );
    expect(() => keras.Variable('zeros')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: Variable: needs a shape when its value comes from an initializer. Received 'zeros'. For example keras.Variable('zeros', [3]).]`,
    );
    expect(() => keras.Variable([1], { trainabel: false } as never)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: Variable: there is no option 'trainabel'. Received { trainabel: false }. Did you mean 'trainable'?]`,
    );
  });

  it('is a weight of the layer whose field it is, and a running total that `call` changes', async () => {
    class Total extends layers.Layer {
      readonly total = keras.Variable('zeros', [2], { trainable: false, name: 'total' });
      readonly scale = keras.Variable([1, 1], { name: 'scale' });
      override call(x: Tensor): Tensor {
        this.total.assignAdd(ops.sum(x, { axis: 0 }));
        return ops.multiply(ops.add(x, this.total), this.scale);
      }
    }
    const layer = new Total();
    expect(layer(np.ones([2, 2])).toList()).toEqual([[3, 3], [3, 3]]); // prettier-ignore
    expect(layer.total.numpy().toList()).toEqual([2, 2]);
    expect(layer.trainableWeights.map((w) => w.name)).toEqual(['scale']);
    expect(layer.nonTrainableWeights.map((w) => w.name)).toEqual(['total']);
    const model = keras.Sequential([keras.Input([2]), layer]);
    model.compile('sgd', 'mse');
    await model.fit(np.ones([4, 2]), np.ones([4, 2]), { epochs: 2, batchSize: 2, verbose: 0 });
    expect(layer.total.numpy().toList()).toEqual([10, 10]);
  });
});

describe('tensors', () => {
  it('are sliced as arrays are, in a functional model, in call and in a tape', async () => {
    const x = np
      .arange(2 * 4 * 3)
      .reshape(2, 4, 3)
      .astype('float32');
    const parts: Parameters<NDArray['at']>[] = [
      ['...', '::-1'],
      [':', 0],
      [0, '1:3', np.newaxis, -1],
      [':', np.slice(3, 0, -2)],
    ];
    for (const part of parts) {
      const wanted = x.at(...part).toList();
      expect(ops.getItem(x, ...part).toList()).toEqual(wanted);
      if (part[0] === 0) continue; // not the batch
      const input = keras.Input([4, 3]);
      const model = keras.Model(input, input.at(...part));
      const again = keras.models.modelFromJSON(model.toJSON());
      expect((await again.predict(x, { verbose: 0 })).toList()).toEqual(wanted);
    }
    const tape = keras.GradientTape((t) => ops.sum(t.watch(x).at(0, ':', '1:')));
    expect(tape.gradient(x).sum(1).toList()).toEqual([[0, 4, 4], [0, 0, 0]]); // prettier-ignore
    expect(() => ops.getItem(x, 0, 9)).toThrowErrorMatchingInlineSnapshot(
      `[IndexError: ops.getItem: axis 1 has 4 places, 0 to 3. Received 9.]`,
    );
    expect(() => keras.Input([4]).at(0, 0, 0)).toThrowErrorMatchingInlineSnapshot(
      `[IndexError: ops.getItem: the tensor has 2 axes, the batch among them. Received 3 parts.]`,
    );
    expect(() => ops.getItem(x, [0, 1] as never)).toThrowErrorMatchingInlineSnapshot(
      `[IndexError: tensor.at: takes whole numbers, slices, ... and np.newaxis. Received [0, 1]. For places out of a list: keras.ops.take(x, places, { axis }).]`,
    );
  });

  it('say shape, dtype and name, and their values where they are known', () => {
    const seen: string[] = [];
    class Peek extends layers.Layer {
      override call(x: Tensor): Tensor {
        const y = ops.relu(x);
        seen.push(inspect(y).replace(/_\d+/, '_N'));
        return y;
      }
    }
    keras.Sequential([keras.Input([3]), new Peek()]);
    expect(seen[0]).toBe('<Tensor shape=(None, 3), dtype=float32, name=relu_N>');
    new Peek()(np.array([[1, -1]]));
    expect(seen.at(-1)).toBe('<Tensor shape=(1, 2), dtype=float32, name=relu_N>\n[[1. 0.]]');
    class Read extends layers.Layer {
      override call(x: Tensor): Tensor {
        return x.numpy() as never;
      }
    }
    let text = '';
    try {
      new Read()(keras.Input([3]));
    } catch (error) {
      text = (error as Error).message.replace(/_\d+/, '_N');
    }
    expect(text).toMatchInlineSnapshot(
      `"tensor.numpy: this tensor has no values yet: it depends on the input of a model that is being built. Received <Tensor shape=(None, 3), dtype=float32, name=input_N>. Compute with keras.ops here; read values outside, from what the model gives: model.predict(x) or model(x)."`,
    );
  });
});
