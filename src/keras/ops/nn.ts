/** @file Neural-network ops of `keras.ops`: products, convolution, pooling, softmax, resizing. Pictures are NHWC. */
import { g, type Node } from '../../engine/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, readArguments } from '../common/arguments.ts';
import { oneOf, pairOf, type Pair } from '../layers/checks.ts';
import { binaryOp, dispatch, unaryOp, type Arg, type Result } from './dispatch.ts';

const AXIS = optionNames<{ axis: number }>()('axis');
const CONV = optionNames<ConvOptions>()('strides padding dilationRate');
const POOL = optionNames<PoolOptions>()('strides padding');
const RESIZE = optionNames<ResizeOptions>()('interpolation antialias');

/**
 * max(x, 0).
 * @ko 음수를 0으로 바꿉니다(모델과 기울기 안에서).
 */
export const relu = unaryOp('relu', g.relu);
/**
 * 1 / (1 + exp(-x)).
 * @ko 0과 1 사이로 바꿉니다(모델과 기울기 안에서).
 */
export const sigmoid = unaryOp('sigmoid', g.sigmoid);
/** log(1 + exp(x)). */
export const softplus = unaryOp('softplus', g.softplus);
/** x · sigmoid(x). */
export const silu = unaryOp('silu', (x) => g.mul(x, g.sigmoid(x)));
/** x times the probability that a normal number is below x; with `approximate` by a tanh. */
export const gelu = unaryOp('gelu', (x) => g.mul(g.mul(x, 0.5), g.add(g.erf(g.mul(x, Math.SQRT1_2)), 1)));
/** x above 0, `negativeSlope` x below (default 0.2). */
export function leakyRelu<A extends Arg>(
  x: A,
  ...given: [negativeSlope?: number | { negativeSlope?: number }]
): Result<A> {
  const { negativeSlope } = readArguments('ops.leakyRelu', given, { negativeSlope: 0.2 });
  return dispatch('leakyRelu', (v) => g.select(g.greater(v, 0), v, g.mul(v, negativeSlope)), [x], {
    saved: { config: { negativeSlope } },
  });
}

/**
 * exp(x) / sum(exp(x)) along an axis.
 * @ko 점수를 확률로 바꿉니다(모델과 기울기 안에서).
 */
export function softmax<A extends Arg>(
  x: A,
  options: {
    /** The axis of the classes. Default -1. */
    axis?: number;
  } = {},
): Result<A> {
  const { axis = -1 } = known('ops.softmax', options, AXIS);
  return dispatch('softmax', (v) => g.softmax(v, axis), [x], { saved: { config: { axis } } });
}

/** The axis; default as the docstring of the call says. */
export function logSoftmax<A extends Arg>(
  x: A,
  options: {
    /** The axis of the classes. Default -1. */
    axis?: number;
  } = {},
): Result<A> {
  const { axis = -1 } = known('ops.logSoftmax', options, AXIS);
  return dispatch('logSoftmax', (v) => g.logSoftmax(v, axis), [x], { saved: { config: { axis } } });
}

/**
 * Matrix product over the last two axes; vectors count as a row on the left and a column on the right.
 * @ko 텐서의 행렬 곱을 구합니다(모델과 기울기 안에서).
 */
export const matmul = binaryOp('matmul', matmulNode);
export { matmul as dot };

function matmulNode(a: Node, b: Node): Node {
  const left = a.shape.length === 1 ? g.reshape(a, [1, -1]) : a;
  const right = b.shape.length === 1 ? g.reshape(b, [-1, 1]) : b;
  const product = g.matmul(left, right);
  const shape = product.shape.filter((_, i) => {
    const fromEnd = product.shape.length - i;
    return !(fromEnd === 2 && a.shape.length === 1) && !(fromEnd === 1 && b.shape.length === 1);
  });
  return g.reshape(product, shape);
}

/** The sizes of an op of windows as pairs, and its padding as one of the two. */
function windows(who: string, size: Pair, options: { strides: Pair; padding: string }) {
  return {
    size: pairOf(who, 'poolSize', size),
    strides: pairOf(who, 'strides', options.strides),
    padding: oneOf(who, 'padding', options.padding, ['valid', 'same']),
  };
}

export interface ConvOptions {
  /**
   * How far the window moves each time. Default: 1; of pooling the size of the window.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  strides?: Pair;
  /**
   * 'valid' (default: the window stays inside) or 'same' (zeros around, the size stays).
   * @ko 'valid'(기본값)는 그림 안에서만, 'same'은 둘레에 0을 붙여 크기를 그대로 둡니다.
   */
  padding?: 'valid' | 'same';
  /**
   * Gap between the values that the window sees. Default 1 (none).
   * @ko 필터 칸 사이를 벌리는 간격입니다. 기본값 1은 벌리지 않습니다.
   */
  dilationRate?: Pair;
}

/**
 * Convolution: x (n, h, w, cin), kernel (kh, kw, cin / groups, cout). Groups follow from the shapes.
 * @ko 합성곱을 계산합니다(모델과 기울기 안에서).
 */
export function conv<A extends Arg, B extends Arg>(x: A, kernel: B, options: ConvOptions = {}): Result<A | B> {
  const { strides = 1, padding = 'valid', dilationRate = 1 } = known('ops.conv', options, CONV);
  const { strides: steps, padding: border } = windows('ops.conv', 1, { strides, padding });
  const dilation = pairOf('ops.conv', 'dilationRate', dilationRate);
  const build = (v: Node, k: Node): Node =>
    g.conv2d(v, k, {
      strides: steps,
      padding: border,
      dilation,
      groups: Math.max(1, v.shape[3]! / k.shape[2]!),
    });
  return dispatch('conv', (v, k) => build(v, k), [x, kernel]);
}

export interface PoolOptions {
  /**
   * How far the window moves each time. Default: 1; of pooling the size of the window.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  strides?: Pair;
  /**
   * 'valid' (default: the window stays inside) or 'same' (zeros around, the size stays).
   * @ko 'valid'(기본값)는 그림 안에서만, 'same'은 둘레에 0을 붙여 크기를 그대로 둡니다.
   */
  padding?: 'valid' | 'same';
}

/**
 * The largest value in each window.
 * @ko 최댓값 풀링을 계산합니다(모델과 기울기 안에서).
 */
export function maxPool<A extends Arg>(x: A, poolSize: Pair, options: PoolOptions = {}): Result<A> {
  const { strides = poolSize, padding = 'valid' } = known('ops.maxPool', options, POOL);
  const window = windows('ops.maxPool', poolSize, { strides, padding });
  return dispatch('maxPool', (v) => g.maxPool(v, window.size, window), [x], {
    saved: { config: { poolSize, strides, padding } },
  });
}

/**
 * The mean of each window.
 * @ko 평균 풀링을 계산합니다(모델과 기울기 안에서).
 */
export function averagePool<A extends Arg>(x: A, poolSize: Pair, options: PoolOptions = {}): Result<A> {
  const { strides = poolSize, padding = 'valid' } = known('ops.averagePool', options, POOL);
  const window = windows('ops.averagePool', poolSize, { strides, padding });
  return dispatch('averagePool', (v) => g.avgPool(v, window.size, window), [x], {
    saved: { config: { poolSize, strides, padding } },
  });
}

/** Windows as rows: (n, oh, ow, kh * kw * c). */
export function extractPatches<A extends Arg>(x: A, size: Pair, options: PoolOptions = {}): Result<A> {
  const { strides = size, padding = 'valid' } = known('ops.extractPatches', options, POOL);
  const window = windows('ops.extractPatches', size, { strides, padding });
  return dispatch('extractPatches', (v) => g.patches(v, window.size, window), [x]);
}

export interface ResizeOptions {
  /** Default 'bilinear'. */
  interpolation?: Parameters<typeof g.resize>[2];
  /** Widen kernels when shrinking. Default false. */
  antialias?: boolean;
}

/** Pictures (n, h, w, c) in another size. */
export function resize<A extends Arg>(x: A, size: readonly [number, number], options: ResizeOptions = {}): Result<A> {
  const { interpolation = 'bilinear', antialias = false } = known('ops.resize', options, RESIZE);
  return dispatch('resize', (v) => g.resize(v, size, interpolation, antialias), [x], {
    saved: { config: { size, interpolation, antialias } },
  });
}
