/** @file Pillow's `ImageOps` on the frame of a picture: mirrored, framed, fitted into a size. */
import { Rule, checkCall, describe, number, optionsOf, readOptions, word } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { ShapeError, ValueError } from '../../errors/index.ts';
import { arrayOf, pixelsOf, roundHalfEven, storeLike } from '../pixels.ts';
import { flip, pad } from './geometry.ts';
import { resizePillow, type ResampleMethod } from './resample.ts';

/**
 * Left and right swapped (`ImageOps.mirror`), the same as `flip(picture)`.
 * @ko 좌우를 뒤집습니다.
 */
export function mirror(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.mirror', arguments, 1);
  pixelsOf(picture, 'image.mirror');
  return flip(picture);
}

export interface ExpandOptions {
  /** Pixels on all sides, [columns, rows], or [left, top, right, bottom]. Default 0. */
  border?: number | readonly number[];
  /** The value of the frame, or one for each channel. Default 0. */
  fill?: number | readonly number[];
}

const isSide = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isValue = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const expandOptions = optionsOf<ExpandOptions>()({
  border: new Rule<number | readonly number[]>(
    { en: 'a whole number of at least 0, or a list of two or four', ko: '0 이상의 정수, 또는 두 개나 네 개의 리스트' },
    (value) =>
      isSide(value) || (Array.isArray(value) && (value.length === 2 || value.length === 4) && value.every(isSide)),
  ).or(0),
  fill: new Rule<number | readonly number[]>(
    { en: 'a number, or a list of one for each channel', ko: '수, 또는 채널마다 하나의 리스트' },
    (value) => isValue(value) || (Array.isArray(value) && value.every(isValue)),
  ).or(0),
});

/**
 * A frame of one colour around the picture (`ImageOps.expand`). The type stays.
 * @ko 그림 둘레에 한 가지 색의 테두리를 두릅니다.
 * @example image.expand(photo, { border: 10, fill: [255, 0, 0] })
 */
export function expand(picture: NDArray, options?: ExpandOptions): NDArray {
  const who = 'image.expand';
  if (arguments.length > 1) checkCall(who, arguments, 2, expandOptions);
  const { border, fill } = readOptions(who, options, expandOptions);
  const source = pixelsOf(picture, who);
  const { channels } = source;
  const colour = typeof fill === 'number' ? Array.from({ length: channels }, () => fill) : fill;
  if (colour.length !== channels) {
    throw new ValueError({
      who,
      rule: { en: 'fill has one number for each channel', ko: 'fill에는 채널마다 수가 하나씩 있습니다' },
      received: { en: `${colour.length} for ${channels} channels`, ko: `채널 ${channels}개에 ${colour.length}개` },
    });
  }
  const sides = typeof border === 'number' ? [border, border, border, border] : border.length === 2 ? [...border, ...border] : border; // prettier-ignore
  const [left, top, right, bottom] = sides as [number, number, number, number];
  const framed = pixelsOf(pad(picture, { left, top, right, bottom }), who);
  const out = storeLike(framed.data, framed.data.length);
  for (let y = 0, i = 0; y < framed.height; y++) {
    const inRows = y >= top && y < top + source.height;
    for (let x = 0; x < framed.width; x++) {
      const inside = inRows && x >= left && x < left + source.width;
      for (let k = 0; k < channels; k++, i++) out[i] = inside ? framed.data[i]! : colour[k]!;
    }
  }
  return arrayOf({ ...framed, data: out });
}

export interface FitOptions {
  /** How neighbours are weighed. Default 'bicubic'. */
  method?: ResampleMethod;
  /** Which part is kept where the picture is too long, [columns, rows] from 0 (start) to 1 (end). Default [0.5, 0.5]. */
  centering?: readonly [number, number];
}

const fitOptions = optionsOf<FitOptions>()({
  method: word('nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos').or('bicubic'),
  centering: new Rule<readonly [number, number]>(
    { en: 'a list [columns, rows], each from 0 to 1', ko: '0 이상 1 이하의 [열, 행] 목록' },
    (value) => Array.isArray(value) && value.length === 2 && value.every((v) => number({ from: 0, to: 1 }).accepts(v)),
  ).or([0.5, 0.5]),
});

/**
 * The picture resized to `size` with its proportions kept, what sticks out cut off (`ImageOps.fit`). Types as `resizePillow`.
 * @ko 비율을 지키며 크기를 맞추고 남는 부분을 잘라 냅니다.
 * @param size [rows, columns]
 */
export function fit(picture: NDArray, size: readonly [number, number], options?: FitOptions): NDArray {
  const who = 'image.fit';
  if (arguments.length > 2) checkCall(who, arguments, 3, fitOptions);
  const { method, centering } = readOptions(who, options, fitOptions);
  const { height, width } = pixelsOf(picture, who);
  const [rows, cols] = sizeOf(size, who);
  const wanted = cols / rows;
  const [high, wide] = width / height >= wanted ? [height, wanted * height] : [width / wanted, width];
  const box = [(height - high) * centering[1], (width - wide) * centering[0], high, wide] as const;
  return resizePillow(picture, [rows, cols], { method, box });
}

export interface ContainOptions {
  /** How neighbours are weighed. Default 'bicubic'. */
  method?: ResampleMethod;
}

const containOptions = optionsOf<ContainOptions>()({ method: fitOptions.rules.method });

/**
 * The picture as large as fits into `size`, with its proportions kept (`ImageOps.contain`, `Image.thumbnail`). Types as `resizePillow`.
 * @ko 비율을 지키며 주어진 크기 안에 들어가게 맞춥니다.
 * @param size [rows, columns]
 */
export function contain(picture: NDArray, size: readonly [number, number], options?: ContainOptions): NDArray {
  const who = 'image.contain';
  if (arguments.length > 2) checkCall(who, arguments, 3, containOptions);
  const { method } = readOptions(who, options, containOptions);
  const { height, width } = pixelsOf(picture, who);
  let [rows, cols] = sizeOf(size, who);
  const [own, wanted] = [width / height, cols / rows];
  if (own > wanted) rows = Math.max(1, roundHalfEven((height / width) * cols));
  else if (own < wanted) cols = Math.max(1, roundHalfEven((width / height) * rows));
  return resizePillow(picture, [rows, cols], { method });
}

function sizeOf(size: readonly [number, number], who: string): [number, number] {
  if (Array.isArray(size) && size.length === 2 && size.every((n) => Number.isInteger(n) && n > 0)) return [size[0], size[1]];
  throw new ShapeError({
    who,
    rule: { en: 'the new size is [rows, columns], whole numbers above 0', ko: '새 크기는 [행, 열]이고 0보다 큰 정수입니다' },
    received: describe(size),
  });
} // prettier-ignore
