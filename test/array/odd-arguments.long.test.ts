/**
 * @file Every function and method of np with an odd value in place of each of its arguments, or behind the last: it works, or it
 * says in an error of its own what was wrong. Python's None is null here, and the first thing that people try.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { KernelabError } from '../../src/errors/index.ts';
import {
  argsOf,
  generator,
  linalg,
  line,
  methods,
  random,
  randomState,
  samples,
  testing,
  type Sample,
} from './samples.ts';

const odd: Readonly<Record<string, unknown>> = {
  null: null,
  undefined: undefined,
  text: 'x',
  NaN: NaN,
  '{}': {},
  '[]': [],
  '[null]': [null],
  'a function': () => 0,
  true: true,
  '1.5': 1.5,
  '-7': -7,
  '{ axis: null }': { axis: null },
  "{ axis: 'x' }": { axis: 'x' },
  '{ axis: 1.5 }': { axis: 1.5 },
  '{ axis: [0, 0] }': { axis: [0, 0] },
  '{ axis: {} }': { axis: {} },
  '{ dtype: null }': { dtype: null },
  '{ out: null }': { out: null },
  "['a']": ['a'],
  'a ragged list': [[1], [1, 2]],
  'a Map': new Map(),
  'a Date': new Date(0),
};

let before: ReturnType<typeof np.seterr>;
beforeAll(() => void (before = np.seterr({ all: 'ignore' })));
afterAll(() => void np.seterr(before));

describe.each([
  ['np', np, samples],
  ['np.linalg', np.linalg, linalg],
  ['np.testing', np.testing, testing],
  ['np.random', np.random, random],
  ['a Generator', np.random.defaultRng(1), generator],
  ['a RandomState', new np.random.RandomState(1), randomState],
  ['an array', line, methods],
] as readonly [string, object, Record<string, Sample>][])('%s', (_, owner, table) => {
  it('refuses in its own words', async () => {
    const raw: string[] = [];
    for (const [name, sample] of Object.entries(table)) {
      const call = (owner as Record<string, unknown>)[name];
      if (typeof call !== 'function' || /save|load|tofile/i.test(name)) continue;
      for (let at = 0; at <= argsOf(sample).length; at++) {
        for (const [word, value] of Object.entries(odd)) {
          const args = [...argsOf(sample)];
          args[at] = value;
          try {
            await (call as (...given: unknown[]) => unknown).apply(owner, args);
          } catch (error) {
            if (!(error instanceof KernelabError)) raw.push(`${name}, argument ${at} ${word}: ${String(error)}`);
          }
        }
      }
    }
    expect(raw).toEqual([]);
  });
});
