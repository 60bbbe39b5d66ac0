/**
 * @file The gradient towards the 3x3 kernels of a one-channel picture (stride 1) behind a 2x2 max-pooling, from the arg-max: the
 * pooled gradient is spread on four masked copies, one for each pixel of the window, for 8 output channels at a time, and each of
 * the 16 pixels that the window's kernels see is multiplied into the taps it stands under. Three of four products are with 0;
 * they cost less than looking for the fourth.
 */
import * as A from './conv-args';
import { taps } from '../generated/taps';
import { Conv } from '../generated/words';
import { zero } from '../shared/simd';
import { part, scratch } from './threads';

/** cout is a multiple of 8. A piece's block is [9, cout], as the gradient itself. */
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
