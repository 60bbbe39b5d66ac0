/** @file Lines of students who know Python whose translation must mean what they meant. */
import { expect, test } from 'vitest';
import { hintFor, hintForThrown, notices, operatorNotice } from '../../../src/hints/index.ts';
import { statement } from '../../../src/hints/translate/index.ts';

const array = { type: 'NDArray', gives: undefined, fixed: true };
const types = new Map([
  ['a', array],
  ['x', array],
  ['idx', array],
  ['cnt', { type: 'Record<string, number>', gives: undefined, fixed: true }],
]);

test.each([
  ["best = float('inf')", 'const best = Infinity'],
  ["best = float('-inf')", 'const best = -Infinity'],
  ["v = float('nan')", 'const v = NaN'],
  ["v = float('3')", "const v = Number('3')"],
  ['np.where(a > 0 & a < 3)', 'np.where(a.gt(0).and(a.lt(3)))'],
  ['np.where((a > 0) & (a < 3))', 'np.where(a.gt(0).and(a.lt(3)))'],
  ['a > 0 & a < 3 | a == 7', 'a.gt(0).and(a.lt(3)).or(a.eq(7))'],
  ['u > 0 & u < 3', 'u > 0 && u < 3'],
  ['a[a < 0] *= -1', 'a.set(a.lt(0), a.at(a.lt(0)).mul(-1))'],
  ['a[idx] += 1', 'a.set(idx, a.at(idx).add(1))'],
  ["console.log(a, end='')", 'process.stdout.write(`${a}`)'],
  ["console.log(a, 1, sep='-')", "console.log([a, 1].join('-'))"],
  ['plt.hist(x, bin=10)', 'plt.hist(x, { bins: 10 })'],
  ['cnt[ch] += 1', 'cnt[ch] = (cnt[ch] ?? 0) + 1'],
  ['cnt[ch] -= u - 2', 'cnt[ch] = (cnt[ch] ?? 0) - (u - 2)'],
])('%s', (line, wanted) => {
  expect(statement(line, { code: line, types })).toBe(wanted);
});

test.each([
  ['const fn = (p, q = 2) => p + q', 'fn(q=3, p=2)', 'fn(2, 3)'],
  ['function fn(p, q = 2) { return p + q }', 'fn(1, q=3)', 'fn(1, 3)'],
  ['const fn = (p = 1, q = 2) => p + q', 'fn(q=3)', 'fn(undefined, 3)'],
  ['function fn(p, { q = 2 }) { return p + q }', 'fn(1, q=3)', 'fn(1, { q: 3 })'],
  ['', 'fn(1, q=3)', 'fn(1, { q: 3 })'],
])('arguments of a function of one’s own: %s', (made, line, wanted) => {
  expect(statement(line, { code: `${made}\n${line}` })).toBe(wanted);
});

test('a name that the cell changes later is no constant', () => {
  const said = (code: string) => {
    const found = hintFor({ code: 2304, message: '', line: 1, column: 1, length: 5 }, code);
    return [found?.en, found?.ko];
  };
  expect([
    said('total = 0\nfor (const i of [1, 2]) {\n  total += i\n}'),
    said('total = 0\nconsole.log(total == 1)'),
  ]).toEqual([
    ['A new name is declared: let total = 0', '새 이름은 선언해야 합니다: let total = 0'],
    ['A new name is declared: const total = 0', '새 이름은 선언해야 합니다: const total = 0'],
  ]);
});

test('brackets on an array, with the names of the line', () => {
  const said = (at: string, line: string) => {
    const message = `NDArray: arrays have no [ ]. Received a[${at}]. For a part write a.at(${at}), for one number a.item(${at}).`;
    const found = hintForThrown({ name: 'IndexError', message, line });
    return [found?.en, found?.ko];
  };
  const part = (at: string, line: string) => [
    `Arrays have no [ ]. A part is ${at}; for a number write: ${line}`,
    `배열에는 [ ]를 쓸 수 없습니다. 일부분은 ${at}, 숫자 하나는 이렇게 씁니다: ${line}`,
  ];
  const whole = (line: string) => [
    `Arrays have no [ ]; write: ${line}`,
    `배열에는 [ ]를 쓸 수 없습니다. 이렇게 쓰세요: ${line}`,
  ];
  expect(said('-1', 'last = x[-1] + 1')).toEqual(part('x.at(-1)', 'last = x.item(-1) + 1'));
  expect(said('3', 'console.log(y[3])')).toEqual(part('y.at(3)', 'console.log(y.item(3))'));
  expect(said('2', 's += p[i]')).toEqual(part('p.at(i)', 's += p.item(i)'));
  expect(said('0', 'a[0][1]')).toEqual(whole('a.item(0, 1)'));
  expect(said('1', 'img[1][2] = 5')).toEqual(whole('img.set(1, 2, 5)'));
  expect(said('0', '[x[0], x[1]]')).toEqual(part('x.at(0)', '[x.item(0), x.item(1)]'));
  expect(said('0', 'for (let i = 0; i < 3; i++) { x[i] = 1 }')).toEqual(
    whole('for (let i = 0; i < 3; i++) { x.set(i, 1) }'),
  );
  expect(said('0', 'const q = xs[k][0]')).toEqual([undefined, undefined]);
  expect(said('0', 'f(a[i], b[i])')).toEqual([undefined, undefined]);
});

test('values side by side', () => {
  const said = (code: string) => notices(code).map(({ line, en, ko }) => [line, en, ko]);
  const all = (line: number, write: string) => [
    [
      line,
      `of values with commas between them only the last one counts. For all of them write: ${write}`,
      `쉼표로 나열한 값 가운데 마지막 하나만 남습니다. 모두 쓰려면: ${write}`,
    ],
  ];
  expect(said('const a = 1\na.shape, y.shape')).toEqual(all(2, '[a.shape, y.shape]'));
  expect(said('x.mean(), x.std(); // both')).toEqual(all(1, '[x.mean(), x.std()]'));
  expect(said('function f(v) { return v.mean(), v.std() }')).toEqual(all(1, 'return [v.mean(), v.std()]'));
  for (const cell of [
    'plt.plot(x), plt.show()',
    '[a.shape, y.shape]',
    'f(a.shape, b.shape)',
    'const a = 1, b = 2',
    "'a, b'",
  ])
    expect(said(cell)).toEqual([]);
});

test('elements that are meant as numbers', () => {
  const said = (code: number, cell: string, marked: string, message = '') => {
    const at = cell.indexOf(marked);
    const own = new Map([
      ...types,
      ['v', array] as const,
      ['y', array] as const,
      ['s', { ...array, type: 'number' }] as const,
    ]);
    const line = cell.slice(0, at).split('\n').length;
    const column = at - cell.lastIndexOf('\n', at);
    const found = hintFor({ code, message, line, column, length: marked.length }, cell, own);
    return [found?.en, found?.ko];
  };
  const isArray = "Operator '?' cannot be applied to types 'NDArray' and 'number'.";
  const number = (line: string) => [
    `\`v\` is an array, also where it has one element only; as a number it is written: ${line}`,
    `\`v\`: 원소가 하나뿐이어도 배열입니다. 숫자로 쓰려면: ${line}`,
  ];
  const index = (line: string) => [
    `An element of an array is an array; as a number it is written: ${line}`,
    `배열의 원소도 배열입니다. 숫자로 쓰려면: ${line}`,
  ];
  const asIndex = "Type 'NDArray' cannot be used as an index type.";
  expect(said(2367, 'for (const v of y) {\n  if (v == 3) s++;\n}', 'v == 3', isArray)).toEqual(
    number('if (v.item() == 3) s++'),
  );
  expect(said(2365, 'for (const v of y) s += v', 's += v', isArray)).toEqual(
    number('for (const v of y) s += v.item()'),
  );
  expect(said(2362, 'for (const v of y) {\n  console.log(v / 2)\n}', 'v / 2', isArray)[0]).toBe(
    'Operators do not work on arrays; write: console.log(v.div(2))',
  );
  expect(said(2538, 'names[y.at(0)]', 'y.at(0)', asIndex)).toEqual(index('names[y.item(0)]'));
  expect(said(2538, 'table[v]', 'v', asIndex)).toEqual(index('table[v.item()]'));
  expect(
    said(
      2345,
      'const m = Math.max(...y)',
      '...y',
      "Argument of type 'NDArray' is not assignable to parameter of type 'number'.",
    ),
  ).toEqual([
    'Math takes numbers one by one; of an array: const m = y.max()',
    'Math 함수는 숫자를 하나씩 받습니다. 배열에는 이렇게 쓰세요: const m = y.max()',
  ]);
  expect(said(2365, '[...y].reduce((p, q) => p + q)', 'p + q', isArray)).toEqual([
    '[...y] is a list of arrays; as a list of numbers: y.toList().reduce((p, q) => p + q)',
    '[...y]는 배열의 리스트입니다. 숫자의 리스트로 쓰려면: y.toList().reduce((p, q) => p + q)',
  ]);
});

test('a function of an earlier cell, and a key that is counted by', () => {
  const fn = { type: '(p: number, q?: number) => number', gives: 'number', fixed: true };
  const own = new Map([['fn', fn]]);
  expect(statement('fn(q=3, p=2)', { code: '', types: own })).toBe('fn(2, 3)');
  expect(statement('fn(1, rate=3)', { code: '', types: own })).toBe('fn(1, { rate: 3 })');
  const key = (right: string) => {
    const found = operatorNotice({
      operator: '[key]',
      left: 'cnt',
      right,
      leftType: 'missing key',
      rightType: '["a",[]]',
    });
    return [found?.en, found?.ko];
  };
  const en =
    "`cnt` has no key 'a': this is undefined, where Python raises KeyError. It has no keys. If a key may be missing: ";
  expect(key("'a'")[0]).toBe(`${en}cnt['a'] ?? 0, or 'a' in cnt`);
  expect(key('ch')).toEqual([
    `${en}cnt[ch] ?? 0, or ch in cnt; to count: cnt[ch] = (cnt[ch] ?? 0) + 1`,
    "`cnt`에는 'a' 키가 없어 이 값은 undefined입니다(파이썬에서는 KeyError). 키가 하나도 없습니다. 없을 수도 있는 키라면 cnt[ch] ?? 0 또는 ch in cnt로 쓰세요. 개수를 세려면: cnt[ch] = (cnt[ch] ?? 0) + 1",
  ]);
});
