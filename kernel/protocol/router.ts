/**
 * @file The kernel behind a transport: hands each message to its answer, says busy and idle around it, and lets cells
 * run one after the other while everything else is answered at any time. It never runs a student's code.
 */
import { Debugger, type DebuggerPlace } from '../debugger/debugger.ts';
import { IdleWatch } from '../idle.ts';
import type { Library } from '../library.ts';
import type { Session } from '../session/session.ts';
import type { SessionEvents } from '../session/terms.ts';
import { answers, type RequestType } from './answers/index.ts';
import type { Answer, Content, Desk } from './answers/answer.ts';
import { cancelsRest, cellId } from './answers/execute.ts';
import { History } from './history.ts';
import { Outputs } from './outputs.ts';
import { textField, type Channel, type Message, type Outgoing, type Parent, type Transport } from './transport.ts';

/** What a kernel is put together from. */
export interface KernelParts {
  transport: Transport;
  library: Library;
  startSession(events: SessionEvents): Session;
  /** What a debugger must know of the place where cells run; without it there is none. */
  debug?: DebuggerPlace;
  /** Called after a shutdown, when everything was sent. */
  ended?(): void;
  /** Called when nobody has asked anything for a while. */
  rested?(): void;
}

interface Request {
  channel: Channel;
  message: Message;
  answer: Answer;
}

/** How long the last messages may take to leave. */
const CLOSE_MS = 500;

/** A Jupyter kernel. */
export class Kernel implements Desk {
  readonly session: Session;
  readonly library: Library;
  readonly outputs: Outputs;
  readonly debugger: Debugger | undefined;
  readonly history = new History();
  readonly #transport: Transport;
  readonly #ended: () => void;
  readonly #queue: Request[] = [];
  readonly #idle: IdleWatch;
  #executing: Request | undefined;

  constructor(parts: KernelParts) {
    this.#idle = new IdleWatch(() => parts.rested?.());
    this.#transport = parts.transport;
    this.library = parts.library;
    this.#ended = (): void => parts.ended?.();
    this.outputs = new Outputs((message) => this.publish(message));
    this.session = parts.startSession({
      output: (output) => {
        if (output.type === 'result' && output.text !== undefined) {
          this.history.addOutput(this.outputs.count, output.text);
        }
        this.outputs.add(output);
      },
      inputRequest: (_, prompt, password) => this.#askInput(prompt, password),
      beforeCell: (cell) => this.debugger?.beforeCell(cell),
      inspected: (report) => this.debugger?.inspected(report),
      interrupted: () => this.debugger?.interrupted(),
      replaced: () => this.debugger?.replaced(),
    });
    this.debugger = parts.debug && this.#startDebugger(parts.debug);
  }

  #startDebugger(place: DebuggerPlace): Debugger {
    const { session } = this;
    return new Debugger({
      ...place,
      send: (order) => session.inspect(order),
      compile: (code) => session.compile(code),
      userNames: () => session.checker.scope.userNames(),
      adopt: (name) => session.adopt(name),
      publish: (content) => this.publish({ type: 'debug_event', content, parent: {} }),
    });
  }

  /** Begins to answer. Rejects when the transport cannot listen. */
  async start(): Promise<void> {
    await this.#transport.open((channel, message) => this.#receive(channel, message));
    this.#publishState('starting', {});
  }

  get executing(): Message | undefined {
    return this.#executing?.message;
  }

  publish(message: Outgoing): void {
    this.#transport.publish(message);
  }

  /** Ends the session and what it started. */
  async shutdown(): Promise<void> {
    this.#idle.stop();
    this.outputs.flush();
    this.session.stop();
    await Promise.race([this.#transport.close(), new Promise((resolve) => void setTimeout(resolve, CLOSE_MS))]);
    this.#ended();
  }

  #receive(channel: Channel, message: Message): void {
    const type = message.header.msg_type;
    const answer = Object.hasOwn(answers, type) ? answers[type as RequestType] : unknown;
    const request = { channel, message, answer };
    if (answer.mode === 'cells') {
      this.#queue.push(request);
      if (!this.#executing) void this.#work();
    } else {
      void this.#aside(request);
    }
  }

  /** Answers a request that needs no turn in the queue of cells. */
  async #aside(request: Request): Promise<void> {
    const { message, answer } = request;
    const silent = answer.mode === 'silent';
    if (!silent) this.#status('busy', message);
    await this.#answer(request);
    if (!silent) this.#status('idle', message);
    // Front ends show the last state they hear of; a cell that is still running stays visible as busy. It is the kernel's
    // state and no message of the cell's: to each of those a panel of variables asks for all of them again.
    if (this.#executing && !silent) this.#publishState('busy', {});
    if (answer.last) await this.shutdown();
  }

  /** Answers; gives the status of the reply. */
  async #answer(request: Request): Promise<unknown> {
    const { message, answer } = request;
    try {
      const work = async (): Promise<Content | undefined> => answer.answer(message, this);
      // A page that asks by itself, again and again, is no use of the kernel.
      const content = await (answer.mode === 'silent' ? work() : this.#idle.during(work));
      if (!content) return 'ok';
      const failed = content['status'] === 'error';
      // Requests that are on their way already were sent in the belief that this cell works.
      if (failed && answer.mode === 'cells') await severalTurns();
      this.#reply(request, { status: 'ok', ...content });
      return content['status'];
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error);
      this.#reply(request, { status: 'error', ename: 'KernelError', evalue, traceback: [] });
      return 'error';
    }
  }

  /** Runs the queued cells, one after the other. */
  async #work(): Promise<void> {
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#executing = request;
      this.#status('busy', request.message);
      const status = await this.#answer(request);
      const cancelled = status === 'error' && cancelsRest(request.message) ? this.#queue.splice(0) : [];
      this.#executing = undefined;
      this.debugger?.afterCell();
      this.outputs.flush();
      this.#status('idle', request.message);
      for (const waiting of cancelled) this.#abort(waiting);
    }
  }

  #abort(request: Request): void {
    this.session.skip(textField(request.message.content['code']), cellId(request.message));
    this.#status('busy', request.message);
    // Without a number, as from IPython: a page would write it beside a cell that never ran.
    this.#reply(request, { status: 'aborted' });
    this.#status('idle', request.message);
  }

  #askInput(prompt: string, password: boolean): void {
    this.outputs.flush();
    if (!this.#executing) return;
    const { message } = this.#executing;
    const content = { prompt, password };
    this.#transport.reply('stdin', message, { type: 'input_request', content, parent: message.header });
  }

  /** Only a request has a reply. */
  #reply({ channel, message }: Request, content: object): void {
    const type = message.header.msg_type;
    if (!type.endsWith('_request')) return;
    this.#transport.reply(channel, message, {
      type: type.replace(/request$/, 'reply'),
      content,
      parent: message.header,
    });
  }

  #status(state: 'busy' | 'idle', { header }: Message): void {
    this.#publishState(state, header);
  }

  #publishState(state: 'starting' | 'busy' | 'idle', parent: Parent): void {
    this.publish({ type: 'status', content: { execution_state: state }, parent });
  }
}

/** A type of message that is not known: busy and idle, and no reply, as the protocol asks. */
const unknown: Answer = { answer: () => undefined };

async function severalTurns(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => void setImmediate(resolve));
}
