/** @file Notebook files (nbformat 4): the types that matter for running one, reading with checks, writing. */
import { randomUUID } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError, FormatError } from '../errors.ts';
import { say, type Text } from '../language.ts';

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
    const rule = missing
      ? { en: 'the file does not exist', ko: '파일이 없습니다' }
      : { en: 'the file cannot be read', ko: '파일을 읽을 수 없습니다' };
    throw new FileError({ who: 'notebook', rule, received: path, cause });
  }
  return parseNotebook(text, path);
}

/** Checks that a text is a notebook. `name` is what messages call it. @throws FormatError */
export function parseNotebook(text: string, name = say({ en: 'the text', ko: '텍스트' })): Notebook {
  const refuse = (rule: Text, received: Text | string, cause?: unknown): FormatError =>
    new FormatError({
      who: 'notebook',
      rule: { en: `${name} ${rule.en}`, ko: `${name}: ${rule.ko}` },
      received,
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')); // some editors put a byte order mark first
  } catch (cause) {
    throw refuse(
      { en: 'is no JSON', ko: 'JSON이 아닙니다' },
      text.trim() === '' ? { en: 'an empty file', ko: '빈 파일' } : (cause as Error).message,
      cause,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(
      { en: 'is JSON, but no notebook', ko: 'JSON이지만 노트북이 아닙니다' },
      Array.isArray(value) ? { en: 'an array', ko: '배열' } : typeof value,
    );
  }
  const { cells, nbformat } = value as { cells?: unknown; nbformat?: unknown };
  if (typeof nbformat !== 'number')
    throw refuse(
      { en: 'has no nbformat number', ko: 'nbformat 번호가 없습니다' },
      { en: 'an object without it', ko: '그것이 없는 객체' },
    );
  if (nbformat !== 4)
    throw refuse({ en: 'must be of nbformat 4', ko: 'nbformat은 4여야 합니다' }, `nbformat ${String(nbformat)}`);
  if (!Array.isArray(cells)) throw refuse({ en: 'has no list of cells', ko: '셀의 리스트가 없습니다' }, typeof cells);
  for (const [i, cell] of (cells as unknown[]).entries()) {
    const fault = faultIn(cell);
    if (!fault) continue;
    const { rule, received = '' } = fault;
    const more = received === '' ? '' : `: ${received}`;
    throw refuse(
      { en: `has a cell ${rule.en}`, ko: `${rule.ko} 셀이 있습니다` },
      { en: `cell ${i + 1}${more}`, ko: `셀 ${i + 1}${more}` },
    );
  }
  const whole = (cells as Cell[]).map((cell) => ({ ...cell, metadata: cell.metadata ?? {} }));
  return { metadata: {}, nbformat_minor: 5, ...value, cells: whole } as Notebook;
}

interface Fault {
  /** What stands behind `a cell` in English, before `셀` in Korean. */
  rule: Text;
  received?: string;
}

/** What is wrong with a cell of a file, by its field. */
function faultIn(cell: unknown): Fault | undefined {
  if (!isRecord(cell)) return { rule: { en: 'that is no object', ko: '객체가 아닌' }, received: JSON.stringify(cell) };
  const { source, cell_type: type, metadata, outputs } = cell;
  if (!isText(source)) return { rule: { en: 'without source text', ko: '소스가 없는' } };
  if (!['code', 'markdown', 'raw'].includes(type as string))
    return { rule: { en: 'of unknown type', ko: '종류를 알 수 없는' }, received: String(type) };
  if (metadata !== undefined && !isRecord(metadata))
    return {
      rule: { en: 'whose metadata is no object', ko: '메타데이터가 객체가 아닌' },
      received: JSON.stringify(metadata),
    };
  if (outputs === undefined) return undefined;
  if (type !== 'code')
    return {
      rule: { en: 'with outputs that is no code cell', ko: '코드 셀이 아닌데 출력이 있는' },
      received: `${String(type)}, outputs`,
    };
  if (!Array.isArray(outputs))
    return { rule: { en: 'whose outputs are no list', ko: '출력이 리스트가 아닌' }, received: JSON.stringify(outputs) };
  for (const [i, output] of outputs.entries()) {
    const field = badField(output);
    if (field !== undefined)
      return {
        rule: { en: 'with a malformed output', ko: '출력의 형식이 잘못된' },
        received: `outputs[${i}].${field}`,
      };
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
    throw new FileError({
      who: 'notebook',
      rule: { en: 'the file cannot be written', ko: '파일을 쓸 수 없습니다' },
      received,
      cause,
    });
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
