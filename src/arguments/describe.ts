/** @file Values as they may stand in an error text. */
import { say } from '../errors/index.ts';

/** Whether a value is a plain options object (not an array, a class instance, a function or null). */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Classes write themselves as `constructor` on their prototype; an object made from another plain one has none there.
  return prototype === Object.prototype || prototype === null || !Object.hasOwn(prototype as object, 'constructor');
}

const LONGEST = 120;

/**
 * A value in a message: strings in quotes, lists and plain objects written out (at most 120 characters), others by their
 * class. Never fails, whatever the value is.
 */
export function describe(value: unknown): string {
  try {
    const written = write(value, 0);
    return written.length > LONGEST ? `${written.slice(0, LONGEST - 2)} …` : written;
  } catch {
    return say({ en: 'a value that cannot be shown', ko: '보여 줄 수 없는 값' });
  }
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  if (depth > 3) return '…';
  if (Array.isArray(value))
    return `[${value
      .slice(0, 40)
      .map((item) => write(item, depth + 1))
      .join(', ')}]`;
  if (isPlainObject(value)) {
    const entries = Object.entries(value).slice(0, 40);
    return entries.length === 0
      ? '{}'
      : `{ ${entries.map(([name, item]) => `${name}: ${write(item, depth + 1)}`).join(', ')} }`;
  }
  const { constructor } = value;
  if (typeof constructor !== 'function' || constructor.name === '') return say({ en: 'an object', ko: '객체' });
  // By sound: an NDArray, an Array, but a Uint8Array.
  const article = /^(?:[AEFHILMNORSX][A-Z]|[AEIO])/.test(constructor.name) ? 'an' : 'a';
  return say({ en: `${article} ${constructor.name}`, ko: `${constructor.name} 객체` });
}
