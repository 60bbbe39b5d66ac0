/**
 * @file What plots need of the machine: the drawing thread (started at the first figure, so that it loads while the cell
 * computes), waiting for a drawing with or without blocking.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MessageChannel, Worker, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { KernelabError } from '../../errors/index.ts';
import type { DrawAnswer, DrawRequest, DrawThreadData } from './render/host.ts';
import type { PlotlyFigure } from './render/svg.ts';

interface DrawThread {
  worker: Worker;
  port: MessagePort;
  answers: Int32Array;
  waiting: Map<number, (answer: DrawAnswer) => void>;
}

let thread: DrawThread | undefined;
let lastId = 0;

/** Starts the drawing thread without waiting for it. */
export function warmUp(): void {
  thread ??= start();
}

/** Draws and waits, blocking this thread (about 50 ms once warm): the order of a cell's output stays as written. */
export function drawNow(figure: PlotlyFigure, format: 'png', scale?: number, trim?: number): Uint8Array;
export function drawNow(figure: PlotlyFigure, format: 'svg'): string;
export function drawNow(figure: PlotlyFigure, format: 'png' | 'svg', scale = 1, trim?: number): Uint8Array | string {
  const { port, answers, waiting } = (thread ??= start());
  let answer: DrawAnswer | undefined;
  const id = post({ figure, format, scale, trim }, (got) => (answer = got));
  const deadline = Date.now() + 60_000;
  while (!answer) {
    const seen = Atomics.load(answers, 0);
    const message = receiveMessageOnPort(port);
    if (message) settle(message.message);
    else if (Date.now() > deadline) {
      waiting.delete(id);
      answer = { id, error: 'the drawing thread did not answer within 60 s' };
    } else Atomics.wait(answers, 0, seen, 200);
  }
  return result(answer);
}

/** Draws without blocking. */
export function draw(figure: PlotlyFigure, format: 'png', scale?: number): Promise<Uint8Array>;
export function draw(figure: PlotlyFigure, format: 'svg'): Promise<string>;
export function draw(figure: PlotlyFigure, format: 'png' | 'svg', scale = 1): Promise<Uint8Array | string> {
  return new Promise((resolve, reject) => {
    thread ??= start();
    thread.port.ref(); // this process must not end while a drawing is awaited
    post({ figure, format, scale }, (answer) => {
      if (thread?.waiting.size === 0) thread.port.unref();
      try {
        resolve(result(answer));
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Plotly's script for a page that must work without a network. */
export function plotlyScript(): string {
  return readFileSync(createRequire(import.meta.url).resolve('plotly.js/dist/plotly-cartesian.min.js'), 'utf8');
}

function start(): DrawThread {
  const { port1, port2 } = new MessageChannel();
  const answers = new Int32Array(new SharedArrayBuffer(4));
  const workerData: DrawThreadData = { role: 'kernelab-plot', port: port2, answers };
  const worker = new Worker(threadFile(), {
    workerData,
    transferList: [port2],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const started: DrawThread = { worker, port: port1, answers, waiting: new Map() };
  port1.on('message', settle);
  port1.unref();
  worker.unref();
  worker.on('error', (error: Error) => {
    if (thread === started) thread = undefined;
    for (const [id, give] of started.waiting) give({ id, error: error.stack ?? error.message });
  });
  return started;
}

/** The thread's program: in the sources, beside the bundled library, or above its chunks. */
function threadFile(): URL {
  const places = ['./render/host.ts', './plot-render.js', '../plot-render.js'].map(
    (at) => new URL(at, import.meta.url),
  );
  return places.find((url) => existsSync(url)) ?? places[0]!;
}

function post(wanted: Omit<DrawRequest, 'id'>, give: (answer: DrawAnswer) => void): number {
  const request: DrawRequest = { id: ++lastId, ...wanted };
  thread!.waiting.set(request.id, give);
  thread!.port.postMessage(request, []);
  return request.id;
}

function settle(answer: DrawAnswer): void {
  const give = thread?.waiting.get(answer.id);
  thread?.waiting.delete(answer.id);
  give?.(answer);
}

function result(answer: DrawAnswer): Uint8Array | string {
  if (answer.error !== undefined) {
    throw new KernelabError({
      who: 'plt',
      rule: 'the figure could not be drawn',
      received: answer.error,
      hint: 'This is a fault of kernelab or of an unusual plot; fig.toPlotly() still gives the figure itself.',
    });
  }
  return answer.png ?? answer.svg!;
}
