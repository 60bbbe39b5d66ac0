/** @file How many cells to add or cut at the four sides of a picture. */
import { ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';

/** [[top, bottom], [left, right]]. */
export type Edges =
  number | readonly [number, number] | readonly [readonly [number, number], readonly [number, number]];

/** One number, (vertical, horizontal), or both sides of both axes. */
export function edgesOf(who: string, name: string, value: unknown): [[number, number], [number, number]] {
  const side = (v: unknown): unknown => (Array.isArray(v) ? v : [v, v]);
  const pairs = (Array.isArray(value) ? value : [value, value]).map(side);
  const whole = (n: unknown): boolean => Number.isInteger(n) && (n as number) >= 0;
  if (pairs.length === 2 && pairs.every((p) => Array.isArray(p) && p.length === 2 && p.every(whole))) {
    return pairs as [[number, number], [number, number]];
  }
  throw new ValueError({
    who,
    rule: {
      en: `${name} must be a whole number, [vertical, horizontal] or [[top, bottom], [left, right]]`,
      ko: `${name}은(는) 정수, [세로, 가로], 또는 [[위, 아래], [왼쪽, 오른쪽]]이어야 합니다`,
    },
    received: `${name} ${describe(value)}`,
  });
}
