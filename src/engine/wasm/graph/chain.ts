/**
 * @file Chains of elementwise work, interpreted block by block: a block of 512 elements goes through the whole chain while its
 * intermediate values lie in L1, so that a fused chain (an optimizer's update, a mask times a gradient) touches memory once.
 * Slots are blocks of 32-bit lanes; truth values are full-lane masks inside the chain and 0/1 bytes in memory.
 */
import { ACCUMULATE, LITERAL, LOAD, LOAD_MASK, STORE, STORE_MASK, VALUES, WIDE } from '../generated/chain-values';
import { applyStep, applyWideStep } from '../generated/chain-steps';
import { Chain, LoadStep, ValueStep } from '../generated/words';
import { mix, mix4 } from './functions';
import { part, scratch } from './threads';

const BLOCK: i32 = 512;
const SLOT_BYTES: usize = 2048;
/** Operands from here on are addresses of element 0, below it they are slots. */
const FIRST_ADDRESS: u32 = 1024;

/**
 * After the words the steps follow, a ValueStep or a LoadStep each; the first `once` of them give the same in every block.
 * Modes: 0 element i, 1 always element 0, 2 element i % period, 3 element i / period.
 */
export function chain(p: usize, piece: i32, pieces: i32): void {
  const n = load<i32>(p, Chain.N);
  const count = load<i32>(p, Chain.COUNT);
  const once = load<i32>(p, Chain.ONCE);
  const code = p + Chain.SIZE;
  const slots = scratch();
  const first = part(n, piece, pieces, BLOCK);
  const last = first < n ? part(n, piece + 1, pieces, BLOCK) : 0;
  if (load<i32>(p, Chain.SUMS) != 0) startSums(code, count, piece);
  for (let q = 0; q < once; q++) step(code + <usize>q * ValueStep.SIZE, slots, 0, BLOCK, piece);
  for (let i = first; i < last; i += BLOCK) {
    const length = min<i32>(BLOCK, n - i);
    let at = code + <usize>once * ValueStep.SIZE;
    for (let q = once; q < count; q++) {
      step(at, slots, i, length, piece);
      at += ValueStep.SIZE;
    }
  }
}

/** The sums of a piece begin at 0. */
function startSums(code: usize, count: i32, piece: i32): void {
  for (let q = 0; q < count; q++) {
    if (load<i32>(code, ValueStep.OP) == ACCUMULATE) {
      const to = load<u32>(code, LoadStep.ADDRESS) + <usize>piece * load<u32>(code, LoadStep.MODE);
      memory.fill(to, 0, (<usize>load<i32>(code, LoadStep.PERIOD)) << 2);
    }
    code += ValueStep.SIZE;
  }
}

/**
 * Adds the block in slot `y` to `period` sums at `to`, element i to sum i % period. Where whole periods fill a block its own sums
 * are made first, in registers.
 */
function accumulate(y: usize, i: i32, length: i32, to: usize, period: i32): void {
  const bytes = (<usize>length) << 2;
  const row = (<usize>period) << 2;
  if (BLOCK % period == 0 && (period & 7) == 0) {
    for (let q: usize = 0; q < row; q += 32) {
      let a = v128.load(y + q);
      let b = v128.load(y + q, 16);
      for (let k = y + q + row, end = y + bytes; k < end; k += row) {
        a = f32x4.add(a, v128.load(k));
        b = f32x4.add(b, v128.load(k, 16));
      }
      const t = to + q;
      a = f32x4.add(a, v128.load(t));
      b = f32x4.add(b, v128.load(t, 16));
      v128.store(t, b, 16);
      v128.store(t, a);
    }
    return;
  }
  let r = (<usize>(i % period)) << 2;
  for (let k: usize = 0; k < bytes;) {
    const end = min<usize>(bytes, k + row - r);
    for (; k + 16 <= end; k += 16) {
      v128.store(to + r, f32x4.add(v128.load(to + r), v128.load(y + k)));
      r += 16;
    }
    for (; k < end; k += 4) {
      store<f32>(to + r, load<f32>(to + r) + load<f32>(y + k));
      r += 4;
    }
    r = 0;
  }
}

/** Where an operand's block stands: in its slot, or in memory. */
@inline
function place(operand: u32, slots: usize, i: i32): usize {
  return operand < FIRST_ADDRESS ? slots + <usize>operand * SLOT_BYTES : <usize>operand + ((<usize>i) << 2);
}

/** One step on one block. Slots are always worked on in pairs of vectors: what lies past `length` is never stored. */
function step(at: usize, slots: usize, i: i32, length: i32, piece: i32): void {
  const op = load<i32>(at, ValueStep.OP);
  const y = place(load<u32>(at, ValueStep.OUT), slots, i);
  if (op < VALUES) {
    if (op == ACCUMULATE) {
      const sums = load<u32>(at, LoadStep.ADDRESS) + <usize>piece * load<u32>(at, LoadStep.MODE);
      accumulate(y, i, length, sums, load<i32>(at, LoadStep.PERIOD));
    } else memoryStep(op, at, y, i, length);
    return;
  }
  const a = place(load<u32>(at, ValueStep.A), slots, i);
  const b = place(load<u32>(at, ValueStep.B), slots, i);
  const c = place(load<u32>(at, ValueStep.C), slots, i);
  const bytes = (<usize>length * 4 + 31) & ~31;
  if (op < WIDE) {
    applyStep(op, y, a, b, c, bytes);
    return;
  }
  const d = place(load<u32>(at, ValueStep.D), slots, i);
  const e = place(load<u32>(at, ValueStep.E), slots, i);
  const f = place(load<u32>(at, ValueStep.F), slots, i);
  applyWideStep(op, y, a, b, c, d, e, f, bytes);
}

/** Loads (32-bit words, bytes as masks, a literal), stores and random numbers. */
function memoryStep(op: i32, at: usize, y: usize, i: i32, length: i32): void {
  const address = <usize>load<u32>(at, LoadStep.ADDRESS);
  const mode = load<i32>(at, LoadStep.MODE);
  const period = load<i32>(at, LoadStep.PERIOD);
  const bytes = (<usize>length) << 2;
  if (op == LOAD) {
    if (mode == 0) copyWords(y, address + ((<usize>i) << 2), bytes);
    else if (mode == 1) fill(y, v128.load32_splat(address), bytes);
    else if (mode == 2) {
      let r = i % period;
      for (let k: usize = 0; k < bytes;) {
        const run = min<usize>((<usize>(period - r)) << 2, bytes - k);
        copyWords(y + k, address + ((<usize>r) << 2), run);
        k += run;
        r = 0;
      }
    } else {
      let q = i / period;
      let r = i - q * period;
      for (let k: usize = 0; k < bytes; k += 4) {
        store<u32>(y + k, load<u32>(address + ((<usize>q) << 2)));
        if (++r == period) {
          r = 0;
          q++;
        }
      }
    }
  } else if (op == LOAD_MASK) {
    let k = 0;
    if (mode == 0) {
      for (; k + 4 <= length; k += 4) {
        const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address + <usize>(i + k))));
        v128.store(y + ((<usize>k) << 2), i32x4.ne(four, i32x4.splat(0)));
      }
    }
    for (; k < length; k++) {
      const e = i + k;
      const index = mode == 0 ? e : mode == 1 ? 0 : mode == 2 ? e % period : e / period;
      store<i32>(y + ((<usize>k) << 2), load<u8>(address + <usize>index) != 0 ? -1 : 0);
    }
  } else if (op == LITERAL) {
    fill(y, i32x4.splat(load<i32>(at, LoadStep.ADDRESS)), bytes);
  } else if (op == STORE) {
    copyWords(address + ((<usize>i) << 2), y, bytes);
  } else if (op == STORE_MASK) {
    let k = 0;
    for (; k + 16 <= length; k += 16) {
      const from = y + ((<usize>k) << 2);
      const low = i16x8.narrow_i32x4_s(v128.load(from), v128.load(from, 16));
      const high = i16x8.narrow_i32x4_s(v128.load(from, 32), v128.load(from, 48));
      v128.store(address + <usize>(i + k), v128.and(i8x16.narrow_i16x8_s(low, high), i8x16.splat(1)));
    }
    for (; k < length; k++) {
      store<u8>(address + <usize>(i + k), <u8>(load<i32>(y + ((<usize>k) << 2)) & 1));
    }
  } else {
    // Uniform [0, 1): state at `address`, stream in the mode word. The same numbers as graph/random-bits.ts.
    const seed = load<u32>(address) ^ 0x243f6a88;
    const key0 = mix(mix(mix(seed) ^ load<u32>(address, 4)) ^ (<u32>mode * <u32>0x9e3779b9));
    const key1 = i32x4.splat(mix(key0 ^ 0xb7e15162));
    const key = i32x4.splat(key0);
    let e = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    let f = i32x4.add(i32x4.splat(i), i32x4(4, 5, 6, 7));
    for (let k: usize = 0; k < bytes; k += 32) {
      const p = uniform4(e, key, key1);
      const q = uniform4(f, key, key1);
      v128.store(y + k, q, 16);
      v128.store(y + k, p);
      e = i32x4.add(e, i32x4.splat(8));
      f = i32x4.add(f, i32x4.splat(8));
    }
  }
}

@inline
function uniform4(e: v128, key: v128, key1: v128): v128 {
  const bits = mix4(i32x4.add(mix4(v128.xor(e, key)), key1));
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(bits, 8)), f32x4.splat(5.9604644775390625e-8));
}

@inline
function copyWords(to: usize, from: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 32 <= bytes; k += 32) {
    const p = v128.load(from + k);
    const q = v128.load(from + k, 16);
    v128.store(to + k, q, 16);
    v128.store(to + k, p);
  }
  for (; k < bytes; k += 4) store<u32>(to + k, load<u32>(from + k));
}

@inline
function fill(y: usize, v: v128, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 32) {
    v128.store(y + k, v, 16);
    v128.store(y + k, v);
  }
}
