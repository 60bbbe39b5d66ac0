/**
 * @file What `plot.liveTraining` costs: the same training with it and without, in turns in one process, in processor time of all threads
 * (which others on the machine disturb least) and by the clock; the quickest of several rounds. Aim: a few percent. No peer: livelossplot
 * draws anew after each epoch, however long that takes.
 */
import { np } from '../src/array/index.ts';
import { keras } from '../src/keras/index.ts';
import { plot } from '../src/plot/index.ts';
import { progress, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const ROUNDS = 3;
const SAMPLES = 3000;
const EPOCHS = 8;

const bench: Bench = {
  name: 'live',
  describe: 'training with and without plot.liveTraining: processor time and clock',
  async run({ threads }): Promise<BenchReport> {
    // A notebook that takes what is shown, as the kernel does.
    let shown = 0;
    Object.defineProperty(globalThis, Symbol.for('kernelab.host'), {
      value: { display: () => void shown++, signal: new AbortController().signal, onCellEnd: () => {} },
      configurable: true,
    });
    const rng = np.random.defaultRng(1);
    const x = rng.random([SAMPLES, 28, 28, 1]).astype('float32');
    const y = rng.integers(0, 10, [SAMPLES]);
    const held = [x.at(':300'), y.at(':300')] as const;
    const best: Record<string, { cpu: number; clock: number }> = {};
    for (let round = 0; round <= ROUNDS; round++) {
      for (const name of ['without', 'curves', 'confusion']) {
        progress(`${name}, round ${round}`);
        const made =
          name === 'without' ? [] : [plot.liveTraining(name === 'confusion' ? { filters: true, confusion: held } : {})];
        const model = network();
        const [cpu, clock] = [process.cpuUsage(), performance.now()];
        await model.fit(x, y, { epochs: EPOCHS, batchSize: 32, verbose: 0, callbacks: made });
        const { user, system } = process.cpuUsage(cpu);
        const took = { cpu: (user + system) / 1000, clock: performance.now() - clock };
        if (round === 0) continue; // plans and threads are made
        const before = (best[name] ??= took);
        best[name] = { cpu: Math.min(before.cpu, took.cpu), clock: Math.min(before.clock, took.clock) };
      }
    }
    const without = best['without']!;
    const cases = ['curves', 'confusion'].flatMap((name): BenchCase[] => [
      caseOf(`${name}: processor time with / without`, best[name]!.cpu / without.cpu, []),
      caseOf(`${name}: clock with / without`, best[name]!.clock / without.clock, [
        `${Math.round(without.clock)} ms without`,
      ]),
    ]);
    progress(`${shown} pictures in all`);
    return { bench: 'live', versions: versions(), threads, cases };
  },
};
export default bench;

function caseOf(name: string, ours: number, notes: string[]): BenchCase {
  return { case: name, unit: 'times', better: 'lower', ours, peers: {}, notes };
}

function network(): ReturnType<typeof keras.Sequential> {
  keras.utils.setRandomSeed(1);
  const { layers } = keras;
  const model = keras.Sequential([
    layers.Input({ shape: [28, 28, 1] }),
    layers.Conv2D(16, 3, { activation: 'relu' }),
    layers.MaxPooling2D(2),
    layers.Conv2D(32, 3, { activation: 'relu' }),
    layers.MaxPooling2D(2),
    layers.Flatten(),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  return model;
}
