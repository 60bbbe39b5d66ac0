/**
 * @file Finds submissions: notebooks, folders of them (nbgrader's `submitted/`, one per student, flat ones of Moodle and
 * Canvas) and ZIPs, also of ZIPs. Says whose each is.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { FileError, FormatError, KernelabError, ValueError } from '../../errors/index.ts';
import { readSubmitted } from './files.ts';
import { zipTimes } from './zip-times.ts';

export interface Submission {
  student: string;
  /** As reports name it. */
  file: string;
  timestamp: string;
  /** @throws KernelabError for what was handed in and is no notebook */
  read: () => Uint8Array;
}

const MOST_UNPACKED = 200 * 2 ** 20;

/** @throws FileError, FormatError for a place without a notebook; ValueError for files that cannot be told apart */
export function findSubmissions(places: readonly string[]): Submission[] {
  refuseNamesakes(places.filter((place) => isNotebook(place) || isZip(place)));
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

/** Of a file that is named, only its own name says whose it is: kim/sums.ipynb and lee/sums.ipynb would be one student's. */
function refuseNamesakes(files: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    const other = seen.get(basename(file));
    seen.set(basename(file), file);
    if (other === undefined) continue;
    throw new ValueError({
      who: 'kernelab grade',
      rule: {
        en: 'files that are named one by one must have different names, which say whose they are',
        ko: '하나씩 적는 파일은 이름이 서로 달라야 누구의 것인지 알 수 있습니다',
      },
      received: `${other}, ${file}`,
      hint: {
        en: "Name the folder that holds the students' folders",
        ko: '학생별 폴더가 들어 있는 폴더를 적으세요',
      },
    });
  }
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
  if (facts.isDirectory()) return walk(place, place);
  const name = basename(place);
  const timestamp = facts.mtime.toISOString();
  if (isNotebook(place)) return [notebook(studentOf(name), name, timestamp, () => readSubmitted(place))];
  if (!isZip(place)) return [];
  // A ZIP that is named holds a class, as a folder does, or the one notebook of a student.
  const zip = readSubmitted(place);
  const inner = unpacked(zip, name);
  const [only] = inner;
  if (only !== undefined && inner.length === 1 && !isPlatformName(only.path)) {
    return [notebook(studentOf(name), `${name}/${only.path}`, timestamp, () => only.bytes)];
  }
  // The ZIP itself was made when the lecturer fetched it: its entries say when they were handed in.
  const times = zipTimes(zip);
  const found = inner.map(({ path, outer, bytes }) =>
    notebook(studentOf(path), `${name}/${path}`, times.get(outer) ?? timestamp, () => bytes),
  );
  // Who handed in something else has a row without marks, as in a folder.
  const seen = new Set(found.map(({ student }) => student));
  for (const [path, time] of times) {
    const student = studentOf(path);
    if (!isPlatformName(path) || seen.has(student)) continue;
    seen.add(student);
    const nothing = (): never => {
      throw without(`${name}/${path}`, basename(path));
    };
    found.push(notebook(student, `${name}/${path}`, time, nothing));
  }
  return found;
}

function notebook(student: string, file: string, timestamp: string, read: () => Uint8Array): Submission {
  return { student, file, timestamp, read };
}

function walk(folder: string, top: string): Submission[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const found = entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === '__MACOSX') return [];
    if (entry.isDirectory()) return walk(path, top);
    return entry.isFile() ? fromFile(path, relative(top, path)) : []; // links lead elsewhere: they are no submissions
  });
  const isStudents = relative(top, folder) !== '' && relative(top, folder) === basename(folder);
  if (found.length > 0 || !isStudents) return found;
  // Somebody handed something in: a row without marks says so, instead of no row.
  const name = basename(folder);
  const timestamp = lstatSync(folder).mtime.toISOString();
  return [
    notebook(studentOf(name), name, timestamp, () => {
      throw without(name, entries.map((entry) => entry.name).join(', ') || 'an empty folder');
    }),
  ];
}

function without(who: string, received: string): FormatError {
  const rule = { en: 'no notebook (.ipynb) was handed in', ko: '제출물에 노트북(.ipynb)이 없습니다' };
  return new FormatError({ who, rule, received });
}

/** What a file in a folder of submissions holds. A ZIP there is a student's, who must not speak for another one by names in it. */
function fromFile(path: string, name: string): Submission[] {
  const timestamp = lstatSync(path).mtime.toISOString();
  if (isNotebook(path)) return [notebook(studentOf(name), name, timestamp, () => readSubmitted(path))];
  if (!isZip(path)) return [];
  try {
    const inner = unpacked(readSubmitted(path), name);
    const isNamed = basename(name) !== name || isPlatformName(name);
    if (!isNamed && inner.some(({ path: file }) => isPlatformName(file))) throw ofAClass(name);
    return inner.map(({ path: file, bytes }) => notebook(studentOf(name), `${name}/${file}`, timestamp, () => bytes));
  } catch (error) {
    if (!(error instanceof KernelabError)) throw error;
    // One student's damaged ZIP is that student's result, and not the end of the run.
    return [
      notebook(studentOf(name), name, timestamp, () => {
        throw error;
      }),
    ];
  }
}

function ofAClass(received: string): FormatError {
  return new FormatError({
    who: 'kernelab grade',
    rule: {
      en: "a student's ZIP has no names of students as Moodle and Canvas write them",
      ko: '학생의 ZIP에는 Moodle이나 Canvas가 적은 학생 이름이 없어야 합니다',
    },
    received,
    hint: {
      en: "Is it a platform's ZIP of a whole class? Then name the ZIP itself in place of its folder",
      ko: '플랫폼에서 받은 반 전체의 ZIP이라면 폴더 대신 그 ZIP을 적으세요',
    },
  });
}

interface Unpacked {
  /** Inside of the ZIP. */
  path: string;
  /** The entry of the outermost ZIP in which it lies. */
  outer: string;
  bytes: Uint8Array;
}

/** The notebooks of a ZIP, and of the ZIPs in it. @throws FormatError */
function unpacked(zip: Uint8Array, name: string): Unpacked[] {
  const budget = { left: MOST_UNPACKED };
  const found = unzip(zip, name, budget, 1);
  if (found.length === 0) {
    throw new FormatError({
      who: 'kernelab grade',
      rule: { en: 'the ZIP has no notebook (.ipynb)', ko: 'ZIP에 노트북(.ipynb)이 없습니다' },
      received: name,
    });
  }
  return found;
}

function unzip(zip: Uint8Array, name: string, budget: { left: number }, deeper: number): Unpacked[] {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(zip, {
      // The sizes that a ZIP states are checked while unpacking: no file gets more than it states.
      filter: ({ name: path, originalSize }) => {
        const wanted = (isNotebook(path) || isZip(path)) && !/(^|\/)(\.|__MACOSX)/.test(path);
        if (wanted) budget.left -= originalSize;
        return wanted && budget.left >= 0;
      },
    });
  } catch (cause) {
    const rule = { en: 'the file is no whole ZIP', ko: '온전한 ZIP 파일이 아닙니다' };
    throw new FormatError({ who: 'kernelab grade', rule, received: name, cause });
  }
  if (budget.left < 0) {
    const rule = { en: 'the ZIP unpacks to more than 200 MB', ko: 'ZIP을 풀면 200 MB가 넘습니다' };
    throw new FormatError({ who: 'kernelab grade', rule, received: name });
  }
  return Object.keys(files)
    .sort()
    .flatMap((path) => {
      if (isNotebook(path)) return [{ path, outer: path, bytes: files[path]! }];
      if (deeper === 0) return [];
      const inner = unzip(files[path]!, `${name}/${path}`, budget, deeper - 1);
      return inner.map((each) => ({ ...each, path: `${path}/${each.path}`, outer: path }));
    });
}

const moodle = /^(.+?)_(\d+)_assignsubmission_file(_.*)?$/;
const canvas = /^([\p{L}\p{N}.-]+?)(?:_(LATE))?_(\d+)_(\d+)_/u;

function isPlatformName(path: string): boolean {
  const [first = ''] = path.split('/');
  return moodle.test(first) || canvas.test(first);
}

function isNotebook(path: string): boolean {
  return /\.ipynb$/i.test(path);
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}

/**
 * Whose a file is, in composed characters (macOS writes Hangul in parts: a name would be two students): the folder below the given one,
 * or what Moodle, Canvas or the student wrote into its name.
 */
function studentOf(name: string): string {
  const parts = name
    .normalize('NFC')
    .split(/[/\\]/)
    .filter((part) => part !== '');
  const first = parts[0] ?? name;
  const known = moodle.exec(first);
  if (known) return `${known[1]}_${known[2]}`;
  const fromCanvas = canvas.exec(first);
  if (fromCanvas) return `${fromCanvas[1]}_${fromCanvas[3]}`;
  return parts.length > 1 && !isZip(first) ? first : first.replace(/\.(ipynb|zip)$/i, '');
}
