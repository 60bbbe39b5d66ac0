/**
 * @file The Jupyter kernel: answers messages. It owns the sockets and never runs a student's code; cells run one after
 * the other in the session's runner, while completion, inspection, history and interrupts are answered at any time.
 */
import { readFileSync } from 'node:fs';
import { askedName, complete, inspect } from './assist.ts';
import { isComplete } from '../compile/complete.ts';
import { History } from './history.ts';
import { kernelInfo } from './info.ts';
import { say } from '../language.ts';
import { Session, type CellOutcome, type CellOutput } from '../session/session.ts';
import { textField, type Header, type Message } from './zeromq/wire.ts';
import { Sockets, type ConnectionInfo } from './zeromq/sockets.ts';

type Channel = 'shell' | 'control' | 'stdin';

/** Starts a kernel for a connection file and serves until it is told to shut down. */
export async function serve(connectionFile: string): Promise<void> {
  const info = JSON.parse(readFileSync(connectionFile, 'utf8')) as ConnectionInfo;
  await new KernelServer(info).start();
}

/** How long printed text waits for more. */
const TEXT_MS = 10;
/** How many finished cells can still be given late output (timers, unawaited promises). */
const REMEMBERED_CELLS = 500;

class KernelServer {
  readonly #info: ConnectionInfo;
  readonly #sockets: Sockets;
  readonly #session: Session;
  readonly #history = new History();
  readonly #queue: Message[] = [];
  /** Headers of the requests behind cells: the parents of their output. */
  readonly #parents = new Map<number, Header>();
  #count = 0;
  #cell = 0;
  #silent = new Set<number>();
  #executing: Message | undefined;
  #text: Extract<CellOutput, { type: 'stream' }> | undefined;
  #textTimer: NodeJS.Timeout | undefined;

  constructor(info: ConnectionInfo) {
    this.#info = info;
    this.#session = new Session({
      cwd: process.cwd(),
      output: (output) => this.#output(output),
      inputRequest: (_, prompt, password) => this.#askInput(prompt, password),
    });
    this.#sockets = new Sockets(info);
  }

  async start(): Promise<void> {
    process.on('SIGINT', () => this.#session.interrupt());
    process.on('SIGTERM', () => void this.#shutdown());
    process.on('uncaughtException', (error) => console.error(`kernelab kernel: ${error.stack}`));
    process.on('unhandledRejection', (error) => console.error('kernelab kernel:', error));
    try {
      await this.#sockets.open(this.#info, (channel, message) => this.#handle(channel, message));
    } catch (error) {
      console.error(`kernelab kernel: the ports of the connection file cannot be bound. ${String(error)}`);
      this.#session.stop();
      process.exit(1);
    }
    void this.#sockets.publish('status', { execution_state: 'starting' }, {});
    this.#leaveWithParent();
  }

  /** A kernel whose Jupyter server was killed must not stay behind. */
  #leaveWithParent(): void {
    if (!process.env['JPY_PARENT_PID']) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) void this.#shutdown();
    }, 1000).unref();
  }

  #handle(channel: Channel, message: Message): void {
    const type = message.header.msg_type;
    if (channel === 'stdin') {
      if (type === 'input_reply') this.#session.input(textField(message.content['value']));
      return;
    }
    if (type === 'execute_request') {
      this.#queue.push(message);
      if (!this.#executing) void this.#work();
      return;
    }
    void this.#aside(channel, message);
  }

  /** Answers a request that needs no turn in the queue of cells. */
  async #aside(channel: Channel, message: Message): Promise<void> {
    this.#status('busy', message);
    const type = message.header.msg_type;
    try {
      await this.#answer(channel, type, message);
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error);
      if (type.endsWith('_request')) {
        const content = { status: 'error', ename: 'KernelError', evalue, traceback: [] };
        void this.#sockets.reply(channel, message, type.replace(/request$/, 'reply'), content);
      }
    }
    this.#status('idle', message);
    // Front ends show the last state they hear of; a cell that is still running stays visible as busy.
    if (this.#executing) this.#status('busy', this.#executing);
    if (type === 'shutdown_request') await this.#shutdown();
  }

  async #answer(channel: Channel, type: string, message: Message): Promise<void> {
    const { content } = message;
    const reply = (kind: string, answer: object): void => {
      void this.#sockets.reply(channel, message, kind, { status: 'ok', ...answer });
    };
    switch (type) {
      case 'kernel_info_request':
        return reply('kernel_info_reply', kernelInfo());
      case 'complete_request':
        return reply('complete_reply', await complete(this.#session.checker, content));
      case 'inspect_request':
        return reply('inspect_reply', await inspect(this.#session.checker, content));
      case 'is_complete_request':
        return reply('is_complete_reply', await isComplete(textField(content['code'])));
      case 'history_request':
        return reply('history_reply', { history: this.#history.query(content) });
      case 'comm_info_request':
        return reply('comm_info_reply', { comms: {} });
      case 'comm_open':
        // No targets here; the front end is told at once that nobody is at the other end.
        void this.#sockets.publish('comm_close', { comm_id: content['comm_id'], data: {} }, message.header);
        return;
      case 'interrupt_request':
        this.#session.interrupt();
        return reply('interrupt_reply', {});
      case 'shutdown_request':
        return reply('shutdown_reply', { restart: content['restart'] === true });
      default:
    }
  }

  /** Runs the queued cells, one after the other. */
  async #work(): Promise<void> {
    for (let message = this.#queue.shift(); message; message = this.#queue.shift()) {
      this.#executing = message;
      this.#status('busy', message);
      const failed = await this.#execute(message);
      this.#executing = undefined;
      this.#status('idle', message);
      for (const waiting of failed) this.#abort(waiting);
    }
  }

  /** Runs one cell; gives the waiting requests that its failure cancels. */
  async #execute(message: Message): Promise<Message[]> {
    const { header, content } = message;
    const code = textField(content['code']);
    const silent = content['silent'] === true;
    const store = content['store_history'] !== false && !silent;
    if (store) this.#count++;
    const count = this.#count;
    const cell = ++this.#cell;
    this.#parents.set(cell, header);
    if (silent) this.#silent.add(cell);
    this.#parents.delete(cell - REMEMBERED_CELLS);
    this.#silent.delete(cell - REMEMBERED_CELLS);
    if (!silent) void this.#sockets.publish('execute_input', { code, execution_count: count }, header);
    const asked = askedName(code);
    if (asked !== undefined) return this.#page(message, asked, count);
    const outcome = await this.#session.execute(cell, code, {
      label: `Cell [${count}]`,
      expressions: (content['user_expressions'] ?? {}) as Record<string, string>,
    });
    if (store) this.#history.add(count, code);
    return this.#finish(message, count, silent, outcome);
  }

  /** `name?`: shows what inspection knows in the front end's pager. */
  async #page(message: Message, name: string, count: number): Promise<Message[]> {
    const nothing = { found: false, data: {} };
    // A type checker that has just died must not take the queue of cells along.
    const { found, data } = await inspect(this.#session.checker, { code: name }).catch(() => nothing);
    const text = { 'text/plain': `${name}: ${say({ en: 'nothing is known.', ko: '알려진 것이 없습니다.' })}` };
    const payload = [{ source: 'page', data: found ? data : text, start: 0 }];
    const content = { status: 'ok', execution_count: count, user_expressions: {}, payload };
    void this.#sockets.reply('shell', message, 'execute_reply', content);
    return [];
  }

  async #finish(message: Message, count: number, silent: boolean, outcome: CellOutcome): Promise<Message[]> {
    const { error, expressions } = outcome;
    this.#flushText();
    if (!error) {
      const content = { status: 'ok', execution_count: count, user_expressions: expressions, payload: [] };
      void this.#sockets.reply('shell', message, 'execute_reply', content);
      return [];
    }
    if (!silent) void this.#sockets.publish('error', error, message.header);
    // Requests that are on their way already were sent in the belief that this cell works.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => void setImmediate(resolve));
    const cancelled = message.content['stop_on_error'] === false || silent ? [] : this.#queue.splice(0);
    const content = { status: 'error', execution_count: count, ...error, user_expressions: {}, payload: [] };
    void this.#sockets.reply('shell', message, 'execute_reply', content);
    return cancelled;
  }

  #abort(message: Message): void {
    this.#status('busy', message);
    // Without a number, as from IPython: a page would write it beside a cell that never ran.
    void this.#sockets.reply('shell', message, 'execute_reply', { status: 'aborted' });
    this.#status('idle', message);
  }

  #output(output: CellOutput): void {
    if (output.type !== 'stream') {
      this.#flushText();
      this.#publishOutput(output);
      return;
    }
    // Prints that come close together are one message.
    if (this.#text && (this.#text.cell !== output.cell || this.#text.name !== output.name)) this.#flushText();
    if (this.#text) this.#text.text += output.text;
    else this.#text = { ...output };
    this.#textTimer ??= setTimeout(() => this.#flushText(), TEXT_MS);
  }

  #flushText(): void {
    clearTimeout(this.#textTimer);
    const text = this.#text;
    [this.#text, this.#textTimer] = [undefined, undefined];
    if (text) this.#publishOutput(text);
  }

  #publishOutput(output: CellOutput): void {
    // What belongs to no cell any more is told beside the latest one.
    const cell = this.#parents.has(output.cell) ? output.cell : this.#cell;
    const parent = this.#parents.get(cell) ?? {};
    if (this.#silent.has(cell)) return;
    switch (output.type) {
      case 'stream':
        void this.#sockets.publish('stream', { name: output.name, text: output.text }, parent);
        return;
      case 'display': {
        const { data, metadata, displayId, update } = output;
        const transient = displayId === undefined ? {} : { display_id: displayId };
        const type = update ? 'update_display_data' : 'display_data';
        void this.#sockets.publish(type, { data, metadata, transient }, parent);
        return;
      }
      case 'clear':
        void this.#sockets.publish('clear_output', { wait: output.wait }, parent);
        return;
      case 'result': {
        const { data, metadata } = output;
        this.#history.addOutput(this.#count, data);
        void this.#sockets.publish('execute_result', { data, metadata, execution_count: this.#count }, parent);
        return;
      }
      default:
    }
  }

  #askInput(prompt: string, password: boolean): void {
    this.#flushText();
    const request = this.#executing;
    if (!request) return;
    if (request.content['allow_stdin'] === false) {
      this.#session.interrupt();
      const text = 'This front end cannot be asked for input.\n';
      void this.#sockets.publish('stream', { name: 'stderr', text }, request.header);
      return;
    }
    void this.#sockets.reply('stdin', request, 'input_request', { prompt, password });
  }

  #status(state: 'busy' | 'idle', message: Message): void {
    void this.#sockets.publish('status', { execution_state: state }, message.header);
  }

  async #shutdown(): Promise<void> {
    this.#flushText();
    this.#session.stop();
    await Promise.race([this.#sockets.close(), new Promise((resolve) => void setTimeout(resolve, 500))]);
    process.exit(0);
  }
}
