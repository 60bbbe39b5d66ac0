/** @file What slides along an array: convolve, correlate, slidingWindowView. */
import { numberList, wholeNumbers } from '../layout/number-list.ts';
import { axisOf, axisOption } from '../core/option-specs.ts';
import { checkCall, oneOf, optionsOf, word } from '../../arguments/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { axisList, oneAxis } from '../layout/axis.ts';
import { astype } from '../core/cast.ts';
import { type ArraySource } from '../core/create.ts';
import { allocate, isFloat } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { makeArray, makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { resultType } from '../ufuncs/ufunc.ts';

const modes = ['full', 'same', 'valid'] as const;

export type ConvolveMode = (typeof modes)[number];
const modeOption = optionsOf<{ mode?: ConvolveMode }>()({ mode: word(...modes) });

/**
 * The convolution of two lines: out[k] = sum over i of a[i] v[k - i].
 * @ko 두 1차원 배열의 합성곱입니다: out[k]는 a[i] v[k - i]를 i에 대해 더한 값입니다.
 */
export function convolve(
  a: ArraySource,
  v: ArraySource,
  mode:
    | ConvolveMode
    | {
        /**
         * 'full', 'same' or 'valid': which overlaps count. Default of convolve 'full', of correlate 'valid'.
         * @ko 어디까지 겹친 자리를 셀지 정합니다: 'full', 'same', 'valid'. 기본값은 convolve 'full', correlate 'valid'입니다.
         */
        mode?: ConvolveMode;
      } = 'full',
): NDArray {
  if (arguments.length > 2) checkCall('np.convolve', arguments, 3, modeOption);
  const [x, y] = lines(a, v, 'np.convolve');
  const [long, short] = x.size >= y.size ? [x, y] : [y, x];
  return slide(long, short, modeOf(mode, 'full', 'np.convolve'));
}

/** The cross-correlation of two lines: out[k] = sum over i of a[i + k] v[i]. */
export function correlate(
  a: ArraySource,
  v: ArraySource,
  mode:
    | ConvolveMode
    | {
        /**
         * 'full', 'same' or 'valid': which overlaps count. Default of convolve 'full', of correlate 'valid'.
         * @ko 어디까지 겹친 자리를 셀지 정합니다: 'full', 'same', 'valid'. 기본값은 convolve 'full', correlate 'valid'입니다.
         */
        mode?: ConvolveMode;
      } = 'valid',
): NDArray {
  if (arguments.length > 2) checkCall('np.correlate', arguments, 3, modeOption);
  const [x, y] = lines(a, v, 'np.correlate');
  const kind = modeOf(mode, 'valid', 'np.correlate');
  if (x.size >= y.size) return slide(x, reversed(y), kind);
  return reversed(slide(y, reversed(x), kind));
}

function reversed(a: NDArray): NDArray {
  return makeArray(toTyped(a).slice().reverse(), a.dtype, a.shape);
}

function modeOf(mode: ConvolveMode | { mode?: ConvolveMode }, fallback: ConvolveMode, who: string): ConvolveMode {
  return oneOf(who, 'mode', typeof mode === 'string' ? mode : (mode.mode ?? fallback), modes);
}

function lines(a: ArraySource, v: ArraySource, who: string): [NDArray, NDArray] {
  const pair = [arrayOf(a), arrayOf(v)].map((x) => (x.ndim === 0 ? x.reshape(1) : x)) as [NDArray, NDArray];
  for (const x of pair) {
    if (x.ndim === 1 && x.size > 0) continue;
    throw new ShapeError({
      who,
      rule: { en: 'two lines that are not empty are needed', ko: '비어 있지 않은 1차원 배열 두 개가 필요합니다' },
      received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
    });
  }
  const dtype = resultType(...pair);
  return [astype(pair[0], dtype, false), astype(pair[1], dtype, false)];
}

function slide(long: NDArray, short: NDArray, mode: ConvolveMode): NDArray {
  const [x, y] = [toTyped(long), toTyped(short)];
  const [n, m] = [x.length, y.length];
  const first = mode === 'full' ? 0 : mode === 'same' ? (m - 1) >> 1 : m - 1;
  const size = mode === 'full' ? n + m - 1 : mode === 'same' ? n : n - m + 1;
  const { dtype } = long;
  const out = isFloat(dtype) || dtype === 'int64' ? new Float64Array(size) : allocate(dtype, size);
  for (let k = 0; k < size; k++) {
    const to = k + first;
    let total = 0;
    for (let i = Math.max(0, to - m + 1); i <= Math.min(to, n - 1); i++) total += x[i]! * y[to - i]!;
    out[k] = dtype === 'bool' ? Number(total !== 0) : total;
  }
  return makeArray(dtype === 'float32' ? Float32Array.from(out) : out, dtype, [size]);
}

/**
 * A view (no copy, read-only) whose last axes are the windows: shape (…, n - w + 1, …, w). `axis` names the axes that the
 * windows slide along; default all.
 */
export function slidingWindowView(
  x: ArraySource,
  windowShape: number | readonly number[],
  axis?:
    | number
    | readonly number[]
    | {
        /** The axis or axes along which the window slides; default all. */
        axis?: number | readonly number[];
      },
): NDArray {
  if (arguments.length > 2) checkCall('np.slidingWindowView', arguments, 3, axisOption);
  const who = 'np.slidingWindowView';
  const source = arrayOf(x);
  const window = numberList(windowShape, who, wholeNumbers('windowShape'));
  const given = axisOf(axis);
  const axes =
    given === undefined || given === null
      ? source.shape.map((_, d) => d)
      : axisList(given, who).map((d) => oneAxis(d, source.shape, who));
  if (axes.length !== window.length) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the window needs one side for each axis it slides along',
        ko: '윈도에는 움직일 축마다 길이가 하나씩 있어야 합니다',
      },
      received: {
        en: `window ${shapeText(window)} for ${axes.length} axes`,
        ko: `축 ${axes.length}개에 윈도 ${shapeText(window)}`,
      },
    });
  }
  const shape = [...source.shape];
  axes.forEach((d, k) => {
    const side = window[k]!;
    if (!Number.isInteger(side) || side < 0 || shape[d]! - side + 1 < 0 || side > shape[d]!) {
      throw new ShapeError({
        who,
        rule: { en: 'the window must not be larger than the array', ko: '윈도는 배열보다 클 수 없습니다' },
        received: {
          en: `window ${shapeText(window)}, array ${shapeText(source.shape)}`,
          ko: `윈도 ${shapeText(window)}, 배열 ${shapeText(source.shape)}`,
        },
      });
    }
    shape[d] = shape[d]! - side + 1;
  });
  const strides = [...source.strides, ...axes.map((d) => source.strides[d]!)];
  return makeView(source, [...shape, ...window], strides, source.offset, false);
}
