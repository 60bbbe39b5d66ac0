/** @file Arguments behind the last one that a function has: JavaScript would drop them without a word. */
import { refuseSurplus } from '../../arguments/index.ts';

/**
 * Makes all methods of a class (or all functions of an object) refuse arguments behind their last one. Optional parameters of
 * such functions are written with `?` and not with a default, which would not count in the length of the function.
 */
export function refusingSurplus<T extends object>(owner: T, who: string): T {
  for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    // (A function with properties of its own is a collection, and looks after itself.)
    if (typeof value !== 'function' || !writable || name === 'constructor' || Object.keys(value as object).length > 0)
      continue;
    const method = value as (...args: unknown[]) => unknown;
    const checked = function (this: unknown, ...args: unknown[]): unknown {
      if (args.length > method.length) refuseSurplus(`${who}.${name}`, args, method.length);
      return method.apply(this, args);
    };
    Object.defineProperty(checked, 'length', { value: method.length });
    Object.defineProperty(owner, name, { value: checked });
  }
  return owner;
}
