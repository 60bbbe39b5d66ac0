import { describe, expect, it } from 'vitest';
import { readCalls } from '../../src/grade/calls.ts';
import type { Plain } from '../../src/grade/plain.ts';
import { errorSize, isHidden, shownOf } from '../../src/grade/shown.ts';

const source = `import { expectValue, draw } from 'kernelab';
await expectValue(({ n }) => f(n), { n: 3 });
// BEGIN HIDDEN TESTS
await expectValue(({ n }) => f(n), { n: draw.integer(3, 9) });
// END HIDDEN TESTS
await expectImage(({ n }) => f(n), { n: 5 });`;
const calls = readCalls(source, 'test');
const number = (value: number): Plain => ['number', value];
const array = (values: number[], dtype = 'float64', shape = [values.length]): Plain => ['array', dtype, shape, values];
const [open, hidden] = calls as [(typeof calls)[0], (typeof calls)[0]];

it('a call in the hidden lines is hidden, one before or after is not', () => {
  expect(calls.map((call) => isHidden(source, call))).toEqual([false, true, false]);
});

describe('what is shown', () => {
  const wrong = { inputs: [['n', number(3)]] as [string, Plain][], mine: number(123.25), expected: number(456.75) };

  it('is everything of a public call', () => {
    expect(shownOf(source, open, wrong)).toEqual({
      hidden: false,
      asked: '({ n }) => f(n)',
      comparison: { kind: 'expectValue', tolerance: 1e-6 },
      inputs: [['n', ['number', 3]]],
      mine: ['number', 123.25],
      expected: ['number', 456.75],
    });
    expect(shownOf(source, open)).toMatchObject({ hidden: false, asked: '({ n }) => f(n)' });
  });

  it('is no number of a hidden call, but the size of the error', () => {
    const shown = shownOf(source, hidden, wrong);
    expect(shown).toEqual({
      hidden: true,
      mine: { kind: 'number' },
      expected: { kind: 'number' },
      error: { wrong: 1, of: 1, power: 3 },
    });
    const arrays = shownOf(source, hidden, { ...wrong, mine: array([1, 2, 3]), expected: array([1, 2], 'float32') });
    expect(arrays).toEqual({
      hidden: true,
      mine: { kind: 'array', dtype: 'float64', shape: [3] },
      expected: { kind: 'array', dtype: 'float32', shape: [2] },
    });
    const text = shownOf(source, hidden, { ...wrong, mine: ['string', 'secret'], expected: ['list', [number(77)]] });
    expect(JSON.stringify(text)).not.toMatch(/secret|77/);
  });

  it('leaves out what no page can hold', () => {
    const large = array(Array.from({ length: 80_000 }, () => 1));
    expect(shownOf(source, open, { ...wrong, mine: large })).not.toHaveProperty('mine');
  });
});

describe('the size of an error', () => {
  const how = { kind: 'expectValue', tolerance: 1e-6 } as const;

  it('is a power of ten above the largest', () => {
    expect(errorSize(array([1, 2, 3]), array([1, 2.004, 3.02]), how)).toEqual({ wrong: 2, of: 3, power: -1 });
    expect(errorSize(number(1), number(1.0011), how)).toEqual({ wrong: 1, of: 1, power: -2 });
    expect(errorSize(['list', [number(1), ['list', [number(5)]]]], ['list', [number(1), ['list', [number(25)]]]], how)) // prettier-ignore
      .toEqual({ wrong: 1, of: 2, power: 2 });
  });

  it('counts what the comparison counts', () => {
    expect(errorSize(number(1 + 1e-9), number(1), how)).toBeUndefined();
    const picture = { kind: 'expectImage', tolerance: 1 } as const;
    expect(errorSize(array([1, 9], 'uint8'), array([2, 5], 'uint8'), picture)).toEqual({ wrong: 1, of: 2, power: 1 });
    expect(errorSize(array([1]), array([2]), { kind: 'expectShape', tolerance: 1e-6 })).toBeUndefined();
  });

  it('knows NaN and infinities', () => {
    const nan: Plain = ['array', 'float64', [2], ['NaN', 'Infinity']];
    expect(errorSize(nan, array([1, 2]), how)).toEqual({ wrong: 2, of: 2 });
    expect(errorSize(nan, nan, how)).toBeUndefined();
  });

  it('is none where the forms differ', () => {
    expect(errorSize(number(1), array([1]), how)).toBeUndefined();
    expect(errorSize(array([1, 2]), array([1, 2], 'float64', [1, 2]), how)).toBeUndefined();
    expect(errorSize(array([1, 2], 'int64'), array([3, 4]), how)).toBeUndefined();
    expect(errorSize(['string', 'a'], ['string', 'b'], how)).toBeUndefined();
  });
});
