/** @file GIF files decode to the pixels Pillow gives for the first frame (image-gif.json, written by make_image_gif.py); broken ones are refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { image } from '../../src/image/index.ts';

interface Case {
  name: string;
  file: string;
  want: { dtype: string; shape: number[]; data: string };
}

const { cases } = JSON.parse(readFileSync(new URL('image-gif.json', import.meta.url), 'utf8')) as { cases: Case[] };
const noise = Buffer.from(cases.find(({ name }) => name.includes('noise'))!.file, 'base64');

describe('gif', () => {
  test.each(cases)('$name', async ({ file, want }) => {
    const picture = await image.decode(Buffer.from(file, 'base64'));
    expect([picture.shape, picture.dtype]).toEqual([want.shape, want.dtype]);
    expect(Buffer.from(picture.toTyped() as Uint8Array).equals(Buffer.from(want.data, 'base64'))).toBe(true);
  });

  test('every cut of a file is refused by name, and so is a claim of too many pixels', async () => {
    for (let length = 6; length < noise.length - 2; length += 7) {
      const error = await image.decode(noise.subarray(0, length)).then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(error).toMatchObject({ name: 'FormatError' });
    }
    const large = Buffer.from(noise);
    large.writeUInt16LE(65_535, 6);
    large.writeUInt16LE(65_535, 8);
    await expect(image.decode(large)).rejects.toThrowErrorMatchingInlineSnapshot(`[FormatError: image.decode: a picture may have at most 89,478,485 pixels. Received a header that claims 65535 x 65535. If you trust the file, raise the limit with the option maxPixels.]`);
  });

  test('changed bytes give a picture or a FormatError', async () => {
    for (let i = 0; i < 2000; i++) {
      const bytes = Buffer.from(noise);
      for (let k = 0; k < 3; k++) bytes[13 + ((i * 7919 + k * 104_729) % (bytes.length - 13))] = (i * 31 + k * 17) % 256;
      await image.decode(bytes, { maxPixels: 1e6 }).catch((error: unknown) => expect(error).toMatchObject({ name: 'FormatError' }));
    }
  });
});
