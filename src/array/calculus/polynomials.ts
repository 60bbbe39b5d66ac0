/** @file Polynomials by their coefficients, the highest power first: polyfit, polyval, polyder, polyint, poly1d. */
import { anything, checkCall, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { displaySymbol } from '../../display/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { astype } from '../core/cast.ts';
import { array, type ArraySource } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { isNDArray, makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { allocate } from '../layout/dtype.ts';
import { lstsq } from '../linalg/decompose.ts';
import { addOp, multiplyOp } from '../ufuncs/arithmetic.ts';
import { applyBinary, scalarOf, type Operand } from '../ufuncs/ufunc.ts';

/** Options of `np.polyfit`. */
interface PolyfitOptions {
  /** The degree, here or as the third argument. */
  deg?: number;
  /** How much each point counts: its distance from the curve is multiplied by it. */
  w?: ArraySource;
}

const polyfitOptions = optionsOf<PolyfitOptions>()({
  deg: integer({ from: 0 }),
  w: anything<ArraySource>({ en: 'a number for every point', ko: '점마다 수 하나' }),
});

/**
 * The polynomial of degree `deg` nearest to the points (x, y): deg + 1 coefficients, the highest power first. Several curves as the
 * columns of y. Least squares over columns scaled to length 1, as in NumPy.
 * @throws ShapeError for lengths that do not fit, ValueError where there are fewer points than coefficients
 * @ko 점들에 가장 가까운 다항식의 계수를 높은 차수부터 줍니다.
 */
export function polyfit(
  x: ArraySource,
  y: ArraySource,
  degree: number | (PolyfitOptions & { deg: number }),
  options?: PolyfitOptions,
): NDArray {
  const who = 'np.polyfit';
  if (arguments.length > 3) checkCall(who, arguments, 4, polyfitOptions);
  const { w, deg: named } = readOptions(who, typeof degree === 'object' ? degree : options, polyfitOptions);
  const deg = typeof degree === 'number' ? degree : (named ?? Number.NaN);
  const [xs, ys] = [astype(arrayOf(x), 'float64'), astype(arrayOf(y), 'float64')];
  if (xs.ndim !== 1 || ys.ndim < 1 || ys.ndim > 2 || xs.size !== ys.shape[0]) {
    throw new ShapeError({
      who,
      rule: {
        en: 'x is a line, and y has a value for each of x',
        ko: 'x는 1차원 배열이고, y에는 x마다 값이 있어야 합니다',
      },
      received: `x ${shapeText(xs.shape)}, y ${shapeText(ys.shape)}`,
    });
  }
  if (!Number.isInteger(deg) || deg < 0 || xs.size <= deg) {
    throw new ValueError({
      who,
      rule: {
        en: 'the degree is a whole number, 0 or more, and below the number of points',
        ko: '차수는 0 이상의 정수이고 점의 개수보다 작아야 합니다',
      },
      received: { en: `degree ${deg}, ${xs.size} points`, ko: `차수 ${deg}, 점 ${xs.size}개` },
    });
  }
  const weights = w === undefined ? undefined : astype(arrayOf(w), 'float64');
  if (weights !== undefined && (weights.ndim !== 1 || weights.size !== xs.size)) {
    throw new ShapeError({
      who,
      rule: { en: 'w has a number for every point', ko: 'w에는 점마다 수가 하나씩 있어야 합니다' },
      received: shapeText(weights.shape),
    });
  }
  const [n, m] = [xs.size, deg + 1];
  const powers = new Float64Array(n * m);
  const line = xs.toTyped();
  const factors = weights?.toTyped();
  for (let i = 0; i < n; i++) {
    for (let k = m - 1, p = 1; k >= 0; k--, p *= line[i]!) powers[i * m + k] = p * (factors?.[i] ?? 1);
  }
  const lengths = Array.from({ length: m }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += powers[i * m + k]! ** 2;
    return sum === 0 ? 1 : Math.sqrt(sum);
  });
  for (let i = 0; i < powers.length; i++) powers[i]! /= lengths[i % m]!;
  const right = weights === undefined ? ys : ys.mul(ys.ndim === 2 ? weights.reshape(-1, 1) : weights);
  const [c] = lstsq(makeArray(powers, 'float64', [n, m]), right, { rcond: n * 2 ** -52 });
  const scale = makeArray(Float64Array.from(lengths), 'float64', ys.ndim === 2 ? [m, 1] : [m]);
  return c.div(scale);
}

/**
 * The value of a polynomial (coefficients, the highest power first) at x: `np.polyval([1, 0, 2], 3)` is 11.
 * @ko 다항식의 값을 구합니다. 계수는 높은 차수부터 씁니다.
 */
export function polyval(p: ArraySource, x: number): number;
export function polyval(p: ArraySource, x: Operand): NDArray;
export function polyval(p: ArraySource, x: Operand): NDArray | number {
  if (arguments.length > 2) checkCall('np.polyval', arguments, 2);
  const c = coefficients(p, 'np.polyval');
  const at = arrayOf(x);
  let y = makeArray(allocate(at.dtype, at.size), at.dtype, at.shape);
  for (let k = 0; k < c.size; k++) y = applyBinary(addOp, applyBinary(multiplyOp, y, at), c.at(k));
  return typeof x === 'number' ? Number(scalarOf(y)) : y;
}

/**
 * The derivative of a polynomial, taken `m` times (default 1).
 * @ko 다항식의 도함수의 계수를 줍니다.
 */
export function polyder(p: ArraySource, m = 1): NDArray {
  if (arguments.length > 1) checkCall('np.polyder', arguments, 2);
  let c = coefficients(p, 'np.polyder');
  for (let step = 0; step < countOf(m, 'np.polyder'); step++) {
    const n = c.size - 1;
    c = n <= 0 ? c.at(':0') : c.at(':-1').mul(array(Array.from({ length: n }, (_, k) => n - k)));
  }
  return c;
}

/**
 * The antiderivative of a polynomial, taken `m` times (default 1), with constants 0.
 * @ko 다항식의 부정적분의 계수를 줍니다. 적분 상수는 0입니다.
 */
export function polyint(p: ArraySource, m = 1): NDArray {
  if (arguments.length > 1) checkCall('np.polyint', arguments, 2);
  let c = coefficients(p, 'np.polyint');
  for (let step = 0; step < countOf(m, 'np.polyint'); step++) {
    const n = c.size;
    const values = Array.from(c.toTyped(), (x, k) => x / (n - k));
    c = array([...values, 0], 'float64');
  }
  return c;
}

function countOf(m: number, who: string): number {
  if (integer({ from: 0 }).accepts(m)) return m;
  throw new ValueError({
    who,
    rule: { en: 'm is a whole number, 0 or more', ko: 'm은 0 이상의 정수입니다' },
    received: String(m),
  });
}

function coefficients(p: ArraySource | Poly1d, who: string): NDArray {
  const c = typeof p === 'function' && isNDArray(p.coeffs) ? p.coeffs : arrayOf(p as ArraySource);
  if (c.ndim === 1) return c.dtype === 'bool' ? astype(c, 'int64') : c;
  throw new ShapeError({
    who,
    rule: {
      en: 'the coefficients are a line, the highest power first',
      ko: '계수는 높은 차수부터 쓴 1차원 배열입니다',
    },
    received: { en: `shape ${shapeText(c.shape)}`, ko: `모양 ${shapeText(c.shape)}` },
  });
}

/** A polynomial that can be called. */
interface Poly1d {
  (x: number): number;
  (x: Operand): NDArray;
  /** Its coefficients, the highest power first. */
  readonly coeffs: NDArray;
  /** The highest power. */
  readonly order: number;
  /** The derivative. */
  deriv(m?: number): Poly1d;
  /** The antiderivative with constant 0. */
  integ(m?: number): Poly1d;
  /** As NumPy prints it: the powers in the line above. */
  toString(): string;
}

/**
 * A polynomial as a function: `const p = np.poly1d(np.polyfit(x, y, 2)); p(3)`.
 * @ko 다항식을 함수로 만듭니다. 계수는 높은 차수부터 씁니다.
 */
export function poly1d(c: ArraySource): Poly1d {
  if (arguments.length > 1) checkCall('np.poly1d', arguments, 1);
  const given = coefficients(c, 'np.poly1d');
  const values = given.toTyped();
  let lead = 0;
  while (lead < values.length - 1 && values[lead] === 0) lead++;
  const coeffs = values.length === 0 ? array([0], 'float64') : given.at(`${lead}:`).copy();
  const text = (): string => raised(termsText([...coeffs.toTyped()]));
  return Object.defineProperties((x: Operand) => polyval(coeffs, x), {
    coeffs: { value: coeffs },
    order: { value: coeffs.size - 1 },
    deriv: { value: (m = 1) => poly1d(polyder(coeffs, m)) },
    integ: { value: (m = 1) => poly1d(polyint(coeffs, m)) },
    toString: { value: text },
    [Symbol.for('nodejs.util.inspect.custom')]: { value: text },
    [displaySymbol]: { value: () => ({ 'text/plain': text() }) },
  }) as unknown as Poly1d;
}

/** `1 x**2 - 2 x + 3`, numbers as C's %.4g writes them. */
function termsText(coeffs: readonly number[]): string {
  const n = coeffs.length - 1;
  let text = '';
  coeffs.forEach((c, k) => {
    const number = fourDigits(c);
    const power = n - k;
    if (number === '0' && !(n === 0 && k === 0)) return;
    const term = power === 0 ? number : power === 1 ? `${number} x` : `${number} x**${power}`;
    if (k === 0) text = term;
    else text += term.startsWith('-') ? ` - ${term.slice(1)}` : ` + ${term}`;
  });
  return text;
}

/** The powers in the line above, in blocks of at most 70 characters. */
function raised(terms: string): string {
  let [above, below, out, from] = ['', '', ' ', 0];
  for (const found of terms.matchAll(/\*\*(\d+)/g)) {
    const part = terms.slice(from, found.index);
    const power = found[1]!;
    from = found.index + found[0].length;
    const more = [' '.repeat(part.length - 1) + power, part + ' '.repeat(power.length - 1)] as const;
    if (below.length + more[1].length > 70 || above.length + more[0].length > 70) {
      out += `${above}\n${below}\n `;
      [above, below] = ['', ''];
    }
    above += more[0];
    below += more[1];
  }
  return `${out}${above}\n${below}${terms.slice(from)}`;
}

function fourDigits(x: number): string {
  if (!Number.isFinite(x)) return String(x).replace('Infinity', 'inf').replace('NaN', 'nan');
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  const [digits, power] = x.toExponential(3).split('e') as [string, string];
  const e = Number(power);
  const shorter = (s: string): string => (s.includes('.') ? s.replace(/\.?0+$/, '') : s);
  if (e < -4 || e >= 4) return `${shorter(digits)}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
  return shorter(x.toFixed(3 - e));
}
