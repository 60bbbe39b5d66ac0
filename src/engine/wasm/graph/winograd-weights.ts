/**
 * @file The weights of Winograd convolution: U = G g G', eight output channels at a time (winograd-pairs.ts says in what form V8
 * joins two vectors into one).
 */
import { PackWinograd } from '../generated/words';
import { g3columns, g3rows, g5columns, g5rows } from '../generated/winograd-transforms';
import { part, scratch } from './threads';
import { transpose4 } from './tiles';

/** Bytes from one point's weights to the next one's: an odd number of cache lines, or all 36 would share a few lines of L1. */
@inline
export function planeBytes(panels: i32, depth: i32): usize {
  return ((<usize>(panels * depth)) << 5) | 64;
}

/**
 * The weights are [side, side, cin, cout], side 3 or 5. Without `rotate` U is [points²][panels of cout][cin][8]; with it (input gradient)
 * taps are reversed and the roles of cin and cout exchanged. The depth of the panels is a multiple of 4.
 */
export function winogradWeights(p: usize, tid: i32, threads: i32): void {
  const to = <usize>load<u32>(p, PackWinograd.TO);
  const cin = load<i32>(p, PackWinograd.CIN);
  const cout = load<i32>(p, PackWinograd.COUT);
  const rotate = load<i32>(p, PackWinograd.ROTATE) != 0;
  const depth = rotate ? cout : cin;
  const columns = rotate ? cin : cout;
  const panels = (columns + 7) / 8;
  const plane = planeBytes(panels, depth);
  const side = load<i32>(p, PackWinograd.SIDE);
  const filter = <usize>(side * side * 32);
  const temp = scratch();
  const filters = temp + 64 * 32;
  const quarter = depth >> 2;
  const last = part(panels * quarter, tid + 1, threads, 1);
  for (let block = part(panels * quarter, tid, threads, 1); block < last; block++) {
    const panel = block / quarter;
    const k = (block - panel * quarter) << 2;
    gather(load<u32>(p, PackWinograd.WEIGHTS), side * side, cin, cout, rotate, columns, panel * 8, k, filters);
    for (let q: usize = 0; q < 4; q++) {
      const g = filters + q * filter;
      let at = to + ((<usize>(panel * depth + k + <i32>q)) << 5);
      // Columns of g: (points, side); then rows of that.
      if (side == 3) {
        for (let j: usize = 0; j < 3; j++) g3columns(g + (j << 5), 96, temp + (j << 5));
        for (let i: usize = 0; i < 6; i++) {
          g3rows(temp + i * 192, at, plane);
          at += 6 * plane;
        }
      } else {
        for (let j: usize = 0; j < 5; j++) g5columns(g + (j << 5), 160, temp + (j << 5));
        for (let i: usize = 0; i < 8; i++) {
          g5rows(temp + (i << 8), at, plane);
          at += 8 * plane;
        }
      }
    }
  }
}

/** Four filters [taps][8] to `to`: depth k to k + 3, eight columns from `column` on (0 past the last). */
function gather(
  w: usize,
  taps: i32,
  cin: i32,
  cout: i32,
  rotate: bool,
  columns: i32,
  column: i32,
  k: i32,
  to: usize,
): void {
  const filter = <usize>(taps * 32);
  const tapBytes = (<usize>(cin * cout)) << 2;
  const row = (<usize>cout) << 2;
  for (let tap = 0; tap < taps; tap++) {
    const from = w + <usize>(rotate ? taps - 1 - tap : tap) * tapBytes;
    const at = to + ((<usize>tap) << 5);
    if (column + 8 > columns) {
      for (let q = 0; q < 32; q++) {
        const c = column + (q & 7);
        const d = k + (q >> 3);
        let v: f32 = 0;
        if (c < columns) v = load<f32>(from + ((<usize>(rotate ? c * cout + d : d * cout + c)) << 2));
        store<f32>(at + <usize>(q >> 3) * filter + <usize>((q & 7) << 2), v);
      }
    } else if (rotate) {
      const f = from + <usize>column * row + ((<usize>k) << 2);
      transpose4(f, row, at, filter);
      transpose4(f + 4 * row, row, at + 16, filter);
    } else {
      const f = from + <usize>k * row + ((<usize>column) << 2);
      for (let q: usize = 0; q < 4; q++) {
        const low = v128.load(f + q * row);
        const high = v128.load(f + q * row, 16);
        v128.store(at + q * filter, high, 16);
        v128.store(at + q * filter, low);
      }
    }
  }
}
