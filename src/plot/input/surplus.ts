/** @file Arguments behind the last one that a function has: JavaScript would drop them without a word. */
import { refuseSurplus } from '../../arguments/index.ts';

/**
 * Makes all methods of a class refuse arguments behind their last one. Optional parameters of
 * such functions are written with `?` and not with a default, which would not count in the length of the function.
 */
export function refusingSurplus<T extends object>(owner: T, who: string): T {
  for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    if (typeof value !== 'function' || !writable || name === 'constructor') continue;
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

/** A function that refuses arguments behind its last one, under the name by which it is called. */
export function exactly<A extends unknown[], R>(who: string, call: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    if (args.length > call.length) refuseSurplus(who, args, call.length);
    return call(...args);
  };
}
