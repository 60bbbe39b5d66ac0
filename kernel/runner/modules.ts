/**
 * @file Imports of cells: looked up from the notebook's folder first, then from kernelab's own packages; the library's
 * name and `tslab` always mean ours; the student's own files are read again after an edit (their URL carries the newest
 * time stamp among the file and what it imports); JSON needs no attribute.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { kernelFile } from '../paths.ts';
import { ownFileCode } from './own-files.ts';
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
      const found = lookUp(wanted, { ...context, parentURL }, next, fromCell);
      if (isJson(found.url)) return { ...found, format: 'json', importAttributes: { type: 'json' } };
      if (!isOwnFile(found.url)) return found;
      const path = fileURLToPath(found.url);
      return { ...found, url: `${found.url}?v=${stampOf(path)}` };
    },
    load(url, context, next) {
      if (!isOwnFile(url)) return next(url, context);
      const path = fileURLToPath(url);
      if (!/\.m?ts$/.test(path)) return next(url, context);
      return { format: 'module', source: ownFileCode(path, url, relative(process.cwd(), path)), shortCircuit: true };
    },
  });
}

type Resolve = Parameters<NonNullable<Parameters<typeof registerHooks>[0]['resolve']>>;

function lookUp(specifier: string, context: Resolve[1], next: Resolve[2], fromCell: boolean): ReturnType<Resolve[2]> {
  const attempts: (() => ReturnType<Resolve[2]>)[] = [() => next(specifier, context)];
  if (/^\.{0,2}\//.test(specifier) && context.parentURL && isOwnFile(context.parentURL.replace(/\?.*/, ''))) {
    // As the type checker reads it: './helper' means helper.ts, './helper.js' may mean helper.ts.
    const base = specifier.replace(/\.js$/, '');
    for (const end of ['.ts', '/index.ts', '.js', '.mjs', '.json']) attempts.push(() => next(base + end, context));
  } else if (fromCell && !/^[./]/.test(specifier)) {
    const parentURL = pathToFileURL(join(setup().root, 'package.json')).href;
    attempts.push(() => next(specifier, { ...context, parentURL }));
  }
  let first: unknown;
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch (error) {
      first ??= error;
    }
  }
  throw plainer(first as NodeJS.ErrnoException, specifier);
}

function plainer(error: NodeJS.ErrnoException, specifier: string): Error {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') return error;
  const what = /^[./]/.test(specifier)
    ? `There is no file '${specifier}' in ${process.cwd()}.`
    : `The package '${specifier}' is not installed. In a terminal: npm install ${specifier}`;
  const plain = new Error(what) as NodeJS.ErrnoException;
  plain.name = 'ImportError';
  plain.code = error.code;
  return plain;
}

/** Imports a module on behalf of a cell. */
export async function importForCell(specifier: string): Promise<Record<string, unknown>> {
  const namespace = (await import(CELL + specifier)) as Record<string, unknown>;
  return specifier.startsWith('node:') ? namespace : withAllNames(namespace);
}

/** `require` for cells. */
export function cellRequire(): NodeJS.Require {
  return createRequire(join(process.cwd(), 'cell.js'));
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
  let newest = 0;
  const done = new Set<string>();
  const visit = (file: string): void => {
    if (done.has(file) || !existsSync(file)) return;
    done.add(file);
    const time = statSync(file).mtimeMs;
    newest = Math.max(newest, time);
    let known = seen.get(file);
    if (known?.time !== time) {
      known = { time, imports: localImports(file) };
      seen.set(file, known);
    }
    known.imports.forEach(visit);
  };
  visit(path);
  return String(newest);
}

function localImports(file: string): string[] {
  if (!/\.[cm]?[jt]s$/.test(file)) return [];
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, to]) => {
    const path = join(dirname(file), to!);
    return [path, `${path}.ts`, path.replace(/\.js$/, '.ts')].find((candidate) => existsSync(candidate)) ?? path;
  });
}
