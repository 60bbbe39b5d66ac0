/**
 * @file One notebook through a real Jupyter server with JupyterLab's own client: writes the executed copy and says what it falls
 * short of. For `npm run notebooks` and the tests of the labs.
 */
import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { hasTag, writeNotebook, type Cell, type Notebook } from '../kernel/notebook/file.ts';
import { runNotebook, type NotebookRun } from '../kernel/notebook/run.ts';
import type { LabServer } from '../src/cli/lab.ts';
import { noticeMime } from '../src/display/index.ts';
import { inJupyter } from './jupyter-connection.ts';
import { shortfall } from './learnt.ts';

export interface ExecuteOptions {
  /** The folder that the server shows. */
  dir: string;
  /** Where the executed copy goes, into the folder of its language. */
  out: string;
  /** Seconds a cell may take. */
  seconds: number;
  /** As students run it, not on a subset. */
  full: boolean;
}

export interface Executed {
  run: NotebookRun;
  seconds: number;
  kilobytes: number;
  /** The first fault; undefined: none. */
  error: string | undefined;
}

/** What an executed notebook may weigh: it goes through mail, learning platforms and git. */
const MOST_KILOBYTES = 2048;

/** Runs a notebook and writes the executed copy, also of one that failed. */
export async function executeLab(
  server: LabServer,
  file: string,
  notebook: Notebook,
  { dir, out, seconds, full }: ExecuteOptions,
): Promise<Executed> {
  const began = performance.now();
  let error: string | undefined;
  const run = await runNotebook(notebook, () => inJupyter(server, relative(dir, file)), {
    timeout: seconds,
    onCell: (cell, { executionCount, error: thrown, timedOut }) => {
      if (!thrown || (hasTag(cell, 'raises-exception') && !timedOut)) return;
      error = `Cell [${executionCount ?? '?'}]: ${thrown.ename}: ${thrown.evalue}`;
    },
  });
  error ??= shortfall(basename(file), run.notebook, full) ?? strayNotice(run.notebook);
  const target = join(out, basename(dirname(file)), basename(file));
  mkdirSync(dirname(target), { recursive: true });
  await writeNotebook(target, run.notebook);
  const kilobytes = statSync(target).size / 1024;
  if (kilobytes > MOST_KILOBYTES)
    error ??= `${kilobytes.toFixed(0)} KiB, more than ${MOST_KILOBYTES}: its pictures are too large`;
  return { run, seconds: (performance.now() - began) / 1000, kilobytes, error };
}

/** The notices that a cell is tagged for (`expects-notice:CAUSE`). */
export function expectedNotices(cell: Cell): string[] {
  const tags = (cell.metadata['tags'] ?? []) as readonly string[];
  return tags.flatMap((tag) => /^expects-notice:(.*)$/.exec(tag)?.[1] ?? []);
}

/** The first cell that shows other notices than it is tagged for. Lines about data, weights and progress are of other kinds. */
export function strayNotice(notebook: Notebook): string | undefined {
  for (const cell of notebook.cells) {
    const outputs = (cell.outputs ?? []) as readonly { data?: Record<string, unknown> }[];
    const causes = outputs
      .flatMap(({ data }) => (data?.[noticeMime] as { cause: string } | undefined) ?? [])
      .map(({ cause }) => cause.replaceAll(' ', '-'));
    const expected = expectedNotices(cell);
    if (causes.join() !== expected.join())
      return `Cell [${cell.execution_count ?? '?'}]: notices '${causes.join()}', its tags name '${expected.join()}'`;
  }
  return undefined;
}
