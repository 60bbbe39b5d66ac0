/** @file How strongly the parts of an expression of TypeScript hold together, as its text says. */
import { tokensOf } from './tokens.ts';

/** Nothing comes between: a name, a call, a text, what stands in brackets. */
const WHOLE = 20;
/** A sign before its operand. */
const PREFIX = 10;

/** Signs between two operands; of those that are not here `**` is the strongest. */
export const strength: Readonly<Record<string, number>> = {
  ',': -1, '=>': 0, '?': 0, ':': 0, '??': 1, '||': 1, '&&': 2, '|': 3, '^': 3, '&': 3, '==': 4, '!=': 4, '===': 4, '!==': 4,
  '<': 5, '>': 5, '<=': 5, '>=': 5, in: 5, instanceof: 5, '+': 7, '-': 7, '*': 8, '/': 8, '%': 8, '**': 9,
}; // prettier-ignore

/** The strength of the weakest sign of an expression that stands in no bracket. */
export function strengthOf(text: string): number {
  let [depth, least, hasOperand] = [0, WHOLE, false];
  for (const { kind, text: word } of tokensOf(text) ?? []) {
    if (/^[([{]$/.test(word)) depth++;
    else if (/^[)\]}]$/.test(word)) depth--;
    if (depth > 0 || /^(?:[([{]|\.\.\.|\??\.|new)$/.test(word)) {
      hasOperand = false;
      continue;
    }
    const isSign = kind === 'sign' ? !/^[)\]}]$/.test(word) : /^(?:in|instanceof|typeof|await|void)$/.test(word);
    if (isSign) least = Math.min(least, hasOperand ? (strength[word] ?? 9) : PREFIX);
    hasOperand = !isSign;
  }
  return least;
}
