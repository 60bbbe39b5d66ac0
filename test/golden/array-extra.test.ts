/**
 * @file Sorting, counting, statistics, calculus, linear algebra, methods of functions, grids, polynomials and Fourier transforms against NumPy, every
 * case in several layouts.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ComplexArray, np, type DType } from '../../src/array/index.ts';
import { contiguousStrides } from '../../src/array/layout/strides.ts';
import { allocate } from '../../src/array/layout/dtype.ts';
import { NDArray, toTyped } from '../../src/array/index.ts';

interface Encoded {
  dtype: DType;
  shape: number[];
  data: (number | string | boolean)[];
}

interface Case {
  name: string;
  args: unknown[];
  options: Record<string, unknown>;
  result: unknown;
  tol: number;
}

const read = (name: string) =>
  JSON.parse(gunzipSync(readFileSync(new URL(`./data/${name}.json.gz`, import.meta.url))).toString()) as {
    cases: Case[];
    poly1d?: [number[], string][];
    complex?: { z: unknown; text: string; repr: string }[];
  };
const [extra, more] = [read('array-extra'), read('array-more')];
const cases = [...extra.cases, ...more.cases];

const isEncoded = (x: unknown): x is Encoded => typeof x === 'object' && x !== null && 'dtype' in x;

function numberOf(x: number | string | boolean): number {
  return x === 'nan' ? NaN : x === 'inf' ? Infinity : x === '-inf' ? -Infinity : Number(x);
}

/** The same elements in another place of memory. */
type Layout = (data: number[], shape: number[], dtype: DType) => NDArray;

const strided = (data: number[], shape: number[], dtype: DType, strides: number[], offset: number, room: number) => {
  const store = allocate(dtype, room).fill(1);
  const a = new NDArray(store, dtype, shape, strides, offset);
  const index = shape.map(() => 0);
  for (const x of data) {
    store[offset + index.reduce((s, i, d) => s + i * strides[d]!, 0)] = x;
    for (let d = shape.length - 1; d >= 0 && ++index[d]! >= shape[d]!; d--) index[d] = 0;
  }
  return a;
};

const layouts: Record<string, Layout> = {
  contiguous: (data, shape, dtype) => strided(data, shape, dtype, contiguousStrides(shape), 0, data.length),
  'transposed storage': (data, shape, dtype) =>
    strided(data, shape, dtype, contiguousStrides(shape.toReversed()).toReversed(), 0, data.length),
  'every second element': (data, shape, dtype) =>
    strided(data, shape, dtype, contiguousStrides(shape).map((s) => 2 * s), 3, 2 * data.length + 3),
  'negative steps': (data, shape, dtype) =>
    strided(data, shape, dtype, contiguousStrides(shape).map((s) => -s), Math.max(0, data.length - 1), data.length),
};

const isComplex = (x: unknown): x is { real: unknown; imag: unknown } =>
  typeof x === 'object' && x !== null && 'real' in x;

function decode(x: unknown, layout: Layout): unknown {
  if (isComplex(x)) return new ComplexArray(decode(x.real, layout) as NDArray, decode(x.imag, layout) as NDArray);
  if (isEncoded(x)) return layout(x.data.map(numberOf), x.shape, x.dtype);
  if (Array.isArray(x)) return x.map((y) => decode(y, layout));
  return typeof x === 'string' && /^-?(nan|inf)$/.test(x) ? numberOf(x) : x;
}

/** Plain facts of a result, for one comparison that shows everything. */
function plain(x: unknown): unknown {
  if (x instanceof ComplexArray) return { real: plain(x.real), imag: plain(x.imag) };
  if (x instanceof NDArray) return { dtype: x.dtype, shape: [...x.shape], data: Array.from(toTyped(x)) };
  if (Array.isArray(x)) return x.map(plain);
  if (typeof x === 'boolean') return Number(x);
  return x;
}

function expected(x: unknown, got: unknown): unknown {
  if (Array.isArray(x)) return x.map((y, i) => expected(y, Array.isArray(got) ? got[i] : undefined));
  if (isComplex(x) && isComplex(got)) return { real: expected(x.real, got.real), imag: expected(x.imag, got.imag) };
  if (!isEncoded(x)) return typeof x === 'boolean' ? Number(x) : x;
  const data = x.data.map(numberOf);
  // A NumPy scalar where kernelab gives a number.
  return x.shape.length === 0 && typeof got === 'number' ? data[0] : { dtype: x.dtype, shape: x.shape, data };
}

/** Replaces numbers that are near enough by what was expected, so that toEqual shows only true differences. */
function snapped(got: unknown, want: unknown, tol: number): unknown {
  if (typeof got === 'number' && typeof want === 'number') {
    if (got === 0 && want === 0) return want;
    return Math.abs(got - want) <= tol * Math.max(1, Math.abs(want)) ? want : got;
  }
  if (Array.isArray(got) && Array.isArray(want)) return got.map((g, i) => snapped(g, want[i], tol));
  if (got && want && typeof got === 'object' && typeof want === 'object') {
    return Object.fromEntries(
      Object.entries(got).map(([k, v]) => [k, snapped(v, (want as Record<string, unknown>)[k], tol)]),
    );
  }
  return got;
}

function call({ name, args, options }: Case, layout: Layout): unknown {
  const given = args.map((x) => decode(x, layout));
  if (name.startsWith('complex ')) {
    const [z, ...others] = given as [Record<string, unknown>, ...unknown[]];
    const member = z[name.slice(8)];
    return typeof member === 'function' ? (member as (...all: unknown[]) => unknown).apply(z, others) : member;
  }
  let work: unknown = np;
  for (const part of name.split('.')) work = (work as Record<string, unknown>)[part];
  const opts = Object.fromEntries(Object.entries(options).map(([k, v]) => [k, decode(v, layout)]));
  const result = (work as (...all: unknown[]) => unknown)(...given, ...(Object.keys(opts).length > 0 ? [opts] : []));
  if (name.endsWith('.at') && result === undefined) return given[0];
  if (name === 'unique' && !(result instanceof NDArray)) {
    const { values, index, inverse, counts } = result as ReturnType<typeof np.unique> & Record<string, NDArray>;
    const asked = ['returnIndex', 'returnInverse', 'returnCounts'].map((k) => options[k] === true);
    return [values, ...[index, inverse, counts].filter((_, i) => asked[i])];
  }
  return result;
}

const names = [...new Set(cases.map((c) => c.name))];

describe.each(Object.keys(layouts))('as NumPy, %s', (layout) => {
  it.each(names)('%s', (name) => {
    for (const c of cases.filter((x) => x.name === name)) {
      const got = plain(call(c, layouts[layout]!));
      const want = expected(c.result, got);
      const context = { args: c.args, options: c.options };
      expect({ ...context, result: snapped(got, want, c.tol) }).toEqual({ ...context, result: want });
    }
  });
});

it('np.poly1d prints as in NumPy', () => {
  for (const [c, text] of more.poly1d!) expect(String(np.poly1d(c))).toBe(text);
});

it('complex arrays print as in NumPy', () => {
  for (const { z, text, repr } of more.complex!) {
    const array = decode(z, layouts['contiguous']!) as ComplexArray;
    expect([String(array), array.repr()]).toEqual([text, repr]);
  }
});
