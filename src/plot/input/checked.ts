/** @file One value given to a setter, checked where the call stands. */
import { describe, number } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';

/** A number from 0 (a width, a size, with `to` 1 how much is covered). @throws ValueError */
export function checkedNumber(who: string, value: number, to?: number): number {
  const rule = number({ from: 0, ...(to === undefined ? {} : { to }) });
  if (rule.accepts(value)) return value;
  throw new ValueError({ who, rule: `the value must be ${rule.must.en}`, received: describe(value) });
}
