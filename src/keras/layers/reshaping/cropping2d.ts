/** @file Cropping2D: pictures without their edges. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import { type Edges, edgesOf } from './edges.ts';
import { ifLast } from '../arithmetic.ts';

export interface Cropping2DOptions extends LayerOptions {
  /** Default [[0, 0], [0, 0]]. */
  cropping?: Edges;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

class Cropping2DLayer extends OptionsLayer<{ cropping: Edges; dataFormat: DataFormat | null }> {
  static readonly facts: LayerFacts = {
    name: 'Cropping2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: Cropping2DLayer) =>
      ifLast(layer.format, () => ({ rule: 'move', by: [-layer.edges[0][0], -layer.edges[1][0]] })),
  };

  readonly edges: [[number, number], [number, number]];
  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    super('Cropping2D', args, { cropping: 0, dataFormat: null as DataFormat | null }, ['cropping', 'dataFormat']);
    this.edges = edgesOf('Cropping2D', 'cropping', this.config.cropping);
    this.format = dataFormatOf('Cropping2D', this.config.dataFormat);
    this.built = true;
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const picture = toLast(x, this.format);
    const [n, h, w, c] = picture.shape as [number, number, number, number];
    const [[top, bottom], [left, right]] = this.edges;
    if (top + bottom >= h || left + right >= w) {
      throw new ShapeError({
        who: this.name,
        rule: { en: 'cropping must leave at least one cell', ko: '잘라 낸 뒤에 한 칸 이상 남아야 합니다' },
        received: {
          en: `a picture of ${h} x ${w}, cropping ${JSON.stringify(this.edges)}`,
          ko: `${h} x ${w} 그림, cropping ${JSON.stringify(this.edges)}`,
        },
      });
    }
    const inner = g.slice(picture, [0, top, left, 0], [n, h - top - bottom, w - left - right, c]);
    return fromLast(inner, this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), cropping: this.edges, dataFormat: this.format };
  }
}

export interface Cropping2D extends Cropping2DLayer {}

/** Pictures without their edges. */
export const Cropping2D: Factory<Cropping2D, Cropping2DOptions, [cropping: Edges]> = factory(Cropping2DLayer);
