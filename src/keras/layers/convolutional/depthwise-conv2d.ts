/** @file DepthwiseConv2D: filters for each channel by itself. */
import type { Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, type Pair, positive, requireFeatures, requirePictures } from '../checks.ts';
import { addDepthwise, depthwise, DEPTHWISE_DEFAULTS, type DepthwiseConv2DOptions } from './depthwise.ts';
import { geometry, geometryConfig, refuseLargeWindow } from './geometry.ts';
import { shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addBias, finishMap } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { curveOf, ifLast, windowOf } from '../arithmetic.ts';

/** One filter set for each channel on its own. Weights: kernel (kh, kw, cin, depthMultiplier), bias. */
class DepthwiseConv2DLayer extends OptionsLayer<typeof DEPTHWISE_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'DepthwiseConv2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: DepthwiseConv2DLayer, [x]) =>
      ifLast(layer.window.format, () => ({
        rule: 'conv',
        window: windowOf(x!, layer.window.kernel, layer.window.strides, layer.window.padding, layer.window.dilation),
        groups: x![3]!,
        kernel: layer.kernel!,
        bias: layer.bias ?? null,
        curve: curveOf(layer.config.activation),
      })),
  };

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
    this.kernel = addDepthwise(this, 'kernel', this.window.kernel, channels);
    this.bias = addBias(this, [channels * this.config.depthMultiplier]);
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

export interface DepthwiseConv2D extends DepthwiseConv2DLayer {}

/**
 * Filters for each channel by itself, (n, h, w, c) -> (n, oh, ow, c · depthMultiplier).
 * @ko 채널마다 따로 필터를 움직이는 합성곱 층입니다.
 */
export const DepthwiseConv2D: Factory<DepthwiseConv2D, DepthwiseConv2DOptions, [kernelSize: Pair]> =
  factory(DepthwiseConv2DLayer);
