/** @file `kernelab export NB.ipynb --to ts`: a notebook as a script for `kernelab run` and for Node itself; texts are comments. */
import { basename, relative } from 'node:path';
import { stripperIn } from '../../kernel/compile/strip-node.ts';
import { readNotebook } from '../../kernel/notebook/file.ts';
import { scriptOf, type Script } from '../../kernel/notebook/script.ts';
import { ValueError, say } from '../errors/index.ts';
import { library } from '../library.ts';
import { readFile, writeFile } from '../platform/index.ts';
import { refuseMissingFolder } from './paths.ts';

const who = 'kernelab export';

/** Writes the script; 0 when it is there. What is left out or needs more than Node is said. */
export async function exportScript(file: string, output: string): Promise<number> {
  readFile(file, who); // or its error, in the words of every file that is missing
  const notebook = await readNotebook(file);
  refuseMissingFolder(output, who);
  const script = await scriptOf(notebook, { stripper: stripperIn(process.cwd()), library, kind: 'script' });
  if (script.isJsx && !output.endsWith('x')) {
    throw new ValueError({
      who,
      rule: { en: 'a script with JSX in it is written as .tsx', ko: 'JSX가 든 스크립트는 .tsx로 저장합니다' },
      received: basename(output),
      hint: { en: `--output ${basename(output)}x`, ko: `--output ${basename(output)}x` },
    });
  }
  writeFile(output, script.code, who);
  for (const line of remarks(script)) process.stderr.write(`${who}: ${line}\n`);
  process.stdout.write(`${relative(process.cwd(), output)}\n`);
  return 0;
}

function remarks({ left, isMore }: Script): string[] {
  const said = left.map(({ cell, reason }) =>
    reason === 'syntax'
      ? say({
          en: `cell ${cell} does not parse and is in the script as a comment.`,
          ko: `${cell}번째 셀은 문법이 맞지 않아 주석으로 넣었습니다.`,
        })
      : say({
          en: `cell ${cell} fails on purpose (raises-exception) and is in the script as a comment.`,
          ko: `${cell}번째 셀은 일부러 실패하는 셀(raises-exception)이어서 주석으로 넣었습니다.`,
        }),
  );
  const more = say({
    en: 'it has more than types in it (enums, namespaces, JSX …): npx kernelab run runs it, Node alone does not.',
    ko: '타입 말고도 다른 문법(enum, namespace, JSX …)이 있습니다. npx kernelab run으로 실행하세요. Node만으로는 실행되지 않습니다.',
  });
  return isMore ? [...said, more] : said;
}
