/** @file What a trained model earns: the share of pictures it names rightly, and the best band that this share reaches. */
import type { Text } from '../errors/index.ts';
import type { TestOptions } from './options.ts';
import type { Plain } from './plain.ts';

/** The share of right classes; 0 where the claim is no list of as many whole numbers. */
export function accuracyOf(claim: Plain, labels: Plain): number {
  if (claim[0] !== 'array' || labels[0] !== 'array') return 0;
  const [classes, right] = [claim[3], labels[3]];
  if (claim[2].length !== 1 || classes.length !== right.length || right.length === 0) return 0;
  return right.filter((label, i) => classes[i] === label).length / right.length;
}

/** Points of the best band that holds; a fault where that is not the highest. */
export function bandOf(
  { atLeast = [[0.9, 1]], points: max }: Pick<TestOptions, 'atLeast' | 'points'>,
  accuracy: number,
): { points: number; fault: Text | undefined } {
  const best = atLeast.filter(([least]) => accuracy >= least).reduce((most, [, points]) => Math.max(most, points), 0);
  if (best >= max) return { points: max, fault: undefined };
  const share = (accuracy * 100).toFixed(1);
  const bands = atLeast.map(([least, points]) => `${(least * 100).toFixed(0)}%: ${points}`).join(', ');
  return {
    points: best,
    fault: {
      en: `${share}% of the pictures are named rightly (points: ${bands}).`,
      ko: `그림의 ${share}%를 맞혔습니다(점수: ${bands}).`,
    },
  };
}
