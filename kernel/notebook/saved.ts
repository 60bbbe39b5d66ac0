/** @file The notebook a Jupyter server has started this kernel for, as it was saved last. */
import { stat } from 'node:fs/promises';
import type { NotebookCells } from '../session/whereabouts.ts';
import { readNotebook, sourceText } from './file.ts';

/** Its code cells; undefined where the server does not say which file it is, or where that cannot be read. */
export async function savedCells(): Promise<NotebookCells | undefined> {
  const path = process.env['JPY_SESSION_NAME'];
  if (path === undefined || !path.endsWith('.ipynb')) return undefined;
  try {
    const [{ cells }, { mtimeMs }] = await Promise.all([readNotebook(path), stat(path)]);
    const code = cells.filter((cell) => cell.cell_type === 'code');
    return { cells: code.map((cell) => ({ id: cell.id, source: sourceText(cell) })), savedAt: mtimeMs };
  } catch {
    return undefined; // renamed, moved, or half written by another program
  }
}
