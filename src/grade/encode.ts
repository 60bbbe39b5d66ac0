/**
 * @file A value of a cell as plain data. What a cell made may try to mislead whoever reads it (`toJSON`, getters, changed
 * prototypes), so the walk uses only what this module took from JavaScript before any cell ran, reads every property once and
 * by its descriptor, and refuses what is no data.
 */
import { NDArray, toTyped } from '../array/index.ts';
import type { Text } from '../errors/index.ts';
import type { Plain, PlainNumber } from './plain.ts';

const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, apply, defineProperty } = Reflect;
const { is } = Object;
const { isArray } = Array;
// oxlint-disable-next-line typescript/unbound-method -- it asks no `this`
const isView: (item: unknown) => item is ArrayBufferView = ArrayBuffer.isView;
const { isFinite } = Number;
const toText = String;
const typedName = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype)!, Symbol.toStringTag)!.get!;
const typedLength = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype)!, 'length')!.get!;
const arrayPrototype = NDArray.prototype;
const objectPrototype = Object.prototype;
const dtypeOfTyped: Readonly<Record<string, string>> = Object.freeze({
  __proto__: null,
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Int8Array: 'int8',
  Uint16Array: 'uint16',
  Int16Array: 'int16',
  Uint32Array: 'uint32',
  Int32Array: 'int32',
  Float32Array: 'float32',
  Float64Array: 'float64',
}) as never;

/** Elements, keys and characters of one answer together, and how deep it may be nested. */
const MOST = 2_000_000;
const DEEPEST = 32;

/** What is no answer, as a student reads it. */
export const refusals = {
  'too large': { en: 'it is too large', ko: '너무 큽니다' },
  'too deep': { en: 'it is nested too deeply', ko: '너무 깊이 중첩되어 있습니다' },
  function: { en: 'it is a function, or holds one', ko: '함수이거나 함수가 들어 있습니다' },
  symbol: { en: 'it is a symbol, or holds one', ko: '심벌이거나 심벌이 들어 있습니다' },
  buffer: { en: 'it is a typed array of a kind that arrays do not have', ko: '배열에 없는 종류의 형식화 배열입니다' },
  class: { en: 'it is an object of a class, or holds one', ko: '클래스의 객체이거나 그런 객체가 들어 있습니다' },
  getters: { en: 'it has getters', ko: 'getter가 들어 있습니다' },
  'symbol keys': { en: 'it has symbols for keys', ko: '심벌이 키로 쓰였습니다' },
  axes: { en: 'it is an array with too many axes', ko: '축이 너무 많은 배열입니다' },
  shape: { en: 'it is an array with a damaged shape', ko: '모양이 손상된 배열입니다' },
  array: { en: 'it is a damaged array', ko: '손상된 배열입니다' },
  pair: { en: 'it is not [value, gradient]', ko: '[값, 기울기] 꼴이 아닙니다' },
} satisfies Record<string, Text>;
export type RefusalName = keyof typeof refusals;

/** Why a value was refused; a name alone, since an error's fields can be read by anyone. */
export class Refusal {
  readonly reason: RefusalName;
  constructor(reason: RefusalName) {
    this.reason = reason;
  }
}

/** Whether another process gave the name of a refusal. */
export function isRefusal(name: unknown): name is RefusalName {
  return typeof name === 'string' && Object.hasOwn(refusals, name);
}

/** What a student reads of a refused answer. */
export function refusalText(reason: RefusalName): { en: string; ko: string } {
  const { en, ko } = refusals[reason];
  return { en: `The answer cannot be compared: ${en}.`, ko: `답을 비교할 수 없습니다. ${ko}.` };
}

/** The plain form of a value. @throws Refusal */
export function encode(value: unknown): Plain {
  let left = MOST;
  const spend = (n: number): void => {
    left -= n;
    if (!(left >= 0)) throw new Refusal('too large');
  };

  const walk = (item: unknown, depth: number): Plain => {
    spend(1);
    if (depth > DEEPEST) throw new Refusal('too deep');
    switch (typeof item) {
      case 'undefined':
        return ['undefined'];
      case 'boolean':
        return ['boolean', item];
      case 'number':
        return ['number', numberOf(item)];
      case 'bigint':
        return ['bigint', toText(item)];
      case 'string':
        spend(item.length);
        return ['string', item];
      case 'object':
        return item === null ? ['null'] : object(item, depth);
      default:
        throw new Refusal(typeof item === 'function' ? 'function' : 'symbol');
    }
  };

  const object = (item: object, depth: number): Plain => {
    if (isView(item)) {
      const dtype = dtypeOfTyped[apply(typedName, item, []) as string];
      if (dtype === undefined) throw new Refusal('buffer');
      const length = apply(typedLength, item, []) as number;
      return ['array', dtype, [length], numbers(item as unknown as ArrayLike<number>, 0, length)];
    }
    const prototype = getPrototypeOf(item);
    if (prototype === arrayPrototype) return ndarray(item as NDArray);
    if (isArray(item)) {
      const length = field(item, 'length') as number;
      spend(length);
      const list: Plain[] = [];
      for (let i = 0; i < length; i++) define(list, i, walk(field(item, toText(i)), depth + 1));
      return ['list', list];
    }
    if (prototype !== objectPrototype && prototype !== null) throw new Refusal('class');
    const record: [string, Plain][] = [];
    const keys = ownKeys(item);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (typeof key === 'symbol') throw new Refusal('symbol keys');
      spend(key.length);
      define(record, i, [key, walk(field(item, key), depth + 1)]);
    }
    return ['record', record];
  };

  const ndarray = (item: NDArray): Plain => {
    const shape = sides(field(item, 'shape'));
    const dtype = toText(field(item, 'dtype'));
    let size = 1;
    for (let i = 0; i < shape.length; i++) size *= shape[i]!;
    spend(size);
    // The library reads views; its answer is a typed array of its own.
    return ['array', dtype, shape, numbers(toTyped(item), 0, size)];
  };

  const sides = (item: unknown): number[] => {
    const shape: number[] = [];
    const length = field(item as object, 'length') as number;
    if (!(length <= 32)) throw new Refusal('axes');
    for (let i = 0; i < length; i++) {
      const side = field(item as object, toText(i));
      if (typeof side !== 'number' || !(side >= 0)) throw new Refusal('shape');
      define(shape, i, side);
    }
    return shape;
  };

  const numbers = (data: ArrayLike<number>, from: number, count: number): PlainNumber[] => {
    spend(count);
    if (!isView(data) || !((apply(typedLength, data, []) as number) >= from + count)) throw new Refusal('array');
    const list: PlainNumber[] = [];
    // Elements of a typed array are its own: no prototype can answer for them.
    for (let i = 0; i < count; i++) define(list, i, numberOf(data[from + i]!));
    return list;
  };

  return walk(value, 0);
}

function numberOf(value: number): PlainNumber {
  if (is(value, -0)) return '-0';
  return isFinite(value) ? value : (toText(value) as PlainNumber);
}

/** The value of a property of the object's own; getters are refused. A hole of a list counts as undefined. */
function field(item: object, key: string): unknown {
  const descriptor = getOwnPropertyDescriptor(item, key);
  if (descriptor === undefined) return undefined;
  if (getOwnPropertyDescriptor(descriptor, 'value') === undefined) throw new Refusal('getters');
  return descriptor.value;
}

/** Adds to a list, without the setters that a changed prototype may have. */
function define(list: unknown[], index: number, value: unknown): void {
  defineProperty(list, index, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as never);
}
