/** @file Resizing: pictures in another size. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import type { Arithmetic } from '../../core/arithmetic.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { mixes } from '../arithmetic.ts';
import { oneOf, positive, requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { type Interpolation, METHODS } from '../interpolation.ts';
import { OptionsLayer } from '../options-layer.ts';
import { middle, middleOf } from './center-crop.ts';

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
    arithmetic: (layer: ResizingLayer, [x]) => (layer.format === 'channels_last' ? layer.arithmetic(x!) : undefined),
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
    if (cropToAspectRatio) picture = middle(picture, ...this.cropped(picture.shape));
    if (this.config.padToAspectRatio) {
      const edges = [0, ...this.edges(picture.shape), 0];
      picture = g.pad(g.cast(picture, 'float32'), edges, edges, { value: this.config.fillValue });
    }
    return fromLast(g.resize(picture, [height, width], interpolation, antialias), this.format);
  }

  /** Rows and columns of the middle that is kept. */
  private cropped([, h, w]: readonly number[]): [number, number] {
    const { height, width } = this.config;
    return [Math.min(h!, Math.floor((w! * height) / width)), Math.min(w!, Math.floor((h! * width) / height))];
  }

  /** Rows and columns that are added on each side: the same on both, as in Keras. */
  private edges([, h, w]: readonly number[]): [number, number] {
    const { height, width } = this.config;
    const rows = Math.floor((Math.max(h!, Math.floor((w! * height) / width)) - h!) / 2);
    const columns = Math.floor((Math.max(w!, Math.floor((h! * width) / height)) - w!) / 2);
    return [rows, columns];
  }

  /** How a value comes from the cells around its place. */
  arithmetic(shape: readonly number[]): Arithmetic | undefined {
    const { height, width, interpolation, cropToAspectRatio, padToAspectRatio, fillValue, antialias } = this.config;
    // Cells outside of a picture are 0 in such pictures.
    if (padToAspectRatio && fillValue !== 0) return undefined;
    let sizes = [shape[1]!, shape[2]!];
    let first = [0, 0];
    if (cropToAspectRatio) {
      sizes = this.cropped(shape);
      first = middleOf(shape, sizes[0]!, sizes[1]!);
    } else if (padToAspectRatio) {
      const edges = this.edges(shape);
      sizes = sizes.map((size, i) => size + 2 * edges[i]!);
      first = edges.map((edge) => -edge);
    }
    const [rows, columns] = [height, width].map((to, i) => mixes(sizes[i]!, to, first[i]!, interpolation, antialias));
    return { rule: 'mix', rows: rows!, columns: columns! };
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
