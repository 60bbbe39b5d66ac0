/**
 * @file Colours and ranges: grey from RGB (scikit-image's float and Pillow's whole-number formula), pictures between 0..255
 * and 0..1, and the channel conversions of Pillow's `convert`.
 */
import { checkCall, oneOf } from '../arguments/index.ts';
import type { DType, NDArray, TypedArray } from '../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../errors/index.ts';
import { arrayOf, pixelsOf, roundHalfEven, type Pixels } from './pixels.ts';
import { byteSamples } from './formats/samples.ts';

/**
 * Brightness of an RGB picture as float in 0..1: 0.2125 R + 0.7154 G + 0.0721 B (`skimage.color.rgb2gray`).
 * (h, w, 3) → (h, w), float64 (float32 stays float32).
 * @ko 색 그림을 회색조로 바꿉니다.
 */
export function rgb2gray(picture: NDArray): NDArray {
  const who = 'image.rgb2gray';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  const source = pixelsOf(picture, who);
  if (source.flat || source.channels !== 3) {
    throw new ShapeError({
      who,
      rule: { en: 'the picture must be RGB, (h, w, 3)', ko: '그림은 RGB (h, w, 3)이어야 합니다' },
      received: shapeText(picture.shape),
      hint:
        source.channels === 4
          ? {
              en: 'Drop the alpha channel first: picture.at("...", ":3")',
              ko: '먼저 알파 채널을 빼세요: picture.at("...", ":3")',
            }
          : source.flat
            ? { en: 'A picture (h, w) is grey already', ko: '(h, w) 그림은 이미 회색입니다' }
            : {
                en: 'The first channel alone is picture.at("...", 0), a picture (h, w)',
                ko: '첫 채널만 쓰려면 picture.at("...", 0), 곧 (h, w) 그림입니다',
              },
    });
  }
  const { data: rgb, dtype } = toFloat(source, false);
  const out = dtype === 'float32' ? new Float32Array(rgb.length / 3) : new Float64Array(rgb.length / 3);
  for (let i = 0, k = 0; k < out.length; i += 3, k++) {
    out[k] = rgb[i]! * 0.2125 + rgb[i + 1]! * 0.7154 + rgb[i + 2]! * 0.0721;
  }
  return arrayOf({ ...source, data: out, channels: 1, flat: true, dtype });
}

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

/** Pillow's names of channel layouts, in either case, and Keras's word for grey. */
export type PictureMode = { is: 'L' | 'LA' | 'RGB' | 'RGBA' | 'rgb' | 'rgba' | 'grayscale' }['is'];
const channelsOf: Readonly<Record<PictureMode, number>> = {
  L: 1,
  LA: 2,
  RGB: 3,
  RGBA: 4,
  rgb: 3,
  rgba: 4,
  grayscale: 1,
};

/**
 * A uint8 picture with other channels, exactly as Pillow's `convert`: 'L' (or 'grayscale') grey (h, w), 'LA', 'RGB' or 'RGBA'.
 * Grey is (19595 R + 38470 G + 7471 B + 32768) >> 16; a missing alpha becomes 255, a surplus one is dropped; of 16-bit
 * samples the high byte is taken, floats in 0..1 are times 255.
 * @ko 그림의 색 형식을 바꿉니다.
 */
export function convert(picture: NDArray, mode: PictureMode): NDArray {
  const who = 'image.convert';
  if (arguments.length > 2) checkCall(who, arguments, 2);
  const source = pixelsOf(picture, who);
  oneOf(who, 'mode', mode, Object.keys(channelsOf));
  const [a, b] = [source.channels, channelsOf[mode]];
  if (a > 4)
    throw new ShapeError({
      who,
      rule: { en: 'a picture has 1 to 4 channels', ko: '그림의 채널은 1개부터 4개까지입니다' },
      received: shapeText(picture.shape),
    });
  const samples = source.dtype === 'uint16' ? Uint8Array.from(source.data, (v) => v >> 8) : byteSamples(source, who);
  if (a === b) return arrayOf({ ...source, data: samples.slice(), flat: b === 1, dtype: 'uint8' });
  const out = new Uint8Array(source.height * source.width * b);
  const colour = a >= 3;
  for (let i = 0, o = 0; i < samples.length; i += a, o += b) {
    const r = samples[i]!;
    const grey = colour ? (r * 19595 + samples[i + 1]! * 38470 + samples[i + 2]! * 7471 + 0x8000) >> 16 : r;
    if (b <= 2) out[o] = grey;
    else for (let k = 0; k < 3; k++) out[o + k] = colour ? samples[i + k]! : r;
    if (b % 2 === 0) out[o + b - 1] = a % 2 === 0 ? samples[i + a - 1]! : 255;
  }
  return arrayOf({ ...source, data: out, channels: b, flat: b === 1, dtype: 'uint8' });
}
