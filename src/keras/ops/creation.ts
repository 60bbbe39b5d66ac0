/** @file Ops of `keras.ops` that make tensors, and that say what a tensor is: arange, eye, array, shape, convertToNumpy. */
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { g, isNode, type DType, type Node } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { describe, known, readArguments, refuseOptions } from '../common/arguments.ts';
import { TENSOR_DTYPES, readDType } from '../common/dtype.ts';
import { computeOnce, holdsNode, toNode, type TensorLike } from '../common/tensor.ts';
import { KerasTensor, type SymbolicShape } from '../core/keras-tensor.ts';
import { dispatch, type Arg, type Result } from './dispatch.ts';

const FULL_LIKE = optionNames<{ dtype?: DType | null }>()('dtype');

/** float32 or int32 or bool values of a node as an array, at once. */
const made = (node: Node): NDArray => computeOnce([node])[0]!;

/** Options of `ops.arange`. */
interface ArangeOptions {
  /** The first number. Default 0. */
  start?: number | null;
  /** Behind the last number. */
  stop?: number | null;
  /** From one number to the next. Default 1. */
  step?: number | null;
  /** Type of the numbers. Default int32 where all that is given is whole, else float32. */
  dtype?: DType | null;
}

/**
 * Numbers from start (default 0) to below stop, step apart: `ops.arange(5)`, `ops.arange(0, 1, 0.25)`, `ops.arange(5, { step: 2 })`.
 * int32 where all that is given is whole, else float32.
 */
export function arange(...args: (number | null | string | ArangeOptions)[]): NDArray {
  const who = 'ops.arange';
  const numbers = args.filter((arg) => typeof arg === 'number');
  const rest = args.filter((arg) => typeof arg !== 'number' && arg !== null);
  const none = null as number | null;
  const { dtype, ...named } = readArguments(
    who,
    rest,
    { dtype: null as DType | null, start: none, stop: none, step: none },
    ['dtype'],
  );
  const names = ['start', 'stop', 'step'] as const;
  const twice = names.find((name, i) => numbers[i] !== undefined && named[name] !== null);
  if (numbers.length > 3 || twice !== undefined) {
    throw new ValueError({
      who,
      rule: { en: 'start, stop and step are given once each', ko: 'start, stop, step은 한 번씩만 씁니다' },
      received:
        twice === undefined
          ? { en: `${numbers.length} numbers`, ko: `수 ${numbers.length}개` }
          : { en: `${twice} by place and by name`, ko: `자리와 이름으로 쓴 ${twice}` },
    });
  }
  const [first, second, step = 1] = names.map((name, i) => numbers[i] ?? named[name] ?? undefined);
  // A lone number is where to stop, as of Python's range.
  const [start, stop] = second === undefined ? [0, first] : [first ?? 0, second];
  if (stop === undefined) {
    throw new ValueError({
      who,
      rule: { en: 'needs stop, or start, stop and step', ko: 'stop, 또는 start, stop, step이 필요합니다' },
      received: { en: 'none of them', ko: '없음' },
    });
  }
  const isWhole = [start, stop, step].every((n) => Number.isInteger(n));
  return np.arange(start, stop, step).astype(dtype ?? (isWhole ? 'int32' : 'float32'));
}

/** `num` (default 50) numbers from start to stop, both included, as float32. */
export function linspace(
  start: number,
  stop: number,
  ...rest: (number | { num?: number; endpoint?: boolean })[]
): NDArray {
  const { num, endpoint } = readArguments('ops.linspace', rest, { num: 50, endpoint: true });
  return np.linspace(start, stop, num, { endpoint }).astype('float32');
}

/** Ones on a diagonal, zeros elsewhere: (n, m), m = n by default; `k` moves the diagonal to the right. */
export function eye(n: number, ...rest: (number | null | { m?: number | null; k?: number; dtype?: DType })[]): NDArray {
  const read = readArguments('ops.eye', rest, { m: null as number | null, k: 0, dtype: 'float32' });
  return np.eye(n, read.m ?? n, { k: read.k }).astype(readDType('ops.eye', read.dtype, TENSOR_DTYPES));
}

/** The unit matrix (n, n). */
export function identity(n: number, ...rest: (DType | { dtype?: DType })[]): NDArray {
  const { dtype } = readArguments('ops.identity', rest, { dtype: 'float32' });
  return np.eye(n).astype(readDType('ops.identity', dtype, TENSOR_DTYPES));
}

/** A tensor of the shape of x, filled with one number. */
export function fullLike<A extends Arg>(
  x: A,
  value: number,
  options: {
    /** Default that of x. */
    dtype?: DType | null;
  } = {},
): Result<A> {
  const { dtype } = known('ops.fullLike', options, FULL_LIKE);
  return dispatch('fullLike', (v) => g.full(v.shape, value, dtype ?? v.dtype), [x]);
}

/** Coordinates of a grid: `const [x, y] = ops.meshgrid(a, b)`. `indexing` 'xy' (default) or 'ij'. */
export function meshgrid(...args: (ArraySource | { indexing?: 'xy' | 'ij' })[]): NDArray[] {
  const last = args.at(-1);
  const named = typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype;
  const { indexing } = readArguments<{ indexing: 'xy' | 'ij' }>('ops.meshgrid', named ? [last] : [], {
    indexing: 'xy',
  });
  const arrays = (named ? args.slice(0, -1) : args).map((a) => np.asarray(a as ArraySource));
  return np.meshgrid(...arrays, { indexing });
}

/** A tensor of values: float32, of arrays of whole numbers int32, of truth values bool; or `dtype`. A tensor stays one. */
export function convertToTensor(x: TensorLike, ...rest: (DType | null | { dtype?: DType | null })[]): NDArray {
  return tensorOf('ops.convertToTensor', x, rest);
}

/** The same as `convertToTensor`. */
export function array(x: TensorLike, ...rest: (DType | null | { dtype?: DType | null })[]): NDArray {
  return tensorOf('ops.array', x, rest);
}

function tensorOf(who: string, x: TensorLike, rest: readonly unknown[]): NDArray {
  const read = readArguments(who, rest, { dtype: undefined as DType | null | undefined });
  const dtype = read.dtype == null ? undefined : readDType(who, read.dtype, TENSOR_DTYPES);
  const node = toNode(x, who);
  // lists of numbers without a point are not meant as whole numbers: only float32 has gradients
  const natural = x instanceof NDArray || isNode(x) || holdsNode(x) || node.dtype === 'bool' ? node.dtype : 'float32';
  const result = g.cast(node, dtype ?? natural);
  return isNode(x) ? (result as unknown as NDArray) : made(result);
}

/** The values of a tensor, a weight or a list as an array (a copy). @throws ValueError for tensors without values */
export function convertToNumpy(x: TensorLike | KerasTensor): NDArray {
  if (arguments.length > 1) refuseOptions('ops.convertToNumpy', arguments, 1);
  if (x instanceof KerasTensor) {
    throw new ValueError({
      who: 'ops.convertToNumpy',
      rule: { en: 'a symbolic tensor has no values', ko: '기호 텐서에는 값이 없습니다' },
      received: x.toString(),
      hint: { en: 'Make a model of it and call predict', ko: '모델을 만들어 predict를 호출하세요' },
    });
  }
  if (isNode(x)) return x.numpy();
  return holdsNode(x) ? x.node.numpy() : np.array(x as ArraySource);
}

/** The shape as a list; of a symbolic tensor null where any size is allowed. */
export function shape<A extends Arg>(x: A): A extends KerasTensor ? SymbolicShape : number[] {
  if (arguments.length > 1) refuseOptions('ops.shape', arguments, 1);
  return [...shapeOf(x)] as never;
}

/** The number of axes. */
export function ndim(x: Arg): number {
  if (arguments.length > 1) refuseOptions('ops.ndim', arguments, 1);
  return shapeOf(x).length;
}

/** The number of cells. @throws ValueError where a symbolic tensor allows any size */
export function size(x: Arg): number {
  if (arguments.length > 1) refuseOptions('ops.size', arguments, 1);
  return shapeOf(x).reduce<number>((product, n) => {
    if (n !== null) return product * n;
    throw new ValueError({
      who: 'ops.size',
      rule: { en: 'the tensor has an axis of any size', ko: '텐서에 크기가 정해지지 않은 축이 있습니다' },
      received: describe(shapeOf(x)),
    });
  }, 1);
}

/** Whether x is a tensor (of a model or a tape, symbolic, or an array). */
export function isTensor(x: unknown): boolean {
  if (arguments.length > 1) refuseOptions('ops.isTensor', arguments, 1);
  return isNode(x) || x instanceof KerasTensor || x instanceof NDArray;
}

/** The type of a tensor's values by name. */
export function dtype(x: Arg): string {
  if (arguments.length > 1) refuseOptions('ops.dtype', arguments, 1);
  return x instanceof KerasTensor || x instanceof NDArray || isNode(x) ? x.dtype : toNode(x).dtype;
}

function shapeOf(x: Arg): SymbolicShape {
  return x instanceof KerasTensor || x instanceof NDArray ? x.shape : toNode(x, 'ops.shape').shape;
}
