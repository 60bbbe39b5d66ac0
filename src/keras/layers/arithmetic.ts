/** @file What the facts of several layers share where they say how a value is computed. */
import { resizeTaps, windowAxis, type Interpolation } from '../../engine/index.ts';
import * as activations from '../activations/index.ts';
import type { Arithmetic, Axis, Curve, Mix, Window } from '../core/arithmetic.ts';
import type { DataFormat } from './data-format.ts';

/** An activation of a config as a curve; a function of the user's is none that a page could know. */
export function curveOf(activation: unknown): Curve {
  if (typeof activation !== 'function' || !('kerasName' in activation)) return { name: 'own' };
  return { name: activations.serialize(activation as unknown as activations.ActivationFunction) };
}

type Pair = readonly [number, number];

/** The window of a layer over inputs of this shape (batch in front, channels last). */
export function windowOf(
  shape: readonly number[],
  size: Pair,
  strides: Pair,
  padding: 'valid' | 'same',
  dilation: Pair = [1, 1],
): Window {
  const before = ([0, 1] as const).map(
    (i) => windowAxis(shape[i + 1]!, size[i], strides[i], dilation[i], padding).before,
  ) as [number, number];
  return { size, strides, dilation, before };
}

/** The same for sequences (batch, steps, channels), which have one column; 'causal' pads all of it before. */
export function stepsWindow(
  steps: number,
  { size, stride, padding, dilation = 1 }: { size: number; stride: number; padding: string; dilation?: number },
): Window {
  const before =
    padding === 'causal'
      ? (size - 1) * dilation
      : windowAxis(steps, size, stride, dilation, padding as 'valid' | 'same').before;
  return { size: [size, 1], strides: [stride, 1], dilation: [dilation, 1], before: [before, 0] };
}

/** The same for layers that compute on sequences as on pictures of one row. */
export function rowWindow(
  steps: number,
  { kernel, strides, dilation, padding }: { kernel: Pair; strides: Pair; dilation: Pair; padding: string },
): Window {
  return stepsWindow(steps, { size: kernel[1], stride: strides[1], dilation: dilation[1], padding });
}

/** Pictures whose channels stand first are told of nowhere else: such a layer computes in a way of its own. */
export function ifLast(format: DataFormat, made: () => Arithmetic): Arithmetic | undefined {
  return format === 'channels_last' ? made() : undefined;
}

/** What a pooling takes of a window. */
export type Take = Extract<Arithmetic, { rule: 'pool' }>['take'];

/** Of layers that do something in training only. */
export const unchanged = (): Arithmetic => ({ rule: 'same' });

/** An axis of a batch as one of (rows, columns, channels). */
export function gridAxis(axis: number, axes: number): Axis {
  const at = (axis < 0 ? axis + axes : axis) - 1;
  return at === axes - 2 ? 2 : (Math.min(at, 1) as 0 | 1);
}

/** Axes of a batch as those of (rows, columns, channels), in their order; undefined where two of them are one, or one is the batch. */
export function gridAxes(axes: readonly number[], count: number): Axis[] | undefined {
  const found = axes.map((axis) => (axis < 0 ? axis + count : axis));
  const isPlain = found.every((axis, i) => axis > 0 && (i === 0 || axis > found[i - 1]!));
  return isPlain && count <= 4 ? found.map((axis) => gridAxis(axis, count)) : undefined;
}

/** `from` cells, the first of them cell `first` of the input, mixed to `to` cells. */
export function mixes(from: number, to: number, first: number, method: Interpolation, antialias: boolean): Mix[] {
  const { start, index, weight } = resizeTaps(from, to, method, antialias);
  return Array.from({ length: to }, (_, o) => {
    const [begin, end] = [start[o]!, start[o + 1]!];
    const weights = Array.from({ length: index[end - 1]! - index[begin]! + 1 }, () => 0);
    for (let tap = begin; tap < end; tap++) weights[index[tap]! - index[begin]!] = weight[tap]!;
    return { first: first + index[begin]!, weights };
  });
}
