/** @file A training loop of one's own for the bench of fine-tuning: the DCGAN of TensorFlow's tutorial, half as wide, in its words. */
import { np, type NDArray } from '../src/array/index.ts';
import { keras } from '../src/keras/index.ts';

const { layers, ops } = keras;

function makeGenerator() {
  const padding = 'same';
  return keras.Sequential([
    keras.Input([100]),
    layers.Dense(7 * 7 * 128, { useBias: false }),
    layers.BatchNormalization(),
    layers.LeakyReLU(),
    layers.Reshape([7, 7, 128]),
    layers.Conv2DTranspose(64, 5, { strides: 1, padding, useBias: false }),
    layers.BatchNormalization(),
    layers.LeakyReLU(),
    layers.Conv2DTranspose(32, 5, { strides: 2, padding, useBias: false }),
    layers.BatchNormalization(),
    layers.LeakyReLU(),
    layers.Conv2DTranspose(1, 5, { strides: 2, padding, useBias: false, activation: 'tanh' }),
  ]);
}

function makeDiscriminator() {
  return keras.Sequential([
    keras.Input([28, 28, 1]),
    layers.Conv2D(32, 5, { strides: 2, padding: 'same' }),
    layers.LeakyReLU(),
    layers.Dropout(0.3),
    layers.Conv2D(64, 5, { strides: 2, padding: 'same' }),
    layers.LeakyReLU(),
    layers.Dropout(0.3),
    layers.Flatten(),
    layers.Dense(1),
  ]);
}

/** The loop's step on a batch, which gives both losses, and the number of its networks' parameters. */
export function dcgan(batch: number): { step: () => [number, number]; parameters: number } {
  const [generator, discriminator] = [makeGenerator(), makeDiscriminator()];
  const crossEntropy = keras.losses.BinaryCrossentropy({ fromLogits: true });
  const [first, second] = [keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4)];
  const real = np.random.uniform(0, 1, [batch, 28, 28, 1]).astype('float32');

  function step(): [number, number] {
    const noise: NDArray = np.random.normal(0, 1, [batch, 100]).astype('float32');
    const discTape = keras.GradientTape(() => {
      const fake = generator(noise, { training: true });
      const realOutput = discriminator(real, { training: true });
      const fakeOutput = discriminator(fake, { training: true });
      return ops.add(
        crossEntropy(ops.onesLike(realOutput), realOutput),
        crossEntropy(ops.zerosLike(fakeOutput), fakeOutput),
      );
    });
    second.applyGradients(discTape.gradient(discriminator.trainableWeights), discriminator.trainableWeights);
    const genTape = keras.GradientTape(() => {
      const output = discriminator(generator(noise, { training: true }), { training: true });
      return crossEntropy(ops.onesLike(output), output);
    });
    first.applyGradients(genTape.gradient(generator.trainableWeights), generator.trainableWeights);
    return [genTape.value, discTape.value];
  }

  return { step, parameters: generator.countParams() + discriminator.countParams() };
}
