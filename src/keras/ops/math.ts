/** @file Elementwise mathematics, comparisons and reductions of `keras.ops`, with Keras's names in camelCase. */
import { g, type DType, type Node } from '../../engine/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, refuseOptions } from '../common/arguments.ts';
import { TENSOR_DTYPES, readDType } from '../common/dtype.ts';
import { erfinvNode } from './nodes.ts';
import { binaryOp, dispatch, unaryOp, type Arg, type Result } from './dispatch.ts';

const AXIS = optionNames<{ axis: number }>()('axis');
const REDUCE = optionNames<AxisOptions>()('axis keepdims');

/**
 * Size without the sign. The same as `abs`.
 * @ko 자리마다 절댓값을 구합니다(모델과 기울기 안에서).
 */
export const abs = unaryOp('absolute', g.abs);
export { abs as absolute };
/**
 * -x.
 * @ko 부호를 바꿉니다(모델과 기울기 안에서).
 */
export const negative = unaryOp('negative', g.neg);
/** -1, 0 or 1. */
export const sign = unaryOp('sign', g.sign);
/**
 * x².
 * @ko 텐서를 자리마다 제곱합니다(모델과 기울기 안에서).
 */
export const square = unaryOp('square', g.square);
/**
 * Square root.
 * @ko 자리마다 제곱근을 구합니다(모델과 기울기 안에서).
 */
export const sqrt = unaryOp('sqrt', g.sqrt);
/** 1 / √x. */
export const rsqrt = unaryOp('rsqrt', g.rsqrt);
/** 1 / x. */
export const reciprocal = unaryOp('reciprocal', g.reciprocal);
/**
 * e to the power of x.
 * @ko 자리마다 e의 거듭제곱을 구합니다(모델과 기울기 안에서).
 */
export const exp = unaryOp('exp', g.exp);
/** exp(x) - 1, exact for small x. */
export const expm1 = unaryOp('expm1', g.expm1);
/**
 * Natural logarithm.
 * @ko 자리마다 자연로그를 구합니다(모델과 기울기 안에서).
 */
export const log = unaryOp('log', g.log);
/** log(1 + x), exact for small x. */
export const log1p = unaryOp('log1p', g.log1p);
/** Sine of radians. */
export const sin = unaryOp('sin', g.sin);
/** Cosine of radians. */
export const cos = unaryOp('cos', g.cos);
/** Tangent of radians. */
export const tan = unaryOp('tan', (x) => g.div(g.sin(x), g.cos(x)));
/**
 * Hyperbolic tangent.
 * @ko 쌍곡 탄젠트를 구합니다(모델과 기울기 안에서).
 */
export const tanh = unaryOp('tanh', g.tanh);
/** Gauss's error function. */
export const erf = unaryOp('erf', g.erf);
/** The number whose `erf` is x. */
export const erfinv = unaryOp('erfinv', erfinvNode);
/** Base-10 logarithm. */
export const log10 = unaryOp('log10', (x) => g.mul(g.log(x), Math.LOG10E));
/** Base-2 logarithm. */
export const log2 = unaryOp('log2', (x) => g.mul(g.log(x), Math.LOG2E));
/** 2 to the power of x. */
export const exp2 = unaryOp('exp2', (x) => g.exp(g.mul(x, Math.LN2)));
/** Hyperbolic sine. */
export const sinh = unaryOp('sinh', (x) => g.mul(g.sub(g.expm1(x), g.expm1(g.neg(x))), 0.5));
/** Hyperbolic cosine. */
export const cosh = unaryOp('cosh', (x) => g.mul(g.add(g.exp(x), g.exp(g.neg(x))), 0.5));
/** True where the value is infinite. */
export const isinf = unaryOp('isinf', (x) => g.equal(g.abs(x), Infinity));
/** NaN becomes 0, infinite values the largest float32. */
export const nanToNum = unaryOp('nanToNum', (x) => {
  const most = 3.4028234663852886e38;
  return g.minimum(g.maximum(g.select(g.notEqual(x, x), 0, x), -most), most);
});
/** The same values in a tensor of its own. */
export const copy = unaryOp('copy', (x) => x);
/** Rounded down. */
export const floor = unaryOp('floor', g.floor);
/** Rounded up. */
export const ceil = unaryOp('ceil', g.ceil);
/** Rounded to the nearest whole number, halves to the even one. */
export const round = unaryOp('round', g.round);
/** True where x is not. */
export const logicalNot = unaryOp('logicalNot', g.logicalNot);
/** True where the value is neither NaN nor infinite. */
export const isfinite = unaryOp('isfinite', g.isFiniteOp);
/** True where the value is not a number. */
export const isnan = unaryOp('isnan', (x) => g.notEqual(x, x));
/** The same values, through which no gradient flows. */
export const stopGradient = unaryOp('stopGradient', g.stopGradient);
/** Zeros of the same shape and type. */
export const zerosLike = unaryOp('zerosLike', (x) => g.full(x.shape, 0, x.dtype));
/** Ones of the same shape and type. */
export const onesLike = unaryOp('onesLike', (x) => g.full(x.shape, 1, x.dtype));

/**
 * x + y.
 * @ko 텐서를 자리마다 더합니다(모델과 기울기 안에서).
 */
export const add = binaryOp('add', g.add);
/**
 * x - y.
 * @ko 텐서를 자리마다 뺍니다(모델과 기울기 안에서).
 */
export const subtract = binaryOp('subtract', g.sub);
/**
 * x · y.
 * @ko 텐서를 자리마다 곱합니다(모델과 기울기 안에서).
 */
export const multiply = binaryOp('multiply', g.mul);
/**
 * x / y. The same as `divide`.
 * @ko 텐서를 자리마다 나눕니다(모델과 기울기 안에서).
 */
export const divide = binaryOp('divide', g.div);
export { divide as trueDivide };
/** x / y, rounded down. */
export const floorDivide = binaryOp('floorDivide', (a, b) => g.floor(g.div(a, b)));
/** x to the power of y. */
export const power = binaryOp('power', g.pow);
/** What is left of x / y, with the sign of y. */
export const mod = binaryOp('mod', g.mod);
/**
 * The larger of each pair.
 * @ko 자리마다 큰 값을 고릅니다(모델과 기울기 안에서).
 */
export const maximum = binaryOp('maximum', g.maximum);
/** The smaller of each pair. */
export const minimum = binaryOp('minimum', g.minimum);
/** True where x = y. */
export const equal = binaryOp('equal', g.equal);
/** True where x ≠ y. */
export const notEqual = binaryOp('notEqual', g.notEqual);
/** True where x < y. */
export const less = binaryOp('less', g.less);
/** True where x ≤ y. */
export const lessEqual = binaryOp('lessEqual', g.lessEqual);
/** True where x > y. */
export const greater = binaryOp('greater', g.greater);
/** True where x ≥ y. */
export const greaterEqual = binaryOp('greaterEqual', g.greaterEqual);
/** True where both are. */
export const logicalAnd = binaryOp('logicalAnd', g.logicalAnd);
/** True where one of them is. */
export const logicalOr = binaryOp('logicalOr', g.logicalOr);

/** True where one of them is, and not both. */
export const logicalXor = binaryOp('logicalXor', (a, b) => g.notEqual(g.cast(a, 'bool'), g.cast(b, 'bool')));
/** √(x² + y²). */
export const hypot = binaryOp('hypot', (a, b) => g.sqrt(g.add(g.square(a), g.square(b))));
/** x / y, and 0 where y is 0. */
export const divideNoNan = binaryOp('divideNoNan', (a, b) =>
  g.select(g.equal(b, 0), 0, g.div(a, g.select(g.equal(b, 0), 1, b))),
);
/** True where x and y differ by at most 1e-8 + 1e-5 |y|. */
export const isclose = binaryOp('isclose', (a, b) =>
  g.lessEqual(g.abs(g.sub(a, b)), g.add(g.mul(g.abs(b), 1e-5), 1e-8)),
);

/**
 * `condition ? a : b`, cell by cell, broadcasting.
 * @ko 조건에 따라 두 값 중 하나를 고릅니다(모델과 기울기 안에서).
 */
export function where<C extends Arg, A extends Arg, B extends Arg>(condition: C, a: A, b: B): Result<C | A | B> {
  if (arguments.length > 3) refuseOptions('ops.where', arguments, 3);
  return dispatch('where', (c, x, y) => g.select(g.cast(c, 'bool'), x, y), [condition, a, b], { saved: {} });
}

/** Values held between `min` and `max`. */
export function clip<A extends Arg>(x: A, min: number, max: number): Result<A> {
  if (arguments.length > 3) refuseOptions('ops.clip', arguments, 3);
  return dispatch('clip', (v) => g.minimum(g.maximum(v, min), max), [x], {
    saved: { config: { xMin: min, xMax: max } },
  });
}

/** The values in another dtype: 'float32', 'int32' or 'bool'. */
export function cast<A extends Arg>(x: A, dtype: DType): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.cast', arguments, 2);
  const to = readDType('ops.cast', dtype, TENSOR_DTYPES);
  return dispatch('cast', (v) => g.cast(v, to), [x]);
}

export interface AxisOptions {
  /**
   * One axis or several; all when left out.
   * @ko 축 하나 또는 여러 개입니다. 없으면 모든 축입니다.
   */
  axis?: number | readonly number[] | null;
  /**
   * Keep the reduced axes with size 1. Default false.
   * @ko 줄어든 축을 길이 1로 남깁니다. 기본값 false.
   */
  keepdims?: boolean;
}

type Reducing = <A extends Arg>(x: A, options?: AxisOptions | number) => Result<A>;

function reducing(
  name: string,
  f: (x: Node, options: { axis?: AxisOptions['axis']; keepDims: boolean }) => Node,
): Reducing {
  return function op(x, options = {}) {
    if (arguments.length > 2) refuseOptions(`ops.${name}`, arguments, 2);
    const { axis, keepdims = false } =
      typeof options === 'number' ? { axis: options } : known(`ops.${name}`, options, REDUCE);
    return dispatch(name, (v) => f(v, { axis, keepDims: keepdims }), [x], {
      saved: { config: { axis: axis ?? null, keepdims } },
    });
  };
}

/**
 * The sum along the axes.
 * @ko 텐서의 합을 구합니다(모델과 기울기 안에서).
 */
export const sum = reducing('sum', g.sum);
/**
 * The mean along the axes.
 * @ko 텐서의 평균을 구합니다(모델과 기울기 안에서).
 */
export const mean = reducing('mean', g.mean);
/**
 * The largest value along the axes.
 * @ko 가장 큰 값을 구합니다(모델과 기울기 안에서).
 */
export const max = reducing('max', g.max);
/** The smallest value along the axes. */
export const min = reducing('min', g.min);
/** The product along the axes. */
export const prod = reducing('prod', g.prod);
/** log of the sum of exp(x), without overflow. */
export const logsumexp = reducing('logsumexp', g.logSumExp);
/** True where all values along the axes are. */
export const all = reducing('all', (x, o) => g.cast(g.min(g.cast(g.cast(x, 'bool'), 'int32'), o), 'bool'));
/** True where one value along the axes is. */
export const any = reducing('any', (x, o) => g.cast(g.max(g.cast(g.cast(x, 'bool'), 'int32'), o), 'bool'));
/** Mean square distance from the mean (divided by n). */
export const variance = reducing('var', varianceNode);
export { variance as var };
export { max as amax, min as amin };
/** Standard deviation along the axes (divided by n). */
export const std = reducing('std', (x, o) => g.sqrt(varianceNode(x, o)));
/** The Euclidean length. */
export const norm = reducing('norm', (x, o) => g.sqrt(g.sum(g.square(x), o)));

function varianceNode(x: Node, o: { axis?: AxisOptions['axis']; keepDims: boolean }): Node {
  return g.mean(g.square(g.sub(x, g.mean(x, { ...o, keepDims: true }))), o);
}

/** The index of the first largest value along an axis (default: of the flattened array). */
export function argmax<A extends Arg>(
  x: A,
  options: {
    /** The axis; default of the flattened array. */
    axis?: number | null;
  } = {},
): Result<A> {
  const { axis } = known('ops.argmax', options, AXIS);
  return dispatch('argmax', (v) => argExtreme(v, axis), [x], { saved: { config: { axis: axis ?? null } } });
}

/** The index of the first smallest value along an axis. */
export function argmin<A extends Arg>(
  x: A,
  options: {
    /** The axis; default of the flattened array. */
    axis?: number | null;
  } = {},
): Result<A> {
  const { axis } = known('ops.argmin', options, AXIS);
  return dispatch('argmin', (v) => argExtreme(g.neg(v), axis), [x], { saved: { config: { axis: axis ?? null } } });
}

function argExtreme(x: Node, axis: number | null | undefined): Node {
  return axis === undefined || axis === null ? g.argMax(g.reshape(x, [-1]), 0) : g.argMax(x, axis);
}

/** Running sums along an axis. */
export function cumsum<A extends Arg>(
  x: A,
  options: {
    /** The axis; default of the flattened array. */
    axis?: number | null;
  } = {},
): Result<A> {
  const { axis } = known('ops.cumsum', options, AXIS);
  return dispatch('cumsum', (v) => g.cumSum(axis === undefined || axis === null ? g.reshape(v, [-1]) : v, axis ?? 0), [
    x,
  ]);
}
