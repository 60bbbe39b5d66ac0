/**
 * @file `npm run notebooks [-- FILES… --full]`: runs notebooks through a real Jupyter server on 127.0.0.1 with
 * JupyterLab's own client, writes the executed copies below `build/notebooks`, prints a table, fails on any error and where a
 * model learnt too little.
 * Quick mode (the default) sets KERNELAB_QUICK=1, on which labs train on a subset; `--full` runs them as students do.
 */
import { globSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { Collector, type Shown } from '../kernel/notebook/outputs.ts';
import { hasTag, readNotebook, sourceText, writeNotebook, type Cell, type Notebook } from '../kernel/notebook/file.ts';
import type { CellOutput } from '../kernel/session/session.ts';
import { freePort, startLab, type LabServer } from '../src/cli/lab.ts';
import { installSteps } from '../src/cli/install.ts';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { runSteps } from '../src/cli/steps.ts';
import { ValueError } from '../src/errors/index.ts';
import { shortfall } from './learnt.ts';

interface Row {
  file: string;
  cells: number;
  seconds: number;
  kilobytes: number;
  error: string | undefined;
}

console.debug = () => {}; // JupyterLab's client tells of every WebSocket, and of every kernel that ended

await program(main, 'npm run notebooks [-- FILES… --full --timeout S --out DIR]');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      full: { type: 'boolean' },
      timeout: { type: 'string' },
      out: { type: 'string', default: join(root, 'build', 'notebooks') },
    },
  });
  // Twenty epochs in one cell take their time on a slow machine.
  const seconds = Number(values.timeout ?? (values.full ? 3600 : 600));
  if (!(seconds > 0)) {
    throw new ValueError({
      who: 'notebooks',
      rule: '--timeout is a number of seconds a cell may take',
      received: values.timeout,
    });
  }
  const files = positionals.length > 0 ? positionals.map((file) => resolve(file)) : labs();
  // Read all before anything starts: a broken file is told at once.
  const notebooks = await Promise.all(files.map(async (file) => ({ file, notebook: await readNotebook(file) })));
  await runSteps(await installSteps());
  const dir = folderOfAll(files);
  const server = await startLab({
    port: await freePort(18_888),
    dir,
    env: values.full ? { KERNELAB_QUICK: '' } : { KERNELAB_QUICK: '1' },
  });
  const rows: Row[] = [];
  try {
    for (const { file, notebook } of notebooks) {
      process.stdout.write(`${relative(root, file)} … `);
      const row = await runNotebook(server, dir, file, notebook, {
        seconds,
        out: values.out,
        full: values.full ?? false,
      });
      process.stdout.write(`${row.seconds.toFixed(1)} s${row.error ? ` FAILED\n${row.error}` : ''}\n`);
      rows.push(row);
    }
  } finally {
    await server.stop();
  }
  process.stdout.write(`\n${table(rows)}\n`);
  return rows.some((row) => row.error !== undefined) ? 1 : 0;
}

function labs(): string[] {
  return globSync('notebooks/{ko,en}/*.ipynb', { cwd: root })
    .sort()
    .map((file) => join(root, file));
}

/** The project, or the innermost folder around it that holds all notebooks: a server opens none outside of its folder. */
function folderOfAll(files: readonly string[]): string {
  let folder = root;
  while (folder !== dirname(folder) && files.some((file) => relative(folder, file).startsWith('..')))
    folder = dirname(folder);
  return folder;
}

/** Runs the cells in order until one fails and writes the executed copy, also of a notebook that failed. */
async function runNotebook(
  server: LabServer,
  dir: string,
  file: string,
  notebook: Notebook,
  { seconds, out, full }: { seconds: number; out: string; full: boolean },
): Promise<Row> {
  const { KernelManager, ServerConnection, SessionManager } = await import('@jupyterlab/services');
  const { WebSocket } = await import('ws');
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${server.port}/`,
    wsUrl: `ws://127.0.0.1:${server.port}/`,
    token: server.token,
    appendToken: true,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  const kernels = new KernelManager({ serverSettings });
  const sessions = new SessionManager({ serverSettings, kernelManager: kernels });
  const began = performance.now();
  let error: string | undefined;
  let cells = 0;
  // As JupyterLab opens a notebook: its kernel starts in the notebook's folder.
  const session = await sessions.startNew({
    name: basename(file),
    path: relative(dir, file),
    type: 'notebook',
    kernel: { name: 'kernelab' },
  });
  const kernel = session.kernel!;
  const displays = new Map<string, Shown[]>();
  try {
    for (const cell of notebook.cells) {
      if (cell.cell_type !== 'code') continue;
      error = await runCell(kernel, cell, seconds, displays);
      const ended = cell.execution_count !== null; // a cell that is late fails whatever its tags say
      if (ended && hasTag(cell, 'raises-exception')) error = undefined;
      if (error !== undefined) {
        error = `Cell [${cell.execution_count ?? cells + 1}]: ${error}`;
        break;
      }
      cells++;
    }
  } finally {
    await session.shutdown();
    session.dispose();
    sessions.dispose();
    kernels.dispose();
  }
  error ??= shortfall(basename(file), notebook, full);
  const target = join(out, basename(dirname(file)), basename(file));
  mkdirSync(dirname(target), { recursive: true });
  await writeNotebook(target, notebook);
  return {
    file: relative(root, file),
    cells,
    seconds: (performance.now() - began) / 1000,
    kilobytes: statSync(target).size / 1024,
    error,
  };
}

async function runCell(
  kernel: Kernel.IKernelConnection,
  cell: Cell,
  seconds: number,
  displays: Map<string, Shown[]>,
): Promise<string | undefined> {
  [cell.outputs, cell.execution_count] = [[], null];
  const code = sourceText(cell);
  if (code.trim() === '') return undefined;
  const collector = new Collector(0, displays, undefined);
  cell.outputs = collector.outputs;
  const future = kernel.requestExecute({ code, stop_on_error: true });
  future.onIOPub = (message) => collect(collector, message);
  const late = sleep(seconds * 1000, 'late' as const, { ref: false });
  const reply = await Promise.race([future.done, late]);
  if (reply === 'late' || reply === undefined) {
    await kernel.interrupt();
    await Promise.race([future.done, sleep(10_000, undefined, { ref: false })]);
    return `no end after ${seconds} s`;
  }
  cell.execution_count = reply.content.execution_count ?? null;
  for (const output of cell.outputs) {
    if (output.output_type === 'execute_result') output.execution_count = cell.execution_count;
  }
  if (reply.content.status === 'ok') return undefined;
  if (reply.content.status === 'error') return `${reply.content.ename}: ${reply.content.evalue}`;
  return reply.content.status;
}

/** Hands a Jupyter message to the collector in the terms of the kernel's own session. */
function collect(collector: Collector, message: KernelMessage.IIOPubMessage): void {
  const content = message.content as unknown as Record<string, never>;
  switch (message.header.msg_type) {
    case 'stream':
      collector.add({ type: 'stream', cell: 0, name: content['name']!, text: content['text']! });
      return;
    case 'display_data':
    case 'update_display_data': {
      const displayId = (content['transient'] as { display_id?: string } | undefined)?.display_id;
      const update = message.header.msg_type === 'update_display_data';
      const { data, metadata } = content as unknown as Pick<CellOutput & { type: 'display' }, 'data' | 'metadata'>;
      collector.add({ type: 'display', cell: 0, data, metadata, displayId, update });
      return;
    }
    case 'execute_result':
      collector.add({ type: 'result', cell: 0, data: content['data']!, metadata: content['metadata']! });
      return;
    case 'clear_output':
      collector.add({ type: 'clear', cell: 0, wait: content['wait']! });
      return;
    case 'error':
      collector.addError(content as unknown as { ename: string; evalue: string; traceback: string[] });
      return;
    default:
  }
}

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map((row) => row.file.length), 8);
  const line = (file: string, ...rest: string[]) =>
    `${file.padEnd(width)}  ${rest.map((text) => text.padStart(8)).join(' ')}`;
  return [
    line('notebook', 'cells', 'seconds', 'KiB', 'errors'),
    ...rows.map((row) =>
      line(row.file, String(row.cells), row.seconds.toFixed(1), row.kilobytes.toFixed(0), row.error ? '1' : '0'),
    ),
  ].join('\n');
}
