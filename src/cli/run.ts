/** @file `kernelab run`: runs a notebook straight on the kernel and writes the executed copy; no Python, no Jupyter. */
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  overwrittenParameters,
  parseParameter,
  unknownParameters,
  type UnknownParameter,
} from '../../kernel/notebook/parameters.ts';
import { runNotebookFile } from '../../kernel/notebook/run.ts';
import { hasTag, readNotebook, writeNotebook } from '../../kernel/notebook/file.ts';
import { ValueError, say } from '../errors/index.ts';
import { readFile } from '../platform/index.ts';
import { buildSteps } from './build.ts';
import { runScript } from './run-script.ts';
import { makeFolderOf, output as outputFolder, refuseMissingFolder } from './paths.ts';
import { runSteps } from './steps.ts';

/**
 * Runs a notebook; 0 when every cell succeeded. It stops at the first cell that fails; not at one tagged `raises-exception`,
 * whose error is expected, and with --allow-errors at none. The copy goes to --output, by default below `build/run` (of a
 * package: `.kernelab/run`).
 */
export async function runCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: 'string' },
      timeout: { type: 'string' },
      param: { type: 'string', multiple: true },
      'allow-errors': { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new ValueError({
      who: 'kernelab run',
      rule: { en: 'one notebook is run at a time', ko: '노트북은 한 번에 하나씩 실행합니다' },
      received: positionals.join(' ') || { en: 'no file', ko: '파일 없음' },
    });
  }
  const timeout = values.timeout === undefined ? undefined : Number(values.timeout);
  if (timeout !== undefined && !(timeout > 0)) {
    throw new ValueError({
      who: 'kernelab run',
      rule: {
        en: '--timeout is the number of seconds a cell may take',
        ko: '--timeout은 셀 하나에 주는 시간(초)입니다',
      },
      received: values.timeout,
    });
  }
  const parameters = Object.fromEntries((values.param ?? []).map(parseParameter));
  if (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(file)) return runScript(file, values);
  readFile(file, 'kernelab run'); // or its error, in the words of every file that is missing
  const notebook = await readNotebook(file);
  refuseOverwritten(file, await overwrittenParameters(notebook, parameters));
  warnOfUnknown(file, unknownParameters(notebook, parameters));
  const output = values.output ?? join(outputFolder, 'run', basename(file));
  if (values.output === undefined) makeFolderOf(output, 'kernelab run');
  else refuseMissingFolder(output, 'kernelab run');
  await runSteps(buildSteps());
  const began = performance.now();
  const tracebacks: string[] = [];
  const run = await runNotebookFile(file, {
    timeout,
    parameters,
    allowErrors: values['allow-errors'] ?? false,
    onCell: (cell, { executionCount, seconds, error }) => {
      const expected = hasTag(cell, 'raises-exception');
      if (error && !expected) tracebacks.push(error.traceback.join('\n'));
      const wanted = expected ? say({ en: 'as expected: ', ko: '예상한 오류: ' }) : '';
      const end = error ? `${wanted}${error.ename}: ${error.evalue}` : 'ok';
      process.stdout.write(
        say({
          en: `Cell [${executionCount}] ${seconds.toFixed(2)} s  ${end}\n`,
          ko: `셀 [${executionCount}] ${seconds.toFixed(2)}초  ${end}\n`,
        }),
      );
    },
  });
  await writeNotebook(output, run.notebook);
  for (const text of tracebacks) process.stderr.write(`\n${text}\n`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    say({
      en: `${run.cells.length} cells, ${run.errors} errors, ${seconds} s → ${readablePath(output)}\n`,
      ko: `셀 ${run.cells.length}개, 오류 ${run.errors}개, ${seconds}초 → ${readablePath(output)}\n`,
    }),
  );
  return run.errors > 0 ? 1 : 0;
}

/** Set first and again by the notebook itself, a parameter would change nothing. */
function refuseOverwritten(file: string, overwritten: readonly { name: string; cell: number }[]): void {
  const [first] = overwritten;
  if (first === undefined) return;
  const { name, cell } = first;
  throw new ValueError({
    who: 'kernelab run',
    rule: {
      en: `--param ${name} would change nothing: cell ${cell} of ${basename(file)} sets ${name} itself, and no cell is tagged 'parameters'`,
      ko: `--param ${name}을(를) 주어도 바뀌지 않습니다. ${basename(file)}의 ${cell}번째 셀이 ${name}의 값을 직접 정하고, 'parameters' 태그가 있는 셀은 없습니다`,
    },
    hint: {
      en: `Tag the cell that sets it with 'parameters' (in JupyterLab: the gear in the right sidebar, Cell Tags)`,
      ko: `값을 정하는 셀에 'parameters' 태그를 다세요 (JupyterLab: 오른쪽 사이드바의 톱니바퀴, Cell Tags)`,
    },
  });
}

/** A parameter no cell asks for changes nothing; most likely its name is misspelt. */
function warnOfUnknown(file: string, unknown: readonly UnknownParameter[]): void {
  for (const { name, near } of unknown) {
    const text = say({
      en: `warning: --param ${name}: no cell of ${basename(file)} declares ${name}; nothing will read it.${near === undefined ? '' : ` Did you mean ${near}?`}`,
      ko: `경고: --param ${name}: ${basename(file)}에 ${name}을(를) 선언한 셀이 없어 쓰이지 않습니다.${near === undefined ? '' : ` ${near}을(를) 뜻했나요?`}`,
    });
    process.stderr.write(`${text}\n`);
  }
}

/** From the current folder when the file lies below it, else the whole path: never `../../..`. */
function readablePath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? resolve(path) : short;
}
