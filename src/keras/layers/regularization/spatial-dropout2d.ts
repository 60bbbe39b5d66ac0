/** @file SpatialDropout2D: dropout of whole channels of a picture. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions } from '../../core/layer.ts';
import { requirePictures, within } from '../checks.ts';
import { dataFormatOf } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomLayer } from '../random-layer.ts';
import { type Spatial, spatialDefaults, type SpatialDropoutOptions } from './spatial-dropout.ts';
import { unchanged } from '../arithmetic.ts';

class SpatialDropout2DLayer extends RandomLayer<Spatial> {
  static readonly facts: LayerFacts = {
    name: 'SpatialDropout2D',
    module: 'keras.layers',
    perSample: true,
    notInKeras: ['trainable'],
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    super('SpatialDropout2D', args, spatialDefaults(), ['rate', 'dataFormat', 'seed']);
    within('SpatialDropout2D', 'rate', this.config.rate, 0, 1);
    dataFormatOf('SpatialDropout2D', this.config.dataFormat);
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    requirePictures(this.name, x.shape);
    const { rate, dataFormat } = this.config;
    if (!training || rate === 0) return x;
    if (rate === 1) return g.mul(x, 0);
    const [n, a, , c] = x.shape as [number, number, number, number];
    const shape = dataFormat === 'channels_first' ? [n, a, 1, 1] : [n, 1, 1, c];
    return g.select(g.greaterEqual(this.draw('uniform', shape), rate), g.mul(x, 1 / (1 - rate)), 0);
  }
}

export interface SpatialDropout2D extends SpatialDropout2DLayer {}

/**
 * Dropout of whole channels of a picture.
 * @ko 채널을 통째로 0으로 만드는 드롭아웃 층입니다.
 */
export const SpatialDropout2D: Factory<SpatialDropout2D, SpatialDropoutOptions, [rate: number]> =
  factory(SpatialDropout2DLayer);
