/**
 * @file The singular value decomposition of plain matrices (Golub and Reinsch 1970): Householder reflections from both
 * sides to two diagonals, then implicitly shifted QR. Everything is kept by columns, so that inner loops run along memory.
 */
import { columnStore, type Columns } from './columns.ts';
import { hypotenuse } from './reflections.ts';

export interface SVD {
  /** Columns of U one after the other (n runs of m). */
  readonly u: Float64Array;
  /** Descending. */
  readonly s: Float64Array;
  /** Columns of V one after the other (n runs of n). */
  readonly v: Float64Array;
}

/** Decomposes an m x n matrix, m >= n, given by its columns; undefined without convergence. */
export function singularValues(a: Float64Array, m: number, n: number): SVD | undefined {
  const w = new Float64Array(n);
  const e = new Float64Array(n);
  // The columns of the matrix (in the end U), those of V, and one more for work in between.
  const space = columnStore(m * n + n * n + Math.max(m, n));
  const store = space.data;
  store.set(a);
  const size = bidiagonal(space, w, e, m, n);
  rightVectors(space, e, m, n);
  leftVectors(space, w, m, n);
  if (!Number.isFinite(size) || !diagonal(space, w, e, m, n, size * Number.EPSILON)) return undefined;
  const order = Array.from(w.keys()).sort((i, j) => w[j]! - w[i]!);
  const [u, v] = [new Float64Array(m * n), new Float64Array(n * n)];
  order.forEach((from, to) => {
    u.set(store.subarray(from * m, from * m + m), to * m);
    v.set(store.subarray(m * n + from * n, m * n + from * n + n), to * n);
  });
  return { u, s: Float64Array.from(order, (i) => w[i]!), v };
}

/** Leaves the reflection vectors in the matrix; w is the diagonal, e[i] the element above w[i]. Gives the largest column sum. */
function bidiagonal(space: Columns, w: Float64Array, e: Float64Array, m: number, n: number): number {
  let above = 0;
  let size = 0;
  for (let i = 0; i < n; i++) {
    e[i] = above;
    w[i] = leftReflection(space, i, m, n);
    above = i < n - 1 ? rightReflection(space, i, m, n) : 0;
    size = Math.max(size, Math.abs(w[i]!) + Math.abs(e[i]!));
  }
  return size;
}

function leftReflection(space: Columns, i: number, m: number, n: number): number {
  const a = space.data;
  const c = i * m;
  let scale = 0;
  for (let k = i; k < m; k++) scale += Math.abs(a[c + k]!);
  if (scale === 0) return 0;
  let s = 0;
  for (let k = i; k < m; k++) s += (a[c + k]! /= scale) ** 2;
  const f = a[c + i]!;
  const g = f >= 0 ? -Math.sqrt(s) : Math.sqrt(s);
  const h = f * g - s;
  a[c + i] = f - g;
  space.reflect(c + i, c + i, c + m + i, m - i, m, n - i - 1, 1 / h);
  for (let k = i; k < m; k++) a[c + k]! *= scale;
  return scale * g;
}

function rightReflection(space: Columns, i: number, m: number, n: number): number {
  const a = space.data;
  let scale = 0;
  for (let k = i + 1; k < n; k++) scale += Math.abs(a[k * m + i]!);
  if (scale === 0) return 0;
  let s = 0;
  for (let k = i + 1; k < n; k++) s += (a[k * m + i]! /= scale) ** 2;
  const f = a[(i + 1) * m + i]!;
  const g = f >= 0 ? -Math.sqrt(s) : Math.sqrt(s);
  const h = f * g - s;
  a[(i + 1) * m + i] = f - g;
  const t = m * n + n * n;
  const rest = m - i - 1;
  a.fill(0, t, t + rest);
  for (let k = i + 1; k < n; k++) space.addScaled(t, k * m + i + 1, rest, a[k * m + i]!);
  for (let k = i + 1; k < n; k++) space.addScaled(k * m + i + 1, t, rest, a[k * m + i]! / h);
  for (let k = i + 1; k < n; k++) a[k * m + i]! *= scale;
  return scale * g;
}

function rightVectors(space: Columns, e: Float64Array, m: number, n: number): void {
  const a = space.data;
  const v = m * n;
  const t = v + n * n;
  for (let i = n - 1; i >= 0; i--) {
    const above = i < n - 1 ? e[i + 1]! : 0;
    if (above !== 0) {
      const first = a[(i + 1) * m + i]!;
      for (let j = i + 1; j < n; j++) {
        a[t + j] = a[j * m + i]!;
        a[v + i * n + j] = a[j * m + i]! / first / above;
      }
      space.reflect(t + i + 1, v + i * n + i + 1, v + (i + 1) * n + i + 1, n - i - 1, n, n - i - 1, 1);
    }
    for (let j = i + 1; j < n; j++) {
      a[v + j * n + i] = 0;
      a[v + i * n + j] = 0;
    }
    a[v + i * n + i] = 1;
  }
}

function leftVectors(space: Columns, w: Float64Array, m: number, n: number): void {
  const a = space.data;
  for (let i = n - 1; i >= 0; i--) {
    const c = i * m;
    for (let j = i + 1; j < n; j++) a[j * m + i] = 0;
    if (w[i] === 0) a.fill(0, c + i, c + m);
    else {
      const g = 1 / w[i]!;
      space.reflect(c + i, c + i, c + m + i, m - i, m, n - i - 1, g / a[c + i]!);
      for (let k = i; k < m; k++) a[c + k]! *= g;
    }
    a[c + i]! += 1;
  }
}

/** Turns the two diagonals into one. Elements up to `tiny` count as zero. */
function diagonal(space: Columns, w: Float64Array, e: Float64Array, m: number, n: number, tiny: number): boolean {
  for (let k = n - 1; k >= 0; k--) {
    for (let round = 0; ; round++) {
      let l = k;
      let split = false;
      for (; l > 0; l--) {
        if (Math.abs(e[l]!) <= tiny) break;
        if (Math.abs(w[l - 1]!) <= tiny) {
          split = true;
          break;
        }
      }
      if (split) cancel(space, w, e, m, l, k, tiny);
      if (l === k) {
        if (w[k]! < 0) {
          w[k] = -w[k]!;
          const v = space.data.subarray(m * n + k * n, m * n + k * n + n);
          for (let j = 0; j < n; j++) v[j] = -v[j]!;
        }
        break;
      }
      if (round === 75) return false;
      step(space, w, e, m, n, l, k);
    }
  }
  return true;
}

/** w[l - 1] is zero: rotates e[l] out of the way. */
function cancel(space: Columns, w: Float64Array, e: Float64Array, m: number, l: number, k: number, tiny: number): void {
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
    space.rotate((l - 1) * m, i * m, m, c, s);
  }
}

/** One shifted QR step on the block l … k. */
function step(space: Columns, w: Float64Array, e: Float64Array, m: number, n: number, l: number, k: number): void {
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
    space.rotate(m * n + j * n, m * n + i * n, n, c, s);
    z = hypotenuse(f, h);
    w[j] = z;
    if (z !== 0) {
      c = f / z;
      s = h / z;
    }
    f = c * g + s * y;
    x = c * y - s * g;
    space.rotate(j * m, i * m, m, c, s);
  }
  e[l] = 0;
  e[k] = f;
  w[k] = x;
}
