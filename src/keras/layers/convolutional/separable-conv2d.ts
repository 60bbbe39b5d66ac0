/** @file SeparableConv2D: a depthwise convolution, then a 1 x 1 convolution that mixes the channels. */
import { g, type Node } from '../../../engine/index.ts';
import type { ConstraintLike } from '../../constraints/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import { knownAxis, type Pair, positive, requireFeatures, requirePictures } from '../checks.ts';
import { addDepthwise, depthwise, DEPTHWISE_DEFAULTS, type DepthwiseConv2DOptions } from './depthwise.ts';
import { geometry, geometryConfig, refuseLargeWindow } from './geometry.ts';
import { shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addBias, finishMap, NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import type { RegularizerLike } from '../../regularizers/index.ts';
import { curveOf, ifLast, windowOf } from '../arithmetic.ts';

export interface SeparableConv2DOptions extends DepthwiseConv2DOptions {
  /**
   * Number of filters: channels of the output.
   * @ko 필터의 수, 곧 출력 채널의 수입니다.
   */
  filters: number;
  /** Where the pointwise weights begin. Default 'glorot_uniform'. */
  pointwiseInitializer?: InitializerLike;
  /** Penalty on pointwise, added to the loss. */
  pointwiseRegularizer?: RegularizerLike | null;
  /** What pointwise must fulfil after each step. */
  pointwiseConstraint?: ConstraintLike | null;
}

export const SEPARABLE_DEFAULTS = {
  filters: NONE,
  ...DEPTHWISE_DEFAULTS,
  pointwiseInitializer: 'glorot_uniform' as InitializerLike,
  pointwiseRegularizer: null as RegularizerLike | null,
  pointwiseConstraint: null as ConstraintLike | null,
};

/** Makes depthwise_kernel, pointwise_kernel (of one cell) and bias from a layer's options. */
export function addSeparable(
  layer: OptionsLayer<typeof SEPARABLE_DEFAULTS>,
  sides: readonly number[],
  channels: number,
): [Weight, Weight, Weight | undefined] {
  const o = layer.config;
  const first = addDepthwise(layer, 'depthwise_kernel', sides, channels);
  const second = layer.addWeight({
    name: 'pointwise_kernel',
    shape: [...sides.map(() => 1), channels * o.depthMultiplier, o.filters],
    initializer: o.pointwiseInitializer,
    regularizer: o.pointwiseRegularizer,
    constraint: o.pointwiseConstraint,
  });
  return [first, second, addBias(layer, [o.filters])];
}

/** A depthwise convolution, then 1 x 1 to `filters`, one bias. Weights: depthwise_kernel, pointwise_kernel, bias. */
class SeparableConv2DLayer extends OptionsLayer<typeof SEPARABLE_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'SeparableConv2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: SeparableConv2DLayer, [x]) =>
      ifLast(layer.window.format, () => ({
        rule: 'separable',
        window: windowOf(x!, layer.window.kernel, layer.window.strides, layer.window.padding, layer.window.dilation),
        depthwise: layer.depthwiseKernel!,
        pointwise: layer.pointwiseKernel!,
        bias: layer.bias ?? null,
        curve: curveOf(layer.config.activation),
      })),
  };

  depthwiseKernel: Weight | undefined;
  pointwiseKernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;

  constructor(...args: readonly unknown[]) {
    super('SeparableConv2D', args, SEPARABLE_DEFAULTS, ['filters', 'kernelSize', 'strides', 'padding']);
    positive('SeparableConv2D', 'filters', this.config.filters);
    positive('SeparableConv2D', 'depthMultiplier', this.config.depthMultiplier);
    this.window = geometry('SeparableConv2D', this.config);
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    [this.depthwiseKernel, this.pointwiseKernel, this.bias] = addSeparable(this, this.window.kernel, channels);
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

export interface SeparableConv2D extends SeparableConv2DLayer {}

/**
 * A filter for each channel, then a 1×1 convolution that mixes them: few parameters.
 * @ko 채널별 합성곱 뒤에 1×1 합성곱을 하는 층입니다.
 */
export const SeparableConv2D: Factory<
  SeparableConv2D,
  SeparableConv2DOptions,
  [filters: number, kernelSize: Pair, strides: Pair, padding: NonNullable<SeparableConv2DOptions['padding']>]
> = factory(SeparableConv2DLayer);
