/** @file How a Keras-like call reads its arguments: as any call does, and a dtype that is not computed in is refused. */
import { checkOptions, isPlainObject, readArguments as read, unknownOption } from '../../arguments/index.ts';
import type { OptionNames } from '../../arguments/index.ts';
import { readDType } from './dtype.ts';

export { describe, isPlainObject } from '../../arguments/index.ts';

/** As `readArguments` of src/arguments. Losses and metrics take a dtype as in Keras (default null), but are computed in float32 only. */
export function readArguments<T extends object>(
  who: string,
  args: readonly unknown[],
  defaults: T,
  order?: readonly (keyof T & string)[],
): T {
  const result = read(who, args, defaults, order);
  const { dtype } = result as { dtype?: unknown };
  if ('dtype' in defaults && defaults.dtype === null) readDType(who, dtype);
  return result;
}

/**
 * Refuses an options object behind the last argument of a function, which JavaScript would drop without a word. What
 * `list.map(f)` passes along (a place, the list) is left alone.
 */
export function refuseOptions(who: string, args: ArrayLike<unknown>, most: number): void {
  for (let i = most; i < args.length; i++) {
    const given = args[i];
    const name = isPlainObject(given) ? Object.keys(given)[0] : undefined;
    if (name !== undefined) throw unknownOption(who, name, [], given as object);
  }
}

/** The options of a call, every one of them known. @throws ValueError with the nearest name */
export function known<T extends object>(who: string, options: T, names: OptionNames): T {
  checkOptions(who, options, names);
  return options;
}
