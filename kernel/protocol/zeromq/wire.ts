/**
 * @file Jupyter messages on the wire: routing ids, the delimiter, an HMAC-SHA256 signature, four JSON parts, buffers.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html (protocol 5.4)
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

export const PROTOCOL_VERSION = '5.4';
const DELIMITER = '<IDS|MSG>';

/** Who sent a message, when and what it is; `{}` as the parent of a message nobody asked for. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** A message that came in. */
export interface Message {
  identities: Buffer[];
  header: Header;
  parent: Header | Record<string, never>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
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

  /** The frames of a message. `parent` is the header of the request it belongs to. */
  pack(
    identities: readonly (Buffer | string)[],
    type: string,
    content: object,
    parent: Header | Record<string, never> = {},
    metadata: object = {},
  ): (Buffer | string)[] {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    const parts = [header, parent, metadata, content].map((part) => JSON.stringify(part));
    return [...identities, DELIMITER, this.sign(parts), ...parts];
  }

  /** Reads and checks the frames of a message. @throws WireError for a wrong signature or broken content */
  unpack(frames: readonly Buffer[]): Message {
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
      identities: frames.slice(0, at),
      header: header as never,
      parent: parent as never,
      metadata: metadata!,
      content: content!,
    };
  }

  /** The signature of four parts: lower-case hexadecimal, empty without a key. */
  sign(parts: readonly (Buffer | string)[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac(this.#algorithm, this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
}

/** A field of a message that should be text; anything else counts as the fallback. */
export function textField(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

function readObject(part: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(part.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new WireError('A message part that is no JSON object.');
}
