/** @file What calls are given: maps, pictures, filters and labels as arrays or lists, in one form. */
import { listed, type Words } from '../input/values.ts';
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { shortNumber } from './stepper/walkthrough.ts';

export function planesOf(maps: ArraySource, who: string): NDArray[] {
  let array = np.asarray(maps);
  const received = { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` };
  // A list of 2-D maps is (n, h, w); a layer's output is (h, w, n).
  const list = Array.isArray(maps) && array.ndim === 3;
  if (array.ndim === 4 && array.shape[0] === 1) array = array.reshape(...array.shape.slice(1));
  if (array.ndim === 2) array = array.reshape(...array.shape, 1);
  if (array.ndim !== 3) {
    throw new ShapeError({
      who,
      rule: {
        en: 'maps are (h, w, n), (1, h, w, n) or a list of 2-D maps',
        ko: '맵은 (h, w, n), (1, h, w, n), 또는 2차원 맵의 리스트입니다',
      },
      received,
      ...(array.ndim === 4
        ? { hint: { en: 'Take the maps of one picture: maps.at(0)', ko: '그림 한 장의 맵을 고르세요: maps.at(0)' } }
        : {}),
    });
  }
  if (array.size === 0)
    throw new ShapeError({
      who,
      rule: { en: 'there must be at least one map', ko: '맵이 하나 이상 있어야 합니다' },
      received,
    });
  const data = array.toTyped();
  if (list) {
    const [n, h, w] = array.shape as [number, number, number];
    return Array.from({ length: n }, (_, i) => np.asarray(data.slice(i * h * w, (i + 1) * h * w)).reshape(h, w));
  }
  const [h, w, n] = array.shape as [number, number, number];
  return Array.from({ length: n }, (_, k) =>
    np.asarray(Float64Array.from({ length: h * w }, (_, i) => data[i * n + k]!)).reshape(h, w),
  );
}

export function picturesOf(images: ArraySource | readonly ArraySource[], who: string): NDArray[] {
  if (
    Array.isArray(images) &&
    images.length > 0 &&
    images.every((image) => image instanceof NDArray && image.ndim >= 2)
  ) {
    return images as NDArray[];
  }
  const array = np.asarray(images);
  const received = { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` };
  if (array.ndim !== 3 && array.ndim !== 4) {
    throw new ShapeError({
      who,
      rule: {
        en: 'images are (n, h, w), (n, h, w, c) or a list of pictures',
        ko: '그림은 (n, h, w), (n, h, w, c), 또는 그림의 리스트입니다',
      },
      received,
    });
  }
  if (array.size === 0)
    throw new ShapeError({
      who,
      rule: { en: 'there must be at least one picture', ko: '그림이 한 장 이상 있어야 합니다' },
      received,
    });
  const [n, ...shape] = array.shape;
  const data = array.toTyped();
  const each = data.length / n!;
  return Array.from({ length: n! }, (_, i) => np.asarray(data.slice(i * each, (i + 1) * each)).reshape(...shape));
}

export function filterShape(array: NDArray, who: string): [number, number, number, number] {
  const { shape } = array;
  if (shape.length === 4) return shape as unknown as [number, number, number, number];
  if (shape.length === 3) return [shape[0]!, shape[1]!, 1, shape[2]!];
  if (shape.length === 2) return [shape[0]!, shape[1]!, 1, 1];
  throw new ShapeError({
    who,
    rule: {
      en: 'filters are (kh, kw, channels, n), (kh, kw, n) or (kh, kw)',
      ko: '필터는 (kh, kw, 채널, n), (kh, kw, n), (kh, kw) 가운데 하나입니다',
    },
    received: { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` },
  });
}

export function wordsOf(given: ArraySource | Words | undefined, names?: readonly string[]): string[] | undefined {
  const labels = listed(given);
  if (labels === undefined) return undefined;
  if (Array.isArray(labels) && labels.every((label) => typeof label === 'string')) return labels;
  return Array.from(np.asarray(labels as ArraySource).toTyped(), (label) => names?.[label] ?? shortNumber(label));
}

/** The largest of the values without their signs. A loop: kernels have more values than a call takes arguments. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

export function rangeOfAll(maps: readonly NDArray[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const map of maps) {
    for (const value of map.toTyped()) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low < high ? [low, high] : [Math.min(low, 0), Math.max(high, 1)];
}
