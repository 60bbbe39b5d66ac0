/**
 * @file What a mirror says of itself: `kernelab-data.json` in a folder or at an address lists files that stand in for those
 * of a catalogue, each with its own name, hash and source.
 *
 *     { "files": [{ "for": "weights/official.h5", "file": "weights/ours.h5", "name": "…", "source": "https://…",
 *                   "sha256": "…", "size": 5967812 }] }
 */
import { showNotice, stopSignal } from '../display/index.ts';
import { FormatError, say } from '../errors/index.ts';
import { exists, machine, readTextFile } from '../platform/index.ts';
import { stopped } from './download.ts';
import type { Entry } from './entry.ts';
import { placeIn, readText, writeText } from './environment.ts';
import { isAddress, joined } from './places.ts';

export const listName = 'kernelab-data.json';

/** The files of a list by the place that each stands in for. */
type List = ReadonlyMap<string, Entry>;

/** What addresses answered, asked for once; a folder is read again, since a lecturer may be working on it. */
const answers = new Map<string, List>();

/** Who asks, and what ends the asking. */
export interface Asker {
  readonly who: string;
  /** Default: the Stop button. */
  readonly signal?: AbortSignal | undefined;
}

/** What a mirror has in the place of a file. @throws InterruptError */
export async function listedFor(file: string, mirror: string | undefined, asker: Asker): Promise<Entry | undefined> {
  if (!mirror) return undefined;
  const list = isAddress(mirror) ? (answers.get(mirror) ?? (await fetchList(mirror, asker))) : folderList(mirror);
  return list?.get(file);
}

/** The files that a mirror folder lists. */
export function listedIn(folder: string): Entry[] {
  return [...folderList(folder).values()];
}

/**
 * Writes into a folder's list that it has another file in the place of one; all else that the list says stays.
 * @throws FileError, FormatError for a list that cannot be read: it is not written over
 */
export function addToList(folder: string, stands: string, entry: Entry, who: string): void {
  const place = placeIn(folder, listName);
  const said = exists(place) ? contentOf(readTextFile(place, who)) : { files: [] };
  if (!said) {
    throw new FormatError({
      who,
      rule: {
        en: `a mirror's list is JSON, ${shape}, and one that is not is not written over`,
        ko: `미러의 목록은 JSON(${shape})이어야 하며, 그렇지 않은 파일은 덮어쓰지 않습니다`,
      },
      received: `'${place}'`,
      hint: { en: 'Mend or remove it', ko: '고치거나 지우세요' },
    });
  }
  const { file, name, origin, hash, size } = entry;
  const row = { for: stands, file, name, source: origin, ...hash, size };
  const files = [...said.files];
  // Of several rows for one place the last one counts.
  const at = files.findLastIndex((each) => (Object(each) as Record<string, unknown>)['for'] === stands);
  files.splice(at < 0 ? files.length : at, 1, row);
  writeText(place, `${JSON.stringify({ ...said, files }, null, 2)}\n`, who);
}

function folderList(folder: string): List {
  const place = placeIn(folder, listName);
  const text = readText(place);
  return (text === undefined ? undefined : parsed(text, place, (file) => placeIn(folder, file))) ?? new Map();
}

/** The list at an address, or undefined when there was no answer: then it is asked for again next time. */
async function fetchList(mirror: string, { who, signal = stopSignal() }: Asker): Promise<List | undefined> {
  const url = joined(mirror, listName);
  let list: List | undefined;
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
    const response = await machine.network.fetch(url, { signal: within });
    if (response.ok) list = parsed(await response.text(), url, (file) => joined(mirror, file));
    else await response.body?.cancel();
    // Most mirrors have no list.
    if (response.status === 404 || response.status === 410) list = new Map();
  } catch {
    if (signal.aborted) throw stopped(who);
    /* whether the mirror can be reached shows with its files */
  }
  if (list) answers.set(mirror, list);
  return list;
}

const shape = '{ "files": [ … ] }';

/** All that a list says, or undefined when it is none. */
function contentOf(text: string): { readonly files: readonly unknown[] } | undefined {
  try {
    const content = JSON.parse(text) as { files?: unknown } | null;
    return Array.isArray(content?.files) ? { ...content, files: content.files } : undefined;
  } catch {
    return undefined;
  }
}

/** What can be read of a list; an entry that is not whole is named and left out. Undefined: it is no list. */
function parsed(text: string, place: string, sourceOf: (file: string) => string): List | undefined {
  const content = contentOf(text);
  if (!content) {
    leftOut(place, `JSON, ${shape}`);
    return undefined;
  }
  const list = new Map<string, Entry>();
  for (const row of content.files) {
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
