/** @file The debugger's side of a front end: requests of the Debug Adapter Protocol over the wire, and the events that come back. */
import type { Execution, KernelClient, Message } from './client.ts';

/** A response, as a debug_reply carries it. */
export interface Response {
  success: boolean;
  message?: string;
  command: string;
  request_seq: number;
  body: Record<string, unknown>;
}

export interface Frame {
  id: number;
  name: string;
  line: number;
  column: number;
  source: { path: string; name: string };
}

export interface Variable {
  name: string;
  value: string;
  type: string;
  variablesReference: number;
}

export class DebugClient {
  readonly kernel: KernelClient;
  #seq = 0;
  #heard = 0;

  constructor(kernel: KernelClient) {
    this.kernel = kernel;
  }

  /** Sends a request; gives its response, be it a success or not. */
  async ask(command: unknown, args: unknown = {}, more: object = {}): Promise<Response> {
    const request = { type: 'request', seq: ++this.#seq, command, arguments: args, ...more };
    return (await this.kernel.request('debug_request', request, 'control')).content as unknown as Response;
  }

  /** The body of a request's response. Throws where it is no success. */
  async body<T = Record<string, unknown>>(command: string, args: object = {}): Promise<T> {
    const response = await this.ask(command, args);
    if (!response.success) throw new Error(`${command}: ${response.message}`);
    return response.body as T;
  }

  /** As JupyterLab begins when its bug icon is pressed. */
  async attach(clientID = 'jupyterlab'): Promise<void> {
    await this.body('debugInfo');
    this.#heard = this.events().length;
    await this.body('initialize', { clientID, clientName: clientID, adapterID: 'kernelab' });
    await this.body('attach');
  }

  /** Sets the breakpoints of a cell, by their lines; gives the lines where they came to stand. */
  async breakAt(code: string, ...lines: (number | object)[]): Promise<(number | undefined)[]> {
    const { sourcePath: path } = await this.body<{ sourcePath: string }>('dumpCell', { code });
    const breakpoints = lines.map((line) => (typeof line === 'number' ? { line } : line));
    const args = { source: { path }, breakpoints, sourceModified: false };
    const { breakpoints: set } = await this.body<{ breakpoints: { line: number; verified: boolean }[] }>(
      'setBreakpoints',
      args,
    );
    await this.body('configurationDone');
    return set.map(({ verified, line }) => (verified ? line : undefined));
  }

  /** Events that came. */
  events(): { event: string; body: Record<string, unknown> }[] {
    return this.kernel.published
      .filter((message) => message.header.msg_type === 'debug_event')
      .map((message: Message) => message.content as unknown as { event: string; body: Record<string, unknown> });
  }

  /** Waits for the next event of a kind; gives its body. */
  async event(kind: string): Promise<Record<string, unknown>> {
    const next = (): number => this.events().findIndex(({ event }, i) => i >= this.#heard && event === kind);
    await this.kernel.until(() => next() >= 0);
    const at = next();
    this.#heard = at + 1;
    return this.events()[at]!.body;
  }

  /** Waits until the cells stand; gives the student's frames. */
  async stopped(): Promise<Frame[]> {
    await this.event('stopped');
    return this.frames();
  }

  async frames(): Promise<Frame[]> {
    return (await this.body<{ stackFrames: Frame[] }>('stackTrace', { threadId: 1 })).stackFrames;
  }

  /** The variables of a frame's scope, the first one where none is named. */
  async scope(frame: Frame, name?: string): Promise<Variable[]> {
    const { scopes } = await this.body<{ scopes: { name: string; variablesReference: number }[] }>('scopes', {
      frameId: frame.id,
    });
    const scope = name === undefined ? scopes[0] : scopes.find((each) => each.name === name);
    return this.inside(scope!.variablesReference);
  }

  async inside(variablesReference: number): Promise<Variable[]> {
    return (await this.body<{ variables: Variable[] }>('variables', { variablesReference })).variables;
  }

  async evaluate(expression: string, frame?: Frame): Promise<string> {
    return (await this.body<{ result: string }>('evaluate', { expression, frameId: frame?.id, context: 'repl' }))
      .result;
  }

  /** Goes on, by `continue` or a step. */
  async go(command = 'continue'): Promise<void> {
    await this.body(command, { threadId: 1 });
  }

  /** Begins a cell and waits until it stands; gives its frames, and the cell. */
  async stopIn(code: string): Promise<{ frames: Frame[]; done: Promise<Execution> }> {
    const { done } = this.kernel.begin(code);
    const ended = done.then(({ error, stdout }) =>
      Promise.reject(new Error(`It did not stop. ${error?.evalue} ${stdout}`)),
    );
    ended.catch(() => {});
    return { frames: await Promise.race([this.stopped(), ended]), done };
  }
}

/** Variables by their names: `type = value`. */
export function shown(variables: readonly Variable[]): Record<string, string> {
  return Object.fromEntries(variables.map(({ name, type, value }) => [name, `${type} = ${value}`]));
}

/** Where frames stand: `name:line`. */
export function places(frames: readonly Frame[]): string[] {
  return frames.map(({ name, line }) => `${name}:${line}`);
}
