/**
 * @file Gaussian blur: `gaussian` as scikit-image (floats in 0..1), `gaussianFilter` as `scipy.ndimage.gaussian_filter` (the type
 * stays, slopes by `order`). Neither blurs one channel into the next.
 */
import { Rule, checkCall, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type DType, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { floatsOf } from '../color/range.ts';
import { blockOf, filterMode, samplesAs, type Block, type FilterMode } from './block.ts';
import { correlateAxis } from './correlate.ts';

/** One width for rows and columns, or one for each axis. */
type Sigma = number | readonly number[];

export interface GaussianFilterOptions {
  /** Which slope: 0 the blur itself (default), 1 the first derivative of the Gaussian, 2 the second …; one, or one for each axis. */
  order?: number | readonly number[];
  /**
   * What lies beyond the border. Default 'reflect', the picture mirrored with its edge.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'는 가장자리를 기준으로 뒤집어 이은 그림입니다.
   */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
  /** How many sigmas the window reaches. Default 4. */
  truncate?: number;
}

const orderRule = new Rule<number | readonly number[]>(
  { en: 'a whole number of at least 0, or a list of them', ko: '0 이상의 정수, 또는 그 리스트' },
  (value) => isOrder(value) || (Array.isArray(value) && value.length > 0 && value.every(isOrder)),
);

function isOrder(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

const gaussianFilterOptions = optionsOf<GaussianFilterOptions>()({
  order: orderRule.or(0),
  mode: filterMode.or('reflect'),
  cval: number().or(0),
  truncate: number({ above: 0 }).or(4),
});

/**
 * Gaussian blur that keeps the type (`scipy.ndimage.gaussian_filter`): whole numbers cut off their fractions after each axis.
 * Channels stay apart, unlike in SciPy; three sigmas blur them too.
 *
 * @ko 가우시안 필터로 흐리게 합니다. 자료형은 그대로입니다.
 * @param x (n), (h, w) or (h, w, c)
 * @param sigma width of the bell in pixels, or one for each axis
 * @example image.gaussianFilter(photo, 2) // uint8 stays uint8
 */
export function gaussianFilter(x: NDArray, sigma: Sigma, options?: GaussianFilterOptions): NDArray {
  const who = 'image.gaussianFilter';
  if (arguments.length > 3) checkCall(who, arguments, 3, gaussianFilterOptions);
  const { order, mode, cval, truncate } = readOptions(who, options, gaussianFilterOptions);
  const block = blockOf(x, who);
  const sigmas = perAxis(sigma, block, 'sigma', who);
  const orders = perAxis(order, block, 'order', who);
  return fromTyped(gaussianBlock(block, { sigmas, orders, mode, cval, truncate }, who), block.shape, block.dtype);
}

export interface GaussianOptions {
  /**
   * What lies beyond the border. Default 'nearest', the edge repeated.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'nearest'는 가장자리를 되풀이합니다.
   */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
  /** Leaves the values as they are instead of mapping uint8 to 0..1. Default false. */
  preserveRange?: boolean;
  /** How many sigmas the window reaches. Default 4. */
  truncate?: number;
}

const gaussianOptions = optionsOf<GaussianOptions>()({
  mode: filterMode.or('nearest'),
  cval: number().or(0),
  preserveRange: flag().or(false),
  truncate: number({ above: 0 }).or(4),
});

/**
 * Gaussian blur as `skimage.filters.gaussian`: whole numbers become float64 in 0..1, float32 stays float32. Channels stay apart.
 *
 * @ko 가우시안 필터로 흐리게 합니다. 결과는 0~1의 실수입니다.
 * @param x (n), (h, w) or (h, w, c)
 * @param sigma width of the bell in pixels, or one for each axis. Default 1
 * @example image.gaussian(photo, 2)
 */
export function gaussian(x: NDArray, sigma?: Sigma, options?: GaussianOptions): NDArray {
  const who = 'image.gaussian';
  checkCall(who, arguments, 3, gaussianOptions);
  const { mode, cval, preserveRange, truncate } = readOptions(who, options, gaussianOptions);
  const block = floatBlock(blockOf(x, who), preserveRange);
  const sigmas = perAxis(sigma ?? 1, block, 'sigma', who);
  return fromTyped(
    gaussianBlock(block, { sigmas, orders: [0, 0, 0], mode, cval, truncate }, who),
    block.shape,
    block.dtype,
  );
}

/** A block as floats in 0..1, or with its values as they are. */
export function floatBlock(block: Block, preserveRange: boolean): Block {
  return { ...block, ...floatsOf(block.data, block.dtype, preserveRange) };
}

/** One number for rows and columns, or a list of one for each axis, as three for the axes of the block. */
function perAxis(value: Sigma, block: Block, name: string, who: string): readonly [number, number, number] {
  const rank = block.shape.length;
  const values = typeof value === 'number' ? [value] : value;
  const numbers = Array.isArray(values) && values.every((v) => typeof v === 'number' && Number.isFinite(v) && v >= 0);
  if (!numbers) {
    throw new ValueError({
      who,
      rule: {
        en: `${name} is a number of at least 0, or a list of them`,
        ko: `${name}의 값은 0 이상의 수이거나 그 리스트입니다`,
      },
      received: typeof value === 'number' ? String(value) : Array.isArray(value) ? `[${value.join(', ')}]` : String(value),
    });
  }
  if (typeof value === 'number') return rank === 1 ? [0, value, 0] : [value, value, 0];
  if (values.length === rank || (rank === 3 && values.length === 2)) {
    return rank === 1 ? [0, values[0]!, 0] : [values[0]!, values[1]!, values[2] ?? 0];
  }
  throw new ShapeError({
    who,
    rule: { en: `a list of ${name} has one number for each axis`, ko: `${name} 리스트에는 축마다 수가 하나씩 있습니다` },
    received: { en: `${values.length} for an array ${shapeText(block.shape)}`, ko: `${shapeText(block.shape)} 배열에 ${values.length}개` },
  });
} // prettier-ignore

interface Bell {
  readonly sigmas: readonly [number, number, number];
  readonly orders: readonly [number, number, number];
  readonly mode: FilterMode;
  readonly cval: number;
  readonly truncate: number;
}

/** The block blurred along each axis that has a width; between the axes the samples have their type. */
function gaussianBlock(block: Block, { sigmas, orders, mode, cval, truncate }: Bell, who: string): Block['data'] {
  let data = block.data;
  sigmas.forEach((sigma, place) => {
    if (sigma <= 1e-15) return;
    const radius = Math.floor(truncate * sigma + 0.5);
    const taps = bell(sigma, orders[place]!, radius).reverse();
    const sums = correlateAxis({ data, dims: block.dims }, taps, radius, place, mode, cval);
    data = samplesAs(sums, block.dtype, who);
  });
  return data === block.data ? data.slice() : data;
}

/** The same for whoever has floats already and wants one width. */
export function blurredFloats(
  data: Block['data'],
  dims: Block['dims'],
  sigma: number | readonly [number, number],
  { mode = 'reflect', cval = 0, truncate = 4 }: { mode?: FilterMode; cval?: number; truncate?: number } = {},
): Block['data'] {
  const dtype: DType = data instanceof Float32Array ? 'float32' : 'float64';
  const [rows, cols] = typeof sigma === 'number' ? [sigma, sigma] : sigma;
  return gaussianBlock({ data, dims, shape: dims, dtype }, { sigmas: [rows, cols, 0], orders: [0, 0, 0], mode, cval, truncate }, ''); // prettier-ignore
}

/** The Gaussian of -radius..radius, or its derivative of an order: the Gaussian times a polynomial q, q' = dq/dx - q x / sigma². */
export function bell(sigma: number, order: number, radius: number): Float64Array {
  const xs = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
  const phi = xs.map((x) => Math.exp((-0.5 / (sigma * sigma)) * x * x));
  const sum = phi.reduce((a, b) => a + b, 0);
  let q = [1];
  for (let n = 0; n < order; n++) {
    const next = Array.from({ length: q.length + 1 }, () => 0);
    q.forEach((v, i) => {
      if (i > 0) next[i - 1]! += i * v;
      next[i + 1]! -= v / (sigma * sigma);
    });
    q = next;
  }
  return phi.map((v, i) => (v / sum) * q.reduceRight((acc, a) => acc * xs[i]! + a, 0));
}
