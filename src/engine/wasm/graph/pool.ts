/**
 * @file Gradients of pooling that stands alone (not fused behind a convolution): any window, stride, dilation and padding, NHWC. Words
 * are those of a convolution, where they share a meaning; cin is the number of channels. Forward: pool-forward.ts.
 */
import { unpoolInto } from './conv-args';
import { Conv, Unpool } from '../generated/words';
import { zero } from '../shared/simd';
import { part } from './threads';

/** Y (towards x) += DY, at the first maximum of each window. */
export function maxPoolGrad(p: usize, tid: i32, threads: i32): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const isTwo = load<i32>(p, Conv.KH) == 2 && load<i32>(p, Conv.KW) == 2;
  const isSideBySide = load<i32>(p, Conv.STRIDE_H) == 2 && load<i32>(p, Conv.STRIDE_W) == 2;
  const isDense = load<i32>(p, Conv.DILATION_H) == 1 && load<i32>(p, Conv.DILATION_W) == 1;
  const isBare = load<i32>(p, Conv.TOP) == 0 && load<i32>(p, Conv.LEFT) == 0;
  const isCovered = h == 2 * load<i32>(p, Conv.OH) && w == 2 * load<i32>(p, Conv.OW);
  const isWhole = (load<i32>(p, Conv.CIN) & 7) == 0;
  if (isTwo && isSideBySide && isDense && isBare && isCovered && isWhole) maxGrad2x2(p, tid, threads);
  else walk(p, tid, threads, true);
}

/** Windows of 2x2 side by side that cover the map, eight channels at a time: every cell is written once. */
function maxGrad2x2(p: usize, tid: i32, threads: i32): void {
  const pixel = (<usize>load<i32>(p, Conv.CIN)) << 2;
  const ow = load<i32>(p, Conv.OW);
  const rows = load<i32>(p, Conv.N) * load<i32>(p, Conv.OH);
  const row = <usize>(2 * ow) * pixel;
  const apart = load<u32>(p, Conv.Y) - load<u32>(p, Conv.X);
  const last = part(rows, tid + 1, threads, 1);
  for (let i = part(rows, tid, threads, 1); i < last; i++) {
    let x = load<u32>(p, Conv.X) + <usize>i * 2 * row;
    let dy = load<u32>(p, Conv.DY) + <usize>(i * ow) * pixel;
    for (let j = 0; j < ow; j++) {
      for (const end = x + pixel; x < end; x += 32) {
        const below = x + row;
        const a0 = v128.load(x);
        const b0 = v128.load(x, 16);
        const a1 = v128.load(x + pixel);
        const b1 = v128.load(x + pixel, 16);
        const a2 = v128.load(below);
        const b2 = v128.load(below, 16);
        const a3 = v128.load(below + pixel);
        const b3 = v128.load(below + pixel, 16);
        const nanA = v128.or(v128.or(f32x4.ne(a0, a0), f32x4.ne(a1, a1)), v128.or(f32x4.ne(a2, a2), f32x4.ne(a3, a3)));
        const nanB = v128.or(v128.or(f32x4.ne(b0, b0), f32x4.ne(b1, b1)), v128.or(f32x4.ne(b2, b2), f32x4.ne(b3, b3)));
        const bestA = f32x4.pmax(f32x4.pmax(a0, a1), f32x4.pmax(a2, a3));
        const bestB = f32x4.pmax(f32x4.pmax(b0, b1), f32x4.pmax(b2, b3));
        const ga = v128.load(dy);
        const gb = v128.load(dy, 16);
        const to = x + apart;
        const under = below + apart;
        // The first that is the largest takes it; where there is a NaN, the first NaN.
        let isA = v128.bitselect(f32x4.ne(a0, a0), f32x4.eq(a0, bestA), nanA);
        let isB = v128.bitselect(f32x4.ne(b0, b0), f32x4.eq(b0, bestB), nanB);
        v128.store(to, v128.and(gb, isB), 16);
        v128.store(to, v128.and(ga, isA));
        let restA = v128.andnot(ga, isA);
        let restB = v128.andnot(gb, isB);
        isA = v128.bitselect(f32x4.ne(a1, a1), f32x4.eq(a1, bestA), nanA);
        isB = v128.bitselect(f32x4.ne(b1, b1), f32x4.eq(b1, bestB), nanB);
        v128.store(to + pixel, v128.and(restB, isB), 16);
        v128.store(to + pixel, v128.and(restA, isA));
        restA = v128.andnot(restA, isA);
        restB = v128.andnot(restB, isB);
        isA = v128.bitselect(f32x4.ne(a2, a2), f32x4.eq(a2, bestA), nanA);
        isB = v128.bitselect(f32x4.ne(b2, b2), f32x4.eq(b2, bestB), nanB);
        v128.store(under, v128.and(restB, isB), 16);
        v128.store(under, v128.and(restA, isA));
        restA = v128.andnot(restA, isA);
        restB = v128.andnot(restB, isB);
        isA = v128.bitselect(f32x4.ne(a3, a3), f32x4.eq(a3, bestA), nanA);
        isB = v128.bitselect(f32x4.ne(b3, b3), f32x4.eq(b3, bestB), nanB);
        v128.store(under + pixel, v128.and(restB, isB), 16);
        v128.store(under + pixel, v128.and(restA, isA));
        dy += 32;
      }
      x += pixel;
    }
  }
}

/** Y (towards x) += DY, shared among the window's real cells. */
export function avgPoolGrad(p: usize, tid: i32, threads: i32): void {
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const isSideBySide = load<i32>(p, Conv.STRIDE_H) == kh && load<i32>(p, Conv.STRIDE_W) == kw;
  const isDense = load<i32>(p, Conv.DILATION_H) == 1 && load<i32>(p, Conv.DILATION_W) == 1;
  const isBare = load<i32>(p, Conv.TOP) == 0 && load<i32>(p, Conv.LEFT) == 0;
  const isCovered =
    load<i32>(p, Conv.H) == kh * load<i32>(p, Conv.OH) && load<i32>(p, Conv.W) == kw * load<i32>(p, Conv.OW);
  if (isSideBySide && isDense && isBare && isCovered) shareOut(p, tid, threads);
  else walk(p, tid, threads, false);
}

/** Averages of windows side by side that cover the map: every cell is written once. */
function shareOut(p: usize, tid: i32, threads: i32): void {
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const ow = load<i32>(p, Conv.OW);
  const pixel = (<usize>load<i32>(p, Conv.CIN)) << 2;
  const scale: f32 = load<i32>(p, Conv.DIVIDE) != 0 ? <f32>1 / <f32>(kh * kw) : 1;
  const row = <usize>(kw * ow) * pixel;
  const rows = load<i32>(p, Conv.N) * load<i32>(p, Conv.OH) * kh;
  const last = part(rows, tid + 1, threads, 1);
  for (let i = part(rows, tid, threads, 1); i < last; i++) {
    let dy = load<u32>(p, Conv.DY) + <usize>((i / kh) * ow) * pixel;
    let y = load<u32>(p, Conv.Y) + <usize>i * row;
    for (let j = 0; j < ow; j++) {
      for (let b = 0; b < kw; b++) {
        scaled(dy, scale, y, pixel);
        y += pixel;
      }
      dy += pixel;
    }
  }
}

/** `bytes` of numbers times `scale`. */
@inline
function scaled(from: usize, scale: f32, to: usize, bytes: usize): void {
  let k: usize = 0;
  const by = f32x4.splat(scale);
  for (; k + 32 <= bytes; k += 32) {
    const a = f32x4.mul(v128.load(from + k), by);
    const b = f32x4.mul(v128.load(from + k, 16), by);
    v128.store(to + k, b, 16);
    v128.store(to + k, a);
  }
  for (; k < bytes; k += 4) store<f32>(to + k, load<f32>(from + k) * scale);
}

function walk(p: usize, tid: i32, threads: i32, isMax: bool): void {
  const n = load<i32>(p, Conv.N);
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const c = load<i32>(p, Conv.CIN);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sh = load<i32>(p, Conv.STRIDE_H);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const dh = load<i32>(p, Conv.DILATION_H);
  const dw = load<i32>(p, Conv.DILATION_W);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const divide = load<i32>(p, Conv.DIVIDE) != 0;
  const x = <usize>load<u32>(p, Conv.X);
  const y = <usize>load<u32>(p, Conv.Y);
  const dy = <usize>load<u32>(p, Conv.DY);
  const last = part(n, tid + 1, threads, 1);
  const pixel = (<usize>c) << 2;
  for (let s = part(n, tid, threads, 1); s < last; s++) {
    const plane = <usize>(s * h * w) * pixel;
    zero(y + plane, <usize>(h * w) * pixel);
    for (let i = 0; i < oh; i++) {
      for (let j = 0; j < ow; j++) {
        const y0 = i * sh - top;
        const x0 = j * sw - left;
        // The window's real cells: taps a0 <= a < a1, b0 <= b < b1.
        const a0 = y0 < 0 ? (dh - 1 - y0) / dh : 0;
        const b0 = x0 < 0 ? (dw - 1 - x0) / dw : 0;
        const a1 = min<i32>(kh, y0 >= h ? 0 : (h - 1 - y0) / dh + 1);
        const b1 = min<i32>(kw, x0 >= w ? 0 : (w - 1 - x0) / dw + 1);
        const real = max<i32>(0, a1 - a0) * max<i32>(0, b1 - b0);
        const scale: f32 = divide ? (real > 0 ? <f32>1 / <f32>real : 0) : 1;
        const cell = <usize>((s * oh + i) * ow + j) * pixel;
        let ch: usize = 0;
        if (isMax) {
          for (; ch + 16 <= pixel; ch += 16) {
            const base = plane + ch;
            let best = f32x4.splat(0);
            let where = i32x4.splat(-1);
            let tap = 0;
            for (let a = a0; a < a1; a++) {
              for (let b = b0; b < b1; b++) {
                const v = v128.load(x + base + <usize>((y0 + a * dh) * w + x0 + b * dw) * pixel);
                let better = v128.or(f32x4.gt(v, best), f32x4.ne(v, v));
                if (tap == 0) better = i32x4.splat(-1);
                best = v128.bitselect(v, best, better);
                where = v128.bitselect(i32x4.splat(tap), where, better);
                tap++;
              }
            }
            const g = v128.load(dy + cell + ch);
            tap = 0;
            for (let a = a0; a < a1; a++) {
              for (let b = b0; b < b1; b++) {
                const q = y + base + <usize>((y0 + a * dh) * w + x0 + b * dw) * pixel;
                const mine = v128.and(g, i32x4.eq(where, i32x4.splat(tap)));
                v128.store(q, f32x4.add(v128.load(q), mine));
                tap++;
              }
            }
          }
        } else {
          for (; ch + 16 <= pixel; ch += 16) {
            const g = f32x4.mul(v128.load(dy + cell + ch), f32x4.splat(scale));
            for (let a = a0; a < a1; a++) {
              for (let b = b0; b < b1; b++) {
                const q = y + plane + ch + <usize>((y0 + a * dh) * w + x0 + b * dw) * pixel;
                v128.store(q, f32x4.add(v128.load(q), g));
              }
            }
          }
        }
        for (; ch < pixel; ch += 4) {
          const base = plane + ch;
          if (isMax) {
            let best: f32 = -Infinity;
            let at: usize = 0;
            for (let a = a0; a < a1; a++) {
              for (let b = b0; b < b1; b++) {
                const q = base + <usize>((y0 + a * dh) * w + x0 + b * dw) * pixel;
                const v = load<f32>(x + q);
                if (at == 0 || v > best || v != v) {
                  best = v;
                  at = y + q;
                }
              }
            }
            if (at != 0) store<f32>(at, load<f32>(at) + load<f32>(dy + cell + ch));
          } else {
            const g = load<f32>(dy + cell + ch) * scale;
            for (let a = a0; a < a1; a++) {
              for (let b = b0; b < b1; b++) {
                const q = base + <usize>((y0 + a * dh) * w + x0 + b * dw) * pixel;
                store<f32>(y + q, load<f32>(y + q) + g);
              }
            }
          }
        }
      }
    }
  }
}

/** The dense gradient y [n, oh, ow, c] behind a fused max-pooling. */
export function unpool(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Unpool.N);
  const oh = load<i32>(p, Unpool.OH);
  const ow = load<i32>(p, Unpool.OW);
  const c = load<i32>(p, Unpool.C);
  const ph = load<i32>(p, Unpool.POOL_H);
  const pw = load<i32>(p, Unpool.POOL_W);
  const h = oh / ph;
  const w = ow / pw;
  const last = part(n, tid + 1, threads, 1);
  for (let s = part(n, tid, threads, 1); s < last; s++) {
    const y = load<u32>(p, Unpool.Y) + ((<usize>(s * oh * ow * c)) << 2);
    if (h * ph < oh || w * pw < ow) zero(y, (<usize>(oh * ow * c)) << 2);
    const arg = load<u32>(p, Unpool.ARGMAX) + <usize>(s * h * w * c);
    const dy = load<u32>(p, Unpool.DY) + ((<usize>(s * h * w * c)) << 2);
    unpoolInto(dy, arg, y, oh, ow, h, w, c, 0, 0, ph, pw);
  }
}
