/**
 * @file Node's types are read once a cell needs them. Until then a few declarations stand for them: those must say what Node's say, and
 * leave no name of the library's or the kernel's declarations open, since TypeScript would take such a type for `any`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NativeChecker } from '../../kernel/checker/native.ts';
import { loadLibrary } from '../../kernel/library.ts';
import { defaultLibrary, packageFolders, typescriptBinary, typesFolder } from '../../kernel/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-node-types-'));
const library = await loadLibrary(defaultLibrary());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const none = new Set<string>();
const light = join(typesFolder(), 'before-node.d.ts');

/** What a checker that is new says of cells, one after the other. */
async function said(...cells: string[]): Promise<string[]> {
  const checker = new NativeChecker(folder, library);
  try {
    const found: string[] = [];
    for (const cell of cells) found.push((await checker.check(cell, [])).map(({ message }) => message).join(' '));
    return found;
  } finally {
    checker.stop();
  }
}

test('console is declared as Node declares it', () => {
  const members = (text: string): string[] =>
    Array.from(
      /interface Console \{([^]*?)\n\s*\}\n/.exec(text)![1]!.matchAll(/^\s*(\w+\(.*\): void);$/gm),
      ([, it]) => it!,
    );
  const node = readFileSync(join(packageFolders()[0]!, '@types', 'node', 'console.d.ts'), 'utf8');
  const theirs = members(node).map((member) => member.replace('InspectOptions', 'object'));
  // The last three do something only while an inspector is attached.
  expect(members(readFileSync(light, 'utf8'))).toEqual(theirs.filter((each) => !/^(?:profile|timeStamp)/.test(each)));
});

test('no other declaration names what is missing without Node’s types', () => {
  const files = ['globals', 'webassembly', 'tslab', 'jsx-runtime'].map((name) => join(typesFolder(), `${name}.d.ts`));
  const project = join(folder, 'tsconfig.json');
  const missing = (node: { types: string[]; files: string[] }): string[] => {
    const compilerOptions = {
      noEmit: true,
      target: 'esnext',
      lib: ['esnext'],
      module: 'preserve',
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      typeRoots: packageFolders().map((packages) => join(packages, '@types')),
      types: node.types,
    };
    writeFileSync(project, JSON.stringify({ compilerOptions, files: [...node.files, library.types, ...files] }));
    const { stdout } = spawnSync(typescriptBinary()!, ['-p', project], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => /error TS(?:2304|2307|2503|2552|2580|2584|2792)/.test(line));
  };
  expect(missing({ types: [], files: [light] })).toEqual(missing({ types: ['node'], files: [] }));
  rmSync(project);
});

test('a cell finds all of Node’s names, whatever was checked before', async () => {
  expect(
    await said(
      "console.log('a'); console.table([1])",
      'np.zeros([2]).sum()',
      'process.platform.at(0)',
      'const wait: NodeJS.Timeout = setTimeout(() => {}, 1)',
      "image.imread(new URL('file:///a.png'))",
    ),
  ).toEqual(['', '', '', '', '']);
  expect(await said("import fs from 'node:fs'; fs.readFileSync('a').toString('utf8')")).toEqual(['']);
  expect(await said("const { join } = require('path'); join('a')")).toEqual(['']);
  expect(await said('import.meta.dirname.length; Error.captureStackTrace({})')).toEqual(['']);
});

test('own files may be called as the checker’s own', async () => {
  const names = ['node', 'library', 'before-node', 'cell', 'draft', 'edit', 'imports', 'c0', 'c1'];
  for (const name of names) writeFileSync(join(folder, `${name}.ts`), 'export const three = 3;');
  const cells = names.map((name) => `import { three } from './${name}'; np.zeros(three); three.toFixed().at(0)`);
  const checker = new NativeChecker(folder, library);
  checker.keep('c1', 'const kept = np.zeros(3)', [{ name: 'kept', kind: 'const' }]);
  const found: string[] = [];
  for (const cell of [...cells, "import { four } from './node'"]) {
    const problems = await checker.check(`${cell}; kept.shape`, []);
    found.push(problems.map(({ message }) => message).join(' '));
  }
  checker.stop();
  expect(found).toEqual([...names.map(() => ''), expect.stringContaining('four')]);
  for (const name of names) rmSync(join(folder, `${name}.ts`));
});

test('errors are the same as with Node’s types from the start', async () => {
  const cells = [
    'consle.log(1)',
    'proces.exit()',
    'console.lg(1)',
    'process.exit({})',
    'image.imread(5)',
    'const x: Bufer = 1',
    "import { readFil } from 'fs'",
    'fs.readFileSync("a")',
    'console.log(1, )(',
  ];
  const before = await Promise.all(cells.map((cell) => said(cell).then(([first]) => first)));
  const after = (await said('process.pid', ...cells)).slice(1);
  expect(before).toEqual(after);
  expect(before).not.toContain('');
});

test('completion and hover know Node at once', async () => {
  const checker = new NativeChecker(folder, library);
  const items = await checker.complete('proc', 4, none);
  expect(items.map(({ label }) => label)).toContain('process');
  expect(await checker.hover('setTimeout', 3, none)).toContain('setTimeout');
  checker.stop();
  const other = new NativeChecker(folder, library);
  expect(await other.hover('console.log', 9, none)).toContain('console.Console.log'); // Node's own
  other.stop();
});
