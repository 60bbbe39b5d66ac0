/** @file RandomZoom: each picture is enlarged or shrunk about its centre. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { type Factor, range } from './random-picture.ts';
import { GEOMETRY, type GeometryOptions, RandomWarp } from './random-warp.ts';
import { unchanged } from '../arithmetic.ts';

export interface RandomZoomOptions extends GeometryOptions {
  /** Below 0 zooms in, above 0 out: 0.2 is up to 20% either way. */
  heightFactor: Factor;
  /** Default null: as the height, keeping proportions. */
  widthFactor?: Factor | null;
}

/** Each picture is enlarged or shrunk about its centre. */
class RandomZoomLayer extends RandomWarp<typeof GEOMETRY & { heightFactor: Factor; widthFactor: Factor | null }> {
  static readonly facts: LayerFacts = {
    name: 'RandomZoom',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  readonly heights: [number, number];
  readonly widths: [number, number] | null;

  constructor(...args: readonly unknown[]) {
    const defaults = { heightFactor: undefined as unknown as Factor, widthFactor: null as Factor | null, ...GEOMETRY };
    super('RandomZoom', args, defaults, ['heightFactor', 'widthFactor', 'fillMode', 'interpolation', 'seed']);
    this.heights = range('RandomZoom', 'heightFactor', this.config.heightFactor);
    this.widths = this.config.widthFactor === null ? null : range('RandomZoom', 'widthFactor', this.config.widthFactor);
  }

  override transform(x: Node): readonly (Node | number)[] {
    const [h, w] = [x.shape[1]! - 1, x.shape[2]! - 1];
    const zoomY = g.add(this.each(x, this.heights), 1);
    const zoomX = this.widths ? g.add(this.each(x, this.widths), 1) : zoomY;
    return [zoomX, 0, g.mul(g.sub(1, zoomX), w / 2), 0, zoomY, g.mul(g.sub(1, zoomY), h / 2)];
  }
}

export interface RandomZoom extends RandomZoomLayer {}

/**
 * Zooms pictures at random while training.
 * @ko 학습할 때 그림을 무작위로 키우거나 줄이는 층입니다.
 */
export const RandomZoom: Factory<RandomZoom, RandomZoomOptions, [heightFactor: Factor, widthFactor: Factor | null]> =
  factory(RandomZoomLayer);
