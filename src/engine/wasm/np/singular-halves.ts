/**
 * @file Singular values and vectors of two diagonals by halves (Gu and Eisenstat 1995, LAPACK's dbdsdc): a bidiagonal matrix is
 * two of half the size and one row between them, and joining them is a matrix product for each side. The plain twin is
 * src/array/linalg/divide-and-conquer-svd.ts.
 */
import {
  arrange,
  at,
  exact,
  gaps,
  halvesBytes,
  index,
  inOrder,
  joinColumn,
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
import { golubReinsch, hypotenuse, rotate } from './rotations';
import { exactShares, secularRoots } from './secular';

/** Sides up to which Golub and Reinsch's iteration is quicker. */
const SMALL: i32 = 24;

/** The vectors of both sides, lines of `line` bytes; the diagonals (`d` stays as it was given). */
let vectorsU: usize = 0;
let vectorsV: usize = 0;
let line: usize = 0;
let diagonal: usize = 0;
let above: usize = 0;

/** Bytes of scratch for `singular_by_halves`. */
export function singular_halves_bytes(n: i32): usize {
  return halvesBytes(n) + 16 * <usize>n * <usize>n + 4288;
}

/**
 * The diagonal d (n) becomes the singular values, rising, and the n lines u and v (of n elements each) their vectors; e, the diagonal above,
 * is left as it is. False when an iteration does not settle.
 */
export function singular_by_halves(d: usize, e: usize, n: i32, u: usize, v: usize, work: usize): bool {
  line = (<usize>n) << 3;
  vectorsU = work;
  vectorsV = work + (((<usize>n * line) >> 12) + 1) * 4096 + 192;
  diagonal = d;
  above = e;
  prepare(vectorsV + <usize>n * line, n);
  memory.fill(vectorsU, 0, <usize>n * line);
  memory.fill(vectorsV, 0, <usize>n * line);
  if (!solve(0, n, n)) return false;
  for (let i = 0; i < n; i++) put(d, i, at(values, whole(order, i)));
  inOrder(vectorsU, line, n, u);
  inOrder(vectorsV, line, n, v);
  return true;
}

/** n lines from o on, of a matrix of `wide` columns: n, or one more, whose vector v stands behind the others. */
function solve(o: i32, n: i32, wide: i32): bool {
  if (n <= SMALL) return solveSmall(o, n, wide);
  const half = n >> 1;
  if (!solve(o, half, half + 1) || !solve(o + half + 1, n - half - 1, wide - half - 1)) return false;
  joinHalves(o, n, wide, half, at(diagonal, o + half), at(above, o + half));
  return true;
}

function solveSmall(o: i32, n: i32, wide: i32): bool {
  const corner = <usize>o * (line + 8);
  const u = vectorsU + corner;
  const v = vectorsV + corner;
  for (let i = 0; i < n; i++) store<f64>(u + <usize>i * (line + 8), 1);
  for (let i = 0; i < wide; i++) store<f64>(v + <usize>i * (line + 8), 1);
  const w = values + ((<usize>o) << 3);
  memory.copy(w, diagonal + ((<usize>o) << 3), (<usize>n) << 3);
  // spare[i] stands above w[i].
  put(spare, 0, 0);
  memory.copy(spare + 8, above + ((<usize>o) << 3), (<usize>(n - 1)) << 3);
  if (wide > n) {
    // The element of the column without a row is rotated into the columns before, from the last to the first.
    let far = at(above, o + n - 1);
    for (let k = n - 1; k >= 0 && far != 0; k--) {
      const size = hypotenuse(at(w, k), far);
      const c = at(w, k) / size;
      const s = far / size;
      put(w, k, size);
      rotate(v + <usize>k * line, v + <usize>n * line, wide, c, s);
      if (k == 0) break;
      far = -s * at(spare, k);
      put(spare, k, at(spare, k) * c);
    }
  }
  if (!golubReinsch(w, spare, n, u, v, line, wide)) return false;
  sortBlock(o, n);
  return true;
}

/**
 * Two solved blocks and the row between, `alpha` in the last column of the first and `beta` in the first of the second: in the vectors'
 * coordinates a diagonal (whose first element is 0) and one row of shares above it.
 */
function joinHalves(o: i32, n: i32, wide: i32, h: i32, alpha: f64, beta: f64): void {
  const corner = <usize>o * (line + 8);
  const u = vectorsU + corner;
  const v = vectorsV + corner;
  // Line h: the row between, and on the other side what the first half sends to 0.
  store<f64>(u + <usize>h * (line + 8), 1);
  putWhole(index, 0, h);
  put(sorted, 0, 0);
  mergeBlocks(o, h, h + 1, n - h - 1, 1);
  let first = alpha * at(v + <usize>h * line, h);
  putWhole(where, h, 1);
  if (wide > n) {
    // The second half has such a vector, too: one of the two gets all of the row, the other stays.
    const last = v + <usize>n * line;
    const other = beta * at(last, h + 1);
    const size = hypotenuse(first, other);
    if (size > 0) rotate(v + <usize>h * line, last, wide, first / size, other / size);
    putWhole(where, h, 3);
    first = size;
  }
  put(shares, 0, first);
  for (let t = 1; t < n; t++) {
    const row = whole(index, t);
    const own = v + <usize>row * line;
    put(shares, t, row < h ? alpha * at(own, h) : beta * at(own, h + 1));
  }
  const most = max<f64>(max<f64>(abs<f64>(alpha), abs<f64>(beta)), at(sorted, n - 1));
  const k = most == 0 ? 0 : deflate(u, v, n, wide, max<f64>(8 * f64.EPSILON * most, LEAST));
  let length: f64 = 0;
  for (let i = 0; i < k; i++) length += at(shares, whole(kept, i)) * at(shares, whole(kept, i));
  length = sqrt(length);
  for (let i = 0; i < k; i++) {
    const t = whole(kept, i);
    put(spare, i, at(sorted, t));
    const z = at(shares, t) / length;
    put(shares, i, z);
    put(squares, i, z * z);
  }
  arrange(k, n);
  if (k > 0) {
    secularRoots(spare, squares, k, length * length, gaps, roots, true);
    exactShares(gaps, spare, shares, k, true, exact);
  }
  // v: zⱼ / (dⱼ² - σ²); u: dⱼ times that, and -1 in the first place.
  for (let i = 0, p = gaps; i < k; i++) {
    for (let j: usize = 0; j < (<usize>k) << 3; j += 8, p += 8) store<f64>(p, load<f64>(exact + j) / load<f64>(p));
  }
  if (k > 0) weigh(gaps, k);
  joinLines(v, line, n, wide, k, h + 1, h + 1);
  for (let i = 0, p = gaps; i < k; i++) {
    store<f64>(p, -1);
    p += 8;
    for (let j: usize = 8; j < (<usize>k) << 3; j += 8, p += 8) store<f64>(p, load<f64>(spare + j) * load<f64>(p));
  }
  if (k > 0) weigh(gaps, k);
  joinLines(u, line, n, n, k, h, h + 1);
  if (k > 0) joinColumn(u + ((<usize>h) << 3), line, k);
  joinValues(o, n, k);
}

/**
 * Finds the triples that the row leaves (nearly) as they are: those without a share in it, and of two equal values one, after a
 * rotation that takes its share. Notes the places of the others, first always 0, and gives their number.
 */
function deflate(u: usize, v: usize, n: i32, wide: i32, tiny: f64): i32 {
  if (abs<f64>(at(shares, 0)) <= tiny) put(shares, 0, tiny);
  putWhole(kept, 0, 0);
  let k = 1;
  for (let t = 1; t < n; t++) {
    const z = at(shares, t);
    if (abs<f64>(z) <= tiny) continue;
    const before = whole(kept, k - 1);
    if (before > 0 && at(sorted, t) - at(sorted, before) <= tiny) {
      const other = at(shares, before);
      const size = hypotenuse(z, other);
      const c = z / size;
      const s = -other / size;
      const one = whole(index, before);
      const two = whole(index, t);
      put(shares, t, size);
      put(shares, before, 0);
      rotate(u + <usize>one * line, u + <usize>two * line, n, c, s);
      rotate(v + <usize>one * line, v + <usize>two * line, wide, c, s);
      const sides = whole(where, one) | whole(where, two);
      putWhole(where, one, sides);
      putWhole(where, two, sides);
      putWhole(kept, k - 1, t);
    } else putWhole(kept, k++, t);
  }
  // (The first pole is 0; the second must not be.)
  if (k > 1) put(sorted, whole(kept, 1), max<f64>(at(sorted, whole(kept, 1)), tiny / 2));
  return k;
}
