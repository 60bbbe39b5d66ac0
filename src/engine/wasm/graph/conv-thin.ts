/**
 * @file The strip of a convolution with few values a window (the first layer), with 2x2 max-pooling: the four pixels of a window
 * and 16 (or 8) channels are one register tile, so the map before pooling is never stored.
 */
import { Control } from '../generated/words';
import { PANEL } from './micro';
import { floorOf, indexBytes, pool8 } from './pool2x2';
import { madd } from '../shared/simd';

/**
 * `patches`: two rows of `ow` pixels, `patchBytes` each; b: panels of `depth` rows; cout a multiple of 8; `temp`: 64 bytes.
 */
export function thinPooled(
  patches: usize,
  patchBytes: usize,
  ow: i32,
  depth: i32,
  b: usize,
  cout: i32,
  bias: usize,
  relu: bool,
  y: usize,
  argmax: usize,
  temp: usize,
): void {
  const row = <usize>ow * patchBytes;
  const panel = <usize>depth * PANEL;
  const floor = floorOf(relu);
  const index = argmax != 0 ? temp : 0;
  const last = (<usize>cout) << 2;
  for (let j = 0; j + 2 <= ow; j += 2) {
    const p0 = patches + <usize>j * patchBytes;
    let w = b;
    let c: usize = 0;
    for (; c + 64 <= last; c += 64) {
      const from = bias != 0 ? bias + c : Control.ZEROS;
      let c00 = v128.load(from, 0);
      let c01 = v128.load(from, 16);
      let c02 = v128.load(from, 32);
      let c03 = v128.load(from, 48);
      let c10 = c00;
      let c11 = c01;
      let c12 = c02;
      let c13 = c03;
      let c20 = c00;
      let c21 = c01;
      let c22 = c02;
      let c23 = c03;
      let c30 = c00;
      let c31 = c01;
      let c32 = c02;
      let c33 = c03;
      let q0 = p0;
      let q1 = q0 + patchBytes;
      let q2 = q0 + row;
      let q3 = q1 + row;
      for (const end = w + panel; w < end; w += PANEL) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const w2 = v128.load(w, 32);
        const w3 = v128.load(w, 48);
        let a = v128.load32_splat(q0);
        c00 = madd<f32>(a, w0, c00);
        c01 = madd<f32>(a, w1, c01);
        c02 = madd<f32>(a, w2, c02);
        c03 = madd<f32>(a, w3, c03);
        a = v128.load32_splat(q1);
        c10 = madd<f32>(a, w0, c10);
        c11 = madd<f32>(a, w1, c11);
        c12 = madd<f32>(a, w2, c12);
        c13 = madd<f32>(a, w3, c13);
        a = v128.load32_splat(q2);
        c20 = madd<f32>(a, w0, c20);
        c21 = madd<f32>(a, w1, c21);
        c22 = madd<f32>(a, w2, c22);
        c23 = madd<f32>(a, w3, c23);
        a = v128.load32_splat(q3);
        c30 = madd<f32>(a, w0, c30);
        c31 = madd<f32>(a, w1, c31);
        c32 = madd<f32>(a, w2, c32);
        c33 = madd<f32>(a, w3, c33);
        q0 += 4;
        q1 += 4;
        q2 += 4;
        q3 += 4;
      }
      pool8(c00, c01, c10, c11, c20, c21, c30, c31, floor, y, index);
      pool8(c02, c03, c12, c13, c22, c23, c32, c33, floor, y + 32, index != 0 ? index + 32 : 0);
      y += 64;
      if (argmax != 0) {
        indexBytes(temp, argmax);
        argmax += 16;
      }
    }
    if (c < last) {
      const from = bias != 0 ? bias + c : Control.ZEROS;
      let c00 = v128.load(from, 0);
      let c01 = v128.load(from, 16);
      let c10 = c00;
      let c11 = c01;
      let c20 = c00;
      let c21 = c01;
      let c30 = c00;
      let c31 = c01;
      let q0 = p0;
      let q1 = q0 + patchBytes;
      let q2 = q0 + row;
      let q3 = q1 + row;
      for (const end = w + panel; w < end; w += PANEL) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        let a = v128.load32_splat(q0);
        c00 = madd<f32>(a, w0, c00);
        c01 = madd<f32>(a, w1, c01);
        a = v128.load32_splat(q1);
        c10 = madd<f32>(a, w0, c10);
        c11 = madd<f32>(a, w1, c11);
        a = v128.load32_splat(q2);
        c20 = madd<f32>(a, w0, c20);
        c21 = madd<f32>(a, w1, c21);
        a = v128.load32_splat(q3);
        c30 = madd<f32>(a, w0, c30);
        c31 = madd<f32>(a, w1, c31);
        q0 += 4;
        q1 += 4;
        q2 += 4;
        q3 += 4;
      }
      pool8(c00, c01, c10, c11, c20, c21, c30, c31, floor, y, index);
      y += 32;
      if (argmax != 0) {
        const half = i16x8.narrow_i32x4_s(v128.load(temp), v128.load(temp, 16));
        v128.store64_lane(argmax, i8x16.narrow_i16x8_u(half, half), 0);
        argmax += 8;
      }
    }
  }
}
