/** @file WebP files decode to the pixels Pillow gives (image-webp.json, written by make_image_webp.py); broken ones are refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { image } from '../../src/image/index.ts';

interface Case {
  name: string;
  file: string;
  shape: number[];
  data: string;
}

const { cases } = JSON.parse(readFileSync(new URL('image-webp.json', import.meta.url), 'utf8')) as { cases: Case[] };
const fileOf = (name: string): Buffer => Buffer.from(cases.find((one) => one.name === name)!.file, 'base64');

describe('webp', () => {
  test.each(cases)('$name', async ({ file, shape, data }) => {
    const picture = await image.decode(Buffer.from(file, 'base64'), { orient: false });
    expect([picture.shape, picture.dtype]).toEqual([shape, 'uint8']);
    expect(Buffer.from(picture.toTyped() as Uint8Array).equals(Buffer.from(data, 'base64'))).toBe(true);
  });

  test('the orientation of EXIF is applied', async () => {
    expect((await image.decode(fileOf('with EXIF'))).shape).toEqual([9, 6, 3]);
  });

  test('cuts, changed bytes and a claim of too many pixels', async () => {
    for (const name of ['lossy', 'lossless with transparency', 'animated: the first frame']) {
      const file = fileOf(name);
      for (let length = 12; length < file.length - 1; length += 13) {
        await expect(image.decode(file.subarray(0, length)), `${name} ${length}`).rejects.toMatchObject({
          name: 'FormatError',
        });
      }
      for (let i = 0; i < 300; i++) {
        const bytes = Buffer.from(file);
        for (let k = 0; k < 3; k++) bytes[12 + ((i * 7919 + k * 104_729) % (file.length - 12))] = (i * 31 + k * 17) % 256;
        await image
          .decode(bytes, { maxPixels: 1e6 })
          .catch((error: unknown) => expect(error).toMatchObject({ name: 'FormatError' }));
      }
    }
    await expect(image.decode(fileOf('lossy'), { maxPixels: 100 })).rejects.toThrowErrorMatchingInlineSnapshot(`[FormatError: image.decode: a picture may have at most 100 pixels. Received a header that claims 34 x 21. If you trust the file, raise the limit with the option maxPixels.]`);
    await expect(image.decode(fileOf('lossy').subarray(0, 30))).rejects.toThrowErrorMatchingInlineSnapshot(`[FormatError: image.decode: the WebP picture is truncated. Received 18 bytes of 230.]`);
  });
});
