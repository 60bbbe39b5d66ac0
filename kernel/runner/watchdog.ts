/**
 * @file The watchdog thread of the runner. It hears the kernel over a pipe of its own even while a cell blocks the
 * main thread: it passes Stop on, and if the main thread does not react, breaks its loop through the inspector. It
 * also hands over typed input, watches the memory, and is the debugger's way to the main thread.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { WatchdogOrder, WatchdogReport } from '../ipc.ts';
import { endGroup, markOf } from '../processes.ts';
import { childrenMemory, memoryLimit } from './memory.ts';
import { Relay } from './relay.ts';
import { ASKED, OVER, SEEN, TERMINATED, WAKE, type Interrupt } from './shared.ts';

const ORDER_FD = 4;
/** How long the main thread may be deaf before its loop is broken. */
const PATIENCE_MS = 200;

const data = workerData as { shared: SharedArrayBuffer; input: MessagePort; interrupt: MessagePort };
const shared = new Int32Array(data.shared);
/** A cell may change the environment. */
const mark = markOf();
const pipe = new Socket({ fd: ORDER_FD });
const relay = new Relay(say);
let received = '';
let interrupts = 0;

pipe.setEncoding('utf8').on('data', (chunk: string) => {
  received += chunk;
  const lines = received.split('\n');
  received = lines.pop()!;
  for (const line of lines) obey(JSON.parse(line) as WatchdogOrder);
});
// The kernel is gone. A busy main thread would never notice.
pipe.on('close', () => endGroup(process.pid, mark));
pipe.on('error', () => endGroup(process.pid, mark));
setInterval(watchMemory, 500).unref();

function obey(order: WatchdogOrder): void {
  if (order.type === 'input') {
    data.input.postMessage(order.value);
    Atomics.add(shared, WAKE, 1);
    Atomics.notify(shared, WAKE);
  } else if (order.type === 'interrupt') {
    void interrupt(order.cell);
  } else {
    relay.obey(order);
  }
}

function say(report: WatchdogReport): void {
  pipe.write(`${JSON.stringify(report)}\n`);
}

/**
 * Stop was pressed for a cell. Its order may still be on the way: what keeps the main thread from it (a timer's loop) is broken,
 * too. When it is over by now, nothing is broken.
 */
async function interrupt(cell: number): Promise<void> {
  const number = ++interrupts;
  if (!isOver(cell)) {
    Atomics.add(shared, ASKED, 1);
    Atomics.add(shared, WAKE, 1);
    Atomics.notify(shared, WAKE);
  }
  if (relay.endPause()) Atomics.store(shared, TERMINATED, cell);
  data.interrupt.postMessage({ number, cell } satisfies Interrupt);
  for (let round = 0; round < 5; round++) {
    if ((await seen(number, PATIENCE_MS)) || isOver(cell)) return;
    Atomics.store(shared, TERMINATED, cell);
    breakLoop();
  }
}

function isOver(cell: number): boolean {
  return cell <= Atomics.load(shared, OVER);
}

async function seen(number: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += 10) {
    if (Atomics.load(shared, SEEN) >= number) return true;
    await sleep(10);
  }
  return Atomics.load(shared, SEEN) >= number;
}

/** Ends the JavaScript the main thread is in. The connection lives only as long as it is needed: with it, the process could not exit. */
function breakLoop(): void {
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.terminateExecution', () => session.disconnect());
}

function watchMemory(): void {
  const own = Number(process.env['KERNELAB_MEMORY_MB'] ?? 0);
  const used = process.memoryUsage.rss() + childrenMemory(process.pid);
  const limit = memoryLimit(used, own * 2 ** 20);
  if (used > limit) say({ type: 'memory', used, limit, setting: own > 0 ? `KERNELAB_MEMORY_MB=${own}` : '' });
}
