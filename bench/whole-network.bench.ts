/**
 * @file A whole VGG16 (553 MB of weights), each deed in a fresh process: loading it (peak of resident memory beside its weights),
 * making it from JSON, saving it, and loading it five times while the ones before are dropped. Linux says the peak.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versions, progress, type Bench, type BenchCase, type BenchReport } from './report.ts';

const MIB = 2 ** 20;
const LOADS = 5;

/** What one process measured. */
type Measured = Record<string, number>;

const resident = (): number => process.memoryUsage().rss / MIB;
const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) / 1024;

async function seconds(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** What is done in a process of its own, by name. */
const DEEDS: Record<string, (path: string) => Promise<Measured>> = {
  async save(path) {
    const { keras } = await import('../src/keras/index.ts');
    const model = keras.applications.VGG16({ weights: null });
    const weights = model.getWeights(); // the first look draws the starting values
    const bytes = weights.reduce((sum, { data }) => sum + 4 * data.length, 0);
    return { seconds: await seconds(() => model.save(path)), weights: bytes / MIB };
  },
  async fromJSON() {
    const { keras } = await import('../src/keras/index.ts');
    const json = keras.applications.VGG16({ weights: null }).toJSON();
    return { seconds: await seconds(() => keras.models.modelFromJSON(json)) };
  },
  async load(path) {
    const { keras } = await import('../src/keras/index.ts');
    const before = resident();
    const taken = await seconds(() => keras.applications.VGG16({ weights: path }));
    return { seconds: taken, peak: peak(), before };
  },
  async drop(path) {
    const { keras } = await import('../src/keras/index.ts');
    for (let i = 0; i < LOADS; i++) {
      await keras.applications.VGG16({ weights: path });
      keras.utils.clearSession();
    }
    return { peak: peak(), after: resident() };
  },
};

/** Runs one deed in a fresh process. */
function fresh(deed: string, path: string): Measured {
  progress(deed);
  const out = execFileSync(process.execPath, [...process.execArgv, import.meta.filename, deed, path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(out.trim().split('\n').at(-1)!) as Measured;
}

const bench: Bench = {
  name: 'whole-network',
  describe: 'a whole VGG16: loading it (seconds and peak), from JSON, saving, and five dropped one after the other',
  async run({ threads }): Promise<BenchReport> {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-vgg16-'));
    const path = join(folder, 'vgg16.keras');
    try {
      const save = fresh('save', path);
      const json = fresh('fromJSON', path);
      const load = fresh('load', path);
      const drop = fresh('drop', path);
      const times = (mib: number): string => `${(mib / save['weights']!).toFixed(2)} times its weights`;
      const row = (name: string, unit: string, ours: number, notes: string[] = []): BenchCase => ({
        case: name,
        unit,
        better: 'lower',
        ours,
        peers: {},
        notes,
      });
      const cases = [
        row('save', 's', save['seconds']!),
        row('modelFromJSON', 's', json['seconds']!),
        row('load', 's', load['seconds']!),
        row('load, peak of the process', 'MiB', load['peak']!, [
          `${times(load['peak']!)} (${save['weights']!.toFixed(0)} MiB), of which ${load['before']!.toFixed(0)} MiB were there before`,
        ]),
        row(`${LOADS} loads, peak`, 'MiB', drop['peak']!, [times(drop['peak']!)]),
      ];
      return { bench: 'whole-network', versions: versions(), threads, cases };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

export default bench;

const [deed, path] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename && deed !== undefined) {
  console.log(JSON.stringify(await DEEDS[deed]!(path!)));
}
