/** @file Preparing a classroom: what is there, fetching, checking, copying to a mirror and serving one. */
import { ValueError, nearest } from '../errors/index.ts';
import { removeFile } from '../files/host.ts';
import type { Bundle, Catalogue, Entry } from './entry.ts';
import { environment, factsOf, placeIn } from './host.ts';
import { copyWhole } from './host-drafts.ts';
import { serveFiles, type Server } from './host-server.ts';
import { cached, inMirror, isAddress, nearby, obtain, type Obtained, type State, type StoreOptions } from './obtain.ts';

const who = 'kernelab data';

/** One file and how it is. */
export interface FileState {
  readonly file: Entry;
  readonly set: Bundle;
  /** `'right'` with a place, `'missing'`, or `'wrong'` (a checksum that does not fit). */
  readonly state: State;
  readonly path: string | undefined;
}

/** The bundles of these names, all when there are none. @throws ValueError for a name that is none */
export function bundlesOf(catalogue: Catalogue, names: readonly string[] = []): Bundle[] {
  if (names.length === 0) return [...catalogue];
  const known = catalogue.map(({ name }) => name);
  return names.map((name) => {
    const found = catalogue.find((bundle) => bundle.name === name);
    if (found) return found;
    const near = nearest(name, known);
    throw new ValueError({
      who,
      rule: `the data sets are ${known.join(', ')}`,
      received: `'${name}'`,
      hint: near ? `Did you mean '${near}'?` : undefined,
    });
  });
}

/** What is on this machine (mirror folder or cache); `force` reads every byte again. */
export async function list(bundles: readonly Bundle[], { force = false } = {}): Promise<FileState[]> {
  const env = environment();
  const out: FileState[] = [];
  for (const set of bundles) {
    for (const file of set.files) {
      const place = placeIn(env.cache, file.file);
      if (force) {
        const state = await cached(place, file, { force: true, who });
        // A wrong file in the cache is named even when the mirror hides it: one day the mirror is not there.
        const near = state === 'missing' ? await inMirror(file, env.mirror) : undefined;
        const path = near?.path ?? (state === 'missing' ? undefined : place);
        out.push({ file, set, state: near ? 'right' : state, path });
        continue;
      }
      const near = await nearby(file, env, who);
      const state = near ? 'right' : factsOf(place) ? 'wrong' : 'missing';
      out.push({ file, set, state, path: near?.path });
    }
  }
  return out;
}

/** Gets every file of the bundles that is not there yet; reports each one as it is done. */
export async function fetchAll(
  bundles: readonly Bundle[],
  options: StoreOptions = {},
  report: (file: Entry, result: Obtained) => void = () => {},
): Promise<void> {
  for (const { files } of bundles) for (const file of files) report(file, await obtain(file, { who, ...options }));
}

/** Reads every file again and compares checksums; wrong ones are removed from the cache. */
export async function verify(bundles: readonly Bundle[]): Promise<FileState[]> {
  const states = await list(bundles, { force: true });
  for (const { state, path } of states) {
    if (state !== 'wrong' || path === undefined) continue;
    removeFile(path);
    removeFile(`${path}.ok`);
  }
  return states;
}

/** Copies the bundles (fetching what is missing) into a folder that KERNELAB_DATA can name or `serve` can serve. */
export async function mirror(folder: string, bundles: readonly Bundle[], options: StoreOptions = {}): Promise<number> {
  let copied = 0;
  for (const { files } of bundles) {
    for (const file of files) {
      const { path } = await obtain(file, { who, ...options });
      if (await inMirror(file, folder)) continue;
      copyWhole(path, placeIn(folder, file.file), who);
      copied++;
    }
  }
  return copied;
}

/**
 * Serves what a folder made by `mirror` holds of the catalogue, and nothing else:
 * `KERNELAB_DATA=http://this-machine:8484/`. Only this machine can fetch from it unless `host` names another address.
 */
export async function serve(catalogue: Catalogue, folder: string, port = 8484, host?: string): Promise<Server> {
  if (isAddress(folder) || !factsOf(folder)) {
    throw new ValueError({
      who: 'kernelab data serve',
      rule: 'the first argument must be a folder',
      received: `'${folder}'`,
      hint: 'Make one with: kernelab data mirror DIR',
    });
  }
  const names = catalogue.flatMap(({ files }) => files.map(({ file }) => file));
  return serveFiles(folder, names, port, host);
}
