/** @file Many pictures side by side in one (`skimage.util.montage`). */
import { Rule, checkCall, flag, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { NDArray, fromTyped, toTyped } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { rescaleIntensity } from '../exposure/equalize.ts';
import { nameOf, storeLike } from '../pixels.ts';

export interface MontageOptions {
  /** What lies between the pictures: a value, one for each channel, or their mean. Default 'mean'. */
  fill?: 'mean' | number | readonly number[];
  /** [rows, columns] of pictures. Default as square as can be. */
  gridShape?: readonly [number, number];
  /** Pixels between the pictures and around all. Default 0. */
  paddingWidth?: number;
  /** Stretches each picture to all its type can hold. Default false. */
  rescaleIntensity?: boolean;
}

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const montageOptions = optionsOf<MontageOptions>()({
  fill: new Rule<'mean' | number | readonly number[]>(
    { en: "'mean', a number or a list of one for each channel", ko: "'mean', 수, 또는 채널마다 하나의 리스트" },
    (value) => value === 'mean' || isNumber(value) || (Array.isArray(value) && value.every(isNumber)),
  ).or('mean'),
  gridShape: new Rule<readonly [number, number]>(
    { en: 'a list [rows, columns] of whole numbers above 0', ko: '0보다 큰 정수의 [행, 열] 목록' },
    (value) => Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n > 0),
  ),
  paddingWidth: integer({ from: 0 }).or(0),
  rescaleIntensity: flag().or(false),
});

/**
 * The pictures of a batch in one, row by row (`skimage.util.montage`). (n, h, w) → (H, W), (n, h, w, c) → (H, W, c); the type stays.
 * @ko 여러 그림을 한 장에 늘어놓습니다.
 * @example image.montage(xTrain.at(':9'), { paddingWidth: 1, fill: 0 })
 */
export function montage(pictures: NDArray, options?: MontageOptions): NDArray {
  const who = 'image.montage';
  if (arguments.length > 1) checkCall(who, arguments, 2, montageOptions);
  const given = readOptions(who, options, montageOptions);
  const { shape } = checkBatch(pictures, who);
  const [n, h, w, c = 1] = shape as [number, number, number, number?];
  const square = Math.ceil(Math.sqrt(n));
  const [rows, cols] = given.gridShape ?? [square, square];
  if (rows * cols < n) {
    throw new ValueError({
      who,
      rule: { en: 'the grid has a place for every picture', ko: '격자에는 그림마다 자리가 있어야 합니다' },
      received: { en: `${n} pictures for ${rows} × ${cols} places`, ko: `${rows} × ${cols} 자리에 그림 ${n}장` },
    });
  }
  const data = given.rescaleIntensity ? stretchedEach(pictures, n) : toTyped(pictures);
  const gap = given.paddingWidth;
  const [height, width] = [(h + gap) * rows + gap, (w + gap) * cols + gap];
  const out = storeLike(data, height * width * c);
  const fill = fillOf(given.fill, data, c, who);
  for (let i = 0; i < out.length; i++) out[i] = fill[i % c]!;
  for (let i = 0; i < n; i++) {
    const [top, left] = [gap + Math.floor(i / cols) * (h + gap), gap + (i % cols) * (w + gap)];
    for (let y = 0; y < h; y++) {
      const from = (i * h + y) * w * c;
      out.set(data.subarray(from, from + w * c), ((top + y) * width + left) * c);
    }
  }
  return fromTyped(out, shape.length === 4 ? [height, width, c] : [height, width], pictures.dtype);
}

function checkBatch(pictures: NDArray, who: string): NDArray {
  const received = pictures instanceof NDArray ? shapeText(pictures.shape) : nameOf(pictures);
  if (pictures instanceof NDArray && (pictures.ndim === 3 || pictures.ndim === 4) && pictures.size > 0) return pictures;
  throw new ShapeError({
    who,
    rule: { en: 'a batch of pictures is (n, h, w) or (n, h, w, c)', ko: '그림의 묶음은 (n, h, w)나 (n, h, w, c)입니다' },
    received,
    hint: { en: 'A batch of a list of pictures: np.stack(pictures)', ko: '그림의 리스트는 np.stack(pictures)로 묶으세요' },
  });
} // prettier-ignore

/** Every picture stretched by itself. */
function stretchedEach(pictures: NDArray, n: number): ReturnType<typeof toTyped> {
  const data = toTyped(pictures);
  const out = storeLike(data, data.length);
  for (let i = 0; i < n; i++) {
    const one = pictures.at(i);
    // A grey row of pixels is enough: stretching knows no places.
    out.set(toTyped(rescaleIntensity(one.reshape([1, one.size]))), i * one.size);
  }
  return out;
}

function fillOf(
  fill: 'mean' | number | readonly number[],
  data: ReturnType<typeof toTyped>,
  channels: number,
  who: string,
): readonly number[] {
  if (fill === 'mean') {
    const sums = Array.from({ length: channels }, () => 0);
    data.forEach((v, i) => (sums[i % channels]! += v));
    return sums.map((sum) => (sum * channels) / data.length);
  }
  const values = typeof fill === 'number' ? Array.from({ length: channels }, () => fill) : fill;
  if (values.length === channels) return values;
  throw new ValueError({
    who,
    rule: { en: 'fill has one number for each channel', ko: 'fill에는 채널마다 수가 하나씩 있습니다' },
    received: { en: `${values.length} for ${channels} channels`, ko: `채널 ${channels}개에 ${values.length}개` },
  });
}
