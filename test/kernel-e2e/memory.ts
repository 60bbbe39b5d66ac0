/** @file A transport in memory: what a front end sends and hears, without sockets. Like a wire, it carries JSON and bytes. */
import { randomUUID } from 'node:crypto';
import { JsonText } from '../../kernel/json-text.ts';
import type { Channel, Header, Message, Outgoing, Transport } from '../../kernel/protocol/transport.ts';

/** A message that the kernel sent. */
export interface Heard {
  channel: Channel | 'iopub';
  type: string;
  content: Record<string, unknown>;
  parent: string | undefined;
  buffers: readonly Uint8Array[];
}

export class MemoryTransport implements Transport {
  readonly heard: Heard[] = [];
  closed = false;
  #receive: (channel: Channel, message: Message) => void = () => {};
  readonly #watchers = new Set<() => void>();

  async open(receive: (channel: Channel, message: Message) => void): Promise<void> {
    this.#receive = receive;
  }

  reply(channel: Channel, _: Message, message: Outgoing): void {
    this.#hear(channel, message);
  }

  publish(message: Outgoing): void {
    this.#hear('iopub', message);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Sends a message to the kernel; gives its id. */
  send(channel: Channel, type: string, content: object = {}, buffers: readonly Uint8Array[] = []): string {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: 's',
      username: 'u',
      date: '',
      version: '5.4',
    };
    const text = JsonText.of(content);
    this.#receive(channel, {
      header,
      parent: {},
      metadata: {},
      content: text.value() as Message['content'],
      text,
      buffers,
    });
    return header.msg_id;
  }

  /** Waits for the first message to a request that fits. */
  async next(parent: string, fits: (message: Heard) => boolean): Promise<Heard> {
    for (;;) {
      const found = this.heard.find((message) => message.parent === parent && fits(message));
      if (found) return found;
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  /** Sends a request and gives all messages to it, up to its reply and idle. */
  async request(type: string, content: object = {}, buffers: readonly Uint8Array[] = []): Promise<Heard[]> {
    const id = this.send('shell', type, content, buffers);
    await this.next(id, (m) => m.type === 'status' && m.content['execution_state'] === 'idle');
    return this.of(id);
  }

  /** Everything heard for a request so far. */
  of(id: string): Heard[] {
    return this.heard.filter((message) => message.parent === id);
  }

  #hear(channel: Heard['channel'], { type, content, parent, buffers = [] }: Outgoing): void {
    const value = content instanceof JsonText ? content.value() : (JSON.parse(JSON.stringify(content)) as unknown);
    this.heard.push({ channel, type, content: value as Heard['content'], parent: parent.msg_id, buffers });
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }
}
