/** @file Whether a claimed value is the expected one: strict in type, shape, dtype and NaN; numbers within a tolerance. */
import { shapeText, type Text } from '../errors/index.ts';
import type { Kind } from './options.ts';
import type { Plain, PlainNumber } from './plain.ts';

export interface Comparison {
  kind: Kind;
  tolerance: number;
}

/** Why a claim is not what was expected; undefined when it is. Texts do not give the expected value away. */
export function difference(claim: Plain, expected: Plain, how: Comparison, at = ''): Text | undefined {
  if (claim[0] !== expected[0]) return typeDiffers(claim, expected, at);
  switch (expected[0]) {
    case 'undefined':
    case 'null':
      return undefined;
    case 'boolean':
    case 'string':
    case 'bigint':
      return claim[1] === expected[1] ? undefined : valueDiffers(at);
    case 'number':
      return isNear(claim[1] as PlainNumber, expected[1], how) ? undefined : valueDiffers(at);
    case 'list': {
      const list = claim[1] as Plain[];
      if (list.length !== expected[1].length) return lengthDiffers(list.length, expected[1].length, at);
      for (const [i, item] of expected[1].entries()) {
        const found = difference(list[i]!, item, how, `${at}[${i}]`);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    case 'record':
      return recordDiffers(claim as Extract<Plain, ['record', ...unknown[]]>, expected, how, at);
    case 'array':
      return arrayDiffers(claim as Extract<Plain, ['array', ...unknown[]]>, expected, how, at);
  }
}

type PlainArray = Extract<Plain, ['array', ...unknown[]]>;

function arrayDiffers(claim: PlainArray, expected: PlainArray, how: Comparison, at: string): Text | undefined {
  const [, dtype, shape, values] = claim;
  const [, rightDtype, rightShape, rightValues] = expected;
  if (shapeText(shape) !== shapeText(rightShape) || values.length !== rightValues.length) {
    return {
      en: `The shape${where(at)} is ${shapeText(shape)}, not ${shapeText(rightShape)}.`,
      ko: `모양${whereKo(at)}이 ${shapeText(rightShape)}이어야 하는데 ${shapeText(shape)}입니다.`,
    };
  }
  if (dtype !== rightDtype && !(isFloat(dtype) && isFloat(rightDtype))) {
    return {
      en: `The dtype${where(at)} is ${dtype}, not ${rightDtype}.`,
      ko: `dtype${whereKo(at)}이 ${rightDtype}이어야 하는데 ${dtype}입니다.`,
    };
  }
  if (how.kind === 'expectShape') return undefined;
  let wrong = 0;
  let first = -1;
  for (const [i, right] of rightValues.entries()) {
    if (isNear(values[i]!, right, how)) continue;
    if (wrong++ === 0) first = i;
  }
  if (wrong === 0) return undefined;
  const index = `(${indexOf(first, rightShape).join(', ')})`;
  return {
    en: `The shape is right; ${wrong} of ${rightValues.length} elements${where(at)} are wrong, the first at ${index}.`,
    ko: `모양은 맞지만 원소 ${rightValues.length}개 가운데 ${wrong}개가 틀렸습니다${whereKo(at)}. 첫 번째는 ${index}입니다.`,
  };
}

function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}

function recordDiffers(
  claim: Extract<Plain, ['record', ...unknown[]]>,
  expected: Extract<Plain, ['record', ...unknown[]]>,
  how: Comparison,
  at: string,
): Text | undefined {
  const fields = new Map(claim[1]);
  for (const [key, right] of expected[1]) {
    const value = fields.get(key);
    if (value === undefined) {
      return { en: `The field '${key}'${where(at)} is missing.`, ko: `필드 '${key}'이(가) 없습니다${whereKo(at)}.` };
    }
    const found = difference(value, right, how, `${at}.${key}`);
    if (found !== undefined) return found;
  }
  if (claim[1].length === expected[1].length) return undefined;
  return { en: `There are more fields${where(at)} than asked for.`, ko: `필드가 더 많습니다${whereKo(at)}.` };
}

/** Whether a number is near enough. NaN is near NaN only, an infinity only itself; a claim that is no number is never near. */
function isNear(claim: PlainNumber, expected: PlainNumber, { kind, tolerance }: Comparison): boolean {
  const [a, b] = [Number(claim), Number(expected)];
  if (typeof claim !== 'number' && !['NaN', 'Infinity', '-Infinity', '-0'].includes(claim)) return false;
  if (Number.isNaN(b)) return Number.isNaN(a);
  if (!Number.isFinite(b)) return a === b;
  const scale = kind === 'expectImage' ? 1 : Math.max(1, Math.abs(b));
  return Math.abs(a - b) <= tolerance * scale;
}

function isFloat(dtype: string): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

function typeDiffers(claim: Plain, expected: Plain, at: string): Text {
  const [came, right] = [typeName(claim), typeName(expected)];
  return {
    en: `The answer${where(at)} is ${came.en}, not ${right.en}.`,
    ko: `답${whereKo(at)}의 종류가 다릅니다. 기대한 종류: ${right.ko}, 실제: ${came.ko}.`,
  };
}

const typeNames: Readonly<Record<Plain[0], { en: string; ko: string }>> = {
  undefined: { en: 'undefined (is a return missing?)', ko: 'undefined(return을 빠뜨렸나요?)' },
  null: { en: 'null', ko: 'null' },
  boolean: { en: 'true or false', ko: 'true·false' },
  number: { en: 'a number', ko: '수' },
  bigint: { en: 'a bigint', ko: 'bigint' },
  string: { en: 'a text', ko: '문자열' },
  list: { en: 'a list', ko: '리스트' },
  record: { en: 'an object', ko: '객체' },
  array: { en: 'an array', ko: '배열' },
};

function typeName(plain: Plain): { en: string; ko: string } {
  return typeNames[plain[0]];
}

function valueDiffers(at: string): Text {
  return { en: `The value${where(at)} is wrong.`, ko: `값${whereKo(at)}이 틀렸습니다.` };
}

function lengthDiffers(came: number, right: number, at: string): Text {
  return {
    en: `The list${where(at)} has ${came} items, not ${right}.`,
    ko: `리스트${whereKo(at)}의 항목이 ${right}개여야 하는데 ${came}개입니다.`,
  };
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
