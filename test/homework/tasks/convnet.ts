/** @file The book's convolution net trained for twenty steps. */
import { np } from '../../../src/array/index.ts';
import { cnn } from '../../../src/cnn/index.ts';
import type { Homework } from '../tools.ts';

export default {
  about: 'Deep Learning from Scratch, chapter 7: twenty losses of the convolution net',
  run(t) {
    const rng = np.random.defaultRng(20);
    const [steps, batch, rate] = [20, 10, 0.1];
    const x = rng.random([steps * batch, 1, 12, 12]);
    const labels = rng.integers(0, 5, steps * batch);
    np.random.seed(20);
    const net = cnn.SimpleConvNet({
      inputDim: [1, 12, 12],
      convParam: { filterNum: 4, filterSize: 3, padding: 0, stride: 1 },
      hiddenSize: 12,
      outputSize: 5,
      weightInitStd: 0.1,
    });
    const names = { w1: 'W1', b1: 'b1', w2: 'W2', b2: 'b2', w3: 'W3', b3: 'b3' } as const;
    const start = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, net.params[name]!.copy()]));
    const losses: number[] = [];
    for (let i = 0; i < steps; i++) {
      const [a, b] = [x.at(`${i * batch}:${(i + 1) * batch}`), labels.at(`${i * batch}:${(i + 1) * batch}`)];
      const slopes = net.gradient(a, b);
      losses.push(net.loss(a, b));
      for (const name of Object.values(names)) {
        const value = net.params[name]!;
        value.set('...', value.sub(slopes[name]!.mul(rate)));
      }
    }
    // Labels are drawn, so there is nothing to learn but the batches seen.
    const seen = net.loss(x.at(`:${batch}`), labels.at(`:${batch}`));
    t.holds('the loss of the first batch falls', seen < losses[0]!, `${losses[0]} to ${seen}`);
    const theirs = t.peer('convnet', [], { x, t: labels, ...start, steps, batch, rate });
    if (theirs) t.close('twenty losses', losses, theirs['losses']!, 1e-6);
  },
} satisfies Homework;
