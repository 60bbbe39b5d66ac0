/**
 * @file Product of rows with weights that are packed already: a 1x1 convolution over all pixels, a dense layer in inference. The
 * panels of the weights are taken in blocks that stay in L2 while all rows of the piece go by. A piece is a run of rows, or of
 * columns where rows are few.
 */
import { Product } from '../generated/words';
import { PANEL } from './micro';
import { part, scratch } from './threads';
import { TEMP_BYTES, panels } from './tiles';

/** Bytes of packed weights that are gone through at a time. */
const BLOCK_BYTES: i32 = 256 << 10;
/** Rows of one table of offsets. */
const ROWS: i32 = 240;

/** The product; its words are in instructions.ts. */
export function product(p: usize, piece: i32, pieces: i32): void {
  const rows = load<i32>(p, Product.ROWS);
  const n = load<i32>(p, Product.N);
  const k = load<i32>(p, Product.K);
  const rowPieces = load<i32>(p, Product.ROW_PIECES);
  const columnPieces = pieces / rowPieces;
  const rowPiece = piece / columnPieces;
  const columnPiece = piece - rowPiece * columnPieces;
  const r0 = part(rows, rowPiece, rowPieces, 6);
  const r1 = part(rows, rowPiece + 1, rowPieces, 6);
  const n0 = part(n, columnPiece, columnPieces, 16);
  const n1 = part(n, columnPiece + 1, columnPieces, 16);
  if (r0 >= r1 || n0 >= n1) return;
  const ldx = (<usize>load<i32>(p, Product.LDX)) << 2;
  const ldy = (<usize>load<i32>(p, Product.LDY)) << 2;
  const bias = <usize>load<u32>(p, Product.BIAS);
  const added = <usize>load<u32>(p, Product.ADDED);
  const relu = load<i32>(p, Product.RELU) != 0;
  const ceiling = load<i32>(p, Product.LIMITED) != 0 ? p + Product.CEILING : 0;
  const panel = <usize>k * PANEL;
  const block = max<i32>(1, BLOCK_BYTES / <i32>panel) * 16;

  const temp = scratch();
  const segment = temp + TEMP_BYTES;
  const table = segment + 64;
  store<u32>(segment, 0);
  for (let r = 0; r < min<i32>(ROWS, r1 - r0); r++) store<u32>(table + ((<usize>r) << 2), <u32>(<usize>r * ldx));
  for (let j = n0; j < n1; j += block) {
    const weights = load<u32>(p, Product.WEIGHTS) + <usize>(j >> 4) * panel;
    const columns = min<i32>(block, n1 - j);
    const at = (<usize>j) << 2;
    for (let r = r0; r < r1; r += ROWS) {
      const out = <usize>r * ldy + at;
      panels(
        load<u32>(p, Product.X) + <usize>r * ldx,
        table,
        min<i32>(ROWS, r1 - r),
        segment,
        1,
        k << 2,
        weights,
        panel,
        columns,
        load<u32>(p, Product.Y) + out,
        ldy,
        bias != 0 ? bias + at : 0,
        relu,
        temp,
        ceiling,
        added != 0 ? added + out : 0,
      );
    }
  }
}
