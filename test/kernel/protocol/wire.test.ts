/** @file Messages on the wire: packing, signatures, refusals. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { JsonText } from '../../../kernel/json-text.ts';
import { Wire, WireError } from '../../../kernel/protocol/zeromq/wire.ts';

const buffers = (frames: readonly (Uint8Array | string)[]): Buffer[] =>
  frames.map((frame) => Buffer.from(frame as string));

describe('wire', () => {
  test('what is packed can be unpacked, with its routing ids and parent', () => {
    const wire = new Wire('key');
    const parent = { msg_id: 'p', msg_type: 't', session: 's', username: 'u', date: 'd', version: '5.4' };
    const frames = buffers(wire.pack(['id'], { type: 'status', content: { a: '한글' }, parent, metadata: { m: 1 } }));
    const message = wire.unpack(frames);
    expect(message).toMatchObject({ parent, metadata: { m: 1 }, content: { a: '한글' } });
    expect(message.origin.map(String)).toEqual(['id']);
    expect(message.header).toMatchObject({ msg_type: 'status', version: '5.4', username: 'kernel' });
  });

  test('the signature is HMAC-SHA256 over the four parts', () => {
    const parts = ['{"a":1}', '{}', '{}', '{"b":2}'];
    expect(new Wire('secret').sign(parts)).toBe(createHmac('sha256', 'secret').update(parts.join('')).digest('hex'));
    expect(new Wire('').sign(parts)).toBe('');
  });

  test('any changed byte is refused', () => {
    const wire = new Wire('key');
    const frames = buffers(wire.pack([], { type: 'status', content: { text: 'x' }, parent: {} }));
    for (let i = 1; i < frames.length; i++) {
      const changed = frames.map((frame) => Buffer.from(frame));
      changed[i]![0]! ^= 1;
      expect(() => wire.unpack(changed)).toThrow(WireError);
    }
    expect(() => new Wire('other').unpack(frames)).toThrow('wrong signature');
  });

  test('broken messages are refused', () => {
    const wire = new Wire('');
    expect(() => wire.unpack([])).toThrow('without its delimiter');
    expect(() => wire.unpack(buffers(['<IDS|MSG>', '', '{}', '{}', '{}']))).toThrow('without its delimiter or parts');
    expect(() => wire.unpack(buffers(['<IDS|MSG>', '', '{', '{}', '{}', '{}']))).toThrow('no JSON object');
    expect(() => wire.unpack(buffers(['<IDS|MSG>', '', '{}', '{}', '{}', '[]']))).toThrow('no JSON object');
    expect(() => wire.unpack(buffers(['<IDS|MSG>', '', '{}', '{}', '{}', '{}']))).toThrow('lacks msg_id');
  });
});

test('buffers follow the four parts, and a content that is JSON already goes out as it is', () => {
  const wire = new Wire('key');
  const content = new JsonText(Buffer.from('{"a":  1}'));
  const sent = [Buffer.from([1, 2, 3]), Buffer.from([])];
  const frames = buffers(wire.pack([], { type: 'comm_msg', content, parent: {}, buffers: sent }));
  const message = wire.unpack(frames);
  expect(message.content).toEqual({ a: 1 });
  expect(Buffer.from(message.text.bytes).toString()).toBe('{"a":  1}');
  expect(message.buffers.map((bytes) => [...bytes])).toEqual([[1, 2, 3], []]);
});
