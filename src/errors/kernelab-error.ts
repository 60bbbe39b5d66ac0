/**
 * @file The base of every error kernelab raises on purpose. The text always reads
 * `who: rule. Received what. hint`, so that a student learns which call refused, why, what came, and what to try.
 */

import { getLanguage, say, type Text } from './language.ts';

/** The facts of an error; they are kept as fields so that tools (and tests) need not parse the text. */
export interface ErrorFacts {
  /** The function or layer that refused, as the student wrote it: `conv2d`, `np.concatenate`. */
  who: string;
  /** The rule that was broken, a sentence without its full stop. */
  rule: Text;
  /** What came instead, e.g. `image (28, 28, 1), kernel (3, 3, 3, 8)`. */
  received?: Text;
  /** One sentence on what to try. */
  hint?: Text;
  /** The error underneath, when there is one. */
  cause?: unknown;
}

/** An error with a specific class, the refusing function, the rule, what came and a hint. */
export class KernelabError extends Error {
  /** The call that refuses: 'np.zeros'. */
  readonly who: string;
  /** What would be right. */
  readonly rule: string;
  /** What came instead. */
  readonly received: string | undefined;
  /** What to write instead, where that is known. */
  readonly hint: string | undefined;
  readonly #facts: ErrorFacts;

  constructor(facts: ErrorFacts) {
    super(errorText(facts), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.#facts = facts;
    this.who = facts.who;
    this.rule = say(facts.rule);
    this.received = facts.received === undefined ? undefined : say(facts.received);
    this.hint = facts.hint === undefined ? undefined : say(facts.hint);
  }

  /** What it was made of, in both languages: for raising the same in another's name. */
  get facts(): ErrorFacts {
    return this.#facts;
  }
}

function errorText({ who, rule, received, hint }: ErrorFacts): string {
  const parts = [`${who}: ${sentence(say(rule))}`];
  // A rule that is not translated keeps its English neighbour, so that one sentence is in one language.
  const came = getLanguage() === 'ko' && typeof rule !== 'string' ? '받은 값:' : 'Received';
  if (received !== undefined) parts.push(`${came} ${sentence(say(received))}`);
  if (hint !== undefined) parts.push(sentence(say(hint)));
  return parts.join(' ');
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
