/** @file `plot.compareFilters`: the filters of a layer before and after training, and what training has changed. */
import { integer, number, optionsOf, text } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { ShapeError, say, shapeText } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { cmap, read } from '../input/rules.ts';
import { filterShape, largestOf } from './sources.ts';
import { shortNumber } from './stepper/walkthrough.ts';
import { tiles, type Tile } from './tiles.ts';

export interface CompareFiltersOptions {
  /**
   * Which input channel; default 0. Filters over three channels are shown in colours unless it is given.
   * @ko 보여 줄 입력 채널입니다. 기본값 0. 이것을 주지 않으면 채널이 셋인 필터는 색으로 보여 줍니다.
   */
  channel?: number;
  /**
   * At most this many filters; default 8.
   * @ko 필터를 많아야 이만큼 그립니다. 기본값 8.
   */
  limit?: number;
  /**
   * Colormap of the weights; default 'RdBu_r': blue below zero, red above.
   * @ko 가중치의 컬러맵입니다. 기본값 'RdBu_r': 음수는 파랑, 양수는 빨강.
   */
  cmap?: string;
  /**
   * Width of one filter in inches; default 0.9.
   * @ko 필터 하나의 너비입니다(인치). 기본값 0.9.
   */
  size?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<CompareFiltersOptions>()({
  channel: integer({ from: 0 }),
  limit: integer({ from: 1 }).or(8),
  cmap: cmap<string>().or('RdBu_r'),
  size: number({ above: 0 }).or(0.9),
  title: text(),
});

/**
 * Three rows in one scale: the filters `before`, `after`, and the change. Both (kh, kw, channels, n), (kh, kw, n) or (kh, kw), as
 * `keras.utils.firstFilters(model)` gives them before and after `fit`. Raises ShapeError when the shapes differ.
 * @ko 필터의 학습 전과 후, 그 변화를 나란히 보여 줍니다.
 */
export function compareFilters(before: ArraySource, after: ArraySource, given?: CompareFiltersOptions): Figure {
  const who = 'plot.compareFilters';
  const { channel, limit, cmap: colors, size, title } = read(who, given, options);
  const [old, now] = [np.asarray(before), np.asarray(after)];
  const [kh, kw, channels, n] = filterShape(old, who);
  if (shapeText(old.shape) !== shapeText(now.shape) || (channel ?? 0) >= channels) {
    throw new ShapeError({
      who,
      rule:
        (channel ?? 0) >= channels
          ? { en: `channel must be below ${channels}`, ko: `channel은 ${channels}보다 작아야 합니다` }
          : { en: 'before and after must have one shape', ko: 'before와 after는 모양이 같아야 합니다' },
      received:
        (channel ?? 0) >= channels
          ? `channel ${channel}`
          : `before ${shapeText(old.shape)}, after ${shapeText(now.shape)}`,
    });
  }
  const sets = [old, now].map((array) => Float64Array.from(array.toTyped()));
  sets.push(sets[1]!.map((v, i) => v - sets[0]![i]!));
  const top = Math.max(largestOf(sets[0]!), largestOf(sets[1]!)) || 1;
  const colours = channels === 3 && channel === undefined;
  const plane = (weights: Float64Array, k: number): NDArray => {
    const at = (cell: number, c: number): number => weights[(cell * channels + c) * n + k]!;
    if (!colours) {
      const values = Float64Array.from({ length: kh * kw }, (_, cell) => at(cell, channel ?? 0));
      return np.asarray(values).reshape(kh, kw);
    }
    const values = Float64Array.from({ length: 3 * kh * kw }, (_, i) => 0.5 + at(Math.floor(i / 3), i % 3) / (2 * top));
    return np.asarray(values.map((v) => Math.min(1, Math.max(0, v)))).reshape(kh, kw, 3);
  };
  const names = [
    say({ en: 'before', ko: '학습 전' }),
    say({ en: 'after', ko: '학습 후' }),
    say({ en: 'change', ko: '변화' }),
  ];
  const count = Math.min(n, limit);
  const rows = sets.map((weights, r) =>
    Array.from({ length: count }, (_, k): Tile => {
      const size = Math.sqrt(Array.from({ length: kh * kw * channels }, (_, i) => weights[i * n + k]! ** 2).reduce((a, b) => a + b, 0)); // prettier-ignore
      const length = say({ en: `length ${shortNumber(size)}`, ko: `크기 ${shortNumber(size)}` });
      return { picture: plane(weights, k), hover: `${say({ en: 'filter', ko: '필터' })} ${k}, ${names[r]}\n${length}` };
    }),
  );
  const heads = Array.from({ length: count }, (_, k) => String(k));
  const fig = tiles({ rows, names, heads, size, title, cmap: colors, range: [-top, top] });
  const moved = norm(sets[2]!) / (norm(sets[0]!) || 1);
  fig.alt = {
    en: `${count} of ${n} filters of ${kh} x ${kw} before and after training, with the change between them. The change is ${Math.round(100 * moved)}% as large as the filters were.`,
    ko: `${kh} x ${kw} 필터 ${n}개 가운데 ${count}개의 학습 전과 후, 그 변화. 변화의 크기는 처음 필터의 ${Math.round(100 * moved)}%입니다.`,
  };
  return fig;
}

function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
}
