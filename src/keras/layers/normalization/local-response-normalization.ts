/** @file LocalResponseNormalization: each value divided by its neighbours along the channels (AlexNet). */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { ifLast } from '../arithmetic.ts';
import { positive, requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface LocalResponseNormalizationOptions extends LayerOptions {
  /** Neighbouring channels on each side. Default 5 (AlexNet: 2). */
  depthRadius?: number;
  /** Default 1 (AlexNet: 2). */
  bias?: number;
  /** Default 1 (AlexNet: 1e-4). */
  alpha?: number;
  /** Default 0.5 (AlexNet: 0.75). */
  beta?: number;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

class LocalResponseNormalizationLayer extends OptionsLayer<
  Required<Omit<LocalResponseNormalizationOptions, keyof LayerOptions>>
> {
  static readonly facts: LayerFacts = {
    name: 'LocalResponseNormalization',
    module: null,
    perSample: true,
    arithmetic: ({ name, config }: LocalResponseNormalizationLayer) =>
      ifLast(dataFormatOf(name, config.dataFormat), () => {
        const { depthRadius: radius, bias: offset, alpha: factor, beta: power } = config;
        return { rule: 'neighbours', radius, offset, factor, power };
      }),
  };

  constructor(...args: readonly unknown[]) {
    const defaults = { depthRadius: 5, bias: 1, alpha: 1, beta: 0.5, dataFormat: null as DataFormat | null };
    super('LocalResponseNormalization', args, defaults, ['depthRadius', 'bias', 'alpha', 'beta']);
    positive('LocalResponseNormalization', 'depthRadius', this.config.depthRadius);
    this.built = true;
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const { depthRadius: r, bias, alpha, beta, dataFormat } = this.config;
    const format = dataFormatOf(this.name, dataFormat);
    const picture = toLast(x, format);
    const [n, h, w, c] = picture.shape as [number, number, number, number];
    // The channels of each pixel as a row of one-channel pictures, summed by a window.
    const rows = g.reshape(g.square(picture), [n * h * w, 1, c, 1]);
    const sums = g.reshape(g.avgPool(rows, [1, 2 * r + 1], { padding: [0, 0, r, r], divide: false }), picture.shape);
    const divisor = g.pow(g.add(g.mul(sums, alpha), bias), beta);
    return fromLast(g.div(picture, divisor), format);
  }
}

export interface LocalResponseNormalization extends LocalResponseNormalizationLayer {}

/** x / (bias + alpha sum of squares over the neighbouring channels) ** beta, as `tf.nn.lrn`. Not a Keras layer. */
export const LocalResponseNormalization: Factory<LocalResponseNormalization, LocalResponseNormalizationOptions> =
  factory(LocalResponseNormalizationLayer);
