/** @file A variational autoencoder: a code with a mean and a spread, drawn by the reparametrisation trick. */
import { np } from '../../../src/array/index.ts';
import { keras, type Tensor } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers, ops } = keras;

/** What the model answers, and by how much its code differs from a standard normal one. */
function vaeLoss(encoder: keras.Model, decoder: keras.Model, x: Tensor, noise: Tensor): Tensor {
  const [mean, logVar] = ops.split(encoder(x), 2, { axis: 1 }) as [Tensor, Tensor];
  const z = ops.add(mean, ops.multiply(ops.exp(ops.multiply(0.5, logVar)), noise));
  const perPixel = keras.losses.binaryCrossentropy(x, decoder(z));
  const rebuilt = ops.mean(ops.sum(perPixel, { axis: [1, 2] }));
  const spread = ops.subtract(ops.subtract(ops.add(1, logVar), ops.square(mean)), ops.exp(logVar));
  const kl = ops.multiply(-0.5, ops.mean(ops.sum(spread, { axis: 1 })));
  return ops.add(rebuilt, kl);
}

/** The same in a step of fit, with noise of its own. */
class VAE extends keras.Model {
  readonly lossTracker = keras.metrics.Mean({ name: 'loss' });
  readonly encoder;
  readonly decoder;
  constructor(encoder: keras.Model, decoder: keras.Model) {
    super();
    this.encoder = encoder;
    this.decoder = decoder;
  }
  override trainStep(x: Tensor) {
    const noise = keras.random.normal([x.shape[0]!, 3]);
    const step = keras.GradientTape((tape) => vaeLoss(this.encoder, this.decoder, x, tape.watch(noise)));
    this.optimizer!.apply(step.gradient(this.trainableWeights), this.trainableWeights);
    this.lossTracker.updateState(step.result);
    return { loss: this.lossTracker.result() };
  }
  override get metrics() {
    return [this.lossTracker];
  }
}

export default {
  about: 'Keras examples: a variational autoencoder with a trainStep of its own',
  async run(t) {
    keras.utils.setRandomSeed(3);
    const rng = np.random.defaultRng(6);
    const x = np.zeros([64, 12, 12, 1], 'float32');
    for (let k = 0; k < 64; k++) x.set(k, `${k % 5}:${5 + (k % 5)}`, `${k % 3}:${6 + (k % 3)}`, 0, 1);
    const encoder = keras.Sequential([
      keras.Input([12, 12, 1]),
      layers.Conv2D(4, 3, { strides: 2, padding: 'same', activation: 'relu' }),
      layers.Flatten(),
      layers.Dense(6),
    ]);
    const decoder = keras.Sequential([
      keras.Input([3]),
      layers.Dense(6 * 6 * 4, { activation: 'relu' }),
      layers.Reshape([6, 6, 4]),
      layers.Conv2DTranspose(1, 3, { strides: 2, padding: 'same', activation: 'sigmoid' }),
    ]);
    const paths = { encoder: await saved(encoder, t, 'encoder'), decoder: await saved(decoder, t, 'decoder') };
    const [few, noise] = [x.at(':8'), rng.standardNormal([8, 3]).astype('float32')];
    const tape = keras.GradientTape((watching) =>
      vaeLoss(encoder, decoder, watching.watch(few), watching.watch(noise)),
    );
    const slopes = tape.gradient([...encoder.trainableWeights, ...decoder.trainableWeights]);
    const theirs = t.peer('vae', ['keras', 'tensorflow'], { x: few, noise }, paths);
    if (theirs) {
      t.close('the loss', tape.value, theirs['loss']!, 1e-5);
      slopes.forEach((slope, i) => t.close(`its gradient towards weight ${i}`, slope, theirs[`g${i}`]!, 1e-4));
    }
    const vae = new VAE(encoder, decoder);
    vae.compile({ optimizer: keras.optimizers.Adam(0.01) });
    const { history } = await vae.fit(x, { epochs: 15, batchSize: 16, verbose: 0 });
    const losses = history['loss'] as number[];
    t.holds('it learns', losses.at(-1)! < 0.7 * losses[0]!, losses);
    const drawn = await decoder.predict(rng.standardNormal([4, 3]), { verbose: 0 });
    t.holds('pictures are drawn from noise', drawn.shape.join() === '4,12,12,1');
  },
} satisfies Homework;
