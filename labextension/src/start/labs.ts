/**
 * @file The labs as the start page shows them: what their sources say (labs.json beside the extension, made by the build), where
 * they lie among this student's files, and how far they have been run. All of it stays between this page and its server.
 */
import type { Contents, Model } from './jupyter.ts';

export type Language = 'ko' | 'en';
type Both<Value> = Readonly<Record<Language, Value>>;

/** What a lab's source says of it. */
export interface LabFacts {
  /** `02-fashion-mnist-cnn`. */
  readonly name: string;
  readonly title: Both<string>;
  readonly about: Both<string>;
  /** What one can do afterwards. */
  readonly learns: Both<readonly string[]>;
  readonly minutes: number;
  /** Its picture's file beside labs.json, with words of either language. */
  readonly picture: Both<string | null>;
}

/** How far a lab is. */
export interface Progress {
  /** Code cells, and those that have been run since the notebook was as it came. */
  readonly cells: number;
  readonly run: number;
  /** Self-checks that passed, and those that stand there with another answer. */
  readonly passed: number;
  readonly failed: number;
}

/** A lab's notebook among the student's files. */
export interface Place {
  readonly path: string;
  readonly changed: string;
}

interface Cell {
  cell_type: string;
  source: string | string[];
  execution_count?: number | null;
  outputs?: { output_type: string; text?: string | string[]; data?: { 'text/plain'?: string | string[] } }[];
}

/** Folders in which labs may lie, from where the server was started. */
const folders = ['', 'kernelab-labs/', 'notebooks/'];

/** The notebooks of one language by their names; none where there are no labs. */
export async function findLabs(contents: Contents, language: Language): Promise<Map<string, Place>> {
  for (const folder of folders) {
    const listing = await entries(contents, `${folder}${language}`);
    const labs = listing.filter(({ type, name }) => type === 'notebook' && /^\d\d-.*\.ipynb$/.test(name));
    if (labs.length === 0) continue;
    return new Map(
      labs.map(({ name, path, last_modified: changed }) => [name.replace(/\.ipynb$/, ''), { path, changed }]),
    );
  }
  return new Map();
}

async function entries(contents: Contents, path: string): Promise<readonly Model[]> {
  try {
    const { content } = await contents.get(path, { content: true });
    return Array.isArray(content) ? (content as Model[]) : [];
  } catch {
    return []; // no such folder
  }
}

const kept = 'kernelab:progress:';

/** How far a notebook has been run. Notebooks with pictures are large: each is read once, and again when it has changed. */
export async function progressOf(contents: Contents, { path, changed }: Place): Promise<Progress> {
  const key = `${kept}${document.baseURI.replace(/\/lab\b.*$/, '')}:${path}`;
  const known = remembered(key) as { changed: string; progress: Progress } | undefined;
  if (known?.changed === changed) return known.progress;
  const { content } = await contents.get(path, { content: true });
  const progress = count((content as { cells?: Cell[] }).cells ?? []);
  remember(key, { changed, progress });
  return progress;
}

/** Exported for the tests: counts what was run and what its checks said. */
export function count(cells: readonly Cell[]): Progress {
  const code = cells.filter((cell) => cell.cell_type === 'code' && [cell.source].flat().join('').trim() !== '');
  const run = code.filter((cell) => (cell.execution_count ?? null) !== null);
  const texts = run.flatMap((cell) => (cell.outputs ?? []).map((output) => textOf(output)));
  const lines = texts.flatMap((text) => text.split('\n'));
  return {
    cells: code.length,
    run: run.length,
    passed: lines.filter((line) => line.startsWith('✓ ')).length,
    failed: lines.filter((line) => line.startsWith('✗ ')).length,
  };
}

function textOf(output: NonNullable<Cell['outputs']>[number]): string {
  return [output.text ?? output.data?.['text/plain'] ?? ''].flat().join('');
}

/** What this browser remembers; nothing where it may not. */
export function remembered(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store: it is counted again next time.
  }
}
