/**
 * @file What does not change from run to run: values of variables that the program does not assign, constants, and what is computed
 * from nothing else (packed weights, the scale of a frozen batch normalization). It is computed once, and again when one of those
 * variables has been written.
 */
import type { Assign, Node } from '../graph/node.ts';
import type { Task, Value } from './task.ts';

/** Whether a node's value is the same in every run until a variable is written from outside. */
export function stability(assigns: readonly Assign[]): (node: Node) => boolean {
  const assigned = new Set(assigns.map(({ variable }) => variable));
  const known = new Map<Node, boolean>();
  const isStable = (node: Node): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const found =
      node.op !== 'input' &&
      !(node.op === 'variable' && assigned.has(node.attrs.variable)) &&
      node.inputs.every((input) => isStable(input));
    known.set(node, found);
    return found;
  };
  return isStable;
}

/** Of a program that keeps nothing. */
export const NOTHING: readonly Task[] = [];

/**
 * Splits tasks (in order) in those whose results stay and the rest. Results that the rest reads are marked `kept`; where they would
 * take more than `most` bytes together the largest stay with the rest, where they share memory with others.
 */
export function splitStable(
  tasks: readonly Task[],
  assigned: ReadonlySet<Value>,
  most: number,
): { prologue: readonly Task[]; rest: readonly Task[] } {
  let allowed = Infinity;
  for (;;) {
    const { stable, kept } = pick(tasks, assigned, allowed);
    const bytes = kept.reduce((sum, v) => sum + v.bytes, 0);
    if (bytes > most) {
      allowed = Math.max(...kept.map((v) => v.bytes)) - 1;
      continue;
    }
    for (const v of kept) v.kept = true;
    return { prologue: tasks.filter((task) => stable.has(task)), rest: tasks.filter((task) => !stable.has(task)) };
  }
}

/** The tasks that depend on nothing that changes and write no value larger than `allowed`, and what the others read of them. */
function pick(
  tasks: readonly Task[],
  assigned: ReadonlySet<Value>,
  allowed: number,
): { stable: Set<Task>; kept: Value[] } {
  const stable = new Set<Task>();
  const made = new Set<Value>();
  for (const task of tasks) {
    const isStable =
      task.reads.every((v) => v.kind === 'constant' || made.has(v) || (v.kind === 'variable' && !assigned.has(v))) &&
      task.writes.every((v) => v.kind === 'temp' && v.slice === undefined && v.bytes <= allowed);
    if (!isStable) continue;
    stable.add(task);
    task.writes.forEach((v) => made.add(v));
  }
  const read = new Set(tasks.filter((task) => !stable.has(task)).flatMap((task) => task.reads));
  return { stable, kept: [...made].filter((v) => read.has(v) || v.kept) };
}
