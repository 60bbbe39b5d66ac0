/**
 * @file The loops of a chain's steps over one block: four vectors at a time (two at the end), each two loaded before either is stored, so that V8 joins them
 * where vectors have 256 bits. What they compute is generated (generated/chain-values.ts).
 */
import { value1, value2, value3, value4, value5, value6 } from '../generated/chain-values';

@inline
export function two(op: i32, y: usize, a: usize, b: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const p = value2(op, v128.load(a + k), v128.load(b + k));
    const q = value2(op, v128.load(a + k, 16), v128.load(b + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
    const r = value2(op, v128.load(a + k, 32), v128.load(b + k, 32));
    const s = value2(op, v128.load(a + k, 48), v128.load(b + k, 48));
    v128.store(y + k, s, 48);
    v128.store(y + k, r, 32);
  }
  if (k < bytes) {
    const p = value2(op, v128.load(a + k), v128.load(b + k));
    const q = value2(op, v128.load(a + k, 16), v128.load(b + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

@inline
export function one(op: i32, y: usize, a: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const p = value1(op, v128.load(a + k));
    const q = value1(op, v128.load(a + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
    const r = value1(op, v128.load(a + k, 32));
    const s = value1(op, v128.load(a + k, 48));
    v128.store(y + k, s, 48);
    v128.store(y + k, r, 32);
  }
  if (k < bytes) {
    const p = value1(op, v128.load(a + k));
    const q = value1(op, v128.load(a + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

/** As `one`, two vectors at a time: for long formulas, of which four at once gain nothing. */
@inline
export function oneLong(op: i32, y: usize, a: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 32) {
    const p = value1(op, v128.load(a + k));
    const q = value1(op, v128.load(a + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

@inline
export function three(op: i32, y: usize, a: usize, b: usize, c: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const p = value3(op, v128.load(a + k), v128.load(b + k), v128.load(c + k));
    const q = value3(op, v128.load(a + k, 16), v128.load(b + k, 16), v128.load(c + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
    const r = value3(op, v128.load(a + k, 32), v128.load(b + k, 32), v128.load(c + k, 32));
    const s = value3(op, v128.load(a + k, 48), v128.load(b + k, 48), v128.load(c + k, 48));
    v128.store(y + k, s, 48);
    v128.store(y + k, r, 32);
  }
  if (k < bytes) {
    const p = value3(op, v128.load(a + k), v128.load(b + k), v128.load(c + k));
    const q = value3(op, v128.load(a + k, 16), v128.load(b + k, 16), v128.load(c + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

@inline
export function four(op: i32, y: usize, a: usize, b: usize, c: usize, d: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const p = value4(op, v128.load(a + k), v128.load(b + k), v128.load(c + k), v128.load(d + k));
    const q = value4(op, v128.load(a + k, 16), v128.load(b + k, 16), v128.load(c + k, 16), v128.load(d + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
    const r = value4(op, v128.load(a + k, 32), v128.load(b + k, 32), v128.load(c + k, 32), v128.load(d + k, 32));
    const s = value4(op, v128.load(a + k, 48), v128.load(b + k, 48), v128.load(c + k, 48), v128.load(d + k, 48));
    v128.store(y + k, s, 48);
    v128.store(y + k, r, 32);
  }
  if (k < bytes) {
    const p = value4(op, v128.load(a + k), v128.load(b + k), v128.load(c + k), v128.load(d + k));
    const q = value4(op, v128.load(a + k, 16), v128.load(b + k, 16), v128.load(c + k, 16), v128.load(d + k, 16));
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

@inline
export function five(op: i32, y: usize, a: usize, b: usize, c: usize, d: usize, e: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const p = value5(op, v128.load(a + k), v128.load(b + k), v128.load(c + k), v128.load(d + k), v128.load(e + k));
    const q = value5(
      op,
      v128.load(a + k, 16),
      v128.load(b + k, 16),
      v128.load(c + k, 16),
      v128.load(d + k, 16),
      v128.load(e + k, 16),
    );
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
    const r = value5(
      op,
      v128.load(a + k, 32),
      v128.load(b + k, 32),
      v128.load(c + k, 32),
      v128.load(d + k, 32),
      v128.load(e + k, 32),
    );
    const s = value5(
      op,
      v128.load(a + k, 48),
      v128.load(b + k, 48),
      v128.load(c + k, 48),
      v128.load(d + k, 48),
      v128.load(e + k, 48),
    );
    v128.store(y + k, s, 48);
    v128.store(y + k, r, 32);
  }
  if (k < bytes) {
    const p = value5(op, v128.load(a + k), v128.load(b + k), v128.load(c + k), v128.load(d + k), v128.load(e + k));
    const q = value5(
      op,
      v128.load(a + k, 16),
      v128.load(b + k, 16),
      v128.load(c + k, 16),
      v128.load(d + k, 16),
      v128.load(e + k, 16),
    );
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}

@inline
export function six(op: i32, y: usize, a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + 64 <= bytes; k += 64) {
    const p = value6(
      op,
      v128.load(a + k),
      v128.load(b + k),
      v128.load(c + k),
      v128.load(d + k),
      v128.load(e + k),
      v128.load(f + k),
    );
    const q = value6(
      op,
      v128.load(a + k, 16),
      v128.load(b + k, 16),
      v128.load(c + k, 16),
      v128.load(d + k, 16),
      v128.load(e + k, 16),
      v128.load(f + k, 16),
    );
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
    const r = value6(
      op,
      v128.load(a + k, 32),
      v128.load(b + k, 32),
      v128.load(c + k, 32),
      v128.load(d + k, 32),
      v128.load(e + k, 32),
      v128.load(f + k, 32),
    );
    const s = value6(
      op,
      v128.load(a + k, 48),
      v128.load(b + k, 48),
      v128.load(c + k, 48),
      v128.load(d + k, 48),
      v128.load(e + k, 48),
      v128.load(f + k, 48),
    );
    v128.store(y + k, s, 48);
    v128.store(y + k, r, 32);
  }
  if (k < bytes) {
    const p = value6(
      op,
      v128.load(a + k),
      v128.load(b + k),
      v128.load(c + k),
      v128.load(d + k),
      v128.load(e + k),
      v128.load(f + k),
    );
    const q = value6(
      op,
      v128.load(a + k, 16),
      v128.load(b + k, 16),
      v128.load(c + k, 16),
      v128.load(d + k, 16),
      v128.load(e + k, 16),
      v128.load(f + k, 16),
    );
    v128.store(y + k, q, 16);
    v128.store(y + k, p);
  }
}
