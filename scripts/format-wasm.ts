/** @file Prettier for AssemblyScript, whose decorated functions its parser refuses: `@inline` is a comment while it works. */
import { format } from 'prettier';

const STYLE = { parser: 'typescript', printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;

/** The text with `@inline` as a comment, which every parser of TypeScript takes. */
export function withoutDecorators(text: string): string {
  return text.replace(/^([ \t]*)@inline\s+/gm, '$1// @inline\n$1');
}

/** The text, formatted as all of the project. */
export async function formatWasm(text: string): Promise<string> {
  const formatted = await format(withoutDecorators(text), STYLE);
  return formatted.replace(/^([ \t]*)\/\/ @inline$/gm, '$1@inline');
}
