/**
 * @file Bundles in a form that V8 holds in half the memory: Node keeps a large source with a single character beyond ASCII with two bytes
 * for each. esbuild escapes those of strings; what is left stands in comments and regular expressions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'acorn';

/** Beyond ASCII. */
const wide = /[\u0080-\uffff]/g;

/** Escapes them in the files that esbuild wrote. */
export function makePlain(files: readonly string[]): void {
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(file, 'utf8');
    const plain = plainSource(code);
    if (plain !== code) writeFileSync(file, plain);
  }
}

/** The module with `\uXXXX` for each character beyond ASCII. */
export function plainSource(code: string): string {
  if (code.search(wide) < 0) return code;
  const places: { start: number; end: number }[] = [];
  parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    onComment: (_isBlock, _text, start, end) => void places.push({ start, end }),
    onToken: ({ type, start, end }) => {
      if (type.label === 'regexp') places.push({ start, end });
    },
  });
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of places.sort((a, b) => a.start - b.start)) {
    parts.push(code.slice(from, start), code.slice(start, end).replace(wide, escaped));
    from = end;
  }
  parts.push(code.slice(from));
  return parts.join('');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
