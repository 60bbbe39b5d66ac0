/**
 * @file Resident memory of training on 60,000 pictures: 20 epochs of the Fashion-MNIST CNN through `fit`, as a student runs it.
 * Reports the largest resident size, its slope over the epochs after the first two, and the growth of the JavaScript heap. Then
 * programs of their own that make and drop 100 GB of arrays (dropped-arrays.ts): 500 MB are the bound.
 */
import { execFileSync } from 'node:child_process';
import { buildEngine } from '../scripts/build-engine.ts';
import { setThreads } from '../src/engine/index.ts';
import { Callback } from '../src/keras/callbacks/index.ts';
import { compiled, pictures } from './lecture-models.ts';
import { progress, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const PICTURES = 60_000;
const EPOCHS = 20;
const MIB = 2 ** 20;
const DROPPED = process.env['KERNELAB_DROPPED_GB'] ?? '100';

const bench: Bench = {
  name: 'memory',
  describe:
    'resident memory of 20 epochs on 60,000 pictures and its slope, and of dropping 100 GB of arrays (about six minutes)',
  async run({ threads }): Promise<BenchReport> {
    await buildEngine();
    setThreads(threads);
    const model = compiled('fashion');
    const [x, y] = pictures(PICTURES);
    const resident: number[] = [];
    const heap: number[] = [];
    class Watch extends Callback {
      override onEpochEnd(): void {
        const { rss, heapUsed } = process.memoryUsage();
        resident.push(rss / MIB);
        heap.push(heapUsed / MIB);
        progress(`epoch ${resident.length}: ${(rss / MIB).toFixed(0)} MiB`);
      }
    }
    await model.fit(x, y, { epochs: EPOCHS, batchSize: 128, verbose: 0, callbacks: [new Watch()] });
    progress('');
    const notes = [`resident after each epoch: ${resident.map((mib) => mib.toFixed(0)).join(' ')} MiB`];
    return {
      bench: 'memory',
      versions: versions(),
      threads,
      cases: [
        { case: 'largest resident size', unit: 'MiB', better: 'lower', ours: Math.max(...resident), peers: {}, notes },
        {
          case: 'slope of resident size',
          unit: 'MiB/epoch',
          better: 'lower',
          ours: slope(resident.slice(2)),
          peers: {},
        },
        { case: 'slope of the heap', unit: 'MiB/epoch', better: 'lower', ours: slope(heap.slice(2)), peers: {} },
        ...(['never', 'await', 'turn', 'data'] as const).map((yields) => dropping(yields, 8000)),
        ...(['never', 'await', 'data'] as const).map((yields) => dropping(yields, 80)),
      ],
    };
  },
};
export default bench;

/** The largest resident size of a program that drops arrays, and yields so. */
function dropping(yields: string, kilobytes: number): BenchCase {
  const size = kilobytes < 1000 ? `${kilobytes} KB` : `${kilobytes / 1000} MB`;
  progress(`${DROPPED} GB in arrays of ${size} are dropped: ${yields}`);
  const program = new URL('dropped-arrays.ts', import.meta.url).pathname;
  const args = ['--disable-warning=ExperimentalWarning', program, DROPPED, yields, String(kilobytes)];
  const { largest, milliseconds } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
    largest: number;
    milliseconds: number;
  };
  return {
    case: `${DROPPED} GB in arrays of ${size} made and dropped (${yields}), largest resident size`,
    unit: 'MiB',
    better: 'lower',
    ours: largest,
    peers: {},
    notes: [`${(1000 * milliseconds).toFixed(1)} µs each`],
  };
}

/** The least-squares slope of values at 0, 1, 2, … */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  let [up, down] = [0, 0];
  for (const [i, v] of values.entries()) {
    up += (i - middle) * (v - mean);
    down += (i - middle) ** 2;
  }
  return up / down;
}
