/** @file Arrays from numbers, lists, typed arrays and rules: array, zeros, ones, full, arange, … */
import { npProgram, storeAddress } from '../../engine/index.ts';
import { numberList } from '../layout/number-list.ts';
import { dtypeOption } from './option-specs.ts';
import { checkCall, isPlainObject } from '../../arguments/index.ts';
import { DTypeError, ShapeError, ValueError, shapeText, type Text } from '../../errors/index.ts';
import {
  allocate,
  allocateResult,
  allocateZeros,
  asDType,
  dtypeOf,
  isFloat,
  promoteTypes,
  type DType,
  type TypedArray,
} from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { checkedScalar } from './checked-scalar.ts';
import { astype, convert } from './cast.ts';
import { copyInto } from './copy.ts';
import { isNDArray, makeArray } from './make.ts';
import { measurePlain, writePlain } from './plain-lists.ts';
import type { NDArray } from './ndarray.ts';

/** What `np.array` understands: numbers, booleans, arrays, typed arrays, and lists of these. */
export type ArraySource = number | boolean | bigint | NDArray | ArrayBufferView | readonly ArraySource[];

/** `np.float32` and kin: called, they make a 0-d array; by name they stand for the dtype wherever one is asked for. */
export interface ScalarType {
  (value: ArraySource): NDArray;
  readonly dtype: DType;
}

/** A dtype where one is asked for: `'uint8'`, or as in Python `np.uint8`. */
export type DTypeLike = DType | ScalarType;

/** A dtype by itself or in options, so that both `np.zeros([2], 'uint8')` and `{ dtype: 'uint8' }` read well. */
export type DTypeArg =
  | DTypeLike
  | {
      /**
       * Type of the result; default that of the other array, or float64.
       * @ko 결과의 자료형입니다. 기본값은 그 배열의 자료형 또는 float64입니다.
       */
      dtype?: DTypeLike;
    };

/** The dtype, if one is given. @throws DTypeError for what is none, also an array (which has a dtype of its own) */
export function dtypeArg(arg: DTypeArg | undefined, who: string): DType | undefined {
  if (arg === undefined) return undefined;
  const dtype = isPlainObject(arg) ? arg.dtype : arg;
  return dtype === undefined ? undefined : asDType(dtype, who);
}

/**
 * A new array of zeros; default dtype float64.
 * @ko 0으로 채운 배열을 만듭니다. 모양은 대괄호로 씁니다.
 */
export function zeros(shape: number | readonly number[], dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.zeros', arguments, 2, dtypeOption);
  const sides = asShape(shape, 'np.zeros');
  const type = dtypeArg(dtype, 'np.zeros') ?? 'float64';
  return makeArray(allocateZeros(type, sizeOf(sides)), type, sides);
}

/**
 * A new array of ones; default dtype float64.
 * @ko 1로 채운 배열을 만듭니다.
 */
export function ones(shape: number | readonly number[], dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.ones', arguments, 2, dtypeOption);
  return full(shape, 1, dtypeArg(dtype, 'np.ones') ?? 'float64');
}

/**
 * A new array with every element `value` (a list or array is stretched to `shape`); default dtype that of the value.
 * @ko 한 값으로 채운 배열을 만듭니다.
 */
export function full(shape: number | readonly number[], value: ArraySource, dtype?: DTypeArg): NDArray {
  if (arguments.length > 2) checkCall('np.full', arguments, 3, dtypeOption);
  const sides = asShape(shape, 'np.full');
  if (typeof value === 'object') {
    const source = asarray(value);
    const out = zeros(sides, dtypeArg(dtype, 'np.full') ?? source.dtype);
    out.set('...', source);
    return out;
  }
  const type = dtypeArg(dtype, 'np.full') ?? scalarDType(value);
  return makeArray(allocateResult(type, sizeOf(sides)).fill(checkedScalar(value, type, 'np.full')), type, sides);
}

/**
 * start, start + step, … below stop. Whole numbers give int64, others float64.
 * @ko 시작부터 끝 앞까지 같은 간격의 수로 된 배열을 만듭니다.
 */
export function arange(stop: number, dtype?: DTypeArg): NDArray;
export function arange(start: number, stop: number, dtype?: DTypeArg): NDArray;
export function arange(start: number, stop: number, step: number, dtype?: DTypeArg): NDArray;
export function arange(...args: (number | DTypeArg | undefined)[]): NDArray {
  if (arguments.length > 1) checkCall('np.arange', arguments, 4, dtypeOption);
  const numbers = args.filter((x): x is number => typeof x === 'number');
  const option = args.find((x): x is DTypeArg => x !== undefined && typeof x !== 'number');
  const [start, stop, step = 1] = numbers.length === 1 ? [0, numbers[0]!] : (numbers as [number, number, number?]);
  if (step === 0)
    throw new ValueError({
      who: 'np.arange',
      rule: { en: 'step must not be 0', ko: 'step은 0이 아니어야 합니다' },
      received: `step ${step}`,
    });
  const n = Math.max(0, Math.ceil((stop - start) / step));
  if (!Number.isFinite(n)) {
    throw new ValueError({
      who: 'np.arange',
      rule: { en: 'start, stop and step must be finite numbers', ko: 'start, stop, step은 유한한 수여야 합니다' },
      received: numbers.join(', '),
    });
  }
  const type = dtypeArg(option, 'np.arange') ?? (numbers.every((x) => Number.isInteger(x)) ? 'int64' : 'float64');
  const data = allocateResult(type, n);
  // NumPy adds up from the first difference, in the precision of the result.
  const round = type === 'float32' ? Math.fround : (x: number): number => x;
  const delta = round(round(start + step) - round(start));
  if (data instanceof Float64Array) fillLine(data, start, delta);
  else for (let i = 0; i < n; i++) data[i] = round(start) + round(i * delta);
  return makeArray(data, type, [n]);
}

/** One kind of store, no call per element. */
function fillLine(data: Float64Array, start: number, delta: number): void {
  const at = storeAddress(data);
  if (at >= 0) {
    npProgram()!.run.line_f64(start, delta, at, data.length);
    return;
  }
  for (let i = 0; i < data.length; i++) data[i] = start + i * delta;
}

/**
 * A new array with the elements of `source`; lists may hold arrays.
 * @ko 리스트나 숫자로 배열을 만듭니다.
 */
export function array(source: ArraySource, dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.array', arguments, 2, dtypeOption);
  const type = dtypeArg(dtype, 'np.array');
  if (isNDArray(source)) return astype(source, type ?? source.dtype);
  if (ArrayBuffer.isView(source)) return fromView(source, type);
  if (!Array.isArray(source)) {
    const own = type ?? scalarDType(source as number);
    return makeArray(allocate(own, 1).fill(checkedScalar(source as number, own, 'np.array')), own, []);
  }
  const plain = measurePlain(source);
  if (plain !== undefined && (type === undefined || type === plain.dtype || isFloat(type))) {
    const own = type ?? plain.dtype;
    const data = allocateResult(own, sizeOf(plain.shape));
    writePlain(source, plain.shape, data, own === 'int64');
    return makeArray(data, own, plain.shape);
  }
  const shape = shapeOf(source as readonly ArraySource[]);
  const own = type ?? (sizeOf(shape) === 0 ? (leafDType(source) ?? 'float64') : leafDType(source)!);
  const data = allocateResult(own, sizeOf(shape));
  fill(source as readonly ArraySource[], data, 0, own);
  return makeArray(data, own, shape);
}

/** The array itself if it is one already (of that dtype), else `np.array(source)`. */
export function asarray(source: ArraySource, dtype?: DTypeArg): NDArray {
  if (arguments.length > 1) checkCall('np.asarray', arguments, 2, dtypeOption);
  const type = dtypeArg(dtype, 'np.asarray');
  if (isNDArray(source) && (type === undefined || type === source.dtype)) return source;
  return array(source, dtype);
}

/** The dtype a lone JavaScript value gets: boolean bool, whole number int64, other number float64. */
export function scalarDType(value: number | boolean | bigint): DType {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return 'int64';
  if (typeof value === 'number') return 'float64';
  // Plain JavaScript, a value without a type, a tensor of keras: as a number it would be a silent NaN.
  throw new DTypeError({
    who: 'np.array',
    rule: {
      en: 'takes numbers, booleans, arrays and lists of these',
      ko: '숫자, 불리언, 배열, 또는 이것들의 리스트를 받습니다',
    },
    received: typeof value === 'string' ? `'${value as string}'` : textOf(value),
    hint: hintFor(value),
  });
}

function hintFor(value: unknown): { en: string; ko: string } | undefined {
  if (typeof value !== 'object' || value === null || !('shape' in value)) return undefined;
  if ('imag' in value) return { en: 'Use np.abs(f), f.real, f.mul(…)', ko: 'np.abs(f), f.real, f.mul(…)을 쓰세요' };
  if ('repr' in value) return undefined;
  return {
    en: 'Inside models, losses and metrics write keras.ops in place of np',
    ko: '모델, 손실, 메트릭 안에서는 np 대신 keras.ops를 쓰세요',
  };
}

export function asShape(shape: number | readonly number[], who: string): number[] {
  const sides = numberList(shape, who, {
    en: 'a shape is a whole number or a list of them',
    ko: '모양은 정수이거나 정수의 리스트입니다',
  });
  if (sides.every((n) => Number.isInteger(n) && n >= 0)) return sides;
  throw new ShapeError({
    who,
    rule: { en: 'sides must be whole numbers, 0 or more', ko: '각 변의 길이는 0 이상의 정수여야 합니다' },
    received: shapeText(sides),
  });
}

function textOf(value: unknown): Text {
  if (typeof value === 'function') return { en: 'a function', ko: '함수' };
  if (typeof value !== 'object' || value === null) return String(value);
  const { name } = value.constructor ?? {};
  if (name === 'ComplexArray') return { en: 'an array of complex numbers', ko: '복소수 배열' };
  if (name === 'StringArray') return { en: 'an array of texts', ko: '문자열 배열' };
  if (name === 'Tensor') return { en: 'a tensor of a model', ko: '모델의 텐서' };
  if (name && name !== 'Object') return { en: `a ${name}`, ko: `${name} 객체` };
  return 'shape' in value ? { en: 'a tensor of a model', ko: '모델의 텐서' } : { en: 'an object', ko: '객체' };
}

function fromView(view: ArrayBufferView, dtype: DType | undefined): NDArray {
  const own = dtype ?? dtypeOf(view);
  const source = view as unknown as ArrayLike<number | bigint>;
  const data = allocateResult(own, source.length);
  if (view.constructor === data.constructor && own === dtypeOf(view)) data.set(view as TypedArray);
  else for (let i = 0; i < data.length; i++) data[i] = convert(Number(source[i]), own);
  return makeArray(data, own, [source.length]);
}

function shapeOf(list: readonly ArraySource[]): number[] {
  // (Not `map`, which leaves holes.)
  const shapes = Array.from(list, (x) =>
    isNDArray(x)
      ? [...x.shape]
      : ArrayBuffer.isView(x)
        ? [(x as Uint8Array).length]
        : Array.isArray(x)
          ? shapeOf(x as ArraySource[])
          : [],
  );
  const first = shapes[0] ?? [];
  const odd = shapes.findIndex((s) => s.length !== first.length || s.some((n, d) => n !== first[d]));
  if (odd > 0) {
    throw new ShapeError({
      who: 'np.array',
      rule: { en: 'all rows of a list must have the same shape', ko: '리스트의 행은 모두 모양이 같아야 합니다' },
      received: {
        en: `element 0 of shape ${shapeText(first)} and element ${odd} of shape ${shapeText(shapes[odd]!)}`,
        ko: `원소 0의 모양 ${shapeText(first)}, 원소 ${odd}의 모양 ${shapeText(shapes[odd]!)}`,
      },
    });
  }
  return [list.length, ...first];
}

function leafDType(source: ArraySource): DType | undefined {
  if (isNDArray(source)) return source.dtype;
  if (ArrayBuffer.isView(source)) return dtypeOf(source);
  if (!Array.isArray(source)) return scalarDType(source as number);
  let type: DType | undefined;
  for (const x of source as readonly ArraySource[]) {
    const own = leafDType(x);
    type = own === undefined ? type : type === undefined ? own : promoteTypes(type, own);
  }
  return type;
}

function fill(list: readonly ArraySource[], data: TypedArray, start: number, dtype: DType): number {
  let at = start;
  for (const x of list) {
    if (isNDArray(x)) {
      copyInto(astype(x, dtype, false), data, at);
      at += x.size;
    } else if (ArrayBuffer.isView(x)) {
      for (const v of x as unknown as Iterable<number | bigint>) data[at++] = convert(Number(v), dtype);
    } else if (Array.isArray(x)) at = fill(x as readonly ArraySource[], data, at, dtype);
    else data[at++] = checkedScalar(x as number, dtype, 'np.array');
  }
  return at;
}
