/** @file inspect_request: type and documentation of the name at the cursor, or of the call around it. */
import { stripVTControlCharacters } from 'node:util';
import type { TypeChecker } from '../../checker/checker.ts';
import { ownNames } from '../../compile/own-names.ts';
import type { Answer, Content } from './answer.ts';
import { cursorIn } from './cursor.ts';
import { inLanguage } from './docstring.ts';
import { optionsIn } from './options.ts';

/** What is known about a name; in `data` as text and as Markdown. */
export interface Inspection {
  found: boolean;
  data: Content;
}

export const inspect: Answer = {
  async answer({ content }, { session }) {
    return { ...(await inspection(session.checker, content, session.library.book)), metadata: {} };
  },
};

/** Asks the type checker about the places around the cursor. */
export async function inspection(
  checker: TypeChecker,
  content: Content,
  book: string | undefined,
): Promise<Inspection> {
  const { code, offset } = cursorIn(content);
  for (const at of candidates(code, offset)) {
    const told = await checker.hover(code, at, ownNames(code));
    if (told) {
      const options = optionsIn(book, nameAt(code, at), told);
      const text = [inLanguage(told), options].filter((part) => part !== undefined).join('\n\n');
      const plain = stripVTControlCharacters(text.replace(/```\w*\n?/g, '').replace(/\n{3,}/g, '\n\n')).trim();
      return { found: true, data: { 'text/plain': plain, 'text/markdown': text } };
    }
  }
  return { found: false, data: {} };
}

/** The name a cell like `a.b?` or `?a.b` asks about; such a cell opens the pager, as in IPython. */
export function askedName(code: string): string | undefined {
  return (
    /^\s*\?{1,2}([\p{ID_Continue}$.]+)\s*$/u.exec(code)?.[1] ?? /^\s*([\p{ID_Continue}$.]+)\?{1,2}\s*$/u.exec(code)?.[1]
  );
}

/** The whole name that an offset lies in. */
function nameAt(code: string, offset: number): string {
  const before = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))![0];
  return before + /^[\p{ID_Continue}$]*/u.exec(code.slice(offset))![0];
}

/** Offsets worth asking about: the name at the cursor, the name just before it, the name of the open call. */
function candidates(code: string, offset: number): number[] {
  const found: number[] = [];
  if (/[\p{ID_Continue}$]/u.test(code[offset] ?? '')) found.push(offset);
  if (/[\p{ID_Continue}$]/u.test(code[offset - 1] ?? '')) found.push(offset - 1);
  let depth = 0;
  for (let i = offset - 1; i >= 0; i--) {
    if (/[)\]}]/.test(code[i]!)) depth++;
    else if (/[([{]/.test(code[i]!)) {
      if (depth === 0 && code[i] === '(' && /[\p{ID_Continue}$]/u.test(code[i - 1] ?? '')) {
        found.push(i - 1);
        break;
      }
      depth = Math.max(0, depth - 1);
    }
  }
  return found;
}
