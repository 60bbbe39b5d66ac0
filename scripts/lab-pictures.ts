/**
 * @file `npm run lab-pictures [-- NAMES…]`: runs labs in quick mode and keeps the picture that each names in its facts (the last
 * one that the cell with these words shows), small, in notebooks/pictures. Without names: the labs that have none yet.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceText, type Notebook } from '../kernel/notebook/file.ts';
import { runNotebookFile } from '../kernel/notebook/run.ts';
import { buildSteps } from '../src/cli/build.ts';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { runSteps } from '../src/cli/steps.ts';
import { FormatError } from '../src/errors/index.ts';
import { image, type NDArray } from '../src/index.ts';
import { labs, pictureOf, type Lab } from './labs.ts';

/** Twice what the start page shows, for fine screens. */
const [WIDTH, HEIGHT] = [640, 300];

/** Quick, and on the stand-ins that kernelab draws: nobody's photograph comes into the repository. */
const env = { KERNELAB_QUICK: '1', KERNELAB_OFFLINE: '1', KERNELAB_DATA: '' };
const languages = ['ko', 'en'] as const;

await program(main, 'npm run lab-pictures [-- NAMES…]');

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const wanted = labs().filter((lab) => {
    if (lab.picture === null) return false;
    if (names.length > 0) return names.some((name) => lab.name.startsWith(name));
    return !languages.every((language) => existsSync(join(root, pictureOf(lab, language))));
  });
  await runSteps(buildSteps());
  for (const lab of wanted) for (const language of languages) await take(lab, language);
  return 0;
}

async function take(lab: Lab, language: 'ko' | 'en'): Promise<void> {
  process.stdout.write(`${language}/${lab.name} … `);
  const file = join(root, 'notebooks', language, `${lab.name}.ipynb`);
  const { notebook } = await runNotebookFile(file, { env: { ...env, KERNELAB_LANG: language } });
  const made = image.encodePng(fitted(image.decodePng(pictureIn(notebook, lab.picture!, lab.name))));
  const place = join(root, pictureOf(lab, language));
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, made);
  process.stdout.write(`${Math.ceil(made.length / 1024)} KB\n`);
}

/** The last picture of the cell whose code has these words. */
function pictureIn(notebook: Notebook, words: string, name: string): Uint8Array<ArrayBuffer> {
  const cell = notebook.cells.find((each) => each.cell_type === 'code' && sourceText(each).includes(words));
  const shown = (cell?.outputs ?? []).flatMap((output) => ('data' in output ? [output.data['image/png']] : []));
  const last = shown.findLast((data) => typeof data === 'string');
  if (last === undefined) {
    throw new FormatError({
      who: `notebooks/src/${name}.md`,
      rule: {
        en: "a lab's picture is words of a code cell that shows one",
        ko: '실습의 picture는 그림을 보여 주는 코드 셀에 있는 글입니다',
      },
      received: words,
    });
  }
  return new Uint8Array(Buffer.from(last, 'base64'));
}

/** Smaller where it is larger than the start page shows, on white. */
function fitted(picture: NDArray): NDArray {
  const [height, width] = picture.shape as [number, number];
  const rgb = picture.at('...', ':3');
  const scale = Math.min(1, WIDTH / width, HEIGHT / height);
  if (scale === 1) return rgb;
  const size: [number, number] = [Math.round(height * scale), Math.round(width * scale)];
  return image.resizePillow(rgb, size);
}
