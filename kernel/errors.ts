/** @file Typed errors of the kernel's own programs; the text reads `who: rule. Received what. hint`. */
import { say, type Text } from './language.ts';

interface Facts {
  who: string;
  rule: Text;
  /** What came: a text in both languages, or data (a name, a number, what another program said). */
  received?: Text | string | undefined;
  hint?: Text | undefined;
  cause?: unknown;
}

/** The base of the kernel's typed errors; the facts stay readable as fields. */
export class KernelError extends Error {
  readonly who: string;
  readonly rule: string;
  readonly received: string | undefined;
  readonly hint: string | undefined;

  constructor({ who, rule, received, hint, cause }: Facts) {
    const [broken, came, advice] = [say(rule), spoken(received), spoken(hint)];
    const parts = [`${who}: ${broken}.`];
    if (came !== undefined) parts.push(say({ en: `Received ${came}.`, ko: `받은 값: ${came}.` }));
    if (advice !== undefined) parts.push(`${advice}.`);
    super(parts.join(' '), cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.who = who;
    this.rule = broken;
    this.received = came;
    this.hint = advice;
  }
}

function spoken(text: Text | string | undefined): string | undefined {
  return typeof text === 'object' ? say(text) : text;
}

/** A file that is not what it should be: a notebook that is no JSON. */
export class FormatError extends KernelError {
  override name = 'FormatError' as const;
}

/** A file or folder that cannot be found, read or written. */
export class FileError extends KernelError {
  override name = 'FileError' as const;
}

/** An argument that has no meaning here. */
export class ValueError extends KernelError {
  override name = 'ValueError' as const;
}
