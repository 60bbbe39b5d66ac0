/** @file UpSampling2D: pictures enlarged by whole factors. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { oneOf, type Pair, pairOf, requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { type Interpolation, METHODS } from '../interpolation.ts';
import { OptionsLayer } from '../options-layer.ts';
import { ifLast, mixes } from '../arithmetic.ts';

export interface UpSampling2DOptions extends LayerOptions {
  /** Factors for rows and columns. Default [2, 2]. */
  size?: Pair;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
  /** Default 'nearest'. */
  interpolation?: Interpolation;
}

class UpSampling2DLayer extends OptionsLayer<{
  size: Pair;
  dataFormat: DataFormat | null;
  interpolation: Interpolation;
}> {
  static readonly facts: LayerFacts = {
    name: 'UpSampling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: ({ format, factors, config: { interpolation } }: UpSampling2DLayer, [x]) =>
      ifLast(format, () => {
        if (interpolation === 'nearest') return { rule: 'repeat', times: factors };
        const [rows, columns] = factors.map((f, i) => mixes(x![i + 1]!, f * x![i + 1]!, 0, interpolation, false));
        return { rule: 'mix', rows: rows!, columns: columns! };
      }),
  };

  readonly factors: [number, number];
  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    const defaults = {
      size: 2 as Pair,
      dataFormat: null as DataFormat | null,
      interpolation: 'nearest' as Interpolation,
    };
    super('UpSampling2D', args, defaults, ['size', 'dataFormat', 'interpolation']);
    this.factors = pairOf('UpSampling2D', 'size', this.config.size);
    this.format = dataFormatOf('UpSampling2D', this.config.dataFormat);
    oneOf('UpSampling2D', 'interpolation', this.config.interpolation, METHODS);
    this.built = true;
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const picture = toLast(x, this.format);
    const size = this.factors.map((f, i) => f * picture.shape[i + 1]!) as [number, number];
    return fromLast(g.resize(picture, size, this.config.interpolation), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), size: this.factors, dataFormat: this.format };
  }
}

export interface UpSampling2D extends UpSampling2DLayer {}

/**
 * Pictures enlarged by whole factors.
 * @ko 그림을 몇 배로 키우는 층입니다.
 */
export const UpSampling2D: Factory<UpSampling2D, UpSampling2DOptions, [size: Pair]> = factory(UpSampling2DLayer);
