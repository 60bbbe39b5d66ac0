/** @file Arrays that live in the kernels' memory: what a student gets hold of, what views see, and where there is no room. */
import { describe, expect, it } from 'vitest';
import { rawStore } from '../../src/array/core/make.ts';
import { np, type NDArray } from '../../src/array/index.ts';
import { isPlaced, placeFrom } from '../../src/engine/index.ts';

const large = (): NDArray => np.arange(100_000).mul(0.5);
const isThere = (a: NDArray): boolean => isPlaced(rawStore(a));

describe('a large result', () => {
  it('lives in the memory of the kernels, and so do its views', () => {
    const a = large();
    expect(isThere(a)).toBe(true);
    expect([a.T, a.reshape(100, -1), a.at('5:'), np.broadcastTo(a, [2, 100_000])].map(isThere)).toEqual(
      Array(4).fill(true),
    );
    expect([65, 64].map((n) => isThere(np.arange(n).mul(0.5)))).toEqual([true, false]);
  });

  it('moves out when its store is asked for; all views of it follow', () => {
    const a = large();
    const view = a.reshape(100, 1000).at('1:', '::-1');
    const { data } = view;
    expect(data.buffer.byteLength).toBe(data.byteLength);
    expect(a.data).toBe(data);
    expect([a, view].map(isThere)).toEqual([false, false]);
    a.set(1999, -1);
    expect(view.item(0, 0)).toBe(-1);
    data[1000] = -2;
    expect(view.item(0, -1)).toBe(-2);
    expect(a.at(1000).item()).toBe(-2);
  });

  it('gives typed arrays that are good for ever, and is itself not copied by looking at it', () => {
    const a = large();
    expect(String(a)).toMatch(/^\[0\.0*/);
    expect([a.sum(), a.max(), a.item(3), np.arrayEqual(a, a.copy()), a.argmax()]).toEqual([
      2499975000,
      49999.5,
      1.5,
      true,
      99_999,
    ]);
    expect(isThere(a)).toBe(true);
    const flat = a.toTyped();
    expect(flat.buffer.byteLength).toBe(800_000);
    expect(structuredClone(flat)).toHaveLength(100_000);
  });

  it('is written to in its place: parts, masks, lists of places, out', () => {
    const a = large();
    a.set('10:20', a.at('0:10'));
    a.set(a.gt(49_000), 0);
    a.set([1, 2, 3], [7, 8, 9]);
    np.add(a, 1, { out: a });
    expect(isThere(a)).toBe(true);
    const plain = Float64Array.from({ length: 100_000 }, (_, i) => i / 2);
    plain.copyWithin(10, 0, 10);
    for (let i = 0; i < plain.length; i++) if (plain[i]! > 49_000) plain[i] = 0;
    plain.set([7, 8, 9], 1);
    expect(a.toTyped()).toEqual(plain.map((x) => x + 1));
    // From one part of a store to another that overlaps it.
    const b = large();
    b.set('1:', b.at(':-1'));
    expect([b.item(1), b.item(2), b.item(99_999)]).toEqual([0, 0.5, 49_999]);
  });

  it('is followed by nothing that a kernel wrote: every length beside the next store', () => {
    placeFrom(4096);
    for (let n = 16_384; n < 16_400; n++) {
      const a = np.full([n], 2, 'uint8');
      const next = np.full([n], 3, 'uint8');
      for (const made of [
        a.add(1),
        a.gt(1),
        np.where(a.gt(1), a, 9),
        a.astype('float64'),
        a.astype('float64').astype('uint8'),
      ]) {
        expect(made.item(n - 1)).not.toBe(3.5);
      }
      expect(next.sum()).toBe(3 * n);
    }
    placeFrom();
  });

  it('is written row by row beside what it broadcasts with, and ends where it ends', () => {
    for (const [rows, cols] of [
      [128, 25],
      [41, 25],
      [32, 32],
      [64, 129],
    ] as const) {
      for (const dtype of ['float64', 'float32', 'uint8', 'int64'] as const) {
        const a = np
          .arange(rows * cols)
          .mod(100)
          .astype(dtype)
          .reshape(rows, cols);
        const [row, column] = [a.at(1), a.at(':', '1:2')];
        const results = [a.add(row), a.mul(column), a.gt(row), a.sub(a.at('::-1')), a.at(':', '::-1').add(1)];
        const next = np.full([2000], 3, dtype);
        const again = [a.add(row), a.mul(column), a.gt(row), a.sub(a.at('::-1')), a.at(':', '::-1').add(1)];
        expect(next.sum()).toBe(6000);
        const value = (i: number, j: number): number => (i * cols + j) % 100;
        const narrow = (x: number): number => (dtype === 'uint8' ? x & 255 : x);
        const plain = (rule: (i: number, j: number) => number): number[] =>
          Array.from({ length: rows * cols }, (_, k) => narrow(rule(Math.floor(k / cols), k % cols)));
        const expected = [
          plain((i, j) => value(i, j) + value(1, j)),
          plain((i, j) => value(i, j) * value(i, 1)),
          plain((i, j) => Number(value(i, j) > value(1, j))),
          plain((i, j) => value(i, j) - value(rows - 1 - i, j)),
          plain((i, j) => value(i, cols - 1 - j) + 1),
        ];
        const isRight = (made: NDArray, k: number): boolean => {
          const data = made.toTyped();
          return data.length === rows * cols && expected[k]!.every((x, i) => x === data[i]);
        };
        expect([results, again].map((made) => made.map(isRight))).toEqual(Array(2).fill(Array(5).fill(true)));
      }
    }
  });
});

describe('what a tool makes of an array', () => {
  it('a clone has the elements of the array, not the memory around them', () => {
    const a = large();
    const clone = structuredClone(a) as unknown as { held: Float64Array; shape: number[] };
    expect(clone.held.buffer.byteLength).toBe(800_000);
    expect([clone.held[3], clone.shape]).toEqual([1.5, [100_000]]);
    const view = structuredClone(large().reshape(100, -1)) as unknown as { owner: { held: Float64Array } };
    expect(view.owner.held.buffer.byteLength).toBe(800_000);
  });

  it('a frozen array still moves out when its store is asked for', () => {
    const a = Object.freeze(large());
    const { data } = a;
    expect([data[3], data.buffer.byteLength]).toEqual([1.5, 800_000]);
    a.set(3, 7);
    expect([data[3], a.item(3)]).toEqual([7, 7]);
  });
});
