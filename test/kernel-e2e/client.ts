/**
 * @file A real Jupyter client over ZeroMQ for the tests: starts the kernel like a front end does (connection file,
 * five sockets, signed messages) and collects what comes back, per request.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dealer, Subscriber } from 'zeromq';
import { kernelSpec } from '../../kernel/kernelspec.ts';

export interface Message {
  header: { msg_id: string; msg_type: string };
  parent: { msg_id?: string };
  content: Record<string, unknown>;
}

/** What one execute request brought. */
export interface Execution {
  reply: Record<string, unknown>;
  /** Everything published for it up to `idle`. */
  published: Message[];
  stdout: string;
  stderr: string;
  /** The content of the error message, if there was one. */
  error?: { ename: string; evalue: string; traceback: string[] };
  /** text/plain of the execute_result. */
  result?: string;
}

export interface ClientOptions {
  cwd?: string;
  env?: Record<string, string>;
  argv?: (connectionFile: string) => string[];
}

const ports = ['shell_port', 'iopub_port', 'stdin_port', 'control_port', 'hb_port'] as const;

/** The kernel's own command line, as its kernelspec has it. */
export function ourKernel(connectionFile: string): string[] {
  return kernelSpec().argv.map((word) => (word === '{connection_file}' ? connectionFile : word));
}

export class KernelClient {
  readonly key: string = randomUUID();
  readonly published: Message[] = [];
  readonly process: ChildProcess;
  readonly cwd: string;
  /** When the first reply came (performance.now()). */
  answered = 0;
  /** Answers to input requests, in order; undefined: nobody answers. */
  inputs: string[] | undefined = [];
  stderr = '';
  #session: string = randomUUID();
  #info: Record<(typeof ports)[number], number> | undefined;
  readonly #folder: string;
  readonly #shell = new Dealer({ linger: 0, reconnectInterval: 5 });
  readonly #control = new Dealer({ linger: 0, reconnectInterval: 5 });
  readonly #stdin = new Dealer({ linger: 0, reconnectInterval: 5 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0, reconnectInterval: 5 });
  readonly #replies = new Map<string, (message: Message) => void>();
  readonly #watchers = new Set<() => void>();

  private constructor(folder: string, cwd: string, child: ChildProcess) {
    this.#folder = folder;
    this.cwd = cwd;
    this.process = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  /** Starts a kernel and waits until it answers. */
  static async start(options: ClientOptions = {}): Promise<KernelClient> {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-test-'));
    const file = join(folder, 'connection.json');
    const cwd = options.cwd ?? folder;
    const numbers = await freePorts(ports.length);
    const info = Object.fromEntries(ports.map((name, i) => [name, numbers[i]]));
    const [command, ...args] = (options.argv ?? ourKernel)(file);
    const key = randomUUID();
    const head = { transport: 'tcp', ip: '127.0.0.1', signature_scheme: 'hmac-sha256', kernel_name: 'test' };
    writeFileSync(file, JSON.stringify({ ...head, ...info, key }));
    const child = spawn(command!, args, {
      cwd,
      env: { ...process.env, ...(options.argv ? {} : kernelSpec().env), ...options.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const client = new KernelClient(folder, cwd, child);
    (client as { key: string }).key = key;
    client.#connect(info as Record<(typeof ports)[number], number>);
    await client.#ready();
    return client;
  }

  /** A second client of the same kernel with the same routing id, as two clients of one manager have. */
  twin(): Promise<KernelClient> {
    return this.#joined(this.#session);
  }

  /** A second client of the same kernel with a session of its own, as a page that was loaded anew has. */
  other(): Promise<KernelClient> {
    return this.#joined(randomUUID());
  }

  async #joined(session: string): Promise<KernelClient> {
    const client = new KernelClient(this.#folder, this.cwd, this.process);
    (client as { key: string }).key = this.key;
    client.#session = session;
    client.#connect(this.#info!);
    await client.#ready();
    return client;
  }

  /** Leaves the kernel alone from now on. */
  disconnect(): void {
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub]) socket.close();
  }

  /** Sends a request and waits for its reply. */
  async request(type: string, content: object = {}, channel: 'shell' | 'control' = 'shell'): Promise<Message> {
    return this.#post(type, content, channel).reply;
  }

  /** Runs a cell and waits for its reply and its idle status. */
  async execute(code: string, options: object = {}, metadata: object = {}): Promise<Execution> {
    return this.begin(code, options, metadata).done;
  }

  /** Sends a cell; `done` comes with reply and idle. */
  begin(code: string, options: object = {}, metadata: object = {}): { id: string; done: Promise<Execution> } {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: true,
      stop_on_error: true,
      ...options,
    };
    const { id, reply } = this.#post('execute_request', content, 'shell', metadata);
    const done = (async () => {
      const { content: answer } = await reply;
      const idle = (m: Message): boolean =>
        m.parent.msg_id === id && m.header.msg_type === 'status' && m.content['execution_state'] === 'idle';
      await this.until(() => this.published.some(idle));
      return summary(answer, this.of(id));
    })();
    return { id, done };
  }

  /** Sends a cell and waits until it runs, which it says by its first print. */
  async running(code: string): Promise<{ id: string; done: Promise<Execution> }> {
    const { id, done } = this.begin(code);
    await this.until(() => this.of(id).some((m) => m.header.msg_type === 'stream'));
    return { id, done };
  }

  /** Everything published for a request so far. */
  of(id: string): Message[] {
    return this.published.filter((m) => m.parent.msg_id === id);
  }

  /** Waits until a condition on what was published holds. */
  async until(condition: () => boolean, timeout = 60_000): Promise<void> {
    const end = Date.now() + timeout;
    while (!condition()) {
      if (Date.now() > end) throw new Error(`Waited ${timeout} ms in vain: ${String(condition)}\n${this.stderr}`);
      await new Promise<void>((resolve) => {
        const watcher = (): void => {
          this.#watchers.delete(watcher);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(watcher, 200);
        this.#watchers.add(watcher);
      });
    }
  }

  interrupt(): Promise<Message> {
    return this.request('interrupt_request', {}, 'control');
  }

  /** Sends raw frames to the shell channel. */
  async sendRaw(frames: (string | Buffer)[]): Promise<void> {
    await this.#shell.send(frames);
  }

  /** The four parts of a message and their signature. */
  frames(type: string, content: object, key = this.key, metadata: object = {}): { id: string; frames: string[] } {
    const id = randomUUID();
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: 'test',
      date: new Date().toISOString(),
      version: '5.4',
    };
    const parts = [header, {}, metadata, content].map((part) => JSON.stringify(part));
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    return { id, frames: ['<IDS|MSG>', hmac.digest('hex'), ...parts] };
  }

  /** Ends the kernel and cleans up. */
  async stop(): Promise<void> {
    const exited = new Promise<void>((resolve) => {
      if (this.process.exitCode !== null || this.process.signalCode !== null) resolve();
      else this.process.once('exit', () => resolve());
    });
    this.process.kill('SIGTERM');
    const force = setTimeout(() => this.process.kill('SIGKILL'), 2000);
    await exited;
    clearTimeout(force);
    this.disconnect();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #post(
    type: string,
    content: object,
    channel: 'shell' | 'control',
    metadata: object = {},
  ): { id: string; reply: Promise<Message> } {
    const { id, frames } = this.frames(type, content, this.key, metadata);
    const reply = new Promise<Message>((resolve) => this.#replies.set(id, resolve));
    const socket = channel === 'shell' ? this.#shell : this.#control;
    this.#sending = this.#sending.then(() => socket.send(frames));
    return { id, reply };
  }
  #sending: Promise<void> = Promise.resolve();

  #connect(info: Record<(typeof ports)[number], number>): void {
    this.#info = info;
    const at = (port: number): string => `tcp://127.0.0.1:${port}`;
    this.#shell.routingId = this.#session;
    this.#stdin.routingId = this.#session;
    this.#shell.connect(at(info.shell_port));
    this.#control.connect(at(info.control_port));
    this.#stdin.connect(at(info.stdin_port));
    this.#iopub.connect(at(info.iopub_port));
    this.#iopub.subscribe();
    for (const socket of [this.#shell, this.#control]) {
      void listen(socket, (message) => {
        this.#replies.get(message.parent.msg_id ?? '')?.(message);
        this.#replies.delete(message.parent.msg_id ?? '');
      });
    }
    void listen(this.#iopub, (message) => {
      this.published.push(message);
      for (const watcher of Array.from(this.#watchers)) watcher();
    });
    void listen(this.#stdin, (message) => {
      this.published.push(message);
      for (const watcher of Array.from(this.#watchers)) watcher();
      if (!this.inputs) return;
      const { frames } = this.frames('input_reply', { value: this.inputs.shift() ?? '', status: 'ok' });
      void this.#stdin.send(frames);
    });
  }

  /**
   * The first answer, and the proof that the subscription is in force. Asks again each second, as front ends do: a kernel on
   * zeromq.js (tslab, or this client itself) now and then does not wake for the first message on a socket, but for the next.
   */
  async #ready(): Promise<void> {
    const end = Date.now() + 60_000;
    for (;;) {
      const { id, reply } = this.#post('kernel_info_request', {}, 'shell');
      if (await within(reply, 1000)) {
        this.answered ||= performance.now();
        const heard = (): boolean => this.of(id).some((m) => m.content['execution_state'] === 'idle');
        await this.until(heard, 50).catch(() => {});
        if (heard()) return;
      }
      if (Date.now() > end) {
        throw new Error(`The kernel ${this.answered ? 'does not publish' : 'does not answer'}.\n${this.stderr}`);
      }
    }
  }
}

/** Whether a promise is fulfilled within so many milliseconds. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer));
}

async function listen(socket: Dealer | Subscriber, each: (message: Message) => void): Promise<void> {
  try {
    for await (const frames of socket) {
      const at = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
      const [header, parent, , content] = frames
        .slice(at + 2, at + 6)
        .map((frame) => JSON.parse(frame.toString()) as never);
      each({ header: header!, parent: parent!, content: content! });
    }
  } catch {
    // closed
  }
}

function summary(reply: Record<string, unknown>, published: Message[]): Execution {
  const text = (name: string): string =>
    published
      .filter((m) => m.header.msg_type === 'stream' && m.content['name'] === name)
      .map((m) => m.content['text'] as string)
      .join('');
  const find = (type: string): Record<string, unknown> | undefined =>
    published.find((m) => m.header.msg_type === type)?.content;
  const result = find('execute_result')?.['data'] as Record<string, string> | undefined;
  return {
    reply,
    published,
    stdout: text('stdout'),
    stderr: text('stderr'),
    error: find('error') as Execution['error'],
    result: result?.['text/plain'],
  };
}

/** Ports that are free at this moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const found: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    found.push((server.address() as { port: number }).port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => void server.close(resolve))));
  return found;
}
