/** @file Dropout: a random share of the values is 0 in training. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions, LayerOptions } from '../../core/layer.ts';
import { within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomLayer } from '../random-layer.ts';
import { unchanged } from '../arithmetic.ts';

export interface DropoutOptions extends LayerOptions {
  /**
   * Share of values set to 0, in [0, 1].
   * @ko 0으로 만들 값의 비율입니다. 0에서 1까지.
   */
  rate: number;
  /**
   * Shape of the mask; 1 or null shares it along an axis (null: as the input).
   * @ko 마스크의 모양입니다. 1이나 null인 축에서는 같은 마스크를 함께 씁니다(null: 입력과 같음).
   */
  noiseShape?: readonly (number | null)[] | null;
  /**
   * Makes the random numbers the same in every run.
   * @ko 난수의 씨앗입니다. 실행할 때마다 같은 수가 나옵니다.
   */
  seed?: number | null;
}

/** Sets a share of the values to 0 and multiplies the rest by 1 / (1 - rate), in training. */
class DropoutLayer extends RandomLayer<{
  rate: number;
  noiseShape: readonly (number | null)[] | null;
  seed: number | null;
}> {
  static readonly facts: LayerFacts = {
    name: 'Dropout',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    const defaults = {
      rate: undefined as unknown as number,
      noiseShape: null as readonly (number | null)[] | null,
      seed: null as number | null,
    };
    super('Dropout', args, defaults, ['rate', 'noiseShape', 'seed']);
    within('Dropout', 'rate', this.config.rate, 0, 1);
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    const { rate, noiseShape } = this.config;
    if (!training || rate === 0) return x;
    if (noiseShape && noiseShape.length !== x.shape.length) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: 'noiseShape must have the rank of the input',
          ko: 'noiseShape의 길이는 입력의 축의 수와 같아야 합니다',
        },
        received: {
          en: `${shapeText(noiseShape)} for ${shapeText(x.shape)}`,
          ko: `${shapeText(x.shape)}에 ${shapeText(noiseShape)}`,
        },
      });
    }
    return this.dropped(x, noiseShape ? noiseShape.map((n, i) => n ?? x.shape[i]!) : x.shape);
  }

  protected dropped(x: Node, shape: readonly number[]): Node {
    const { rate } = this.config;
    if (rate === 1) return g.mul(x, 0);
    return g.select(g.greaterEqual(this.draw('uniform', shape), rate), g.mul(x, 1 / (1 - rate)), 0);
  }
}

export interface Dropout extends DropoutLayer {}

/**
 * Switches off a random part of its inputs while training, a quarter with `Dropout(0.25)`; the rest grows to match.
 * @ko 학습할 때 값의 일부를 무작위로 0으로 만드는 층입니다.
 */
export const Dropout: Factory<Dropout, DropoutOptions, [rate: number]> = factory(DropoutLayer);
