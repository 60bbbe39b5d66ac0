/**
 * @file Random numbers for initializers, dropout and shuffling: Philox-like quality is not needed, equal bits on every
 * machine are. The generator is PCG's 32-bit output function on two 32-bit words (xoroshiro64**), seeded by SplitMix.
 * `setRandomSeed` fixes every seed that is drawn afterwards.
 */

/** A seeded stream of random numbers. */
export class Random {
  #a: number;
  #b: number;

  /** @param seed any safe integer; equal seeds give equal streams. */
  constructor(seed: number) {
    const mix = splitMix(seed);
    this.#a = mix();
    this.#b = mix() | 1;
  }

  /** The next 32 random bits as an unsigned integer. */
  next(): number {
    // xoroshiro64** (Blackman and Vigna): result = rotl(a * 0x9e3779bb, 5) * 5
    const a = this.#a;
    const product = Math.imul(a, 0x9e3779bb);
    const result = Math.imul((product << 5) | (product >>> 27), 5) >>> 0;
    const b = this.#b ^ a;
    this.#a = ((a << 26) | (a >>> 6)) ^ b ^ (b << 9);
    this.#b = (b << 13) | (b >>> 19);
    return result;
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform(): number {
    return ((this.next() >>> 5) * 67108864 + (this.next() >>> 6)) / 9007199254740992;
  }

  /** Fills an array with numbers in [-limit, limit), those that `limit * (2 * uniform() - 1)` gives one after the other. */
  fillSymmetric(values: Float32Array, limit: number): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < values.length; i++) {
      let product = Math.imul(a, 0x9e3779bb);
      const first = Math.imul((product << 5) | (product >>> 27), 5) >>> 5;
      let mixed = b ^ a;
      a = ((a << 26) | (a >>> 6)) ^ mixed ^ (mixed << 9);
      b = (mixed << 13) | (mixed >>> 19);
      product = Math.imul(a, 0x9e3779bb);
      const second = Math.imul((product << 5) | (product >>> 27), 5) >>> 6;
      mixed = b ^ a;
      a = ((a << 26) | (a >>> 6)) ^ mixed ^ (mixed << 9);
      b = (mixed << 13) | (mixed >>> 19);
      values[i] = limit * ((first * 67108864 + second) / 4503599627370496 - 1);
    }
    this.#a = a;
    this.#b = b;
  }

  #spare: number | undefined;

  /** A draw from the standard normal distribution (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== undefined) {
      const value = this.#spare;
      this.#spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * factor;
      return u * factor;
    }
  }

  /** An integer in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Shuffles an array in place (Fisher and Yates). */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = items[i]!;
      items[i] = items[j]!;
      items[j] = kept;
    }
    return items;
  }
}

function splitMix(seed: number): () => number {
  // Both halves of a 53-bit seed take part, so that 1 and 2**32 + 1 differ.
  let state = (seed | 0) ^ Math.imul(Math.floor(seed / 4294967296) | 0, 0x85ebca6b);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

let seeds = new Random(Math.floor(Math.random() * 0x100000000));

/** Fixes the seeds drawn from now on, and with them initial weights, dropout masks and shuffles. */
export function seedEverything(seed: number): void {
  seeds = new Random(seed);
  times++;
}

/** A fresh seed from the global stream, for a thing that was given none. */
export function nextSeed(): number {
  return seeds.next();
}

let times = 0;

/** How often `seedEverything` was called: a generator that goes on from it starts anew after that. */
export function seedings(): number {
  return times;
}
