/**
 * @file Householder's reflections H = I - τ v vᵀ with LAPACK's signs, and many at once as matrix products: H₀ H₁ … = I - Vᵀ T V with
 * the vectors as the lines of V and a small triangle T (Schreiber and Van Loan 1989). The plain twin is src/array/linalg/reflections.ts.
 */
import { lessProduct } from './less-product';
import { dot, dotLines, turnLines } from './lines';
import { product_f64 } from './thin-products';

/** How many reflections are joined at most. */
export const JOINED: i32 = 32;

/** τ of the reflection that was made last; 0 when there was nothing to do. */
export let factor: f64 = 0;

/** The Euclidean length of n elements, without over- or underflow. */
function length(x: usize, n: i32): f64 {
  const squares = dot(x, x, n);
  if (squares > 1e-280 && squares < 1e280) return sqrt(squares);
  const end = x + ((<usize>n) << 3);
  let most: f64 = 0;
  for (let p = x; p < end; p += 8) most = max<f64>(most, abs<f64>(load<f64>(p)));
  if (most == 0 || !(most < Infinity)) return most;
  let sum: f64 = 0;
  for (let p = x; p < end; p += 8) {
    const part = load<f64>(p) / most;
    sum += part * part;
  }
  return most * sqrt(sum);
}

/**
 * Makes the reflection that leaves of the n elements at x only the first: they become its vector (1, …), its τ stands in `factor`.
 * Gives what is left. Numbers so small that they have few digits are enlarged first.
 */
export function reflection(x: usize, n: i32): f64 {
  const alpha = load<f64>(x);
  const rest = length(x + 8, n - 1);
  if (rest == 0) {
    factor = 0;
    store<f64>(x, 1);
    return alpha;
  }
  const most = max<f64>(abs<f64>(alpha), rest);
  let size = sqrt(alpha * alpha + rest * rest);
  if (!(size > 1e-140 && size < 1e140) && most < Infinity) {
    const a = alpha / most;
    const b = rest / most;
    size = most * sqrt(a * a + b * b);
  }
  const beta = alpha < 0 ? size : -size;
  if (size < 1e-289) {
    const end = x + ((<usize>n) << 3);
    for (let p = x; p < end; p += 8) store<f64>(p, load<f64>(p) * 3.273390607896142e150);
    return reflection(x, n) / 3.273390607896142e150;
  }
  factor = (beta - alpha) / beta;
  const divisor = alpha - beta;
  const d = f64x2.splat(divisor);
  let p = x + 8;
  const end = x + ((<usize>n) << 3);
  for (; p + 16 <= end; p += 16) v128.store(p, f64x2.div(v128.load(p), d));
  if (p < end) store<f64>(p, load<f64>(p) / divisor);
  store<f64>(x, 1);
  return beta;
}

/**
 * The triangle T of `count` reflections in the order H₀ H₁ …, to t (count, count): their vectors are lines of n elements at v, the
 * factors at f. `work`: 8 bytes for each reflection.
 */
export function triangleOf(v: usize, line: usize, count: i32, n: i32, f: usize, t: usize, work: usize): void {
  const wide = (<usize>count) << 3;
  memory.fill(t, 0, <usize>count * wide);
  for (let j = 0; j < count; j++) {
    const column = t + ((<usize>j) << 3);
    const own = load<f64>(f + ((<usize>j) << 3));
    store<f64>(column + <usize>j * wide, own);
    dotLines(v, line, j, n, v + <usize>j * line, work);
    for (let i = 0; i < j; i++) {
      let s: f64 = 0;
      const row = t + <usize>i * wide;
      for (let k = (<usize>i) << 3; k < (<usize>j) << 3; k += 8) s += load<f64>(row + k) * load<f64>(work + k);
      store<f64>(column + <usize>i * wide, -own * s);
    }
  }
}

/** Bytes of scratch for `applyToLines`. */
@inline
export function applyBytes(rows: i32, count: i32, n: i32): usize {
  return 8 * (<usize>count * (<usize>n + 3 * <usize>rows + <usize>count) + 8 * max<usize>(n, count)) + 20480;
}

/**
 * Lines x of n elements become x (I - Vᵀ T V), with `back` x (I - Vᵀ Tᵀ V), for `rows` of them: V has `count` lines of n elements.
 * `work`: applyBytes.
 */
export function applyToLines(
  x: usize,
  lineX: usize,
  rows: i32,
  v: usize,
  lineV: usize,
  count: i32,
  n: i32,
  t: usize,
  back: bool,
  work: usize,
): void {
  if (rows == 0 || count == 0) return;
  const wide = (<usize>count) << 3;
  const turned = work;
  const shares = turned + <usize>n * wide;
  const weights = shares + <usize>rows * wide;
  const triangle = weights + <usize>rows * wide;
  const strip = triangle + <usize>count * wide;
  turnLines(v, lineV, count, n, turned, wide);
  product_f64(x, lineX, 8, rows, n, turned, wide, count, shares, wide, strip);
  if (back) turnLines(t, wide, count, count, triangle, wide);
  product_f64(shares, wide, 8, rows, count, back ? triangle : t, wide, count, weights, wide, strip);
  lessProduct(x, lineX, weights, wide, v, lineV, rows, count, n, strip);
}
