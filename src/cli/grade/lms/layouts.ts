/**
 * @file How learning platforms lay out what was handed in: whose a file is, by its path. Moodle and Canvas write it into names, nbgrader
 * has a folder per student, Gradescope a list beside numbered folders.
 */
import { parse } from 'yaml';
import { FormatError, ValueError, type Translated } from '../../../errors/index.ts';

export const platforms = ['moodle', 'canvas', 'nbgrader', 'gradescope'] as const;
export type Platform = (typeof platforms)[number];

/** How people write them. */
export const platformNames: Readonly<Record<Platform, string>> = {
  moodle: 'Moodle',
  canvas: 'Canvas',
  nbgrader: 'nbgrader',
  gradescope: 'Gradescope',
};

/** Whose a file is. */
export interface Owner {
  student: string;
  /** Of several files of a student the one with the highest number was handed in last, where the platform numbers them. */
  attempt?: number;
  /** When it was handed in, where the platform says so beside the files. */
  timestamp?: string;
  /** What the platform says about it. */
  note?: Translated;
}

/** Gives the owners of a file by its path below what was named; empty for a file that is nobody's. */
export type Layout = (path: string) => Owner[];

/** What a layout may look at: paths, and the texts of the lists that lie beside submissions. */
export interface Listing {
  paths: readonly string[];
  read: (path: string) => string;
}

const METADATA = 'submission_metadata.yml';

/** The layout of what was named. @throws ValueError for paths that are not as `platform` makes them; FormatError */
export function layoutOf(platform: Platform | undefined, { paths, read }: Listing): Layout {
  const list = paths.find((path) => partsOf(path).at(-1) === METADATA && partsOf(path).length <= 2);
  if (platform === 'gradescope' || (platform === undefined && list !== undefined)) {
    if (list === undefined) throw notAs('gradescope', [METADATA]);
    return gradescope(read(list), list);
  }
  const layout = platform === undefined ? byName : { moodle: byName, canvas: byName, nbgrader }[platform];
  const timed = withTimestamps(layout, { paths, read });
  if (platform === undefined) return timed;
  const strange = paths.filter((path) => isHandedIn(path) && !isOf[platform](partsOf(path)));
  if (strange.length > 0) throw notAs(platform, strange);
  return timed;
}

function notAs(platform: Platform, paths: readonly string[]): ValueError {
  const name = platformNames[platform];
  const forms: Readonly<Record<Platform, string>> = {
    moodle: '김민수_1234_assignsubmission_file_/sums.ipynb',
    canvas: 'kimminsu_1111_2222_sums.ipynb',
    nbgrader: 'kim/sums/sums.ipynb',
    gradescope: `${METADATA}, submission_1234/sums.ipynb`,
  };
  return new ValueError({
    who: 'kernelab grade',
    rule: {
      en: `${name} lays submissions out as ${forms[platform]}`,
      ko: `${name}의 제출물은 ${forms[platform]} 꼴입니다`,
    },
    received:
      platform === 'gradescope'
        ? { en: `no ${paths[0]}`, ko: `${paths[0]} 없음` }
        : paths.slice(0, 5).join(', ') + (paths.length > 5 ? ' …' : ''),
  });
}

const moodle = /^(.+?)_(\d+)_assignsubmission_file(_.*)?$/s;
const canvas = /^([\p{L}\p{N}.-]+?)(?:_(LATE))?_(\d+)_(\d+)_/u;

/** Whether a name is one that Moodle or Canvas wrote. */
export function isPlatformName(path: string): boolean {
  const [first = ''] = partsOf(path);
  return moodle.test(first) || canvas.test(first);
}

const isOf: Readonly<Record<Exclude<Platform, 'gradescope'>, (parts: string[]) => boolean>> = {
  moodle: ([first = '']) => moodle.test(first),
  canvas: ([first = '']) => canvas.test(first),
  nbgrader: (parts) => below('submitted', parts).length >= 3,
};

function isHandedIn(path: string): boolean {
  return /\.(?:ipynb|zip)$/i.test(path) && !/(^|[/\\])(\.|__MACOSX)/.test(path);
}

const late: Translated = { en: 'Canvas marks it as late.', ko: 'Canvas에 지각으로 표시되어 있습니다.' };

/**
 * What Moodle, Canvas or the student wrote into the name, else the folder below the given one. In composed characters: macOS writes
 * Hangul in parts, and a name would be two students.
 */
const byName: Layout = (path) => {
  const parts = partsOf(path.normalize('NFC'));
  const first = parts[0] ?? path;
  const ofMoodle = moodle.exec(first);
  if (ofMoodle) return [{ student: `${ofMoodle[1]}_${ofMoodle[2]}` }];
  const ofCanvas = canvas.exec(first);
  if (ofCanvas) {
    const [, name, isLate, user, attachment] = ofCanvas;
    const note = isLate === undefined ? {} : { note: late };
    return [{ student: `${name}_${user}`, attempt: Number(attachment), ...note }];
  }
  const isFolder = parts.length > 1 && !/\.zip$/i.test(first);
  return [{ student: isFolder ? first : first.replace(/\.(ipynb|zip)$/i, '') }];
};

const nbgrader: Layout = (path) => {
  const [student] = below('submitted', partsOf(path.normalize('NFC')));
  return student === undefined ? [] : [{ student }];
};

/** nbgrader's `timestamp.txt` beside a notebook says when it was handed in: copies have other times. */
function withTimestamps(layout: Layout, { paths, read }: Listing): Layout {
  const times = new Map<string, string>();
  for (const path of paths) {
    if (partsOf(path).at(-1) !== 'timestamp.txt') continue;
    const time = momentOf(read(path).trim());
    if (time !== undefined) times.set(folderOf(path), time);
  }
  if (times.size === 0) return layout;
  return (path) => {
    const timestamp = times.get(folderOf(path));
    return layout(path).map((owner) => (timestamp === undefined ? owner : { ...owner, timestamp }));
  };
}

/** `2026-12-01 15:58:23.948203 Asia/Seoul`, `… UTC`, `… +0900`; without a zone it is UTC. Undefined for anything else. */
export function momentOf(text: string): string | undefined {
  const [, day, clock, zone = 'UTC'] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?: ?([\w/+:-]+))?$/.exec(text) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const local = `${day}T${clock.replace(/(\.\d{3})\d+$/, '$1')}`;
  const offset = /^([+-]\d\d):?(\d\d)$/.exec(zone);
  const utc = Date.parse(`${local}${offset ? `${offset[1]}:${offset[2]}` : 'Z'}`);
  if (Number.isNaN(utc)) return undefined;
  if (offset !== null || /^(?:UTC|Z|GMT)$/i.test(zone)) return new Date(utc).toISOString();
  try {
    const written = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    const there = Date.parse(`${written.format(utc).replace(' ', 'T')}Z`);
    return new Date(utc - (there - Math.floor(utc / 1000) * 1000)).toISOString();
  } catch {
    return undefined; // KST and the like name several zones
  }
}

/** Gradescope's export: `submission_1234/…`, with its submitters in the list. Work of a group is everyone's. */
function gradescope(text: string, name: string): Layout {
  const refuse = (received: string, cause?: unknown): FormatError =>
    new FormatError({
      who: name,
      rule: {
        en: "it is Gradescope's list of submissions with their submitters",
        ko: 'Gradescope가 적은 제출물과 제출자의 목록이어야 합니다',
      },
      received,
      cause,
    });
  let list: unknown;
  try {
    list = parse(text, { logLevel: 'silent', maxAliasCount: 1000 });
  } catch (cause) {
    throw refuse((cause as Error).message.split('\n')[0]!, cause);
  }
  const owners = new Map<string, Owner[]>();
  for (const [folder, facts] of Object.entries(Object(list) as object)) {
    const { ':submitters': submitters, ':created_at': created } = Object(facts) as Record<string, unknown>;
    if (!Array.isArray(submitters) || submitters.length === 0) throw refuse(`${folder} without :submitters`);
    const timestamp = created instanceof Date ? created.toISOString() : momentOf(String(created));
    owners.set(
      folder,
      submitters.map((submitter: unknown) => {
        const { ':name': who, ':sid': sid, ':email': email } = Object(submitter) as Record<string, unknown>;
        const texts = [who, sid ?? email].flatMap((part) =>
          typeof part === 'string' || typeof part === 'number' ? [String(part)] : [],
        );
        if (texts.length === 0) throw refuse(`${folder} with a submitter without a name`);
        return { student: texts.join('_').normalize('NFC'), ...(timestamp === undefined ? {} : { timestamp }) };
      }),
    );
  }
  if (owners.size === 0) throw refuse('no submission');
  return (path) => partsOf(path).flatMap((part) => owners.get(part) ?? []);
}

/** The parts of a path, without the folder that a platform puts around all. */
function below(folder: string, parts: string[]): string[] {
  return parts[0] === folder ? parts.slice(1) : parts;
}

function partsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== '');
}

function folderOf(path: string): string {
  return partsOf(path).slice(0, -1).join('/');
}
