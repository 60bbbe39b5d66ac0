/** @file The blocks of the kernels' memory: random takes and gives against a list of what is out. */
import { describe, expect, it } from 'vitest';
import { Blocks, LARGEST_BLOCK } from '../../src/engine/np/blocks.ts';
import { Stores } from '../../src/engine/np/stores.ts';

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
    expect(stores.owns(store)).toBe(true);
    expect(stores.owns(store.subarray(0, 5000))).toBe(false);
    expect(stores.owns(store.subarray(1))).toBe(false);
  });
});
