/** @file The part of samples whose class was found: what scores and cross-validation stand on. */
import { pairOf, type Labels } from '../labels.ts';

export function accuracyOf(yTrue: Labels, yPred: Labels, who: string): number {
  const [truth, guess] = pairOf(yTrue, yPred, who);
  const hits = truth.list.reduce<number>((sum, label, i) => sum + Number(label === guess.list[i]), 0);
  return hits / truth.list.length;
}
