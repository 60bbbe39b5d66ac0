/**
 * @file PCG64 (O'Neill 2014), NumPy's default generator: a 128-bit linear congruence s = s m + c, whose output is the
 * exclusive-or of its halves rotated by its top six bits. Outputs are made a block at a time, by 64-bit machine integers
 * (pcg64-wasm.ts) or by the plain twin here, whose state is 32-bit words, lowest first.
 */
import { checkCall, flag, optionsOf } from '../../arguments/index.ts';
import type { BitGenerator } from './bit-generator.ts';
import { BLOCK, blockStepper, type BlockStepper } from './pcg64-wasm.ts';
import { SeedSequence, type Seed } from './seed-sequence.ts';

const [M0, M1, M2, M3] = [0x9fccf645, 0x4385df64, 0x1fc65da4, 0x2360ed05];
const DOWN = 2 ** -32;

const plainOption = optionsOf<{ plain?: boolean }>()({ plain: flag().or(false) });

/** PCG64, bit for bit as NumPy's; the source of `defaultRng`. */
export class PCG64 implements BitGenerator {
  /** Upper half of its state. */
  hi = 0;
  /** Lower half of its state. */
  lo = 0;
  /** Makes the random numbers the same in every run. */
  readonly seedSequence: SeedSequence;
  readonly #stepper: BlockStepper | undefined;
  /** State and increment, four words each, lowest first. */
  readonly #state = new Uint32Array(8);
  /** Outputs that wait, low word first, and the place of the next. */
  #block = new Uint32Array(0);
  #at = 0;
  #kept = 0;
  #hasKept = false;

  /** `plain`: do without WebAssembly (the tests hold both ways equal). */
  constructor(
    seed?: Seed | SeedSequence,
    {
      plain = false,
    }: {
      /** Whether numbers are made one by one. */
      plain?: boolean;
    } = {},
  ) {
    if (arguments.length > 1) checkCall('np.random.PCG64', arguments, 2, plainOption);
    this.seedSequence = seed instanceof SeedSequence ? seed : new SeedSequence(seed);
    this.#stepper = plain ? undefined : blockStepper();
    const w = this.seedSequence.generateState(8);
    // 64-bit words come as (high, high, low, low) of the start and of the stream, each lowest word first.
    const start = [w[2]!, w[3]!, w[0]!, w[1]!];
    const stream = [w[6]!, w[7]!, w[4]!, w[5]!];
    const s = this.#state;
    for (let i = 0; i < 4; i++) s[4 + i] = (stream[i]! << 1) | (i === 0 ? 1 : stream[i - 1]! >>> 31);
    step(s);
    let carry = 0;
    for (let i = 0; i < 4; i++) {
      const sum = s[i]! + start[i]! + carry;
      s[i] = sum;
      carry = sum > 0xffffffff ? 1 : 0;
    }
    step(s);
  }

  /** The next 64 random bits. */
  next64(): void {
    if (this.#at === this.#block.length) this.#refill();
    this.lo = this.#block[this.#at]!;
    this.hi = this.#block[this.#at + 1]!;
    this.#at += 2;
  }

  /** The next 32 random bits. */
  next32(): number {
    if (this.#hasKept) {
      this.#hasKept = false;
      return this.#kept;
    }
    this.next64();
    this.#kept = this.hi;
    this.#hasKept = true;
    return this.lo;
  }

  /** The next number from 0 up to 1. */
  nextDouble(): number {
    if (this.#at === this.#block.length) this.#refill();
    const lo = this.#block[this.#at]!;
    const hi = this.#block[this.#at + 1]!;
    this.#at += 2;
    return (hi * 2097152 + (lo >>> 11)) / 9007199254740992;
  }

  /** Fills an array with numbers from 0 up to 1. */
  fillDoubles(out: Float64Array): void {
    for (let i = 0; i < out.length;) {
      if (this.#at === this.#block.length) this.#refill();
      const block = this.#block;
      let at = this.#at;
      for (; at < block.length && i < out.length; at += 2) {
        out[i++] = (block[at + 1]! * 2097152 + (block[at]! >>> 11)) / 9007199254740992;
      }
      this.#at = at;
    }
  }

  /** A small block first, so that a single draw stays cheap; then larger ones. */
  #refill(): void {
    const n = Math.min(BLOCK, this.#block.length + 4);
    if (this.#block.length !== 2 * n) this.#block = new Uint32Array(2 * n);
    this.#at = 0;
    if (this.#stepper) {
      const { state, block, fill } = this.#stepper;
      state.set(this.#state);
      fill(n);
      this.#state.set(state);
      this.#block.set(n === BLOCK ? block : block.subarray(0, 2 * n));
      return;
    }
    for (let i = 0; i < 2 * n; i += 2) {
      step(this.#state);
      output(this.#state, this.#block, i);
    }
  }
}

/** The halves of the state, combined and rotated. */
function output(s: Uint32Array, block: Uint32Array, at: number): void {
  const hi = s[3]! ^ s[1]!;
  const lo = s[2]! ^ s[0]!;
  const rotation = s[3]! >>> 26;
  const by = rotation & 31;
  const [a, b] = rotation & 32 ? [lo, hi] : [hi, lo];
  // A shift by 32 is a shift by 0 in JavaScript.
  block[at + 1] = by === 0 ? a : (a >>> by) | (b << (32 - by));
  block[at] = by === 0 ? b : (b >>> by) | (a << (32 - by));
}

/** The high half of a 32 x 32-bit product is the rounded double product minus its exact low half, which is exact. */
function step(s: Uint32Array): void {
  const [s0, s1, s2, s3] = [s[0]!, s[1]!, s[2]!, s[3]!];
  const l00 = Math.imul(s0, M0) >>> 0;
  const l01 = Math.imul(s0, M1) >>> 0;
  const l10 = Math.imul(s1, M0) >>> 0;
  const l02 = Math.imul(s0, M2) >>> 0;
  const l11 = Math.imul(s1, M1) >>> 0;
  const l20 = Math.imul(s2, M0) >>> 0;
  const h00 = Math.floor((s0 * M0 - l00) * DOWN + 0.5);
  const h01 = Math.floor((s0 * M1 - l01) * DOWN + 0.5);
  const h10 = Math.floor((s1 * M0 - l10) * DOWN + 0.5);
  const h02 = Math.floor((s0 * M2 - l02) * DOWN + 0.5);
  const h11 = Math.floor((s1 * M1 - l11) * DOWN + 0.5);
  const h20 = Math.floor((s2 * M0 - l20) * DOWN + 0.5);
  const top = Math.imul(s0, M3) + Math.imul(s1, M2) + Math.imul(s2, M1) + Math.imul(s3, M0);
  const t0 = l00 + s[4]!;
  const r0 = t0 >>> 0;
  const t1 = h00 + l01 + l10 + s[5]! + (t0 - r0) * DOWN;
  const r1 = t1 >>> 0;
  const t2 = h01 + h10 + l02 + l11 + l20 + s[6]! + (t1 - r1) * DOWN;
  const r2 = t2 >>> 0;
  s[0] = r0;
  s[1] = r1;
  s[2] = r2;
  s[3] = top + h02 + h11 + h20 + s[7]! + (t2 - r2) * DOWN;
}
