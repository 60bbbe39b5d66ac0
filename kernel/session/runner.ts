/** @file What a session asks of the place where cells run; `runner-process.ts` is a process of Node. */
import type { InspectorReport, Order, Report, WatchdogOrder } from '../ipc.ts';

export interface Runner {
  /** Resolves when it takes orders, or has ended. */
  readonly ready: Promise<void>;
  /** Gives an order to the thread in which cells run. */
  order(order: Order): void;
  /** Gives an order that is heard even while a cell blocks that thread. */
  orderWatchdog(order: WatchdogOrder): void;
  /** Ends it for good; nothing more is reported. */
  kill(): void;
}

/** Why a runner ended although nobody asked it to. */
export type Death = {
  reason: 'memory' | 'exit' | 'signal' | 'start';
  detail: string;
};

export interface RunnerEvents {
  report(report: Report): void;
  /** Text that went past JavaScript to the process's own stdout or stderr, e.g. by a child process. */
  raw(name: 'stdout' | 'stderr', text: string): void;
  /** V8's inspector in it answers or tells something. */
  inspected(report: InspectorReport): void;
  died(death: Death): void;
}

export type StartRunner = (events: RunnerEvents) => Runner;
