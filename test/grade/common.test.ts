import { describe, expect, it } from 'vitest';
import { readExercise, stepsOf, takeCommon, type Outcome } from '../../src/grade/grader.ts';
import type { Plain } from '../../src/grade/plain.ts';
import { sumsExercise } from './made.ts';

const exercise = readExercise(sumsExercise(2), 'sums');
const number = (value: number): { value: Plain } => ({ value: ['number', value] });
const claimsOf = (id: string, more: Partial<Outcome>): Map<string, Outcome> => new Map([[id, { id, ...more }]]);
const keyOf = (answers: unknown): string => takeCommon(exercise, claimsOf('test-0/0', { answers })).common.get('test-0/0')!.key; // prettier-ignore

describe('inputs that the class has in common', () => {
  const seedOf = (question: string): string => `own/${question}`;
  const setsOf = (common?: (question: string) => string, own = seedOf): unknown[][] =>
    stepsOf(exercise, new Map(), own, undefined, 'student', common).flatMap((step) => (step.kind === 'question' ? [step.sets] : [])); // prettier-ignore

  it('come last, are the same for everybody, and leave the others as they are', () => {
    const [kim, lee] = ['kim', 'lee'].map((name) => setsOf(() => 'class', (question) => `${name}/${question}`)); // prettier-ignore
    expect(kim!.map((sets) => sets.length)).toEqual([4, 4]);
    expect(kim!.map((sets) => sets.at(-1))).toEqual(lee!.map((sets) => sets.at(-1)));
    expect(kim![0]![0]).not.toEqual(lee![0]![0]);
    expect(setsOf(() => 'class').map((sets) => sets.slice(0, 3))).toEqual(setsOf());
  });
});

describe('answers on them', () => {
  it('are taken out before anything is judged', () => {
    const answers = [1, 2, 3, 4].map(number);
    const { own, common } = takeCommon(exercise, claimsOf('test-0/0', { answers }));
    expect(own.get('test-0/0')!.answers).toEqual(answers.slice(0, 3));
    expect(common.get('test-0/0')!.text).toBe('4');
  });

  it('are one where they are the same to six digits, in float32 as in float64', () => {
    expect(keyOf([number(1), number(1 / 3)])).toBe(keyOf([number(9), number(0.33333333)]));
    expect(keyOf([number(0)])).toBe(keyOf([{ value: ['number', '-0'] }]));
    expect(keyOf([number(1)])).not.toBe(keyOf([number(1.001)]));
    const array = (dtype: string): unknown => [{ value: ['array', dtype, [2], [1, 2.5]] }];
    expect(keyOf(array('float32'))).toBe(keyOf(array('float64')));
    expect(keyOf(array('int64'))).not.toBe(keyOf(array('float64')));
    expect(keyOf([number(1)])).not.toBe(keyOf([{ value: ['string', '1'] }]));
  });

  it('may be errors, which are one when their kind is', () => {
    expect(keyOf([{ failed: 'ValueError: a is 3' }])).toBe(keyOf([{ failed: 'ValueError: b is 4' }]));
    expect(keyOf([{ failed: 'ValueError: a' }])).not.toBe(keyOf([{ failed: 'TypeError: a' }]));
    expect(keyOf([{ refused: 'function' }])).not.toBe(keyOf([{ refused: 'class' }]));
  });

  it('may be missing or forged: that is an answer as well, and what is judged stays a claim', () => {
    const late = takeCommon(exercise, claimsOf('test-0/0', { undecided: 'time' }));
    expect(late.common.get('test-0/0')!.text).toBe('time');
    expect(late.own.get('test-0/0')).toEqual({ id: 'test-0/0', undecided: 'time' });
    for (const answers of [[], 'all', 7, null, [7], [{ value: 'x' }], { length: 4 }]) {
      expect(() => takeCommon(exercise, claimsOf('test-0/0', { answers }))).not.toThrow();
    }
    expect(takeCommon(exercise, new Map()).common.size).toBe(0);
  });

  it('are shortened for people', () => {
    const long = [{ value: ['string', 'x'.repeat(5000)] }];
    expect(takeCommon(exercise, claimsOf('test-0/0', { answers: long })).common.get('test-0/0')!.text.length).toBeLessThan(130); // prettier-ignore
  });
});
