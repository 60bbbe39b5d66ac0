/** @file Where `kernelab deploy` writes, and that what the library asks of packages is left. The folder it makes is tested in test/hub. */
import { globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deployCommand } from '../../src/cli/deploy.ts';
import { isLeft } from '../../src/cli/deploy/lean.ts';
import { root } from '../../src/cli/paths.ts';

const packageName = (specifier: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
const top = mkdtempSync(join(tmpdir(), 'kernelab-deploy-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

test('a folder of somebody’s own is refused and left alone', async () => {
  const folder = join(top, 'mine');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "mine" }');
  await expect(deployCommand([folder])).rejects.toThrow(
    'kernelab deploy: the folder must be empty or hold an earlier deployment. Received ',
  );
  expect(readdirSync(folder)).toEqual(['package.json']);
});

test.each([
  [[], 'kernelab deploy: one folder is needed. Received none.'],
  [['a', 'b'], 'kernelab deploy: one folder is needed. Received a b.'],
  [
    ['a', '--prefix', 'p', '--sys-prefix'],
    'kernelab deploy: one Jupyter: --prefix P or --sys-prefix. Received a --prefix p --sys-prefix.',
  ],
])('%j', async (args, message) => {
  await expect(deployCommand(args)).rejects.toThrow(message);
});

test('every file of a package that the library names is left', () => {
  const sources = globSync('{src,kernel}/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const named = sources.flatMap((text) =>
    Array.from(
      text.matchAll(/'((?:@[\w-]+\/)?[\w.-]+\/[\w./-]+\.(?:ttf|wasm|js|json|css))'/g),
      ([, specifier]) => specifier!,
    ),
  );
  const { resolve } = createRequire(join(root, 'package.json'));
  const inPackages = named.filter((specifier) => {
    try {
      return resolve(specifier).includes(`${sep}node_modules${sep}`);
    } catch {
      return false;
    }
  });
  expect(inPackages.length).toBeGreaterThan(9);
  const gone = inPackages.filter((specifier) => {
    const [, name, file] = /^((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(specifier)!;
    return !isLeft(name!, file!);
  });
  expect(gone).toEqual([]);
});

test('every module that is imported of a package is left', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const sources = globSync('{src,kernel}/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const imported = sources.flatMap((text) =>
    Array.from(
      text.matchAll(/^import (?!type)[^;]*? from '([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm),
      ([, a, b]) => a ?? b!,
    ),
  );
  const external = [...new Set(imported)].filter((name) => Object.hasOwn(dependencies, packageName(name)));
  expect(external.length).toBeGreaterThan(9);
  const gone = external.filter((specifier) => {
    const name = packageName(specifier);
    const folder = join(root, 'node_modules', name);
    const path = import.meta.resolve(specifier).replace('file://', '');
    return !isLeft(name, relative(folder, path).replaceAll(sep, '/'));
  });
  expect(gone).toEqual([]);
});
