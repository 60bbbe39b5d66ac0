/**
 * @file PBM, PGM and PPM (netpbm's P1 to P6), plain and binary, with Pillow's pixels: bits become 0 and 255, samples are
 * spread over 0..255, grey of more than 8 bits over 0..65535 (uint16), colour of more than 8 bits is brought to 8.
 */
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
  const [width, height] = [readNumber(reader, 'header'), readNumber(reader, 'header')];
  if (width === 0 || height === 0)
    reader.fail('the sides of a PBM, PGM or PPM picture are at least 1', `${width} x ${height}`);
  checkPixelCount(width, height, maxPixels, reader.fail);
  const top = bitmap ? 1 : readNumber(reader, 'header');
  if (top < 1 || top > 65535) reader.fail('the largest sample of a PGM or PPM is 1 to 65535', String(top));
  // One white-space character ends the header; readNumber has stopped before it.
  reader.at++;

  const total = width * height * channels;
  const wide = top > 255 && channels === 1;
  const rowBytes = Math.ceil(width / 8);
  const needed = plain ? (bitmap ? total : 2 * total - 1) : bitmap ? rowBytes * height : total * (top > 255 ? 2 : 1);
  if (bytes.length - reader.at < needed) {
    reader.fail(
      'the file ends before its last row: it is truncated',
      `${bytes.length} bytes, ${reader.at + needed} needed`,
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
  const sample = readNumber(reader, 'pixels');
  if (sample > top) reader.fail(`no sample is larger than the header says, ${top}`, String(sample));
  return sample;
}

/** In P1 the digits may stand together. */
function readBit(reader: Reader): number {
  skipSpace(reader);
  const byte = reader.bytes[reader.at++];
  if (byte === undefined) reader.fail('the file ends before its last row: it is truncated', `${reader.at - 1} bytes`);
  if (byte !== 0x30 && byte !== 0x31) reader.fail('a plain PBM consists of 0 and 1', character(byte));
  return byte - 0x30;
}

/** A decimal number after white space and comments; stops at the character after it. */
function readNumber(reader: Reader, part: 'header' | 'pixels'): number {
  skipSpace(reader);
  const { bytes, fail } = reader;
  const start = reader.at;
  let value = 0;
  for (; isDigit(bytes[reader.at]); reader.at++) {
    value = value * 10 + bytes[reader.at]! - 0x30;
    if (reader.at - start >= 10) fail('numbers have at most 10 digits', `more in the ${part}`);
  }
  const next = bytes[reader.at];
  if (reader.at === start && next === undefined)
    fail(`the file ends inside its ${part}: it is truncated`, `${bytes.length} bytes`);
  if (reader.at === start || (next !== undefined && !isSpace(next) && next !== hash))
    fail(`a PBM, PGM or PPM has numbers in its ${part}`, character(next!));
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
