/**
 * @file Training and inference of the lecture's two networks, and training steps of those that students build next
 * (student-networks.ts), beside Keras, PyTorch and TensorFlow.js, in the same run and in turn:
 * `npm run bench -- train [--threads N] [--peer keras,torch,tfjs]`. Synthetic pictures. Each peer is a process of its own
 * that answers over stdin and stdout; where a peer has several ways to do a step it uses its fastest.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildEngine } from '../scripts/build-engine.ts';
import { coreReason, getCore, setThreads } from '../src/engine/index.ts';
import { compiled, pictures } from './lecture-models.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import {
  alternate,
  median,
  milliseconds,
  versions,
  wanted,
  type Bench,
  type BenchOptions,
  type BenchReport,
} from './report.ts';
import { billions, isNetwork, network, networkNames, samples, trained } from './student-networks.ts';

const PEERS = ['keras', 'torch', 'tfjs'] as const;
const CASES = [
  { name: 'fashion step b32', reps: 60, rounds: 15 },
  { name: 'fashion step b128', reps: 20, rounds: 12 },
  { name: 'mnist step b32', reps: 30, rounds: 12 },
  { name: 'mnist step b200', reps: 8, rounds: 12 },
  { name: 'fashion predict', reps: 1, rounds: 10 },
  { name: 'mnist predict', reps: 1, rounds: 10 },
  { name: 'fashion fit epoch', reps: 1, rounds: 10 },
] as const;
/** Steps of student-networks.ts, on all threads only. */
const NETWORK_BATCH = 64;
const NETWORKS = networkNames.map((name) => ({ name: `${name} step b${NETWORK_BATCH}`, reps: 4, rounds: 12 }));
const PREDICT = 10_000;
const FIT = 6400;

/** Our side of a case: milliseconds a call. */
function ours(name: string, reps: number): () => Promise<number> {
  const [which, what, size] = name.split(' ') as ['fashion' | 'mnist', string, string?];
  const model = isNetwork(which) ? network(which) : compiled(which);
  if (what === 'step') {
    const batch = Number(size!.slice(1));
    const [x, y] = isNetwork(which) ? samples(which, batch) : pictures(batch);
    return async () => {
      const all = await milliseconds(() => {
        for (let i = 0; i < reps; i++) model.trainOnBatch(x, y);
      });
      return all / reps;
    };
  }
  if (what === 'predict') {
    const [x] = pictures(PREDICT);
    return () => milliseconds(() => model.predict(x, { verbose: 0 }));
  }
  const [x, y] = pictures(FIT);
  return async () => {
    // The progress bar is drawn as for a student, but not into the bench's own output.
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = () => true;
    try {
      return await milliseconds(() => model.fit(x, y, { epochs: 1, verbose: 1 }));
    } finally {
      process.stdout.write = write;
    }
  };
}

interface Peer {
  ask(request: Record<string, unknown>): Promise<Record<string, unknown>>;
  stop(): void;
}

/** TensorFlow.js in a process of its own, spoken to in the same way. */
class TfjsPeer implements Peer {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  constructor(threads: number) {
    const cwd = join(import.meta.dirname, 'peers', 'tfjs');
    if (!existsSync(join(cwd, 'node_modules', '@tensorflow'))) {
      const done = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
        cwd,
      });
      if (done.status !== 0) throw new Error('npm could not install it');
    }
    this.child = spawn(process.execPath, [join(cwd, 'predict.cjs'), String(threads)], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  async ask(request: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      const line = await this.lines.next();
      if (line.done === true) throw new Error('it ended');
      if (!line.value.startsWith('{')) continue;
      const answer = JSON.parse(line.value) as Record<string, unknown>;
      if (typeof answer['error'] === 'string') throw new Error(answer['error']);
      return answer;
    }
  }

  stop(): void {
    this.child.kill();
  }
}

function startPeer(name: (typeof PEERS)[number], threads: number): Peer {
  if (name === 'tfjs') return new TfjsPeer(threads);
  const found = pythonWith(name === 'keras' ? ['keras', 'tensorflow'] : ['torch']);
  if ('why' in found) throw new Error(found.why);
  return new PythonPeer(found.python, `${name}_train.py`, threads);
}

/** Throws where a peer's network trains another number of numbers than ours. */
async function compareSizes(peers: ReadonlyMap<string, Peer>): Promise<void> {
  for (const name of networkNames) {
    const ours = trained(network(name));
    for (const [peer, process_] of peers) {
      if (peer === 'tfjs') continue;
      const theirs = (await process_.ask({ trained: name }))['trained'] as number;
      if (theirs !== ours) throw new Error(`${name}: ${peer} trains ${String(theirs)} numbers, ours ${ours}`);
    }
  }
}

/** All cases on one number of threads. */
async function measure(options: BenchOptions, threads: number, report: BenchReport): Promise<void> {
  setThreads(threads);
  const peers = new Map<string, Peer>();
  for (const name of PEERS.filter((each) => wanted(options, each))) {
    try {
      const peer = startPeer(name, threads);
      Object.assign(report.versions, await peer.ask({ versions: true }));
      peers.set(name, peer);
    } catch (error) {
      (report.missing ??= {})[name] = (error as Error).message;
    }
  }
  try {
    await compareSizes(peers);
    for (const { name, reps, rounds } of [...CASES, ...(threads === options.threads ? NETWORKS : [])]) {
      const contenders: Record<string, () => Promise<number>> = { ours: ours(name, reps) };
      for (const [peer, process_] of peers) {
        if (peer === 'tfjs' && !name.includes('predict')) continue;
        if (peer === 'torch' && name.includes('fit')) continue;
        contenders[peer] = async () => (await process_.ask({ case: name, reps }))['ms'] as number;
      }
      const { measured, failed } = await alternate(contenders, rounds, 2);
      const medians = Object.entries(measured).map(([who, ms]) => [who, ms.length > 0 ? median(ms) : null] as const);
      const label = threads === 1 ? `${name} (1 thread)` : name;
      console.error(`${label}: ${medians.map(([who, ms]) => `${who} ${ms?.toFixed(2) ?? '–'}`).join(', ')} ms`);
      const [which] = name.split(' ');
      report.cases.push({
        case: label,
        ...(isNetwork(which!) ? { billions: billions(network(which), NETWORK_BATCH) } : {}),
        unit: 'ms',
        better: 'lower',
        ours: median(measured['ours']!),
        peers: Object.fromEntries(medians.filter(([who]) => who !== 'ours')),
        notes: Object.entries(failed).map(([who, why]) => `${who} failed: ${why}`),
      });
    }
  } finally {
    for (const peer of peers.values()) peer.stop();
  }
}

const NOTES = [
  'step: Keras is the faster of train_on_batch and a bare tf.function step, PyTorch the faster of both memory layouts.',
  `predict: ${PREDICT} pictures; ours and Keras in batches of 32 (the default), PyTorch the best of 32 and 256; tfjs from a tenth.`,
  'plain to autoencoder: bench/student-networks.ts; GFLOP/s as if every product of the kernels were done.',
  `fit epoch: ${FIT} pictures in batches of 32, progress bar and metrics on.`,
];

const bench: Bench = {
  name: 'train',
  describe: 'training steps of lecture and student networks, predict, a fit epoch; beside keras, torch, tfjs',
  async run(options): Promise<BenchReport> {
    await buildEngine();
    const { threads } = options;
    const report: BenchReport = { bench: 'train', versions: versions(), threads, cases: [] };
    for (const count of new Set([threads, 1])) await measure(options, count, report);
    const core = getCore();
    report.versions['engine'] = core ? `WASM SIMD (${core.kind})` : `plain: ${coreReason()}`;
    report.cases[0]?.notes?.push(...NOTES);
    return report;
  },
};
export default bench;
