/** @file Between maps of any numbers and pictures of bytes (to_img), and from maps to one picture with channels (join). */
import { checkCall, flag, optionsOf, readOptions } from '../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../array/index.ts';
import { mapsOf } from './volume.ts';

export interface ToImgOptions {
  /**
   * Lets values outside 0..255 run round modulo 256, as NumPy's uint8 does. Default false: they are cut off.
   * @ko 0..255를 벗어난 값을 256으로 나눈 나머지로 둡니다. 기본값 false이면 잘라 냅니다.
   */
  wrap?: boolean;
}

const toImgOptions = optionsOf<ToImgOptions>()({ wrap: flag().or(false) });

/**
 * Every map as a grey picture: rounded (half to even, as np.round) to uint8. Values outside 0..255 are cut off;
 * `wrap: true` lets them run round modulo 256 as NumPy's uint8 does.
 * @ko 특성 맵을 0~255의 그림으로 바꿉니다.
 */
export function to_img(nimg: NDArray | readonly ArraySource[], options?: ToImgOptions): NDArray[] {
  if (arguments.length > 2) checkCall('cnn.to_img', arguments, 2, toImgOptions);
  const { wrap } = readOptions('cnn.to_img', options, toImgOptions);
  return mapsOf(nimg, 'cnn.to_img').map((map) => {
    const whole = map.round();
    return (wrap ? whole : whole.clip(0, 255)).astype('uint8');
  });
}

/**
 * n maps (h, w) → one picture (h, w, n), ready to be the input of the next layer.
 * @ko 특성 맵들을 채널로 쌓아 배열 하나로 만듭니다.
 */
export function join(mm: NDArray | readonly ArraySource[]): NDArray {
  if (arguments.length > 1) checkCall('cnn.join', arguments, 1);
  return np.stack(mapsOf(mm, 'cnn.join'), { axis: -1 }).astype('float64');
}
