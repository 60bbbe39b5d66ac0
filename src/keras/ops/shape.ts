/** @file Ops of `keras.ops` that change shape or pick cells. */
import { g, type DType, type Node } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, readArguments, refuseOptions } from '../common/arguments.ts';
import { TENSOR_DTYPES, readDType } from '../common/dtype.ts';
import { dispatch, dispatchAll, type Arg, type Result } from './dispatch.ts';

const REPEAT = optionNames<{ axis?: number | null }>()('axis');
const AXIS = optionNames<{ axis: unknown }>()('axis');
const CONSTANT = optionNames<{ constantValues: number }>()('constantValues');

/**
 * Another shape of the same size; one side may be -1.
 * @ko 텐서의 모양을 바꿉니다(모델과 기울기 안에서).
 */
export function reshape<A extends Arg>(x: A, shape: readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.reshape', arguments, 2);
  return dispatch('reshape', (v) => g.reshape(v, shape), [x], { saved: { config: { newshape: shape } } });
}

/**
 * Axes in another order; reversed when `axes` is left out.
 * @ko 텐서의 축 순서를 바꿉니다(모델과 기울기 안에서).
 */
export function transpose<A extends Arg>(x: A, axes?: readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.transpose', arguments, 2);
  return dispatch('transpose', (v) => g.transpose(v, axes), [x], { saved: { config: { axes: axes ?? null } } });
}

/** A new axis of size 1. */
export function expandDims<A extends Arg>(x: A, axis: number): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.expandDims', arguments, 2);
  return dispatch('expandDims', (v) => expand(v, axis), [x], { saved: { config: { axis } } });
}

function expand(x: Node, axis: number): Node {
  const at = axis < 0 ? axis + x.shape.length + 1 : axis;
  return g.reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
}

/** Drops axes of size 1 (all, or the given ones). */
export function squeeze<A extends Arg>(x: A, axis?: number | readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.squeeze', arguments, 2);
  return dispatch(
    'squeeze',
    (v) => {
      const n = v.shape.length;
      const axes =
        axis === undefined
          ? v.shape.flatMap((s, i) => (s === 1 ? [i] : []))
          : [axis].flat().map((a) => (a < 0 ? a + n : a));
      if (axes.some((a) => v.shape[a] !== 1)) {
        throw new ValueError({
          who: 'ops.squeeze',
          rule: { en: 'only axes of size 1 can be dropped', ko: '크기가 1인 축만 없앨 수 있습니다' },
          received: `axis ${String(axis)}`,
        });
      }
      return g.reshape(
        v,
        v.shape.filter((_, i) => !axes.includes(i)),
      );
    },
    [x],
    { saved: { config: { axis: axis ?? null } } },
  );
}

/**
 * Arrays one after another along an axis (default 0, as in NumPy).
 * @ko 텐서들을 잇습니다(모델과 기울기 안에서).
 */
export function concatenate<A extends Arg>(
  parts: readonly A[],
  options: {
    /** The axis along which. Default 0. */
    axis?: number;
  } = {},
): Result<A> {
  const { axis = 0 } = known('ops.concatenate', options, AXIS);
  return dispatch('concatenate', (...nodes) => g.concat(nodes, axis), parts, {
    saved: { args: [parts], config: { axis } },
  });
}

/** Arrays side by side along a new axis. */
export function stack<A extends Arg>(
  parts: readonly A[],
  options: {
    /** The axis along which. Default 0. */
    axis?: number;
  } = {},
): Result<A> {
  const { axis = 0 } = known('ops.stack', options, AXIS);
  return dispatch(
    'stack',
    (...nodes) => {
      const at = axis < 0 ? axis + nodes[0]!.shape.length + 1 : axis;
      return g.concat(
        nodes.map((n) => expand(n, at)),
        at,
      );
    },
    parts,
    { saved: { args: [parts], config: { axis } } },
  );
}

/** Equal parts along an axis (or cut at the given places). */
export function split<A extends Arg>(
  x: A,
  parts: number | readonly number[],
  options: {
    /** The axis along which. Default 0. */
    axis?: number;
  } = {},
): Result<A>[] {
  const { axis = 0 } = known('ops.split', options, AXIS);
  const cut = (v: Node): Node[] => {
    const a = axis < 0 ? axis + v.shape.length : axis;
    const n = v.shape[a]!;
    if (typeof parts === 'number' && n % parts !== 0) {
      throw new ValueError({
        who: 'ops.split',
        rule: {
          en: `${parts} parts must divide the axis of size ${n}`,
          ko: `크기가 ${n}인 축은 ${parts}조각으로 나누어떨어져야 합니다`,
        },
      });
    }
    const places =
      typeof parts === 'number' ? Array.from({ length: parts - 1 }, (_, i) => ((i + 1) * n) / parts) : parts;
    const ends = [...places, n];
    return ends.map((end, i) => {
      const start = i === 0 ? 0 : ends[i - 1]!;
      const begin = v.shape.map((_, k) => (k === a ? start : 0));
      return g.slice(
        v,
        begin,
        v.shape.map((s, k) => (k === a ? end - start : s)),
      );
    });
  };
  return dispatchAll('split', (v) => cut(v), [x], {
    saved: { config: { indicesOrSections: parts, axis } },
  }) as Result<A>[];
}

/** `size` cells along each axis, from `start` on. */
export function slice<A extends Arg>(x: A, start: readonly number[], size: readonly number[]): Result<A> {
  if (arguments.length > 3) refuseOptions('ops.slice', arguments, 3);
  return dispatch(
    'slice',
    (v) =>
      g.slice(
        v,
        start,
        size.map((s, i) => (s === -1 ? v.shape[i]! - start[i]! : s)),
      ),
    [x],
  );
}

/**
 * Cells around the array: one [before, after] for each axis.
 * @ko 둘레에 값을 덧붙입니다(모델과 기울기 안에서).
 */
export function pad<A extends Arg>(
  x: A,
  width: readonly (readonly [number, number])[],
  options: {
    /** The value around. Default 0. */
    constantValues?: number;
  } = {},
): Result<A> {
  const { constantValues = 0 } = known('ops.pad', options, CONSTANT);
  return dispatch(
    'pad',
    (v) =>
      g.pad(
        v,
        width.map((w) => w[0]),
        width.map((w) => w[1]),
        { value: constantValues },
      ),
    [x],
    { saved: { config: { padWidth: width, mode: 'constant' }, kwargs: { constantValues } } },
  );
}

/** The axes turned around (all when left out). */
export function flip<A extends Arg>(
  x: A,
  options: {
    /** The axis or axes; default all. */
    axis?: number | readonly number[];
  } = {},
): Result<A> {
  const { axis } = known('ops.flip', options, AXIS);
  return dispatch('flip', (v) => g.reverse(v, axis ?? v.shape.map((_, i) => i)), [x], {
    saved: { config: { axis: axis ?? null } },
  });
}

/** Slices picked along an axis by whole numbers. */
export function take<A extends Arg, B extends Arg>(
  x: A,
  indices: B,
  options: {
    /** The axis that the indices count. Default 0. */
    axis?: number;
  } = {},
): Result<A | B> {
  const { axis = 0 } = known('ops.take', options, AXIS);
  return dispatch('take', (v, i) => g.gather(v, g.cast(i, 'int32'), axis), [x, indices], {
    saved: { config: { axis } },
  });
}

/** 1 at the class, 0 elsewhere, as a new last axis. */
export function oneHot<A extends Arg>(x: A, numClasses: number): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.oneHot', arguments, 2);
  return dispatch('oneHot', (v) => g.oneHot(v, numClasses), [x], { saved: { config: { numClasses } } });
}

/** Stretched to a shape, as NumPy does it. */
export function broadcastTo<A extends Arg>(x: A, shape: readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.broadcastTo', arguments, 2);
  return dispatch('broadcastTo', (v) => g.broadcastTo(v, shape), [x], { saved: { config: { shape } } });
}

/** The array repeated as a whole along each axis. */
export function tile<A extends Arg>(x: A, repeats: readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.tile', arguments, 2);
  return dispatch(
    'tile',
    (v) =>
      repeats.reduce(
        (y, n, axis) =>
          g.concat(
            Array.from({ length: n }, () => y),
            axis,
          ),
        v,
      ),
    [x],
    { saved: { config: { repeats } } },
  );
}

/** Each cell repeated along an axis. */
export function repeat<A extends Arg>(
  x: A,
  repeats: number,
  options: {
    /** The axis; null (default): of all values in one row. */
    axis?: number | null;
  } = {},
): Result<A> {
  const { axis = null } = known('ops.repeat', options, REPEAT);
  return dispatch(
    'repeat',
    (given) => {
      const v = axis === null ? g.reshape(given, [-1]) : given;
      const a = axis === null ? 0 : axis < 0 ? axis + v.shape.length : axis;
      const wide = g.broadcastTo(expand(v, a + 1), [...v.shape.slice(0, a + 1), repeats, ...v.shape.slice(a + 1)]);
      return g.reshape(
        wide,
        v.shape.map((n, i) => (i === a ? n * repeats : n)),
      );
    },
    [x],
    { saved: { config: { repeats, axis } } },
  );
}

/** Rows one below the other: along axis 0, of vectors as rows. */
export function vstack<A extends Arg>(parts: readonly A[]): Result<A> {
  if (arguments.length > 1) refuseOptions('ops.vstack', arguments, 1);
  const row = (v: Node): Node => (v.shape.length < 2 ? g.reshape(v, [1, -1]) : v);
  return dispatch('vstack', (...nodes) => g.concat(nodes.map(row), 0), parts, { saved: { args: [parts] } });
}

/** Columns side by side: along axis 1, of vectors along axis 0. */
export function hstack<A extends Arg>(parts: readonly A[]): Result<A> {
  if (arguments.length > 1) refuseOptions('ops.hstack', arguments, 1);
  const build = (...nodes: Node[]): Node => g.concat(nodes, nodes[0]!.shape.length < 2 ? 0 : 1);
  return dispatch('hstack', build, parts, { saved: { args: [parts] } });
}

type DTypeArgument = [dtype?: DType | { dtype?: DType }];

/** A tensor of one number; dtype float32 unless another is given. */
export function full(shape: readonly number[], value: number, ...given: DTypeArgument): Result<number> {
  return filled('ops.full', shape, value, given);
}

/** Zeros of a shape. */
export function zeros(shape: readonly number[], ...given: DTypeArgument): Result<number> {
  return filled('ops.zeros', shape, 0, given);
}

/** Ones of a shape. */
export function ones(shape: readonly number[], ...given: DTypeArgument): Result<number> {
  return filled('ops.ones', shape, 1, given);
}

function filled(who: string, shape: readonly number[], value: number, given: DTypeArgument): Result<number> {
  const options = readArguments<{ dtype: DType }>(who, given, { dtype: 'float32' });
  const dtype = readDType(who, options.dtype, TENSOR_DTYPES);
  return dispatch('full', () => g.full(shape, value, dtype), [] as number[]);
}
