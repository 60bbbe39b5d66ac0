/** @file Resizing: pictures in another size. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { oneOf, positive, requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { type Interpolation, METHODS } from '../interpolation.ts';
import { OptionsLayer } from '../options-layer.ts';
import { middle } from './center-crop.ts';

export interface ResizingOptions extends LayerOptions {
  /**
   * Rows of the result.
   * @ko 결과의 행 수입니다.
   */
  height: number;
  /**
   * Columns of the result.
   * @ko 결과의 너비입니다.
   */
  width: number;
  /**
   * Default 'bilinear'.
   * @ko 기본값 'bilinear'.
   */
  interpolation?: Interpolation;
  /**
   * Cut the largest middle part of the target's proportions first. Default false.
   * @ko 먼저 목표와 비율이 같은 가장 큰 가운데 부분을 잘라 냅니다. 기본값 false.
   */
  cropToAspectRatio?: boolean;
  /**
   * Pad the pictures to the target's proportions first. Default false.
   * @ko 먼저 둘레를 채워 목표와 비율을 맞춥니다. 기본값 false.
   */
  padToAspectRatio?: boolean;
  /**
   * What padding holds: only 'constant', `fillValue`.
   * @ko 둘레를 채우는 방법입니다. 'constant'(`fillValue`)뿐입니다.
   */
  fillMode?: 'constant';
  /**
   * The value of padding. Default 0.
   * @ko 둘레에 넣는 값입니다. 기본값 0.
   */
  fillValue?: number;
  /**
   * Widen kernels when shrinking. Default false.
   * @ko 줄일 때 커널을 넓혀 계단 현상을 막습니다. 기본값 false.
   */
  antialias?: boolean;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

class ResizingLayer extends OptionsLayer<Required<Omit<ResizingOptions, keyof LayerOptions>>> {
  static readonly facts: LayerFacts = {
    name: 'Resizing',
    module: 'keras.layers',
    perSample: true,
  };

  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    const none = undefined as unknown as number;
    const defaults = {
      height: none,
      width: none,
      interpolation: 'bilinear' as Interpolation,
      cropToAspectRatio: false,
      padToAspectRatio: false,
      fillMode: 'constant' as const,
      fillValue: 0,
      antialias: false,
      dataFormat: null as DataFormat | null,
    };
    super('Resizing', args, defaults, ['height', 'width', 'interpolation']);
    positive('Resizing', 'height', this.config.height);
    positive('Resizing', 'width', this.config.width);
    oneOf('Resizing', 'interpolation', this.config.interpolation, METHODS);
    oneOf('Resizing', 'fillMode', this.config.fillMode, ['constant']);
    if (this.config.cropToAspectRatio && this.config.padToAspectRatio) {
      throw new ValueError({
        who: 'Resizing',
        rule: {
          en: 'cropToAspectRatio and padToAspectRatio cannot both be true',
          ko: 'cropToAspectRatio와 padToAspectRatio는 함께 true일 수 없습니다',
        },
      });
    }
    this.format = dataFormatOf('Resizing', this.config.dataFormat);
    this.built = true;
  }

  override call(x: Node): Node {
    requirePictures(this.name, x.shape);
    const { height, width, interpolation, cropToAspectRatio, antialias } = this.config;
    let picture = toLast(x, this.format);
    if (cropToAspectRatio) {
      const [, h, w] = picture.shape as [number, number, number];
      const cropH = Math.min(h, Math.floor((w * height) / width));
      const cropW = Math.min(w, Math.floor((h * width) / height));
      picture = middle(picture, cropH, cropW);
    }
    if (this.config.padToAspectRatio) {
      const [, h, w] = picture.shape as [number, number, number];
      // the same on both sides, as in Keras
      const rows = Math.floor((Math.max(h, Math.floor((w * height) / width)) - h) / 2);
      const columns = Math.floor((Math.max(w, Math.floor((h * width) / height)) - w) / 2);
      const edges = [0, rows, columns, 0];
      picture = g.pad(g.cast(picture, 'float32'), edges, edges, { value: this.config.fillValue });
    }
    return fromLast(g.resize(picture, [height, width], interpolation, antialias), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), dataFormat: this.format };
  }
}

export interface Resizing extends ResizingLayer {}

/**
 * Pictures in another size.
 * @ko 그림의 크기를 바꾸는 층입니다.
 */
export const Resizing: Factory<Resizing, ResizingOptions, [height: number, width: number]> = factory(ResizingLayer);
