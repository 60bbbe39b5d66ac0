/** @file LocallyConnected2D: a convolution with filters of its own at every place. */
import { g, type Node, windowAxis } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, type Pair, positive, requirePictures } from '../checks.ts';
import { CONV_ORDER, geometry, type Padding, refuseLargeWindow } from './geometry.ts';
import { type DataFormat, shapeLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { addKernel, finishMap, KERNEL_DEFAULTS, type KernelOptions, NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface LocallyConnected2DOptions extends KernelOptions {
  /**
   * Number of filters: channels of the output.
   * @ko 필터의 수, 곧 출력 채널의 수입니다.
   */
  filters: number;
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
   * Only 'valid'.
   * @ko 'valid'만 됩니다.
   */
  padding?: 'valid';
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

const LOCAL_DEFAULTS = {
  filters: NONE,
  kernelSize: NONE as Pair,
  strides: 1 as Pair,
  padding: 'valid' as Padding,
  dataFormat: null as DataFormat | null,
  ...KERNEL_DEFAULTS,
};

/**
 * Like Conv2D, with weights of its own at every place. Weights: kernel (oh * ow, kh * kw * cin, filters), bias
 * (oh, ow, filters). From Keras 2; Keras 3 no longer has it.
 */
class LocallyConnected2DLayer extends OptionsLayer<typeof LOCAL_DEFAULTS> {
  static readonly facts: LayerFacts = { name: 'LocallyConnected2D', module: null, perSample: true };

  kernel: Weight | undefined;
  bias: Weight | undefined;
  readonly window: ReturnType<typeof geometry>;

  constructor(...args: readonly unknown[]) {
    super('LocallyConnected2D', args, LOCAL_DEFAULTS, CONV_ORDER);
    positive('LocallyConnected2D', 'filters', this.config.filters);
    this.window = geometry('LocallyConnected2D', { ...this.config, dilationRate: 1 });
    if (this.window.padding !== 'valid') {
      throw new ValueError({
        who: 'LocallyConnected2D',
        rule: { en: "padding must be 'valid'", ko: "padding은 'valid'여야 합니다" },
        received: `'${this.window.padding}'`,
      });
    }
  }

  override build(inputShape: SymbolicShape): void {
    requirePictures(this.name, inputShape);
    const shape = shapeLast(inputShape, this.window.format);
    const [h, w, c] = [1, 2, 3].map((axis) => knownAxis(this.name, shape, axis)) as [number, number, number];
    const { kernel, strides, padding } = this.window;
    refuseLargeWindow(this.name, [1, h, w, c], this.window);
    const oh = windowAxis(h, kernel[0], strides[0], 1, padding).out;
    const ow = windowAxis(w, kernel[1], strides[1], 1, padding).out;
    const { filters } = this.config;
    [this.kernel, this.bias] = addKernel(this, [oh * ow, kernel[0] * kernel[1] * c, filters], [oh, ow, filters]);
  }

  override call(x: Node): Node {
    const { format, kernel, strides } = this.window;
    const cells = g.patches(toLast(x, format), kernel, { strides });
    const [n, oh, ow, k] = cells.shape as [number, number, number, number];
    const places = g.transpose(g.reshape(cells, [n, oh * ow, k]), [1, 0, 2]);
    const product = g.transpose(g.matmul(places, this.kernel!.node), [1, 0, 2]);
    const map = g.reshape(product, [n, oh, ow, this.config.filters]);
    return finishMap(map, this, format);
  }

  override getConfig(): Record<string, unknown> {
    const { kernel, strides, padding, format } = this.window;
    return { ...super.getConfig(), kernelSize: kernel, strides, padding, dataFormat: format };
  }
}

export interface LocallyConnected2D extends LocallyConnected2DLayer {}

/**
 * Like Conv2D, but with filters of its own at every place: nothing is shared.
 * @ko 자리마다 다른 필터를 쓰는 층입니다.
 */
export const LocallyConnected2D: Factory<
  LocallyConnected2D,
  LocallyConnected2DOptions,
  [filters: number, kernelSize: Pair, strides: Pair, padding: NonNullable<LocallyConnected2DOptions['padding']>]
> = factory(LocallyConnected2DLayer);
