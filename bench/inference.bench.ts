/**
 * @file Whole networks forward beside Keras and PyTorch, in the same run and in turn: `npm run bench -- inference [--threads N]
 * [--peer keras,torch] [--neighbour]`. The same architectures (parameter counts are compared), random weights, medians. With
 * `--neighbour` another process keeps one core busy. The first predict of a fresh model and the peak memory of a fresh process are
 * measured beside Keras.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildEngine } from '../scripts/build-engine.ts';
import { setThreads } from '../src/engine/index.ts';
import { busyNeighbour } from './neighbour.ts';
import { labelOf, nameOf, networkOf, pictures, type NetworkCase } from './networks.ts';
import { startPeers, type NetworkPeers } from './network-peers.ts';
import { alternate, milliseconds, versions, type Bench, type BenchReport } from './report.ts';

const CASES: readonly (NetworkCase & { reps: number })[] = [
  { network: 'InceptionV3', batch: 30, side: 75, reps: 4 },
  { network: 'VGG16', batch: 30, side: 75, reps: 2 },
  { network: 'MobileNetV2', batch: 1, side: 224, reps: 20 },
  { network: 'MobileNetV2', batch: 8, side: 224, reps: 5 },
  { network: 'ResNet50', batch: 1, side: 224, reps: 10 },
  { network: 'ResNet50', batch: 8, side: 224, reps: 2 },
  { network: 'DenseNet121', batch: 1, side: 224, reps: 10 },
  { network: 'DenseNet121', batch: 8, side: 224, reps: 2 },
];
const FIRST: readonly NetworkCase[] = [
  { network: 'MobileNetV2', batch: 1, side: 224 },
  { network: 'ResNet50', batch: 1, side: 224 },
];
const MEMORY: readonly NetworkCase[] = [
  { network: 'VGG16', batch: 30, side: 75 },
  { network: 'ResNet50', batch: 8, side: 224 },
];
const ROUNDS = 10;

async function steady(peers: NetworkPeers, report: BenchReport, suffix: string): Promise<void> {
  for (const each of CASES) {
    const name = nameOf(each);
    const model = networkOf(each);
    const x = pictures(each);
    const notes = await peers.compareParameters(name, model.countParams());
    const contenders: Record<string, () => Promise<number>> = {
      ours: async () => {
        const all = await milliseconds(() => {
          for (let i = 0; i < each.reps; i++) model.predictOnBatch(x);
        });
        return all / each.reps;
      },
      ...peers.contenders(name, each.reps),
    };
    const { measured, failed } = await alternate(contenders, ROUNDS, 1);
    peers.add(report, `${labelOf(each)}${suffix}`, measured, failed, notes);
  }
}

/** The first predict of a model that was just built: what it takes to plan or trace it, to pack its weights and to run it. */
async function first(peers: NetworkPeers, report: BenchReport): Promise<void> {
  for (const each of FIRST) {
    const x = pictures(each);
    const contenders: Record<string, () => Promise<number>> = {
      ours: () => {
        const model = networkOf(each);
        return milliseconds(() => model.predictOnBatch(x));
      },
      ...peers.contenders(`first ${nameOf(each)}`, 1, ['keras']),
    };
    const { measured, failed } = await alternate(contenders, 4, 1);
    peers.add(report, `first predict, ${labelOf(each)}`, measured, failed);
  }
}

/** Peak resident size of a process that builds the network and predicts five times. */
async function memory(peers: NetworkPeers, report: BenchReport, threads: number): Promise<void> {
  for (const each of MEMORY) {
    const name = nameOf(each);
    const script = join(import.meta.dirname, 'peak-memory.ts');
    const done = spawnSync(process.execPath, [...process.execArgv, script, name, String(threads)], {
      encoding: 'utf8',
    });
    const ours = Number(done.stdout.trim().split('\n').at(-1));
    report.cases.push({
      case: `peak memory, ${labelOf(each)}`,
      unit: 'MB',
      better: 'lower',
      ours,
      peers: await peers.memory(name),
      notes: Number.isFinite(ours) ? [] : [`ours: ${done.stderr.trim().split('\n').at(-1)}`],
    });
  }
}

const bench: Bench = {
  name: 'inference',
  describe: 'InceptionV3, VGG16, MobileNetV2, ResNet50, DenseNet121 forward beside keras, torch; first predict, memory',
  async run(options): Promise<BenchReport> {
    await buildEngine();
    setThreads(options.threads);
    const report: BenchReport = { bench: 'inference', versions: versions(), threads: options.threads, cases: [] };
    const peers = await startPeers(options, report);
    const end = options.neighbour ? busyNeighbour() : undefined;
    try {
      await steady(peers, report, options.neighbour ? ', busy neighbour' : '');
      if (options.neighbour) return report;
      await first(peers, report);
      await memory(peers, report, options.threads);
    } finally {
      end?.();
      peers.stop();
    }
    return report;
  },
};

export default bench;
