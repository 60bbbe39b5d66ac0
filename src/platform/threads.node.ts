/** @file Threads through Node's workers. Each has a channel of its own, on which this thread can also wait asleep. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { MessageChannel, Worker, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { programPlace } from './assets.node.ts';
import type { Thread, ThreadInside, Threads } from './machine.ts';

/** What a thread is started with. */
interface StartData {
  readonly kernelabProgram: string;
  readonly data: unknown;
  readonly port: MessagePort;
  /** Counts the thread's messages; the other side may sleep on it. */
  readonly sent: Int32Array;
}

/** The whole program of a thread of `startModule`: it has no file of its own, so that bundles need no second entry. */
const serveModule = `
const { workerData: { module, memory, id } } = require('node:worker_threads');
new WebAssembly.Instance(module, { env: { memory } }).exports.work(id);
`;

export const nodeThreads: Threads = {
  cores: availableParallelism,
  startModule(module, memory, id) {
    const worker = new Worker(serveModule, {
      eval: true,
      workerData: { module, memory, id },
      name: `kernelab-engine-${id}`,
    });
    worker.unref();
    return { stop: () => void worker.terminate() };
  },
  start(program, data) {
    const place = programPlace(program);
    return existsSync(place) ? new NodeThread(program, place, data) : undefined;
  },
  inside(program) {
    const start = workerData as StartData | null;
    return start?.kernelabProgram === program ? insideOf(start) : undefined;
  },
};

class NodeThread implements Thread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #sent = new Int32Array(new SharedArrayBuffer(4));

  constructor(program: string, place: URL, data: unknown) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const start: StartData = { kernelabProgram: program, data, port: port2, sent: this.#sent };
    this.#worker = new Worker(place, {
      workerData: start,
      transferList: [port2],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#worker.unref();
  }

  send(message: unknown, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, [...transfer]);
  }

  onMessage(hear: (message: unknown) => void): void {
    this.#port.on('message', hear);
    // Listening alone must not keep a finished program alive.
    this.#port.unref();
  }

  onError(hear: (error: Error) => void): void {
    this.#worker.on('error', hear);
    this.#worker.unref();
  }

  waitForMessage(milliseconds: number): { message: unknown } | undefined {
    const seen = Atomics.load(this.#sent, 0);
    const there = receiveMessageOnPort(this.#port);
    if (there) return there;
    Atomics.wait(this.#sent, 0, seen, milliseconds);
    return receiveMessageOnPort(this.#port);
  }

  hold(yes: boolean): void {
    if (yes) this.#port.ref();
    else this.#port.unref();
  }

  stop(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}

function insideOf({ data, port, sent }: StartData): ThreadInside {
  return {
    data,
    send(message, transfer = []) {
      port.postMessage(message, [...transfer]);
      Atomics.add(sent, 0, 1);
      Atomics.notify(sent, 0);
    },
    onMessage: (hear) => void port.on('message', hear),
  };
}
