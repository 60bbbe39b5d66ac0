/** @file The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), behind NumPy's legacy `np.random.seed` functions. */
import { numberList } from '../layout/number-list.ts';
import { checkCall } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { freshWords, type BitGenerator } from './bit-generator.ts';

const N = 624;
const M = 397;

/** A legacy seed: nothing, a whole number below 2^32, or a list of them. */
export type LegacySeed = number | readonly number[] | null | undefined;

/** The Mersenne Twister, bit for bit as NumPy's. */
export class MT19937 implements BitGenerator {
  /** Upper half of its state. */
  hi = 0;
  /** Lower half of its state. */
  lo = 0;
  readonly #state = new Uint32Array(N);
  #at = N;

  constructor(seed?: LegacySeed) {
    if (arguments.length > 1) checkCall('np.random.MT19937', arguments, 1);
    this.seed(seed);
  }

  /**
   * Starts the stream again as `np.random.seed(seed)` does.
   * @ko 난수를 처음부터 다시 시작합니다.
   */
  seed(seed?: LegacySeed): void {
    if (arguments.length > 1) checkCall('seed', arguments, 1);
    const rule = {
      en: 'a seed must be a whole number between 0 and 2**32 - 1, or a list of such numbers',
      ko: '씨앗은 0부터 2**32 - 1까지의 정수이거나 그런 정수의 리스트여야 합니다',
    };
    const words = seed === null || seed === undefined ? freshWords(N) : numberList(seed, 'np.random.seed', rule);
    const bad = words.find((w) => !(Number.isInteger(w) && w >= 0 && w <= 0xffffffff));
    if (bad !== undefined || words.length === 0) {
      throw new ValueError({
        who: 'np.random.seed',
        rule,
        received: bad === undefined ? { en: 'an empty list', ko: '빈 리스트' } : String(bad),
      });
    }
    if (typeof seed === 'number') this.#fill(seed);
    else this.#fillFrom(words);
    this.#at = N;
  }

  /** The next 32 random bits. */
  next32(): number {
    if (this.#at === N) this.#twist();
    let y = this.#state[this.#at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** The next 64 random bits. */
  next64(): void {
    this.hi = this.next32();
    this.lo = this.next32();
  }

  /** The next number from 0 up to 1. */
  nextDouble(): number {
    const a = this.next32() >>> 5;
    return (a * 67108864 + (this.next32() >>> 6)) / 9007199254740992;
  }

  /** Fills an array with numbers from 0 up to 1. */
  fillDoubles(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.nextDouble();
  }

  /** The state as NumPy's `get_state()[1:3]` has it: 624 words and the place of the next one. */
  get state(): { key: Uint32Array; pos: number } {
    return { key: this.#state.slice(), pos: this.#at };
  }

  set state({ key, pos }: { key: ArrayLike<number>; pos: number }) {
    this.#state.set(key);
    this.#at = pos;
  }

  #fill(seed: number): void {
    const mt = this.#state;
    mt[0] = seed;
    for (let i = 1; i < N; i++) mt[i] = Math.imul(1812433253, mt[i - 1]! ^ (mt[i - 1]! >>> 30)) + i;
  }

  #fillFrom(key: ArrayLike<number>): void {
    const mt = this.#state;
    this.#fill(19650218);
    let i = 1;
    const next = () => {
      if (++i >= N) {
        mt[0] = mt[N - 1]!;
        i = 1;
      }
    };
    for (let k = Math.max(N, key.length), j = 0; k > 0; k--, j = (j + 1) % key.length) {
      mt[i] = (mt[i]! ^ Math.imul(mt[i - 1]! ^ (mt[i - 1]! >>> 30), 1664525)) + key[j]! + j;
      next();
    }
    for (let k = N - 1; k > 0; k--) {
      mt[i] = (mt[i]! ^ Math.imul(mt[i - 1]! ^ (mt[i - 1]! >>> 30), 1566083941)) - i;
      next();
    }
    mt[0] = 0x80000000;
  }

  #twist(): void {
    const mt = this.#state;
    for (let i = 0; i < N; i++) {
      const y = (mt[i]! & 0x80000000) | (mt[i + 1 === N ? 0 : i + 1]! & 0x7fffffff);
      mt[i] = mt[i < N - M ? i + M : i + M - N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }
}
