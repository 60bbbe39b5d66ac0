/** @file The line of advice under an error. */
import { FIRST_TYPE_ERROR, placeOf, type Advice, type Problem, type Rule } from './problem.ts';
import { rules } from './rules.ts';
import type { Types } from './translate/index.ts';

/** The line of advice for a problem, without `hint:`; undefined when there is none. `types`: what is known of the cell's names. */
export function hintFor(problem: Problem, code: string, types: Types = new Map()): Advice | undefined {
  const place = placeOf(problem, code, types);
  for (const rule of rules) {
    if (!speaksOf(rule, problem)) continue;
    const match = (rule.message ?? rule.line ?? /^/).exec(rule.message ? place.message : place.code);
    const advice = match && (rule.when?.(place) ?? true) ? rule.advice(match, place) : undefined;
    if (advice) return advice;
  }
  return undefined;
}

function speaksOf({ codes }: Rule, { code }: Problem): boolean {
  if (codes === undefined) return true;
  if (codes === 'syntax') return code < FIRST_TYPE_ERROR;
  return codes.includes(code);
}
