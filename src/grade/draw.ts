/**
 * @file Inputs that are drawn: `draw.integer(3, 9)` in a test cell describes an input, and a seed turns the descriptions
 * into values. The same seed gives the same values wherever they are drawn.
 */
import { ValueError } from '../errors/index.ts';
import { drawPictures, loadPictures, pictureSets, type PictureSet } from './pictures.ts';
import { plainOf, type Plain } from './plain.ts';
import { Stream } from './stream.ts';

/** A described input. */
export interface Draw {
  draw: string;
  of: unknown[];
}

/** An input of a call: a value as it stands, or a description. */
export type Input = unknown;

/** Sides of a drawn array: numbers, or names of whole numbers among the inputs before it. */
export type Sides = readonly (number | string)[];

type Drawn = (stream: Stream, of: readonly unknown[], before: ReadonlyMap<string, Plain>) => Plain;

const makers: Readonly<Record<string, Drawn>> = {
  integer: (stream, [low, high]) => ['number', stream.integer(low as number, high as number)],
  number: (stream, [low = 0, high = 1]) => ['number', stream.between(low as number, high as number)],
  choice: (stream, [values]) => {
    const list = values as readonly unknown[];
    return plainOf(list[stream.integer(0, list.length - 1)]);
  },
  uniform: (stream, [sides, low = -1, high = 1], before) =>
    array('float64', sides, before, () => stream.between(low as number, high as number)),
  normal: (stream, [sides, mean = 0, deviation = 1], before) =>
    array('float64', sides, before, () => (mean as number) + (deviation as number) * stream.normal()),
  integers: (stream, [sides, low, high], before) =>
    array('int64', sides, before, () => stream.integer(low as number, high as number)),
  picture: (stream, [sides], before) => array('uint8', sides, before, () => stream.integer(0, 255)),
  pictures: (stream, [set, count = 200]) => drawPictures(stream, set as PictureSet, count as number).pictures,
};

/** What may stand in a test cell for an input that is drawn afresh for every student. Bounds belong to the range. */
export const draw = {
  /** A whole number. */
  integer: (low: number, high: number) => described<number>('integer', low, high),
  /** A number from [low, high), by default [0, 1). */
  number: (low = 0, high = 1) => described<number>('number', low, high),
  /** One of some values. */
  choice: <const T>(values: readonly T[]) => described<T>('choice', values),
  /** An array of float64 from [low, high), by default [-1, 1). Sides may name whole numbers among the inputs before: `['n', 'n']`. */
  uniform: (sides: Sides, low = -1, high = 1) => described<DrawnArray>('uniform', sides, low, high),
  /** An array of float64 from the normal distribution. */
  normal: (sides: Sides, mean = 0, deviation = 1) => described<DrawnArray>('normal', sides, mean, deviation),
  /** An array of int64. */
  integers: (sides: Sides, low: number, high: number) => described<DrawnArray>('integers', sides, low, high),
  /** A picture of uint8, (h, w) or (h, w, c). */
  picture: (sides: Sides) => described<DrawnArray>('picture', sides),
  /** Pictures (count, 28, 28) of uint8 that are in no public set, for `expectTraining`; their labels stay with the grader. */
  pictures: (set: PictureSet, count = 200) => described<DrawnArray>('pictures', set, count),
};

/** What an expression receives in place of a drawn array. */
export type DrawnArray = import('../array/index.ts').NDArray;

/** A description that will be a T. */
export type Described<T> = Draw & { readonly gives?: T };

function described<T>(name: string, ...of: unknown[]): Described<T> {
  return { draw: name, of };
}

/** Whether a value describes a draw this version knows. */
export function isDraw(value: unknown): value is Draw {
  const { draw: name, of } = Object(value) as Partial<Draw>;
  return typeof name === 'string' && Object.hasOwn(makers, name) && Array.isArray(of);
}

/** Draws all inputs of a call, in their order. @throws ValueError for sides that name nothing */
export function drawInputs(inputs: Readonly<Record<string, Input>>, seed: string): Map<string, Plain> {
  const stream = new Stream(seed);
  const drawn = new Map<string, Plain>();
  for (const [name, input] of Object.entries(inputs)) {
    drawn.set(name, isDraw(input) ? makers[input.draw]!(stream, input.of, drawn) : plainOf(input));
  }
  return drawn;
}

/** Whether anything is drawn; else drawing again gives the same. */
export function isDrawn(inputs: Readonly<Record<string, Input>>): boolean {
  return Object.values(inputs).some(isDraw);
}

function array(dtype: string, sides: unknown, before: ReadonlyMap<string, Plain>, next: () => number): Plain {
  const shape = (sides as Sides).map((side) => {
    if (typeof side === 'number') return side;
    const named = before.get(side);
    if (named?.[0] === 'number' && typeof named[1] === 'number') return named[1];
    throw new ValueError({
      who: 'draw',
      rule: {
        en: 'a side names a number among the inputs before it',
        ko: '변의 이름은 앞에 쓴 수 입력의 이름이어야 합니다',
      },
      received: `'${side}'`,
    });
  });
  const size = shape.reduce((a, b) => a * b, 1);
  return ['array', dtype, shape, Array.from({ length: size }, next)];
}

/** Loads what the inputs of a call are drawn from; before `drawInputs`. */
export async function prepareInputs(inputs: Readonly<Record<string, Input>>): Promise<void> {
  for (const input of Object.values(inputs)) {
    if (!isDraw(input) || input.draw !== 'pictures') continue;
    const [set] = input.of;
    if (!(pictureSets as readonly unknown[]).includes(set)) {
      const rule = {
        en: `a set is one of ${pictureSets.join(', ')}`,
        ko: `데이터 이름은 ${pictureSets.join(', ')} 가운데 하나입니다`,
      };
      throw new ValueError({ who: 'draw.pictures', rule, received: String(set) });
    }
    await loadPictures(set as PictureSet);
  }
}

/** The labels of the pictures that `drawInputs` draws from the same seed; undefined where the first input is no pictures. */
export function drawLabels(inputs: Readonly<Record<string, Input>>, seed: string): Plain | undefined {
  const [first] = Object.values(inputs);
  if (!isDraw(first) || first.draw !== 'pictures') return undefined;
  const [set, count = 200] = first.of;
  return drawPictures(new Stream(seed), set as PictureSet, count as number).labels;
}
