/** @file One value given to a setter, checked where the call stands. */
import { checkRule, number } from '../../arguments/index.ts';

/** A number from 0 (a width, a size, with `to` 1 how much is covered). @throws ValueError */
export function checkedNumber(who: string, name: string, value: number, to?: number): number {
  checkRule(who, name, value, number({ from: 0, ...(to === undefined ? {} : { to }) }));
  return value;
}
