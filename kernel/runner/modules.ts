/**
 * @file Imports of cells: looked up from the notebook's folder, as Node's `import` does and then as its `require`; the
 * library's name and `tslab` always mean ours; the student's own files, whatever their kind, are read again after an
 * edit (their URL carries the newest time stamp among the file and what it imports); JSON needs no attribute.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire, Module, registerHooks } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { say } from '../language.ts';
import type { ImportedNotebook } from '../ipc.ts';
import { importedFiles, isCode, otherNames } from '../own-imports.ts';
import { isOwnPackage, requiredFile, whyMissing } from '../packages.ts';
import { kernelFile } from '../paths.ts';
import { addSource } from './traceback.ts';
import { filesByPaths, importedByPaths, settingsIn } from '../tsconfig.ts';
import { checkJson, notebookCode, ownFileCode, syntaxErrorIn } from './own-files.ts';
import { isOurs, setup } from './setup.ts';

const CELL = 'kernelab-cell:';
const library = pathToFileURL(setup().library.code).href;
const shim = pathToFileURL(kernelFile('tslab')).href;

/** The place cells import from: a file that need not exist in the notebook's folder. */
function cellPlace(): string {
  return pathToFileURL(join(process.cwd(), 'cell.ts')).href;
}

/** Installs the look-up; once, before the first cell. */
export function installModuleHooks(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const fromCell = specifier.startsWith(CELL);
      const wanted = fromCell ? specifier.slice(CELL.length) : specifier;
      if (wanted === setup().library.name) return { url: library, shortCircuit: true };
      if (wanted === 'tslab') return { url: shim, shortCircuit: true };
      const parentURL = fromCell ? cellPlace() : context.parentURL;
      const found = lookUp(wanted, { ...context, parentURL }, next);
      const own = isOwnFile(found.url);
      const url = own ? `${found.url}?v=${stampOf(fileURLToPath(found.url))}` : found.url;
      return isJson(found.url)
        ? { ...found, url, format: 'json', importAttributes: { type: 'json' } }
        : { ...found, url };
    },
    load(url, context, next) {
      if (!isOwnFile(url)) return next(url, context);
      const path = fileURLToPath(url);
      loaded.set(path, timeOf(path));
      const label = relative(process.cwd(), path);
      if (path.endsWith('.ipynb')) {
        return {
          format: 'module',
          source: notebookCode(notebooks.get(path), { path, url, label }),
          shortCircuit: true,
        };
      }
      if (/\.(?:m?ts|tsx|jsx)$/.test(path)) {
        return { format: 'module', source: ownFileCode(path, url, label), shortCircuit: true };
      }
      const isData = path.endsWith('.json');
      if (isCode(path) || isData)
        for (const name of [url, path]) addSource(name, label, readFileSync(path, 'utf8'), []);
      if (isData) checkJson(path, label);
      return next(url, context);
    },
  });
}

type Resolve = Parameters<NonNullable<Parameters<typeof registerHooks>[0]['resolve']>>;

function lookUp(specifier: string, context: Resolve[1], next: Resolve[2]): ReturnType<Resolve[2]> {
  const parent = context.parentURL?.replace(/\?.*/, '');
  const forStudent = parent !== undefined && isOwnFile(parent);
  const attempts: (() => ReturnType<Resolve[2]>)[] = [() => next(specifier, context)];
  const mapped = forStudent ? filesByPaths(specifier, settingsIn(process.cwd())) : [];
  const named = mapped.flatMap((path) => [path, ...otherNames(path)]).find((path) => isFile(path));
  // (`require` takes no addresses.)
  if (named !== undefined)
    attempts.unshift(...[pathToFileURL(named).href, named].map((each) => () => next(each, context)));
  if (forStudent && /^\.{0,2}\//.test(specifier)) {
    // As the type checker reads it.
    for (const name of otherNames(specifier)) attempts.push(() => next(name, context));
  }
  let first: unknown;
  for (const attempt of attempts) {
    try {
      const found = attempt();
      if (!forStudent || !found.url.startsWith('file:') || !isOwnPackage(fileURLToPath(found.url))) return found;
    } catch (error) {
      first ??= error;
    }
  }
  if (!forStudent) throw first;
  const folder = dirname(fileURLToPath(parent));
  const path = requiring ? undefined : whileRequiring(() => requiredFile(specifier, folder));
  if (path !== undefined) return next(pathToFileURL(path).href, context);
  throw plainer(first as NodeJS.ErrnoException | undefined, specifier, folder);
}

/** Node asks the hooks for what `require` looks up, too. */
let requiring = false;

function whileRequiring<T>(look: () => T): T {
  requiring = true;
  try {
    return look();
  } finally {
    requiring = false;
  }
}

const notFound = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_ESM_URL_SCHEME', undefined]);

function plainer(error: NodeJS.ErrnoException | undefined, specifier: string, folder: string): Error {
  const why = notFound.has(error?.code) ? whyMissing(specifier, folder) : undefined;
  if (why === undefined && error !== undefined) return error;
  const plain = new Error(why && say(why)) as NodeJS.ErrnoException;
  plain.name = 'ImportError';
  plain.code = error?.code ?? 'ERR_MODULE_NOT_FOUND';
  return plain;
}

/** Imports a module on behalf of a cell. */
export async function importForCell(specifier: string): Promise<Record<string, unknown>> {
  forgetChanged();
  const namespace = await (import(CELL + specifier) as Promise<Record<string, unknown>>).catch((error: unknown) => {
    throw withPlace(error, specifier);
  });
  return specifier.startsWith('node:') ? namespace : withAllNames(namespace);
}

/** What a cell sees as `module`. It is no global: packages take that for a sign of CommonJS. */
export const cellModule = new Module(join(process.cwd(), 'cell.ts'));

/** `require` for cells. */
export function cellRequire(): NodeJS.Require {
  const own = createRequire(join(process.cwd(), 'cell.js'));
  const fresh = (specifier: string): unknown => {
    forgetChanged();
    return own(specifier);
  };
  return Object.assign(fresh, own, { main: cellModule });
}

/** V8 says where a script cannot be read, but not where a module cannot: one of the own files that the import leads to. */
function withPlace(error: unknown, specifier: string): unknown {
  if (!(error instanceof SyntaxError) || /^(?:file:|\/|[A-Za-z]:\\)|^ +at (?:file:|\/)/m.test(error.stack ?? ''))
    return error;
  for (const path of filesFrom(filesNamed(specifier, process.cwd()))) {
    const found = isCode(path) ? syntaxErrorIn(path, error.message) : undefined;
    if (found) return found;
  }
  return error;
}

/** Notebooks that cells import, by path. */
const notebooks = new Map<string, ImportedNotebook>();

/** Takes in the notebooks that a cell imports, as they are now. */
export function takeNotebooks(imported: readonly ImportedNotebook[]): void {
  for (const notebook of imported) notebooks.set(notebook.path, notebook);
}

/** When own files were read, by path. */
const loaded = new Map<string, number>();

/** Node keeps what `require` has loaded, by path: own files that have changed, and all that uses them, are read again. */
function forgetChanged(): void {
  const { cache } = createRequire(import.meta.url);
  const own = Object.values(cache).filter((module) => module !== undefined && loaded.has(module.filename));
  const changed = new Set(own.filter((module) => timeOf(module!.filename) !== loaded.get(module!.filename)));
  for (let before = -1; before !== changed.size;) {
    before = changed.size;
    for (const module of own) if (module!.children.some((child) => changed.has(child))) changed.add(module);
  }
  for (const module of changed) delete cache[module!.filename];
}

/** The student's own files that cells have loaded. */
export function ownFiles(): string[] {
  return [...loaded.keys()];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A CommonJS module may set names that Node cannot foresee; whoever imported `* as x` expects them, too. */
function withAllNames(namespace: Record<string, unknown>): Record<string, unknown> {
  const whole = namespace['module.exports'];
  if ((typeof whole !== 'object' && typeof whole !== 'function') || whole === null) return namespace;
  const missing = Object.keys(whole).filter((key) => !(key in namespace));
  if (missing.length === 0) return namespace;
  const all = Object.assign(Object.create(null) as Record<string, unknown>, namespace);
  for (const key of missing) all[key] = (whole as Record<string, unknown>)[key];
  return all;
}

/** A JSON file, be it the student's or a package's. */
function isJson(url: string): boolean {
  return url.startsWith('file:') && url.endsWith('.json');
}

function isOwnFile(url: string): boolean {
  if (!url.startsWith('file:')) return false;
  const path = fileURLToPath(url);
  return !path.includes(`${sep}node_modules${sep}`) && !isOurs(path);
}

const seen = new Map<string, { time: number; imports: string[] }>();

/** The newest change among a file and the files it imports, as text. */
function stampOf(path: string): string {
  return String(Math.max(0, ...filesFrom([path]).map(timeOf)));
}

/** Files with all that they import, and so on; each once, and only those that are there. */
function filesFrom(paths: readonly string[]): string[] {
  const done = new Set<string>();
  const visit = (file: string): void => {
    const time = timeOf(file);
    if (time === 0 || done.has(file)) return;
    done.add(file);
    let known = seen.get(file);
    if (known?.time !== time) {
      known = { time, imports: localImports(file) };
      seen.set(file, known);
    }
    known.imports.forEach(visit);
  };
  paths.forEach(visit);
  return [...done];
}

function localImports(file: string): string[] {
  const notebook = notebooks.get(file);
  if (!isCode(file) && notebook === undefined) return [];
  const text = notebook?.code ?? readFileSync(file, 'utf8');
  const named = importedFiles(text).flatMap((specifier) => filesNamed(specifier, dirname(file)));
  return [...named, ...importedByPaths(text, settingsIn(process.cwd())).map(found)];
}

/** The file that an import from a folder means; none for a package. */
function filesNamed(specifier: string, folder: string): string[] {
  if (specifier.startsWith('file:')) return [fileURLToPath(specifier)];
  if (!/^\.{0,2}(?:\/|$)/.test(specifier)) return [];
  return [found(resolve(folder, specifier))];
}

/** The file with code that a path means. */
function found(path: string): string {
  return [path, ...otherNames(path)].find((candidate) => isCode(candidate) && existsSync(candidate)) ?? path;
}
