/**
 * @file Stores of arrays inside the kernels' memory, which the kernels read and write without a copy. A store is a typed array
 * over a block of that memory and is watched by a weak reference: when nobody holds the typed array any more, `take` gives the
 * block to a later store. So whoever holds the typed array itself is safe for ever; what was made of it (a subarray, an address)
 * is good only until the next `take`.
 *
 * Weak references show what was collected, and when the engine collects is its business. Where it can be asked (Node), the young
 * are collected after every few stores, and all when there is no room; elsewhere, and where an endless program holds everything,
 * `take` says no at some point, and the caller takes ordinary memory.
 */
import { machine } from '../../platform/index.ts';
import { Blocks, LARGEST_BLOCK } from './blocks.ts';

/** Taken here: Node loads it at the first use, and a cell that is cut off in that would leave nothing in its place. */
const { performance } = globalThis;

/** A kind of typed array, to be made over a part of the memory. */
export type StoreMaker<T> = {
  new (buffer: ArrayBuffer, offset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};
type Numbers =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** Bytes of new stores after which dead ones are looked for. */
const STEP = 32 << 20;
/** The collections for it may take this share of the time. */
const SHARE = 0.2;
/** Full collections may take this share, and searches among all stores this one. */
const FULL_SHARE = 0.1;
const SEARCH_SHARE = 0.05;

/** A store that was given out, until it is dead: then its address is -1. */
interface Watched {
  at: number;
  readonly store: WeakRef<object>;
}

export class Stores {
  private readonly buffer: ArrayBuffer;
  private readonly blocks: Blocks;
  /** Given out since the last look, before that, and long ago. */
  private fresh: Watched[] = [];
  private young: Watched[] = [];
  private old: Watched[] = [];
  /** Bytes given since the last look, and refused since the last search for room. */
  private given = 0;
  private refused = 0;
  private collector: ReturnType<typeof machine.memory.weakCollector> | null;
  /** When the last collection ended, what the last two took, and the same of full ones; in milliseconds. */
  private last = 0;
  private took = 0;
  private before = 0;
  private lastFull = 0;
  private tookFull = 0;
  /** When the last search for room ended, and what it took. */
  private searched = 0;
  private tookSearch = 0;
  /** Views of the whole memory, to fill tails by. */
  private readonly wholes = new Map<unknown, Numbers>();

  /** Stores in `bytes` bytes of the memory from `start`. */
  constructor(buffer: ArrayBuffer, start: number, bytes: number) {
    this.buffer = buffer;
    this.blocks = new Blocks(start, bytes);
    this.collector = null;
  }

  /** Bytes in stores that are not known to be dead. */
  get used(): number {
    return this.blocks.used;
  }

  /** A store of n elements with undefined content; undefined when there is no room for it. */
  take<T extends Numbers>(make: StoreMaker<T>, n: number): T | undefined {
    const bytes = n * make.BYTES_PER_ELEMENT;
    if (bytes > LARGEST_BLOCK) return undefined;
    this.given += bytes;
    if (this.given >= STEP) this.lookForDead();
    let at = this.blocks.take(bytes);
    if (at < 0) at = this.makeRoom(bytes);
    if (at < 0) return undefined;
    const store = new make(this.buffer, at, n);
    this.fresh.push({ at, store: new WeakRef(store) });
    this.endTidily(store);
    return store;
  }

  /** Whether it is a store as `take` gave it, not a part of one: then kernels may write groups over its end. */
  owns(store: Numbers): boolean {
    return store.buffer === this.buffer && this.blocks.isGiven(store.byteOffset, store.byteLength);
  }

  /**
   * Kernels work in groups of 64 bytes. Ones in the last group, behind the elements, keep sums, quotients and logarithms of what
   * lies there from looking like results that are infinite or NaN.
   */
  endTidily(store: Numbers): void {
    const end = store.byteOffset + store.byteLength;
    if ((end & 63) === 0) return;
    const size = store.BYTES_PER_ELEMENT;
    const make = store.constructor;
    let whole = this.wholes.get(make);
    if (whole === undefined) {
      const kind = make as unknown as StoreMaker<Numbers>;
      this.wholes.set(make, (whole = new kind(this.buffer, 0, Math.floor(this.buffer.byteLength / size))));
    }
    whole.fill(1, end / size, ((end + 63) & ~63) / size);
  }

  /** Whether no store lives, after all that is dead has been collected. */
  isEmpty(): boolean {
    this.collectorOnce()?.full();
    this.sweepYoung();
    this.sweepYoung();
    this.old = alive(this.old, this.blocks);
    // (A block that a cut-off run has lost belongs to nobody.)
    return this.fresh.length + this.young.length + this.old.length === 0;
  }

  /** After each few stores: what died young goes back. */
  private lookForDead(): void {
    this.given = 0;
    const began = performance.now();
    if (began - this.last < Math.min(this.took, this.before) / SHARE) return;
    this.collectorOnce()?.young();
    this.sweepYoung();
    this.last = performance.now();
    [this.took, this.before] = [this.last - began, this.took];
  }

  private sweepYoung(): void {
    const young = alive(this.fresh, this.blocks);
    const old = this.old.concat(alive(this.young, this.blocks));
    // Nothing is called from here on: a run that is cut off before leaves the lists as they were.
    this.fresh = [];
    this.young = young;
    this.old = old;
  }

  /** The start of a block after a search among all stores, or -1. */
  private makeRoom(bytes: number): number {
    // A program that holds everything must not look for room all the time.
    this.refused += bytes;
    const came = performance.now();
    if (this.refused < STEP && came - this.searched < this.tookSearch / SEARCH_SHARE) return -1;
    this.refused = 0;
    const at = this.search(bytes);
    this.searched = performance.now();
    this.tookSearch = this.searched - came;
    return at;
  }

  private search(bytes: number): number {
    this.collectorOnce()?.young();
    this.sweepYoung();
    this.old = alive(this.old, this.blocks);
    let at = this.blocks.take(bytes);
    const began = performance.now();
    if (at < 0 && began - this.lastFull >= this.tookFull / FULL_SHARE) {
      const collector = this.collectorOnce();
      if (collector !== undefined) {
        collector.full();
        this.lastFull = performance.now();
        this.tookFull = this.lastFull - began;
        this.sweepYoung();
        this.old = alive(this.old, this.blocks);
        at = this.blocks.take(bytes);
      }
    }
    return at;
  }

  private collectorOnce(): Exclude<typeof this.collector, null> {
    return this.collector === null ? (this.collector = machine.memory.weakCollector()) : this.collector;
  }
}

/** Those of a list that live; the blocks of the others go back. */
function alive(list: readonly Watched[], blocks: Blocks): Watched[] {
  const still: Watched[] = [];
  for (const watched of list) {
    const { at } = watched;
    if (at < 0) continue;
    if (watched.store.deref() !== undefined) {
      still.push(watched);
      continue;
    }
    // First forgotten, then given back: cut off in between, the block is lost, not given twice.
    watched.at = -1;
    blocks.give(at);
  }
  return still;
}
