/**
 * @file Where things lie: the project's root, the files of the kernel (TypeScript while developing, bundles in
 * `dist/kernel` when built), the default library, and the folder for caches.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moduleFolders, stateFolder } from '../bin/places.mjs';

const here = fileURLToPath(import.meta.url);
const fromSource = here.endsWith('.ts');

/** The folder that holds kernelab's package.json. */
export const root: string = findRoot(dirname(here));

/** The folder of the kernel's own code, in the form this very code runs in. */
export const kernelFolder: string = dirname(here);

/** The parts of the kernel that run as programs of their own (or are loaded by name). */
export type KernelPart = 'main' | 'server' | 'runner' | 'stripper' | 'watchdog' | 'tslab';

const sources: Record<KernelPart, string> = {
  main: 'main.ts',
  server: 'server.ts',
  runner: 'runner/main.ts',
  stripper: 'compile/strip-program.ts',
  watchdog: 'runner/watchdog.ts',
  tslab: 'runner/tslab.ts',
};

/** The file of a part of the kernel, in the form this very code runs in. */
export function kernelFile(part: KernelPart): string {
  return fromSource ? join(root, 'kernel', sources[part]) : builtFile(part);
}

/** The bundle of a part; what a kernelspec points to, so that the kernel starts fast. */
export function builtFile(part: KernelPart): string {
  return join(root, 'dist', 'kernel', `${part}.js`);
}

/** The folder of the type declarations that cells see (`globals.d.ts`, `tslab.d.ts`). */
export function typesFolder(): string {
  return join(root, 'kernel', 'types');
}

/** TypeScript's messages in Korean; made by the build. */
export function koreanMessagesFile(): string {
  return join(root, 'dist', 'kernel', 'typescript.ko.tsv');
}

/**
 * The module that describes the library where none is named: the built package's when there is one, else the sources'
 * (`KERNELAB_SOURCE=1` asks for the sources; useful while working on the library).
 */
export function defaultLibrary(): string {
  const built = join(root, 'dist', 'src');
  const whole = ['library.js', 'index.js', 'index.d.ts'].every((file) => existsSync(join(built, file)));
  return whole && !process.env['KERNELAB_SOURCE'] ? join(built, 'library.js') : join(root, 'src', 'library.ts');
}

/** The `node_modules` folders in which kernelab's packages lie, the nearest first. */
export function packageFolders(): string[] {
  return moduleFolders(root).filter((folder) => existsSync(folder));
}

/** A private folder for what can be made again (compiled code). */
export function cacheFolder(): string {
  return join(stateFolder(root), 'cache');
}

/** The native TypeScript compiler of this platform, started directly: a Node process in between would cost 50 ms. */
export function typescriptBinary(): string | undefined {
  const name = `typescript-${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
  try {
    const compiler = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
    const path = join(dirname(createRequire(compiler).resolve(`@typescript/${name}/package.json`)), 'lib', file);
    if (existsSync(path)) return path;
  } catch {
    // not installed for this platform
  }
  return undefined;
}

function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'kernelab')
      return folder;
    if (dirname(folder) === folder) return from;
  }
}
