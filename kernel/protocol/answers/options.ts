/**
 * @file The options of a call, for Shift+Tab: TypeScript's hover names the type of the options (`options?: Conv2DOptions`) and
 * nothing in it. They come from the library's book of docstrings, in the student's language.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Book, BookLine } from '../../library.ts';
import { say } from '../../language.ts';

const books = new Map<string, Book>();

/** The options of the name that a hover tells of, a Markdown list; undefined where the book does not know it. */
export function optionsIn(file: string | undefined, name: string, hover: string): string | undefined {
  const options = bookAt(file) && toldOf(bookAt(file)!, name, hover)?.options;
  if (!options?.length) return undefined;
  const rows = options.map(({ name, text, ko }) => `- \`${name}\`: ${plain(say({ en: text, ko: ko ?? text }))}`);
  return `**${say({ en: 'Options', ko: '옵션' })}**\n\n${rows.join('\n')}`;
}

/** Several things have the same name (a cell's own, too): it is the one whose docstring the hover shows. */
function toldOf(book: Book, name: string, hover: string): BookLine | undefined {
  const shown = plain(hover);
  const fits = (line: BookLine): boolean => {
    const [start = ''] = line.text.split('\n');
    return start !== '' && (line.options?.length ?? 0) > 0 && shown.includes(plain(start));
  };
  for (const [path, entry] of Object.entries(book)) {
    if ((path === name || path.endsWith(`.${name}`)) && fits(entry)) return entry;
    const member = entry.members?.find((each) => each.name === name && fits(each));
    if (member) return member;
  }
  return undefined;
}

function bookAt(file: string | undefined): Book | undefined {
  if (file === undefined) return undefined;
  if (!books.has(file) && existsSync(file)) books.set(file, JSON.parse(readFileSync(file, 'utf8')) as Book);
  return books.get(file);
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
