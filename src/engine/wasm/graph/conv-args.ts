/**
 * @file What follows from the argument words that all convolution kernels share, and the padded copy of one sample that they read.
 */
import { Conv } from '../generated/words';
import { copy4, zero } from '../shared/simd';

/** Rows of the padded sample that the window visits. */
@inline
export function paddedH(p: usize): i32 {
  return (
    (load<i32>(p, Conv.OH) - 1) * load<i32>(p, Conv.STRIDE_H) +
    (load<i32>(p, Conv.KH) - 1) * load<i32>(p, Conv.DILATION_H) +
    1
  );
}

/** Columns of the padded sample that the window visits. */
@inline
export function paddedW(p: usize): i32 {
  return (
    (load<i32>(p, Conv.OW) - 1) * load<i32>(p, Conv.STRIDE_W) +
    (load<i32>(p, Conv.KW) - 1) * load<i32>(p, Conv.DILATION_W) +
    1
  );
}

/** Whether the sample can be read where it lies. */
export function readsInPlace(p: usize): bool {
  return (
    load<i32>(p, Conv.TOP) == 0 &&
    load<i32>(p, Conv.LEFT) == 0 &&
    load<i32>(p, Conv.UP_H) == 1 &&
    load<i32>(p, Conv.UP_W) == 1 &&
    load<u32>(p, Conv.UNPOOL) == 0 &&
    paddedH(p) <= load<i32>(p, Conv.H) &&
    paddedW(p) <= load<i32>(p, Conv.W)
  );
}

/**
 * Copies sample `s` of x into `to`, `hp` rows of `wp` pixels, placed by padding, upsampling or arg-max. `fresh`: zero it first. Of
 * the padded sample only the rows from `first` to below `last` need be there.
 */
export function fillPadded(
  p: usize,
  s: i32,
  to: usize,
  hp: i32,
  wp: i32,
  fresh: bool,
  first: i32 = 0,
  last: i32 = i32.MAX_VALUE,
): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const c = load<i32>(p, Conv.CIN);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const uh = load<i32>(p, Conv.UP_H);
  const uw = load<i32>(p, Conv.UP_W);
  const pixel = (<usize>c) << 2;
  const from = load<u32>(p, Conv.X) + <usize>(s * h * w) * pixel;
  const unpool = <usize>load<u32>(p, Conv.UNPOOL);
  const end = min<i32>(hp, last);
  if (fresh) zero(to + <usize>(first * wp) * pixel, <usize>((end - first) * wp) * pixel);
  if (unpool != 0) {
    unpoolInto(from, unpool + <usize>(s * h * w * c), to, hp, wp, h, w, c, top, left, uh, uw);
    return;
  }
  for (let i = 0; i < h; i++) {
    const y = i * uh + top;
    if (y < first || y >= end) continue;
    const row = from + <usize>(i * w) * pixel;
    if (uw == 1) {
      const j0 = max<i32>(0, -left);
      const j1 = min<i32>(w, wp - left);
      if (j1 > j0) {
        memory.copy(to + <usize>(y * wp + left + j0) * pixel, row + <usize>j0 * pixel, <usize>(j1 - j0) * pixel);
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
export function unpoolInto(
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
  const pixel = (<usize>c) << 2;
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
            const where = i8x16.shuffle(
              bytes,
              i64x2.splat(0),
              0,
              16,
              16,
              16,
              1,
              16,
              16,
              16,
              2,
              16,
              16,
              16,
              3,
              16,
              16,
              16,
            );
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
