/**
 * @file Which parts of a memory are given out: blocks whose sizes double from 1 KiB to 256 MiB, halved to give and joined to
 * take back (buddies). A run may be cut off between any two steps (a terminated cell): then a block can be lost until the
 * process ends, but none is ever given out twice, since it leaves the free ones before anything else happens.
 */

/** Bytes of the smallest block. */
const UNIT = 1024;
/** The largest block has 2^TOP of them. */
const TOP = 18;

/** Bytes of the largest block. */
export const LARGEST_BLOCK = UNIT << TOP;

export class Blocks {
  /** Bytes given out, as they were asked for. */
  used = 0;
  private readonly start: number;
  /** By size: the numbers of blocks that were free at some time; `free` knows which of them still are. */
  private readonly lists: number[][] = Array.from({ length: TOP + 1 }, () => []);
  /** At the first unit of a free block: one more than its order, 0 elsewhere. The same of blocks given out. (Pages of zeros cost nothing.) */
  private readonly free: Int8Array;
  private readonly given: Int8Array;
  private readonly asked: Int32Array;

  /** Over `bytes` bytes from `start`: largest blocks, and smaller ones of what is left. */
  constructor(start: number, bytes: number) {
    this.start = start;
    const units = Math.floor(bytes / UNIT);
    const count = units >> TOP;
    this.free = new Int8Array(units);
    this.given = new Int8Array(units);
    this.asked = new Int32Array(units);
    for (let k = count - 1; k >= 0; k--) this.put(k << TOP, TOP);
    let rest = count << TOP;
    for (let order = TOP - 1; order >= 0; order--) {
      if (rest + (1 << order) > units) continue;
      this.put(rest, order);
      rest += 1 << order;
    }
  }

  /** The first of at least `bytes` bytes, a multiple of 1 KiB behind `start`; -1 when there is no free block of that size. */
  take(bytes: number): number {
    let wanted = 0;
    while (UNIT << wanted < bytes) wanted++;
    for (let order = wanted; order <= TOP; order++) {
      const block = this.get(order);
      if (block < 0) continue;
      for (let half = order - 1; half >= wanted; half--) this.put(block + (1 << half), half);
      this.given[block] = wanted + 1;
      this.asked[block] = bytes;
      this.used += bytes;
      return this.start + block * UNIT;
    }
    return -1;
  }

  /** Takes a block back. */
  give(at: number): void {
    let block = (at - this.start) / UNIT;
    let order = this.given[block]! - 1;
    if (order < 0) return;
    this.given[block] = 0;
    this.used -= this.asked[block]!;
    for (; order < TOP; order++) {
      const buddy = block ^ (1 << order);
      if (this.free[buddy] !== order + 1) break;
      this.free[buddy] = 0;
      block &= ~(1 << order);
    }
    this.put(block, order);
  }

  /** Whether a block given out for exactly so many bytes starts here. */
  isGiven(at: number, bytes: number): boolean {
    const block = (at - this.start) / UNIT;
    return Number.isInteger(block) && this.given[block]! > 0 && this.asked[block] === bytes;
  }

  private get(order: number): number {
    const list = this.lists[order]!;
    for (let block = list.pop(); block !== undefined; block = list.pop()) {
      if (this.free[block] !== order + 1) continue;
      this.free[block] = 0;
      return block;
    }
    return -1;
  }

  private put(block: number, order: number): void {
    this.free[block] = order + 1;
    const list = this.lists[order]!;
    list.push(block);
    // Those that were joined meanwhile stay in the list; it must not grow for ever.
    if (list.length > 64 && list.length > 2 * (this.free.length >> order)) {
      this.lists[order] = [...new Set(list)].filter((other) => this.free[other] === order + 1);
    }
  }
}
