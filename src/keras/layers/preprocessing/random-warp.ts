/**
 * @file Base of the random layers that move pixels. Geometry as in Keras: factors are shares of the picture's size
 * (rotation: of a turn).
 */
import { type FillMode, g, type Node } from '../../../engine/index.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { oneOf } from '../checks.ts';
import type { DataFormat } from '../data-format.ts';
import { RandomPicture } from './random-picture.ts';

/** Options of the layers that move pixels. */
export interface GeometryOptions extends LayerOptions {
  /**
   * What lies outside the picture. Default 'reflect'.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'.
   */
  fillMode?: FillMode;
  /**
   * Default 'bilinear'.
   * @ko 기본값 'bilinear'.
   */
  interpolation?: 'nearest' | 'bilinear';
  /**
   * For fillMode 'constant'. Default 0.
   * @ko fillMode가 'constant'일 때 쓰는 값입니다. 기본값 0.
   */
  fillValue?: number;
  /**
   * Makes the random numbers the same in every run.
   * @ko 난수의 씨앗입니다. 실행할 때마다 같은 수가 나옵니다.
   */
  seed?: number | null;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

export const GEOMETRY = {
  fillMode: 'reflect' as FillMode,
  interpolation: 'bilinear' as 'nearest' | 'bilinear',
  fillValue: 0,
  seed: null as number | null,
  dataFormat: null as DataFormat | null,
};

/** A random layer whose pictures are read at moved places. */
export abstract class RandomWarp<T extends typeof GEOMETRY> extends RandomPicture<T> {
  constructor(who: string, args: readonly unknown[], defaults: T, order: readonly (keyof T & string)[]) {
    super(who, args, defaults, order);
    oneOf(who, 'fillMode', this.config.fillMode, ['reflect', 'wrap', 'constant', 'nearest']);
    oneOf(who, 'interpolation', this.config.interpolation, ['bilinear', 'nearest']);
    this.built = true;
  }

  /** The six affine numbers of each picture, (n, 1) each: x' = a0 x + a1 y + a2, y' = b0 x + b1 y + b2. */
  abstract transform(x: Node): readonly (Node | number)[];

  override vary(x: Node): Node {
    const n = x.shape[0]!;
    const columns = [...this.transform(x), 0, 0].map((v) => (typeof v === 'number' ? g.full([n, 1], v) : v));
    const { fillMode, interpolation, fillValue } = this.config;
    return g.warp(x, g.concat(columns, 1), { fill: fillMode, interpolation, fillValue });
  }
}
