/**
 * @file Pictures that are in no public set: those of a data set's test part, shifted, turned and enlarged a little, from a seed.
 * Their labels stay with the grader.
 */
import { toTyped } from '../array/index.ts';
import { datasets } from '../datasets/index.ts';
import { ValueError } from '../errors/index.ts';
import type { Plain } from './plain.ts';
import type { Stream } from './stream.ts';

/** The sets that pictures can be drawn from: grey, 28 x 28. */
export const pictureSets = ['mnist', 'fashionMnist'] as const;
export type PictureSet = (typeof pictureSets)[number];

interface Loaded {
  pixels: ArrayLike<number>;
  labels: ArrayLike<number>;
  count: number;
}

const SIDE = 28;
const loaded = new Map<PictureSet, Loaded>();

/** Loads a set once; nothing is fetched: without the real files its stand-in serves. */
export async function loadPictures(name: PictureSet): Promise<void> {
  if (loaded.has(name)) return;
  const [, [x, y]] = await (name === 'mnist' ? datasets.mnist : datasets.fashionMnist).loadData({ offline: true });
  loaded.set(name, { pixels: toTyped(x), labels: toTyped(y), count: x.shape[0]! });
}

/** Pictures (n, 28, 28) of uint8 and their labels (n). @throws ValueError when the set is not loaded */
export function drawPictures(stream: Stream, name: PictureSet, count: number): { pictures: Plain; labels: Plain } {
  const set = loaded.get(name);
  if (set === undefined) {
    const rule = { en: 'the set must be loaded first', ko: '먼저 데이터를 불러와야 합니다' };
    throw new ValueError({ who: 'draw.pictures', rule, received: name });
  }
  const pixels: number[] = [];
  const labels: number[] = [];
  for (let n = 0; n < count; n++) {
    const which = stream.integer(0, set.count - 1);
    labels.push(set.labels[which]!);
    const angle = stream.between(-0.2, 0.2);
    const scale = stream.between(0.92, 1.08);
    const [dx, dy] = [stream.between(-2, 2), stream.between(-2, 2)];
    const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
    const middle = (SIDE - 1) / 2;
    for (let i = 0; i < SIDE; i++) {
      for (let j = 0; j < SIDE; j++) {
        // Each place looks back into the picture it comes from.
        const [u, v] = [i - middle - dy, j - middle - dx];
        pixels.push(sample(set.pixels, which, middle + cos * u - sin * v, middle + sin * u + cos * v));
      }
    }
  }
  return {
    pictures: ['array', 'uint8', [count, SIDE, SIDE], pixels],
    labels: ['array', 'int64', [count], labels],
  };
}

/** Linear between the four pixels around a place; 0 outside. */
function sample(pixels: ArrayLike<number>, which: number, y: number, x: number): number {
  const [i, j] = [Math.floor(y), Math.floor(x)];
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= SIDE || column >= SIDE ? 0 : pixels[(which * SIDE + row) * SIDE + column]!;
  const [a, b] = [y - i, x - j];
  const top = at(i, j) * (1 - b) + at(i, j + 1) * b;
  const bottom = at(i + 1, j) * (1 - b) + at(i + 1, j + 1) * b;
  return Math.round(top * (1 - a) + bottom * a);
}
