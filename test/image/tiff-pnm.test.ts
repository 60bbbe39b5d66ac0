/** @file What TIFF and PPM files that cannot be read say, and that small files never ask for much memory. */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { image } from '../../src/image/index.ts';

type Tags = Readonly<Record<number, number | number[]>>;

/** A grey TIFF of 2 x 2 bytes, with other tags where they are given. */
function tiff(tags: Tags = {}, pixels: Uint8Array = Uint8Array.of(1, 2, 3, 4)): Uint8Array {
  const all: Tags = {
    256: 2,
    257: 2,
    258: 8,
    259: 1,
    262: 1,
    273: 8,
    277: 1,
    278: 2,
    279: pixels.length,
    ...tags,
  };
  const rows = Object.entries(all).map(([tag, value]) => ({ tag: Number(tag), values: [value].flat() }));
  const directory = 8 + pixels.length;
  const size = directory + 2 + rows.length * 12 + 4 + rows.reduce((n, { values }) => n + 4 * values.length, 0);
  const view = new DataView(new ArrayBuffer(size));
  new Uint8Array(view.buffer).set([0x49, 0x49, 42, 0, directory & 255, directory >> 8]);
  new Uint8Array(view.buffer).set(pixels, 8);
  view.setUint16(directory, rows.length, true);
  let extra = directory + 2 + rows.length * 12 + 4;
  for (const [i, { tag, values }] of rows.entries()) {
    const at = directory + 2 + i * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, values.length, true);
    if (values.length === 1) view.setUint32(at + 8, values[0]!, true);
    else {
      view.setUint32(at + 8, extra, true);
      for (const value of values) {
        view.setUint32(extra, value, true);
        extra += 4;
      }
    }
  }
  return new Uint8Array(view.buffer);
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

async function refusal(bytes: Uint8Array, maxPixels?: number): Promise<string> {
  try {
    await image.decode(bytes, { maxPixels });
  } catch (error) {
    return String(error).replace(/^.*image\.decode: /, '');
  }
  throw new Error('nothing was refused');
}

describe('TIFF', () => {
  test('the small file of these tests is right', async () => {
    expect([...(await image.decode(tiff())).toTyped()]).toEqual([1, 2, 3, 4]);
  });

  test('refusals', async () => {
    const files = [
      tiff({ 259: 7 }),
      tiff({ 259: 7, 258: 16 }),
      tiff({ 259: 4 }),
      tiff({ 259: 4, 258: 1 }, Uint8Array.of(0)),
      tiff({ 259: 4, 258: 1 }, Uint8Array.of(0, 0, 0, 0)),
      tiff({ 259: 2, 258: 1 }, Uint8Array.of(0b10110000, 0)),
      tiff({ 259: 3, 258: 1, 292: 1 }, Uint8Array.of(0, 0b00010001, 0b10000000)),
      tiff({ 259: 99 }),
      tiff({ 262: 5, 277: 4 }),
      tiff({ 262: 6, 277: 3 }),
      tiff({ 256: 0 }),
      tiff({ 256: 100_000, 257: 100_000 }),
      tiff({ 258: 12 }),
      tiff({ 258: 64, 339: 3 }),
      tiff({ 258: [8, 8, 16], 262: 2, 277: 3 }),
      tiff({ 277: 9 }),
      tiff({ 262: 3 }),
      tiff({ 317: 3 }),
      tiff({ 322: 0, 323: 16 }),
      tiff({ 278: 1 }),
      tiff({ 279: 400 }),
      tiff({ 256: 3 }),
      tiff({ 259: 8 }),
      tiff({ 259: 5 }, Uint8Array.of(255, 255, 255)),
      tiff({ 259: 5 }, Uint8Array.of(0, 1, 2)),
      tiff({ 259: 32773 }, Uint8Array.of(0, 1, 253)),
      tiff().subarray(0, 30),
    ];
    expect(`\n${(await Promise.all(files.map((file) => refusal(file)))).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      the packed pixels of the TIFF are broken. Received strip 0: the file ends before the frame header: it is truncated. Received 22 bytes.
      a TIFF packed by JPEG has samples of 8 bits. Received 16 bits.
      a TIFF packed as a fax has one bit per pixel. Received 1 x 8 bits.
      the packed pixels of the TIFF are broken. Received strip 0: the data end too early.
      the packed pixels of the TIFF are broken. Received strip 0: there is no code 0000000000000.
      the packed pixels of the TIFF are broken. Received strip 0: a row is longer than the picture is wide (4 of 2).
      the packed pixels of the TIFF are broken. Received strip 0: a row is longer than the picture is wide (3 of 2).
      of TIFF files those without packing, or packed by LZW, Deflate, PackBits, JPEG or as faxes, are read. Received compression 99. Save the picture as PNG first.
      a TIFF is grey, RGB or has a palette. Received four inks (CMYK), as made for printing. Save the picture as RGB first.
      a TIFF is grey, RGB or has a palette. Received YCbCr. Save the picture as PNG first.
      the sides of a TIFF are at least 1. Received 0 x 2.
      a picture may have at most 89,478,485 pixels. Received a header that claims 100000 x 100000. If you trust the file, raise the limit with the option maxPixels.
      samples of a TIFF are whole numbers of 1 to 32 bits or floats of 32. Received 12 bits, format 1.
      samples of a TIFF are whole numbers of 1 to 32 bits or floats of 32. Received 64 bits, format 3.
      all samples of a TIFF are of one type. Received bits 8, 8, 16, formats 1.
      a TIFF in grey or with a palette has 1 to 4 samples per pixel. Received 9.
      a TIFF palette has three numbers for every value of a pixel. Received 0 for 8 bits.
      differences are of neighbours (2) or of floats (3). Received predictor 3 on 8 bits.
      strips and tiles of a TIFF have at least one pixel. Received 0 x 16.
      a TIFF says where each of its strips or tiles is. Received 1 of 2.
      the file ends before its pixels: it is truncated. Received 162 bytes, 408 needed.
      the pixels of a TIFF must fit its header. Received 4 packed bytes for 6 bytes of pixels.
      the packed pixels of the TIFF are broken. Received strip 0: the data end after 0 of 4 bytes.
      the packed pixels of the TIFF are broken. Received strip 0: code 511 is not in the table yet.
      the packed pixels of the TIFF are broken. Received strip 0: it is packed in the manner from before 1990 (low bit first).
      the packed pixels of the TIFF are broken. Received strip 0: the data end after 1 of 4 bytes.
      the file ends inside its directory: it is truncated. Received 30 bytes.
      "
    `);
  });

  test('a strip that holds far more than it should is cut off, a promise without pixels is not believed', async () => {
    const bomb = deflateSync(new Uint8Array(50_000_000));
    const before = process.memoryUsage().arrayBuffers;
    expect([...(await image.decode(tiff({ 259: 8 }, bomb))).toTyped()]).toEqual([0, 0, 0, 0]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    expect(await refusal(tiff({ 256: 9000, 257: 9000, 278: 9000 }))).toMatchInlineSnapshot(
      `"the pixels of a TIFF must fit its header. Received 4 packed bytes for 81000000 bytes of pixels."`,
    );
    const many = tiff({ 320: Array.from({ length: 1_050_000 }, () => 0) });
    expect(await refusal(many)).toMatchInlineSnapshot(
      `"a tag of a TIFF has at most 1048576 values. Received 1050000 for tag 320."`,
    );
    // One tile, far larger than the picture in it.
    expect(await refusal(tiff({ 322: 9000, 323: 9000, 324: 8, 325: 4 }))).toMatchInlineSnapshot(
      `"the pixels of a TIFF must fit its header. Received 4 packed bytes for 81000000 bytes of pixels."`,
    );
  });
});

describe('PBM, PGM and PPM', () => {
  test('refusals', async () => {
    const files = [
      'P5 2',
      'P5 2 x',
      'P5 0 2 255 ',
      'P5 2 2 0 ',
      'P5 2 2 70000 ',
      'P5 2 2 255 abc',
      'P6 9999 9999 255 abc',
    ];
    files.push(
      'P2 2 1 9 1 10',
      'P2 2 1 9 1 -1',
      'P2 2 1 9 1',
      'P1 2 1 0 2',
      'P1 3 1 01#',
      'P2 12345678901 1',
      'P7 1 1 255 a',
    );
    expect(`\n${(await Promise.all(files.map((file) => refusal(text(file), 1_000_000)))).join('\n')}\n`)
      .toMatchInlineSnapshot(`
        "
        the file ends inside its header: it is truncated. Received 4 bytes.
        a PBM, PGM or PPM has numbers in its header. Received 'x'.
        the sides of a PBM, PGM or PPM picture are at least 1. Received 0 x 2.
        the largest sample of a PGM or PPM is 1 to 65535. Received 0.
        the largest sample of a PGM or PPM is 1 to 65535. Received 70000.
        the file ends before its last row: it is truncated. Received 14 bytes, 15 needed.
        a picture may have at most 1,000,000 pixels. Received a header that claims 9999 x 9999. If you trust the file, raise the limit with the option maxPixels.
        no sample is larger than the header says, 9. Received 10.
        a PBM, PGM or PPM has numbers in its pixels. Received '-'.
        the file ends before its last row: it is truncated. Received 10 bytes, 12 needed.
        a plain PBM consists of 0 and 1. Received '2'.
        the file ends before its last row: it is truncated. Received 10 bytes.
        numbers have at most 10 digits. Received more in the header.
        the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture. Received text that starts with "P7 1 1 255 a".
        "
      `);
  });
});
