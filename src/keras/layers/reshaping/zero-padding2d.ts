/** @file ZeroPadding2D: zeros around pictures. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import { type Edges, edgesOf } from './edges.ts';
import { ifLast } from '../arithmetic.ts';

export interface ZeroPadding2DOptions extends LayerOptions {
  /** Default 1. */
  padding?: Edges;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

/** Zeros around pictures. */
class ZeroPadding2DLayer extends OptionsLayer<{ padding: Edges; dataFormat: DataFormat | null }> {
  static readonly facts: LayerFacts = {
    name: 'ZeroPadding2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: ZeroPadding2DLayer) =>
      ifLast(layer.format, () => ({ rule: 'move', by: [layer.edges[0][0], layer.edges[1][0]] })),
  };

  readonly edges: [[number, number], [number, number]];
  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    super('ZeroPadding2D', args, { padding: 1, dataFormat: null as DataFormat | null }, ['padding', 'dataFormat']);
    this.edges = edgesOf('ZeroPadding2D', 'padding', this.config.padding);
    this.format = dataFormatOf('ZeroPadding2D', this.config.dataFormat);
    this.built = true;
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const [[top, bottom], [left, right]] = this.edges;
    return fromLast(g.pad(toLast(x, this.format), [0, top, left, 0], [0, bottom, right, 0]), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), padding: this.edges, dataFormat: this.format };
  }
}

export interface ZeroPadding2D extends ZeroPadding2DLayer {}

/**
 * A frame of zeros around each picture.
 * @ko 그림 둘레에 0을 붙이는 층입니다.
 */
export const ZeroPadding2D: Factory<ZeroPadding2D, ZeroPadding2DOptions, [padding: Edges]> =
  factory(ZeroPadding2DLayer);
