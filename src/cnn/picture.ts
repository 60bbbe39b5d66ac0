/** @file Between maps of any numbers and pictures of bytes (to_img), and from maps to one picture with channels (join). */
import { NDArray, np, type ArraySource } from '../array/index.ts';
import { mapsOf } from './volume.ts';

/**
 * Every map as a grey picture: rounded (half to even, as np.round) to uint8. Values outside 0..255 are cut off;
 * `wrap: true` lets them run round modulo 256 as NumPy's uint8 does.
 */
export function to_img(nimg: NDArray | readonly ArraySource[], { wrap = false }: { wrap?: boolean } = {}): NDArray[] {
  return mapsOf(nimg, 'cnn.to_img').map((map) => {
    const whole = map.round();
    return (wrap ? whole : whole.clip(0, 255)).astype('uint8');
  });
}

/** n maps (h, w) → one picture (h, w, n), ready to be the input of the next layer. */
export function join(mm: NDArray | readonly ArraySource[]): NDArray {
  return np.stack(mapsOf(mm, 'cnn.join'), { axis: -1 }).astype('float64');
}
