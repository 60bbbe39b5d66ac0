/**
 * @file Where a front end's cursor is, and what the cell around it declares. Jupyter counts the cursor in Unicode code
 * points, the type checker in UTF-16 units.
 */
import { textField } from '../transport.ts';
import type { Content } from './answer.ts';

/** The code of a request and the cursor's offset in it. */
export function cursorIn(content: Content): { code: string; offset: number } {
  const code = textField(content['code']);
  const cursor = content['cursor_pos'];
  if (typeof cursor !== 'number') return { code, offset: code.length };
  return { code, offset: Array.from(code).slice(0, cursor).join('').length };
}

/** How many code points lie before an offset. */
export function codePoints(code: string, offset: number): number {
  return Array.from(code.slice(0, offset)).length;
}

/** Names that the unfinished cell declares itself hide those of earlier cells. */
export function ownNames(code: string): Set<string> {
  const names = new Set<string>();
  const declaration =
    /^\s*(?:export\s+)?(?:let|const|var|function\*?|class|interface|type|enum)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
  for (const match of code.matchAll(declaration)) names.add(match[1]!);
  for (const match of code.matchAll(/^\s*import\s+([^'"]*?)\s+from\b/gm)) {
    for (const name of match[1]!.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []) names.add(name);
  }
  for (const match of code.matchAll(/^\s*(?:let|const|var)\s*[{[]([^=]*)[}\]]\s*=/gm)) {
    for (const name of match[1]!.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []) names.add(name);
  }
  return names;
}
