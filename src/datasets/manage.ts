/** @file Preparing a classroom: what is there, fetching, checking, copying to a mirror and serving one. */
import { ValueError, nearest } from '../errors/index.ts';
import { removeFile } from '../files/host.ts';
import { catalog, dataSetNames, type DataFile, type DataSet, type DataSetName } from './catalog.ts';
import { environment, factsOf, placeIn } from './host.ts';
import { copyWhole } from './host-drafts.ts';
import { serveFolder, type Server } from './host-server.ts';
import { cached, inMirror, isAddress, nearby, obtain, type Obtained, type State, type StoreOptions } from './store.ts';

/** One file and how it is. */
export interface FileState {
  readonly file: DataFile;
  readonly set: DataSet;
  /** `'right'` with a place, `'missing'`, or `'wrong'` (a checksum that does not fit). */
  readonly state: State;
  readonly path: string | undefined;
}

/** The sets of these names, all when there are none. @throws ValueError for a name that is none */
export function setsOf(names: readonly string[] = []): DataSet[] {
  return (names.length > 0 ? names : dataSetNames).map((name) => {
    if (Object.hasOwn(catalog, name)) return catalog[name as DataSetName];
    const near = nearest(name, dataSetNames);
    throw new ValueError({
      who: 'kernelab data',
      rule: `the data sets are ${dataSetNames.join(', ')}`,
      received: `'${name}'`,
      hint: near ? `Did you mean '${near}'?` : undefined,
    });
  });
}

/** What is on this machine (mirror folder or cache); `force` reads every byte again. */
export async function list(names: readonly string[] = [], { force = false } = {}): Promise<FileState[]> {
  const env = environment();
  const out: FileState[] = [];
  for (const set of setsOf(names)) {
    for (const file of set.files) {
      const place = placeIn(env.cache, file.path);
      if (force) {
        const state = await cached(place, file, true);
        // A wrong file in the cache is told even when the mirror hides it: one day the mirror is not there.
        const near = state === 'missing' ? await inMirror(file, env.mirror) : undefined;
        const path = near?.path ?? (state === 'missing' ? undefined : place);
        out.push({ file, set, state: near ? 'right' : state, path });
        continue;
      }
      const near = await nearby(file, env);
      const state = near ? 'right' : factsOf(place) ? 'wrong' : 'missing';
      out.push({ file, set, state, path: near?.path });
    }
  }
  return out;
}

/** Gets every file of the sets that is not there yet; tells each one as it is done. */
export async function fetchAll(
  names: readonly string[],
  options: StoreOptions = {},
  tell: (file: DataFile, result: Obtained) => void = () => {},
): Promise<void> {
  for (const set of setsOf(names)) for (const file of set.files) tell(file, await obtain(file, options));
}

/** Reads every file again and compares checksums; wrong ones are removed from the cache. */
export async function verify(names: readonly string[] = []): Promise<FileState[]> {
  const states = await list(names, { force: true });
  for (const { state, path } of states) {
    if (state !== 'wrong' || path === undefined) continue;
    removeFile(path);
    removeFile(`${path}.ok`);
  }
  return states;
}

/** Copies the sets (fetching what is missing) into a folder that KERNELAB_DATA can name or `serve` can serve. */
export async function mirror(
  folder: string,
  names: readonly string[] = [],
  options: StoreOptions = {},
  tell: (file: DataFile) => void = () => {},
): Promise<number> {
  let copied = 0;
  for (const set of setsOf(names)) {
    for (const file of set.files) {
      const { path } = await obtain(file, options);
      const to = placeIn(folder, file.path);
      if (!(await inMirror(file, folder))) {
        copyWhole(path, to);
        copied++;
      }
      tell(file);
    }
  }
  return copied;
}

/** Serves a folder made by `mirror` to the classroom: `KERNELAB_DATA=http://this-machine:8484/`. */
export async function serve(folder: string, port = 8484, host?: string): Promise<Server> {
  if (isAddress(folder) || !factsOf(folder)) {
    throw new ValueError({
      who: 'kernelab data serve',
      rule: 'the first argument must be a folder',
      received: `'${folder}'`,
      hint: 'Make one with: kernelab data mirror DIR',
    });
  }
  return serveFolder(folder, port, host);
}
