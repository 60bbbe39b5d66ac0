/**
 * @file What a student's page may show of a call beside its reasons. Of a public call everything: inputs, the student's value and the
 * expected one. Of a hidden call only what does not give its inputs or the expected value away: what kind of value was asked, shape,
 * dtype, and the size of the error as a power of ten.
 */
import { isSame } from '../check/index.ts';
import type { TestCall } from './calls.ts';
import { rulesOf, type Comparison } from './compare.ts';
import { plainNumber, type Plain } from './plain.ts';

/** What is known of a value without its numbers. */
export interface Outline {
  kind: Plain[0];
  dtype?: string;
  shape?: number[];
}

/** How far numbers are off. */
export interface ErrorSize {
  /** Numbers that are wrong, of all. */
  wrong: number;
  of: number;
  /** The largest error is at most 10 to this power; left out where only NaN or infinities are wrong. */
  power?: number;
}

/** What a page shows of a call of a test cell. */
export type Shown =
  | {
      hidden: false;
      /** The call's question as it stands in the student's copy. */
      asked: string;
      /** What counts as the same. */
      comparison: Comparison;
      /** Of the first inputs whose answer is wrong: the inputs, both values. Values too large for a page are left out. */
      inputs?: [string, Plain][];
      mine?: Plain;
      expected?: Plain;
    }
  | { hidden: true; mine?: Outline; expected?: Outline; error?: ErrorSize };

/** Elements of a value on a page. */
const MOST = 70_000;

/** Whether a call stands in the lines of its cell that students do not get. */
export function isHidden(source: string, { at }: TestCall): boolean {
  const before = source.slice(0, at.start);
  return before.lastIndexOf('BEGIN HIDDEN TESTS') > before.lastIndexOf('END HIDDEN TESTS');
}

/** What is shown of a call, with the inputs and values of its first wrong answer. */
export function shownOf(
  source: string,
  call: TestCall,
  wrong?: { inputs: [string, Plain][]; mine?: Plain | undefined; expected?: Plain | undefined },
): Shown {
  const { mine, expected, inputs } = wrong ?? {};
  const comparison = { kind: call.kind, tolerance: call.options.tolerance };
  if (isHidden(source, call)) {
    const error = mine && expected && errorSize(mine, expected, comparison);
    return {
      hidden: true,
      ...(mine === undefined ? {} : { mine: outlineOf(mine) }),
      ...(expected === undefined ? {} : { expected: outlineOf(expected) }),
      ...(error === undefined ? {} : { error }),
    };
  }
  const small = (value: Plain | undefined): value is Plain => value !== undefined && sizeOf(value) <= MOST;
  return {
    hidden: false,
    asked: call.expression,
    comparison,
    ...(inputs?.every(([, value]) => small(value)) === true ? { inputs } : {}),
    ...(small(mine) ? { mine } : {}),
    ...(small(expected) ? { expected } : {}),
  };
}

function outlineOf(value: Plain): Outline {
  return value[0] === 'array' ? { kind: 'array', dtype: value[1], shape: value[2] } : { kind: value[0] };
}

/** Numbers and characters of a value. */
function sizeOf(value: Plain): number {
  switch (value[0]) {
    case 'list':
      return value[1].reduce((sum, item) => sum + sizeOf(item), 1);
    case 'record':
      return value[1].reduce((sum, [key, item]) => sum + key.length + sizeOf(item), 1);
    case 'array':
      return value[3].length;
    default:
      return 'string' === value[0] ? value[1].length : 1;
  }
}

/** The numbers of a value, or undefined where it has something else. */
function numbersOf(value: Plain): number[] | undefined {
  if (value[0] === 'number') return [Number(value[1])];
  if (value[0] === 'array') return value[3].map(Number);
  if (value[0] !== 'list') return undefined;
  const lists = value[1].map(numbersOf);
  return lists.some((list) => list === undefined) ? undefined : (lists as number[][]).flat();
}

/** How far two values of one form are off; undefined where they have no numbers to compare. */
export function errorSize(mine: Plain, expected: Plain, comparison: Comparison): ErrorSize | undefined {
  const rules = rulesOf(comparison);
  if (mine[0] !== expected[0] || rules.elements === false) return undefined;
  if (mine[0] === 'array' && expected[0] === 'array') {
    if (mine[2].join() !== expected[2].join() || !rules.fits(mine[1], expected[1])) return undefined;
  }
  const [a, b] = [numbersOf(mine), numbersOf(expected)];
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  let [wrong, most] = [0, 0];
  for (const [i, right] of b.entries()) {
    const off = Math.abs(a[i]! - right);
    if (isSame(plainNumber(a[i]!), plainNumber(right), rules)) continue;
    wrong++;
    if (Number.isFinite(off)) most = Math.max(most, off);
  }
  if (wrong === 0) return undefined;
  return { wrong, of: b.length, ...(most > 0 ? { power: Math.ceil(Math.log10(most)) } : {}) };
}
