/**
 * @file Adaptive pooling: the size of the result is given, the windows follow. Place i of n sees the cells from
 * floor(i · size / n) to ceil((i + 1) · size / n), as in Keras and PyTorch.
 */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { ifLast, type Take } from '../arithmetic.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface AdaptivePoolingOptions extends LayerOptions {
  /** The size of the result: a number, or one for each axis. */
  outputSize: number | readonly number[];
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

/** The mean or the largest value of cells along an axis, the axis kept. */
type Fold = (x: Node, options: { axis: number; keepDims: boolean }) => Node;

/** `axes` of picture or sequence, each brought to a size of its own. */
export function adaptivePool(x: Node, sizes: readonly number[], fold: Fold): Node {
  return sizes.reduce((y, size, i) => alongAxis(y, i + 1, size, fold), x);
}

function alongAxis(x: Node, axis: number, size: number, fold: Fold): Node {
  const n = x.shape[axis]!;
  if (size === n) return x;
  const parts = Array.from({ length: size }, (_, i) => {
    const [from, to] = [Math.floor((i * n) / size), Math.ceil(((i + 1) * n) / size)];
    const at = (value: number, other: (k: number) => number): number[] =>
      x.shape.map((_, k) => (k === axis ? value : other(k)));
    return fold(
      g.slice(
        x,
        at(from, () => 0),
        at(to - from, (k) => x.shape[k]!),
      ),
      { axis, keepDims: true },
    );
  });
  return parts.length === 1 ? parts[0]! : g.concat(parts, axis);
}

/** Base of the four layers. */
export abstract class AdaptivePooling extends OptionsLayer<{
  outputSize: number | readonly number[];
  dataFormat: DataFormat | null;
}> {
  readonly sizes: readonly number[];
  readonly format: DataFormat;
  readonly fold: Fold;

  constructor(who: string, args: readonly unknown[], axes: 1 | 2, fold: Fold) {
    const none = undefined as unknown as number;
    super(who, args, { outputSize: none, dataFormat: null as DataFormat | null }, ['outputSize', 'dataFormat']);
    const { outputSize } = this.config;
    const sizes = typeof outputSize === 'number' ? Array.from({ length: axes }, () => outputSize) : outputSize;
    if (
      !Array.isArray(sizes) ||
      sizes.length !== axes ||
      !sizes.every((n) => Number.isInteger(n) && (n as number) > 0)
    ) {
      throw new ValueError({
        who,
        rule: {
          en:
            axes === 2
              ? 'outputSize must be a positive whole number or a pair of them'
              : 'outputSize must be a positive whole number',
          ko:
            axes === 2
              ? 'outputSize는 양의 정수이거나 양의 정수 두 개여야 합니다'
              : 'outputSize는 양의 정수여야 합니다',
        },
        received: describe(outputSize),
      });
    }
    this.sizes = sizes;
    this.format = dataFormatOf(who, this.config.dataFormat);
    this.fold = fold;
    this.built = true;
  }

  override call(x: Node): Node {
    if (x.shape.length !== this.sizes.length + 2) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `needs an input of ${this.sizes.length + 2} axes`,
          ko: `축이 ${this.sizes.length + 2}개인 입력이 필요합니다`,
        },
        received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
      });
    }
    return fromLast(adaptivePool(toLast(x, this.format), this.sizes, this.fold), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), outputSize: this.sizes, dataFormat: this.format };
  }
}

/** How a value of such a layer comes about. */
export function sharesArithmetic(take: Take): LayerFacts['arithmetic'] {
  return (layer: AdaptivePooling) => ifLast(layer.format, () => ({ rule: 'pool', window: 'shares', take }));
}
