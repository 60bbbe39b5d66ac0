/** @file DepthwiseConv1D: filters for each channel of a sequence by itself. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, positive, requireFeatures, requireRank } from '../checks.ts';
import { shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addBias, finishMap } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { addDepthwise, depthwise, DEPTHWISE_DEFAULTS, type DepthwiseConv2DOptions } from './depthwise.ts';
import { asRow, rowGeometry, rowGeometryConfig, type RowWindow, type Single } from './rows.ts';
import { curveOf, ifLast, rowWindow } from '../arithmetic.ts';

export interface DepthwiseConv1DOptions extends Omit<DepthwiseConv2DOptions, keyof RowWindow>, RowWindow {}

class DepthwiseConv1DLayer extends OptionsLayer<typeof DEPTHWISE_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'DepthwiseConv1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: DepthwiseConv1DLayer, [x]) =>
      ifLast(layer.window.format, () => ({
        rule: 'conv',
        window: rowWindow(x![1]!, layer.window),
        groups: x![2]!,
        kernel: layer.kernel!,
        bias: layer.bias ?? null,
        curve: curveOf(layer.config.activation),
      })),
  };

  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof rowGeometry>;

  constructor(...args: readonly unknown[]) {
    super('DepthwiseConv1D', args, DEPTHWISE_DEFAULTS, ['kernelSize', 'strides', 'padding', 'depthMultiplier']);
    positive('DepthwiseConv1D', 'depthMultiplier', this.config.depthMultiplier);
    this.window = rowGeometry('DepthwiseConv1D', this.config);
  }

  override build(inputShape: SymbolicShape): void {
    requireRank(this.name, inputShape, 3, '(batch, steps, channels)');
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    this.kernel = addDepthwise(this, 'kernel', [this.window.kernel[1]], channels);
    this.bias = addBias(this, [channels * this.config.depthMultiplier]);
  }

  override call(x: Node): Node {
    const series = toLast(x, this.window.format);
    requireFeatures(this.name, series.shape, -1, this.kernel!.shape[1]!);
    const kernel = g.reshape(this.kernel!.node, [1, ...this.kernel!.shape]);
    const map = asRow(this.name, series, this.window, (row) => depthwise(row, kernel, this.window));
    return finishMap(map, this, this.window.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...rowGeometryConfig(this.window) };
  }
}

export interface DepthwiseConv1D extends DepthwiseConv1DLayer {}

/** Filters for each channel of a sequence by itself, (n, steps, c) -> (n, out, c · depthMultiplier). */
export const DepthwiseConv1D: Factory<DepthwiseConv1D, DepthwiseConv1DOptions, [kernelSize: Single]> =
  factory(DepthwiseConv1DLayer);
