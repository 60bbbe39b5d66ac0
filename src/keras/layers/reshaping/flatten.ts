/** @file Flatten: all numbers of a sample in one row. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { type DataFormat, dataFormatOf, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

/** All axes but the batch as one, row by row, channels fastest. */
class FlattenLayer extends OptionsLayer<{ dataFormat: DataFormat | null }> {
  static readonly facts: LayerFacts = {
    name: 'Flatten',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: FlattenLayer, [x]) =>
      x!.length <= 2 || layer.config.dataFormat !== 'channels_first' ? { rule: 'order' } : undefined,
  };

  constructor(...args: readonly unknown[]) {
    super('Flatten', args, { dataFormat: null }, ['dataFormat']);
    dataFormatOf('Flatten', this.config.dataFormat);
  }

  override call(x: Node): Node {
    const ordered = x.shape.length > 2 ? toLast(x, dataFormatOf('Flatten', this.config.dataFormat)) : x;
    return g.reshape(ordered, [x.shape[0]!, x.shape.slice(1).reduce((a, b) => a * b, 1)]);
  }
}

export interface Flatten extends FlattenLayer {}

/**
 * (n, h, w, c) -> (n, h · w · c): all numbers of a picture in one row.
 * @ko 그림을 한 줄로 펼치는 층입니다.
 */
export const Flatten: Factory<
  Flatten,
  LayerOptions & {
    /**
     * 'channels_last' (default) or 'channels_first'.
     * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
     */
    dataFormat?: DataFormat | null;
  }
> = factory(FlattenLayer);
