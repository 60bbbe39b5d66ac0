/** @file Every function of image and sklearn that refuses an argument speaks of itself, never of a step inside. */
import { expect, it } from 'vitest';
import { np } from '../src/array/index.ts';
import { KernelabError } from '../src/errors/index.ts';
import { image } from '../src/image/index.ts';
import { sklearn } from '../src/learn/index.ts';

const wrong: Readonly<Record<string, unknown>> = {
  'too many axes': np.zeros([2, 2, 2, 2, 2]),
  'a line': np.zeros([3]),
  'a text': 'abc',
  nothing: undefined,
  null: null,
  'an object': { a: 1 },
  'a number': 3.5,
  nan: np.full([4, 4], Number.NaN),
};

it.each(Object.entries({ image, sklearn }))('%s', async (room, all) => {
  const faults: string[] = [];
  for (const [name, each] of Object.entries(all as Record<string, unknown>)) {
    if (typeof each !== 'function') continue;
    const call = each as (...args: unknown[]) => unknown;
    for (const [kind, value] of Object.entries(wrong)) {
      const args = Array.from({ length: Math.max(1, Math.min(call.length, 3)) }, () => value);
      try {
        await call(...args);
      } catch (error) {
        const who = error instanceof KernelabError ? error.facts.who : undefined;
        const isOwn = who === name || who === `${room}.${name}` || who?.startsWith(`${name}.`);
        if (!isOwn) faults.push(`${name} with ${kind}: ${String(error)}`);
      }
    }
  }
  expect(faults).toEqual([]);
});
