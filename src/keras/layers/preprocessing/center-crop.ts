/** @file CenterCrop: the middle of pictures. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { ifLast } from '../arithmetic.ts';
import { positive, requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface CenterCropOptions extends LayerOptions {
  /** Rows of the result. */
  height: number;
  /** Columns of the result. */
  width: number;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

class CenterCropLayer extends OptionsLayer<{ height: number; width: number; dataFormat: DataFormat | null }> {
  static readonly facts: LayerFacts = {
    name: 'CenterCrop',
    module: 'keras.layers',
    perSample: true,
    arithmetic: ({ format, config }: CenterCropLayer, [x]) =>
      ifLast(format, () => {
        const [top, left] = middleOf(x!, config.height, config.width);
        return { rule: 'move', by: [-top, -left] };
      }),
  };

  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    const none = undefined as unknown as number;
    super('CenterCrop', args, { height: none, width: none, dataFormat: null as DataFormat | null }, [
      'height',
      'width',
    ]);
    positive('CenterCrop', 'height', this.config.height);
    positive('CenterCrop', 'width', this.config.width);
    this.format = dataFormatOf('CenterCrop', this.config.dataFormat);
    this.built = true;
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const picture = toLast(x, this.format);
    const { height, width } = this.config;
    const [, h, w] = picture.shape as [number, number, number];
    if (h < height || w < width) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `pictures must be at least ${height} x ${width}`,
          ko: `그림은 ${height} x ${width} 이상이어야 합니다`,
        },
        received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
        hint: {
          en: 'Use Resizing with cropToAspectRatio to enlarge and crop.',
          ko: '확대하고 자르려면 Resizing을 cropToAspectRatio와 함께 쓰세요',
        },
      });
    }
    return fromLast(middle(picture, height, width), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), dataFormat: this.format };
  }
}

export interface CenterCrop extends CenterCropLayer {}

/** The middle of pictures. */
export const CenterCrop: Factory<CenterCrop, CenterCropOptions, [height: number, width: number]> =
  factory(CenterCropLayer);

export function middle(x: Node, height: number, width: number): Node {
  const [n, , , c] = x.shape as [number, number, number, number];
  return g.slice(x, [0, ...middleOf(x.shape, height, width), 0], [n, height, width, c]);
}

/** Where it begins. */
export function middleOf([, h, w]: readonly number[], height: number, width: number): [top: number, left: number] {
  return [Math.floor((h! - height) / 2), Math.floor((w! - width) / 2)];
}
