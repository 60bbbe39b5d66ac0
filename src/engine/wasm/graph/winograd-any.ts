/**
 * @file The way back from Winograd's products, four channels at a time, for the tiles that winograd-output.ts leaves: outputs to be
 * cleared, and pooling where there may be a NaN.
 */
import { Conv } from '../generated/words';
import { floorOf, pool4 } from './pool2x2';
import { madd } from '../shared/simd';

/**
 * Stores the tile at (i0, j0) of sample `s`, bytes c0 to c1 of its channels, at least four (the last four may be done twice over). `temp`: 52 vectors;
 * `silent`: bits of the outputs that are an exact 0.
 */
export function outputAny(
  p: usize,
  s: i32,
  i0: i32,
  j0: i32,
  from: usize,
  plane: usize,
  temp: usize,
  silent: u32,
  isLow: bool,
  isNarrow: bool,
  c0: usize,
  c1: usize,
): void {
  const cout = load<i32>(p, Conv.COUT);
  const ldy = load<i32>(p, Conv.LDY);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const bias = <usize>load<u32>(p, Conv.BIAS);
  const relu = load<i32>(p, Conv.RELU) != 0;
  const pooled = load<i32>(p, Conv.POOL_H) > 0;
  const isFive = load<i32>(p, Conv.KH) == 5;
  const y = <usize>load<u32>(p, Conv.Y);
  const argmax = <usize>load<u32>(p, Conv.ARGMAX);
  const zero = f32x4.splat(0);
  const floor = floorOf(relu);
  const half = temp + 16 * 16;
  for (let k = <i32>(c0 >> 2), last = <i32>(c1 >> 2); k < last; k += 4) {
    const c = min<i32>(k, last - 4);
    const f = from + ((<usize>c) << 2);
    if (isFive) for (let j: usize = 0; j < 8; j++) a8(f + j * plane, 8 * plane, half + (j << 4), 128);
    else sixColumns(f, plane, half, isLow, isNarrow);
    const rows = isLow ? 2 : 4;
    const columns = isNarrow ? 2 : 4;
    for (let i: usize = 0; i < <usize>rows; i++) {
      if (isFive) a8(half + (i << 7), 16, temp + (i << 6), 16);
      else if (isNarrow) a2short(half + i * 96, 16, temp + (i << 6), 16);
      else a4(half + i * 96, 16, temp + (i << 6), 16);
    }
    for (let bits = silent; bits != 0; bits &= bits - 1) v128.store(temp + ((<usize>ctz(bits)) << 4), zero);
    const b = bias != 0 ? v128.load(bias + ((<usize>c) << 2)) : zero;
    if (pooled) {
      for (let i = 0; i < rows && i0 + i + 1 < oh; i += 2) {
        for (let j = 0; j < columns && j0 + j + 1 < ow; j += 2) {
          const q = temp + ((<usize>i) << 6) + ((<usize>j) << 4);
          const v0 = f32x4.add(v128.load(q), b);
          const v1 = f32x4.add(v128.load(q, 16), b);
          const v2 = f32x4.add(v128.load(q, 64), b);
          const v3 = f32x4.add(v128.load(q, 80), b);
          const cell = (s * (oh >> 1) + ((i0 + i) >> 1)) * (ow >> 1) + ((j0 + j) >> 1);
          const at = <usize>(cell * cout + c);
          pool4(v0, v1, v2, v3, floor, y + (at << 2), argmax != 0 ? argmax + at : 0);
        }
      }
      continue;
    }
    for (let i = 0; i < rows && i0 + i < oh; i++) {
      for (let j = 0; j < columns && j0 + j < ow; j++) {
        const w = f32x4.add(v128.load(temp + ((<usize>i) << 6) + ((<usize>j) << 4)), b);
        v128.store(y + ((<usize>(((s * oh + i0 + i) * ow + j0 + j) * ldy + c)) << 2), f32x4.pmax(w, floor));
      }
    }
  }
}

/** The columns of a tile of six points. */
@inline
function sixColumns(from: usize, plane: usize, half: usize, isLow: bool, isNarrow: bool): void {
  for (let j: usize = 0; j < 6; j++) {
    if (isNarrow && (j == 3 || j == 4)) continue;
    if (isLow) a2short(from + j * plane, 6 * plane, half + (j << 4), 96);
    else a4(from + j * plane, 6 * plane, half + (j << 4), 96);
  }
}

/** Planes 0, 1, -1 and infinity of six times A' of F(2x2): two. */
@inline
function a2short(from: usize, step: usize, to: usize, toStep: usize): void {
  const m0 = v128.load(from);
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m5 = v128.load(from + 5 * step);
  v128.store(to, f32x4.add(m0, f32x4.add(m1, m2)));
  v128.store(to + toStep, f32x4.sub(f32x4.sub(m1, m2), m5));
}

/** Six values times A' of F(4x4): four. */
@inline
function a4(from: usize, step: usize, to: usize, toStep: usize): void {
  const m0 = v128.load(from);
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step);
  const m4 = v128.load(from + 4 * step);
  const m5 = v128.load(from + 5 * step);
  const p = f32x4.add(m1, m2);
  const q = f32x4.sub(m1, m2);
  const r = f32x4.add(m3, m4);
  const s = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(m0, p), r));
  v128.store(to + toStep, madd<f32>(f32x4.splat(2), s, q));
  v128.store(to + 2 * toStep, madd<f32>(f32x4.splat(4), r, p));
  v128.store(to + 3 * toStep, f32x4.add(madd<f32>(f32x4.splat(8), s, q), m5));
}

/** Eight values times A' of F(4x4) for kernels of five: four. */
@inline
function a8(from: usize, step: usize, to: usize, toStep: usize): void {
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step);
  const m4 = v128.load(from + 4 * step);
  const m5 = v128.load(from + 5 * step);
  const m6 = v128.load(from + 6 * step);
  const p = f32x4.add(m1, m2);
  const q = f32x4.sub(m1, m2);
  const r = f32x4.add(m3, m4);
  const s = f32x4.sub(m3, m4);
  const t = f32x4.add(m5, m6);
  const u = f32x4.sub(m5, m6);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), p), f32x4.add(r, t)));
  v128.store(to + toStep, madd<f32>(f32x4.splat(0.5), u, madd<f32>(f32x4.splat(2), s, q)));
  v128.store(to + 2 * toStep, madd<f32>(f32x4.splat(0.25), t, madd<f32>(f32x4.splat(4), r, p)));
  const last = madd<f32>(f32x4.splat(0.125), u, madd<f32>(f32x4.splat(8), s, q));
  v128.store(to + 3 * toStep, f32x4.add(last, v128.load(from + 7 * step)));
}
