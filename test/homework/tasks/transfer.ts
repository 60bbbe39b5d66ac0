/** @file A trained base under a new head: first the head alone, then all of it with small steps. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

/** What somebody else trained, with batch normalisation in it. */
function makeBase(): keras.Model {
  const input = keras.Input([16, 16, 3]);
  let x = layers.Conv2D(8, 3, { padding: 'same', useBias: false })(input);
  x = layers.Activation('relu')(layers.BatchNormalization()(x));
  x = layers.Conv2D(12, 3, { strides: 2, padding: 'same', useBias: false })(x);
  x = layers.Activation('relu')(layers.BatchNormalization()(x));
  return keras.Model(input, x, { name: 'base' });
}

export default {
  about: 'Keras guide, Coursera CNN: feature extraction on a frozen base, then fine-tuning',
  async run(t) {
    keras.utils.setRandomSeed(9);
    const rng = np.random.defaultRng(9);
    const [steps, batch, rate] = [5, 8, 1e-4];
    const x = rng.random([40, 16, 16, 3]).astype('float32');
    const y = np.arange(40).mod(2).reshape(40, 1).astype('float32');
    x.set('1::2', ':', ':8', 0, x.at('1::2', ':', ':8', 0).mul(0.3));

    // The base learns another task, so that its running statistics are not those of the start.
    const base = makeBase();
    const old = keras.Sequential([base, layers.GlobalAveragePooling2D(), layers.Dense(3)]);
    old.compile({ optimizer: 'adam', loss: 'mse' });
    await old.fit(x, x.mean([1, 2]), { epochs: 5, batchSize: 8, verbose: 0 });

    base.trainable = false;
    const input = keras.Input([16, 16, 3]);
    // training: false keeps the statistics of the base also when it is trained again.
    const features = layers.GlobalAveragePooling2D()(base(input, { training: false }));
    const model = keras.Model(input, layers.Dense(1, { activation: 'sigmoid' })(features));
    t.holds('only the head is trained', model.trainableWeights.length === 2);
    const path = await saved(model, t, 'transfer');
    const moving = base.layers
      .find((layer) => layer.className === 'BatchNormalization')!
      .getWeights()[2]!
      .copy();
    const frozen = base.getWeights()[0]!.copy();

    const losses: number[] = [];
    const train = (): void => {
      for (let i = 0; i < steps; i++) {
        const part = `${i * batch}:${(i + 1) * batch}` as const;
        losses.push(Number(model.trainOnBatch(x.at(part), y.at(part))));
      }
    };
    model.compile({ optimizer: keras.optimizers.Adam(0.01), loss: 'binary_crossentropy' });
    train();
    const head = await model.predict(x.at(':4'), { verbose: 0 });
    t.close('the base stayed', base.getWeights()[0]!, frozen, 0);

    base.trainable = true;
    model.compile({ optimizer: keras.optimizers.Adam(rate), loss: 'binary_crossentropy' });
    train();
    const tuned = await model.predict(x.at(':4'), { verbose: 0 });
    t.holds('now the base moves', np.abs(base.getWeights()[0]!.sub(frozen)).max() > 0);
    t.close(
      'its statistics stay',
      base.layers.find((layer) => layer.className === 'BatchNormalization')!.getWeights()[2]!,
      moving,
      0,
    );

    const theirs = t.peer('transfer', ['keras', 'tensorflow'], { x, y, steps, batch, rate }, { path, base: 'base' });
    if (!theirs) return;
    t.close('ten losses', losses, theirs['losses']!, 1e-5);
    t.close('after feature extraction', head, theirs['head']!, 1e-5);
    t.close('after fine-tuning', tuned, theirs['tuned']!, 1e-4);
  },
} satisfies Homework;
