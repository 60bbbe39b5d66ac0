/**
 * @file The parent's end of the line to V8's inspector of the cells' process: requests with their answers, and events. The
 * watchdog thread passes both on (`runner/relay.ts`), so that they arrive even while a cell blocks its thread.
 */
import type { Debugger, Runtime } from 'node:inspector';
import type { InspectorOrder, InspectorReport } from '../ipc.ts';

/** What is asked of V8, with parameters and results in its own terms (the Chrome DevTools Protocol). */
interface Calls {
  'Debugger.enable': [object, Debugger.EnableReturnType];
  'Debugger.disable': [object, object];
  'Debugger.evaluateOnCallFrame': [Debugger.EvaluateOnCallFrameParameterType, Debugger.EvaluateOnCallFrameReturnType];
  'Debugger.getPossibleBreakpoints': [
    Debugger.GetPossibleBreakpointsParameterType,
    Debugger.GetPossibleBreakpointsReturnType,
  ];
  'Debugger.getScriptSource': [Debugger.GetScriptSourceParameterType, Debugger.GetScriptSourceReturnType];
  'Debugger.pause': [object, object];
  'Debugger.removeBreakpoint': [Debugger.RemoveBreakpointParameterType, object];
  'Debugger.resume': [object, object];
  'Debugger.setBlackboxPatterns': [Debugger.SetBlackboxPatternsParameterType, object];
  'Debugger.setBreakpointByUrl': [Debugger.SetBreakpointByUrlParameterType, Debugger.SetBreakpointByUrlReturnType];
  'Debugger.setInstrumentationBreakpoint': [{ instrumentation: string }, { breakpointId: string }];
  'Debugger.setPauseOnExceptions': [Debugger.SetPauseOnExceptionsParameterType, object];
  'Debugger.setSkipAllPauses': [Debugger.SetSkipAllPausesParameterType, object];
  'Debugger.stepInto': [object, object];
  'Debugger.stepOut': [object, object];
  'Debugger.stepOver': [object, object];
  'Runtime.callFunctionOn': [Runtime.CallFunctionOnParameterType, Runtime.CallFunctionOnReturnType];
  'Runtime.evaluate': [Runtime.EvaluateParameterType & { disableBreaks?: boolean }, Runtime.EvaluateReturnType];
  'Runtime.releaseObject': [Runtime.ReleaseObjectParameterType, object];
  'Runtime.releaseObjectGroup': [Runtime.ReleaseObjectGroupParameterType, object];
  'Runtime.globalLexicalScopeNames': [object, Runtime.GlobalLexicalScopeNamesReturnType];
}

interface Pending {
  readonly resolve: (result: object) => void;
  readonly reject: (error: Error) => void;
}

/** V8 refused, or the process that was asked is gone. */
export class InspectorError extends Error {
  override name = 'InspectorError' as const;
}

/** The line; it can be opened and closed any number of times. */
export class Inspector {
  readonly #send: (order: InspectorOrder) => void;
  readonly #event: (method: string, params: object) => void;
  readonly #pending = new Map<number, Pending>();
  #isOpen = false;
  #last = 0;

  constructor(send: (order: InspectorOrder) => void, event: (method: string, params: object) => void) {
    [this.#send, this.#event] = [send, event];
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#send({ type: 'cdpOpen' });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#send({ type: 'cdpClose' });
    this.lose();
  }

  /** The other end is gone: what is waited for never comes. */
  lose(): void {
    this.#isOpen = false;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(new InspectorError('The process of the cells has ended.'));
  }

  /** Asks V8. @throws InspectorError */
  post<Method extends keyof Calls>(method: Method, params: Calls[Method][0]): Promise<Calls[Method][1]> {
    if (!this.#isOpen) return Promise.reject(new InspectorError('The debugger is not attached.'));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ type: 'cdp', id, method, params });
    });
  }

  /** Takes what came from the other end. */
  receive(report: InspectorReport): void {
    if (!this.#isOpen) return;
    if (report.type === 'cdpEvent') return this.#event(report.method, report.params);
    const pending = this.#pending.get(report.id);
    this.#pending.delete(report.id);
    if (report.error === undefined) pending?.resolve(report.result ?? {});
    else pending?.reject(new InspectorError(report.error));
  }
}
