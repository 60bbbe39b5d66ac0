/** @file A lab as a script: `kernelab export --to ts`, then by `kernelab run` and by Node alone. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../src/cli/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = promisify(execFile);
const door = join(root, 'bin', 'kernelab.mjs');
const env = { ...process.env, KERNELAB_LANG: 'en', KERNELAB_QUICK: '1' };

/** What a command printed, and how it ended. */
async function kernelab(...args: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const done = run(process.execPath, [door, ...args], { cwd: folder, env, encoding: 'utf8' });
  return done.then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

test('lab 0 is exported, and both ways of running print the same', async () => {
  const lab = join(root, 'notebooks', 'en', '00-hello-kernelab.ipynb');
  const made = await kernelab('export', lab, '--to', 'ts', '--output', join(folder, 'lab.ts'));
  expect(made).toMatchObject({ code: 0, stdout: 'lab.ts\n' });
  const byKernel = await kernelab('run', 'lab.ts');
  expect(byKernel.stderr).toBe('');
  expect(byKernel.code).toBe(0);
  expect(byKernel.stdout).toContain('conv');
  // Where kernelab is installed: in this folder it is a link.
  const text = readFileSync(join(folder, 'lab.ts'), 'utf8');
  const place = join(root, 'build', `script-${process.pid}.ts`);
  writeFileSync(place, text);
  try {
    const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', place], {
      cwd: folder,
      env,
    });
    const lines = stdout.split('\n').filter((line) => /^(?:conv|dense|785)/.test(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(byKernel.stdout).toContain(line);
  } finally {
    rmSync(place);
  }
}, 120_000);

test('a script that fails says its line, and options of notebooks are refused', async () => {
  writeFileSync(join(folder, 'bad.ts'), "console.log('first');\nconst x: any = undefined;\nx.shape;\n");
  const bad = await kernelab('run', 'bad.ts');
  expect(bad.code).toBe(1);
  expect(bad.stdout).toBe('first\n');
  expect(bad.stderr).toMatch(/TypeError: Cannot read properties of undefined \(reading 'shape'\)\nbad\.ts, line 3\n/);
  const param = await kernelab('run', 'bad.ts', '--param', 'x=1');
  expect(param.stderr).toContain('kernelab run: a script has no --param; a notebook has. Received bad.ts.');
  const missing = await kernelab('run', 'nowhere.ts');
  expect(missing.stderr).toContain('there is no such file');
  writeFileSync(join(folder, 'types.ts'), 'const n: number = "a";\n');
  expect((await kernelab('run', 'types.ts')).stderr).toContain("Type 'string' is not assignable to type 'number'");
}, 120_000);
