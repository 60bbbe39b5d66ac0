/** @file `kernelab run SCRIPT.ts`: a script as one cell of a kernel, so that it may use all that a cell may, with what it prints on the way. */
import { basename, dirname, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Output } from '../../kernel/notebook/file.ts';
import { inSession } from '../../kernel/notebook/in-session.ts';
import { runNotebook } from '../../kernel/notebook/run.ts';
import { cellLabel } from '../../kernel/session/messages.ts';
import { ValueError } from '../errors/index.ts';
import { readTextFile } from '../platform/index.ts';
import { buildSteps } from './build.ts';
import { runSteps } from './steps.ts';

const who = 'kernelab run';

/** Runs the script in its folder; 0 when it ended well. @throws ValueError for options that only a notebook has */
export async function runScript(file: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  const [unfit] = Object.keys(options).filter((name) => name !== 'timeout' && options[name] !== undefined);
  if (unfit !== undefined) {
    throw new ValueError({
      who,
      rule: {
        en: `a script has no --${unfit}; a notebook has`,
        ko: `--${unfit}은(는) 노트북에만 쓸 수 있는 옵션입니다`,
      },
      received: basename(file),
    });
  }
  const source = readTextFile(file, who);
  await runSteps(buildSteps());
  const cell = { cell_type: 'code' as const, source, metadata: {} };
  const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  const timeout = options['timeout'] === undefined ? {} : { timeout: Number(options['timeout']) };
  const cwd = dirname(resolve(file));
  const { errors } = await runNotebook(notebook, (cells) => inSession({ cwd, cells }), {
    ...timeout,
    onOutput: (output) => print(output, basename(file)),
  });
  return errors > 0 ? 1 : 0;
}

/** Places are those of the script; colours are for a terminal. */
function print(output: Output, name: string): void {
  if (output.output_type === 'stream') {
    process[output.name].write([output.text].flat().join(''));
  } else if (output.output_type === 'error') {
    const text = `${output.traceback.join('\n').replaceAll(cellLabel(1), name)}\n`;
    process.stderr.write(process.stderr.isTTY ? text : stripVTControlCharacters(text));
  } else {
    const text = output.data['text/plain'];
    if (typeof text === 'string') process.stdout.write(`${text}\n`);
  }
}
