/** @file Neural-network ops of `keras.ops`: products, convolution, pooling, softmax, resizing. Pictures are NHWC. */
import { g, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText, type Translated } from '../../errors/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, readArguments, refuseOptions } from '../common/arguments.ts';
import { oneOf, pairOf, positive, type Pair } from '../layers/checks.ts';
import * as f from '../activations/index.ts';
import { adaptivePool } from '../layers/pooling/adaptive-pooling.ts';
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

/** min(max(x, 0), 6). */
export const relu6 = unaryOp('relu6', (x) => f.relu6(x));
/** x / (1 + |x|). */
export const softsign = unaryOp('softsign', (x) => f.softsign(x));
/** x · tanh(softplus(x)). */
export const mish = unaryOp('mish', (x) => f.mish(x));
/** Scaled exponential linear unit. */
export const selu = unaryOp('selu', (x) => f.selu(x));
/** 0 below -3, 1 above 3, x / 6 + 0.5 between. */
export const hardSigmoid = unaryOp('hardSigmoid', (x) => f.hardSigmoid(x));
/** x · hardSigmoid(x). */
export const hardSilu = unaryOp('hardSilu', (x) => f.hardSilu(x));
export { hardSilu as hardSwish };
export { silu as swish };
/** x held between -1 and 1. */
export const hardTanh = unaryOp('hardTanh', (x) => f.hardTanh(x));
/** ln(sigmoid(x)). */
export const logSigmoid = unaryOp('logSigmoid', (x) => f.logSigmoid(x));
/** x - tanh(x). */
export const tanhShrink = unaryOp('tanhShrink', (x) => f.tanhShrink(x));

/** x above 0, alpha (eˣ - 1) below (default alpha 1). */
export function elu<A extends Arg>(x: A, ...given: [alpha?: number | { alpha?: number }]): Result<A> {
  const { alpha } = readArguments('ops.elu', given, { alpha: 1 });
  const build = (v: Node): Node => g.select(g.greater(v, 0), v, g.mul(g.expm1(g.minimum(v, 0)), alpha));
  return dispatch('elu', build, [x], { saved: { config: { alpha } } });
}

/**
 * Convolution of each channel by itself: kernel (kh, kw, c, multiplier).
 * @ko 채널별 합성곱을 계산합니다(모델과 기울기 안에서).
 */
export function depthwiseConv<A extends Arg, B extends Arg>(x: A, kernel: B, options: ConvOptions = {}): Result<A | B> {
  const { strides = 1, padding = 'valid', dilationRate = 1 } = known('ops.depthwiseConv', options, CONV);
  const { strides: steps, padding: border } = windows('ops.depthwiseConv', 1, { strides, padding });
  const dilation = pairOf('ops.depthwiseConv', 'dilationRate', dilationRate);
  const build = (v: Node, k: Node): Node => {
    const [kh, kw, c, m] = k.shape as [number, number, number, number];
    return g.conv2d(v, g.reshape(k, [kh, kw, 1, c * m]), { strides: steps, padding: border, dilation, groups: c });
  };
  return dispatch('depthwiseConv', build, [x, kernel]);
}

/** Pictures (n, h, w, c) or sequences brought to a size by the mean of each window. */
export function adaptiveAveragePool<A extends Arg>(x: A, outputSize: number | readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.adaptiveAveragePool', arguments, 2);
  return dispatch('adaptiveAveragePool', (v) => adaptivePool(v, sizes(v, outputSize), g.mean), [x]);
}

/** Pictures (n, h, w, c) or sequences brought to a size by the largest value of each window. */
export function adaptiveMaxPool<A extends Arg>(x: A, outputSize: number | readonly number[]): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.adaptiveMaxPool', arguments, 2);
  return dispatch('adaptiveMaxPool', (v) => adaptivePool(v, sizes(v, outputSize), g.max), [x]);
}

function sizes(x: Node, size: number | readonly number[]): readonly number[] {
  return typeof size === 'number' ? x.shape.slice(1, -1).map(() => size) : size;
}

/** The sides of pictures (n, h, w, c). @throws ShapeError */
function picturesOf(who: string, { shape }: Node): [n: number, h: number, w: number, c: number] {
  if (shape.length === 4) return [...shape] as [number, number, number, number];
  throw new ShapeError({
    who,
    rule: { en: 'takes pictures (n, h, w, c)', ko: '그림 (n, h, w, c)을 받습니다' },
    received: shapeText(shape),
  });
}

/** @throws ShapeError where a side is no multiple of `by` */
function divided(who: string, { shape }: Node, side: number, by: number, rule: Translated, blockSize: number): void {
  if (side % by === 0) return;
  throw new ShapeError({ who, rule, received: `${shapeText(shape)}, blockSize ${blockSize}` });
}

/** Blocks of `blockSize`² channels as cells of larger pictures (n, h, w, c) -> (n, h b, w b, c / b²). */
export function depthToSpace<A extends Arg>(x: A, blockSize: number): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.depthToSpace', arguments, 2);
  const b = positive('ops.depthToSpace', 'blockSize', blockSize);
  const build = (v: Node): Node => {
    const [n, h, w, c] = picturesOf('ops.depthToSpace', v);
    divided(
      'ops.depthToSpace',
      v,
      c,
      b * b,
      { en: 'channels must come in groups of blockSize²', ko: '채널 수는 blockSize²의 배수여야 합니다' },
      b,
    );
    const split = g.reshape(v, [n, h, w, b, b, c / (b * b)]);
    return g.reshape(g.transpose(split, [0, 1, 3, 2, 4, 5]), [n, h * b, w * b, c / (b * b)]);
  };
  return dispatch('depthToSpace', build, [x]);
}

/** The way back of `depthToSpace`. */
export function spaceToDepth<A extends Arg>(x: A, blockSize: number): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.spaceToDepth', arguments, 2);
  const b = positive('ops.spaceToDepth', 'blockSize', blockSize);
  const build = (v: Node): Node => {
    const [n, h, w, c] = picturesOf('ops.spaceToDepth', v);
    for (const side of [h, w])
      divided(
        'ops.spaceToDepth',
        v,
        side,
        b,
        { en: 'height and width must be multiples of blockSize', ko: '높이와 너비는 blockSize의 배수여야 합니다' },
        b,
      );
    const split = g.reshape(v, [n, h / b, b, w / b, b, c]);
    return g.reshape(g.transpose(split, [0, 1, 3, 2, 4, 5]), [n, h / b, w / b, b * b * c]);
  };
  return dispatch('spaceToDepth', build, [x]);
}

/** Whether each class occurs: class numbers (n, k) as 0/1 rows (n, numClasses). */
export function multiHot<A extends Arg>(x: A, numClasses: number): Result<A> {
  if (arguments.length > 2) refuseOptions('ops.multiHot', arguments, 2);
  return dispatch('multiHot', (v) => g.max(g.oneHot(v, numClasses), { axis: -2 }), [x]);
}

/** Peak signal-to-noise ratio of two tensors in dB: 10 log10(maxVal² / mean square difference). */
export function psnr<A extends Arg, B extends Arg>(x1: A, x2: B, maxVal: number): Result<A | B> {
  if (arguments.length > 3) refuseOptions('ops.psnr', arguments, 3);
  const build = (a: Node, b: Node): Node =>
    g.mul(g.log(g.div(maxVal * maxVal, g.mean(g.square(g.sub(a, b))))), 10 * Math.LOG10E);
  return dispatch('psnr', build, [x1, x2]);
}
