/**
 * @file PBM, PGM and PPM (netpbm's P1 to P6), plain and binary, with Pillow's pixels: bits become 0 and 255, samples are
 * spread over 0..255, grey of more than 8 bits over 0..65535 (uint16), colour of more than 8 bits is brought to 8.
 */
import type { Translated } from '../../../errors/index.ts';
import { checkPixelCount, refusing, type Fail } from '../decoding.ts';
import { roundHalfEven, type Pixels } from '../../pixels.ts';

/** Whether bytes start like one of the six forms: P, a number, white space. */
export function isPnm([p, number, space]: Uint8Array): boolean {
  return p === 0x50 && number! >= 0x31 && number! <= 0x36 && isSpace(space!);
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
  readonly fail: Fail;
}

/** Decodes the first picture. @throws FormatError for broken, truncated and too large files */
export function pnmPixels(bytes: Uint8Array, maxPixels: number, who: string): Pixels {
  const reader: Reader = {
    bytes,
    at: 2,
    fail: refusing(who),
  };
  const form = bytes[1]! - 0x30;
  const plain = form <= 3;
  const bitmap = form % 3 === 1;
  const channels = form % 3 === 0 ? 3 : 1;
  const [width, height] = [readNumber(reader, HEADER), readNumber(reader, HEADER)];
  if (width === 0 || height === 0)
    reader.fail(
      { en: 'the sides of a PBM, PGM or PPM picture are at least 1', ko: 'PBM, PGM, PPM 그림의 한 변은 1 이상입니다' },
      `${width} x ${height}`,
    );
  checkPixelCount(width, height, maxPixels, reader.fail);
  const top = bitmap ? 1 : readNumber(reader, HEADER);
  if (top < 1 || top > 65535)
    reader.fail(
      {
        en: 'the largest sample of a PGM or PPM is 1 to 65535',
        ko: 'PGM이나 PPM의 가장 큰 값은 1부터 65535까지입니다',
      },
      String(top),
    );
  // One white-space character ends the header; readNumber has stopped before it.
  reader.at++;

  const total = width * height * channels;
  const wide = top > 255 && channels === 1;
  const rowBytes = Math.ceil(width / 8);
  const needed = plain ? (bitmap ? total : 2 * total - 1) : bitmap ? rowBytes * height : total * (top > 255 ? 2 : 1);
  if (bytes.length - reader.at < needed) {
    reader.fail(
      {
        en: 'the file ends before its last row: it is truncated',
        ko: '마지막 행이 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
      },
      {
        en: `${bytes.length} bytes, ${reader.at + needed} needed`,
        ko: `${bytes.length}바이트, ${reader.at + needed}바이트 필요`,
      },
    );
  }
  const data = wide ? new Uint16Array(total) : new Uint8Array(total);
  if (bitmap) {
    for (let y = 0, to = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const black = plain ? readBit(reader) : (bytes[reader.at + y * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1;
        data[to++] = black ? 0 : 255;
      }
    }
  } else {
    const full = wide ? 65535 : 255;
    for (let i = 0; i < total; i++) {
      const sample = plain ? plainSample(reader, top) : binarySample(reader, i, top);
      data[i] = top === full ? sample : Math.min(full, roundHalfEven((sample / top) * full));
    }
  }
  return { data, height, width, channels, flat: channels === 1, dtype: wide ? 'uint16' : 'uint8' };
}

function binarySample({ bytes, at }: Reader, i: number, top: number): number {
  return top > 255 ? (bytes[at + 2 * i]! << 8) | bytes[at + 2 * i + 1]! : bytes[at + i]!;
}

function plainSample(reader: Reader, top: number): number {
  const sample = readNumber(reader, PIXELS);
  if (sample > top)
    reader.fail(
      { en: `no sample is larger than the header says, ${top}`, ko: `헤더가 말하는 ${top}보다 큰 값은 없습니다` },
      String(sample),
    );
  return sample;
}

/** In P1 the digits may stand together. */
function readBit(reader: Reader): number {
  skipSpace(reader);
  const byte = reader.bytes[reader.at++];
  if (byte === undefined)
    reader.fail(
      {
        en: 'the file ends before its last row: it is truncated',
        ko: '마지막 행이 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
      },
      { en: `${reader.at - 1} bytes`, ko: `${reader.at - 1}바이트` },
    );
  if (byte !== 0x30 && byte !== 0x31)
    reader.fail({ en: 'a plain PBM consists of 0 and 1', ko: '텍스트 PBM은 0과 1로 이루어집니다' }, character(byte));
  return byte - 0x30;
}

const HEADER: Translated = { en: 'header', ko: '헤더' };
const PIXELS: Translated = { en: 'pixels', ko: '픽셀' };

/** A decimal number after white space and comments; stops at the character after it. */
function readNumber(reader: Reader, part: Translated): number {
  skipSpace(reader);
  const { bytes, fail } = reader;
  const start = reader.at;
  let value = 0;
  for (; isDigit(bytes[reader.at]); reader.at++) {
    value = value * 10 + bytes[reader.at]! - 0x30;
    if (reader.at - start >= 10)
      fail(
        { en: 'numbers have at most 10 digits', ko: '수는 최대 10자리입니다' },
        { en: `more in the ${part.en}`, ko: `${part.ko}에 더 많음` },
      );
  }
  const next = bytes[reader.at];
  if (reader.at === start && next === undefined)
    fail(
      {
        en: `the file ends inside its ${part.en}: it is truncated`,
        ko: `${part.ko} 안에서 파일이 끝납니다. 잘린 파일입니다`,
      },
      { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
    );
  if (reader.at === start || (next !== undefined && !isSpace(next) && next !== hash))
    fail(
      { en: `a PBM, PGM or PPM has numbers in its ${part.en}`, ko: `PBM, PGM, PPM의 ${part.ko}에는 수가 있습니다` },
      character(next!),
    );
  return value;
}

const hash = 0x23;

function skipSpace(reader: Reader): void {
  const { bytes } = reader;
  for (;;) {
    const byte = bytes[reader.at];
    if (byte === hash) while (reader.at < bytes.length && ![0x0a, 0x0d].includes(bytes[reader.at]!)) reader.at++;
    else if (byte !== undefined && isSpace(byte)) reader.at++;
    else return;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function character(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? `'${String.fromCharCode(byte)}'` : `byte ${byte}`;
}
