/** @file RandomCrop: a part of the pictures, elsewhere in every training step. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions, LayerOptions } from '../../core/layer.ts';
import { range } from '../../ops/nodes.ts';
import { ifLast, mixes } from '../arithmetic.ts';
import { positive, requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomLayer } from '../random-layer.ts';
import { middle, middleOf } from './center-crop.ts';

export interface RandomCropOptions extends LayerOptions {
  /** Rows of the result. */
  height: number;
  /** Columns of the result. */
  width: number;
  /** Makes the random numbers the same in every run. */
  seed?: number | null;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

class RandomCropLayer extends RandomLayer<{
  height: number;
  width: number;
  seed: number | null;
  dataFormat: DataFormat | null;
}> {
  static readonly facts: LayerFacts = {
    name: 'RandomCrop',
    module: 'keras.layers',
    perSample: true,
    arithmetic: ({ name, config }: RandomCropLayer, [x]) =>
      ifLast(dataFormatOf(name, config.dataFormat), () => {
        const { height, width } = config;
        const sizes = inProportion(x!, height, width);
        const first = middleOf(x!, ...sizes);
        const [rows, columns] = [height, width].map((to, i) => mixes(sizes[i]!, to, first[i]!, 'bilinear', false));
        return { rule: 'mix', rows: rows!, columns: columns! };
      }),
  };

  constructor(...args: readonly unknown[]) {
    const none = undefined as unknown as number;
    const defaults = { height: none, width: none, seed: null as number | null, dataFormat: null as DataFormat | null };
    super('RandomCrop', args, defaults, ['height', 'width', 'seed']);
    positive('RandomCrop', 'height', this.config.height);
    positive('RandomCrop', 'width', this.config.width);
    this.built = true;
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    requirePictures(this.name, x.shape);
    const { height, width } = this.config;
    const format = dataFormatOf(this.name, this.config.dataFormat);
    const pictures = toLast(g.cast(x, 'float32'), format);
    const [, h, w] = pictures.shape as [number, number, number];
    if (training && h > height && w > width) {
      // one place for the whole batch, as in Keras
      const start = (rest: number): Node => g.cast(g.floor(this.between(0, rest + 1, [1])), 'int32');
      const rows = g.gather(pictures, g.add(range(height), start(h - height)), 1);
      return fromLast(g.gather(rows, g.add(range(width), start(w - width)), 2), format);
    }
    const part = middle(pictures, ...inProportion(pictures.shape, height, width));
    return fromLast(g.resize(part, [height, width]), format);
  }
}

/** The largest part of the wanted proportions. */
function inProportion([, h, w]: readonly number[], height: number, width: number): [number, number] {
  const cut = (size: number, most: number): number => Math.max(1, Math.min(most, Math.floor(size)));
  return [cut((w! * height) / width, h!), cut((h! * width) / height, w!)];
}

export interface RandomCrop extends RandomCropLayer {}

/**
 * A part of `height` × `width`, at another place in every training step; otherwise the largest middle part of these
 * proportions, in this size.
 * @ko 학습할 때마다 다른 자리를 잘라 내는 층입니다.
 */
export const RandomCrop: Factory<RandomCrop, RandomCropOptions, [height: number, width: number]> =
  factory(RandomCropLayer);
