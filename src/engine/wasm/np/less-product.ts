/**
 * @file C -= A · B of doubles in place, for matrices inside larger ones: what elimination and substitution take off by blocks. A is
 * copied with its sign changed, B strip by strip, so that the tile reads both one after the other wherever they stand. Every
 * element takes its products in their order, each by one fused multiply-add, as row after row would.
 */

/** Products that an element takes at a time: their part of B stays in the first cache. */
const DEPTH: i32 = 256;
/** Bytes of a strip of B. */
const STRIP_BYTES: usize = <usize>DEPTH * 64;

/** `rows` 4 or 1 and `wide` 4, 2 or 1 vectors: constants. b: k rows of `line` bytes. */
@inline
function tile(rows: i32, wide: i32, a: usize, lda: usize, k: i32, b: usize, line: usize, c: usize, ldc: usize): void {
  let from = c;
  let s00 = v128.load(from, 0);
  let s01 = wide > 1 ? v128.load(from, 16) : s00;
  let s02 = wide > 2 ? v128.load(from, 32) : s00;
  let s03 = wide > 2 ? v128.load(from, 48) : s00;
  if (rows > 1) from += ldc;
  let s10 = v128.load(from, 0);
  let s11 = wide > 1 ? v128.load(from, 16) : s10;
  let s12 = wide > 2 ? v128.load(from, 32) : s10;
  let s13 = wide > 2 ? v128.load(from, 48) : s10;
  if (rows > 1) from += ldc;
  let s20 = v128.load(from, 0);
  let s21 = wide > 1 ? v128.load(from, 16) : s20;
  let s22 = wide > 2 ? v128.load(from, 32) : s20;
  let s23 = wide > 2 ? v128.load(from, 48) : s20;
  if (rows > 1) from += ldc;
  let s30 = v128.load(from, 0);
  let s31 = wide > 1 ? v128.load(from, 16) : s30;
  let s32 = wide > 2 ? v128.load(from, 32) : s30;
  let s33 = wide > 2 ? v128.load(from, 48) : s30;
  for (; k > 0; k--, a += 8, b += line) {
    const x0 = v128.load64_splat(a);
    s00 = f64x2.relaxed_madd(x0, v128.load(b), s00);
    if (wide > 1) s01 = f64x2.relaxed_madd(x0, v128.load(b, 16), s01);
    if (wide > 2) s02 = f64x2.relaxed_madd(x0, v128.load(b, 32), s02);
    if (wide > 2) s03 = f64x2.relaxed_madd(x0, v128.load(b, 48), s03);
    if (rows > 1) {
      const x1 = v128.load64_splat(a + lda);
      s10 = f64x2.relaxed_madd(x1, v128.load(b), s10);
      if (wide > 1) s11 = f64x2.relaxed_madd(x1, v128.load(b, 16), s11);
      if (wide > 2) s12 = f64x2.relaxed_madd(x1, v128.load(b, 32), s12);
      if (wide > 2) s13 = f64x2.relaxed_madd(x1, v128.load(b, 48), s13);
      const x2 = v128.load64_splat(a + 2 * lda);
      s20 = f64x2.relaxed_madd(x2, v128.load(b), s20);
      if (wide > 1) s21 = f64x2.relaxed_madd(x2, v128.load(b, 16), s21);
      if (wide > 2) s22 = f64x2.relaxed_madd(x2, v128.load(b, 32), s22);
      if (wide > 2) s23 = f64x2.relaxed_madd(x2, v128.load(b, 48), s23);
      const x3 = v128.load64_splat(a + 3 * lda);
      s30 = f64x2.relaxed_madd(x3, v128.load(b), s30);
      if (wide > 1) s31 = f64x2.relaxed_madd(x3, v128.load(b, 16), s31);
      if (wide > 2) s32 = f64x2.relaxed_madd(x3, v128.load(b, 32), s32);
      if (wide > 2) s33 = f64x2.relaxed_madd(x3, v128.load(b, 48), s33);
    }
  }
  v128.store(c, s00);
  if (wide > 1) v128.store(c, s01, 16);
  if (wide > 2) v128.store(c, s02, 32);
  if (wide > 2) v128.store(c, s03, 48);
  if (rows > 1) {
    c += ldc;
    v128.store(c, s10);
    if (wide > 1) v128.store(c, s11, 16);
    if (wide > 2) v128.store(c, s12, 32);
    if (wide > 2) v128.store(c, s13, 48);
    c += ldc;
    v128.store(c, s20);
    if (wide > 1) v128.store(c, s21, 16);
    if (wide > 2) v128.store(c, s22, 32);
    if (wide > 2) v128.store(c, s23, 48);
    c += ldc;
    v128.store(c, s30);
    if (wide > 1) v128.store(c, s31, 16);
    if (wide > 2) v128.store(c, s32, 32);
    if (wide > 2) v128.store(c, s33, 48);
  }
}

/** A strip of `wide` vectors (a constant), all rows. */
@inline
function strip(wide: i32, m: i32, a: usize, lda: usize, k: i32, b: usize, line: usize, c: usize, ldc: usize): void {
  let i = 0;
  for (; i + 4 <= m; i += 4, a += 4 * lda, c += 4 * ldc) tile(4, wide, a, lda, k, b, line, c, ldc);
  for (; i < m; i++, a += lda, c += ldc) tile(1, wide, a, lda, k, b, line, c, ldc);
}

/** The last column where their number is odd. */
function column(m: i32, a: usize, lda: usize, k: i32, b: usize, ldb: usize, c: usize, ldc: usize): void {
  for (; m > 0; m--, a += lda, c += ldc) {
    let s = load<f64>(c);
    let q = b;
    for (let p: usize = 0; p < (<usize>k) << 3; p += 8, q += ldb) s += load<f64>(a + p) * load<f64>(q);
    store<f64>(c, s);
  }
}

/** C (m, n) -= A (m, k) · B (k, n); rows stand `lda`, `ldb` and `ldc` bytes apart. `work`: 16 KiB for the
 * strip, 64 bytes, and 8 bytes for each element of A (of 256 columns at most). */
export function lessProduct(
  c: usize,
  ldc: usize,
  a: usize,
  lda: usize,
  b: usize,
  ldb: usize,
  m: i32,
  k: i32,
  n: i32,
  work: usize,
): void {
  for (let k0 = 0; k0 < k; k0 += DEPTH) {
    const depth = min<i32>(k - k0, DEPTH);
    const line = (<usize>depth) << 3;
    const negated = work + STRIP_BYTES + 64;
    for (let i = 0; i < m; i++) {
      const from = a + <usize>i * lda + ((<usize>k0) << 3);
      const to = negated + <usize>i * line;
      for (let p: usize = 0; p < line; p += 8) store<f64>(to + p, -load<f64>(from + p));
    }
    const top = b + <usize>k0 * ldb;
    let j = 0;
    for (; j + 8 <= n; j += 8) {
      let from = top + ((<usize>j) << 3);
      let to = work;
      for (let p = 0; p < depth; p++, from += ldb, to += 64) {
        const v0 = v128.load(from);
        const v1 = v128.load(from, 16);
        v128.store(to, v0);
        v128.store(to, v1, 16);
        const v2 = v128.load(from, 32);
        const v3 = v128.load(from, 48);
        v128.store(to, v2, 32);
        v128.store(to, v3, 48);
      }
      strip(4, m, negated, line, depth, work, 64, c + ((<usize>j) << 3), ldc);
    }
    if (j + 4 <= n) {
      strip(2, m, negated, line, depth, top + ((<usize>j) << 3), ldb, c + ((<usize>j) << 3), ldc);
      j += 4;
    }
    if (j + 2 <= n) {
      strip(1, m, negated, line, depth, top + ((<usize>j) << 3), ldb, c + ((<usize>j) << 3), ldc);
      j += 2;
    }
    if (j < n) column(m, negated, line, depth, top + ((<usize>j) << 3), ldb, c + ((<usize>j) << 3), ldc);
  }
}
