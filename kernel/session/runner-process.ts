/**
 * @file The kernel's handle on one runner process: orders in, reports out, and the reason when it dies.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import type { Order, Report, WatchdogOrder, WatchdogReport } from '../ipc.ts';
import { cacheFolder, kernelFile, root } from '../paths.ts';

/** Why a runner ended although nobody asked it to. */
export type Death = {
  reason: 'memory' | 'exit' | 'signal' | 'start';
  detail: string;
};

export interface RunnerEvents {
  report(report: Report): void;
  /** Text that went past JavaScript to the process's own stdout or stderr, e.g. by a child process. */
  raw(name: 'stdout' | 'stderr', text: string): void;
  died(death: Death): void;
}

/** V8's last words fill pages; the kernel says the same in a sentence. */
const lastWords = /<--- Last few GCs|FATAL ERROR|----- Native stack trace|#\s*Fatal/;

/** glibc keeps freed memory of large arrays instead of giving each page back and taking it again (src/array/layout/memory.ts). */
const keepMemory =
  process.platform === 'linux' ? { MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_MMAP_THRESHOLD_: '33554432' } : {};

/** A runner process. */
export class RunnerProcess {
  /** Resolves when it takes orders. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #events: RunnerEvents;
  #ended = false;
  #wasReady = false;
  #failure = '';
  #lastWords = '';
  #overMemory = false;
  #becameReady: () => void = () => {};

  constructor(cwd: string, events: RunnerEvents, env: Record<string, string> = {}) {
    this.#events = events;
    this.ready = new Promise((resolve) => {
      this.#becameReady = resolve;
    });
    const heap = process.env['KERNELAB_HEAP_MB'];
    const flags = [
      '--disable-warning=ExperimentalWarning',
      // Breaking a loop leaves Node's bookkeeping of async scopes unbalanced; without this flag Node aborts then.
      '--no-force-async-hooks-checks',
      ...(heap ? [`--max-old-space-size=${heap}`] : []),
    ];
    this.#child = spawn(process.execPath, [...flags, kernelFile('runner')], {
      cwd,
      env: { ...keepMemory, ...process.env, NODE_COMPILE_CACHE: cacheFolder(), KERNELAB_HOME: root, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'ipc'],
      detached: process.platform !== 'win32', // Ctrl-C in a terminal is the kernel's business
    });
    this.#listen();
  }

  /** Gives an order to the main thread. */
  order(order: Order): void {
    if (!this.#ended) this.#child.send(order);
  }

  /** Gives an order to the watchdog thread. */
  orderWatchdog(order: WatchdogOrder): void {
    if (!this.#ended) (this.#child.stdio[4] as Duplex).write(`${JSON.stringify(order)}\n`);
  }

  /** Ends it for good; nothing more is reported. */
  kill(): void {
    this.#ended = true;
    this.#child.kill('SIGKILL');
  }

  #listen(): void {
    const child = this.#child;
    lines(child.stdio[3] as Readable, (line) => this.#report(JSON.parse(line) as Report));
    lines(child.stdio[4] as Readable, (line) => this.#overLimit(JSON.parse(line) as WatchdogReport));
    (child.stdio[4] as Duplex).on('error', () => {});
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      if (!this.#ended) this.#events.raw('stdout', text);
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      if (this.#lastWords !== '' || lastWords.test(text)) this.#lastWords += text;
      else if (!this.#ended) this.#events.raw('stderr', text);
    });
    child.on('error', (error) => {
      this.#failure = error.message;
    });
    // 'close', not 'exit': by then everything it still said has been read.
    child.on('close', (code, signal) => {
      if (this.#ended) return;
      this.#ended = true;
      this.#becameReady();
      this.#events.died(this.#deathOf(code, signal));
    });
  }

  #report(report: Report): void {
    if (this.#ended) return;
    if (report.type !== 'ready') return this.#events.report(report);
    this.#wasReady = true;
    this.#becameReady();
  }

  #overLimit({ used, limit }: WatchdogReport): void {
    if (used <= limit || this.#overMemory) return;
    this.#overMemory = true;
    this.#child.kill('SIGKILL');
  }

  #deathOf(code: number | null, signal: string | null): Death {
    if (this.#overMemory || /out of memory|heap limit/i.test(this.#lastWords)) {
      return { reason: 'memory', detail: '' };
    }
    if (!this.#wasReady) return { reason: 'start', detail: this.#failure || String(signal ?? code) };
    return signal ? { reason: 'signal', detail: signal } : { reason: 'exit', detail: String(code) };
  }
}

/** Calls back with every full line of a stream, without copying a long line again and again. */
function lines(stream: Readable, each: (line: string) => void): void {
  let parts: string[] = [];
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const pieces = chunk.split('\n');
    parts.push(pieces[0]!);
    for (let i = 1; i < pieces.length; i++) {
      each(parts.join(''));
      parts = [pieces[i]!];
    }
  });
}
