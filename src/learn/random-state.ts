/** @file `randomState`: which random numbers a call draws. */
import { Rule } from '../arguments/index.ts';
import { np } from '../array/index.ts';

type RandomState = InstanceType<typeof np.random.RandomState>;

/** A seed, a stream that goes on, or null for the one that `np.random.seed` begins. */
export type RandomStateGiven = number | RandomState | null;

export const randomStateRule = new Rule<RandomStateGiven>(
  {
    en: 'a whole number from 0 to 4294967295, a np.random.RandomState or null',
    ko: '0 이상 4294967295 이하의 정수, np.random.RandomState 또는 null',
  },
  (value) =>
    value === null ||
    value instanceof np.random.RandomState ||
    (Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32),
);

/** The two draws that splits are made of. */
export interface Stream {
  permutation(n: number): ArrayLike<number>;
  /** Without putting back. */
  choice(from: readonly number[], count: number): number[];
}

export function streamOf(given: RandomStateGiven | undefined): Stream {
  const source =
    given === null || given === undefined
      ? np.random
      : typeof given === 'number'
        ? new np.random.RandomState(given)
        : given;
  return {
    permutation: (n) => source.permutation(n).toTyped(),
    choice: (from, count) => [...source.choice([...from], [count], { replace: false }).toTyped()],
  };
}
