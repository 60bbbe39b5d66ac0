/** @file What `kernelab kernel install` puts into a folder that is no Python environment, and takes out of it again. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { installInto, uninstallFrom } from '../../src/cli/jupyter.ts';

const prefix = mkdtempSync(join(tmpdir(), 'kernelab-prefix-'));
afterAll(() => rmSync(prefix, { recursive: true, force: true }));

const own = join(prefix, 'etc', 'jupyter', 'nbgrader_config.py');
const lines = (given: string[]): string[] => given.map((line) => line.replaceAll(prefix, 'PREFIX'));

test('everything but papermill, which needs a Python, and nothing is left behind', async () => {
  expect(lines(await installInto({ prefix }))).toMatchInlineSnapshot(`
    [
      "installed PREFIX/share/jupyter/kernels/kernelab",
      "installed PREFIX/share/jupyter/labextensions/kernelab",
      "installed PREFIX/share/jupyter/nbconvert/templates/kernelab",
      "installed PREFIX/etc/jupyter/nbgrader_config.py",
      "not installed: parameters for papermill. No Python there takes packages; in the environment of your papermill, run \`kernelab kernel install --sys-prefix\`",
    ]
  `);
  const share = join(prefix, 'share', 'jupyter');
  expect(JSON.parse(readFileSync(join(share, 'labextensions', 'kernelab', 'package.json'), 'utf8'))).toHaveProperty(
    'jupyterlab',
  );
  expect(existsSync(join(share, 'nbconvert', 'templates', 'kernelab', 'conf.json'))).toBe(true);
  expect(readFileSync(own, 'utf8')).toContain('"typescript": "// ');
  await installInto({ prefix }); // over itself
  expect(readdirSync(join(share, 'labextensions'))).toEqual(['kernelab']);
  expect(lines(await uninstallFrom({ prefix }))).toMatchInlineSnapshot(`
    [
      "removed PREFIX/share/jupyter/kernels/kernelab",
      "removed PREFIX/share/jupyter/labextensions/kernelab",
      "removed PREFIX/share/jupyter/nbconvert/templates/kernelab",
      "removed PREFIX/etc/jupyter/nbgrader_config.py",
    ]
  `);
  expect(readdirSync(prefix, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())).toEqual([]);
});

test("a lecturer's own nbgrader configuration stays, and the lines it needs are said", async () => {
  mkdirSync(join(prefix, 'etc', 'jupyter'), { recursive: true });
  writeFileSync(own, 'c = get_config()\n');
  expect(lines(await installInto({ prefix })).find((line) => line.startsWith('left alone'))).toMatchInlineSnapshot(`
    "left alone PREFIX/etc/jupyter/nbgrader_config.py: for nbgrader with exercises in TypeScript it needs the lines
        from nbgrader.preprocessors import ClearSolutions
        c.ClearSolutions.code_stub = {**ClearSolutions().code_stub, "typescript": "// Write your code here.\\nthrow new Error('There is no answer here yet.');"}"
  `);
  await uninstallFrom({ prefix });
  expect(readFileSync(own, 'utf8')).toBe('c = get_config()\n');
});

test('what is not there cannot be taken out; a place that cannot be written is named', async () => {
  await expect(uninstallFrom({ prefix })).rejects.toThrow('kernel uninstall: the kernel is not registered there.');
  const file = join(prefix, 'file');
  writeFileSync(file, '');
  await expect(installInto({ prefix: file })).rejects.toThrow('kernel install: the kernelspec cannot be written.');
  const half = join(prefix, 'half');
  mkdirSync(join(half, 'share', 'jupyter'), { recursive: true });
  writeFileSync(join(half, 'share', 'jupyter', 'labextensions'), '');
  await expect(installInto({ prefix: half })).rejects.toThrow('a part of kernelab cannot be written there.');
});
