import { describe, expect, it, test } from 'vitest';
import { clustersOf } from '../../src/grade/clusters.ts';
import { correlation, medianOf, questionFacts, sharesOf, tenths } from '../../src/grade/statistics.ts';
import { question, result, rightPart, wrongPart } from './made-results.ts';

describe('questions', () => {
  // Four students, three questions of one point: 111, 110, 100, 000.
  const ones = (bits: string) =>
    bits.split('').map((bit, i) => question('abc'[i]!, [bit === '1' ? rightPart : wrongPart]));
  const results = ['111', '110', '100', '000'].map((bits, i) => result(`s${i}`, { questions: ones(bits) }));

  it('have the mean share of their points, and the correlation with the rest', () => {
    const facts = questionFacts(results);
    expect(facts.map(({ difficulty }) => difficulty)).toEqual([0.75, 0.5, 0.25]);
    // By hand: a = (1, 1, 1, 0) beside b + c = (2, 1, 0, 0): 0.75 / √(0.75 · 2.75).
    expect(facts[0]!.discrimination).toBeCloseTo(0.75 / Math.sqrt(0.75 * 2.75), 12);
    expect(facts.map(({ full, some, none }) => [full, some, none])).toEqual([[3, 0, 1], [2, 0, 2], [1, 0, 3]]); // prettier-ignore
  });

  it('tell nothing about few students, or where all have the same', () => {
    expect(questionFacts(results.slice(0, 2)).map(({ discrimination }) => discrimination)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(questionFacts([])).toEqual([]);
    const same = ['a', 'b', 'c'].map((name) => result(name));
    expect(questionFacts(same)[0]!.discrimination).toBeUndefined();
  });

  it('leave out what a person is still to grade, and who has no marks', () => {
    const waiting = { ...question('a', [rightPart]), manual: true };
    const facts = questionFacts([...results, result('x', { questions: [] }), result('y', { questions: [waiting] })]);
    expect(facts[0]).toMatchObject({ difficulty: 0.75, full: 3 });
  });
});

test('correlation', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  expect(correlation([1, 2, 3], [1, 1, 1])).toBeUndefined();
});

test('shares in tenths, the last with 100%', () => {
  const results = [0, 0.1, 0.29999999999999993, 1].map((share, i) => result(`s${i}`, { points: share, max: 1 }));
  const shares = sharesOf([...results, result('none', { questions: [] })]);
  expect(shares).toHaveLength(4);
  expect(tenths(shares)).toEqual([1, 1, 0, 1, 0, 0, 0, 0, 0, 1]);
  expect(medianOf([1, 2, 4])).toBe(2);
  expect(medianOf([1, 2, 4, 9])).toBe(3);
});

test('same answers are one cluster, with what most of them read', () => {
  const wrong = (key: string, reason: string) =>
    question('a', [{ points: 0, max: 1, reasons: ['The value is wrong.', reason], common: { key, text: key } }]);
  const right = question('a', [{ ...rightPart, common: { key: 'r', text: '7' } }]);
  const results = [
    result('kim', { questions: [wrong('6', 'Add 1.')] }),
    result('lee', { questions: [right] }),
    result('park', { questions: [wrong('6', 'Add 1.')] }),
    result('choi', { questions: [wrong('5', 'Read again.')] }),
    result('old', {}),
  ];
  expect(clustersOf(results)).toEqual([
    {
      question: 'a',
      call: 1,
      of: 1,
      clusters: [
        { text: '6', right: false, reason: 'Add 1.', students: ['kim', 'park'] },
        { text: '7', right: true, reason: '', students: ['lee'] },
        { text: '5', right: false, reason: 'Read again.', students: ['choi'] },
      ],
    },
  ]);
});
