/** @file The pages of the documentation as tests read them: their tables, and what stands there as code. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { root } from '../../src/cli/paths.ts';

export interface Table {
  page: string;
  /** The last heading before it, without its marks. */
  heading: string;
  /** The names of the columns, ` | ` between them. */
  columns: string;
  rows: string[][];
  /** The text from the heading to the next one. */
  section: string;
}

/** Holds tables against what they tell of, by `page: columns`. */
export type Checks = Readonly<Record<string, (table: Table) => void | Promise<void>>>;

/** Every page, by its path within the project. */
export const pages: readonly string[] = globSync(['docs/*.md', 'README*.md', 'CONTRIBUTING.md', 'data/README.md'], {
  cwd: root,
})
  .map((page) => page.split(sep).join('/'))
  .sort();

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The tables of a page, in their order. */
export function tablesOf(page: string): Table[] {
  return textOf(page)
    .split(/^(?=#+ )/m)
    .flatMap((section) => {
      const heading = /^#+ (.*)$/m.exec(section)?.[1] ?? '';
      return section
        .split(/\n(?!\|)/)
        .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
        .filter((lines) => lines.length > 2)
        .map(([head, , ...rows]) => ({
          page,
          heading,
          columns: cellsOf(head!).join(' | '),
          rows: rows.map(cellsOf),
          section,
        }));
    });
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));
}

/** What stands in backticks. */
export function codesIn(text: string): string[] {
  return Array.from(text.matchAll(/``\s?(.+?)\s?``|`([^`]+)`/g), ([, double, single]) => (double ?? single)!);
}
