/**
 * @file The Gaussian blur that resizing puts before shrinking (`scipy.ndimage.gaussian_filter`), of a whole picture or of those
 * rows and columns alone that will be looked at.
 */
import type { TypedArray } from '../../array/index.ts';
import { bell } from '../filters/gaussian.ts';
import { borderIndex, storeLike, type BorderMode, type Pixels } from '../pixels.ts';

/** Gaussian blur of a whole picture (scipy.ndimage.gaussian_filter). */
export function gaussian(pixels: Pixels, sigmas: readonly [number, number], mode: BorderMode, cval: number): Pixels {
  const all = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
  return { ...pixels, data: blurred(pixels, sigmas, all(pixels.height), all(pixels.width), mode, cval) };
}

/** Narrower blurs change nothing. */
export const tiny = 1e-15;

/** The right half of the kernel, from its middle. */
function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  return bell(sigma, 0, radius).subarray(radius);
}

/**
 * The blurred samples of some rows and columns only: each row is blurred downwards, then at once sideways, so that it stays in
 * the processor's cache. The kernels end at four sigmas.
 */
export function blurred(
  { data, height, width, channels }: Pixels,
  [sigmaRows, sigmaCols]: readonly [number, number],
  rows: Int32Array,
  cols: Int32Array,
  mode: BorderMode,
  cval: number,
): TypedArray {
  const stride = width * channels;
  const down = sigmaRows > tiny ? gaussianKernel(sigmaRows) : undefined;
  const across = sigmaCols > tiny ? gaussianKernel(sigmaCols) : undefined;
  const out = storeLike(data, rows.length * cols.length * channels);
  const beyond = new Float64Array(stride).fill(cval);
  const row = (y: number): TypedArray => {
    const at = borderIndex(y, height, mode);
    return at < 0 ? beyond : data.subarray(at * stride, (at + 1) * stride);
  };
  const sums = new Float64Array(stride);
  // Between the two passes the samples have the type of the picture.
  const middle = data instanceof Float64Array ? sums : storeLike(data, stride);
  for (let i = 0; i < rows.length; i++) {
    let calm = row(rows[i]!);
    if (down) {
      blurDown(row, rows[i]!, down, sums);
      if (middle !== sums) middle.set(sums);
      calm = middle;
    }
    blurAcross(calm, width, channels, across, cols, mode, cval, out, i * cols.length * channels);
  }
  return out;
}

/** The weighted sum of the rows around `y`, two pairs of rows at a time. */
function blurDown(row: (y: number) => TypedArray, y: number, kernel: Float64Array, sums: Float64Array): void {
  const centre = row(y);
  for (let x = 0; x < sums.length; x++) sums[x] = centre[x]! * kernel[0]!;
  let k = 1;
  for (; k + 1 < kernel.length; k += 2) {
    addPairs(row(y - k), row(y + k), kernel[k]!, row(y - k - 1), row(y + k + 1), kernel[k + 1]!, sums);
  }
  if (k < kernel.length) addPair(row(y - k), row(y + k), kernel[k]!, sums);
}

function addPair(a: TypedArray, b: TypedArray, weight: number, sums: Float64Array): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += (a[x]! + b[x]!) * weight;
}

function addPairs(
  a: TypedArray,
  b: TypedArray,
  near: number,
  c: TypedArray,
  d: TypedArray,
  far: number,
  sums: Float64Array,
): void {
  for (let x = 0; x < sums.length; x++) sums[x] = sums[x]! + (a[x]! + b[x]!) * near + (c[x]! + d[x]!) * far;
}

/** One row blurred sideways at the columns `cols`, written to `out` from `to`. Without a kernel the samples are picked. */
function blurAcross(
  row: TypedArray,
  width: number,
  channels: number,
  kernel: Float64Array | undefined,
  cols: Int32Array,
  mode: BorderMode,
  cval: number,
  out: TypedArray,
  to: number,
): void {
  const radius = kernel ? kernel.length - 1 : 0;
  for (let i = 0; i < cols.length; i++, to += channels) {
    const x = cols[i]!;
    const inside = x >= radius && x + radius < width;
    for (let c = 0; c < channels; c++) {
      const at = x * channels + c;
      if (!kernel) {
        out[to + c] = row[at]!;
        continue;
      }
      let value = row[at]! * kernel[0]!;
      if (inside) {
        for (let k = 1, reach = channels; k <= radius; k++, reach += channels) {
          value += (row[at - reach]! + row[at + reach]!) * kernel[k]!;
        }
      } else {
        for (let k = 1; k <= radius; k++) {
          const left = borderIndex(x - k, width, mode);
          const right = borderIndex(x + k, width, mode);
          const low = left < 0 ? cval : row[left * channels + c]!;
          const high = right < 0 ? cval : row[right * channels + c]!;
          value += (low + high) * kernel[k]!;
        }
      }
      out[to + c] = value;
    }
  }
}
