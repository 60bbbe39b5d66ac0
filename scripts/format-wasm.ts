/**
 * @file Prettier for AssemblyScript, whose decorated functions its parser refuses: `@inline` becomes a comment while it works.
 * Alone it checks `src/engine/wasm`, with --write it writes.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const ROOT = join(import.meta.dirname, '..');
const STYLE = { parser: 'typescript', printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;

/** The text, formatted as all of the project. */
export async function formatWasm(text: string): Promise<string> {
  const hidden = text.replace(/^([ \t]*)@inline\s+/gm, '$1// @inline\n$1');
  const formatted = await format(hidden, STYLE);
  return formatted.replace(/^([ \t]*)\/\/ @inline$/gm, '$1@inline');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isWriting = process.argv.includes('--write');
  for (const file of globSync('src/engine/wasm/**/*.ts', { cwd: ROOT }).sort()) {
    const path = join(ROOT, file);
    const text = readFileSync(path, 'utf8');
    const formatted = await formatWasm(text);
    if (formatted === text) continue;
    if (isWriting) writeFileSync(path, formatted);
    else {
      console.error(`${file}: not formatted (npm run format)`);
      process.exitCode = 1;
    }
  }
}
