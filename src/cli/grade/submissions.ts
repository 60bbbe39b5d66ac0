/**
 * @file Finds submissions: notebooks, folders of them (nbgrader's `submitted/`, one per student, what Moodle, Canvas and Gradescope
 * make) and ZIPs, also of ZIPs. Whose each is says the layout (lms/layouts.ts).
 */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { FileError, FormatError, KernelabError, ValueError, type Translated } from '../../errors/index.ts';
import { readSubmitted } from './files.ts';
import { isPlatformName, layoutOf, type Layout, type Platform } from './lms/layouts.ts';
import { filesOfZip } from './zip.ts';

export interface Submission {
  student: string;
  /** As reports name it. */
  file: string;
  timestamp: string;
  /** The number of the attempt, where a platform gives one: the highest was handed in last. */
  attempt?: number;
  /** What a platform says about it. */
  note?: Translated;
  /** @throws KernelabError for what was handed in and is no notebook */
  read: () => Uint8Array;
}

const MOST_UNPACKED = 200 * 2 ** 20;

/**
 * The submissions in places, as `platform` lays them out; without one, however they are recognised.
 * @throws FileError, FormatError for a place without a notebook; ValueError for files that cannot be told apart
 */
export function findSubmissions(places: readonly string[], platform?: Platform): Submission[] {
  refuseNamesakes(places.filter((place) => isNotebook(place) || isZip(place)));
  return places.flatMap((place) => {
    const found = fromPlace(place, platform);
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

function fromPlace(place: string, platform: Platform | undefined): Submission[] {
  const facts = lstatSync(place, { throwIfNoEntry: false });
  if (facts === undefined) {
    throw new FileError({
      who: 'kernelab grade',
      rule: { en: 'there is no such file or folder', ko: '그런 파일이나 폴더가 없습니다' },
      received: place,
    });
  }
  if (facts.isDirectory()) return fromFolder(place, platform);
  const name = basename(place);
  const timestamp = facts.mtime.toISOString();
  if (isNotebook(place)) {
    const layout = layoutOf(platform, { paths: [name], read: () => '' });
    return ownedBy(layout, name, { file: name, timestamp, read: () => readSubmitted(place) });
  }
  return isZip(place) ? fromZip(place, name, timestamp, platform) : [];
}

/** A file that was handed in, before anybody has said whose it is. */
type Found = Pick<Submission, 'file' | 'timestamp' | 'read'>;

/** A submission per owner of what lies at a path. */
function ownedBy(layout: Layout, path: string, found: Found): Submission[] {
  return layout(path).map((owner) => ({ ...found, ...owner }));
}

/** A ZIP that is named holds a class, as a folder does, or the one notebook of a student. */
function fromZip(place: string, name: string, timestamp: string, platform: Platform | undefined): Submission[] {
  const files = filesOfZip(place, name).filter(({ path }) => !/(^|\/)(\.|__MACOSX)/.test(path));
  const readText = (path: string): string => {
    const file = files.find((each) => each.path === path)!;
    return new TextDecoder().decode(file.read());
  };
  const notebooks = files.filter(({ path }) => isNotebook(path) || isZip(path));
  const [only] = notebooks;
  if (only === undefined) throw withoutNotebook(name);
  if (platform === undefined && notebooks.length === 1 && isNotebook(only.path) && !isPlatformName(only.path)) {
    const layout = layoutOf(undefined, { paths: [name], read: () => '' });
    return ownedBy(layout, name, { file: `${name}/${only.path}`, timestamp, read: only.read });
  }
  const layout = layoutOf(platform, { paths: files.map(({ path }) => path), read: readText });
  // The ZIP itself was made when the lecturer fetched it: its entries say when they were handed in.
  const found = notebooks.flatMap(({ path, timestamp: written = timestamp, read }) => {
    const file = `${name}/${path}`;
    if (isNotebook(path)) return ownedBy(layout, path, { file, timestamp: written, read });
    return inZip(file, read).flatMap((inner) => ownedBy(layout, path, { timestamp: written, ...inner }));
  });
  // Who handed in something else has a row without marks, as in a folder.
  const seen = new Set(found.map(({ student }) => student));
  for (const { path, timestamp: written = timestamp } of files) {
    if (!isPlatformName(path) && platform !== 'gradescope') continue;
    for (const submission of ownedBy(layout, path, without(`${name}/${path}`, basename(path), written))) {
      if (seen.has(submission.student)) continue;
      seen.add(submission.student);
      found.push(submission);
    }
  }
  return found;
}

function fromFolder(top: string, platform: Platform | undefined): Submission[] {
  const folders = new Map<string, string[]>();
  const files: string[] = [];
  const walk = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    folders.set(
      relative(top, folder),
      entries.map(({ name }) => name),
    );
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) files.push(relative(top, path)); // links lead elsewhere: they are no submissions
    }
  };
  walk(top);
  const read = (path: string): string => new TextDecoder().decode(readSubmitted(join(top, path)));
  const layout = layoutOf(platform, { paths: files, read });
  const found = files.flatMap((path) => fromFile(join(top, path), path).flatMap((each) => ownedBy(layout, path, each)));
  // Somebody handed something in: a row without marks says so, instead of no row.
  const inFolders = new Set(found.map(({ file }) => file.split(/[/\\]/)[0]));
  for (const [name, entries] of folders) {
    if (name === '' || name !== basename(name) || inFolders.has(name)) continue;
    const timestamp = lstatSync(join(top, name)).mtime.toISOString();
    found.push(...ownedBy(layout, `${name}/`, without(name, entries.join(', ') || 'an empty folder', timestamp)));
  }
  return found;
}

/** What stands in the place of a notebook that was not handed in. */
function without(who: string, received: string, timestamp: string): Found {
  const rule = { en: 'no notebook (.ipynb) was handed in', ko: '제출물에 노트북(.ipynb)이 없습니다' };
  const read = (): never => {
    throw new FormatError({ who, rule, received });
  };
  return { file: who, timestamp, read };
}

/** What a file in a folder of submissions holds. A ZIP there is a student's, who must not speak for another one by names in it. */
function fromFile(path: string, name: string): Found[] {
  const timestamp = lstatSync(path).mtime.toISOString();
  if (isNotebook(path)) return [{ file: name, timestamp, read: () => readSubmitted(path) }];
  if (!isZip(path)) return [];
  const isNamed = basename(name) !== name || isPlatformName(name);
  return inZip(name, () => readSubmitted(path), isNamed).map((inner) => ({ ...inner, timestamp }));
}

/** The notebooks of a student's ZIP. A damaged one is that student's result, and not the end of the run. */
function inZip(file: string, read: () => Uint8Array, isNamed = true): Pick<Submission, 'file' | 'read'>[] {
  try {
    const names = unpacked(read(), file);
    if (!isNamed && names.some(({ path }) => isPlatformName(path))) throw ofAClass(file);
    // Unpacked again when it is its turn: a class's notebooks need not be in memory at once.
    return names.map(({ path }) => ({
      file: `${file}/${path}`,
      read: () => unpacked(read(), file).find((each) => each.path === path)!.bytes,
    }));
  } catch (error) {
    if (!(error instanceof KernelabError)) throw error;
    const fail = (): never => {
      throw error;
    };
    return [{ file, read: fail }];
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
  bytes: Uint8Array;
}

function withoutNotebook(received: string): FormatError {
  const rule = { en: 'the ZIP has no notebook (.ipynb)', ko: 'ZIP에 노트북(.ipynb)이 없습니다' };
  return new FormatError({ who: 'kernelab grade', rule, received });
}

/** The notebooks of a student's ZIP, and of the ZIPs in it. @throws FormatError */
function unpacked(zip: Uint8Array, name: string): Unpacked[] {
  const budget = { left: MOST_UNPACKED };
  const found = unzip(zip, name, budget, 1);
  if (found.length === 0) throw withoutNotebook(name);
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
      if (isNotebook(path)) return [{ path, bytes: files[path]! }];
      if (deeper === 0) return [];
      const inner = unzip(files[path]!, `${name}/${path}`, budget, deeper - 1);
      return inner.map((each) => ({ ...each, path: `${path}/${each.path}` }));
    });
}

function isNotebook(path: string): boolean {
  return /\.ipynb$/i.test(path);
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}
