/** @file Base of the layers that make one number of each channel. */
import type { Node } from '../../../engine/index.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { requirePictures, requireRank } from '../checks.ts';
import { type DataFormat, dataFormatOf } from '../data-format.ts';
import { OptionsLayer } from '../options-layer.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { ifLast, type Take } from '../arithmetic.ts';

export interface GlobalPoolingOptions extends LayerOptions {
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
  /**
   * Keep the pooled axes with size 1. Default false.
   * @ko 줄어든 축을 길이 1로 남깁니다. 기본값 false.
   */
  keepdims?: boolean;
}

type Reduction = (x: Node, options: { axis: number[]; keepDims: boolean }) => Node;

export class GlobalPooling extends OptionsLayer<{ dataFormat: DataFormat | null; keepdims: boolean }> {
  readonly format: DataFormat;
  readonly rank: number;
  readonly reduction: Reduction;

  constructor(who: string, args: readonly unknown[], rank: number, reduction: Reduction) {
    super(who, args, { dataFormat: null as DataFormat | null, keepdims: false }, ['dataFormat', 'keepdims']);
    this.format = dataFormatOf(who, this.config.dataFormat);
    this.rank = rank;
    this.reduction = reduction;
    this.built = true;
  }

  override call(x: Node): Node {
    if (this.rank === 4) requirePictures(this.name, x.shape);
    else requireRank(this.name, x.shape, 3, '(batch, steps, channels)');
    const axis = Array.from({ length: this.rank - 2 }, (_, i) => i + (this.format === 'channels_last' ? 1 : 2));
    return this.reduction(x, { axis, keepDims: this.config.keepdims });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), dataFormat: this.format };
  }
}

/** How a value of such a layer comes about: of a window as large as the input. */
export function globalArithmetic(take: Take): LayerFacts['arithmetic'] {
  return (layer: GlobalPooling, [x]) =>
    ifLast(layer.format, () => {
      const size: [number, number] = layer.rank === 4 ? [x![1]!, x![2]!] : [x![1]!, 1];
      return { rule: 'pool', window: { size, strides: [1, 1], dilation: [1, 1], before: [0, 0] }, take };
    });
}
