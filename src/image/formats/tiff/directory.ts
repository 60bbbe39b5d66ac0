/**
 * @file What a TIFF says about itself: the first directory of tags (classic and big TIFF, both byte orders), checked against
 * limits and the bytes that are there before any pixel is unpacked. Source: TIFF 6.0 and its supplements. The published
 * packages were measured first: see docs/decisions/0002-packages.md.
 */
import { checkPixelCount, refusing, type Fail } from '../decoding.ts';
import { otherPackings, packings, type Unpacker } from './unpack.ts';

/** How samples are to be read: whole numbers, whole numbers with a sign, or floats. */
export type SampleKind = 'uint' | 'int' | 'float';

/** The layout of the first picture of a TIFF. Lengths in pixels unless said. */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 1, 2, 4, 8, 16 or 32. */
  readonly bits: number;
  readonly kind: SampleKind;
  /** Samples a pixel in the file. */
  readonly samples: number;
  /** Which of them make the picture: 1 grey or palette, 3 RGB, plus one for alpha. */
  readonly channels: number;
  readonly colour: 'white is zero' | 'black is zero' | 'RGB' | 'palette';
  /** Colours were multiplied by alpha ("associated"). */
  readonly premultiplied: boolean;
  readonly littleEndian: boolean;
  /** Each channel in blocks of its own. */
  readonly planes: boolean;
  /** Bits of a byte stand in reverse order. */
  readonly reversed: boolean;
  readonly unpack: Unpacker;
  /** 1 none, 2 differences of neighbours, 3 differences of the bytes of floats. */
  readonly predictor: number;
  /** As in EXIF, 1..8. */
  readonly orientation: number;
  /** Red, then green, then blue entries of 16 bits. */
  readonly palette: readonly number[];
  /** Strips (as wide as the picture) or tiles, row by row, plane by plane. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blocks: readonly { readonly start: number; readonly length: number }[];
}

const saveAsPng = { en: 'Save the picture as PNG first', ko: '그림을 먼저 PNG로 저장하세요' };

/** Whether bytes start like a TIFF. */
export function isTiff([a, b, c, d]: Uint8Array): boolean {
  if (a === 0x49 && b === 0x49) return (c === 42 || c === 43) && d === 0;
  return a === 0x4d && b === 0x4d && c === 0 && (d === 42 || d === 43);
}

/** Reads and checks the first directory. @throws FormatError for broken, truncated, too large and foreign forms */
export function readTiffLayout(bytes: Uint8Array, maxPixels: number, who: string): TiffLayout {
  const fail = refusing(who);
  const littleEndian = bytes[0] === 0x49;
  const tags = readTags(bytes, littleEndian, fail);
  const one = (tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;

  const [width, height] = [one(256, 0), one(257, 0)];
  if (width < 1 || height < 1) fail('the sides of a TIFF are at least 1', `${width} x ${height}`);
  checkPixelCount(width, height, maxPixels, fail);

  const packing = packings[one(259, 1)];
  if (!packing) {
    const name = otherPackings[one(259, 1)];
    return fail(
      'of TIFF files those without packing, or packed by LZW, Deflate or PackBits, are read',
      name ? `packed by ${name}` : `compression ${one(259, 1)}`,
      saveAsPng,
    );
  }
  const samples = one(277, 1);
  const { bits, kind } = sampleType(tags, fail);
  const { colour, channels, premultiplied, palette } = colours(tags, samples, bits, fail);

  const planes = one(284, 1) === 2 && samples > 1;
  const parts = planes ? samples : 1;
  const predictor = one(317, 1);
  if (![1, 2, 3].includes(predictor) || (predictor === 2 && bits < 8) || (predictor === 3 && kind !== 'float'))
    fail('differences are of neighbours (2) or of floats (3)', `predictor ${predictor} on ${bits} bits`);
  const orientation = one(274, 1);
  const placed = readBlocks(tags, { width, height, planes: parts, maxPixels, size: bytes.length }, fail);
  const packed = placed.blocks.reduce((sum, { length }) => sum + length, 0);
  // Tiles may stand far over the edge of the picture, and are unpacked whole.
  const { blockWidth, blockHeight, blocks } = placed;
  const whole = blockWidth === width ? width * height : (blocks.length / parts) * blockWidth * blockHeight;
  const promised = Math.ceil((whole * samples * bits) / 8);
  if (promised > packed * packing.growth)
    fail('the pixels of a TIFF must fit its header', `${packed} packed bytes for ${promised} bytes of pixels`);
  return {
    width,
    height,
    bits,
    kind,
    samples,
    channels,
    colour,
    premultiplied,
    littleEndian,
    planes,
    reversed: one(266, 1) === 2,
    unpack: packing.unpack,
    predictor,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    palette,
    ...placed,
  };
}

type Tags = ReadonlyMap<number, readonly number[]>;

function sampleType(tags: Tags, fail: Fail): Pick<TiffLayout, 'bits' | 'kind'> {
  const allBits = tags.get(258) ?? [1];
  const allKinds = tags.get(339) ?? [1];
  const [bits, kindNumber] = [allBits[0]!, allKinds[0]!];
  if (allBits.some((b) => b !== bits) || allKinds.some((k) => k !== kindNumber))
    fail('all samples of a TIFF are of one type', `bits ${allBits.join(', ')}, formats ${allKinds.join(', ')}`);
  const kind = ({ 1: 'uint', 2: 'int', 3: 'float', 4: 'uint' } as const)[kindNumber];
  if (!kind || ![1, 2, 4, 8, 16, 32].includes(bits) || (kind === 'float' ? bits !== 32 : kind === 'int' && bits < 8))
    return fail(
      'samples of a TIFF are whole numbers of 1 to 32 bits or floats of 32',
      `${bits} bits, format ${kindNumber}`,
    );
  return { bits, kind };
}

function colours(
  tags: Tags,
  samples: number,
  bits: number,
  fail: Fail,
): Pick<TiffLayout, 'colour' | 'channels' | 'premultiplied' | 'palette'> {
  const photometric = tags.get(262)?.[0] ?? 0;
  const colour = (['white is zero', 'black is zero', 'RGB', 'palette'] as const)[photometric];
  if (!colour) {
    const names: Record<number, string> = { 4: 'a mask', 5: 'four inks (CMYK), as made for printing', 6: 'YCbCr' };
    return fail(
      'a TIFF is grey, RGB or has a palette',
      names[photometric] ?? `colour space ${photometric}`,
      photometric === 5 ? { en: 'Save the picture as RGB first', ko: '그림을 먼저 RGB로 저장하세요' } : saveAsPng,
    );
  }
  const base = colour === 'RGB' ? 3 : 1;
  if (samples < base || samples > base + 3)
    fail(
      `a TIFF ${base === 3 ? 'in colour' : 'in grey or with a palette'} has ${base} to ${base + 3} samples per pixel`,
      String(samples),
    );
  const extras = tags.get(338);
  const alpha = samples > base && colour !== 'palette' && (extras === undefined || extras[0] !== 0);
  const palette = tags.get(320) ?? [];
  if (colour === 'palette' && (bits > 8 || palette.length < 3 * 2 ** bits))
    fail('a TIFF palette has three numbers for every value of a pixel', `${palette.length} for ${bits} bits`);
  return { colour, channels: base + (alpha ? 1 : 0), premultiplied: alpha && extras?.[0] === 1, palette };
}

function readBlocks(
  tags: Tags,
  of: { width: number; height: number; planes: number; maxPixels: number; size: number },
  fail: Fail,
): Pick<TiffLayout, 'blockWidth' | 'blockHeight' | 'blocks'> {
  const tiled = tags.has(324) || tags.has(322);
  const blockWidth = tiled ? (tags.get(322)?.[0] ?? 0) : of.width;
  const blockHeight = tiled ? (tags.get(323)?.[0] ?? 0) : Math.min(of.height, tags.get(278)?.[0] ?? of.height);
  if (blockWidth < 1 || blockHeight < 1)
    fail('strips and tiles of a TIFF have at least one pixel', `${blockWidth} x ${blockHeight}`);
  checkPixelCount(blockWidth, blockHeight, of.maxPixels, fail);
  const starts = tags.get(tiled ? 324 : 273) ?? [];
  // Old writers of one unpacked strip left its length out.
  const lengths = tags.get(tiled ? 325 : 279) ?? starts.map((start) => of.size - start);
  const count = Math.ceil(of.width / blockWidth) * Math.ceil(of.height / blockHeight) * of.planes;
  if (starts.length < count || lengths.length < count)
    fail('a TIFF says where each of its strips or tiles is', `${Math.min(starts.length, lengths.length)} of ${count}`);
  const blocks = starts.slice(0, count).map((start, i) => ({ start, length: lengths[i]! }));
  const outside = blocks.find(({ start, length }) => start + length > of.size);
  if (outside) {
    fail(
      'the file ends before its pixels: it is truncated',
      `${of.size} bytes, ${outside.start + outside.length} needed`,
    );
  }
  return { blockWidth, blockHeight, blocks };
}

/** Bytes of one value by TIFF's type numbers; the types whose values we want are whole numbers. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

/**
 * More strips or tiles than a picture of the usual limit can have. Each value takes eight bytes in memory, and many tags
 * may point to the same place.
 */
const mostValues = 2 ** 20;

/** Tags that are looked at. */
const wanted = new Set([
  256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339,
]);

function readTags(bytes: Uint8Array, little: boolean, fail: Fail): Map<number, number[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const truncated = (): never => fail('the file ends inside its directory: it is truncated', `${bytes.length} bytes`);
  const number = (at: number, size: number): number => {
    if (at + size > bytes.length) return truncated();
    if (size === 1) return view.getUint8(at);
    if (size === 2) return view.getUint16(at, little);
    return size === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
  };
  const big = number(2, 2) === 43;
  // Width of a count or an offset, of the number of entries, and of an entry.
  const [word, head, entry] = big ? [8, 8, 20] : [4, 2, 12];
  const directory = number(big ? 8 : 4, word);
  const entries = number(directory, head);
  if (directory + head + entries * entry > bytes.length) truncated();
  const tags = new Map<number, number[]>();
  for (let i = 0; i < entries; i++) {
    const at = directory + head + i * entry;
    const tag = number(at, 2);
    const size = sizes[number(at + 2, 2)];
    if (!wanted.has(tag) || size === undefined || tags.has(tag)) continue;
    const count = number(at + 4, word);
    if (count === 0) continue;
    const values = at + 4 + word;
    const start = count * size <= word ? values : number(values, word);
    if (start + count * size > bytes.length) truncated();
    if (count > mostValues) fail(`a tag of a TIFF has at most ${mostValues} values`, `${count} for tag ${tag}`);
    tags.set(
      tag,
      Array.from({ length: count }, (_, k) => number(start + k * size, size)),
    );
  }
  return tags;
}
