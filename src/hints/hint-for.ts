/** @file The line of advice under an error. */
import { FIRST_TYPE_ERROR, placeOf, type Advice, type Problem, type Rule } from './problem.ts';
import { rules } from './rules.ts';

/** The line of advice for a problem, without `hint:`; undefined when there is none. */
export function hintFor(problem: Problem, code: string): Advice | undefined {
  const place = placeOf(problem, code);
  for (const rule of rules) {
    if (!speaksOf(rule, problem)) continue;
    const match = (rule.message ?? rule.line ?? /^/).exec(rule.message ? place.message : place.code);
    if (match && (rule.when?.(place) ?? true)) return rule.advice(match, place);
  }
  return undefined;
}

function speaksOf({ codes }: Rule, { code }: Problem): boolean {
  if (codes === undefined) return true;
  if (codes === 'syntax') return code < FIRST_TYPE_ERROR;
  return codes.includes(code);
}
