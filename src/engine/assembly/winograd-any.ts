/**
 * @file The way back from Winograd's products, four channels at a time, for every case that winograd-output.ts leaves: F(2x2), outputs
 * to be cleared, the last channels where they do not fill two vectors, pooling where there may be a NaN.
 */
import * as A from './conv-args';
import { pool4 } from './conv';
import { a2, a2short, a4 } from './winograd-transforms';

/**
 * Stores the tile at (i0, j0) of sample `s` from channel `c0` on. `silent`: bits of the outputs that are an exact 0.
 */
export function outputAny(
  p: usize,
  s: i32,
  i0: i32,
  j0: i32,
  from: usize,
  plane: usize,
  outs: i32,
  temp: usize,
  silent: u32,
  isLow: bool,
  isNarrow: bool,
  c0: i32,
): void {
  const cout = load<i32>(p, A.COUT);
  const oh = load<i32>(p, A.OH);
  const ow = load<i32>(p, A.OW);
  const bias = <usize>load<u32>(p, A.BIAS);
  const relu = load<i32>(p, A.RELU) != 0;
  const pooled = load<i32>(p, A.PH) > 0;
  const y = <usize>load<u32>(p, A.Y);
  const argmax = <usize>load<u32>(p, A.ARGMAX);
  const zero = f32x4.splat(0);
  const half = temp + 36 * 16;
  for (let c = c0; c < cout; c += 4) {
    const lanes = min<i32>(4, cout - c);
    const f = from + (<usize>c << 2);
    if (outs == 2) {
      for (let j: usize = 0; j < 4; j++) a2(f + j * plane, 4 * plane, half + (j << 4), 64);
      for (let i: usize = 0; i < 2; i++) a2(half + (i << 6), 16, temp + (i << 5), 16);
    } else {
      for (let j: usize = 0; j < 6; j++) {
        if (isNarrow && (j == 3 || j == 4)) continue;
        if (isLow) a2short(f + j * plane, 6 * plane, half + (j << 4), 96);
        else a4(f + j * plane, 6 * plane, half + (j << 4), 96);
      }
      const rows: usize = isLow ? 2 : 4;
      for (let i: usize = 0; i < rows; i++) {
        if (isNarrow) a2short(half + i * 96, 16, temp + (i << 6), 16);
        else a4(half + i * 96, 16, temp + (i << 6), 16);
      }
    }
    for (let bits = silent; bits != 0; bits &= bits - 1) v128.store(temp + (<usize>ctz(bits) << 4), zero);
    let b = zero;
    if (bias != 0) b = lanes == 4 ? v128.load(bias + (<usize>c << 2)) : loadLanes(bias + (<usize>c << 2), lanes);
    const row = <usize>outs << 4;
    if (pooled) {
      for (let i = 0; i < outs; i += 2) {
        const pi = (i0 + i) >> 1;
        if (pi >= oh >> 1) break;
        for (let j = 0; j < outs; j += 2) {
          const pj = (j0 + j) >> 1;
          if (pj >= ow >> 1) break;
          const q = temp + <usize>i * row + (<usize>j << 4);
          const v0 = f32x4.add(v128.load(q), b);
          const v1 = f32x4.add(v128.load(q, 16), b);
          const v2 = f32x4.add(v128.load(q + row), b);
          const v3 = f32x4.add(v128.load(q + row, 16), b);
          const index = <usize>(((s * (oh >> 1) + pi) * (ow >> 1) + pj) * cout + c);
          if (lanes == 4) {
            pool4(v0, v1, v2, v3, y + (index << 2), relu, argmax != 0 ? argmax + index : 0);
          } else {
            const spare = half + 36 * 16 - 32;
            pool4(v0, v1, v2, v3, spare, relu, spare + 16);
            storeLanes(y + (index << 2), v128.load(spare), lanes);
            if (argmax != 0) {
              for (let l: usize = 0; l < <usize>lanes; l++) store<u8>(argmax + index + l, load<u8>(spare + 16 + l));
            }
          }
        }
      }
      continue;
    }
    for (let i = 0; i < outs && i0 + i < oh; i++) {
      for (let j = 0; j < outs && j0 + j < ow; j++) {
        let w = f32x4.add(v128.load(temp + <usize>i * row + (<usize>j << 4)), b);
        if (relu) w = f32x4.max(w, zero);
        const at = y + (<usize>(((s * oh + i0 + i) * ow + j0 + j) * cout + c) << 2);
        if (lanes == 4) v128.store(at, w);
        else storeLanes(at, w, lanes);
      }
    }
  }
}

function storeLanes(at: usize, v: v128, lanes: i32): void {
  store<f32>(at, f32x4.extract_lane(v, 0));
  if (lanes > 1) store<f32>(at, f32x4.extract_lane(v, 1), 4);
  if (lanes > 2) store<f32>(at, f32x4.extract_lane(v, 2), 8);
}

function loadLanes(at: usize, lanes: i32): v128 {
  return f32x4(load<f32>(at), lanes > 1 ? load<f32>(at, 4) : 0, lanes > 2 ? load<f32>(at, 8) : 0, 0);
}
