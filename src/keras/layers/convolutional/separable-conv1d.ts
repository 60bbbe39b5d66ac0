/** @file SeparableConv1D: a filter for each channel of a sequence, then a convolution of one step that mixes them. */
import { g, type Node } from '../../../engine/index.ts';
import type { ConstraintLike } from '../../constraints/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import type { RegularizerLike } from '../../regularizers/index.ts';
import { knownAxis, positive, requireFeatures, requireRank } from '../checks.ts';
import { shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { finishMap, NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { depthwise, DEPTHWISE_DEFAULTS } from './depthwise.ts';
import { asRow, rowGeometry, rowGeometryConfig, type Single } from './rows.ts';
import type { SeparableConv2DOptions } from './separable-conv2d.ts';

export interface SeparableConv1DOptions extends Omit<
  SeparableConv2DOptions,
  'kernelSize' | 'strides' | 'dilationRate'
> {
  /** Size of the window. */
  kernelSize: Single;
  /** How far the window moves each time. Default 1. */
  strides?: Single;
  /** Gap between the values that the window sees. Default 1 (none). */
  dilationRate?: Single;
}

const DEFAULTS = {
  filters: NONE,
  ...DEPTHWISE_DEFAULTS,
  pointwiseInitializer: 'glorot_uniform' as InitializerLike,
  pointwiseRegularizer: null as RegularizerLike | null,
  pointwiseConstraint: null as ConstraintLike | null,
};

class SeparableConv1DLayer extends OptionsLayer<typeof DEFAULTS> {
  static readonly facts: LayerFacts = { name: 'SeparableConv1D', module: 'keras.layers', perSample: true };

  depthwiseKernel: Weight | undefined;
  pointwiseKernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof rowGeometry>;

  constructor(...args: readonly unknown[]) {
    super('SeparableConv1D', args, DEFAULTS, ['filters', 'kernelSize', 'strides', 'padding']);
    positive('SeparableConv1D', 'filters', this.config.filters);
    positive('SeparableConv1D', 'depthMultiplier', this.config.depthMultiplier);
    this.window = rowGeometry('SeparableConv1D', this.config);
  }

  override build(inputShape: SymbolicShape): void {
    requireRank(this.name, inputShape, 3, '(batch, steps, channels)');
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    const o = this.config;
    this.depthwiseKernel = this.addWeight({
      name: 'depthwise_kernel',
      shape: [this.window.kernel[1], channels, o.depthMultiplier],
      initializer: o.depthwiseInitializer,
      regularizer: o.depthwiseRegularizer,
      constraint: o.depthwiseConstraint,
    });
    this.pointwiseKernel = this.addWeight({
      name: 'pointwise_kernel',
      shape: [1, channels * o.depthMultiplier, o.filters],
      initializer: o.pointwiseInitializer,
      regularizer: o.pointwiseRegularizer,
      constraint: o.pointwiseConstraint,
    });
    if (!o.useBias) return;
    this.bias = this.addWeight({
      name: 'bias',
      shape: [o.filters],
      initializer: o.biasInitializer,
      regularizer: o.biasRegularizer,
      constraint: o.biasConstraint,
    });
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
