/** @file The implicitly shifted QR iteration on two diagonals (Golub and Reinsch 1970): singular values, and the rotations for their vectors. */
import { hypotenuse } from './reflections.ts';

/** What is done to the vectors: x and y become c x + s y and c y - s x; a vector v changes its sign. */
export interface Rotations {
  left: (x: number, y: number, c: number, s: number) => void;
  right: (x: number, y: number, c: number, s: number) => void;
  flip: (x: number) => void;
}

/**
 * Diagonal `w` (n) becomes the singular values in no order; `above` (the first n - 1 elements count) is lost. False when it does
 * not settle.
 */
export function golubReinsch(w: Float64Array, above: Float64Array, rotations?: Rotations): boolean {
  const n = w.length;
  // e[i] stands above w[i].
  const e = new Float64Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0) e[i] = above[i - 1]!;
    size = Math.max(size, Math.abs(w[i]!) + Math.abs(e[i]!));
  }
  if (!Number.isFinite(size)) return false;
  // (The second bound is for blocks of the smallest numbers; whole matrices are brought to a usual size before.)
  const least = Math.max(size * Number.EPSILON, 2 ** -500);
  for (let k = n - 1; k >= 0; k--) {
    for (let round = 0; ; round++) {
      // (Among values that agree in all digits what is left can stay a few roundings large.)
      const tiny = round < 30 ? least : 16 * least;
      let l = k;
      let split = false;
      for (; l > 0; l--) {
        if (Math.abs(e[l]!) <= tiny) break;
        if (Math.abs(w[l - 1]!) <= tiny) {
          split = true;
          break;
        }
      }
      if (split) cancel(w, e, l, k, tiny, rotations);
      if (l === k) {
        if (w[k]! < 0) {
          w[k] = -w[k]!;
          rotations?.flip(k);
        }
        break;
      }
      if (round === 75) return false;
      step(w, e, l, k, rotations);
    }
  }
  return true;
}

/** w[l - 1] is zero: rotates e[l] out of the way. */
function cancel(w: Float64Array, e: Float64Array, l: number, k: number, tiny: number, rotations?: Rotations): void {
  let [c, s] = [0, 1];
  for (let i = l; i <= k; i++) {
    const f = s * e[i]!;
    e[i]! *= c;
    if (Math.abs(f) <= tiny) return;
    const g = w[i]!;
    const h = hypotenuse(f, g);
    w[i] = h;
    c = g / h;
    s = -f / h;
    rotations?.left(l - 1, i, c, s);
  }
}

/** One shifted QR step on the block l … k. */
function step(w: Float64Array, e: Float64Array, l: number, k: number, rotations?: Rotations): void {
  let x = w[l]!;
  const [y0, z0, g0, h0] = [w[k - 1]!, w[k]!, e[k - 1]!, e[k]!];
  let f = ((y0 - z0) * (y0 + z0) + (g0 - h0) * (g0 + h0)) / (2 * h0 * y0);
  const r = hypotenuse(f, 1);
  f = ((x - z0) * (x + z0) + h0 * (y0 / (f + (f >= 0 ? r : -r)) - h0)) / x;
  let [c, s] = [1, 1];
  for (let j = l; j < k; j++) {
    const i = j + 1;
    let h = s * e[i]!;
    let g = c * e[i]!;
    let y = w[i]!;
    let z = hypotenuse(f, h);
    e[j] = z;
    c = f / z;
    s = h / z;
    f = x * c + g * s;
    g = g * c - x * s;
    h = y * s;
    y *= c;
    rotations?.right(j, i, c, s);
    z = hypotenuse(f, h);
    w[j] = z;
    if (z !== 0) {
      c = f / z;
      s = h / z;
    }
    f = c * g + s * y;
    x = c * y - s * g;
    rotations?.left(j, i, c, s);
  }
  e[l] = 0;
  e[k] = f;
  w[k] = x;
}
