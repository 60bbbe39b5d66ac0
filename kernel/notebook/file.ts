/** @file Notebook files (nbformat 4): the types that matter for running one, reading with checks, writing. */
import { randomUUID } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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
  for (const [i, cell] of (cells as unknown[]).entries()) {
    const fault = faultIn(cell);
    if (fault) throw refuse(`has a cell ${fault.rule}`, `cell ${i + 1}${fault.received ? `: ${fault.received}` : ''}`);
  }
  const whole = (cells as Cell[]).map((cell) => ({ ...cell, metadata: cell.metadata ?? {} }));
  return { metadata: {}, nbformat_minor: 5, ...value, cells: whole } as Notebook;
}

interface Fault {
  rule: string;
  received?: string;
}

/** What is wrong with a cell of a file, by its field. */
function faultIn(cell: unknown): Fault | undefined {
  if (!isRecord(cell)) return { rule: 'that is no object', received: JSON.stringify(cell) };
  const { source, cell_type: type, metadata, outputs } = cell;
  if (!isText(source)) return { rule: 'without source text' };
  if (!['code', 'markdown', 'raw'].includes(type as string)) return { rule: 'of unknown type', received: String(type) };
  if (metadata !== undefined && !isRecord(metadata))
    return { rule: 'whose metadata is no object', received: JSON.stringify(metadata) };
  if (outputs === undefined) return undefined;
  if (type !== 'code') return { rule: 'with outputs that is no code cell', received: `${String(type)}, outputs` };
  if (!Array.isArray(outputs)) return { rule: 'whose outputs are no list', received: JSON.stringify(outputs) };
  for (const [i, output] of outputs.entries()) {
    const field = badField(output);
    if (field !== undefined) return { rule: 'with a malformed output', received: `outputs[${i}].${field}` };
  }
  return undefined;
}

/** The field that keeps an output from being one of nbformat 4. */
function badField(output: unknown): string | undefined {
  const fields = isRecord(output) ? output : {};
  switch (fields['output_type']) {
    case 'stream':
      if (fields['name'] !== 'stdout' && fields['name'] !== 'stderr') return 'name';
      return isText(fields['text']) ? undefined : 'text';
    case 'display_data':
    case 'execute_result':
      if (!isRecord(fields['data'])) return 'data';
      return fields['metadata'] === undefined || isRecord(fields['metadata']) ? undefined : 'metadata';
    case 'error':
      return ['ename', 'evalue', 'traceback'].find((field) => fields[field] === undefined);
    default:
      return 'output_type';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of nbformat: one string or a list of lines. */
function isText(value: unknown): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'));
}

/**
 * Writes a notebook the way Jupyter does (one space of indentation, texts as lists of lines), whole or not at all: a
 * full disk or a kill leaves the old file as it was.
 * @throws FileError
 */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: linesOf(cell.source),
    ...(cell.outputs ? { outputs: cell.outputs.map(storedOutput) } : {}),
  }));
  try {
    await writeWhole(path, `${JSON.stringify({ ...notebook, cells }, null, 1)}\n`);
  } catch (cause) {
    const received = (cause as Error).message;
    throw new FileError({ who: 'notebook', rule: 'the file cannot be written', received, cause });
  }
}

/** Writes beside the file and moves over it; a link stays a link, and the mode of the old file stays. */
async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const old = await stat(target).catch(() => undefined);
  if (old && !old.isFile()) return writeFile(target, text); // a pipe or a device has no old content to keep
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`);
  try {
    const file = await open(draft, 'wx', old?.mode);
    try {
      await file.writeFile(text);
      await file.sync(); // else a power cut may leave the name without the bytes
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {}); // what went wrong before it is what the user must hear
    throw error;
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
