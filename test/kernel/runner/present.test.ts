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
