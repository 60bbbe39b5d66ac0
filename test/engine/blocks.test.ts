/** @file The blocks of the kernels' memory: random takes and gives against a list of what is out. */
import { describe, expect, it } from 'vitest';
import { Blocks, LARGEST_BLOCK } from '../../src/engine/np/blocks.ts';
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

  it('a block given back twice is taken back once', () => {
    const blocks = new Blocks(START, LARGEST_BLOCK);
    const [a, b] = [blocks.take(5000), blocks.take(5000)];
    blocks.give(a);
    blocks.give(a);
    expect([blocks.take(5000), blocks.take(5000)]).not.toContain(b);
  });
});

describe('stores', () => {
  const buffer = new ArrayBuffer(START + LARGEST_BLOCK);

  it('say no when all is held, and give room again after stores were dropped', () => {
    const stores = new Stores(buffer, START, LARGEST_BLOCK);
    const fill = (): number => {
      const held = Array.from({ length: 8 }, () => stores.take(Float64Array, 1 << 20));
      return held.filter((store) => store !== undefined).length;
    };
    expect(fill()).toBe(8);
    expect(stores.used).toBe(LARGEST_BLOCK);
    expect(stores.take(Float64Array, LARGEST_BLOCK / 8 + 1)).toBeUndefined();
    // Within running code, where no finalizer runs.
    const held = Array.from({ length: 8 }, () => stores.take(Float64Array, 1 << 20));
    expect(held.every((store) => store !== undefined)).toBe(true);
    expect(stores.take(Float64Array, 1)).toBeUndefined();
    expect(held).toHaveLength(8);
  });

  it('end with ones, so that what lies behind the elements never looks like a fault', () => {
    const stores = new Stores(buffer, START, LARGEST_BLOCK);
    new Uint8Array(buffer).fill(0xff);
    const store = stores.take(Float32Array, 5001)!;
    const behind = new Float32Array(buffer, store.byteOffset + store.byteLength, 7);
    expect([...behind]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(storeAddress(store)).toBe(store.byteOffset);
    expect(storeAddress(store.subarray(0, 5000))).toBe(-1);
    expect(storeAddress(store.subarray(1))).toBe(-1);
  });

  it('are cut from regions when they are small; a region lives as long as one of its stores', () => {
    const stores = new Stores(buffer, START, LARGEST_BLOCK);
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
    const stores = new Stores(buffer, START, LARGEST_BLOCK);
    const held: Float64Array[] = [];
    for (let store = stores.take(Float64Array, 16_384); store !== undefined;) {
      held.push(store);
      for (let k = 0; k < 4; k++) store = stores.take(Float64Array, 16_384);
    }
    expect(held).toHaveLength(LARGEST_BLOCK / 2 / (512 << 10));
    expect(stores.take(Float64Array, LARGEST_BLOCK / 32)).toBeDefined();
  });
});
