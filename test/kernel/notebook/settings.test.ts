/** @file What is said of a tsconfig.json beside a notebook. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { unreadSettings } from '../../../kernel/notebook/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('settings that would change cells are named; others, and comments, are not', () => {
  const said = (text: string): string | undefined => {
    writeFileSync(join(folder, 'tsconfig.json'), text);
    return unreadSettings(folder)?.en;
  };
  expect(unreadSettings(folder)).toBeUndefined();
  expect(said('{ "compilerOptions": { "target": "es2022", "outDir": "a//b" } }')).toBeUndefined();
  expect(said('{ "compilerOptions": { // "strict": true\n /* "jsx": "react" */ } }')).toBeUndefined();
  expect(said('{ broken')).toBeUndefined();
  expect(
    said('{ "compilerOptions": { "outDir": "a//b", "strict": true, "paths": { "@/*": ["./src/*"] } } }'),
  ).toMatchInlineSnapshot(
    `"the tsconfig.json of this folder (strict, paths) is not read; cells are checked and run with the kernel's own settings. Own files are imported by their paths: './src/x.ts'."`,
  );
});
