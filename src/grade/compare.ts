/** @file Whether a claimed value is the expected one, and what a student reads who must not learn the expected one. */
import {
  bothFloat,
  differenceOf,
  indexOf,
  isSame,
  kindNames,
  type ArrayForm,
  type Difference,
  type Rules,
} from '../check/index.ts';
import { shapeText, type Text } from '../errors/index.ts';
import type { Kind } from './options.ts';
import type { Plain, PlainNumber } from './plain.ts';

export interface Comparison {
  kind: Kind;
  tolerance: number;
}

/** Why a claim is not what was expected; undefined when it is. Texts do not give the expected value away. */
export function difference(claim: Plain, expected: Plain, comparison: Comparison): Text | undefined {
  const found = differenceOf(claim, expected, rulesOf(comparison));
  return found && wordsOf(found);
}

/** What counts as the same for a kind of call. */
export function rulesOf({ kind, tolerance }: Comparison): Rules {
  return {
    isNear: (a, b) => Math.abs(a - b) <= tolerance * (kind === 'expectImage' ? 1 : Math.max(1, Math.abs(b))),
    fits: (a, b) => a === b || bothFloat(a, b),
    elements: kind !== 'expectShape',
  };
}

function wordsOf(found: Difference): Text {
  const { at } = found;
  switch (found.what) {
    case 'type': {
      const [came, right] = [kindNames[found.mine[0]], kindNames[found.expected[0]]];
      return {
        en: `The answer${where(at)} is ${came.en}, not ${right.en}.`,
        ko: `답${whereKo(at)}의 종류가 다릅니다. 기대한 종류: ${right.ko}, 실제: ${came.ko}.`,
      };
    }
    case 'value':
      return { en: `The value${where(at)} is wrong.`, ko: `값${whereKo(at)}이 틀렸습니다.` };
    case 'length':
      return {
        en: `The list${where(at)} has ${found.mine} items, not ${found.expected}.`,
        ko: `리스트${whereKo(at)}의 항목이 ${found.expected}개여야 하는데 ${found.mine}개입니다.`,
      };
    case 'shape': {
      const [shape, right] = [shapeText(found.mine[2]), shapeText(found.expected[2])];
      return {
        en: `The shape${where(at)} is ${shape}, not ${right}.`,
        ko: `모양${whereKo(at)}이 ${right}이어야 하는데 ${shape}입니다.`,
      };
    }
    case 'dtype': {
      const [dtype, right] = [found.mine[1], found.expected[1]];
      return {
        en: `The dtype${where(at)} is ${dtype}, not ${right}.`,
        ko: `dtype${whereKo(at)}이 ${right}이어야 하는데 ${dtype}입니다.`,
      };
    }
    case 'elements': {
      const { wrong, first, expected } = found;
      const [, , shape, { length }] = expected;
      const index = `(${indexOf(first, shape).join(', ')})`;
      return {
        en: `The shape is right; ${wrong} of ${length} elements${where(at)} are wrong, the first at ${index}.`,
        ko: `모양은 맞지만 원소 ${length}개 가운데 ${wrong}개가 틀렸습니다${whereKo(at)}. 첫 번째는 ${index}입니다.`,
      };
    }
    case 'missing':
      return {
        en: `The field '${found.key}'${where(at)} is missing.`,
        ko: `필드 '${found.key}'이(가) 없습니다${whereKo(at)}.`,
      };
    case 'surplus':
      return { en: `There are more fields${where(at)} than asked for.`, ko: `필드가 더 많습니다${whereKo(at)}.` };
  }
}

function where(at: string): string {
  return at === '' ? '' : ` at ${at}`;
}

function whereKo(at: string): string {
  return at === '' ? '' : `(${at})`;
}

/** Whether something that came from another process has the form of a value. Anything else is no answer. */
export function isPlain(value: unknown, depth = 0): value is Plain {
  if (!Array.isArray(value) || depth > 40) return false;
  const [tag, a, b, c] = value as unknown[];
  switch (tag) {
    case 'undefined':
    case 'null':
      return true;
    case 'boolean':
      return typeof a === 'boolean';
    case 'number':
      return isPlainNumber(a);
    case 'bigint':
    case 'string':
      return typeof a === 'string';
    case 'list':
      return Array.isArray(a) && a.every((item) => isPlain(item, depth + 1));
    case 'record':
      return (
        Array.isArray(a) &&
        a.every((field) => Array.isArray(field) && typeof field[0] === 'string' && isPlain(field[1], depth + 1))
      );
    case 'array':
      return (
        typeof a === 'string' &&
        Array.isArray(b) &&
        b.every((side) => Number.isInteger(side) && (side as number) >= 0) &&
        Array.isArray(c) &&
        c.every(isPlainNumber)
      );
    default:
      return false;
  }
}

function isPlainNumber(value: unknown): value is PlainNumber {
  return typeof value === 'number' || ['NaN', 'Infinity', '-Infinity', '-0'].includes(value as string);
}

/** Two arrays of one shape whose elements differ, and where; undefined for everything else. */
export function unlike(
  mine: Plain,
  expected: Plain,
  comparison: Comparison,
): { mine: ArrayForm; expected: ArrayForm; first: number; isSame: (flat: number) => boolean } | undefined {
  if (mine[0] !== 'array' || expected[0] !== 'array') return undefined;
  const rules = rulesOf(comparison);
  const found = differenceOf(mine, expected, rules);
  if (found?.what !== 'elements') return undefined;
  return { mine, expected, first: found.first, isSame: (flat) => isSame(mine[3][flat]!, expected[3][flat]!, rules) };
}
