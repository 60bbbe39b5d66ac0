/** @file Clients that read and write notebooks without running them: jupytext, nbdime, nbconvert, myst-nb. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { client, clientMust, workFolder } from './environment.ts';
import { code, everyKind, everyKindShown, read, shown, sources, text, write } from './notebooks.ts';

const folder = workFolder('files');
const at = (name: string): string => join(folder, name);
const content = (name: string): string => readFileSync(at(name), 'utf8');

beforeAll(() => {
  write(at('nb.ipynb'), everyKind);
  clientMust(folder, 'jupyter', ['nbconvert', '--to', 'notebook', '--execute', 'nb.ipynb', '--output', 'run.ipynb']);
});

describe('jupytext', () => {
  test.each([
    ['ts:percent', 'nb.ts', '// %%\nconst a: number = 6;'],
    ['ts:light', 'light.ts', "\nconst a: number = 6;\nconsole.log('한글', a);\n"],
    ['py:percent', 'nb.py', '# %%\nconst a: number = 6;'],
    ['md', 'nb.md', '```typescript\nconst a: number = 6;'],
    ['md:myst', 'myst.md', '```{code-cell}\nconst a: number = 6;'],
    ['Rmd', 'nb.Rmd', 'const a: number = 6;'],
  ])('%s holds every cell and the kernel, there and back', (format, file, holds) => {
    clientMust(folder, 'jupytext', ['--to', format, 'nb.ipynb', '-o', file]);
    expect(content(file)).toContain(holds);
    expect(content(file)).toContain('name: kernelab');
    clientMust(folder, 'jupytext', ['--to', 'ipynb', file, '-o', `${file}.ipynb`]);
    const back = read(at(`${file}.ipynb`));
    expect(sources(back)).toEqual(sources(read(at('nb.ipynb'))));
    expect(back.metadata['kernelspec']).toMatchObject({ name: 'kernelab', language: 'typescript' });
  });

  test('a text that was changed goes back into the notebook, and --execute runs it', () => {
    clientMust(folder, 'jupytext', ['--to', 'ts:percent', 'nb.ipynb', '-o', 'edit.ts']);
    writeFileSync(at('edit.ts'), content('edit.ts').replace('a * 7', 'a * 8'));
    clientMust(folder, 'jupytext', ['--to', 'ipynb', '--execute', 'edit.ts', '-o', 'edited.ipynb']);
    expect(shown(read(at('edited.ipynb')))).toEqual(everyKindShown.with(1, ['text/plain: 48']));
  });
});

describe('nbdime', () => {
  test('nbdiff shows the changed line only, nbmerge brings two changes together', () => {
    write(at('base.ipynb'), [code('const a = 1;'), text('between'), code('a + 1')]);
    write(at('mine.ipynb'), [code('const a = 2;'), text('between'), code('a + 1')]);
    write(at('theirs.ipynb'), [code('const a = 1;'), text('between'), code('a + 3')]);
    const diff = stripVTControlCharacters(clientMust(folder, 'nbdiff', ['base.ipynb', 'mine.ipynb']).stdout);
    expect(diff).toMatch(/modified \/cells\/0\/source:\n-\s+const a = 1;\n\+\s+const a = 2;/);
    expect(diff).not.toContain('a + 1');
    clientMust(folder, 'nbmerge', ['base.ipynb', 'mine.ipynb', 'theirs.ipynb', '--out', 'merged.ipynb']);
    expect(sources(read(at('merged.ipynb'))).map(([, source]) => source)).toEqual(['const a = 2;', 'between', 'a + 3']);
  });

  test('nbshow shows our outputs and the language', () => {
    const { stdout } = clientMust(folder, 'nbshow', ['run.ipynb']);
    const said = stripVTControlCharacters(stdout);
    expect(said).toContain('한글 6');
    expect(said).toContain('pygments_lexer: typescript');
    expect(said).toContain('image/png');
  });
});

describe('nbconvert', () => {
  const convert = (to: string, output = `page-${to}`, ...args: string[]): void =>
    void clientMust(folder, 'jupyter', ['nbconvert', '--to', to, 'run.ipynb', '--output', output, ...args]);

  test('html: highlighted code, every output', () => {
    convert('html');
    const page = content('page-html.html');
    expect(page).toContain('highlight hl-typescript');
    expect(page).toContain('<span class="kd">const</span>');
    expect(page).toContain('한글 6');
    expect(page).toContain('<b>bold</b>');
    expect(page).toMatch(/<pre>42<\/pre>|>42\s*</);
    expect(page).toContain('data:image/png;base64,');
  });

  test('html by the template that kernel install brings: the figure as data, and Plotly inside', () => {
    convert('html', 'page-ours', '--template', 'kernelab');
    const page = content('page-ours.html');
    expect(page).toContain('<script type="application/vnd.plotly.v1+json">');
    expect(page).not.toMatch(/<script[^>]+src=[^>]*plotly/);
    expect(page.length).toBeGreaterThan(1_000_000);
  });

  test('slides, markdown and script', () => {
    convert('slides');
    expect(content('page-slides.slides.html')).toContain('reveal');
    convert('markdown');
    expect(content('page-markdown.md')).toContain('```typescript\nconst a: number = 6;');
    expect(content('page-markdown.md')).toMatch(/!\[png\]\(page-markdown_files\/[\w-]+\.png\)/);
    convert('script');
    expect(content('page-script.ts')).toContain("const a: number = 6;\nconsole.log('한글', a);\n\na * 7\n");
  });
});

test('myst-nb: a page of Sphinx with our outputs', () => {
  write(at('page.ipynb'), everyKind);
  writeFileSync(
    at('conf.py'),
    'extensions = ["myst_nb"]\nnb_execution_mode = "force"\nnb_execution_raise_on_error = True\ninclude_patterns = ["page.ipynb", "index.md"]\n',
  );
  writeFileSync(at('index.md'), '# Index\n\n```{toctree}\npage\n```\n');
  const built = client(folder, 'sphinx-build', ['-q', '-b', 'html', '.', 'built']);
  expect(built.code, built.stderr).toBe(0);
  const page = content('built/page.html');
  expect(page).toContain('한글 6');
  expect(page).toContain('<b>bold</b>');
  expect(page).toMatch(/<img [^>]*src="_images\/\w+\.png"/);
});
