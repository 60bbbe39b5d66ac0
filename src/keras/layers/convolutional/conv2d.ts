/** @file Conv2D: filters that slide over pictures, a cross-correlation over (batch, height, width, channels). */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, type Pair, positive, requireFeatures, requirePictures } from '../checks.ts';
import {
  CONV_DEFAULTS,
  CONV_ORDER,
  type Conv2DOptions,
  geometry,
  geometryConfig,
  refuseChannels,
  refuseGroups,
  refuseLargeWindow,
} from './geometry.ts';
import { shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addKernel, finishMap } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { curveOf, ifLast, windowOf } from '../arithmetic.ts';

/** Filters that slide over pictures (n, h, w, c) -> (n, oh, ow, filters). */
class Conv2DLayer extends OptionsLayer<typeof CONV_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'Conv2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: Conv2DLayer, [x]) =>
      ifLast(layer.window.format, () => ({
        rule: 'conv',
        window: windowOf(x!, layer.window.kernel, layer.window.strides, layer.window.padding, layer.window.dilation),
        groups: layer.config.groups,
        kernel: layer.kernel!,
        bias: layer.bias ?? null,
        curve: curveOf(layer.config.activation),
      })),
  };

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

export interface Conv2D extends Conv2DLayer {}

/**
 * Filters that slide over pictures, (n, h, w, c) -> (n, oh, ow, filters). `Conv2D(32, [3, 3], { activation: 'relu' })`;
 * defaults: strides 1, padding 'valid' (no frame of zeros; 'same' keeps the size), a bias for each filter.
 * @ko 그림 위에서 필터를 움직이는 합성곱 층입니다.
 */
export const Conv2D: Factory<
  Conv2D,
  Conv2DOptions,
  [filters: number, kernelSize: Pair, strides: Pair, padding: NonNullable<Conv2DOptions['padding']>]
> = factory(Conv2DLayer);
