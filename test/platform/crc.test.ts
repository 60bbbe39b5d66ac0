/** @file Check sums beside zlib's and the published check values, at lengths around the stride of the loop. */
import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32, crc32c } from '../../src/platform/crc.ts';

const text = new TextEncoder().encode('123456789');
const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 131 + (i >> 3)) & 0xff);

describe('check sums', () => {
  it('have the check values of the catalogue of CRCs', () => {
    expect(crc32(text)).toBe(0xcbf43926);
    expect(crc32c(text)).toBe(0xe3069283);
  });

  it('are zlib’s at every length and start', () => {
    for (let length = 0; length < 100; length++) {
      const part = bytes.subarray(length % 7, (length % 7) + length);
      expect(crc32(part), `${length} bytes`).toBe(zlibCrc32(part));
    }
  });

  it('go on from what came before', () => {
    for (const cut of [0, 1, 15, 16, 17, 500, 1000]) {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crc32(bytes));
      expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(crc32c(bytes));
    }
  });
});
