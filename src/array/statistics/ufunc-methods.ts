/** @file What the methods of two-operand functions do: `np.add.at`, `.reduce`, `.accumulate`, `.outer`. */
import { anything, checkCall, describe, flag, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { DTypeError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { at as atIndex, type Index } from '../core/indexing.ts';
import { astype, convert } from '../core/cast.ts';
import { arrayOf, stretched } from '../core/lanes.ts';
import { isNDArray, makeArray, makeView, rawStore } from '../core/make.ts';
import { elementsOf } from '../core/typed.ts';
import type { NDArray } from '../core/ndarray.ts';
import { reshape } from '../core/reshape.ts';
import { manyAxes, oneAxis, type Axis } from '../layout/axis.ts';
import { allocate, dtypes, isFloat, type DType } from '../layout/dtype.ts';
import { contiguousStrides, sizeOf } from '../layout/strides.ts';
import { placesOf, stretchesTo } from '../layout/walk.ts';
import { bindUfuncMethods, type UfuncAccumulateOptions, type UfuncReduceOptions } from '../ufuncs/methods.ts';
import { applyBinary, overflow, resultType, type BinaryUfunc, type Operand } from '../ufuncs/ufunc.ts';
import { all, any, max, min, prod, sum } from './reduce.ts';
import { cumprod, cumsum } from './scan.ts';

const reduceOptions = optionsOf<UfuncReduceOptions>()({
  axis: anything<Axis | null>({
    en: 'an axis, several, or null for all',
    ko: '축 하나, 여러 개, 또는 전체를 뜻하는 null',
  }).alone(),
  keepdims: flag().or(false),
});
const accumulateOptions = optionsOf<UfuncAccumulateOptions>()({ axis: integer().or(0) });

/** Functions that have a reduction of their own, with its exact sums. */
const folds: Readonly<Record<string, (a: NDArray, axis: Axis, options: { keepdims: boolean }) => NDArray>> = {
  add: sum,
  multiply: prod,
  maximum: max,
  minimum: min,
  logicalAnd: all,
  logicalOr: any,
};
/** Functions for which the order of axes does not matter, besides those of `folds`. */
const anyOrder = new Set([
  'logicalXor',
  'bitwiseAnd',
  'bitwiseOr',
  'bitwiseXor',
  'fmax',
  'fmin',
  'gcd',
  'lcm',
  'hypot',
  'logaddexp',
]);
/** What an empty reduction gives; functions that are not here need an element. */
const neutral: Readonly<Record<string, number>> = {
  logicalXor: 0,
  bitwiseOr: 0,
  bitwiseXor: 0,
  bitwiseAnd: -1,
  gcd: 0,
  hypot: 0,
};

function reduce(op: BinaryUfunc, args: unknown[]): NDArray {
  const who = `np.${op.name}.reduce`;
  if (args.length > 1) checkCall(who, args, 3, reduceOptions);
  const [x, first, second] = args as [Operand, Axis | null | UfuncReduceOptions | undefined, UfuncReduceOptions?];
  const byName = isPlain(first) ? first : second;
  const { keepdims, axis: named } = readOptions(who, byName, reduceOptions);
  const a = arrayOf(x);
  const axis = (isPlain(first) ? undefined : first) ?? (isPlain(first) || first === undefined ? named : first);
  const axes = manyAxes(axis === undefined ? 0 : axis, a.shape, who);
  const fold = folds[op.name];
  if (fold !== undefined) return fold(taken(op, a), axes, { keepdims });
  if (axes.length > 1 && !anyOrder.has(op.name)) {
    throw new ValueError({
      who,
      rule: {
        en: 'the order of elements matters to this function, so it takes one axis',
        ko: '이 함수는 원소의 순서에 따라 결과가 달라서 축을 하나만 받습니다',
      },
      received: { en: `axes ${shapeText(axes)}`, ko: `축 ${shapeText(axes)}` },
    });
  }
  let out = a;
  for (const d of [...axes].sort((p, q) => q - p)) out = lastOf(op, out, d, who);
  return keepdims
    ? reshape(
        out,
        a.shape.map((n, d) => (axes.includes(d) ? 1 : n)),
      )
    : out;
}

/** The elements along axis `d` joined, without the steps on the way. */
function lastOf(op: BinaryUfunc, x: NDArray, d: number, who: string): NDArray {
  const a = taken(op, x);
  const dtype = stableDType(op, a, who);
  const n = a.shape[d]!;
  if (n === 0) {
    const start = neutral[op.name];
    if (start === undefined) throw nothing(who, a);
    return fullOf(a.shape.toSpliced(d, 1), start, dtype);
  }
  let out = astype(slab(a, d, 0), dtype);
  for (let i = 1; i < n; i++) out = applyBinary(op, out, slab(a, d, i));
  return out;
}

function accumulate(op: BinaryUfunc, args: unknown[]): NDArray {
  const who = `np.${op.name}.accumulate`;
  if (args.length > 1) checkCall(who, args, 2, accumulateOptions);
  const [x, given] = args as [Operand, number | UfuncAccumulateOptions | undefined];
  const a = taken(op, arrayOf(x));
  const d = oneAxis((typeof given === 'number' ? given : given?.axis) ?? 0, a.shape, who);
  if (op.name === 'add') return a.dtype === 'bool' ? astype(cumsum(a, d), 'int64') : cumsum(a, d);
  if (op.name === 'multiply') return cumprod(a, d);
  const dtype = stableDType(op, a, who);
  const out = makeArray(allocate(dtype, a.size), dtype, a.shape);
  const n = a.shape[d]!;
  if (a.size === 0) return out;
  let step = astype(slab(a, d, 0), dtype);
  for (let i = 0; i < n; i++) {
    if (i > 0) step = applyBinary(op, step, slab(a, d, i));
    const places = placesOf(a.shape.toSpliced(d, 1), contiguousStrides(a.shape).toSpliced(d, 1));
    const values = elementsOf(step);
    const shift = i * contiguousStrides(a.shape)[d]!;
    for (let k = 0; k < values.length; k++) out.data[places[k]! + shift] = values[k]!;
  }
  return out;
}

function outer(op: BinaryUfunc, args: unknown[]): NDArray {
  if (args.length > 0) checkCall(`np.${op.name}.outer`, args, 2);
  const [a, b] = [arrayOf(args[0] as Operand), arrayOf(args[1] as Operand)];
  return applyBinary(op, reshape(a, [...a.shape, ...b.shape.map(() => 1)]), b);
}

function at(op: BinaryUfunc, args: unknown[]): void {
  const who = `np.${op.name}.at`;
  const [a, ...given] = args as [NDArray, ...Index[]];
  const value = given.pop() as Operand | undefined;
  const only = given[0];
  const index = given.length === 1 && Array.isArray(only) && only.some((x) => isNDArray(x)) ? (only as Index[]) : given;
  if (!isNDArray(a) || index.length === 0 || value === undefined) {
    throw new ValueError({
      who,
      rule: {
        en: 'takes an array, an index and a value, the value last',
        ko: '배열, 인덱스, 값을 받습니다. 값은 마지막에 씁니다',
      },
      received: args.map((each) => describe(each)).join(', ') || '()',
      hint: { en: `${who}(counts, [0, 2, 2], 1)`, ko: `${who}(counts, [0, 2, 2], 1)` },
    });
  }
  checkCall(who, args, Infinity);
  if (!a.writeable) {
    throw new ValueError({
      who,
      rule: { en: 'this array is a read-only view', ko: '이 배열은 읽기 전용입니다' },
      received: { en: `shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}` },
      hint: { en: 'Make a copy() first', ko: '먼저 copy()로 복사하세요' },
    });
  }
  // Which element is meant: the index is taken of an array of places.
  const order = makeArray(
    Float64Array.from({ length: a.size }, (_, i) => i),
    'int64',
    a.shape,
  );
  const chosen = atIndex(order, index, who);
  const weak = typeof value === 'number' || typeof value === 'boolean';
  const plainType = weak ? resultType(a, value) : arrayOf(value).dtype;
  const types = op.types(a.dtype, plainType);
  // NumPy cuts fractions off here without a word; whole numbers wrap as they do in `a.set`.
  if (types === undefined || kindOf(types.out) > kindOf(a.dtype)) {
    throw new DTypeError({
      who,
      rule: {
        en: `the result does not fit into an array of ${a.dtype}`,
        ko: `결과가 ${a.dtype} 배열에 들어가지 않습니다`,
      },
      received: { en: `a value of ${plainType}`, ko: `${plainType} 값` },
      hint: { en: "Make the array of floats: a.astype('float64')", ko: "배열을 실수로 바꾸세요: a.astype('float64')" },
    });
  }
  const source = arrayOf(value);
  if (!stretchesTo(source, chosen.shape)) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the value must broadcast to the elements named by the index',
        ko: '값은 인덱스가 고른 자리의 모양으로 브로드캐스팅할 수 있어야 합니다',
      },
      received: {
        en: `value ${shapeText(source.shape)}, elements ${shapeText(chosen.shape)}`,
        ko: `값 ${shapeText(source.shape)}, 자리 ${shapeText(chosen.shape)}`,
      },
    });
  }
  const values = stretched(source, chosen.shape);
  const store = placesOf(a.shape, a.strides, a.offset);
  const { run } = op.rule(types.compute);
  const single = types.compute === 'float32';
  const data = rawStore(a);
  elementsOf(chosen).forEach((place: number, k: number) => {
    const to = store[place]!;
    const y = convert(values[k]!, types.compute);
    const result = run(convert(data[to]!, types.compute), y);
    if (a.dtype === 'int64' && Math.abs(result) > Number.MAX_SAFE_INTEGER) throw overflow(op.name);
    data[to] = convert(single ? Math.fround(result) : result, a.dtype);
  });
}

/** bool, whole, fraction: what a later kind holds an earlier one does not. */
function kindOf(dtype: DType): number {
  return dtype === 'bool' ? 0 : isFloat(dtype) ? 2 : 1;
}

/** The dtype that steps keep. @throws DTypeError where a step gives another kind than it takes, as comparisons of numbers do */
function stableDType(op: BinaryUfunc, a: NDArray, who: string): DType {
  const first = op.types(a.dtype, a.dtype)?.out;
  const next = first === undefined ? undefined : op.types(first, a.dtype)?.out;
  if (first !== undefined && first === next && !(first === 'bool' && a.dtype !== 'bool')) return first;
  throw new DTypeError({
    who,
    rule: {
      en: 'this function cannot join elements of this dtype',
      ko: '이 함수는 이 dtype의 원소를 이어서 계산할 수 없습니다',
    },
    received: a.dtype,
  });
}

function nothing(who: string, a: NDArray): ValueError {
  return new ValueError({
    who,
    rule: { en: 'there is no element to begin with', ko: '시작할 원소가 없습니다' },
    received: { en: `shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}` },
  });
}

/** Element `i` along axis `d`, a view. */
function slab(a: NDArray, d: number, i: number): NDArray {
  return makeView(a, a.shape.toSpliced(d, 1), a.strides.toSpliced(d, 1), a.offset + i * a.strides[d]!);
}

function fullOf(shape: readonly number[], value: number, dtype: DType): NDArray {
  const kind = dtypes[dtype].kind;
  const start = value === -1 && (kind === 'b' || isFloat(dtype)) ? 1 : value;
  return makeArray(allocate(dtype, sizeOf(shape)).fill(start), dtype, shape);
}

/** What a function sees of its operand: the logical ones only whether it is zero. */
function taken(op: BinaryUfunc, a: NDArray): NDArray {
  return op.name.startsWith('logical') && a.dtype !== 'bool' ? astype(a, 'bool') : a;
}

function isPlain(x: unknown): x is UfuncReduceOptions {
  return typeof x === 'object' && x !== null && !Array.isArray(x) && !isNDArray(x);
}

bindUfuncMethods({ at, reduce, accumulate, outer });
