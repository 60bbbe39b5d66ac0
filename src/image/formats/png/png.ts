/**
 * @file PNG in and out (written by `src/platform/png.ts`), with Pillow's idea of an array: grey (h, w), grey + alpha (h, w, 2), RGB (h, w, 3),
 * RGBA (h, w, 4); 16-bit files give uint16, everything else uint8 (1, 2 and 4 bits of grey are spread over 0..255).
 * Two choices of ours: a palette is looked up (RGB, or RGBA when it has transparent entries), where Pillow hands out
 * indices; and a single transparent colour (tRNS of grey or RGB) is ignored, as Pillow does.
 */
import { checkCall, describe, integer, number, optionsOf, readOptions } from '../../../arguments/index.ts';
import { DTypeError } from '../../../errors/index.ts';
import { encodePng as writePng } from '../../../platform/index.ts';
import type { NDArray } from '../../../array/index.ts';
import { arrayOf, pixelsOf, type Pixels } from '../../pixels.ts';
import { defaultMaxPixels } from '../decoding.ts';
import { itxtOrientation, tiffOrientation, upright } from '../exif.ts';
import { readPngHeader, type PngHeader } from './header.ts';
import { unpackPng } from './unpack.ts';
import { byteSamples, checkChannels } from '../samples.ts';

export interface PngOptions {
  /**
   * Effort of the packing, 0..9. Default 6.
   * @ko 압축에 들이는 노력입니다(0~9). 기본값 6.
   */
  level?: number;
}

export const pngOptions = optionsOf<PngOptions>()({ level: integer({ from: 0, to: 9 }).or(6) });

export interface DecodePngOptions {
  /** The largest picture that is decoded, in pixels. Default 89,478,485. */
  maxPixels?: number;
}

const decodePngOptions = optionsOf<DecodePngOptions>()({ maxPixels: number({ above: 0 }).or(defaultMaxPixels) });

/**
 * Decodes a PNG without waiting; one with an EXIF orientation is turned upright. `maxPixels` bounds the memory (default 89,478,485).
 * @throws FormatError when the bytes are no PNG, are broken or truncated, or claim too many pixels
 */
export function decodePng(bytes: Uint8Array, options?: DecodePngOptions): NDArray {
  const who = 'image.decodePng';
  if (arguments.length > 2) checkCall(who, arguments, 2, decodePngOptions);
  if (!(bytes instanceof Uint8Array)) {
    throw new DTypeError({
      who,
      rule: { en: 'takes the bytes of a file, a Uint8Array', ko: '파일의 바이트(Uint8Array)를 받습니다' },
      received: describe(bytes),
    });
  }
  return arrayOf(pngPixels(bytes, readOptions(who, options, decodePngOptions).maxPixels, true, who));
}

export function pngPixels(bytes: Uint8Array, maxPixels: number, orient: boolean, who: string): Pixels {
  const header = readPngHeader(bytes, maxPixels, who);
  const { data, channels } = unpackPng(bytes, header, who);
  const { width, height, depth } = header;
  const dtype = depth === 16 ? 'uint16' : 'uint8';
  const pixels: Pixels = { data, height, width, channels, flat: channels === 1, dtype };
  return orient ? upright(pixels, orientationOf(bytes, header)) : pixels;
}

/** EXIF's word on how the camera was held counts first, then XMP's. */
function orientationOf(bytes: Uint8Array, { chunks }: PngHeader): number {
  const ofKind = (kind: string): Uint8Array[] =>
    chunks.filter(({ type }) => type === kind).map(({ body, length }) => bytes.subarray(body, body + length));
  const [exif] = ofKind('eXIf').map(tiffOrientation);
  return exif !== undefined && exif !== 1
    ? exif
    : (ofKind('iTXt')
        .map(itxtOrientation)
        .find((value) => value !== 1) ?? 1);
}

/**
 * Encodes a uint8, uint16, bool or float (0..1) picture (h, w), (h, w, 1), (h, w, 2), (h, w, 3) or (h, w, 4) as PNG.
 * @throws ValueError for other types and channel counts, with what to do about it
 */
export function encodePng(picture: NDArray, options?: PngOptions): Uint8Array<ArrayBuffer> {
  const who = 'image.encodePng';
  if (arguments.length > 2) checkCall(who, arguments, 2, pngOptions);
  return packPng(pixelsOf(picture, who), readOptions(who, options, pngOptions), who);
}

export function packPng(pixels: Pixels, { level }: Required<PngOptions>, who: string): Uint8Array<ArrayBuffer> {
  const { width, height, channels, dtype } = pixels;
  checkChannels(pixels, 'a PNG', [1, 2, 3, 4], who);
  const samples = dtype === 'uint16' ? (pixels.data as Uint16Array) : byteSamples(pixels, who);
  return writePng({ width, height, channels: channels as 1 | 2 | 3 | 4, samples, level });
}
