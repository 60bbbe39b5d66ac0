/**
 * @file `kernelab export`: a notebook as one HTML page whose plots stay interactive without a network. nbconvert of the
 * private Python does the page, our template puts Plotly into it once; formulas go into it as MathML (`formulas.ts`).
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FormatError, KernelabError, ValueError, say } from '../errors/index.ts';
import { readTextFile } from '../platform/index.ts';
import { buildSteps } from './build.ts';
import { prepared, type Notebook } from './formulas.ts';
import { makeFolderOf, root } from './paths.ts';
import { pythonEnv } from './python.ts';
import { runSteps } from './steps.ts';

const who = 'kernelab export';

/** Writes the page beside the notebook, or to `--output`; 0 when it is there. */
export async function exportCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { output: { type: 'string' } } });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new ValueError({
      who,
      rule: { en: 'one notebook is exported at a time', ko: '노트북은 한 번에 하나씩 내보냅니다' },
      received: positionals.join(' ') || { en: 'no file', ko: '파일 없음' },
    });
  }
  const notebook = readNotebook(file);
  const { python, env } = pythonEnv();
  const output = resolve(values.output ?? file.replace(/\.ipynb$/, '') + '.html');
  makeFolderOf(output, who);
  await runSteps(buildSteps());
  // Written beside its place and moved there whole.
  const folder = mkdtempSync(join(dirname(output), '.export-'));
  try {
    // Under its own name, which nbconvert makes the title of the page.
    const copy = join(folder, basename(file));
    writeFileSync(copy, JSON.stringify(prepared(notebook)));
    await convert(python, env, copy, folder);
    renameSync(join(folder, 'page.html'), output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const megabytes = (statSync(output).size / 1e6).toFixed(1);
  process.stdout.write(`${relative(process.cwd(), output)} (${megabytes} MB)\n`);
  return 0;
}

/** nbconvert's own complaints about such files are stack traces. */
function readNotebook(file: string): Notebook {
  const text = readTextFile(file, who);
  let notebook: Notebook;
  try {
    notebook = JSON.parse(text) as typeof notebook;
  } catch (error) {
    throw new FormatError({
      who,
      rule: { en: 'a notebook is JSON', ko: '노트북은 JSON입니다' },
      received: `${basename(file)}: ${(error as Error).message}`,
    });
  }
  if (!Array.isArray(notebook?.cells) || typeof notebook.nbformat !== 'number') {
    throw new FormatError({
      who,
      rule: { en: 'the file is JSON but no notebook', ko: 'JSON이지만 노트북이 아닌 파일입니다' },
      received: basename(file),
    });
  }
  if (!notebook.cells.some(({ outputs }) => (outputs?.length ?? 0) > 0)) {
    process.stderr.write(
      say({
        en: `${who}: ${basename(file)} has no outputs yet; run it first (npx kernelab run ${file} --output ${file}) to have them on the page.\n`,
        ko: `${who}: ${basename(file)}에 실행 결과가 없습니다. 먼저 실행하면(npx kernelab run ${file} --output ${file}) 결과도 담깁니다.\n`,
      }),
    );
  }
  return notebook;
}

async function convert(python: string, env: NodeJS.ProcessEnv, file: string, folder: string): Promise<void> {
  const templates = join(root, 'dist', 'nbconvert');
  const child = spawn(
    python,
    [
      '-m',
      'nbconvert',
      '--to=html',
      '--template=kernelab',
      '--log-level=WARN',
      `--TemplateExporter.extra_template_basedirs=${templates}`,
      `--output-dir=${folder}`,
      '--output=page',
      file,
    ],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done));
  if (code === 0) return;
  throw new KernelabError({
    who,
    rule: { en: 'nbconvert failed', ko: 'nbconvert가 실패했습니다' },
    received: complaints.trim().split('\n').slice(-3).join(' '),
  });
}
