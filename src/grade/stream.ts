/** @file Random numbers from a text: the generator sfc32 seeded by the text's SHA-256. Source: PractRand, Chris Doty-Humphrey. */
import { machine } from '../platform/index.ts';

/** One stream per seed. */
export class Stream {
  readonly #state: Uint32Array;

  constructor(seed: string) {
    const hash = machine.codecs.hash('sha256');
    hash.update(new TextEncoder().encode(seed));
    const hex = hash.hex();
    this.#state = Uint32Array.from({ length: 4 }, (_, i) => Number.parseInt(hex.slice(8 * i, 8 * i + 8), 16));
    for (let i = 0; i < 12; i++) this.#next();
  }

  /** From [0, 1) with 53 bits. */
  unit(): number {
    return ((this.#next() >>> 5) * 2 ** 26 + (this.#next() >>> 6)) / 2 ** 53;
  }

  /** From [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** A whole number from low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** Of the standard normal distribution (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  #next(): number {
    const s = this.#state;
    const sum = (s[0]! + s[1]! + s[3]!++) >>> 0;
    s[0] = s[1]! ^ (s[1]! >>> 9);
    s[1] = s[2]! + (s[2]! << 3);
    s[2] = ((s[2]! << 21) | (s[2]! >>> 11)) + sum;
    return sum;
  }
}
