/**
 * @file Puts tasks in order and values in memory: updates of variables go last (so that they may write in place), plain twins
 * as early as they can, and temporaries share memory when their lifetimes do not meet.
 */
import { leavesOf, PARTS, type Task, type Value } from './task.ts';

/** Tasks in an order that respects reads and writes. */
export function schedule(tasks: readonly Task[]): Task[] {
  const producer = new Map<Value, Task>();
  for (const task of tasks) for (const written of task.writes) producer.set(written, task);
  const readers = new Map<Task, Task[]>();
  const waits = new Map<Task, number>();
  const read = new Set<Value>();
  for (const task of tasks) {
    const reads = task.reads.flatMap(leavesOf);
    const needs = new Set(reads.flatMap((v) => producer.get(v) ?? []).filter((t) => t !== task));
    waits.set(task, needs.size);
    for (const need of needs) {
      const list = readers.get(need);
      if (list) list.push(task);
      else readers.set(need, [task]);
    }
    for (const v of reads) read.add(v);
  }
  // Plain twins first (they cut the program in two), then in the graph's order, final values last.
  const isFinal = (task: Task): boolean => task.writes.every((v) => !read.has(v));
  const phase = (task: Task): number => (task.twin ? 0 : isFinal(task) ? 2 : 1);
  const part = (task: Task): number => PARTS.indexOf(task.part ?? 'node');
  const compare = (a: Task, b: Task): number => phase(a) - phase(b) || a.rank - b.rank || part(a) - part(b);
  const ready = tasks.filter((task) => waits.get(task) === 0).sort((a, b) => compare(b, a));
  const done: Task[] = [];
  for (let task = ready.pop(); task !== undefined; task = ready.pop()) {
    done.push(task);
    for (const next of readers.get(task) ?? []) {
      const left = waits.get(next)! - 1;
      waits.set(next, left);
      if (left > 0) continue;
      let i = ready.length;
      while (i > 0 && compare(ready[i - 1]!, next) < 0) i--;
      ready.splice(i, 0, next);
    }
  }
  // A circle of reads would leave tasks waiting, and their results unmade.
  if (done.length < tasks.length) throw new Error('the tasks of a plan wait for each other');
  return done;
}

/**
 * Marks first and last use by place in the schedule; who uses a part of a value uses that value. Tasks that go piece by piece together
 * use what each of them does.
 */
export function lifetimes(tasks: readonly Task[]): void {
  for (let from = 0, to = 0; from < tasks.length; from = to + 1) {
    to = from;
    while (tasks[to]!.isOnward) to++;
    for (const task of tasks.slice(from, to + 1)) {
      for (const each of [...task.reads, ...task.writes]) {
        for (const v of each.slice ? [each, each.slice.of] : [each]) {
          v.first = Math.min(v.first, from);
          v.last = Math.max(v.last, to);
        }
      }
    }
  }
}

/** Gives temporaries offsets in one block, big ones first; returns the block's size in bytes. */
export function placeTemporaries(values: readonly Value[]): number {
  const size = (v: Value): number => Math.ceil(Math.max(v.bytes, 1) / 64) * 64 + 64;
  const placed: Value[] = [];
  let total = 0;
  for (const v of [...values].sort((a, b) => b.bytes - a.bytes)) {
    const busy = placed
      .filter((other) => other.kept || v.kept || (other.first <= v.last && v.first <= other.last))
      .sort((a, b) => a.address - b.address);
    let at = 0;
    for (const other of busy) {
      if (at + size(v) <= other.address) break;
      at = Math.max(at, other.address + size(other));
    }
    v.address = at;
    placed.push(v);
    total = Math.max(total, at + size(v));
  }
  return total;
}
