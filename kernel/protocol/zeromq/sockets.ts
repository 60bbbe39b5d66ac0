/** @file The transport under a Jupyter server: five ZeroMQ sockets, bound as the connection file says. */
import { createRequire } from 'node:module';
import type { Publisher, Router } from 'zeromq';
import type { Channel, Message, Outgoing, Transport } from '../transport.ts';
import { Wire, type RoutedMessage } from './wire.ts';

/** By `require`, which takes a millisecond less than an import of CommonJS. */
const zeromq = createRequire(import.meta.url)('zeromq') as typeof import('zeromq');

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

/** Sends and receives messages. Bad messages are reported on stderr and dropped; nothing here ends the kernel. */
export class ZeroMQ implements Transport {
  readonly #wire: Wire;
  readonly #routers: Record<Channel, Router>;
  readonly #iopub = new zeromq.Publisher({ sendHighWaterMark: 0, linger: 500 });
  readonly #heart = new zeromq.Reply({ linger: 0 });
  readonly #queues = new Map<object, Promise<void>>();
  readonly #bound: Promise<unknown>;

  /** Binds at once, so that clients find the kernel while the rest of it is loaded; what they say waits for `open`. */
  constructor(info: ConnectionInfo) {
    this.#wire = new Wire(info.key, info.signature_scheme);
    // Two clients of one manager have the same routing id; the one that came last is answered, as by ipykernel.
    const handover = true;
    const router = (): Router =>
      new zeromq.Router({ linger: 500, sendHighWaterMark: 0, receiveHighWaterMark: 0, handover });
    this.#routers = { shell: router(), control: router(), stdin: router() };
    const at = (port: number): string => `${info.transport}://${info.ip}${info.transport === 'ipc' ? '-' : ':'}${port}`;
    this.#bound = Promise.all([
      this.#routers.shell.bind(at(info.shell_port)),
      this.#routers.control.bind(at(info.control_port)),
      this.#routers.stdin.bind(at(info.stdin_port)),
      this.#iopub.bind(at(info.iopub_port)),
      this.#heart.bind(at(info.hb_port)),
    ]);
    this.#bound.catch(() => {}); // said by `open`
  }

  async open(receive: (channel: Channel, message: Message) => void): Promise<void> {
    await this.#bound;
    void this.#beat();
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.#listen(channel, receive);
  }

  reply(channel: Channel, request: Message, message: Outgoing): void {
    this.#send(this.#routers[channel], this.#wire.pack((request as RoutedMessage).origin, message));
  }

  publish(message: Outgoing): void {
    this.#send(this.#iopub, this.#wire.pack([message.type], message));
  }

  /** Waits until everything was handed to ZeroMQ, then closes. */
  async close(): Promise<void> {
    await Promise.all(this.#queues.values());
    for (const socket of [...Object.values(this.#routers), this.#iopub, this.#heart]) socket.close();
  }

  /** One message after the other: a ZeroMQ socket takes no second one while it is busy. */
  #send(socket: Router | Publisher, frames: (Uint8Array | string)[]): void {
    const sent = (this.#queues.get(socket) ?? Promise.resolve()).then(async () => {
      try {
        await socket.send(frames);
      } catch (error) {
        console.error(`kernelab kernel: a message could not be sent. ${String(error)}`);
      }
    });
    this.#queues.set(socket, sent);
  }

  async #listen(channel: Channel, receive: (channel: Channel, message: Message) => void): Promise<void> {
    const socket = this.#routers[channel];
    for (;;) {
      let frames: Buffer[];
      try {
        frames = await socket.receive();
      } catch {
        return; // closed
      }
      try {
        receive(channel, this.#wire.unpack(frames));
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
