/** @file Ops of `keras.ops` that normalise, and losses as ops: normalize, moments, batchNormalization, crossentropies. */
import { g, type Node } from '../../engine/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known } from '../common/arguments.ts';
import * as formulas from '../losses/functions.ts';
import { dispatch, dispatchAll, type Arg, type Result } from './dispatch.ts';

const AXIS = optionNames<{ axis: number | readonly number[] }>()('axis');

/** Vectors along an axis divided by their length (norm of `order`, default 2), which is at least `epsilon`. */
export function normalize<A extends Arg>(
  x: A,
  options: {
    /** The axis. Default the last. */
    axis?: number;
    /** Which norm. Default 2. */
    order?: number;
    /** The least length; null (default): 1e-7. */
    epsilon?: number | null;
  } = {},
): Result<A> {
  const {
    axis = -1,
    order = 2,
    epsilon = null,
  } = known('ops.normalize', options, optionNames<typeof options>()('axis order epsilon'));
  const least = epsilon ?? 1e-7;
  const o = { axis, keepDims: true };
  const length = (v: Node): Node =>
    order === 2
      ? g.sqrt(g.maximum(g.sum(g.square(v), o), least * least))
      : g.maximum(order === Infinity ? g.max(g.abs(v), o) : g.pow(g.sum(g.pow(g.abs(v), order), o), 1 / order), least);
  return dispatch('normalize', (v) => g.div(v, length(v)), [x], { saved: { config: { axis, order, epsilon } } });
}

/** Mean and variance along axes: `const [mean, variance] = ops.moments(x, { axes: [0] })`. */
export function moments<A extends Arg>(
  x: A,
  options: {
    /** The axes; default all. */
    axes?: number | readonly number[];
    /** Keep the axes with size 1. Default false. */
    keepdims?: boolean;
  } = {},
): [mean: Result<A>, variance: Result<A>] {
  const { axes, keepdims = false } = known('ops.moments', options, optionNames<typeof options>()('axes keepdims'));
  const f = (v: Node): Node[] => {
    const o = { axis: axes, keepDims: keepdims };
    const centred = g.sub(v, g.mean(v, { ...o, keepDims: true }));
    return [g.mean(v, o), g.mean(g.square(centred), o)];
  };
  return dispatchAll('moments', f, [x], { saved: { config: { axes: axes ?? null, keepdims } } }) as [
    Result<A>,
    Result<A>,
  ];
}

/** (x - mean) / √(variance + epsilon) · scale + offset along an axis. */
export function batchNormalization<A extends Arg>(
  x: A,
  mean: Arg,
  variance: Arg,
  axis: number,
  options: {
    /** Added behind it, one for each place of the axis. */
    offset?: Arg | null;
    /** Multiplied behind it. */
    scale?: Arg | null;
    /** Added to the variance. Default 0.001. */
    epsilon?: number;
  } = {},
): Result<A> {
  const {
    offset = null,
    scale = null,
    epsilon = 1e-3,
  } = known('ops.batchNormalization', options, optionNames<typeof options>()('offset scale epsilon'));
  const f = (v: Node, m: Node, s: Node, ...rest: Node[]): Node => {
    const at = axis < 0 ? axis + v.shape.length : axis;
    const wide = (node: Node): Node => g.reshape(node, v.shape.map((n, i) => (i === at ? n : 1))); // prettier-ignore
    let y = g.mul(g.sub(v, wide(m)), g.rsqrt(g.add(wide(s), epsilon)));
    if (scale !== null) y = g.mul(y, wide(rest.shift()!));
    return offset === null ? y : g.add(y, wide(rest.shift()!));
  };
  const more = [scale, offset].filter((part) => part !== null);
  return dispatch('batchNormalization', f, [x, mean, variance, ...more]) as Result<A>;
}

/** Mean 0 and deviation 1 along axes (default the last), times gamma, plus beta. */
export function layerNormalization<A extends Arg>(
  x: A,
  options: {
    /** Multiplied behind it. */
    gamma?: Arg | null;
    /** Added behind it. */
    beta?: Arg | null;
    /** The axis or axes. Default the last. */
    axis?: number | readonly number[];
    /** Added to the variance. Default 1e-7. */
    epsilon?: number;
  } = {},
): Result<A> {
  const {
    gamma = null,
    beta = null,
    axis = -1,
    epsilon = 1e-7,
  } = known('ops.layerNormalization', options, optionNames<typeof options>()('gamma beta axis epsilon'));
  const f = (v: Node, ...rest: Node[]): Node => {
    const o = { axis, keepDims: true };
    const centred = g.sub(v, g.mean(v, o));
    let y = g.mul(centred, g.rsqrt(g.add(g.mean(g.square(centred), o), epsilon)));
    if (gamma !== null) y = g.mul(y, rest.shift()!);
    return beta === null ? y : g.add(y, rest.shift()!);
  };
  const more = [gamma, beta].filter((part) => part !== null);
  return dispatch('layerNormalization', f, [x, ...more]) as Result<A>;
}

interface EntropyOptions {
  /** Whether the predictions are scores before softmax or sigmoid. Default false. */
  fromLogits?: boolean;
}

const ENTROPY = optionNames<EntropyOptions>()('fromLogits');

/** Cell by cell -y ln p - (1 - y) ln(1 - p). */
export function binaryCrossentropy<A extends Arg, B extends Arg>(
  target: A,
  output: B,
  options: EntropyOptions = {},
): Result<A | B> {
  const { fromLogits = false } = known('ops.binaryCrossentropy', options, ENTROPY);
  const f = (y: Node, p: Node): Node => {
    const wide = (v: Node): Node => g.reshape(v, [...v.shape, 1]);
    return formulas.binaryCrossentropy(wide(y), wide(p), { fromLogits });
  };
  return dispatch('binaryCrossentropy', f, [target, output], { saved: { config: { fromLogits } } });
}

/** -Σ y ln p over the classes of the last axis. */
export function categoricalCrossentropy<A extends Arg, B extends Arg>(
  target: A,
  output: B,
  options: EntropyOptions = {},
): Result<A | B> {
  const { fromLogits = false } = known('ops.categoricalCrossentropy', options, ENTROPY);
  const f = (y: Node, p: Node): Node => formulas.categoricalCrossentropy(y, p, { fromLogits });
  return dispatch('categoricalCrossentropy', f, [target, output], { saved: { config: { fromLogits, axis: -1 } } });
}

/** -ln of the probability of each class number. */
export function sparseCategoricalCrossentropy<A extends Arg, B extends Arg>(
  target: A,
  output: B,
  options: EntropyOptions = {},
): Result<A | B> {
  const { fromLogits = false } = known('ops.sparseCategoricalCrossentropy', options, ENTROPY);
  const f = (y: Node, p: Node): Node => formulas.sparseCategoricalCrossentropy(y, p, { fromLogits });
  return dispatch('sparseCategoricalCrossentropy', f, [target, output], {
    saved: { config: { fromLogits, axis: -1 } },
  });
}

/** Values with the mean square 1 along axes (default the last), times `scale`. */
export function rmsNormalization<A extends Arg>(
  x: A,
  options: {
    /** Multiplied behind it. */
    scale?: Arg | null;
    /** The axis or axes. Default the last. */
    axis?: number | readonly number[];
    /** Added to the mean square. Default 1e-7. */
    epsilon?: number;
  } = {},
): Result<A> {
  const {
    scale = null,
    axis = -1,
    epsilon = 1e-7,
  } = known('ops.rmsNormalization', options, optionNames<typeof options>()('scale axis epsilon'));
  const f = (v: Node, s?: Node): Node => {
    const y = g.mul(v, g.rsqrt(g.add(g.mean(g.square(v), { axis, keepDims: true }), epsilon)));
    return s ? g.mul(y, s) : y;
  };
  return dispatch('rmsNormalization', f, scale === null ? [x] : [x, scale]) as Result<A>;
}

/** The mean along axes, weighed: `ops.average(x, { axis, weights })`. */
export function average<A extends Arg>(
  x: A,
  options: {
    /** The axis or axes. Default all. */
    axis?: number | readonly number[];
    /** What each cell counts. */
    weights?: Arg | null;
  } = {},
): Result<A> {
  const { axis, weights = null } = known('ops.average', options, optionNames<typeof options>()('axis weights'));
  const f = (v: Node, w?: Node): Node => {
    if (!w) return g.mean(v, { axis });
    const at = [axis ?? []].flat().map((a) => (a < 0 ? a + v.shape.length : a));
    const wide = w.shape.length < v.shape.length ? g.reshape(w, v.shape.map((n, i) => (at.includes(i) ? n : 1))) : w; // prettier-ignore
    return g.div(g.sum(g.mul(v, wide), { axis }), g.sum(g.broadcastTo(wide, v.shape), { axis }));
  };
  return dispatch('average', f, weights === null ? [x] : [x, weights]) as Result<A>;
}

/** How many cells along axes are not zero, as int32. */
export function countNonzero<A extends Arg>(
  x: A,
  options: {
    /** The axis or axes. Default all. */
    axis?: number | readonly number[];
  } = {},
): Result<A> {
  const { axis } = known('ops.countNonzero', options as { axis: number }, AXIS);
  return dispatch('countNonzero', (v) => g.sum(g.cast(g.cast(v, 'bool'), 'int32'), { axis }), [x]);
}
