/**
 * @file A trace: one walk through layers that builds the graph of one batch size. While it runs it collects what happens
 * beside the result: new values of variables (running statistics, random states) and extra losses. Tracing is
 * synchronous, so the running trace is simply a module variable.
 */
import { Variable, g, settle, type Assign, type Node, type TypedData } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { nextSeed } from '../common/random.ts';
import type { Layer, Tensors } from './layer.ts';

/** Looks on while layers compute. */
export type Watcher = (layer: Layer, inputs: readonly Node[]) => (output: Tensors) => Tensors;

export class Trace {
  #training: boolean;
  readonly losses: Node[] = [];
  readonly #reads = new Map<Variable, Node>();
  readonly #news = new Map<Variable, Node>();
  readonly #streams = new Map<Variable, number>();
  readonly #watched = new Map<object, Node>();
  readonly #held: Node[] = [];
  /** Bytes of the values that `holdReads` keeps. */
  heldBytes = 0;
  /** The optimizers that take a step in it, which want to know before each run. */
  readonly optimizers = new Set<{ prepareStep(): void }>();
  /** How many layers are computing inside each other. */
  depth = 0;
  /** In a step of the user's: results of metrics are read when it has run. */
  readsLater = false;
  /** Is told of each layer that computes; what comes back is told of its result, and says what it is. */
  watcher: Watcher | undefined;
  /** In a trace that only finds shapes: the size that stands for any batch. */
  anyBatch: number | undefined;

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

  /** From here on `array` is this node, so that gradients can be taken towards it. */
  watch(array: object, node: Node): void {
    this.#watched.set(array, node);
  }

  /** The node that an array was made by `watch`. */
  watched(array: object): Node | undefined {
    return this.#watched.get(array);
  }

  /** What was read of these variables so far stays as it is now, although they are about to change. `copies`: of what others hold too. */
  holdReads(variables: Iterable<Variable>, copies = new Map<Variable, TypedData>()): void {
    for (const variable of variables) {
      const node = this.#reads.get(variable);
      if (node?.op !== 'variable') continue;
      const copy = copies.get(variable) ?? variable.data.slice();
      copies.set(variable, copy);
      settle(node, copy);
      this.#held.push(node);
      this.heldBytes += variable.data.byteLength;
    }
  }

  /** Gives the memory of those values back: whoever reads what depends on them is told. */
  letGo(): void {
    for (const node of this.#held.splice(0)) Object.defineProperty(node.attrs, 'data', { get: refuseOld });
    this.heldBytes = 0;
  }

  /**
   * Moves the random states on at once, and keeps what was drawn: however often the graph is computed, its random numbers
   * are the same.
   */
  settleRandom(): void {
    this.holdReads(this.#streams.keys());
    for (const state of this.#streams.keys()) {
      state.write([state.data[0]!, state.data[1]! + 1]);
      this.#news.delete(state);
    }
    this.#streams.clear();
  }

  /** Forgets what was recorded beside the result. */
  clear(): void {
    this.#news.clear();
    this.losses.length = 0;
  }

  /** Those of the assignments that move random states on: they belong to every run, also where nothing is trained. */
  get draws(): Assign[] {
    return this.assigns.filter(({ variable }) => this.#streams.has(variable));
  }

  get assigns(): Assign[] {
    return [...this.#news].map(([variable, value]) => ({ variable, value }));
  }
}

let current: Trace | undefined;

/** Traces whose tensors may be read later on: tapes. */
const open = new Set<WeakRef<Trace>>();

/** What this trace reads of weights stays what it was, also when they change before it is computed. */
export function keepReads(trace: Trace): void {
  open.add(new WeakRef(trace));
}

/** Bytes of earlier weights that tapes may hold: in a loop without await none is collected, each step would keep a copy of all. */
const MOST_HELD = 2 ** 28;

/** To be called before weights change outside of a trace. */
export function beforeChange(variables: readonly Variable[]): void {
  let held = 0;
  const alive = new Map<WeakRef<Trace>, Trace>();
  const copies = new Map<Variable, TypedData>();
  for (const ref of open) {
    const trace = ref.deref();
    if (!trace) {
      open.delete(ref);
      continue;
    }
    trace.holdReads(variables, copies);
    held += trace.heldBytes;
    alive.set(ref, trace);
  }
  // The oldest first; the last one's values may be read right after the step.
  for (const [ref, trace] of alive) {
    if (held <= MOST_HELD || alive.size === 1) return;
    held -= trace.heldBytes;
    trace.letGo();
    open.delete(ref);
    alive.delete(ref);
  }
}

function refuseOld(): never {
  throw new ValueError({
    who: 'tensor.numpy',
    rule: {
      en: 'the weights have changed too often since this tensor was computed, its values are gone',
      ko: '이 텐서를 계산한 뒤로 가중치가 여러 번 바뀌어 값을 더는 알 수 없습니다',
    },
    received: { en: 'a tensor of an earlier tape', ko: '앞선 테이프의 텐서' },
    hint: {
      en: 'Keep the number instead: losses.push(tape.value)',
      ko: '텐서 대신 수를 보관하세요: losses.push(tape.value)',
    },
  });
}

const knownInputs = new WeakMap<Node, TypedData>();

/** Says what an input of a graph holds in this run, so that it can be read while the graph is built. */
export function knowInput(node: Node, data: TypedData): void {
  knownInputs.set(node, data);
}

/** What an input of a graph holds in this run; undefined where that is not known yet. */
export function inputValue(node: Node): TypedData | undefined {
  return knownInputs.get(node);
}

/** The trace that is running, or undefined outside of `call`. */
export function currentTrace(): Trace | undefined {
  return current;
}

/** Runs `f` with `trace` as the running one; undefined: as outside of all of them. */
export function withTrace<T>(trace: Trace | undefined, f: () => T): T {
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
