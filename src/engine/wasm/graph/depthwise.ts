/**
 * @file Depthwise convolution, NHWC: one filter for each channel, any kernel, stride, dilation and padding, with bias and relu, and its
 * two gradients. There is no product to gain from, so memory is what counts: nothing is copied or packed. Each pixel has a list
 * of the cells under its window (byte offsets of cell and weights), made anew only where the picture's edge cuts the window, and
 * its channels walk that list. Words are those of the forward convolution, for the gradients too. A piece is a run of rows.
 */
import { Control, Conv } from '../generated/words';
import { madd, zero } from '../shared/simd';
import { part, scratch } from './threads';

/** Y = X * W + BIAS, relu, at most CEILING. */
export function depthwise(p: usize, piece: i32, pieces: i32): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const c = load<i32>(p, Conv.CIN);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sh = load<i32>(p, Conv.STRIDE_H);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const dh = load<i32>(p, Conv.DILATION_H);
  const dw = load<i32>(p, Conv.DILATION_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const weights = <usize>load<u32>(p, Conv.WEIGHTS);
  const bias = <usize>load<u32>(p, Conv.BIAS);
  const pixel = (<usize>c) << 2;
  const numbers = scratch();
  store<f32>(numbers, load<i32>(p, Conv.RELU) != 0 ? 0 : -Infinity);
  store<f32>(numbers, load<i32>(p, Conv.LIMITED) != 0 ? load<f32>(p, Conv.CEILING) : Infinity, 4);
  const list = numbers + 64;
  const rows = load<i32>(p, Conv.N) * oh;
  const last = part(rows, piece + 1, pieces, 1);
  for (let row = part(rows, piece, pieces, 1); row < last; row++) {
    const s = row / oh;
    const y0 = (row - s * oh) * sh - top;
    let to = <usize>load<u32>(p, Conv.Y) + <usize>(row * ow) * pixel;
    let end = list;
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
            store<u32>(end, <u32>(<usize>(a * dh * w + b * dw) * pixel));
            store<u32>(end, <u32>(<usize>(a * kw + b) * pixel), 4);
            end += 8;
          }
        }
        isListed = isInside;
      }
      // May lie before the sample where the window sticks out; the listed cells do not.
      const from = load<u32>(p, Conv.X) + <usize>((s * h + y0) * w + x0) * pixel;
      gather(from, weights, list, end, bias, to, pixel, numbers);
      to += pixel;
    }
  }
}

/** Y (towards x) from DY: each cell gathers the outputs whose windows it is under. */
export function depthwiseInputGrad(p: usize, piece: i32, pieces: i32): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const c = load<i32>(p, Conv.CIN);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sh = load<i32>(p, Conv.STRIDE_H);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const dh = load<i32>(p, Conv.DILATION_H);
  const dw = load<i32>(p, Conv.DILATION_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const weights = <usize>load<u32>(p, Conv.WEIGHTS);
  const pixel = (<usize>c) << 2;
  const numbers = scratch();
  store<f32>(numbers, -Infinity);
  store<f32>(numbers, Infinity, 4);
  const list = numbers + 64;
  const rows = load<i32>(p, Conv.N) * h;
  const last = part(rows, piece + 1, pieces, 1);
  for (let row = part(rows, piece, pieces, 1); row < last; row++) {
    const s = row / h;
    const y0 = row - s * h + top;
    const line = load<u32>(p, Conv.DY) + <usize>(s * oh * ow) * pixel;
    const y = <usize>load<u32>(p, Conv.Y) + <usize>(row * w) * pixel;
    // Columns of one phase of the stride stand under the same taps.
    for (let phase = 0; phase < sw; phase++) {
      let end = list;
      let isListed = false;
      for (let j = phase; j < w; j += sw) {
        const x0 = j + left;
        const first = x0 / sw;
        const isInside = x0 >= (kw - 1) * dw && first < ow;
        if (!isInside || !isListed) {
          end = list;
          for (let a = 0; a < kh; a++) {
            const v = y0 - a * dh;
            const i = v / sh;
            if (v < 0 || i * sh != v || i >= oh) continue;
            for (let b = 0; b < kw; b++) {
              const u = x0 - b * dw;
              const q = u / sw;
              if (u < 0 || q * sw != u || q >= ow) continue;
              store<u32>(end, <u32>(<usize>(i * ow + q - first) * pixel));
              store<u32>(end, <u32>(<usize>(a * kw + b) * pixel), 4);
              end += 8;
            }
          }
          isListed = isInside;
        }
        gather(line + <usize>first * pixel, weights, list, end, 0, y + <usize>j * pixel, pixel, numbers);
      }
    }
  }
}

/**
 * All channels of one pixel (`pixel` bytes): bias + the listed cells times their weights, between the two numbers at `limits` (as
 * vectors handed in they make V8's joining of vectors fail with a fatal error).
 */
function gather(
  from: usize,
  weights: usize,
  list: usize,
  end: usize,
  bias: usize,
  to: usize,
  pixel: usize,
  limits: usize,
): void {
  const floor = v128.load32_splat(limits);
  const ceiling = v128.load32_splat(limits, 4);
  let k: usize = 0;
  for (; k + 128 <= pixel; k += 128) {
    const x = from + k;
    const w = weights + k;
    const start = bias != 0 ? bias + k : Control.ZEROS;
    const more = bias != 0 ? start + 64 : Control.ZEROS;
    let c0 = v128.load(start);
    let c1 = v128.load(start, 16);
    let c2 = v128.load(start, 32);
    let c3 = v128.load(start, 48);
    let c4 = v128.load(more);
    let c5 = v128.load(more, 16);
    let c6 = v128.load(more, 32);
    let c7 = v128.load(more, 48);
    for (let at = list; at < end; at += 8) {
      const q = x + load<u32>(at);
      const v = w + load<u32>(at, 4);
      c0 = madd<f32>(v128.load(q), v128.load(v), c0);
      c1 = madd<f32>(v128.load(q, 16), v128.load(v, 16), c1);
      c2 = madd<f32>(v128.load(q, 32), v128.load(v, 32), c2);
      c3 = madd<f32>(v128.load(q, 48), v128.load(v, 48), c3);
      c4 = madd<f32>(v128.load(q, 64), v128.load(v, 64), c4);
      c5 = madd<f32>(v128.load(q, 80), v128.load(v, 80), c5);
      c6 = madd<f32>(v128.load(q, 96), v128.load(v, 96), c6);
      c7 = madd<f32>(v128.load(q, 112), v128.load(v, 112), c7);
    }
    const y = to + k;
    v128.store(y, f32x4.pmin(f32x4.pmax(c1, floor), ceiling), 16);
    v128.store(y, f32x4.pmin(f32x4.pmax(c0, floor), ceiling));
    v128.store(y, f32x4.pmin(f32x4.pmax(c3, floor), ceiling), 48);
    v128.store(y, f32x4.pmin(f32x4.pmax(c2, floor), ceiling), 32);
    v128.store(y, f32x4.pmin(f32x4.pmax(c5, floor), ceiling), 80);
    v128.store(y, f32x4.pmin(f32x4.pmax(c4, floor), ceiling), 64);
    v128.store(y, f32x4.pmin(f32x4.pmax(c7, floor), ceiling), 112);
    v128.store(y, f32x4.pmin(f32x4.pmax(c6, floor), ceiling), 96);
  }
  if (pixel >= 32) {
    // The last eight channels may be done twice over.
    for (; k < pixel; k += 32) {
      const o = min<usize>(k, pixel - 32);
      const x = from + o;
      const w = weights + o;
      const start = bias != 0 ? bias + o : Control.ZEROS;
      let c0 = v128.load(start);
      let c1 = v128.load(start, 16);
      for (let at = list; at < end; at += 8) {
        const q = x + load<u32>(at);
        const v = w + load<u32>(at, 4);
        c0 = madd<f32>(v128.load(q), v128.load(v), c0);
        c1 = madd<f32>(v128.load(q, 16), v128.load(v, 16), c1);
      }
      const y = to + o;
      v128.store(y, f32x4.pmin(f32x4.pmax(c1, floor), ceiling), 16);
      v128.store(y, f32x4.pmin(f32x4.pmax(c0, floor), ceiling));
    }
    return;
  }
  const least = load<f32>(limits);
  const most = load<f32>(limits, 4);
  for (; k < pixel; k += 4) {
    let sum: f32 = bias != 0 ? load<f32>(bias + k) : 0;
    for (let at = list; at < end; at += 8) {
      sum += load<f32>(from + k + load<u32>(at)) * load<f32>(weights + k + load<u32>(at, 4));
    }
    sum = sum < least ? least : sum;
    store<f32>(to + k, sum > most ? most : sum);
  }
}

/** The gradient towards the kernel: a piece's block is [kh, kw, c]. */
export function depthwiseFilterGrad(p: usize, piece: i32, pieces: i32): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const c = load<i32>(p, Conv.CIN);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const dw = load<i32>(p, Conv.DILATION_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const left = load<i32>(p, Conv.LEFT);
  const pixel = (<usize>c) << 2;
  const step = <usize>sw * pixel;
  const out = <usize>load<u32>(p, Conv.PART) + <usize>piece * load<u32>(p, Conv.PART_STRIDE);
  zero(out, <usize>(kh * kw) * pixel);
  const rows = load<i32>(p, Conv.N) * oh;
  const last = part(rows, piece + 1, pieces, 1);
  for (let row = part(rows, piece, pieces, 1); row < last; row++) {
    const s = row / oh;
    const y0 = (row - s * oh) * load<i32>(p, Conv.STRIDE_H) - load<i32>(p, Conv.TOP);
    const dy = load<u32>(p, Conv.DY) + <usize>(row * ow) * pixel;
    for (let a = 0; a < kh; a++) {
      const y = y0 + a * load<i32>(p, Conv.DILATION_H);
      if (y < 0 || y >= h) continue;
      const line = load<u32>(p, Conv.X) + <usize>((s * h + y) * w) * pixel;
      for (let b = 0; b < kw; b++) {
        const x0 = b * dw - left;
        const j0 = x0 < 0 ? (sw - 1 - x0) / sw : 0;
        const j1 = x0 < w ? min<i32>(ow, (w - 1 - x0) / sw + 1) : 0;
        if (j0 >= j1) continue;
        const x = line + <usize>(j0 * sw + x0) * pixel;
        tap(x, step, dy + <usize>j0 * pixel, j1 - j0, pixel, out + <usize>(a * kw + b) * pixel);
      }
    }
  }
}

/** acc[channels] += x * dy over `count` pixels of a row; x's are `step` bytes apart, dy's `pixel`. */
function tap(x: usize, step: usize, dy: usize, count: i32, pixel: usize, acc: usize): void {
  const last = dy + <usize>count * pixel;
  let k: usize = 0;
  for (; k + 128 <= pixel; k += 128) {
    const to = acc + k;
    let c0 = v128.load(to);
    let c1 = v128.load(to, 16);
    let c2 = v128.load(to, 32);
    let c3 = v128.load(to, 48);
    let c4 = v128.load(to, 64);
    let c5 = v128.load(to, 80);
    let c6 = v128.load(to, 96);
    let c7 = v128.load(to, 112);
    let q = x + k;
    const end = last + k;
    for (let v = dy + k; v < end; v += pixel) {
      c0 = madd<f32>(v128.load(q), v128.load(v), c0);
      c1 = madd<f32>(v128.load(q, 16), v128.load(v, 16), c1);
      c2 = madd<f32>(v128.load(q, 32), v128.load(v, 32), c2);
      c3 = madd<f32>(v128.load(q, 48), v128.load(v, 48), c3);
      c4 = madd<f32>(v128.load(q, 64), v128.load(v, 64), c4);
      c5 = madd<f32>(v128.load(q, 80), v128.load(v, 80), c5);
      c6 = madd<f32>(v128.load(q, 96), v128.load(v, 96), c6);
      c7 = madd<f32>(v128.load(q, 112), v128.load(v, 112), c7);
      q += step;
    }
    v128.store(to, c1, 16);
    v128.store(to, c0);
    v128.store(to, c3, 48);
    v128.store(to, c2, 32);
    v128.store(to, c5, 80);
    v128.store(to, c4, 64);
    v128.store(to, c7, 112);
    v128.store(to, c6, 96);
  }
  for (; k + 32 <= pixel; k += 32) {
    const to = acc + k;
    let c0 = v128.load(to);
    let c1 = v128.load(to, 16);
    let q = x + k;
    const end = last + k;
    for (let v = dy + k; v < end; v += pixel) {
      c0 = madd<f32>(v128.load(q), v128.load(v), c0);
      c1 = madd<f32>(v128.load(q, 16), v128.load(v, 16), c1);
      q += step;
    }
    v128.store(to, c1, 16);
    v128.store(to, c0);
  }
  for (; k < pixel; k += 4) {
    let sum = load<f32>(acc + k);
    let q = x + k;
    const end = last + k;
    for (let v = dy + k; v < end; v += pixel) {
      sum += load<f32>(q) * load<f32>(v);
      q += step;
    }
    store<f32>(acc + k, sum);
  }
}
