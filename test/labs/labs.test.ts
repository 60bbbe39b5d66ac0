/**
 * @file Every lab through a real Jupyter server in quick mode: no error, it learns what its source promises, small enough to be
 * passed on, no notice that it is not tagged for; with real data and with the stand-ins alike. Two labs at once. A lab whose
 * printed words are looked at here runs in English, the others in Korean: both languages share their code.
 */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNotebook } from '../../kernel/notebook/file.ts';
import { runNotebookFile, type NotebookRun } from '../../kernel/notebook/run.ts';
import { executeLab, expectedNotices, type Executed } from '../../scripts/execute-lab.ts';
import { freePort, startLab, type LabServer } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';
import { firstLab } from './first-lab.ts';

/** Looks at what a lab printed in English, with single spaces: how numbers are set apart is the lesson's business. */
const printedBy: Record<string, (text: string) => void> = {
  '02-fashion-mnist-cnn': (text) => {
    // Both networks beat chance by far, and the counts are the lecture’s.
    expect(numberAfter(text, /test: loss [\d.]+, accuracy ([\d.]+)/)).toBeGreaterThan(0.5);
    expect(numberAfter(text, /MLP \d+ parameters: test accuracy ([\d.]+)/)).toBeGreaterThan(0.5);
    expect(text).toContain('CNN 258874 parameters');
  },
  '03-mnist-mlp-to-cnn': (text) => {
    // The saved model answers, and small shifts hurt less than large ones.
    expect(numberAfter(text, /MLP ([\d.]+) % CNN/)).toBeGreaterThan(60);
    expect(numberAfter(text, /% CNN ([\d.]+) %/)).toBeGreaterThan(60);
    expect(text).toContain('fully connected 160000 locally connected 6400 convolution 25');
    const at = (name: string) => numberAfter(text, new RegExp(`CNN ([\\d.]+) % ${name}`));
    expect(at('shifted 2 px')).toBeGreaterThan(at('shifted 4 px'));
  },
};
const FIRST = '01-filters-on-images';
const labs = globSync('*.ipynb', { cwd: join(root, 'notebooks', 'en') })
  .map((file) => basename(file, '.ipynb'))
  .sort();
const languageOf = (lab: string): string => (lab === FIRST || lab in printedBy ? 'en' : 'ko');
const fileOf = (lab: string): string => join(root, 'notebooks', languageOf(lab), `${lab}.ipynb`);

let server: LabServer;
const runs = new Map<string, Promise<Executed>>();

console.debug = () => {}; // JupyterLab's client reports every WebSocket, and every kernel that ended

beforeAll(async () => {
  server = await startLab({
    port: await freePort(18_888),
    dir: root,
    env: { KERNELAB_QUICK: '1', KERNELAB_LANG: 'en' },
  });
});
afterAll(() => server?.stop());

/** Runs a lab once. */
function executed(lab: string): Promise<Executed> {
  const how = { dir: root, out: join(root, 'build', 'notebooks'), seconds: 600, full: false };
  if (!runs.has(lab))
    runs.set(
      lab,
      readNotebook(fileOf(lab)).then((notebook) => executeLab(server, fileOf(lab), notebook, how)),
    );
  return runs.get(lab)!;
}

/** Everything the notebook printed. */
function printed({ cells }: NotebookRun): string {
  return cells
    .flatMap((cell) => cell.outputs)
    .map((output) => (output.output_type === 'stream' ? String(output.text) : ''))
    .join('')
    .replace(/\s+/g, ' ');
}

function numberAfter(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? Number.NaN);
}

describe('labs', () => {
  it.concurrent.each(labs)('%s runs from top to bottom and keeps its promises', async (lab) => {
    const { run, error } = await executed(lab);
    expect(error).toBeUndefined();
    expect(run.errors).toBe(0); // all of it ran
    printedBy[lab]?.(printed(run));
  });

  it('one of them shows a notice on purpose', async () => {
    const all = await Promise.all(labs.map(executed));
    expect(all.flatMap(({ run }) => run.notebook.cells.flatMap(expectedNotices))).not.toEqual([]);
  });

  it('ImageDataGenerator runs with the stand-ins when there is neither mirror nor network', async () => {
    const [nowhere, empty] = ['no-such-mirror', 'empty-cache'].map((name) => join(root, 'build', name));
    expect(existsSync(nowhere!)).toBe(false);
    const result = await runNotebookFile(join(root, 'notebooks', 'en', '04-image-data-generator.ipynb'), {
      env: { KERNELAB_QUICK: '1', KERNELAB_DATA: nowhere!, KERNELAB_CACHE: empty! },
      timeout: 120,
    });
    expect(result.cells.flatMap((cell) => cell.error?.evalue ?? [])).toEqual([]);
    expect(numberAfter(printed(result), /as they are ([\d.]+) %/)).toBeGreaterThan(30);
  });
});

describe('the first lab', () => firstLab(async () => (await executed(FIRST)).run));
