/**
 * @file Arrays of complex numbers, for Fourier transforms: two arrays of one shape, `real` and `imag`, which are views
 * (docs/decisions/0031).
 */
import { checkCall, describe } from '../../arguments/index.ts';
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { DTypeError, shapeText } from '../../errors/index.ts';
import { refuseBrackets, refuseSigns } from '../core/bracket-errors.ts';
import { array } from '../core/create.ts';
import { astype } from '../core/cast.ts';
import type { Index } from '../core/indexing.ts';
import { isNDArray, makeArray } from '../core/make.ts';
import type { NDArray, Nested } from '../core/ndarray.ts';
import { broadcastTo } from '../manipulation/axes.ts';
import { floatFormatter, floatScalar, signedFormatter } from '../print/elements.ts';
import { reprWith, textWith, type FormatterFor } from '../print/print.ts';
import { allocate, type DType, type TypedArray } from '../layout/dtype.ts';
import { commonShape } from '../layout/walk.ts';
import { arctan2, hypot } from '../ufuncs/arithmetic.ts';
import type { Operand } from '../ufuncs/ufunc.ts';

/** One complex number. */
export class Complex {
  /** Its real part. */
  readonly real: number;
  /** Its imaginary part. */
  readonly imag: number;

  constructor(real: number, imag = 0) {
    this.real = real;
    this.imag = imag;
  }

  /**
   * Its length.
   * @ko 크기(절댓값)입니다.
   */
  abs(): number {
    return Math.hypot(this.real, this.imag);
  }

  /** Its angle in radians, -π … π. */
  angle(): number {
    return Math.atan2(this.imag, this.real);
  }

  /** As Python writes it: `(1+2j)`. */
  toString(): string {
    const text = (x: number): string => floatScalar(x, false).replace(/\.0$/, '');
    const sign = this.imag < 0 || Object.is(this.imag, -0) ? '-' : '+';
    const imag = `${text(Math.abs(this.imag))}j`;
    if (this.real === 0 && !Object.is(this.real, -0)) return sign === '-' ? `-${imag}` : imag;
    return `(${text(this.real)}${sign}${imag})`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** What stands beside complex numbers: them, real arrays, numbers. */
export type ComplexOperand = ComplexArray | Complex | Operand;

/**
 * An array of complex numbers in any number of axes: what `np.fft.fft2(picture)` gives, and `np.complex(real, imag)`. It has indexing,
 * arithmetic and printing of a number array; `np.abs(f)`, `f.real`, `f.imag` are number arrays.
 * @ko 복소수의 배열입니다. np.fft.fft2가 주고, np.abs(f), f.real, f.imag는 보통의 배열입니다.
 */
export class ComplexArray {
  /**
   * The real parts: a view, so that `f.real.set(…)` writes.
   * @ko 실수 부분입니다.
   */
  readonly real: NDArray;
  /**
   * The imaginary parts: a view.
   * @ko 허수 부분입니다.
   */
  readonly imag: NDArray;

  /** From two float64 (or two float32) arrays of one shape. Not checked: `np.complex` makes one of anything. */
  constructor(real: NDArray, imag: NDArray) {
    this.real = real;
    this.imag = imag;
  }

  /**
   * Its length along each axis.
   * @ko 축마다의 길이입니다.
   */
  get shape(): readonly number[] {
    return this.real.shape;
  }

  /** Number of elements. */
  get size(): number {
    return this.real.size;
  }

  /** Number of axes. */
  get ndim(): number {
    return this.real.ndim;
  }

  /** complex128, two floats of eight bytes; complex64 of float32. */
  get dtype(): 'complex64' | 'complex128' {
    return this.real.dtype === 'float32' ? 'complex64' : 'complex128';
  }

  /** The axes in reverse order (a view). */
  get T(): ComplexArray {
    return this.#each((part) => part.T);
  }

  #each(work: (part: NDArray) => NDArray): ComplexArray {
    return new ComplexArray(work(this.real), work(this.imag));
  }

  /**
   * One number. Without arguments the only one; one argument counts in C order.
   * @ko 복소수 하나를 꺼냅니다.
   */
  item(...index: number[]): Complex {
    return new Complex(this.real.item(...index), this.imag.item(...index));
  }

  /**
   * `a[index]` of Python, as of number arrays: numbers and slices give views, lists, index arrays and masks copies.
   * @ko 부분을 골라냅니다. 숫자, 슬라이스 글('1:3'), 리스트, 마스크를 씁니다.
   */
  at(...index: Index[]): ComplexArray {
    return this.#each((part) => part.at(...index));
  }

  /**
   * `a[index] = value`, the value last: `f.set('30:40', ':', 0)` clears some frequencies.
   * @ko 부분에 값을 넣습니다. 값은 마지막 인수입니다.
   */
  set(...indexAndValue: [...index: Index[], value: ComplexOperand]): void {
    const { real, imag } = complexOf(indexAndValue.pop() as ComplexOperand, 'set');
    const index = indexAndValue as Index[];
    this.real.set(...index, real);
    this.imag.set(...index, imag);
  }

  /**
   * The same elements under another shape (one side may be -1).
   * @ko 값은 그대로 두고 모양을 바꿉니다.
   */
  reshape(...shape: readonly number[] | [readonly number[]]): ComplexArray {
    return this.#each((part) => part.reshape(...(shape as readonly number[])));
  }

  /**
   * The axes in the order given, reversed by default (a view).
   * @ko 축의 순서를 바꿉니다.
   */
  transpose(...axes: readonly number[]): ComplexArray {
    return this.#each((part) => part.transpose(...axes));
  }

  /**
   * One axis, in C order.
   * @ko 한 줄로 펼칩니다.
   */
  ravel(): ComplexArray {
    return this.#each((part) => part.ravel());
  }

  /**
   * A copy in C order.
   * @ko 복사본을 만듭니다.
   */
  copy(): ComplexArray {
    return this.#each((part) => part.copy());
  }

  /**
   * The length of every number, √(real² + imag²): a spectrum's magnitude.
   * @ko 자리마다 크기(절댓값)를 구합니다.
   */
  abs(): NDArray {
    if (arguments.length > 0) checkCall('abs', arguments, 0);
    return hypot(this.real, this.imag);
  }

  /**
   * The angle of every number in radians, -π … π: a spectrum's phase.
   * @ko 자리마다 각도(위상)를 라디안으로 구합니다.
   */
  angle(): NDArray {
    if (arguments.length > 0) checkCall('angle', arguments, 0);
    return arctan2(this.imag, this.real);
  }

  /**
   * The imaginary parts with the other sign.
   * @ko 켤레 복소수를 줍니다.
   */
  conj(): ComplexArray {
    return new ComplexArray(this.real.copy(), this.imag.neg());
  }

  /**
   * -this
   * @ko 부호를 바꿉니다(-a).
   */
  neg(): ComplexArray {
    return this.#each((part) => part.neg());
  }

  /**
   * this + y
   * @ko 자리마다 더합니다(a + b).
   */
  add(y: ComplexOperand): ComplexArray {
    const [a, b] = pair(this, y, 'add');
    return new ComplexArray(a.real.add(b.real), a.imag.add(b.imag));
  }

  /**
   * this - y
   * @ko 자리마다 뺍니다(a - b).
   */
  sub(y: ComplexOperand): ComplexArray {
    const [a, b] = pair(this, y, 'sub');
    return new ComplexArray(a.real.sub(b.real), a.imag.sub(b.imag));
  }

  /**
   * this * y, element by element: with a mask it keeps some frequencies.
   * @ko 자리마다 곱합니다(a * b).
   */
  mul(y: ComplexOperand): ComplexArray {
    const [a, b] = pair(this, y, 'mul');
    return new ComplexArray(a.real.mul(b.real).sub(a.imag.mul(b.imag)), a.real.mul(b.imag).add(a.imag.mul(b.real)));
  }

  /**
   * this / y, element by element
   * @ko 자리마다 나눕니다(a / b).
   */
  div(y: ComplexOperand): ComplexArray {
    const [a, b] = pair(this, y, 'div');
    const length = b.real.square().add(b.imag.square());
    const { real, imag } = a.mul(b.conj());
    return new ComplexArray(real.div(length), imag.div(length));
  }

  /**
   * eˣ of every number: e^real · (cos imag + i sin imag).
   * @ko 자리마다 e의 거듭제곱을 구합니다.
   */
  exp(): ComplexArray {
    const size = this.real.exp();
    const turned = (f: (x: number) => number): NDArray => {
      const angles = this.imag.toTyped();
      return size.mul(astype(makeArray(Float64Array.from(angles, f), 'float64', this.shape), this.real.dtype, false));
    };
    return new ComplexArray(turned(Math.cos), turned(Math.sin));
  }

  /**
   * this == y, element by element
   * @ko 자리마다 같은지 봅니다(a == b).
   */
  eq(y: ComplexOperand): NDArray {
    const [a, b] = pair(this, y, 'eq');
    return a.real.eq(b.real).and(a.imag.eq(b.imag));
  }

  /**
   * this != y, element by element
   * @ko 자리마다 다른지 봅니다(a != b).
   */
  ne(y: ComplexOperand): NDArray {
    return this.eq(y).not();
  }

  /**
   * The sum along an axis, or without one of all as one number.
   * @ko 모두 더하거나 축을 따라 더합니다.
   */
  sum(axis: number): ComplexArray;
  sum(): Complex;
  sum(axis?: number): ComplexArray | Complex {
    if (axis === undefined) return new Complex(this.real.sum(), this.imag.sum());
    return this.#each((part) => part.sum(axis));
  }

  /**
   * The mean along an axis, or without one of all as one number.
   * @ko 평균을 구합니다.
   */
  mean(axis: number): ComplexArray;
  mean(): Complex;
  mean(axis?: number): ComplexArray | Complex {
    if (axis === undefined) return new Complex(this.real.mean(), this.imag.mean());
    return this.#each((part) => part.mean(axis));
  }

  /**
   * Nested lists of complex numbers.
   * @ko 보통의 리스트로 바꿉니다.
   */
  toList(): Nested<Complex> {
    const [real, imag] = [this.real.toTyped(), this.imag.toTyped()];
    let at = 0;
    const visit = (d: number): Nested<Complex> =>
      d === this.ndim ? new Complex(real[at]!, imag[at++]) : Array.from({ length: this.shape[d]! }, () => visit(d + 1));
    return visit(0);
  }

  /** What Python's `print` shows. */
  toString(): string {
    if (this.ndim === 0) return this.item().toString();
    const { real, imag } = this.copy();
    return textWith(real, formatterOf(real.data, imag.data, real.dtype === 'float32'));
  }

  /** What Python's `repr` shows: `array([1.+2.j, 3.-1.j])`. */
  repr(): string {
    if (this.ndim === 0) return `array(${pointed(this.item())})`;
    const { real, imag } = this.copy();
    return reprWith(
      real,
      this.dtype,
      this.dtype === 'complex128',
      formatterOf(real.data, imag.data, real.dtype === 'float32'),
    );
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    return { 'text/plain': `${this.repr()}\nshape ${shapeText(this.shape)}, ${this.dtype}` };
  }
}

/** As NumPy writes one in an array: `1.+2.j`. */
function pointed({ real, imag }: Complex): string {
  const [re, im] = [Float64Array.of(real), Float64Array.of(imag)];
  return formatterOf(re, im, false)([0])(0);
}

/** Both parts of the elements that will be seen, each with its own format. */
function formatterOf(real: TypedArray, imag: TypedArray, single: boolean): FormatterFor {
  return (seen) => {
    const [re, im] = [real, imag].map((part) => Float64Array.from(seen, (place) => part[place]!)) as [
      Float64Array,
      Float64Array,
    ];
    const [first, second] = [floatFormatter(re, single), signedFormatter(im, single)];
    return (place) => {
      const text = second(imag[place]!);
      const digits = text.trimEnd();
      return `${first(real[place]!)}${digits}j${text.slice(digits.length)}`;
    };
  };
}

/** What a complex64 keeps single: float32, and beside it whole numbers that float32 holds, as NumPy promotes. */
function partsOf(x: Exclude<ComplexOperand, ComplexArray | Complex>, beside: DType): DType {
  if (typeof x === 'number' || typeof x === 'boolean') return beside;
  if (!isNDArray(x)) return 'float64';
  if (x.dtype === 'float32') return 'float32';
  return beside === 'float32' && /^(?:u?int(?:8|16)|bool)$/.test(x.dtype) ? 'float32' : 'float64';
}

/** Both as complex arrays of their common shape. */
function pair(a: ComplexArray, y: ComplexOperand, who: string): [ComplexArray, ComplexArray] {
  const b = complexOf(y, who, a.real.dtype);
  const shape = commonShape([a.shape, b.shape], who);
  const stretch = (z: ComplexArray): ComplexArray =>
    shapeText(z.shape) === shapeText(shape)
      ? z
      : new ComplexArray(broadcastTo(z.real, shape), broadcastTo(z.imag, shape));
  return [stretch(a), stretch(b)];
}

/**
 * Anything that can be complex: real parts alone have imaginary parts of 0. float32 stays single; a lone number takes the parts `beside`
 * which it stands.
 * @throws DTypeError
 */
export function complexOf(x: ComplexOperand, who: string, beside: DType = 'float64'): ComplexArray {
  if (x instanceof ComplexArray) return x;
  if (x instanceof Complex) return new ComplexArray(array(x.real, beside), array(x.imag, beside));
  if (typeof x === 'string' || (typeof x === 'object' && x !== null && 'imag' in x)) {
    throw new DTypeError({
      who,
      rule: { en: 'takes complex arrays, arrays and numbers', ko: '복소수 배열, 배열, 수를 받습니다' },
      received: describe(x),
    });
  }
  const dtype = partsOf(x, beside);
  const real = isNDArray(x) ? astype(x, dtype, false) : array(x, dtype);
  return new ComplexArray(real, makeArray(allocate(dtype, real.size), dtype, real.shape));
}

/** Whether a value is one complex number or an array of them. */
export function isComplex(value: unknown): value is ComplexArray | Complex {
  return value instanceof ComplexArray || value instanceof Complex;
}

refuseBrackets(ComplexArray.prototype);
refuseSigns(ComplexArray.prototype, {
  en: 'Write a.add(b), a.mul(b) instead of a + b, a * b',
  ko: 'a + b, a * b 대신 a.add(b), a.mul(b)라고 쓰세요',
});
