/** @file Conv1DTranspose: the gradient of a convolution of sequences as a layer; sequences grow. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, type Pair, positive, requireFeatures, requireRank } from '../checks.ts';
import { type DataFormat, shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addKernel, finishMap, KERNEL_DEFAULTS, NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { CONV_ORDER, type Conv2DOptions, type Padding, transposedAxis } from './geometry.ts';
import { rowGeometry, rowGeometryConfig, type RowWindow, type Single } from './rows.ts';
import { curveOf, ifLast, rowWindow } from '../arithmetic.ts';

export interface Conv1DTransposeOptions extends Omit<Conv2DOptions, 'groups' | keyof RowWindow>, RowWindow {
  /** By how much the sequence grows. Default 1. */
  strides?: Single;
  /** Extra steps at the end. Default null: as Keras infers. */
  outputPadding?: Single | null;
}

const DEFAULTS = {
  filters: NONE,
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  outputPadding: null as Single | null,
  dataFormat: null as DataFormat | null,
  dilationRate: 1 as Pair,
  ...KERNEL_DEFAULTS,
};

class Conv1DTransposeLayer extends OptionsLayer<typeof DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'Conv1DTranspose',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: Conv1DTransposeLayer, [x]) =>
      ifLast(layer.window.format, () => {
        const { before } = transposedAxis(layer.window, 1, x![1]!, layer.extra);
        return {
          rule: 'transposed',
          window: { ...rowWindow(x![1]!, layer.window), before: [before, 0] },
          kernel: layer.kernel!,
          bias: layer.bias ?? null,
          curve: curveOf(layer.config.activation),
        };
      }),
  };

  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof rowGeometry>;
  readonly extra: number | undefined;

  constructor(...args: readonly unknown[]) {
    super('Conv1DTranspose', args, DEFAULTS, CONV_ORDER);
    positive('Conv1DTranspose', 'filters', this.config.filters);
    this.window = rowGeometry('Conv1DTranspose', this.config);
    this.extra = [this.config.outputPadding ?? []].flat()[0];
    const { extra } = this;
    if (extra === undefined || (Number.isInteger(extra) && extra >= 0 && extra < this.window.strides[1])) return;
    throw new ValueError({
      who: 'Conv1DTranspose',
      rule: {
        en: 'outputPadding must be a whole number smaller than strides',
        ko: 'outputPadding은 strides보다 작은 정수여야 합니다',
      },
      received: describe(extra),
    });
  }

  override build(inputShape: SymbolicShape): void {
    requireRank(this.name, inputShape, 3, '(batch, steps, channels)');
    const channels = knownAxis(this.name, shapeLast(inputShape, this.window.format), -1);
    const { filters } = this.config;
    [this.kernel, this.bias] = addKernel(this, [this.window.kernel[1], filters, channels], filters);
  }

  override call(x: Node): Node {
    const { format, strides, dilation } = this.window;
    const series = toLast(x, format);
    requireFeatures(this.name, series.shape, -1, this.kernel!.shape[2]!);
    const [n, steps, c] = series.shape as [number, number, number];
    const { out, before, after } = transposedAxis(this.window, 1, steps, this.extra);
    const kernel = g.reshape(this.kernel!.node, [1, ...this.kernel!.shape]);
    const row = g.conv2dTranspose(g.reshape(series, [n, 1, steps, c]), kernel, [1, out], {
      strides,
      dilation,
      padding: [0, 0, before, after],
    });
    return finishMap(g.reshape(row, [n, out, row.shape[3]!]), this, format);
  }

  override getConfig(): Record<string, unknown> {
    const outputPadding = this.extra === undefined ? null : [this.extra];
    return { ...super.getConfig(), ...rowGeometryConfig(this.window), outputPadding };
  }
}

export interface Conv1DTranspose extends Conv1DTransposeLayer {}

/** The way back of a convolution of sequences: makes them longer by its strides. */
export const Conv1DTranspose: Factory<
  Conv1DTranspose,
  Conv1DTransposeOptions,
  [filters: number, kernelSize: Single, strides: Single]
> = factory(Conv1DTransposeLayer);
