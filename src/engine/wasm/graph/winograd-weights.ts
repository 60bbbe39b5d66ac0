/**
 * @file The weights of Winograd convolution: U = G g G', eight output channels at a time (winograd-pairs.ts says in what form V8
 * joins two vectors into one).
 */
import { PackWinograd } from '../generated/words';
import { madd } from '../shared/simd';
import { part, scratch } from './threads';
import { transpose4 } from './tiles';

/** Bytes from one point's weights to the next one's: an odd number of cache lines, or all 36 would share a few lines of L1. */
@inline
export function planeBytes(panels: i32, depth: i32): usize {
  return ((<usize>(panels * depth)) << 5) | 64;
}

/**
 * The weights are [3, 3, cin, cout]. Without `rotate` U is [36][panels of cout][cin][8]; with it (input gradient) taps are reversed
 * and the roles of cin and cout exchanged. The depth of the panels is a multiple of 4.
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
  const temp = scratch();
  const filters = temp + 18 * 32;
  const quarter = depth >> 2;
  const last = part(panels * quarter, tid + 1, threads, 1);
  for (let block = part(panels * quarter, tid, threads, 1); block < last; block++) {
    const panel = block / quarter;
    const k = (block - panel * quarter) << 2;
    gather(load<u32>(p, PackWinograd.WEIGHTS), cin, cout, rotate, columns, panel * 8, k, filters);
    for (let q = 0; q < 4; q++) {
      const g = filters + <usize>(q * 288);
      const at = to + ((<usize>(panel * depth + k + q)) << 5);
      // Columns of g: (6, 3); then rows of that.
      for (let j: usize = 0; j < 3; j++) g4columns(g + (j << 5), temp + (j << 5));
      for (let i = 0; i < 6; i++) g4rows(temp + <usize>(i * 96), at + <usize>(i * 6) * plane, plane);
    }
  }
}

/** Four filters [9][8] to `to`: depth k to k + 3, eight columns from `column` on (0 past the last). */
function gather(w: usize, cin: i32, cout: i32, rotate: bool, columns: i32, column: i32, k: i32, to: usize): void {
  const tapBytes = (<usize>(cin * cout)) << 2;
  const row = (<usize>cout) << 2;
  for (let tap = 0; tap < 9; tap++) {
    const from = w + <usize>(rotate ? 8 - tap : tap) * tapBytes;
    const at = to + ((<usize>tap) << 5);
    if (column + 8 > columns) {
      for (let q = 0; q < 32; q++) {
        const c = column + (q & 7);
        const d = k + (q >> 3);
        let v: f32 = 0;
        if (c < columns) v = load<f32>(from + ((<usize>(rotate ? c * cout + d : d * cout + c)) << 2));
        store<f32>(at + <usize>((q >> 3) * 288 + ((q & 7) << 2)), v);
      }
    } else if (rotate) {
      const f = from + <usize>column * row + ((<usize>k) << 2);
      transpose4(f, row, at, 288);
      transpose4(f + 4 * row, row, at + 16, 288);
    } else {
      const f = from + <usize>k * row + ((<usize>column) << 2);
      for (let q: usize = 0; q < 4; q++) {
        const low = v128.load(f + q * row);
        const high = v128.load(f + q * row, 16);
        v128.store(at + q * 288, high, 16);
        v128.store(at + q * 288, low);
      }
    }
  }
}

/** Three values, 96 bytes apart, times G of F(4x4): six, 96 bytes apart. */
@inline
function g4columns(from: usize, to: usize): void {
  const ua = v128.load(from);
  const ub = v128.load(from, 16);
  const va = v128.load(from, 96);
  const vb = v128.load(from, 112);
  const wa = v128.load(from, 192);
  const wb = v128.load(from, 208);
  const sixth = f32x4.splat(-1.0 / 6.0);
  const fine = f32x4.splat(1.0 / 24.0);
  const suma = f32x4.add(ua, wa);
  const sumb = f32x4.add(ub, wb);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), ub), 16);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), ua));
  v128.store(to, f32x4.mul(sixth, f32x4.add(sumb, vb)), 112);
  v128.store(to, f32x4.mul(sixth, f32x4.add(suma, va)), 96);
  v128.store(to, f32x4.mul(sixth, f32x4.sub(sumb, vb)), 208);
  v128.store(to, f32x4.mul(sixth, f32x4.sub(suma, va)), 192);
  const fara = madd<f32>(f32x4.splat(4), wa, ua);
  const farb = madd<f32>(f32x4.splat(4), wb, ub);
  const twoa = f32x4.add(va, va);
  const twob = f32x4.add(vb, vb);
  v128.store(to, f32x4.mul(fine, f32x4.add(farb, twob)), 304);
  v128.store(to, f32x4.mul(fine, f32x4.add(fara, twoa)), 288);
  v128.store(to, f32x4.mul(fine, f32x4.sub(farb, twob)), 400);
  v128.store(to, f32x4.mul(fine, f32x4.sub(fara, twoa)), 384);
  v128.store(to, wb, 496);
  v128.store(to, wa, 480);
}

/** The same from values 32 bytes apart; results `step` bytes apart. */
@inline
function g4rows(from: usize, to: usize, step: usize): void {
  const ua = v128.load(from);
  const ub = v128.load(from, 16);
  const va = v128.load(from, 32);
  const vb = v128.load(from, 48);
  const wa = v128.load(from, 64);
  const wb = v128.load(from, 80);
  const sixth = f32x4.splat(-1.0 / 6.0);
  const fine = f32x4.splat(1.0 / 24.0);
  const suma = f32x4.add(ua, wa);
  const sumb = f32x4.add(ub, wb);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), ub), 16);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), ua));
  v128.store(to + step, f32x4.mul(sixth, f32x4.add(sumb, vb)), 16);
  v128.store(to + step, f32x4.mul(sixth, f32x4.add(suma, va)));
  v128.store(to + 2 * step, f32x4.mul(sixth, f32x4.sub(sumb, vb)), 16);
  v128.store(to + 2 * step, f32x4.mul(sixth, f32x4.sub(suma, va)));
  const fara = madd<f32>(f32x4.splat(4), wa, ua);
  const farb = madd<f32>(f32x4.splat(4), wb, ub);
  const twoa = f32x4.add(va, va);
  const twob = f32x4.add(vb, vb);
  v128.store(to + 3 * step, f32x4.mul(fine, f32x4.add(farb, twob)), 16);
  v128.store(to + 3 * step, f32x4.mul(fine, f32x4.add(fara, twoa)));
  v128.store(to + 4 * step, f32x4.mul(fine, f32x4.sub(farb, twob)), 16);
  v128.store(to + 4 * step, f32x4.mul(fine, f32x4.sub(fara, twoa)));
  v128.store(to + 5 * step, wb, 16);
  v128.store(to + 5 * step, wa);
}
