/**
 * @file What a mirror says of itself: `kernelab-data.json` in a folder or at an address lists files that stand in for those
 * of a catalogue, each with its own name, hash and source.
 *
 *     { "files": [{ "for": "weights/official.h5", "file": "weights/ours.h5", "name": "…", "source": "https://…",
 *                   "sha256": "…", "size": 5967812 }] }
 */
import { showNotice } from '../display/index.ts';
import { say } from '../errors/index.ts';
import { machine } from '../platform/index.ts';
import type { Entry } from './entry.ts';
import { placeIn, readText, writeText } from './environment.ts';
import { isAddress, joined } from './places.ts';

export const listName = 'kernelab-data.json';

/** The files of a list by the place that each stands in for. */
type List = ReadonlyMap<string, Entry>;

/** Lists of addresses, asked for once; a folder is read again, since a lecturer may be working on it. */
const asked = new Map<string, Promise<List>>();

/** What a mirror has in the place of a file. */
export async function listedFor(file: string, mirror: string | undefined): Promise<Entry | undefined> {
  if (!mirror) return undefined;
  return (await listOf(mirror)).get(file);
}

/** The files that a mirror folder lists. */
export function listedIn(folder: string): Entry[] {
  return [...folderList(folder).values()];
}

/** Writes into a folder's list that it has another file in the place of one. */
export function addToList(folder: string, stands: string, entry: Entry, who: string): void {
  const rows = new Map(folderList(folder)).set(stands, entry);
  const files = Array.from(rows, ([key, { file, name, origin, hash, size }]) => ({
    for: key,
    file,
    name,
    source: origin,
    ...hash,
    size,
  }));
  writeText(placeIn(folder, listName), `${JSON.stringify({ files }, null, 2)}\n`, who);
}

function listOf(mirror: string): Promise<List> | List {
  if (!isAddress(mirror)) return folderList(mirror);
  const known = asked.get(mirror) ?? fetchList(mirror);
  asked.set(mirror, known);
  return known;
}

function folderList(folder: string): List {
  const place = placeIn(folder, listName);
  return parsed(readText(place), place, (file) => placeIn(folder, file));
}

async function fetchList(mirror: string): Promise<List> {
  const url = joined(mirror, listName);
  try {
    const response = await machine.network.fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (response.ok) return parsed(await response.text(), url, (file) => joined(mirror, file));
    await response.body?.cancel();
  } catch {
    /* most mirrors have no list; whether the mirror can be reached shows with its files */
  }
  return new Map();
}

/** What can be read of a list; an entry that is not whole is named and left out. */
function parsed(text: string | undefined, place: string, sourceOf: (file: string) => string): List {
  const list = new Map<string, Entry>();
  if (text === undefined) return list;
  let rows: readonly unknown[] = [];
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (!Array.isArray(files)) throw new Error('no list of files');
    rows = files;
  } catch {
    leftOut(place, 'JSON, { "files": [ … ] }');
  }
  for (const row of rows) {
    const { for: stands, file, name, source, md5, sha256, size } = Object(row) as Record<string, unknown>;
    const isWhole =
      isPlace(stands) && isPlace(file) && typeof name === 'string' && Number.isInteger(size) && (size as number) > 0;
    const hash = { ...(isHash(md5, 32) ? { md5 } : {}), ...(isHash(sha256, 64) ? { sha256 } : {}) };
    if (!isWhole || Object.keys(hash).length === 0) {
      leftOut(place, '"for", "file", "name", "size" and "sha256" or "md5"');
      continue;
    }
    const origin = typeof source === 'string' ? source : place;
    list.set(stands, { name, file, sources: [sourceOf(file)], hash, size: size as number, origin });
  }
  return list;
}

/** A place below a folder that leads nowhere else. */
function isPlace(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(value);
}

function isHash(value: unknown, digits: number): value is string {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value);
}

function leftOut(place: string, needs: string): void {
  showNotice(
    say({
      en: `'${place}': an entry is left out; it needs ${needs}.`,
      ko: `'${place}': 항목 하나를 쓰지 않습니다. 필요한 것: ${needs}`,
    }),
  );
}
