/**
 * @file Mean and variance of columns in one pass over memory: rows go through in blocks that stay in the first cache, where they are
 * read twice (sums, then squares of what is left without the block's mean); blocks and pieces are joined by the formula of Chan, Golub
 * and LeVeque (1979), which loses nothing where the mean is large beside the deviation.
 */
import { JoinMoments, Moments } from '../generated/words';
import { madd, zero } from '../shared/simd';
import { part } from './threads';

/** Bytes of rows that are read twice. */
const BLOCK_BYTES: i32 = 16 << 10;

/** Rows of a matrix whose columns are a multiple of 8: a piece's mean and sum of squares, one after the other. */
export function moments(p: usize, piece: i32, pieces: i32): void {
  const rows = load<i32>(p, Moments.ROWS);
  const row = (<usize>load<i32>(p, Moments.COLUMNS)) << 2;
  const mean = load<u32>(p, Moments.PART) + <usize>piece * (2 * row + 64);
  const squares = mean + row;
  zero(mean, 2 * row);
  const most = max<i32>(4, BLOCK_BYTES / <i32>row);
  const first = part(rows, piece, pieces, 1);
  const last = part(rows, piece + 1, pieces, 1);
  for (let r = first; r < last; r += most) {
    const taken = min<i32>(most, last - r);
    const from = load<u32>(p, Moments.X) + <usize>r * row;
    const before = <f32>(r - first);
    const share = <f32>taken / (before + <f32>taken);
    for (let k: usize = 0; k < row; k += 32) {
      block(from + k, row, taken, share, before * share, mean + k, squares + k);
    }
  }
}

/** Joins `rows` rows of eight columns to what is known; `share`: theirs of all rows; `weight`: of the squared distance of the means. */
@inline
function block(x: usize, row: usize, rows: i32, share: f32, weight: f32, mean: usize, squares: usize): void {
  const end = x + <usize>rows * row;
  const even = x + <usize>(rows & ~1) * row;
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  let q = x;
  for (; q < even; q += 2 * row) {
    a = f32x4.add(a, v128.load(q));
    b = f32x4.add(b, v128.load(q, 16));
    const below = q + row;
    c = f32x4.add(c, v128.load(below));
    d = f32x4.add(d, v128.load(below, 16));
  }
  if (q < end) {
    a = f32x4.add(a, v128.load(q));
    b = f32x4.add(b, v128.load(q, 16));
  }
  const count = f32x4.splat(<f32>rows);
  const ma = f32x4.div(f32x4.add(a, c), count);
  const mb = f32x4.div(f32x4.add(b, d), count);
  a = f32x4.splat(0);
  b = f32x4.splat(0);
  c = f32x4.splat(0);
  d = f32x4.splat(0);
  for (q = x; q < even; q += 2 * row) {
    const below = q + row;
    const ea = f32x4.sub(v128.load(q), ma);
    const eb = f32x4.sub(v128.load(q, 16), mb);
    const ec = f32x4.sub(v128.load(below), ma);
    const ed = f32x4.sub(v128.load(below, 16), mb);
    a = madd<f32>(ea, ea, a);
    b = madd<f32>(eb, eb, b);
    c = madd<f32>(ec, ec, c);
    d = madd<f32>(ed, ed, d);
  }
  if (q < end) {
    const ea = f32x4.sub(v128.load(q), ma);
    const eb = f32x4.sub(v128.load(q, 16), mb);
    a = madd<f32>(ea, ea, a);
    b = madd<f32>(eb, eb, b);
  }
  const oa = v128.load(mean);
  const ob = v128.load(mean, 16);
  const da = f32x4.sub(ma, oa);
  const db = f32x4.sub(mb, ob);
  v128.store(mean, madd<f32>(db, f32x4.splat(share), ob), 16);
  v128.store(mean, madd<f32>(da, f32x4.splat(share), oa));
  const sa = f32x4.add(v128.load(squares), f32x4.add(a, c));
  const sb = f32x4.add(v128.load(squares, 16), f32x4.add(b, d));
  v128.store(squares, madd<f32>(f32x4.mul(db, db), f32x4.splat(weight), sb), 16);
  v128.store(squares, madd<f32>(f32x4.mul(da, da), f32x4.splat(weight), sa));
}

/** The pieces of `moments` joined in their order: mean, and variance (by the number of rows). */
export function joinMoments(p: usize, tid: i32, threads: i32): void {
  const rows = load<i32>(p, JoinMoments.ROWS);
  const columns = load<i32>(p, JoinMoments.COLUMNS);
  const count = load<i32>(p, JoinMoments.COUNT);
  const row = (<usize>columns) << 2;
  const last = part(columns, tid + 1, threads, 8);
  for (let i = part(columns, tid, threads, 8); i < last; i++) {
    const at = (<usize>i) << 2;
    let from = <usize>load<u32>(p, JoinMoments.PART) + at;
    let mean: f32 = 0;
    let squares: f32 = 0;
    let before = 0;
    for (let q = 0; q < count; q++) {
      const taken = part(rows, q + 1, count, 1) - part(rows, q, count, 1);
      const share = <f32>taken / <f32>(before + taken);
      const apart = load<f32>(from) - mean;
      mean += apart * share;
      squares += load<f32>(from + row) + apart * apart * <f32>before * share;
      before += taken;
      from += 2 * row + 64;
    }
    store<f32>(load<u32>(p, JoinMoments.MEAN) + at, mean);
    store<f32>(load<u32>(p, JoinMoments.VARIANCE) + at, squares / <f32>rows);
  }
}
