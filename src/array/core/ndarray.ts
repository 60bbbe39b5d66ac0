/**
 * @file The array: a typed store seen through shape, strides (in elements) and offset. This file has the fields,
 * single elements and the list of methods (hence its length); what they compute stands in the other files of the module.
 */
import { complexOf, isComplex, type Complex, type ComplexArray } from '../complex/complex-array.ts';
import { checkCall, flag, optionsOf } from '../../arguments/index.ts';
import { type UfuncOptions } from '../ufuncs/out.ts';
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { isPlaced } from '../../engine/index.ts';
import { IndexError, ValueError, shapeText } from '../../errors/index.ts';
import { setAt, at as atIndex, type Index } from './indexing.ts';
import { assign, type Assignable } from './assign.ts';
import { checkedScalar } from './checked-scalar.ts';
import type { Axis } from '../layout/axis.ts';
import { astype } from './cast.ts';
import { copyInto } from './copy.ts';
import { displayBundle } from '../print/display.ts';
import type { DTypeLike } from './create.ts';
import { allocateRaw, allocateResult, asDType, dtypes, type DType, type TypedArray } from '../layout/dtype.ts';
import { contiguousStrides, sizeOf } from '../layout/strides.ts';
import { refuseBrackets, tellOfLength } from './bracket-errors.ts';
import * as linear from '../linalg/products.ts';
import * as shapes from '../manipulation/axes.ts';
import * as rearrange from '../manipulation/rearrange.ts';
import { reprOf, textOf } from '../print/print.ts';
import * as reduce from '../statistics/reduce.ts';
import type { AxisOptions, CopyOptions, KeepdimsOptions, NoAxis } from './method-options.ts';
import type { ReduceAxis, ReduceOptions, SumOptions, VarOptions } from '../statistics/reduce.ts';
import { bindArrayClass } from './make.ts';
import { reshape } from './reshape.ts';
import { toList, toTyped } from './typed.ts';
import * as scan from '../statistics/scan.ts';
import '../statistics/ufunc-methods.ts';
import type { ArgAxis, ScanOptions } from '../statistics/scan.ts';
import * as sorting from '../sorting/index.ts';
import type { SearchOptions } from '../sorting/search.ts';
import type { SortAxis } from '../sorting/sort.ts';
import { ptp } from '../statistics/moments.ts';
import { applyBinary, applyUnary, type Operand } from '../ufuncs/ufunc.ts';
import * as arithmetic from '../ufuncs/arithmetic.ts';
import { clip, round } from '../ufuncs/compound.ts';
import * as logic from '../ufuncs/logic.ts';
import * as math from '../ufuncs/math.ts';

/** Nested lists of numbers or booleans, as deep as the array has axes. */
export type Nested<T> = T | readonly Nested<T>[];

/** Options of a reduction that name an axis (or keep the axes), so that an array comes back. */
type AlongAxis<Options = ReduceOptions> = Options & ({ axis: Axis } | { keepdims: true });

/** Options of a reduction over everything. */
type WholeOptions<Options = ReduceOptions> = Options & NoAxis;

const astypeOptions = optionsOf<CopyOptions>()({ copy: flag().or(true) });

// What only the class can do; set in its static block.
let rawStoreOf: (a: NDArray) => TypedArray;
let ownerOf: (a: NDArray) => NDArray;
let lastingStoreOf: (a: NDArray) => TypedArray;
let moveOut: (owner: NDArray) => void;
/** Writes one number; floats as they are, bytes as they are if they fit, the rest checked. */
let save: (a: NDArray, at: number, value: number) => void;

const { imul } = Math;

/** `held` of a large array in the kernels' memory. (Of a small one this would take longer than what made it.) */
const seen: PropertyDescriptor = {
  get(this: NDArray): TypedArray {
    return lastingStoreOf(this);
  },
  enumerable: true,
};
const SEEN = 1 << 16;

/** Axes that `item` and `set` have arguments for; of more indices lists are made, which the fast ways are spared. */
const AXES = 6;

/**
 * An array of numbers of one type in any number of axes. `np.array`, `np.zeros` and others make it.
 * @ko 배열의 클래스입니다. 모양과 dtype이 있고, 연산자는 메서드로 씁니다.
 */
export class NDArray {
  // `declare`: a field that is written first by the constructor is never seen undefined, and V8 keeps it as the small whole number it is.

  /** The array whose store this one looks at: itself, or of a view the array that it was taken from. */
  declare private readonly owner: NDArray;
  /** The store. A view of one that may move has none and asks its owner. */
  #store: TypedArray | undefined;
  /** Whether the store is in the kernels' memory, which nobody outside this module may keep a hold of. */
  #isPlaced: boolean;
  /**
   * What tools see that compare or clone objects by their properties: the store, which moves out of the kernels' memory when it is
   * looked at.
   */
  declare private held: TypedArray;
  /**
   * Type of its elements.
   * @ko 값의 자료형입니다.
   */
  declare readonly dtype: DType;
  /**
   * Its length along each axis.
   * @ko 축마다의 길이입니다.
   */
  declare readonly shape: readonly number[];
  /** Steps in elements, not bytes; negative for reversed views, 0 along a broadcast axis. */
  declare readonly strides: readonly number[];
  /** Where its first element lies in `data`. */
  declare readonly offset: number;
  /**
   * Number of elements.
   * @ko 값의 개수입니다.
   */
  declare readonly size: number;
  /**
   * Number of axes.
   * @ko 축의 수입니다.
   */
  declare readonly ndim: number;
  /** False for views made by broadcasting, where one stored element stands for many. */
  declare readonly writeable: boolean;
  // The first three sides and strides again, as plain fields: reading them from lists would double the time of `item`. Axes
  // that are not there have side -1 and stride 0.
  declare private readonly kind: number;
  /** The number of indices with which `item` and `set` go straight to the store: that of the axes, or -1. */
  declare private readonly direct: number;
  declare private readonly n0: number;
  declare private readonly n1: number;
  declare private readonly n2: number;
  declare private readonly s0: number;
  declare private readonly s1: number;
  declare private readonly s2: number;

  constructor(
    data: TypedArray,
    dtype: DType,
    shape: readonly number[],
    strides: readonly number[] = contiguousStrides(shape),
    offset = 0,
    writeable = true,
    owner?: NDArray,
  ) {
    this.owner = owner ?? this;
    const mayMove = owner === undefined ? isPlaced(data) : owner.#isPlaced;
    this.#store = mayMove && owner !== undefined ? undefined : data;
    this.#isPlaced = mayMove && owner === undefined;
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = sizeOf(shape);
    this.ndim = shape.length;
    this.writeable = writeable;
    this.kind = dtype === 'float64' ? 0 : dtype === 'float32' ? 1 : dtype === 'uint8' ? 2 : 3;
    this.n0 = shape.length > 0 ? shape[0]! : 0;
    this.n1 = shape.length > 1 ? shape[1]! : -1;
    this.n2 = shape.length > 2 ? shape[2]! : -1;
    this.s0 = shape.length > 0 ? strides[0]! : 0;
    this.s1 = shape.length > 1 ? strides[1]! : 0;
    this.s2 = shape.length > 2 ? strides[2]! : 0;
    this.direct = shape.length > 0 && shape.length <= 3 && data.length < 2 ** 31 ? shape.length : -1;
    // (Last, so that the fields stand alike in all arrays.)
    if (!mayMove || (owner === undefined && data.byteLength < SEEN)) this.held = data;
    else if (owner === undefined) Object.defineProperty(this, 'held', seen);
    if (shape.length > AXES) Object.defineProperties(this, ofManyAxes);
  }

  /**
   * The store; views share it. Element (i, j) is `data[offset + i * strides[0] + j * strides[1]]`. A large store moves out of
   * the kernels' memory at the first look at it, and stays valid for ever.
   */
  get data(): TypedArray {
    return lastingStoreOf(this);
  }

  static {
    save = (a, at, value) => {
      const data = a.#store ?? a.owner.#store!;
      if (a.kind === 0) (data as Float64Array)[at] = value;
      else if (a.kind === 1) (data as Float32Array)[at] = value;
      else if (a.kind === 2 && (value & 255) === value) (data as Uint8Array)[at] = value;
      else data[at] = checkedScalar(value, a.dtype, 'set');
    };
    rawStoreOf = (a) => a.#store ?? a.owner.#store!;
    ownerOf = (a) => a.owner;
    lastingStoreOf = (a) => {
      const { owner } = a;
      if (owner.#isPlaced) moveOut(owner);
      return a.#store ?? owner.#store!;
    };
    moveOut = (owner) => {
      const store = allocateRaw(owner.dtype, owner.#store!.length);
      store.set(owner.#store!);
      owner.#store = store;
      owner.#isPlaced = false;
      if (store.byteLength < SEEN && !Object.isFrozen(owner)) owner.held = store;
    };
  }

  /** Bytes NumPy gives one element (int64: 8, as here). */
  get itemsize(): number {
    return dtypes[this.dtype].itemsize;
  }

  /** Bytes of all elements. */
  get nbytes(): number {
    return this.size * this.itemsize;
  }

  // ---- elements and views

  /**
   * One element as a number (bool: 0 or 1). Without arguments the only element; one argument counts in C order.
   * @ko 숫자 하나를 꺼냅니다.
   */
  item(...index: number[]): number;
  item(i?: number, j?: number, k?: number, l?: number, m?: number, n?: number): number {
    // Whole, not negative and inside: everything else (also the errors) goes the general way. V8 inlines several calls of a loop only
    // where they are few bytes, with what they call; hence no list of arguments, and no loop. Places are below 2^31 (`direct`).
    if (arguments.length === this.direct && fits(i, this.n0) && fits(j, this.n1) && fits(k, this.n2)) {
      const at = this.offset + imul(i, this.s0) + imul(j, this.s1) + imul(k, this.s2);
      return load(this.#store ?? this.owner.#store!, this.kind, at | 0);
    }
    return generalItem(this, arguments.length, i, j, k, l, m, n);
  }

  /**
   * `a[index]` of Python: `a.at(0, '1:3', np.newaxis)`, `a.at('::-1')`, `a.at([0, 2])`, `a.at(a.gt(0))`. Numbers, slices,
   * newaxis and '...' give views that share the store; lists, index arrays and masks give copies. Always an array.
   * @ko 부분을 골라냅니다. 숫자, 슬라이스 글('1:3'), 리스트, 마스크를 축마다 하나씩 씁니다.
   */
  at(...index: Index[]): NDArray {
    return atIndex(this, index);
  }

  /**
   * `a[index] = value`, the value last: `a.set(i, j, v)`, `a.set(':', 0, column)`, `a.set(mask, 0)`.
   * @ko 부분에 값을 넣습니다. 값은 마지막 인수입니다.
   */
  set(...indexAndValue: [...index: Index[], value: Assignable]): void;
  set(
    i?: unknown,
    j?: unknown,
    k?: unknown,
    l?: unknown,
    m?: unknown,
    n?: unknown,
    o?: unknown,
    p?: unknown,
    q?: unknown,
    r?: unknown,
    s?: unknown,
    ...beyond: unknown[]
  ): void {
    const { direct } = this;
    if (arguments.length === direct + 1 && this.writeable && inside(i, this.n0)) {
      if (direct === 2) {
        if (inside(j, this.n1) && typeof k === 'number')
          return save(this, (this.offset + imul(i, this.s0) + imul(j, this.s1)) | 0, k);
      } else if (direct === 3 && inside(j, this.n1) && inside(k, this.n2) && typeof l === 'number') {
        return save(this, (this.offset + imul(i, this.s0) + imul(j, this.s1) + imul(k, this.s2)) | 0, l);
      }
    }
    // (`beyond` is never handed on: a list that stays here is never made.)
    generalSet(this, Math.max(arguments.length, beyond.length), [i, j, k, l, m, n, o, p, q, r, s]);
  }

  /**
   * The parts along the first axis, as views: `for (const row of a)`. The parts of a line are 0-d: `x.item()`. A 0-d array
   * is not iterable, as in Python; comparing tools go by that, too.
   */
  get [Symbol.iterator](): () => Generator<NDArray> {
    return this.ndim === 0 ? (undefined as never) : () => parts(this);
  }

  /**
   * Writes one value everywhere.
   * @ko 모든 자리에 한 값을 넣습니다.
   */
  fill(value: number | boolean): void {
    if (arguments.length > 1) checkCall('fill', arguments, 1);
    assign(this, value);
  }

  /**
   * The axes in reverse order (a view).
   * @ko 축의 순서를 거꾸로 한 배열입니다(전치).
   */
  get T(): NDArray {
    return shapes.transpose(this);
  }

  /**
   * The same elements under another shape (one side may be -1); a view when the layout allows.
   * @ko 값은 그대로 두고 모양을 바꿉니다. -1은 나머지 길이입니다.
   */
  reshape(...shape: readonly number[] | [readonly number[]]): NDArray {
    if (shape.length > 1) checkCall('reshape', shape, typeof shape[0] === 'object' ? 1 : Infinity);
    return reshape(this, typeof shape[0] === 'object' ? shape[0] : (shape as readonly number[]));
  }

  /**
   * The axes in the order given, reversed by default (a view).
   * @ko 축의 순서를 바꿉니다.
   */
  transpose(...axes: readonly number[] | [readonly number[]]): NDArray {
    if (axes.length > 0) checkCall('transpose', axes, typeof axes[0] === 'object' ? 1 : Infinity);
    const list = typeof axes[0] === 'object' ? (axes[0] ?? []) : (axes as readonly number[]);
    return shapes.transpose(this, list.length > 0 ? list : undefined);
  }

  /** Two axes exchanged (a view). */
  swapaxes(a: number, b: number): NDArray {
    if (arguments.length > 2) checkCall('swapaxes', arguments, 2);
    return shapes.swapaxes(this, a, b);
  }

  /**
   * Without axes of length 1, or without those named (a view).
   * @ko 길이가 1인 축을 없앤 뷰를 줍니다.
   */
  squeeze(axis?: Axis): NDArray {
    if (arguments.length > 1) checkCall('squeeze', arguments, 1);
    return shapes.squeeze(this, axis);
  }

  /**
   * One axis, in C order; a view when they are stored in that order.
   * @ko 한 줄로 폅니다. 될 수 있으면 뷰입니다.
   */
  ravel(): NDArray {
    if (arguments.length > 0) checkCall('ravel', arguments, 0);
    return reshape(this, [-1]);
  }

  /**
   * One axis, in C order, always a copy.
   * @ko 한 줄로 펼친 복사본을 줍니다.
   */
  flatten(): NDArray {
    if (arguments.length > 0) checkCall('flatten', arguments, 0);
    return reshape(this.copy(), [this.size]);
  }

  /**
   * A copy in C order.
   * @ko 복사본을 만듭니다.
   */
  copy(): NDArray {
    if (arguments.length > 0) checkCall('copy', arguments, 0);
    const out = allocateResult(this.dtype, this.size);
    copyInto(this, out);
    return new NDArray(out, this.dtype, this.shape);
  }

  /**
   * A copy with another dtype: floats are cut towards zero, integers wrap, anything but 0 is true.
   * @ko 다른 dtype으로 바꾼 복사본을 줍니다.
   */
  astype(dtype: DTypeLike, options?: CopyOptions): NDArray {
    if (arguments.length > 1) checkCall('astype', arguments, 2, astypeOptions);
    return astype(this, asDType(dtype, 'astype'), options?.copy ?? true);
  }

  /**
   * The elements in C order as a flat typed array; no copy when they are stored in that order.
   * @ko JavaScript의 형식화 배열로 바꿉니다.
   */
  toTyped(): TypedArray {
    if (arguments.length > 0) checkCall('toTyped', arguments, 0);
    return toTyped(this);
  }

  /**
   * Nested lists of numbers (booleans for bool), a plain value for a 0-d array.
   * @ko 보통의 리스트로 바꿉니다.
   */
  toList(): Nested<number | boolean> {
    if (arguments.length > 0) checkCall('toList', arguments, 0);
    return toList(this);
  }

  // ---- arithmetic, comparison, logic (shapes broadcast; the result is a new array)

  /**
   * this + y
   * @ko 자리마다 더합니다(a + b).
   */
  add(y: Operand, options?: UfuncOptions): NDArray;
  add(y: ComplexArray | Complex): ComplexArray;
  add(y: Operand | ComplexArray | Complex, options?: UfuncOptions): NDArray | ComplexArray {
    if (isComplex(y)) return complexOf(this, 'add').add(y);
    return applyBinary(arithmetic.addOp, this, y, options);
  }

  /**
   * this - y
   * @ko 자리마다 뺍니다(a - b).
   */
  sub(y: Operand, options?: UfuncOptions): NDArray;
  sub(y: ComplexArray | Complex): ComplexArray;
  sub(y: Operand | ComplexArray | Complex, options?: UfuncOptions): NDArray | ComplexArray {
    if (isComplex(y)) return complexOf(this, 'sub').sub(y);
    return applyBinary(arithmetic.subtractOp, this, y, options);
  }

  /**
   * this * y, element by element
   * @ko 자리마다 곱합니다(a * b).
   */
  mul(y: Operand, options?: UfuncOptions): NDArray;
  mul(y: ComplexArray | Complex): ComplexArray;
  mul(y: Operand | ComplexArray | Complex, options?: UfuncOptions): NDArray | ComplexArray {
    if (isComplex(y)) return complexOf(this, 'mul').mul(y);
    return applyBinary(arithmetic.multiplyOp, this, y, options);
  }

  /**
   * this / y, as floats
   * @ko 자리마다 나눕니다(a / b).
   */
  div(y: Operand, options?: UfuncOptions): NDArray;
  div(y: ComplexArray | Complex): ComplexArray;
  div(y: Operand | ComplexArray | Complex, options?: UfuncOptions): NDArray | ComplexArray {
    if (isComplex(y)) return complexOf(this, 'div').div(y);
    return applyBinary(arithmetic.divideOp, this, y, options);
  }

  /** this // y of Python */
  floorDiv(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(arithmetic.floorDivideOp, this, y, options);
  }

  /**
   * this % y of Python (sign of y)
   * @ko 나머지입니다. 부호는 파이썬처럼 y를 따릅니다.
   */
  mod(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(arithmetic.remainderOp, this, y, options);
  }

  /**
   * this ** y
   * @ko 자리마다 거듭제곱합니다(a ** b).
   */
  pow(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(arithmetic.powerOp, this, y, options);
  }

  /**
   * this > y
   * @ko 자리마다 더 큰지 봅니다(a > b).
   */
  gt(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.greaterOp, this, y, options);
  }

  /**
   * this >= y
   * @ko 자리마다 크거나 같은지 봅니다(a >= b).
   */
  ge(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.greaterEqualOp, this, y, options);
  }

  /**
   * this < y
   * @ko 자리마다 더 작은지 봅니다(a < b).
   */
  lt(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.lessOp, this, y, options);
  }

  /**
   * this <= y
   * @ko 자리마다 작거나 같은지 봅니다(a <= b).
   */
  le(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.lessEqualOp, this, y, options);
  }

  /**
   * this == y, element by element
   * @ko 자리마다 같은지 봅니다(a == b).
   */
  eq(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.equalOp, this, y, options);
  }

  /**
   * this != y, element by element
   * @ko 자리마다 다른지 봅니다(a != b).
   */
  ne(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.notEqualOp, this, y, options);
  }

  /** this & y of Python: masks, or bits */
  and(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.bitwiseAndOp, this, y, options);
  }

  /** this | y of Python */
  or(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.bitwiseOrOp, this, y, options);
  }

  /** this ^ y of Python */
  xor(y: Operand, options?: UfuncOptions): NDArray {
    return applyBinary(logic.bitwiseXorOp, this, y, options);
  }

  /** ~this of Python: the other truth value, or all bits inverted */
  not(options?: UfuncOptions): NDArray {
    return applyUnary(logic.invertOp, this, options);
  }

  /**
   * -this
   * @ko 부호를 바꿉니다(-a).
   */
  neg(options?: UfuncOptions): NDArray {
    return applyUnary(math.negativeOp, this, options);
  }

  /**
   * |this|
   * @ko 자리마다 절댓값을 구합니다.
   */
  abs(options?: UfuncOptions): NDArray {
    return applyUnary(math.absoluteOp, this, options);
  }

  /**
   * The square root of every element
   * @ko 원소마다 제곱근을 구합니다.
   */
  sqrt(options?: UfuncOptions): NDArray {
    return applyUnary(math.sqrtOp, this, options);
  }

  /**
   * e to the power of every element
   * @ko 원소마다 e의 거듭제곱을 구합니다.
   */
  exp(options?: UfuncOptions): NDArray {
    return applyUnary(math.expOp, this, options);
  }

  /**
   * The natural logarithm of every element
   * @ko 원소마다 자연로그를 구합니다.
   */
  log(options?: UfuncOptions): NDArray {
    return applyUnary(math.logOp, this, options);
  }

  /**
   * Every element times itself
   * @ko 원소마다 제곱합니다.
   */
  square(options?: UfuncOptions): NDArray {
    return applyUnary(math.squareOp, this, options);
  }

  /**
   * Rounded to `decimals` places, halves to even.
   * @ko 반올림합니다.
   */
  round(decimals = 0): NDArray {
    if (arguments.length > 1) checkCall('round', arguments, 1);
    return round(this, decimals);
  }

  /**
   * Every element pulled into [low, high]; null leaves that side open.
   * @ko 값을 아래 끝과 위 끝 사이로 자릅니다.
   */
  clip(low?: Operand | null, high?: Operand | null): NDArray {
    if (arguments.length > 2) checkCall('clip', arguments, 2);
    return clip(this, low, high);
  }

  /**
   * The matrix product `this @ y`.
   * @ko 행렬의 곱을 구합니다(a @ b).
   */
  matmul(y: Operand): NDArray {
    if (arguments.length > 1) checkCall('matmul', arguments, 1);
    return linear.matmul(this, y);
  }

  /**
   * `np.dot(this, y)`: matrix product for 2-d, scalar product (a 0-d array) for 1-d.
   * @ko 벡터의 내적이나 행렬의 곱을 구합니다.
   */
  dot(y: Operand): NDArray {
    if (arguments.length > 1) checkCall('dot', arguments, 1);
    return linear.dot(this, y);
  }

  // ---- reductions: without axis a number, along an axis an array

  /**
   * The sum, of everything or along an axis.
   * @ko 모두 더하거나 축을 따라 더합니다.
   */
  sum(options?: WholeOptions<SumOptions>): number;
  sum(axis: Axis, options?: SumOptions): NDArray;
  sum(options: AlongAxis<SumOptions>): NDArray;
  sum(axis?: ReduceAxis<SumOptions>, options?: SumOptions): number | NDArray {
    return reduce.sum(this, axis, options);
  }

  /** The product, of everything or along an axis. */
  prod(options?: WholeOptions<SumOptions>): number;
  prod(axis: Axis, options?: SumOptions): NDArray;
  prod(options: AlongAxis<SumOptions>): NDArray;
  prod(axis?: ReduceAxis<SumOptions>, options?: SumOptions): number | NDArray {
    return reduce.prod(this, axis, options);
  }

  /**
   * The mean, of everything or along an axis.
   * @ko 평균을 구합니다. 축을 주면 그 축을 따라 구합니다.
   */
  mean(options?: WholeOptions<SumOptions>): number;
  mean(axis: Axis, options?: SumOptions): NDArray;
  mean(options: AlongAxis<SumOptions>): NDArray;
  mean(axis?: ReduceAxis<SumOptions>, options?: SumOptions): number | NDArray {
    return reduce.mean(this, axis, options);
  }

  /**
   * The standard deviation (options: ddof), of everything or along an axis.
   * @ko 표준편차를 구합니다.
   */
  std(options?: WholeOptions<VarOptions>): number;
  std(axis: Axis, options?: VarOptions): NDArray;
  std(options: AlongAxis<VarOptions>): NDArray;
  std(axis?: ReduceAxis<VarOptions>, options?: VarOptions): number | NDArray {
    return reduce.std(this, axis, options);
  }

  /** The variance (options: ddof), of everything or along an axis. */
  var(options?: WholeOptions<VarOptions>): number;
  var(axis: Axis, options?: VarOptions): NDArray;
  var(options: AlongAxis<VarOptions>): NDArray;
  var(axis?: ReduceAxis<VarOptions>, options?: VarOptions): number | NDArray {
    return reduce.variance(this, axis, options);
  }

  /**
   * The largest element, of everything or along an axis.
   * @ko 가장 큰 값을 구합니다.
   */
  max(options?: WholeOptions): number;
  max(axis: Axis, options?: ReduceOptions): NDArray;
  max(options: AlongAxis): NDArray;
  max(axis?: ReduceAxis, options?: ReduceOptions): number | NDArray {
    return reduce.max(this, axis, options);
  }

  /**
   * The smallest element, of everything or along an axis.
   * @ko 가장 작은 값을 구합니다.
   */
  min(options?: WholeOptions): number;
  min(axis: Axis, options?: ReduceOptions): NDArray;
  min(options: AlongAxis): NDArray;
  min(axis?: ReduceAxis, options?: ReduceOptions): number | NDArray {
    return reduce.min(this, axis, options);
  }

  /**
   * Whether any element is not zero, of everything or along an axis.
   * @ko 참인 값이 하나라도 있는지 봅니다.
   */
  any(options?: WholeOptions): boolean;
  any(axis: Axis, options?: ReduceOptions): NDArray;
  any(options: AlongAxis): NDArray;
  any(axis?: ReduceAxis, options?: ReduceOptions): boolean | NDArray {
    return reduce.any(this, axis, options);
  }

  /**
   * Whether all elements are not zero, of everything or along an axis.
   * @ko 모든 값이 참인지 봅니다.
   */
  all(options?: WholeOptions): boolean;
  all(axis: Axis, options?: ReduceOptions): NDArray;
  all(options: AlongAxis): NDArray;
  all(axis?: ReduceAxis, options?: ReduceOptions): boolean | NDArray {
    return reduce.all(this, axis, options);
  }

  /**
   * Where the first largest element is: counted in C order, or along an axis.
   * @ko 가장 큰 값의 자리를 찾습니다.
   */
  argmax(): number;
  argmax(axis: number, options?: KeepdimsOptions): NDArray;
  argmax(axis?: ArgAxis, options?: KeepdimsOptions): number | NDArray {
    return scan.argmax(this, axis, options);
  }

  /**
   * Where the first smallest element is: counted in C order, or along an axis.
   * @ko 가장 작은 값의 자리를 찾습니다.
   */
  argmin(): number;
  argmin(axis: number, options?: KeepdimsOptions): NDArray;
  argmin(axis?: ArgAxis, options?: KeepdimsOptions): number | NDArray {
    return scan.argmin(this, axis, options);
  }

  /** Running sums along an axis (over all in C order without). */
  cumsum(axis?: number | null | ScanOptions): NDArray {
    if (arguments.length > 1) checkCall('cumsum', arguments, 1);
    return scan.cumsum(this, axis);
  }

  /** Running products along an axis (over all in C order without). */
  cumprod(axis?: number | null | ScanOptions): NDArray {
    if (arguments.length > 1) checkCall('cumprod', arguments, 1);
    return scan.cumprod(this, axis);
  }

  /**
   * Elements repeated `counts` times along an axis.
   * @ko 원소를 정한 횟수만큼 되풀이합니다.
   */
  repeat(counts: number | readonly number[], axis?: number | AxisOptions): NDArray {
    if (arguments.length > 2) checkCall('repeat', arguments, 2);
    return rearrange.repeat(this, counts, axis);
  }

  /**
   * Elements at `indices` along an axis (of all in C order without).
   * @ko 번호로 골라냅니다.
   */
  take(indices: Operand, axis?: number | null | AxisOptions<number | null>): NDArray {
    if (arguments.length > 2) checkCall('take', arguments, 2);
    return rearrange.take(this, indices, axis);
  }

  /** Largest less smallest element, of everything or along an axis. */
  ptp(options?: WholeOptions): number;
  ptp(axis: Axis, options?: ReduceOptions): NDArray;
  ptp(options: AlongAxis): NDArray;
  ptp(axis?: ReduceAxis, options?: ReduceOptions): number | NDArray {
    return ptp(this, axis, options);
  }

  /** The elements of a diagonal (options: offset, axis1, axis2). */
  diagonal(options?: { offset?: number; axis1?: number; axis2?: number }): NDArray {
    if (arguments.length > 1) checkCall('diagonal', arguments, 1);
    return linear.diagonal(this, options);
  }

  /** The sum of a diagonal (options: offset, axis1, axis2). */
  trace(options?: { offset?: number; axis1?: number; axis2?: number }): number | NDArray {
    if (arguments.length > 1) checkCall('trace', arguments, 1);
    return linear.trace(this, options);
  }

  // ---- sorting and searching

  /**
   * Sorts this array in place along `axis` (default: the last); `np.sort(a)` gives a sorted copy instead.
   * @ko 이 배열을 그 자리에서 정렬합니다. 정렬된 복사본은 `np.sort(a)`가 줍니다.
   */
  sort(axis?: number | AxisOptions): void {
    if (arguments.length > 1) checkCall('sort', arguments, 1);
    assign(this, sorting.sort(this, axis));
  }

  /**
   * The indices that would sort along `axis` (default: the last; null: all in one line).
   * @ko 정렬하면 되는 순서를 번호로 줍니다.
   */
  argsort(axis?: SortAxis): NDArray {
    if (arguments.length > 1) checkCall('argsort', arguments, 1);
    return sorting.argsort(this, axis);
  }

  /** In place: the element at `kth` where a sort would put it, smaller ones before it, larger ones after. */
  partition(kth: number | readonly number[], axis?: number): void {
    if (arguments.length > 2) checkCall('partition', arguments, 2);
    assign(this, sorting.partition(this, kth, axis));
  }

  /** The indices that would partition along `axis`. */
  argpartition(kth: number | readonly number[], axis?: SortAxis): NDArray {
    if (arguments.length > 2) checkCall('argpartition', arguments, 2);
    return sorting.argpartition(this, kth, axis);
  }

  /** Where elements are not zero: one index array per axis. */
  nonzero(): NDArray[] {
    if (arguments.length > 0) checkCall('nonzero', arguments, 0);
    return sorting.nonzero(this);
  }

  /** Where values belong in this sorted line. */
  searchsorted(v: number, options?: SearchOptions): number;
  searchsorted(v: Operand, options?: SearchOptions): number | NDArray;
  searchsorted(v: Operand, options?: SearchOptions): number | NDArray {
    if (arguments.length > 2) checkCall('searchsorted', arguments, 2);
    return sorting.searchsorted(this, v, options);
  }

  // ---- showing

  /** The text Python's `print` shows. */
  toString(): string {
    return textOf(this);
  }

  /** The text of Python's `repr`: `array([1, 2], dtype=uint8)`. */
  repr(): string {
    if (arguments.length > 0) checkCall('repr', arguments, 0);
    return reprOf(this);
  }

  /** Nested lists, as JSON has no arrays with shape. */
  toJSON(): Nested<number | boolean> {
    return this.toList();
  }

  /** A one-element array counts as its number; for others `a + b` is refused instead of giving nonsense. */
  [Symbol.toPrimitive](hint: string): number | string {
    if (hint === 'string') return textOf(this);
    if (this.size === 1) return this.item();
    throw new ValueError({
      who: 'array',
      rule: {
        en: 'JavaScript operators do not work on arrays of several elements',
        ko: '원소가 여러 개인 배열에는 JavaScript 연산자를 쓸 수 없습니다',
      },
      received: { en: `an array of shape ${shapeText(this.shape)}`, ko: `모양이 ${shapeText(this.shape)}인 배열` },
      hint: {
        en: 'Write a.add(b), a.mul(b), a.gt(0) instead of a + b, a * b, a > 0',
        ko: 'a + b, a * b, a > 0 대신 a.add(b), a.mul(b), a.gt(0)이라고 쓰세요',
      },
    });
  }

  /** What `console.log` and the end of a cell show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return reprOf(this);
  }

  /** What a notebook shows: the repr with shape and dtype, and a thumbnail when it looks like a picture. */
  [displaySymbol](): MimeBundle {
    return displayBundle(this);
  }
}

bindArrayClass(NDArray, { raw: rawStoreOf!, lasting: lastingStoreOf!, owner: ownerOf! });
refuseBrackets(NDArray.prototype);
tellOfLength(NDArray.prototype);

function* parts(a: NDArray): Generator<NDArray> {
  for (let i = 0; i < a.shape[0]!; i++) yield a.at(i);
}

/**
 * Whether i is a whole number from 0 to n - 1; for n = -1 (an axis that is not there) whether it is none. In so few bytes that V8
 * always inlines it.
 */
function fits(i: unknown, n: number): i is number {
  return ((i as number) | 0) === i ? i >>> 0 < n : n < 0;
}

/** The same of what may be anything. */
function inside(i: unknown, n: number): i is number {
  return typeof i === 'number' && i >>> 0 === i && i < n;
}

/** `item` and `set` of arrays with more axes than these have arguments for. */
const ofManyAxes: PropertyDescriptorMap = {
  item: {
    value: function item(this: NDArray, ...index: number[]): number {
      return generalItem(this, index.length, ...index);
    },
  },
  set: {
    value: function set(this: NDArray, ...indexAndValue: unknown[]): void {
      generalSet(this, indexAndValue.length, indexAndValue);
    },
  },
};

/**
 * The element with these indices, of which negative ones count from the end. (Long on purpose, with its error: V8 would put it, and what it
 * calls, into `item`, and then no longer `item` into loops.)
 */
function generalItem(a: NDArray, count: number, ...given: (number | undefined)[]): number {
  const index = given as number[];
  index.length = count;
  let at = a.offset;
  if (index.length === a.ndim) {
    for (let d = 0; d < a.ndim; d++) {
      const [n, i] = [a.shape[d]!, index[d]!];
      const inside = i < 0 ? i + n : i;
      if (!(inside >= 0 && inside < n && Math.floor(inside) === inside)) place(i, n, d, 'item');
      at += inside * a.strides[d]!;
    }
    return load(rawStoreOf(a), 3, at);
  }
  if (index.length > 1 || (index.length === 0 && a.size !== 1)) {
    throw new IndexError({
      who: 'item',
      rule:
        index.length === 0
          ? {
              en: 'without indices the array must have exactly one element',
              ko: '인덱스가 없으면 배열의 원소가 정확히 하나여야 합니다',
            }
          : { en: 'one index for each axis is needed', ko: '축마다 인덱스가 하나씩 필요합니다' },
      received: {
        en: `${index.length} indices for an array of shape ${shapeText(a.shape)}`,
        ko: `모양이 ${shapeText(a.shape)}인 배열에 인덱스 ${index.length}개`,
      },
    });
  }
  let flat = index.length === 0 ? 0 : place(index[0]!, a.size, 0, 'item');
  for (let d = a.ndim - 1; d >= 0; d--) {
    const n = a.shape[d]!;
    at += (flat % n) * a.strides[d]!;
    flat = Math.floor(flat / n);
  }
  return load(rawStoreOf(a), 3, at);
}

function generalSet(a: NDArray, count: number, indexAndValue: unknown[]): void {
  if (count > indexAndValue.length) {
    throw new IndexError({
      who: 'set',
      rule: { en: 'there are more indices than axes', ko: '인덱스가 축보다 많습니다' },
      received: {
        en: `${count - 1} indices for an array of shape ${shapeText(a.shape)}`,
        ko: `모양이 ${shapeText(a.shape)}인 배열에 인덱스 ${count - 1}개`,
      },
    });
  }
  indexAndValue.length = count;
  const value = indexAndValue.pop() as Assignable | undefined;
  if (value === undefined)
    throw new IndexError({
      who: 'set',
      rule: { en: 'the value to write comes last', ko: '써 넣을 값을 마지막에 주세요' },
      received: { en: 'nothing', ko: '없음' },
    });
  const at = typeof value === 'number' && a.writeable ? placeAt(a, indexAndValue) : -1;
  if (at >= 0) save(a, at, value as number);
  else setAt(a, indexAndValue as Index[], value);
}

/** The place of one element whose indices may be negative; -1 where they are no such indices, or not inside. */
function placeAt(a: NDArray, index: readonly unknown[]): number {
  if (index.length !== a.ndim) return -1;
  let at = a.offset;
  for (let d = 0; d < index.length; d++) {
    const [n, i] = [a.shape[d]!, index[d]];
    if (typeof i !== 'number') return -1;
    const place = i < 0 ? i + n : i;
    if (!(place >= 0 && place < n && Math.floor(place) === place)) return -1;
    at += place * a.strides[d]!;
  }
  return at;
}

/** Reads one element; one case per storage type keeps each access monomorphic, hence fast. (int64 is stored as float64 is.) */
function load(data: TypedArray, kind: number, at: number): number {
  if (kind === 0) return (data as Float64Array)[at]!;
  if (kind === 1) return (data as Float32Array)[at]!;
  if (kind === 2) return (data as Uint8Array)[at]!;
  return data[at]!;
}

function place(i: number, n: number, axis: number, who: string): number {
  const at = i < 0 ? i + n : i;
  if (at >= 0 && at < n && Math.floor(at) === at) return at;
  throw new IndexError({
    who,
    rule: Number.isInteger(i)
      ? {
          en: `index ${i} is out of bounds for axis ${axis} with size ${n}`,
          ko: `인덱스 ${i}은(는) 길이가 ${n}인 축 ${axis}의 범위를 벗어납니다`,
        }
      : { en: 'an index must be a whole number', ko: '인덱스는 정수여야 합니다' },
    received: { en: `index ${i}`, ko: `인덱스 ${i}` },
    hint:
      n > 0
        ? { en: `Axis ${axis} takes ${-n} to ${n - 1}`, ko: `축 ${axis}에는 ${-n}부터 ${n - 1}까지 쓸 수 있습니다` }
        : undefined,
  });
}
