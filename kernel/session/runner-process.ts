/**
 * @file The kernel's handle on one runner process: orders in, reports out, and the reason when it dies.
 */
import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs';
import type { Duplex, Readable, Writable } from 'node:stream';
import { FrameReader, frameOf } from '../frames.ts';
import {
  DAMAGED,
  PIPES,
  UNWATCHED,
  type Order,
  type Report,
  type RunnerSetup,
  type WatchdogOrder,
  type WatchdogReport,
} from '../ipc.ts';
import { keepMemory } from '../../bin/places.mjs';
import { say } from '../language.ts';
import { cacheFolder, kernelFile } from '../paths.ts';
import { endGroup, endOrphans, MARK, markOf } from '../processes.ts';
import type { Death, Runner, RunnerEvents } from './runner.ts';

/** How long a process may take to say that it is ready; one that gets no thread may hang before its first line. */
const START_MS = 8000;

/** A pipe ends a moment before the process it belongs to has ended; one that lives on has closed it. */
const CLOSED_MS = 200;

/** V8's last words fill pages; the kernel says the same in a sentence. */
const lastWords = /<--- Last few GCs|FATAL ERROR|----- Native stack trace|#\s*Fatal|Waiting for the debugger/;

export interface RunnerOptions {
  cwd: string;
  library: RunnerSetup['library'];
  /** More environment. */
  env?: Record<string, string>;
}

/** A runner process. */
export class RunnerProcess implements Runner {
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #events: RunnerEvents;
  /** In the environment of all that cells start. */
  readonly #mark = randomUUID();
  #ended = false;
  #wasReady = false;
  readonly #startTimer: NodeJS.Timeout;
  #lastWords = '';
  /** The limit that the process went beyond, by the variable that set it; empty where that was the machine's. */
  #overMemory: string | undefined;
  #becameReady: () => void = () => {};

  constructor(options: RunnerOptions, events: RunnerEvents) {
    const { cwd, env, library } = options;
    this.#events = events;
    this.ready = new Promise((resolve) => {
      this.#becameReady = resolve;
    });
    const heap = process.env['KERNELAB_HEAP_MB'];
    const flags = [
      '--disable-warning=ExperimentalWarning',
      // Breaking a loop leaves Node's bookkeeping of async scopes unbalanced; without this flag Node aborts then.
      '--no-force-async-hooks-checks',
      // What Node's types declare is there.
      '--experimental-eventsource',
      '--expose-gc',
      ...(heap ? [`--max-old-space-size=${heap}`] : []),
    ];
    const { name, code } = library;
    const setup: RunnerSetup = { library: { name, code } };
    this.#child = spawn(process.execPath, [...flags, kernelFile('runner'), JSON.stringify(setup)], {
      cwd,
      env: { ...process.env, ...keepMemory, NODE_COMPILE_CACHE: cacheFolder(), [MARK]: this.#mark, ...env },
      // Reports are written synchronously; the other two are waited for, which Windows wants to know (elsewhere it is the same).
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'overlapped', 'overlapped'],
      detached: process.platform !== 'win32', // Ctrl-C in a terminal is the kernel's business
    });
    this.#startTimer = setTimeout(() => {
      this.#end({ reason: 'start', detail: say({ en: 'it does not answer', ko: '응답이 없습니다' }) });
    }, START_MS);
    // Without a process there is nothing to close, and where no files can be opened there are no pipes either.
    this.#child.on('error', (error) => this.#end({ reason: 'start', detail: error.message }));
    if (this.#child.stdout) this.#listen();
    preferWhenMemoryEnds(this.#child.pid);
  }

  order(order: Order): void {
    if (this.#ended) return;
    const pipe = (this.#child.stdio as readonly unknown[])[PIPES.orders] as Writable; // Node's types stop at five
    for (const bytes of frameOf(order)) pipe.write(bytes);
  }

  orderWatchdog(order: WatchdogOrder): void {
    if (!this.#ended) (this.#child.stdio[PIPES.watchdog] as Duplex).write(`${JSON.stringify(order)}\n`);
  }

  kill(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#startTimer);
    // With what cells have started: `spawn('sleep', ['1000'])` would outlive everything.
    const { pid } = this.#child;
    if (pid === undefined || this.#isGone()) return;
    endGroup(pid, markOf(this.#mark));
  }

  /** It is over although nobody asked for it. */
  #end(death: Death): void {
    if (this.#ended) return;
    this.kill();
    this.#becameReady();
    this.#events.died(death);
  }

  #listen(): void {
    const child = this.#child;
    const reports = new FrameReader<Report>((report) => this.#report(report));
    (child.stdio[PIPES.reports] as Readable).on('data', (chunk: Buffer) => {
      if (this.#ended) return;
      try {
        reports.push(chunk);
      } catch {
        this.#end({ reason: 'exit', detail: String(DAMAGED) }); // a cell has written to the pipe itself
      }
    });
    lines(child.stdio[PIPES.watchdog] as Readable, (line) => this.#heard(JSON.parse(line) as WatchdogReport));
    for (const pipe of child.stdio) pipe?.on('error', () => {}); // a runner that dies is reported by its end
    // Without one of them Stop, the watch over the memory or the orders would be gone without a word.
    for (const number of Object.values(PIPES)) {
      const pipe = (child.stdio as readonly unknown[])[number] as Readable;
      // Not 'end': where something sent lay there unread, the closed pipe is an error and has no end.
      pipe.once('close', () => setTimeout(() => this.#pipeClosed(), CLOSED_MS)).resume();
    }
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      if (!this.#ended) this.#events.raw('stdout', text);
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      if (this.#lastWords !== '' || lastWords.test(text)) this.#lastWords += text;
      else if (!this.#ended) this.#events.raw('stderr', text);
    });
    // At once: later the number of its group might be another's, and what it has started would keep the pipes open.
    child.on('exit', () => child.pid !== undefined && endOrphans(child.pid, markOf(this.#mark)));
    // 'close', not 'exit': by then everything it still said has been read.
    child.on('close', (code, signal) => this.#end(this.#deathOf(code, signal)));
  }

  #isGone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** A cell has closed one of the pipes, unless the process is gone as well: then 'close' says why. */
  #pipeClosed(): void {
    if (!this.#isGone()) this.#end({ reason: 'exit', detail: String(DAMAGED) });
  }

  #report(report: Report): void {
    if (this.#ended) return;
    this.#events.report(report);
    if (report.type !== 'ready') return;
    this.#wasReady = true;
    clearTimeout(this.#startTimer);
    this.#becameReady();
  }

  #heard(report: WatchdogReport): void {
    if (report.type === 'memory') this.#overLimit(report);
    else if (!this.#ended) this.#events.inspected(report);
  }

  #overLimit({ used, limit, setting }: Extract<WatchdogReport, { type: 'memory' }>): void {
    if (used <= limit || this.#overMemory !== undefined) return;
    this.#overMemory = setting;
    this.#child.kill('SIGKILL');
  }

  #deathOf(code: number | null, signal: string | null): Death {
    if (this.#overMemory !== undefined || /out of memory|heap limit/i.test(this.#lastWords)) {
      return { reason: 'memory', detail: this.#overMemory ?? '' };
    }
    if (code === UNWATCHED && this.#wasReady) return { reason: 'exit', detail: String(DAMAGED) };
    if (code === UNWATCHED)
      return { reason: 'start', detail: say({ en: 'no watchdog thread', ko: '감시 스레드가 없습니다' }) };
    if (!this.#wasReady) return { reason: 'start', detail: String(signal ?? code) };
    return signal ? { reason: 'signal', detail: signal } : { reason: 'exit', detail: String(code) };
  }
}

/** When the machine has no memory left, Linux is to end the cells and not the kernel, the server or the browser. */
function preferWhenMemoryEnds(pid: number | undefined): void {
  if (process.platform === 'linux' && pid !== undefined) writeFile(`/proc/${pid}/oom_score_adj`, '500', () => {});
}

/** Calls back with every full line of a stream. */
function lines(stream: Readable, each: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const whole = (rest + chunk).split('\n');
    rest = whole.pop()!;
    whole.forEach(each);
  });
}
