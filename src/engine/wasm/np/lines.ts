/**
 * @file What reductions by reflections do with vectors that stand in lines (rows of a matrix, `line` bytes apart): products with one
 * vector, sums of them, the same of a symmetric matrix. Four lines go by at a time, so that what they share is loaded once; loads
 * and stores stand side by side, so that V8 joins them to 256 bits.
 */

/** Scratch for what leaves a loop in vectors. */
const SCRATCH: usize = 256;

/** The sum of eight doubles of which four vectors at `SCRATCH` + at hold two each. */
@inline
function total(at: usize): f64 {
  const s = f64x2.add(v128.load(SCRATCH + at), v128.load(SCRATCH + at, 16));
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** a · b over n elements. */
export function dot(a: usize, b: usize, n: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let i = 0;
  for (; i + 8 <= n; i += 8, a += 64, b += 64) {
    s0 = f64x2.relaxed_madd(v128.load(a), v128.load(b), s0);
    s1 = f64x2.relaxed_madd(v128.load(a, 16), v128.load(b, 16), s1);
    s2 = f64x2.relaxed_madd(v128.load(a, 32), v128.load(b, 32), s2);
    s3 = f64x2.relaxed_madd(v128.load(a, 48), v128.load(b, 48), s3);
  }
  v128.store(SCRATCH, s0);
  v128.store(SCRATCH, s1, 16);
  v128.store(SCRATCH, s2, 32);
  v128.store(SCRATCH, s3, 48);
  let s = total(0) + total(32);
  for (; i < n; i++, a += 8, b += 8) s += load<f64>(a) * load<f64>(b);
  return s;
}

/** o[i] = line i · v, for `count` lines of n elements. */
export function dotLines(p: usize, line: usize, count: i32, n: i32, v: usize, o: usize): void {
  let k = 0;
  for (; k + 4 <= count; k += 4, p += 4 * line, o += 32) {
    let s00 = f64x2.splat(0);
    let s01 = f64x2.splat(0);
    let s10 = f64x2.splat(0);
    let s11 = f64x2.splat(0);
    let s20 = f64x2.splat(0);
    let s21 = f64x2.splat(0);
    let s30 = f64x2.splat(0);
    let s31 = f64x2.splat(0);
    let a = p;
    let b = v;
    let i = 0;
    for (; i + 4 <= n; i += 4, a += 32, b += 32) {
      const x0 = v128.load(b);
      const x1 = v128.load(b, 16);
      s00 = f64x2.relaxed_madd(v128.load(a), x0, s00);
      s01 = f64x2.relaxed_madd(v128.load(a, 16), x1, s01);
      const a1 = a + line;
      s10 = f64x2.relaxed_madd(v128.load(a1), x0, s10);
      s11 = f64x2.relaxed_madd(v128.load(a1, 16), x1, s11);
      const a2 = a1 + line;
      s20 = f64x2.relaxed_madd(v128.load(a2), x0, s20);
      s21 = f64x2.relaxed_madd(v128.load(a2, 16), x1, s21);
      const a3 = a2 + line;
      s30 = f64x2.relaxed_madd(v128.load(a3), x0, s30);
      s31 = f64x2.relaxed_madd(v128.load(a3, 16), x1, s31);
    }
    v128.store(SCRATCH, s00);
    v128.store(SCRATCH, s01, 16);
    v128.store(SCRATCH, s10, 32);
    v128.store(SCRATCH, s11, 48);
    v128.store(SCRATCH, s20, 64);
    v128.store(SCRATCH, s21, 80);
    v128.store(SCRATCH, s30, 96);
    v128.store(SCRATCH, s31, 112);
    let t0 = total(0);
    let t1 = total(32);
    let t2 = total(64);
    let t3 = total(96);
    for (; i < n; i++, a += 8, b += 8) {
      const x = load<f64>(b);
      t0 += load<f64>(a) * x;
      t1 += load<f64>(a + line) * x;
      t2 += load<f64>(a + 2 * line) * x;
      t3 += load<f64>(a + 3 * line) * x;
    }
    store<f64>(o, t0);
    store<f64>(o, t1, 8);
    store<f64>(o, t2, 16);
    store<f64>(o, t3, 24);
  }
  for (; k < count; k++, p += line, o += 8) store<f64>(o, dot(p, v, n));
}

/** acc += scale * Σ f[i] line i, for `count` lines of n elements; the factors stand `step` bytes apart. */
export function addLines(
  acc: usize,
  p: usize,
  line: usize,
  count: i32,
  n: i32,
  f: usize,
  step: usize,
  scale: f64,
): void {
  let k = 0;
  for (; k + 4 <= count; k += 4, p += 4 * line, f += 4 * step) {
    const f0 = f64x2.splat(scale * load<f64>(f));
    const f1 = f64x2.splat(scale * load<f64>(f + step));
    const f2 = f64x2.splat(scale * load<f64>(f + 2 * step));
    const f3 = f64x2.splat(scale * load<f64>(f + 3 * step));
    let a = p;
    let o = acc;
    let i = 0;
    for (; i + 4 <= n; i += 4, a += 32, o += 32) {
      let x0 = f64x2.relaxed_madd(f0, v128.load(a), v128.load(o));
      let x1 = f64x2.relaxed_madd(f0, v128.load(a, 16), v128.load(o, 16));
      const a1 = a + line;
      x0 = f64x2.relaxed_madd(f1, v128.load(a1), x0);
      x1 = f64x2.relaxed_madd(f1, v128.load(a1, 16), x1);
      const a2 = a1 + line;
      x0 = f64x2.relaxed_madd(f2, v128.load(a2), x0);
      x1 = f64x2.relaxed_madd(f2, v128.load(a2, 16), x1);
      const a3 = a2 + line;
      x0 = f64x2.relaxed_madd(f3, v128.load(a3), x0);
      x1 = f64x2.relaxed_madd(f3, v128.load(a3, 16), x1);
      v128.store(o, x0);
      v128.store(o, x1, 16);
    }
    for (; i < n; i++, a += 8, o += 8) {
      let x = load<f64>(o);
      x += f64x2.extract_lane(f0, 0) * load<f64>(a);
      x += f64x2.extract_lane(f1, 0) * load<f64>(a + line);
      x += f64x2.extract_lane(f2, 0) * load<f64>(a + 2 * line);
      x += f64x2.extract_lane(f3, 0) * load<f64>(a + 3 * line);
      store<f64>(o, x);
    }
  }
  for (; k < count; k++, p += line, f += step) addLine(acc, p, scale * load<f64>(f), n);
}

/** acc += factor * x, over n elements. */
export function addLine(acc: usize, x: usize, factor: f64, n: i32): void {
  const f = f64x2.splat(factor);
  let i = 0;
  for (; i + 4 <= n; i += 4, acc += 32, x += 32) {
    const x0 = f64x2.relaxed_madd(f, v128.load(x), v128.load(acc));
    const x1 = f64x2.relaxed_madd(f, v128.load(x, 16), v128.load(acc, 16));
    v128.store(acc, x0);
    v128.store(acc, x1, 16);
  }
  for (; i < n; i++, acc += 8, x += 8) store<f64>(acc, load<f64>(acc) + factor * load<f64>(x));
}

/**
 * o = A v for a symmetric matrix of n lines of which the elements on and behind the diagonal count: each is read once, for both of
 * its places.
 */
export function symmetricTimes(p: usize, line: usize, n: i32, v: usize, o: usize): void {
  memory.fill(o, 0, (<usize>n) << 3);
  let k = 0;
  for (; k + 4 <= n; k += 4, p += 4 * line + 32, v += 32, o += 32) {
    const v0 = load<f64>(v);
    const v1 = load<f64>(v, 8);
    const v2 = load<f64>(v, 16);
    const v3 = load<f64>(v, 24);
    const r1 = p + line;
    const r2 = r1 + line;
    const r3 = r2 + line;
    // The square on the diagonal.
    let t0 = load<f64>(p) * v0 + load<f64>(p, 8) * v1 + load<f64>(p, 16) * v2 + load<f64>(p, 24) * v3;
    let t1 = load<f64>(p, 8) * v0 + load<f64>(r1, 8) * v1 + load<f64>(r1, 16) * v2 + load<f64>(r1, 24) * v3;
    let t2 = load<f64>(p, 16) * v0 + load<f64>(r1, 16) * v1 + load<f64>(r2, 16) * v2 + load<f64>(r2, 24) * v3;
    let t3 = load<f64>(p, 24) * v0 + load<f64>(r1, 24) * v1 + load<f64>(r2, 24) * v2 + load<f64>(r3, 24) * v3;
    const f0 = f64x2.splat(v0);
    const f1 = f64x2.splat(v1);
    const f2 = f64x2.splat(v2);
    const f3 = f64x2.splat(v3);
    let s00 = f64x2.splat(0);
    let s01 = f64x2.splat(0);
    let s10 = f64x2.splat(0);
    let s11 = f64x2.splat(0);
    let s20 = f64x2.splat(0);
    let s21 = f64x2.splat(0);
    let s30 = f64x2.splat(0);
    let s31 = f64x2.splat(0);
    let a = p + 32;
    let x = v + 32;
    let y = o + 32;
    let i = k + 4;
    for (; i + 4 <= n; i += 4, a += 32, x += 32, y += 32) {
      const x0 = v128.load(x);
      const x1 = v128.load(x, 16);
      let y0 = v128.load(y);
      let y1 = v128.load(y, 16);
      const a00 = v128.load(a);
      const a01 = v128.load(a, 16);
      s00 = f64x2.relaxed_madd(a00, x0, s00);
      s01 = f64x2.relaxed_madd(a01, x1, s01);
      y0 = f64x2.relaxed_madd(f0, a00, y0);
      y1 = f64x2.relaxed_madd(f0, a01, y1);
      const b1 = a + line;
      const a10 = v128.load(b1);
      const a11 = v128.load(b1, 16);
      s10 = f64x2.relaxed_madd(a10, x0, s10);
      s11 = f64x2.relaxed_madd(a11, x1, s11);
      y0 = f64x2.relaxed_madd(f1, a10, y0);
      y1 = f64x2.relaxed_madd(f1, a11, y1);
      const b2 = b1 + line;
      const a20 = v128.load(b2);
      const a21 = v128.load(b2, 16);
      s20 = f64x2.relaxed_madd(a20, x0, s20);
      s21 = f64x2.relaxed_madd(a21, x1, s21);
      y0 = f64x2.relaxed_madd(f2, a20, y0);
      y1 = f64x2.relaxed_madd(f2, a21, y1);
      const b3 = b2 + line;
      const a30 = v128.load(b3);
      const a31 = v128.load(b3, 16);
      s30 = f64x2.relaxed_madd(a30, x0, s30);
      s31 = f64x2.relaxed_madd(a31, x1, s31);
      y0 = f64x2.relaxed_madd(f3, a30, y0);
      y1 = f64x2.relaxed_madd(f3, a31, y1);
      v128.store(y, y0);
      v128.store(y, y1, 16);
    }
    v128.store(SCRATCH, s00);
    v128.store(SCRATCH, s01, 16);
    v128.store(SCRATCH, s10, 32);
    v128.store(SCRATCH, s11, 48);
    v128.store(SCRATCH, s20, 64);
    v128.store(SCRATCH, s21, 80);
    v128.store(SCRATCH, s30, 96);
    v128.store(SCRATCH, s31, 112);
    t0 += total(0);
    t1 += total(32);
    t2 += total(64);
    t3 += total(96);
    for (; i < n; i++, a += 8, x += 8, y += 8) {
      const w = load<f64>(x);
      const a0 = load<f64>(a);
      const a1 = load<f64>(a + line);
      const a2 = load<f64>(a + 2 * line);
      const a3 = load<f64>(a + 3 * line);
      t0 += a0 * w;
      t1 += a1 * w;
      t2 += a2 * w;
      t3 += a3 * w;
      store<f64>(y, load<f64>(y) + a0 * v0 + a1 * v1 + a2 * v2 + a3 * v3);
    }
    store<f64>(o, load<f64>(o) + t0);
    store<f64>(o, load<f64>(o, 8) + t1, 8);
    store<f64>(o, load<f64>(o, 16) + t2, 16);
    store<f64>(o, load<f64>(o, 24) + t3, 24);
  }
  for (; k < n; k++, p += line + 8, v += 8, o += 8) {
    const own = load<f64>(v);
    let t = load<f64>(p) * own;
    for (let i = 1; i < n - k; i++) {
      const at = (<usize>i) << 3;
      const x = load<f64>(p + at);
      t += x * load<f64>(v + at);
      store<f64>(o + at, load<f64>(o + at) + x * own);
    }
    store<f64>(o, load<f64>(o) + t);
  }
}

/** `count` lines of n elements become the columns of o, whose lines are `wide` bytes apart. */
export function turnLines(p: usize, line: usize, count: i32, n: i32, o: usize, wide: usize): void {
  for (let k = 0; k < count; k += 8) {
    const some = min<i32>(8, count - k);
    for (let i = 0; i < n; i++) {
      let from = p + <usize>k * line + ((<usize>i) << 3);
      const to = o + <usize>i * wide + ((<usize>k) << 3);
      for (let j: usize = 0; j < (<usize>some) << 3; j += 8, from += line) store<f64>(to + j, load<f64>(from));
    }
  }
}
