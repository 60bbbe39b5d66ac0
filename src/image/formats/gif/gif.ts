/**
 * @file The first frame of a GIF, as Pillow opens it: a palette is looked up (RGB, or RGBA where an index is transparent), one
 * of rising greys gives a grey picture (h, w). What the frame leaves open of the screen takes the transparent index, else
 * index 0. Source: the GIF89a specification.
 */
import type { Pixels } from '../../pixels.ts';
import { checkPixelCount, refusing, type Fail } from '../decoding.ts';
import { unpackLzw } from './lzw.ts';

/** Whether bytes start like a GIF. */
export function isGif(bytes: Uint8Array): boolean {
  return /^GIF8[79]a/.test(String.fromCharCode(...bytes.subarray(0, 6)));
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  /** RGB bytes; undefined where the file has none (greys). */
  readonly palette: Uint8Array | undefined;
  /** The index that nothing is seen of. */
  readonly transparent: number | undefined;
  /** Where the packed indices start, behind the byte with the size of a code. */
  readonly start: number;
}

/** Decodes the first frame. @throws FormatError for truncated, too large or broken files */
export function gifPixels(bytes: Uint8Array, maxPixels: number, who: string): Pixels {
  const fail = refusing(who);
  if (bytes.length < 13)
    fail(
      { en: 'a GIF has a header of 13 bytes', ko: 'GIF에는 13바이트 헤더가 있습니다' },
      { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
    );
  const frame = firstFrame(bytes, fail);
  const { left, top, palette, transparent } = frame;
  // Pillow's screen grows where a frame does not fit into it.
  const width = Math.max(word(bytes, 6), left + frame.width);
  const height = Math.max(word(bytes, 8), top + frame.height);
  if (frame.width === 0 || frame.height === 0)
    fail(
      { en: 'the sides of a GIF are at least 1', ko: 'GIF의 한 변은 1 이상입니다' },
      `${frame.width} x ${frame.height}`,
    );
  checkPixelCount(width, height, maxPixels, fail);

  const indices = indicesOf(bytes, frame, fail);
  const screen = new Uint8Array(width * height).fill(transparent ?? 0);
  for (let y = 0; y < frame.height; y++)
    screen.set(indices.subarray(y * frame.width, (y + 1) * frame.width), (top + y) * width + left);
  if (palette === undefined) return { data: screen, width, height, channels: 1, flat: true, dtype: 'uint8' };

  const channels = transparent === undefined ? 3 : 4;
  const data = new Uint8Array(screen.length * channels);
  screen.forEach((index, i) => {
    for (let k = 0; k < 3; k++) data[i * channels + k] = palette[3 * index + k] ?? 0;
    if (channels === 4) data[i * 4 + 3] = index === transparent ? 0 : 255;
  });
  return { data, width, height, channels, flat: false, dtype: 'uint8' };
}

/** Walks over extensions to the first picture. */
function firstFrame(bytes: Uint8Array, fail: Fail): Frame {
  const screenPalette = paletteAt(bytes, 13, bytes[10]!);
  let at = 13 + (screenPalette?.length ?? 0);
  let transparent: number | undefined;
  for (;;) {
    const kind = bytes[at];
    if (kind === 0x2c) break;
    if (kind !== 0x21)
      fail(
        { en: 'a GIF holds at least one picture', ko: 'GIF에는 그림이 한 장 이상 들어 있습니다' },
        kind === 0x3b || kind === undefined
          ? { en: 'none', ko: '없음' }
          : { en: `an unknown block 0x${kind.toString(16)}`, ko: `알지 못하는 블록 0x${kind.toString(16)}` },
      );
    // A graphic control: flags, time, the transparent index.
    if (bytes[at + 1] === 0xf9 && bytes[at + 2]! >= 4) transparent = bytes[at + 3]! & 1 ? bytes[at + 6] : undefined;
    at += 2;
    while (bytes[at]! > 0) at += bytes[at]! + 1;
    at++;
  }
  if (at + 11 > bytes.length)
    fail(
      { en: 'the file must be whole', ko: '파일이 온전해야 합니다' },
      { en: `${bytes.length} bytes of a GIF that go no further`, ko: `${bytes.length}바이트에서 더 읽을 수 없는 GIF` },
    );
  const flags = bytes[at + 9]!;
  const ownPalette = paletteAt(bytes, at + 10, flags);
  const palette = ownPalette ?? screenPalette;
  return {
    left: word(bytes, at + 1),
    top: word(bytes, at + 3),
    width: word(bytes, at + 5),
    height: word(bytes, at + 7),
    interlaced: (flags & 0x40) !== 0,
    palette: palette === undefined || isGreys(palette) ? undefined : palette,
    transparent,
    start: at + 10 + (ownPalette?.length ?? 0),
  };
}

function paletteAt(bytes: Uint8Array, at: number, flags: number): Uint8Array | undefined {
  return flags & 0x80 ? bytes.subarray(at, at + 3 * 2 ** ((flags & 7) + 1)) : undefined;
}

/** Whether every entry is the grey of its own number. */
function isGreys(palette: Uint8Array): boolean {
  return palette.every((value, i) => value === Math.floor(i / 3));
}

function indicesOf(bytes: Uint8Array, { start, width, height, interlaced }: Frame, fail: Fail): Uint8Array {
  const codeSize = bytes[start] ?? 0;
  if (codeSize < 1 || codeSize > 11)
    fail(
      { en: 'the codes of a GIF start with 2 to 12 bits', ko: 'GIF의 부호는 2비트부터 12비트까지로 시작합니다' },
      { en: `a size of ${codeSize}`, ko: `크기 ${codeSize}` },
    );
  const packed = new Uint8Array(width * height);
  const filled = unpackLzw(bytes, start + 1, codeSize, packed);
  if (filled < packed.length)
    fail(
      { en: 'the file must be whole', ko: '파일이 온전해야 합니다' },
      { en: `${filled} of ${packed.length} pixels`, ko: `픽셀 ${packed.length}개 가운데 ${filled}개` },
    );
  if (!interlaced) return packed;
  const rows = new Uint8Array(packed.length);
  let from = 0;
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    for (let y = first; y < height; y += step, from += width) rows.set(packed.subarray(from, from + width), y * width);
  }
  return rows;
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}
