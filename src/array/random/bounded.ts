/**
 * @file Whole numbers in a closed range, drawn as NumPy draws them: Lemire's multiplication method (Generator) or
 * masked rejection (RandomState), 8- and 16-bit types from pieces of one 32-bit draw.
 */
import { dtypes, type DType, type TypedArray } from '../layout/dtype.ts';
import type { BitGenerator } from './bit-generator.ts';

const UP = 2 ** 32;

/** A source of whole numbers 0 … range. The same source must serve all elements of one array (it buffers bits). */
export type IntegerSource = (range: number) => number;

/** The method for one element type. `masked`: RandomState's. */
export function integerSource(bits: BitGenerator, dtype: DType, masked: boolean): IntegerSource {
  const size = dtypes[dtype].itemsize;
  if (dtype === 'bool') {
    const next = pieces(bits, 1);
    return (range) => (range === 0 ? 0 : next());
  }
  if (size <= 2) {
    const next = pieces(bits, 8 * size);
    return masked ? (range) => rejected(next, range) : (range) => scaledNarrow(next, range, 2 ** (8 * size));
  }
  return masked ? (range) => interval(bits, range) : (range) => scaled(bits, range);
}

/** Fills `out` with low … low + range. */
export function fillIntegers(out: TypedArray, low: number, range: number, next: IntegerSource): void {
  for (let i = 0; i < out.length; i++) out[i] = low + next(range);
}

/** 0 … max by masked rejection; NumPy shuffles with it. */
export function interval(bits: BitGenerator, max: number): number {
  if (max === 0) return 0;
  if (max < UP) {
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const value = (bits.next32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }
  const mask = 0xffffffff >>> Math.clz32(Math.floor(max / UP));
  for (;;) {
    bits.next64();
    const value = ((bits.hi & mask) >>> 0) * UP + bits.lo;
    if (value <= max) return value;
  }
}

/** 0 … range by Lemire's method: the high part of draw * (range + 1), rejecting the few draws that would be uneven. */
export function scaled(bits: BitGenerator, range: number): number {
  if (range === 0) return 0;
  if (range >= UP) return scaledWide(bits, BigInt(range));
  if (range === UP - 1) return bits.next32();
  const n = range + 1;
  let draw = bits.next32();
  let low = Math.imul(draw, n) >>> 0;
  if (low < n) {
    const threshold = (UP - n) % n;
    while (low < threshold) {
      draw = bits.next32();
      low = Math.imul(draw, n) >>> 0;
    }
  }
  return Math.floor((draw * n - low) / UP + 0.5);
}

/** Ranges above 32 bits are rare enough for BigInt. */
function scaledWide(bits: BitGenerator, range: bigint): number {
  const n = range + 1n;
  const threshold = ((1n << 64n) - n) % n;
  for (;;) {
    bits.next64();
    const product = ((BigInt(bits.hi) << 32n) | BigInt(bits.lo)) * n;
    if (BigInt.asUintN(64, product) >= threshold) return Number(product >> 64n);
  }
}

function scaledNarrow(next: () => number, range: number, base: number): number {
  if (range === 0) return 0;
  if (range === base - 1) return next();
  const n = range + 1;
  let product = next() * n;
  if (product % base < n) {
    const threshold = (base - n) % n;
    while (product % base < threshold) product = next() * n;
  }
  return Math.floor(product / base);
}

function rejected(next: () => number, range: number): number {
  if (range === 0) return 0;
  const mask = 0xffffffff >>> Math.clz32(range);
  for (;;) {
    const value = next() & mask;
    if (value <= range) return value;
  }
}

/** Cuts 32-bit draws into pieces of `width` bits, lowest first. */
function pieces(bits: BitGenerator, width: number): () => number {
  const mask = 2 ** width - 1;
  let left = 0;
  let word = 0;
  return () => {
    if (left === 0) {
      word = bits.next32();
      left = 32 / width - 1;
    } else {
      word >>>= width;
      left--;
    }
    return word & mask;
  };
}
