/**
 * @file A trace: one walk through layers that builds the graph of one batch size. While it runs it collects what happens
 * beside the result: new values of variables (running statistics, random states) and extra losses. Tracing is
 * synchronous, so the running trace is simply a module variable.
 */
import { Variable, g, type Assign, type Node } from '../../engine/index.ts';
import { nextSeed } from '../common/random.ts';

export class Trace {
  #training: boolean;
  readonly losses: Node[] = [];
  readonly #reads = new Map<Variable, Node>();
  readonly #news = new Map<Variable, Node>();
  readonly #streams = new Map<Variable, number>();

  constructor(training: boolean) {
    this.#training = training;
  }

  /** Whether the layer that is running computes as in training; layers inside it do as it does. */
  get training(): boolean {
    return this.#training;
  }

  /** Runs a layer's `call` in a mode that holds for all layers inside, also those it calls without passing the mode on. */
  inMode<T>(training: boolean, call: () => T): T {
    const outer = this.#training;
    this.#training = training;
    try {
      return call();
    } finally {
      this.#training = outer;
    }
  }

  /** The value of a variable before this step (one node for all reads). */
  read(variable: Variable): Node {
    let node = this.#reads.get(variable);
    if (!node) this.#reads.set(variable, (node = g.variable(variable)));
    return node;
  }

  /** The value of a variable after the updates so far. */
  latest(variable: Variable): Node {
    return this.#news.get(variable) ?? this.read(variable);
  }

  /** Says what the variable holds after the step. */
  update(variable: Variable, value: Node): void {
    this.#news.set(variable, value);
  }

  /** Random numbers from a state; the second draw from one state in a step is independent of the first. */
  random(kind: 'uniform' | 'normal', state: Variable, shape: readonly number[]): Node {
    const stream = this.#streams.get(state) ?? 0;
    this.#streams.set(state, stream + 1);
    const before = this.read(state);
    this.update(state, g.add(before, g.constant(Int32Array.of(0, 1), [2])));
    return g.random(kind, before, shape, stream);
  }

  /** Forgets what was recorded beside the result. */
  clear(): void {
    this.#news.clear();
    this.losses.length = 0;
  }

  get assigns(): Assign[] {
    return [...this.#news].map(([variable, value]) => ({ variable, value }));
  }
}

let current: Trace | undefined;

/** The trace that is running, or undefined outside of `call`. */
export function currentTrace(): Trace | undefined {
  return current;
}

/** Runs `f` with `trace` as the running one. */
export function withTrace<T>(trace: Trace, f: () => T): T {
  const outer = current;
  current = trace;
  try {
    return f();
  } finally {
    current = outer;
  }
}

/** The state of a random layer: (seed, counter). Equal seeds give equal masks, on any number of threads. */
export function randomState(seed: number | null | undefined, name: string): Variable {
  const value = seed ?? nextSeed();
  return new Variable([2], { name, dtype: 'int32', data: Int32Array.of(value | 0, 0) });
}
