/**
 * @file `kernelab export`: a notebook as a script (`export-script.ts`), as one HTML page whose plots stay interactive without a network, or as a PDF that a
 * headless browser prints from that page. nbconvert of the private Python does the page, our template puts Plotly into it
 * once; formulas go into it as MathML (`formulas.ts`), pictures from files as they are (`pictures.ts`).
 */
import { spawn } from 'node:child_process';
import { renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FormatError, KernelabError, ValueError, say, sizeText } from '../errors/index.ts';
import { readTextFile } from '../platform/index.ts';
import { findOrBringBrowser } from './browser.ts';
import { exportScript } from './export-script.ts';
import { buildSteps } from './build.ts';
import { prepared, type Notebook } from './formulas.ts';
import { notebookLanguage } from './notebook-language.ts';
import { refuseMissingFolder, root } from './paths.ts';
import { withPictures } from './pictures.ts';
import { printed } from './print.ts';
import { pythonEnv } from './python.ts';
import { withScratch } from './scratch.ts';
import { runSteps } from './steps.ts';

const who = 'kernelab export';

/** Writes the page (or, `--to ts`, the script) beside the notebook, or to `--output`; 0 when it is there. */
export async function exportCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { output: { type: 'string' }, to: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new ValueError({
      who,
      rule: { en: 'one notebook is exported at a time', ko: '노트북은 한 번에 하나씩 내보냅니다' },
      received: positionals.join(' ') || { en: 'no file', ko: '파일 없음' },
    });
  }
  const output = resolve(values.output ?? `${file.replace(/\.ipynb$/, '')}.${values.to ?? 'html'}`);
  const kind = extname(output).toLowerCase();
  const isKnown = ['.html', '.htm', '.pdf', '.ts', '.tsx'].includes(kind);
  if (!isKnown || (values.to !== undefined && !kind.startsWith(`.${values.to}`))) {
    throw new ValueError({
      who,
      rule: {
        en: 'a page is written as .html or .pdf, a script as .ts',
        ko: '페이지는 .html이나 .pdf로, 스크립트는 .ts로 저장합니다',
      },
      received: [values.to && `--to ${values.to}`, values.output && `--output ${basename(output)}`]
        .filter(Boolean)
        .join(' '),
    });
  }
  if (kind.startsWith('.ts')) return exportScript(file, output);
  const { notebook, outside } = withPictures(readNotebook(file), dirname(resolve(file)));
  warnOfOutside(file, outside);
  const { python, env } = pythonEnv();
  const browser = kind === '.pdf' ? findOrBringBrowser((text) => process.stderr.write(`${who}: ${text}\n`)) : undefined;
  refuseMissingFolder(output, who);
  await runSteps(buildSteps());
  // Written beside its place and moved there whole.
  await withScratch(join(dirname(output), '.export-'), async (folder) => {
    // Under its own name, which nbconvert makes the title of the page.
    const copy = join(folder, basename(file));
    writeFileSync(copy, JSON.stringify(prepared(notebook)));
    await convert(python, env, copy, folder, notebookLanguage(notebook));
    const page = join(folder, 'page.html');
    renameSync(browser ? await printed(page, browser, who) : page, output);
  });
  process.stdout.write(`${relative(process.cwd(), output)} (${sizeText(statSync(output).size)})\n`);
  return 0;
}

/** Pictures that the page will look for elsewhere. */
function warnOfOutside(file: string, addresses: readonly string[]): void {
  for (const address of addresses) {
    const isRemote = /^(?:[a-z][\w+.-]+:)?\/\//i.test(address);
    const text = say(
      isRemote
        ? {
            en: `the picture ${address} comes from the network; without one the page lacks it.`,
            ko: `그림 ${address}은(는) 네트워크에서 가져옵니다. 네트워크가 없으면 보이지 않습니다.`,
          }
        : {
            en: `${basename(file)} shows the picture ${address}, which is not there.`,
            ko: `${basename(file)}에 나오는 그림 파일 ${address}이(가) 없습니다.`,
          },
    );
    process.stderr.write(`${who}: ${text}\n`);
  }
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

async function convert(
  python: string,
  env: NodeJS.ProcessEnv,
  file: string,
  folder: string,
  language: string,
): Promise<void> {
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
      `--HTMLExporter.language_code=${language}`,
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
