/** @file What the layers from scratch refuse, in one wording. */
import { describe } from '../../arguments/index.ts';
import { NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';

/** Refuses what is no array: the layers compute with `np`, lists have no shape. */
export function array(who: string, name: string, value: NDArray): void {
  if (value instanceof NDArray) return;
  throw new ValueError({
    who,
    rule: { en: `${name} must be an array`, ko: `${name}은(는) 배열이어야 합니다` },
    received: describe(value),
    hint: { en: 'np.array(…) makes one of a list', ko: '리스트는 np.array(…)로 배열이 됩니다' },
  });
}

/** Refuses an array with another number of axes; `layout` says which there are, e.g. `(N, C, H, W)`. */
export function axes(who: string, name: string, x: NDArray, layout: string): void {
  array(who, name, x);
  const wanted = layout.split(',').length;
  if (x.ndim === wanted) return;
  throw new ShapeError({
    who,
    rule: { en: `takes an array ${layout}`, ko: `${layout} 배열을 받습니다` },
    received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
  });
}

/** Refuses a gradient of another shape than the output has: it would be added up in the wrong places. */
export function gradientOf(who: string, dout: NDArray, shape: readonly number[]): void {
  array(`${who}.backward`, 'dout', dout);
  if (dout.ndim === shape.length && shape.every((side, i) => side === dout.shape[i])) return;
  throw new ShapeError({
    who: `${who}.backward`,
    rule: {
      en: `the gradient must have the shape of the output, ${shapeText(shape)}`,
      ko: `기울기의 모양은 출력과 같은 ${shapeText(shape)}이어야 합니다`,
    },
    received: shapeText(dout.shape),
  });
}

/** Refuses two lengths that differ. */
export function sameLength(who: string, what: { en: string; ko: string }, a: number, b: number): void {
  if (a === b) return;
  throw new ShapeError({
    who,
    rule: { en: `${what.en} must agree`, ko: `${what.ko}은(는) 서로 같아야 합니다` },
    received: { en: `${a} and ${b}`, ko: `${a}, ${b}` },
  });
}

/** What `forward` kept for `backward`. @throws ValueError when there was no forward */
export function kept<T>(who: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new ValueError({
    who: `${who}.backward`,
    rule: { en: 'needs what forward has seen', ko: 'forward가 본 값이 있어야 합니다' },
    received: { en: 'no call of forward', ko: 'forward를 부른 적이 없음' },
    hint: { en: 'Call forward(x) first.', ko: '먼저 forward(x)를 호출하세요' },
  });
}
