/** @file The critic of a WGAN with gradient penalty: the length of the gradient towards a mixed picture shall be 1. */
import { np } from '../../../src/array/index.ts';
import { keras, type Tensor } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers, ops } = keras;

/** The mean of (|slope at each mixed picture| - 1)². */
function gradientPenalty(critic: keras.Model, mixed: Tensor) {
  const tape = keras.GradientTape(() => ops.sum(critic(mixed, { training: true })));
  const length = ops.sqrt(ops.sum(ops.square(tape.gradient(mixed)), { axis: [1, 2, 3] }));
  return ops.mean(ops.square(ops.subtract(length, 1)));
}

export default {
  about: 'Keras examples: WGAN-GP, a gradient of a gradient',
  async run(t) {
    const rng = np.random.defaultRng(31);
    const real = rng.normal(0.5, 0.3, [8, 12, 12, 1]).astype('float32');
    const fake = rng.normal(-0.5, 0.3, [8, 12, 12, 1]).astype('float32');
    const mix = rng.random([8, 1, 1, 1]).astype('float32');
    const critic = keras.Sequential([
      keras.Input([12, 12, 1]),
      layers.Conv2D(4, 3, { strides: 2, padding: 'same' }),
      layers.LeakyReLU({ negativeSlope: 0.2 }),
      layers.Conv2D(8, 3, { strides: 2, padding: 'same', activation: 'tanh' }),
      layers.Flatten(),
      layers.Dense(1),
    ]);
    const path = await saved(critic, t, 'critic');
    const mixed = mix.mul(real).add(mix.mul(-1).add(1).mul(fake));
    const tape = keras.GradientTape((outer) => gradientPenalty(critic, outer.watch(mixed)));
    const slopes = tape.gradient(critic.trainableVariables);
    const theirs = t.peer('penalty', ['keras', 'tensorflow'], { real, fake, mix }, { path });
    if (theirs) {
      t.close('the penalty', tape.value, theirs['value']!, 1e-5);
      slopes.forEach((slope, i) => {
        // Keras has no gradient towards the last bias: it has no share in the penalty.
        const their = `g${i}` in theirs ? theirs[`g${i}`]! : np.zerosLike(slope);
        t.close(`its gradient towards weight ${i}`, slope, their, 1e-4);
      });
    }
    // A few steps of the critic: it tells real from fake, and its slope comes nearer to 1.
    const optimizer = keras.optimizers.Adam(0.005, 0.5, 0.9);
    const losses: number[] = [];
    for (let step = 0; step < 10; step++) {
      const loss = keras.GradientTape((outer) => {
        const apart = ops.subtract(
          ops.mean(critic(fake, { training: true })),
          ops.mean(critic(real, { training: true })),
        );
        return ops.add(apart, ops.multiply(10, gradientPenalty(critic, outer.watch(mixed))));
      });
      optimizer.apply(loss.gradient(critic.trainableVariables), critic.trainableVariables);
      losses.push(loss.value);
    }
    t.holds('the loss of the critic falls', losses.at(-1)! < losses[0]!, losses);
  },
} satisfies Homework;
