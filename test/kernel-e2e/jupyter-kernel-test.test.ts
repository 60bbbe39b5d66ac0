/** @file Runs PyPI's jupyter_kernel_test with the project's private Python and a kernelspec of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installKernelSpec } from '../../kernel/kernelspec.ts';

const root = join(import.meta.dirname, '../..');
const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Whether the private Python has the suite; `npm test` installs it. */
function suiteIsThere(): boolean {
  return existsSync(python) && spawnSync(python, ['-c', 'import jupyter_kernel_test']).status === 0;
}

test('jupyter_kernel_test passes (skipped without .venv; `npm test` makes it)', { timeout: 120_000 }, async (ctx) => {
  if (!suiteIsThere()) ctx.skip('no .venv with jupyter_kernel_test');
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-spec-'));
  try {
    await installKernelSpec({ dir: folder });
    const file = join(import.meta.dirname, 'test_jupyter_kernel.py');
    const { status, stderr } = spawnSync(python, [file], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, JUPYTER_PATH: folder, JUPYTER_RUNTIME_DIR: folder, PYTHONWARNINGS: 'ignore' },
    });
    expect(stderr).toMatch(/Ran 12 tests/);
    expect(stderr).not.toMatch(/skipped/);
    expect(stderr).toMatch(/\nOK\n/);
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
