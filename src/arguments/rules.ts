/** @file What one option takes, and its default: `number({ from: 0 }).or(1)`, `word('same', 'valid').or('valid')`. */
import { wordsText } from './words.ts';

/** What an option takes. `T` is the type of its value; it is held equal to the interface's by the compiler. */
export class Rule<T> {
  /** Only for the compiler: makes Rule<'a'> and Rule<'a' | 'b'> different types in both directions. */
  declare readonly type: (value: T) => T;
  /** What the value must be, after the words "must be". */
  readonly must: { readonly en: string; readonly ko: string };
  readonly accepts: (value: unknown) => boolean;
  /** The allowed values, where they can be counted. */
  readonly choices: readonly unknown[] | undefined;
  /** Other names under which the option is known elsewhere: refused, and answered with the name it has here. */
  otherNames: readonly string[] = [];
  /** Whether the value may also stand by itself in the place of the options (`np.sum(x, 0)`), where null has a meaning of its own. */
  mayStandAlone = false;

  constructor(
    must: { readonly en: string; readonly ko: string },
    accepts: (value: unknown) => boolean,
    choices?: readonly unknown[],
  ) {
    this.must = must;
    this.accepts = accepts;
    this.choices = choices;
  }

  /** The same with a default for when the option is not given. */
  or(value: T): RuleWithDefault<T> {
    return new RuleWithDefault(this, value);
  }

  /** The same option, with names that it has elsewhere: `integer().known('cols')`. */
  known(...names: string[]): this {
    this.otherNames = names;
    return this;
  }

  /** The same option, whose value may also come without its name. */
  alone(): this {
    this.mayStandAlone = true;
    return this;
  }

  /** The same, where null is allowed too. */
  orNull(): Rule<T | null> {
    const { accepts, must, choices } = this;
    const rule = new Rule<T | null>(
      { en: `${must.en} or null`, ko: `${must.ko} 또는 null` },
      (value) => value === null || accepts(value),
      choices && [...choices, null],
    ).known(...this.otherNames);
    return this.mayStandAlone ? rule.alone() : rule;
  }
}

/** A rule with a default. */
export class RuleWithDefault<T> extends Rule<T> {
  readonly fallback: T;

  constructor(rule: Rule<T>, fallback: T) {
    super(rule.must, rule.accepts, rule.choices);
    this.otherNames = rule.otherNames;
    this.mayStandAlone = rule.mayStandAlone;
    this.fallback = fallback;
  }
}

/** Bounds of a number; both ends belong to it unless they are called `above` or `below`. */
export interface Bounds {
  readonly from?: number;
  readonly to?: number;
  readonly above?: number;
  readonly below?: number;
}

function within({ from = -Infinity, to = Infinity, above = -Infinity, below = Infinity }: Bounds, n: number): boolean {
  return n >= from && n <= to && (n > above || above === -Infinity) && (n < below || below === Infinity);
}

function boundsText({ from, to, above, below }: Bounds): { en: string; ko: string } {
  const low = from ?? above;
  const high = to ?? below;
  if (low === undefined && high === undefined) return { en: '', ko: '' };
  const [least, most] = [above === undefined ? '이상' : '초과', below === undefined ? '이하' : '미만'];
  if (high === undefined)
    return { en: from === undefined ? ` above ${above}` : ` of at least ${from}`, ko: `${low} ${least}의 ` };
  if (low === undefined)
    return { en: to === undefined ? ` below ${below}` : ` of at most ${to}`, ko: `${high} ${most}의 ` };
  const en =
    from !== undefined && to !== undefined
      ? ` from ${from} to ${to}`
      : ` ${from === undefined ? `above ${above}` : `from ${from}`} and ${to === undefined ? `below ${below}` : `up to ${to}`}`;
  return { en, ko: `${low} ${least} ${high} ${most}의 ` };
}

/** A finite number. */
export function number(bounds: Bounds = {}): Rule<number> {
  const { en, ko } = boundsText(bounds);
  return new Rule(
    { en: `a number${en}`, ko: `${ko}수` },
    (value) => typeof value === 'number' && Number.isFinite(value) && within(bounds, value),
  );
}

/** A whole number. */
export function integer(bounds: Bounds = {}): Rule<number> {
  const { en, ko } = boundsText(bounds);
  return new Rule(
    { en: `a whole number${en}`, ko: `${ko}정수` },
    (value) => Number.isInteger(value) && within(bounds, value as number),
  );
}

/** True or false. */
export function flag(): Rule<boolean> {
  return new Rule({ en: 'true or false', ko: 'true 또는 false' }, (value) => typeof value === 'boolean');
}

/** Any text. */
export function text(): Rule<string> {
  return new Rule({ en: 'a text', ko: '문자열' }, (value) => typeof value === 'string');
}

/** One of some words. */
export function word<const W extends readonly string[]>(...words: W): Rule<W[number]> {
  return choice(...words);
}

/** One of some values (numbers, words, null). */
export function choice<const C extends readonly unknown[]>(...choices: C): Rule<C[number]> {
  return new Rule(wordsText(choices), (value) => choices.includes(value), choices);
}

/** A list whose items follow a rule, of a given length where there is one. */
export function list<T>(items: Rule<T>, length?: number): Rule<readonly T[]> {
  const count = length === undefined ? '' : `${length} `;
  return new Rule(
    {
      en: `a list of ${count}values, each ${items.must.en}`,
      ko: `${length === undefined ? '' : `값 ${length}개의 `}리스트(값마다 ${items.must.ko})`,
    },
    (value) =>
      Array.isArray(value) &&
      (length === undefined || value.length === length) &&
      value.every((item) => items.accepts(item)),
  );
}

/** A function. */
export function func<F extends (...args: never[]) => unknown>(): Rule<F> {
  return new Rule({ en: 'a function', ko: '함수' }, (value) => typeof value === 'function');
}

/** Anything; the call itself checks it, since only there the rest is known. `must` says for the docs what it takes. */
export function anything<T>(must: { readonly en: string; readonly ko: string }): Rule<T> {
  return new Rule(must, () => true);
}
