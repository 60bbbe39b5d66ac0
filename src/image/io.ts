/**
 * @file Pictures from files, addresses and bytes to arrays and back: imread, decode, imencode, imsave.
 * The format is told by the first bytes when reading and by the file's ending when writing.
 */
import { checkCall, flag, number, optionsOf, own, readOptions } from '../arguments/index.ts';
import type { NDArray } from '../array/index.ts';
import { mustBeAwaited } from '../display/index.ts';
import { FormatError, ValueError, nearest, type Translated } from '../errors/index.ts';
import { readFile, writeFile } from '../platform/index.ts';
import { bmpPixels, isBmp, packBmp } from './formats/bmp/bmp.ts';
import { defaultMaxPixels } from './formats/decoding.ts';
import { defaultMaxBytes, download } from './download.ts';
import { foreignBytes } from './formats/foreign.ts';
import { gifPixels, isGif } from './formats/gif/gif.ts';
import { isJpeg } from './formats/jpeg/header.ts';
import { jpegOptions, jpegPixels, packJpeg, type JpegOptions } from './formats/jpeg/jpeg.ts';
import { arrayOf, nameOf, pixelsOf, type Pixels } from './pixels.ts';
import { isPng } from './formats/png/header.ts';
import { packPng, pngOptions, pngPixels, type PngOptions } from './formats/png/png.ts';
import { isPnm, pnmPixels } from './formats/pnm/pnm.ts';
import { isWebp, webpPixels } from './formats/webp/webp.ts';
import { tiffPixels } from './formats/tiff/tiff.ts';
import { isTiff } from './formats/tiff/directory.ts';

export type ImageFormat = { is: 'png' | 'jpeg' | 'bmp' }['is'];

export interface DecodeOptions {
  /**
   * Turns a JPEG or PNG upright when the camera noted how it was held (EXIF). Default true; a TIFF is always turned, as in Pillow.
   * @ko 카메라가 적어 둔 방향(EXIF)대로 JPEG나 PNG를 바로 세웁니다. 기본값 true. TIFF는 Pillow처럼 언제나 바로 세웁니다.
   */
  orient?: boolean;
  /**
   * The largest picture that is decoded, in pixels. Default 89,478,485.
   * @ko 읽을 수 있는 가장 큰 그림입니다(픽셀 수). 기본값 89,478,485.
   */
  maxPixels?: number;
}

export interface ReadOptions extends DecodeOptions {
  /**
   * The most bytes that are fetched from an address. Default 104,857,600 (100 MiB).
   * @ko 주소에서 받는 최대 바이트 수입니다. 기본값 104,857,600(100MiB).
   */
  maxBytes?: number;
}

const decodeOptions = optionsOf<DecodeOptions>()({
  orient: flag().or(true),
  maxPixels: number({ above: 0 }).or(defaultMaxPixels),
});
const readingOptions = optionsOf<ReadOptions>()({
  ...decodeOptions.rules,
  maxBytes: number({ above: 0 }).or(defaultMaxBytes),
});

export type WriteOptions = JpegOptions & PngOptions;

/** Every format's options, so that one call can write any of them. */
const writeOptions = optionsOf<WriteOptions>()({ ...jpegOptions.rules, ...pngOptions.rules });

/**
 * Reads a picture (PNG, JPEG, WebP, BMP, GIF, TIFF, PBM, PGM, PPM) into a uint8 array, or uint16 from 16-bit files: grey (h, w), grey +
 * alpha (h, w, 2), RGB (h, w, 3), RGBA (h, w, 4). A TIFF of 32-bit samples gives int32, uint32 or float32.
 *
 * @ko 그림 파일을 배열로 읽습니다.
 * @param source a path, an http(s):, file: or data: address, or the bytes themselves
 * @koParam source 파일의 경로, http(s):, file:, data: 주소, 또는 바이트
 * @throws FileError when there is no such file, NetworkError when the download fails or is larger than `maxBytes`,
 * FormatError when the bytes are no picture
 * @example const david = await image.imread('david.png'); // (109, 120, 2)
 */
export async function imread(source: string | URL | Uint8Array | ArrayBuffer, options?: ReadOptions): Promise<NDArray> {
  const who = 'image.imread';
  checkCall(who, arguments, 2, readingOptions);
  const given = readOptions(who, options, readingOptions);
  return arrayOf(await decodePixels(await bytesOf(source, given.maxBytes), given, who));
}

/**
 * Decodes the bytes of a PNG, JPEG, WebP, BMP, GIF, TIFF or PBM/PGM/PPM file; see `imread`.
 * @ko 그림 파일의 바이트를 배열로 읽습니다.
 */
export async function decode(bytes: Uint8Array | ArrayBuffer, options?: DecodeOptions): Promise<NDArray> {
  const who = 'image.decode';
  checkCall(who, arguments, 2, decodeOptions);
  const given = readOptions(who, options, decodeOptions);
  return arrayOf(
    await decodePixels(
      asBytes(bytes, who, {
        en: 'bytes; image.imread takes paths and addresses',
        ko: '바이트(경로와 주소는 image.imread로 읽습니다)',
      }),
      given,
      who,
    ),
  );
}

async function decodePixels(
  bytes: Uint8Array,
  { orient, maxPixels }: Required<DecodeOptions>,
  who: string,
): Promise<Pixels> {
  if (isPng(bytes)) return pngPixels(bytes, maxPixels, orient, who);
  if (isJpeg(bytes)) return jpegPixels(bytes, maxPixels, orient, who);
  if (isBmp(bytes)) return bmpPixels(bytes, maxPixels, who);
  if (isGif(bytes)) return gifPixels(bytes, maxPixels, who);
  if (isWebp(bytes)) return webpPixels(bytes, maxPixels, orient, who);
  if (isTiff(bytes)) return tiffPixels(bytes, maxPixels, who);
  if (isPnm(bytes)) return pnmPixels(bytes, maxPixels, who);
  throw new FormatError({
    who,
    rule: {
      en: 'the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture',
      ko: 'PNG, JPEG, WebP, BMP, GIF, TIFF, PPM 그림이어야 합니다',
    },
    ...foreignBytes(bytes),
  });
}

/**
 * The bytes of a picture file. All take uint8, bool and floats in 0..1 (which are times 255), PNG also uint16.
 * @throws ValueError when type, values or channels do not fit the format
 */
export async function imencode(
  picture: NDArray,
  format: ImageFormat | 'jpg' = 'png',
  options?: WriteOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const who = 'image.imencode';
  checkCall(who, arguments, 3, writeOptions);
  return encodePixels(pixelsOf(picture, who), asFormat(format, who), readOptions(who, options, writeOptions), who);
}

/**
 * Writes a picture; the ending of the path (.png, .jpg, .jpeg, .bmp) says how. The folder must be there.
 * @ko 배열을 그림 파일로 저장합니다.
 * @throws FileError when the place cannot be written, ValueError for an unknown ending or values that do not fit
 */
export function imsave(path: string, picture: NDArray, options?: WriteOptions): Promise<void> {
  return mustBeAwaited(saved(arguments, path, picture, options), 'imsave', 'await image.imsave(…)');
}

async function saved(args: IArguments, path: string, picture: NDArray, options?: WriteOptions): Promise<void> {
  const who = 'image.imsave';
  checkCall(who, args, 3, writeOptions);
  const given = readOptions(who, options, writeOptions);
  if (typeof path !== 'string')
    throw new ValueError({
      who,
      rule: { en: 'the path comes first, then the picture', ko: '경로를 먼저 쓰고 그다음에 그림을 씁니다' },
      received: nameOf(path),
    });
  const ending = /\.([^./\\]*)$/.exec(path)?.[1] ?? '';
  writeFile(path, await encodePixels(pixelsOf(picture, who), asFormat(ending, who), given, who), who);
}

async function encodePixels(
  pixels: Pixels,
  format: ImageFormat,
  options: Required<WriteOptions>,
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
  const format = own(formats, name.toLowerCase());
  if (format) return format;
  const near = nearest(name, Object.keys(formats));
  throw new ValueError({
    who,
    rule: { en: 'pictures are written as png, jpg, jpeg or bmp', ko: '그림은 png, jpg, jpeg, bmp로 저장합니다' },
    received: name === '' ? { en: 'a name without an ending', ko: '확장자가 없는 이름' } : `'${name}'`,
    ...(near ? { hint: { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` } } : {}),
  });
}

async function bytesOf(source: string | URL | Uint8Array | ArrayBuffer, maxBytes: number): Promise<Uint8Array> {
  const who = 'image.imread';
  if (typeof source !== 'string' && !(source instanceof URL))
    return asBytes(source, who, { en: 'a path, an address or bytes', ko: '경로, 주소, 바이트' });
  const text = String(source);
  if (/^(https?|data|blob):/i.test(text)) return download(text, maxBytes, who);
  const scheme = /^[a-z][a-z0-9+.-]*(?=:\/\/)/i.exec(text)?.[0];
  if (scheme !== undefined && scheme.toLowerCase() !== 'file') {
    throw new ValueError({
      who,
      rule: {
        en: 'addresses start with https:, http:, data: or file:',
        ko: '주소는 https:, http:, data:, file: 가운데 하나로 시작합니다',
      },
      received: `'${text}'`,
    });
  }
  return readFile(text, who);
}

function asBytes(source: Uint8Array | ArrayBuffer, who: string, wanted: Translated): Uint8Array {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  throw new ValueError({
    who,
    rule: { en: `a picture is read from ${wanted.en}`, ko: `그림을 읽을 수 있는 것: ${wanted.ko}` },
    received: nameOf(source),
  });
}
