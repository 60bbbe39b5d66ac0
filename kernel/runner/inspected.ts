/**
 * @file Variables as a debugger's panel lists them: name, type, one line of value, and what is inside. The kernel calls
 * this through V8's inspector, also while a cell runs or stands at a breakpoint; nothing here awaits or keeps a value.
 *
 * What is inside something is found by a path, the places of the children from the outermost on, so that no value has to
 * be held for a panel that may never ask.
 */
import { inspect, stripVTControlCharacters, types } from 'node:util';
import { Script } from 'node:vm';
import { runtimeName, studentText } from '../compile/names.ts';
import type { VariableRow } from '../ipc.ts';
import { say, type Text } from '../language.ts';
import { declareShared } from './names.ts';
import { ownFiles } from './modules.ts';
import { bundleNow } from './present.ts';

/** A variable, or a part of one. */
type Named = readonly [name: string, value: unknown];

/** What is inside a value; `at` is asked only for what is shown. */
interface Children {
  count: number;
  at(i: number): Named;
}

/** Children that are listed when nobody says how many. */
const MOST_CHILDREN = 100;
/** Letters of a value. */
const LONGEST = 160;
/** Names of a scope that are listed. */
const MOST_NAMES = 500;
/** After so long a table names the rest without looking at it. */
const PATIENCE_MS = 100;

const customInspect = inspect.custom;
const oneLine = {
  depth: 1,
  breakLength: Infinity,
  compact: true,
  maxArrayLength: 8,
  maxStringLength: LONGEST,
  sorted: false,
} as const;

/** The rows of variables. */
function rowsOf(variables: readonly Named[]): VariableRow[] {
  const end = performance.now() + PATIENCE_MS;
  const shown = variables.length > MOST_NAMES ? variables.slice(0, MOST_NAMES) : variables;
  const rows = shown.map(([name, value]) => (performance.now() < end ? rowOf(name, value) : unread(name, value)));
  return shown === variables ? rows : [...rows, moreRow(variables.length - shown.length)];
}

/** The rows inside a value, or inside what the path leads to. */
function insideOf(value: unknown, path: readonly number[], start = 0, count = 0): VariableRow[] {
  const inside = childrenOf(path.reduce((each, i) => childrenOf(each).at(i)[1], value));
  const all = inside.count;
  const end = Math.min(all, start + (count > 0 ? count : MOST_CHILDREN));
  const rows = rowsOf(Array.from({ length: Math.max(0, end - start) }, (_, i) => inside.at(start + i)));
  return count > 0 || end >= all ? rows : [...rows, moreRow(all - end)];
}

/** The variables of the scopes of a frame, the innermost first; a name that an inner one hides is left out. `unset` are without a value yet. */
function variablesIn(scopes: readonly object[], self: unknown, unset: readonly string[]): Named[] {
  const found = new Map<string, unknown>();
  if ((typeof self === 'object' && self !== null) || isCallableObject(self)) found.set('this', self);
  for (const scope of scopes) {
    for (const name of Object.keys(scope)) {
      if (name === 'arguments' || found.has(name)) continue;
      found.set(name, unset.includes(name) ? notSet() : valueIn(scope as Record<string, unknown>, name));
    }
  }
  return [...found];
}

function valueIn(scope: Record<string, unknown>, name: string): unknown {
  try {
    return scope[name];
  } catch {
    return notSet(); // its `const` or `let` is further down
  }
}

function notSet(): Remark {
  return new Remark({ en: '(not set yet)', ko: '(아직 값이 없음)' });
}

/** The rows of a frame's variables, or those inside of one. */
function rowsIn(
  scopes: readonly object[],
  self: unknown,
  unset: readonly string[],
  path: readonly number[],
  start?: number,
  count?: number,
): VariableRow[] {
  const variables = variablesIn(scopes, self, unset);
  if (path.length === 0) return rowsOf(variables);
  return insideOf(variables[path[0]!]?.[1], path.slice(1), start, count);
}

const hits = new Map<number, number>();

/** Counts how often a breakpoint was reached. */
function hit(breakpoint: number): number {
  const count = (hits.get(breakpoint) ?? 0) + 1;
  hits.set(breakpoint, count);
  return count;
}

/** A value as the notebook shows it. At a breakpoint a promised picture cannot come: then it is text. */
function richOf(value: unknown): unknown {
  const offered = bundleNow(value);
  const bundle = offered instanceof Promise ? { 'text/plain': inspect(value) } : (offered ?? {});
  const [type, ...more] = Object.keys(bundle);
  if (type !== 'text/plain' || more.length > 0) return bundle;
  // JupyterLab's view of a variable joins the lines of plain text.
  const text = String(bundle[type]).replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return { ...bundle, 'text/html': `<pre style="white-space: pre">${text}</pre>` };
}

/** What stands in the place of a value that cannot be shown. */
class Remark {
  readonly text: Text;

  constructor(text: Text) {
    this.text = text;
  }
}

/** One variable. Whatever is looked at may throw: a proxy, a getter, a printing of its own. */
function rowOf(name: string, value: unknown): VariableRow {
  if (value instanceof Remark) return { name: studentText(name), type: '', value: say(value.text), opens: false };
  const row = { name: studentText(name), type: typeOf(value) };
  try {
    return { ...row, value: textOf(value), opens: childrenOf(value).count > 0 };
  } catch {
    return { ...row, value: '…', opens: false };
  }
}

function unread(name: string, value: unknown): VariableRow {
  return { name: studentText(name), type: typeof value, value: '…', opens: false };
}

function moreRow(count: number): VariableRow {
  return { name: '…', type: '', value: say({ en: `${count} more`, ko: `${count}개 더` }), opens: false };
}

/** A type as TypeScript or the thing itself calls it, with its shape or size. */
function typeOf(value: unknown): string {
  try {
    if (value === null) return 'null';
    if (isClass(value)) return 'class';
    if (isPlainFunction(value)) return 'function';
    // What is left of the functions are objects that can also be called.
    if (typeof value !== 'object' && typeof value !== 'function') return typeof value;
    if (isNamespace(value)) return 'module';
    const shape = shapeOf(value);
    const { dtype } = value as { dtype?: unknown };
    if (shape && typeof dtype === 'string') return `${dtype} ${tuple(shape)}`;
    const kind = value.constructor?.name || 'object';
    if (Array.isArray(value)) return listType(value);
    if (ArrayBuffer.isView(value) && 'length' in value) return `${kind} (${String(value.length)})`;
    if (value instanceof Map || value instanceof Set) return `${kind} (${value.size})`;
    return kind === 'Object' ? 'object' : shape ? `${kind} ${tuple(shape)}` : kind;
  } catch {
    return 'object';
  }
}

/** `number[] (3)`; of nested lists of the same lengths their shape. */
function listType(list: readonly unknown[]): string {
  const lengths = [list.length];
  let [inner, brackets]: [readonly unknown[], string] = [list, '[]'];
  while (inner.length > 0 && inner.length <= 1000 && inner.every((row) => isListOf(row, inner[0]))) {
    inner = inner[0] as readonly unknown[];
    lengths.push(inner.length);
    brackets += '[]';
  }
  const kinds = new Set(inner.slice(0, 100).map((each) => (each === null ? 'null' : typeof each)));
  const kind = kinds.size === 1 ? [...kinds][0]! : kinds.size === 0 ? 'unknown' : undefined;
  return kind === undefined ? `Array ${tuple(lengths)}` : `${kind}${brackets} ${tuple(lengths)}`;
}

function isListOf(row: unknown, first: unknown): boolean {
  return Array.isArray(row) && Array.isArray(first) && row.length === first.length;
}

/** As shapes are written: `(28, 28)`, `(3)`. */
function tuple(shape: readonly number[]): string {
  return `(${shape.join(', ')})`;
}

/** A value in one line. */
function textOf(value: unknown): string {
  if (isClass(value)) return `class ${value.name}`;
  if (isPlainFunction(value)) return signatureOf(value);
  if (typeof value === 'object' && value !== null && isNamespace(value)) return namesIn(value);
  const written = value instanceof Error ? `${value.name}: ${value.message}` : inspect(value, oneLine);
  const text = stripVTControlCharacters(written).replace(/\s*\n\s*/g, ' ');
  const plain = studentText(text);
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}

/** `blur(image, size)`: what a function is called and takes. */
function signatureOf(value: { name: string }): string {
  const source = Function.prototype.toString.call(value);
  const head = /^(?:async\s+)?(?:function\s*\*?\s*)?[\w$]*\s*\(([^()]*)\)/.exec(source)?.[1];
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source)?.[1];
  const name = studentText(value.name);
  return `${name}(${(head ?? single ?? '…').replace(/\s+/g, ' ').trim()})`;
}

function namesIn(namespace: object): string {
  const names = Object.keys(namespace);
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `{ ${shown}, … }` : `{ ${shown} }`;
}

/** A class, also behind a stand-in that is called without `new`: of a class alone `prototype` stays. */
function isClass(value: unknown): value is { name: string } {
  return typeof value === 'function' && Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
}

/** A function that is nothing else. */
function isPlainFunction(value: unknown): value is { name: string } {
  return typeof value === 'function' && !isCallableObject(value);
}

/** An object that can also be called, as layers, models and losses can: it is described by itself. */
function isCallableObject(value: unknown): boolean {
  return (
    typeof value === 'function' &&
    !isClass(value) &&
    typeof (value as Partial<Record<symbol, unknown>>)[customInspect] === 'function'
  );
}

/** A module, or the names of one that a bundler has made: nothing but getters that cannot be changed. */
function isNamespace(value: object): boolean {
  if (types.isModuleNamespaceObject(value)) return true;
  if (types.isProxy(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const [first] = Object.keys(value);
  if (first === undefined) return false;
  const property = Object.getOwnPropertyDescriptor(value, first);
  return property?.get !== undefined && property.configurable === false;
}

/** The shape of what has one: whole numbers, as arrays of numbers have it. */
function shapeOf(value: object): readonly number[] | undefined {
  if (types.isProxy(value)) return undefined;
  const { shape } = value as { shape?: unknown };
  if (!Array.isArray(shape)) return undefined;
  return shape.every((each) => Number.isInteger(each)) ? (shape as number[]) : undefined;
}

const none: Children = {
  count: 0,
  at: () => {
    throw new RangeError('nothing is inside');
  },
};

/** What is inside. Things with a printing of their own are shown by it alone, unless they are arrays of some shape. */
function childrenOf(value: unknown): Children {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return none;
  if (Array.isArray(value) || types.isTypedArray(value)) {
    const list = value as ArrayLike<unknown>;
    return { count: list.length, at: (i) => [`[${i}]`, list[i]] };
  }
  if (value instanceof Map) return listed(value.size, () => [...value].map(([key, each]) => [keyOf(key), each]));
  if (value instanceof Set) return listed(value.size, () => [...value].map((each, i) => [`[${i}]`, each]));
  if (isNamespace(value)) return none;
  const shape = shapeOf(value);
  if (shape) {
    const { at } = value as { at?: (i: number) => unknown };
    if (shape.length === 0 || typeof at !== 'function') return none;
    return { count: shape[0]!, at: (i) => [`[${i}]`, at.call(value, i)] };
  }
  if (typeof (value as Record<symbol, unknown>)[customInspect] === 'function') return none;
  const names = Object.keys(value);
  if (value instanceof Error) names.unshift('message');
  return { count: names.length, at: (i) => [names[i]!, dataOf(value, names[i]!)] };
}

function listed(count: number, list: () => Named[]): Children {
  let all: Named[] | undefined;
  return { count, at: (i) => (all ??= list())[i]! };
}

function keyOf(key: unknown): string {
  return typeof key === 'string' ? key : textOf(key);
}

/** A property's value; what a getter would give is not asked for, since asking may change things. */
function dataOf(value: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(value, name);
  return property?.get ? new Remark({ en: '(getter)', ko: '(getter)' }) : property?.value;
}

/** Gives a variable that all cells share a value, and declares it where no cell has. */
function assign(name: string, value: unknown): void {
  const shared = runtimeName(name);
  declareShared([shared]);
  (new Script(`(value) => { ${shared} = value; }`).runInThisContext() as (value: unknown) => void)(value);
}

/** What the kernel's debugger calls. */
export const inspection = { rowsOf, insideOf, rowsIn, rowOf, richOf, hit, assign, files: ownFiles };
