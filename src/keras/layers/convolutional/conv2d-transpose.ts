/** @file Conv2DTranspose: the gradient of a convolution as a layer; pictures grow. */
import { g, type Node } from '../../../engine/index.ts';
import { shapeText, ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, type Pair, pairOf, positive, requireFeatures, requirePictures } from '../checks.ts';
import { CONV_ORDER, type Conv2DOptions, geometry, geometryConfig, type Padding, transposedAxis } from './geometry.ts';
import { type DataFormat, shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addKernel, finishMap, KERNEL_DEFAULTS, NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { curveOf, ifLast } from '../arithmetic.ts';

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
class Conv2DTransposeLayer extends OptionsLayer<typeof TRANSPOSE_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'Conv2DTranspose',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: Conv2DTransposeLayer, [x]) =>
      ifLast(layer.window.format, () => {
        const before = ([0, 1] as const).map(
          (i) => transposedAxis(layer.window, i, x![i + 1]!, layer.outputPadding?.[i]).before,
        ) as [number, number];
        const { kernel: size, strides, dilation } = layer.window;
        return {
          rule: 'transposed',
          window: { size, strides, dilation, before },
          kernel: layer.kernel!,
          bias: layer.bias ?? null,
          curve: curveOf(layer.config.activation),
        };
      }),
  };

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
        rule: { en: 'outputPadding must be smaller than strides', ko: 'outputPadding은 strides보다 작아야 합니다' },
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

  override call(x: Node): Node {
    const { format, strides, dilation } = this.window;
    const picture = toLast(x, format);
    requireFeatures(this.name, picture.shape, -1, this.kernel!.shape[3]!);
    const rows = transposedAxis(this.window, 0, picture.shape[1]!, this.outputPadding?.[0]);
    const cols = transposedAxis(this.window, 1, picture.shape[2]!, this.outputPadding?.[1]);
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

export interface Conv2DTranspose extends Conv2DTransposeLayer {}

/**
 * The way back of a convolution: makes pictures larger by its strides.
 * @ko 크기를 키우는 전치 합성곱 층입니다.
 */
export const Conv2DTranspose: Factory<
  Conv2DTranspose,
  Conv2DTransposeOptions,
  [filters: number, kernelSize: Pair, strides: Pair, padding: NonNullable<Conv2DTransposeOptions['padding']>]
> = factory(Conv2DTransposeLayer);
