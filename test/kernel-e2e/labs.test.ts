/** @file The training labs in quick mode learn something sane, with real data and with the stand-ins alike. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNotebookFile, type NotebookRun } from '../../kernel/notebook/run.ts';
import { root } from '../../src/cli/paths.ts';
import { noticeMime } from '../../src/display/index.ts';

function run(lab: string, env: Record<string, string> = {}): Promise<NotebookRun> {
  return runNotebookFile(join(root, 'notebooks', 'en', `${lab}.ipynb`), {
    env: { KERNELAB_QUICK: '1', ...env },
    timeout: 120,
  });
}

/** Everything the notebook printed, with single spaces: how numbers are set apart is the lesson's business. */
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

describe('quick mode', () => {
  it('Fashion-MNIST: both networks beat chance by far, and the counts are the lecture’s', async () => {
    const result = await run('02-fashion-mnist-cnn');
    expect(result.cells.flatMap((cell) => cell.error?.evalue ?? [])).toEqual([]);
    const text = printed(result);
    expect(numberAfter(text, /test: loss [\d.]+, accuracy ([\d.]+)/)).toBeGreaterThan(0.5);
    expect(numberAfter(text, /MLP \d+ parameters: test accuracy ([\d.]+)/)).toBeGreaterThan(0.5);
    expect(text).toContain('CNN 258874 parameters');
  });

  it('digits: the saved model answers, and small shifts hurt less than large ones', async () => {
    const result = await run('03-mnist-mlp-to-cnn');
    expect(result.cells.flatMap((cell) => cell.error?.evalue ?? [])).toEqual([]);
    const text = printed(result);
    expect(numberAfter(text, /MLP ([\d.]+) % CNN/)).toBeGreaterThan(60);
    expect(numberAfter(text, /% CNN ([\d.]+) %/)).toBeGreaterThan(60);
    expect(text).toContain('fully connected 160000 locally connected 6400 convolution 25');
    const at = (name: string) => numberAfter(text, new RegExp(`CNN ([\\d.]+) % ${name}`));
    expect(at('shifted 2 px')).toBeGreaterThan(at('shifted 4 px'));
  });

  it('ImageDataGenerator runs with the stand-ins when there is neither mirror nor network', async () => {
    const nowhere = join(root, 'build', 'no-such-mirror');
    const result = await run('04-image-data-generator', {
      KERNELAB_DATA: nowhere,
      KERNELAB_CACHE: join(root, 'build', 'empty-cache'),
    });
    expect(result.cells.flatMap((cell) => cell.error?.evalue ?? [])).toEqual([]);
    expect(numberAfter(printed(result), /as they are ([\d.]+) %/)).toBeGreaterThan(30);
  });
});

describe('notices', () => {
  const wanted: string[] = [];
  const sources = readdirSync(join(root, 'notebooks', 'en')).filter((file) => file.endsWith('.ipynb'));
  it.each(sources)('%s has none outside of cells that are tagged for them', async (file) => {
    const { notebook, errors } = await run(file.replace(/\.ipynb$/, ''));
    expect(errors).toBe(0); // all of it ran
    for (const cell of notebook.cells) {
      const outputs = (cell.outputs ?? []) as readonly { data?: Record<string, unknown> }[];
      // (Lines about data, weights and progress are of other kinds.)
      const notices = outputs.flatMap(({ data }) => (data?.[noticeMime] as { cause: string } | undefined) ?? []);
      const tags = (cell.metadata['tags'] ?? []) as readonly string[];
      const expected = tags.flatMap((tag) => /^expects-notice:(.*)$/.exec(tag)?.[1] ?? []);
      expect(notices.map(({ cause }) => cause.replaceAll(' ', '-'))).toEqual(expected);
      wanted.push(...expected);
    }
  });
  it('one lab shows one on purpose', () => expect(wanted).not.toEqual([]));
});
