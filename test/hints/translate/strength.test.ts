/** @file Brackets of translated lines: what a line gives is what Python gives for the line it was made from. */
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { statement } from '../../../src/hints/translate/index.ts';
import { strengthOf } from '../../../src/hints/translate/strength.ts';

const before = "const xs = [1, 2, 3];\nconst s = ' abca';\nconst x = 'x';\nconst [a, b] = [2, 3];";

/** What a line of Python leaves in `y`, or in `xs`, when its translation is run. */
function run(line: string): unknown {
  const translated = statement(line, { code: before })!;
  return runInNewContext(`${before} let y; ${translated.replace(/^const y\b/, 'y')}; y ?? xs`);
}

describe('as Python', () => {
  test.each([
    ['y = s.count("a") * 2', 4],
    ['y = s.strip().capitalize().lower()', 'abca'],
    ['y = not isinstance(x, (int, float))', true],
    ['y = isinstance(x, (str, list)) and a == 3', false],
    ['y = not a == b == 2', true],
    ['y = not xs == []', true],
    ['y = not s.count("z")', true],
    ['y = (1 if a > 5 else 2) + 3', 5],
    ["y = f'{a:<6.2f}|'", '2.00  |'],
    ["y = f'{a:>6.2f}|'", '  2.00|'],
    ['xs[:-1] = [9]', [9, 3]],
    ['xs[-2:] = [9]', [1, 9]],
    ['xs[a-1:b] = [9]', [1, 9]],
    ['for i in trange(3): xs[i] = 0', [0, 0, 0]],
    ["for i in tqdm(range(3), desc='epoch'): xs[i] = 0", [0, 0, 0]],
  ])('%s', (line, value) => {
    expect(run(line)).toEqual(value);
  });
});

test('the weakest sign outside of brackets counts', () => {
  expect(['f(a + b)', '[a, b]', "'a + b'", 'new Set(x).size', '...xs'].map(strengthOf)).toEqual([20, 20, 20, 20, 20]);
  expect(['-a', 'await f(x)', 'typeof x'].map(strengthOf)).toEqual([10, 10, 10]);
  expect(['a * -b', 'a + b * c', 'typeof x === y', 'a && b || c', '(x) => x + 1'].map(strengthOf)).toEqual([
    8, 7, 4, 1, 0,
  ]);
});
