/** @file What a class's marks say about a test: how they are distributed, how hard a question is, and whether it tells students apart. */
import type { Reported } from './results.ts';
import { scoreOf } from './results.ts';

/** Facts of a question over a class. */
export interface QuestionFacts {
  id: string;
  max: number;
  /** The mean share of its points, 0 to 1: the larger, the easier. */
  difficulty: number;
  /**
   * The correlation of its points with those of all other questions (the corrected item-total correlation), -1 to 1: below 0.2 it says
   * little about who can do the rest. Undefined for fewer than three students, or where all have the same.
   */
  discrimination: number | undefined;
  /** Students with all, some and none of its points. */
  full: number;
  some: number;
  none: number;
}

/** Submissions that have marks, and whose questions a person need not grade any more. */
export function questionFacts(results: readonly Reported[]): QuestionFacts[] {
  const marked = results.filter(({ questions }) => questions.length > 0);
  const ids = [...new Set(marked.flatMap(({ questions }) => questions.map(({ id }) => id)))];
  return ids.flatMap((id): QuestionFacts[] => {
    const points: number[] = [];
    const rest: number[] = [];
    let max = 0;
    for (const { questions } of marked) {
      const own = questions.find((question) => question.id === id);
      if (own === undefined || own.manual === true) continue;
      max = own.max;
      points.push(own.points);
      rest.push(questions.reduce((sum, question) => sum + question.points, 0) - own.points);
    }
    if (points.length === 0 || max === 0) return [];
    const full = points.filter((each) => each >= max).length;
    const none = points.filter((each) => each <= 0).length;
    return [
      {
        id,
        max,
        difficulty: meanOf(points) / max,
        discrimination: correlation(points, rest),
        full,
        some: points.length - full - none,
        none,
      },
    ];
  });
}

/** Pearson's correlation; undefined for fewer than three pairs, or where one side does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | undefined {
  if (a.length < 3) return undefined;
  const [ma, mb] = [meanOf(a), meanOf(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    ab += (x - ma) * (b[i]! - mb);
    aa += (x - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return aa < 1e-12 || bb < 1e-12 ? undefined : ab / Math.sqrt(aa * bb);
}

/** The shares of the points that submissions with marks have, ascending. */
export function sharesOf(results: readonly Reported[]): number[] {
  return results
    .filter(({ questions, max }) => questions.length > 0 && max > 0)
    .map((result) => scoreOf(result) / result.max)
    .sort((a, b) => a - b);
}

/** How many shares lie in each of ten parts; the last holds 100% too. */
export function tenths(shares: readonly number[]): number[] {
  const bins = Array.from({ length: 10 }, () => 0);
  // A share that was divided may lie a rounding below its tenth.
  for (const share of shares) bins[Math.max(0, Math.min(9, Math.floor(share * 10 + 1e-9)))]!++;
  return bins;
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** The middle of ascending numbers, or the mean of the two in the middle. */
export function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
