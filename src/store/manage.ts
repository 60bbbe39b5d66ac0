/** @file Preparing a classroom: what is there, fetching, checking, copying to a mirror and serving one. */
import { didYouMean, nearestName } from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';
import { factsOf } from '../platform/index.ts';
import { placesOf, type Bundle, type Catalogue, type Entry } from './entry.ts';
import { environment, placeIn, removeFile, type Environment } from './environment.ts';
import { copyWhole } from './draft.ts';
import { cached, inMirror, nearby, obtain, type Obtained, type State, type StoreOptions } from './obtain.ts';
import { addToList, listName, listedFor, listedIn } from './mirror-list.ts';

const who = 'kernelab data';

/** One file and how it is. */
export interface FileState {
  readonly file: Entry;
  readonly set: Bundle;
  /** `'right'` with a place, `'missing'`, or `'wrong'` (a checksum that does not fit). */
  readonly state: State;
  readonly path: string | undefined;
  /** What is at hand in its place. */
  readonly substitute?: Entry | undefined;
}

/**
 * The bundles of these names, of which one may also be that of a single file; without names all that are not `onlyByName`.
 * @throws ValueError for a name that is none
 */
export function bundlesOf(catalogue: Catalogue, names: readonly string[] = []): Bundle[] {
  if (names.length === 0) return catalogue.filter(({ onlyByName }) => !onlyByName);
  return names.map((name) => {
    const found = catalogue.find((bundle) => bundle.name === name) ?? bundleOfFile(catalogue, name);
    if (found) return found;
    const near = nearestName(name, [...catalogue.map((bundle) => bundle.name), ...catalogue.flatMap(fileNames)]);
    throw new ValueError({
      who,
      rule: {
        en: `the names are ${catalogue.map((bundle) => bundle.name).join(', ')}`,
        ko: `쓸 수 있는 이름: ${catalogue.map((bundle) => bundle.name).join(', ')}`,
      },
      received: `'${name}'`,
      ...(near === undefined ? {} : { hint: didYouMean(near) }),
    });
  });
}

/** The bundle with only the file of this name. */
function bundleOfFile(catalogue: Catalogue, name: string): Bundle | undefined {
  for (const bundle of catalogue) {
    const files = bundle.files.filter(({ file }) => baseName(file) === name);
    if (files.length > 0) return { ...bundle, files };
  }
  return undefined;
}

function fileNames({ files }: Bundle): string[] {
  return files.map(({ file }) => baseName(file));
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
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
        const near =
          state === 'missing' ? ((await inMirror(file, env.mirror)) ?? (await substituteOf(file, env))) : undefined;
        const path = near?.path ?? (state === 'missing' ? undefined : place);
        out.push({ file, set, state: near ? 'right' : state, path, substitute: otherThan(file, near) });
        continue;
      }
      const near = (await nearby(file, env, who)) ?? (await substituteOf(file, env));
      const state = near ? 'right' : factsOf(place) ? 'wrong' : 'missing';
      out.push({ file, set, state, path: near?.path, substitute: otherThan(file, near) });
    }
  }
  return out;
}

function otherThan(file: Entry, found: Obtained | undefined): Entry | undefined {
  return found && found.entry !== file ? found.entry : undefined;
}

/** What is at hand in the place of a file. */
async function substituteOf(file: Entry, env: Environment): Promise<Obtained | undefined> {
  const listed = await listedFor(file.file, env.mirror, { who });
  for (const each of [...(listed ? [listed] : []), ...(file.substitutes ?? [])]) {
    const near = await nearby(each, env, who);
    if (near) return near;
  }
  return undefined;
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
      const { path, entry } = await obtain(file, { who, ...options });
      const known = entry === file || file.substitutes?.includes(entry);
      if (!known) addToList(folder, file.file, entry, who);
      if (await inMirror(entry, folder)) continue;
      copyWhole(path, placeIn(folder, entry.file), who);
      copied++;
    }
  }
  return copied;
}

/** What a folder has of the catalogue, its own list and what that names: the files that `kernelab data serve` gives out. */
export function servedFiles(catalogue: Catalogue, folder: string): string[] {
  const listed = listedIn(folder).map(({ file }) => file);
  return [...new Set([...placesOf(catalogue), ...listed, listName])].filter(
    (file) => factsOf(placeIn(folder, file))?.isFile,
  );
}
