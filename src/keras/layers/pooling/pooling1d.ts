/** @file Base of the layers that make one number of each window of a sequence. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText } from '../../../errors/index.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { oneOf, positive, requireRank } from '../checks.ts';
import type { Padding } from '../convolutional/geometry.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { OptionsLayer } from '../options-layer.ts';
import { DEFAULTS, ORDER, type Window } from './pooling2d.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { ifLast, stepsWindow, type Take } from '../arithmetic.ts';

export interface Pooling1DOptions extends LayerOptions {
  /** Default 2. */
  poolSize?: number | readonly [number];
  /** How far the window moves each time. Default: 1; of pooling the size of the window. */
  strides?: number | readonly [number] | null;
  /** 'valid' (default: the window stays inside) or 'same' (zeros around, the size stays). */
  padding?: Padding;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

export abstract class Pooling1D extends OptionsLayer<typeof DEFAULTS> {
  readonly pool: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly format: DataFormat;

  constructor(who: string, args: readonly unknown[]) {
    super(who, args, DEFAULTS, ORDER);
    const first = (v: unknown): unknown => (Array.isArray(v) ? v[0] : v);
    this.pool = positive(who, 'poolSize', first(this.config.poolSize));
    this.stride = this.config.strides === null ? this.pool : positive(who, 'strides', first(this.config.strides));
    this.padding = oneOf(who, 'padding', this.config.padding, ['valid', 'same']);
    this.format = dataFormatOf(who, this.config.dataFormat);
    this.built = true;
  }

  abstract pooled(x: Node, pool: [number, number], window: Window): Node;

  override call(x: Node): Node {
    requireRank(this.name, x.shape, 3, '(batch, steps, channels)');
    const series = toLast(x, this.format);
    const [n, steps, c] = series.shape as [number, number, number];
    if (this.padding === 'valid' && this.pool > steps) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `its window of ${this.pool} does not fit into ${steps} steps`,
          ko: `크기가 ${this.pool}인 윈도가 길이 ${steps}에 들어가지 않습니다`,
        },
        received: shapeText(x.shape),
      });
    }
    const y = this.pooled(g.reshape(series, [n, 1, steps, c]), [1, this.pool], {
      strides: [1, this.stride],
      padding: this.padding,
    });
    return fromLast(g.reshape(y, [n, y.shape[2]!, c]), this.format);
  }

  override getConfig(): Record<string, unknown> {
    const { pool, stride, padding, format } = this;
    return { ...super.getConfig(), poolSize: [pool], strides: [stride], padding, dataFormat: format };
  }
}

/** How a value of such a layer comes about. */
export function poolingArithmetic(take: Take): LayerFacts['arithmetic'] {
  return (layer: Pooling1D, [x]) =>
    ifLast(layer.format, () => {
      const { pool: size, stride, padding } = layer;
      return { rule: 'pool', window: stepsWindow(x![1]!, { size, stride, padding }), take };
    });
}
