/**
 * @file How a value becomes a MIME bundle: by its own `Symbol.for('Jupyter.display')` (the bundle may be promised;
 * an empty one shows nothing), else as a readable inspection.
 */
import { inspect } from 'node:util';
import type { MimeBundle } from '../ipc.ts';
import { readableStacks } from './traceback.ts';

const displaySymbol = Symbol.for('Jupyter.display');

/** The MIME bundle of a value, or undefined when nothing is to be shown. */
export async function bundleOf(value: unknown): Promise<MimeBundle | undefined> {
  return bundleNow(value);
}

/** The same without a promise where possible, so that `display(x)` keeps its order; a promised bundle stays a promise. */
export function bundleNow(value: unknown): MimeBundle | undefined | Promise<MimeBundle | undefined> {
  const offer = ownBundle(value);
  if (offer instanceof Promise) return offer.then((bundle) => settle(bundle, value));
  return offer === undefined ? { 'text/plain': inspectText(value) } : settle(offer, value);
}

/** The names of a bundled namespace, functions with `()`; undefined for any other value. */
function namespaceText(value: unknown): string | undefined {
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const entries = Object.entries(Object.getOwnPropertyDescriptors(value));
  // A bundler's namespace has nothing but getters that cannot be changed; nobody writes such an object by hand.
  if (entries.length === 0 || !entries.every(([, own]) => 'get' in own && !own.configurable)) return undefined;
  const lines = [''];
  for (const [name] of entries) {
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
  const text = inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 80, compact: 3 });
  return readableStacks(text);
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
