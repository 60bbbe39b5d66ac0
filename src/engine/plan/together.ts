/**
 * @file Tasks that go through memory together: where one makes a map sample by sample and the next reads it so, some samples go through
 * both before the next ones do, so that what the first has written is still in the core's second cache (normalization, the convolution
 * behind it, the statistics of its result). No sum changes by it but those of partial sums, of which there are as many as pieces.
 */
import type { Task, Value } from './task.ts';

/** Bytes of a piece of the largest map: what one task of a run writes is then still in a second cache of 1 MiB or more as the next reads it. */
const PIECE_BYTES = 512 << 10;
/** Maps of fewer bytes are in the caches of two cores anyway. */
const LEAST_BYTES = 2 << 20;
/** Weights that all tasks of a run may have: they stay in that cache beside the maps. */
const MOST_WEIGHTS = 300 << 10;
/** Tasks that a run may have: their maps are all in memory until its end. */
const MOST_TASKS = 6;
/** How far tasks are looked through for the next one of a run. */
const FAR = 8;

/** Tasks in an order in which those that go together are neighbours; `least`: pieces that keep all threads busy. */
export function together(tasks: readonly Task[], least: number): Task[] {
  const done: Task[] = [];
  const spots = new Map(tasks.map((task) => [task, spotsOf(task)]));
  let left = tasks;
  while (left.length > 0) {
    const run = new Run(left, least, spots);
    done.push(...run.before, ...run.cut());
    left = run.left;
  }
  return done;
}

/** The first of some tasks, and those behind it that go with it. */
class Run {
  /** Tasks that must run, or run as well, before. */
  before: readonly Task[] = [];
  /** Tasks that come behind. */
  left: readonly Task[];
  private members: readonly Task[];
  private pieces = 0;
  private readonly least: number;
  private readonly spots: ReadonlyMap<Task, Spots>;

  constructor(tasks: readonly Task[], least: number, spots: ReadonlyMap<Task, Spots>) {
    this.least = least;
    this.spots = spots;
    this.members = [tasks[0]!];
    this.left = tasks.slice(1);
    if (tasks[0]!.bySample && isFit(tasks[0]!, least)) this.grow(tasks);
  }

  /** Takes in tasks that read what the run makes; what does not depend on it goes before, what does and cannot be cut behind. */
  private grow(tasks: readonly Task[]): void {
    const before: Task[] = [];
    const behind: Task[] = [];
    for (let i = 1, far = FAR; i < Math.min(tasks.length, far); i++) {
      const task = tasks[i]!;
      if (task.twin) return;
      const own = this.spots.get(task)!;
      const meets = (other: Task): boolean => meet(this.spots.get(other)!, own);
      if (behind.some(meets)) behind.push(task);
      else if (this.takes(task)) {
        this.members = [...this.members, task];
        far = i + FAR;
        this.before = [...before];
        this.left = [...behind, ...tasks.slice(i + 1)];
      } else if (this.members.some(meets)) behind.push(task);
      else before.push(task);
    }
  }

  /** Whether a task goes with the run: it reads what that makes sample by sample only, and can be cut as it is. */
  private takes(task: Task): boolean {
    const { bySample } = task;
    if (bySample?.samples !== this.members[0]!.bySample!.samples) return false;
    const known = this.members.map((member) => this.spots.get(member)!);
    const own = this.spots.get(task)!;
    const found = task.reads.filter((_, i) => known.some(({ writes }) => writes.includes(own.reads[i]!)));
    if (found.length === 0 || !found.every((v) => bySample.along.has(v))) return false;
    const isFree = (v: Value): boolean => known.every(({ reads, writes }) => !reads.includes(v) && !writes.includes(v));
    if (!task.writes.every((v) => v.kind === 'temp') || !own.writes.every(isFree)) return false;
    const pieces = piecesOf([...this.members, task], this.least);
    if (pieces === 0) return false;
    this.pieces = pieces;
    return true;
  }

  /** The tasks of the run, cut alike. */
  cut(): readonly Task[] {
    const { members, pieces } = this;
    if (members.length === 1) return members;
    return members.map((task, i) => ({
      ...task,
      ...task.bySample!.cut(pieces),
      solo: false,
      isOnward: i < members.length - 1,
    }));
  }
}

/** Into how many pieces tasks are cut: as few as fit the cache and keep all threads busy; 0 where that cannot be. */
function piecesOf(tasks: readonly Task[], least: number): number {
  const { samples } = tasks[0]!.bySample!;
  const maps = tasks.flatMap(({ bySample, reads, writes }) => [
    ...reads.filter((v) => bySample!.along.has(v)),
    ...writes,
  ]);
  const bytes = Math.max(...maps.map((v) => v.bytes));
  const weights = tasks.reduce((sum, { bySample }) => sum + (bySample!.weights ?? 0), 0);
  if (bytes < LEAST_BYTES || weights > MOST_WEIGHTS || tasks.length > MOST_TASKS) return 0;
  for (let pieces = least; pieces <= samples; pieces++) {
    if (samples % pieces !== 0 || bytes / pieces > PIECE_BYTES) continue;
    if (tasks.every(({ bySample }) => bySample!.fits(pieces))) return pieces;
  }
  return 0;
}

/** Whether a task's maps are so small, sample by sample, that it can be in a run at all. */
function isFit({ bySample, writes }: Task, least: number): boolean {
  const { samples } = bySample!;
  return samples >= least && writes.every(({ bytes }) => bytes / samples <= PIECE_BYTES);
}

/** The values whose memory a task reads and writes. */
interface Spots {
  readonly reads: readonly Value[];
  readonly writes: readonly Value[];
}

function spotsOf({ reads, writes }: Task): Spots {
  return { reads: reads.map(rootOf), writes: writes.map(rootOf) };
}

/** Whether the order of two tasks counts: one writes what the other reads or writes. */
function meet(a: Spots, b: Spots): boolean {
  return a.writes.some((v) => b.reads.includes(v) || b.writes.includes(v)) || a.reads.some((v) => b.writes.includes(v));
}

/** The value whose memory a value lies in. */
function rootOf(v: Value): Value {
  return v.slice ? rootOf(v.slice.of) : v;
}
