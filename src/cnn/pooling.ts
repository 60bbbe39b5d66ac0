/** @file Pooling: one number for a window of many. The lecture's 2×2 max pooling, and the other kinds at any size. */
import { checkCall, optionsOf, readOptions, word } from '../arguments/index.ts';
import { NDArray, fromTyped, np, type ArraySource } from '../array/index.ts';
import { ValueError } from '../errors/index.ts';
import { bothWays, pace, pooledSide, sidesOf, windowSize, type Pace, type WindowSize } from '../windows/index.ts';
import { mapsOf, volume } from './volume.ts';

/**
 * 2×2 max pooling with stride 2 of one map (h, w). An odd side first gets one more row or column of zeros, as in the
 * lecture, so the result is (floor((h + 1) / 2), floor((w + 1) / 2)).
 * @ko 2×2 윈도마다 가장 큰 값을 남깁니다.
 */
export function MaxPooling(nimg: ArraySource): NDArray {
  if (arguments.length > 1) checkCall('cnn.MaxPooling', arguments, 1);
  const { data, h, w, c } = volume(nimg, 'cnn.MaxPooling', { en: 'the map', ko: '맵' });
  if (c !== 1) {
    throw new ValueError({
      who: 'cnn.MaxPooling',
      rule: { en: 'one map (rows, columns) is pooled at a time', ko: '풀링은 맵 (행, 열) 하나씩 합니다' },
      received: { en: `${c} channels`, ko: `채널 ${c}개` },
      hint: {
        en: 'Use cnn.pooling for a picture with channels, or cnn.Pooling for a list of maps',
        ko: '채널이 있는 그림에는 cnn.pooling, 여러 장의 맵에는 cnn.Pooling을 쓰세요',
      },
    });
  }
  const [oh, ow] = [Math.floor((h + 1) / 2), Math.floor((w + 1) / 2)];
  const output = new Float64Array(oh * ow);
  for (let i = 0; i < oh; i++) {
    const below = 2 * i + 1 < h;
    for (let j = 0; j < ow; j++) {
      const right = 2 * j + 1 < w;
      const at = 2 * i * w + 2 * j;
      const a = data[at]!;
      const b = right ? data[at + 1]! : 0;
      const d = below ? data[at + w]! : 0;
      const e = below && right ? data[at + w + 1]! : 0;
      output[i * ow + j] = Math.max(a, b, d, e);
    }
  }
  return fromTyped(output, [oh, ow]);
}

/** `MaxPooling` of each map in a list, or in one array (n, h, w). */
export function Pooling(nimg: NDArray | readonly ArraySource[]): NDArray[] {
  if (arguments.length > 1) checkCall('cnn.Pooling', arguments, 1);
  return mapsOf(nimg, 'cnn.Pooling').map((map) => MaxPooling(map));
}

export interface PoolOptions {
  /**
   * What stands for a window: its largest, mean or smallest value, or the root of its sum of squares. Default 'max'.
   * @ko 윈도를 대신할 값입니다: 최댓값, 평균, 최솟값, 제곱합의 제곱근. 기본값 'max'.
   */
  kind?: 'max' | 'average' | 'min' | 'l2';
  /**
   * Side of the window, or [rows, columns]. Default 2.
   * @ko 윈도의 한 변, 또는 [행, 열]입니다. 기본값 2.
   */
  size?: WindowSize;
  /**
   * How far the window moves: a number, or [m, n], m to the right and n down. Default: its size, so that the windows lie side by side.
   * @ko 윈도가 움직이는 칸 수입니다. 수 하나, 또는 오른쪽으로 m칸, 아래로 n칸인 [m, n]. 기본값은 윈도의 크기라서 윈도가 겹치지 않습니다.
   */
  stride?: Pace;
}

export type PoolKind = NonNullable<PoolOptions['kind']>;

const poolOptions = optionsOf<PoolOptions>()({
  kind: word('max', 'average', 'min', 'l2').or('max'),
  size: windowSize().or(2),
  stride: pace(),
});

/** Each kind as a start value, what a pixel adds to it, and what is made of the result for n pixels. */
const kinds: Readonly<
  Record<PoolKind, { start: number; add(sum: number, x: number): number; end(sum: number, n: number): number }>
> = {
  max: { start: -Infinity, add: (sum, x) => Math.max(sum, x), end: (sum) => sum },
  min: { start: Infinity, add: (sum, x) => Math.min(sum, x), end: (sum) => sum },
  average: { start: 0, add: (sum, x) => sum + x, end: (sum, n) => sum / n },
  l2: { start: 0, add: (sum, x) => sum + x * x, end: (sum) => Math.sqrt(sum) },
};

/**
 * Pooling of a map (h, w) or a picture (h, w, c), each channel on its own, without padding.
 *
 * @ko 윈도마다 최댓값, 평균, 최솟값 등 하나의 수로 줄입니다.
 * @returns float64 of sides (h - rows) / n + 1 and (w - columns) / m + 1; windows side by side leave h / rows and w / columns
 * @throws ValueError when the windows do not fill the side exactly
 */
export function pooling(nimg: ArraySource, options?: PoolOptions): NDArray {
  const who = 'cnn.pooling';
  if (arguments.length > 2) checkCall(who, arguments, 2, poolOptions);
  const { kind, size, stride } = readOptions(who, options, poolOptions);
  const [rows, columns] = sidesOf(size);
  const [down, right] = stride === undefined ? [rows, columns] : bothWays(stride);
  const rule = kinds[kind];
  const source = np.asarray(nimg);
  const { data, h, w, c } = volume(source, who, { en: 'the map', ko: '맵' });
  const [oh, ow] = [pooledSide(h, rows, down, who), pooledSide(w, columns, right, who)];
  const output = new Float64Array(oh * ow * c);
  for (let i = 0, to = 0; i < oh; i++) {
    for (let j = 0; j < ow; j++) {
      for (let k = 0; k < c; k++) {
        let sum = rule.start;
        for (let y = i * down; y < i * down + rows; y++) {
          for (let x = j * right; x < j * right + columns; x++) sum = rule.add(sum, data[(y * w + x) * c + k]!);
        }
        output[to++] = rule.end(sum, rows * columns);
      }
    }
  }
  return fromTyped(output, source.ndim === 2 ? [oh, ow] : [oh, ow, c]);
}

/**
 * The mean of each map: a list of n maps, or one array (n, h, w), becomes n numbers.
 * @ko 채널마다 전체의 평균 하나로 줄입니다(전역 평균 풀링).
 */
export function globalAveragePooling(maps: NDArray | readonly ArraySource[]): NDArray {
  if (arguments.length > 1) checkCall('cnn.globalAveragePooling', arguments, 1);
  const means = mapsOf(maps, 'cnn.globalAveragePooling').map((map) => map.mean());
  return fromTyped(Float64Array.from(means), [means.length]);
}
