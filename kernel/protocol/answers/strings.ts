/**
 * @file What may stand in a string at the cursor that the type checker does not know: files of the notebook's folder
 * (`readFileSync('data/…')`) and Node's modules by their whole name (`'node:fs'`).
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CompletionItem } from '../../checker/checker.ts';
import { builtins } from '../../packages.ts';

/** The string literal around the cursor, up to the cursor. */
export interface StringPlace {
  /** What is written of it before the cursor. */
  text: string;
  /** It names a module: `from '…'`, `import('…')`, `require('…')`. */
  isImport: boolean;
}

/** Kinds of the Language Server Protocol. */
const [MODULE, FILE, FOLDER] = [9, 17, 19];

/** The string the cursor is in; undefined outside of one. Strings over several lines are not looked for. */
export function stringAt(code: string, offset: number): StringPlace | undefined {
  const line = code.slice(code.lastIndexOf('\n', offset - 1) + 1, offset);
  let start = -1;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!;
    if (start >= 0) {
      if (letter === '\\') i++;
      else if (letter === line[start]) start = -1;
    } else if (letter === "'" || letter === '"' || letter === '`') {
      start = i;
    } else if (letter === '/' && line[i + 1] === '/') {
      return undefined;
    }
  }
  if (start < 0) return undefined;
  const isImport = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*$/.test(line.slice(0, start));
  return { text: line.slice(start + 1), isImport };
}

/** The part of a string that is completed: a path's last name, or the whole of anything else. */
export function lastPart({ text, isImport }: StringPlace): string {
  return isImport && text.startsWith('node:') ? text : text.slice(text.lastIndexOf('/') + 1);
}

/** The entries for a string, given those of the type checker. */
export function inString(place: StringPlace, known: readonly CompletionItem[]): CompletionItem[] {
  const { text, isImport } = place;
  if (!isImport) return known.length > 0 ? [...known] : files(text);
  if (text.startsWith('node:')) {
    return builtins()
      .filter((name) => name.startsWith('node:'))
      .map((label) => ({ label, kind: MODULE }));
  }
  // The type checker's own folder lies over the notebook's.
  const folder = resolve(dirname(`${text}.`));
  return known.filter(
    ({ label }) => !['node_modules', 'tsconfig.json'].includes(label) || existsSync(join(folder, label)),
  );
}

/** Files and folders that continue a path from the notebook's folder. */
function files(text: string): CompletionItem[] {
  if (/^[a-z][\w+.-]+:/i.test(text) && !/^[a-z]:[\\/]/i.test(text)) return []; // an address
  const folder = resolve(text.slice(0, text.lastIndexOf('/') + 1));
  const hidden = lastPart({ text, isImport: false }).startsWith('.');
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => hidden || !name.startsWith('.'))
      .map((entry) =>
        entry.isDirectory() ? { label: `${entry.name}/`, kind: FOLDER } : { label: entry.name, kind: FILE },
      );
  } catch {
    return []; // no such folder
  }
}
