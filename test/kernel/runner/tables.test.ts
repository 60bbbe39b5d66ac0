/** @file Which values are shown as tables, and what stands in them. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { htmlOf, tableOf } from '../../../kernel/runner/tables.ts';

const words = (html: string | undefined): string =>
  (html ?? '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('tables', () => {
  it('lists of records, with the types of their columns and gaps', () => {
    const html = htmlOf([{ name: '개', n: 3 }, { name: 'cat', n: 2.5, ok: true }]); // prettier-ignore
    expect(words(html)).toBe('name string n number ok boolean 0 개 3 1 cat 2.5 true');
    expect(html).toContain('<th scope="col">');
  });

  it('maps by key and value, and what makes HTML of itself', () => {
    expect(words(htmlOf(new Map([['a', 1]])))).toBe('key string value number 0 a 1');
    expect(htmlOf({ toHTML: () => '<b>own</b>' })).toBe('<b>own</b>');
    expect(htmlOf({ toHTML: () => 7 })).toBeUndefined();
  });

  it('nothing in a cell is markup, long values are folded, sixty rows are shown', () => {
    const html = htmlOf([{ '<i>': '<script>"&' }, { '<i>': 'x'.repeat(9000) }])!;
    expect(html).not.toMatch(/<i>|<script>/);
    expect(html).toContain('&lt;script&gt;&quot;&amp;');
    expect(html).toContain('<details>');
    expect(html.length).toBeLessThan(7000);
    const many = htmlOf(Array.from({ length: 100 }, (_, i) => ({ i })))!;
    expect(many.match(/<tr>/g)!.length).toBe(61);
    expect(words(many)).toContain('… 40 more rows of 100');
  });

  it('nothing where plain text says as much', () => {
    const values = [
      [1, 2], [], [{}], [{ a: 1 }, 2], [[1], [2]], { a: 1 }, 'text', null, undefined, new Map(), new Set(), new Set([1]), [new Date(0)],
    ]; // prettier-ignore
    for (const value of values) expect(htmlOf(value), inspect(value)).toBeUndefined();
  });

  it('of four thousand million holes the first decides', () => {
    const holes = (): unknown[] => Object.assign([], { length: 2 ** 32 - 1 });
    expect(htmlOf(holes())).toBeUndefined();
    expect(htmlOf(Object.assign(holes(), [{ a: 1 }]))).toBeUndefined();
  });

  it('console.table takes lists, objects, sets, typed arrays and columns', () => {
    expect(words(tableOf({ x: { a: 1, b: 2 }, y: { a: 3 } }))).toBe('a number b number x 1 2 y 3');
    expect(words(tableOf([{ a: 1, b: 2 }], ['b']))).toBe('b number 0 2');
    expect(words(tableOf(new Float32Array([1, 2])))).toBe('value number 0 1 1 2');
    expect(words(tableOf([[1, 2], [3]]))).toBe('0 number 1 number 0 1 2 1 3');
    expect(words(tableOf(new Set(['a'])))).toBe('value string 0 a');
    expect(words(tableOf(new Float64Array(100_000)))).toContain('… 99940 more rows of 100000');
    expect(tableOf(7)).toBeUndefined();
  });
});
