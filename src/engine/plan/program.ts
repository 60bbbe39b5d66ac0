/**
 * @file The fast executor: compiles a graph to instructions in shared memory and runs them. One run copies the feeds in,
 * walks the segments (WASM instructions; plain twins between them where no kernel exists), and gives views of the outputs.
 * Over 500 lines: memory, instructions and runs of one program share its state.
 */
import { KernelabError, MemoryError, ShapeError, shapeText } from '../../errors/index.ts';
import type { Arena } from '../arena.ts';
import { getCore, type EngineCore } from '../core.ts';
import type { CompileOptions, Executor, Feeds, Program } from '../graph/program.ts';
import { plainExecutor, topologicalOrder } from '../graph/interpret.ts';
import {
  type Assign,
  type DType,
  type Node,
  type NodeOf,
  type OpName,
  type OpRecord,
  type TensorValue,
  type TypedData,
  type Variable,
  sizeOf,
} from '../graph/node.ts';
import { OPS } from '../graph/ops/index.ts';
import { FLAGS, HEADER, instruction, type Words } from '../instructions.ts';
import { fold } from './fold.ts';
import { isFresh, KeptStore, type Kept } from './kept.ts';
import { lifetimes, placeTemporaries, schedule } from './layout.ts';
import { planTasks } from './planner.ts';
import { NOTHING, splitStable } from './stable.ts';
import { BYTES, value, type Task, type Value } from './task.ts';
import { together } from './together.ts';

/** A view of arena memory with the element type's array. */
function viewOf(arena: Arena, dtype: DType, address: number, bytes: number): TypedData {
  const length = bytes / BYTES[dtype];
  if (dtype === 'float32') return arena.f32(address, length);
  return dtype === 'int32' ? arena.i32(address, length) : arena.u8(address, length);
}

/** Gives arena memory back when its owner is collected. */
const reclaim = new FinalizationRegistry<Owned>(giveBack);

interface Owned {
  readonly arena: Arena;
  readonly ranges: [start: number, bytes: number][];
  readonly store?: KeptStore;
  readonly kept?: Map<Value, Kept>;
}

function giveBack({ arena, ranges, store, kept }: Owned): void {
  for (const [start, bytes] of ranges) arena.release(start, bytes);
  ranges.length = 0;
  if (kept) store?.give(kept.values());
  kept?.clear();
}

const stores = new WeakMap<EngineCore, KeptStore>();

/** What the programs of an engine keep. */
function storeOf(core: EngineCore): KeptStore {
  const store = stores.get(core) ?? new KeptStore(core.arena);
  stores.set(core, store);
  return store;
}

interface Home {
  core: EngineCore;
  address: number;
  view: TypedData;
}
const homes = new WeakMap<Variable, Home>();

/** Moves a variable into the engine's memory (once for each engine). */
function homeOf(core: EngineCore, variable: Variable): Home {
  const known = homes.get(variable);
  if (known?.core === core) return known;
  const bytes = Math.max(4, variable.size * BYTES[variable.dtype]);
  const address = core.arena.allocate(bytes, false);
  const view = viewOf(core.arena, variable.dtype, address, variable.size * BYTES[variable.dtype]);
  view.set(variable.data);
  variable.data = view;
  const home = { core, address, view };
  homes.set(variable, home);
  reclaim.register(variable, { arena: core.arena, ranges: [[address, bytes]] });
  return home;
}

type Segment = { readonly start: number; readonly end: number } | { readonly call: () => void };

/** One line of a profile. */
export interface ProfileRow {
  readonly name: string;
  /** Milliseconds, the smallest of the repetitions. */
  readonly ms: number;
  /** Computed only when one of its variables was written. */
  readonly isOnce: boolean;
}

/** What stays packed between runs may take this part of the engine's memory in each program. */
const KEPT_SHARE = 1 / 8;

interface ProgramOptions {
  folded?: boolean | undefined;
  keeps?: boolean | undefined;
  /** Share of the engine's memory that what is kept may take. */
  kept?: number;
}

class EngineProgram implements Program {
  private readonly core: EngineCore;
  /** Those of the tasks whose results stay, then those of a run. */
  private readonly segments: Segment[] = [];
  /** The values that the prologue reads and writes, as other programs see them too. */
  private readonly kept = new Map<Value, Kept>();
  /** Those that lie in memory of their own, and the places of the tasks that compute each. */
  private readonly stays: { readonly kept: Kept; readonly makers: ReadonlySet<number> }[] = [];
  private readonly constants = new Map<TypedData, TypedData>();
  private readonly assigned: readonly Variable[];
  private readonly feeds: { name: string; view: TypedData; node: Node }[] = [];
  private readonly variables: { variable: Variable; view: TypedData }[] = [];
  private readonly results: readonly TensorValue[];
  private readonly tasks: readonly Task[];
  /** How many of the tasks, the first, belong to the prologue. */
  private readonly once: number;
  /** Addresses of each task's instructions; -1 for a twin. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly ranges: [number, number][] = [];
  private code: Int32Array = new Int32Array(0);
  private readonly counters: number[] = [];
  private restarts: number;

  constructor(
    core: EngineCore,
    given: readonly Node[],
    updates: readonly Assign[],
    { folded: isFolded = true, kept = KEPT_SHARE, keeps = true }: ProgramOptions = {},
  ) {
    this.core = core;
    this.restarts = core.recover();
    this.assigned = updates.map(({ variable }) => variable);
    const graph = { outputs: given, assigns: updates };
    const { outputs, assigns } = isFolded ? fold(graph, keeps) : graph;
    const variableValue = (variable: Variable): Value => {
      const home = homeOf(core, variable);
      const made = value('variable', variable.dtype, variable.size * BYTES[variable.dtype], { variable });
      made.address = home.address;
      return made;
    };
    const plan = planTasks(outputs, assigns, { threads: core.threads, keeps, variableValue });
    const { tasks, outputValues, once } = this.settle(plan, keeps ? kept * core.arena.limit : undefined);
    this.tasks = tasks;
    this.once = once;
    try {
      this.keep(tasks.slice(0, once));
      this.results = this.place(plan, outputs, assigns, outputValues);
    } catch (error) {
      // Memory ran out midway: what was taken must not be missing when a smaller batch is tried.
      this.release();
      throw error;
    }
    reclaim.register(this, this.owned, this);
  }

  private get owned(): Owned {
    return { arena: this.core.arena, ranges: this.ranges, store: storeOf(this.core), kept: this.kept };
  }

  /** Finds the memory of what the prologue makes for the rest: that of another program which computes the same, or its own. */
  private keep(prologue: readonly Task[]): void {
    const store = storeOf(this.core);
    for (const [v, kept] of store.take(prologue)) this.kept.set(v, kept);
    const makers = new Map<Value, ReadonlySet<number>>();
    prologue.forEach((task, i) => {
      const all = new Set([i, ...task.reads.flatMap((v) => [...(makers.get(v) ?? [])])]);
      for (const v of task.writes) {
        makers.set(v, all);
        if (!v.kept) continue;
        const kept = this.kept.get(v)!;
        v.kind = 'shared';
        v.address = store.house(kept, v.bytes);
        this.stays.push({ kept, makers: all });
      }
    });
  }

  /** Finds memory for everything and writes the instructions; gives views of the outputs. */
  private place(
    plan: ReturnType<typeof planTasks>,
    outputs: readonly Node[],
    assigns: readonly Assign[],
    outputValues: readonly Value[],
  ): TensorValue[] {
    const { core, tasks } = this;
    const { arena } = core;
    const used = tasks.flatMap((task) => [...task.reads, ...task.writes]).concat(outputValues);
    const all = new Set(used.flatMap((v) => (v.slice ? [v, v.slice.of] : [v])));
    const temporaries = [...all].filter((v) => v.kind === 'temp' && v.slice === undefined);
    const total = placeTemporaries(temporaries);
    const base = this.claim(Math.max(total, 64));
    for (const v of temporaries) v.address += base;
    for (const v of all) if (v.slice) v.address = v.slice.of.address + BYTES[v.dtype] * v.slice.at;
    for (const v of [...plan.inputs.values(), ...plan.constants]) v.address = this.claim(Math.max(v.bytes, 4));
    for (const v of plan.constants) {
      const view = viewOf(arena, v.dtype, v.address, v.bytes);
      view.set(v.data!);
      this.constants.set(v.data!, view);
    }
    const inputNodes = new Map(collectInputs(outputs, assigns).map((node) => [node.attrs.name, node as Node]));
    for (const [name, v] of plan.inputs) {
      this.feeds.push({ name, view: viewOf(arena, v.dtype, v.address, v.bytes), node: inputNodes.get(name)! });
    }
    for (const [variable] of plan.variables) this.variables.push({ variable, view: homeOf(core, variable).view });
    core.needScratch(Math.max(0, ...tasks.map((task) => task.scratch)));
    this.emit(tasks);
    return outputs.map((node, i) => {
      const v = outputValues[i]!;
      return { data: viewOf(arena, v.dtype, v.address, v.bytes), shape: node.shape, dtype: node.dtype };
    });
  }

  private claim(bytes: number): number {
    const start = this.core.arena.allocate(bytes, false);
    this.ranges.push([start, bytes]);
    return start;
  }

  /**
   * Orders the tasks and decides where assigned values are written: straight into the variable when nobody reads the old value
   * later, through a copy at the end otherwise. Outputs that are a variable's or an input's own memory are copied first. What stays
   * the same from run to run goes before all: `once` tasks.
   */
  private settle(
    plan: ReturnType<typeof planTasks>,
    mostKept: number | undefined,
  ): { tasks: Task[]; once: number; outputValues: Value[] } {
    const tasks = schedule(plan.tasks);
    lifetimes(tasks);
    const copy = (from: Value, to: Value): Task => ({
      name: `copy ${from.bytes} bytes`,
      reads: [from],
      writes: [to],
      inStep: new Set(),
      scratch: 0,
      rank: 0,
      solo: from.bytes < 16384,
      words: () => [instruction('copyBytes', { from: from.address, to: to.address, bytes: from.bytes })],
    });
    const before: Task[] = [];
    const outputValues = plan.outputs.map((v) => {
      if (v.kind === 'temp') {
        v.kept = true;
        return v;
      }
      const out = value('temp', v.dtype, v.bytes);
      out.kept = true;
      before.push(copy(v, out));
      return out;
    });
    const after: Task[] = [];
    const inPlace = new Map<Value, Value>();
    const makers = new Map(tasks.flatMap((task, i) => task.writes.map((made) => [made, i] as const)));
    for (const { target, source } of plan.assigns) {
      const at = makers.get(source) ?? -1;
      const free =
        at >= 0 &&
        source.kind === 'temp' &&
        !source.kept &&
        !inPlace.has(source) &&
        target.last <= at &&
        (!tasks[at]!.reads.includes(target) || tasks[at]!.inStep.has(target));
      if (free) inPlace.set(source, target);
      else if (source !== target) {
        // Other assignments may change the source variable: all copies read from a value of their own.
        let from = source;
        if (source.kind !== 'temp') {
          from = value('temp', source.dtype, source.bytes);
          before.push(copy(source, from));
        }
        from.kept = true;
        after.push(copy(from, target));
      }
    }
    const swap = (v: Value): Value => inPlace.get(v) ?? v;
    for (const [source, target] of inPlace) {
      source.kind = 'variable';
      source.address = target.address;
    }
    const all = [...before, ...tasks.map((t) => ({ ...t, writes: t.writes.map(swap) })), ...after];
    const assigned = new Set(plan.assigns.map(({ target }) => target));
    const { prologue, rest } =
      mostKept === undefined ? { prologue: NOTHING, rest: all } : splitStable(all, assigned, mostKept);
    const done = [...prologue, ...together(rest, 4 * this.core.threads)];
    for (const task of done) for (const v of [...task.reads, ...task.writes]) [v.first, v.last] = [Infinity, -1];
    lifetimes(done);
    return { tasks: done, once: prologue.length, outputValues };
  }

  /** Writes the instructions; a plain twin ends a segment. */
  private emit(tasks: readonly Task[]): void {
    const { arena } = this.core;
    const blocks = tasks.map((task) => task.words?.() ?? []);
    const words = blocks.flat().reduce((sum, w) => sum + w.length - 1 + HEADER.words, 0);
    const start = this.claim(4 * words + 64);
    this.code = arena.i32(start, words + 1);
    const { code } = this;
    let at = 0;
    let from = 0;
    let previous = -1;
    const close = (): void => {
      if (at > from) this.segments.push({ start: start + 4 * from, end: start + 4 * at });
      from = at;
      previous = -1;
    };
    tasks.forEach((task, i) => {
      if (i === this.once) {
        close();
        this.segments.length = 0; // the prologue runs by its tasks
      }
      if (task.twin) {
        close();
        this.segments.push({ call: this.twinCall(task) });
        this.starts.push(-1);
        this.ends.push(-1);
        return;
      }
      this.starts.push(start + 4 * at);
      for (const [k, block] of blocks[i]!.entries()) {
        // No barrier between two things the main thread does alone, nor between parts of one that don't touch each other.
        const isAlone = task.solo && previous >= 0 && (code[previous]! & FLAGS.solo) !== 0;
        const isApart = k > 0 && task.isApart === true;
        const isOnward = k === 0 && tasks[i - 1]?.isOnward === true;
        if (previous >= 0 && !isAlone && !isApart && !isOnward) code[previous]! |= FLAGS.barrier;
        previous = at + HEADER.flags;
        if (task.pieces !== undefined) this.counters.push(at + HEADER.taken);
        const bytes = 4 * (block.length - 1 + HEADER.words);
        const flags = (task.isOnward ? FLAGS.onward : 0) | ((task.pieces ?? 0) << FLAGS.piecesShift);
        code.set([block[0]!, bytes, task.solo ? FLAGS.solo : flags, 0], at);
        code.set(wordsOf(block), at + HEADER.words);
        at += block.length - 1 + HEADER.words;
      }
      this.ends.push(start + 4 * at);
    });
    close();
    if (this.once === tasks.length) this.segments.length = 0;
  }

  private twinCall(task: Task): () => void {
    const { node, inputs } = task.twin!;
    const { arena } = this.core;
    const views = inputs.map((v) => viewOf(arena, v.dtype, v.address, v.bytes));
    const target = task.writes[0]!;
    const out = viewOf(arena, target.dtype, target.address, target.bytes);
    const record = OPS[node.op] as OpRecord<OpName>;
    return () => {
      out.fill(0);
      record.forward(node, views, out);
    };
  }

  /** A run that was cut off leaves the counters of its pieces (wasm/graph/program.ts) where they were. */
  private clearCounters(): void {
    const restarts = this.core.recover();
    if (restarts === this.restarts) return;
    this.restarts = restarts;
    for (const at of this.counters) this.code[at] = 0;
  }

  private load(feeds: Feeds): void {
    for (const { variable, view } of this.variables) {
      if (variable.data !== view) {
        view.set(variable.data);
        variable.data = view;
        variable.version++;
      }
    }
    for (const { name, view, node } of this.feeds) {
      const data = feeds[name];
      if (data === undefined) {
        throw new KernelabError({
          who: 'graph',
          rule: { en: `input '${name}' needs a value`, ko: `입력 '${name}'에 값이 필요합니다` },
          received: {
            en: `values for ${Object.keys(feeds).join(', ') || 'no input'}`,
            ko: `${Object.keys(feeds).join(', ') || '아무 입력도 아닌 것'}의 값`,
          },
        });
      }
      if (data.length !== view.length) {
        throw new ShapeError({
          who: 'graph',
          rule: {
            en: `input '${name}' has shape ${shapeText(node.shape)}`,
            ko: `입력 '${name}'의 모양은 ${shapeText(node.shape)}입니다`,
          },
          received: { en: `${data.length} values`, ko: `값 ${data.length}개` },
        });
      }
      if (data !== view) view.set(data); // else it was filled in place
    }
  }

  /** Whether its engine was stopped: it then has this thread only. */
  get isStopped(): boolean {
    return this.core.isStopped;
  }

  inputOf(name: string): TypedData | undefined {
    return this.feeds.find((feed) => feed.name === name)?.view;
  }

  constantOf(data: TypedData): TypedData | undefined {
    return this.constants.get(data);
  }

  run(feeds: Feeds): readonly TensorValue[] {
    this.clearCounters();
    this.load(feeds);
    this.keepUp();
    // Before the run: if that is cut off, nobody takes what it has written for the values from before.
    for (const variable of this.assigned) variable.version++;
    this.perform(this.segments);
    return this.results;
  }

  /** Computes what stays from run to run, where no program has or one of its variables was written since. */
  private keepUp(): void {
    const old = this.stays.filter(({ kept }) => !isFresh(kept));
    if (old.length === 0) return;
    for (const { kept } of old) for (const each of kept.watched) each.version = -1;
    const needed = new Set(old.flatMap(({ makers }) => [...makers]));
    this.perform(this.segmentsOf([...needed].sort((a, b) => a - b)));
    for (const { kept } of old) {
      for (const each of kept.watched) each.version = each.variable.version;
      kept.isMade = true;
    }
  }

  /** Tasks (by place, in order) as segments: neighbours run as one. */
  private segmentsOf(places: readonly number[]): Segment[] {
    const segments: Segment[] = [];
    for (const i of places) {
      const task = this.tasks[i]!;
      const before = segments.at(-1);
      const [start, end] = [this.starts[i]!, this.ends[i]!];
      if (task.twin) segments.push({ call: this.twinCall(task) });
      else if (before && 'end' in before && before.end === start) segments[segments.length - 1] = { ...before, end };
      else segments.push({ start, end });
    }
    return segments;
  }

  private perform(segments: readonly Segment[]): void {
    for (const segment of segments) {
      if ('call' in segment) segment.call();
      else this.core.run(segment.start, segment.end);
    }
  }

  /** Runs task by task `reps` times (variables change!) and gives the smallest time of each by `clock`, in milliseconds. */
  profile(feeds: Feeds, reps = 20, clock = () => performance.now()): ProfileRow[] {
    const best = this.tasks.map(() => Infinity);
    for (let r = 0; r < reps; r++) {
      this.load(feeds);
      this.tasks.forEach((task, i) => {
        const t0 = clock();
        if (task.twin) this.twinCall(task)();
        else this.core.run(this.starts[i]!, this.ends[i]!);
        best[i] = Math.min(best[i]!, clock() - t0);
      });
    }
    return this.tasks.map((task, i) => ({ name: task.name, ms: best[i]!, isOnce: i < this.once }));
  }

  release(): void {
    reclaim.unregister(this);
    giveBack(this.owned);
  }
}

/** Signed words of an instruction's arguments. */
function wordsOf(block: Words): Int32Array {
  const out = new Int32Array(block.length - 1);
  for (let i = 1; i < block.length; i++) out[i - 1] = block[i]! | 0;
  return out;
}

function collectInputs(outputs: readonly Node[], assigns: readonly Assign[]): NodeOf<'input'>[] {
  const seen = new Set<Node>();
  const found: NodeOf<'input'>[] = [];
  const stack = [...outputs, ...assigns.map((a) => a.value)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.op === 'input') found.push(node);
    stack.push(...node.inputs);
  }
  return found;
}

/** Below this many elementary operations the plain interpreter is quicker than planning. */
const SMALL_WORK = 100_000;

/** Whether a program of these results is left to the plain interpreter. */
export function isSmall(outputs: readonly Node[], assigns: readonly Assign[] = []): boolean {
  let work = 0;
  for (const node of topologicalOrder([...outputs, ...assigns.map((a) => a.value)])) {
    if (node.op === 'variable' || node.op === 'constant' || node.op === 'input') continue;
    const cells = sizeOf(node.shape);
    const [a, b] = node.inputs;
    if (node.op === 'matmul') work += cells * a!.shape.at(node.attrs.transposeA ? -2 : -1)!;
    else if (node.op === 'conv2d') work += (cells * sizeOf(b!.shape)) / Math.max(1, node.shape[3]!);
    else if (node.op === 'conv2dInputGrad') work += (sizeOf(a!.shape) * sizeOf(b!.shape)) / Math.max(1, a!.shape[3]!);
    else if (node.op === 'conv2dFilterGrad') work += (sizeOf(b!.shape) * cells) / Math.max(1, b!.shape[3]!);
    else work += cells + node.inputs.reduce((sum, input) => sum + sizeOf(input.shape), 0);
    if (work > SMALL_WORK) return false;
  }
  return true;
}

/** Plans a graph for the engine that runs now; what it is too small for, or where none runs, is the plain interpreter's. */
function planned(outputs: readonly Node[], assigns: readonly Assign[], options: CompileOptions): Program {
  // A handful of numbers is done before the engine is even planned.
  const core = !options.planned && isSmall(outputs, assigns) ? undefined : getCore();
  if (core === undefined) return plainExecutor.compile(outputs, assigns, options);
  const { folded, keeps } = options;
  try {
    return new EngineProgram(core, outputs, assigns, { folded, keeps });
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    // Too little memory to keep weights packed beside each other: they are packed in each run then, where others lie later.
    return new EngineProgram(core, outputs, assigns, { folded, keeps: false });
  }
}

/** A program that goes on in another engine when its own was stopped (`setThreads`, a notebook that rested). */
class LiveProgram implements Program {
  private readonly plan: () => Program;
  program: EngineProgram;

  constructor(plan: () => Program, program: EngineProgram) {
    this.plan = plan;
    this.program = program;
  }

  /** Plans it anew where its engine was stopped. Where none runs any more, the stopped one computes on this thread alone. */
  private get current(): EngineProgram {
    if (!this.program.isStopped) return this.program;
    const next = this.plan();
    if (!(next instanceof EngineProgram)) return this.program;
    this.program.release();
    return (this.program = next);
  }

  run(feeds: Feeds): readonly TensorValue[] {
    return this.current.run(feeds);
  }

  inputOf(name: string): TypedData | undefined {
    return this.current.inputOf(name);
  }

  constantOf(data: TypedData): TypedData | undefined {
    return this.current.constantOf(data);
  }

  release(): void {
    this.program.release();
  }
}

/** The executor over the WASM engine; where that cannot run, the plain interpreter takes its place. */
export const engineExecutor: Executor = {
  name: 'engine',
  compile(outputs: readonly Node[], assigns: readonly Assign[], options: CompileOptions = {}): Program {
    const plan = (): Program => planned(outputs, assigns, options);
    const program = plan();
    return program instanceof EngineProgram ? new LiveProgram(plan, program) : program;
  },
};

/** A program of the engine whatever its size (tests and profiles). */
export function engineProgram(
  core: EngineCore,
  outputs: readonly Node[],
  assigns: readonly Assign[] = [],
  options: ProgramOptions = {},
): Program {
  return new EngineProgram(core, outputs, assigns, options);
}

/**
 * Times each task of a program that this executor compiled; undefined for a plain program.
 * @public for work on the engine (bench/train-profile.bench.ts)
 */
export function profileProgram(
  program: Program,
  feeds: Feeds,
  reps?: number,
  clock?: () => number,
): ProfileRow[] | undefined {
  const found = program instanceof LiveProgram ? program.program : program;
  return found instanceof EngineProgram ? found.profile(feeds, reps, clock) : undefined;
}
