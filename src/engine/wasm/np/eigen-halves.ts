/**
 * @file Eigenvalues and vectors of three symmetric diagonals by halves (Cuppen 1981; the vectors as Gu and Eisenstat 1994
 * make them orthogonal): T is two halves and one product, ρ v vᵀ, and joining them is a matrix product. The plain twin is
 * src/array/linalg/divide-and-conquer.ts.
 */
import {
  arrange,
  at,
  exact,
  gaps,
  halvesBytes,
  index,
  inOrder,
  joinLines,
  joinValues,
  kept,
  LEAST,
  mergeBlocks,
  order,
  prepare,
  put,
  putWhole,
  roots,
  shares,
  sortBlock,
  sorted,
  spare,
  squares,
  values,
  weigh,
  where,
  whole,
} from './halves';
import { hypotenuse, qlIteration, rotate } from './rotations';
import { exactShares, secularRoots } from './secular';

/** Sides up to which the QL method is quicker. */
const SMALL: i32 = 24;
const ROOT_HALF: f64 = 0.7071067811865476;

/** The vectors, lines of `line` bytes, and the diagonal beside the main one. */
let vectors: usize = 0;
let line: usize = 0;
let beside: usize = 0;

/** Bytes of scratch for `eigen_by_halves`. */
export function eigen_halves_bytes(n: i32): usize {
  return halvesBytes(n) + 8 * <usize>n * <usize>n;
}

/**
 * The diagonal d (n) becomes the eigenvalues, rising, and the n lines z (of n elements) their vectors; e, the diagonal beside it, is left as
 * it is. False when an iteration does not settle.
 */
export function eigen_by_halves(d: usize, e: usize, n: i32, z: usize, work: usize): bool {
  line = (<usize>n) << 3;
  vectors = work;
  beside = e;
  prepare(work + <usize>n * line, n);
  memory.fill(vectors, 0, <usize>n * line);
  memory.copy(values, d, line);
  if (!solve(0, n)) return false;
  for (let i = 0; i < n; i++) put(d, i, at(values, whole(order, i)));
  inOrder(vectors, line, n, z);
  return true;
}

@inline
function blockAt(o: i32): usize {
  return vectors + <usize>o * (line + 8);
}

function solve(o: i32, n: i32): bool {
  if (n <= SMALL) {
    const block = blockAt(o);
    for (let i = 0; i < n; i++) store<f64>(block + <usize>i * (line + 8), 1);
    memory.copy(spare, beside + ((<usize>o) << 3), (<usize>n) << 3);
    if (!qlIteration(values + ((<usize>o) << 3), spare, n, block, line)) return false;
    sortBlock(o, n);
    return true;
  }
  const half = n >> 1;
  const e = at(beside, o + half - 1);
  const rho = abs<f64>(e);
  put(values, o + half - 1, at(values, o + half - 1) - rho);
  put(values, o + half, at(values, o + half) - rho);
  if (!solve(o, half) || !solve(o + half, n - half)) return false;
  joinHalves(o, n, half, rho, e > 0 ? 1 : e < 0 ? -1 : 0);
  return true;
}

function joinHalves(o: i32, n: i32, half: i32, rho: f64, sign: f64): void {
  const block = blockAt(o);
  mergeBlocks(o, half, half, n - half, 0);
  for (let t = 0; t < n; t++) {
    const row = whole(index, t);
    const last = block + <usize>row * line;
    put(shares, t, row < half ? at(last, half - 1) * ROOT_HALF : sign * at(last, half) * ROOT_HALF);
  }
  const k = deflate(block, n, 2 * rho);
  for (let i = 0; i < k; i++) {
    const t = whole(kept, i);
    put(spare, i, at(sorted, t));
    const z = at(shares, t);
    put(shares, i, z);
    put(squares, i, z * z);
  }
  arrange(k, n);
  if (k > 0) {
    secularRoots(spare, squares, k, 2 * rho, gaps, roots, false);
    exactShares(gaps, spare, shares, k, false, exact);
    for (let i = 0, p = gaps; i < k; i++) {
      for (let j: usize = 0; j < (<usize>k) << 3; j += 8, p += 8) store<f64>(p, load<f64>(exact + j) / load<f64>(p));
    }
    weigh(gaps, k);
  }
  joinLines(block, line, n, n, k, half, half);
  joinValues(o, n, k);
}

/**
 * Finds the pairs that the product leaves (nearly) as they are: those without a share in z, and of two equal values one, after a
 * rotation that takes its share. Notes the places of the others, and gives their number.
 */
function deflate(block: usize, n: i32, rho: f64): i32 {
  let largest: f64 = 0;
  let most: f64 = 0;
  for (let t = 0; t < n; t++) {
    most = max<f64>(most, abs<f64>(at(shares, t)));
    largest = max<f64>(largest, abs<f64>(at(sorted, t)));
  }
  const tiny = max<f64>(8 * f64.EPSILON * max<f64>(most, largest), LEAST);
  let k = 0;
  if (rho * most <= tiny) return k;
  for (let t = 0; t < n; t++) {
    const z = at(shares, t);
    if (rho * abs<f64>(z) <= tiny) continue;
    if (k > 0) {
      const before = whole(kept, k - 1);
      const other = at(shares, before);
      const size = hypotenuse(z, other);
      const c = z / size;
      const s = -other / size;
      const p = at(sorted, before);
      const q = at(sorted, t);
      if (abs<f64>((q - p) * c * s) <= tiny) {
        const one = whole(index, before);
        const two = whole(index, t);
        put(shares, t, size);
        put(shares, before, 0);
        rotate(block + <usize>one * line, block + <usize>two * line, n, c, s);
        const sides = whole(where, one) | whole(where, two);
        putWhole(where, one, sides);
        putWhole(where, two, sides);
        put(sorted, before, p * c * c + q * s * s);
        put(sorted, t, p * s * s + q * c * c);
        putWhole(kept, k - 1, t);
        continue;
      }
    }
    putWhole(kept, k++, t);
  }
  return k;
}
