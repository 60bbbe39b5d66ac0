/** @file `plot.filterLab`: reads the call and says what does not fit. */
import { anything, integer, optionsOf, refuseSurplus, word } from '../../../arguments/index.ts';
import { toTyped, type ArraySource, type NDArray } from '../../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import { image } from '../../../image/index.ts';
import { channelsFirstHint } from '../../artists/image.ts';
import { arrayGiven } from '../../input/array-given.ts';
import { read } from '../../input/rules.ts';
import { shown } from '../tiles.ts';
import type { Look, Pixels } from './correlate.ts';
import { FilterLab } from './lab.ts';
import { presets } from './presets.ts';

export interface FilterLabOptions {
  /**
   * The filter to begin with, (3, 3), (5, 5) or (7, 7). Default: vertical edges.
   * @ko 시작할 필터입니다. (3, 3), (5, 5), (7, 7). 기본값은 세로 윤곽선입니다.
   */
  filter?: ArraySource;
  /**
   * A picture whose longer side has more pixels is made smaller to this. Default 200.
   * @ko 긴 변이 이보다 크면 이 크기로 줄입니다(픽셀). 기본값 200.
   */
  size?: number;
  /**
   * How numbers become greys: 'clip' (0 is black, 255 white) or 'stretch' (least black, largest white). Default: 'clip' where no weight is
   * negative.
   * @ko 수를 밝기로 바꾸는 방법: 'clip'(0은 검정, 255는 흰색), 'stretch'(최솟값은 검정, 최댓값은 흰색). 기본값은 음수가 없으면 'clip'입니다.
   */
  look?: Look;
}

const options = optionsOf<FilterLabOptions>()({
  filter: anything<ArraySource>({ en: 'an array (3, 3), (5, 5) or (7, 7)', ko: '배열 (3, 3), (5, 5), (7, 7)' }),
  size: integer({ from: 8, to: 512 }).or(200),
  look: word('clip', 'stretch'),
});

const who = 'plot.filterLab';

const picturesRule = {
  who,
  rule: {
    en: 'the picture is an array of numbers, (h, w) or (h, w, 3)',
    ko: '그림은 수로 된 배열 (h, w)나 (h, w, 3)이어야 합니다',
  },
  isPicture: true,
};
const filtersRule = {
  who,
  rule: {
    en: 'the filter is an array of numbers, (3, 3), (5, 5) or (7, 7)',
    ko: '필터는 수로 된 배열 (3, 3), (5, 5), (7, 7)이어야 합니다',
  },
  isPicture: false,
};

/**
 * A picture beside what a filter makes of it: click a weight and write another number, or use the arrow keys, and the result follows.
 * Works in the page, without a kernel too. The filter is laid on each channel, with zeros around the picture, as a convolution layer
 * does it (not mirrored).
 * @ko 필터의 수를 고치면 결과가 바로 따라 바뀝니다. 커널이 없는 페이지에서도 됩니다.
 * @param picture (h, w) or (h, w, 3): uint8, or floats from 0 to 1
 * @koParam picture (h, w) 또는 (h, w, 3) 그림: uint8 또는 0~1의 실수
 * @throws ShapeError for another shape, ValueError for what is no array of numbers, a weight that is not finite, an unknown option
 * @example plot.filterLab(photo, { filter: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]] });
 */
export function filterLab(picture: ArraySource, given?: FilterLabOptions): FilterLab {
  if (arguments.length > 2) refuseSurplus(who, arguments, 2);
  const { filter, size, look } = read(who, given, options);
  const weights = filter === undefined ? presets[3]!.weights : weightsOf(arrayGiven(filter, filtersRule));
  const pixels = pixelsOf(arrayGiven(picture, picturesRule), size);
  return new FilterLab(pixels, weights, look ?? (weights.some((weight) => weight < 0) ? 'stretch' : 'clip'));
}

function weightsOf(filter: NDArray): number[] {
  const [rows, columns] = filter.shape;
  if (filter.ndim !== 2 || rows !== columns || ![3, 5, 7].includes(rows!)) {
    throw new ShapeError({
      who,
      rule: { en: 'the filter has shape (3, 3), (5, 5) or (7, 7)', ko: '필터의 모양은 (3, 3), (5, 5), (7, 7)입니다' },
      received: { en: `array ${shapeText(filter.shape)}`, ko: `배열 ${shapeText(filter.shape)}` },
    });
  }
  const wrong = Array.from(toTyped(filter)).find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new ValueError({
      who,
      rule: { en: 'every weight of the filter must be finite', ko: '필터의 수는 모두 유한해야 합니다' },
      received: String(wrong),
    });
  }
  return Array.from(toTyped(filter), (value) => Number(value.toPrecision(6)));
}

function pixelsOf(array: NDArray, size: number): Pixels {
  const flat = array.ndim === 3 && array.shape[2] === 1 ? array.at('...', 0) : array;
  const { shape } = flat;
  if (!(flat.ndim === 2 || (flat.ndim === 3 && shape[2] === 3)) || flat.size === 0) {
    const hint = shape.length === 3 && channelsFirstHint(shape);
    throw new ShapeError({
      who,
      rule: { en: 'the picture has shape (h, w) or (h, w, 3)', ko: '그림의 모양은 (h, w)나 (h, w, 3)입니다' },
      received: { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` },
      ...(hint ? { hint } : {}),
    });
  }
  const { pictures, range } = shown(flat);
  const bytes = pictures
    .astype('float64')
    .sub(range[0])
    .mul(255 / (range[1] - range[0] || 1));
  const [height, width] = shape as [number, number];
  const scale = Math.min(1, size / Math.max(height, width));
  const sides = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
  const fitting = scale < 1 ? image.resize(bytes, sides, { antiAliasing: true, preserveRange: true }) : bytes;
  const data = Uint8Array.from(toTyped(fitting), (value) => Math.min(255, Math.max(0, Math.round(value))));
  return { width: sides[1]!, height: sides[0]!, channels: flat.ndim === 2 ? 1 : 3, data };
}
