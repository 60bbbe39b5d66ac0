/** @file Frames in the pipes: whatever the pieces they come in, messages come out whole, with their buffers. */
import { expect, test } from 'vitest';
import { FrameReader, frameOf, type Framed } from '../../kernel/frames.ts';
import { JsonText } from '../../kernel/json-text.ts';

const messages: (Framed & { text?: string })[] = [
  { type: 'a', text: '한글\n"' },
  { type: 'b', content: JsonText.of({ data: [1, 2] }) },
  { type: 'c', buffers: [new Uint8Array(0), Uint8Array.from({ length: 70_000 }, (_, i) => i % 251)] },
  { type: 'd', content: JsonText.of('x'), buffers: [new Uint8Array([255])] },
];
const bytes = Buffer.concat(messages.flatMap((message) => frameOf(message)));

test.for([1, 3, 7, 1000, 65_536, bytes.length])('pieces of %i bytes', (size) => {
  const read: Framed[] = [];
  const reader = new FrameReader<Framed>((message) => read.push(message));
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  const plain = (list: readonly Framed[]) =>
    list.map(({ content, buffers, ...head }) => ({
      ...head,
      content: content?.value(),
      buffers: buffers?.map((part) => Buffer.from(part).toString('base64')),
    }));
  expect(plain(read)).toEqual(plain(messages));
});
