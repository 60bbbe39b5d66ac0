/** @file Reading and writing pictures: round trips, what goes wrong and how it is said. Pixels themselves: test/golden/image.test.ts. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromTyped, np, type NDArray } from '../../src/array/index.ts';
import { FileError, FormatError, NetworkError } from '../../src/errors/index.ts';
import { image } from '../../src/image/index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelab-image-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A picture in which every sample differs from its neighbours. */
function pattern(...shape: number[]): NDArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return fromTyped(
    Uint8Array.from({ length: size }, (_, i) => (i * 37 + (i >> 3) * 11) % 256),
    shape,
  );
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

/** An 8x8 grey PNG with the given packed data, cut into two IDAT chunks. */
function overlong(interlace: number, packed: Buffer): Buffer {
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, interlace]);
  const half = packed.length >> 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', header), chunk('IDAT', packed.subarray(0, half)), chunk('IDAT', packed.subarray(half))];
  return Buffer.concat([signature, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

/** Bytes without end, in pieces. */
function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536);
}

function message(error: unknown): string {
  return (error as Error).message;
}

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return `${(error as Error).name}: ${message(error).replaceAll(folder, '<folder>').replaceAll(process.cwd(), '<cwd>')}`;
  }
  throw new Error('nothing was refused');
}

describe('round trips', () => {
  test.each([[[5, 7]], [[5, 7, 2]], [[5, 7, 3]], [[5, 7, 4]], [[1, 1]]])('PNG keeps uint8 %j', async (shape) => {
    const picture = pattern(...shape);
    const back = await image.decode(await image.imencode(picture));
    expect([...back.shape, back.dtype]).toEqual([...shape, 'uint8']);
    expect(back.toTyped()).toEqual(picture.toTyped());
  });

  test.each([[[4, 3]], [[4, 3, 2]], [[4, 3, 3]], [[4, 3, 4]]])('PNG keeps uint16 %j', async (shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const picture = fromTyped(
      Uint16Array.from({ length: size }, (_, i) => (i * 5557) % 65536),
      shape,
    );
    const back = await image.decode(await image.imencode(picture));
    expect([...back.shape, back.dtype]).toEqual([...shape, 'uint16']);
    expect(back.toTyped()).toEqual(picture.toTyped());
  });

  test('bool is written as black and white', async () => {
    const picture = fromTyped(Uint8Array.from([1, 0, 0, 1]), [2, 2], 'bool');
    expect((await image.decode(await image.imencode(picture))).toTyped()).toEqual(Uint8Array.from([255, 0, 0, 255]));
  });

  test('floats in 0..1 are written as bytes, halves to the even one, in every format', async () => {
    const picture = fromTyped(Float32Array.from([0, 0.5, 1, 0.25]), [2, 2]);
    const want = Uint8Array.from([0, 128, 255, 64]);
    expect(image.imgAsUbyte(picture).toTyped()).toEqual(want);
    for (const format of ['png', 'bmp'] as const)
      expect((await image.decode(await image.imencode(picture, format))).toTyped()).toEqual(want);
    expect((await image.decode(await image.imencode(picture, 'jpg', { quality: 100 }))).shape).toEqual([2, 2]);
  });

  test('a PNG with an EXIF note is turned upright, unless told otherwise', async () => {
    const png = Buffer.from(await image.imencode(pattern(2, 3)));
    // One entry: tag 0x112, a 16-bit number, 6 (lies on its left side).
    const note = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
    const file = Buffer.concat([png.subarray(0, 33), chunk('eXIf', note), png.subarray(33)]);
    expect((await image.decode(file)).toTyped()).toEqual(np.rot90(pattern(2, 3), -1).toTyped());
    expect(image.decodePng(file).shape).toEqual([3, 2]);
    expect((await image.decode(file, { orient: false })).shape).toEqual([2, 3]);
    for (let n = 0; n < note.length; n++) {
      const cut = Buffer.concat([png.subarray(0, 33), chunk('eXIf', note.subarray(0, n)), png.subarray(33)]);
      expect((await image.decode(cut)).size).toBe(6);
    }
  });

  test('XMP says how the camera was held where EXIF does not, in PNG and JPEG (as ImageOps.exif_transpose)', async () => {
    const png = Buffer.from(await image.imencode(pattern(2, 3)));
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>';
    const exif = Buffer.from('4d4d002a00000008000101120003000000010003000000000000', 'hex');
    const holding = (...chunks: Buffer[]): Buffer => Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
    const plain = chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`));
    const packed = chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(xmp)]));
    const upright = np.rot90(pattern(2, 3), -1).toTyped();
    for (const note of [plain, packed]) expect((await image.decode(holding(note))).toTyped()).toEqual(upright);
    expect((await image.decode(holding(plain, chunk('eXIf', exif)))).toTyped()).toEqual(
      np.rot90(pattern(2, 3), 2).toTyped(),
    );
    for (const broken of ['XML:com.adobe.xmp', 'XML:com.adobe.xmp\0\x01\0\0\0not packed', 'Comment\0\0\0\0\0x'])
      expect((await image.decode(holding(chunk('iTXt', Buffer.from(broken))))).shape).toEqual([2, 3]);
    const jpeg = Buffer.from(await image.imencode(pattern(2, 3), 'jpeg'));
    const body = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`);
    const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body]);
    const file = Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
    expect((await image.decode(file)).shape).toEqual([3, 2]);
    expect((await image.decode(file, { orient: false })).shape).toEqual([2, 3]);
  });

  test('views are written as they look, not as they are stored', async () => {
    const picture = pattern(6, 8, 3);
    const view = picture.at('::2', '::-1', ':');
    const back = await image.decode(await image.imencode(view));
    expect(back.toTyped()).toEqual(view.copy().toTyped());
  });

  test.each([[[6, 5]], [[6, 5, 3]]])('BMP keeps %j', async (shape) => {
    const picture = pattern(...shape);
    const back = await image.decode(await image.imencode(picture, 'bmp'));
    expect(back.shape).toEqual(shape);
    expect(back.toTyped()).toEqual(picture.toTyped());
  });

  test.each([
    [[24, 40], 5],
    [[24, 40, 3], 6],
  ])('JPEG at quality 98 stays near %j', async (shape, limit) => {
    const [h, w, c = 1] = shape as [number, number, number?];
    const smooth = Uint8Array.from(
      { length: h * w * c },
      (_, i) => 100 + 60 * Math.sin(Math.floor(i / c) / 90) + 20 * (i % c),
    );
    const options = { quality: 98, subsample: false };
    const back = await image.decode(await image.imencode(fromTyped(smooth, shape), 'jpeg', options));
    expect(back.shape).toEqual(shape);
    const got = back.toTyped();
    expect(Math.max(...smooth.map((v, i) => Math.abs(v - got[i]!)))).toBeLessThanOrEqual(limit);
  });

  test('a lower quality is a smaller file, progressive or not', async () => {
    const picture = pattern(64, 64, 3);
    const sizes = [];
    for (const quality of [20, 60, 95]) sizes.push((await image.imencode(picture, 'jpg', { quality })).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });

  test('progressive changes how a JPEG is stored, hardly what it shows', async () => {
    const picture = pattern(64, 64, 3);
    const [plain, progressive] = [
      await image.imencode(picture, 'jpg'),
      await image.imencode(picture, 'jpg', { progressive: true }),
    ];
    const frame = (bytes: Uint8Array, marker: number): boolean =>
      bytes.some((v, i) => v === 0xff && bytes[i + 1] === marker);
    expect([frame(plain, 0xc0), frame(plain, 0xc2), frame(progressive, 0xc2)]).toEqual([true, false, true]);
    const difference = (await image.decode(plain)).astype('float64').sub(await image.decode(progressive));
    expect(difference.abs().mean()).toBeLessThan(12);
  });
});

describe('imread and imsave', () => {
  test('the ending says the format; a path, a file: address and bytes read the same', async () => {
    const picture = pattern(9, 4, 3);
    for (const name of ['a.png', 'b.bmp', 'C.PNG']) {
      const path = join(folder, name);
      await image.imsave(path, picture);
      expect((await image.imread(path)).toTyped()).toEqual(picture.toTyped());
      expect((await image.imread(pathToFileURL(path))).toTyped()).toEqual(picture.toTyped());
      expect((await image.imread(await readFile(path))).toTyped()).toEqual(picture.toTyped());
    }
    await image.imsave(join(folder, 'd.jpg'), picture);
    expect((await image.imread(join(folder, 'd.jpg'))).shape).toEqual([9, 4, 3]);
  });

  test('http and data addresses', async () => {
    const picture = pattern(3, 3);
    const png = await image.imencode(picture);
    const server = createServer((request, response) => {
      if (request.url === '/ok.png') response.end(png);
      else if (request.url === '/moved.png') response.writeHead(302, { location: '/ok.png' }).end();
      else if (request.url === '/members.png') response.writeHead(403, 'Forbidden').end();
      else if (request.url === '/claims') response.writeHead(200, { 'content-length': 10 ** 9 }).write(png);
      else if (request.url === '/pours') pipeline(Readable.from(endless()), response).catch(() => {});
      else response.writeHead(404, 'Not Found').end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await image.imread(`${base}/ok.png`)).toTyped()).toEqual(picture.toTyped());
      expect((await refusal(() => image.imread(`${base}/no.png`))).replace(base, '<base>')).toMatchInlineSnapshot(
        `"NetworkError: image.imread: the server must hand out the picture. Received 404 Not Found for <base>/no.png."`,
      );
      expect((await image.imread(`${base}/moved.png`)).shape).toEqual([3, 3]);
      expect((await refusal(() => image.imread(`${base}/members.png`))).replace(base, '<base>')).toMatchInlineSnapshot(
        `"NetworkError: image.imread: the server must hand out the picture. Received 403 Forbidden for <base>/members.png. The site gives it to visitors only: save the picture in the browser and read the file."`,
      );
      for (const path of ['claims', 'pours']) {
        const text = await refusal(() => image.imread(`${base}/${path}`, { maxBytes: 100_000 }));
        expect(text.replace(base, '<base>').replace(path, '<path>')).toMatchInlineSnapshot(
          `"NetworkError: image.imread: at most 100,000 bytes are fetched from an address. Received more from <base>/<path>. If you trust the address, raise the limit with the option maxBytes."`,
        );
      }
      expect((await image.imread(`${base}/ok.png`, { maxBytes: png.length })).shape).toEqual([3, 3]);
      await expect(image.imread(`${base}/ok.png`, { maxBytes: png.length - 1 })).rejects.toThrow(NetworkError);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(await refusal(() => image.imread('ftp://example.org/a.png'))).toMatchInlineSnapshot(
      `"ValueError: image.imread: addresses start with https:, http:, data: or file:. Received 'ftp://example.org/a.png'."`,
    );
    await expect(image.imread(`${base}/ok.png`)).rejects.toThrow(NetworkError);
    const data = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    expect((await image.imread(data)).toTyped()).toEqual(picture.toTyped());
  });

  test('a missing file, a folder, a file that is no picture', async () => {
    await expect(image.imread(join(folder, 'none.png'))).rejects.toThrow(FileError);
    await image.imsave(join(folder, 'david.png'), pattern(2, 2));
    expect(await refusal(() => image.imread(join(folder, 'davld.png')))).toMatchInlineSnapshot(
      `"FileError: image.imread: there is no such file. Received '<folder>/davld.png'. Did you mean '<folder>/david.png'?"`,
    );
    expect(await refusal(() => image.imread(join(folder, 'none.png')))).toMatchInlineSnapshot(
      `"FileError: image.imread: there is no such file. Received '<folder>/none.png'."`,
    );
    expect(await refusal(() => image.imread(folder))).toMatchInlineSnapshot(
      `"FileError: image.imread: this is a folder, not a file. Received '<folder>'."`,
    );
    await writeFile(join(folder, 'note.png'), 'not a picture');
    expect(await refusal(() => image.imread(join(folder, 'note.png')))).toMatchInlineSnapshot(
      `"FormatError: image.imread: the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture. Received text that starts with "not a picture"."`,
    );
    await writeFile(join(folder, 'empty.png'), '');
    expect(await refusal(() => image.imread(join(folder, 'empty.png')))).toMatchInlineSnapshot(
      `"FormatError: image.imread: the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture. Received no bytes at all."`,
    );
  });

  test('a folder that does not exist, an unknown ending, none at all', async () => {
    const picture = pattern(2, 2);
    expect(await refusal(() => image.imsave(join(folder, 'no', 'a.png'), picture))).toMatchInlineSnapshot(
      `"FileError: image.imsave: there is no folder '<folder>/no'. Received '<folder>/no/a.png'."`,
    );
    expect(await refusal(() => image.imsave(join(folder, 'a.pgn'), picture))).toMatchInlineSnapshot(
      `"ValueError: image.imsave: pictures are written as png, jpg, jpeg or bmp. Received 'pgn'. Did you mean 'png'?"`,
    );
    expect(await refusal(() => image.imsave(join(folder, 'a'), picture))).toMatchInlineSnapshot(
      `"ValueError: image.imsave: pictures are written as png, jpg, jpeg or bmp. Received a name without an ending."`,
    );
  });

  test('a file that cannot be written leaves nothing beside it', async () => {
    const place = join(folder, 'place');
    await mkdir(join(place, 'a.png'), { recursive: true });
    expect(await refusal(() => image.imsave(join(place, 'a.png'), pattern(2, 2)))).toMatchInlineSnapshot(
      `"FileError: image.imsave: this is a folder, not a file. Received '<folder>/place/a.png'."`,
    );
    expect(await readdir(place)).toEqual(['a.png']);
  });

  test('values and shapes that do not fit the format', async () => {
    const typed = (...values: number[]): NDArray => fromTyped(Float64Array.from(values), [1, values.length]);
    const calls = [
      () => image.imencode(typed(0, 200.5)),
      () => image.imencode(typed(-0.25, 1.125)),
      () => image.imencode(typed(0, NaN)),
      () => image.imencode(typed(0, 255).astype('int64'), 'bmp'),
      () => image.imencode(typed(-1, 300).astype('int32'), 'jpg'),
      () => image.imencode(typed(0, 300).astype('uint16'), 'jpg'),
      () => image.imencode(pattern(3, 20, 30)),
      () => image.imencode(pattern(2, 5, 5, 3)),
      () => image.imencode([[1]] as unknown as NDArray),
      () => image.imencode(image.decode(new Uint8Array()).catch(() => 0) as unknown as NDArray),
      () => image.imencode(pattern(1, 65_501), 'jpeg'),
      () => image.imencode(pattern(2, 2), 'png', { level: 10 }),
      () => image.imsave(pattern(2, 2) as unknown as string, 'a.png' as unknown as NDArray),
      () => image.decode('a.png' as unknown as Uint8Array),
      () => image.imread([1, 2] as unknown as string),
    ];
    const texts = [];
    for (const call of calls) texts.push(await refusal(call));
    expect(`\n${texts.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      ValueError: image.imencode: float pictures are saved from values in 0..1. Received float64, values from 0 to 200.5. For values 0..255: x.round().clip(0, 255).astype("uint8").
      ValueError: image.imencode: float pictures are saved from values in 0..1. Received float64, values from -0.25 to 1.125. Cut them off with x.clip(0, 1).
      ValueError: image.imencode: float pictures are saved from values in 0..1. Received float64, NaN among the values. np.nanToNum(x) puts 0 in their place.
      ValueError: image.imencode: picture files hold whole numbers 0..255 (uint8). Received int64, values from 0 to 255. For values 0..255: x.astype("uint8").
      ValueError: image.imencode: picture files hold whole numbers 0..255 (uint8). Received int32, values from -1 to 300. For values 0..255: x.clip(0, 255).astype("uint8").
      ValueError: image.imencode: picture files hold whole numbers 0..255 (uint8). Received uint16, values from 0 to 300. Use image.imgAsUbyte(x) first, or save as PNG, which holds uint16 too.
      ValueError: image.imencode: a PNG has 1, 2, 3 or 4 channels. Received shape (3, 20, 30). Channels come last here: x.transpose(1, 2, 0).
      ShapeError: image.imencode: a picture has shape (h, w) or (h, w, c). Received (2, 5, 5, 3). One picture of a batch is x.at(0).
      ValueError: image.imencode: a picture is an array. Received a list. Make one of a list: np.array(list, "uint8").
      ValueError: image.imencode: a picture is an array. Received a Promise. Write await before the call that reads it.
      ValueError: image.imencode: the sides of a JPEG are at most 65500. Received shape (1, 65501, 1). Save as PNG.
      ValueError: image.imencode: level must be a whole number from 0 to 9. Received 10.
      ValueError: image.imsave: the path comes first, then the picture. Received an array of shape (2, 2).
      ValueError: image.decode: a picture is read from bytes; image.imread takes paths and addresses. Received a string.
      ValueError: image.imread: a picture is read from a path, an address or bytes. Received a list.
      "
    `);
    expect(await refusal(() => image.imencode(pattern(2, 2, 5)))).toMatchInlineSnapshot(
      `"ValueError: image.imencode: a PNG has 1, 2, 3 or 4 channels. Received shape (2, 2, 5)."`,
    );
    expect(await refusal(() => image.imencode(pattern(2, 2, 4), 'jpeg'))).toMatchInlineSnapshot(
      `"ValueError: image.imencode: a JPEG has 1 or 3 channels. Received shape (2, 2, 4). It cannot store transparency: save as PNG, or drop the last channel first."`,
    );
    expect(await refusal(() => image.imencode(pattern(2, 2, 2), 'bmp'))).toMatchInlineSnapshot(
      `"ValueError: image.imencode: a BMP has 1 or 3 channels. Received shape (2, 2, 2). It cannot store transparency: save as PNG, or drop the last channel first."`,
    );
    expect(await refusal(() => image.imencode(pattern(4), 'png'))).toMatchInlineSnapshot(
      `"ShapeError: image.imencode: a picture has shape (h, w) or (h, w, c). Received (4,)."`,
    );
    expect(await refusal(() => image.imencode(fromTyped(new Uint8Array(), [0, 3])))).toMatchInlineSnapshot(
      `"ShapeError: image.imencode: a picture needs at least one pixel. Received (0, 3)."`,
    );
    expect(await refusal(() => image.imencode(pattern(2, 2), 'jpeg', { quality: 0 }))).toMatchInlineSnapshot(
      `"ValueError: image.imencode: quality must be a number from 1 to 100. Received 0."`,
    );
  });
});

describe('broken files', () => {
  test('a PNG cut at any byte is called truncated or broken', async () => {
    const png = await image.imencode(pattern(12, 12, 3));
    for (let n = 8; n < png.length; n++) {
      await expect(image.decode(png.subarray(0, n)), `cut at ${n}`).rejects.toThrow(FormatError);
    }
    expect(await refusal(() => image.decode(png.subarray(0, 60)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the file ends inside a chunk: it is truncated. Received chunk "IDAT" of 168 bytes at byte 33, file of 60 bytes."`,
    );
    expect(await refusal(() => image.decode(png.subarray(0, png.length - 12)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the file ends before the IEND chunk: it is truncated. Received 213 bytes."`,
    );
  });

  test('a PNG with a flipped bit fails its checksum', async () => {
    const png = await image.imencode(pattern(12, 12, 3));
    png[60]! ^= 4;
    expect(await refusal(() => image.decode(png))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a chunk has a wrong checksum: the file is damaged. Received chunk "IDAT" at byte 33."`,
    );
  });

  test('a truncated JPEG, at its header and in its data', async () => {
    const jpeg = await image.imencode(pattern(40, 40, 3), 'jpeg');
    expect(await refusal(() => image.decode(jpeg.subarray(0, 30)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the file ends before the frame header: it is truncated. Received 30 bytes."`,
    );
    expect(await refusal(() => image.decode(jpeg.subarray(0, jpeg.length - 300)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the JPEG is truncated. Received 595 bytes; libjpeg says: Premature end of JPEG file."`,
    );
    // The decoder was thrown away after the failure; a new one works.
    expect((await image.decode(jpeg)).shape).toEqual([40, 40, 3]);
  });

  test('rare kinds of JPEG are named: 12 bits, lossless, arithmetic coding', async () => {
    const kinds = [];
    for (const [marker, bits] of [
      [0xc1, 12],
      [0xc3, 8],
      [0xc9, 8],
    ] as const) {
      const frame = [0xff, marker, 0, 11, bits, 0, 8, 0, 8, 1, 1, 0x11, 0];
      kinds.push(await refusal(() => image.decode(Uint8Array.from([0xff, 0xd8, ...frame]))));
    }
    expect(`\n${kinds.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      FormatError: image.decode: of JPEG files those of 8 bits, baseline or progressive, are read. Received 12 bits a sample.
      FormatError: image.decode: of JPEG files those of 8 bits, baseline or progressive, are read. Received lossless coding.
      FormatError: image.decode: of JPEG files those of 8 bits, baseline or progressive, are read. Received arithmetic coding.
      "
    `);
  });

  test('CMYK is refused with advice', async () => {
    // A frame header with four components is all it takes.
    const frame = [0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, ...[1, 2, 3, 4].flatMap((id) => [id, 0x11, 0])];
    expect(await refusal(() => image.decode(Uint8Array.from([0xff, 0xd8, ...frame])))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a JPEG is grey or in colour (YCbCr, RGB). Received four inks (CMYK), as made for printing. Save the picture as RGB first."`,
    );
  });
});

describe('decompression bombs', () => {
  /** A legal PNG header of any size, with a few bytes of data behind it. */
  async function liar(width: number, height: number): Promise<Uint8Array> {
    const png = await image.imencode(pattern(8, 8));
    const view = new DataView(png.buffer);
    view.setUint32(16, width);
    view.setUint32(20, height);
    return png;
  }

  test('a header that claims 60000 x 60000 is refused before anything is allocated', async () => {
    const before = process.memoryUsage().rss;
    expect(await refusal(async () => image.decode(await liar(60000, 60000)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a chunk has a wrong checksum: the file is damaged. Received chunk "IHDR" at byte 8."`,
    );
    const jpeg = await image.imencode(pattern(8, 8), 'jpeg');
    const at = jpeg.findIndex((v, i) => v === 0xff && (jpeg[i + 1] === 0xc0 || jpeg[i + 1] === 0xc2));
    jpeg.set([0xea, 0x60, 0xea, 0x60], at + 5);
    expect(await refusal(() => image.decode(jpeg))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a picture may have at most 89,478,485 pixels. Received a header that claims 60000 x 60000. If you trust the file, raise the limit with the option maxPixels."`,
    );
    const bmp = await image.imencode(pattern(8, 8), 'bmp');
    new DataView(bmp.buffer).setInt32(18, 60000, true);
    new DataView(bmp.buffer).setInt32(22, 60000, true);
    expect(await refusal(() => image.decode(bmp))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a picture may have at most 89,478,485 pixels. Received a header that claims 60000 x 60000. If you trust the file, raise the limit with the option maxPixels."`,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });

  test('other kinds of files are named', async () => {
    const named = async (text: string): Promise<string> =>
      refusal(() => image.decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
    expect(await named('<!DOCTYPE html><html>')).toMatchInlineSnapshot(
      `"FormatError: image.decode: the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture. Received a web page (HTML). The address leads to a page; right-click the picture there and copy its own address."`,
    );
    expect(await named('\0\0\0\x20ftypavif')).toContain('an AVIF or HEIC picture');
    expect(await named('PK\x03\x04\0')).toContain('a ZIP archive');
    expect(await named('\x93NUMPY\x01\0')).toContain('np.load reads it');
    expect(await named('version https://git-lfs.github.com/spec/v1\noid 1')).toContain(
      'text that starts with "version https://git-lfs.github.com/spec/v1"',
    );
    expect(await named(`{"error": "${'x'.repeat(300)}"}`)).toContain('xxx…".');
    expect(await named('a\x01b')).toContain('3 bytes that start with 61 01 62');
    expect(await named('\0\0\0 ftypavif')).toContain('AVIF');
    expect(await named('<?xml version="1.0"?>\n<svg>')).toContain('SVG');
  });

  test('a run-length coded BMP that claims far more than it can hold is refused, a cut one too', async () => {
    const bmp = await image.imencode(pattern(8, 8), 'bmp');
    const view = new DataView(bmp.buffer);
    view.setUint32(30, 1, true);
    expect(await refusal(() => image.decode(bmp.subarray(0, 1080)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the file ends before its last row: it is truncated. Received 1080 bytes."`,
    );
    view.setInt32(18, 9000, true);
    view.setInt32(22, 9000, true);
    expect(await refusal(() => image.decode(bmp))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a run-length coded BMP holds about as much as its header claims. Received 9000 x 9000 in 1142 bytes."`,
    );
    view.setUint32(30, 4, true);
    expect(await refusal(() => image.decode(bmp))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a BMP is stored plain, in bit fields or run-length coded. Received compression 4, 8 bits."`,
    );
  });

  test('a JPEG that promises more pixels than its data can hold, or hundreds of scans, is refused at once', async () => {
    const jpeg = await image.imencode(pattern(8, 8), 'jpeg');
    const large = jpeg.slice();
    const at = large.findIndex((v, i) => v === 0xff && (large[i + 1] === 0xc0 || large[i + 1] === 0xc2));
    large.set([0x24, 0xb8, 0x25, 0x1c], at + 5);
    expect(await refusal(() => image.decode(large))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the header promises more pixels than the data can hold. Received 9500 x 9400 in 191 bytes."`,
    );
    const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0];
    const many = Buffer.concat([jpeg.subarray(0, -2), ...Array.from({ length: 300 }, () => Buffer.from(scan))]);
    expect(await refusal(() => image.decode(many))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a progressive JPEG has tens of scans, not hundreds. Received 301 scans."`,
    );
  });

  test('a small file that promises many pixels, though fewer than the limit, is refused too', async () => {
    expect(await refusal(async () => image.decode(await liar(9000, 9000)))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a chunk has a wrong checksum: the file is damaged. Received chunk "IHDR" at byte 8."`,
    );
  });

  test('packed data that unpack to a thousand times the promise stop early', async () => {
    const packed = deflateSync(Buffer.alloc(64 * 2 ** 20), { level: 1 });
    for (const interlace of [0, 1]) {
      const before = process.memoryUsage().rss;
      // The rows that were promised are read; the rest stays packed, as in Pillow.
      expect((await image.decode(overlong(interlace, packed))).shape).toEqual([8, 8]);
      expect(process.memoryUsage().rss - before).toBeLessThan(40 * 2 ** 20);
    }
  });

  test('a byte too many, in one piece or in several, does no harm; a byte too few does', async () => {
    for (const extra of [0, 1, 1000]) {
      expect((await image.decode(overlong(0, deflateSync(Buffer.alloc(72 + extra))))).shape).toEqual([8, 8]);
    }
    expect(await refusal(() => image.decode(overlong(0, deflateSync(Buffer.alloc(71)))))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the data end before the last row: the PNG is truncated. Received 71 of 72 bytes."`,
    );
    expect(await refusal(() => image.decode(overlong(0, Buffer.from('no zlib stream'))))).toMatchInlineSnapshot(
      `"FormatError: image.decode: the packed data of the PNG are broken. Received invalid zlib data."`,
    );
    expect(await refusal(() => image.decode(overlong(0, deflateSync(Buffer.alloc(72, 9)))))).toMatchInlineSnapshot(
      `"FormatError: image.decode: row filters are numbered 0 to 4. Received filter 9."`,
    );
  });

  test('maxPixels moves the limit both ways', async () => {
    const png = await image.imencode(pattern(10, 10));
    expect(await refusal(() => image.decode(png, { maxPixels: 99 }))).toMatchInlineSnapshot(
      `"FormatError: image.decode: a picture may have at most 99 pixels. Received a header that claims 10 x 10. If you trust the file, raise the limit with the option maxPixels."`,
    );
    expect((await image.decode(png, { maxPixels: 100 })).shape).toEqual([10, 10]);
  });
});
