/**
 * @file Finds submissions: notebooks, folders of them (nbgrader's `submitted/`, one per student, flat ones of Moodle and
 * Canvas) and ZIPs. Says whose each is.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { FileError, FormatError } from '../../errors/index.ts';
import { readSubmitted } from './files.ts';

export interface Submission {
  student: string;
  /** As reports name it. */
  file: string;
  timestamp: string;
  read: () => Uint8Array;
}

const MOST_UNPACKED = 200 * 2 ** 20;

/** @throws FileError, FormatError for a place without a notebook */
export function findSubmissions(places: readonly string[]): Submission[] {
  return places.flatMap((place) => {
    const found = fromPlace(place);
    if (found.length > 0) return found;
    throw new FormatError({
      who: 'kernelab grade',
      rule: { en: 'no notebook (.ipynb) is in there', ko: '노트북(.ipynb)이 없습니다' },
      received: place,
    });
  });
}

function fromPlace(place: string): Submission[] {
  const facts = lstatSync(place, { throwIfNoEntry: false });
  if (facts === undefined) {
    throw new FileError({
      who: 'kernelab grade',
      rule: { en: 'there is no such file or folder', ko: '그런 파일이나 폴더가 없습니다' },
      received: place,
    });
  }
  return facts.isDirectory() ? walk(place, place) : fromFile(place, basename(place));
}

function walk(folder: string, top: string): Submission[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') return [];
      if (entry.isDirectory()) return walk(path, top);
      return entry.isFile() ? fromFile(path, relative(top, path)) : []; // links lead elsewhere: they are no submissions
    });
}

function fromFile(path: string, name: string): Submission[] {
  const timestamp = (): string => lstatSync(path).mtime.toISOString();
  if (path.endsWith('.ipynb')) {
    return [{ student: studentOf(name), file: name, timestamp: timestamp(), read: () => readSubmitted(path) }];
  }
  if (!path.endsWith('.zip')) return [];
  let unpacked = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(readSubmitted(path), {
      filter: ({ name: inner, originalSize }) => {
        const wanted = inner.endsWith('.ipynb') && !/(^|\/)(\.|__MACOSX)/.test(inner);
        if (wanted) unpacked += originalSize;
        return wanted && unpacked <= MOST_UNPACKED;
      },
    });
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const rule = { en: 'the file is no whole ZIP', ko: '온전한 ZIP 파일이 아닙니다' };
    throw new FormatError({ who: 'kernelab grade', rule, received: name, cause });
  }
  const names = Object.keys(files).sort();
  if (names.length === 0 || unpacked > MOST_UNPACKED) {
    throw new FormatError({
      who: 'kernelab grade',
      rule:
        names.length === 0
          ? { en: 'the ZIP has no notebook (.ipynb)', ko: 'ZIP에 노트북(.ipynb)이 없습니다' }
          : { en: 'the ZIP unpacks to more than 200 MB', ko: 'ZIP을 풀면 200 MB가 넘습니다' },
      received: name,
    });
  }
  // A student's own ZIP bears the name; a platform's ZIP of all students has one name or folder for each inside.
  return names.map((inner) => ({
    student:
      names.length === 1 && !inner.includes('/') && !isPlatformName(basename(inner))
        ? studentOf(name)
        : studentOf(inner),
    file: `${name}/${inner}`,
    timestamp: timestamp(),
    read: () => files[inner]!,
  }));
}

const moodle = /^(.+)_(\d+)_assignsubmission_file(_.*)?$/;
const canvas = /^([\p{L}\p{N}.-]+?)(?:_(LATE))?_(\d+)_(\d+)_/u;

function isPlatformName(name: string): boolean {
  return moodle.test(name) || canvas.test(name);
}

/** Whose a file is: the folder below the given one, or what Moodle, Canvas or the student wrote into its name. */
function studentOf(name: string): string {
  const parts = name.split(/[/\\]/).filter((part) => part !== '' && part !== sep);
  const first = parts[0]!;
  const known = moodle.exec(first);
  if (known) return `${known[1]}_${known[2]}`;
  const fromCanvas = canvas.exec(first);
  if (fromCanvas) return `${fromCanvas[1]}_${fromCanvas[3]}`;
  return parts.length > 1 ? first : first.replace(/\.(ipynb|zip)$/, '');
}
