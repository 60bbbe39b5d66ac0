/** @file Where options stand in a call: one plain object behind the arguments; array-likes are data. */
import { isPlainObject } from '../../arguments/index.ts';

/** Whether an argument is an options object. */
export function isOptions(value: unknown): value is Record<string, unknown> {
  return isPlainObject(value) && !('length' in value);
}

/** The arguments of a call, and the options behind them. */
export function splitOptions<O extends object, A = unknown>(
  args: readonly unknown[],
): [(A | undefined)[], O | undefined] {
  const given = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
  const last = given.at(-1);
  return isOptions(last) ? [given.slice(0, -1) as A[], last as O] : [args as A[], undefined];
}
