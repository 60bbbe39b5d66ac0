/** @file The check of imports finds what it says it finds, in small trees made here. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'kernelab-imports-'));
afterAll(() => rmSync(root, { recursive: true }));

/** What the check says of these files. */
function checked(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(root, 't-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const script = join(import.meta.dirname, '../../scripts/check-imports.ts');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', script, folder],
    { encoding: 'utf8' },
  );
  return [...stderr.split('\n'), ...stdout.split('\n')].filter((line) => line !== '');
}

it('directions, doors and strangers', () => {
  expect(
    checked({
      'src/cnn/index.ts': "import { a } from '../plot/index.ts';\nimport type { b } from '../keras/index.ts';\n",
      'src/cnn/deep.ts': "import type { a } from '../plot/inner.ts';\nexport * from '../display/inner/index.ts';\n",
      'src/display/index.ts': "import { a } from '../cnn/index.ts';\nconst later = await import('../cnn/deep.ts');\n",
      'src/display/one.ts': "import { a } from '../unheard/index.ts';\nimport '../../kernel/main.ts';\n",
      'src/cli/main.ts': "import { a } from '../../kernel/main.ts';\n",
    }),
  ).toMatchInlineSnapshot(`
    [
      "src/cnn/deep.ts: imports '../plot/inner.ts'. plot is entered by its index.ts.",
      "src/cnn/deep.ts: imports '../display/inner/index.ts'. display is entered by its index.ts.",
      "src/cnn/index.ts: imports '../keras/index.ts'. cnn and keras do not know each other.",
      "src/display/index.ts: imports '../cnn/index.ts'. display stands above cnn; imports go only to modules above.",
      "src/display/index.ts: imports '../cnn/deep.ts'. display stands above cnn; imports go only to modules above.",
      "src/display/one.ts: imports '../unheard/index.ts'. 'unheard' has no place in the ORDER of scripts/check-imports.ts.",
      "src/display/one.ts: imports '../../kernel/main.ts'. kernel/ and src/ meet only at the display symbol.",
      "imports: 5 files, 7 problems",
    ]
  `);
});

it('circles of values, not of types', () => {
  expect(
    checked({
      'src/display/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
      'src/display/b.ts': "import { c } from './c.ts';\nexport const b = c;\n",
      'src/display/c.ts': "export { a as c } from './a.ts';\n",
      'src/display/d.ts':
        "import { type E } from './e.ts';\nimport type { F } from './e.ts';\nexport const d: E | F = 1;\n",
      'src/display/e.ts': "import { d } from './d.ts';\nexport type E = typeof d;\nexport type F = E;\n",
      'src/display/f.ts': "export const f = () => import('./g.ts');\n",
      'src/display/g.ts': "import './f.ts';\n",
    }),
  ).toMatchInlineSnapshot(`
    [
      "src/display/a.ts: 3 files import values from each other in a circle: src/display/a.ts → src/display/b.ts → src/display/c.ts → src/display/a.ts. A type import does not count; else move what both need into a third file.",
      "imports: 7 files, 1 problems",
    ]
  `);
});

it("Node's modules and globals, but not names of one's own", () => {
  expect(
    checked({
      'src/display/a.ts':
        "import { readFileSync } from 'node:fs';\nexport const a = process.env['A'] ?? Buffer.alloc(1);\n",
      'src/display/b.ts': 'const env = globalThis.process?.env;\nlet error: NodeJS.ErrnoException;\n',
      'src/display/c.ts':
        'class C { process(): void { this.process(); } require = 1; }\nfunction f(process: number) { return process; }\n',
      'src/platform/files.node.ts': "import { readFileSync } from 'node:fs';\nprocess.cwd();\n",
      'src/platform/files.ts': 'setImmediate(() => undefined);\n',
      'src/cli/main.ts': 'process.exit();\n',
    }),
  ).toMatchInlineSnapshot(`
    [
      "src/display/a.ts: imports 'node:fs'. Only src/platform/*.node.ts, src/cli and kernel/ may use Node: the library can run in a browser.",
      "src/display/a.ts: uses process, which only Node has. Ask src/platform for what it gives.",
      "src/display/a.ts: uses Buffer, which only Node has. Ask src/platform for what it gives.",
      "src/display/b.ts: uses process, which only Node has. Ask src/platform for what it gives.",
      "src/display/b.ts: uses a type of NodeJS. Only src/platform/*.node.ts may.",
      "src/platform/files.ts: uses setImmediate, which only Node has. Ask src/platform for what it gives.",
      "imports: 6 files, 6 problems",
    ]
  `);
});
