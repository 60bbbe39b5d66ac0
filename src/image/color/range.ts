/** @file Ranges: pictures between whole numbers (0..255 and others) and floats in 0..1, as `skimage.util` has them. */
import { checkCall } from '../../arguments/index.ts';
import type { DType, NDArray, TypedArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { arrayOf, pixelsOf, roundHalfEven, type Pixels } from '../pixels.ts';

/**
 * Whole numbers to float64 in 0..1 (signed types -1..1), bool to 0 and 1; floats stay (`skimage.img_as_float`). int64, the
 * type of plain lists, keeps its values: 255 of what it can hold would be as good as nothing.
 * @ko 0~1의 실수 그림으로 바꿉니다.
 */
export function imgAsFloat(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.imgAsFloat', arguments, 1);
  const result = toFloat(pixelsOf(picture, 'image.imgAsFloat'), false);
  return arrayOf({ ...result, data: result.data.slice() });
}

/**
 * Any picture to uint8 (`skimage.img_as_ubyte`): floats in -1..1 times 255, rounded half to even; of whole numbers the
 * highest bits; negatives become 0. uint8 stays.
 * @ko 0~255의 정수 그림으로 바꿉니다.
 */
export function imgAsUbyte(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.imgAsUbyte', arguments, 1);
  const source = pixelsOf(picture, 'image.imgAsUbyte');
  if (source.dtype === 'uint8') return arrayOf({ ...source, data: source.data.slice() });
  return arrayOf({ ...source, data: Uint8Array.from(source.data, byteOf(source.dtype)), dtype: 'uint8' });
}

/** How one sample of a type becomes a byte. */
function byteOf(dtype: DType): (v: number) => number {
  const who = 'image.imgAsUbyte';
  if (dtype === 'int64') {
    throw new ValueError({
      who,
      rule: {
        en: 'int64 pictures do not say which value is white',
        ko: 'int64 그림은 어느 값이 흰색인지 알 수 없습니다',
      },
      hint: {
        en: 'For values 0..255: x.clip(0, 255).astype("uint8")',
        ko: '값이 0..255라면: x.clip(0, 255).astype("uint8")',
      },
    });
  }
  if (dtype === 'bool') return (v) => v * 255;
  // 7 bits have no whole share of 8: scikit-image repeats the highest one.
  if (dtype === 'int8') return (v) => Math.max(0, (v << 1) | (v >> 6));
  const scale = fullScale[dtype];
  if (scale !== undefined) return (v) => Math.max(0, Math.floor(v / ((scale + 1) / 256)));
  return (v) => {
    if (v >= -1 && v <= 1) return Math.max(0, roundHalfEven(v * 255));
    throw new ValueError({
      who,
      rule: { en: 'float pictures hold values between -1 and 1', ko: '실수 그림의 값은 -1부터 1까지입니다' },
      received: String(v),
      hint: {
        en: 'For values 0..255: x.round().clip(0, 255).astype("uint8"); for others divide by the largest value first',
        ko: '값이 0..255라면: x.round().clip(0, 255).astype("uint8"); 아니면 가장 큰 값으로 먼저 나누세요',
      },
    });
  };
}

/** The samples as floats; with `preserveRange` their values stay. Floats are handed back as they are. */
export function toFloat(pixels: Pixels, preserveRange: boolean): Pixels {
  return { ...pixels, ...floatsOf(pixels.data, pixels.dtype, preserveRange) };
}

/** The same of samples alone. */
export function floatsOf(data: TypedArray, dtype: DType, preserveRange: boolean): { data: TypedArray; dtype: DType } {
  if (dtype === 'float32' || dtype === 'float64') return { data, dtype };
  const scale = preserveRange ? 1 : (fullScale[dtype] ?? 1);
  return { data: divided(data, scale), dtype: 'float64' };
}

function divided(data: TypedArray, scale: number): Float64Array {
  const out = new Float64Array(data.length);
  // A product with 1/scale would differ in the last digit from the division that scikit-image does for bytes.
  if (scale === 1) out.set(data);
  // The lowest of the signed values has no counterpart above.
  else for (let i = 0; i < out.length; i++) out[i] = Math.max(-1, data[i]! / scale);
  return out;
}

/** What counts as 1. */
const fullScale: Partial<Record<DType, number>> = {
  uint8: 255,
  uint16: 65535,
  uint32: 2 ** 32 - 1,
  int8: 127,
  int16: 32767,
  int32: 2 ** 31 - 1,
};
