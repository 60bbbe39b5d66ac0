/**
 * @file How a value becomes a MIME bundle: by its own `Symbol.for('Jupyter.display')` (the bundle may be promised;
 * an empty one shows nothing), else as a readable inspection.
 */
import { inspect } from 'node:util';
import type { MimeBundle } from '../ipc.ts';
import { say } from '../language.ts';
import { foldedText, htmlOf } from './tables.ts';
import { readableStacks } from './traceback.ts';

/** Keys of an object that are shown. */
const MOST_KEYS = 1000;
const displaySymbol = Symbol.for('Jupyter.display');

/** The MIME bundle of a value, or undefined when nothing is to be shown. */
export async function bundleOf(value: unknown): Promise<MimeBundle | undefined> {
  return bundleNow(value);
}

/** The same without a promise where possible, so that `display(x)` keeps its order; a promised bundle stays a promise. */
export function bundleNow(value: unknown): MimeBundle | undefined | Promise<MimeBundle | undefined> {
  const offer = ownBundle(value);
  if (offer instanceof Promise) return offer.then((bundle) => settle(bundle, value));
  return offer === undefined ? shownByItself(value) : settle(offer, value);
}

/** Text for every client, and a table where that reads better; the rest of a long text is folded. */
function shownByItself(value: unknown): MimeBundle {
  let html: string | undefined;
  try {
    html = htmlOf(value);
  } catch {
    // A value that throws when it is looked at (a proxy, a getter, its own toHTML) is shown as text.
  }
  const text = inspectText(value);
  html ??= foldedText(text);
  return { 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) };
}

/** The names of a bundled namespace, functions with `()`; undefined for any other value. */
function namespaceText(value: unknown): string | undefined {
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const names = Object.keys(value);
  if (names.length === 0 || names.length > MOST_KEYS) return undefined;
  // A bundler's namespace has nothing but getters that cannot be changed; nobody writes such an object by hand.
  const isFixed = (own: PropertyDescriptor): boolean => 'get' in own && !own.configurable;
  if (!names.every((name) => isFixed(Object.getOwnPropertyDescriptor(value, name)!))) return undefined;
  const lines = [''];
  for (const name of names) {
    const text = typeof value[name] === 'function' ? `${name}()` : name;
    const next = lines.at(-1) === '' ? text : `${lines.at(-1)!}, ${text}`;
    if (next.length <= 80) lines[lines.length - 1] = next;
    else lines.push(text);
  }
  return lines.join(',\n');
}

/** A value as text. Strings that end a cell are quoted like in a console; `display` shows them as they are. */
function inspectText(value: unknown): string {
  const names = namespaceText(value);
  if (names !== undefined) return names;
  return readableStacks(inspect(shortened(value), options));
}

const options = { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 80, compact: 3 };

/** A dictionary of a million words would be a minute's work and a notebook of many megabytes. */
function shortened(value: unknown): unknown {
  if (!isRecord(value) || ![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null))
    return value;
  const keys = Object.keys(value);
  if (keys.length <= MOST_KEYS) return value;
  const shown = Object.fromEntries(keys.slice(0, MOST_KEYS).map((key) => [key, value[key]]));
  const more = say({
    en: `… ${keys.length - MOST_KEYS} more`,
    ko: `… ${keys.length - MOST_KEYS}개 더`,
  });
  return { ...shown, [more]: { [inspect.custom]: () => '…' } };
}

function settle(bundle: unknown, value: unknown): MimeBundle | undefined {
  if (!isRecord(bundle)) return { 'text/plain': inspectText(value) };
  return Object.keys(bundle).length > 0 ? withBase64(bundle) : undefined;
}

function ownBundle(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  const method = (value as Record<symbol, unknown>)[displaySymbol];
  return typeof method === 'function' ? (method.call(value) as unknown) : undefined;
}

/** The protocol carries binary content as base64 text, and text as text. */
export function withBase64(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle).map(([type, content]) => {
    if (content instanceof Uint8Array) return [type, Buffer.from(content).toString('base64')];
    const isText = typeof content === 'string' || Array.isArray(content) || !type.startsWith('text/');
    return [type, isText ? content : String(content)];
  });
  return Object.fromEntries(entries) as MimeBundle;
}

function isRecord(value: unknown): value is MimeBundle {
  return typeof value === 'object' && value !== null;
}
