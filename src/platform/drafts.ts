/**
 * @file Names of files that are still being written. They say who writes, so that what a killed process left differs
 * from what a living one is working on.
 */
import { machine } from './current.ts';

/** After so long a draft of another machine (in a shared folder) counts as left behind. */
const OLD_MS = 3_600_000;

/** Six digits that tell this machine from others that share a folder. */
export function machineMark(): string {
  const hash = machine.codecs.hash('md5');
  hash.update(new TextEncoder().encode(machine.host.name));
  return hash.hex().slice(0, 6);
}

/** A name beside `target` that nobody else takes. `ending` tells kinds of drafts apart. */
export function draftPath(target: string, ending: 'tmp' | 'draft'): string {
  const { paths, host } = machine;
  // With the whole of a long name the draft's would be too long; 60 characters have at most 180 bytes.
  const name = ending === 'tmp' ? paths.basename(target).slice(0, 60) : paths.basename(target);
  const random = globalThis.crypto.randomUUID().slice(0, 8);
  return paths.join(paths.dirname(target), `${name}.${machineMark()}-${host.processId}-${random}.${ending}`);
}

/** The drafts in a folder whose process is dead; those of other machines only when they are old. Paths. */
export function leftDrafts(folder: string, ending: 'tmp' | 'draft', target = ''): string[] {
  const { paths, files, host } = machine;
  const name = new RegExp(`^(.*)\\.([0-9a-f]{6})-(\\d+)-[0-9a-f]{8}\\.${ending}$`, 's');
  const mark = machineMark();
  const left: string[] = [];
  for (const entry of namesIn(folder)) {
    const [, of, theirs, processId] = name.exec(entry) ?? [];
    if (of === undefined || (target !== '' && of !== target)) continue;
    const path = paths.join(folder, entry);
    const changed = files.facts(path)?.mtimeMs;
    if (changed === undefined) continue;
    const isLeft = theirs === mark ? !host.isAlive(Number(processId)) : Date.now() - changed >= OLD_MS;
    if (isLeft) left.push(path);
  }
  return left;
}

/** The names in a folder; none where it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return machine.files.list(folder).map((entry) => entry.name);
  } catch {
    return [];
  }
}
