/**
 * @file Products of a matrix and a vector. A row times a vector is added up in eight partial sums (BLAS leaves the order open
 * too).
 */

/** Scratch for what leaves a loop in vectors. */
const SCRATCH: usize = 192;

/** Sums begin with loads that lie side by side, so that V8 joins them as it joins the stores. */
const ZEROS: usize = memory.data(64, 16);

/** The four vectors of sums at `at`, added up. */
@inline
function sumOf<T>(at: usize): T {
  v128.store(
    at,
    v128.add<T>(v128.add<T>(v128.load(at), v128.load(at, 16)), v128.add<T>(v128.load(at, 32), v128.load(at, 48))),
  );
  let s: T = 0;
  for (let k = 0; k < 16 / sizeof<T>(); k++) s += load<T>(at + <usize>k * sizeof<T>());
  return s;
}

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
  let s = sumOf<T>(SCRATCH);
  for (; i < n; i++, a += sizeof<T>(), b += sizeof<T>()) s += load<T>(a) * load<T>(b);
  return s;
}

/** Four rows `line` bytes apart times v, each as `dot` adds it up: what one of them waits for, the others use. Doubles at o. */
@inline
function fourDots<T>(p0: usize, line: usize, b: usize, n: i32, o: usize, work: usize): void {
  const lanes = 16 / sizeof<T>();
  let p1 = p0 + line;
  let p2 = p1 + line;
  let p3 = p2 + line;
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
  let i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes, b += 64, p0 += 64, p1 += 64, p2 += 64, p3 += 64) {
    s00 = v128.relaxed_madd<T>(v128.load(p0), v128.load(b), s00);
    s01 = v128.relaxed_madd<T>(v128.load(p0, 16), v128.load(b, 16), s01);
    s02 = v128.relaxed_madd<T>(v128.load(p0, 32), v128.load(b, 32), s02);
    s03 = v128.relaxed_madd<T>(v128.load(p0, 48), v128.load(b, 48), s03);
    s10 = v128.relaxed_madd<T>(v128.load(p1), v128.load(b), s10);
    s11 = v128.relaxed_madd<T>(v128.load(p1, 16), v128.load(b, 16), s11);
    s12 = v128.relaxed_madd<T>(v128.load(p1, 32), v128.load(b, 32), s12);
    s13 = v128.relaxed_madd<T>(v128.load(p1, 48), v128.load(b, 48), s13);
    s20 = v128.relaxed_madd<T>(v128.load(p2), v128.load(b), s20);
    s21 = v128.relaxed_madd<T>(v128.load(p2, 16), v128.load(b, 16), s21);
    s22 = v128.relaxed_madd<T>(v128.load(p2, 32), v128.load(b, 32), s22);
    s23 = v128.relaxed_madd<T>(v128.load(p2, 48), v128.load(b, 48), s23);
    s30 = v128.relaxed_madd<T>(v128.load(p3), v128.load(b), s30);
    s31 = v128.relaxed_madd<T>(v128.load(p3, 16), v128.load(b, 16), s31);
    s32 = v128.relaxed_madd<T>(v128.load(p3, 32), v128.load(b, 32), s32);
    s33 = v128.relaxed_madd<T>(v128.load(p3, 48), v128.load(b, 48), s33);
  }
  v128.store(work, s00);
  v128.store(work, s01, 16);
  v128.store(work, s02, 32);
  v128.store(work, s03, 48);
  v128.store(work, s10, 64);
  v128.store(work, s11, 80);
  v128.store(work, s12, 96);
  v128.store(work, s13, 112);
  v128.store(work, s20, 128);
  v128.store(work, s21, 144);
  v128.store(work, s22, 160);
  v128.store(work, s23, 176);
  v128.store(work, s30, 192);
  v128.store(work, s31, 208);
  v128.store(work, s32, 224);
  v128.store(work, s33, 240);
  let t0 = sumOf<T>(work);
  let t1 = sumOf<T>(work + 64);
  let t2 = sumOf<T>(work + 128);
  let t3 = sumOf<T>(work + 192);
  for (let q: usize = 0; i < n; i++, q += sizeof<T>()) {
    const x = load<T>(b + q);
    t0 += load<T>(p0 + q) * x;
    t1 += load<T>(p1 + q) * x;
    t2 += load<T>(p2 + q) * x;
    t3 += load<T>(p3 + q) * x;
  }
  store<f64>(o, <f64>t0);
  store<f64>(o, <f64>t1, 8);
  store<f64>(o, <f64>t2, 16);
  store<f64>(o, <f64>t3, 24);
}

/** Each of `rows` rows times the vector v: doubles at o, also of floats. */
@inline
function dots<T>(p: usize, rows: i32, cols: i32, v: usize, o: usize): void {
  const line = <usize>cols * sizeof<T>();
  // Loaded, since V8 joins stores only to an address that is no constant.
  store<u32>(SCRATCH, <u32>SCRATCH);
  const work = <usize>load<u32>(SCRATCH);
  for (; rows >= 4; rows -= 4, p += 4 * line, o += 32) fourDots<T>(p, line, v, cols, o, work);
  for (; rows > 0; rows--, p += line, o += 8) store<f64>(o, <f64>dot<T>(p, v, cols));
}
export function dots_f32(p: usize, rows: i32, cols: i32, v: usize, o: usize): void {
  dots<f32>(p, rows, cols, v, o);
}
export function dots_f64(p: usize, rows: i32, cols: i32, v: usize, o: usize): void {
  dots<f64>(p, rows, cols, v, o);
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
/** acc += four rows `line` bytes apart, each times its number at v, one after the other, over n elements. */
@inline
function addFour<T>(acc: usize, r0: usize, line: usize, v: usize, n: i32): void {
  const lanes = 16 / sizeof<T>();
  const f0 = v128.load_splat<T>(v);
  const f1 = v128.load_splat<T>(v, sizeof<T>());
  const f2 = v128.load_splat<T>(v, 2 * sizeof<T>());
  const f3 = v128.load_splat<T>(v, 3 * sizeof<T>());
  let r1 = r0 + line;
  let r2 = r1 + line;
  let r3 = r2 + line;
  let i = 0;
  for (; i + 2 * lanes <= n; i += 2 * lanes, acc += 32, r0 += 32, r1 += 32, r2 += 32, r3 += 32) {
    let x0 = v128.relaxed_madd<T>(f0, v128.load(r0), v128.load(acc));
    let x1 = v128.relaxed_madd<T>(f0, v128.load(r0, 16), v128.load(acc, 16));
    x0 = v128.relaxed_madd<T>(f1, v128.load(r1), x0);
    x1 = v128.relaxed_madd<T>(f1, v128.load(r1, 16), x1);
    x0 = v128.relaxed_madd<T>(f2, v128.load(r2), x0);
    x1 = v128.relaxed_madd<T>(f2, v128.load(r2, 16), x1);
    x0 = v128.relaxed_madd<T>(f3, v128.load(r3), x0);
    x1 = v128.relaxed_madd<T>(f3, v128.load(r3, 16), x1);
    v128.store(acc, x0);
    v128.store(acc, x1, 16);
  }
  for (let q: usize = 0; i < n; i++, q += sizeof<T>()) {
    let s = load<T>(acc + q) + load<T>(v) * load<T>(r0 + q);
    s += load<T>(v, sizeof<T>()) * load<T>(r1 + q);
    s += load<T>(v, 2 * sizeof<T>()) * load<T>(r2 + q);
    s += load<T>(v, 3 * sizeof<T>()) * load<T>(r3 + q);
    store<T>(acc + q, s);
  }
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
  const line = (<usize>cols) << 3;
  for (; rows >= 4; rows -= 4, p += 4 * line, v += 32) addFour<f64>(acc, p, line, v, cols);
  for (; rows > 0; rows--, p += line, v += 8) addScaled(acc, p, load<f64>(v), cols);
}
export function combine_f32(acc: usize, p: usize, rows: i32, cols: i32, v: usize): void {
  const line = (<usize>cols) << 2;
  for (; rows >= 4; rows -= 4, p += 4 * line, v += 16) addFour<f32>(acc, p, line, v, cols);
  for (; rows > 0; rows--, p += line, v += 4) addScaled32(acc, p, load<f32>(v), cols);
}

/** Each of `count` columns x, `step` bytes apart, becomes x + scale (p · x) q, over n elements. */
export function reflect(p: usize, q: usize, x: usize, n: i32, step: usize, count: i32, scale: f64): void {
  for (; count > 0; count--, x += step) addScaled(x, q, scale * dot<f64>(p, x, n), n);
}
