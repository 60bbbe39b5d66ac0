/** @file Files that come with kernelab or with its packages, through Node; the library runs from `src/` or from bundles in `dist/src/`. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { stateFolder } from '../../bin/places.mjs';
import type { Assets } from './machine.ts';

const here = fileURLToPath(import.meta.url);
const runsFromSources = here.endsWith('.ts');
const project = projectFolder();
const resolve = createRequire(import.meta.url).resolve;

/** The folder of kernelab's own package.json, above this file wherever it was bundled to. */
function projectFolder(): string {
  for (let folder = dirname(here); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    if ((JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'kernelab') return folder;
  }
  return dirname(here);
}

/** Where the program of a thread lies: in the sources, or bundled under the same name. */
export function programPlace(program: string): URL {
  const file = runsFromSources ? `src/${program}.ts` : `dist/src/${program}.js`;
  return pathToFileURL(join(project, file));
}

export const nodeAssets: Assets = {
  own(path) {
    const place = join(project, path);
    return existsSync(place) ? bytesAt(place) : undefined;
  },
  ownPath: (path) => join(project, path),
  ofPackage: (specifier) => bytesAt(resolve(specifier)),
  packagePath: (specifier) => resolve(specifier),
  evaluate(code, filename, cacheName) {
    const cache = codeCache(cacheName);
    const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
    const script = new Script(code, { filename, ...(cachedData ? { cachedData } : {}) });
    const value: unknown = script.runInThisContext();
    if (!cachedData || script.cachedDataRejected) keepCode(cache, script);
    return value;
  },
};

function bytesAt(place: string): Uint8Array<ArrayBuffer> {
  const buffer = readFileSync(place);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Inside the project's own private folder, so that nobody else can plant code there. */
function codeCache(name: string): string {
  return join(stateFolder(project), 'cache', `${name}-v8-${process.versions.v8}-${process.arch}.bin`);
}

/** V8 compiles lazily: only after a while is there something to keep. */
function keepCode(file: string, script: Script): void {
  setTimeout(() => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      const partial = `${file}.${process.pid}`;
      writeFileSync(partial, script.createCachedData());
      renameSync(partial, file);
    } catch {
      // A read-only installation simply compiles each time.
    }
  }, 3000).unref();
}
