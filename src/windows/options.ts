/** @file The options that say how a window moves, in one spelling: `stride` and `dilation` right and down, `size` in rows and columns. */
import { Rule } from '../arguments/index.ts';

/**
 * Cells in both directions: a number for both, or [m, n], m to the right and n down, as the lecture defines a stride. (Keras's
 * `strides` are [down, right].)
 */
export type Pace = number | readonly number[];

/** Cells of zeros around the picture, 'same' (with a stride of 1 the result is as large as the picture) or 'valid' (none). */
export type Padding = number | 'same' | 'valid';

/** The window of a pooling: its side, or [rows, columns]. */
export type WindowSize = number | readonly number[];

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1;
const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2 && value.every(isCount);

/** A `stride` or a `dilation`. */
export function pace(): Rule<Pace> {
  return new Rule<Pace>(
    {
      en: 'a whole number of at least 1, or [m, n] (m to the right, n down)',
      ko: '1 이상의 정수 또는 [m, n](오른쪽으로 m, 아래로 n)',
    },
    (value) => isCount(value) || isPair(value),
  );
}

/** A `size`. */
export function windowSize(): Rule<WindowSize> {
  return new Rule<WindowSize>(
    { en: 'a whole number of at least 1, or [rows, columns]', ko: '1 이상의 정수 또는 [행, 열]' },
    (value) => isCount(value) || isPair(value),
  );
}

/** A `padding`. */
export function paddingRule(): Rule<Padding> {
  return new Rule<Padding>(
    { en: "a whole number of at least 0, 'same' or 'valid'", ko: "0 이상의 정수, 'same', 'valid'" },
    (value) => value === 'same' || value === 'valid' || (Number.isInteger(value) && (value as number) >= 0),
  );
}

/** [down, right] of a stride or a dilation: the order in which pictures are stored. */
export function bothWays(given: Pace): readonly [number, number] {
  return typeof given === 'number' ? [given, given] : [given[1]!, given[0]!];
}

/** [rows, columns] of a window. */
export function sidesOf(given: WindowSize): readonly [number, number] {
  return typeof given === 'number' ? [given, given] : [given[0]!, given[1]!];
}
