/** @file SeparableConv1D: a filter for each channel of a sequence, then a convolution of one step that mixes them. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, positive, requireFeatures, requireRank } from '../checks.ts';
import { shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { finishMap } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { depthwise } from './depthwise.ts';
import { asRow, rowGeometry, rowGeometryConfig, type RowWindow, type Single } from './rows.ts';
import { addSeparable, SEPARABLE_DEFAULTS, type SeparableConv2DOptions } from './separable-conv2d.ts';
import { curveOf, ifLast, rowWindow } from '../arithmetic.ts';

export interface SeparableConv1DOptions extends Omit<SeparableConv2DOptions, keyof RowWindow>, RowWindow {}

class SeparableConv1DLayer extends OptionsLayer<typeof SEPARABLE_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'SeparableConv1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: SeparableConv1DLayer, [x]) =>
      ifLast(layer.window.format, () => ({
        rule: 'separable',
        window: rowWindow(x![1]!, layer.window),
        depthwise: layer.depthwiseKernel!,
        pointwise: layer.pointwiseKernel!,
        bias: layer.bias ?? null,
        curve: curveOf(layer.config.activation),
      })),
  };

  depthwiseKernel: Weight | undefined;
  pointwiseKernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof rowGeometry>;

  constructor(...args: readonly unknown[]) {
    super('SeparableConv1D', args, SEPARABLE_DEFAULTS, ['filters', 'kernelSize', 'strides', 'padding']);
    positive('SeparableConv1D', 'filters', this.config.filters);
    positive('SeparableConv1D', 'depthMultiplier', this.config.depthMultiplier);
    this.window = rowGeometry('SeparableConv1D', this.config);
  }

  override build(inputShape: SymbolicShape): void {
    requireRank(this.name, inputShape, 3, '(batch, steps, channels)');
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    [this.depthwiseKernel, this.pointwiseKernel, this.bias] = addSeparable(this, [this.window.kernel[1]], channels);
  }

  override call(x: Node): Node {
    const series = toLast(x, this.window.format);
    requireFeatures(this.name, series.shape, -1, this.depthwiseKernel!.shape[1]!);
    const wide = (w: Weight): Node => g.reshape(w.node, [1, ...w.shape]);
    const map = asRow(this.name, series, this.window, (row) =>
      g.conv2d(depthwise(row, wide(this.depthwiseKernel!), this.window), wide(this.pointwiseKernel!)),
    );
    return finishMap(map, this, this.window.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...rowGeometryConfig(this.window) };
  }
}

export interface SeparableConv1D extends SeparableConv1DLayer {}

/** A filter for each channel of a sequence, then a convolution of one step that mixes them: few parameters. */
export const SeparableConv1D: Factory<
  SeparableConv1D,
  SeparableConv1DOptions,
  [filters: number, kernelSize: Single, strides: Single]
> = factory(SeparableConv1DLayer);
