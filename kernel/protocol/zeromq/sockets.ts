/** @file The five ZeroMQ sockets of a kernel, bound as the connection file says. */
import { Dealer, Publisher, Reply, Router } from 'zeromq';
import { Wire, type Header, type Message } from './wire.ts';

/** The content of a connection file. */
export interface ConnectionInfo {
  transport: string;
  ip: string;
  key: string;
  signature_scheme: string;
  shell_port: number;
  control_port: number;
  stdin_port: number;
  iopub_port: number;
  hb_port: number;
}

type Channel = 'shell' | 'control' | 'stdin';

/** Sends and receives messages. Bad messages are told on stderr and dropped; nothing here ends the kernel. */
export class Sockets {
  readonly #wire: Wire;
  readonly #routers: Record<Channel, Router>;
  readonly #iopub = new Publisher({ sendHighWaterMark: 0, linger: 500 });
  readonly #heart = new Reply({ linger: 0 });
  readonly #queues = new Map<object, Promise<void>>();

  constructor(info: ConnectionInfo) {
    this.#wire = new Wire(info.key, info.signature_scheme);
    const router = (): Router => new Router({ linger: 500, sendHighWaterMark: 0, receiveHighWaterMark: 0 });
    this.#routers = { shell: router(), control: router(), stdin: router() };
  }

  /** Binds all sockets and starts to listen. */
  async open(info: ConnectionInfo, handle: (channel: Channel, message: Message) => void): Promise<void> {
    const at = (port: number): string => `${info.transport}://${info.ip}${info.transport === 'ipc' ? '-' : ':'}${port}`;
    await Promise.all([
      this.#routers.shell.bind(at(info.shell_port)),
      this.#routers.control.bind(at(info.control_port)),
      this.#routers.stdin.bind(at(info.stdin_port)),
      this.#iopub.bind(at(info.iopub_port)),
      this.#heart.bind(at(info.hb_port)),
    ]);
    void this.#beat();
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.#listen(channel, handle);
  }

  /** Answers on the channel a request came from. */
  reply(channel: Channel, request: Message, type: string, content: object, metadata: object = {}): Promise<void> {
    const frames = this.#wire.pack(request.identities, type, content, request.header, metadata);
    return this.#send(this.#routers[channel], frames);
  }

  /** Publishes to everybody. */
  publish(type: string, content: object, parent: Header | Record<string, never>, metadata: object = {}): Promise<void> {
    return this.#send(this.#iopub, this.#wire.pack([type], type, content, parent, metadata));
  }

  /** Waits until everything was handed to ZeroMQ, then closes. */
  async close(): Promise<void> {
    await Promise.all(this.#queues.values());
    for (const socket of [...Object.values(this.#routers), this.#iopub, this.#heart]) socket.close();
  }

  /** One message after the other: a ZeroMQ socket takes no second one while it is busy. */
  #send(socket: Router | Publisher | Dealer, frames: (Buffer | string)[]): Promise<void> {
    const sent = (this.#queues.get(socket) ?? Promise.resolve()).then(async () => {
      try {
        await socket.send(frames);
      } catch (error) {
        console.error(`kernelab kernel: a message could not be sent. ${String(error)}`);
      }
    });
    this.#queues.set(socket, sent);
    return sent;
  }

  async #listen(channel: Channel, handle: (channel: Channel, message: Message) => void): Promise<void> {
    const socket = this.#routers[channel];
    for (;;) {
      let frames: Buffer[];
      try {
        frames = await socket.receive();
      } catch {
        return; // closed
      }
      try {
        handle(channel, this.#wire.unpack(frames));
      } catch (error) {
        console.error(`kernelab kernel: a message on ${channel} was dropped. ${String(error)}`);
      }
    }
  }

  async #beat(): Promise<void> {
    try {
      for await (const frames of this.#heart) await this.#heart.send(frames);
    } catch {
      // closed
    }
  }
}
