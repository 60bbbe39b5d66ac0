/**
 * @file What a file may hold of an answer so that another one can be compared with it: salted digests. A digest knows no
 * "nearly", so every number is first told by the cell of a grid in which it lies, and the grid is laid so that a right answer
 * cannot cross a border:
 *
 *     grid 0   |           |     x     |           |        Two grids, half a cell apart. x lies in the middle half of its
 *     grid 1         |           |           |              cell in one of them: a quarter of a cell from its borders.
 *
 * A quarter of a cell is the tolerance. Which of the two grids it is, one bit per number, stands beside the digest. So every
 * number within the tolerance is right, every number beyond three tolerances is wrong, and between them it may be either.
 */
import { bothFloat, type PlainNumber } from '../../check/index.ts';
import { machine } from '../../platform/index.ts';
import type { Comparison } from '../compare.ts';
import type { Plain } from '../plain.ts';

/** Digests of a value. */
export interface Digest {
  /** Of kinds, lengths, shapes and dtypes alone. */
  readonly outline: string;
  /** Of everything. */
  readonly value: string;
  /** For each number of the value, in order, in which grid it stands: `0` or `1`. */
  readonly grids: string;
}

/** How a value stands to a digest. */
export type Match = 'right' | 'other outline' | 'other values';

/** The digests of an answer. */
export function digestOf(value: Plain, how: Comparison, salt: string): Digest {
  const grids: string[] = [];
  const text = textOf(value, how, JSON.stringify, (number) => {
    const at = placeOf(number, how);
    const [cell, grid] = typeof at === 'string' ? [at, '0'] : cellOf(at, isInside(at) ? '0' : '1');
    grids.push(grid);
    return cell;
  });
  return { outline: hash(salt, outlineOf(value, how)), value: hash(salt, text), grids: grids.join('') };
}

/** Compares a value with the digests of another one. */
export function matchOf(value: Plain, digest: Digest, how: Comparison, salt: string): Match {
  if (hash(salt, outlineOf(value, how)) !== digest.outline) return 'other outline';
  let next = 0;
  const text = textOf(value, how, JSON.stringify, (number) => {
    const at = placeOf(number, how);
    const grid = digest.grids[next++] === '1' ? '1' : '0';
    return typeof at === 'string' ? at : cellOf(at, grid)[0];
  });
  return hash(salt, text) === digest.value ? 'right' : 'other values';
}

/** The least tolerance that is not taken for none: below it the place of a number is known less exactly than its cell. */
const LEAST = 1e-12;
/** By so much a cell is wider than four tolerances, for what rounding moves a place. */
const MARGIN = 1.01;

/**
 * Where a number lies, in cells of the grid; as text where only itself is near. The tolerance grows with the expected value, which
 * is not known here: so numbers are stretched until it is the same everywhere, 1 + ln x beyond 1.
 */
function placeOf(number: PlainNumber, { kind, tolerance }: Comparison): number | string {
  const x = Number(number);
  if (tolerance === 0 || !Number.isFinite(x)) return String(x); // -0 is 0
  if (kind === 'expectImage') return x / (4 * MARGIN * tolerance);
  const stretched = Math.abs(x) <= 1 ? x : Math.sign(x) * (1 + Math.log(Math.abs(x)));
  return stretched / (-4 * MARGIN * Math.log1p(-Math.max(tolerance, LEAST)));
}

/** Whether a place is in the middle half of its cell in grid 0. */
function isInside(at: number): boolean {
  const part = at - Math.floor(at);
  return part >= 0.25 && part < 0.75;
}

function cellOf(at: number, grid: '0' | '1'): [cell: string, grid: '0' | '1'] {
  // BigInt: cells beyond 2^53 are whole numbers all the same.
  return [String(BigInt(Math.floor(grid === '0' ? at : at + 0.5))), grid];
}

function outlineOf(value: Plain, how: Comparison): string {
  return textOf(
    value,
    how,
    ([kind]) => kind,
    () => '#',
  );
}

/** A value as text; fields stand in the order of their names. */
function textOf(
  value: Plain,
  how: Comparison,
  wordText: (word: Extract<Plain, readonly ['boolean' | 'bigint' | 'string', unknown]>) => string,
  numberText: (number: PlainNumber) => string,
): string {
  const inner = (item: Plain): string => textOf(item, how, wordText, numberText);
  switch (value[0]) {
    case 'undefined':
    case 'null':
      return value[0];
    case 'boolean':
    case 'bigint':
    case 'string':
      return wordText(value);
    case 'number':
      return `number ${numberText(value[1])}`;
    case 'list':
      return `[${value[1].map(inner).join(',')}]`;
    case 'record': {
      const fields = [...value[1]].sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${inner(item)}`).join(',')}}`;
    }
    case 'array': {
      const [, dtype, shape, numbers] = value;
      const elements = how.kind === 'expectShape' ? [] : numbers.map(numberText);
      return `array ${bothFloat(dtype, 'float64') ? 'float' : dtype} (${shape.join(',')}) ${elements.join(' ')}`;
    }
  }
}

function hash(salt: string, text: string): string {
  const sha = machine.codecs.hash('sha256');
  sha.update(new TextEncoder().encode(`${salt}\n${text}`));
  return sha.hex();
}
