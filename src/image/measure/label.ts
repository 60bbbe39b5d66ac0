/** @file Connected areas: numbered (`skimage.measure.label`) and measured (`skimage.measure.regionprops`, its first facts). */
import { checkCall, choice, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { greyOf, type Pixels } from '../pixels.ts';

export interface LabelOptions {
  /** 1: neighbours share a side, 2: a side or a corner. Default 2. (SciPy's `ndimage.label` has 1.) */
  connectivity?: 1 | 2;
  /** The value that is no area and gets 0. Default 0. */
  background?: number;
}

const labelOptions = optionsOf<LabelOptions>()({ connectivity: choice(1, 2).or(2), background: number().or(0) });

/**
 * Numbers the connected areas of equal value from 1 in reading order (`skimage.measure.label`); the background is 0. The largest
 * number, `labels.max()`, says how many there are.
 * @ko 이어진 영역에 1부터 번호를 매깁니다. 배경은 0입니다.
 * @param picture (h, w), a mask or whole numbers
 * @returns (h, w), int32
 */
export function label(picture: NDArray, options?: LabelOptions): NDArray {
  const who = 'image.label';
  if (arguments.length > 1) checkCall(who, arguments, 2, labelOptions);
  const { connectivity, background } = readOptions(who, options, labelOptions);
  const source = greyOf(picture, who);
  const labels = areasOf(source, background, connectivity === 2);
  return fromTyped(labels, [source.height, source.width], 'int32');
}

/** Areas of equal value that is not the background, numbered in the order of their first pixels. */
export function areasOf({ data, height, width }: Pixels, background: number, corners: boolean): Int32Array {
  const labels = new Int32Array(height * width);
  const queue = new Int32Array(height * width);
  let count = 0;
  for (let first = 0; first < labels.length; first++) {
    const value = data[first]!;
    if (labels[first] !== 0 || value === background) continue;
    labels[first] = ++count;
    queue[0] = first;
    for (let read = 0, end = 1; read < end; read++) {
      const place = queue[read]!;
      const y = Math.floor(place / width);
      const x = place - y * width;
      for (let row = Math.max(0, y - 1); row <= y + 1 && row < height; row++) {
        for (let col = Math.max(0, x - 1); col <= x + 1 && col < width; col++) {
          const at = row * width + col;
          if (labels[at] !== 0 || data[at] !== value || (!corners && row !== y && col !== x)) continue;
          labels[at] = count;
          queue[end++] = at;
        }
      }
    }
  }
  return labels;
}

/** What is known of one area. */
export interface Region {
  /** Its number. */
  readonly label: number;
  /** Its pixels. */
  readonly area: number;
  /** Its frame, [top, left, bottom, right]; the last row and column are no longer in it. */
  readonly bbox: readonly [number, number, number, number];
  /** The mean place of its pixels, [row, column]. */
  readonly centroid: readonly [number, number];
}

/**
 * Area, frame and middle of every numbered area (`skimage.measure.regionprops`).
 * @ko 번호가 매겨진 영역마다 넓이, 둘레 상자, 중심을 구합니다.
 * @param labels (h, w), what `image.label` gives
 */
export function regionprops(labels: NDArray): Region[] {
  const who = 'image.regionprops';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  const { data, width } = greyOf(labels, who);
  const found = new Map<number, { area: number; box: [number, number, number, number]; sums: [number, number] }>();
  data.forEach((number, i) => {
    if (number <= 0) return;
    const [y, x] = [Math.floor(i / width), i % width];
    const region = found.get(number) ?? { area: 0, box: [y, x, y + 1, x + 1], sums: [0, 0] };
    const { box, sums } = region;
    found.set(number, region);
    region.area++;
    sums[0] += y;
    sums[1] += x;
    region.box = [Math.min(box[0], y), Math.min(box[1], x), Math.max(box[2], y + 1), Math.max(box[3], x + 1)];
  });
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([number, { area, box, sums }]) => ({ label: number, area, bbox: box, centroid: [sums[0] / area, sums[1] / area] }));
} // prettier-ignore
