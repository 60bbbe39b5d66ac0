/** @file What DepthwiseConv2D and SeparableConv2D share: options and the convolution of each channel by itself. */
import { g, type Node } from '../../../engine/index.ts';
import type { ConstraintLike } from '../../constraints/index.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import type { Pair } from '../checks.ts';
import type { geometry, Padding } from './geometry.ts';
import type { DataFormat } from '../data-format.ts';
import { KERNEL_DEFAULTS, type KernelOptions, NONE } from '../kernel-options.ts';
import type { OptionsLayer } from '../options-layer.ts';
import type { Weight } from '../../core/weight.ts';
import type { RegularizerLike } from '../../regularizers/index.ts';

export interface DepthwiseConv2DOptions extends Omit<
  KernelOptions,
  'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'
> {
  /**
   * Size of the window.
   * @ko 필터의 크기입니다.
   */
  kernelSize: Pair;
  /**
   * How far the window moves each time. Default: 1; of pooling the size of the window.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  strides?: Pair;
  /**
   * 'valid' (default: the window stays inside) or 'same' (zeros around, the size stays).
   * @ko 'valid'(기본값)는 그림 안에서만, 'same'은 둘레에 0을 붙여 크기를 그대로 둡니다.
   */
  padding?: Padding;
  /** Output channels for each input channel. Default 1. */
  depthMultiplier?: number;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
  /**
   * Gap between the values that the window sees. Default 1 (none).
   * @ko 필터 칸 사이를 벌리는 간격입니다. 기본값 1은 벌리지 않습니다.
   */
  dilationRate?: Pair;
  /** Where the depthwise weights begin. Default 'glorot_uniform'. */
  depthwiseInitializer?: InitializerLike;
  /** Penalty on depthwise, added to the loss. */
  depthwiseRegularizer?: RegularizerLike | null;
  /** What depthwise must fulfil after each step. */
  depthwiseConstraint?: ConstraintLike | null;
}

export const DEPTHWISE_DEFAULTS = {
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

/** Depthwise convolution is convolution in as many groups as channels. */
export function depthwise(x: Node, kernel: Node, { strides, dilation, padding }: ReturnType<typeof geometry>): Node {
  const [kh, kw, c, m] = kernel.shape as [number, number, number, number];
  return g.conv2d(x, g.reshape(kernel, [kh, kw, 1, c * m]), { strides, dilation, padding, groups: c });
}

/** Makes the weights of the convolution of each channel by itself: (…sides, channels, depthMultiplier). */
export function addDepthwise(
  layer: OptionsLayer<typeof DEPTHWISE_DEFAULTS>,
  name: string,
  sides: readonly number[],
  channels: number,
): Weight {
  const o = layer.config;
  return layer.addWeight({
    name,
    shape: [...sides, channels, o.depthMultiplier],
    initializer: o.depthwiseInitializer,
    regularizer: o.depthwiseRegularizer,
    constraint: o.depthwiseConstraint,
  });
}
