/**
 * @file Where two values differ, as facts without words. Two speakers say them: `check` with both values, so that a student
 * sees where to look, and the grader without the expected one.
 */
import { shapeText } from '../errors/index.ts';

/** A number that JSON has, or the name of one that it lacks. */
export type PlainNumber = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** A value taken apart; the tag comes first. Arrays hold their elements in C order; the dtype of a list of numbers is ''. */
export type Form =
  | readonly ['undefined']
  | readonly ['null']
  | readonly ['boolean', boolean]
  | readonly ['number', PlainNumber]
  | readonly ['bigint', string]
  | readonly ['string', string]
  | readonly ['list', readonly Form[]]
  | readonly ['record', readonly (readonly [key: string, value: Form])[]]
  | ArrayForm;

/** An array, taken apart. */
export type ArrayForm = readonly [
  tag: 'array',
  dtype: string,
  shape: readonly number[],
  values: ArrayLike<PlainNumber>,
];

/** What counts as the same. */
export interface Rules {
  /** Whether a number is near enough to the expected, finite one. */
  readonly isNear: (mine: number, expected: number) => boolean;
  /** Whether one dtype does for the other. */
  readonly fits: (mine: string, expected: string) => boolean;
  /** False: of arrays only shape and dtype count. Default true. */
  readonly elements?: boolean;
}

/** The first difference between two values; `at` is the way to it, `.a[1]`. */
export type Difference = { readonly at: string } & (
  | { readonly what: 'type' | 'value'; readonly mine: Form; readonly expected: Form }
  | { readonly what: 'length'; readonly mine: number; readonly expected: number }
  | { readonly what: 'shape' | 'dtype'; readonly mine: ArrayForm; readonly expected: ArrayForm }
  | {
      readonly what: 'elements';
      readonly mine: ArrayForm;
      readonly expected: ArrayForm;
      /** How many differ, and the place of the first of them in C order. */
      readonly wrong: number;
      readonly first: number;
    }
  | { readonly what: 'missing' | 'surplus'; readonly key: string }
);

/** The first difference; undefined when there is none. Types are compared strictly: a list is no array. */
export function differenceOf(mine: Form, expected: Form, rules: Rules, at = ''): Difference | undefined {
  if (mine[0] !== expected[0]) return { what: 'type', at, mine, expected };
  switch (expected[0]) {
    case 'undefined':
    case 'null':
      return undefined;
    case 'boolean':
    case 'string':
    case 'bigint':
      return mine[1] === expected[1] ? undefined : { what: 'value', at, mine, expected };
    case 'number':
      return isSame(mine[1] as PlainNumber, expected[1], rules) ? undefined : { what: 'value', at, mine, expected };
    case 'list':
      return inList(mine[1] as readonly Form[], expected[1], rules, at);
    case 'record':
      return inRecord(mine as Extract<Form, readonly ['record', ...unknown[]]>, expected, rules, at);
    case 'array':
      return inArray(mine as ArrayForm, expected, rules, at);
  }
}

function inList(mine: readonly Form[], expected: readonly Form[], rules: Rules, at: string): Difference | undefined {
  if (mine.length !== expected.length) return { what: 'length', at, mine: mine.length, expected: expected.length };
  for (const [i, item] of expected.entries()) {
    const found = differenceOf(mine[i]!, item, rules, `${at}[${i}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inRecord(
  [, mine]: Extract<Form, readonly ['record', ...unknown[]]>,
  [, expected]: Extract<Form, readonly ['record', ...unknown[]]>,
  rules: Rules,
  at: string,
): Difference | undefined {
  const fields = new Map(mine);
  for (const [key, right] of expected) {
    const value = fields.get(key);
    if (value === undefined) return { what: 'missing', at, key };
    const found = differenceOf(value, right, rules, `${at}.${key}`);
    if (found !== undefined) return found;
  }
  const asked = new Set(expected.map(([key]) => key));
  const more = mine.find(([key]) => !asked.has(key));
  return more && { what: 'surplus', at, key: more[0] };
}

function inArray(mine: ArrayForm, expected: ArrayForm, rules: Rules, at: string): Difference | undefined {
  const [, dtype, shape, values] = mine;
  const [, rightDtype, rightShape, rightValues] = expected;
  if (shapeText(shape) !== shapeText(rightShape) || values.length !== rightValues.length) {
    return { what: 'shape', at, mine, expected };
  }
  if (!rules.fits(dtype, rightDtype)) return { what: 'dtype', at, mine, expected };
  if (rules.elements === false) return undefined;
  let wrong = 0;
  let first = -1;
  for (let i = 0; i < rightValues.length; i++) {
    if (isSame(values[i]!, rightValues[i]!, rules)) continue;
    if (wrong++ === 0) first = i;
  }
  return wrong === 0 ? undefined : { what: 'elements', at, mine, expected, wrong, first };
}

/** Whether a number does. NaN is near NaN only, an infinity only itself; what is no number is never near. */
export function isSame(mine: PlainNumber, expected: PlainNumber, { isNear }: Rules): boolean {
  if (typeof mine !== 'number' && !['NaN', 'Infinity', '-Infinity', '-0'].includes(mine)) return false;
  const [a, b] = [Number(mine), Number(expected)];
  if (Number.isNaN(b)) return Number.isNaN(a);
  if (!Number.isFinite(b)) return a === b;
  return isNear(a, b);
}

/** Whether both are floating point, of either width. */
export function bothFloat(a: string, b: string): boolean {
  return /^float(?:32|64)$/.test(a) && /^float(?:32|64)$/.test(b);
}

/** The index of the element at a flat place. */
export function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}
