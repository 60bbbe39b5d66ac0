/** @file Channels added and blended away: grey to RGB, RGBA over a background (`skimage.color`). */
import { checkCall, list, number, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { floatsOf } from './range.ts';
import { arrayOf, greyOf, pixelsOf, storeLike } from '../pixels.ts';

/**
 * A grey picture with three equal channels (`skimage.color.gray2rgb`). (h, w) → (h, w, 3), the type stays.
 * @ko 회색조 그림을 RGB 세 채널로 만듭니다.
 */
export function gray2rgb(picture: NDArray): NDArray {
  const who = 'image.gray2rgb';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  const source = greyOf(picture, who);
  const data = storeLike(source.data, source.data.length * 3);
  for (let i = 0; i < data.length; i++) data[i] = source.data[Math.floor(i / 3)]!;
  return arrayOf({ ...source, data, channels: 3, flat: false });
}

export interface Rgba2rgbOptions {
  /** What shines through, [r, g, b] in 0..1. Default white. */
  background?: readonly number[];
}

const rgba2rgbOptions = optionsOf<Rgba2rgbOptions>()({
  background: list(number({ from: 0, to: 1 }), 3).or([1, 1, 1]),
});

/**
 * A picture with alpha laid over a background (`skimage.color.rgba2rgb`). (h, w, 4) → (h, w, 3), floats in 0..1.
 * @ko 투명도가 있는 그림을 배경 위에 얹습니다. 결과는 0~1의 실수입니다.
 */
export function rgba2rgb(picture: NDArray, options?: Rgba2rgbOptions): NDArray {
  const who = 'image.rgba2rgb';
  if (arguments.length > 1) checkCall(who, arguments, 2, rgba2rgbOptions);
  const { background } = readOptions(who, options, rgba2rgbOptions);
  const source = pixelsOf(picture, who);
  if (source.channels !== 4) {
    throw new ShapeError({
      who,
      rule: { en: 'the picture must be RGBA, (h, w, 4)', ko: '그림은 RGBA (h, w, 4)여야 합니다' },
      received: shapeText(picture.shape),
    });
  }
  const { data, dtype } = floatsOf(source.data, source.dtype, false);
  const out = storeLike(data, (data.length / 4) * 3);
  for (let i = 0, to = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    for (let k = 0; k < 3; k++, to++)
      out[to] = Math.min(1, Math.max(0, (1 - alpha) * background[k]! + alpha * data[i + k]!));
  }
  return arrayOf({ ...source, data: out, channels: 3, flat: false, dtype });
}
