/**
 * @file Convolution as the lecture builds it, in five steps: one window (conv), one map (featuring), a map for each filter
 * (ConvD), the negative values dropped (ReLU), and all of it with pooling (ConvMax).
 */
import { checkCall, optionsOf, readOptions } from '../arguments/index.ts';
import { NDArray, fromTyped, np, type ArraySource } from '../array/index.ts';
import { ShapeError, shapeText } from '../errors/index.ts';
import { pace, paddingRule, placesOf, type Pace, type Padding, type Walk } from '../windows/index.ts';
import { Pooling } from './pooling.ts';
import { filterFor, notEmpty, volume, type Volume } from './volume.ts';

/**
 * The sum of the element-wise product of two arrays of one shape: conv([1, 0, 2], [2, 3, 1]) is 4.
 * @ko 같은 자리끼리 곱해서 모두 더합니다(곱의 합).
 */
export function conv(a: ArraySource, b: ArraySource): number {
  if (arguments.length > 2) checkCall('cnn.conv', arguments, 2);
  const [x, y] = [np.asarray(a), np.asarray(b)];
  if (x.shape.length !== y.shape.length || x.shape.some((n, d) => n !== y.shape[d])) {
    throw new ShapeError({
      who: 'cnn.conv',
      rule: { en: 'both arrays must have the same shape', ko: '두 배열은 모양이 같아야 합니다' },
      received: {
        en: `${shapeText(x.shape)} and ${shapeText(y.shape)}`,
        ko: `${shapeText(x.shape)}, ${shapeText(y.shape)}`,
      },
    });
  }
  notEmpty(x, 'cnn.conv', { en: 'the arrays', ko: '배열' });
  const [p, q] = [x.toTyped(), y.toTyped()];
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]! * q[i]!;
  return sum;
}

export interface ScanOptions {
  /**
   * How far the filter moves each time: a number, or [m, n], m to the right and n down, as the lecture writes it (Keras's `strides`
   * are [down, right]). Default 1.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 수 하나, 또는 오른쪽으로 m칸, 아래로 n칸인 [m, n](강의의 순서이며, 케라스의 `strides`는 [아래, 오른쪽]입니다). 기본값 1.
   */
  stride?: Pace;
  /**
   * Zeros around the picture: a number of pixels, 'same' (the map is as big as the picture) or 'valid' (none). Default 'valid'.
   * @ko 그림 둘레의 0입니다: 칸 수, 'same'(크기를 그대로), 'valid'(없음). 기본값 'valid'.
   */
  padding?: Padding;
  /**
   * From one number of the filter to the next, in pixels: above 1 there are gaps. A number or [m, n] as `stride`. Default 1.
   * @ko 필터의 이웃한 두 수 사이의 거리입니다(픽셀). 1보다 크면 틈이 생깁니다. `stride`처럼 수 하나 또는 [m, n]. 기본값 1.
   */
  dilation?: Pace;
}

const scanOptions = optionsOf<ScanOptions>()({
  stride: pace().or(1),
  padding: paddingRule().or('valid'),
  dilation: pace().or(1),
});

/**
 * Slides one filter over a picture: the feature map.
 *
 * @ko 필터 하나를 그림 위에서 움직여 특성 맵을 만듭니다.
 * @param nimg (h, w) or (h, w, c)
 * @koParam nimg (h, w) 또는 (h, w, c) 그림
 * @param filter (fh, fw) or (fh, fw, c), of any size; a flat filter is laid on every channel alike
 * @koParam filter (fh, fw) 또는 (fh, fw, c) 필터. 크기는 자유이고, 납작한 필터는 채널마다 똑같이 얹습니다
 * @returns float64 (oh, ow) with oh = (h + 2 padding - fh) / stride + 1; for a 3×3 filter (h - 2, w - 2)
 */
export function featuring(nimg: ArraySource, filter: ArraySource, options?: ScanOptions): NDArray {
  if (arguments.length > 3) checkCall('cnn.featuring', arguments, 3, scanOptions);
  const picture = volume(nimg, 'cnn.featuring', { en: 'the picture', ko: '그림' });
  return scan(picture, filterFor(filter, picture, 'cnn.featuring'), options, 'cnn.featuring');
}

function scan(picture: Volume, f: Volume, options: ScanOptions | undefined, who: string): NDArray {
  const { rows, columns } = placesOf(picture, f, readOptions(who, options, scanOptions), who);
  const { data, w, c } = surround(picture, rows, columns);
  const feature = new Float64Array(rows.count * columns.count);
  for (let i = 0; i < rows.count; i++) {
    for (let j = 0; j < columns.count; j++) {
      let sum = 0;
      for (let fi = 0; fi < f.h; fi++) {
        const y = i * rows.stride + fi * rows.dilation;
        for (let fj = 0; fj < f.w; fj++) {
          const x = j * columns.stride + fj * columns.dilation;
          const [pixel, weight] = [(y * w + x) * c, (fi * f.w + fj) * c];
          for (let k = 0; k < c; k++) sum += data[pixel + k]! * f.data[weight + k]!;
        }
      }
      feature[i * columns.count + j] = sum;
    }
  }
  return fromTyped(feature, [rows.count, columns.count]);
}

/** The picture with its padding: zeros above, below, left and right. */
function surround(picture: Volume, rows: Walk, columns: Walk): Volume {
  const { h, w, c } = picture;
  const [high, wide] = [rows.before + h + rows.behind, columns.before + w + columns.behind];
  if (high === h && wide === w) return picture;
  const data = new Float64Array(high * wide * c);
  for (let i = 0; i < h; i++) {
    data.set(picture.data.subarray(i * w * c, (i + 1) * w * c), ((i + rows.before) * wide + columns.before) * c);
  }
  return { data, h: high, w: wide, c };
}

/**
 * One feature map for each filter.
 *
 * @ko 여러 필터로 특성 맵들을 만듭니다.
 * @param filters a list of filters, or one array (n, fh, fw) or (n, fh, fw, c)
 * @koParam filters 필터의 목록, 또는 (n, fh, fw)나 (n, fh, fw, c) 배열 하나
 * @returns a list of n maps (oh, ow)
 */
export function ConvD(nimg: ArraySource, filters: NDArray | readonly ArraySource[], options?: ScanOptions): NDArray[] {
  if (arguments.length > 3) checkCall('cnn.ConvD', arguments, 3, scanOptions);
  const picture = volume(nimg, 'cnn.ConvD', { en: 'the picture', ko: '그림' });
  return filterList(filters, 'cnn.ConvD').map((filter) =>
    scan(picture, filterFor(filter, picture, 'cnn.ConvD'), options, 'cnn.ConvD'),
  );
}

function filterList(filters: NDArray | readonly ArraySource[], who: string): readonly ArraySource[] {
  const list = Array.isArray(filters) ? (filters as readonly ArraySource[]) : [...rowsOf(np.asarray(filters))];
  if (list.length === 0)
    throw new ShapeError({
      who,
      rule: { en: 'at least one filter is needed', ko: '필터가 하나 이상 필요합니다' },
      received: { en: 'an empty list', ko: '빈 리스트' },
    });
  if (np.asarray(list[0]!).ndim < 2) {
    throw new ShapeError({
      who,
      rule: {
        en: 'filters come as a list, or as one array (n, fh, fw) or (n, fh, fw, c)',
        ko: '필터는 리스트이거나 배열 하나 (n, fh, fw) 또는 (n, fh, fw, c)입니다',
      },
      received: {
        en: `an array of shape ${shapeText(np.asarray(filters).shape)}`,
        ko: `모양이 ${shapeText(np.asarray(filters).shape)}인 배열`,
      },
      hint: { en: 'Put a single filter into a list: [filter]', ko: '필터 하나는 리스트에 넣으세요: [filter]' },
    });
  }
  return list;
}

function* rowsOf(a: NDArray): Generator<NDArray> {
  for (let i = 0; i < (a.shape[0] ?? 0); i++) yield a.at(i);
}

/**
 * max(0, x) for every value. A list of maps becomes one array (n, h, w), as np.array makes it.
 * @ko 음수를 0으로 바꿉니다.
 */
export function ReLU(f0: ArraySource): NDArray {
  if (arguments.length > 1) checkCall('cnn.ReLU', arguments, 1);
  const x = np.asarray(f0);
  notEmpty(x, 'cnn.ReLU', { en: 'the array', ko: '배열' });
  const data = x.toTyped().slice();
  for (let i = 0; i < data.length; i++) if (data[i]! < 0) data[i] = 0;
  return fromTyped(data, x.shape, x.dtype);
}

/**
 * A whole layer: convolution, ReLU and 2×2 max pooling.
 *
 * @ko 합성곱, ReLU, 최댓값 풀링을 차례로 하고 두 결과를 줍니다.
 * @returns [f0, fg]: the activation maps (n, oh, ow) and the list of n pooled maps
 */
export function ConvMax(
  nimg: ArraySource,
  filters: NDArray | readonly ArraySource[],
  options?: ScanOptions,
): [NDArray, NDArray[]] {
  if (arguments.length > 2) checkCall('cnn.ConvMax', arguments, 3, scanOptions);
  const f0 = ReLU(ConvD(nimg, filters, options));
  return [f0, Pooling(f0)];
}
