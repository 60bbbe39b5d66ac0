/** @file Convolutions of other kinds: depthwise, separable, transposed, and with weights of their own at every place. */
import { g, type Node } from '../../engine/graph/index.ts';
import { windowAxis } from '../../engine/graph/ops/shape.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import type { ConstraintLike } from '../constraints/index.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';
import type { Weight } from '../core/weight.ts';
import type { InitializerLike } from '../initializers/index.ts';
import type { RegularizerLike } from '../regularizers/index.ts';
import {
  KERNEL_DEFAULTS,
  OptionsLayer,
  finishMap,
  knownAxis,
  pairOf,
  positive,
  requireFeatures,
  requirePictures,
  shapeLast,
  toLast,
  type DataFormat,
  type KernelOptions,
  type Pair,
} from './common.ts';
import {
  CONV_ORDER,
  NONE,
  addKernel,
  geometry,
  geometryConfig,
  refuseLargeWindow,
  type Conv2DOptions,
  type Padding,
} from './conv.ts';

export interface DepthwiseConv2DOptions extends Omit<
  KernelOptions,
  'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'
> {
  kernelSize: Pair;
  strides?: Pair;
  padding?: Padding;
  /** Output channels for each input channel. Default 1. */
  depthMultiplier?: number;
  dataFormat?: DataFormat | null;
  dilationRate?: Pair;
  depthwiseInitializer?: InitializerLike;
  depthwiseRegularizer?: RegularizerLike | null;
  depthwiseConstraint?: ConstraintLike | null;
}

const DEPTHWISE_DEFAULTS = {
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  depthMultiplier: 1,
  dataFormat: null as DataFormat | null,
  dilationRate: 1 as Pair,
  activation: KERNEL_DEFAULTS.activation,
  useBias: true,
  depthwiseInitializer: 'glorot_uniform' as InitializerLike,
  biasInitializer: 'zeros' as InitializerLike,
  depthwiseRegularizer: null as RegularizerLike | null,
  biasRegularizer: null as RegularizerLike | null,
  activityRegularizer: null as RegularizerLike | null,
  depthwiseConstraint: null as ConstraintLike | null,
  biasConstraint: null as ConstraintLike | null,
};

/** One filter set for each channel on its own. Weights: kernel (kh, kw, cin, depthMultiplier), bias. */
export class DepthwiseConv2D extends OptionsLayer<typeof DEPTHWISE_DEFAULTS> {
  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;

  constructor(...args: readonly unknown[]) {
    super('DepthwiseConv2D', args, DEPTHWISE_DEFAULTS, ['kernelSize', 'strides', 'padding', 'depthMultiplier']);
    positive('DepthwiseConv2D', 'depthMultiplier', this.config.depthMultiplier);
    this.window = geometry('DepthwiseConv2D', this.config);
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    const o = this.config;
    this.kernel = this.addWeight({
      name: 'kernel',
      shape: [...this.window.kernel, channels, o.depthMultiplier],
      initializer: o.depthwiseInitializer,
      regularizer: o.depthwiseRegularizer,
      constraint: o.depthwiseConstraint,
    });
    if (o.useBias) {
      this.bias = this.addWeight({
        name: 'bias',
        shape: [channels * o.depthMultiplier],
        initializer: o.biasInitializer,
        regularizer: o.biasRegularizer,
        constraint: o.biasConstraint,
      });
    }
  }

  override call(x: Node): Node {
    const picture = toLast(x, this.window.format);
    requireFeatures(this.name, picture.shape, -1, this.kernel!.shape[2]!);
    refuseLargeWindow(this.name, picture.shape, this.window);
    const map = depthwise(picture, this.kernel!.node, this.window);
    return finishMap(map, this, this.window.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...geometryConfig(this.window) };
  }
}

/** Depthwise convolution is convolution in as many groups as channels. */
function depthwise(x: Node, kernel: Node, { strides, dilation, padding }: ReturnType<typeof geometry>): Node {
  const [kh, kw, c, m] = kernel.shape as [number, number, number, number];
  return g.conv2d(x, g.reshape(kernel, [kh, kw, 1, c * m]), { strides, dilation, padding, groups: c });
}

export interface SeparableConv2DOptions extends DepthwiseConv2DOptions {
  filters: number;
  pointwiseInitializer?: InitializerLike;
  pointwiseRegularizer?: RegularizerLike | null;
  pointwiseConstraint?: ConstraintLike | null;
}

/** A depthwise convolution, then 1 x 1 to `filters`, one bias. Weights: depthwise_kernel, pointwise_kernel, bias. */
export class SeparableConv2D extends OptionsLayer<
  typeof DEPTHWISE_DEFAULTS & {
    filters: number;
    pointwiseInitializer: InitializerLike;
    pointwiseRegularizer: RegularizerLike | null;
    pointwiseConstraint: ConstraintLike | null;
  }
> {
  depthwiseKernel: Weight | undefined;
  pointwiseKernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;

  constructor(...args: readonly unknown[]) {
    const defaults = {
      filters: NONE,
      ...DEPTHWISE_DEFAULTS,
      pointwiseInitializer: 'glorot_uniform' as InitializerLike,
      pointwiseRegularizer: null,
      pointwiseConstraint: null,
    };
    super('SeparableConv2D', args, defaults, ['filters', 'kernelSize', 'strides', 'padding']);
    positive('SeparableConv2D', 'filters', this.config.filters);
    positive('SeparableConv2D', 'depthMultiplier', this.config.depthMultiplier);
    this.window = geometry('SeparableConv2D', this.config);
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    const o = this.config;
    this.depthwiseKernel = this.addWeight({
      name: 'depthwise_kernel',
      shape: [...this.window.kernel, channels, o.depthMultiplier],
      initializer: o.depthwiseInitializer,
      regularizer: o.depthwiseRegularizer,
      constraint: o.depthwiseConstraint,
    });
    this.pointwiseKernel = this.addWeight({
      name: 'pointwise_kernel',
      shape: [1, 1, channels * o.depthMultiplier, o.filters],
      initializer: o.pointwiseInitializer,
      regularizer: o.pointwiseRegularizer,
      constraint: o.pointwiseConstraint,
    });
    if (o.useBias) {
      this.bias = this.addWeight({
        name: 'bias',
        shape: [o.filters],
        initializer: o.biasInitializer,
        regularizer: o.biasRegularizer,
        constraint: o.biasConstraint,
      });
    }
  }

  override call(x: Node): Node {
    const picture = toLast(x, this.window.format);
    requireFeatures(this.name, picture.shape, -1, this.depthwiseKernel!.shape[2]!);
    refuseLargeWindow(this.name, picture.shape, this.window);
    const map = g.conv2d(depthwise(picture, this.depthwiseKernel!.node, this.window), this.pointwiseKernel!.node);
    return finishMap(map, this, this.window.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...geometryConfig(this.window) };
  }
}

export interface Conv2DTransposeOptions extends Omit<Conv2DOptions, 'groups'> {
  /** Extra cells at the bottom and right. Default null: as Keras infers. */
  outputPadding?: Pair | null;
}

const TRANSPOSE_DEFAULTS = {
  filters: NONE,
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  outputPadding: null as Pair | null,
  dataFormat: null as DataFormat | null,
  dilationRate: 1 as Pair,
  ...KERNEL_DEFAULTS,
};

/**
 * The gradient of a convolution as a layer: pictures grow. valid: (in - 1) s + k (+ padding to at least in * s);
 * same: in * s. Kernel (kh, kw, filters, cin).
 */
export class Conv2DTranspose extends OptionsLayer<typeof TRANSPOSE_DEFAULTS> {
  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;
  readonly outputPadding: [number, number] | null;

  constructor(...args: readonly unknown[]) {
    super('Conv2DTranspose', args, TRANSPOSE_DEFAULTS, CONV_ORDER);
    positive('Conv2DTranspose', 'filters', this.config.filters);
    this.window = geometry('Conv2DTranspose', this.config);
    const { outputPadding } = this.config;
    this.outputPadding = outputPadding === null ? null : pairOf('Conv2DTranspose', 'outputPadding', outputPadding, 0);
    if (this.outputPadding?.some((p, i) => p >= this.window.strides[i]!)) {
      throw new ValueError({
        who: 'Conv2DTranspose',
        rule: 'outputPadding must be smaller than strides',
        received: shapeText(this.outputPadding),
      });
    }
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    const { filters } = this.config;
    [this.kernel, this.bias] = addKernel(this, [...this.window.kernel, filters, channels], filters);
  }

  /** Output size and the padding of the convolution that would go back, one axis. */
  private axis(i: 0 | 1, size: number): { out: number; before: number; after: number } {
    const { kernel, strides, dilation, padding } = this.window;
    const [k, s] = [(kernel[i] - 1) * dilation[i] + 1, strides[i]];
    const extra = this.outputPadding?.[i];
    if (padding === 'valid') return { out: (size - 1) * s + k + (extra ?? Math.max(k, s) - k), before: 0, after: 0 };
    const out = extra === undefined ? size * s : (size - 1) * s + (k % 2) + extra;
    const { before, after } = windowAxis(out, kernel[i], s, dilation[i], 'same');
    return { out, before, after };
  }

  override call(x: Node): Node {
    const { format, strides, dilation } = this.window;
    const picture = toLast(x, format);
    requireFeatures(this.name, picture.shape, -1, this.kernel!.shape[3]!);
    const rows = this.axis(0, picture.shape[1]!);
    const cols = this.axis(1, picture.shape[2]!);
    const map = g.conv2dTranspose(picture, this.kernel!.node, [rows.out, cols.out], {
      strides,
      dilation,
      padding: [rows.before, rows.after, cols.before, cols.after],
    });
    return finishMap(map, this, format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...geometryConfig(this.window), outputPadding: this.outputPadding };
  }
}

export interface LocallyConnected2DOptions extends KernelOptions {
  filters: number;
  kernelSize: Pair;
  strides?: Pair;
  /** Only 'valid'. */
  padding?: 'valid';
  dataFormat?: DataFormat | null;
}

const LOCAL_DEFAULTS = {
  filters: NONE,
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  dataFormat: null as DataFormat | null,
  ...KERNEL_DEFAULTS,
};

/**
 * Like Conv2D, with weights of its own at every place. Weights: kernel (oh * ow, kh * kw * cin, filters), bias
 * (oh, ow, filters). From Keras 2; Keras 3 no longer has it.
 */
export class LocallyConnected2D extends OptionsLayer<typeof LOCAL_DEFAULTS> {
  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;

  constructor(...args: readonly unknown[]) {
    super('LocallyConnected2D', args, LOCAL_DEFAULTS, CONV_ORDER);
    positive('LocallyConnected2D', 'filters', this.config.filters);
    this.window = geometry('LocallyConnected2D', { ...this.config, dilationRate: 1 });
    if (this.window.padding !== 'valid') {
      throw new ValueError({
        who: 'LocallyConnected2D',
        rule: "padding must be 'valid'",
        received: `'${this.window.padding}'`,
      });
    }
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const shape = shapeLast(inputShape, this.window.format);
    const [h, w, c] = [1, 2, 3].map((axis) => knownAxis(this.name, shape, axis)) as [number, number, number];
    const { kernel, strides, padding } = this.window;
    refuseLargeWindow(this.name, [1, h, w, c], this.window);
    const oh = windowAxis(h, kernel[0], strides[0], 1, padding).out;
    const ow = windowAxis(w, kernel[1], strides[1], 1, padding).out;
    const { filters } = this.config;
    [this.kernel, this.bias] = addKernel(this, [oh * ow, kernel[0] * kernel[1] * c, filters], [oh, ow, filters]);
  }

  override call(x: Node): Node {
    const { format, kernel, strides } = this.window;
    const cells = g.patches(toLast(x, format), kernel, { strides });
    const [n, oh, ow, k] = cells.shape as [number, number, number, number];
    const places = g.transpose(g.reshape(cells, [n, oh * ow, k]), [1, 0, 2]);
    const product = g.transpose(g.matmul(places, this.kernel!.node), [1, 0, 2]);
    const map = g.reshape(product, [n, oh, ow, this.config.filters]);
    return finishMap(map, this, format);
  }

  override getConfig(): Record<string, unknown> {
    const { kernel, strides, padding, format } = this.window;
    return { ...super.getConfig(), kernelSize: kernel, strides, padding, dataFormat: format };
  }
}
