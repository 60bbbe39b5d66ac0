/**
 * @file The machine under everything fast: one shared memory, one WASM instance a thread, `run(pc, end)`. `getCore()` gives it,
 * or undefined where SIMD, threads or shared memory are missing (then the plain twins serve); `coreReason()` says why.
 */
import { Arena } from './arena.ts';
import { coreCount, readWasm, setting, startWorker, type EngineWorker } from './host.ts';
import { CONTROL } from './instructions.ts';

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
  private workers: EngineWorker[] = [];
  private scratchStride = 0;
  private busy = false;
  private restarts = 0;

  constructor(kind: EngineKind, module: WebAssembly.Module, threads: number) {
    this.kind = kind;
    this.module = module;
    this.threads = threads;
    const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: true });
    this.arena = new Arena(memory, CONTROL.end);
    this.control = new Int32Array(memory.buffer, 0, CONTROL.end / 4);
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
    this.setPatience();
    this.needScratch(2 << 20);
    this.startWorkers();
  }

  private setPatience(): void {
    this.control[CONTROL.spin / 4] = SPIN;
    this.control[CONTROL.idleSpin / 4] = IDLE_SPIN;
  }

  private startWorkers(): void {
    for (let tid = 1; tid < this.threads; tid++) {
      this.workers.push(startWorker(this.module, this.arena.memory, tid));
    }
    // A worker boots without this thread's event loop, so waiting here is safe.
    const deadline = Date.now() + 20_000;
    for (;;) {
      const ready = Atomics.load(this.control, CONTROL.ready / 4);
      if (ready >= this.threads - 1) return;
      if (Date.now() > deadline) throw new Error('engine: the worker threads did not start within 20 s.');
      Atomics.wait(this.control, CONTROL.ready / 4, ready, 1000);
    }
  }

  /** Sees to at least `bytes` of scratch memory for each thread. */
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

  /** Runs the instructions in [pc, end) on `threads` threads (all of them unless said). */
  run(pc: number, end: number, threads = this.threads): void {
    this.recover();
    this.busy = true;
    this.exports.run(pc, end, threads);
    this.busy = false;
  }

  /**
   * Makes good what a run that was cut off has left behind. Gives the number of times this happened: a program whose counters
   * are from an earlier time must clear them.
   */
  recover(): number {
    if (this.busy) this.restart();
    return this.restarts;
  }

  /** After a run that was cut off midway (a terminated cell): the workers may stand at a barrier for ever. */
  private restart(): void {
    for (const worker of this.workers) void worker.terminate();
    this.workers = [];
    // They are told at once but end a little later; a worker that lives must not see the words change.
    Atomics.wait(this.control, CONTROL.idle / 4, 0, 100);
    const { scratch, scratchStride } = CONTROL;
    const keep = [this.control[scratch / 4]!, this.control[scratchStride / 4]!];
    this.control.fill(0);
    [this.control[scratch / 4], this.control[scratchStride / 4]] = keep as [number, number];
    this.setPatience();
    this.busy = false;
    this.restarts++;
    this.startWorkers();
  }

  /** Ends the workers. */
  stop(): void {
    for (const worker of this.workers) void worker.terminate();
    this.workers = [];
  }
}

let core: EngineCore | undefined;
let tried = false;
let reason = '';
let threadCount: number | undefined;

/** The engine of this process, started at the first call; undefined where it cannot run. */
export function getCore(): EngineCore | undefined {
  if (!tried) {
    tried = true;
    core = start();
  }
  return core;
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
  core?.stop();
  core = undefined;
  tried = false;
  reason = '';
}

function start(): EngineCore | undefined {
  const wish = setting('KERNELAB_ENGINE') ?? 'auto';
  if (wish === 'plain') return missing('KERNELAB_ENGINE=plain asks for the plain twins');
  if (typeof WebAssembly === 'undefined') return missing('there is no WebAssembly here');
  if (typeof SharedArrayBuffer === 'undefined') return missing('there is no shared memory here');
  for (const kind of wish === 'simd' ? (['simd'] as const) : (['fma', 'simd'] as const)) {
    const bytes = readWasm(kind);
    if (bytes === undefined) return missing('the engine is not built (npm run build)');
    if (!WebAssembly.validate(bytes)) continue;
    try {
      return new EngineCore(kind, new WebAssembly.Module(bytes), wantedThreads());
    } catch (error) {
      return missing(`the engine did not start: ${String(error)}`);
    }
  }
  return missing('this WebAssembly has no SIMD or no threads');
}

function wantedThreads(): number {
  const wish = threadCount ?? Number(setting('KERNELAB_THREADS') ?? coreCount());
  return Number.isInteger(wish) && wish > 0 ? Math.min(wish, MAX_THREADS) : Math.min(coreCount(), MAX_THREADS);
}

function missing(why: string): undefined {
  reason = why;
  return undefined;
}
