/**
 * @file BMP, small enough to be our own: 1, 4 and 8 bits with a palette, 16, 24 and 32 bits, bit fields, both row orders.
 * Run-length coded files (RLE4, RLE8) are unpacked in `rle.ts`. A palette of rising greys gives a grey picture (h, w), any other RGB; alpha is kept
 * only where bit fields name it, as in Pillow.
 */
import { unpackRuns } from './rle.ts';
import { checkPixelCount, refusing, type Fail } from '../decoding.ts';
import type { Pixels } from '../../pixels.ts';
import { byteSamples, checkChannels } from '../samples.ts';

/** Whether bytes start like a BMP. */
export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}

interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  /** Whether the pixels are run-length coded. */
  readonly runs: boolean;
  /** Byte where the pixels start, and bytes per row (a multiple of four). */
  readonly start: number;
  readonly stride: number;
  /** Red, green, blue, alpha; 0 where the format has none. */
  readonly masks: readonly number[];
  /** Three bytes (R, G, B) an entry. */
  readonly palette: Uint8Array;
}

/** Decodes a BMP. @throws FormatError for truncated, too large or unknown files */
export function bmpPixels(bytes: Uint8Array, maxPixels: number, who: string): Pixels {
  const fail = refusing(who);
  const header = readHeader(bytes, maxPixels, fail);
  if (header.bits > 8) return direct(bytes, header);
  if (!header.runs) return indexed(bytes, header, header.bits, fail);
  const { width, height, bits, start } = header;
  const entries = unpackRuns(bytes, start, width, height, bits as 4 | 8, fail);
  return indexed(entries, { ...header, start: 0, stride: width }, 8, fail);
}

function readHeader(bytes: Uint8Array, maxPixels: number, fail: Fail): BmpHeader {
  if (bytes.length < 54)
    fail(
      { en: 'a BMP has a header of at least 54 bytes', ko: 'BMP에는 54바이트 이상의 헤더가 있습니다' },
      { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  if (headerSize < 40 || 14 + headerSize > bytes.length)
    fail(
      { en: 'the BMP header must be of version 3 to 5', ko: 'BMP 헤더는 버전 3부터 5까지여야 합니다' },
      { en: `a header of ${headerSize} bytes`, ko: `${headerSize}바이트 헤더` },
    );
  const [width, signedHeight, bits] = [view.getInt32(18, true), view.getInt32(22, true), view.getUint16(28, true)];
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0)
    fail({ en: 'the sides of a BMP are at least 1', ko: 'BMP의 한 변은 1 이상입니다' }, `${width} x ${height}`);
  checkPixelCount(width, height, maxPixels, fail);
  if (![1, 4, 8, 16, 24, 32].includes(bits))
    fail(
      { en: 'a BMP has 1, 4, 8, 16, 24 or 32 bits per pixel', ko: 'BMP는 픽셀마다 1, 4, 8, 16, 24, 32비트입니다' },
      { en: `${bits} bits`, ko: `${bits}비트` },
    );
  const compression = view.getUint32(30, true);
  const fields = compression === 3 || compression === 6;
  const runs = (compression === 1 && bits === 8) || (compression === 2 && bits === 4);
  if (compression !== 0 && !runs && !(fields && (bits === 16 || bits === 32))) {
    fail(
      {
        en: 'a BMP is stored plain, in bit fields or run-length coded',
        ko: 'BMP는 그대로, 비트 필드로, 또는 런 길이 부호화로 저장됩니다',
      },
      { en: `compression ${compression}, ${bits} bits`, ko: `압축 ${compression}, ${bits}비트` },
    );
  }
  const start = view.getUint32(10, true);
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (!runs && start + stride * height > bytes.length) {
    fail(
      {
        en: 'the file ends before its last row: it is truncated',
        ko: '마지막 행이 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
      },
      {
        en: `${bytes.length} bytes, ${start + stride * height} needed`,
        ko: `${bytes.length}바이트, ${start + stride * height}바이트 필요`,
      },
    );
  }
  const maskAt = (k: number): number => (54 + 4 * k + 4 <= bytes.length ? view.getUint32(54 + 4 * k, true) : 0);
  const alpha = headerSize >= 56 || compression === 6 ? maskAt(3) : 0;
  const masks = fields ? [maskAt(0), maskAt(1), maskAt(2), alpha] : (plainMasks[bits] ?? []);
  const palette =
    bits <= 8 ? readPalette(bytes, view.getUint32(46, true), 14 + headerSize, bits, start) : new Uint8Array();
  return { width, height, topDown: signedHeight < 0, bits, runs, start, stride, masks, palette };
}

const plainMasks: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  24: [0xff0000, 0xff00, 0xff, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
};

function readPalette(bytes: Uint8Array, used: number, at: number, bits: number, end: number): Uint8Array {
  const present = Math.max(0, Math.floor((Math.min(end, bytes.length) - at) / 4));
  const entries = Math.min(used || 2 ** bits, 2 ** bits, present);
  const palette = new Uint8Array(entries * 3);
  for (let i = 0; i < entries; i++) for (let k = 0; k < 3; k++) palette[3 * i + k] = bytes[at + 4 * i + 2 - k]!;
  return palette;
}

/** Palette entries of `bits` bits each to colours, or to greys where the palette is a ramp of them. */
function indexed(bytes: Uint8Array, header: BmpHeader, bits: number, fail: Fail): Pixels {
  const { width, height, palette } = header;
  const entries = palette.length / 3;
  const top = 2 ** header.bits - 1;
  const mask = 2 ** bits - 1;
  const ramp = entries === 2 ** header.bits && palette.every((v, i) => v === (Math.floor(i / 3) * 255) / top);
  const channels = ramp ? 1 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, to = 0; y < height; y++) {
    const row = rowStart(header, y);
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const index = (bytes[row + (bit >> 3)]! >> (8 - bits - (bit & 7))) & mask;
      if (index >= entries) {
        fail(
          { en: 'every pixel of a BMP names a palette entry', ko: 'BMP의 모든 픽셀은 팔레트의 항목을 가리킵니다' },
          { en: `entry ${index} of ${entries}`, ko: `항목 ${entries}개 가운데 ${index}번` },
        );
      }
      for (let k = 0; k < channels; k++) data[to++] = palette[3 * index + k]!;
    }
  }
  return { data, width, height, channels, flat: ramp, dtype: 'uint8' };
}

function direct(bytes: Uint8Array, header: BmpHeader): Pixels {
  const { width, height, bits, masks } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = masks[3] ? 4 : 3;
  const fields = masks.slice(0, channels).map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, max: mask >>> shift || 1 };
  });
  const data = new Uint8Array(width * height * channels);
  const size = bits / 8;
  for (let y = 0, to = 0; y < height; y++) {
    let at = rowStart(header, y);
    for (let x = 0; x < width; x++, at += size) {
      const value =
        size === 2
          ? view.getUint16(at, true)
          : size === 4
            ? view.getUint32(at, true)
            : bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
      for (const { mask, shift, max } of fields) data[to++] = Math.floor((((value & mask) >>> shift) * 255) / max);
    }
  }
  return { data, width, height, channels, flat: false, dtype: 'uint8' };
}

function rowStart({ start, stride, height, topDown }: BmpHeader, y: number): number {
  return start + stride * (topDown ? y : height - 1 - y);
}

/** Encodes a uint8 or bool picture: grey as 8 bits with a grey palette, RGB as 24 bits. */
export function packBmp(pixels: Pixels, who: string): Uint8Array<ArrayBuffer> {
  const { width, height, channels } = pixels;
  checkChannels(pixels, 'a BMP', [1, 3], who);
  const samples = byteSamples(pixels, who);
  const paletteBytes = channels === 1 ? 1024 : 0;
  const start = 54 + paletteBytes;
  const stride = Math.ceil((width * channels) / 4) * 4;
  const out = new Uint8Array(start + stride * height);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, out.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8 * channels, true);
  view.setUint32(34, stride * height, true);
  for (let i = 0; i < paletteBytes; i++) if (i % 4 !== 3) out[54 + i] = i >> 2;
  for (let y = 0; y < height; y++) {
    const row = start + stride * (height - 1 - y);
    for (let i = 0; i < width * channels; i += channels) {
      for (let k = 0; k < channels; k++) out[row + i + k] = samples[y * width * channels + i + channels - 1 - k]!;
    }
  }
  return out;
}
