/**
 * @file Run-length coded BMP (RLE8, RLE4): pairs of a count and a value, and behind a count of zero an end of row, an end of
 * picture, a jump, or a stretch of plain values. What is jumped over takes palette entry 0, as in Pillow.
 */
import type { Fail } from '../decoding.ts';

/** Palette entries, one byte per pixel, in the order of the file (usually the lowest row first). */
export function unpackRuns(
  bytes: Uint8Array,
  start: number,
  width: number,
  height: number,
  bits: 4 | 8,
  fail: Fail,
): Uint8Array {
  const size = width * height;
  // Two bytes hold at most 255 pixels; a few jumps more. Anything far beyond is a bomb.
  if (size > 1000 * bytes.length)
    fail(
      {
        en: 'a run-length coded BMP holds about as much as its header claims',
        ko: '런 길이 부호화된 BMP에는 헤더가 말하는 만큼의 픽셀이 있습니다',
      },
      { en: `${width} x ${height} in ${bytes.length} bytes`, ko: `${bytes.length}바이트에 ${width} x ${height}` },
    );
  const out = new Uint8Array(size);
  let at = start;
  const next = (): number => {
    if (at < bytes.length) return bytes[at++]!;
    return fail(
      {
        en: 'the file ends before its last row: it is truncated',
        ko: '마지막 행이 나오기 전에 파일이 끝납니다. 잘린 파일입니다',
      },
      { en: `${bytes.length} bytes`, ko: `${bytes.length}바이트` },
    );
  };
  let [x, y] = [0, 0];
  const put = (entry: number): void => {
    // A run may claim more than the row has left.
    if (x < width && y < height) out[y * width + x] = entry;
    x++;
  };
  while (y < height) {
    // The last row may end without the mark for it.
    if (at >= bytes.length && y === height - 1 && x >= width) break;
    const count = next();
    const value = next();
    if (count > 0) {
      const [even, odd] = bits === 8 ? [value, value] : [value >> 4, value & 15];
      for (let i = 0; i < count; i++) put(i % 2 === 0 ? even : odd);
    } else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) break;
    else if (value === 2) {
      const [right, up] = [next(), next()];
      [x, y] = [x + right, y + up];
    } else {
      for (let i = 0, packed = 0; i < value; i++) {
        if (bits === 8 || i % 2 === 0) packed = next();
        put(bits === 8 ? packed : i % 2 === 0 ? packed >> 4 : packed & 15);
      }
      // Plain values fill whole words of 16 bits.
      if ((at - start) % 2 !== 0 && at < bytes.length) at++;
    }
  }
  return out;
}
