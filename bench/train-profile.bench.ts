/**
 * @file Where the time of a training step goes: the networks of student-networks.ts task by task, each task's smallest time of several
 * runs, summed by kind. On one thread it is processor time, which others on the machine disturb least. The engine is asked from outside (profileProgram); a step that is not profiled pays nothing for it.
 * `KERNELAB_NETWORKS=unet,leaky` chooses networks, and prints every task.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { getExecutor, setExecutor, setThreads, type Feeds, type Program } from '../src/engine/index.ts';
import { profileProgram } from '../src/engine/plan/program.ts';
import { versions, type Bench, type BenchCase, type BenchReport } from './report.ts';
import { network, networkNames, samples } from './student-networks.ts';

const BATCH = 64;
const REPS = 8;
/** Kinds of a network that take less than this share are summed as the rest. */
const LEAST_SHARE = 0.02;

/** 'winograd input gradient 32x32x16->3' → 'winograd input gradient'. */
function kindOf(task: string): string {
  if (task.startsWith('elementwise')) return 'elementwise';
  return task.replace(/ ?\[?\d.*$/, '') || task;
}

/** The program of a training step, and what it is fed. */
function stepOf(name: (typeof networkNames)[number]): { program: Program; feeds: Feeds } {
  const before = getExecutor();
  const found: { program: Program; feeds: Feeds }[] = [];
  setExecutor({
    ...before,
    compile(...args) {
      const program = before.compile(...args);
      const run = program.run.bind(program);
      program.run = (feeds) => {
        found.push({ program, feeds });
        return run(feeds);
      };
      return program;
    },
  });
  try {
    network(name).trainOnBatch(...samples(name, BATCH));
  } finally {
    setExecutor(before);
  }
  return found.at(-1)!;
}

/** Milliseconds of the processor that this process has used. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(name: (typeof networkNames)[number], isListed: boolean, isAlone: boolean): BenchCase[] {
  const { program, feeds } = stepOf(name);
  const rows = profileProgram(program, feeds, REPS, isAlone ? processorTime : undefined) ?? [];
  const all = rows.reduce((sum, { ms }) => sum + ms, 0);
  if (isListed) for (const { name: task, ms } of rows) console.error(`${ms.toFixed(3).padStart(8)}  ${task}`);
  const kinds = new Map<string, number>();
  for (const { name: task, ms } of rows) kinds.set(kindOf(task), (kinds.get(kindOf(task)) ?? 0) + ms);
  const large = [...kinds].filter(([, ms]) => ms >= LEAST_SHARE * all).sort(([, a], [, b]) => b - a);
  const rest = all - large.reduce((sum, [, ms]) => sum + ms, 0);
  const row = (kind: string, ms: number): BenchCase => ({
    case: `${name}: ${kind}`,
    unit: 'ms',
    better: 'lower',
    ours: ms,
    peers: {},
  });
  return [row(`all ${rows.length} tasks`, all), ...large.map(([kind, ms]) => row(kind, ms)), row('the rest', rest)];
}

const bench: Bench = {
  name: 'train-profile',
  describe: "where a training step's time goes, by kind of task, for the networks of `train`",
  async run({ threads }): Promise<BenchReport> {
    await buildEngine();
    setThreads(threads);
    const asked = process.env['KERNELAB_NETWORKS']?.split(',');
    const cases = networkNames
      .filter((name) => asked?.includes(name) ?? true)
      .flatMap((name) => measure(name, asked !== undefined, threads === 1));
    return { bench: 'train-profile', versions: versions(), threads, cases };
  },
};
export default bench;
