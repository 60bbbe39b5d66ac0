/**
 * @file The base of every error kernelab raises on purpose. The text always reads
 * `who: rule. Received what. hint`, so that a student learns which call refused, why, what came, and what to try.
 */

import { say, type Text, type Translated } from './language.ts';

/** The facts of an error; they are kept as fields so that tools (and tests) need not parse the text. */
export interface ErrorFacts {
  /** The function or layer that refused, as the student wrote it: `conv2d`, `np.concatenate`. */
  who: string;
  /** The rule that was broken, a sentence without its full stop (in Korean with the words of docs/glossary.ko.md). */
  rule: Translated;
  /** What came instead; a string where it is data alone (names, numbers, shapes): `(28, 28, 1)`, `'vaild'`. */
  received?: Text;
  /** One sentence on what to try. */
  hint?: Translated | undefined;
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
  if (received !== undefined) {
    const came = sentence(say(received));
    parts.push(say({ en: `Received ${came}`, ko: `받은 값: ${came}` }));
  }
  if (hint !== undefined) parts.push(sentence(say(hint)));
  return parts.join(' ');
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
