/**
 * @file The argument block that all convolution kernels share, and the padded copy of one sample that they read. Words of
 * the block are named here; `convWords` in plan/conv-tasks.ts writes them in the same order.
 */
import { copy4, zero } from '../shared/simd';

export const X: usize = 0;
export const W: usize = 4;
export const BIAS: usize = 8;
export const Y: usize = 12;
/** Bytes: position of the maximum within its pooling window, written by the forward kernels; 0 for none. */
export const ARGMAX: usize = 16;
export const N: usize = 20;
export const H: usize = 24;
export const WIDTH: usize = 28;
export const CIN: usize = 32;
export const KH: usize = 36;
export const KW: usize = 40;
export const SH: usize = 44;
export const SW: usize = 48;
export const DH: usize = 52;
export const DW: usize = 56;
export const PT: usize = 60;
export const PL: usize = 64;
export const OH: usize = 68;
export const OW: usize = 72;
export const COUT: usize = 76;
export const GROUPS: usize = 80;
export const RELU: usize = 84;
/** Pooling fused after the convolution: window = stride = (PH, PW); 0 for none. */
export const PH: usize = 88;
export const PW: usize = 92;
/** Zeros put between the cells of x: cell (i, j) lands on (i * UH, j * UW). */
export const UH: usize = 96;
export const UW: usize = 100;
/** When not 0, x is a gradient towards a pooled map: each cell lands where this arg-max says, in windows (UH, UW). */
export const UNPOOL: usize = 104;
/** Gradient kernels: dy, and this op's partial sums (one block a piece, `PART_STRIDE` bytes apart). */
export const DY: usize = 108;
export const PART: usize = 112;
export const PART_STRIDE: usize = 116;
/** Whether vectors have 256 bits (Winograd's products then take the wider register tile). */
export const WIDE: usize = 120;

/** Rows of the padded sample that the window visits. */
@inline
export function paddedH(p: usize): i32 {
  return (load<i32>(p, OH) - 1) * load<i32>(p, SH) + (load<i32>(p, KH) - 1) * load<i32>(p, DH) + 1;
}

/** Columns of the padded sample that the window visits. */
@inline
export function paddedW(p: usize): i32 {
  return (load<i32>(p, OW) - 1) * load<i32>(p, SW) + (load<i32>(p, KW) - 1) * load<i32>(p, DW) + 1;
}

/** Whether the sample can be read where it lies. */
export function readsInPlace(p: usize): bool {
  return (
    load<i32>(p, PT) == 0 &&
    load<i32>(p, PL) == 0 &&
    load<i32>(p, UH) == 1 &&
    load<i32>(p, UW) == 1 &&
    load<u32>(p, UNPOOL) == 0 &&
    paddedH(p) <= load<i32>(p, H) &&
    paddedW(p) <= load<i32>(p, WIDTH)
  );
}

/** Copies sample `s` of x into `to`, `hp` rows of `wp` pixels, placed by padding, upsampling or arg-max. `fresh`: zero it first. */
export function fillPadded(p: usize, s: i32, to: usize, hp: i32, wp: i32, fresh: bool): void {
  const h = load<i32>(p, H);
  const w = load<i32>(p, WIDTH);
  const c = load<i32>(p, CIN);
  const top = load<i32>(p, PT);
  const left = load<i32>(p, PL);
  const uh = load<i32>(p, UH);
  const uw = load<i32>(p, UW);
  const pixel = <usize>c << 2;
  const from = load<u32>(p, X) + <usize>(s * h * w) * pixel;
  const unpool = <usize>load<u32>(p, UNPOOL);
  if (fresh) zero(to, <usize>(hp * wp) * pixel);
  if (unpool != 0) {
    unpoolInto(from, unpool + <usize>(s * h * w * c), to, hp, wp, h, w, c, top, left, uh, uw);
    return;
  }
  for (let i = 0; i < h; i++) {
    const y = i * uh + top;
    if (y < 0 || y >= hp) continue;
    const row = from + <usize>(i * w) * pixel;
    if (uw == 1) {
      const j0 = max<i32>(0, -left);
      const j1 = min<i32>(w, wp - left);
      if (j1 > j0) {
        memory.copy(
          to + <usize>(y * wp + left + j0) * pixel,
          row + <usize>j0 * pixel,
          <usize>(j1 - j0) * pixel,
        );
      }
      continue;
    }
    for (let j = 0; j < w; j++) {
      const x = j * uw + left;
      if (x >= 0 && x < wp) copy4(to + <usize>(y * wp + x) * pixel, row + <usize>j * pixel, pixel);
    }
  }
}

/**
 * Puts each pooled gradient on the cell its arg-max names. Every cell of a window is written (with 0 where the maximum was not),
 * so what the window covers need not be cleared first.
 */
function unpoolInto(
  from: usize,
  arg: usize,
  to: usize,
  hp: i32,
  wp: i32,
  h: i32,
  w: i32,
  c: i32,
  top: i32,
  left: i32,
  uh: i32,
  uw: i32,
): void {
  const pixel = <usize>c << 2;
  for (let i = 0; i < h; i++) {
    for (let j = 0; j < w; j++) {
      for (let a = 0; a < uh; a++) {
        const y = i * uh + top + a;
        if (y < 0 || y >= hp) continue;
        for (let b = 0; b < uw; b++) {
          const x = j * uw + left + b;
          if (x < 0 || x >= wp) continue;
          const at = to + <usize>(y * wp + x) * pixel;
          const mine = i32x4.splat(a * uw + b);
          let ch: usize = 0;
          for (; ch + 4 <= <usize>c; ch += 4) {
            const bytes = v128.load32_splat(arg + ch);
            const where = i8x16.shuffle(bytes, i64x2.splat(0), 0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 3, 16, 16, 16);
            v128.store(at + (ch << 2), v128.and(v128.load(from + (ch << 2)), i32x4.eq(where, mine)));
          }
          for (; ch < <usize>c; ch++) {
            store<f32>(at + (ch << 2), <i32>load<u8>(arg + ch) == a * uw + b ? load<f32>(from + (ch << 2)) : 0);
          }
        }
      }
      from += pixel;
      arg += <usize>c;
    }
  }
}
