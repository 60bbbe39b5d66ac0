/**
 * @file How long one waits for the seeing pieces on the network of lab 10: each calculation, and each figure (its JSON and its PNG, as
 * a cell shows it) once a plot has been drawn. No peer: nothing else does these in a notebook of TypeScript; scikit-learn's t-SNE
 * stands beside ours where Python has it.
 */
import { np, type NDArray } from '../src/array/index.ts';
import { datasets } from '../src/datasets/index.ts';
import { keras } from '../src/keras/index.ts';
import { displaySymbol, type Displayable } from '../src/display/index.ts';
import { plot, plt } from '../src/plot/index.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import {
  median,
  milliseconds,
  progress,
  versions,
  wanted,
  type Bench,
  type BenchCase,
  type BenchReport,
} from './report.ts';

/** A case may take this long, in milliseconds: what the issue of the seeing pieces asks for. */
const LIMITS = { calculation: 15_000, figure: 500 };
const ROUNDS = 5;

const bench: Bench = {
  name: 'seeing',
  describe: 'filters, patches, t-SNE, loss landscape and the other pictures of what a network sees: the wait',
  async run(options): Promise<BenchReport> {
    const { model, x, y, untrained } = await lab();
    const { utils } = keras;
    const quiet = { verbose: 0 } as const;
    const features = utils.featureMaps(model, x.at('0:2000'), { layer: 'features' });
    const scores = await model.predict(x, quiet);
    const small = x.at('0:200');
    const truth = y.at('0:200');
    const found = {
      patches: await utils.maximalPatches(model, x, { layer: 'conv3', ...quiet }),
      dreams: await utils.activationMaximization(model, { layer: 'conv3', ...quiet }),
      map: await utils.embedding(features.at('0:300'), { iterations: 250, ...quiet }),
      land: await utils.lossLandscape(model, small, truth, { points: 5, ...quiet }),
      fooled: utils.adversarial(model, small, truth),
    };
    const { python, missing } = peerOf(options);
    const cases: BenchCase[] = [];
    const calculation = async (name: string, work: () => unknown, peer?: () => Promise<number>): Promise<void> => {
      progress(name);
      const ours = await milliseconds(work);
      cases.push({ ...caseOf(name, ours, LIMITS.calculation), peers: peer ? { 'scikit-learn': await peer() } : {} });
    };
    await calculation('t-SNE, 1000 × 48', () => utils.embedding(features.at('0:1000'), quiet), python && (() => theirs(python, features.at('0:1000')))); // prettier-ignore
    await calculation('t-SNE, 2000 × 48', () => utils.embedding(features, quiet), python && (() => theirs(python, features))); // prettier-ignore
    await calculation('loss landscape, 15 × 15, 200 pictures', () => utils.lossLandscape(model, small, truth, quiet));
    await calculation('maximal patches, 2000 pictures, 32 filters', () => utils.maximalPatches(model, x, { layer: 'conv3', filters: Array.from({ length: 32 }, (_, i) => i), ...quiet })); // prettier-ignore
    await calculation('activation maximisation, 8 filters', () => utils.activationMaximization(model, { layer: 'conv3', ...quiet })); // prettier-ignore
    await calculation('FGSM, 200 pictures', () => utils.adversarial(model, small, truth));
    await calculation('receptive fields of all layers', () => model.layers.map((layer) => utils.receptiveField(model, { layer }))); // prettier-ignore
    python?.stop();
    const [seven, filter] = [x.at(0, '8:15', '8:15', 0), np.ones([3, 3])];
    const figures: Record<string, () => Displayable> = {
      compareFilters: () => plot.compareFilters(untrained, utils.firstFilters(model), { limit: 16 }),
      receptiveField: () => plot.receptiveField(x.at(0), utils.receptiveField(model, { layer: 'conv3' })),
      maximalPatches: () => plot.maximalPatches(found.patches),
      activationMaximization: () => plot.activationMaximization(found.dreams),
      misclassified: () => plot.misclassified(x, y, scores),
      probabilities: () => plot.probabilities(scores.at('0:4'), { truth: y.at('0:4'), images: x.at('0:4') }),
      embedding: () => plot.embedding(found.map, { labels: y.at('0:300'), images: x.at('0:300') }),
      compareAugmentations: () => plot.compareAugmentations(x.at(0), { flip: keras.layers.RandomFlip('horizontal') }),
      adversarial: () => plot.adversarial(small, found.fooled),
      lossLandscape: () => plot.lossLandscape(found.land),
      'stepper, convolution 7 × 7': () => plot.stepper(seven, filter),
      'stepper, backward 7 × 7': () => plot.stepper(seven, filter, { backward: true }),
      'stepper, im2col 7 × 7': () => plot.stepper(seven, filter, { kind: 'im2col' }),
      'stepper, convolution 22 × 22': () => plot.stepper(x.at(0, '3:25', '3:25', 0), filter),
    };
    plot.featureMaps(x.at(0))[displaySymbol](); // the first plot, which starts the drawing thread
    for (const [name, draw] of Object.entries(figures)) {
      progress(name);
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) times.push(await milliseconds(() => draw()[displaySymbol]()));
      cases.push(caseOf(`plot.${name}`, median(times.slice(1)), LIMITS.figure));
      plt.close('all');
    }
    return { bench: 'seeing', versions: versions(), threads: options.threads, cases, missing };
  },
};
export default bench;

function caseOf(name: string, ours: number, limit: number): BenchCase {
  const notes = ours > limit ? [`longer than the ${limit} ms that it may take`] : undefined;
  return { case: name, unit: 'ms', better: 'lower', ours, peers: {}, ...(notes ? { notes } : {}) };
}

/** The network of lab 10 after two epochs, and 2000 test pictures. */
async function lab() {
  const { layers, utils } = keras;
  utils.setRandomSeed(10);
  const [[xAll, yAll], [xTest, yTest]] = await datasets.fashionMnist.loadData();
  const scaled = (a: NDArray) => a.at('...', np.newaxis).astype('float32').div(255);
  const model = keras.Sequential([
    keras.Input([28, 28, 1]),
    layers.Conv2D(16, 3, { activation: 'relu', name: 'conv1' }),
    layers.MaxPooling2D(2),
    layers.Conv2D(32, 3, { activation: 'relu', name: 'conv2' }),
    layers.MaxPooling2D(2),
    layers.Conv2D(32, 3, { activation: 'relu', name: 'conv3' }),
    layers.Flatten(),
    layers.Dense(48, { activation: 'relu', name: 'features' }),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
  const untrained = utils.firstFilters(model);
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' });
  await model.fit(scaled(xAll.at('0:4000')), yAll.at('0:4000'), { epochs: 2, batchSize: 64, verbose: 0 });
  return { model, untrained, x: scaled(xTest.at('0:2000')), y: yTest.at('0:2000') };
}

function peerOf(options: { threads: number; peers: string[]; json: boolean }): {
  python: PythonPeer | undefined;
  missing: Record<string, string>;
} {
  if (!wanted(options, 'scikit-learn')) return { python: undefined, missing: {} };
  const found = pythonWith(['sklearn']);
  if ('why' in found) return { python: undefined, missing: { 'scikit-learn': found.why } };
  return { python: new PythonPeer(found.python, 'sklearn_tsne.py', options.threads), missing: {} };
}

/** Milliseconds of scikit-learn's t-SNE on the same rows. */
async function theirs(python: PythonPeer, rows: NDArray): Promise<number> {
  const { ms } = await python.ask<{ ms: number }>({ rows: rows.toList() });
  return ms;
}
