/**
 * @file Products of matrices where they lie; the first operand may be transposed. Tiles of 4 rows and 4 vectors stay in
 * registers; the last of a row or column begin earlier and compute some elements twice. Where many rows go by, a strip of the second
 * operand is copied to lie in one piece: lines a power of two apart would push each other out of the first cache.
 */

/** Rows of the first operand from which on a strip is copied. */
const MANY: i32 = 12;

/** Bytes of the first operand that meet all of the second before the next do: they stay in the second cache. */
const NEAR: usize = 128 << 10;

/** Sums begin with loads that lie side by side, so that V8 joins them as it joins the stores. */
const ZEROS: usize = memory.data(64, 16);

/** Rows i to i + rows - 1 and vectors from column byte `j` of the product; `rows` 1 or 4 and `wide` 1, 2 or 4 are constants. */
@inline
function tile<T>(
  rows: i32,
  wide: i32,
  a: usize,
  row: usize,
  step: usize,
  k: i32,
  b: usize,
  line: usize,
  o: usize,
  ldo: usize,
): void {
  let s00 = v128.load(ZEROS, 0);
  let s01 = v128.load(ZEROS, 16);
  let s02 = v128.load(ZEROS, 32);
  let s03 = v128.load(ZEROS, 48);
  let s10 = v128.load(ZEROS, 0);
  let s11 = v128.load(ZEROS, 16);
  let s12 = v128.load(ZEROS, 32);
  let s13 = v128.load(ZEROS, 48);
  let s20 = v128.load(ZEROS, 0);
  let s21 = v128.load(ZEROS, 16);
  let s22 = v128.load(ZEROS, 32);
  let s23 = v128.load(ZEROS, 48);
  let s30 = v128.load(ZEROS, 0);
  let s31 = v128.load(ZEROS, 16);
  let s32 = v128.load(ZEROS, 32);
  let s33 = v128.load(ZEROS, 48);
  for (; k > 0; k--, a += step, b += line) {
    const x0 = v128.load_splat<T>(a);
    s00 = v128.relaxed_madd<T>(x0, v128.load(b), s00);
    if (wide > 1) s01 = v128.relaxed_madd<T>(x0, v128.load(b, 16), s01);
    if (wide > 2) s02 = v128.relaxed_madd<T>(x0, v128.load(b, 32), s02);
    if (wide > 2) s03 = v128.relaxed_madd<T>(x0, v128.load(b, 48), s03);
    if (rows > 1) {
      const x1 = v128.load_splat<T>(a + row);
      s10 = v128.relaxed_madd<T>(x1, v128.load(b), s10);
      if (wide > 1) s11 = v128.relaxed_madd<T>(x1, v128.load(b, 16), s11);
      if (wide > 2) s12 = v128.relaxed_madd<T>(x1, v128.load(b, 32), s12);
      if (wide > 2) s13 = v128.relaxed_madd<T>(x1, v128.load(b, 48), s13);
      const x2 = v128.load_splat<T>(a + 2 * row);
      s20 = v128.relaxed_madd<T>(x2, v128.load(b), s20);
      if (wide > 1) s21 = v128.relaxed_madd<T>(x2, v128.load(b, 16), s21);
      if (wide > 2) s22 = v128.relaxed_madd<T>(x2, v128.load(b, 32), s22);
      if (wide > 2) s23 = v128.relaxed_madd<T>(x2, v128.load(b, 48), s23);
      const x3 = v128.load_splat<T>(a + 3 * row);
      s30 = v128.relaxed_madd<T>(x3, v128.load(b), s30);
      if (wide > 1) s31 = v128.relaxed_madd<T>(x3, v128.load(b, 16), s31);
      if (wide > 2) s32 = v128.relaxed_madd<T>(x3, v128.load(b, 32), s32);
      if (wide > 2) s33 = v128.relaxed_madd<T>(x3, v128.load(b, 48), s33);
    }
  }
  v128.store(o, s00);
  if (wide > 1) v128.store(o, s01, 16);
  if (wide > 2) v128.store(o, s02, 32);
  if (wide > 2) v128.store(o, s03, 48);
  if (rows > 1) {
    o += ldo;
    v128.store(o, s10);
    if (wide > 1) v128.store(o, s11, 16);
    if (wide > 2) v128.store(o, s12, 32);
    if (wide > 2) v128.store(o, s13, 48);
    o += ldo;
    v128.store(o, s20);
    if (wide > 1) v128.store(o, s21, 16);
    if (wide > 2) v128.store(o, s22, 32);
    if (wide > 2) v128.store(o, s23, 48);
    o += ldo;
    v128.store(o, s30);
    if (wide > 1) v128.store(o, s31, 16);
    if (wide > 2) v128.store(o, s32, 32);
    if (wide > 2) v128.store(o, s33, 48);
  }
}

/** `wide` vectors (a constant) of m rows. */
@inline
function strip<T>(
  wide: i32,
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  line: usize,
  o: usize,
  ldo: usize,
): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) tile<T>(4, wide, a + <usize>i * row, row, step, k, b, line, o + <usize>i * ldo, ldo);
  if (i < m && m >= 4) {
    i = m - 4;
    tile<T>(4, wide, a + <usize>i * row, row, step, k, b, line, o + <usize>i * ldo, ldo);
    i = m;
  }
  for (; i < m; i++) tile<T>(1, wide, a + <usize>i * row, row, step, k, b, line, o + <usize>i * ldo, ldo);
}

/** The columns of m rows, `wide` vectors (a constant) at a time. */
@inline
function columns<T>(
  wide: i32,
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  ldb: usize,
  o: usize,
  line: usize,
  ldo: usize,
): void {
  const block = <usize>(16 * wide);
  for (let j: usize = 0; ; j += block) {
    if (j + block > line) j = line - block;
    strip<T>(wide, a, row, step, m, k, b + j, ldb, o + j, ldo);
    if (j + block == line) return;
  }
}

/** As `columns`, of 64 bytes at a time, which are copied to `work`. */
@inline
function packed<T>(
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  ldb: usize,
  o: usize,
  line: usize,
  ldo: usize,
  work: usize,
): void {
  for (let j: usize = 0; ; j += 64) {
    if (j + 64 > line) j = line - 64;
    let from = b + j;
    let to = work;
    for (let p = 0; p < k; p++, from += ldb, to += 64) {
      const v0 = v128.load(from);
      const v1 = v128.load(from, 16);
      v128.store(to, v0);
      v128.store(to, v1, 16);
      const v2 = v128.load(from, 32);
      const v3 = v128.load(from, 48);
      v128.store(to, v2, 32);
      v128.store(to, v3, 48);
    }
    strip<T>(4, a, row, step, m, k, work, 64, o + j, ldo);
    if (j + 64 == line) return;
  }
}

/** Rows of fewer elements than a vector has. */
@inline
function narrow<T>(
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  ldb: usize,
  o: usize,
  line: usize,
  ldo: usize,
): void {
  for (; m > 0; m--, a += row, o += ldo) {
    for (let j: usize = 0; j < line; j += sizeof<T>()) {
      let s: T = 0;
      let x = a;
      let y = b + j;
      for (let p = 0; p < k; p++, x += step, y += ldb) s += load<T>(x) * load<T>(y);
      store<T>(o + j, s);
    }
  }
}

@inline
function product<T>(
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  ldb: usize,
  n: i32,
  o: usize,
  ldo: usize,
  work: usize,
): void {
  const line = <usize>n * sizeof<T>();
  const some = max<i32>(64, <i32>(NEAR / (<usize>k * sizeof<T>())));
  for (; m > 0; m -= some, a += <usize>some * row, o += <usize>some * ldo) {
    const rows = min<i32>(m, some);
    if (line >= 64 && rows >= MANY && work != 0) packed<T>(a, row, step, rows, k, b, ldb, o, line, ldo, work);
    else if (line >= 64) columns<T>(4, a, row, step, rows, k, b, ldb, o, line, ldo);
    else if (line >= 32) columns<T>(2, a, row, step, rows, k, b, ldb, o, line, ldo);
    else if (line >= 16) columns<T>(1, a, row, step, rows, k, b, ldb, o, line, ldo);
    else narrow<T>(a, row, step, rows, k, b, ldb, o, line, ldo);
  }
}

/**
 * o (m, n) = a (m, k) · b (k, n): `row` bytes from a row of a to the next, `step` to the next element of a row; rows of b and o are
 * `ldb` and `ldo` bytes apart. `work`: 64 k bytes, or 0.
 */
export function product_f32(
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  ldb: usize,
  n: i32,
  o: usize,
  ldo: usize,
  work: usize,
): void {
  product<f32>(a, row, step, m, k, b, ldb, n, o, ldo, work);
}
export function product_f64(
  a: usize,
  row: usize,
  step: usize,
  m: i32,
  k: i32,
  b: usize,
  ldb: usize,
  n: i32,
  o: usize,
  ldo: usize,
  work: usize,
): void {
  product<f64>(a, row, step, m, k, b, ldb, n, o, ldo, work);
}
