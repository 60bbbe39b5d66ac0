/** @file Base of the random layers that vary each picture in training and pass it through unchanged otherwise. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import type { CallOptions } from '../../core/layer.ts';
import { requirePictures } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { RandomLayer } from '../random-layer.ts';

/** One number f for [-f, f], or both ends. */
export type Factor = number | readonly [number, number];

export function range(who: string, name: string, factor: unknown): [number, number] {
  if (typeof factor === 'number' && factor >= 0) return [-factor, factor];
  if (
    Array.isArray(factor) &&
    factor.length === 2 &&
    factor.every((f) => typeof f === 'number') &&
    (factor[0] as number) <= (factor[1] as number)
  ) {
    return factor as [number, number];
  }
  throw new ValueError({
    who,
    rule: {
      en: `${name} must be a number from 0, or [low, high]`,
      ko: `${name}은(는) 0 이상의 수이거나 [작은 값, 큰 값]이어야 합니다`,
    },
    received: `${name} ${describe(factor)}`,
  });
}

/** A random layer over pictures: off outside of training. */
export abstract class RandomPicture<
  T extends { seed: number | null; dataFormat: DataFormat | null },
> extends RandomLayer<T> {
  override call(x: Node, { training = false }: CallOptions = {}): Node {
    requirePictures(this.name, x.shape);
    if (!training) return x;
    const format = dataFormatOf(this.name, this.config.dataFormat);
    return fromLast(this.vary(toLast(g.cast(x, 'float32'), format)), format);
  }

  /** The varied pictures (n, h, w, c). */
  abstract vary(x: Node): Node;

  /** One random number in [low, high) for each picture, shape (n, 1). */
  protected each(x: Node, [low, high]: readonly [number, number]): Node {
    return this.between(low, high, [x.shape[0]!, 1]);
  }
}
