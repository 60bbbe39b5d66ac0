/**
 * @file Product of rows with weights that are packed already: a 1x1 convolution over all pixels, a dense layer in inference. The
 * panels of the weights are taken in blocks that stay in L2 while all rows of the piece go by. A piece is a run of rows, or of
 * columns where rows are few. What scales, shifts and cuts off the rows before (batch normalization and relu in front of a 1x1
 * convolution) is done on some of them at a time, which nobody has to store.
 */
import { Product } from '../generated/words';
import { PANEL } from './micro';
import { part, scratch } from './threads';
import { TEMP_BYTES, panels, stripOf } from './tiles';

/** Bytes of packed weights that are gone through at a time. */
const BLOCK_BYTES: i32 = 256 << 10;
/** Where the rows that go by at once are more bytes than this they do not stay in L2 for the next block of weights. */
const FAR_ROWS: i32 = 512 << 10;
/** Columns that such rows meet at once, part by part: what they add up to stays in L2, too. */
const FAR_COLUMNS: i32 = 512;
/** Rows of one table of offsets. */
const ROWS: i32 = 240;
/** Bytes of rows that are scaled, shifted and cut off at 0 before they meet the weights: they stay in L2 beside these. */
const SCALED_BYTES: i32 = 192 << 10;

/** The product; its words are in instructions.ts. */
export function product(p: usize, piece: i32, pieces: i32): void {
  const rows = load<i32>(p, Product.ROWS);
  const n = load<i32>(p, Product.N);
  const k = load<i32>(p, Product.K);
  const rowPieces = load<i32>(p, Product.ROW_PIECES);
  const columnPieces = pieces / rowPieces;
  const rowPiece = piece / columnPieces;
  const columnPiece = piece - rowPiece * columnPieces;
  const r0 = part(rows, rowPiece, rowPieces, 1);
  const r1 = part(rows, rowPiece + 1, rowPieces, 1);
  const n0 = part(n, columnPiece, columnPieces, 16);
  const n1 = part(n, columnPiece + 1, columnPieces, 16);
  if (r0 >= r1 || n0 >= n1) return;
  const ldx = (<usize>load<i32>(p, Product.LDX)) << 2;
  const x = <usize>load<u32>(p, Product.X);
  const row = (<usize>k) << 2;
  const isScaled = load<u32>(p, Product.SCALE) != 0;
  const segment = scratch() + TEMP_BYTES;
  const table = segment + 64;
  store<u32>(segment, 0);
  const step = isScaled ? row : ldx;
  for (let r = 0; r < min<i32>(ROWS, r1 - r0); r++) store<u32>(table + ((<usize>r) << 2), <u32>(<usize>r * step));
  if (!isScaled) {
    columns(p, x + <usize>r0 * ldx, ldx, table, r0, r1, ROWS, n0, n1);
    return;
  }
  const most = max<i32>(6, min<i32>(ROWS, (SCALED_BYTES / <i32>row / 6) * 6));
  const scaled = table + ((<usize>ROWS) << 2);
  for (let r = r0; r < r1; r += most) {
    const end = min<i32>(r1, r + most);
    for (let i = r; i < end; i++) scale(p, x + <usize>i * ldx, scaled + <usize>(i - r) * row, row);
    columns(p, scaled, row, table, r, end, most, n0, n1);
  }
}

/** Rows r0 to r1, which stand at `a`, `step` bytes apart, times columns n0 to n1: `most` rows at a time. */
function columns(p: usize, a: usize, step: usize, table: usize, r0: i32, r1: i32, most: i32, n0: i32, n1: i32): void {
  const ldy = (<usize>load<i32>(p, Product.LDY)) << 2;
  const bias = <usize>load<u32>(p, Product.BIAS);
  const added = <usize>load<u32>(p, Product.ADDED);
  const relu = load<i32>(p, Product.RELU) != 0;
  const ceiling = load<i32>(p, Product.LIMITED) != 0 ? p + Product.CEILING : 0;
  const k = load<i32>(p, Product.K);
  const panel = <usize>k * PANEL;
  const isFar = min<i32>(most, r1 - r0) * (k << 2) > FAR_ROWS;
  const block = isFar ? FAR_COLUMNS : max<i32>(1, BLOCK_BYTES / <i32>panel) * 16;
  const strip = stripOf(load<i32>(p, Product.ROWS), load<i32>(p, Product.N));
  const temp = scratch();
  const segment = temp + TEMP_BYTES;
  for (let j = n0; j < n1; j += block) {
    const weights = load<u32>(p, Product.WEIGHTS) + <usize>(j >> 4) * panel;
    const taken = min<i32>(block, n1 - j);
    const at = (<usize>j) << 2;
    for (let r = r0; r < r1; r += most) {
      const out = <usize>r * ldy + at;
      panels(
        a + <usize>(r - r0) * step,
        table,
        min<i32>(most, r1 - r),
        segment,
        1,
        k << 2,
        weights,
        panel,
        taken,
        load<u32>(p, Product.Y) + out,
        ldy,
        bias != 0 ? bias + at : 0,
        relu,
        temp,
        ceiling,
        added != 0 ? added + out : 0,
        isFar ? most : strip,
        isFar,
      );
    }
  }
}

/** One row of `bytes` bytes: relu(x scale + shift), rounded after each step, as a chain rounds it. */
function scale(p: usize, from: usize, to: usize, bytes: usize): void {
  const factors = <usize>load<u32>(p, Product.SCALE);
  const shifts = <usize>load<u32>(p, Product.SHIFT);
  const zero = f32x4.splat(0);
  let c: usize = 0;
  for (; c + 32 <= bytes; c += 32) {
    const xa = v128.load(from + c);
    const xb = v128.load(from + c, 16);
    const sa = v128.load(factors + c);
    const sb = v128.load(factors + c, 16);
    const ta = v128.load(shifts + c);
    const tb = v128.load(shifts + c, 16);
    const ya = f32x4.max(f32x4.add(f32x4.mul(xa, sa), ta), zero);
    const yb = f32x4.max(f32x4.add(f32x4.mul(xb, sb), tb), zero);
    v128.store(to + c, yb, 16);
    v128.store(to + c, ya);
  }
  for (; c < bytes; c += 4) {
    store<f32>(to + c, max<f32>(load<f32>(from + c) * load<f32>(factors + c) + load<f32>(shifts + c), 0));
  }
}
