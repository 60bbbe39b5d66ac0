/** @file What `help` knows of the library: the docstrings, which the build writes into one file as the reference reads them. */
import { FileError } from '../errors/index.ts';
import { machine } from '../platform/index.ts';

/** A way to call something: `np.zeros(shape: number | readonly number[], dtype?: DTypeLike): np.ndarray`. */
export type HelpCall = string;

/** An option of a call, or a property or method of a class. */
export interface HelpLine {
  name: string;
  type: string;
  text: string;
  /** The text in Korean, where somebody wrote it. */
  ko?: string;
  /** Of a method. */
  calls?: HelpCall[];
  options?: HelpLine[];
}

/** One public name. */
export interface HelpEntry {
  /** As a cell writes it. */
  path: string;
  kind: 'function' | 'class' | 'value' | 'type';
  calls: HelpCall[];
  /** The docstring, Markdown. */
  text: string;
  /** The summary in Korean. */
  ko?: string;
  /** `name what it is`, per parameter. */
  parameters: string[];
  /** The same in Korean, where somebody wrote it. */
  koParameters?: string[];
  options: HelpLine[];
  members: HelpLine[];
  /** From the docstring, else a line of a lab. */
  example?: string;
  /** Of a value that is no function. */
  type?: string;
}

/** Every public name by its path. */
export type HelpBook = Readonly<Record<string, HelpEntry>>;

/** Where the build writes it. */
export const BOOK = 'dist/src/help.json';

let book: HelpBook | undefined;

/** The book, read once. @throws FileError where it was never built */
export function helpBook(): HelpBook {
  if (book !== undefined) return book;
  const bytes = machine.assets.own(BOOK);
  if (bytes === undefined) {
    throw new FileError({
      who: 'help',
      rule: { en: 'the texts of help are not built', ko: '도움말이 아직 만들어지지 않았습니다' },
      received: BOOK,
      hint: { en: 'Run `npm run build`', ko: '`npm run build`를 실행하세요' },
    });
  }
  book = JSON.parse(new TextDecoder().decode(bytes)) as HelpBook;
  return book;
}
