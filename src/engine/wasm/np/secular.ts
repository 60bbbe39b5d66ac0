/**
 * @file The eigenvalues of a diagonal matrix plus one product, D + ρ z zᵀ: the roots of 1/ρ + Σ zⱼ² / (dⱼ - λ), one between
 * two neighbours of d each, by rational interpolation with a bracket (Li 1993, LAPACK's dlaed4). With squares, d² and λ² in
 * their place, the singular values of a diagonal matrix with one more row. The plain twin is src/array/linalg/secular.ts.
 */

/** Scratch for what leaves a loop in vectors. */
const SCRATCH: usize = 256;

/** 2 to the -52. */
const EPSILON: f64 = f64.EPSILON;

@inline
function at(p: usize, i: i32): f64 {
  return load<f64>(p + ((<usize>i) << 3));
}

/** Distances of k poles from `start`; of their squares without losing the digits of the difference. */
function distances(d: usize, k: i32, start: f64, squared: bool, o: usize): void {
  const s = f64x2.splat(start);
  let i = 0;
  for (; i + 2 <= k; i += 2, d += 16, o += 16) {
    const x = v128.load(d);
    const apart = f64x2.sub(x, s);
    v128.store(o, squared ? f64x2.mul(apart, f64x2.add(x, s)) : apart);
  }
  if (i < k) store<f64>(o, (load<f64>(d) - start) * (squared ? load<f64>(d) + start : 1));
}

/** What `pull` found: the sum of squares / (distance - τ), and its slope. */
let sum: f64 = 0;
let slope: f64 = 0;

function pull(distance: usize, squares: usize, n: i32, tau: f64): void {
  const t = f64x2.splat(tau);
  const one = f64x2.splat(1);
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4, distance += 32, squares += 32) {
    const n0 = f64x2.div(one, f64x2.sub(v128.load(distance), t));
    const n1 = f64x2.div(one, f64x2.sub(v128.load(distance, 16), t));
    const s0 = f64x2.mul(v128.load(squares), n0);
    const s1 = f64x2.mul(v128.load(squares, 16), n1);
    a0 = f64x2.add(a0, s0);
    a1 = f64x2.add(a1, s1);
    b0 = f64x2.relaxed_madd(s0, n0, b0);
    b1 = f64x2.relaxed_madd(s1, n1, b1);
  }
  v128.store(SCRATCH, a0);
  v128.store(SCRATCH, a1, 16);
  v128.store(SCRATCH, b0, 32);
  v128.store(SCRATCH, b1, 48);
  const a = f64x2.add(v128.load(SCRATCH), v128.load(SCRATCH, 16));
  const b = f64x2.add(v128.load(SCRATCH, 32), v128.load(SCRATCH, 48));
  let total = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  let rise = f64x2.extract_lane(b, 0) + f64x2.extract_lane(b, 1);
  for (; i < n; i++, distance += 8, squares += 8) {
    const near = 1 / (load<f64>(distance) - tau);
    const share = load<f64>(squares) * near;
    total += share;
    rise += share * near;
  }
  sum = total;
  slope = rise;
}

/** Half-way; by magnitude where the bracket spans several. */
function middle(low: f64, high: f64): f64 {
  if (low > 0 && high > 16 * low) return sqrt(low) * sqrt(high);
  if (high < 0 && low < 16 * high) return -sqrt(-low) * sqrt(-high);
  return (low + high) / 2;
}

/** The step η with c η² - a η + b = 0 that moves against f, or Newton's. */
function correction(a: f64, b: f64, c: f64, f: f64, rise: f64): f64 {
  const reach = sqrt(abs<f64>(a * a - 4 * b * c));
  const step = c == 0 ? b / a : a <= 0 ? (a - reach) / (2 * c) : (2 * b) / (a + reach);
  return f * step < 0 && abs<f64>(step) < Infinity ? step : -f / rise;
}

/** The root of c + s / (p - τ) + t / (q - τ), in the form that loses no digits: what the two nearest poles ask for. */
function guess(c: f64, p: f64, q: f64, s: f64, t: f64, low: f64, high: f64): f64 {
  const a = c * (p + q) + s + t;
  const b = c * p * q + s * q + t * p;
  const reach = sqrt(max<f64>(0, a * a - 4 * b * c));
  const far = a >= 0 ? a + reach : a - reach;
  const tau = far / (2 * c);
  return tau > low && tau < high ? tau : (2 * b) / far;
}

/**
 * The root τ of f(τ) = 1/ρ + Σ squares / (distance - τ) in (low, high), where f rises, from `tau` on. Poles up to `split` pull from the
 * left, the others from the right; `split` and the next are those that f is interpolated with.
 */
function root(distance: usize, squares: usize, k: i32, inverse: f64, split: i32, low: f64, high: f64, tau: f64): f64 {
  const fromLeft = at(distance, split) == 0;
  const isLast = split + 2 == k && at(distance, split + 1) == 0 && low >= 0;
  const behind = (<usize>(split + 1)) << 3;
  for (let round = 0; round < 100; round++) {
    if (!(tau > low && tau < high)) tau = middle(low, high);
    pull(distance, squares, split + 1, tau);
    const left = sum;
    const leftSlope = slope;
    pull(distance + behind, squares + behind, k - split - 1, tau);
    const rightSlope = slope;
    const f = inverse + left + sum;
    const rise = leftSlope + rightSlope;
    const size = abs<f64>(left) + abs<f64>(sum);
    // (Sums of this size are wrong by about as much.)
    if (abs<f64>(f) <= EPSILON * (inverse + 2 * size + abs<f64>(tau) * rise)) return tau;
    if (f < 0) low = tau;
    else high = tau;
    if (high - low <= EPSILON * abs<f64>(tau)) return tau;
    // Every third round halves the bracket, should the interpolation be slow.
    if (round % 3 == 2 && round > 5) {
      tau = middle(low, high);
      continue;
    }
    const p = at(distance, split) - tau;
    const q = at(distance, split + 1) - tau;
    const own = fromLeft ? at(squares, split) / (p * p) : at(squares, split + 1) / (q * q);
    const c =
      isLast && high > 0
        ? f - p * leftSlope - q * rightSlope
        : fromLeft
          ? f - q * rise - (p - q) * own
          : f - p * rise - (q - p) * own;
    tau += correction((p + q) * f - p * q * rise, p * q * f, c, f, rise);
  }
  return tau;
}

/**
 * d (k) rises, no z is 0 and the sum of their squares is 1; ρ > 0. Line i of `gaps` (k, k) becomes dⱼ - λᵢ (dⱼ² - λᵢ²), exact to the
 * last digits, place i of `roots` λᵢ.
 */
export function secularRoots(
  d: usize,
  squares: usize,
  k: i32,
  rho: f64,
  gaps: usize,
  roots: usize,
  squared: bool,
): void {
  const inverse = 1 / rho;
  for (let i = 0; i < k; i++) {
    const row = gaps + ((<usize>i * <usize>k) << 3);
    const own = at(d, i);
    let start = own;
    let low: f64 = 0;
    let high = rho;
    let tau: f64;
    if (i == k - 1) {
      distances(d, k, start, squared, row);
      if (k == 1) tau = at(squares, 0) / inverse;
      else {
        pull(row, squares, k - 2, rho / 2);
        const first = guess(inverse + sum, at(row, k - 2), 0, at(squares, k - 2), at(squares, k - 1), low, high);
        tau = root(row, squares, k, inverse, k - 2, low, high, first);
      }
    } else {
      // From the pole that is nearer to the root, so that its distance keeps all digits: f in the middle tells which.
      distances(d, k, start, squared, row);
      const width = at(row, i + 1);
      const half = width / 2;
      const behind = (<usize>(i + 2)) << 3;
      pull(row, squares, i, half);
      let others = inverse + sum;
      pull(row + behind, squares + behind, k - i - 2, half);
      others += sum;
      const s = at(squares, i);
      const t = at(squares, i + 1);
      let p: f64 = 0;
      let q = width;
      high = half;
      if (others - s / half + t / (width - half) < 0) {
        start = at(d, i + 1);
        distances(d, k, start, squared, row);
        p = at(row, i);
        q = 0;
        low = -half;
        high = 0;
      }
      tau = root(row, squares, k, inverse, i, low, high, guess(others, p, q, s, t, low, high));
    }
    const end = row + ((<usize>k) << 3);
    for (let g = row; g < end; g += 8) store<f64>(g, load<f64>(g) - tau);
    const value = squared ? start + tau / (start + sqrt(start * start + tau)) : start + tau;
    store<f64>(roots + ((<usize>i) << 3), value);
  }
}

/** o *= gaps / (d - pole) (squares where asked for), over n elements. */
function ratios(gaps: usize, d: usize, n: i32, pole: f64, squared: bool, o: usize): void {
  const s = f64x2.splat(pole);
  let i = 0;
  for (; i + 2 <= n; i += 2, gaps += 16, d += 16, o += 16) {
    const x = v128.load(d);
    const apart = f64x2.sub(x, s);
    const far = squared ? f64x2.mul(apart, f64x2.add(x, s)) : apart;
    v128.store(o, f64x2.mul(v128.load(o), f64x2.div(v128.load(gaps), far)));
  }
  if (i == n) return;
  const x = load<f64>(d);
  store<f64>(o, load<f64>(o) * (load<f64>(gaps) / ((x - pole) * (squared ? x + pole : 1))));
}

/**
 * To o the √ρ z for which the roots found are exact (Gu and Eisenstat 1994), from the gaps of `secularRoots`: with it the vectors
 * are orthogonal to the last digits.
 */
export function exactShares(gaps: usize, d: usize, z: usize, k: i32, squared: bool, o: usize): void {
  const line = (<usize>k) << 3;
  for (let i: usize = 0; i < line; i += 8) store<f64>(o + i, load<f64>(gaps + i * <usize>k + i));
  for (let i = 0; i < k; i++, gaps += line) {
    const pole = at(d, i);
    const behind = (<usize>(i + 1)) << 3;
    ratios(gaps, d, i, pole, squared, o);
    ratios(gaps + behind, d + behind, k - i - 1, pole, squared, o + behind);
  }
  for (let i: usize = 0; i < line; i += 8) {
    store<f64>(o + i, copysign<f64>(sqrt(max<f64>(0, -load<f64>(o + i))), load<f64>(z + i)));
  }
}
