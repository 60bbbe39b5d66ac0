/**
 * @file Base of the layers that make one number of each window of a picture. They have no weights and keep the number
 * of channels.
 */
import type { Node } from '../../../engine/index.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { oneOf, type Pair, pairOf, requirePictures } from '../checks.ts';
import { type Padding, refuseLargeWindow } from '../convolutional/geometry.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { OptionsLayer } from '../options-layer.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { ifLast, windowOf, type Take } from '../arithmetic.ts';

export interface Pooling2DOptions extends LayerOptions {
  /**
   * Default [2, 2].
   * @ko 윈도의 크기입니다. 기본값 [2, 2].
   */
  poolSize?: Pair;
  /**
   * Default: poolSize.
   * @ko 윈도가 한 번에 움직이는 칸 수입니다. 기본값은 윈도의 크기입니다.
   */
  strides?: Pair | null;
  /**
   * Default 'valid'.
   * @ko 'valid'는 온전한 윈도만, 'same'은 둘레에 0을 붙입니다. 기본값 'valid'.
   */
  padding?: Padding;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

export const DEFAULTS = {
  poolSize: 2 as Pair,
  strides: null as Pair | null,
  padding: 'valid' as Padding,
  dataFormat: null as DataFormat | null,
};

export const ORDER = ['poolSize', 'strides', 'padding'] as const;

export type Window = { strides: [number, number]; padding: Padding };

/** What the four pooling layers share; each says how a window becomes one number. */
export abstract class Pooling2D extends OptionsLayer<typeof DEFAULTS> {
  readonly pool: [number, number];
  readonly window: Window;
  readonly format: DataFormat;

  constructor(who: string, args: readonly unknown[]) {
    super(who, args, DEFAULTS, ORDER);
    this.pool = pairOf(who, 'poolSize', this.config.poolSize);
    const strides = this.config.strides === null ? this.pool : pairOf(who, 'strides', this.config.strides);
    this.window = { strides, padding: oneOf(who, 'padding', this.config.padding, ['valid', 'same']) };
    this.format = dataFormatOf(who, this.config.dataFormat);
    this.built = true;
  }

  abstract pooled(x: Node, pool: [number, number], window: Window): Node;

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const picture = toLast(x, this.format);
    refuseLargeWindow(this.name, picture.shape, { kernel: this.pool, padding: this.window.padding });
    return fromLast(this.pooled(picture, this.pool, this.window), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), poolSize: this.pool, ...this.window, dataFormat: this.format };
  }
}

/** How a value of such a layer comes about. */
export function poolingArithmetic(take: Take): LayerFacts['arithmetic'] {
  return (layer: Pooling2D, [x]) =>
    ifLast(layer.format, () => ({
      rule: 'pool',
      window: windowOf(x!, layer.pool, layer.window.strides, layer.window.padding),
      take,
    }));
}
