/** @file Declarations name a type by the module that has it, not by the door of the whole library. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { narrowTypes } from '../../scripts/build-types.ts';

test('narrowTypes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-types-'));
  mkdirSync(join(folder, 'plot', 'calls'), { recursive: true });
  writeFileSync(
    join(folder, 'index.d.ts'),
    "export { A, type B } from './array/index.ts';\nexport * from './plot/index.ts';",
  );
  const file = join(folder, 'plot', 'calls', 'scatter.d.ts');
  writeFileSync(
    file,
    'const a: import("../../index.ts").A; const b: import("../../index.ts").B<1>; const c: import("../../index.ts").C; const d: import("../index.ts").A;',
  );
  narrowTypes(folder);
  expect(readFileSync(file, 'utf8')).toBe(
    'const a: import("../../array/index.ts").A; const b: import("../../array/index.ts").B<1>; const c: import("../../index.ts").C; const d: import("../index.ts").A;',
  );
  rmSync(folder, { recursive: true });
});
