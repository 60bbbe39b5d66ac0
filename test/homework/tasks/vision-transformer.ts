/** @file A small vision transformer: patches, positions, attention in a layer of one's own. */
import { np } from '../../../src/array/index.ts';
import { keras, type Tensor } from '../../../src/keras/index.ts';
import type { Homework } from '../tools.ts';

const { layers, ops } = keras;
type Weight = ReturnType<keras.Layer['addWeight']>;

/** Every place asks all places: softmax(q kᵀ / √d) v, in several heads. */
class Attention extends layers.Layer {
  readonly heads: number;
  wq!: Weight;
  wk!: Weight;
  wv!: Weight;
  wo!: Weight;
  constructor(heads: number, options = {}) {
    super(options);
    this.heads = heads;
  }
  override build(shape: (number | null)[]) {
    const width = shape.at(-1)!;
    for (const name of ['wq', 'wk', 'wv', 'wo'] as const) this[name] = this.addWeight({ name, shape: [width, width] });
  }
  override call(x: Tensor) {
    const [n, places, width] = x.shape as [number, number, number];
    const size = width / this.heads;
    const split = (w: Weight) =>
      ops.transpose(ops.reshape(ops.matmul(x, w), [n, places, this.heads, size]), [0, 2, 1, 3]);
    const [q, k, v] = [split(this.wq), split(this.wk), split(this.wv)];
    const scores = ops.softmax(ops.divide(ops.matmul(q, ops.transpose(k, [0, 1, 3, 2])), Math.sqrt(size)));
    const seen = ops.transpose(ops.matmul(scores, v), [0, 2, 1, 3]);
    return ops.matmul(ops.reshape(seen, [n, places, width]), this.wo);
  }
}

/** A vector of its own for each place, added. */
class Positions extends layers.Layer {
  where!: Weight;
  override build([, places, width]: (number | null)[]) {
    this.where = this.addWeight({ shape: [places!, width!], initializer: 'randomNormal' });
  }
  override call(x: Tensor) {
    return ops.add(x, this.where);
  }
}

function vit(): keras.Model {
  const input = keras.Input([12, 12, 1]);
  let x = layers.Conv2D(16, 4, { strides: 4 })(input); // 3 × 3 patches
  x = new Positions()(layers.Reshape([9, 16])(x));
  for (let block = 0; block < 2; block++) {
    x = layers.Add()([x, new Attention(4)(layers.LayerNormalization()(x))]);
    const wide = layers.Dense(32, { activation: 'gelu' })(layers.LayerNormalization()(x));
    x = layers.Add()([x, layers.Dense(16)(wide)]);
  }
  x = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(x));
  return keras.Model(input, layers.Dense(2, { activation: 'softmax' })(x));
}

export default {
  about: 'Keras examples: a vision transformer from parts of one’s own',
  async run(t) {
    keras.utils.setRandomSeed(5);
    const rng = np.random.defaultRng(7);
    const sequence = rng.standardNormal([3, 5, 8]).astype('float32');
    const attention = new Attention(2);
    const y = attention(sequence);
    const [wq, wk, wv, wo] = attention.getWeights() as [typeof y, typeof y, typeof y, typeof y];
    const theirs = t.peer('attention', ['torch'], { x: sequence, wq, wk, wv, wo, heads: 2 });
    if (theirs) t.close('attention', y, theirs['y']!, 1e-5);

    // Is the bright patch in the upper or in the lower half?
    const x = rng.uniform(0, 0.2, [96, 12, 12, 1]).astype('float32');
    const label = np.arange(96).mod(2);
    for (let k = 0; k < 96; k++) {
      const [top, left] = [k % 2 === 0 ? rng.integers(0, 3) : rng.integers(6, 9), rng.integers(0, 9)];
      x.set(k, `${top}:${top + 3}`, `${left}:${left + 3}`, 0, 1);
    }
    const model = vit();
    model.compile({ optimizer: keras.optimizers.Adam(0.003), loss: 'sparse_categorical_crossentropy' });
    await model.fit(x, label, { epochs: 25, batchSize: 16, verbose: 0 });
    const found = (await model.predict(x, { verbose: 0 })).argmax(-1);
    t.holds('it learns where the patch is', found.eq(label).mean() > 0.95, found.eq(label).mean());
    const weights = `${t.folder}/vit.weights.h5`;
    await model.saveWeights(weights);
    const fresh = vit();
    await fresh.loadWeights(weights);
    t.close(
      'its weights come back',
      await fresh.predict(x, { verbose: 0 }),
      await model.predict(x, { verbose: 0 }),
      1e-6,
    );
  },
} satisfies Homework;
