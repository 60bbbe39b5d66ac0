/** @file `np.fft`: the discrete Fourier transform of lines, pictures and more axes. Computes in float64; of float32 it gives complex64, else complex128. */
import {
  anything,
  checkCall,
  describe,
  integer,
  list,
  number,
  optionsOf,
  readOptions,
  word,
} from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { ComplexArray, complexOf, type ComplexOperand } from '../complex/complex-array.ts';
import { gatherLanes, scatterLanes } from '../core/lanes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { manyAxes, oneAxis, type Axis } from '../layout/axis.ts';
import { roll } from '../manipulation/rearrange.ts';
import type { Operand } from '../ufuncs/ufunc.ts';
import { transform } from './transform.ts';

type Norm = 'backward' | 'ortho' | 'forward';

/** Options of the transforms along one axis. */
interface FFTOptions {
  /**
   * How many elements count: others are left out, missing ones are 0. Default all; of irfft 2 (m - 1).
   * @ko 셈에 넣을 원소의 수입니다. 모자라면 0으로 채웁니다.
   */
  n?: number | null;
  /**
   * The axis. Default the last.
   * @ko 축입니다. 기본값은 마지막 축입니다.
   */
  axis?: number;
  /**
   * Who divides: 'backward' (default) the inverse by n, 'forward' the forward one, 'ortho' both by √n.
   * @ko 어느 쪽을 n으로 나눌지 정합니다. 기본값 'backward'는 역변환입니다.
   */
  norm?: Norm;
}

/** Options of the transforms along several axes. */
interface FFTNOptions {
  /**
   * How many elements count along each axis. Default all.
   * @ko 축마다 셈에 넣을 원소의 수입니다.
   */
  s?: readonly number[] | null;
  /**
   * The axes. Default of the 2-D transforms the last two, else all.
   * @ko 축들입니다. 2차원 변환의 기본값은 마지막 두 축입니다.
   */
  axes?: readonly number[] | null;
  /**
   * Who divides: 'backward' (default) the inverse by n, 'forward' the forward one, 'ortho' both by √n.
   * @ko 어느 쪽을 n으로 나눌지 정합니다. 기본값 'backward'는 역변환입니다.
   */
  norm?: Norm;
}

const norm = word('backward', 'ortho', 'forward').or('backward');
const lineOptions = optionsOf<FFTOptions>()({
  n: integer({ from: 1 }).orNull().alone().or(null),
  axis: integer().or(-1),
  norm,
});
const manyOptions = optionsOf<FFTNOptions>()({
  s: list(integer({ from: 1 }))
    .orNull()
    .or(null),
  axes: list(integer()).orNull().or(null),
  norm,
});

/** n may stand alone, as in Python. */
function asked(who: string, args: ArrayLike<unknown>, n: number | null | FFTOptions | undefined, more?: FFTOptions) {
  if (args.length > 1) checkCall(who, args, 3, lineOptions);
  return readOptions(
    who,
    typeof n === 'object' && n !== null ? n : { ...(typeof n === 'number' && { n }), ...more },
    lineOptions,
  );
}

/** One axis transformed; `n` elements of it count. */
function along(z: ComplexArray, d: number, n: number, inverse: boolean, kind: Norm, who: string): ComplexArray {
  if (z.shape[d] === 0 || n === 0) {
    throw new ValueError({
      who,
      rule: { en: 'there must be at least one element along the axis', ko: '축에는 원소가 하나 이상 있어야 합니다' },
      received: { en: `shape ${shapeText(z.shape)}`, ko: `모양 ${shapeText(z.shape)}` },
    });
  }
  const [re, im] = [gatherLanes(z.real, d), gatherLanes(z.imag, d)];
  const [outRe, outIm] = [new Float64Array(re.count * n), new Float64Array(re.count * n)];
  const used = Math.min(n, re.n);
  const divisor = kind === 'ortho' ? Math.sqrt(n) : (kind === 'backward') === inverse ? n : 1;
  const [x, y] = [new Float64Array(n), new Float64Array(n)];
  for (let l = 0; l < re.count; l++) {
    x.fill(0);
    y.fill(0);
    for (let i = 0; i < used; i++) {
      x[i] = re.data[l * re.n + i]!;
      y[i] = im.data[l * re.n + i]!;
    }
    const isReal = y.every((v) => v === 0);
    const isMirrored = mirrored(x, y);
    transform(x, y, inverse);
    if (isReal) mirror(x, y);
    // The way back of what a real line became is real: also where rounding says otherwise.
    if (isMirrored) y.fill(0);
    for (let i = 0; i < n; i++) {
      outRe[l * n + i] = x[i]! / divisor;
      outIm[l * n + i] = y[i]! / divisor;
    }
  }
  const back = (data: Float64Array): NDArray => scatterLanes(data, z.real.dtype, n, z.shape, d);
  return new ComplexArray(back(outRe), back(outIm));
}

/** Of real lines the second half mirrors the first, and frequency 0 is real: also where rounding says otherwise. */
function mirror(x: Float64Array, y: Float64Array): void {
  const n = x.length;
  y[0] = 0;
  for (let k = 1; k <= n - k; k++) {
    const [re, im] = [(x[k]! + x[n - k]!) / 2, (y[k]! - y[n - k]!) / 2];
    x[k] = x[n - k] = re;
    [y[k], y[n - k]] = k === n - k ? [0, 0] : [im, -im];
  }
}

/** Whether the second half is the mirror of the first with the other sign of imaginary parts, as of the transform of real numbers. */
function mirrored(x: Float64Array, y: Float64Array): boolean {
  const n = x.length;
  if (y[0] !== 0) return false;
  for (let k = 1; k <= n - k; k++) if (x[k] !== x[n - k] || y[k] !== -y[n - k]!) return false;
  return true;
}

function line(who: string, inverse: boolean, args: unknown[]): ComplexArray {
  const [a, n, more] = args as [ComplexOperand, number | null | FFTOptions | undefined, FFTOptions | undefined];
  const options = asked(who, args, n, more);
  const z = complexOf(a, who);
  const d = oneAxis(options.axis, z.shape, who);
  return along(z, d, options.n ?? z.shape[d]!, inverse, options.norm, who);
}

function many(who: string, inverse: boolean, args: unknown[], last?: 2): ComplexArray {
  if (args.length > 1) checkCall(who, args, 2, manyOptions);
  const [a, given] = args as [ComplexOperand, FFTNOptions | undefined];
  const options = readOptions(who, given, manyOptions);
  let z = complexOf(a, who);
  if (last !== undefined && options.axes === null && z.ndim < last) {
    throw new ShapeError({
      who,
      rule: { en: 'at least two axes are needed', ko: '축이 둘 이상 필요합니다' },
      received: { en: `shape ${shapeText(z.shape)}`, ko: `모양 ${shapeText(z.shape)}` },
      hint: { en: 'Of a line: np.fft.fft(x)', ko: '1차원이면 np.fft.fft(x)' },
    });
  }
  const usual = last ?? options.s?.length;
  const axes =
    options.axes === null
      ? z.shape.map((_, d) => d).slice(usual === undefined ? 0 : -usual)
      : options.axes.map((axis) => oneAxis(axis, z.shape, who));
  if (options.s !== null && options.s.length !== axes.length) {
    throw new ShapeError({
      who,
      rule: { en: 's needs a number for each axis', ko: 's에는 축마다 수가 하나씩 있어야 합니다' },
      received: {
        en: `s ${shapeText(options.s)} for ${axes.length} axes`,
        ko: `축 ${axes.length}개에 s ${shapeText(options.s)}`,
      },
    });
  }
  for (let k = axes.length - 1; k >= 0; k--)
    z = along(z, axes[k]!, options.s?.[k] ?? z.shape[axes[k]!]!, inverse, options.norm, who);
  return axes.length === 0 ? z.copy() : z;
}

/** The transform along one axis. */
interface LineTransform {
  (a: ComplexOperand, n?: number | null | FFTOptions, more?: FFTOptions): ComplexArray;
}

/** The transform along several axes. */
interface GridTransform {
  (a: ComplexOperand, options?: FFTNOptions): ComplexArray;
}

/**
 * The Fourier transform of lines along an axis: F[k] = Σ x[j] e^(-2πi jk / n). Frequency 0 comes first, negative ones last.
 * @ko 축을 따라 푸리에 변환을 합니다. 결과는 복소수 배열입니다.
 */
export const fft: LineTransform = (...args) => line('np.fft.fft', false, args);

/**
 * The inverse of fft.
 * @ko fft를 되돌립니다.
 */
export const ifft: LineTransform = (...args) => line('np.fft.ifft', true, args);

/**
 * The transform of real lines: the n // 2 + 1 frequencies from 0 on, which hold the others too.
 * @ko 실수 데이터의 변환입니다. 음이 아닌 주파수만 줍니다.
 */
export const rfft: LineTransform = (...args) => {
  const who = 'np.fft.rfft';
  if (args[0] instanceof ComplexArray) {
    throw new ValueError({
      who,
      rule: { en: 'takes real numbers', ko: '실수를 받습니다' },
      received: { en: 'an array of complex numbers', ko: '복소수 배열' },
      hint: { en: 'Use np.fft.fft', ko: 'np.fft.fft를 쓰세요' },
    });
  }
  const all = line(who, false, args);
  const options = asked(who, args, args[1], args[2]);
  const d = oneAxis(options.axis, all.shape, who);
  const half = Math.floor(all.shape[d]! / 2) + 1;
  return all.at(...all.shape.slice(0, d).map(() => ':' as const), `:${half}`).copy();
};

/**
 * The inverse of rfft: real lines of n elements (default 2 (m - 1) for m frequencies).
 * @ko rfft를 되돌려 실수 배열을 줍니다.
 */
export function irfft(a: ComplexOperand, n?: number | null | FFTOptions, more?: FFTOptions): NDArray {
  const who = 'np.fft.irfft';
  const options = asked(who, arguments, n, more);
  const z = complexOf(a, who);
  const d = oneAxis(options.axis, z.shape, who);
  const size = options.n ?? 2 * (z.shape[d]! - 1);
  // The negative frequencies are the mirror of the positive ones.
  const half = Math.floor(size / 2) + 1;
  const [re, im] = [gatherLanes(z.real, d), gatherLanes(z.imag, d)];
  const [wholeRe, wholeIm] = [new Float64Array(re.count * size), new Float64Array(re.count * size)];
  for (let l = 0; l < re.count; l++) {
    for (let k = 0; k < Math.min(half, re.n); k++) {
      const isAlone = k === 0 || 2 * k === size;
      wholeRe[l * size + k] = re.data[l * re.n + k]!;
      wholeIm[l * size + k] = isAlone ? 0 : im.data[l * re.n + k]!;
      if (isAlone) continue;
      wholeRe[l * size + size - k] = re.data[l * re.n + k]!;
      wholeIm[l * size + size - k] = -im.data[l * re.n + k]!;
    }
  }
  const back = (data: Float64Array): NDArray => scatterLanes(data, z.real.dtype, size, z.shape, d);
  return along(new ComplexArray(back(wholeRe), back(wholeIm)), d, size, true, options.norm, who).real;
}

/**
 * The Fourier transform of a picture (the last two axes): its spectrum. `np.fft.fftshift` brings frequency 0 to the middle.
 * @ko 그림(마지막 두 축)의 푸리에 변환입니다. 결과는 복소수 배열입니다.
 * @example plt.imshow(np.log(np.abs(np.fft.fftshift(np.fft.fft2(picture))).add(1)))
 */
export const fft2: GridTransform = (...args) => many('np.fft.fft2', false, args, 2);

/**
 * The inverse of fft2; of a picture's spectrum take `.real` or np.abs.
 * @ko fft2를 되돌립니다. 그림으로는 .real이나 np.abs를 씁니다.
 */
export const ifft2: GridTransform = (...args) => many('np.fft.ifft2', true, args, 2);

/** The Fourier transform along all axes, or those given. */
export const fftn: GridTransform = (...args) => many('np.fft.fftn', false, args);

/** The inverse of fftn. */
export const ifftn: GridTransform = (...args) => many('np.fft.ifftn', true, args);

/** A shift of an array of either kind. */
interface Shift {
  (x: ComplexArray, axes?: Axis | null | ShiftOptions): ComplexArray;
  (x: Operand, axes?: Axis | null | ShiftOptions): NDArray;
}

interface ShiftOptions {
  /** The axis or axes. Default all. */
  axes?: Axis | null;
}
const shiftOptions = optionsOf<ShiftOptions>()({
  axes: anything<Axis | null>({
    en: 'an axis, several, or null for all',
    ko: '축 하나, 여러 개, 또는 전체를 뜻하는 null',
  }).alone(),
});

function shift(who: string, amount: (n: number) => number): Shift {
  function call(x: ComplexOperand, given?: Axis | null | ShiftOptions): ComplexArray | NDArray {
    if (arguments.length > 1) checkCall(who, arguments, 2, shiftOptions);
    const axes =
      typeof given === 'object' && given !== null && 'axes' in given ? given.axes : (given as Axis | null | undefined);
    const z = x instanceof ComplexArray ? x : undefined;
    const shape = z?.shape ?? roll(x as Operand, 0).shape;
    const along = manyAxes(axes, shape, who);
    const by = along.map((d) => amount(shape[d]!));
    const moved = (part: Operand): NDArray => roll(part, by, along);
    return z ? new ComplexArray(moved(z.real), moved(z.imag)) : moved(x as Operand);
  }
  return call as Shift;
}

/**
 * Frequency 0 from the first place to the middle, along all axes or those given.
 * @ko 주파수 0을 한가운데로 옮깁니다.
 */
export const fftshift = shift('np.fft.fftshift', (n) => Math.floor(n / 2));

/**
 * The inverse of fftshift.
 * @ko fftshift를 되돌립니다.
 */
export const ifftshift = shift('np.fft.ifftshift', (n) => -Math.floor(n / 2));

interface FrequencyOptions {
  /** The distance of two samples. Default 1. */
  d?: number;
}
const frequencyOptions = optionsOf<FrequencyOptions>()({ d: number().or(1) });

/** `args`: all that the call was given. */
function frequencies(
  who: string,
  n: number,
  second: number | FrequencyOptions | undefined,
  args: ArrayLike<unknown>,
  of: () => number[],
): NDArray {
  if (args.length > 1) checkCall(who, args, 2, frequencyOptions);
  const { d } = readOptions(who, typeof second === 'number' ? { d: second } : second, frequencyOptions);
  if (!Number.isInteger(n) || n < 1 || d === 0) {
    throw new ValueError({
      who,
      rule: { en: 'n is a whole number of at least 1, d a distance', ko: 'n은 1 이상의 정수, d는 간격입니다' },
      received: `${describe(n)}, ${d}`,
    });
  }
  const values = Float64Array.from(of(), (k) => k * (1 / (n * d)));
  return makeArray(values, 'float64', [values.length]);
}

/**
 * The frequencies of the n places of fft, in cycles for each unit of d: 0, 1, …, the negative ones last, divided by n d.
 * @ko fft 결과의 자리마다의 주파수입니다.
 */
export function fftfreq(n: number, d?: number | FrequencyOptions): NDArray {
  const from = (count: number, start: number): number[] => Array.from({ length: count }, (_, k) => start + k);
  return frequencies('np.fft.fftfreq', n, d, arguments, () => [
    ...from(Math.floor((n - 1) / 2) + 1, 0),
    ...from(Math.floor(n / 2), -Math.floor(n / 2)),
  ]);
}

/**
 * The frequencies of the n // 2 + 1 places of rfft.
 * @ko rfft 결과의 자리마다의 주파수입니다.
 */
export function rfftfreq(n: number, d?: number | FrequencyOptions): NDArray {
  return frequencies('np.fft.rfftfreq', n, d, arguments, () =>
    Array.from({ length: Math.floor(n / 2) + 1 }, (_, k) => k),
  );
}
