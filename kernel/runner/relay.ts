/**
 * @file The debugger's way to the main thread: from the watchdog's thread V8's inspector reaches it even while a cell
 * blocks it, or while it stands at a breakpoint. What the kernel asks is passed on, and so are answers and events; what they
 * mean is the kernel's business (`kernel/debugger`). Closed, it costs nothing; open, it would keep the process from exiting.
 */
import { Session } from 'node:inspector';
import type { InspectorOrder, InspectorReport } from '../ipc.ts';

export class Relay {
  readonly #report: (report: InspectorReport) => void;
  #session: Session | undefined;
  #isPaused = false;

  constructor(report: (report: InspectorReport) => void) {
    this.#report = report;
  }

  obey(order: InspectorOrder): void {
    if (order.type === 'cdpOpen') this.#open();
    else if (order.type === 'cdpClose') this.#close();
    else this.#post(order);
  }

  /** Stop was pressed: ends JavaScript that stands at a breakpoint. False: it does not stand. */
  endPause(): boolean {
    if (!this.#isPaused) return false;
    this.#session?.post('Debugger.resume', { terminateOnResume: true });
    return true;
  }

  #open(): void {
    if (this.#session) return;
    this.#session = new Session();
    this.#session.connectToMainThread();
    this.#session.on('inspectorNotification', ({ method, params }) => {
      if (method === 'Debugger.paused') this.#isPaused = true;
      if (method === 'Debugger.resumed') this.#isPaused = false;
      this.#report({ type: 'cdpEvent', method, params });
    });
  }

  #close(): void {
    this.#session?.disconnect();
    [this.#session, this.#isPaused] = [undefined, false];
  }

  #post({ id, method, params }: Extract<InspectorOrder, { type: 'cdp' }>): void {
    const answer = (error: Error | null, result?: object): void =>
      this.#report({ type: 'cdpReply', id, ...(error ? { error: error.message } : { result }) });
    try {
      if (!this.#session) throw new Error('The inspector is closed.');
      this.#session.post(method, params, answer);
    } catch (error) {
      answer(error as Error);
    }
  }
}
