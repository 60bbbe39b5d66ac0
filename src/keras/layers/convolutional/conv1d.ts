/** @file Conv1D: filters that slide over sequences. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, oneOf, positive, requireFeatures, requireRank } from '../checks.ts';
import {
  CONV_DEFAULTS,
  CONV_ORDER,
  type Conv2DOptions,
  type Padding,
  PADDINGS,
  refuseChannels,
  refuseGroups,
} from './geometry.ts';
import { type DataFormat, dataFormatOf, shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addKernel, finishMap } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { curveOf, ifLast, stepsWindow } from '../arithmetic.ts';

export interface Conv1DOptions extends Omit<Conv2DOptions, 'kernelSize' | 'strides' | 'dilationRate' | 'padding'> {
  /**
   * Size of the window.
   * @ko 필터의 크기입니다.
   */
  kernelSize: number | readonly [number];
  /**
   * How far the window moves each time. Default: 1; of pooling the size of the window.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  strides?: number | readonly [number];
  /** As Conv2D, and 'causal': padding only before, so that no output sees later steps. */
  padding?: Padding | 'causal';
  /**
   * Gap between the values that the window sees. Default 1 (none).
   * @ko 필터 칸 사이를 벌리는 간격입니다. 기본값 1은 벌리지 않습니다.
   */
  dilationRate?: number | readonly [number];
}

type Single = number | readonly [number];

const single = (v: Single): number => (typeof v === 'number' ? v : v?.[0]);

/** Filters that slide over sequences (n, steps, c) -> (n, out, filters). Kernel (k, cin / groups, filters). */
class Conv1DLayer extends OptionsLayer<typeof CONV_DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'Conv1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: Conv1DLayer, [x]) =>
      ifLast(layer.format, () => ({
        rule: 'conv',
        window: stepsWindow(x![1]!, layer),
        groups: layer.config.groups,
        kernel: layer.kernel!,
        bias: layer.bias ?? null,
        curve: curveOf(layer.config.activation),
      })),
  };

  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding | 'causal';
  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    super('Conv1D', args, CONV_DEFAULTS, CONV_ORDER);
    const o = this.config as unknown as Conv1DOptions;
    positive('Conv1D', 'filters', o.filters);
    this.size = positive('Conv1D', 'kernelSize', single(o.kernelSize));
    this.stride = positive('Conv1D', 'strides', single(o.strides!));
    this.dilation = positive('Conv1D', 'dilationRate', single(o.dilationRate!));
    this.padding = oneOf('Conv1D', 'padding', o.padding, [...PADDINGS, 'causal']);
    this.format = dataFormatOf('Conv1D', o.dataFormat);
    refuseGroups('Conv1D', o.filters, positive('Conv1D', 'groups', o.groups));
    if (this.stride > 1 && this.dilation > 1) {
      throw new ValueError({
        who: 'Conv1D',
        rule: {
          en: 'strides above 1 and dilationRate above 1 cannot be combined',
          ko: '1보다 큰 strides와 1보다 큰 dilationRate는 함께 쓸 수 없습니다',
        },
      });
    }
  }

  override build(inputShape: SymbolicShape): void {
    requireRank(this.name, inputShape, 3, '(batch, steps, channels)');
    const channels = knownAxis(this.name, shapeLast(inputShape, this.format), -1);
    const { filters, groups } = this.config;
    refuseChannels(this.name, channels, groups);
    [this.kernel, this.bias] = addKernel(this, [this.size, channels / groups, filters], filters);
  }

  override call(x: Node): Node {
    const series = toLast(x, this.format);
    const { groups } = this.config;
    const [n, steps, c] = series.shape as [number, number, number];
    requireFeatures(this.name, series.shape, -1, this.kernel!.shape[1]! * groups);
    const reach = (this.size - 1) * this.dilation;
    if (this.padding === 'valid' && reach + 1 > steps) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `its window of ${reach + 1} does not fit into ${steps} steps`,
          ko: `크기가 ${reach + 1}인 윈도가 길이 ${steps}에 들어가지 않습니다`,
        },
        received: shapeText(x.shape),
      });
    }
    const row = g.conv2d(
      g.reshape(series, [n, 1, steps, c]),
      g.reshape(this.kernel!.node, [1, ...this.kernel!.shape]),
      {
        strides: [1, this.stride],
        dilation: [1, this.dilation],
        padding: this.padding === 'causal' ? [0, 0, reach, 0] : this.padding,
        groups,
      },
    );
    const map = g.reshape(row, [n, row.shape[2]!, row.shape[3]!]);
    return finishMap(map, this, this.format);
  }

  override getConfig(): Record<string, unknown> {
    const { size, stride, dilation, padding, format } = this;
    return {
      ...super.getConfig(),
      kernelSize: [size],
      strides: [stride],
      dilationRate: [dilation],
      padding,
      dataFormat: format,
    };
  }
}

export interface Conv1D extends Conv1DLayer {}

/**
 * Filters that slide over sequences, (n, steps, c) -> (n, out, filters). `Conv1D(filters, kernelSize, { … })`.
 * @ko 한 방향으로 필터를 움직이는 합성곱 층입니다.
 */
export const Conv1D: Factory<Conv1D, Conv1DOptions, [filters: number, kernelSize: Conv1DOptions['kernelSize']]> =
  factory(Conv1DLayer);
