/**
 * @file Grey from RGB (scikit-image's float formula and Pillow's whole-number one), and the channel conversions of Pillow's `convert`.
 */
import { checkCall, oneOf } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { byteSamples } from '../formats/samples.ts';
import { arrayOf, pixelsOf } from '../pixels.ts';
import { toFloat } from './range.ts';

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
