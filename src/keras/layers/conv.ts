/**
 * @file Convolution layers. All are cross-correlations over (batch, height, width, channels); kernels are stored
 * (kh, kw, cin / groups, filters). `same` pads the odd cell at the bottom and right.
 */
import { g, type Node } from '../../engine/graph/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';
import type { Weight } from '../core/weight.ts';
import {
  KERNEL_DEFAULTS,
  OptionsLayer,
  dataFormatOf,
  finishMap,
  knownAxis,
  oneOf,
  pairOf,
  positive,
  requireFeatures,
  requirePictures,
  requireRank,
  shapeLast,
  toLast,
  type DataFormat,
  type KernelOptions,
  type Pair,
} from './common.ts';

export type Padding = 'valid' | 'same';
const PADDINGS = ['valid', 'same'] as const;

export interface Conv2DOptions extends KernelOptions {
  /** Number of output channels. */
  filters: number;
  /** Height and width of the window. */
  kernelSize: Pair;
  /** Default 1. */
  strides?: Pair;
  /** 'valid' (default): only whole windows; 'same': the picture keeps its size (at stride 1). */
  padding?: Padding;
  dataFormat?: DataFormat | null;
  /** Gaps in the window. Default 1: none. */
  dilationRate?: Pair;
  /** Channels are split into this many independent convolutions. Default 1. */
  groups?: number;
}

export const NONE = undefined as unknown as number;
const CONV_DEFAULTS = {
  filters: NONE,
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  dataFormat: null as DataFormat | null,
  dilationRate: 1 as Pair,
  groups: 1,
  ...KERNEL_DEFAULTS,
};
export const CONV_ORDER = ['filters', 'kernelSize', 'strides', 'padding'] as const;

/** The checked geometry of a convolution layer. */
export function geometry(
  who: string,
  o: { kernelSize: Pair; strides: Pair; padding: string; dilationRate: Pair; dataFormat: unknown },
) {
  const kernel = pairOf(who, 'kernelSize', o.kernelSize);
  const strides = pairOf(who, 'strides', o.strides);
  const dilation = pairOf(who, 'dilationRate', o.dilationRate);
  if (Math.max(...strides) > 1 && Math.max(...dilation) > 1) {
    throw new ValueError({
      who,
      rule: 'strides above 1 and dilationRate above 1 cannot be combined',
      received: `strides ${shapeText(strides)}, dilationRate ${shapeText(dilation)}`,
    });
  }
  return {
    kernel,
    strides,
    dilation,
    padding: oneOf(who, 'padding', o.padding, PADDINGS),
    format: dataFormatOf(who, o.dataFormat),
  };
}

/** The geometry as the layer's config names it. */
export function geometryConfig({ kernel, strides, dilation, padding, format }: ReturnType<typeof geometry>) {
  return { kernelSize: kernel, strides, dilationRate: dilation, padding, dataFormat: format };
}

/** Filters that slide over pictures (n, h, w, c) -> (n, oh, ow, filters). */
export class Conv2D extends OptionsLayer<typeof CONV_DEFAULTS> {
  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;

  constructor(...args: readonly unknown[]) {
    super('Conv2D', args, CONV_DEFAULTS, CONV_ORDER);
    const { filters, groups } = this.config;
    positive('Conv2D', 'filters', filters);
    positive('Conv2D', 'groups', groups);
    this.window = geometry('Conv2D', this.config);
    refuseGroups('Conv2D', filters, groups);
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    const { filters, groups } = this.config;
    refuseChannels(this.name, channels, groups);
    [this.kernel, this.bias] = addKernel(this, [...this.window.kernel, channels / groups, filters], filters);
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const { format, strides, dilation, padding } = this.window;
    const picture = toLast(x, format);
    const { groups } = this.config;
    requireFeatures(this.name, picture.shape, -1, this.kernel!.shape[2]! * groups);
    refuseLargeWindow(this.name, picture.shape, this.window);
    const map = g.conv2d(picture, this.kernel!.node, { strides, dilation, padding, groups });
    return finishMap(map, this, format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...geometryConfig(this.window) };
  }
}

function refuseGroups(who: string, filters: number, groups: number): void {
  if (filters % groups === 0) return;
  throw new ValueError({ who, rule: 'groups must divide filters', received: `filters ${filters}, groups ${groups}` });
}

function refuseChannels(who: string, channels: number, groups: number): void {
  if (channels % groups === 0) return;
  throw new ValueError({
    who,
    rule: 'groups must divide the channels of the input',
    received: `${channels} channels, groups ${groups}`,
  });
}

/** A window larger than the picture, in words. */
export function refuseLargeWindow(
  who: string,
  shape: readonly number[],
  {
    kernel,
    dilation = [1, 1],
    padding,
  }: { kernel: readonly [number, number]; dilation?: readonly [number, number]; padding: Padding },
): void {
  const need = kernel.map((k, i) => (k - 1) * dilation[i]! + 1);
  if (padding === 'same' || (need[0]! <= shape[1]! && need[1]! <= shape[2]!)) return;
  throw new ShapeError({
    who,
    rule: `its window of ${need.join(' x ')} does not fit into a picture of ${shape[1]} x ${shape[2]}`,
    received: `pictures of shape ${shapeText(shape.slice(1))}`,
    hint: say({
      en: "Use padding: 'same', a smaller window, or fewer pooling layers before.",
      ko: "padding: 'same'을 쓰거나, 창을 줄이거나, 앞의 풀링 층을 줄이세요.",
    }),
  });
}

/** Makes kernel and (when wanted) bias from a layer's options. */
export function addKernel(
  layer: OptionsLayer<typeof KERNEL_DEFAULTS>,
  shape: readonly number[],
  bias: number | readonly number[],
): [Weight, Weight | undefined] {
  const o = layer.config;
  const kernel = layer.addWeight({
    name: 'kernel',
    shape,
    initializer: o.kernelInitializer,
    regularizer: o.kernelRegularizer,
    constraint: o.kernelConstraint,
  });
  if (!o.useBias) return [kernel, undefined];
  return [
    kernel,
    layer.addWeight({
      name: 'bias',
      shape: typeof bias === 'number' ? [bias] : bias,
      initializer: o.biasInitializer,
      regularizer: o.biasRegularizer,
      constraint: o.biasConstraint,
    }),
  ];
}

export interface Conv1DOptions extends Omit<Conv2DOptions, 'kernelSize' | 'strides' | 'dilationRate' | 'padding'> {
  kernelSize: number | readonly [number];
  strides?: number | readonly [number];
  /** As Conv2D, and 'causal': padding only before, so that no output sees later steps. */
  padding?: Padding | 'causal';
  dilationRate?: number | readonly [number];
}

type Single = number | readonly [number];
const single = (v: Single): number => (typeof v === 'number' ? v : v?.[0]);

/** Filters that slide over sequences (n, steps, c) -> (n, out, filters). Kernel (k, cin / groups, filters). */
export class Conv1D extends OptionsLayer<typeof CONV_DEFAULTS> {
  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding | 'causal';
  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    super('Conv1D', args, CONV_DEFAULTS, CONV_ORDER);
    const o = this.config as unknown as Conv1DOptions;
    positive('Conv1D', 'filters', o.filters);
    this.size = positive('Conv1D', 'kernelSize', single(o.kernelSize));
    this.stride = positive('Conv1D', 'strides', single(o.strides!));
    this.dilation = positive('Conv1D', 'dilationRate', single(o.dilationRate!));
    this.padding = oneOf('Conv1D', 'padding', o.padding, [...PADDINGS, 'causal']);
    this.format = dataFormatOf('Conv1D', o.dataFormat);
    refuseGroups('Conv1D', o.filters, positive('Conv1D', 'groups', o.groups));
    if (this.stride > 1 && this.dilation > 1) {
      throw new ValueError({ who: 'Conv1D', rule: 'strides above 1 and dilationRate above 1 cannot be combined' });
    }
  }

  override build(inputShape: SymbolicShape): void {
    requireRank(this.name, inputShape, 3, '(batch, steps, channels)');
    const channels = knownAxis(this.name, shapeLast(inputShape, this.format), -1);
    const { filters, groups } = this.config;
    refuseChannels(this.name, channels, groups);
    [this.kernel, this.bias] = addKernel(this, [this.size, channels / groups, filters], filters);
  }

  override call(x: Node): Node {
    const series = toLast(x, this.format);
    const { groups } = this.config;
    const [n, steps, c] = series.shape as [number, number, number];
    requireFeatures(this.name, series.shape, -1, this.kernel!.shape[1]! * groups);
    const reach = (this.size - 1) * this.dilation;
    if (this.padding === 'valid' && reach + 1 > steps) {
      throw new ShapeError({
        who: this.name,
        rule: `its window of ${reach + 1} does not fit into ${steps} steps`,
        received: shapeText(x.shape),
      });
    }
    const row = g.conv2d(
      g.reshape(series, [n, 1, steps, c]),
      g.reshape(this.kernel!.node, [1, ...this.kernel!.shape]),
      {
        strides: [1, this.stride],
        dilation: [1, this.dilation],
        padding: this.padding === 'causal' ? [0, 0, reach, 0] : this.padding,
        groups,
      },
    );
    const map = g.reshape(row, [n, row.shape[2]!, row.shape[3]!]);
    return finishMap(map, this, this.format);
  }

  override getConfig(): Record<string, unknown> {
    const { size, stride, dilation, padding, format } = this;
    return {
      ...super.getConfig(),
      kernelSize: [size],
      strides: [stride],
      dilationRate: [dilation],
      padding,
      dataFormat: format,
    };
  }
}
