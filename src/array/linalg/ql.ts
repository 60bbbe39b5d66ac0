/**
 * @file The QL method with implicit shifts (Bowdler, Martin, Reinsch and Wilkinson 1968): eigenvalues of three symmetric diagonals,
 * and the rotations that make their vectors.
 */
import { hypotenuse } from './reflections.ts';
import { rotate } from './row-major.ts';

/**
 * The QL method on a diagonal d and the one beside it e (both overwritten): d becomes the eigenvalues in no order. The rows of
 * `vectors`, if given, go through the same rotations. False when it does not settle.
 */
export function qlIteration(d: Float64Array, e: Float64Array, vectors?: Float64Array): boolean {
  const n = d.length;
  if (n > 0) e[n - 1] = 0;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(d[i]!), Math.abs(e[i]!));
  for (let l = 0; l < n; l++) {
    for (let round = 0; ; round++) {
      // Negligible against its neighbours; after 30 rounds, against the whole matrix.
      const least = Math.max(2 ** -900, round < 30 ? 0 : Number.EPSILON * most);
      let m = l;
      for (; m < n - 1; m++) {
        const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= Math.max(least, Number.EPSILON * size)) break;
      }
      if (m === l) break;
      if (round === 60) return false;
      sweep(d, e, vectors, n, l, m);
    }
  }
  return d.every((x) => Number.isFinite(x));
}

/** One QL step on the block l … m. */
function sweep(
  d: Float64Array,
  e: Float64Array,
  rows: Float64Array | undefined,
  n: number,
  l: number,
  m: number,
): void {
  let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  let r = hypotenuse(g, 1);
  g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
  let [s, c, p] = [1, 1, 0];
  let i = m - 1;
  for (; i >= l; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    r = hypotenuse(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      break;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    r = (d[i]! - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    if (rows) rotate(rows, (i + 1) * n, i * n, n, c, s);
  }
  if (r === 0 && i >= l) return;
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}
