/** @file The one wording for an option whose value is not one it takes, and for the name that was probably meant. */
import { ValueError, type Translated, say, type Text } from '../errors/index.ts';
import { describe } from './describe.ts';
import type { Rule } from './rules.ts';
import { nearestName } from './nearest-name.ts';

/** `Did you mean 'axis'?` in the reader's language. */
export function didYouMean(name: string): Translated {
  return { en: `Did you mean '${name}'?`, ko: `혹시 '${name}'인가요?` };
}

/** Allowed values as a sentence's end: `'same' or 'valid'`, `0, 1 or 2`. */
export function wordsText(values: readonly unknown[]): { en: string; ko: string } {
  const shown = values.map(describe);
  const last = shown.at(-1) ?? '';
  return {
    en: shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} or ${last}`,
    ko: shown.join(', '),
  };
}

/**
 * Returns the value when it is one of `words`.
 * @throws ValueError with the nearest word otherwise (undefined counts as wrong: give a default first)
 */
export function oneOf<const T>(who: string, name: Text, value: unknown, words: readonly T[]): T {
  if (words.includes(value as T)) return value as T;
  throw notOneOf(who, name, value, words);
}

function notOneOf(who: string, name: Text, value: unknown, words: readonly unknown[]): ValueError {
  const { en, ko } = wordsText(words);
  const names = words.filter((each) => typeof each === 'string');
  const near = typeof value === 'string' ? nearestName(value, names) : undefined;
  return new ValueError({
    who,
    rule: { en: `${say(name)} must be ${en}`, ko: `${say(name)}에 쓸 수 있는 값: ${ko}` },
    received: describe(value),
    ...(near === undefined ? {} : { hint: didYouMean(near) }),
  });
}

/** Checks one value against its rule. @throws ValueError that says what the option must be */
export function checkRule<T>(who: string, name: string, value: unknown, rule: Rule<T>): void {
  if (rule.accepts(value)) return;
  if (rule.choices !== undefined) throw notOneOf(who, name, value, rule.choices);
  const { en, ko } = rule.must;
  throw new ValueError({
    who,
    rule: { en: `${name} must be ${en}`, ko: `${name}에 쓸 수 있는 값: ${ko}` },
    received: describe(value),
  });
}
