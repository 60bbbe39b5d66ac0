/**
 * @file Finds a loss, metric, optimizer … by its name: upper or lower case, snake_case, camelCase, class name or alias.
 * A miss names the nearest choice.
 */
import { nearest, ValueError, type Translated } from '../../errors/index.ts';
import { describe, isPlainObject } from './arguments.ts';
import { camelKeys, withoutGroup } from './names.ts';

/** `Sparse_Categorical-Crossentropy` → `sparsecategoricalcrossentropy`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, '');
}

/** The first choice that holds all words of `name`: `sparse_crossentropy` means `sparse_categorical_crossentropy`. */
function withWords(name: string, choices: readonly string[]): string | undefined {
  const words = name.toLowerCase().split(/[_\s-]+/);
  if (words.length < 2) return undefined;
  return choices.find((choice) => words.every((word) => choice.toLowerCase().split('_').includes(word)));
}

/** A table of named things, asked without regard to case and underscores. */
export class Lookup<T> {
  readonly #byPlain = new Map<string, T>();
  readonly #names: string[] = [];
  readonly #first: string[] = [];
  readonly #kind: Translated;

  /** `kind` is the noun of the error text: `loss` or `손실`. */
  constructor(kind: Translated, entries: readonly (readonly [names: readonly string[], value: T])[]) {
    this.#kind = kind;
    for (const [names, value] of entries) this.add(names, value);
  }

  /** Adds one thing under several names; the first is the one shown in hints. */
  add(names: readonly string[], value: T): void {
    this.#names.push(...names);
    this.#first.push(names[0]!);
    for (const name of names) this.#byPlain.set(plain(name), value);
  }

  /** The thing of that name, or undefined. */
  find(name: string): T | undefined {
    return this.#byPlain.get(plain(withoutGroup(name)));
  }

  /** The thing of that name; raises ValueError with the nearest name when there is none. */
  get(who: string, name: string): T {
    const found = this.find(name);
    if (found !== undefined) return found;
    const near = withWords(name, this.#names) ?? nearest(name, this.#names);
    throw new ValueError({
      who,
      rule: { en: `there is no ${this.#kind.en} of that name`, ko: `그런 이름의 ${this.#kind.ko}이(가) 없습니다` },
      received: `'${name}'`,
      hint:
        near === undefined
          ? { en: `There are ${this.#first.join(', ')}.`, ko: `쓸 수 있는 이름: ${this.#first.join(', ')}` }
          : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` },
    });
  }

  /** Every thing's first name, in the order they were added. */
  names(): readonly string[] {
    return this.#first;
  }
}

/** How things of one kind are given: by name, as instance, as a function, as Keras's config. */
export interface Identifiers<T, F> {
  readonly table: Lookup<(options: Record<string, unknown>) => T>;
  readonly base: abstract new (...args: never[]) => T;
  /** Makes one of a plain function, where a function may be given. */
  readonly wrap?: (f: F) => T;
  /** For the error text. */
  readonly rule: Translated;
  readonly hint: Translated;
}

/** The thing meant by a name, an instance, a function or a Keras config `{ class_name, config }`; else a ValueError. */
export function identify<T, F>(kind: Identifiers<T, F>, who: string, identifier: unknown): T {
  if (identifier instanceof kind.base) return identifier;
  if (typeof identifier === 'string') return kind.table.get(who, identifier)({});
  if (typeof identifier === 'function' && kind.wrap) return kind.wrap(identifier as F);
  if (isPlainObject(identifier) && typeof identifier['class_name'] === 'string') {
    // Keras's config of a plain function holds its name alone
    if (identifier['class_name'] === 'function') return kind.table.get(who, String(identifier['config']))({});
    const config = isPlainObject(identifier['config']) ? identifier['config'] : {};
    return kind.table.get(who, identifier['class_name'])(camelKeys(config));
  }
  throw new ValueError({ who, rule: kind.rule, received: describe(identifier), hint: kind.hint });
}
