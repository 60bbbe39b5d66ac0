/** @file What the layers from scratch refuse, in one wording. */
import type { NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';

/** Refuses an array with another number of axes; `layout` says which there are, e.g. `(N, C, H, W)`. */
export function axes(who: string, x: NDArray, layout: string): void {
  const wanted = layout.split(',').length;
  if (x.ndim === wanted) return;
  throw new ShapeError({
    who,
    rule: { en: `takes an array ${layout}`, ko: `${layout} 배열을 받습니다` },
    received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
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
