/**
 * @file Winograd convolution, stride 1: for 3x3 kernels F(4x4) needs 36 products for 16 outputs where the direct form needs 144; for
 * 5x5 kernels F(4x4), of eight points an axis, needs 64 instead of 400.
 * One chunk of tiles at a time: input tiles are transformed into V[36][tiles][cin], multiplied by the transformed weights U[36]
 * (packed panels), and transformed back with bias, relu and 2x2 max-pooling in the store. The last tiles of an axis may be
 * F(2) where 1 or 2 outputs are left (14 = 4 + 4 + 4 + 2): they share planes and weights.
 * Formulas: Lavin and Gray, "Fast algorithms for convolutional neural networks" (2015), points 0, 1, -1, (2, -2), infinity.
 */
import * as A from './conv-args';
import { Conv } from '../generated/words';
import { blocks } from './block6';
import { part, scratch } from './threads';
import { outputAny } from './winograd-any';
import { outputPairs } from './winograd-output';
import { inputEights, inputPairs, writeNumbers } from './winograd-pairs';
import { planeBytes } from './winograd-weights';

/** Bytes of V and M together that a chunk of tiles may take: with the weights they should stay in L2. */
const CHUNK_BYTES: i32 = 320 << 10;
/** Where the weights are more than this they come from further away for each chunk: then it has at least so many tiles. */
const NEAR_BYTES: i32 = 1 << 20;
const LEAST_FAR: i32 = 96;
/** Tiles of a sample of such a convolution up to which there may be short ones: it decides results, the tiles of a chunk do not. */
const MOST_MIXED: i32 = 48;

/**
 * The convolution; args in conv-args.ts, W holding U. Pooling, when asked for, is 2x2. Channels in are a multiple of 4 and at least
 * 16, channels out at least 8.
 */
export function winograd(p: usize, piece: i32, pieces: i32): void {
  const n = load<i32>(p, Conv.N);
  const samplePieces = load<i32>(p, Conv.SAMPLE_PIECES);
  const rowPieces = load<i32>(p, Conv.ROW_PIECES);
  const columnPieces = pieces / (samplePieces * rowPieces);
  const columnPiece = piece % columnPieces;
  const rowPiece = (piece / columnPieces) % rowPieces;
  const samplePiece = piece / (columnPieces * rowPieces);
  const n0 = part(n, samplePiece, samplePieces, 1);
  const n1 = part(n, samplePiece + 1, samplePieces, 1);
  if (n0 >= n1) return;
  const cin = load<i32>(p, Conv.CIN);
  // The channels of this piece; all weights have panels of eight.
  const panels = (load<i32>(p, Conv.COUT) + 7) / 8;
  const firstPanel = part(panels, columnPiece, columnPieces, 1);
  const own = part(panels, columnPiece + 1, columnPieces, 1) - firstPanel;
  if (own <= 0) return;
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const hasWide = load<i32>(p, Conv.WIDE) != 0;
  const side = load<i32>(p, Conv.KH);
  // Points of an axis; planes of V, U and M.
  const points = side + 3;
  const planes = points * points;
  const allTh = (oh + 3) / 4;
  // Rows of tiles of this piece: all, or a part of one sample after the other.
  const th0 = part(allTh, rowPiece, rowPieces, 1);
  const th = part(allTh, rowPiece + 1, rowPieces, 1) - th0;
  if (th <= 0) return;
  const tw = (ow + 3) / 4;
  const hp = allTh * 4 + side - 1;
  const wp = tw * 4 + side - 1;
  const pixel = (<usize>cin) << 2;
  const row = <usize>wp * pixel;
  const perSample = th * tw;
  const all = (n1 - n0) * perSample;
  // Tiles are taken in chunks that run across samples, a multiple of the 6 rows of the register tile.
  // Whether there are short tiles is the same for every piece of every batch: so are its results.
  const allOut = load<i32>(p, Conv.COUT);
  let chunk = max<i32>(6, min<i32>(96, (CHUNK_BYTES / (planes * (cin + allOut) * 4 * 6)) * 6));
  let mixed = chunk;
  if (4 * planes * cin * allOut > NEAR_BYTES) {
    mixed = max<i32>(chunk, MOST_MIXED);
    chunk = max<i32>(chunk, LEAST_FAR);
  }
  // Where at most 2 outputs are left for the last tile of an axis it is a short one, F(2), if whole samples fit a chunk.
  const canMix = side == 3 && allTh * tw <= mixed;
  chunk = min<i32>(chunk, ((all + 5) / 6) * 6);
  const shortRow = canMix && th0 + th == allTh && oh - (allTh - 1) * 4 <= 2;
  const shortColumn = canMix && ow - (tw - 1) * 4 <= 2;
  const isMixed = shortRow || shortColumn;
  if (isMixed) chunk = (chunk / perSample) * perSample;
  const fullRows = th - <i32>shortRow;
  const fullColumns = tw - <i32>shortColumn;
  const mRow = (<usize>own) << 5;

  const transform = scratch();
  const numbers = transform + 36 * 64;
  // What is added before relu, and what cuts off above it, comes when a tile is stored.
  const isFinished = load<u32>(p, Conv.ADDED) != 0 || load<i32>(p, Conv.LIMITED) != 0;
  writeNumbers(numbers, load<i32>(p, Conv.RELU) != 0 && !isFinished);
  const padded = (numbers + 64 + 63) & ~63;
  const v = (padded + ((<usize>(hp * wp * cin)) << 2) + 127) & ~63;
  // Planes an odd number of cache lines apart: at a power of two all 36 would share a few lines of L1.
  const vPlane = ((((<usize>(chunk * cin)) << 2) + 63) & ~63) | 64;
  const m = v + <usize>planes * vPlane;
  const mPlane = ((<usize>chunk * mRow + 63) & ~63) | 64;
  // One byte a padded pixel: 1 where all channels are 0. One word a tile: the outputs that see nothing else.
  const empty = m + <usize>planes * mPlane + 6 * mRow;
  const silent = (empty + <usize>(hp * wp) + 15) & ~15;
  const uPlane = planeBytes(panels, cin);
  const u = load<u32>(p, Conv.WEIGHTS) + ((<usize>(firstPanel * cin)) << 5);
  const c0 = (<usize>firstPanel) << 5;
  const c1 = min<usize>(c0 + mRow, (<usize>load<i32>(p, Conv.COUT)) << 2);
  const y0 = th0 * 4;
  const y1 = (th0 + th) * 4 + side - 1;
  memory.fill(empty, 1, <usize>(hp * wp));
  let filled = -1;
  let empties = 0;
  for (let first = 0; first < all; first += chunk) {
    const taken = min<i32>(chunk, all - first);
    // Rows of V and M, by height and width of the tile: 4x2, 4x4, 2x4, 2x2, so that each plane's rows stand together.
    const samples = taken / perSample;
    const wide = isMixed && shortColumn ? samples * fullRows : 0;
    const low = isMixed ? wide + samples * fullRows * fullColumns : taken;
    const least = isMixed && shortRow ? low + samples * fullColumns : low;
    for (let k = 0; k < taken; k++) {
      const s = (first + k) / perSample;
      const tile = first + k - s * perSample;
      const i = tile / tw;
      const j = tile - i * tw;
      const isLow = i >= fullRows;
      const isNarrow = j >= fullColumns;
      const q = isMixed ? rowOf(k / perSample, i, j, fullRows, fullColumns, wide, low, least) : k;
      if (s != filled) {
        A.fillPadded(p, n0 + s, padded, hp, wp, filled < 0, y0, y1);
        filled = s;
        empties = markEmpty(p, padded, hp, wp, empty, y0, y1);
      }
      store<u32>(silent + ((<usize>q) << 2), empties > 0 ? silentOutputs(empty, wp, y0 + i * 4, j * 4, side) : 0);
      const from = padded + <usize>((y0 + i * 4) * wp + j * 4) * pixel;
      const to = v + <usize>q * pixel;
      if (side == 3) inputPairs(from, pixel, pixel, row, to, vPlane, transform, numbers, isLow, isNarrow);
      else inputEights(from, pixel, pixel, row, to, vPlane, transform, numbers);
    }
    // Short tiles have no products at the points 2 and -2. Rows past the last hold old values; their products are never read:
    // in the next plane they fall on rows that it computes itself or that nobody reads.
    for (let x = 0; x < planes; x++) {
      const i = x / points;
      const j = x - i * points;
      const r0 = j == 3 || j == 4 ? wide : 0;
      const r1 = i == 3 || i == 4 ? low : j == 3 || j == 4 ? least : taken;
      const from = v + <usize>x * vPlane + <usize>r0 * pixel;
      const to = m + <usize>x * mPlane + <usize>r0 * mRow;
      blocks(from, pixel, r1 - r0, cin, u + <usize>x * uPlane, own, to, mRow, hasWide);
    }
    for (let k = 0; k < taken; k++) {
      const s = (first + k) / perSample;
      const tile = first + k - s * perSample;
      const i = tile / tw;
      const j = tile - i * tw;
      const q = isMixed ? rowOf(k / perSample, i, j, fullRows, fullColumns, wide, low, least) : k;
      // Counted from channel 0, as the result is.
      const from = m + <usize>q * mRow - c0;
      const cleared = load<u32>(silent + ((<usize>q) << 2));
      const low = i >= fullRows;
      const narrow = j >= fullColumns;
      const i0 = y0 + i * 4;
      const j0 = j * 4;
      if (cleared == 0) {
        if (outputPairs(p, n0 + s, i0, j0, from, mPlane, transform, numbers, low, narrow, c0, c1)) {
          if (isFinished) finish(p, n0 + s, i0, j0, c0, c1);
          continue;
        }
      }
      outputAny(p, n0 + s, i0, j0, from, mPlane, transform, cleared, low, narrow, c0, c1);
      if (isFinished) finish(p, n0 + s, i0, j0, c0, c1);
    }
  }
}

/** Adds the other map, then relu and the number that nothing exceeds, to the tile at (i0, j0), bytes c0 to c1 of its channels. */
function finish(p: usize, s: i32, i0: i32, j0: i32, c0: usize, c1: usize): void {
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const pixel = (<usize>load<i32>(p, Conv.LDY)) << 2;
  const added = <usize>load<u32>(p, Conv.ADDED);
  const floor: f32 = load<i32>(p, Conv.RELU) != 0 ? 0 : -Infinity;
  const ceiling = load<i32>(p, Conv.LIMITED) != 0 ? load<f32>(p, Conv.CEILING) : Infinity;
  for (let i = i0; i < min<i32>(oh, i0 + 4); i++) {
    for (let j = j0; j < min<i32>(ow, j0 + 4); j++) {
      const at = <usize>((s * oh + i) * ow + j) * pixel;
      const y = load<u32>(p, Conv.Y) + at;
      let c = c0;
      for (; c + 16 <= c1; c += 16) {
        let v = v128.load(y + c);
        if (added != 0) v = f32x4.add(v, v128.load(added + at + c));
        v128.store(y + c, f32x4.pmin(f32x4.pmax(v, f32x4.splat(floor)), f32x4.splat(ceiling)));
      }
      for (; c < c1; c += 4) {
        let v = load<f32>(y + c);
        if (added != 0) v += load<f32>(added + at + c);
        v = v < floor ? floor : v;
        store<f32>(y + c, v > ceiling ? ceiling : v);
      }
    }
  }
}

/** The row of V and M that tile (i, j) of the chunk's sample `s` takes, where tiles of several sizes are mixed. */
@inline
function rowOf(s: i32, i: i32, j: i32, rows: i32, columns: i32, wide: i32, low: i32, least: i32): i32 {
  if (i < rows) return j < columns ? wide + (s * rows + i) * columns + j : s * rows + i;
  return j < columns ? low + s * columns + j : least + s;
}

/**
 * Marks the pixels of the sample (rows y0 to below y1 of it) whose channels are all 0, and counts them; the padding around it was marked before. As long as
 * the count is 0 no window is empty, unless the padding itself has room for one: then the count starts at 1.
 */
function markEmpty(p: usize, x: usize, hp: i32, wp: i32, empty: usize, y0: i32, y1: i32): i32 {
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const bottom = top + load<i32>(p, Conv.H) * load<i32>(p, Conv.UP_H);
  const right = left + load<i32>(p, Conv.W) * load<i32>(p, Conv.UP_W);
  const side = load<i32>(p, Conv.KH);
  const far = max<i32>(
    max<i32>(top, left),
    max<i32>(load<i32>(p, Conv.OH) + side - 1 - bottom, load<i32>(p, Conv.OW) + side - 1 - right),
  );
  let count = <i32>(far >= side);
  const pixel = (<usize>load<i32>(p, Conv.CIN)) << 2;
  const j0 = max<i32>(0, left);
  const j1 = min<i32>(wp, right);
  for (let i = max<i32>(y0, top), i1 = min<i32>(min<i32>(hp, y1), bottom); i < i1; i++) {
    let at = x + <usize>(i * wp + j0) * pixel;
    for (let j = j0; j < j1; j++) {
      // The first 16 channels settle it for most pixels. Shifting the sign out makes -0 a zero too.
      const low = v128.or(v128.load(at), v128.load(at, 16));
      let any = v128.or(low, v128.or(v128.load(at, 32), v128.load(at, 48)));
      let isEmpty = !v128.any_true(i32x4.shl(any, 1));
      if (isEmpty) {
        for (let c: usize = 64; c < pixel; c += 16) any = v128.or(any, v128.load(at + c));
        isEmpty = !v128.any_true(i32x4.shl(any, 1));
        count += <i32>isEmpty;
      }
      store<u8>(empty + <usize>(i * wp + j), <u8>isEmpty);
      at += pixel;
    }
  }
  return count;
}

/**
 * Bit (4a + b) is set for output (a, b) whose whole window is 0. A direct convolution gives an exact 0 there (the background of a
 * picture, dead units); the transforms leave noise of either sign, with which relu would let the gradient through in half of such
 * places, so these outputs are set to 0.
 */
function silentOutputs(empty: usize, wp: i32, y: i32, x: i32, side: i32): u32 {
  let bits: u32 = 0;
  for (let a = 0; a < 4; a++) {
    for (let b = 0; b < 4; b++) {
      const at = empty + <usize>((y + a) * wp + x + b);
      if (isEmpty(at, <usize>wp, <usize>side)) bits |= (<u32>1) << (a * 4 + b);
    }
  }
  return bits;
}

/** Whether all of side x side marks at `at` are set. */
@inline
function isEmpty(at: usize, row: usize, side: usize): bool {
  for (let i: usize = 0; i < side; i++) {
    const all = load<u8>(at) & load<u8>(at, 1) & load<u8>(at, 2);
    if (all == 0 || (side == 5 && (load<u8>(at, 3) & load<u8>(at, 4)) == 0)) return false;
    at += row;
  }
  return true;
}
