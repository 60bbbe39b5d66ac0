/**
 * @file Runs a random graph (fuzz-graphs.ts) on the engine, task by task, with NaN in all memory that nobody has written and in
 * the scratch memory, and looks whether a task writes where it should not, or a result depends on what it should not have read.
 */
import { CONTROL } from '../../src/engine/instructions.ts';
import type { EngineCore } from '../../src/engine/core.ts';
import { interpret, type Feeds, type Node, type TensorValue, type TypedData } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import type { Task, Value } from '../../src/engine/plan/task.ts';
import { difference, Dice } from './random-graphs.ts';
import { fuzzCase, type FuzzCase } from './fuzz-graphs.ts';

/** What the test must see of a compiled program. */
interface Insides {
  tasks: readonly Task[];
  starts: readonly number[];
  ranges: readonly (readonly [start: number, bytes: number])[];
  segments: readonly { readonly end?: number }[];
  load(feeds: Feeds): void;
  twinCall(task: Task): () => void;
  results: readonly TensorValue[];
}

export interface Verdict {
  /** What is wrong, a line each. */
  readonly problems: readonly string[];
  /** Gradients that differ where rounding may have decided a pooling or relu the other way. */
  readonly ties: number;
  readonly tasks: readonly string[];
  readonly results: readonly TypedData[];
}

/** Bytes behind a task's scratch memory that must stay as they are. */
const GUARD = 1 << 16;
/** The word that holds the address of the scratch memory. */
const SCRATCH = CONTROL.scratch;

/** Everything that can be said against the engine's results for a seed. */
export function checkSeed(core: EngineCore, seed: number): Verdict {
  const made = fuzzCase(seed);
  // Every third program gives the gradients before the values they are of; results are put back in order.
  const isTurned = seed % 3 === 0;
  const ordered = <T>(list: readonly T[]): readonly T[] => (isTurned ? list.toReversed() : list);
  const program = engineProgram(core, ordered(made.outputs));
  const insides = program as unknown as Insides;
  const names = insides.tasks.map((task) => task.name);
  const isRounded = names.some((name) => name.startsWith('winograd'));
  const isWhole = !isRounded && seed % 2 === 0;
  const feeds = made.feeds(isWhole);
  const problems: string[] = [];
  const results = ordered(program.run(feeds)).map(({ data }) => data.slice());
  const want = interpret(made.outputs, feeds);
  let ties = 0;
  want.forEach(({ data }, i) => {
    const worst = difference(results[i]!, data);
    // A few numbers may all be small by chance: their own size is then no measure.
    if (worst < (isRounded ? 1.5e-5 : 4e-6) * (data.length < 8 ? 10 : 1)) return;
    if (i > 0 && !isWhole && hasTie(made, feeds)) ties++;
    else problems.push(`output ${i} (${made.outputs[i]!.op} ${made.outputs[i]!.shape.join('x')}) differs by ${worst}`);
  });
  if (core.threads === 1) {
    problems.push(...poisoned(core, insides, feeds));
    ordered(insides.results).forEach(({ data }, i) => {
      if (!sameBits(data, results[i]!)) problems.push(`output ${i} depends on memory that nobody wrote`);
    });
  }
  problems.push(...hidden(made, feeds, seed, (given) => ordered(program.run(given))[0]!.data));
  program.release?.();
  return { problems, ties, tasks: names, results };
}

function sameBits(a: TypedData, b: TypedData): boolean {
  const bytes = (x: TypedData): Buffer => Buffer.from(x.buffer, x.byteOffset, x.byteLength);
  return bytes(a).equals(bytes(b));
}

/** Runs the program task by task over memory full of NaN; the guards that were broken. */
function poisoned(core: EngineCore, insides: Insides, feeds: Feeds): string[] {
  const { tasks, starts, ranges, segments } = insides;
  const memory = core.arena.memory.buffer;
  core.needScratch(Math.max(...tasks.map((task) => task.scratch)) + GUARD);
  const scratch = new Uint32Array(memory)[SCRATCH / 4]!;
  const own = ranges.map(([start, bytes]) => Buffer.from(memory, start, bytes));
  const problems: string[] = [];
  // The first range holds the temporaries: nothing is known of them yet.
  own[0]!.fill(0xff);
  insides.load(feeds);
  const ends = segments.flatMap(({ end }) => end ?? []);
  tasks.forEach((task, i) => {
    if (task.twin) {
      insides.twinCall(task)();
      return;
    }
    const space = Buffer.from(memory, scratch, task.scratch + GUARD);
    space.fill(0xff);
    const before = own.map((range) => Buffer.from(range));
    const start = starts[i]!;
    const next = starts.slice(i + 1).find((x) => x > start) ?? Infinity;
    core.run(start, Math.min(next, ...ends.filter((end) => end > start)));
    if (!space.subarray(task.scratch).equals(Buffer.alloc(GUARD, 0xff))) {
      problems.push(`${task.name} writes past its scratch memory`);
    }
    ranges.forEach(([from], k) => {
      if (!untouched(own[k]!, before[k]!, from, task.writes)) problems.push(`${task.name} writes past its results`);
    });
  });
  return problems;
}

/** Whether two states of a range are the same but where `writes` lie. */
function untouched(after: Buffer, before: Buffer, from: number, writes: readonly Value[]): boolean {
  const cuts = writes
    .flatMap(runsOf)
    .map(([start, end]) => [start - from, end - from] as const)
    .filter(([a, b]) => b > 0 && a < after.length)
    .sort((a, b) => a[0] - b[0]);
  let at = 0;
  for (const [a, b] of [...cuts, [after.length, after.length] as const]) {
    if (a > at && !after.subarray(at, a).equals(before.subarray(at, a))) return false;
    at = Math.max(at, b);
  }
  return true;
}

/** The addresses between which a value lies: a part of a joined map in each of its rows. */
function runsOf({ address, bytes, slice }: Value): (readonly [number, number])[] {
  if (slice === undefined) return [[address, address + bytes]];
  const rows = bytes / 4 / slice.length;
  return Array.from({ length: rows }, (_, i) => {
    const start = address + 4 * i * slice.row;
    return [start, start + 4 * slice.length] as const;
  });
}

/** A NaN or an infinity that the twins hand on to the result must not come out as a number. */
function hidden(made: FuzzCase, feeds: Feeds, seed: number, run: (feeds: Feeds) => TypedData): string[] {
  const dice = new Dice(seed);
  const name = `i${dice.int(0, Math.min(1, made.inputs.length - 1))}`;
  const values = Float32Array.from(feeds[name] as Float32Array);
  values[dice.int(0, values.length - 1)] = dice.pick([NaN, NaN, Infinity, -Infinity]);
  const given = { ...feeds, [name]: values };
  const got = run(given);
  const want = interpret([made.outputs[0]!], given)[0]!.data;
  const at = want.findIndex((v, i) =>
    Number.isNaN(v) ? !Number.isNaN(got[i]) : !Number.isFinite(v) && Number.isFinite(got[i]),
  );
  return at < 0 ? [] : [`${name} with NaN or infinity: ${got[at]} at ${at}, not ${want[at]}`];
}

/** Whether two candidates of a pooling, or a number and the 0 of a relu, lie so close that rounding may choose the other. */
function hasTie({ choices }: FuzzCase, feeds: Feeds): boolean {
  return choices.some(({ map, pool }) => {
    const values = interpret([map], feeds)[0]!.data;
    let scale = 0;
    for (const v of values) scale = Math.max(scale, 1e-5 * Math.abs(v));
    if (pool === undefined) return values.some((v) => v !== 0 && Math.abs(v) < scale);
    return secondBest(map, pool, values).some((gap) => gap < scale);
  });
}

/** For each window of a fused pooling (side by side, unpadded), how far its second largest cell is behind. */
function secondBest(map: Node, pool: Node, values: TypedData): number[] {
  if (pool.op !== 'maxPool') return [];
  const [n, h, w, c] = map.shape as [number, number, number, number];
  const [ph, pw] = pool.attrs.pool;
  const gaps: number[] = [];
  for (let s = 0; s < n; s++) {
    for (let i = 0; i + ph <= h; i += ph) {
      for (let j = 0; j + pw <= w; j += pw) {
        for (let k = 0; k < c; k++) {
          const window: number[] = [];
          for (let a = 0; a < ph; a++) {
            for (let b = 0; b < pw; b++) window.push(values[((s * h + i + a) * w + j + b) * c + k]!);
          }
          window.sort((x, y) => y - x);
          if (window.length > 1) gaps.push(window[0]! - window[1]!);
        }
      }
    }
  }
  return gaps;
}
