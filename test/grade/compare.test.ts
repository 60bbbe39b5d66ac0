import { describe, expect, test } from 'vitest';
import { np } from '../../src/index.ts';
import { difference, isPlain } from '../../src/grade/compare.ts';
import { encode } from '../../src/grade/encode.ts';
import type { Plain } from '../../src/grade/plain.ts';

const exact = { kind: 'expectValue', tolerance: 1e-6 } as const;
const isRight = (claim: unknown, expected: unknown, how: Parameters<typeof difference>[2] = exact): boolean =>
  difference(encode(claim), encode(expected), how) === undefined;
const text = (claim: unknown, expected: unknown): unknown => difference(encode(claim), encode(expected), exact);

describe('a claim is compared', () => {
  // One value per type and shape that a student may confuse.
  const values: unknown[] = [
    [undefined, null, true, false, 0, 1, 3, -1, Number.NaN, Infinity, -Infinity, 1n, '', '1', 'NaN', 'true'],
    [[], [1], [[1]], [1, 2], {}, { a: 1 }, { a: undefined }, { b: 1 }, { a: 1, b: 1 }],
    [np.array([1]), np.array([[1]]), np.array([1, 2]), np.array([true]), np.zeros([0]), np.zeros([0, 3])],
    [np.array([1], { dtype: 'float32' }), np.array([Number.NaN]), new Float64Array([1, 2])],
  ].flat();

  test('strictly: of all pairs only the equal ones are right', () => {
    const shown = (value: unknown): string => JSON.stringify(encode(value)).replace('float32', 'float64'); // of one kind; numbers decide
    for (const [i, claim] of values.entries()) {
      for (const [j, expected] of values.entries()) {
        expect(isRight(claim, expected), `${i} for ${j}`).toBe(shown(claim) === shown(expected));
      }
    }
  });

  test('within the tolerance, which grows with the expected value', () => {
    expect(isRight(1 + 9e-7, 1)).toBe(true);
    expect(isRight(1 + 2e-6, 1)).toBe(false);
    expect(isRight(1e6 + 0.9, 1e6)).toBe(true);
    expect(isRight(1e-9, 0)).toBe(true);
    expect(isRight(-0, 0)).toBe(true);
    expect(isRight(1e308 * 10, Number.MAX_VALUE)).toBe(false);
    expect(isRight(Number.MAX_VALUE, Infinity)).toBe(false);
    expect(isRight(3, 3, { kind: 'expectValue', tolerance: 0 })).toBe(true);
    expect(isRight(Number.NaN, 3, { kind: 'expectValue', tolerance: Infinity })).toBe(false);
    expect(isRight(200, 201, { kind: 'expectImage', tolerance: 1 })).toBe(true);
    expect(isRight(200, 202, { kind: 'expectImage', tolerance: 1 })).toBe(false);
  });

  test('by shape and dtype alone where only these are asked', () => {
    const shape = { kind: 'expectShape', tolerance: 0 } as const;
    expect(isRight(np.zeros([2, 3]), np.ones([2, 3]), shape)).toBe(true);
    expect(isRight(np.zeros([3, 2]), np.ones([2, 3]), shape)).toBe(false);
    expect(isRight(np.zeros([2, 3], { dtype: 'int64' }), np.ones([2, 3]), shape)).toBe(false);
  });

  test('every layout of an array is its values', () => {
    const a = np.arange(6).reshape([2, 3]);
    for (const view of [a, a.T.copy().T, a.at('::-1').at('::-1'), np.concatenate([a, a]).at(':2')]) {
      expect(isRight(view, a)).toBe(true);
      expect(isRight(view, a.T)).toBe(false);
    }
  });

  test('with words that say what differs and not what is right', () => {
    expect(text(7, 3)).toEqual({ en: 'The value is wrong.', ko: '값이 틀렸습니다.' });
    expect(text(undefined, 3)).toMatchInlineSnapshot(`
      {
        "en": "The answer is undefined (is a return missing?), not a number.",
        "ko": "답의 종류가 다릅니다. 기대한 종류: 수, 실제: undefined(return을 빠뜨렸나요?).",
      }
    `);
    expect(text(np.zeros([2, 2]), np.zeros([2, 3]))).toMatchInlineSnapshot(`
      {
        "en": "The shape is (2, 2), not (2, 3).",
        "ko": "모양이 (2, 3)이어야 하는데 (2, 2)입니다.",
      }
    `);
    expect(
      text(
        np.array([
          [1, 2],
          [3, 5],
        ]),
        np.array([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toMatchInlineSnapshot(`
      {
        "en": "The shape is right; 1 of 4 elements are wrong, the first at (1, 1).",
        "ko": "모양은 맞지만 원소 4개 가운데 1개가 틀렸습니다. 첫 번째는 (1, 1)입니다.",
      }
    `);
    expect(text({ a: [1, 2] }, { a: [1, 3] })).toEqual({
      en: 'The value at .a[1] is wrong.',
      ko: '값(.a[1])이 틀렸습니다.',
    });
    expect(text({ a: 1, b: 2 }, { a: 1 })).toMatchObject({ en: 'There are more fields than asked for.' });
    expect(text({ b: 1 }, { a: 1 })).toMatchObject({ en: "The field 'a' is missing." });
    expect(text([1], [1, 2])).toMatchObject({ en: 'The list has 1 items, not 2.' });
  });

  test('only when it has the form of a value', () => {
    const forged: unknown[] = [
      [undefined, null, 3, 'number', {}, [], ['number'], ['number', '7'], ['number', null], ['string', 3]],
      [
        ['array', 'float64', [2], 'xx'],
        ['array', 'float64', [-1], []],
        ['array', 'float64', [1.5], [1]],
      ],
      [
        ['array', 1, [1], [1]],
        ['list', {}],
        ['list', [1]],
        ['record', [['a']]],
        ['record', { a: ['null'] }],
      ],
      [['__proto__', 1], ['constructor'], ['toString'], { 0: 'number', 1: 3, length: 2 }],
    ].flat();
    for (const each of forged) expect(isPlain(each), JSON.stringify(each)).toBe(false);
    let deep: Plain = ['number', 1];
    for (let i = 0; i < 1000; i++) deep = ['list', [deep]];
    expect(isPlain(deep)).toBe(false);
    // An array whose shape promises more than it has is another array.
    expect(difference(['array', 'float64', [2], [1]], ['array', 'float64', [2], [1, 2]], exact)).toBeDefined();
    expect(
      difference(
        [
          'record',
          [
            ['a', ['number', 1]],
            ['a', ['number', 2]],
          ],
        ],
        [
          'record',
          [
            ['a', ['number', 1]],
            ['b', ['number', 2]],
          ],
        ],
        exact,
      ),
    ).toBeDefined();
  });
});
