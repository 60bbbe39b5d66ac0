/** @file What a cell may hand to `check`, taken apart for comparison: numbers, lists, strings, objects, arrays, weights, tensors. */
import { fromTyped, NDArray, toTyped, type TypedArray } from '../array/index.ts';
import { describe, isPlainObject } from '../arguments/index.ts';
import type { Text } from '../errors/index.ts';
import type { ArrayForm, Form, PlainNumber } from './difference.ts';

/** Why a value has no form: what is wrong with it and what to write. */
export class NoForm {
  readonly what: Text;
  readonly hint: { readonly en: string; readonly ko: string };
  constructor(what: Text, hint: { readonly en: string; readonly ko: string }) {
    this.what = what;
    this.hint = hint;
  }
}

/** Lists in lists deeper than this are taken for endless. */
const DEEPEST = 32;

/** The form of a value. @throws NoForm */
export function formOf(value: unknown, depth = 0): Form {
  if (depth > DEEPEST) {
    throw new NoForm(
      { en: 'a value that holds itself', ko: '자기 자신을 담고 있는 값' },
      { en: 'Check one of its parts', ko: '그 안의 값 하나를 골라 확인하세요' },
    );
  }
  switch (typeof value) {
    case 'undefined':
      return ['undefined'];
    case 'boolean':
      return ['boolean', value];
    case 'number':
      return ['number', value];
    case 'bigint':
      return ['bigint', String(value)];
    case 'string':
      return ['string', value];
    case 'object':
      return value === null ? ['null'] : formOfObject(value, depth);
    default:
      throw new NoForm(describe(value), {
        en: 'A function is checked by what it gives: call it, f(x)',
        ko: '함수는 결과로 확인합니다. f(x)처럼 호출하세요',
      });
  }
}

function formOfObject(value: object, depth: number): Form {
  const array = arrayIn(value);
  if (array !== undefined) return formOfArray(array);
  if (Array.isArray(value)) return ['list', Array.from(value, (item) => formOf(item, depth + 1))];
  if (value instanceof Set) return ['list', [...value].map((item) => formOf(item, depth + 1))];
  if (value instanceof Map) {
    return ['record', [...value].map(([key, item]) => [String(key), formOf(item, depth + 1)])];
  }
  if (isPlainObject(value)) {
    return ['record', Object.entries(value).map(([key, item]) => [key, formOf(item, depth + 1)])];
  }
  if (typeof (value as { then?: unknown }).then === 'function') {
    throw new NoForm(
      { en: 'a promise', ko: 'promise' },
      {
        en: 'Its value comes after await: check.close(await …, …)',
        ko: 'await를 쓰면 값이 나옵니다: check.close(await …, …)',
      },
    );
  }
  if (isSymbolic(value)) {
    throw new NoForm(
      { en: 'a tensor, which has a shape and no numbers yet', ko: '모양만 있고 수는 아직 없는 텐서' },
      { en: 'Compare its shape by check.shape', ko: '모양은 check.shape로 비교하세요' },
    );
  }
  throw new NoForm(describe(value), {
    en: 'Check one of its fields: check.close(mine.W, …)',
    ko: '그 안의 값 하나를 골라 확인하세요: check.close(mine.W, …)',
  });
}

/** The array that a value is or holds: a typed array's and a weight's too. */
export function arrayIn(value: unknown): NDArray | undefined {
  if (value instanceof NDArray) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const data = value instanceof Uint8ClampedArray ? new Uint8Array(value) : value;
    if (data instanceof BigInt64Array || data instanceof BigUint64Array) return undefined;
    return fromTyped(data as TypedArray, [(data as TypedArray).length]);
  }
  const { numpy } = Object(value) as { numpy?: unknown };
  if (typeof numpy !== 'function') return undefined;
  const array: unknown = numpy.call(value);
  return array instanceof NDArray ? array : undefined;
}

export function formOfArray(array: NDArray): ArrayForm {
  return ['array', array.dtype, array.shape, toTyped(array)];
}

/** Whether a value is a tensor of a model that is being built: a shape and a dtype, and a name or an operation. */
export function isSymbolic(value: unknown): value is { shape: readonly (number | null)[]; dtype: string } {
  const { shape, dtype } = Object(value) as { shape?: unknown; dtype?: unknown };
  return Array.isArray(shape) && typeof dtype === 'string' && arrayIn(value) === undefined;
}

/**
 * Two forms of one kind, where a person would call them so: nested lists of numbers are an array without a dtype beside
 * another one or beside an array, and a number is an array without axes beside one.
 */
export function alike(mine: Form, expected: Form): readonly [Form, Form] {
  const isArray = mine[0] === 'array' || expected[0] === 'array';
  if (isArray && mine[0] !== expected[0]) return [gathered(mine) ?? mine, gathered(expected) ?? expected];
  if (mine[0] === 'list' && expected[0] === 'list') {
    const [a, b] = [gathered(mine), gathered(expected)];
    // Lists of different lengths are told by their lengths.
    if (a && b && a[1] === b[1] && String(a[2]) === String(b[2]) && !holdsArray(expected)) return [a, b];
    if (mine[1].length !== expected[1].length) return [mine, expected];
    const pairs = expected[1].map((item, i) => alike(mine[1][i]!, item));
    return [
      ['list', pairs.map(([item]) => item)],
      ['list', pairs.map(([, item]) => item)],
    ];
  }
  return [mine, expected];
}

function holdsArray(form: Form): boolean {
  return form[0] === 'array' || (form[0] === 'list' && form[1].some(holdsArray));
}

/** A number, or nested lists of one length per level (of numbers, of booleans, of arrays of one shape), as an array. */
function gathered(form: Form): ArrayForm | undefined {
  if (form[0] === 'array') return form;
  const outer: number[] = [];
  let first: Form | undefined = form;
  for (; first?.[0] === 'list' && first[1].length > 0; first = first[1][0]) outer.push(first[1].length);
  const leaf = first;
  if (leaf === undefined || (leaf[0] !== 'number' && leaf[0] !== 'boolean' && leaf[0] !== 'array')) return undefined;
  const inner = leaf[0] === 'array' ? leaf[2] : [];
  const values: PlainNumber[] = [];
  const walk = (item: Form, level: number): boolean => {
    if (level < outer.length) {
      return item[0] === 'list' && item[1].length === outer[level] && item[1].every((each) => walk(each, level + 1));
    }
    if (item[0] === 'array') {
      if (leaf[0] !== 'array' || String(item[2]) !== String(inner)) return false;
      for (let i = 0; i < item[3].length; i++) values.push(item[3][i]!);
      return true;
    }
    if (item[0] !== leaf[0]) return false;
    values.push(Number(item[1]));
    return true;
  };
  const dtype = leaf[0] === 'array' ? leaf[1] : leaf[0] === 'boolean' ? 'bool' : '';
  return walk(form, 0) ? ['array', dtype, [...outer, ...inner], values] : undefined;
}
