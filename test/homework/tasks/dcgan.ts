/** @file A small DCGAN in the tutorial's loop: two networks, two optimizers, two tapes, three steps with given noise. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers, ops } = keras;

function makeGenerator(): keras.Model {
  return keras.Sequential([
    keras.Input([8]),
    layers.Dense(4 * 4 * 8, { useBias: false }),
    layers.BatchNormalization(),
    layers.LeakyReLU(),
    layers.Reshape([4, 4, 8]),
    layers.Conv2DTranspose(4, 5, { strides: 2, padding: 'same', useBias: false }),
    layers.BatchNormalization(),
    layers.LeakyReLU(),
    layers.Conv2DTranspose(1, 5, { strides: 2, padding: 'same', useBias: false, activation: 'tanh' }),
  ]);
}

function makeDiscriminator(): keras.Model {
  return keras.Sequential([
    keras.Input([16, 16, 1]),
    layers.Conv2D(4, 5, { strides: 2, padding: 'same' }),
    layers.LeakyReLU(),
    layers.Conv2D(8, 5, { strides: 2, padding: 'same' }),
    layers.LeakyReLU(),
    layers.Flatten(),
    layers.Dense(1),
  ]);
}

export default {
  about: 'TensorFlow tutorials, Coursera GAN: DCGAN, three steps of both networks',
  async run(t) {
    const rng = np.random.defaultRng(14);
    const [steps, batch] = [3, 8];
    const real = rng.uniform(-1, 1, [steps, batch, 16, 16, 1]).astype('float32');
    const noise = rng.standardNormal([steps, batch, 8]).astype('float32');
    const [generator, discriminator] = [makeGenerator(), makeDiscriminator()];
    const paths = {
      generator: await saved(generator, t, 'generator'),
      critic: await saved(discriminator, t, 'discriminator'),
    };
    const crossEntropy = keras.losses.BinaryCrossentropy({ fromLogits: true });
    const generatorOptimizer = keras.optimizers.Adam(2e-4, 0.5);
    const discriminatorOptimizer = keras.optimizers.Adam(2e-4, 0.5);

    function trainStep(pictures: NDArray, seeds: NDArray): [number, number] {
      const discTape = keras.GradientTape(() => {
        const fake = generator(seeds, { training: true });
        const realOutput = discriminator(pictures, { training: true });
        const fakeOutput = discriminator(fake, { training: true });
        return ops.add(
          crossEntropy(ops.onesLike(realOutput), realOutput),
          crossEntropy(ops.zerosLike(fakeOutput), fakeOutput),
        );
      });
      const discSlopes = discTape.gradient(discriminator.trainableVariables);
      discriminatorOptimizer.applyGradients(discSlopes, discriminator.trainableVariables);
      const genTape = keras.GradientTape(() => {
        const output = discriminator(generator(seeds, { training: true }), { training: true });
        return crossEntropy(ops.onesLike(output), output);
      });
      const genSlopes = genTape.gradient(generator.trainableVariables);
      generatorOptimizer.applyGradients(genSlopes, generator.trainableVariables);
      return [genTape.value, discTape.value];
    }

    const losses: [number, number][] = [];
    for (let i = 0; i < steps; i++) losses.push(trainStep(real.at(i), noise.at(i)));
    const made = generator(noise.at(0), { training: false });
    t.holds('pictures between -1 and 1', np.abs(np.array(made)).max() <= 1);
    const theirs = t.peer('dcgan', ['keras', 'tensorflow'], { real, noise, steps }, paths);
    if (!theirs) return;
    const [g, d] = [losses.map((pair) => pair[0]), losses.map((pair) => pair[1])];
    t.close('losses of the generator', g, theirs['g']!, 1e-5);
    t.close('losses of the discriminator', d, theirs['d']!, 1e-5);
    t.close('the running means of the generator', generator.getWeights().at(3)!, theirs['moving']!, 1e-4);
  },
} satisfies Homework;
