/**
 * @file The folder in which cells live for the type checker: a temporary one that holds only a tsconfig and links to
 * the `node_modules` a cell may import from. The cells themselves are documents in memory. The notebook's path is repeated
 * in there and `rootDirs` lays both trees over each other, so `../src/helper.ts` in a cell means what it means beside
 * the notebook.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join, parse, relative } from 'node:path';
import type { ImportedNotebook } from '../ipc.ts';
import type { Library } from '../library.ts';
import type { FileChange } from './files.ts';
import { placesOfPackages } from '../packages.ts';
import { OWN_JSX } from '../compile/jsx.ts';
import { packageFolders, typesFolder } from '../paths.ts';
import { isAlive } from '../processes.ts';
import { settingsIn, type OwnSettings } from '../tsconfig.ts';

/** Of this machine (or container), where the number of the kernel's process means something. */
const prefix = `kernelab-cells-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`;

/** Removes what kernels that were killed have left behind. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : NaN;
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // another user's
    }
  }
}

/** The folder of the cells. */
export interface CellFolder {
  readonly path: string;
  /** The roots of both trees. */
  readonly roots: readonly [own: string, notebooks: string];
  /** Deletes it (and nothing behind its links). */
  remove(): void;
}

/** Makes the folder. */
export function makeCellFolder(cwd: string): CellFolder {
  sweep();
  const base = realpathSync(mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`)));
  const top = parse(cwd).root;
  const folder = join(base, relative(top, cwd));
  mkdirSync(folder, { recursive: true });
  // Also where nothing is installed yet: a link may lead nowhere.
  for (const packages of placesOfPackages(cwd)) {
    link(packages, join(base, relative(top, packages)));
  }
  const remove = (): void => rmSync(base, { recursive: true, force: true });
  process.once('exit', remove);
  return { path: folder, roots: [base, top], remove };
}

/** Writes what cells are checked with: the kernel's settings, and those that the notebook's folder has of its own. */
export function writeSettings({ path, roots }: CellFolder, cwd: string, library: Library): void {
  const compilerOptions = options([...roots], library, settingsIn(cwd));
  writeFileSync(join(path, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }));
}

/** Writes what is declared of Node: all of it, or what stands for it until a cell needs more. */
export function writeNodeTypes({ path }: CellFolder, all: boolean): FileChange {
  const file = join(path, 'kernelab-node.d.ts'); // `node` may be a file of the student's, and both trees are one
  const created = !existsSync(file);
  const declared = join(typesFolder(), all ? 'node.d.ts' : 'before-node.d.ts');
  writeFileSync(file, `/// <reference path=${JSON.stringify(declared)} />\n`);
  return { path: file, created };
}

/**
 * Whether what a cell says may reach Node's types without naming them: packages and files that it imports have declarations of their own,
 * and so have settings of the folder.
 */
export function reachesNode(code: string, cwd: string): boolean {
  const { options, paths } = settingsIn(cwd);
  const hasSettings = Object.keys(options).length + Object.keys(paths).length > 0;
  return hasSettings || /\b(?:import|require)\b|\bfrom\s*['"]/.test(code);
}

/**
 * Puts an imported notebook into the cells' tree, as the file that TypeScript finds for its name: `x.ipynb` may mean `x.ipynb.ts`.
 * Undefined where it stands there already.
 */
export function writeNotebook(
  { roots: [own, notebooks] }: CellFolder,
  { path, code, isJsx }: ImportedNotebook,
): FileChange | undefined {
  const [file, other] = ['.ts', '.tsx'].map((end) => join(own, relative(notebooks, path) + end)) as [string, string];
  const place = isJsx ? other : file;
  const before = existsSync(place) ? readFileSync(place, 'utf8') : undefined;
  if (before === code) return undefined;
  mkdirSync(dirname(place), { recursive: true });
  rmSync(isJsx ? file : other, { force: true });
  writeFileSync(place, code);
  return { path: place, created: before === undefined };
}

/** A junction needs no rights on Windows, but cannot lead to a share; where a link cannot either, types of packages are unknown. */
function link(target: string, path: string): void {
  try {
    symlinkSync(target, path, 'junction');
  } catch (error) {
    if (process.platform !== 'win32') throw error;
    try {
      symlinkSync(target, path, 'dir');
    } catch {
      // cells run all the same
    }
  }
}

/** As lenient as tslab and as JavaScript-minded as a student: no `strict`, but every real mistake is an error. A folder's own settings say otherwise. */
function options(rootDirs: string[], library: Library, own: OwnSettings): Record<string, unknown> {
  const { types = [], ...others } = own.options as { types?: string[] };
  return {
    target: 'esnext',
    module: 'preserve',
    moduleResolution: 'bundler',
    lib: ['esnext'],
    types: [...['globals.d.ts', 'webassembly.d.ts'].map((file) => join(typesFolder(), file)), ...types],
    typeRoots: packageFolders().map((packages) => join(packages, '@types')),
    strict: false,
    jsx: 'react-jsx',
    jsxImportSource: OWN_JSX,
    ...others,
    noEmit: true,
    allowJs: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    rootDirs,
    paths: {
      ...own.paths,
      [library.name]: [library.types],
      tslab: [join(typesFolder(), 'tslab.d.ts')],
      [`${OWN_JSX}/jsx-runtime`]: [join(typesFolder(), 'jsx-runtime.d.ts')],
    },
  };
}
