/** @file TIFF, PBM, PGM and PPM files decode to the pixels Pillow gives: image-tiff.json, written by make_image_tiff.py. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { image } from '../../src/image/index.ts';

interface Case {
  name: string;
  file: string;
  want: { dtype: string; shape: number[]; data: string };
}

const golden = JSON.parse(readFileSync(new URL('image-tiff.json', import.meta.url), 'utf8')) as Record<
  'tiff' | 'pnm',
  Case[]
>;

describe.each(['tiff', 'pnm'] as const)('%s', (kind) => {
  test.each(golden[kind])('$name', async ({ file, want }) => {
    const picture = await image.decode(Buffer.from(file, 'base64'));
    expect([picture.shape, picture.dtype]).toEqual([want.shape, want.dtype]);
    const { buffer, byteOffset, byteLength } = picture.toTyped();
    expect(Buffer.from(buffer, byteOffset, byteLength).equals(Buffer.from(want.data, 'base64'))).toBe(true);
  });
});
