/** @file npy, npz and text files against NumPy's own bytes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import type { NDArray } from '../../src/array/core/ndarray.ts';

interface Golden {
  npy: { label: string; npy: string; descr: string; shape: number[]; values: (number | 'nan')[] }[];
  npz: Record<'stored' | 'compressed', string>;
  texts: { options: Parameters<typeof np.savetxt>[2]; text: string }[];
  integers: string;
}

const golden = JSON.parse(readFileSync(new URL('./data/array-files.json', import.meta.url), 'utf8')) as Golden;
const folder = mkdtempSync(join(tmpdir(), 'kernelab-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const native = new Set(['|b1', '|u1', '|i1', '<u2', '<i2', '<i4', '<u4', '<i8', '<f4', '<f8']);

describe('npy', () => {
  it.each(golden.npy)('$label', ({ label, npy, descr, shape, values }) => {
    const bytes = Buffer.from(npy, 'base64');
    const a = np.load(bytes) as NDArray;
    expect(a.shape).toEqual(shape);
    expect(Array.from(a.toTyped())).toEqual(values.map((v) => (v === 'nan' ? NaN : v)));
    if (!native.has(descr) || /fortran|version/.test(label)) return;
    const path = join(folder, 'a.npy');
    np.save(path, a);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});

describe('npz', () => {
  it.each(['stored', 'compressed'] as const)('reads what NumPy wrote, %s', (kind) => {
    const { kernel, bias } = np.load(Buffer.from(golden.npz[kind], 'base64')) as Record<string, NDArray>;
    expect([kernel!.dtype, kernel!.shape, bias!.dtype, bias!.toList()]).toEqual(['float32', [3, 4], 'int64', [1, 2, 3]]);
    expect(Array.from(kernel!.toTyped())).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('savetxt', () => {
  const x = np.array([
    [0, -1.5, 2.5],
    [1e-10, 123456.789, -0],
    [NaN, Infinity, -Infinity],
    [0.125, 3.5, 1e22],
  ]);
  it.each(golden.texts)('$options', ({ options, text }) => {
    const path = join(folder, 'a.txt');
    np.savetxt(path, x, options);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('whole numbers', () => {
    const path = join(folder, 'b.txt');
    np.savetxt(path, np.arange(6).reshape(2, 3).sub(2), { fmt: '%d' });
    expect(readFileSync(path, 'utf8')).toBe(golden.integers);
    expect(np.loadtxt(path, { dtype: 'int64' }).toList()).toEqual([
      [-2, -1, 0],
      [1, 2, 3],
    ]);
  });
});
