/**
 * @file The packings of TIFF strips and tiles: none, LZW, Deflate (through `fflate`), PackBits, JPEG and those of faxes. Each unpacks
 * exactly as many bytes as the directory promised and never more, so that a small broken file cannot ask for much memory.
 */
import { FormatError, type Text, type Translated } from '../../../errors/index.ts';
import { inflateInto } from '../decoding.ts';
import { jpegPixels } from '../jpeg/jpeg.ts';
import { unpackFax, type FaxBlock } from './ccitt.ts';

/** A strip or tile that is unpacked. */
export interface Block extends FaxBlock {
  /** Samples of a pixel in it. */
  readonly samples: number;
  /** What the strips of JPEG have in common (JPEGTables), if anything. */
  readonly tables: Uint8Array | undefined;
  /** Whether the JPEG's colours are YCbCr; else they are what the picture has. */
  readonly isYCbCr: boolean;
}

/** Fills `out` from `packed`, or says what is wrong with the data. */
export type Unpacker = (
  packed: Uint8Array,
  out: Uint8Array,
  block: Block,
) => Translated | undefined | Promise<Translated | undefined>;

/**
 * By the number of the Compression tag (8 and 32946 are the same), with the most bytes that one packed byte can become:
 * 258 in two bits for Deflate, a string of 3838 in twelve bits for LZW, 128 in two bytes for PackBits, a block of 8 x 8 pixels in a
 * bit for JPEG; of faxes a row of any length, whose samples take a bit.
 */
export const packings: Readonly<Record<number, { unpack: Unpacker; growth: number }>> = {
  1: { unpack: plain, growth: 1 },
  2: { unpack: (packed, out, block) => unpackFax(2, packed, out, block), growth: Infinity },
  3: { unpack: (packed, out, block) => unpackFax(3, packed, out, block), growth: Infinity },
  4: { unpack: (packed, out, block) => unpackFax(4, packed, out, block), growth: Infinity },
  5: { unpack: lzw, growth: 2559 },
  7: { unpack: jpeg, growth: 2048 },
  8: { unpack: inflate, growth: 1032 },
  32946: { unpack: inflate, growth: 1032 },
  32773: { unpack: packBits, growth: 64 },
};

/** Packings that exist and are not read here, for the message. */
export const otherPackings: Readonly<Record<number, Text>> = {
  6: { en: 'JPEG (old style)', ko: 'JPEG(예전 방식)' },
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
  50002: 'JPEG XL',
};

const tooShort = (filled: number, wanted: number): Translated => ({
  en: `the data end after ${filled} of ${wanted} bytes`,
  ko: `데이터가 ${wanted}바이트 가운데 ${filled}바이트에서 끝남`,
});

function plain(packed: Uint8Array, out: Uint8Array): Translated | undefined {
  if (packed.length < out.length) return tooShort(packed.length, out.length);
  out.set(packed.subarray(0, out.length));
  return undefined;
}

function inflate(packed: Uint8Array, out: Uint8Array): Translated | undefined {
  const { filled, broken } = inflateInto(out, [packed]);
  if (broken !== undefined) return { en: broken, ko: broken };
  return filled < out.length ? tooShort(filled, out.length) : undefined;
}

/** A byte n below 128: n + 1 bytes as they are; above 128: the next byte 257 - n times; 128: nothing. */
function packBits(packed: Uint8Array, out: Uint8Array): Translated | undefined {
  let filled = 0;
  for (let at = 0; at < packed.length && filled < out.length;) {
    const n = packed[at++]!;
    if (n === 128) continue;
    if (n < 128) {
      const run = packed.subarray(at, Math.min(at + n + 1, at + out.length - filled));
      out.set(run, filled);
      filled += run.length;
      at += n + 1;
    } else {
      if (at >= packed.length) break;
      const end = Math.min(out.length, filled + 257 - n);
      out.fill(packed[at++]!, filled, end);
      filled = end;
    }
  }
  return filled < out.length ? tooShort(filled, out.length) : undefined;
}

/** A JPEG per strip, without what is common to all; its colours stay as they are where they are no YCbCr. */
async function jpeg(packed: Uint8Array, out: Uint8Array, block: Block): Promise<Translated | undefined> {
  const { width, rows, samples, tables, isYCbCr } = block;
  const body = packed[0] === 0xff && packed[1] === 0xd8 ? packed.subarray(2) : packed;
  const common = tables ? tables.subarray(2, tables.length - 2) : new Uint8Array();
  // Adobe's mark says which colours they are, what libjpeg would guess from the names of the components.
  const mark = Uint8Array.of(0xff, 0xee, 0, 14, 65, 100, 111, 98, 101, 0, 100, 0, 0, 0, 0, isYCbCr ? 1 : 0);
  const whole = new Uint8Array(2 + common.length + mark.length + body.length);
  whole.set([0xff, 0xd8]);
  whole.set(common, 2);
  whole.set(mark, 2 + common.length);
  whole.set(body, 2 + common.length + mark.length);
  try {
    const picture = await jpegPixels(whole, width * rows, false, 'image.imread');
    if (picture.width !== width || picture.height < rows || picture.channels !== samples) {
      const size = `${picture.width} x ${picture.height} x ${picture.channels}`;
      return { en: `a JPEG of ${size}`, ko: `${size}의 JPEG` };
    }
    out.set(picture.data.subarray(0, out.length));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const why = error.message.replace(/^image\.imread: /, '').replace(/\.$/, '');
    return { en: why, ko: why };
  }
  return undefined;
}

const clear = 256;
const end = 257;
const tableSize = 4096;

/**
 * Codes of 9 to 12 bits, high bit first; the width grows one code early (TIFF 6.0, section 13). A string of the table is
 * its last byte and the code of what stands before it.
 */
function lzw(packed: Uint8Array, out: Uint8Array): Translated | undefined {
  if (packed[0] === 0 && (packed[1]! & 1) === 1)
    return {
      en: 'it is packed in the manner from before 1990 (low bit first)',
      ko: '1990년 이전의 방식(낮은 비트 먼저)으로 압축됨',
    };
  const before = new Uint16Array(tableSize);
  const last = new Uint8Array(tableSize);
  const first = new Uint8Array(tableSize);
  const length = new Uint16Array(tableSize);
  for (let i = 0; i < clear; i++) [last[i], first[i], length[i]] = [i, i, 1];
  let [next, width, previous, filled] = [end + 1, 9, -1, 0];
  let [bits, held, at] = [0, 0, 0];
  while (filled < out.length) {
    while (held < width) {
      if (at >= packed.length) return tooShort(filled, out.length);
      bits = ((bits << 8) | packed[at++]!) & 0xffffff;
      held += 8;
    }
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === end) return tooShort(filled, out.length);
    if (code === clear) {
      [next, width, previous] = [end + 1, 9, -1];
      continue;
    }
    if (code > next || (code === next && previous < 0))
      return { en: `code ${code} is not in the table yet`, ko: `부호 ${code}이(가) 아직 표에 없음` };
    if (previous >= 0 && next < tableSize) {
      before[next] = previous;
      first[next] = first[previous]!;
      // A code that is just being made ends in its own first byte.
      last[next] = code === next ? first[previous]! : first[code]!;
      length[next] = length[previous]! + 1;
      next++;
    } else if (code >= next) return { en: `code ${code} is not in the table`, ko: `부호 ${code}이(가) 표에 없음` };
    const stop = filled + length[code]!;
    for (let to = stop - 1, c = code; to >= filled; to--, c = before[c]!) if (to < out.length) out[to] = last[c]!;
    filled = stop;
    previous = code;
    if (next >= (1 << width) - 1 && width < 12) width++;
  }
  return undefined;
}
