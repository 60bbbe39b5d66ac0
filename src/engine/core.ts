/**
 * @file The machine under everything fast: one shared memory, one WASM instance per thread, `run(pc, end)`. `getCore()` gives
 * it, or undefined where WebAssembly has no SIMD or cannot share memory (then the plain twins serve); `coreReason()` says why.
 * Where memory cannot be handed to other threads there is one thread. `await prepare()` starts the threads without blocking.
 */
import { notebookHost } from '../display/index.ts';
import { machine, setting } from '../platform/index.ts';
import { checkAbi, fingerprint, StaleEngineError } from './abi.ts';
import { Arena, giveSpare, reserveMemory } from './arena.ts';
import { Step } from './generated/steps.ts';
import { AGREED, CONTROL } from './instructions.ts';
import { readWasm } from './wasm-file.ts';

/** Looks at a word before sleeping at a barrier: about half a millisecond. */
const SPIN = 300_000;
/**
 * The same between two programs: about 5 ms, because waking takes long where a processor has fallen asleep. OpenBLAS's threads
 * look for 100 ms.
 */
const IDLE_SPIN = 3_000_000;
const MAX_THREADS = 16;

interface Exports extends WebAssembly.Exports {
  run(pc: number, end: number, threads: number): void;
  begin(pc: number, end: number): void;
  finish(pc: number, end: number): void;
}

/** How the engine runs: with fused multiply-add, without, or not at all. */
export type EngineKind = 'fma' | 'simd';

export class EngineCore {
  readonly kind: EngineKind;
  readonly arena: Arena;
  /** Threads that share the work, this one included. */
  readonly threads: number;
  private readonly module: WebAssembly.Module;
  private readonly exports: Exports;
  private readonly control: Int32Array;
  private workers: { stop(): void }[] = [];
  private scratchStride = 0;
  private busy = false;
  private restarts = 0;
  private deadline = 0;
  private stopped = false;
  private resting = false;

  constructor(kind: EngineKind, module: WebAssembly.Module, threads: number) {
    this.kind = kind;
    this.module = module;
    const { memory, limit } = reserveMemory(machine.memory.addressesLeft() - addressesOf(threads));
    // V8 may have taken twice of what was asked for, to guard its end. A thread for which there is no room would end the process.
    this.threads = threadsWithin(machine.memory.addressesLeft(), threads);
    machine.memory.askForLargePages(memory.buffer, limit);
    this.arena = new Arena(memory, CONTROL.end, limit);
    this.control = new Int32Array(memory.buffer, 0, CONTROL.end / 4);
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
    checkAbi(kind, this.exports, fingerprint(AGREED + JSON.stringify(Step)));
    this.setPatience();
    this.needScratch(2 << 20);
    this.startWorkers();
  }

  private setPatience(): void {
    this.control[CONTROL.spin / 4] = SPIN;
    this.control[CONTROL.idleSpin / 4] = IDLE_SPIN;
  }

  /** They are not there at once: `join` or `ready` must come before a run. */
  private startWorkers(): void {
    for (let tid = 1; tid < this.threads; tid++) {
      this.workers.push(machine.threads.startModule(this.module, this.arena.memory, tid));
    }
    this.deadline = Date.now() + 20_000;
  }

  /** Whether all threads have started. */
  get isReady(): boolean {
    return Atomics.load(this.control, CONTROL.ready / 4) >= this.threads - 1;
  }

  /** Whether this thread may sleep: a browser's main thread may not. */
  get mayWait(): boolean {
    try {
      // The word is not 1, so that nothing is waited for.
      Atomics.wait(this.control, CONTROL.idle / 4, 1, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Waits asleep until all threads have started. A thread boots without this thread's event loop, so that is safe. */
  join(): void {
    while (!this.isReady) {
      this.keepDeadline();
      const ready = Atomics.load(this.control, CONTROL.ready / 4);
      if (ready < this.threads - 1) Atomics.wait(this.control, CONTROL.ready / 4, ready, 1000);
    }
  }

  /** Waits as `join`, while the event loop goes on, or until the engine is stopped. */
  async ready(): Promise<void> {
    while (!this.isReady && !this.stopped) {
      this.keepDeadline();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  private keepDeadline(): void {
    if (Date.now() > this.deadline) throw new Error('engine: the worker threads did not start within 20 s.');
  }

  /** Gives each thread at least `bytes` of scratch memory. */
  needScratch(bytes: number): void {
    if (bytes <= this.scratchStride) return;
    const old = this.scratchStride;
    // An odd number of cache lines apart, so that two threads' scratch does not fall into the same cache sets.
    const stride = Math.ceil(bytes / 4096) * 4096 + 192;
    const start = this.arena.allocate(stride * this.threads);
    if (old > 0) this.arena.release(this.control[CONTROL.scratch / 4]! >>> 0, old * this.threads);
    this.control[CONTROL.scratch / 4] = start;
    this.control[CONTROL.scratchStride / 4] = stride;
    this.scratchStride = stride;
  }

  /** Whether it was stopped: only this thread is left then. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Runs the instructions in [pc, end) on `threads` threads (all of them unless said; this one alone where the others were stopped). */
  run(pc: number, end: number, threads = this.threads): void {
    this.recover();
    this.busy = true;
    this.exports.run(pc, end, this.stopped ? 1 : threads);
    this.busy = false;
  }

  /**
   * Gives the pieces of the one instruction in [pc, end) to the other threads, does `meanwhile` here, and then what is left of them. A
   * thread that wakes too late to take one holds nobody up.
   */
  runBeside(pc: number, end: number, meanwhile: () => void): void {
    this.recover();
    this.busy = true;
    if (!this.stopped && this.threads > 1) this.exports.begin(pc, end);
    try {
      meanwhile();
    } finally {
      this.exports.finish(pc, end);
      this.busy = false;
    }
  }

  /** Does all pieces of the one instruction in [pc, end) on this thread. */
  runAlone(pc: number, end: number): void {
    this.recover();
    this.exports.finish(pc, end);
  }

  /**
   * Puts right what a run that was cut off has left behind. Gives the number of times this happened: a program whose counters
   * are from an earlier time must clear them.
   */
  recover(): number {
    if ((this.busy || this.resting) && !this.stopped) this.restart();
    return this.restarts;
  }

  /** Ends the threads until the next run starts them again (some milliseconds): asleep they still hold megabytes each. */
  rest(): void {
    if (this.workers.length === 0 || !this.isReady) return;
    this.stopWorkers();
    this.resting = true;
  }

  /** Whether nothing is kept in its memory but the scratch of its threads. */
  get isEmpty(): boolean {
    return this.arena.used <= this.arena.base + this.scratchStride * this.threads + 64;
  }

  /** After a run that was cut off midway (a terminated cell): the workers may stand at a barrier for ever. */
  private restart(): void {
    this.stopWorkers();
    // They hear of it at once but end a little later; a worker that lives must not see the words change.
    if (!this.resting) Atomics.wait(this.control, CONTROL.idle / 4, 0, 100);
    const { scratch, scratchStride } = CONTROL;
    const keep = [this.control[scratch / 4]!, this.control[scratchStride / 4]!];
    this.control.fill(0);
    [this.control[scratch / 4], this.control[scratchStride / 4]] = keep as [number, number];
    this.setPatience();
    this.busy = this.resting = false;
    this.restarts++;
    this.startWorkers();
    this.join();
  }

  /** Ends the workers. */
  stop(): void {
    this.stopped = true;
    this.stopWorkers();
  }

  private stopWorkers(): void {
    for (const worker of this.workers) worker.stop();
    this.workers = [];
  }
}

let core: EngineCore | undefined;
let tried = false;
let reason = '';
/** The program is one of other sources: whoever asks for the engine is told so, each time. */
let fault: StaleEngineError | undefined;
let threadCount: number | undefined;

/**
 * The engine of this process, started at the first call, which waits for its threads; undefined where it cannot run, or where
 * this thread may not wait (a browser's main thread) and `prepare()` has not come to its end.
 */
export function getCore(): EngineCore | undefined {
  startOnce();
  if (fault) throw fault;
  if (core === undefined || core.isReady) return core;
  if (!core.mayWait) return undefined;
  try {
    core.join();
  } catch (error) {
    giveUp(core, error);
  }
  return core;
}

/** As `getCore`, without blocking: the event loop goes on while the threads start. */
export async function prepare(): Promise<EngineCore | undefined> {
  startOnce();
  if (fault) throw fault;
  const starting = core;
  try {
    await starting?.ready();
  } catch (error) {
    giveUp(starting!, error);
  }
  return core;
}

function startOnce(): void {
  if (tried) return;
  tried = true;
  try {
    core = start();
  } catch (error) {
    if (!(error instanceof StaleEngineError)) throw error;
    fault = error;
    return;
  }
  restWithNotebook();
}

/** The notebook in which the engine rests. */
let resting: ReturnType<typeof notebookHost>;

/** What nobody holds anything in goes as a whole, since its memory cannot shrink. */
function restWithNotebook(): void {
  const notebook = notebookHost();
  if (!notebook?.onRest || resting === notebook) return;
  resting = notebook;
  notebook.onRest(() => {
    giveSpare();
    if (core?.isEmpty) resetCore();
    else core?.rest();
  });
}

/** An engine that could not start its threads is none, unless it has been replaced meanwhile. */
function giveUp(engine: EngineCore, error: unknown): void {
  engine.stop();
  if (core === engine) core = missing(`the engine did not start: ${String(error)}`);
}

/** Why there is no engine, or an empty text. */
export function coreReason(): string {
  return reason;
}

/** Sets the number of threads; takes effect at once, programs compiled before must be compiled again. */
export function setThreads(threads: number): void {
  threadCount = threads;
  resetCore();
}

/** Stops the engine; the next `getCore()` starts it afresh from the environment's settings. */
export function resetCore(): void {
  giveSpare();
  core?.stop();
  core = undefined;
  tried = false;
  reason = '';
  fault = undefined;
}

function start(): EngineCore | undefined {
  const wish = setting('KERNELAB_ENGINE') ?? 'auto';
  if (wish === 'plain') return missing('KERNELAB_ENGINE=plain asks for the plain twins');
  if (typeof WebAssembly === 'undefined') return missing('there is no WebAssembly here');
  for (const kind of wish === 'simd' ? (['simd'] as const) : (['fma', 'simd'] as const)) {
    const bytes = readWasm(kind);
    if (bytes === undefined) return missing('the engine is not built (npm run build)');
    if (!WebAssembly.validate(bytes)) continue;
    try {
      return new EngineCore(kind, new WebAssembly.Module(bytes), wantedThreads());
    } catch (error) {
      if (error instanceof StaleEngineError) throw error;
      return missing(`the engine did not start: ${String(error)}`);
    }
  }
  return missing('this WebAssembly has no SIMD or no threads');
}

/** Bytes of addresses that V8 takes for each thread, and that Node and the arrays may take meanwhile. */
const ADDRESSES = { thread: 2 ** 30, others: 2 ** 29 };

function addressesOf(threads: number): number {
  return ADDRESSES.others + (threads - 1) * ADDRESSES.thread;
}

/** How many of the wanted threads can start where so many bytes of addresses are left. */
function threadsWithin(left: number, wanted: number): number {
  const others = Math.floor((left - ADDRESSES.others) / ADDRESSES.thread);
  return Math.max(1, Math.min(wanted, 1 + others));
}

/** One where memory cannot be handed to other threads. */
function wantedThreads(): number {
  if (typeof SharedArrayBuffer === 'undefined') return 1;
  const cores = machine.threads.cores();
  const wish = threadCount ?? Number(setting('KERNELAB_THREADS') ?? cores);
  return Math.min(Number.isInteger(wish) && wish > 0 ? wish : cores, MAX_THREADS);
}

function missing(why: string): undefined {
  reason = why;
  return undefined;
}
