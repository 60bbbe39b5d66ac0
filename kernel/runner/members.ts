/**
 * @file The members of a value of the cells' process, for completion where types are not known (a package of plain JavaScript). No
 * getter is called on the way: looking must not run anything.
 */
import { Script } from 'node:vm';
import { runtimeName } from '../compile/names.ts';
import type { Member } from '../ipc.ts';

/** More would only slow the front end down. */
const MOST = 2000;

/** Names of what `a.b.c` holds, its own first; none where there is no such value. */
export function membersOf(path: readonly string[]): Member[] {
  try {
    const [first, ...rest] = path;
    let value: unknown = new Script(runtimeName(first!)).runInThisContext();
    for (const name of rest) value = fieldOf(value, name);
    return membersIn(value);
  } catch {
    return []; // a name that is not there, a proxy that does not answer
  }
}

function fieldOf(value: unknown, name: string): unknown {
  for (let at: unknown = Object(value); at !== null; at = Object.getPrototypeOf(at)) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own) return own.value;
  }
  return undefined;
}

function membersIn(value: unknown): Member[] {
  if (value === undefined || value === null) return [];
  const found = new Map<string, Member>();
  for (let at: unknown = Object(value); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { value: held }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (found.size === MOST) return [...found.values()];
      // What stands behind a dot; a function's own fields say nothing of it.
      const isPlain = /^[\p{ID_Start}$][\p{ID_Continue}$]*$/u.test(name) && name !== 'constructor';
      const isOfFunctions = typeof value === 'function' && /^(?:length|name|prototype|arguments|caller)$/.test(name);
      if (isPlain && !isOfFunctions && !found.has(name)) found.set(name, { name, kind: kindOf(held) });
    }
  }
  return [...found.values()];
}

function kindOf(value: unknown): Member['kind'] {
  if (typeof value !== 'function') return 'property';
  return /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function';
}
