/**
 * @file The main thread's side of the watchdog. They share a few integers (`shared.ts`). Waiting for input happens here, too, because the
 * answer must be heard while the main thread stands still.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { say } from '../language.ts';
import { kernelFile } from '../paths.ts';
import { cellContext, InterruptError } from './context.ts';
import { report } from './output.ts';
import { ASKED, OVER, PLACES, SEEN, TERMINATED, WAKE, type Interrupt } from './shared.ts';

const shared = new Int32Array(new SharedArrayBuffer(4 * PLACES));
const { port1: inputPort, port2: inputEnd } = new MessageChannel();
const { port1: interruptPort, port2: interruptEnd } = new MessageChannel();
let handler: (cell: number, terminated: boolean) => void = () => {};

/** What to do when Stop was pressed for a cell. `terminated`: its loop was broken, since it never yielded. */
export function onInterrupt(listener: (cell: number, terminated: boolean) => void): void {
  handler = listener;
}

/** Tells the watchdog that a cell is over: a late interrupt of it is ignored. */
export function cellIsOver(cell: number): void {
  Atomics.store(shared, OVER, cell);
}

/** Starts the thread; cells need not wait for it. `lost` is called when it cannot be had. */
export function startWatchdog(lost: () => void): void {
  interruptPort.on('message', ({ number, cell }: Interrupt) => {
    Atomics.store(shared, SEEN, number);
    handler(cell, Atomics.exchange(shared, TERMINATED, 0) === cell);
  });
  const worker = new Worker(kernelFile('watchdog'), {
    workerData: { shared: shared.buffer, input: inputEnd, interrupt: interruptEnd },
    transferList: [inputEnd, interruptEnd],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // It reads a few lines twice a second; without a word V8 would let that garbage grow.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  worker.on('error', lost);
  worker.unref();
}

/** Text was asked for where nobody can type it. */
export class InputError extends Error {
  override name = 'InputError' as const;
}

/**
 * Asks for a line of text and stands still until it comes. In a timer or callback of a cell that has ended, it would
 * stand in the way of other cells.
 * @throws InputError where nobody can answer
 * @throws InterruptError when Stop is pressed
 */
export function readInput(prompt: string, password: boolean): string {
  if (!cellContext().input) {
    throw new InputError(
      say({
        en: 'input: text can be asked for only while the cell runs in a notebook that somebody can type into.',
        ko: 'input: 누군가 입력할 수 있는 노트북에서, 셀이 실행되는 동안에만 입력을 받을 수 있습니다.',
      }),
    );
  }
  const asked = Atomics.load(shared, ASKED);
  while (receiveMessageOnPort(inputPort)) {
    // an answer to an earlier question
  }
  report({ type: 'input', cell: cellContext().cell, prompt, password });
  for (;;) {
    const answer = receiveMessageOnPort(inputPort);
    if (answer) return String(answer.message);
    if (Atomics.load(shared, ASKED) !== asked) throw new InterruptError();
    Atomics.wait(shared, WAKE, Atomics.load(shared, WAKE), 50);
  }
}
