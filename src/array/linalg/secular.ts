/**
 * @file The eigenvalues of a diagonal matrix plus one product, D + ρ z zᵀ: the roots of 1/ρ + Σ zⱼ² / (dⱼ - λ), one between
 * two neighbours of d each, by rational interpolation with a bracket (Li 1993, LAPACK's dlaed4). With squares, d² and λ² in
 * their place, the singular values of a diagonal matrix with one more row.
 */

/**
 * q - p of two poles, or q² - p² without losing the digits of their difference. (Loops over all pairs have it written out: a
 * call that is not inlined makes an object of each number.)
 */
function apart(p: number, q: number, squared: boolean): number {
  return (q - p) * (squared ? q + p : 1);
}

/**
 * d rises, no z is 0, |z| = 1, ρ > 0. Row i of `gaps` becomes dⱼ - λᵢ (dⱼ² - λᵢ²), exact to the last digits; gives the λ.
 */
export function secularRoots(
  d: Float64Array,
  z: Float64Array,
  rho: number,
  gaps: Float64Array,
  squared: boolean,
): Float64Array {
  const k = d.length;
  const roots = new Float64Array(k);
  const squares = z.map((x) => x * x);
  for (let i = 0; i < k; i++) {
    const row = gaps.subarray(i * k, i * k + k);
    const last = i === k - 1;
    // From the pole that is nearer to the root, so that its distance keeps all digits.
    const width = last ? rho : apart(d[i]!, d[i + 1]!, squared);
    const [origin, low, high] = last
      ? [i, 0, width]
      : valueAt(d, squares, 1 / rho, d[i]!, width / 2, squared) >= 0
        ? [i, 0, width / 2]
        : [i + 1, -width / 2, 0];
    const start = d[origin]!;
    for (let j = 0; j < k; j++) row[j] = (d[j]! - start) * (squared ? d[j]! + start : 1);
    const tau = root(row, squares, 1 / rho, last ? Math.max(0, i - 1) : i, low, high);
    for (let j = 0; j < k; j++) row[j] = row[j]! - tau;
    roots[i] = squared ? start + tau / (start + Math.sqrt(start * start + tau)) : start + tau;
  }
  return roots;
}

function valueAt(
  d: Float64Array,
  squares: Float64Array,
  inverse: number,
  start: number,
  tau: number,
  squared: boolean,
): number {
  let sum = inverse;
  for (let j = 0; j < d.length; j++) sum += squares[j]! / ((d[j]! - start) * (squared ? d[j]! + start : 1) - tau);
  return sum;
}

/**
 * The root τ of f(τ) = 1/ρ + Σ squares / (distance - τ) in (low, high), where f rises. Poles up to `split` pull from the left,
 * the others from the right; `split` and the next are those that f is interpolated with.
 */
function root(
  distance: Float64Array,
  squares: Float64Array,
  inverse: number,
  split: number,
  low: number,
  high: number,
): number {
  const k = distance.length;
  if (k === 1) return squares[0]! / inverse;
  const fromLeft = distance[split] === 0;
  let tau = firstGuess(distance, squares, inverse, split, low, high);
  for (let round = 0; round < 100; round++) {
    if (!(tau > low && tau < high)) tau = middle(low, high);
    let [left, right, leftSlope, rightSlope] = [0, 0, 0, 0];
    for (let j = 0; j <= split; j++) {
      const near = 1 / (distance[j]! - tau);
      const share = squares[j]! * near;
      left += share;
      leftSlope += share * near;
    }
    for (let j = split + 1; j < k; j++) {
      const near = 1 / (distance[j]! - tau);
      const share = squares[j]! * near;
      right += share;
      rightSlope += share * near;
    }
    const f = inverse + left + right;
    const slope = leftSlope + rightSlope;
    const size = Math.abs(left) + Math.abs(right);
    if (Math.abs(f) <= Number.EPSILON * (inverse + size + Math.abs(tau) * slope)) return tau;
    if (f < 0) low = tau;
    else high = tau;
    if (high - low <= Number.EPSILON * Math.abs(tau)) return tau;
    // Every third round halves the bracket, should the interpolation be slow.
    if (round % 3 === 2 && round > 5) {
      tau = middle(low, high);
      continue;
    }
    const [p, q] = [distance[split]! - tau, distance[split + 1]! - tau];
    const own = fromLeft ? squares[split]! / (p * p) : squares[split + 1]! / (q * q);
    const c =
      split + 2 === k && high > 0 && distance[split + 1] === 0 && low >= 0
        ? f - p * leftSlope - q * rightSlope
        : fromLeft
          ? f - q * slope - (p - q) * own
          : f - p * slope - (q - p) * own;
    const a = (p + q) * f - p * q * slope;
    const b = p * q * f;
    tau += correction(a, b, c, f, slope);
  }
  return tau;
}

/** The step η with c η² - a η + b = 0 that moves against f, or Newton's. */
function correction(a: number, b: number, c: number, f: number, slope: number): number {
  const reach = Math.sqrt(Math.abs(a * a - 4 * b * c));
  const step = c === 0 ? b / a : a <= 0 ? (a - reach) / (2 * c) : (2 * b) / (a + reach);
  return f * step >= 0 || !Number.isFinite(step) ? -f / slope : step;
}

/** The root of the two nearest poles, all others taken as they are in the middle of the bracket. */
function firstGuess(
  distance: Float64Array,
  squares: Float64Array,
  inverse: number,
  split: number,
  low: number,
  high: number,
): number {
  const centre = (low + high) / 2;
  let c = inverse;
  for (let j = 0; j < distance.length; j++) {
    if (j !== split && j !== split + 1) c += squares[j]! / (distance[j]! - centre);
  }
  // c + s / (p - τ) + t / (q - τ) = 0 as c τ² - a τ + b = 0.
  const [p, q] = [distance[split]!, distance[split + 1]!];
  const [s, t] = [squares[split]!, squares[split + 1]!];
  const a = c * (p + q) + s + t;
  const b = c * p * q + s * q + t * p;
  const reach = Math.sqrt(Math.max(0, a * a - 4 * b * c));
  // Each root in the form that loses no digits.
  const far = a >= 0 ? a + reach : a - reach;
  const guess = far / (2 * c);
  return guess > low && guess < high ? guess : (2 * b) / far;
}

/** Half-way; by magnitude where the bracket spans several. */
function middle(low: number, high: number): number {
  if (low > 0 && high > 16 * low) return Math.sqrt(low * high);
  if (high < 0 && low < 16 * high) return -Math.sqrt(low * high);
  return (low + high) / 2;
}

/**
 * The √ρ z for which the roots found are exact (Gu and Eisenstat 1994), from the gaps of `secularRoots`: with it the vectors are
 * orthogonal to the last digits.
 */
export function exactShares(gaps: Float64Array, d: Float64Array, z: Float64Array, squared: boolean): Float64Array {
  const k = d.length;
  const products = new Float64Array(k);
  for (let j = 0; j < k; j++) products[j] = gaps[j * k + j]!;
  for (let i = 0; i < k; i++) {
    const pole = d[i]!;
    for (let j = 0; j < k; j++) {
      if (i !== j) products[j]! *= gaps[i * k + j]! / ((d[j]! - pole) * (squared ? d[j]! + pole : 1));
    }
  }
  return products.map((x, j) => Math.sign(z[j]!) * Math.sqrt(Math.max(0, -x)));
}
