/** @file What the MobileNets and EfficientNet share: channel counts that divide by 8, odd paddings, sides of official weights. */
import { ValueError, say } from '../../errors/index.ts';
import type { KerasTensor, SymbolicShape } from '../core/keras-tensor.ts';
import { print } from '../common/terminal.ts';

/** The multiple of `divisor` nearest to `value`, and never a tenth below it: processors like channels by eights. */
export function divisible(value: number, divisor = 8): number {
  const near = Math.max(divisor, Math.floor(Math.trunc(value + divisor / 2) / divisor) * divisor);
  return near < 0.9 * value ? near + divisor : near;
}

type Edge = readonly [before: number, after: number];

/** Zeros around maps before a window of stride 2, so that 'valid' gives what 'same' would: one less before even sides. */
export function oddPadding(x: KerasTensor, window: number): readonly [Edge, Edge] {
  const half = Math.floor(window / 2);
  const [h, w] = [x.shape[1], x.shape[2]].map((n) => (n === null || x.shape[1] === null ? 1 : 1 - (n! % 2)));
  return [
    [half - h!, half],
    [half - w!, half],
  ];
}

/** The side whose official weights fit: that of the pictures if there are such, else 224; says so for `who`. */
export function officialSide(shape: SymbolicShape, sides: readonly number[], who?: string): number {
  const [h, w] = shape;
  if (h === w && sides.includes(h!)) return h!;
  if (who !== undefined) {
    const list = sides.join(', ');
    print(
      `${say({
        en: `Note: ${who} takes the weights for 224 x 224; there are such for ${list}.`,
        ko: `참고: ${who}은(는) 224 x 224용 가중치를 씁니다. 가중치가 있는 크기: ${list}.`,
      })}\n`,
    );
  }
  return 224;
}

/** A side as Keras writes it into the name of a model. */
export const sideText = (side: number | null): string => (side === null ? 'None' : String(side));

/** Refuses widths without official weights. */
export function onlyAlphas(who: string, alpha: number, alphas: readonly number[]): void {
  if (alphas.includes(alpha)) return;
  throw new ValueError({
    who,
    rule: {
      en: `with weights 'imagenet', alpha must be one of ${alphas.join(', ')}`,
      ko: `weights가 'imagenet'이면 alpha에 쓸 수 있는 값: ${alphas.join(', ')}`,
    },
    received: `alpha ${alpha}`,
  });
}
