/**
 * @file What solving two or three diagonals by halves shares: the values of both halves in one rising line, which of them change when
 * the halves are joined, and the vectors of these as products of matrices. Vectors are lines of a matrix; a block of it holds those of its
 * part of the diagonals, with zeros where a vector has no elements. Numbers of lines count from the block's first.
 */
import { product_f64 } from './thin-products';

@inline
export function at(p: usize, i: i32): f64 {
  return load<f64>(p + ((<usize>i) << 3));
}
@inline
export function put(p: usize, i: i32, x: f64): void {
  store<f64>(p + ((<usize>i) << 3), x);
}
@inline
export function whole(p: usize, i: i32): i32 {
  return load<i32>(p + ((<usize>i) << 2));
}
@inline
export function putWhole(p: usize, i: i32, x: i32): void {
  store<i32>(p + ((<usize>i) << 2), x);
}

/** 2 to the -400. */
export const LEAST: f64 = 3.8725919148493183e-121;

/** Lists of doubles: values by line, in rising order poles and shares z; of those that change squares of z, exact shares, roots. */
export let values: usize = 0;
export let sorted: usize = 0;
export let shares: usize = 0;
export let squares: usize = 0;
export let exact: usize = 0;
export let roots: usize = 0;
export let spare: usize = 0;
/** Lists of numbers: lines in rising order of a block's values; lines behind `sorted`; 1: elements in the first half, 2: second, 3: both. */
export let order: usize = 0;
export let index: usize = 0;
export let where: usize = 0;
/** Places in `sorted` of those that change, and their columns among the weights; lines of those that stay. */
export let kept: usize = 0;
let place: usize = 0;
let gone: usize = 0;
/** Matrices: gaps, weights, and copies of lines. */
export let gaps: usize = 0;
export let weights: usize = 0;
let copies: usize = 0;
let strip: usize = 0;

/** Bytes that `prepare` divides for diagonals of n elements. */
export function halvesBytes(n: i32): usize {
  return 8 * <usize>n * (11 + 3 * <usize>(n + 1) + 8) + 3 * 4288;
}

export function prepare(work: usize, n: i32): void {
  const line = (<usize>n) << 3;
  values = work;
  sorted = values + line;
  shares = sorted + line;
  squares = shares + line;
  exact = squares + line;
  roots = exact + line;
  spare = roots + line;
  const lists = spare + line;
  order = lists;
  index = order + (line >> 1);
  where = index + (line >> 1);
  kept = where + (line >> 1);
  place = kept + (line >> 1);
  gone = place + (line >> 1);
  gaps = lists + 4 * line;
  // An odd number of cache lines apart, so that the same places of two do not fall into one cache set.
  const square = (((<usize>n * line) >> 12) + 1) * 4096 + 192;
  weights = gaps + square;
  copies = weights + square;
  strip = copies + square;
}

/** Puts n values of the block from line o on in order. */
export function sortBlock(o: i32, n: i32): void {
  for (let i = 0; i < n; i++) {
    const x = at(values, o + i);
    let j = i - 1;
    for (; j >= 0 && at(values, o + whole(order, o + j)) > x; j--) putWhole(order, o + j + 1, whole(order, o + j));
    putWhole(order, o + j + 1, i);
  }
}

/**
 * The values of two blocks in one rising line, from place `to` on: `first` of the block at line o, `second` of the one `start` lines
 * behind it.
 */
export function mergeBlocks(o: i32, first: i32, start: i32, second: i32, to: i32): void {
  let p = 0;
  let q = 0;
  for (; p < first || q < second; to++) {
    const one = p < first ? whole(order, o + p) : -1;
    const two = q < second ? start + whole(order, o + start + q) : -1;
    const fromFirst = two < 0 || (one >= 0 && at(values, o + one) <= at(values, o + two));
    const row = fromFirst ? one : two;
    if (fromFirst) p++;
    else q++;
    putWhole(index, to, row);
    putWhole(where, row, fromFirst ? 1 : 2);
    put(sorted, to, at(values, o + row));
  }
}

/** How many of those that change have elements in the first half only, and in both. */
let ones: i32 = 0;
let both: i32 = 0;

/** Gives those that change (k places in `kept`) their columns among the weights: first half, both, second half. Notes who stays, of n. */
export function arrange(k: i32, n: i32): void {
  ones = 0;
  both = 0;
  for (let i = 0; i < k; i++) {
    const sides = whole(where, whole(index, whole(kept, i)));
    if (sides == 1) ones++;
    else if (sides == 3) both++;
  }
  let one = 0;
  let three = ones;
  let two = ones + both;
  let stay = 0;
  for (let i = 0, t = 0; t < n; t++) {
    if (i < k && whole(kept, i) == t) {
      const sides = whole(where, whole(index, t));
      putWhole(place, i++, sides == 1 ? one++ : sides == 3 ? three++ : two++);
    } else putWhole(gone, stay++, t);
  }
}

/** Weights from the lines at `from` (k, k), each brought to length 1, its columns in the order of `arrange`. */
export function weigh(from: usize, k: i32): void {
  const line = (<usize>k) << 3;
  let to = weights;
  for (let i = 0; i < k; i++, from += line, to += line) {
    let s0: f64 = 0;
    let s1: f64 = 0;
    let j = 0;
    for (; j + 2 <= k; j += 2) {
      s0 += at(from, j) * at(from, j);
      s1 += at(from, j + 1) * at(from, j + 1);
    }
    if (j < k) s0 += at(from, j) * at(from, j);
    const scale = 1 / sqrt(s0 + s1);
    for (let c = 0; c < k; c++) put(to, whole(place, c), at(from, c) * scale);
  }
}

/** A block's columns from `column` on: those of k lines become weights times the `count` lines of `lines`, which are `width` long. */
function multiply(k: i32, column: i32, count: i32, lines: usize, width: i32, block: usize, line: usize): void {
  if (width == 0) return;
  const wide = (<usize>width) << 3;
  if (count == 0) {
    for (let i = 0; i < k; i++) memory.fill(block + <usize>i * line, 0, wide);
    return;
  }
  const all = (<usize>k) << 3;
  product_f64(weights + ((<usize>column) << 3), all, 8, k, count, lines, wide, width, block, line, strip);
}

/**
 * Lines of a block (n of them, `length` elements long) after the halves are joined: the k that change first, as their weights say, the
 * others behind them. Columns below `cut` are the first half, those from `back` on the second.
 */
export function joinLines(block: usize, line: usize, n: i32, length: i32, k: i32, cut: i32, back: i32): void {
  const short = (<usize>cut) << 3;
  const rest = (<usize>(length - back)) << 3;
  const full = (<usize>length) << 3;
  const second = copies + <usize>(ones + both) * short;
  const behind = second + <usize>(k - ones) * rest;
  for (let i = 0; i < k; i++) {
    const row = block + <usize>whole(index, whole(kept, i)) * line;
    const column = whole(place, i);
    if (column < ones + both) memory.copy(copies + <usize>column * short, row, short);
    if (column >= ones) memory.copy(second + <usize>(column - ones) * rest, row + ((<usize>back) << 3), rest);
  }
  for (let i = 0; i < n - k; i++) {
    memory.copy(behind + <usize>i * full, block + <usize>whole(index, whole(gone, i)) * line, full);
  }
  multiply(k, 0, ones + both, copies, cut, block, line);
  multiply(k, ones, k - ones, second, length - back, block + ((<usize>back) << 3), line);
  for (let i = 0; i < n - k; i++) memory.copy(block + <usize>(k + i) * line, behind + <usize>i * full, full);
}

/** The first of those that change is the only line with an element in this column. */
export function joinColumn(column: usize, line: usize, k: i32): void {
  const own = whole(place, 0);
  for (let i = 0; i < k; i++) store<f64>(column + <usize>i * line, at(weights, i * k + own));
}

/** Values and order of the joined block at line o, whose lines stand as `joinLines` leaves them: k roots, then those that stay. */
export function joinValues(o: i32, n: i32, k: i32): void {
  for (let i = 0; i < k; i++) put(values, o + i, at(roots, i));
  for (let i = k; i < n; i++) put(values, o + i, at(sorted, whole(gone, i - k)));
  for (let i = k; i < n; i++) {
    // (Nearly in order.)
    const x = at(values, o + i);
    let j = i - 1;
    for (; j >= k && at(values, o + whole(index, j)) > x; j--) putWhole(index, j + 1, whole(index, j));
    putWhole(index, j + 1, i);
  }
  for (let p = 0, q = k, t = 0; t < n; t++) {
    const fromRoots = q == n || (p < k && at(values, o + p) <= at(values, o + whole(index, q)));
    putWhole(order, o + t, fromRoots ? p++ : whole(index, q++));
  }
}

/** Lines of a matrix (n of `length` elements) in rising order of all values, to o. */
export function inOrder(z: usize, line: usize, n: i32, o: usize): void {
  for (let i = 0; i < n; i++) memory.copy(o + <usize>i * line, z + <usize>whole(order, i) * line, line);
}
