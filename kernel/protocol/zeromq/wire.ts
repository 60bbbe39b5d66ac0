/**
 * @file Jupyter messages on the wire: routing ids, the delimiter, an HMAC-SHA256 signature, four JSON parts, buffers.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html (protocol 5.4)
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { JsonText } from '../../json-text.ts';
import { PROTOCOL_VERSION } from '../info.ts';
import type { Header, Message, Outgoing } from '../transport.ts';

const DELIMITER = '<IDS|MSG>';

/** A message off the wire; the routing ids say to whom an answer goes. */
export interface RoutedMessage extends Message {
  origin: readonly Buffer[];
}

/** A message that must not be believed or cannot be read. */
export class WireError extends Error {
  override name = 'WireError' as const;
}

/** Signs, checks, packs and unpacks the messages of one connection. An empty key switches signing off. */
export class Wire {
  /** The kernel's session id, in every header it writes. */
  readonly session: string = randomUUID();
  readonly #key: string;
  readonly #algorithm: string;

  constructor(key: string, scheme = 'hmac-sha256') {
    this.#key = key;
    this.#algorithm = scheme.replace(/^hmac-/, '');
  }

  /** The frames of a message. */
  pack(identities: readonly (Uint8Array | string)[], message: Outgoing): (Uint8Array | string)[] {
    const { type, content, parent, metadata = {}, buffers = [] } = message;
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    const parts = [...[header, parent, metadata].map((part) => JSON.stringify(part)), textOf(content)];
    return [...identities, DELIMITER, this.sign(parts), ...parts, ...buffers];
  }

  /** Reads and checks the frames of a message. @throws WireError for a wrong signature or broken content */
  unpack(frames: readonly Buffer[]): RoutedMessage {
    const at = frames.findIndex((frame) => frame.toString('latin1') === DELIMITER);
    if (at < 0 || frames.length < at + 6) throw new WireError('A message without its delimiter or parts.');
    const parts = frames.slice(at + 2, at + 6);
    const signature = frames[at + 1]!;
    const wanted = Buffer.from(this.sign(parts));
    if (wanted.length !== signature.length || !timingSafeEqual(wanted, signature)) {
      throw new WireError('A message with a wrong signature.');
    }
    const [header, parent, metadata, content] = parts.map((part) => readObject(part));
    if (typeof header!['msg_id'] !== 'string' || typeof header!['msg_type'] !== 'string') {
      throw new WireError('A message whose header lacks msg_id or msg_type.');
    }
    return {
      header: header as never,
      parent: parent as never,
      metadata: metadata!,
      content: content!,
      text: new JsonText(parts[3]!),
      buffers: frames.slice(at + 6),
      origin: frames.slice(0, at),
    };
  }

  /** The signature of four parts: lower-case hexadecimal, empty without a key. */
  sign(parts: readonly (Uint8Array | string)[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac(this.#algorithm, this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
}

function textOf(content: object | JsonText): Uint8Array | string {
  return content instanceof JsonText ? content.bytes : JSON.stringify(content);
}

function readObject(part: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(part.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new WireError('A message part that is no JSON object.');
}
