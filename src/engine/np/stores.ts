/**
 * @file Stores of arrays inside the kernels' memory, which the kernels read and write without a copy. A store is a typed array
 * over a block of that memory and is watched by a weak reference: when nobody holds the typed array any more, `take` gives the
 * block to a later store. So whoever holds the typed array itself is safe for ever; what was made of it (a subarray, an address)
 * is good only until the next `take`.
 *
 * A weak reference for each small store would cost more than its elements. Small ones are cut from regions, one behind the other; each
 * holds its region, and only the region is watched.
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

/**
 * Bytes of new stores after which dead ones are looked for (or some of the size that is asked for, as long as that is not much): more are
 * in no cache any more.
 */
const LOOK = 8 << 20;
const SOME = 4;
const MUCH = 64 << 20;
/** The collections for it may take this share of the time. */
const SHARE = 0.2;
/** Bytes of refused stores after which room is looked for again. */
const STEP = 32 << 20;
/** Full collections may take this share, and searches among all stores this one. */
const FULL_SHARE = 0.1;
const SEARCH_SHARE = 0.05;
/** Bytes of new stores after which there is a full collection, though there is room; or half of those that live. */
const ROOMY = 256 << 20;
/** Milliseconds that the system takes to give a byte of ordinary memory: a full collection that is quicker pays. */
const FAULTS = 0.25 / 2 ** 20;

/** Bytes of a region, and of the largest store that is cut from one. */
const REGION = 512 << 10;
const LARGEST_CUT = 128 << 10;
/** Stores begin at multiples of this many bytes: a kernel's last group stays before the next store. */
const CUT = 1024;

/** A block of which small stores are cut from the front. Its stores hold it, it holds nothing. */
class Region {
  #next: number;
  readonly #end: number;

  constructor(at: number) {
    this.#next = at;
    this.#end = at + REGION;
  }

  /** The address of the next so many bytes, or -1. */
  cut(bytes: number): number {
    const at = this.#next;
    const next = at + ((bytes + CUT - 1) & -CUT);
    if (next > this.#end) return -1;
    this.#next = next;
    return at;
  }
}

/** A class that extends this gives its private fields to an object that is there already. */
const Given = function (this: unknown, object: object): object {
  return object;
} as unknown as new (object: object) => object;

/**
 * What a store has beside its elements, in private fields, which neither comparing nor copying sees: its address, and the region
 * that it keeps from being given back.
 */
class Mark extends Given {
  readonly #at: number;
  // oxlint-disable-next-line no-unused-private-class-members -- what it holds stays
  readonly #region: Region | undefined;

  constructor(store: object, at: number, region: Region | undefined) {
    super(store);
    this.#at = at;
    this.#region = region;
  }

  /** The address of a store that `take` gave, -1 of every other typed array (also of a part of one). */
  static addressOf(store: object): number {
    return #region in store ? store.#at : -1;
  }
}

/** The address of a whole store in the kernels' memory; -1 of a part of one, and of those elsewhere. */
export const storeAddress: (store: object) => number = (store) => Mark.addressOf(store);

/** A store or region that was given out, until it is dead: then its address is -1. */
interface Watched {
  at: number;
  readonly isRegion: boolean;
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
  /** Bytes of stores from which on there must be a full collection first: what dies old would else fill all room there is. */
  private roomy = ROOMY;
  /** When the last search for room ended, and what it took. */
  private searched = 0;
  private tookSearch = 0;
  /** From which small stores are cut now. */
  private region: Region | undefined;
  /** Regions given out, and how many there may be: stores that live long must not take all room by what lies beside them. */
  private regions = 0;
  private readonly mostRegions: number;
  /** The whole memory, to fill tails by. */
  private readonly doubles: Float64Array;
  private readonly singles: Float32Array;

  /** Stores in `bytes` bytes of the memory from `start`. */
  constructor(buffer: ArrayBuffer, start: number, bytes: number) {
    this.buffer = buffer;
    this.blocks = new Blocks(start, bytes);
    this.collector = null;
    this.doubles = new Float64Array(buffer);
    this.singles = new Float32Array(buffer);
    this.mostRegions = Math.floor(bytes / 2 / REGION);
  }

  /** Bytes in stores that are not known to be dead. */
  get used(): number {
    return this.blocks.used;
  }

  /** A store of n elements with undefined content; undefined when there is no room for it. */
  take<T extends Numbers>(make: StoreMaker<T>, n: number): T | undefined {
    const bytes = n * make.BYTES_PER_ELEMENT;
    if (bytes <= LARGEST_CUT) return this.cut(make, n, bytes);
    const at = this.block(bytes, false);
    if (at < 0) return undefined;
    const store = new make(this.buffer, at, n);
    this.fresh.push({ at, isRegion: false, store: new WeakRef(store) });
    return this.marked(store, at, bytes, undefined);
  }

  private cut<T extends Numbers>(make: StoreMaker<T>, n: number, bytes: number): T | undefined {
    let { region } = this;
    let at = region === undefined ? -1 : region.cut(bytes);
    if (at < 0) {
      region = this.nextRegion();
      if (region === undefined) return undefined;
      at = region.cut(bytes);
    }
    return this.marked(new make(this.buffer, at, n), at, bytes, region);
  }

  private marked<T extends Numbers>(store: T, at: number, bytes: number, region: Region | undefined): T {
    if (((at + bytes) & 63) !== 0) this.tidy(store, at + bytes);
    return new Mark(store, at, region) as unknown as T;
  }

  private nextRegion(): Region | undefined {
    // The one that is full goes with its stores.
    this.region = undefined;
    const at = this.block(REGION, true);
    if (at < 0) return undefined;
    const region = new Region(at);
    this.fresh.push({ at, isRegion: true, store: new WeakRef(region) });
    this.regions++;
    return (this.region = region);
  }

  /** The address of a block, after what is dead has been looked for where that is due; -1 when there is no room. */
  private block(bytes: number, isRegion: boolean): number {
    if (bytes > LARGEST_BLOCK) return -1;
    this.given += bytes;
    if (this.given >= LOOK && this.given >= Math.min(SOME * bytes, MUCH)) this.lookForDead();
    if (this.blocks.used + bytes > this.roomy && !this.collectAll(bytes)) return -1;
    const at = this.free(bytes, isRegion);
    return at < 0 ? this.makeRoom(bytes, isRegion) : at;
  }

  private free(bytes: number, isRegion: boolean): number {
    return isRegion && this.regions >= this.mostRegions ? -1 : this.blocks.take(bytes);
  }

  /**
   * Kernels work in groups of 64 bytes. Ones in the last group, behind the elements, keep sums, quotients and logarithms of what
   * lies there from looking like results that are infinite or NaN.
   */
  endTidily(store: Numbers): void {
    this.tidy(store, Mark.addressOf(store) + store.byteLength);
  }

  private tidy(store: Numbers, end: number): void {
    if (store instanceof Float64Array) {
      const { doubles } = this;
      for (let i = end >> 3; (i & 7) !== 0; i++) doubles[i] = 1;
    } else if (store instanceof Float32Array) {
      const { singles } = this;
      for (let i = end >> 2; (i & 15) !== 0; i++) singles[i] = 1;
    }
  }

  /** Whether no store lives, after all that is dead has been collected. */
  isEmpty(): boolean {
    this.region = undefined;
    this.collectorOnce()?.full();
    this.sweepYoung();
    this.sweepYoung();
    this.old = this.alive(this.old);
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
    const young = this.alive(this.fresh);
    const old = this.old.concat(this.alive(this.young));
    // Nothing is called from here on: a run that is cut off before leaves the lists as they were.
    this.fresh = [];
    this.young = young;
    this.old = old;
  }

  /** The start of a block after a search among all stores, or -1. */
  private makeRoom(bytes: number, isRegion: boolean): number {
    // A program that holds everything must not look for room all the time.
    this.refused += bytes;
    const came = performance.now();
    if (this.refused < STEP && came - this.searched < this.tookSearch / SEARCH_SHARE) return -1;
    this.refused = 0;
    const at = this.search(bytes, isRegion);
    this.searched = performance.now();
    this.tookSearch = this.searched - came;
    return at;
  }

  private search(bytes: number, isRegion: boolean): number {
    this.collectorOnce()?.young();
    this.sweepYoung();
    this.old = this.alive(this.old);
    const at = this.free(bytes, isRegion);
    return at < 0 && this.collectAll(bytes) ? this.free(bytes, isRegion) : at;
  }

  /** What is dead goes back, young or old; false where the last time was not long ago, and ordinary memory is as quick. */
  private collectAll(bytes: number): boolean {
    const began = performance.now();
    const isSoon = began - this.lastFull < this.tookFull / FULL_SHARE;
    if (isSoon && this.tookFull > FAULTS * bytes) return false;
    this.collectorOnce()?.full();
    this.lastFull = performance.now();
    this.tookFull = this.lastFull - began;
    this.sweepYoung();
    this.old = this.alive(this.old);
    this.roomy = this.blocks.used + Math.max(ROOMY, this.blocks.used / 2);
    return true;
  }

  private collectorOnce(): Exclude<typeof this.collector, null> {
    return this.collector === null ? (this.collector = machine.memory.weakCollector()) : this.collector;
  }

  /** Those of a list that live; the blocks of the others go back. */
  private alive(list: readonly Watched[]): Watched[] {
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
      if (watched.isRegion) this.regions--;
      this.blocks.give(at);
    }
    return still;
  }
}
