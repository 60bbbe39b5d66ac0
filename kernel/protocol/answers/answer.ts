/** @file What a message's answer is made of, and what it may use. */
import type { History } from '../history.ts';
import type { Outputs } from '../outputs.ts';
import type { Message, Outgoing } from '../transport.ts';
import type { Debugger } from '../../debugger/debugger.ts';
import type { Library } from '../../library.ts';
import type { Session } from '../../session/session.ts';

export type Content = Record<string, unknown>;

/** The kernel as answers see it. */
export interface Desk {
  readonly session: Session;
  readonly history: History;
  readonly library: Library;
  readonly outputs: Outputs;
  /** Undefined where there is none. */
  readonly debugger: Debugger | undefined;
  /** The request whose cell runs. */
  readonly executing: Message | undefined;
  publish(message: Outgoing): void;
}

/** How one type of message is answered. */
export interface Answer {
  /**
   * The content of the reply (`status: 'ok'` where it says nothing else); undefined for a message without one. What it
   * throws becomes a reply with `status: 'error'`.
   */
  answer(request: Message, desk: Desk): Content | undefined | Promise<Content | undefined>;
  /** `cells`: waits for its turn behind the cells before it. `silent`: no busy and idle around it. */
  readonly mode?: 'cells' | 'silent';
  /** The kernel ends once the reply is out. */
  readonly last?: true;
}
