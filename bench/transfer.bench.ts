/**
 * @file The lecture's transfer learning beside Keras: 30 pictures of 75 × 75, a frozen network, four Dense layers behind, 150 epochs
 * of `fit` as the lecture wrote it on both sides, building and compiling included: `npm run bench -- transfer [--threads N]`. Weights
 * are random on both sides; they don't change the work. Five minutes on two quiet cores.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { np } from '../src/array/index.ts';
import { setThreads } from '../src/engine/index.ts';
import { keras } from '../src/keras/index.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import { alternate, median, milliseconds, versions, wanted, type Bench, type BenchReport } from './report.ts';

const EPOCHS = 150;
/** Rounds that count, after one that does not. VGG16 computes several times as much: one round of it alone is minutes of Keras. */
const CASES = [
  { network: 'InceptionV3', rounds: 3, warmUp: 1 },
  { network: 'VGG16', rounds: 1, warmUp: 0 },
] as const;
const CUTS = { InceptionV3: 'mixed7', VGG16: 'block5_pool' } as const;

/** Our side of a case: milliseconds of the whole fit. */
function ours(network: keyof typeof CUTS, cacheFrozen: boolean): () => Promise<number> {
  const { applications, layers } = keras;
  const base = applications[network]({ weights: null, includeTop: false, inputShape: [75, 75, 3] });
  base.trainable = false;
  const x = np.random.uniform(0, 1, [30, 75, 75, 3]).astype('float32');
  const y = np.repeat(np.array([1, 0]), 15).reshape(30, 1);
  const run = async (): Promise<void> => {
    let t = layers.Flatten()(base.getLayer(CUTS[network]).output);
    for (const units of [512, 128, 256]) t = layers.Dense(units, { activation: 'relu' })(t);
    const model = keras.Model(base.input, layers.Dense(1, { activation: 'sigmoid' })(t));
    model.compile({ optimizer: 'adam', loss: 'mse', metrics: ['accuracy'] });
    await model.fit(x, y, { epochs: EPOCHS, shuffle: true, cacheFrozen });
  };
  return async () => {
    // The progress bar is drawn as for a student, but not into the bench's own output.
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = () => true;
    try {
      return await milliseconds(run);
    } finally {
      process.stdout.write = write;
    }
  };
}

const bench: Bench = {
  name: 'transfer',
  describe: "the lecture's 150 epochs behind a frozen InceptionV3 and VGG16 beside Keras's fit",
  async run(options): Promise<BenchReport> {
    await buildEngine();
    setThreads(options.threads);
    const report: BenchReport = { bench: 'transfer', versions: versions(), threads: options.threads, cases: [] };
    let peer: PythonPeer | undefined;
    if (wanted(options, 'keras')) {
      const found = pythonWith(['keras', 'tensorflow']);
      if ('why' in found) report.missing = { keras: found.why };
      else {
        peer = new PythonPeer(found.python, 'keras_transfer.py', options.threads);
        Object.assign(report.versions, await peer.ask<Record<string, string>>({ versions: true }));
      }
    }
    try {
      for (const { network, rounds, warmUp } of CASES) {
        const contenders: Record<string, () => Promise<number>> = { ours: ours(network, true) };
        if (peer) {
          const { ask } = { ask: peer.ask.bind(peer) };
          contenders['keras'] = async () => (await ask<{ ms: number }>({ case: `${network} ${EPOCHS}`, reps: 1 })).ms;
        }
        const { measured, failed } = await alternate(contenders, rounds, warmUp);
        const uncached = await ours(network, false)();
        report.cases.push({
          case: `${network} ${EPOCHS} epochs`,
          unit: 'ms',
          better: 'lower',
          ours: median(measured['ours']!),
          peers: peer ? { keras: 'keras' in failed ? null : median(measured['keras']!) } : {},
          notes: [
            `rounds that count: ${rounds}; with cacheFrozen: false ${Math.round(uncached)} ms, once`,
            ...Object.entries(failed).map(([who, why]) => `${who}: ${why}`),
          ],
        });
      }
    } finally {
      peer?.stop();
    }
    return report;
  },
};

export default bench;
