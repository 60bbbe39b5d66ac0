/**
 * @file Every function of `plt` and `plot` and every method of figures and axes refuses an option it does not know. The walk goes
 * over what is exported: a new call without sample arguments here fails.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { plt } from '../../src/plot/index.ts';
import { ownerOf, refusal, refusalOf, samples, spoken, unfinished, walk } from './samples.ts';

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

describe.each(Object.keys(walk) as (keyof typeof walk)[])('%s', (place) => {
  const needed = walk[place].filter((name) => name !== 'imread');

  it('has sample arguments for everything it offers', () => {
    expect(Object.keys(samples[place]).toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  it.each(needed.filter((name) => name in samples[place]))('%s refuses an option that does not exist', async (name) => {
    const said = await refusalOf(place, name);
    expect(said).toMatch(new RegExp(`^ValueError: (plt|plot|fig|ax)\\.\\w+: .*noSuchOption`));
    expect(said).toContain(spoken[name] ?? name.replace(/^set_/, ''));
  });

  it.each(needed.filter((name) => name in samples[place] && !unfinished.includes(name)))(
    '%s works with its sample arguments',
    async (name) => {
      const args = samples[place][name]!();
      expect(await refusal(() => ownerOf(place)[name]!(...args))).toBe('accepted');
    },
  );
});

it('plt.imread refuses an option that does not exist', async () => {
  const read = plt.imread as (...args: unknown[]) => Promise<unknown>;
  expect(await refusal(() => read('a.png', { noSuchOption: 1 }))).toContain(
    "plt.imread: there is no option 'noSuchOption'",
  );
});

it('so do collections and settings', async () => {
  const style = plt.style as unknown as Record<'use', (...args: unknown[]) => void>;
  expect(await refusal(() => style.use('default', { noSuchOption: 1 }))).toContain('plt.style.use: there is no option');
  expect(await refusal(() => Object.assign(plt.rcParams, { 'figure.figsiz': [1, 2] }))).toMatchInlineSnapshot(
    `"ValueError: plt.rcParams: there is no option 'figure.figsiz'. Received { figure.figsiz: [1, 2] }. Did you mean 'figure.figsize'?"`,
  );
});
