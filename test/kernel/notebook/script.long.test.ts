/** @file A notebook as a script: names declared twice, imports, commands, what cannot be run; run by Node itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeStripper } from '../../../kernel/compile/strip-node.ts';
import type { Cell, Notebook } from '../../../kernel/notebook/file.ts';
import { scriptOf, type Script } from '../../../kernel/notebook/script.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const library = { name: 'node:os', names: ['EOL', 'cpus'] };

function notebook(...cells: (string | Partial<Cell>)[]): Notebook {
  const all = cells.map((cell): Cell => ({
    cell_type: 'code',
    metadata: {},
    source: '',
    ...(typeof cell === 'string' ? { source: cell } : cell),
  }));
  return { cells: all, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

const script = (...cells: (string | Partial<Cell>)[]): Promise<Script> =>
  scriptOf(notebook(...cells), { stripper: nodeStripper, library, kind: 'script' });

/** What the script prints when Node runs it. */
async function printed(...cells: (string | Partial<Cell>)[]): Promise<string> {
  const path = join(folder, 'script.ts');
  writeFileSync(path, (await script(...cells)).code);
  return execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path], {
    encoding: 'utf8',
    cwd: folder,
  });
}

describe('a script', () => {
  it('has texts as comments, imports at the top once, and the library where it is used', async () => {
    const { code } = await script(
      { cell_type: 'markdown', source: '# Title\n\ntext' },
      "import { join } from 'node:path';\nimport fs from 'node:fs';\nconst a: number = cpus().length",
      "import { join, sep } from 'node:path';\nimport 'node:fs';\n[a].length + join('a', sep).length",
    );
    expect(code).toMatchInlineSnapshot(`
      "import { cpus } from 'node:os';
      import { join } from 'node:path';
      import fs from 'node:fs';
      import { sep } from 'node:path';

      // # Title
      //
      // text

      const a: number = cpus().length;

      import 'node:fs';
      [a].length + join('a', sep).length;
      "
    `);
  });

  it('sets names that an earlier cell has declared', async () => {
    const cells = [
      'const x = 1, keep = 5\nfunction f(n: number) { return n + 1 }\nclass A { v = 1 }\nlet y',
      'const x: string = `two ${f(keep)}`\nfunction f(n: number) { return n * 10; }\nclass A { v = 2 }',
      'const { x, z } = { x: [x, f(1)], z: new A().v };\nlet y = x as unknown[], w = 3;\nconsole.log(JSON.stringify([x, y, z, w, keep]))',
    ];
    expect((await script(...cells)).code).toMatchInlineSnapshot(`
      "let x: any = 1, keep = 5
      function f(n: number) { return n + 1 }
      class A { v = 1 }
      let y: any;

      x = \`two \${f(keep)}\`;
      // @ts-ignore: declared once more
      f = function f(n: number) { return n * 10; };
      // @ts-ignore: declared once more
      A = class A { v = 2 };

      let z: any;
      ({ x, z } = { x: [x, f(1)], z: new A().v });
      let w: any;
      y = x;
      w = 3;
      console.log(JSON.stringify([x, y, z, w, keep]));
      "
    `);
    expect(await printed(...cells)).toBe('[["two 6",10],["two 6",10],2,3,5]\n');
  });

  it('does not let a cell go on in the next', async () => {
    expect(
      await printed(
        'const a = [1, 2] // no sign at the end',
        '(function () { console.log(1) })()',
        '`x`.length',
        '[3].forEach((n) => console.log(n))',
        '{ a: 1 }',
        '+a.length; console.log(a.length)',
      ),
    ).toBe('1\n3\n2\n');
  });

  it('brings along what only a kernel has', async () => {
    expect(
      await printed(
        "display('shown').update('again')\nclearOutput()",
        "const { sep } = require('node:path')\n%time const t = 1\n!echo from the shell",
        '%%writefile note.txt\nhello',
        "console.log(t, sep, require('node:fs').readFileSync('note.txt', 'utf8').trim(), __dirname.length > 1)",
        '%%bash\necho in bash',
      ),
    ).toMatch(/^shown\nagain\n(?:time: .*\n)?from the shell\n(?:time: .*\n)?1 \/ hello true\nin bash\n$/);
  });

  it('says what it leaves out', async () => {
    const { code, left, isMore, isJsx } = await script(
      'const a = ;',
      { source: "throw new Error('meant')", metadata: { tags: ['raises-exception'] } },
      'const b = 1;',
      '%nonsense',
    );
    expect({ left, isMore, isJsx }).toEqual({
      left: [
        { cell: 1, reason: 'syntax' },
        { cell: 2, reason: 'raises-exception' },
        { cell: 4, reason: 'syntax' },
      ],
      isMore: false,
      isJsx: false,
    });
    expect(code).toBe("// const a = ;\n\n// throw new Error('meant')\n\nconst b = 1;\n\n// %nonsense\n");
    expect(await script('enum E { A }')).toMatchObject({ isMore: true, isJsx: false });
    expect(await script('<b>x</b>')).toMatchObject({ isMore: true, isJsx: true });
    expect((await script()).code).toBe('\n');
  });
});

it('a module exports the names, without texts and helpers', async () => {
  const made = await scriptOf(
    notebook(
      { cell_type: 'markdown', source: 'text' },
      "import { sep } from 'node:path';\nexport const a = EOL;\ntype T = number;",
      'display(a)',
    ),
    { stripper: nodeStripper, library, kind: 'module' },
  );
  expect(made.code).toMatchInlineSnapshot(`
    "import { EOL } from 'node:os';
    import { sep } from 'node:path';

    const a = EOL;
    type T = number;

    display(a);

    export { a };

    export type { T };
    "
  `);
});
