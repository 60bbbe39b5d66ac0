/**
 * @file What a call that draws is: written once as a function of the axes it draws in, it is `plt.NAME` for the axes in use and
 * the method of that name of any axes.
 */
import { refuseSurplus } from '../../arguments/index.ts';
import type { AxesFrame } from '../axes/frame.ts';

type Method = (...args: never[]) => unknown;

/** Calls by what `call` gave, with how each is made for axes. */
const made = new WeakMap<object, { name: string; make: (axes: AxesFrame) => Method }>();

/** How a call runs on the axes in use; figures stand above this file and say so when they are loaded. */
let runInUse: (run: (axes: AxesFrame) => unknown) => unknown = () => undefined;

/** Says how a call finds the axes in use. */
export function onAxesInUse(run: typeof runInUse): void {
  runInUse = run;
}

/** A call from what it does with axes. */
export function call<F extends Method>(make: (axes: AxesFrame) => F): F {
  const inUse = (...args: unknown[]): unknown => runInUse((axes) => callOn(inUse, axes, args));
  made.set(inUse, { name: 'call', make });
  return inUse as Method as F;
}

/** Runs a call on axes. What comes behind its last argument is refused; some calls take any number. */
export function callOn(which: Method, axes: AxesFrame, args: readonly unknown[]): unknown {
  const { name, make } = made.get(which)!;
  const method = make(axes) as (...args: readonly unknown[]) => unknown;
  if (method.length > 0 && args.length > method.length) refuseSurplus(`plt.${name}`, args, method.length);
  return method(...args);
}

/** Makes calls methods of a class, and tells each its name. */
export function addMethods(prototype: AxesFrame, calls: Readonly<Record<string, Method>>): void {
  for (const [name, which] of Object.entries(calls)) {
    made.get(which)!.name = name;
    Object.defineProperty(prototype, name, {
      value(this: AxesFrame, ...args: unknown[]): unknown {
        return callOn(which, this, args);
      },
      configurable: true,
      writable: true,
    });
  }
}
