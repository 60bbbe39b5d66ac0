/**
 * @file 3x3 convolution of a picture with one channel, stride 1: the nine weights of eight output channels stay in registers and
 * a block of 2x2 outputs is computed from its 4x4 pixels.
 */
import { Control } from '../generated/words';
import { PANEL } from './micro';
import { floorOf } from './pool2x2';
import { madd } from '../shared/simd';

/**
 * One sample. `x`: padded picture, rows `pitch` bytes apart; `oh`, `ow` even; b: packed panels [cout / 16][9][16]; `bias` may be 0;
 * `y`: the sample's output, `cout` a multiple of 8.
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
  y: usize,
): void {
  const pixel = (<usize>cout) << 2;
  const rowBytes = <usize>ow * pixel;
  const floor = floorOf(relu);
  for (let ch: usize = 0; ch < <usize>cout; ch += 8) {
    const w = b + (ch >> 4) * (9 * PANEL) + ((ch & 8) << 2);
    const u0 = v128.load(w, 0);
    const v0 = v128.load(w, 16);
    const u1 = v128.load(w, 64);
    const v1 = v128.load(w, 80);
    const u2 = v128.load(w, 128);
    const v2 = v128.load(w, 144);
    const u3 = v128.load(w, 192);
    const v3 = v128.load(w, 208);
    const u4 = v128.load(w, 256);
    const v4 = v128.load(w, 272);
    const u5 = v128.load(w, 320);
    const v5 = v128.load(w, 336);
    const u6 = v128.load(w, 384);
    const v6 = v128.load(w, 400);
    const u7 = v128.load(w, 448);
    const v7 = v128.load(w, 464);
    const u8 = v128.load(w, 512);
    const v8 = v128.load(w, 528);
    const biasAt = bias != 0 ? bias + (ch << 2) : Control.ZEROS;
    const p = v128.load(biasAt);
    const q = v128.load(biasAt, 16);
    let to = y + (ch << 2);
    for (let i = 0; i < oh; i += 2) {
      let r0 = x + <usize>i * pitch;
      let r1 = r0 + pitch;
      let r2 = r1 + pitch;
      let r3 = r2 + pitch;
      for (let j = 0; j < ow; j += 2) {
        let c00 = p;
        let d00 = q;
        let c01 = p;
        let d01 = q;
        let c10 = p;
        let d10 = q;
        let c11 = p;
        let d11 = q;
        let a: v128;
        a = v128.load32_splat(r0, 0);
        c00 = madd<f32>(a, u0, c00);
        d00 = madd<f32>(a, v0, d00);
        a = v128.load32_splat(r0, 4);
        c00 = madd<f32>(a, u1, c00);
        d00 = madd<f32>(a, v1, d00);
        c01 = madd<f32>(a, u0, c01);
        d01 = madd<f32>(a, v0, d01);
        a = v128.load32_splat(r0, 8);
        c00 = madd<f32>(a, u2, c00);
        d00 = madd<f32>(a, v2, d00);
        c01 = madd<f32>(a, u1, c01);
        d01 = madd<f32>(a, v1, d01);
        a = v128.load32_splat(r0, 12);
        c01 = madd<f32>(a, u2, c01);
        d01 = madd<f32>(a, v2, d01);
        a = v128.load32_splat(r1, 0);
        c00 = madd<f32>(a, u3, c00);
        d00 = madd<f32>(a, v3, d00);
        c10 = madd<f32>(a, u0, c10);
        d10 = madd<f32>(a, v0, d10);
        a = v128.load32_splat(r1, 4);
        c00 = madd<f32>(a, u4, c00);
        d00 = madd<f32>(a, v4, d00);
        c01 = madd<f32>(a, u3, c01);
        d01 = madd<f32>(a, v3, d01);
        c10 = madd<f32>(a, u1, c10);
        d10 = madd<f32>(a, v1, d10);
        c11 = madd<f32>(a, u0, c11);
        d11 = madd<f32>(a, v0, d11);
        a = v128.load32_splat(r1, 8);
        c00 = madd<f32>(a, u5, c00);
        d00 = madd<f32>(a, v5, d00);
        c01 = madd<f32>(a, u4, c01);
        d01 = madd<f32>(a, v4, d01);
        c10 = madd<f32>(a, u2, c10);
        d10 = madd<f32>(a, v2, d10);
        c11 = madd<f32>(a, u1, c11);
        d11 = madd<f32>(a, v1, d11);
        a = v128.load32_splat(r1, 12);
        c01 = madd<f32>(a, u5, c01);
        d01 = madd<f32>(a, v5, d01);
        c11 = madd<f32>(a, u2, c11);
        d11 = madd<f32>(a, v2, d11);
        a = v128.load32_splat(r2, 0);
        c00 = madd<f32>(a, u6, c00);
        d00 = madd<f32>(a, v6, d00);
        c10 = madd<f32>(a, u3, c10);
        d10 = madd<f32>(a, v3, d10);
        a = v128.load32_splat(r2, 4);
        c00 = madd<f32>(a, u7, c00);
        d00 = madd<f32>(a, v7, d00);
        c01 = madd<f32>(a, u6, c01);
        d01 = madd<f32>(a, v6, d01);
        c10 = madd<f32>(a, u4, c10);
        d10 = madd<f32>(a, v4, d10);
        c11 = madd<f32>(a, u3, c11);
        d11 = madd<f32>(a, v3, d11);
        a = v128.load32_splat(r2, 8);
        c00 = madd<f32>(a, u8, c00);
        d00 = madd<f32>(a, v8, d00);
        c01 = madd<f32>(a, u7, c01);
        d01 = madd<f32>(a, v7, d01);
        c10 = madd<f32>(a, u5, c10);
        d10 = madd<f32>(a, v5, d10);
        c11 = madd<f32>(a, u4, c11);
        d11 = madd<f32>(a, v4, d11);
        a = v128.load32_splat(r2, 12);
        c01 = madd<f32>(a, u8, c01);
        d01 = madd<f32>(a, v8, d01);
        c11 = madd<f32>(a, u5, c11);
        d11 = madd<f32>(a, v5, d11);
        a = v128.load32_splat(r3, 0);
        c10 = madd<f32>(a, u6, c10);
        d10 = madd<f32>(a, v6, d10);
        a = v128.load32_splat(r3, 4);
        c10 = madd<f32>(a, u7, c10);
        d10 = madd<f32>(a, v7, d10);
        c11 = madd<f32>(a, u6, c11);
        d11 = madd<f32>(a, v6, d11);
        a = v128.load32_splat(r3, 8);
        c10 = madd<f32>(a, u8, c10);
        d10 = madd<f32>(a, v8, d10);
        c11 = madd<f32>(a, u7, c11);
        d11 = madd<f32>(a, v7, d11);
        a = v128.load32_splat(r3, 12);
        c11 = madd<f32>(a, u8, c11);
        d11 = madd<f32>(a, v8, d11);
        // pmax(x, floor) is one instruction and hands a NaN in x on.
        v128.store(to, f32x4.pmax(d00, floor), 16);
        v128.store(to, f32x4.pmax(c00, floor));
        let next = to + pixel;
        v128.store(next, f32x4.pmax(d01, floor), 16);
        v128.store(next, f32x4.pmax(c01, floor));
        next = to + rowBytes;
        v128.store(next, f32x4.pmax(d10, floor), 16);
        v128.store(next, f32x4.pmax(c10, floor));
        next += pixel;
        v128.store(next, f32x4.pmax(d11, floor), 16);
        v128.store(next, f32x4.pmax(c11, floor));
        to += 2 * pixel;
        r0 += 8;
        r1 += 8;
        r2 += 8;
        r3 += 8;
      }
      to += rowBytes;
    }
  }
}
