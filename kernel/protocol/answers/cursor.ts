/**
 * @file Where a front end's cursor is. Jupyter counts it in Unicode code points, the type checker in UTF-16 units.
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
