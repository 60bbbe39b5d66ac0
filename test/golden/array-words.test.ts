/** @file Arrays of texts as NumPy has them: printing, comparisons, sorting, sets, joining, in several views (make_array_more.py). */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { np, NDArray, StringArray } from '../../src/array/index.ts';

interface Plain {
  shape: number[];
  data: unknown[];
}
type Facts = Record<string, Plain> & { text: string; list: unknown; repr?: string; unique: Plain[] };

const { words: golden } = JSON.parse(
  gunzipSync(readFileSync(new URL('./data/array-more.json.gz', import.meta.url))).toString(),
) as { words: Record<string, Facts> };

const words = np.array([
  ['cat', 'dog', 'bird', 'cat'],
  ['Zoë', "it's", 'dog', '고양이'],
  ['cat', 'ant', 'ant', 'dog'],
]);
const views: Record<string, StringArray> = {
  all: words,
  transposed: words.T,
  sliced: words.at('1:', '::2'),
  negative: words.at('::-1', '::-1'),
  line: words.at(0),
  empty: words.at(':0'),
  one: words.at(1, 2),
  long: np.array(Array.from({ length: 30 }, (_, i) => `name ${i}`)),
};

function plain(x: NDArray | StringArray): Plain {
  const flat = x.reshape(-1).toList();
  return { shape: [...x.shape], data: flat as unknown[] };
}
const expected = ({ shape, data }: Plain): Plain => ({ shape, data });

describe.each(Object.keys(golden))('as NumPy, %s', (name) => {
  const v = views[name]!;
  const want = golden[name]!;

  it('prints and converts', () => {
    expect(String(v)).toBe(want.text);
    expect(v.toList()).toEqual(want.list);
    if (want.repr !== undefined && v.size > 0) expect(v.repr()).toBe(want.repr);
  });

  it('compares, chooses and joins', () => {
    expect(plain(v.eq('cat'))).toEqual(expected(want['eq']!));
    expect(plain(v.ne('dog'))).toEqual(expected(want['ne']!));
    expect(plain(v.lt('c'))).toEqual(expected(want['lt']!));
    expect(plain(np.isin(v, ['cat', 'bird', 'none']))).toEqual(expected(want['isin']!));
    expect(plain(np.where(v.eq('cat'), 'yes', v))).toEqual(expected(want['where']!));
    expect(plain(np.concatenate([v.ravel(), ['elephant']]))).toEqual(expected(want['concatenate']!));
  });

  it('sorts and finds what is unique', () => {
    const all = np.unique(v, { returnIndex: true, returnInverse: true, returnCounts: true });
    expect([all.values, all.index, all.inverse, all.counts].map(plain)).toEqual(want.unique.map(expected));
    if (v.ndim === 0) return;
    expect(plain(np.sort(v))).toEqual(expected(want['sort']!));
    expect(plain(np.argsort(v))).toEqual(expected(want['argsort']!));
  });
});
