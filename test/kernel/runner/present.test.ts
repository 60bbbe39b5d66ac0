/** @file How the kernel shows values that say nothing about themselves. */
import { expect, test } from 'vitest';
import { bundleNow } from '../../../kernel/runner/present.ts';

test('a bundled namespace is a list of names, not of getters', () => {
  const bundled = {};
  for (const name of ['mnist', 'facesAndAnimals', 'lectureImage', 'lectureImageNames', 'fashionMnist', 'cifar10'])
    Object.defineProperty(bundled, name, { enumerable: true, get: () => (name.endsWith('e') ? () => 1 : 1) });
  expect(bundleNow(bundled)).toMatchInlineSnapshot(`
    {
      "text/plain": "mnist, facesAndAnimals, lectureImage(), lectureImageNames, fashionMnist, cifar10",
    }
  `);
});

test('an object with a getter of its own is inspected, and the getter not called', () => {
  const own = {
    get broken(): number {
      throw new Error('called');
    },
  };
  expect(bundleNow(own)).toEqual({ 'text/plain': '{ broken: [Getter] }' });
});

test('the rest of a long value is folded; nothing of it is markup', () => {
  const html = (value: unknown): string => (bundleNow(value) as Record<string, string>)['text/html'] ?? '';
  const lines = html(Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`field${i}`, `<b>${'x'.repeat(60)}`])));
  expect(lines).toMatch(
    /^<pre>\{\n {2}field0: [^]*<\/pre><details><summary>… 67 more lines<\/summary><pre>[^]*\n\}<\/pre><\/details>$/,
  );
  expect(lines).not.toContain('<b>');
  expect(html('y'.repeat(9000))).toMatch(
    /^<pre>'y{1999}<\/pre><details><summary>… 7002 more characters<\/summary><pre>y+'<\/pre><\/details>$/,
  );
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  for (const short of [numbers, new Float32Array(300), new Map(), new Set([1, 2]), 'text', { a: 1 }])
    expect(html(short)).toBe('');
  expect(html(new Map([['a', 1]]))).toContain('<table');
  expect(html(new Set([{ a: 1 }, { a: 2 }]))).toContain('<table');
});
