/** @file The exports of np's program, as TypeScript calls them. Written by scripts/generate-engine.ts from the sources in wasm/np; edit that. */

/** The number that a program with these exports carries (abi.ts). */
export const NP_ABI = -1798552874;

export interface NpExports {
  /** True when a block had special values, so that a result may be infinite or NaN. */
  readonly log_f64: (a: number, o: number, n: number) => number;
  /** True when a block had special values, so that a result may be infinite or NaN. */
  readonly exp_f64: (a: number, o: number, n: number) => number;
  /** True when a block had special values, so that a result may be infinite or NaN. */
  readonly log_f32: (a: number, o: number, n: number) => number;
  /** True when a block had special values, so that a result may be infinite or NaN. */
  readonly exp_f32: (a: number, o: number, n: number) => number;
  /** Sorts n words at p; gives where the result is, p or spare. `counts`: 4 KiB of scratch. */
  readonly sort_f32: (p: number, n: number, spare: number, counts: number) => number;
  readonly sort_i32: (p: number, n: number, spare: number, counts: number) => number;
  readonly sort_u32: (p: number, n: number, spare: number, counts: number) => number;
  readonly sort_f64: (p: number, n: number, spare: number, counts: number) => number;
  /** Pairs of key (upper word) and place at `pairs` for n elements at p. */
  readonly pairs_f32: (p: number, n: number, pairs: number) => void;
  readonly pairs_i32: (p: number, n: number, pairs: number) => void;
  readonly pairs_u32: (p: number, n: number, pairs: number) => void;
  /** Of doubles the upper words; the lower ones take the place of the elements, negated where that makes them order alike. */
  readonly pairs_f64: (p: number, n: number, pairs: number) => void;
  /** Sorts n pairs by their keys, equal keys in their old order; gives where they are, p or spare. */
  readonly sort_pairs: (p: number, n: number, spare: number, counts: number) => number;
  /** Pairs of doubles in order of their upper words, put in order where these are the same by the bits at `keys`. */
  readonly settle_pairs: (p: number, n: number, keys: number, spare: number, counts: number) => void;
  /** The places of n pairs as doubles. */
  readonly places_of: (p: number, n: number, o: number) => void;
  readonly lanes_f32: (s: number, n: number) => void;
  readonly lanes_i32: (s: number, n: number) => void;
  readonly lanes_u32: (s: number, n: number) => void;
  /** Doubles: every NaN is counted and stands as the largest until all are in order. */
  readonly lanes_f64: (s: number, n: number) => void;
  /** Columns: full lanes lie side by side already. */
  readonly columns_in: (p: number, step: number, n: number, s: number) => void;
  readonly columns_out: (p: number, step: number, n: number, s: number) => void;
  /** Eight rows of words, or four of doubles, `line` bytes apart. */
  readonly rows_in_32: (p: number, line: number, n: number, s: number) => void;
  readonly rows_out_32: (p: number, line: number, n: number, s: number) => void;
  readonly rows_in_64: (p: number, line: number, n: number, s: number) => void;
  readonly rows_out_64: (p: number, line: number, n: number, s: number) => void;
  readonly lanes_in_32: (p: number, step: number, apart: number, n: number, lanes: number, s: number) => void;
  readonly lanes_in_64: (p: number, step: number, apart: number, n: number, lanes: number, s: number) => void;
  readonly lanes_out_32: (p: number, step: number, apart: number, n: number, lanes: number, s: number) => void;
  readonly lanes_out_64: (p: number, step: number, apart: number, n: number, lanes: number, s: number) => void;
  readonly u8_to_f32: (a: number, o: number, n: number) => void;
  readonly u8_to_f64: (a: number, o: number, n: number) => void;
  readonly f32_to_f64: (a: number, o: number, n: number) => void;
  readonly i32_to_f32: (a: number, o: number, n: number) => void;
  readonly i32_to_f64: (a: number, o: number, n: number) => void;
  /** Doubles to floats; true when one may be infinite or NaN. */
  readonly f64_to_f32: (a: number, o: number, n: number) => number;
  readonly f32_to_u8: (a: number, o: number, n: number) => number;
  readonly f64_to_u8: (a: number, o: number, n: number) => number;
  readonly f32_to_i32: (a: number, o: number, n: number) => number;
  readonly f64_to_i32: (a: number, o: number, n: number) => number;
  readonly i64_to_u8: (a: number, o: number, n: number) => number;
  /** int64 is kept in doubles. */
  readonly f64_to_i64: (a: number, o: number, n: number) => number;
  /** Rounded to decimals, halves to even: 10^decimals is `factor`. */
  readonly decimals_f32: (a: number, factor: number, o: number, n: number) => void;
  readonly decimals_f64: (a: number, factor: number, o: number, n: number) => void;
  /** Bits of n bytes joined; the second operand moves by `step` bytes for every 64. */
  readonly and_bits: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly or_bits: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly xor_bits: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly dots_f32: (p: number, rows: number, cols: number, v: number, o: number) => void;
  readonly dots_f64: (p: number, rows: number, cols: number, v: number, o: number) => void;
  /** acc += Σ v[i] * row i. */
  readonly combine_f64: (acc: number, p: number, rows: number, cols: number, v: number) => void;
  readonly combine_f32: (acc: number, p: number, rows: number, cols: number, v: number) => void;
  /** Each of `count` columns x, `step` bytes apart, becomes x + scale (p · x) q, over n elements. */
  readonly reflect: (p: number, q: number, x: number, n: number, step: number, count: number, scale: number) => void;
  /**
   * Gaussian elimination of the (n, n) matrix at p with the largest element of each column as pivot: U on and above the
   * diagonal, L below. The row that stands in each row goes to `order` (int32). Gives the parity, 1 or -1, or 0 for a
   * singular matrix (whose elimination goes on). `work`: scratch for products (`eliminationBytes`).
   */
  readonly eliminate: (p: number, n: number, order: number, work: number) => number;
  /** Solves for the m columns of b (in the order of rows that elimination left), in place. */
  readonly substitute: (p: number, n: number, b: number, m: number, work: number) => void;
  /** Bytes of scratch that `reflect_qr` takes for an (m, n) matrix of which `used` columns of Q are wanted. */
  readonly qr_bytes: (m: number, n: number, used: number) => number;
  /** The (m, n) matrix at p to R and Q: `used` lines of R to r, as many columns of Q to q (none where q is 0). `work`: qr_bytes. */
  readonly reflect_qr: (p: number, m: number, n: number, used: number, r: number, q: number, work: number) => void;
  /** Bytes of scratch that `tridiagonal` takes for an (n, n) matrix. */
  readonly tridiagonal_bytes: (n: number) => number;
  /**
   * Reduces the (n, n) matrix at p, of which the elements on and behind the diagonal count; they are lost. The diagonal goes to d, the one beside
   * it to e (n; the last is 0), and to line k of v (n, n) and place k of `factors` the reflection that cleared column k, 0 up to its place k.
   */
  readonly tridiagonal: (p: number, n: number, d: number, e: number, v: number, factors: number, work: number) => void;
  /** Bytes of scratch that `turn_back` takes for `rows` lines of n elements. */
  readonly turn_back_bytes: (rows: number, n: number) => number;
  /**
   * Lines z, `rows` of n elements, become z (H₀ H₁ …)ᵀ: line k of the `count` lines v (of n elements) and place k of `factors` are the
   * reflection Hₖ, whose vector is 0 before its place k + shift.
   */
  readonly turn_back: (
    v: number,
    factors: number,
    count: number,
    n: number,
    shift: number,
    z: number,
    rows: number,
    work: number,
  ) => void;
  /** Bytes of scratch that `bidiagonal` takes for an m x n matrix. */
  readonly bidiagonal_bytes: (m: number, n: number) => number;
  /**
   * Reduces an m x n matrix (m >= n) whose columns are the lines at p, which are lost. The diagonal goes to d, the one above it to e (n - 1);
   * to line k of `left` (n lines of m) the vector that cleared column k, 0 before its place k, to line k of `right` (n, n) the one that
   * cleared row k, 0 up to its place k, and to place k of `factors` and of its second half, from n on, their factors.
   */
  readonly bidiagonal: (
    p: number,
    m: number,
    n: number,
    d: number,
    e: number,
    left: number,
    right: number,
    factors: number,
    work: number,
  ) => void;
  /** Bytes of scratch for `eigen_by_halves`. */
  readonly eigen_halves_bytes: (n: number) => number;
  /**
   * The diagonal d (n) becomes the eigenvalues, rising, and the n lines z (of n elements) their vectors; e, the diagonal beside it, is left as
   * it is. False when an iteration does not settle.
   */
  readonly eigen_by_halves: (d: number, e: number, n: number, z: number, work: number) => number;
  /** Bytes of scratch for `singular_by_halves`. */
  readonly singular_halves_bytes: (n: number) => number;
  /**
   * The diagonal d (n) becomes the singular values, rising, and the n lines u and v (of n elements each) their vectors; e, the diagonal above,
   * is left as it is. False when an iteration does not settle.
   */
  readonly singular_by_halves: (d: number, e: number, n: number, u: number, v: number, work: number) => number;
  /** o = a0 b0 a1 b1 …, n elements of each. */
  readonly interleave_8: (a: number, b: number, o: number, n: number) => void;
  readonly interleave_32: (a: number, b: number, o: number, n: number) => void;
  readonly interleave_64: (a: number, b: number, o: number, n: number) => void;
  readonly spread_8: (a: number, o: number, step: number, n: number) => void;
  readonly spread_32: (a: number, o: number, step: number, n: number) => void;
  readonly spread_64: (a: number, o: number, step: number, n: number) => void;
  /** To each of n places, words at `places`, the step that its index makes is added; gives the number of the first wrong index, or -1. */
  readonly add_steps: (index: number, n: number, side: number, stride: number, places: number) => number;
  readonly take_each_8: (p: number, places: number, n: number, o: number) => void;
  readonly take_each_16: (p: number, places: number, n: number, o: number) => void;
  readonly take_each_32: (p: number, places: number, n: number, o: number) => void;
  readonly take_each_64: (p: number, places: number, n: number, o: number) => void;
  readonly put_each_8: (p: number, places: number, n: number, from: number, step: number) => void;
  readonly put_each_16: (p: number, places: number, n: number, from: number, step: number) => void;
  readonly put_each_32: (p: number, places: number, n: number, from: number, step: number) => void;
  readonly put_each_64: (p: number, places: number, n: number, from: number, step: number) => void;
  readonly fill_where_8: (flags: number, n: number, o: number, value: number) => void;
  readonly fill_where_16: (flags: number, n: number, o: number, value: number) => void;
  readonly fill_where_32: (flags: number, n: number, o: number, value: number) => void;
  readonly fill_where_64: (flags: number, n: number, o: number, value: number) => void;
  readonly squeeze_8: (p: number, flags: number, n: number, o: number, end: number) => void;
  readonly squeeze_16: (p: number, flags: number, n: number, o: number, end: number) => void;
  readonly squeeze_32: (p: number, flags: number, n: number, o: number, end: number) => void;
  readonly squeeze_64: (p: number, flags: number, n: number, o: number, end: number) => void;
  readonly take_8: (index: number, n: number, line: number, side: number, stride: number, o: number) => number;
  readonly take_16: (index: number, n: number, line: number, side: number, stride: number, o: number) => number;
  readonly take_32: (index: number, n: number, line: number, side: number, stride: number, o: number) => number;
  readonly take_64: (index: number, n: number, line: number, side: number, stride: number, o: number) => number;
  readonly put_8: (index: number, n: number, line: number, side: number, stride: number, value: number) => number;
  readonly put_16: (index: number, n: number, line: number, side: number, stride: number, value: number) => number;
  readonly put_32: (index: number, n: number, line: number, side: number, stride: number, value: number) => number;
  readonly put_64: (index: number, n: number, line: number, side: number, stride: number, value: number) => number;
  /**
   * Sorts n whole numbers in doubles where their span is at most `most`; false, and nothing is done, where it is more. `counts`: 16 bytes for
   * each number of the span (four counters by turns, as equal neighbours would wait for each other's).
   */
  readonly sort_narrow: (p: number, n: number, most: number, counts: number) => number;
  /** Copies by a plan of `axes` axes (4 words each, outermost first), at least 2. */
  readonly copy_strided_8: (from: number, to: number, axes: number, plan: number) => void;
  readonly copy_strided_16: (from: number, to: number, axes: number, plan: number) => void;
  readonly copy_strided_32: (from: number, to: number, axes: number, plan: number) => void;
  readonly copy_strided_64: (from: number, to: number, axes: number, plan: number) => void;
  /**
   * o (m, n) = a (m, k) · b (k, n): `row` bytes from a row of a to the next, `step` to the next element of a row; rows of b and o are
   * `ldb` and `ldo` bytes apart. `work`: 64 k bytes, or 0.
   */
  readonly product_f32: (
    a: number,
    row: number,
    step: number,
    m: number,
    k: number,
    b: number,
    ldb: number,
    n: number,
    o: number,
    ldo: number,
    work: number,
  ) => void;
  readonly product_f64: (
    a: number,
    row: number,
    step: number,
    m: number,
    k: number,
    b: number,
    ldb: number,
    n: number,
    o: number,
    ldo: number,
    work: number,
  ) => void;
  /**
   * c (m, n) = a (m, k) · b (k, n). Lines of a and b, which are columns where they are turned, and rows of c are `lda`, `ldb` and `ldc`
   * bytes apart. `work`: GEMM_SCRATCH bytes (src/engine/matmul.ts).
   */
  readonly blocks_f32: (
    a: number,
    lda: number,
    turnedA: number,
    b: number,
    ldb: number,
    turnedB: number,
    c: number,
    ldc: number,
    m: number,
    k: number,
    n: number,
    work: number,
  ) => void;
  readonly blocks_f64: (
    a: number,
    lda: number,
    turnedA: number,
    b: number,
    ldb: number,
    turnedB: number,
    c: number,
    ldc: number,
    m: number,
    k: number,
    n: number,
    work: number,
  ) => void;
  readonly sum_f64: (p: number, n: number) => number;
  readonly sum_f32: (p: number, n: number) => number;
  readonly add_rows_f32: (acc: number, p: number, rows: number, cols: number) => void;
  readonly maximum_rows_f32: (acc: number, p: number, rows: number, cols: number) => void;
  readonly minimum_rows_f32: (acc: number, p: number, rows: number, cols: number) => void;
  readonly add_rows_f64: (acc: number, p: number, rows: number, cols: number) => void;
  readonly maximum_rows_f64: (acc: number, p: number, rows: number, cols: number) => void;
  readonly minimum_rows_f64: (acc: number, p: number, rows: number, cols: number) => void;
  readonly maximum_rows_u8: (acc: number, p: number, rows: number, cols: number) => void;
  readonly minimum_rows_u8: (acc: number, p: number, rows: number, cols: number) => void;
  readonly maximum_of_f32: (p: number, n: number) => number;
  readonly minimum_of_f32: (p: number, n: number) => number;
  readonly maximum_of_f64: (p: number, n: number) => number;
  readonly minimum_of_f64: (p: number, n: number) => number;
  readonly maximum_of_u8: (p: number, n: number) => number;
  readonly minimum_of_u8: (p: number, n: number) => number;
  readonly maximum_of_i32: (p: number, n: number) => number;
  readonly minimum_of_i32: (p: number, n: number) => number;
  readonly maximum_each_f32: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_each_f32: (p: number, rows: number, cols: number, o: number) => void;
  readonly maximum_each_f64: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_each_f64: (p: number, rows: number, cols: number, o: number) => void;
  readonly maximum_each_u8: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_each_u8: (p: number, rows: number, cols: number, o: number) => void;
  readonly maximum_each_i32: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_each_i32: (p: number, rows: number, cols: number, o: number) => void;
  /** The sum of n words. */
  readonly sum_i32: (p: number, n: number) => number;
  /** The sum of n bytes. */
  readonly sum_u8: (p: number, n: number) => number;
  /** The sum of n whole numbers, and at `most` the sum of their magnitudes: where that is exact, so is the sum. */
  readonly sum_i64: (p: number, n: number, most: number) => number;
  /** Running sums from `s` on; gives the last. */
  readonly running_f32: (p: number, o: number, n: number, s: number) => number;
  readonly running_f64: (p: number, o: number, n: number, s: number) => number;
  /**
   * Running sums of whole numbers in doubles from `s` on, in any order since they are exact; gives the last. Leaves the largest magnitude
   * at `most`.
   */
  readonly running_i64: (p: number, o: number, n: number, s: number, most: number) => number;
  readonly place_of_f32: (p: number, n: number, x: number) => number;
  readonly place_of_f64: (p: number, n: number, x: number) => number;
  readonly place_of_u8: (p: number, n: number, x: number) => number;
  readonly place_of_i32: (p: number, n: number, x: number) => number;
  readonly maximum_places_f32: (p: number, rows: number, cols: number, o: number) => void;
  readonly maximum_places_f64: (p: number, rows: number, cols: number, o: number) => void;
  readonly maximum_places_u8: (p: number, rows: number, cols: number, o: number) => void;
  readonly maximum_places_i32: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_places_f32: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_places_f64: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_places_u8: (p: number, rows: number, cols: number, o: number) => void;
  readonly minimum_places_i32: (p: number, rows: number, cols: number, o: number) => void;
  /** Sums of `rows` rows of `cols` elements, one after the other at o. */
  readonly sums_f32: (p: number, rows: number, cols: number, o: number) => void;
  readonly sums_f64: (p: number, rows: number, cols: number, o: number) => void;
  /** (x - m)² in place, for variances. */
  readonly deviations_f64: (p: number, n: number, m: number) => void;
  readonly deviations_f32: (p: number, n: number, m: number) => void;
  /** acc (cols doubles) + each of `rows` rows of bytes. */
  readonly add_rows_u8: (acc: number, p: number, rows: number, cols: number) => void;
  /** Sums of `rows` rows of `cols` bytes, or of whole numbers in doubles, one after the other at o. */
  readonly sums_u8: (p: number, rows: number, cols: number, o: number) => void;
  /** True where every sum is exact. */
  readonly sums_i64: (p: number, rows: number, cols: number, o: number) => number;
  readonly transpose_32: (p: number, rows: number, cols: number, o: number) => void;
  readonly transpose_64: (p: number, rows: number, cols: number, o: number) => void;
  readonly transpose_8: (p: number, rows: number, cols: number, o: number) => void;
  readonly transpose_16: (p: number, rows: number, cols: number, o: number) => void;
  readonly splat_8: (x: number, o: number) => void;
  readonly splat_16: (x: number, o: number) => void;
  readonly splat_32: (x: number, o: number) => void;
  readonly splat_f32: (x: number, o: number) => void;
  readonly splat_f64: (x: number, o: number) => void;
  readonly pick_8: (p: number, line: number, step: number, rows: number, cols: number, o: number) => void;
  readonly pick_16: (p: number, line: number, step: number, rows: number, cols: number, o: number) => void;
  readonly pick_32: (p: number, line: number, step: number, rows: number, cols: number, o: number) => void;
  readonly pick_64: (p: number, line: number, step: number, rows: number, cols: number, o: number) => void;
  /** So many bytes from p, `times` times one behind the other. */
  readonly repeat: (p: number, bytes: number, times: number, o: number) => void;
  /** Zeros in so many bytes. */
  readonly clear: (o: number, bytes: number) => void;
  /** start + i * delta for each i below n, rounded twice. */
  readonly line_f64: (start: number, delta: number, o: number, n: number) => void;
  readonly clip_f32: (a: number, low: number, high: number, o: number, n: number) => void;
  readonly clip_f64: (a: number, low: number, high: number, o: number, n: number) => void;
  readonly clip_u8: (a: number, low: number, high: number, o: number, n: number) => void;
  /** o = c ? a : b, with one byte of condition an element. */
  readonly where_32: (c: number, a: number, b: number, o: number, n: number) => void;
  readonly where_64: (c: number, a: number, b: number, o: number, n: number) => void;
  readonly where_8: (c: number, a: number, b: number, o: number, n: number) => void;
  readonly add_f32: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly add_f64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly add_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly add_i8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly add_u16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly add_i16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly add_u32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly add_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly add_i64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly subtract_f32: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly subtract_f64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly subtract_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly subtract_i8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly subtract_u16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly subtract_i16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly subtract_u32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly subtract_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly subtract_i64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly multiply_f32: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly multiply_f64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly multiply_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly multiply_i8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly multiply_u16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly multiply_i16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly multiply_u32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly multiply_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly multiply_i64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly divide_f32: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly divide_f64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly maximum_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_i8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_u16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_i16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_u32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly maximum_i64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly minimum_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_i8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_u16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_i16: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_u32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly minimum_i64: (a: number, b: number, step: number, o: number, n: number) => number;
  readonly equal_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly equal_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly equal_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly equal_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly notEqual_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly notEqual_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly notEqual_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly notEqual_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly less_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly less_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly less_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly less_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly lessEqual_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly lessEqual_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly lessEqual_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly lessEqual_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greater_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greater_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greater_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greater_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greaterEqual_f32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greaterEqual_f64: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greaterEqual_u8: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly greaterEqual_i32: (a: number, b: number, step: number, o: number, n: number) => void;
  readonly negative_f32: (a: number, o: number, n: number) => void;
  readonly negative_f64: (a: number, o: number, n: number) => void;
  readonly absolute_f32: (a: number, o: number, n: number) => void;
  readonly absolute_f64: (a: number, o: number, n: number) => void;
  readonly sqrt_f32: (a: number, o: number, n: number) => number;
  readonly sqrt_f64: (a: number, o: number, n: number) => number;
  readonly floor_f32: (a: number, o: number, n: number) => void;
  readonly floor_f64: (a: number, o: number, n: number) => void;
  readonly ceil_f32: (a: number, o: number, n: number) => void;
  readonly ceil_f64: (a: number, o: number, n: number) => void;
  readonly trunc_f32: (a: number, o: number, n: number) => void;
  readonly trunc_f64: (a: number, o: number, n: number) => void;
  readonly rint_f32: (a: number, o: number, n: number) => void;
  readonly rint_f64: (a: number, o: number, n: number) => void;
  readonly sin_f32: (a: number, o: number, n: number) => void;
  readonly cos_f32: (a: number, o: number, n: number) => void;
  readonly tanh_f32: (a: number, o: number, n: number) => void;
  readonly tanh_f64: (a: number, o: number, n: number) => void;
}
