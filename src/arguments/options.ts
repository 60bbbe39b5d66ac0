/** @file The options of a call: one table of rules beside its interface, from which come the check and the defaults. */
import { ValueError } from '../errors/index.ts';
import { describe, isPlainObject } from './describe.ts';
import { RuleWithDefault, type Rule } from './rules.ts';
import { unknownOption } from './unknown.ts';
import { checkRule } from './words.ts';

/** A rule for every option of the interface T, no more and no fewer. */
type Rules<T extends object> = { readonly [K in keyof T]-?: Rule<Exclude<T[K], undefined>> };

/** What a call gets to read: options with a default are always there. */
export type Filled<T extends object, R> = {
  readonly [K in keyof Required<T>]: K extends keyof R
    ? R[K] extends RuleWithDefault<infer _>
      ? Exclude<T[K], undefined>
      : T[K] | undefined
    : T[K] | undefined;
};

/** The options of a call. */
export interface OptionSpec<T extends object, R = Rules<T>> {
  readonly rules: R;
  readonly names: readonly string[];
  /** What a call without options reads; shared, hence frozen. */
  readonly defaults: Filled<T, R>;
}

/** The options of an interface: `optionsOf<ResizeOptions>()({ order: choice(0, 1).or(1), … })`. */
export function optionsOf<T extends object>(): <R extends Rules<T>>(
  rules: R & { readonly [K in Exclude<keyof R, keyof T>]: never },
) => OptionSpec<T, R> {
  return (rules) => {
    const names = Object.keys(rules);
    const defaults: Record<string, unknown> = {};
    for (const name of names) {
      const rule = (rules as Readonly<Record<string, Rule<unknown>>>)[name];
      defaults[name] = rule instanceof RuleWithDefault ? rule.fallback : undefined;
    }
    return { rules, names, defaults: Object.freeze(defaults) as never };
  };
}

/**
 * The options of a call with defaults filled in. An option that is undefined counts as not given.
 * @throws ValueError for an unknown option (with the nearest name) or a value that breaks its rule
 */
export function readOptions<T extends object, R>(
  who: string,
  given: T | undefined,
  spec: OptionSpec<T, R>,
): Filled<T, R> {
  if (given === undefined) return spec.defaults;
  const rules = spec.rules as Readonly<Record<string, Rule<unknown>>>;
  const result: Record<string, unknown> = { ...spec.defaults };
  for (const [name, value] of entriesOf(who, given, spec.names)) {
    if (!Object.hasOwn(rules, name)) {
      const meant = spec.names.find((each) => rules[each]!.otherNames.includes(name));
      throw unknownOption(who, name, spec.names, given, meant);
    }
    if (value === undefined) continue;
    checkRule(who, name, value, rules[name]!);
    result[name] = value;
  }
  return result as never;
}

/** Names alone, for calls that check their values themselves. */
export type OptionNames = ReadonlySet<string>;

/** The words of a text, as types. */
type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S;

/** What the compiler shows when a name is missing. */
type Missing<K, W> = { missing: Exclude<K, W> };

/** The names of all options of T, separated by spaces; TypeScript holds the text equal to the interface. */
export function optionNames<T extends object>(): <S extends string>(
  list: S & ([keyof T] extends [Words<S>] ? ([Words<S>] extends [keyof T] ? S : never) : Missing<keyof T, Words<S>>),
) => OptionNames {
  return (list) => new Set(list === '' ? [] : list.split(' '));
}

/** Refuses options that a call does not have. Costs nothing when none are given. @throws ValueError */
export function checkOptions(
  who: string,
  given: object | undefined,
  known: OptionNames | OptionSpec<object, unknown>,
): void {
  if (given === undefined) return;
  const names = 'names' in known ? known.names : [...known];
  for (const [name] of entriesOf(who, given, names))
    if (!names.includes(name)) throw unknownOption(who, name, names, given);
}

function entriesOf(who: string, given: unknown, names: readonly string[]): [string, unknown][] {
  if (isPlainObject(given)) return Object.entries(given);
  const example = names[0] === undefined ? '{}' : `{ ${names[0]}: … }`;
  throw new ValueError({
    who,
    rule: { en: `options come as one object, ${example}`, ko: `옵션은 객체 하나로 씁니다, ${example}` },
    received: describe(given),
  });
}
