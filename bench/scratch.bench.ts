/**
 * @file The network from scratch that lab 09 trains, on all of MNIST with several seeds: how long it takes and how many of the 10,000
 * test digits it reads. Beside it the same network of `keras`, which is what one trains with.
 */
import { np, type NDArray } from '../src/array/index.ts';
import { cnn } from '../src/cnn/index.ts';
import { datasets } from '../src/datasets/index.ts';
import { keras } from '../src/keras/index.ts';
import { milliseconds, progress, versions, wanted, type Bench, type BenchCase, type BenchReport } from './report.ts';

/** What the network from scratch must reach, and in which time. */
const GOAL = { accuracy: 98, seconds: 180 };
const SEEDS = [1, 2, 3];
/** Epochs and their learning rates, as in the lab. */
const PLAN = [
  [1, 0.002],
  [1, 0.0005],
] as const;
const FILTERS = 16;

interface Digits {
  readonly x: NDArray;
  readonly y: NDArray;
  readonly xTest: NDArray;
  readonly yTest: NDArray;
}

const bench: Bench = {
  name: 'scratch',
  describe: 'SimpleConvNet on MNIST: seconds and accuracy (KERNELAB_DATA names the real digits)',
  async run(options): Promise<BenchReport> {
    const digits = await load();
    const cases: BenchCase[] = [];
    for (const seed of SEEDS) {
      progress(`from scratch, seed ${seed}`);
      const ours = await fromScratch(digits, seed);
      const theirs = wanted(options, 'keras') ? await withKeras(digits, seed) : undefined;
      const slow = ours.seconds > GOAL.seconds ? [`longer than ${GOAL.seconds} s`] : [];
      const poor = ours.accuracy < GOAL.accuracy ? [`below ${GOAL.accuracy} %`] : [];
      const peers = (value: number | undefined): BenchCase['peers'] => (value === undefined ? {} : { keras: value });
      cases.push(
        { case: `training, seed ${seed}`, unit: 's', better: 'lower', ours: ours.seconds, peers: peers(theirs?.seconds), notes: slow }, // prettier-ignore
        { case: `test accuracy, seed ${seed}`, unit: '%', better: 'higher', ours: ours.accuracy, peers: peers(theirs?.accuracy), notes: poor }, // prettier-ignore
      );
      if (slow.length + poor.length > 0) process.exitCode = 1;
    }
    return { bench: 'scratch', versions: versions(), threads: options.threads, cases };
  },
};
export default bench;

async function load(): Promise<Digits> {
  const [[x, y], [xTest, yTest]] = await datasets.mnist.loadData();
  const scaled = (pictures: NDArray): NDArray => pictures.reshape(-1, 1, 28, 28).astype('float32').div(255);
  return { x: scaled(x), y, xTest: scaled(xTest), yTest };
}

async function fromScratch({ x, y, xTest, yTest }: Digits, seed: number) {
  np.random.seed(seed);
  const net = cnn.SimpleConvNet({ convParam: { filterNum: FILTERS, filterSize: 5 }, weightInitStd: 0.05, dtype: 'float32' }); // prettier-ignore
  const ms = await milliseconds(async () => {
    for (const [epochs, lr] of PLAN) {
      const options = { epochs, optimizer: 'Adam', optimizerParam: { lr }, evaluateSampleNumPerEpoch: 1000, verbose: false } as const; // prettier-ignore
      await cnn.Trainer(net, x, y, xTest, yTest, options).train();
    }
  });
  return { seconds: ms / 1000, accuracy: 100 * net.accuracy(xTest, yTest) };
}

async function withKeras({ x, y, xTest, yTest }: Digits, seed: number) {
  const { layers, optimizers, utils } = keras;
  utils.setRandomSeed(seed);
  const model = keras.Sequential([
    keras.Input([1, 28, 28]),
    layers.Permute([2, 3, 1]),
    layers.Conv2D(FILTERS, 5, { activation: 'relu' }),
    layers.MaxPooling2D(2),
    layers.Flatten(),
    layers.Dense(100, { activation: 'relu' }),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
  const optimizer = optimizers.Adam();
  model.compile({ optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  const ms = await milliseconds(async () => {
    for (const [epochs, lr] of PLAN) {
      optimizer.learningRate = lr;
      await model.fit(x, y, { epochs, batchSize: 100, verbose: 0 });
    }
  });
  const [, accuracy] = await model.evaluate(xTest, yTest, { verbose: 0 });
  return { seconds: ms / 1000, accuracy: 100 * accuracy! };
}
