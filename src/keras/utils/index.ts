/** @file `keras.utils`: one-hot labels, seeds, the progress bar, a fresh session; files and data in files of their own. */
import { type NDArray, fromTyped, np, toTyped } from '../../array/index.ts';
import type { ArraySource } from '../../array/index.ts';
import { ShapeError, shapeText, ValueError } from '../../errors/index.ts';
import { readArguments, refuseOptions } from '../common/arguments.ts';
import { Progbar as ProgbarBase } from '../callbacks/progbar.ts';
import { callable } from '../../arguments/index.ts';
import { seedEverything } from '../common/random.ts';
import { resetNames } from '../core/naming.ts';

/** A progress bar for loops of one's own: `const bar = keras.utils.Progbar(100); bar.update(i + 1, { loss })`. */
export const Progbar = callable(
  class Progbar extends ProgbarBase {
    constructor(
      ...args: (
        | number
        | null
        | { target?: number | null; width?: number; verbose?: number; interval?: number; unitName?: string }
      )[]
    ) {
      const defaults = { target: null as number | null, width: 20, verbose: 1, interval: 0.05, unitName: 'step' };
      super(readArguments('Progbar', args, defaults));
    }
  },
);

export interface ToCategoricalOptions {
  /** Default: the largest label + 1. */
  numClasses?: number | null;
}

/**
 * Class numbers as one-hot rows: shape (n,) or (n, 1) gives (n, numClasses), float64 as in Keras 3.
 * Raises ValueError for labels that are no whole numbers in [0, numClasses).
 * @ko 정수 레이블을 원-핫 배열로 바꿉니다.
 */
export function toCategorical(x: ArraySource, ...args: (number | null | ToCategoricalOptions)[]): NDArray {
  const who = 'toCategorical';
  const given = readArguments(who, args, { numClasses: null as number | null });
  const array = np.asarray(x);
  const labels = toTyped(array) as ArrayLike<number>;
  const shape = array.shape.length > 1 && array.shape.at(-1) === 1 ? array.shape.slice(0, -1) : array.shape;
  let highest = -1;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0) {
      throw new ValueError({
        who,
        rule: { en: 'labels must be whole numbers from 0', ko: '레이블은 0 이상의 정수여야 합니다' },
        received: { en: `${label} at place ${i}`, ko: `${i}번 자리의 ${label}` },
        hint: {
          en: 'Count classes from 0; words must be turned into numbers first',
          ko: '클래스는 0부터 셉니다. 글자로 된 레이블은 먼저 숫자로 바꾸세요',
        },
      });
    }
    highest = Math.max(highest, label);
  }
  const classes = given.numClasses ?? highest + 1;
  if (highest >= classes) {
    throw new ValueError({
      who,
      rule: {
        en: `labels must lie below numClasses = ${classes}`,
        ko: `레이블은 numClasses = ${classes}보다 작아야 합니다`,
      },
      received: { en: `label ${highest}`, ko: `레이블 ${highest}` },
      hint: { en: `Give numClasses ${highest + 1} or more`, ko: `numClasses를 ${highest + 1} 이상으로 주세요` },
    });
  }
  const out = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) out[i * classes + labels[i]!] = 1;
  return fromTyped(out, [...shape, classes]);
}

/** Divides along `axis` by the norm of the given order (default: L2 over the last axis); zero vectors stay zero. */
export function normalize(x: ArraySource, ...args: (number | { axis?: number; order?: number })[]): NDArray {
  const { axis, order } = readArguments('normalize', args, { axis: -1, order: 2 });
  const array = np.asarray(x);
  const at = axis < 0 ? axis + array.ndim : axis;
  if (!(at >= 0 && at < array.ndim)) {
    throw new ShapeError({
      who: 'normalize',
      rule: { en: 'there is no such axis', ko: '그런 축이 없습니다' },
      received: {
        en: `axis ${axis}, shape ${shapeText(array.shape)}`,
        ko: `축 ${axis}, 모양 ${shapeText(array.shape)}`,
      },
    });
  }
  const values = Float64Array.from(toTyped(array) as ArrayLike<number>);
  const n = array.shape[at]!;
  const inner = array.shape.slice(at + 1).reduce((a, b) => a * b, 1);
  for (let start = 0; start < values.length; start += n * inner) {
    for (let j = 0; j < inner; j++) {
      let norm = 0;
      for (let i = 0; i < n; i++) norm += Math.abs(values[start + i * inner + j]!) ** order;
      norm = norm ** (1 / order) || 1;
      for (let i = 0; i < n; i++) values[start + i * inner + j]! /= norm;
    }
  }
  return fromTyped(values, [...array.shape]);
}

/**
 * Fixes all chance: initial weights, dropout, shuffling, and `np.random`'s legacy functions. Two runs with one seed (and
 * one number of threads) are equal to the bit.
 * @ko 모든 난수의 씨앗을 정해 같은 결과가 다시 나오게 합니다.
 */
export function setRandomSeed(seed: number): void {
  if (arguments.length > 1) refuseOptions('setRandomSeed', arguments, 1);
  if (!Number.isInteger(seed) || seed < 0) {
    throw new ValueError({
      who: 'setRandomSeed',
      rule: { en: 'seed must be a whole number from 0', ko: 'seed는 0 이상의 정수여야 합니다' },
      received: String(seed),
    });
  }
  seedEverything(seed);
  np.random.seed(seed % 4294967296);
}

/** Starts the numbering of default layer names again. */
export function clearSession(): void {
  if (arguments.length > 0) refuseOptions('clearSession', arguments, 0);
  resetNames();
}

export * from '../teaching/index.ts';
export { imageDatasetFromDirectory } from '../../datasets/index.ts';
export { getFile } from './get-file.ts';
export { arrayToImg, imgToArray, loadImg, saveImg } from './pictures.ts';
export { PyDataset } from './py-dataset.ts';
export { splitDataset } from './split-dataset.ts';
