/** @file Which name of the library a value is: `np.zeros` for the function, `np.ndarray` and `at` for `a.at`. */
import { cnn } from '../cnn/index.ts';
import { datasets } from '../datasets/index.ts';
import { display } from '../display/index.ts';
import { sklearn } from '../learn/index.ts';
import { image } from '../image/index.ts';
import { keras } from '../keras/index.ts';
import { check } from '../grade/index.ts';
import { np } from '../array/index.ts';
import { plot, plt } from '../plot/index.ts';
import { anywidget, interact, widgets } from '../widgets/index.ts';

/** What a cell knows without an import; a test holds it equal to the list of names in `src/hints`. */
export const spaces: Readonly<Record<string, unknown>> = {
  np,
  plt,
  plot,
  cnn,
  keras,
  datasets,
  sklearn,
  image,
  widgets,
  interact,
  anywidget,
  check,
  display,
};

/** A public name, and of a method its own. */
export interface Found {
  path: string;
  member?: string;
}

let paths: Map<unknown, string> | undefined;

/** The name of a function, class or namespace of the library. */
export function nameOf(value: unknown): Found | undefined {
  if (!isTarget(value)) return undefined;
  paths ??= allPaths();
  const path = paths.get(value);
  if (path !== undefined) return { path };
  return typeof value === 'function' ? methodOf(value) : undefined;
}

/** The class of the library that a value is an object of, the nearest one first. */
export function classOf(value: unknown): string | undefined {
  if (!isTarget(value)) return undefined; // models and layers are functions too: they are called
  paths ??= allPaths();
  for (let proto: unknown = Object.getPrototypeOf(value); proto; proto = Object.getPrototypeOf(proto)) {
    const made = (proto as { constructor?: unknown }).constructor;
    const path = paths.get(made) ?? byPrototype(proto);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** A class that is called without `new` stands behind a function whose `prototype` is that of its objects. */
function byPrototype(proto: unknown): string | undefined {
  for (const [value, path] of paths!) {
    if (typeof value === 'function' && (value as { prototype?: unknown }).prototype === proto) return path;
  }
  return undefined;
}

function methodOf(method: object): Found | undefined {
  for (const [value, path] of paths!) {
    if (typeof value !== 'function') continue;
    for (let proto: unknown = value.prototype; isTarget(proto) && proto !== Object.prototype;) {
      for (const [name, { value: own }] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
        if (own === method && name !== 'constructor')
          return { path: paths!.get(proto.constructor) ?? byPrototype(proto) ?? path, member: name };
      }
      proto = Object.getPrototypeOf(proto);
    }
  }
  return undefined;
}

/** The shortest path comes first: `keras.layers.Dense` and not what else leads there. */
function allPaths(): Map<unknown, string> {
  const found = new Map<unknown, string>();
  let level = Object.entries(spaces);
  while (level.length > 0) {
    const next: [string, unknown][] = [];
    for (const [path, value] of level) {
      if (!isTarget(value) || found.has(value)) continue;
      found.set(value, path);
      if (isNamespace(value)) for (const [name, inner] of Object.entries(value)) next.push([`${path}.${name}`, inner]);
    }
    level = next;
  }
  return found;
}

/** A module's names, or a plain object that gathers functions (`datasets.mnist`); of functions `check`, which has some of its own. */
export function isNamespace(value: unknown): value is Readonly<Record<string, unknown>> {
  if (value === check) return true;
  if (typeof value !== 'object' || value === null) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === null || proto === Object.prototype;
}

function isTarget(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
