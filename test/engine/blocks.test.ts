/** @file The blocks of the kernels' memory: random takes and gives against a list of what is out. */
import { describe, expect, it } from 'vitest';
import { Blocks, LARGEST_BLOCK } from '../../src/engine/np/blocks.ts';
import { storesOf } from '../../src/engine/np/program.ts';
import { Stores, storeAddress } from '../../src/engine/np/stores.ts';

const START = 65536;

describe('blocks', () => {
  it('never overlap, and all of the memory is there again in the end', () => {
    const blocks = new Blocks(START, 2 * LARGEST_BLOCK);
    const out = new Map<number, number>();
    let isRight = true;
    let state = 7;
    const below = (n: number): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % n;
    for (let k = 0; k < 4000; k++) {
      if (below(100) < 55) {
        const bytes = 1 + below(2 ** (8 + below(19)));
        const at = blocks.take(bytes);
        if (at < 0) continue;
        for (const [other, length] of out) isRight &&= at + bytes <= other || other + length <= at;
        isRight &&= at >= START && at + bytes <= START + 2 * LARGEST_BLOCK;
        isRight &&= blocks.isGiven(at, bytes) && !blocks.isGiven(at, bytes - 1);
        out.set(at, bytes);
      } else if (out.size > 0) {
        const at = [...out.keys()][below(out.size)]!;
        blocks.give(at);
        isRight &&= !blocks.isGiven(at, out.get(at)!);
        out.delete(at);
      }
      isRight &&= blocks.used === [...out.values()].reduce((sum, bytes) => sum + bytes, 0);
    }
    expect(isRight).toBe(true);
    for (const at of out.keys()) blocks.give(at);
    const both = [blocks.take(LARGEST_BLOCK), blocks.take(LARGEST_BLOCK)];
    expect(both.toSorted((a, b) => a - b)).toEqual([START, START + LARGEST_BLOCK]);
    expect(blocks.take(1)).toBe(-1);
  });

  it('use what is left beside the largest ones in smaller ones, which never join across its end', () => {
    const SPACE = LARGEST_BLOCK + (192 << 20);
    const blocks = new Blocks(START, SPACE);
    const all = (): number[] => {
      const out: number[] = [];
      for (let at = blocks.take(64 << 20); at >= 0; at = blocks.take(64 << 20)) out.push((at - START) >> 26);
      return out.sort((a, b) => a - b);
    };
    const places = Array.from({ length: SPACE >> 26 }, (_, k) => k);
    expect(all()).toEqual(places);
    for (const k of places.toReversed()) blocks.give(START + k * (64 << 20));
    expect([LARGEST_BLOCK, 128 << 20, 64 << 20, 1].map((bytes) => blocks.take(bytes) - START)).toEqual([
      0,
      LARGEST_BLOCK,
      LARGEST_BLOCK + (128 << 20),
      -1 - START,
    ]);
  });

  it('have an eighth of the machine, within bounds', () => {
    const GIB = 2 ** 30;
    expect([undefined, 1.9 * GIB, 4 * GIB, 7.7 * GIB, 15.6 * GIB, 64 * GIB].map(storesOf)).toEqual([
      256, 256, 512, 768, 1792, 1792,
    ]);
  });

  it('a block given back twice is taken back once', () => {
    const blocks = new Blocks(START, LARGEST_BLOCK);
    const [a, b] = [blocks.take(5000), blocks.take(5000)];
    blocks.give(a);
    blocks.give(a);
    expect([blocks.take(5000), blocks.take(5000)]).not.toContain(b);
  });
});

describe('stores', () => {
  /** Less than a largest block: stores use smaller ones then. */
  const SPACE = 64 << 20;
  const buffer = new ArrayBuffer(START + SPACE);

  it('say no when all is held, and give room again after stores were dropped', () => {
    const stores = new Stores(buffer, START, SPACE);
    const fill = (): number => {
      const held = Array.from({ length: 8 }, () => stores.take(Float64Array, 1 << 20));
      return held.filter((store) => store !== undefined).length;
    };
    expect(fill()).toBe(8);
    expect(stores.used).toBe(SPACE);
    expect(stores.take(Float64Array, SPACE / 8 + 1)).toBeUndefined();
    // Within running code, where no finalizer runs.
    const held = Array.from({ length: 8 }, () => stores.take(Float64Array, 1 << 20));
    expect(held.every((store) => store !== undefined)).toBe(true);
    expect(stores.take(Float64Array, 1)).toBeUndefined();
    expect(held).toHaveLength(8);
  });

  it('end with ones, so that what lies behind the elements never looks like a fault', () => {
    const stores = new Stores(buffer, START, SPACE);
    new Uint8Array(buffer).fill(0xff);
    const store = stores.take(Float32Array, 5001)!;
    const behind = new Float32Array(buffer, store.byteOffset + store.byteLength, 7);
    expect([...behind]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(storeAddress(store)).toBe(store.byteOffset);
    expect(storeAddress(store.subarray(0, 5000))).toBe(-1);
    expect(storeAddress(store.subarray(1))).toBe(-1);
  });

  it('are cut from regions when they are small; a region lives as long as one of its stores', () => {
    const stores = new Stores(buffer, START, SPACE);
    const region = 512 << 10;
    // One of each region is held.
    const held = [0, 1, 2].map((k) => {
      const made = Array.from({ length: 64 }, () => stores.take(Float64Array, 1000)!);
      expect(made.map((store) => store.byteOffset - made[0]!.byteOffset)).toEqual(made.map((_, i) => 8192 * i));
      return made[20 * k]!.fill(k);
    });
    expect(stores.used).toBe(3 * region);
    expect(held.map(storeAddress)).toEqual(held.map((store) => store.byteOffset));
    expect(stores.isEmpty()).toBe(false);
    expect(stores.used).toBe(3 * region);
    expect(held.map((store) => store.every((x) => x === store[0]))).toEqual([true, true, true]);
    expect(held.map((store) => store[0])).toEqual([0, 1, 2]);
    held.pop();
    expect(stores.isEmpty()).toBe(false);
    expect(stores.used).toBe(2 * region);
  });

  it('leave half of the memory to large ones, however many regions are held', () => {
    const stores = new Stores(buffer, START, SPACE);
    const held: Float64Array[] = [];
    for (let store = stores.take(Float64Array, 16_384); store !== undefined;) {
      held.push(store);
      for (let k = 0; k < 4; k++) store = stores.take(Float64Array, 16_384);
    }
    expect(held).toHaveLength(SPACE / 2 / (512 << 10));
    expect(stores.take(Float64Array, SPACE / 32)).toBeDefined();
  });
});
