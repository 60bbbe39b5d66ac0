/**
 * @file The gradient towards the input of a strided convolution, which is also the transposed convolution: y[i] += x[q] w[i - q * stride].
 * Nothing is multiplied by the zeros between the cells of x: outputs that are equal modulo the strides (a phase) see the same taps, and
 * each phase of an output row is a product with those taps' weights. Words are those of the forward convolution turned round: X its
 * output's gradient, CIN its channels out; strides and padding are the forward ones. Undilated, one group.
 */
import { Conv, PackUp } from '../generated/words';
import { PANEL, START_ZERO } from './micro';
import { zero } from '../shared/simd';
import { part, scratch } from './threads';
import { TILE_BYTES, packPanels, tiles } from './tiles';

/** How many of `size` taps a phase sees: those at `phase`, `phase + stride`, … */
@inline
function tapsOf(size: i32, phase: i32, stride: i32): i32 {
  return phase < size ? (size - 1 - phase) / stride + 1 : 0;
}

/** Weights [kh, kw, cin, cout] into panels of cin, depth cout, phase after phase; a phase's taps from the farthest to the nearest. */
export function packUp(p: usize, tid: i32, threads: i32): void {
  const w = <usize>load<u32>(p, PackUp.WEIGHTS);
  let to = <usize>load<u32>(p, PackUp.TO);
  const kh = load<i32>(p, PackUp.KH);
  const kw = load<i32>(p, PackUp.KW);
  const cin = load<i32>(p, PackUp.CIN);
  const cout = load<i32>(p, PackUp.COUT);
  const sh = load<i32>(p, PackUp.STRIDE_H);
  const sw = load<i32>(p, PackUp.STRIDE_W);
  const panels = (cin + 15) / 16;
  const row = (<usize>cout) << 2;
  const last = part(panels, tid + 1, threads, 1);
  for (let py = 0; py < sh; py++) {
    const rows = tapsOf(kh, py, sh);
    for (let px = 0; px < sw; px++) {
      const columns = tapsOf(kw, px, sw);
      const panel = <usize>(rows * columns * cout) * PANEL;
      for (let j = part(panels, tid, threads, 1); j < last; j++) {
        let at = to + <usize>j * panel;
        for (let ky = py + (rows - 1) * sh; ky >= py; ky -= sh) {
          for (let kx = px + (columns - 1) * sw; kx >= px; kx -= sw) {
            const tap = w + <usize>((ky * kw + kx) * cin) * row;
            packPanels<f32>(tap, 4, row, 0, cout, j * 16, min<i32>(cin, j * 16 + 16), at);
            at += <usize>cout * PANEL;
          }
        }
      }
      to += <usize>panels * panel;
    }
  }
}

/** A piece is a run of output rows. */
export function convUp(p: usize, piece: i32, pieces: i32): void {
  const n = load<i32>(p, Conv.N);
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sh = load<i32>(p, Conv.STRIDE_H);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  // Zeros around x: the taps before its first cell, and outputs behind its last.
  const above = (kh - 1) / sh;
  const before = (kw - 1) / sw;
  const hp = above + max<i32>(h, (oh - 1 + top) / sh + 1);
  const wp = before + max<i32>(w, (ow - 1 + left) / sw + 1);
  const pixel = (<usize>cin) << 2;
  const pitch = <usize>wp * pixel;
  const out = (<usize>cout) << 2;
  const panels = (cout + 15) / 16;

  const temp = scratch();
  const segments = temp + TILE_BYTES + PANEL;
  const table = segments + ((<usize>kh) << 2);
  const padded = (table + ((<usize>ow) << 2) + 63) & ~63;
  for (let t = 0; t < kh; t++) store<u32>(segments + ((<usize>t) << 2), <u32>(<usize>t * pitch));
  for (let j = 0; j < ow; j++) store<u32>(table + ((<usize>j) << 2), <u32>(<usize>j * pixel));
  zero(padded, <usize>hp * pitch);
  const last = part(n * oh, piece + 1, pieces, 1);
  let filled = -1;
  for (let row = part(n * oh, piece, pieces, 1); row < last; row++) {
    const s = row / oh;
    const i = row - s * oh;
    if (s != filled) {
      const x = load<u32>(p, Conv.X) + <usize>(s * h * w) * pixel;
      for (let q = 0; q < h; q++) {
        const to = padded + <usize>(q + above) * pitch + <usize>before * pixel;
        memory.copy(to, x + <usize>(q * w) * pixel, <usize>w * pixel);
      }
      filled = s;
    }
    const py = (i + top) % sh;
    const rows = tapsOf(kh, py, sh);
    const first = padded + <usize>((i + top) / sh - (rows - 1) + above) * pitch;
    let weights = load<u32>(p, Conv.WEIGHTS) + <usize>panels * phasesBefore(kh, kw, sh, py) * <usize>cin * PANEL;
    for (let px = 0; px < sw; px++) {
      const columns = tapsOf(kw, px, sw);
      const panel = <usize>(rows * columns * cin) * PANEL;
      let j = (px - left) % sw;
      if (j < 0) j += sw;
      const count = j < ow ? (ow - 1 - j) / sw + 1 : 0;
      const y = load<u32>(p, Conv.Y) + <usize>((s * oh + i) * ow + j) * out;
      if (panel == 0) {
        for (let q = 0; q < count; q++) zero(y + <usize>(q * sw) * out, out);
      } else if (count > 0) {
        const a = first + <usize>((j + left) / sw - (columns - 1) + before) * pixel;
        const length = columns * <i32>pixel;
        const step = <usize>sw * out;
        tiles<f32>(a, table, count, segments, rows, length, weights, panel, cout, y, step, START_ZERO, 0, false, temp);
      }
      weights += <usize>panels * panel;
    }
  }
}

/** Taps of all phases in rows of phases before `py`. */
function phasesBefore(kh: i32, kw: i32, sh: i32, py: i32): usize {
  let rows = 0;
  for (let q = 0; q < py; q++) rows += tapsOf(kh, q, sh);
  return <usize>(rows * kw);
}
