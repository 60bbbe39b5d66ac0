/**
 * @file What every decoder shares: how it refuses a file, how it bounds a picture before anything is allocated for it, and
 * inflating no further than promised (through `fflate`).
 */
import { Unzlib } from 'fflate';
import { FormatError, type Text, type Translated } from '../../errors/index.ts';

/** Refuses a file: the rule that it breaks, what it holds instead, and perhaps a way out. */
export type Fail = (rule: Translated, received: Text, hint?: Translated) => never;

/** How the decoder called by `who` refuses. @throws FormatError, always */
export function refusing(who: string): Fail {
  return (rule, received, hint) => {
    throw new FormatError({ who, rule, received, hint });
  };
}

/** The largest picture that is decoded unless the caller allows more: 2^30 / 4 / 3 pixels, the limit Pillow warns at. */
export const defaultMaxPixels = 89_478_485;

/** Refuses a picture with more pixels than allowed. */
export function checkPixelCount(width: number, height: number, maxPixels: number, fail: Fail): void {
  if (width * height <= maxPixels) return;
  fail(
    {
      en: `a picture may have at most ${maxPixels.toLocaleString('en-US')} pixels`,
      ko: `그림의 픽셀은 최대 ${maxPixels.toLocaleString('en-US')}개입니다`,
    },
    { en: `a header that claims ${width} x ${height}`, ko: `${width} x ${height}이라고 하는 헤더` },
    {
      en: 'If you trust the file, raise the limit with the option maxPixels',
      ko: '믿을 수 있는 파일이라면 maxPixels 옵션으로 한도를 늘리세요',
    },
  );
}

/** Bytes that mean nothing to us, for a message. */
export function firstBytes(bytes: Uint8Array): Translated {
  if (bytes.length === 0) return { en: 'no bytes at all', ko: '바이트가 하나도 없음' };
  const hex = [...bytes.subarray(0, 8)].map((b) => b.toString(16).padStart(2, '0')).join(' ');
  return { en: `${bytes.length} bytes that start with ${hex}`, ko: `${hex}(으)로 시작하는 ${bytes.length}바이트` };
}

/** Fills `out` from packed pieces (zlib) and leaves the rest packed: how many bytes came, and what is wrong with the data. */
export function inflateInto(out: Uint8Array, pieces: Iterable<Uint8Array>): { filled: number; broken?: string } {
  let filled = 0;
  const inflator = new Unzlib((chunk) => {
    out.set(chunk.subarray(0, out.length - filled), filled);
    filled = Math.min(out.length, filled + chunk.length);
  });
  // In small steps: each can grow a thousandfold before the limit is seen.
  const step = Math.min(16_384, Math.max(512, out.length >> 4));
  try {
    for (const piece of pieces)
      for (let at = 0; at < piece.length && filled < out.length; at += step)
        inflator.push(piece.subarray(at, at + step));
  } catch (error) {
    return { filled, broken: (error as Error).message };
  }
  return { filled };
}
