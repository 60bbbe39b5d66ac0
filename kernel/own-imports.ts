/**
 * @file Which files a text of the student's imports, as the type checker and the runner both look for them: './helper'
 * may mean helper.ts, './helper.js' may mean helper.ts, and a folder means its index.
 */

const imports = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{0,2}\/[^'"]*|\.{1,2})['"]/g;

/** What may be left out at the end of a file's name, in the order in which it is tried. */
const ends = ['.ts', '.js', '.mjs', '.cjs', '.json', '.tsx', '.jsx', '/index.ts', '/index.js', '/index.cjs'];

/** The files (not the packages) that a text imports or requires, as it writes them. */
export function importedFiles(text: string): string[] {
  return Array.from(text.matchAll(imports), (match) => match[1]!);
}

/** What an import of a file may mean beside the file of exactly that name. */
export function otherNames(name: string): string[] {
  const typed = /\.[cm]?js$/.test(name) ? [name.replace(/js$/, 'ts')] : [];
  return [...typed, ...ends.map((end) => name + end)];
}

/** Whether a name is that of a file with code, whose own imports count, too. */
export function isCode(name: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(name);
}
