/** @file Prettier as a script of its own, fetched when the first cell is formatted: without Node's part, with TypeScript only. */
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import { formatWithCursor } from 'prettier/standalone';
import { formatText } from './format-text.ts';

/** A cell's text and the cursor in it, formatted. @throws SyntaxError of a cell that does not parse */
export function format(code: string, cursor: number): Promise<{ code: string; cursor: number }> {
  return formatText(code, cursor, async (text, at) => {
    const { formatted, cursorOffset } = await formatWithCursor(text, {
      parser: 'typescript',
      plugins: [estree, typescript],
      cursorOffset: at,
      printWidth: 100,
      singleQuote: true,
    });
    return { code: formatted, cursor: cursorOffset };
  });
}
