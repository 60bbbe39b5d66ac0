/** @file Notebook files (nbformat 4): the types that matter for running one, reading with checks, writing. */
import { readFile, writeFile } from 'node:fs/promises';
import { FileError, FormatError } from '../errors.ts';

/** One output of a cell, as nbformat 4 stores it. */
export type Output =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string | string[] }
  | { output_type: 'display_data'; data: Record<string, unknown>; metadata: Record<string, unknown> }
  | {
      output_type: 'execute_result';
      data: Record<string, unknown>;
      metadata: Record<string, unknown>;
      execution_count: number | null;
    }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  source: string | string[];
  metadata: Record<string, unknown>;
  id?: string;
  outputs?: Output[];
  execution_count?: number | null;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** Reads a notebook. @throws FileError, FormatError */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const rule = missing ? 'the file does not exist' : 'the file cannot be read';
    throw new FileError({ who: 'notebook', rule, received: path, cause });
  }
  return parseNotebook(text, path);
}

/** Checks that a text is a notebook. `name` is what messages call it. @throws FormatError */
export function parseNotebook(text: string, name = 'the text'): Notebook {
  const refuse = (rule: string, received: string, cause?: unknown): FormatError =>
    new FormatError({ who: 'notebook', rule: `${name} ${rule}`, received, cause });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')); // some editors put a byte order mark first
  } catch (cause) {
    throw refuse('is no JSON', text.trim() === '' ? 'an empty file' : (cause as Error).message, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('is JSON, but no notebook', Array.isArray(value) ? 'an array' : typeof value);
  }
  const { cells, nbformat } = value as { cells?: unknown; nbformat?: unknown };
  if (typeof nbformat !== 'number') throw refuse('has no nbformat number', 'an object without it');
  if (nbformat !== 4) throw refuse('must be of nbformat 4', `nbformat ${String(nbformat)}`);
  if (!Array.isArray(cells)) throw refuse('has no list of cells', typeof cells);
  (cells as (Partial<Cell> | null)[]).forEach((cell, i) => {
    const source = cell?.source;
    const textual = typeof source === 'string' || (Array.isArray(source) && source.every((s) => typeof s === 'string'));
    if (!textual) throw refuse(`has a cell without source text`, `cell ${i + 1}`);
    if (!['code', 'markdown', 'raw'].includes(cell?.cell_type ?? '')) {
      throw refuse('has a cell of unknown type', `cell ${i + 1}: ${String(cell?.cell_type)}`);
    }
  });
  const whole = (cells as Cell[]).map((cell) => ({ ...cell, metadata: cell.metadata ?? {} }));
  return { metadata: {}, nbformat_minor: 5, ...value, cells: whole } as Notebook;
}

/** Writes a notebook the way Jupyter does: one space of indentation, texts as lists of lines. @throws FileError */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: linesOf(cell.source),
    ...(cell.outputs ? { outputs: cell.outputs.map(storedOutput) } : {}),
  }));
  try {
    await writeFile(path, `${JSON.stringify({ ...notebook, cells }, null, 1)}\n`);
  } catch (cause) {
    const received = (cause as Error).message;
    throw new FileError({ who: 'notebook', rule: 'the file cannot be written', received, cause });
  }
}

/** The text of a cell, however it is stored. */
export function sourceText(cell: Cell): string {
  return typeof cell.source === 'string' ? cell.source : cell.source.join('');
}

/** Whether a cell carries a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  const tags = cell.metadata['tags'];
  return Array.isArray(tags) && tags.includes(tag);
}

function storedOutput(output: Output): Output {
  if (output.output_type === 'stream') return { ...output, text: linesOf(output.text) };
  if (output.output_type === 'error') return output;
  const data = Object.entries(output.data).map(([type, content]) => [
    type,
    typeof content === 'string' && (type.startsWith('text/') || type.endsWith('+xml')) ? linesOf(content) : content,
  ]);
  return { ...output, data: Object.fromEntries(data) as Record<string, unknown> };
}

function linesOf(text: string | string[]): string[] {
  const whole = typeof text === 'string' ? text : text.join('');
  return whole === '' ? [] : whole.split(/(?<=\n)/);
}
