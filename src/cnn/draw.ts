/** @file The layer as a picture: the maps in the upper row, the pooled maps below them, and the whole layer in one call. */
import { checkCall } from '../arguments/index.ts';
import type { ArraySource, NDArray } from '../array/index.ts';
import { plt } from '../plot/index.ts';
import { ConvMax } from './conv.ts';
import { join, to_img } from './picture.ts';
import { mapsOf } from './volume.ts';

/** Width and height of a figure in inches. */
export type FigureSize = readonly number[];

/**
 * Draws n maps and their n pooled maps in two rows, titled Conv{k}-0, … and MaxP{k}-0, …
 *
 * @ko 특성 맵과 풀링한 맵을 두 줄로 그립니다.
 * @param size width and height in inches. Default (12, 8)
 * @param k number of the layer; any but -1 also saves the figure as conv{k}.png
 */
export function draw(
  f0: NDArray | readonly ArraySource[],
  fg0: NDArray | readonly ArraySource[],
  size: FigureSize = [12, 8],
  k = -1,
): void {
  if (arguments.length > 2) checkCall('cnn.draw', arguments, 4);
  const rows = [mapsOf(f0, 'cnn.draw'), mapsOf(fg0, 'cnn.draw')];
  const columns = Math.max(...rows.map((maps) => maps.length));
  plt.figure({ figsize: [...size] });
  for (const [row, name] of ['Conv', 'MaxP'].entries()) {
    for (const [i, map] of rows[row]!.entries()) {
      plt.subplot(2, columns, row * columns + i + 1);
      plt.title(`${name}${k}-${i}`);
      plt.imshow(map);
    }
  }
  if (k !== -1) plt.savefig(`conv${k}.png`);
}

/**
 * A whole layer, shown: convolution, ReLU and pooling, drawn as pictures of bytes.
 *
 * @ko 합성곱, 풀링, 그리기를 한 번에 하고 다음 층의 입력을 줍니다.
 * @param p0 (h, w) or (h, w, c)
 * @koParam p0 (h, w) 또는 (h, w, c) 그림
 * @returns p1, the pooled maps joined to one picture (h', w', n): the input of the next layer
 * @example const p1 = cnn.ConvDraw(np.random.rand(10, 10), [f, f, f], [12, 10], 0);
 */
export function ConvDraw(
  p0: ArraySource,
  filters: NDArray | readonly ArraySource[],
  size: FigureSize = [12, 8],
  k = -1,
): NDArray {
  if (arguments.length > 2) checkCall('cnn.ConvDraw', arguments, 4);
  const [f0, fg0] = ConvMax(p0, filters);
  draw(to_img(f0), to_img(fg0), size, k);
  return join(fg0);
}
