/**
 * @file The gradient towards 3x3 and 5x5 kernels by Winograd: dg = G' [sum over tiles of (B' d B) * (A dy A')] G, the forward formula of
 * winograd.ts with input and output exchanged, so 36 (64) products per tile of 16 outputs where the direct form needs 144 (400). A chunk of tiles
 * at a time: V[36][tiles][cin] of the input, M[36][tiles][cout] of the gradient, and at each point U[cin][cout] += V' * M (across.ts).
 * Outputs past the map's edge count as gradients of 0.
 */
import * as A from './conv-args';
import {
  dg4columns,
  dg4rows,
  dg8columns,
  dg8rows,
  dy8columns,
  dy8rows,
  dy4columns,
  dy4rows,
} from '../generated/winograd-transforms';
import { Conv } from '../generated/words';
import { across } from './across';
import { zero } from '../shared/simd';
import { part, scratch } from './threads';
import { TILE_BYTES } from './tiles';
import { inputEights, inputPairs, writeNumbers } from './winograd-pairs';

/** Bytes of V and M that a chunk of tiles may take: they should stay in L2 beside U. */
const CHUNK_BYTES: i32 = 512 << 10;

/** Tiles of a chunk: enough that loading and storing sums costs little, in L2 where channels are few. */
@inline
function gradChunk(channels: i32, planes: i32): i32 {
  return max<i32>(32, min<i32>(96, CHUNK_BYTES / (4 * planes * channels)));
}

/**
 * Args in conv-args.ts with DY, PART. A piece is a run of samples, of channels in (ROW_PIECES: a multiple of 4 and at least 16) and of
 * channels out (at least 8); each run of samples has a block [side, side, cin, cout] of its own.
 */
export function winogradFilterGrad(p: usize, piece: i32, pieces: i32): void {
  const samplePieces = load<i32>(p, Conv.SAMPLE_PIECES);
  const inPieces = load<i32>(p, Conv.ROW_PIECES);
  const outPieces = pieces / (samplePieces * inPieces);
  const samplePiece = piece / (inPieces * outPieces);
  const inPiece = (piece / outPieces) % inPieces;
  const outPiece = piece % outPieces;
  const n = load<i32>(p, Conv.N);
  const n0 = part(n, samplePiece, samplePieces, 1);
  const n1 = part(n, samplePiece + 1, samplePieces, 1);
  const allIn = load<i32>(p, Conv.CIN);
  const allOut = load<i32>(p, Conv.COUT);
  const side = load<i32>(p, Conv.KH);
  const block = <usize>load<u32>(p, Conv.PART) + <usize>samplePiece * load<u32>(p, Conv.PART_STRIDE);
  if (n0 >= n1) {
    zero(block, (<usize>(side * side * allIn * allOut)) << 2);
    return;
  }
  const in0 = part(allIn, inPiece, inPieces, 16);
  const out0 = part(allOut, outPiece, outPieces, 16);
  const cin = part(allIn, inPiece + 1, inPieces, 16) - in0;
  const cout = part(allOut, outPiece + 1, outPieces, 16) - out0;
  if (cin <= 0 || cout <= 0) return;
  const inBytes = (<usize>cin) << 2;
  const outBytes = (<usize>cout) << 2;
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const points = <usize>(side + 3);
  const planes = points * points;
  const th = (oh + 3) / 4;
  const tw = (ow + 3) / 4;
  const hp = th * 4 + side - 1;
  const wp = tw * 4 + side - 1;
  const pixel = (<usize>allIn) << 2;
  const row = <usize>wp * pixel;
  const dyPixel = (<usize>allOut) << 2;
  const perSample = th * tw;
  const chunk = gradChunk(cin + cout, <i32>planes);
  // Rows of M and U: whole vectors of eight.
  const mRow = (<usize>((cout + 7) >> 3)) << 5;

  const temp = scratch();
  const transform = (temp + TILE_BYTES + 63) & ~63;
  const numbers = transform + 64 * 32;
  writeNumbers(numbers, false);
  const padded = numbers + 64;
  // Where the map is not whole tiles: one of the gradient's tiles, with its outputs past the edge.
  const edge = (padded + <usize>hp * row + 63) & ~63;
  const v = (edge + 16 * dyPixel + 127) & ~63;
  // Planes an odd number of cache lines apart: at a power of two all 36 would share a few lines of L1.
  const vPlane = ((((<usize>(chunk * cin)) << 2) + 63) & ~63) | 64;
  const m = v + planes * vPlane;
  const mPlane = ((<usize>chunk * mRow + 63) & ~63) | 64;
  const u = m + planes * mPlane;
  const uPlane = ((<usize>cin * mRow + 63) & ~63) | 64;

  const all = (n1 - n0) * perSample;
  let filled = -1;
  for (let first = 0; first < all; first += chunk) {
    const taken = min<i32>(chunk, all - first);
    for (let k = 0; k < taken; k++) {
      const s = (first + k) / perSample;
      const tile = first + k - s * perSample;
      const i = (tile / tw) * 4;
      const j = (tile - (tile / tw) * tw) * 4;
      if (s != filled) {
        A.fillPadded(p, n0 + s, padded, hp, wp, filled < 0);
        filled = s;
      }
      const from = padded + <usize>(i * wp + j) * pixel + ((<usize>in0) << 2);
      const to = v + <usize>k * inBytes;
      if (side == 3) inputPairs(from, pixel, inBytes, row, to, vPlane, transform, numbers, false, false);
      else inputEights(from, pixel, inBytes, row, to, vPlane, transform, numbers);
      let dy = load<u32>(p, Conv.DY) + <usize>(((n0 + s) * oh + i) * ow + j) * dyPixel;
      let dyRow = <usize>ow * dyPixel;
      if (i + 4 > oh || j + 4 > ow) {
        cut(dy, dyRow, min<i32>(4, oh - i), <usize>min<i32>(4, ow - j) * dyPixel, edge, 4 * dyPixel);
        dy = edge;
        dyRow = 4 * dyPixel;
      }
      dy += (<usize>out0) << 2;
      gradientPairs(dy, dyPixel, outBytes, dyRow, points, m + <usize>k * mRow, mPlane, transform, numbers);
    }
    for (let x: usize = 0; x < planes; x++) {
      const a = v + x * vPlane;
      across(a, inBytes, cin, 1, taken, 0, m + x * mPlane, mRow, cout, u + x * uPlane, mRow, first == 0, temp);
    }
  }
  // Back to the taps, eight channels out at a time (the last eight may be done twice over).
  const tap = <usize>allIn * dyPixel;
  const out = block + <usize>in0 * dyPixel + ((<usize>out0) << 2);
  for (let ci: usize = 0; ci < <usize>cin; ci++) {
    for (let c: usize = 0; c < outBytes; c += 32) {
      const at = min<usize>(c, outBytes - 32);
      const from = u + ci * mRow + at;
      const to = out + ci * dyPixel + at;
      if (side == 3) {
        for (let j: usize = 0; j < 6; j++) dg4columns(from + j * uPlane, 6 * uPlane, transform + (j << 5));
        for (let i: usize = 0; i < 3; i++) dg4rows(transform + i * 192, to + 3 * i * tap, tap);
      } else {
        for (let j: usize = 0; j < 8; j++) dg8columns(from + j * uPlane, 8 * uPlane, transform + (j << 5));
        for (let i: usize = 0; i < 5; i++) dg8rows(transform + (i << 8), to + 5 * i * tap, tap);
      }
    }
  }
}

/**
 * A dy A' for F(4x4) of 6 or 8 `points` an axis, `bytes` of channels (at least 32; the last eight may be done twice over) of pixels `pixel`
 * bytes apart, through `temp` (64 * 32 bytes).
 */
function gradientPairs(
  from: usize,
  pixel: usize,
  bytes: usize,
  row: usize,
  points: usize,
  to: usize,
  plane: usize,
  temp: usize,
  numbers: usize,
): void {
  for (let c: usize = 0; c < bytes; c += 32) {
    const at = min<usize>(c, bytes - 32);
    const f = from + at;
    let t = to + at;
    if (points == 6) {
      for (let j: usize = 0; j < 4; j++) dy4columns(f + j * pixel, row, temp + (j << 5), numbers);
      for (let i: usize = 0; i < 6; i++) {
        dy4rows(temp + i * 192, t, plane, numbers);
        t += 6 * plane;
      }
    } else {
      for (let j: usize = 0; j < 4; j++) dy8columns(f + j * pixel, row, temp + (j << 5), numbers);
      for (let i: usize = 0; i < 8; i++) {
        dy8rows(temp + (i << 8), t, plane, numbers);
        t += 8 * plane;
      }
    }
  }
}

/** Copies `rows` rows of `bytes` bytes into a tile of four rows, zeros around them. */
function cut(from: usize, step: usize, rows: i32, bytes: usize, to: usize, toStep: usize): void {
  zero(to, 4 * toStep);
  for (let i = 0; i < rows; i++) memory.copy(to + <usize>i * toStep, from + <usize>i * step, bytes);
}
