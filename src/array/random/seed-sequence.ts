/** @file NumPy's SeedSequence: spreads a seed of any size over as many well-mixed words as a generator needs. */
import { checkCall } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { freshWords, wordsOf } from './bit-generator.ts';

/** A seed: nothing (fresh entropy), a whole number of any size, or a list of them. */
export type Seed = number | bigint | readonly (number | bigint)[] | null | undefined;

const POOL = 4;

/** Spreads a seed of any kind over the state of a generator. */
export class SeedSequence {
  /** What the seed was made of. */
  readonly entropy: Seed;
  /** Its place among sequences made from one seed. */
  readonly spawnKey: readonly number[];
  #pool: Uint32Array;
  #children = 0;

  constructor(entropy?: Seed, spawnKey: readonly number[] = []) {
    if (arguments.length > 1) checkCall('np.random.SeedSequence', arguments, 2);
    this.spawnKey = spawnKey;
    const words = entropy === null || entropy === undefined ? freshWords(POOL) : seedWords(entropy, 'np.random');
    this.entropy = entropy ?? words.reduceRight((all, w) => (all << 32n) | BigInt(w), 0n);
    if (spawnKey.length > 0) {
      while (words.length < POOL) words.push(0);
      for (const key of spawnKey) words.push(...wordsOf(BigInt(key)));
    }
    this.#pool = mixed(words);
  }

  /** `n` words of 32 bits. */
  generateState(n: number): Uint32Array {
    if (arguments.length > 1) checkCall('generateState', arguments, 1);
    let hash = 0x8b51f9dd;
    return Uint32Array.from({ length: n }, (_, i) => {
      let value = this.#pool[i % POOL]! ^ hash;
      hash = Math.imul(hash, 0x58f38ded);
      value = Math.imul(value, hash);
      return value ^ (value >>> 16);
    });
  }

  /** Seeds for independent generators; every call gives new ones. */
  spawn(n: number): SeedSequence[] {
    if (arguments.length > 1) checkCall('spawn', arguments, 1);
    return Array.from({ length: n }, () => new SeedSequence(this.entropy, [...this.spawnKey, this.#children++]));
  }
}

/** The 32-bit words of a seed. */
function seedWords(seed: number | bigint | readonly (number | bigint)[], who: string): number[] {
  const list = Array.isArray(seed) ? (seed as readonly (number | bigint)[]) : [seed as number];
  return list.flatMap((value) => {
    if (typeof value === 'bigint' ? value >= 0n : Number.isSafeInteger(value) && value >= 0) {
      return wordsOf(BigInt(value));
    }
    throw new ValueError({
      who,
      rule: { en: 'a seed must be a whole number, 0 or more', ko: '씨앗은 0 이상의 정수여야 합니다' },
      received: String(value),
    });
  });
}

function mixed(entropy: readonly number[]): Uint32Array {
  let constant = 0x43b0d7e5;
  const hash = (value: number): number => {
    value ^= constant;
    constant = Math.imul(constant, 0x931e8875);
    value = Math.imul(value, constant);
    return value ^ (value >>> 16);
  };
  const mix = (x: number, y: number): number => {
    const value = Math.imul(x, 0xca01f9dd) - Math.imul(y, 0x4973f715);
    return value ^ (value >>> 16);
  };
  const pool = new Uint32Array(POOL);
  for (let i = 0; i < POOL; i++) pool[i] = hash(entropy[i] ?? 0);
  for (let from = 0; from < POOL; from++) {
    for (let to = 0; to < POOL; to++) if (from !== to) pool[to] = mix(pool[to]!, hash(pool[from]!) >>> 0);
  }
  for (let from = POOL; from < entropy.length; from++) {
    for (let to = 0; to < POOL; to++) pool[to] = mix(pool[to]!, hash(entropy[from]!) >>> 0);
  }
  return pool;
}
