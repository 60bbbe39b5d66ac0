/**
 * @file The iterations for small blocks of diagonals, whose rotations go through the lines of their vectors at once: QL with implicit
 * shifts (Bowdler, Martin, Reinsch and Wilkinson 1968) for three symmetric diagonals, and Golub and Reinsch's (1970) for two. The plain
 * twins are src/array/linalg/ql.ts and golub-reinsch.ts.
 */

const EPSILON: f64 = f64.EPSILON;

@inline
function at(p: usize, i: i32): f64 {
  return load<f64>(p + ((<usize>i) << 3));
}
@inline
function put(p: usize, i: i32, x: f64): void {
  store<f64>(p + ((<usize>i) << 3), x);
}

/** √(x² + y²) without over- or underflow. */
export function hypotenuse(x: f64, y: f64): f64 {
  const squares = x * x + y * y;
  if (squares > 1e-280 && squares < 1e280) return sqrt(squares);
  const most = max<f64>(abs<f64>(x), abs<f64>(y));
  if (most == 0 || !(most < Infinity)) return most;
  const a = x / most;
  const b = y / most;
  return most * sqrt(a * a + b * b);
}

/** Lines x and y of n elements become c x + s y and c y - s x. */
export function rotate(x: usize, y: usize, n: i32, c: f64, s: f64): void {
  const cc = f64x2.splat(c);
  const ss = f64x2.splat(s);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 32, y += 32) {
    const a0 = v128.load(x);
    const a1 = v128.load(x, 16);
    const b0 = v128.load(y);
    const b1 = v128.load(y, 16);
    v128.store(x, f64x2.relaxed_madd(cc, a0, f64x2.mul(ss, b0)));
    v128.store(x, f64x2.relaxed_madd(cc, a1, f64x2.mul(ss, b1)), 16);
    v128.store(y, f64x2.relaxed_nmadd(ss, a0, f64x2.mul(cc, b0)));
    v128.store(y, f64x2.relaxed_nmadd(ss, a1, f64x2.mul(cc, b1)), 16);
  }
  for (; i < n; i++, x += 8, y += 8) {
    const a = load<f64>(x);
    const b = load<f64>(y);
    store<f64>(x, c * a + s * b);
    store<f64>(y, c * b - s * a);
  }
}

/**
 * A diagonal d (n) and the one beside it e (n, lost): d becomes the eigenvalues in no order; n lines z of n elements go through the same
 * rotations. False when it does not settle.
 */
export function qlIteration(d: usize, e: usize, n: i32, z: usize, line: usize): bool {
  put(e, n - 1, 0);
  let most: f64 = 0;
  for (let i = 0; i < n; i++) most = max<f64>(most, max<f64>(abs<f64>(at(d, i)), abs<f64>(at(e, i))));
  if (!(most < Infinity)) return false;
  for (let l = 0; l < n; l++) {
    for (let round = 0; ; round++) {
      // Negligible against its neighbours; after 30 rounds, against the whole matrix.
      const least = max<f64>(1.1830521861667747e-271, round < 30 ? 0 : EPSILON * most);
      let m = l;
      for (; m < n - 1; m++) {
        const size = abs<f64>(at(d, m)) + abs<f64>(at(d, m + 1));
        if (abs<f64>(at(e, m)) <= max<f64>(least, EPSILON * size)) break;
      }
      if (m == l) break;
      if (round == 60) return false;
      qlSweep(d, e, l, m, n, z, line);
    }
  }
  return true;
}

/** One QL step on the block l … m. */
function qlSweep(d: usize, e: usize, l: i32, m: i32, n: i32, z: usize, line: usize): void {
  let g = (at(d, l + 1) - at(d, l)) / (2 * at(e, l));
  let r = hypotenuse(g, 1);
  g = at(d, m) - at(d, l) + at(e, l) / (g + (g >= 0 ? r : -r));
  let s: f64 = 1;
  let c: f64 = 1;
  let p: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * at(e, i);
    const b = c * at(e, i);
    r = hypotenuse(f, g);
    put(e, i + 1, r);
    if (r == 0) {
      put(d, i + 1, at(d, i + 1) - p);
      put(e, m, 0);
      return;
    }
    s = f / r;
    c = g / r;
    g = at(d, i + 1) - p;
    r = (at(d, i) - g) * s + 2 * c * b;
    p = s * r;
    put(d, i + 1, g + p);
    g = c * r - b;
    rotate(z + <usize>(i + 1) * line, z + <usize>i * line, n, c, s);
  }
  put(d, l, at(d, l) - p);
  put(e, l, g);
  put(e, m, 0);
}

/** Lines of vectors that go through Golub and Reinsch's rotations: u of n elements, v of `wide`. */
let linesU: usize = 0;
let linesV: usize = 0;
let line: usize = 0;
let side: i32 = 0;
let wide: i32 = 0;

@inline
function left(x: i32, y: i32, c: f64, s: f64): void {
  rotate(linesU + <usize>x * line, linesU + <usize>y * line, side, c, s);
}
@inline
function right(x: i32, y: i32, c: f64, s: f64): void {
  rotate(linesV + <usize>x * line, linesV + <usize>y * line, wide, c, s);
}

/**
 * A diagonal w (n) becomes the singular values in no order; e[i] stands above w[i] (e[0] = 0) and is lost. n lines u and v, `apart` bytes
 * apart, go through the rotations; those of u have n elements, those of v `width`. False when it does not settle.
 */
export function golubReinsch(w: usize, e: usize, n: i32, u: usize, v: usize, apart: usize, width: i32): bool {
  linesU = u;
  linesV = v;
  line = apart;
  side = n;
  wide = width;
  let size: f64 = 0;
  for (let i = 0; i < n; i++) size = max<f64>(size, abs<f64>(at(w, i)) + abs<f64>(at(e, i)));
  if (!(size < Infinity)) return false;
  const least = max<f64>(size * EPSILON, 3.054936363499605e-151);
  for (let k = n - 1; k >= 0; k--) {
    for (let round = 0; ; round++) {
      // (Among values that agree in all digits what is left can stay a few roundings large.)
      const tiny = round < 30 ? least : 16 * least;
      let l = k;
      let split = false;
      for (; l > 0; l--) {
        if (abs<f64>(at(e, l)) <= tiny) break;
        if (abs<f64>(at(w, l - 1)) <= tiny) {
          split = true;
          break;
        }
      }
      if (split) cancel(w, e, l, k, tiny);
      if (l == k) {
        if (at(w, k) < 0) {
          put(w, k, -at(w, k));
          const row = v + <usize>k * apart;
          for (let i = 0; i < width; i++) put(row, i, -at(row, i));
        }
        break;
      }
      if (round == 75) return false;
      step(w, e, l, k);
    }
  }
  return true;
}

/** w[l - 1] is zero: rotates e[l] out of the way. */
function cancel(w: usize, e: usize, l: i32, k: i32, tiny: f64): void {
  let c: f64 = 0;
  let s: f64 = 1;
  for (let i = l; i <= k; i++) {
    const f = s * at(e, i);
    put(e, i, at(e, i) * c);
    if (abs<f64>(f) <= tiny) return;
    const g = at(w, i);
    const h = hypotenuse(f, g);
    put(w, i, h);
    c = g / h;
    s = -f / h;
    left(l - 1, i, c, s);
  }
}

/** One shifted QR step on the block l … k. */
function step(w: usize, e: usize, l: i32, k: i32): void {
  let x = at(w, l);
  const y0 = at(w, k - 1);
  const z0 = at(w, k);
  const g0 = at(e, k - 1);
  const h0 = at(e, k);
  let f = ((y0 - z0) * (y0 + z0) + (g0 - h0) * (g0 + h0)) / (2 * h0 * y0);
  const r = hypotenuse(f, 1);
  f = ((x - z0) * (x + z0) + h0 * (y0 / (f + (f >= 0 ? r : -r)) - h0)) / x;
  let c: f64 = 1;
  let s: f64 = 1;
  for (let j = l; j < k; j++) {
    const i = j + 1;
    let h = s * at(e, i);
    let g = c * at(e, i);
    let y = at(w, i);
    let z = hypotenuse(f, h);
    put(e, j, z);
    c = f / z;
    s = h / z;
    f = x * c + g * s;
    g = g * c - x * s;
    h = y * s;
    y *= c;
    right(j, i, c, s);
    z = hypotenuse(f, h);
    put(w, j, z);
    if (z != 0) {
      c = f / z;
      s = h / z;
    }
    f = c * g + s * y;
    x = c * y - s * g;
    left(j, i, c, s);
  }
  put(e, l, 0);
  put(e, k, f);
  put(w, k, x);
}
