/** @file A request of the Debug Adapter Protocol, read without trust: what is missing or of the wrong kind is said. */
import { say, type Text } from '../language.ts';

/** A request that cannot be answered; its text becomes the response's `message`. */
export class RequestError extends Error {
  override name = 'RequestError' as const;

  constructor(text: Text) {
    super(say(text));
  }
}

/** The arguments of a request. */
export class Arguments {
  readonly #command: string;
  readonly #values: Record<string, unknown>;

  constructor(command: string, values: unknown) {
    this.#command = command;
    this.#values = isRecord(values) ? values : {};
  }

  /** @throws RequestError where there is no such text */
  text(name: string): string {
    const value = this.#values[name];
    if (typeof value !== 'string') throw this.#wrong(name, { en: 'a text', ko: '문자열' }, value);
    return value;
  }

  /** @throws RequestError where there is no such number */
  number(name: string): number {
    const value = this.#values[name];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw this.#wrong(name, { en: 'a number', ko: '숫자' }, value);
    return value;
  }

  /** A number, or what counts where none is given. */
  numberOr(name: string, otherwise: number): number {
    return this.#values[name] === undefined || this.#values[name] === null ? otherwise : this.number(name);
  }

  textOr(name: string, otherwise: string): string {
    return this.#values[name] === undefined || this.#values[name] === null ? otherwise : this.text(name);
  }

  /** A list of objects; none where it is left out. @throws RequestError for anything else */
  list(name: string): Arguments[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value) || !value.every(isRecord))
      throw this.#wrong(name, { en: 'a list of objects', ko: '객체의 목록' }, value);
    return value.map((each) => new Arguments(`${this.#command}.${name}`, each));
  }

  texts(name: string): string[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value)) throw this.#wrong(name, { en: 'a list of texts', ko: '문자열의 목록' }, value);
    return value.filter((each) => typeof each === 'string');
  }

  /** An object inside; an empty one where it is left out. */
  inside(name: string): Arguments {
    return new Arguments(`${this.#command}.${name}`, this.#values[name]);
  }

  #wrong(name: string, wanted: Text, value: unknown): RequestError {
    const received = (JSON.stringify(value) ?? 'undefined').slice(0, 80);
    return new RequestError({
      en: `${this.#command}: \`${name}\` must be ${wanted.en}. Received ${received}.`,
      ko: `${this.#command}: \`${name}\`에는 ${wanted.ko}을(를) 주세요. 받은 값: ${received}.`,
    });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
