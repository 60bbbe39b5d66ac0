/**
 * @file Pooling that stands alone, forward: any window, stride, dilation and padding, NHWC. As in a depthwise convolution each pixel has
 * a list of the cells under its window, made anew only where the map's edge cuts it, and its channels walk that list. A piece is a
 * run of rows. Words are those of a convolution, where they share a meaning; cin is the number of channels.
 */
import { Conv } from '../generated/words';
import { part, scratch } from './threads';

/** y = the largest cell of each window; padding counts as -Infinity. */
export function maxPool(p: usize, piece: i32, pieces: i32): void {
  forward(p, piece, pieces, true);
}

/** y = the mean (or sum) of the window's real cells. */
export function avgPool(p: usize, piece: i32, pieces: i32): void {
  forward(p, piece, pieces, false);
}

function forward(p: usize, piece: i32, pieces: i32, isMax: bool): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const dh = load<i32>(p, Conv.DILATION_H);
  const dw = load<i32>(p, Conv.DILATION_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const left = load<i32>(p, Conv.LEFT);
  const divide = load<i32>(p, Conv.DIVIDE) != 0;
  const pixel = (<usize>load<i32>(p, Conv.CIN)) << 2;
  const stepX = (<usize>load<i32>(p, Conv.LDX)) << 2;
  const stepY = (<usize>load<i32>(p, Conv.LDY)) << 2;
  const list = scratch();
  const rows = load<i32>(p, Conv.N) * oh;
  const last = part(rows, piece + 1, pieces, 1);
  for (let row = part(rows, piece, pieces, 1); row < last; row++) {
    const s = row / oh;
    const y0 = (row - s * oh) * load<i32>(p, Conv.STRIDE_H) - load<i32>(p, Conv.TOP);
    let to = <usize>load<u32>(p, Conv.Y) + <usize>(row * ow) * stepY;
    let end = list;
    let scale: f32 = 1;
    let isListed = false;
    for (let j = 0; j < ow; j++) {
      const x0 = j * sw - left;
      const isInside = x0 >= 0 && x0 + (kw - 1) * dw < w;
      if (!isInside || !isListed) {
        end = list;
        for (let a = 0; a < kh; a++) {
          const y = y0 + a * dh;
          if (y < 0 || y >= h) continue;
          for (let b = 0; b < kw; b++) {
            const x = x0 + b * dw;
            if (x < 0 || x >= w) continue;
            store<u32>(end, <u32>(<usize>(a * dh * w + b * dw) * stepX));
            end += 4;
          }
        }
        isListed = isInside;
        const real = <i32>((end - list) >> 2);
        scale = divide ? (real > 0 ? <f32>1 / <f32>real : 0) : 1;
      }
      // May lie before the sample where the window sticks out; the listed cells do not.
      const from = load<u32>(p, Conv.X) + <usize>((s * h + y0) * w + x0) * stepX;
      if (isMax) largest(from, list, end, to, pixel);
      else mean(from, list, end, to, pixel, scale);
      to += stepY;
    }
  }
}

/** A cell that is larger, or NaN, takes the place. */
@inline
function larger(v: v128, q: v128): v128 {
  return v128.bitselect(q, v, v128.or(f32x4.gt(q, v), f32x4.ne(q, q)));
}

function largest(from: usize, list: usize, end: usize, to: usize, pixel: usize): void {
  let k: usize = 0;
  for (; k + 64 <= pixel; k += 64) {
    const x = from + k;
    let c0 = f32x4.splat(-Infinity);
    let c1 = f32x4.splat(-Infinity);
    let c2 = f32x4.splat(-Infinity);
    let c3 = f32x4.splat(-Infinity);
    for (let at = list; at < end; at += 4) {
      const q = x + load<u32>(at);
      c0 = larger(c0, v128.load(q));
      c1 = larger(c1, v128.load(q, 16));
      c2 = larger(c2, v128.load(q, 32));
      c3 = larger(c3, v128.load(q, 48));
    }
    const y = to + k;
    v128.store(y, c1, 16);
    v128.store(y, c0);
    v128.store(y, c3, 48);
    v128.store(y, c2, 32);
  }
  for (; k + 16 <= pixel; k += 16) {
    let c0 = f32x4.splat(-Infinity);
    for (let at = list; at < end; at += 4) c0 = larger(c0, v128.load(from + k + load<u32>(at)));
    v128.store(to + k, c0);
  }
  for (; k < pixel; k += 4) {
    let best: f32 = -Infinity;
    for (let at = list; at < end; at += 4) {
      const v = load<f32>(from + k + load<u32>(at));
      if (v > best || v != v) best = v;
    }
    store<f32>(to + k, best);
  }
}

function mean(from: usize, list: usize, end: usize, to: usize, pixel: usize, scale: f32): void {
  let k: usize = 0;
  for (; k + 64 <= pixel; k += 64) {
    const x = from + k;
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let c2 = f32x4.splat(0);
    let c3 = f32x4.splat(0);
    for (let at = list; at < end; at += 4) {
      const q = x + load<u32>(at);
      c0 = f32x4.add(c0, v128.load(q));
      c1 = f32x4.add(c1, v128.load(q, 16));
      c2 = f32x4.add(c2, v128.load(q, 32));
      c3 = f32x4.add(c3, v128.load(q, 48));
    }
    const y = to + k;
    const by = f32x4.splat(scale);
    v128.store(y, f32x4.mul(c1, by), 16);
    v128.store(y, f32x4.mul(c0, by));
    v128.store(y, f32x4.mul(c3, by), 48);
    v128.store(y, f32x4.mul(c2, by), 32);
  }
  for (; k + 16 <= pixel; k += 16) {
    let c0 = f32x4.splat(0);
    for (let at = list; at < end; at += 4) c0 = f32x4.add(c0, v128.load(from + k + load<u32>(at)));
    v128.store(to + k, f32x4.mul(c0, f32x4.splat(scale)));
  }
  for (; k < pixel; k += 4) {
    let sum: f32 = 0;
    for (let at = list; at < end; at += 4) sum += load<f32>(from + k + load<u32>(at));
    store<f32>(to + k, sum * scale);
  }
}
