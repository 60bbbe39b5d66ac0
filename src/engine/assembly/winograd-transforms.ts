/**
 * @file The small transforms of Winograd convolution, four channels at a time: G for weights, B' for tiles of the input (whole
 * tiles: input2, input4), A' for outputs. Points 0, 1, -1, (2, -2), infinity; see winograd.ts for their source.
 */
import { madd } from './simd';

/** B' d B for F(2x2): columns first, kept in registers. */
export function input2(from: usize, pixel: usize, row: usize, to: usize, plane: usize, cin: i32): void {
  const r1 = row;
  const r2 = row + row;
  const r3 = r2 + row;
  for (let c: usize = 0; c < <usize>cin << 2; c += 16) {
    let f = from + c;
    let t = to + c;
    let d0 = v128.load(f);
    let d1 = v128.load(f + r1);
    let d2 = v128.load(f + r2);
    let d3 = v128.load(f + r3);
    const a0 = f32x4.sub(d0, d2);
    const a1 = f32x4.add(d1, d2);
    const a2 = f32x4.sub(d2, d1);
    const a3 = f32x4.sub(d1, d3);
    f += pixel;
    d0 = v128.load(f);
    d1 = v128.load(f + r1);
    d2 = v128.load(f + r2);
    d3 = v128.load(f + r3);
    const b0 = f32x4.sub(d0, d2);
    const b1 = f32x4.add(d1, d2);
    const b2 = f32x4.sub(d2, d1);
    const b3 = f32x4.sub(d1, d3);
    f += pixel;
    d0 = v128.load(f);
    d1 = v128.load(f + r1);
    d2 = v128.load(f + r2);
    d3 = v128.load(f + r3);
    const c0 = f32x4.sub(d0, d2);
    const c1 = f32x4.add(d1, d2);
    const c2 = f32x4.sub(d2, d1);
    const c3 = f32x4.sub(d1, d3);
    f += pixel;
    d0 = v128.load(f);
    d1 = v128.load(f + r1);
    d2 = v128.load(f + r2);
    d3 = v128.load(f + r3);
    const e0 = f32x4.sub(d0, d2);
    const e1 = f32x4.add(d1, d2);
    const e2 = f32x4.sub(d2, d1);
    const e3 = f32x4.sub(d1, d3);
    v128.store(t, f32x4.sub(a0, c0));
    t += plane;
    v128.store(t, f32x4.add(b0, c0));
    t += plane;
    v128.store(t, f32x4.sub(c0, b0));
    t += plane;
    v128.store(t, f32x4.sub(b0, e0));
    t += plane;
    v128.store(t, f32x4.sub(a1, c1));
    t += plane;
    v128.store(t, f32x4.add(b1, c1));
    t += plane;
    v128.store(t, f32x4.sub(c1, b1));
    t += plane;
    v128.store(t, f32x4.sub(b1, e1));
    t += plane;
    v128.store(t, f32x4.sub(a2, c2));
    t += plane;
    v128.store(t, f32x4.add(b2, c2));
    t += plane;
    v128.store(t, f32x4.sub(c2, b2));
    t += plane;
    v128.store(t, f32x4.sub(b2, e2));
    t += plane;
    v128.store(t, f32x4.sub(a3, c3));
    t += plane;
    v128.store(t, f32x4.add(b3, c3));
    t += plane;
    v128.store(t, f32x4.sub(c3, b3));
    t += plane;
    v128.store(t, f32x4.sub(b3, e3));
  }
}

/** B' d B for F(4x4) through a small buffer; a low or narrow tile is F(2) on that axis, at the planes it shares with F(4). */
export function input4(
  from: usize,
  pixel: usize,
  row: usize,
  to: usize,
  plane: usize,
  cin: i32,
  temp: usize,
  isLow: bool,
  isNarrow: bool,
): void {
  if (!isLow && !isNarrow) {
    for (let c: usize = 0; c < <usize>cin << 2; c += 16) {
      for (let j: usize = 0; j < 6; j++) b4(from + c + j * pixel, row, temp + (j << 4), 96);
      for (let i: usize = 0; i < 6; i++) b4(temp + i * 96, 16, to + c + i * 6 * plane, plane);
    }
    return;
  }
  const columns: usize = isNarrow ? 4 : 6;
  for (let c: usize = 0; c < <usize>cin << 2; c += 16) {
    for (let j: usize = 0; j < columns; j++) {
      if (isLow) b2short(from + c + j * pixel, row, temp + (j << 4), 96);
      else b4(from + c + j * pixel, row, temp + (j << 4), 96);
    }
    for (let i: usize = 0; i < 6; i++) {
      if (isLow && (i == 3 || i == 4)) continue;
      if (isNarrow) b2short(temp + i * 96, 16, to + c + i * 6 * plane, plane);
      else b4(temp + i * 96, 16, to + c + i * 6 * plane, plane);
    }
  }
}

/**
 * Four values times B' of F(2x2), laid on the planes 0, 1, -1 and infinity of F(4x4), whose weights are those of F(2x2) times
 * 1/4, -1/3, -1/3 and 1: the values are multiplied by the inverse.
 */
@inline
function b2short(from: usize, step: usize, to: usize, toStep: usize): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + step);
  const d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step);
  v128.store(to, f32x4.mul(f32x4.splat(4), f32x4.sub(d0, d2)));
  v128.store(to + toStep, f32x4.mul(f32x4.splat(-3), f32x4.add(d1, d2)));
  v128.store(to + 2 * toStep, f32x4.mul(f32x4.splat(3), f32x4.sub(d1, d2)));
  v128.store(to + 5 * toStep, f32x4.sub(d1, d3));
}

/** Planes 0, 1, -1 and infinity of six times A' of F(2x2): two. */
@inline
export function a2short(from: usize, step: usize, to: usize, toStep: usize): void {
  const m0 = v128.load(from);
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m5 = v128.load(from + 5 * step);
  v128.store(to, f32x4.add(m0, f32x4.add(m1, m2)));
  v128.store(to + toStep, f32x4.sub(f32x4.sub(m1, m2), m5));
}

/** Six values times B' of F(4x4). */
@inline
function b4(from: usize, step: usize, to: usize, toStep: usize): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + step);
  const d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step);
  const d4 = v128.load(from + 4 * step);
  const d5 = v128.load(from + 5 * step);
  const four = f32x4.splat(4);
  const m4 = f32x4.splat(-4);
  const m5 = f32x4.splat(-5);
  const two = f32x4.splat(2);
  v128.store(to, f32x4.add(madd<f32>(four, d0, d4), f32x4.mul(m5, d2)));
  const p = madd<f32>(m4, d2, d4);
  const q = madd<f32>(m4, d1, d3);
  v128.store(to + toStep, f32x4.add(p, q));
  v128.store(to + 2 * toStep, f32x4.sub(p, q));
  const r = f32x4.sub(d4, d2);
  const s = f32x4.mul(two, f32x4.sub(d3, d1));
  v128.store(to + 3 * toStep, f32x4.add(r, s));
  v128.store(to + 4 * toStep, f32x4.sub(r, s));
  v128.store(to + 5 * toStep, f32x4.add(madd<f32>(four, d1, d5), f32x4.mul(m5, d3)));
}

/** Six values times A' of F(4x4): four. */
@inline
export function a4(from: usize, step: usize, to: usize, toStep: usize): void {
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

/** Four values times A' of F(2x2): two. */
@inline
export function a2(from: usize, step: usize, to: usize, toStep: usize): void {
  const m0 = v128.load(from);
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step);
  v128.store(to, f32x4.add(m0, f32x4.add(m1, m2)));
  v128.store(to + toStep, f32x4.sub(f32x4.sub(m1, m2), m3));
}

/** Three values times G of F(2x2): four. */
@inline
export function g2(from: usize, step: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const half = f32x4.splat(0.5);
  const sum = f32x4.add(a, c);
  v128.store(to, a);
  v128.store(to + toStep, f32x4.mul(half, f32x4.add(sum, b)));
  v128.store(to + 2 * toStep, f32x4.mul(half, f32x4.sub(sum, b)));
  v128.store(to + 3 * toStep, c);
}
