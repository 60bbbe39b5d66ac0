/** @file RandomRotation: each picture is rotated about its centre. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { type Factor, range } from './random-picture.ts';
import { GEOMETRY, type GeometryOptions, RandomWarp } from './random-warp.ts';
import { unchanged } from '../arithmetic.ts';

export interface RandomRotationOptions extends GeometryOptions {
  /**
   * Share of a full turn: 0.1 is up to 36 degrees either way.
   * @ko 한 바퀴의 비율입니다: 0.1이면 양쪽으로 36도까지.
   */
  factor: Factor;
}

/** Each picture is turned about its centre. */
class RandomRotationLayer extends RandomWarp<typeof GEOMETRY & { factor: Factor }> {
  static readonly facts: LayerFacts = {
    name: 'RandomRotation',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  readonly range: [number, number];

  constructor(...args: readonly unknown[]) {
    const defaults = { factor: undefined as unknown as Factor, ...GEOMETRY };
    super('RandomRotation', args, defaults, ['factor', 'fillMode', 'interpolation', 'seed']);
    this.range = range('RandomRotation', 'factor', this.config.factor);
  }

  override transform(x: Node): readonly (Node | number)[] {
    const [h, w] = [x.shape[1]! - 1, x.shape[2]! - 1];
    const angle = g.mul(this.each(x, this.range), 2 * Math.PI);
    const [cos, sin] = [g.cos(angle), g.sin(angle)];
    const dx = g.mul(g.sub(w, g.sub(g.mul(cos, w), g.mul(sin, h))), 0.5);
    const dy = g.mul(g.sub(h, g.add(g.mul(sin, w), g.mul(cos, h))), 0.5);
    return [cos, g.neg(sin), dx, sin, cos, dy];
  }
}

export interface RandomRotation extends RandomRotationLayer {}

/**
 * Turns pictures at random while training; factor 0.1 means up to a tenth of a full turn either way.
 * @ko 학습할 때 그림을 무작위로 돌리는 층입니다.
 */
export const RandomRotation: Factory<RandomRotation, RandomRotationOptions, [factor: Factor]> =
  factory(RandomRotationLayer);
