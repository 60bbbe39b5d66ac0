/** @file `kernelab run`: runs a notebook straight on the kernel and writes the executed copy; no Python, no Jupyter. */
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseParameter, unknownParameters } from '../../kernel/notebook/parameters.ts';
import { runNotebookFile } from '../../kernel/notebook/run.ts';
import { hasTag, readNotebook, writeNotebook } from '../../kernel/notebook/file.ts';
import { ValueError, say } from '../errors/index.ts';
import { readFile } from '../platform/index.ts';
import { buildSteps } from './build.ts';
import { makeFolderOf, output as outputFolder } from './paths.ts';
import { runSteps } from './steps.ts';

/** Runs a notebook; 0 when every cell succeeded. The copy goes to --output, by default below `build/run` (of a package: `.kernelab/run`). */
export async function runCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { output: { type: 'string' }, timeout: { type: 'string' }, param: { type: 'string', multiple: true } },
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
  readFile(file, 'kernelab run'); // or its error, in the words of every file that is missing
  warnOfUnknown(file, unknownParameters(await readNotebook(file), parameters));
  const output = values.output ?? join(outputFolder, 'run', basename(file));
  makeFolderOf(output, 'kernelab run');
  await runSteps(buildSteps());
  const began = performance.now();
  const tracebacks: string[] = [];
  const run = await runNotebookFile(file, {
    timeout,
    parameters,
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

/** A parameter no cell asks for changes nothing; most likely its name is misspelt. */
function warnOfUnknown(file: string, names: readonly string[]): void {
  for (const name of names) {
    const text = say({
      en: `warning: --param ${name}: the parameters cell of ${basename(file)} declares no ${name}; nothing will read it.`,
      ko: `경고: --param ${name}: ${basename(file)}의 parameters 셀에 ${name}이(가) 없어 쓰이지 않습니다.`,
    });
    process.stderr.write(`${text}\n`);
  }
}

/** From the current folder when the file lies below it, else the whole path: never `../../..`. */
function readablePath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? resolve(path) : short;
}
