/** @file Values as plain JSON with tags, so that NaN, -0, undefined and arrays survive the way between processes. */
import type { PlainNumber } from '../check/index.ts';
import { fromTyped, np, type DType, type NDArray } from '../array/index.ts';
import { ValueError } from '../errors/index.ts';

export type { PlainNumber };

/** A value as JSON; the tag comes first. Arrays hold their elements in C order. */
export type Plain =
  | ['undefined']
  | ['null']
  | ['boolean', boolean]
  | ['number', PlainNumber]
  | ['bigint', string]
  | ['string', string]
  | ['list', Plain[]]
  | ['record', [key: string, value: Plain][]]
  | ['array', dtype: string, shape: number[], values: PlainNumber[]];

/** The plain form of a literal: numbers, texts, lists and objects of them. @throws ValueError for anything else */
export function plainOf(value: unknown): Plain {
  if (value === undefined) return ['undefined'];
  if (value === null) return ['null'];
  if (typeof value === 'boolean') return ['boolean', value];
  if (typeof value === 'number') return ['number', plainNumber(value)];
  if (typeof value === 'string') return ['string', value];
  if (Array.isArray(value)) return ['list', value.map(plainOf)];
  if (typeof value === 'object') return ['record', Object.entries(value).map(([key, item]) => [key, plainOf(item)])];
  const rule = { en: 'an input is a number, a text, a list or an object', ko: '입력은 수, 문자열, 리스트, 객체입니다' };
  throw new ValueError({ who: 'expectValue', rule, received: typeof value });
}

/** A number as JSON can hold it. */
export function plainNumber(value: number): PlainNumber {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : (String(value) as PlainNumber);
}

/** The value again, with arrays as NDArrays. */
export function valueOf(plain: Plain): unknown {
  switch (plain[0]) {
    case 'undefined':
      return undefined;
    case 'null':
      return null;
    case 'number':
      return Number(plain[1]);
    case 'bigint':
      return BigInt(plain[1]);
    case 'boolean':
    case 'string':
      return plain[1];
    case 'list':
      return plain[1].map(valueOf);
    case 'record':
      return Object.fromEntries(plain[1].map(([key, item]) => [key, valueOf(item)]));
    case 'array':
      return arrayOf(plain);
  }
}

function arrayOf([, dtype, shape, values]: Extract<Plain, ['array', ...unknown[]]>): NDArray {
  const flat = fromTyped(Float64Array.from(values, Number), [values.length]);
  return np.reshape(flat.astype(dtype as DType), shape);
}
