/** @file The kinds of test calls and the options each takes. */
import {
  anything,
  list,
  number,
  integer,
  optionsOf,
  readOptions,
  text,
  type OptionSpec,
  Rule,
} from '../arguments/index.ts';

/** What a call compares. */
export const kinds = [
  'expectValue',
  'expectShape',
  'expectImage',
  'expectModel',
  'expectGradient',
  'expectTraining',
] as const;
export type Kind = (typeof kinds)[number];

/** A least accuracy and the points it earns. */
export type Band = readonly [accuracy: number, points: number];

export interface TestOptions {
  /** What the call is worth. Default 1. */
  readonly points: number;
  /**
   * How far a number may lie from the expected one: tolerance × max(1, |expected|). Default 1e-6; `expectGradient` 1e-4;
   * `expectImage` 1, in steps of a picture's 256.
   */
  readonly tolerance: number;
  /** How many times inputs are drawn; all must be right. Default 3, or 1 where nothing is drawn. */
  readonly times: number;
  /** What a student reads whose answer is wrong. */
  readonly feedback: string | undefined;
  /** `expectGradient`: the input by which the derivative is taken. Default: the first. */
  readonly by: string | undefined;
  /** `expectGradient`: the input that holds the gradient that arrives from behind, of the value's shape. Default: ones. */
  readonly upstream: string | undefined;
  /** `expectTraining`: accuracies and what they earn, `[[0.9, 3], [0.8, 1]]`; the best that holds counts. */
  readonly atLeast: readonly Band[] | undefined;
  /** Seconds the call may take. Default 10; `expectTraining` 120. */
  readonly seconds: number;
  /** Written by `kernelab grade build` into the copies for students and for nbgrader: what the inputs are drawn from. */
  readonly seed: string | undefined;
  /** Written by `kernelab grade build` likewise: the values of the reference solution. */
  readonly expected: string | undefined;
}

const bands = new Rule<readonly Band[]>(
  { en: 'a list of [accuracy, points]', ko: '[정확도, 점수]의 리스트' },
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((band) => list(number({ from: 0 }), 2).accepts(band) && (band as Band)[0] <= 1),
);

function specFor(kind: Kind): OptionSpec<Partial<TestOptions>, unknown> {
  const tolerance = kind === 'expectGradient' ? 1e-4 : kind === 'expectImage' ? 1 : 1e-6;
  return optionsOf<{ -readonly [K in keyof TestOptions]?: TestOptions[K] }>()({
    points: number({ from: 0 }).or(1),
    tolerance: number({ from: 0 }).or(tolerance),
    times: integer({ from: 1, to: 20 }).or(3),
    feedback: text(),
    by: text(),
    upstream: text(),
    atLeast: bands,
    seconds: number({ above: 0, to: 3600 }).or(kind === 'expectTraining' ? 120 : 10),
    seed: text(),
    expected: anything<string>({ en: 'what build wrote', ko: 'build가 쓴 내용' }),
  });
}

const specs = Object.fromEntries(kinds.map((kind) => [kind, specFor(kind)])) as Record<
  Kind,
  OptionSpec<Partial<TestOptions>, unknown>
>;

/** The options of a call with its defaults. @throws ValueError */
export function readTestOptions(kind: Kind, given: object): TestOptions {
  return readOptions(kind, given as Partial<TestOptions>, specs[kind]) as TestOptions;
}
