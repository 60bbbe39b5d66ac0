/**
 * @file What stays from run to run (stable.ts) lies in memory once, for all programs that compute the same of the same variables: the
 * programs of a model for other batch sizes, for training with frozen layers and for prediction read one packed copy of its weights.
 */
import type { Arena } from '../arena.ts';
import type { TypedData, Variable } from '../graph/node.ts';
import type { Task, Value } from './task.ts';

/** A value of a prologue, as all programs that have it see it. */
export interface Kept {
  readonly key: string;
  /** Stands for the value in the keys of what is computed from it. */
  readonly id: number;
  /** How many programs have it. */
  users: number;
  /** Its memory, where a program reads it behind the prologue. */
  home: { readonly address: number; readonly bytes: number } | undefined;
  /** Whether it was computed at all. */
  isMade: boolean;
  /** The variables that it is computed from, and their versions when it was; -1 before. */
  readonly watched: readonly { readonly variable: Variable; version: number }[];
}

/** Whether it holds what its variables give now. */
export function isFresh({ watched, isMade }: Kept): boolean {
  return isMade && watched.every(({ variable, version }) => variable.version === version);
}

/** Constants up to this many numbers are the same where their numbers are; larger ones where their memory is. */
const SHORT = 64;

/** Further apart than any two addresses of a task's value: where a key is made, a word tells by it which value it names. */
const APART = 2 ** 33;

/** The kept values of an engine. */
export class KeptStore {
  private readonly arena: Arena;
  private readonly byKey = new Map<string, Kept>();
  private readonly large = new WeakMap<TypedData, number>();
  private last = 0;

  constructor(arena: Arena) {
    this.arena = arena;
  }

  /** The values that the tasks (a prologue, in order) read and write. Each must be given back with `give`. */
  take(tasks: readonly Task[]): Map<Value, Kept> {
    const found = new Map<Value, Kept>();
    const of = (v: Value): Kept => {
      const known = found.get(v);
      if (known) return known;
      const isVariable = v.variable !== undefined;
      const key = isVariable ? `variable ${v.variable.id}` : `constant ${v.dtype} ${this.constantKey(v.data!)}`;
      const made = this.entry(key, isVariable ? [v.variable] : []);
      found.set(v, made);
      return made;
    };
    for (const task of tasks) {
      const reads = task.reads.map(of);
      const variables = new Set(reads.flatMap(({ watched }) => watched.map(({ variable }) => variable)));
      const key = this.keyOf(task, reads);
      task.writes.forEach((v, i) => found.set(v, this.entry(`${key} ${i}`, [...variables])));
    }
    return found;
  }

  /** Gives a value memory, unless it has some. */
  house(kept: Kept, bytes: number): number {
    kept.home ??= { address: this.arena.allocate(bytes, false), bytes };
    return kept.home.address;
  }

  /** Takes values back; who had one last leaves its memory. */
  give(values: Iterable<Kept>): void {
    for (const kept of values) {
      if (--kept.users > 0) continue;
      this.byKey.delete(kept.key);
      if (kept.home) this.arena.release(kept.home.address, kept.home.bytes);
    }
  }

  private entry(key: string, variables: readonly Variable[]): Kept {
    let found = this.byKey.get(key);
    if (found === undefined) {
      const watched = variables.map((variable) => ({ variable, version: -1 }));
      found = { key, id: ++this.last, users: 0, home: undefined, isMade: false, watched };
      this.byKey.set(key, found);
    }
    found.users++;
    return found;
  }

  /** Equal keys compute equal values: the task's instructions, with places among its values for addresses, and what it reads. */
  private keyOf(task: Task, reads: readonly Kept[]): string {
    // A plain twin may look at anything in its node.
    if (task.words === undefined) return `twin ${++this.last}`;
    const all = [...task.reads, ...task.writes];
    const addresses = all.map((v) => v.address);
    all.forEach((v, i) => (v.address = (i + 1) * APART));
    const words = task.words();
    all.forEach((v, i) => (v.address = addresses[i]!));
    return JSON.stringify([task.pieces ?? 0, reads.map(({ id }) => id), words]);
  }

  private constantKey(data: TypedData): string {
    if (data.length <= SHORT) return Array.from(data, (x) => (Object.is(x, -0) ? '-0' : String(x))).join();
    const known = this.large.get(data) ?? ++this.last;
    this.large.set(data, known);
    return `at ${known}`;
  }
}
