/**
 * @file Comparisons of values whose types nobody knows before they meet (parameters without a type, variables that are set
 * later): `a == b` of two lists asks for one and the same list, which is hardly meant. What met is reported; whether that is
 * worth a word, the library says. The same of lists of numbers that are sorted as texts.
 */
import { cellContext } from './context.ts';
import { report } from './output.ts';

/** Comparisons of the running cell that were reported. */
const met = new Set<string>();

/** `left OPERATOR right`, of the operator with that number in the cell with that number. */
export function compared(of: number, operator: number, sign: string, left: unknown, right: unknown): boolean {
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) {
    meet(of, operator, left, right);
  }
  switch (sign) {
    case '===':
      return left === right;
    case '!==':
      return left !== right;
    case '!=':
      return left != right; // oxlint-disable-line eqeqeq -- what the cell says
    default:
      return left == right; // oxlint-disable-line eqeqeq -- what the cell says
  }
}

/** The result of `list.sort()` or `list.toSorted()`: numbers are sorted as texts, 10 before 9, which is reported where it shows. */
export function sorted(of: number, operator: number, result: unknown): unknown {
  const isOfNumbers = Array.isArray(result) && result.length > 1 && result.every((each) => typeof each === 'number');
  if (isOfNumbers && result.some((each, i) => i > 0 && result[i - 1]! > each))
    tell(of, operator, 'unsorted', 'unsorted');
  return result;
}

/** The value itself, of which the operator with that number may be told more than its type says. */
export function seen<T>(of: number, operator: number, side: 'left' | 'right', value: T): T {
  const type = typeof value === 'string' ? 'string' : typeof value === 'object' && value !== null ? typeOf(value) : '';
  if (type !== '') tell(of, operator, side === 'left' ? type : 'any', side === 'right' ? type : 'any');
  return value;
}

/** Names of keys that a notice can still tell. */
const MOST_KEYS = 50;

/** The key of a read `object[key]`: one that a plain object does not have is reported, and one of a Map, which is read by `get`. */
export function key<T>(of: number, operator: number, object: unknown, name: T): T {
  try {
    if (typeof object === 'object' && object !== null && (typeof name === 'string' || typeof name === 'number')) look();
  } catch {
    // whatever is read from need not answer
  }
  return name;

  function look(): void {
    if ((name as string) in (object as object)) return;
    if (object instanceof Map) {
      tell(of, operator, 'Map', '[]');
    } else if (isPlain(object as object) && object !== process.env) {
      const keys = Object.keys(object as object).slice(0, MOST_KEYS);
      tell(of, operator, 'missing key', JSON.stringify([String(name), keys]));
    }
  }
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

/** At the end of a cell. */
export function forgetComparisons(): void {
  met.clear();
}

function meet(of: number, operator: number, left: object, right: object): void {
  if (!met.has(`${of} ${operator}`)) tell(of, operator, typeOf(left), typeOf(right));
}

function tell(of: number, operator: number, left: string, right: string): void {
  const key = `${of} ${operator}`;
  if (met.has(key) || left === '' || right === '') return;
  met.add(key);
  report({ type: 'compared', cell: cellContext().cell, of, operator, left, right });
}

/** As TypeScript would write it; '' for plain objects, and for those that do not tell. */
function typeOf(value: object): string {
  if (Array.isArray(value)) return 'unknown[]';
  try {
    const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
    return typeof name === 'string' && name !== 'Object' ? name : '';
  } catch {
    return '';
  }
}
