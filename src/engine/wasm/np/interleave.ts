/**
 * @file Elements of several arrays by turns (`np.stack` along a new last axis): of two arrays in vectors, of more one array after
 * the other.
 */

/** o = a0 b0 a1 b1 …, n elements of each. */
export function interleave_8(a: usize, b: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 16, a += 16, b += 16, o += 32) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(o, i8x16.shuffle(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(o, i8x16.shuffle(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
  }
}
export function interleave_32(a: usize, b: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 4, a += 16, b += 16, o += 32) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(o, v128.shuffle<i32>(x, y, 0, 4, 1, 5));
    v128.store(o, v128.shuffle<i32>(x, y, 2, 6, 3, 7), 16);
  }
}
export function interleave_64(a: usize, b: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 2, a += 16, b += 16, o += 32) {
    const x = v128.load(a);
    const y = v128.load(b);
    v128.store(o, v128.shuffle<i64>(x, y, 0, 2));
    v128.store(o, v128.shuffle<i64>(x, y, 1, 3), 16);
  }
}

/** n elements of a to every place of o that is `step` bytes from the last. */
@inline
function spread<T>(a: usize, o: usize, step: usize, n: i32): void {
  const end = a + <usize>n * sizeof<T>();
  for (; a < end; a += sizeof<T>(), o += step) store<T>(o, load<T>(a));
}
export function spread_8(a: usize, o: usize, step: usize, n: i32): void {
  spread<u8>(a, o, step, n);
}
export function spread_32(a: usize, o: usize, step: usize, n: i32): void {
  spread<u32>(a, o, step, n);
}
export function spread_64(a: usize, o: usize, step: usize, n: i32): void {
  spread<u64>(a, o, step, n);
}
