/**
 * @file Random programs against a live NumPy: `npm run test:numpy` runs 10,000 (KERNELAB_PROGRAMS changes the number,
 * KERNELAB_SEED where they begin). Every step of every program is compared, and the text of its repr.
 */
import { NDArray } from '../../src/array/index.ts';
import { placeFrom } from '../../src/engine/index.ts';
import { difference, type Outcome } from '../golden/array-calls.ts';
import { NumpyProcess, findNumpy } from './numpy-process.ts';
import { makeProgram, type Program, type Step, type Trace } from './programs.ts';

type Answer = Outcome & { repr?: string; unsigned64?: boolean };

/** Runs programs `first` … `first + count - 1`; gives a line for each that differs. */
export async function comparePrograms(
  python: string,
  first: number,
  count: number,
): Promise<{ numpy: string; steps: number; refused: number; differences: string[] }> {
  const numpy = new NumpyProcess(python);
  const version = await numpy.version();
  const found = { numpy: version, steps: 0, refused: 0, differences: [] as string[] };
  for (let from = first; from < first + count; from += 100) {
    // Every second hundred has all but its tiniest arrays in the memory of the kernels.
    placeFrom((from - first) % 200 === 0 ? undefined : 65);
    const batch = Array.from({ length: Math.min(100, first + count - from) }, (_, k) => makeProgram(from + k));
    const answers = await numpy.ask<Answer[][]>(batch.map((one) => one.program));
    batch.forEach(({ program, trace }, k) => compareOne(from + k, program, trace, answers[k]!, found));
  }
  numpy.close();
  return found;
}

function compareOne(
  seed: number,
  program: Program,
  trace: Trace,
  answers: Answer[],
  found: { steps: number; refused: number; differences: string[] },
): void {
  // Rough values of float32 stay that rough after promotion.
  let single = false;
  // A sum of rough numbers is as rough as the largest of them, however small the sum.
  let scale = 10;
  for (const [k, step] of program.steps.entries()) {
    const [ours, theirs] = [trace[k]!, answers[k]!];
    found.steps++;
    if ('error' in ours) found.refused++;
    single ||= 'dtype' in theirs && theirs.dtype === 'float32';
    scale = Math.max(scale, largest(theirs));
    const problem = compareStep(step, ours, theirs, single, scale);
    if (problem === undefined) {
      // uint64 is int64 here: the same values, but later steps promote differently.
      if (theirs.unsigned64 && !step.scalar) return;
      continue;
    }
    // What NumPy computes in float16, or beyond 2**53, has no counterpart here (docs/decisions/0004-int64.md);
    // steps that build on it would differ too.
    if (problem !== 'no counterpart') {
      found.differences.push(
        `program ${seed}, step ${k} ${step.fn} ${JSON.stringify(step.args)} ${JSON.stringify(step.kwargs ?? {})}: ${problem}`,
      );
    }
    return;
  }
}

function largest(theirs: Answer): number {
  if (!('data' in theirs)) return 0;
  return Math.max(0, ...theirs.data.filter((x): x is number => typeof x === 'number').map(Math.abs));
}

function compareStep(
  step: Step,
  ours: Trace[number],
  theirs: Answer,
  single: boolean,
  scale: number,
): string | undefined {
  if ('error' in theirs && theirs.error === 'float16') return 'no counterpart';
  if ('error' in ours) {
    if ('error' in theirs) return undefined;
    return /beyond 2\*\*53|up to 2\*\*53/.test(ours.error) ? 'no counterpart' : `ours refuses: ${ours.error}`;
  }
  const exactZero =
    step.fn === 'maximum' ||
    step.fn === 'minimum' ||
    step.fn === 'fmax' ||
    step.fn === 'max' ||
    step.fn === 'min' ||
    step.fn === 'clip';
  const rtol = step.rtol > 0 ? (single ? 1e-5 : 1e-10) : exactZero ? 1e-16 : 0;
  const found = difference(ours.value, theirs, rtol, step.rtol > 0 ? rtol * scale : 0);
  if (found) return found;
  if (step.rtol > 0 || !('repr' in theirs) || !(ours.value instanceof NDArray)) return undefined;
  const text = ours.value.repr();
  const repr = theirs.repr!.replaceAll('dtype=uint64', 'dtype=int64');
  if (ours.value.dtype === 'int64' && theirs.repr!.includes('uint64')) return undefined;
  // Which of two zeros wins decides over a column, too.
  if (exactZero && ours.value.toTyped().includes(0)) return undefined;
  return text === repr ? undefined : `repr\n${text}\ninstead of\n${repr}`;
}

if (import.meta.main) {
  const python = findNumpy();
  if (python === undefined) {
    console.error('skipped: no Python with numpy 2 was found (KERNELAB_PYTHON, .venv or python3)');
  } else {
    const count = Number(process.env['KERNELAB_PROGRAMS'] ?? 10_000);
    const result = await comparePrograms(python, Number(process.env['KERNELAB_SEED'] ?? 0), count);
    for (const line of result.differences.slice(0, 20)) console.log(line);
    console.log(
      `${count} programs, ${result.steps} steps (${result.refused} refused by both or without counterpart) against NumPy ${result.numpy}: ${result.differences.length} differences`,
    );
    process.exitCode = result.differences.length > 0 ? 1 : 0;
  }
}
