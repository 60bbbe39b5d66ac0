/**
 * @file The discrete Fourier transform of one line, in place: F[k] = Σ x[j] e^(-2πi jk / n). Lengths that are powers of two by Cooley and
 * Tukey's halving, others by Bluestein's convolution.
 */

/** Cosines and sines of 2πk / n, k below n. */
interface Circle {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

const circles = new Map<number, Circle>();
/** As many lengths as a picture's sides and their Bluestein lengths need. */
const KEPT = 16;

function circleOf(n: number): Circle {
  const known = circles.get(n);
  if (known) return known;
  const [cos, sin] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / n);
    sin[k] = Math.sin((2 * Math.PI * k) / n);
  }
  if (circles.size >= KEPT) circles.clear();
  circles.set(n, { cos, sin });
  return { cos, sin };
}

/** Forward, or with `inverse` with e^(+2πi jk / n) and no division by n. */
export function transform(re: Float64Array, im: Float64Array, inverse: boolean): void {
  // The inverse is the forward one with real and imaginary parts exchanged.
  const [a, b] = inverse ? [im, re] : [re, im];
  const n = a.length;
  if (n <= 1) return;
  if ((n & (n - 1)) === 0) halving(a, b);
  else bluestein(a, b);
}

function halving(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  const { cos, sin } = circleOf(n);
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2;
    const step = n / size;
    for (let from = 0; from < n; from += size) {
      for (let k = 0; k < half; k++) {
        const [c, s] = [cos[k * step]!, -sin[k * step]!];
        const [p, q] = [from + k, from + k + half];
        const x = re[q]! * c - im[q]! * s;
        const y = re[q]! * s + im[q]! * c;
        re[q] = re[p]! - x;
        im[q] = im[p]! - y;
        re[p]! += x;
        im[p]! += y;
      }
    }
  }
}

/** jk = (j² + k² - (k - j)²) / 2 makes of the sum a convolution with a chirp, which is done in a power of two. */
function bluestein(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  const m = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const { cos, sin } = circleOf(2 * n);
  // e^(-πi j² / n); the square is taken modulo 2n so that the angle stays exact.
  const turn = (j: number): number => Number((BigInt(j) * BigInt(j)) % BigInt(2 * n));
  const turns = Int32Array.from({ length: n }, (_, j) => (j < 2 ** 26 ? (j * j) % (2 * n) : turn(j)));
  const [ar, ai] = [new Float64Array(m), new Float64Array(m)];
  const [br, bi] = [new Float64Array(m), new Float64Array(m)];
  for (let j = 0; j < n; j++) {
    const [c, s] = [cos[turns[j]!]!, sin[turns[j]!]!];
    ar[j] = re[j]! * c + im[j]! * s;
    ai[j] = im[j]! * c - re[j]! * s;
    br[j] = c;
    bi[j] = s;
    if (j > 0) {
      br[m - j] = c;
      bi[m - j] = s;
    }
  }
  halving(ar, ai);
  halving(br, bi);
  for (let k = 0; k < m; k++) {
    const x = ar[k]! * br[k]! - ai[k]! * bi[k]!;
    ai[k] = ar[k]! * bi[k]! + ai[k]! * br[k]!;
    ar[k] = x;
  }
  halving(ai, ar); // the inverse, parts exchanged
  for (let k = 0; k < n; k++) {
    const [c, s] = [cos[turns[k]!]!, sin[turns[k]!]!];
    const [x, y] = [ar[k]! / m, ai[k]! / m];
    re[k] = x * c + y * s;
    im[k] = y * c - x * s;
  }
}
