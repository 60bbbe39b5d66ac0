/** @file How a Keras-like call reads its arguments: as any call does, and a dtype that is not computed in is refused. */
import { describe, readArguments as read } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';

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
  if ('dtype' in defaults && defaults.dtype === null && dtype !== null && dtype !== 'float32') {
    throw new ValueError({ who, rule: "dtype can only be 'float32'", received: describe(dtype) });
  }
  return result;
}
