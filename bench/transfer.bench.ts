/**
 * @file The lecture's transfer learning beside Keras: 30 pictures of 75 × 75, a frozen network, four Dense layers behind, 150 epochs
 * of `fit` as the lecture wrote it, building and compiling included: `npm run bench -- transfer [--threads N]`. Weights are
 * random on both sides; they don't change the work.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { np } from '../src/array/index.ts';
import { setThreads } from '../src/engine/index.ts';
import { keras } from '../src/keras/index.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import { alternate, median, milliseconds, versions, wanted, type Bench, type BenchReport } from './report.ts';

// VGG16 computes seven times as much: fewer epochs, or Keras alone would take a quarter of an hour.
const CASES = ['InceptionV3 150', 'VGG16 20'] as const;
const CUTS = { InceptionV3: 'mixed7', VGG16: 'block5_pool' } as const;
const ROUNDS = 5;

/** Our side of a case: milliseconds of the whole fit. */
function ours(name: string, cacheFrozen: boolean): () => Promise<number> {
  const [network, epochs] = name.split(' ') as [keyof typeof CUTS, string];
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
    await model.fit(x, y, { epochs: Number(epochs), shuffle: true, cacheFrozen });
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
      for (const name of CASES) {
        const contenders: Record<string, () => Promise<number>> = {
          ours: ours(name, true),
          uncached: ours(name, false),
        };
        if (peer) {
          const { ask } = { ask: peer.ask.bind(peer) };
          contenders['keras'] = async () => (await ask<{ ms: number }>({ case: name, reps: 1 })).ms;
        }
        const { measured, failed } = await alternate(contenders, ROUNDS);
        const uncached = await ours(name, false)();
        report.cases.push({
          case: `${name} epochs`,
          unit: 'ms',
          better: 'lower',
          ours: median(measured['ours']!),
          peers: peer ? { keras: 'keras' in failed ? null : median(measured['keras']!) } : {},
          notes: [
            `with cacheFrozen: false ${Math.round(uncached)} ms, once`,
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
