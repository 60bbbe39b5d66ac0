/** @file Sharpening by what a blur takes away (`skimage.filters.unsharp_mask`). */
import { checkCall, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { pixelsOf, storeLike } from '../pixels.ts';
import { blockOf } from './block.ts';
import { blurredFloats, floatBlock } from './gaussian.ts';

export interface UnsharpMaskOptions {
  /** Sigma of the Gaussian that finds the details. Default 1. */
  radius?: number;
  /** How much of the details is added. Default 1. */
  amount?: number;
  /** Leaves the values as they are, and does not cut them off at the ends of the range. Default false. */
  preserveRange?: boolean;
}

const unsharpMaskOptions = optionsOf<UnsharpMaskOptions>()({
  radius: number({ from: 0 }).or(1),
  amount: number().or(1),
  preserveRange: flag().or(false),
});

/**
 * A sharper picture: x + (x - blurred x) · amount (`skimage.filters.unsharp_mask`). Floats in 0..1 (-1..1 where x is negative
 * somewhere), float32 stays float32, channels stay apart.
 * @ko 흐린 그림과의 차이를 더해 선명하게 합니다. 결과는 0~1의 실수입니다.
 */
export function unsharpMask(picture: NDArray, options?: UnsharpMaskOptions): NDArray {
  const who = 'image.unsharpMask';
  if (arguments.length > 1) checkCall(who, arguments, 2, unsharpMaskOptions);
  const { radius, amount, preserveRange } = readOptions(who, options, unsharpMaskOptions);
  pixelsOf(picture, who);
  const block = floatBlock(blockOf(picture, who), preserveRange);
  const calm = blurredFloats(block.data, block.dims, radius);
  const out = storeLike(block.data, calm.length);
  const low = block.data.some((v) => v < 0) ? -1 : 0;
  const round = block.dtype === 'float32' ? Math.fround : (v: number): number => v;
  for (let i = 0; i < out.length; i++) {
    const v = block.data[i]!;
    const sharp = v + round(round(v - calm[i]!) * amount);
    out[i] = preserveRange ? sharp : Math.min(1, Math.max(low, sharp));
  }
  return fromTyped(out, block.shape, block.dtype);
}
