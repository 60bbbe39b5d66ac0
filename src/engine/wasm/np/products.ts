/**
 * @file Products of a matrix and a vector. A row times a vector is added up in eight partial sums (BLAS leaves the order open
 * too).
 */

/** Scratch for what leaves a loop in vectors. */
const SCRATCH: usize = 192;

@inline
function dot<T>(a: usize, b: usize, n: i32): T {
  let s0 = v128.splat<T>(0);
  let s1 = v128.splat<T>(0);
  let s2 = v128.splat<T>(0);
  let s3 = v128.splat<T>(0);
  const lanes = 16 / sizeof<T>();
  let i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes, a += 64, b += 64) {
    s0 = v128.relaxed_madd<T>(v128.load(a), v128.load(b), s0);
    s1 = v128.relaxed_madd<T>(v128.load(a, 16), v128.load(b, 16), s1);
    s2 = v128.relaxed_madd<T>(v128.load(a, 32), v128.load(b, 32), s2);
    s3 = v128.relaxed_madd<T>(v128.load(a, 48), v128.load(b, 48), s3);
  }
  v128.store(SCRATCH, s0);
  v128.store(SCRATCH, s1, 16);
  v128.store(SCRATCH, s2, 32);
  v128.store(SCRATCH, s3, 48);
  v128.store(
    SCRATCH,
    v128.add<T>(
      v128.add<T>(v128.load(SCRATCH), v128.load(SCRATCH, 16)),
      v128.add<T>(v128.load(SCRATCH, 32), v128.load(SCRATCH, 48)),
    ),
  );
  let s: T = 0;
  for (let k = 0; k < lanes; k++) s += load<T>(SCRATCH + <usize>k * sizeof<T>());
  for (; i < n; i++, a += sizeof<T>(), b += sizeof<T>()) s += load<T>(a) * load<T>(b);
  return s;
}

/** Each of `rows` rows times the vector v: doubles at o, also of floats. */
export function dots_f32(p: usize, rows: i32, cols: i32, v: usize, o: usize): void {
  for (; rows > 0; rows--, p += (<usize>cols) << 2, o += 8) store<f64>(o, <f64>dot<f32>(p, v, cols));
}
export function dots_f64(p: usize, rows: i32, cols: i32, v: usize, o: usize): void {
  for (; rows > 0; rows--, p += (<usize>cols) << 3, o += 8) store<f64>(o, dot<f64>(p, v, cols));
}

/** acc += factor * row, over n elements. */
@inline
export function addScaled(acc: usize, row: usize, factor: f64, n: i32): void {
  const f = f64x2.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4, acc += 32, row += 32) {
    const x0 = f64x2.relaxed_madd(f, v128.load(row), v128.load(acc));
    const x1 = f64x2.relaxed_madd(f, v128.load(row, 16), v128.load(acc, 16));
    v128.store(acc, x0);
    v128.store(acc, x1, 16);
  }
  for (; i < n; i++, acc += 8, row += 8) store<f64>(acc, load<f64>(acc) + factor * load<f64>(row));
}
@inline
function addScaled32(acc: usize, row: usize, factor: f32, n: i32): void {
  const f = f32x4.splat(factor);
  let i = 0;
  for (; i + 8 <= n; i += 8, acc += 32, row += 32) {
    const x0 = f32x4.relaxed_madd(f, v128.load(row), v128.load(acc));
    const x1 = f32x4.relaxed_madd(f, v128.load(row, 16), v128.load(acc, 16));
    v128.store(acc, x0);
    v128.store(acc, x1, 16);
  }
  for (; i < n; i++, acc += 4, row += 4) store<f32>(acc, load<f32>(acc) + factor * load<f32>(row));
}

/** acc += Σ v[i] * row i. */
export function combine_f64(acc: usize, p: usize, rows: i32, cols: i32, v: usize): void {
  for (; rows > 0; rows--, p += (<usize>cols) << 3, v += 8) addScaled(acc, p, load<f64>(v), cols);
}
export function combine_f32(acc: usize, p: usize, rows: i32, cols: i32, v: usize): void {
  for (; rows > 0; rows--, p += (<usize>cols) << 2, v += 4) addScaled32(acc, p, load<f32>(v), cols);
}

/** Each of `count` columns x, `step` bytes apart, becomes x + scale (p · x) q, over n elements. */
export function reflect(p: usize, q: usize, x: usize, n: i32, step: usize, count: i32, scale: f64): void {
  for (; count > 0; count--, x += step) addScaled(x, q, scale * dot<f64>(p, x, n), n);
}
