import { describe, expect, test } from 'vitest';
import { np } from '../../src/index.ts';
import { encode, Refusal } from '../../src/grade/encode.ts';
import { valueOf } from '../../src/grade/plain.ts';

const refused = (value: unknown): string | undefined => {
  try {
    encode(value);
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.reason : `another error: ${String(error)}`;
  }
};

describe('a value leaves its process as plain data', () => {
  test('with tags for what JSON lacks', () => {
    expect(JSON.parse(JSON.stringify(encode([Number.NaN, Infinity, -Infinity, -0, undefined, 12n, 'x'])))).toEqual([
      'list',
      [
        ['number', 'NaN'],
        ['number', 'Infinity'],
        ['number', '-Infinity'],
        ['number', '-0'],
        ['undefined'],
        ['bigint', '12'],
        ['string', 'x'],
      ],
    ]);
    expect(encode({ __proto__: null, a: null })).toEqual(['record', [['a', ['null']]]]);
    expect(encode(JSON.parse('{"__proto__": 1}'))).toEqual(['record', [['__proto__', ['number', 1]]]]);
    expect(encode(new Uint8ClampedArray([1, 2]))).toEqual(['array', 'uint8', [2], [1, 2]]);
    // oxlint-disable-next-line no-sparse-arrays
    expect(encode([1, , 2])).toEqual(['list', [['number', 1], ['undefined'], ['number', 2]]]);
  });

  test.each(['float64', 'float32', 'int64', 'int32', 'uint8', 'bool'] as const)('and %s arrays come back', (dtype) => {
    const a = np
      .array([
        [0, 1, 2],
        [3, 4, 5],
      ])
      .astype(dtype);
    const back = valueOf(encode(a.T)) as typeof a;
    expect([back.dtype, back.shape, back.toList()]).toEqual([dtype, [3, 2], a.T.toList()]);
  });

  test('no value can speak for itself', () => {
    const liar = { toJSON: () => 1, valueOf: () => 1 };
    const list = (value: unknown): unknown[] => [value, [value], { a: value }, [[{ b: [value] }]]];
    const all: [string, unknown][] = [
      ['function', liar],
      ['function', () => 1],
      ['symbol', Symbol('x')],
      [
        'getters',
        {
          get a() {
            return 1;
          },
        },
      ],
      ['symbol keys', { [Symbol.toPrimitive]: 1 }],
      ['class', new Date()],
      ['class', new Map([[1, 2]])],
      ['class', new Number(3)],
      ['class', Object.create({ a: 1 })],
      ['class', new Proxy(new Map(), {})],
      ['class', Promise.resolve(1)],
      ['buffer', new DataView(new ArrayBuffer(8))],
      ['buffer', new BigInt64Array(1)],
    ];
    for (const [reason, value] of all) for (const each of list(value)) expect(refused(each)).toBe(reason);
  });

  test('proxies show what they hold or are refused; traps that lie decide nothing', () => {
    const asked: string[] = [];
    const spy = new Proxy({ a: 1 }, { get: (_, key) => (asked.push(String(key)), 2) });
    expect(encode(spy)).toEqual(['record', [['a', ['number', 1]]]]);
    expect(asked).toEqual([]);
  });

  test('a list that changes its methods or bears an iterator is its items', () => {
    const list = Object.assign([1, 2], { map: () => [9], [Symbol.iterator]: () => [9].values(), toJSON: () => 9 });
    expect(encode(list)).toEqual([
      'list',
      [
        ['number', 1],
        ['number', 2],
      ],
    ]);
    class Mine extends Array<number> {
      override get length(): number {
        return 0;
      }
    }
    expect(encode(Mine.from([1]))).toEqual(['list', [['number', 1]]]);
  });

  /* oxlint-disable eslint/no-extend-native -- what a student's cell may do */
  test('changed prototypes are not asked', () => {
    const kept = [Array.prototype.push, JSON.stringify] as const;
    const getter = Object.defineProperty({}, 'a', { get: () => 3, enumerable: true });
    const seen: unknown[] = [];
    let reason: string | undefined;
    try {
      Array.prototype.push = () => 0;
      JSON.stringify = () => '"mine"';
      Object.defineProperty(Array.prototype, 1, { set() {}, get: () => 9, configurable: true });
      Object.defineProperty(Object.prototype, 'value', { value: ['number', 1], configurable: true, writable: true });
      seen[0] = encode([3, 4]);
      reason = refused(getter);
    } finally {
      Array.prototype.push = kept[0];
      JSON.stringify = kept[1];
      delete (Object.prototype as { value?: unknown }).value;
      delete (Array.prototype as unknown as Record<string, unknown>)[1];
    }
    expect(seen[0]).toEqual([
      'list',
      [
        ['number', 3],
        ['number', 4],
      ],
    ]);
    expect(reason).toBe('getters');
  });
  /* oxlint-enable eslint/no-extend-native */

  test('what is too large or too deep is refused before it fills the memory', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    let deep: unknown = 1;
    for (let i = 0; i < 100; i++) deep = { deep };
    const sparse: unknown[] = [];
    sparse.length = 4e9;
    expect(refused(endless)).toBe('too deep');
    expect(refused(deep)).toBe('too deep');
    expect(refused(sparse)).toBe('too large');
    expect(refused('x'.repeat(3e6))).toBe('too large');
    expect(refused(new Uint8Array(3e6))).toBe('too large');
    expect(refused(np.broadcastTo(np.zeros([1]), [2000, 2000]))).toBe('too large');
  });

  test('an array object that lies about itself is refused', () => {
    const lying = (fields: object): unknown =>
      Object.create(Object.getPrototypeOf(np.zeros([1])), Object.getOwnPropertyDescriptors(fields));
    expect(refused(lying({ shape: [1e9], dtype: 'float64', data: [1], offset: 0, strides: [1] }))).toBe('too large');
    expect(refused(lying({ shape: [-1], dtype: 'float64' }))).toBe('shape');
    const shape = Object.defineProperty(np.zeros([1]), 'shape', { get: () => [] });
    expect(refused(shape)).toBe('getters');
  });

  test('a store that a cell has put in the place of the class’s own is not asked', () => {
    const prototype = Object.getPrototypeOf(np.zeros([1])) as object;
    const own = Object.getOwnPropertyDescriptor(prototype, 'data')!;
    Object.defineProperty(prototype, 'data', { get: () => Float64Array.of(7, 7), configurable: true });
    try {
      expect(encode(np.zeros([2]))).toEqual(['array', 'float64', [2], [0, 0]]);
    } finally {
      Object.defineProperty(prototype, 'data', own);
    }
  });
});
