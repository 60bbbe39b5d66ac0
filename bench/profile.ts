/** @file Where the time of a program goes, task by task and by kind: what the benches `train-profile` and `inference-profile` share. */
import { getExecutor, setExecutor, type Feeds, type Program } from '../src/engine/index.ts';
import { profileProgram } from '../src/engine/plan/program.ts';
import type { BenchCase } from './report.ts';

const REPS = 8;
/** Kinds of a network that take less than this share are summed as the rest. */
const LEAST_SHARE = 0.02;

/** 'winograd input gradient 32x32x16->3' → 'winograd input gradient'. */
function kindOf(task: string): string {
  if (task.startsWith('elementwise')) return 'elementwise';
  return task.replace(/ ?\[?\d.*$/, '') || task;
}

/** The last program that runs while `work` does, and what it is fed. */
export function programOf(work: () => unknown): { program: Program; feeds: Feeds } {
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
    work();
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

/**
 * Each task's smallest time of several runs, summed by kind; what is computed once is apart. `isAlone`: on one thread, by processor
 * time, which others on the machine disturb least. `isListed`: prints every task.
 */
export function profileOf(
  name: string,
  { program, feeds }: { program: Program; feeds: Feeds },
  { isListed, isAlone }: { isListed: boolean; isAlone: boolean },
): BenchCase[] {
  const all = profileProgram(program, feeds, REPS, isAlone ? processorTime : undefined) ?? [];
  const rows = all.filter(({ isOnce }) => !isOnce);
  const once = all.filter(({ isOnce }) => isOnce);
  const sum = (list: typeof all): number => list.reduce((total, { ms }) => total + ms, 0);
  if (isListed) for (const { name: task, ms } of rows) console.error(`${ms.toFixed(3).padStart(8)}  ${task}`);
  const kinds = new Map<string, number>();
  for (const { name: task, ms } of rows) kinds.set(kindOf(task), (kinds.get(kindOf(task)) ?? 0) + ms);
  const large = [...kinds].filter(([, ms]) => ms >= LEAST_SHARE * sum(rows)).sort(([, a], [, b]) => b - a);
  const rest = sum(rows) - large.reduce((total, [, ms]) => total + ms, 0);
  const row = (kind: string, ms: number): BenchCase => ({
    case: `${name}: ${kind}`,
    unit: 'ms',
    better: 'lower',
    ours: ms,
    peers: {},
  });
  return [
    row(`all ${rows.length} tasks`, sum(rows)),
    ...large.map(([kind, ms]) => row(kind, ms)),
    row('the rest', rest),
    ...(once.length > 0 ? [row(`once: ${once.length} tasks`, sum(once))] : []),
  ];
}
