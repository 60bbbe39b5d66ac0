/**
 * @file Pillow's `ImageFilter`: its named windows, windows of one's own, and its two blurs, in the single precision and fixed point
 * of its C code, so that every byte is Pillow's.
 */
import {
  checkCall,
  describe,
  isPlainObject,
  list,
  number,
  oneOf,
  optionsOf,
  readOptions,
} from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { byteSamples } from '../formats/samples.ts';
import { arrayOf, pixelsOf, type Pixels } from '../pixels.ts';

/** The windows of `ImageFilter`. */
export type PillowFilter = {
  is: 'BLUR' | 'CONTOUR' | 'DETAIL' | 'EDGE_ENHANCE' | 'EDGE_ENHANCE_MORE' | 'EMBOSS' | 'FIND_EDGES' | 'SHARPEN' | 'SMOOTH' | 'SMOOTH_MORE';
}['is']; // prettier-ignore

/** A window of one's own, as `ImageFilter.Kernel`. */
export interface PillowKernel {
  /** 9 or 25 weights, the lowest row first (as Pillow has it). */
  kernel: readonly number[];
  /** What the sum is divided by. Default the sum of the weights. */
  scale?: number;
  /** What is added after that. Default 0. */
  offset?: number;
}

const kernelOptions = optionsOf<PillowKernel>()({ kernel: list(number()), scale: number(), offset: number().or(0) });

/** Weights, what the sum is divided by, what is added. */
type Window = readonly [weights: readonly number[], scale: number, offset: number];

const windows: Readonly<Record<PillowFilter, Window>> = {
  BLUR: [[1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1], 16, 0],
  CONTOUR: [[-1, -1, -1, -1, 8, -1, -1, -1, -1], 1, 255],
  DETAIL: [[0, -1, 0, -1, 10, -1, 0, -1, 0], 6, 0],
  EDGE_ENHANCE: [[-1, -1, -1, -1, 10, -1, -1, -1, -1], 2, 0],
  EDGE_ENHANCE_MORE: [[-1, -1, -1, -1, 9, -1, -1, -1, -1], 1, 0],
  EMBOSS: [[-1, 0, 0, 0, 1, 0, 0, 0, 0], 1, 128],
  FIND_EDGES: [[-1, -1, -1, -1, 8, -1, -1, -1, -1], 1, 0],
  SHARPEN: [[-2, -2, -2, -2, 32, -2, -2, -2, -2], 16, 0],
  SMOOTH: [[1, 1, 1, 1, 5, 1, 1, 1, 1], 13, 0],
  SMOOTH_MORE: [[1, 1, 1, 1, 1, 1, 5, 5, 5, 1, 1, 5, 44, 5, 1, 1, 5, 5, 5, 1, 1, 1, 1, 1, 1], 100, 0],
};

/**
 * A window of Pillow over the picture (`Image.filter(ImageFilter.BLUR)`): by its name, or a `kernel` of 9 or 25 weights. The result
 * is uint8; floats in 0..1 are times 255 first. The outermost one (or two) pixels stay as they are.
 *
 * @ko Pillow의 필터를 적용합니다. 결과는 uint8입니다.
 * @example image.filter(photo, 'SHARPEN'), image.filter(photo, { kernel: [0, -1, 0, -1, 5, -1, 0, -1, 0] })
 */
export function filter(picture: NDArray, window: PillowFilter | PillowKernel): NDArray {
  const who = 'image.filter';
  checkCall(who, arguments, 2, kernelOptions);
  const source = pixelsOf(picture, who);
  const [weights, scale, offset] = isPlainObject(window) ? ownWindow(window as PillowKernel, who) : named(window, who);
  const bytes = byteSamples(source, who);
  const data = windowed(bytes, source, weights, scale, offset);
  return arrayOf({ ...source, data, dtype: 'uint8' });
}

function named(window: unknown, who: string): Window {
  oneOf(who, 'filter', window, Object.keys(windows));
  return windows[window as PillowFilter];
}

function ownWindow(given: PillowKernel, who: string): Window {
  const { kernel, scale, offset } = readOptions(who, given, kernelOptions);
  if (kernel?.length !== 9 && kernel?.length !== 25) {
    throw new ValueError({
      who,
      rule: { en: 'a kernel has 9 weights (3×3) or 25 (5×5)', ko: 'kernel의 가중치는 9개(3×3)나 25개(5×5)입니다' },
      received: kernel === undefined ? describe(given) : String(kernel.length),
    });
  }
  const sum = kernel.reduce((a, b) => a + b, 0);
  if ((scale ?? sum) === 0) {
    throw new ValueError({
      who,
      rule: { en: 'a kernel is not divided by 0', ko: 'kernel을 0으로 나눌 수 없습니다' },
      received: { en: `weights that add up to ${sum}, scale ${scale ?? 'not given'}`, ko: `합이 ${sum}인 가중치, scale ${scale ?? '없음'}` },
      hint: { en: 'Write { scale: 1 }', ko: '{ scale: 1 }을 쓰세요' },
    });
  }
  return [kernel, scale ?? sum, offset];
} // prettier-ignore

const single = Math.fround;

/** Pillow takes a row after the other, from below, in single precision. */
function windowed(
  bytes: Uint8Array,
  { height, width, channels }: Pixels,
  weights: readonly number[],
  scale: number,
  offset: number,
): Uint8Array {
  const side = Math.sqrt(weights.length);
  const reach = (side - 1) / 2;
  const out = bytes.slice();
  if (height < side || width < side) return out;
  const taps = Float32Array.from(weights, (v) => single(v) / single(scale));
  const start = single(single(offset) + 0.5);
  const stride = width * channels;
  for (let y = reach; y < height - reach; y++) {
    for (let x = reach * channels; x < (width - reach) * channels; x++) {
      let sum = start;
      for (let i = 0; i < side; i++) {
        const from = (y + reach - i) * stride + x - reach * channels;
        let row = single(bytes[from]! * taps[i * side]!);
        for (let j = 1; j < side; j++) row = single(row + single(bytes[from + j * channels]! * taps[i * side + j]!));
        sum = single(sum + row);
      }
      out[y * stride + x] = sum < 0 ? 0 : sum > 255 ? 255 : sum;
    }
  }
  return out;
}

/** How far a blur reaches: one number, or [rows, columns]. */
type Radius = number | readonly [number, number];

/**
 * Pillow's Gaussian blur (`ImageFilter.GaussianBlur`): three box blurs that come close to a Gaussian of deviation `radius`. uint8.
 * @ko Pillow의 가우시안 블러입니다. 결과는 uint8입니다.
 * @param radius default 2; [rows, columns] for different ones
 */
export function gaussianBlur(picture: NDArray, radius: Radius = 2): NDArray {
  const who = 'image.gaussianBlur';
  if (arguments.length > 1) checkCall(who, arguments, 2);
  const [rows, cols] = radii(radius, who);
  return boxes(picture, [boxRadius(rows), boxRadius(cols)], 3, who);
}

/**
 * The average of a square that reaches `radius` pixels to each side, as `ImageFilter.BoxBlur`; fractions count as part of a pixel.
 * The edge is repeated beyond the border. uint8.
 * @ko 정사각형 안의 평균으로 흐리게 합니다. 결과는 uint8입니다.
 */
export function boxBlur(picture: NDArray, radius: Radius): NDArray {
  const who = 'image.boxBlur';
  if (arguments.length > 1) checkCall(who, arguments, 2);
  return boxes(picture, radii(radius, who), 1, who);
}

function radii(radius: Radius, who: string): readonly [number, number] {
  const both = typeof radius === 'number' ? ([radius, radius] as const) : radius;
  if (Array.isArray(both) && both.length === 2 && both.every((r) => Number.isFinite(r) && r >= 0)) return both;
  throw new ValueError({
    who,
    rule: {
      en: 'radius is a number of at least 0, or [rows, columns]',
      ko: 'radius는 0 이상의 수이거나 [행, 열]입니다',
    },
    received: describe(radius),
  });
}

/** The reach of three boxes with the variance of a Gaussian (Gwosdek and others 2011), in single precision. */
function boxRadius(radius: number): number {
  const variance = single(single(single(radius) * single(radius)) / 3);
  const length = single(Math.sqrt(12 * variance + 1));
  const whole = Math.floor((length - 1) / 2);
  const over = single(single(2 * whole + 1) * single(whole * (whole + 1) - single(3 * variance)));
  const part = single(over / single(6 * single(variance - (whole + 1) * (whole + 1))));
  return single(whole + part);
}

function boxes(picture: NDArray, [rows, cols]: readonly [number, number], passes: number, who: string): NDArray {
  const source = pixelsOf(picture, who);
  const { height, width, channels } = source;
  let bytes: Uint8Array = byteSamples(source, who).slice();
  for (let pass = 0; pass < (cols > 0 ? passes : 0); pass++)
    bytes = boxed(bytes, height, width, channels, single(cols));
  for (let pass = 0; pass < (rows > 0 ? passes : 0); pass++)
    bytes = boxed(bytes, 1, height, width * channels, single(rows));
  return fromTyped(bytes, picture.shape, 'uint8');
}

/** A box along the middle axis of (blocks, n, step), in 24 bits of fraction. */
function boxed(bytes: Uint8Array, blocks: number, n: number, step: number, radius: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const reach = Math.trunc(radius);
  const inner = Math.trunc(single(2 ** 24 / single(radius * 2 + 1)));
  const outer = Math.trunc((2 ** 24 - (reach * 2 + 1) * inner) / 2);
  const at = (i: number): number => (i < 0 ? 0 : i >= n ? n - 1 : i) * step;
  for (let b = 0; b < blocks; b++) {
    for (let s = 0; s < step; s++) {
      const start = b * n * step + s;
      let sum = 0;
      for (let i = -reach; i <= reach; i++) sum += bytes[start + at(i)]!;
      for (let i = 0; i < n; i++) {
        const far = bytes[start + at(i - reach - 1)]! + bytes[start + at(i + reach + 1)]!;
        out[start + i * step] = Math.floor((sum * inner + far * outer + 2 ** 23) / 2 ** 24);
        sum += bytes[start + at(i + reach + 1)]! - bytes[start + at(i - reach)]!;
      }
    }
  }
  return out;
}
