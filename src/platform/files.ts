/**
 * @file Reading and writing files for every module: what fails is a FileError in the one wording of `file-faults.ts`, and
 * a file that is written is there whole or not at all. `who` is the call that the student wrote. Every place is a path or a
 * `file:` address.
 */
import type { Translated } from '../errors/index.ts';
import { machine } from './current.ts';
import { draftPath, leftDrafts } from './drafts.ts';
import { fileFault, type FileDeed } from './file-faults.ts';
import type { FileFacts, FolderEntry } from './machine.ts';

/** The bytes of a file. @throws FileError */
export function readFile(path: string, who: string): Uint8Array<ArrayBuffer> {
  return withFaults(who, path, 'read', (place) => machine.files.read(place));
}

/** The text of a file. @throws FileError */
export function readTextFile(path: string, who: string): string {
  return new TextDecoder().decode(readFile(path, who));
}

export interface WriteFileOptions {
  /** Makes the folder when it is missing. Default false: a mistyped path is then an error. */
  folders?: boolean;
}

/** Writes a file whole or not at all; on failure the old one stays as it was. Content may come in pieces. @throws FileError */
export function writeFile(
  path: string,
  content: string | Uint8Array | readonly Uint8Array[],
  who: string,
  { folders = false }: WriteFileOptions = {},
): void {
  if (folders) makeFolderOf(path, who);
  const pieces = typeof content === 'object' && !ArrayBuffer.isView(content) ? content : [bytesOf(content)];
  withFaults(who, path, 'write', (place) => replaceWhole(place, (at, how, mode) => writeAt(at, how, pieces, mode)));
}

/** Adds to the end of a file, making it when needed. @throws FileError */
export function appendFile(
  path: string,
  content: string | Uint8Array,
  who: string,
  { folders = false }: WriteFileOptions = {},
): void {
  if (folders) makeFolderOf(path, who);
  withFaults(who, path, 'write', (place) => {
    const file = machine.files.open(place, 'append');
    try {
      file.write(bytesOf(content));
    } finally {
      file.close();
    }
  });
}

/** Copies a file as `writeFile` writes one: the copy is there whole or not at all. @throws FileError */
export function copyFile(from: string, to: string, who: string): void {
  if (factsOf(from)?.isFile !== true) readFile(from, who); // or its error
  const source = localPath(from);
  withFaults(who, to, 'write', (place) =>
    replaceWhole(place, (at, how, mode) => {
      // A device only takes bytes: copying would give it the permissions of the file.
      if (how === 'overwrite') writeAt(at, how, [machine.files.read(source)]);
      else copyAt(source, at, mode);
    }),
  );
}

/** What lies in a folder. @throws FileError */
export function listFolder(folder: string, who: string): FolderEntry[] {
  return withFaults(who, folder, 'list', (place) => machine.files.list(place));
}

/** Makes a folder and those above it. @throws FileError */
export function makeFolders(folder: string, who: string): void {
  withFaults(who, folder, 'makeFolder', makeEach);
}

/** Makes the folder of a file that is about to be written; `hint` is for where no near name helps. @throws FileError */
export function makeFolderOf(path: string, who: string, hint?: Translated): void {
  withFaults(who, path, 'makeFolder', (place) => makeEach(machine.paths.dirname(place)), hint);
}

/** Whether a file or folder is there. */
export function exists(path: string): boolean {
  return factsOf(path) !== undefined;
}

/** Size, time and kind of what is at this place, or undefined when there is nothing. */
export function factsOf(path: string): FileFacts | undefined {
  try {
    return machine.files.facts(localPath(path));
  } catch {
    return undefined; // an address that leads to no place here
  }
}

/** Removes a file, or a folder with all that is in it, if there is one. @throws FileError */
export function remove(path: string, who: string): void {
  withFaults(who, path, 'write', (place) => machine.files.remove(place));
}

/** The same without a word of what fails; a place that cannot be reached holds none. */
export function removeQuietly(path: string): void {
  try {
    machine.files.remove(localPath(path));
  } catch {
    /* what went wrong before it is what the user must hear */
  }
}

/** Does something with a place; what the machine says against it becomes a FileError. */
export function withFaults<T>(
  who: string,
  path: string,
  doing: FileDeed,
  work: (place: string) => T,
  hint?: Translated,
): T {
  let place = path;
  try {
    place = localPath(path);
    return work(place);
  } catch (cause) {
    throw fileFault(cause, { who, path: place, doing, ...(hint === undefined ? {} : { hint }) });
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function localPath(path: string): string {
  return /^file:\/\//i.test(path) ? machine.paths.fromUrl(path) : path;
}

/** Puts the content there; a `mode` is that of the file which is replaced. */
type Produce = (place: string, how: 'fresh' | 'overwrite', mode?: number) => void;

/**
 * To a neighbour first, then renamed over. A link stays one (what it leads to is replaced), a file keeps its permissions.
 * What is no plain file (/dev/null, a pipe) is written to directly: a rename would replace the device.
 */
function replaceWhole(path: string, produce: Produce): void {
  const { files } = machine;
  const target = files.linkEnd(path);
  const old = files.facts(target);
  if (old?.isFolder) throw Object.assign(new Error(`'${path}' is a folder`), { code: 'EISDIR' });
  if (old && !old.isFile) return produce(target, 'overwrite');
  sweepBeside(target);
  const draft = draftPath(target, 'tmp');
  try {
    produce(draft, 'fresh', old?.mode);
    files.rename(draft, target);
  } catch (error) {
    removeQuietly(draft);
    throw named(error, draft, target);
  }
}

/** What the machine said about a draft, said about the file that was meant. */
function named(error: unknown, draft: string, target: string): unknown {
  if (!(error instanceof Error)) return error;
  for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (typeof value.value !== 'string' || !value.writable) continue;
    Object.defineProperty(error, name, { ...value, value: value.value.replaceAll(draft, target) });
  }
  return error;
}

/** Removes what killed processes were writing in the folder of `path`. */
function sweepBeside(path: string): void {
  for (const left of leftDrafts(machine.paths.dirname(path), 'tmp')) removeQuietly(left);
}

function writeAt(path: string, how: 'fresh' | 'overwrite', pieces: readonly Uint8Array[], mode?: number): void {
  const file = machine.files.open(path, how);
  try {
    // Before the content: a private file must not be readable meanwhile.
    if (mode !== undefined) machine.files.setMode(path, mode);
    for (const bytes of pieces) file.write(bytes);
    if (how === 'fresh') file.sync();
  } finally {
    file.close();
  }
}

/** The disk copies, since a file need not fit into memory; without a `mode` that of the source is taken over. */
function copyAt(from: string, to: string, mode = machine.files.facts(from)?.mode): void {
  const { files } = machine;
  files.copy(from, to);
  files.setMode(to, 0o600); // a copy of a read-only file could not be opened
  const file = files.open(to, 'append');
  try {
    file.sync();
  } finally {
    file.close();
  }
  if (mode !== undefined) files.setMode(to, mode);
}

/**
 * One by one, since Node's `recursive` never ends where making a folder in one that is there fails with ENOENT (below
 * /proc).
 */
function makeEach(folder: string): void {
  const { files, paths } = machine;
  const missing = [paths.resolve(folder)];
  if (files.facts(missing[0]!)?.isFolder) return;
  for (let above = paths.dirname(missing[0]!); !files.facts(above) && paths.dirname(above) !== above;) {
    missing.unshift(above);
    above = paths.dirname(above);
  }
  for (const each of missing) {
    try {
      files.makeFolder(each);
    } catch (error) {
      if (!files.facts(each)?.isFolder) throw error; // else another process was faster
    }
  }
}
