/**
 * @file How orders and reports lie in the pipes between the kernel process and a runner. A frame is a count (with a mark
 * in its upper half, by which other bytes are told from a frame), that many lengths (32 bits, little endian), and that many parts: the message as JSON without the two fields below, its
 * `content` (JSON as well, which is passed on without a look into it), and its binary buffers, as they are.
 */
import { JsonText } from './json-text.ts';

/** A message of a pipe. */
export interface Framed {
  type: string;
  content?: JsonText;
  buffers?: readonly Uint8Array[];
}

const MARK = 0x6b_6c_00_00;

/** The bytes of a frame, to be written one after the other; large buffers are not copied. */
export function frameOf(message: Framed): Uint8Array[] {
  const { content, buffers = [], ...head } = message;
  const parts = [JsonText.of(head).bytes, content?.bytes ?? new Uint8Array(0), ...buffers];
  const lengths = new Uint8Array(4 * (1 + parts.length));
  const view = new DataView(lengths.buffer);
  view.setUint32(0, MARK + parts.length, true);
  parts.forEach((part, i) => view.setUint32(4 * (i + 1), part.byteLength, true));
  return [lengths, ...parts];
}

/** Puts the chunks of a pipe together and calls back with each whole message. `push` throws where the bytes are no frame. */
export class FrameReader<Message extends Framed> {
  readonly #each: (message: Message) => void;
  #chunks: Uint8Array[] = [];
  #length = 0;
  /** So many bytes must be there before it is worth looking: a large frame is joined once, not with every chunk. */
  #wanted = 4;

  constructor(each: (message: Message) => void) {
    this.#each = each;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.byteLength;
    while (this.#length >= this.#wanted) {
      const bytes = joined(this.#chunks, this.#length);
      const size = sizeOf(bytes);
      this.#chunks = [bytes];
      if (size > bytes.byteLength) {
        this.#wanted = size;
        return;
      }
      const rest = bytes.subarray(size);
      [this.#chunks, this.#length, this.#wanted] = [[rest], rest.byteLength, 4];
      this.#each(messageIn(bytes) as Message);
    }
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** How many bytes the frame at the beginning takes, as far as that can be said yet. */
function sizeOf(bytes: Uint8Array): number {
  const lengths = lengthsIn(bytes);
  return lengths === undefined
    ? 4 * (1 + countIn(bytes))
    : lengths.reduce((sum, length) => sum + length, 4 * (1 + lengths.length));
}

function lengthsIn(bytes: Uint8Array): number[] | undefined {
  const view = viewOf(bytes);
  const count = countIn(bytes);
  if (bytes.byteLength < 4 * (1 + count)) return undefined;
  return Array.from({ length: count }, (_, i) => view.getUint32(4 * (i + 1), true));
}

function countIn(bytes: Uint8Array): number {
  const word = viewOf(bytes).getUint32(0, true);
  if ((word & 0xff_ff_00_00) !== MARK) throw new Error('Something else than a message came through the pipe.');
  return word & 0xff_ff;
}

function messageIn(bytes: Uint8Array): Framed {
  const lengths = lengthsIn(bytes)!;
  let at = 4 * (1 + lengths.length);
  const [head, content, ...buffers] = lengths.map((length) => bytes.subarray(at, (at += length)));
  const message = new JsonText<Framed>(head!).value();
  if (content!.byteLength > 0) message.content = new JsonText(content!);
  if (buffers.length > 0) message.buffers = buffers;
  return message;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
