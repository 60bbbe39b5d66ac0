/**
 * @file The gradient towards the 3x3 kernels of a one-channel picture (stride 1) behind a 2x2 max-pooling, from the arg-max: the
 * pooled gradient is spread on four masked copies, one for each pixel of the window, for 8 output channels at a time, and each of
 * the 16 pixels that the window's kernels see is multiplied into the taps it stands under. Three of four products are with 0;
 * they cost less than looking for the fourth.
 */
import * as A from './conv-args';
import { Conv } from '../generated/words';
import { madd, zero } from '../shared/simd';
import { part, scratch } from './threads';

/** Args in conv-args.ts, cout a multiple of 8. A piece's block is [9, cout], as the gradient itself. */
export function convFilterGradOne(p: usize, piece: i32, pieces: i32): void {
  const n = load<i32>(p, Conv.N);
  const last = part(n, piece + 1, pieces, 1);
  const first = part(n, piece, pieces, 1);
  const cout = load<i32>(p, Conv.COUT);
  const pooledH = load<i32>(p, Conv.OH) >> 1;
  const pooledW = load<i32>(p, Conv.OW) >> 1;
  const hp = A.paddedH(p);
  const wp = A.paddedW(p);
  const out = <usize>load<u32>(p, Conv.PART) + <usize>piece * load<u32>(p, Conv.PART_STRIDE);
  zero(out, (<usize>(9 * cout)) << 2);
  const padded = scratch();
  const cells = <usize>(pooledH * pooledW * cout);
  for (let s = first; s < last; s++) {
    A.fillPadded(p, s, padded, hp, wp, s == first);
    const dy = load<u32>(p, Conv.DY) + ((<usize>s * cells) << 2);
    const arg = load<u32>(p, Conv.ARGMAX) + <usize>s * cells;
    for (let co: usize = 0; co < <usize>cout; co += 8) {
      taps(padded, (<usize>wp) << 2, dy + (co << 2), arg + co, <usize>cout, pooledH, pooledW, out + (co << 2));
    }
  }
}

/** acc[9][8 channels] += the pooled map's gradients times the pixels under them; acc's rows are `cout` floats apart. */
function taps(x: usize, pitch: usize, dy: usize, arg: usize, cout: usize, rows: i32, columns: i32, acc: usize): void {
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
