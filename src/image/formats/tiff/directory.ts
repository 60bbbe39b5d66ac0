/**
 * @file What a TIFF says about itself: the first directory of tags (classic and big TIFF, both byte orders), checked against
 * limits and the bytes that are there before any pixel is unpacked. Source: TIFF 6.0 and its supplements. The published
 * packages were measured first: see docs/decisions/0002-packages.md.
 */
import { say, type Text } from '../../../errors/index.ts';
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
  /** Of JPEG strips: what they have in common, and whether their colours are YCbCr. */
  readonly jpegTables: Uint8Array | undefined;
  readonly isYCbCr: boolean;
  /** Of Group 3: rows may be differences from the one above. */
  readonly twoDimensional: boolean;
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
  if (width < 1 || height < 1)
    fail({ en: 'the sides of a TIFF are at least 1', ko: 'TIFF의 한 변은 1 이상입니다' }, `${width} x ${height}`);
  checkPixelCount(width, height, maxPixels, fail);

  const packing = packings[one(259, 1)];
  if (!packing) {
    const name = otherPackings[one(259, 1)];
    return fail(
      {
        en: 'of TIFF files those without packing, or packed by LZW, Deflate, PackBits, JPEG or as faxes, are read',
        ko: 'TIFF는 압축하지 않은 것과 LZW, Deflate, PackBits, JPEG, 팩스 방식으로 압축한 것만 읽습니다',
      },
      name
        ? { en: `packed by ${say(name)}`, ko: `${say(name)}(으)로 압축됨` }
        : { en: `compression ${one(259, 1)}`, ko: `압축 ${one(259, 1)}` },
      saveAsPng,
    );
  }
  const compression = one(259, 1);
  const isYCbCr = compression === 7 && one(262, 0) === 6;
  const samples = one(277, 1);
  const { bits, kind } = sampleType(tags, fail);
  checkPacked(compression, bits, samples, fail);
  const { colour, channels, premultiplied, palette } = colours(tags, samples, bits, isYCbCr, fail);

  const planes = one(284, 1) === 2 && samples > 1;
  const parts = planes ? samples : 1;
  const predictor = one(317, 1);
  if (![1, 2, 3].includes(predictor) || (predictor === 2 && bits < 8) || (predictor === 3 && kind !== 'float'))
    fail(
      { en: 'differences are of neighbours (2) or of floats (3)', ko: '차이는 이웃(2)이나 실수(3)의 것입니다' },
      { en: `predictor ${predictor} on ${bits} bits`, ko: `${bits}비트에 predictor ${predictor}` },
    );
  const orientation = one(274, 1);
  const placed = readBlocks(tags, { width, height, planes: parts, maxPixels, size: bytes.length }, fail);
  const packed = placed.blocks.reduce((sum, { length }) => sum + length, 0);
  // Tiles may stand far over the edge of the picture, and are unpacked whole.
  const { blockWidth, blockHeight, blocks } = placed;
  const whole = blockWidth === width ? width * height : (blocks.length / parts) * blockWidth * blockHeight;
  const promised = Math.ceil((whole * samples * bits) / 8);
  if (promised > packed * packing.growth)
    fail(
      { en: 'the pixels of a TIFF must fit its header', ko: 'TIFF의 픽셀은 헤더와 맞아야 합니다' },
      {
        en: `${packed} packed bytes for ${promised} bytes of pixels`,
        ko: `픽셀 ${promised}바이트에 압축 데이터 ${packed}바이트`,
      },
    );
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
    jpegTables: tags.has(347) ? Uint8Array.from(tags.get(347)!) : undefined,
    isYCbCr,
    twoDimensional: (one(292, 0) & 1) === 1,
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
    fail(
      { en: 'all samples of a TIFF are of one type', ko: 'TIFF의 값은 모두 같은 형식입니다' },
      {
        en: `bits ${allBits.join(', ')}, formats ${allKinds.join(', ')}`,
        ko: `비트 ${allBits.join(', ')}, 형식 ${allKinds.join(', ')}`,
      },
    );
  const kind = ({ 1: 'uint', 2: 'int', 3: 'float', 4: 'uint' } as const)[kindNumber];
  if (!kind || ![1, 2, 4, 8, 16, 32].includes(bits) || (kind === 'float' ? bits !== 32 : kind === 'int' && bits < 8))
    return fail(
      {
        en: 'samples of a TIFF are whole numbers of 1 to 32 bits or floats of 32',
        ko: 'TIFF의 값은 1부터 32비트까지의 정수이거나 32비트 실수입니다',
      },
      { en: `${bits} bits, format ${kindNumber}`, ko: `${bits}비트, 형식 ${kindNumber}` },
    );
  return { bits, kind };
}

/** What JPEG and the codes of faxes can hold. */
function checkPacked(compression: number, bits: number, samples: number, fail: Fail): void {
  const isFax = compression >= 2 && compression <= 4;
  if (isFax && (bits !== 1 || samples !== 1))
    fail(
      { en: 'a TIFF packed as a fax has one bit per pixel', ko: '팩스 방식으로 압축한 TIFF는 픽셀마다 1비트입니다' },
      { en: `${samples} x ${bits} bits`, ko: `${samples} x ${bits}비트` },
    );
  if (compression === 7 && bits !== 8)
    fail(
      { en: 'a TIFF packed by JPEG has samples of 8 bits', ko: 'JPEG로 압축한 TIFF의 값은 8비트입니다' },
      { en: `${bits} bits`, ko: `${bits}비트` },
    );
}

function colours(
  tags: Tags,
  samples: number,
  bits: number,
  isYCbCr: boolean,
  fail: Fail,
): Pick<TiffLayout, 'colour' | 'channels' | 'premultiplied' | 'palette'> {
  // JPEG gives RGB for YCbCr.
  const photometric = isYCbCr ? 2 : (tags.get(262)?.[0] ?? 0);
  const colour = (['white is zero', 'black is zero', 'RGB', 'palette'] as const)[photometric];
  if (!colour) {
    const names: Record<number, Text> = {
      4: { en: 'a mask', ko: '마스크' },
      5: { en: 'four inks (CMYK), as made for printing', ko: '인쇄용 네 가지 잉크(CMYK)' },
      6: 'YCbCr',
    };
    return fail(
      { en: 'a TIFF is grey, RGB or has a palette', ko: 'TIFF는 회색, RGB, 팔레트 가운데 하나입니다' },
      names[photometric] ?? { en: `colour space ${photometric}`, ko: `색 공간 ${photometric}` },
      photometric === 5 ? { en: 'Save the picture as RGB first', ko: '그림을 먼저 RGB로 저장하세요' } : saveAsPng,
    );
  }
  const base = colour === 'RGB' ? 3 : 1;
  if (samples < base || samples > base + 3)
    fail(
      {
        en: `a TIFF ${base === 3 ? 'in colour' : 'in grey or with a palette'} has ${base} to ${base + 3} samples per pixel`,
        ko: `${base === 3 ? '컬러' : '회색이나 팔레트'} TIFF의 값은 픽셀마다 ${base}개부터 ${base + 3}개까지입니다`,
      },
      String(samples),
    );
  const extras = tags.get(338);
  const alpha = samples > base && colour !== 'palette' && (extras === undefined || extras[0] !== 0);
  const palette = tags.get(320) ?? [];
  if (colour === 'palette' && (bits > 8 || palette.length < 3 * 2 ** bits))
    fail(
      {
        en: 'a TIFF palette has three numbers for every value of a pixel',
        ko: 'TIFF 팔레트에는 픽셀 값마다 수가 세 개 있습니다',
      },
      { en: `${palette.length} for ${bits} bits`, ko: `${bits}비트에 ${palette.length}개` },
    );
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
    fail(
      {
        en: 'strips and tiles of a TIFF have at least one pixel',
        ko: 'TIFF의 조각과 타일에는 픽셀이 하나 이상 있습니다',
      },
      `${blockWidth} x ${blockHeight}`,
    );
  checkPixelCount(blockWidth, blockHeight, of.maxPixels, fail);
  const starts = tags.get(tiled ? 324 : 273) ?? [];
  // Old writers of one unpacked strip left its length out.
  const lengths = tags.get(tiled ? 325 : 279) ?? starts.map((start) => of.size - start);
  const count = Math.ceil(of.width / blockWidth) * Math.ceil(of.height / blockHeight) * of.planes;
  if (starts.length < count || lengths.length < count)
    fail(
      {
        en: 'a TIFF says where each of its strips or tiles is',
        ko: 'TIFF는 조각이나 타일이 어디에 있는지 모두 말합니다',
      },
      {
        en: `${Math.min(starts.length, lengths.length)} of ${count}`,
        ko: `${count}개 가운데 ${Math.min(starts.length, lengths.length)}개`,
      },
    );
  const blocks = starts.slice(0, count).map((start, i) => ({ start, length: lengths[i]! }));
  const outside = blocks.find(({ start, length }) => start + length > of.size);
  if (outside) {
    fail(
      {
        en: 'the file ends before its pixels: it is truncated',
        ko: '픽셀이 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
      },
      {
        en: `${of.size} bytes, ${outside.start + outside.length} needed`,
        ko: `${of.size}바이트, ${outside.start + outside.length}바이트 필요`,
      },
    );
  }
  return { blockWidth, blockHeight, blocks };
}

/** Bytes of one value by TIFF's type numbers; the types whose values we want are whole numbers. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 7: 1, 13: 4, 16: 8, 18: 8 };

/**
 * More strips or tiles than a picture of the usual limit can have. Each value takes eight bytes in memory, and many tags
 * may point to the same place.
 */
const mostValues = 2 ** 20;

/** Tags that are looked at. */
const wanted = new Set([
  256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 317, 320, 322, 323, 324, 325, 338, 339, 347,
]);

function readTags(bytes: Uint8Array, little: boolean, fail: Fail): Map<number, number[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const truncated = (): never =>
    fail(
      {
        en: 'the file ends inside its directory: it is truncated',
        ko: '태그 목록 안에서 파일이 끝납니다. 잘린 파일입니다',
      },
      { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
    );
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
    if (count > mostValues)
      fail(
        {
          en: `a tag of a TIFF has at most ${mostValues} values`,
          ko: `TIFF의 태그 하나에는 값이 최대 ${mostValues}개 있습니다`,
        },
        { en: `${count} for tag ${tag}`, ko: `태그 ${tag}에 ${count}개` },
      );
    tags.set(
      tag,
      Array.from({ length: count }, (_, k) => number(start + k * size, size)),
    );
  }
  return tags;
}
