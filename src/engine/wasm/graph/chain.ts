/**
 * @file Chains of elementwise work, interpreted block by block: a block of 256 elements goes through the whole chain while its
 * intermediate values lie in L1, so that a fused chain (an optimizer's update, a mask times a gradient) touches memory once.
 * Slots are blocks of 32-bit lanes; truth values are full-lane masks inside the chain and 0/1 bytes in memory.
 */
import { exp4, log4, mix, mix4, sigmoid4, tanh4 } from './functions';
import { part, scratch } from './threads';

const BLOCK: i32 = 256;
const SLOT_BYTES: usize = 1024;

/**
 * Args: element count, instruction count, then per instruction 6 words: op, slot out, a, b, c, d (slots, or for loads and
 * stores: address, mode, period). Modes: 0 element i, 1 always element 0, 2 element i % period, 3 element i / period.
 */
export function elementwise(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p);
  const count = load<i32>(p, 4);
  const code = p + 8;
  const last = part(n, tid, threads, BLOCK) < n ? part(n, tid + 1, threads, BLOCK) : 0;
  const slots = scratch();
  for (let i = part(n, tid, threads, BLOCK); i < last; i += BLOCK) {
    const length = min<i32>(BLOCK, n - i);
    let at = code;
    for (let q = 0; q < count; q++) {
      step(at, slots, i, length);
      at += 24;
    }
  }
}

/** One instruction on one block. Slots are always worked on in pairs of vectors: what lies past `length` is never stored. */
function step(at: usize, slots: usize, i: i32, length: i32): void {
  const op = load<i32>(at);
  const y = slots + <usize>load<u32>(at, 4) * SLOT_BYTES;
  if (op < 10) {
    memoryStep(op, at, y, i, length);
    return;
  }
  const a = slots + <usize>load<u32>(at, 8) * SLOT_BYTES;
  const b = slots + <usize>load<u32>(at, 12) * SLOT_BYTES;
  const c = slots + <usize>load<u32>(at, 16) * SLOT_BYTES;
  const bytes = (<usize>length * 4 + 31) & ~31;
  switch (op) {
    case 10:
      two(10, y, a, b, bytes);
      break;
    case 11:
      two(11, y, a, b, bytes);
      break;
    case 12:
      two(12, y, a, b, bytes);
      break;
    case 13:
      two(13, y, a, b, bytes);
      break;
    case 14:
      two(14, y, a, b, bytes);
      break;
    case 15:
      two(15, y, a, b, bytes);
      break;
    case 16:
      two(16, y, a, b, bytes);
      break;
    case 17:
      two(17, y, a, b, bytes);
      break;
    case 18:
      two(18, y, a, b, bytes);
      break;
    case 19:
      two(19, y, a, b, bytes);
      break;
    case 20:
      two(20, y, a, b, bytes);
      break;
    case 21:
      two(21, y, a, b, bytes);
      break;
    case 22:
      two(22, y, a, b, bytes);
      break;
    case 23:
      two(23, y, a, b, bytes);
      break;
    case 24:
      one(24, y, a, bytes);
      break;
    case 25:
      choose(y, a, b, c, bytes);
      break;
    case 26:
      one(26, y, a, bytes);
      break;
    case 27:
      one(27, y, a, bytes);
      break;
    case 28:
      one(28, y, a, bytes);
      break;
    case 29:
      one(29, y, a, bytes);
      break;
    case 30:
      two(30, y, a, b, bytes);
      break;
    case 31:
      two(31, y, a, b, bytes);
      break;
    case 32:
      two(32, y, a, b, bytes);
      break;
    case 33:
      two(33, y, a, b, bytes);
      break;
    case 34:
      one(34, y, a, bytes);
      break;
    case 40:
      one(40, y, a, bytes);
      break;
    case 41:
      one(41, y, a, bytes);
      break;
    case 42:
      one(42, y, a, bytes);
      break;
    case 43:
      one(43, y, a, bytes);
      break;
    case 44:
      one(44, y, a, bytes);
      break;
    case 45:
      one(45, y, a, bytes);
      break;
    case 46:
      one(46, y, a, bytes);
      break;
    case 47:
      one(47, y, a, bytes);
      break;
    case 48:
      one(48, y, a, bytes);
      break;
    case 49:
      one(49, y, a, bytes);
      break;
    case 50:
      one(50, y, a, bytes);
      break;
    case 51:
      one(51, y, a, bytes);
      break;
    case 52:
      one(52, y, a, bytes);
      break;
    case 53:
      one(53, y, a, bytes);
      break;
    case 54:
      one(54, y, a, bytes);
      break;
    case 55:
      one(55, y, a, bytes);
      break;
    default:
      unreachable();
  }
}

/** The instructions of two operands; `op` is a constant where this is inlined. */
@inline
function value2(op: i32, a: v128, b: v128): v128 {
  if (op == 10) return f32x4.add(a, b);
  if (op == 11) return f32x4.sub(a, b);
  if (op == 12) return f32x4.mul(a, b);
  if (op == 13) return f32x4.div(a, b);
  if (op == 14) return f32x4.max(a, b);
  if (op == 15) return f32x4.min(a, b);
  if (op == 16) return f32x4.eq(a, b);
  if (op == 17) return f32x4.ne(a, b);
  if (op == 18) return f32x4.lt(a, b);
  if (op == 19) return f32x4.le(a, b);
  if (op == 20) return f32x4.gt(a, b);
  if (op == 21) return f32x4.ge(a, b);
  if (op == 22) return v128.and(a, b);
  if (op == 23) return v128.or(a, b);
  if (op == 30) return i32x4.add(a, b);
  if (op == 31) return i32x4.sub(a, b);
  if (op == 32) return i32x4.mul(a, b);
  return i32x4.eq(a, b);
}

/** The instructions of one operand. */
@inline
function value1(op: i32, v: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (op == 24) return v128.not(v);
  if (op == 26) return v128.and(v, one);
  if (op == 27) return f32x4.ne(v, zero);
  if (op == 28) return f32x4.convert_i32x4_s(v);
  if (op == 29) return i32x4.trunc_sat_f32x4_s(v);
  if (op == 34) return v128.and(v, i32x4.splat(1));
  if (op == 40) return f32x4.neg(v);
  if (op == 41) return f32x4.abs(v);
  if (op == 42) return sign4(v);
  if (op == 43) return f32x4.mul(v, v);
  if (op == 44) return f32x4.sqrt(v);
  if (op == 45) return f32x4.div(one, f32x4.sqrt(v));
  if (op == 46) return f32x4.div(one, v);
  if (op == 47) return exp4(v);
  if (op == 48) return log4(v);
  if (op == 49) return tanh4(v);
  if (op == 50) return sigmoid4(v);
  if (op == 51) return f32x4.max(v, zero);
  if (op == 52) return f32x4.floor(v);
  if (op == 53) return f32x4.ceil(v);
  if (op == 54) return f32x4.nearest(v);
  return f32x4.lt(f32x4.abs(v), f32x4.splat(Infinity));
}

/** -1, 0 or 1; zero and NaN stay what they are. */
@inline
function sign4(v: v128): v128 {
  const zero = f32x4.splat(0);
  const above = f32x4.gt(v, zero);
  const below = f32x4.lt(v, zero);
  const sign = v128.or(v128.and(above, f32x4.splat(1)), v128.and(below, f32x4.splat(-1)));
  return v128.bitselect(sign, v, v128.or(above, below));
}

// Two vectors at a time, loaded before either is stored: V8 joins them where vectors have 256 bits.

@inline
function two(op: i32, y: usize, a: usize, b: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 32) {
    const p = value2(op, v128.load(a + k), v128.load(b + k));
    const q = value2(op, v128.load(a + k, 16), v128.load(b + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

@inline
function one(op: i32, y: usize, a: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 32) {
    const p = value1(op, v128.load(a + k));
    const q = value1(op, v128.load(a + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

/** b where the mask a is set, else c. */
@inline
function choose(y: usize, a: usize, b: usize, c: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 32) {
    const p = v128.bitselect(v128.load(b + k), v128.load(c + k), v128.load(a + k));
    const q = v128.bitselect(v128.load(b + k, 16), v128.load(c + k, 16), v128.load(a + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

/** Loads (0 to 2: 32-bit words, bytes as masks, constant word), stores (3, 4) and random numbers (5). */
function memoryStep(op: i32, at: usize, y: usize, i: i32, length: i32): void {
  const address = <usize>load<u32>(at, 8);
  const mode = load<i32>(at, 12);
  const period = load<i32>(at, 16);
  const bytes = <usize>length << 2;
  if (op == 0) {
    if (mode == 0) copyWords(y, address + (<usize>i << 2), bytes);
    else if (mode == 1) fill(y, v128.load32_splat(address), bytes);
    else if (mode == 2) {
      let r = i % period;
      for (let k: usize = 0; k < bytes; ) {
        const run = min<usize>(<usize>(period - r) << 2, bytes - k);
        copyWords(y + k, address + (<usize>r << 2), run);
        k += run;
        r = 0;
      }
    } else {
      let q = i / period;
      let r = i - q * period;
      for (let k: usize = 0; k < bytes; k += 4) {
        store<u32>(y + k, load<u32>(address + (<usize>q << 2)));
        if (++r == period) {
          r = 0;
          q++;
        }
      }
    }
  } else if (op == 1) {
    let k = 0;
    if (mode == 0) {
      for (; k + 4 <= length; k += 4) {
        const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address + <usize>(i + k))));
        v128.store(y + (<usize>k << 2), i32x4.ne(four, i32x4.splat(0)));
      }
    }
    for (; k < length; k++) {
      const e = i + k;
      const index = mode == 0 ? e : mode == 1 ? 0 : mode == 2 ? e % period : e / period;
      store<i32>(y + (<usize>k << 2), load<u8>(address + <usize>index) != 0 ? -1 : 0);
    }
  } else if (op == 2) {
    fill(y, i32x4.splat(load<i32>(at, 8)), bytes);
  } else if (op == 3) {
    copyWords(address + (<usize>i << 2), y, bytes);
  } else if (op == 4) {
    let k = 0;
    for (; k + 16 <= length; k += 16) {
      const from = y + (<usize>k << 2);
      const low = i16x8.narrow_i32x4_s(v128.load(from), v128.load(from, 16));
      const high = i16x8.narrow_i32x4_s(v128.load(from, 32), v128.load(from, 48));
      v128.store(address + <usize>(i + k), v128.and(i8x16.narrow_i16x8_s(low, high), i8x16.splat(1)));
    }
    for (; k < length; k++) {
      store<u8>(address + <usize>(i + k), <u8>(load<i32>(y + (<usize>k << 2)) & 1));
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
