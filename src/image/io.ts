/**
 * @file Pictures from files, addresses and bytes to arrays and back: imread, decode, imencode, imsave.
 * The format is told by the first bytes when reading and by the file's ending when writing.
 */
import type { NDArray } from '../array/index.ts';
import { stopSignal } from '../display/index.ts';
import { FormatError, NetworkError, ValueError, nearest } from '../errors/index.ts';
import { bmpPixels, isBmp, packBmp } from './bmp.ts';
import { foreignBytes } from './foreign.ts';
import { readBytes, writeBytes } from './host.ts';
import { isJpeg, jpegPixels, packJpeg, type JpegOptions } from './jpeg.ts';
import { arrayOf, defaultMaxPixels, pixelsOf, type Pixels } from './pixels.ts';
import { isPng } from './png-header.ts';
import { packPng, pngPixels, type PngOptions } from './png.ts';
import { isPnm, pnmPixels } from './pnm.ts';
import { tiffPixels } from './tiff-pixels.ts';
import { isTiff } from './tiff.ts';

export type ImageFormat = 'png' | 'jpeg' | 'bmp';

export interface ReadOptions {
  /** Turns a JPEG upright when the camera noted how it was held (EXIF). Default true; a TIFF is always turned, as in Pillow. */
  orient?: boolean;
  /** The largest picture that is decoded, in pixels. Default 89,478,485. */
  maxPixels?: number;
}

export type WriteOptions = JpegOptions & PngOptions;

/**
 * Reads a picture (PNG, JPEG, BMP, TIFF, PBM, PGM, PPM) into a uint8 array, or uint16 from 16-bit files: grey (h, w), grey +
 * alpha (h, w, 2), RGB (h, w, 3), RGBA (h, w, 4). A TIFF of 32-bit samples gives int32, uint32 or float32.
 *
 * @param source a path, an http(s):, file: or data: address, or the bytes themselves
 * @throws FileError when there is no such file, NetworkError when the download fails, FormatError when the bytes are no picture
 * @example const david = await image.imread('david.png'); // (109, 120, 2)
 */
export async function imread(
  source: string | URL | Uint8Array | ArrayBuffer,
  options: ReadOptions = {},
): Promise<NDArray> {
  return arrayOf(await decodePixels(await bytesOf(source), options, 'image.imread'));
}

/** Decodes the bytes of a PNG, JPEG, BMP, TIFF or PBM/PGM/PPM file; see `imread`. */
export async function decode(bytes: Uint8Array | ArrayBuffer, options: ReadOptions = {}): Promise<NDArray> {
  return arrayOf(await decodePixels(asBytes(bytes), options, 'image.decode'));
}

async function decodePixels(bytes: Uint8Array, options: ReadOptions, who: string): Promise<Pixels> {
  const { orient = true, maxPixels = defaultMaxPixels } = options;
  if (isPng(bytes)) return pngPixels(bytes, maxPixels, who);
  if (isJpeg(bytes)) return jpegPixels(bytes, maxPixels, orient, who);
  if (isBmp(bytes)) return bmpPixels(bytes, maxPixels, who);
  if (isTiff(bytes)) return tiffPixels(bytes, maxPixels, who);
  if (isPnm(bytes)) return pnmPixels(bytes, maxPixels, who);
  throw new FormatError({
    who,
    rule: 'the bytes must be a PNG, JPEG, BMP, TIFF or PPM picture',
    ...foreignBytes(bytes),
  });
}

/**
 * The bytes of a picture file. PNG takes uint8, bool and uint16, JPEG and BMP uint8.
 * @throws ValueError when type or channels do not fit the format
 */
export async function imencode(
  picture: NDArray,
  format: ImageFormat | 'jpg' = 'png',
  options: WriteOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return encodePixels(
    pixelsOf(picture, 'image.imencode'),
    asFormat(format, 'image.imencode'),
    options,
    'image.imencode',
  );
}

/**
 * Writes a picture; the ending of the path (.png, .jpg, .jpeg, .bmp) says how.
 * @throws FileError when the place cannot be written, ValueError for an unknown ending or values that do not fit
 */
export async function imsave(path: string, picture: NDArray, options: WriteOptions = {}): Promise<void> {
  const who = 'image.imsave';
  const ending = /\.([^./\\]*)$/.exec(path)?.[1] ?? '';
  await writeBytes(path, await encodePixels(pixelsOf(picture, who), asFormat(ending, who), options, who), who);
}

async function encodePixels(
  pixels: Pixels,
  format: ImageFormat,
  options: WriteOptions,
  who: string,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'png':
      return packPng(pixels, options, who);
    case 'jpeg':
      return packJpeg(pixels, options, who);
    case 'bmp':
      return packBmp(pixels, who);
  }
}

const formats: Readonly<Record<string, ImageFormat>> = { png: 'png', jpg: 'jpeg', jpeg: 'jpeg', bmp: 'bmp' };

function asFormat(name: string, who: string): ImageFormat {
  const format = formats[name.toLowerCase()];
  if (format) return format;
  const near = nearest(name, Object.keys(formats));
  throw new ValueError({
    who,
    rule: 'pictures are written as png, jpg, jpeg or bmp',
    received: name === '' ? 'a name without an ending' : `'${name}'`,
    ...(near ? { hint: `Did you mean '${near}'?` } : {}),
  });
}

async function bytesOf(source: string | URL | Uint8Array | ArrayBuffer): Promise<Uint8Array> {
  const who = 'image.imread';
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) return asBytes(source);
  const text = String(source);
  return /^(https?|data|blob):/i.test(text) ? download(text, who) : readBytes(text, who);
}

function asBytes(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
}

async function download(url: string, who: string): Promise<Uint8Array> {
  const shown = url.length > 100 ? `${url.slice(0, 100)}…` : url;
  let response: Response;
  try {
    response = await fetch(url, { signal: stopSignal() });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    if (stopSignal().aborted) throw cause;
    throw new NetworkError({
      who,
      rule: 'the picture must be reachable',
      received: `${shown}: ${reason(cause)}`,
      cause,
    });
  }
  throw new NetworkError({
    who,
    rule: 'the server must hand out the picture',
    received: `${response.status} ${response.statusText} for ${shown}`,
  });
}

function reason(cause: unknown): string {
  const { message, cause: deeper } = cause as Error;
  return deeper instanceof Error ? `${message} (${deeper.message})` : message;
}
