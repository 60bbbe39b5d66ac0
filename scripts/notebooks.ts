/**
 * @file `npm run notebooks [-- FILES… --full]`: runs notebooks through a real Jupyter server on 127.0.0.1 with
 * JupyterLab's own client, writes the executed copies below `build/notebooks`, prints a table, fails on any error, where a model
 * learnt too little, where a cell shows notices that it is not tagged for, and on more than 2 MiB.
 * Without FILES all labs in Korean (the English ones have the same code). Quick mode (the default) sets KERNELAB_QUICK=1, on which labs train on a subset; `--full` runs them as students do.
 */
import { globSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readNotebook } from '../kernel/notebook/file.ts';
import { freePort, startLab } from '../src/cli/lab.ts';
import { installSteps } from '../src/cli/install.ts';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { runSteps } from '../src/cli/steps.ts';
import { ValueError } from '../src/errors/index.ts';
import { executeLab } from './execute-lab.ts';

interface Row {
  file: string;
  cells: number;
  seconds: number;
  kilobytes: number;
  error: string | undefined;
}

console.debug = () => {}; // JupyterLab's client reports every WebSocket, and every kernel that ended

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
      rule: { en: '--timeout is a number of seconds a cell may take', ko: '--timeout은 셀 하나에 주는 시간(초)입니다' },
      received: values.timeout,
    });
  }
  const files = positionals.length > 0 ? positionals.map((file) => resolve(file)) : labs();
  // Read all before anything starts: a broken file is reported at once.
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
      const how = { dir, out: values.out, seconds, full: values.full ?? false };
      const executed = await executeLab(server, file, notebook, how);
      process.stdout.write(`${executed.seconds.toFixed(1)} s${executed.error ? ` FAILED\n${executed.error}` : ''}\n`);
      rows.push({ ...executed, file: relative(root, file), cells: executed.run.cells.length });
    }
  } finally {
    await server.stop();
  }
  process.stdout.write(`\n${table(rows)}\n`);
  return rows.some((row) => row.error !== undefined) ? 1 : 0;
}

/** The labs in Korean: the English ones have the same code, and a test holds them to it. */
function labs(): string[] {
  return globSync('notebooks/ko/*.ipynb', { cwd: root })
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
