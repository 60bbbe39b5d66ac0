/** @file How many steps to add or cut at both ends of a sequence. */
import { ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';

/** A number for both ends, or [before, after]. */
export type Ends = number | readonly [number, number];

export function endsOf(who: string, name: string, value: unknown): [number, number] {
  const pair = typeof value === 'number' ? [value, value] : value;
  if (Array.isArray(pair) && pair.length === 2 && pair.every((n) => Number.isInteger(n) && (n as number) >= 0)) {
    return pair as [number, number];
  }
  throw new ValueError({
    who,
    rule: {
      en: `${name} must be a whole number or [before, after]`,
      ko: `${name}은(는) 정수이거나 [앞, 뒤]여야 합니다`,
    },
    received: describe(value),
  });
}
