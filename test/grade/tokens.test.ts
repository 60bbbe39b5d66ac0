import { expect, it } from 'vitest';
import { namesIn, tokensOf } from '../../src/grade/tokens.ts';

it('comments, spaces, chosen names, quotes, semicolons and the spelling of numbers are gone', () => {
  const one = 'const total = xs.map((x) => x * 1_000.50); // thousand\nlog("a");';
  const other = "let  sum=values . map( ( item )=>item*1000.5 ) /* here */\nprint('b')";
  expect(tokensOf(one)).toEqual(tokensOf(other));
  expect(tokensOf(one).join(' ')).toBe("let v = v . map ( ( v ) => v * 1000.5 ) v ( '' )");
});

it('what the library, the language or the exercise calls it stays', () => {
  expect(tokensOf('np.sum(x, axis)', new Set(['x']))).toEqual(['np', '.', 'sum', '(', 'x', ',', 'v', ')']);
  expect(namesIn('function pool(x) { return x.at(0); }')).toEqual(new Set(['function', 'pool', 'x', 'return', 'at']));
});

it('i += 1 is i++, and a comma at the end is taste', () => {
  expect(tokensOf('i += 1; j -= 1; k += 12')).toEqual(tokensOf('i++; j--; k += 12'));
  expect(tokensOf('f(\n  a,\n  b,\n)')).toEqual(tokensOf('f(a, b)'));
});

it('texts that end nowhere end', () => {
  for (const text of ["'abc", '`abc${', '/* abc', 'a /', '\\', '"\\'])
    expect(Array.isArray(tokensOf(text)), text).toBe(true);
  const long = `${'('.repeat(50_000)}'${'a'.repeat(50_000)}`;
  expect(tokensOf(long)).toHaveLength(50_001);
});
