/**
 * @file What can be said about a JPEG before any pixel is unpacked: its size, its kind, how the camera was held, and whether
 * the data that are there can hold what the header promises. libjpeg itself would allocate, and compute for seconds, first.
 */
import type { Translated } from '../../../errors/index.ts';
import { checkPixelCount, refusing, type Fail } from '../decoding.ts';
import { app1Orientation } from '../exif.ts';

/** Whether bytes start like a JPEG. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** From EXIF or XMP, 1..8. */
  readonly orientation: number;
}

/** Frame headers (SOF) that libjpeg does not read; from 0xc9 on they announce arithmetic coding. */
const lossless: Translated = { en: 'lossless coding', ko: '무손실 부호화' };
const hierarchical: Translated = { en: 'hierarchical coding', ko: '단계적 부호화' };
const rareFrames: Readonly<Record<number, Translated>> = {
  0xc3: lossless,
  0xc5: hierarchical,
  0xc6: hierarchical,
  0xc7: lossless,
};

/** Walks the segments up to the frame header (SOF). @throws FormatError on broken, rare and impossible ones, and on more than `maxPixels` */
export function readJpegHeader(bytes: Uint8Array, maxPixels: number, who: string): JpegHeader {
  const fail = refusing(who);
  let [exif, xmp] = [1, 1];
  for (let at = 2; ;) {
    while (at < bytes.length && bytes[at] !== 0xff) at++;
    while (bytes[at] === 0xff) at++;
    const marker = bytes[at++];
    if (marker === undefined || at + 2 > bytes.length) {
      return fail(
        {
          en: 'the file ends before the frame header: it is truncated',
          ko: '프레임 헤더가 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
        },
        { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
      );
    }
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    if (marker === 0xd9 || marker === 0xda)
      return fail(
        { en: 'a JPEG has a frame header before its data', ko: 'JPEG에는 데이터보다 프레임 헤더가 먼저 나옵니다' },
        { en: `marker ff ${marker.toString(16)}`, ko: `표시 ff ${marker.toString(16)}` },
      );
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    const body = bytes.subarray(at + 2, at + length);
    const held = marker === 0xe1 ? app1Orientation(body) : undefined;
    if (held && 'exif' in held && exif === 1) exif = held.exif;
    if (held && 'xmp' in held && xmp === 1) xmp = held.xmp;
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame && body.length < 6)
      return fail(
        {
          en: 'the file ends inside the frame header: it is truncated',
          ko: '프레임 헤더 안에서 파일이 끝납니다. 잘린 파일입니다',
        },
        { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
      );
    if (frame) {
      const kind =
        marker >= 0xc9
          ? { en: 'arithmetic coding', ko: '산술 부호화' }
          : (rareFrames[marker] ??
            (body[0] === 8 ? undefined : { en: `${body[0]} bits a sample`, ko: `값마다 ${body[0]}비트` }));
      if (kind !== undefined)
        fail(
          {
            en: 'of JPEG files those of 8 bits, baseline or progressive, are read',
            ko: 'JPEG는 8비트의 베이스라인이나 프로그레시브만 읽습니다',
          },
          kind,
        );
      const [height, width] = [(body[1]! << 8) | body[2]!, (body[3]! << 8) | body[4]!];
      if (width === 0 || height === 0)
        fail({ en: 'the sides of a JPEG are at least 1', ko: 'JPEG의 한 변은 1 이상입니다' }, `${width} x ${height}`);
      checkPixelCount(width, height, maxPixels, fail);
      checkContents(bytes, width, height, fail);
      return { width, height, components: body[5]!, orientation: exif === 1 ? xmp : exif };
    }
    at += length;
  }
}

/** A block of 8 x 8 pixels takes one bit or more (a progressive file of nothing but block means). */
const mostPixelsPerByte = 512;

/** Refuses decompression bombs: a large picture in few bytes, or very many scans, each of which costs a pass over all pixels. */
function checkContents(bytes: Uint8Array, width: number, height: number, fail: Fail): void {
  if (width * height > mostPixelsPerByte * bytes.length)
    fail(
      {
        en: 'the header promises more pixels than the data can hold',
        ko: '헤더가 약속한 픽셀이 데이터에 담길 수 있는 것보다 많습니다',
      },
      { en: `${width} x ${height} in ${bytes.length} bytes`, ko: `${bytes.length}바이트에 ${width} x ${height}` },
    );
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (bytes[at + 1] === 0xda) scans++;
  // Ten are usual. The marker may also stand by chance in notes and in what was appended, once in 65,536 bytes.
  if (scans > 200 + bytes.length / 16_384)
    fail(
      {
        en: 'a progressive JPEG has tens of scans, not hundreds',
        ko: '프로그레시브 JPEG의 스캔은 수십 개이며 수백 개가 되지 않습니다',
      },
      { en: `${scans} scans`, ko: `스캔 ${scans}개` },
    );
}
