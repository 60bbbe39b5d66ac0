/**
 * @file Gaussian elimination and substitution by halves, so that most of the work is `lessProduct` (Toledo 1997; LAPACK's dgetrf2
 * does it so).
 */
import { lessProduct } from './less-product';
import { addScaled } from './products';

/** Columns (or rows) that are worked on one after the other. */
const FEW: i32 = 8;

@inline
function at(p: usize, line: usize, i: i32, j: i32): usize {
  return p + <usize>i * line + ((<usize>j) << 3);
}

/** Where the largest element of column k from row k on stands. */
function pivotRow(p: usize, line: usize, n: i32, k: i32): i32 {
  let best = k;
  let size = abs<f64>(load<f64>(at(p, line, k, k)));
  let q = at(p, line, k + 1, k);
  for (let i = k + 1; i < n; i++, q += line) {
    const x = abs<f64>(load<f64>(q));
    if (x > size) {
      size = x;
      best = i;
    }
  }
  return best;
}

function exchange(a: usize, b: usize, bytes: usize): void {
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) {
    const x = v128.load(a + j);
    v128.store(a + j, v128.load(b + j));
    v128.store(b + j, x);
  }
  if (j < bytes) {
    const x = load<f64>(a + j);
    store<f64>(a + j, load<f64>(b + j));
    store<f64>(b + j, x);
  }
}

/** The sign of the exchanges so far, 0 once a column had no pivot. */
let sign: i32 = 1;
let singular: bool = false;

/** Columns from … to - 1 of the (n, n) matrix, all rows from `from` on. */
function eliminateColumns(p: usize, n: i32, from: i32, to: i32, order: usize, work: usize): void {
  const line = (<usize>n) << 3;
  if (to - from > FEW) {
    const middle = from + ((to - from) >> 1);
    eliminateColumns(p, n, from, middle, order, work);
    forward(p, line, from, middle, at(p, line, 0, middle), line, to - middle, work);
    lessProduct(
      at(p, line, middle, middle),
      line,
      at(p, line, middle, from),
      line,
      at(p, line, from, middle),
      line,
      n - middle,
      middle - from,
      to - middle,
      work,
    );
    eliminateColumns(p, n, middle, to, order, work);
    return;
  }
  for (let k = from; k < to; k++) {
    const best = pivotRow(p, line, n, k);
    const pivot = load<f64>(at(p, line, best, k));
    if (pivot == 0) {
      singular = true;
      continue;
    }
    if (best != k) {
      sign = -sign;
      const one = order + ((<usize>k) << 2);
      const two = order + ((<usize>best) << 2);
      const place = load<i32>(one);
      store<i32>(one, load<i32>(two));
      store<i32>(two, place);
      exchange(at(p, line, k, 0), at(p, line, best, 0), line);
    }
    const row = at(p, line, k, k);
    let q = at(p, line, k + 1, k);
    for (let i = k + 1; i < n; i++, q += line) {
      const m = load<f64>(q) / pivot;
      store<f64>(q, m);
      if (m != 0) addScaled(q + 8, row + 8, -m, to - k - 1);
    }
  }
}

/** Rows from … to - 1 of b (whose row 0 is at b): solved with the unit lower triangle in these rows of p. */
function forward(p: usize, line: usize, from: i32, to: i32, b: usize, wide: usize, m: i32, work: usize): void {
  if (to - from > FEW) {
    const middle = from + ((to - from) >> 1);
    forward(p, line, from, middle, b, wide, m, work);
    lessProduct(
      b + <usize>middle * wide,
      wide,
      at(p, line, middle, from),
      line,
      b + <usize>from * wide,
      wide,
      to - middle,
      middle - from,
      m,
      work,
    );
    forward(p, line, middle, to, b, wide, m, work);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    for (let k = from; k < i; k++) {
      const f = load<f64>(at(p, line, i, k));
      if (f != 0) addScaled(b + <usize>i * wide, b + <usize>k * wide, -f, m);
    }
  }
}

/** The same with the upper triangle. */
function backward(p: usize, line: usize, from: i32, to: i32, b: usize, wide: usize, m: i32, work: usize): void {
  if (to - from > FEW) {
    const middle = from + ((to - from) >> 1);
    backward(p, line, middle, to, b, wide, m, work);
    lessProduct(
      b + <usize>from * wide,
      wide,
      at(p, line, from, middle),
      line,
      b + <usize>middle * wide,
      wide,
      middle - from,
      to - middle,
      m,
      work,
    );
    backward(p, line, from, middle, b, wide, m, work);
    return;
  }
  for (let i = to - 1; i >= from; i--) {
    const row = b + <usize>i * wide;
    for (let k = i + 1; k < to; k++) {
      const f = load<f64>(at(p, line, i, k));
      if (f != 0) addScaled(row, b + <usize>k * wide, -f, m);
    }
    const d = load<f64>(at(p, line, i, i));
    for (let j: usize = 0; j < (<usize>m) << 3; j += 8) store<f64>(row + j, load<f64>(row + j) / d);
  }
}

/**
 * Gaussian elimination of the (n, n) matrix at p with the largest element of each column as pivot: U on and above the
 * diagonal, L below. The row that stands in each row goes to `order` (int32). Gives the parity, 1 or -1, or 0 for a
 * singular matrix (whose elimination goes on). `work`: scratch for products (`eliminationBytes`).
 */
export function eliminate(p: usize, n: i32, order: usize, work: usize): i32 {
  sign = 1;
  singular = false;
  for (let k = 0; k < n; k++) store<i32>(order + ((<usize>k) << 2), k);
  eliminateColumns(p, n, 0, n, order, work);
  return singular ? 0 : sign;
}

/** Solves for the m columns of b (in the order of rows that elimination left), in place. */
export function substitute(p: usize, n: i32, b: usize, m: i32, work: usize): void {
  const line = (<usize>n) << 3;
  const wide = (<usize>m) << 3;
  forward(p, line, 0, n, b, wide, m, work);
  backward(p, line, 0, n, b, wide, m, work);
}
