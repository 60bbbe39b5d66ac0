/** @file One element as text, all elements of an array in one width (NumPy's FloatingFormat, IntegerFormat, BoolFormat). */
import { exactly, positional, scientific, shortest } from './digits.ts';
import { printOptions } from './options.ts';

/** Writes one element in the width of its array. */
export type Formatter = (x: number) => string;

export function integerFormatter(values: ArrayLike<number>): Formatter {
  let width = 0;
  for (let i = 0; i < values.length; i++) width = Math.max(width, whole(values[i]!).length);
  return (x) => whole(x).padStart(width);
}

/** Whole numbers are stored in doubles, which may hold -0. */
function whole(x: number): string {
  return String(x + 0);
}

export function boolFormatter(zeroDim: boolean): Formatter {
  return (x) => (x === 0 ? 'False' : zeroDim ? 'True' : ' True');
}

/** The format for these values: positional, or scientific when they are very large, very small or far apart. */
export function floatFormatter(values: Float64Array, single: boolean): Formatter {
  const finite = values.filter((x) => Number.isFinite(x));
  const layout = useScientific(finite, single) ? scientificLayout(finite, single) : positionalLayout(finite, single);
  let left = layout.left;
  if (finite.length < values.length) {
    const widest = values.includes(-Infinity) ? 4 : 3;
    left = Math.max(left, widest - layout.right - 1);
  }
  const width = left + 1 + layout.right;
  return (x) => {
    if (Number.isFinite(x)) return layout.write(x, left);
    const text = x !== x ? 'nan' : x > 0 ? 'inf' : '-inf';
    return text.padStart(width);
  };
}

interface Layout {
  /** Columns before and after the point. */
  left: number;
  right: number;
  write: (x: number, left: number) => string;
}

function useScientific(finite: Float64Array, single: boolean): boolean {
  let max = 0;
  let min = Infinity;
  for (const x of finite) {
    if (x === 0) continue;
    max = Math.max(max, Math.abs(x));
    min = Math.min(min, Math.abs(x));
  }
  if (max === 0) return false;
  const ratio = single ? Math.fround(max / min) : max / min;
  const small = single ? Math.fround(0.0001) : 0.0001;
  return max >= (single ? 1e6 : 1e8) || (!printOptions.suppress && (min < small || ratio > 1000));
}

function positionalLayout(finite: Float64Array, single: boolean): Layout {
  if (finite.length === 0) return { left: 0, right: 0, write: () => '' };
  const { precision } = printOptions;
  let [left, right] = [0, 0];
  for (const x of finite) {
    const { int, frac } = positional(x, precision, single);
    left = Math.max(left, int.length + signOf(x).length);
    right = Math.max(right, frac.length);
  }
  const write = (x: number, width: number): string => {
    const { int, frac } = positional(x, precision, single);
    return `${(signOf(x) + int).padStart(width)}.${frac.padEnd(right)}`;
  };
  return { left, right, write };
}

function scientificLayout(finite: Float64Array, single: boolean): Layout {
  let [left, digits, exponents] = [0, 0, 2];
  for (const x of finite) {
    const { frac, exponent } = scientific(x, printOptions.precision, single);
    left = Math.max(left, 1 + signOf(x).length);
    digits = Math.max(digits, frac.length);
    exponents = Math.max(exponents, String(Math.abs(exponent)).length);
  }
  const write = (x: number, width: number): string => {
    // All elements show as many digits as the longest; beyond the shortest they are those of the exact value.
    const { digits: all, exponent } =
      x === 0 ? { digits: '0'.repeat(digits + 1), exponent: 0 } : exactly(Math.abs(x), digits);
    const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(exponents, '0')}`;
    return `${(signOf(x) + all[0]!).padStart(width)}.${all.slice(1)}e${power}`;
  };
  return { left, right: exponents + 2 + digits, write };
}

function signOf(x: number): string {
  return x < 0 || Object.is(x, -0) ? '-' : '';
}

/** The same for numbers that always show their sign, as imaginary parts do: `+1.`. */
export function signedFormatter(values: Float64Array, single: boolean): Formatter {
  const format = floatFormatter(values.map(Math.abs), single);
  return (x) => {
    const text = format(Math.abs(x));
    const digits = text.trimStart();
    return `${' '.repeat(text.length - digits.length)}${signOf(x) || '+'}${digits}`;
  };
}

/** A lone float as Python shows it: all digits, `1.0`, scientific from 1e16 (float32: 1e6) and below 1e-4. */
export function floatScalar(x: number, single: boolean): string {
  if (!Number.isFinite(x)) return x !== x ? 'nan' : x > 0 ? 'inf' : '-inf';
  const size = Math.abs(x);
  if (size === 0 || (size < (single ? 1e6 : 1e16) && size >= 1e-4)) {
    const { int, frac } = positional(x, 400, single);
    return `${signOf(x)}${int}.${frac === '' ? '0' : frac}`;
  }
  const { digits, exponent } = shortest(size, single);
  const frac = digits.slice(1).replace(/0+$/, '');
  const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return `${signOf(x)}${digits[0]}${frac === '' ? '' : `.${frac}`}e${power}`;
}
