/**
 * @file Steps of fine-tuning (the last blocks of a network trained, batch normalization frozen) and a training loop of one's own (a
 * DCGAN with two tapes) beside Keras and PyTorch, in the same run and in turn: `npm run bench -- finetune [--threads N]
 * [--peer keras,torch] [--neighbour]`. Numbers of trained parameters are compared; weights are random; medians. With `--neighbour`
 * another process keeps one core busy.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { setThreads } from '../src/engine/index.ts';
import { dcgan } from './dcgan.ts';
import { busyNeighbour } from './neighbour.ts';
import { startPeers, type NetworkPeers } from './network-peers.ts';
import { fineTuned, labelOf, labels, nameOf, pictures } from './networks.ts';
import { alternate, milliseconds, versions, type Bench, type BenchReport } from './report.ts';

const CASES = [
  { network: 'InceptionV3', batch: 30, side: 75, reps: 3 },
  { network: 'VGG16', batch: 30, side: 75, reps: 1 },
  { network: 'MobileNetV2', batch: 8, side: 224, reps: 3 },
  { network: 'ResNet50', batch: 8, side: 224, reps: 2 },
] as const;
const FIRST = [CASES[0], CASES[2]];
const DCGAN = { batch: 32, reps: 5 };
const ROUNDS = 10;

async function steady(peers: NetworkPeers, report: BenchReport, suffix: string): Promise<void> {
  for (const each of CASES) {
    const name = `tune ${nameOf(each)}`;
    const model = fineTuned(each);
    const [x, y] = [pictures(each), labels(each)];
    const trained = model.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    const notes = await peers.compareParameters(name, trained);
    const contenders: Record<string, () => Promise<number>> = {
      ours: async () => {
        const all = await milliseconds(() => {
          for (let i = 0; i < each.reps; i++) model.trainOnBatch(x, y);
        });
        return all / each.reps;
      },
      ...peers.contenders(name, each.reps),
    };
    const { measured, failed } = await alternate(contenders, ROUNDS, 1);
    peers.add(report, `step, ${labelOf(each)}${suffix}`, measured, failed, notes);
  }
}

async function loop(peers: NetworkPeers, report: BenchReport, suffix: string): Promise<void> {
  const { step, parameters } = dcgan(DCGAN.batch);
  const name = `dcgan ${DCGAN.batch}`;
  const notes = await peers.compareParameters(name, parameters);
  const contenders: Record<string, () => Promise<number>> = {
    ours: async () => {
      const all = await milliseconds(() => {
        for (let i = 0; i < DCGAN.reps; i++) step();
      });
      return all / DCGAN.reps;
    },
    ...peers.contenders(name, DCGAN.reps),
  };
  const { measured, failed } = await alternate(contenders, ROUNDS, 2);
  notes.push('Keras: the loop under tf.function, its forward passes shared by both tapes');
  peers.add(report, `loop of one's own, DCGAN ${DCGAN.batch} × 28²${suffix}`, measured, failed, notes);
}

/** The first step of a model that was just built and compiled. */
async function first(peers: NetworkPeers, report: BenchReport): Promise<void> {
  for (const each of FIRST) {
    const [x, y] = [pictures(each), labels(each)];
    const contenders: Record<string, () => Promise<number>> = {
      ours: () => {
        const model = fineTuned(each);
        return milliseconds(() => model.trainOnBatch(x, y));
      },
      ...peers.contenders(`first-tune ${nameOf(each)}`, 1, ['keras']),
    };
    const { measured, failed } = await alternate(contenders, 4, 1);
    peers.add(report, `first step, ${labelOf(each)}`, measured, failed);
  }
}

const bench: Bench = {
  name: 'finetune',
  describe: 'fine-tuning steps of four networks and a loop of two tapes (DCGAN) beside keras, torch; first steps',
  async run(options): Promise<BenchReport> {
    await buildEngine();
    setThreads(options.threads);
    const report: BenchReport = { bench: 'finetune', versions: versions(), threads: options.threads, cases: [] };
    const peers = await startPeers(options, report);
    const end = options.neighbour ? busyNeighbour() : undefined;
    const suffix = options.neighbour ? ', busy neighbour' : '';
    try {
      await steady(peers, report, suffix);
      await loop(peers, report, suffix);
      if (!options.neighbour) await first(peers, report);
    } finally {
      end?.();
      peers.stop();
    }
    return report;
  },
};

export default bench;
