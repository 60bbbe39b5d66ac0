/**
 * @file 3x3 convolution of a picture with one channel, stride 1: the nine weights of four output channels stay in registers and
 * a block of 2x2 outputs is computed from its 4x4 pixels, pooled at once where a 2x2 max-pooling follows.
 */
import { pool4 } from './conv';
import { PANEL } from './micro';
import { madd } from './simd';

/**
 * One sample. `x`: padded picture, rows `pitch` bytes apart; `oh`, `ow` even (or pooled, where a last odd row or column is
 * dropped); b: packed panels [cout / 16][9][16]; `y`: the sample's output, `cout` a multiple of 4; `argmax` may be 0.
 */
export function convOneChannel(
  x: usize,
  pitch: usize,
  oh: i32,
  ow: i32,
  b: usize,
  cout: i32,
  bias: usize,
  relu: bool,
  pooled: bool,
  y: usize,
  argmax: usize,
): void {
  const pixel = <usize>cout << 2;
  const rowBytes = <usize>ow * pixel;
  const zero = f32x4.splat(0);
  for (let ch: usize = 0; ch < <usize>cout; ch += 4) {
    const w = b + (ch >> 4) * (9 * PANEL) + ((ch & 12) << 2);
    const w0 = v128.load(w, 0);
    const w1 = v128.load(w, 64);
    const w2 = v128.load(w, 128);
    const w3 = v128.load(w, 192);
    const w4 = v128.load(w, 256);
    const w5 = v128.load(w, 320);
    const w6 = v128.load(w, 384);
    const w7 = v128.load(w, 448);
    const w8 = v128.load(w, 512);
    const biasAt = bias != 0 ? bias + (ch << 2) : 0;
    let to = y + (ch << 2);
    let argTo = argmax != 0 ? argmax + ch : 0;
    for (let i = 0; i + 2 <= oh; i += 2) {
      let p0 = x + <usize>i * pitch;
      let p1 = p0 + pitch;
      let p2 = p1 + pitch;
      let p3 = p2 + pitch;
      for (let j = 0; j + 2 <= ow; j += 2) {
        let c00 = zero;
        let c01 = zero;
        let c10 = zero;
        let c11 = zero;
        let a: v128;
        a = v128.load32_splat(p0, 0);
        c00 = madd<f32>(a, w0, c00);
        a = v128.load32_splat(p0, 4);
        c00 = madd<f32>(a, w1, c00);
        c01 = madd<f32>(a, w0, c01);
        a = v128.load32_splat(p0, 8);
        c00 = madd<f32>(a, w2, c00);
        c01 = madd<f32>(a, w1, c01);
        a = v128.load32_splat(p0, 12);
        c01 = madd<f32>(a, w2, c01);
        a = v128.load32_splat(p1, 0);
        c00 = madd<f32>(a, w3, c00);
        c10 = madd<f32>(a, w0, c10);
        a = v128.load32_splat(p1, 4);
        c00 = madd<f32>(a, w4, c00);
        c01 = madd<f32>(a, w3, c01);
        c10 = madd<f32>(a, w1, c10);
        c11 = madd<f32>(a, w0, c11);
        a = v128.load32_splat(p1, 8);
        c00 = madd<f32>(a, w5, c00);
        c01 = madd<f32>(a, w4, c01);
        c10 = madd<f32>(a, w2, c10);
        c11 = madd<f32>(a, w1, c11);
        a = v128.load32_splat(p1, 12);
        c01 = madd<f32>(a, w5, c01);
        c11 = madd<f32>(a, w2, c11);
        a = v128.load32_splat(p2, 0);
        c00 = madd<f32>(a, w6, c00);
        c10 = madd<f32>(a, w3, c10);
        a = v128.load32_splat(p2, 4);
        c00 = madd<f32>(a, w7, c00);
        c01 = madd<f32>(a, w6, c01);
        c10 = madd<f32>(a, w4, c10);
        c11 = madd<f32>(a, w3, c11);
        a = v128.load32_splat(p2, 8);
        c00 = madd<f32>(a, w8, c00);
        c01 = madd<f32>(a, w7, c01);
        c10 = madd<f32>(a, w5, c10);
        c11 = madd<f32>(a, w4, c11);
        a = v128.load32_splat(p2, 12);
        c01 = madd<f32>(a, w8, c01);
        c11 = madd<f32>(a, w5, c11);
        a = v128.load32_splat(p3, 0);
        c10 = madd<f32>(a, w6, c10);
        a = v128.load32_splat(p3, 4);
        c10 = madd<f32>(a, w7, c10);
        c11 = madd<f32>(a, w6, c11);
        a = v128.load32_splat(p3, 8);
        c10 = madd<f32>(a, w8, c10);
        c11 = madd<f32>(a, w7, c11);
        a = v128.load32_splat(p3, 12);
        c11 = madd<f32>(a, w8, c11);
        if (biasAt != 0) {
          a = v128.load(biasAt);
          c00 = f32x4.add(c00, a);
          c01 = f32x4.add(c01, a);
          c10 = f32x4.add(c10, a);
          c11 = f32x4.add(c11, a);
        }
        if (pooled) {
          pool4(c00, c01, c10, c11, to, relu, argTo);
          if (argmax != 0) argTo += <usize>cout;
          to += pixel;
        } else {
          if (relu) {
            c00 = f32x4.max(c00, zero);
            c01 = f32x4.max(c01, zero);
            c10 = f32x4.max(c10, zero);
            c11 = f32x4.max(c11, zero);
          }
          v128.store(to, c00);
          v128.store(to + pixel, c01);
          v128.store(to + rowBytes, c10);
          v128.store(to + rowBytes + pixel, c11);
          to += 2 * pixel;
        }
        p0 += 8;
        p1 += 8;
        p2 += 8;
        p3 += 8;
      }
      if (!pooled) to += rowBytes;
    }
  }
}
