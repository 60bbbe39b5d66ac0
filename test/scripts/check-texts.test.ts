/** @file The check of texts finds English where Korean belongs, in a small tree made here. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'kernelab-texts-'));
afterAll(() => rmSync(root, { recursive: true }));

it('English in ko, in a gap of ko, and in a received that is more than data', () => {
  mkdirSync(join(root, 'src'));
  writeFileSync(
    join(root, 'src', 'a.ts'),
    [
      "const same = { en: 'the file is empty', ko: 'the file is empty' };",
      "const gap = (x: number) => ({ en: `axis ${x}`, ko: `축 ${x > 1 ? 'are not there' : x}` });",
      "const came = (x: number) => ({ received: x > 1 ? `a list of ${x}` : 'none at all, of nothing' });",
      "const fine = (x: number) => ({ en: `dtype ${x}`, ko: `dtype ${x}`, received: `axis ${x}, 'one of these'` });",
      "const both = { en: x ? 'a file' : 'the folder', ko: x ? '파일' : '폴더', received: String(x) };",
    ].join('\n'),
  );
  const script = join(import.meta.dirname, '../../scripts/check-texts.ts');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', script, root],
    { encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(`${stderr}${stdout}`).toMatchInlineSnapshot(`
    "src/a.ts:1: ko has no Korean: the file is empty
    src/a.ts:2: English within ko: are not there
    src/a.ts:3: received needs { en, ko }, it is more than data: a list of ·
    src/a.ts:3: received needs { en, ko }, it is more than data: none at all, of nothing
    texts: 1 files, 4 problems
    "
  `);
});
