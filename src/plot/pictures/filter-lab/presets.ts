/** @file Filters that a lecture begins with. */
import type { Translated } from '../../../errors/index.ts';

/** A filter with its name. */
export interface Preset {
  readonly name: Translated;
  /** Row by row. */
  readonly weights: readonly number[];
}

const ninth = Number((1 / 9).toFixed(4));

/** In the order in which they are offered; the first leaves the picture as it is. */
export const presets: readonly Preset[] = [
  { name: { en: 'identity', ko: '그대로' }, weights: [0, 0, 0, 0, 1, 0, 0, 0, 0] },
  { name: { en: 'blur', ko: '흐리게' }, weights: Array.from({ length: 9 }, () => ninth) },
  { name: { en: 'sharpen', ko: '선명하게' }, weights: [0, -1, 0, -1, 5, -1, 0, -1, 0] },
  { name: { en: 'vertical edges (Sobel)', ko: '세로 윤곽선(소벨)' }, weights: [-1, 0, 1, -2, 0, 2, -1, 0, 1] },
  { name: { en: 'horizontal edges (Sobel)', ko: '가로 윤곽선(소벨)' }, weights: [-1, -2, -1, 0, 0, 0, 1, 2, 1] },
  { name: { en: 'all edges (Laplace)', ko: '모든 윤곽선(라플라스)' }, weights: [0, 1, 0, 1, -4, 1, 0, 1, 0] },
  { name: { en: 'emboss', ko: '돋을새김' }, weights: [-2, -1, 0, -1, 1, 1, 0, 1, 2] },
];
