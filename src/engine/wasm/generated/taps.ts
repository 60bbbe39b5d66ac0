/** @file Taps of a one-channel picture's filter gradient. Written by scripts/engine-tiles.ts; edit that. */
import { madd } from '../shared/simd';

/** acc[9][8 channels] += the pooled map's gradients times the pixels under them; acc's rows are `cout` floats apart. */
export function taps(
  x: usize,
  pitch: usize,
  dy: usize,
  arg: usize,
  cout: usize,
  rows: i32,
  columns: i32,
  acc: usize,
): void {
  const step = cout << 2;
  let a0 = v128.load(acc);
  let b0 = v128.load(acc, 16);
  const q1 = acc + 1 * step;
  let a1 = v128.load(q1);
  let b1 = v128.load(q1, 16);
  const q2 = acc + 2 * step;
  let a2 = v128.load(q2);
  let b2 = v128.load(q2, 16);
  const q3 = acc + 3 * step;
  let a3 = v128.load(q3);
  let b3 = v128.load(q3, 16);
  const q4 = acc + 4 * step;
  let a4 = v128.load(q4);
  let b4 = v128.load(q4, 16);
  const q5 = acc + 5 * step;
  let a5 = v128.load(q5);
  let b5 = v128.load(q5, 16);
  const q6 = acc + 6 * step;
  let a6 = v128.load(q6);
  let b6 = v128.load(q6, 16);
  const q7 = acc + 7 * step;
  let a7 = v128.load(q7);
  let b7 = v128.load(q7, 16);
  const q8 = acc + 8 * step;
  let a8 = v128.load(q8);
  let b8 = v128.load(q8, 16);
  for (let i = 0; i < rows; i++) {
    let r0 = x + <usize>(2 * i) * pitch;
    let r1 = r0 + pitch;
    let r2 = r1 + pitch;
    let r3 = r2 + pitch;
    for (let j = 0; j < columns; j++) {
      const g = v128.load(dy);
      const h = v128.load(dy, 16);
      const bytes = v128.load8x8_u(arg);
      const low = i32x4.extend_low_i16x8_u(bytes);
      const high = i32x4.extend_high_i16x8_u(bytes);
      const g0 = v128.and(g, i32x4.eq(low, i32x4.splat(0)));
      const h0 = v128.and(h, i32x4.eq(high, i32x4.splat(0)));
      const g1 = v128.and(g, i32x4.eq(low, i32x4.splat(1)));
      const h1 = v128.and(h, i32x4.eq(high, i32x4.splat(1)));
      const g2 = v128.and(g, i32x4.eq(low, i32x4.splat(2)));
      const h2 = v128.and(h, i32x4.eq(high, i32x4.splat(2)));
      const g3 = v128.and(g, i32x4.eq(low, i32x4.splat(3)));
      const h3 = v128.and(h, i32x4.eq(high, i32x4.splat(3)));
      let v = v128.load32_splat(r0, 0);
      a0 = madd<f32>(v, g0, a0);
      b0 = madd<f32>(v, h0, b0);
      v = v128.load32_splat(r0, 4);
      a1 = madd<f32>(v, g0, a1);
      b1 = madd<f32>(v, h0, b1);
      a0 = madd<f32>(v, g1, a0);
      b0 = madd<f32>(v, h1, b0);
      v = v128.load32_splat(r0, 8);
      a2 = madd<f32>(v, g0, a2);
      b2 = madd<f32>(v, h0, b2);
      a1 = madd<f32>(v, g1, a1);
      b1 = madd<f32>(v, h1, b1);
      v = v128.load32_splat(r0, 12);
      a2 = madd<f32>(v, g1, a2);
      b2 = madd<f32>(v, h1, b2);
      v = v128.load32_splat(r1, 0);
      a3 = madd<f32>(v, g0, a3);
      b3 = madd<f32>(v, h0, b3);
      a0 = madd<f32>(v, g2, a0);
      b0 = madd<f32>(v, h2, b0);
      v = v128.load32_splat(r1, 4);
      a4 = madd<f32>(v, g0, a4);
      b4 = madd<f32>(v, h0, b4);
      a3 = madd<f32>(v, g1, a3);
      b3 = madd<f32>(v, h1, b3);
      a1 = madd<f32>(v, g2, a1);
      b1 = madd<f32>(v, h2, b1);
      a0 = madd<f32>(v, g3, a0);
      b0 = madd<f32>(v, h3, b0);
      v = v128.load32_splat(r1, 8);
      a5 = madd<f32>(v, g0, a5);
      b5 = madd<f32>(v, h0, b5);
      a4 = madd<f32>(v, g1, a4);
      b4 = madd<f32>(v, h1, b4);
      a2 = madd<f32>(v, g2, a2);
      b2 = madd<f32>(v, h2, b2);
      a1 = madd<f32>(v, g3, a1);
      b1 = madd<f32>(v, h3, b1);
      v = v128.load32_splat(r1, 12);
      a5 = madd<f32>(v, g1, a5);
      b5 = madd<f32>(v, h1, b5);
      a2 = madd<f32>(v, g3, a2);
      b2 = madd<f32>(v, h3, b2);
      v = v128.load32_splat(r2, 0);
      a6 = madd<f32>(v, g0, a6);
      b6 = madd<f32>(v, h0, b6);
      a3 = madd<f32>(v, g2, a3);
      b3 = madd<f32>(v, h2, b3);
      v = v128.load32_splat(r2, 4);
      a7 = madd<f32>(v, g0, a7);
      b7 = madd<f32>(v, h0, b7);
      a6 = madd<f32>(v, g1, a6);
      b6 = madd<f32>(v, h1, b6);
      a4 = madd<f32>(v, g2, a4);
      b4 = madd<f32>(v, h2, b4);
      a3 = madd<f32>(v, g3, a3);
      b3 = madd<f32>(v, h3, b3);
      v = v128.load32_splat(r2, 8);
      a8 = madd<f32>(v, g0, a8);
      b8 = madd<f32>(v, h0, b8);
      a7 = madd<f32>(v, g1, a7);
      b7 = madd<f32>(v, h1, b7);
      a5 = madd<f32>(v, g2, a5);
      b5 = madd<f32>(v, h2, b5);
      a4 = madd<f32>(v, g3, a4);
      b4 = madd<f32>(v, h3, b4);
      v = v128.load32_splat(r2, 12);
      a8 = madd<f32>(v, g1, a8);
      b8 = madd<f32>(v, h1, b8);
      a5 = madd<f32>(v, g3, a5);
      b5 = madd<f32>(v, h3, b5);
      v = v128.load32_splat(r3, 0);
      a6 = madd<f32>(v, g2, a6);
      b6 = madd<f32>(v, h2, b6);
      v = v128.load32_splat(r3, 4);
      a7 = madd<f32>(v, g2, a7);
      b7 = madd<f32>(v, h2, b7);
      a6 = madd<f32>(v, g3, a6);
      b6 = madd<f32>(v, h3, b6);
      v = v128.load32_splat(r3, 8);
      a8 = madd<f32>(v, g2, a8);
      b8 = madd<f32>(v, h2, b8);
      a7 = madd<f32>(v, g3, a7);
      b7 = madd<f32>(v, h3, b7);
      v = v128.load32_splat(r3, 12);
      a8 = madd<f32>(v, g3, a8);
      b8 = madd<f32>(v, h3, b8);
      r0 += 8;
      r1 += 8;
      r2 += 8;
      r3 += 8;
      dy += step;
      arg += cout;
    }
  }
  v128.store(acc, a0);
  v128.store(acc, b0, 16);
  v128.store(q1, a1);
  v128.store(q1, b1, 16);
  v128.store(q2, a2);
  v128.store(q2, b2, 16);
  v128.store(q3, a3);
  v128.store(q3, b3, 16);
  v128.store(q4, a4);
  v128.store(q4, b4, 16);
  v128.store(q5, a5);
  v128.store(q5, b5, 16);
  v128.store(q6, a6);
  v128.store(q6, b6, 16);
  v128.store(q7, a7);
  v128.store(q7, b7, 16);
  v128.store(q8, a8);
  v128.store(q8, b8, 16);
}
