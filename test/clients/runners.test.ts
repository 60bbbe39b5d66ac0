/** @file Clients that run a notebook: nbclient (jupyter execute), nbval, nbconvert --execute, euporie. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { sourceText } from '../../kernel/notebook/file.ts';
import { client, clientMust, workFolder } from './environment.ts';
import { code, everyKind, everyKindShown, read, shown, write } from './notebooks.ts';

const folder = workFolder('runners');
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  write(at('nb.ipynb'), everyKind);
  clientMust(folder, 'jupyter', ['execute', 'nb.ipynb', '--inplace']);
});

describe('nbclient', () => {
  test('jupyter execute writes every output, the language and the times', () => {
    const done = read(at('nb.ipynb'));
    expect(shown(done)).toEqual(everyKindShown);
    expect(done.metadata['language_info']).toMatchObject({ name: 'typescript', file_extension: '.ts' });
    expect(done.cells[1]!.metadata['execution']).toHaveProperty('shell.execute_reply');
  });

  test('an error stops it; a cell that may raise does not; a time limit does', () => {
    write(at('raises.ipynb'), [code("throw new RangeError('planned')", 'raises-exception'), code("console.log('on')")]);
    clientMust(folder, 'jupyter', ['execute', 'raises.ipynb', '--inplace']);
    expect(shown(read(at('raises.ipynb')))).toEqual([['RangeError: planned'], ['stdout: on\n']]);
    write(at('types.ipynb'), [code('const n: number = "x";'), code("console.log('never')")]);
    const types = client(folder, 'jupyter', ['execute', 'types.ipynb', '--output=typed']);
    expect(types.code).toBe(1);
    expect(stripVTControlCharacters(types.stderr)).toContain("Type 'string' is not assignable to type 'number'.");
    write(at('endless.ipynb'), [code('for (;;) {}')]);
    const endless = client(folder, 'jupyter', ['execute', 'endless.ipynb', '--timeout=5']);
    expect(endless.code).toBe(1);
    expect(endless.stderr).toContain('CellTimeoutError');
  });

  test('updates of what an earlier cell shows, clear_output and input that nobody answers', () => {
    write(at('live.ipynb'), [
      code("const handle = display('first');"),
      code("handle.update('second'); console.log('gone'); clearOutput(); console.log('stays');"),
      code("input('name?')", 'raises-exception'),
    ]);
    clientMust(folder, 'jupyter', ['execute', 'live.ipynb', '--inplace']);
    const outputs = shown(read(at('live.ipynb')));
    expect(outputs.slice(0, 2)).toEqual([['text/plain: second'], ['stdout: stays\n']]);
    expect(outputs[2]![0]).toMatch(/^InputError: /);
  });
});

describe('nbval', () => {
  test('the notebook that was run compares equal, a changed one does not', () => {
    clientMust(folder, 'py.test', ['--nbval', 'nb.ipynb', '-q', '-p', 'no:cacheprovider']);
    const changed = read(at('nb.ipynb'));
    const cell = changed.cells.find((each) => sourceText(each) === 'a * 7')!;
    cell.source = 'a * 8';
    writeFileSync(at('changed.ipynb'), JSON.stringify(changed));
    const { code: ended, stdout } = client(folder, 'py.test', [
      '--nbval',
      'changed.ipynb',
      '-q',
      '-p',
      'no:cacheprovider',
    ]);
    expect(ended).toBe(1);
    expect(stripVTControlCharacters(stdout)).toMatch(/'42' == '48'/);
    expect(stdout).toContain('1 failed, 3 passed');
  });
});

test('euporie shows what our cells show in a terminal', () => {
  write(at('terminal.ipynb'), everyKind.slice(0, 4));
  const script = `
import pexpect
child = pexpect.spawn("euporie-preview", ["--run", "terminal.ipynb"], encoding="utf-8", timeout=120, dimensions=(60, 100))
child.expect(pexpect.EOF)
print(child.before)
`;
  const said = stripVTControlCharacters(clientMust(folder, 'python', ['-'], script).stdout);
  expect(said).toContain('한글 6');
  expect(said).toContain('42');
  expect(said).toContain('bold');
});
