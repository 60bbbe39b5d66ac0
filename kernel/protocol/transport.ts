/**
 * @file What carries Jupyter's messages to and from the kernel: ZeroMQ under a Jupyter server, a channel in memory for
 * tests, a worker's port in a browser. The kernel knows only this interface.
 */
import type { JsonText } from '../json-text.ts';

/** Who sent a message, when and what it is. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** The header of the request a message belongs to; `{}` where nobody asked. */
export type Parent = Header | Record<string, never>;

/** On which of its channels a front end speaks to the kernel. */
export type Channel = 'shell' | 'control' | 'stdin';

/** A message that came in. */
export interface Message {
  header: Header;
  parent: Parent;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  /** The content as it came, to be passed on. */
  text: JsonText;
  buffers: readonly Uint8Array[];
  /** Where it came from; for the transport alone. */
  origin?: unknown;
}

/** A message to be sent. */
export interface Outgoing {
  type: string;
  content: object | JsonText;
  parent: Parent;
  metadata?: Record<string, unknown>;
  buffers?: readonly Uint8Array[];
}

export interface Transport {
  /** Begins to listen. Rejects when it cannot. */
  open(receive: (channel: Channel, message: Message) => void): Promise<void>;
  /** Answers (or asks) the front end a request came from. */
  reply(channel: Channel, request: Message, message: Outgoing): void;
  /** Tells all front ends. */
  publish(message: Outgoing): void;
  /** Waits until everything was sent, then ends. */
  close(): Promise<void>;
}

/** A field of a message that should be text; anything else counts as the fallback. */
export function textField(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}
