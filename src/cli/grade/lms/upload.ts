/**
 * @file What goes back to a learning platform: its own worksheet with the marks filled in, and a ZIP of feedback under the names by which it
 * knows its students. All of it is made before anything is written.
 */
import { mkdirSync, writeSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Zip, ZipDeflate } from 'fflate';
import { ValueError, say, type Text } from '../../../errors/index.ts';
import { gradescopeReport, inLanguage, studentPage, type Reported } from '../../../grade/grader.ts';
import { writeInParts, writeWhole } from '../files.ts';
import { fileNames } from '../names.ts';
import { pageName } from '../pages.ts';
import type { Submission } from '../submissions.ts';
import { platformNames, type Platform } from './layouts.ts';
import { sheetOf, totalOf, type Sheet, type Total } from './sheets.ts';
import { Worksheet, type Row } from './worksheet.ts';

/** What is asked of an upload. */
export interface UploadOptions {
  platform: Platform;
  /** The worksheet that the platform gave; without one only feedback is made. */
  worksheet?: string | undefined;
  /** The column of the grade, where the platform does not say which it is. */
  column?: string | undefined;
}

/** A worksheet with its rows by whose they are. */
interface Opened {
  worksheet: Worksheet;
  sheet: Sheet;
  rows: Map<string, Row[]>;
}

function opened({ platform, worksheet: path, column }: UploadOptions): Opened | undefined {
  if (path === undefined) return undefined;
  const worksheet = new Worksheet(path, basename(path));
  const sheet = sheetOf(platform, worksheet, column);
  const rows = new Map<string, Row[]>();
  for (const row of worksheet.rows) {
    const key = sheet.keyOf(row);
    if (key !== undefined) rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  return { worksheet, sheet, rows };
}

/** The rows of a student; `file` is one that was handed in. */
function rowsOf({ sheet, rows }: Opened, student: string, file: string): Row[] {
  for (const key of sheet.keysOf(student, file)) {
    const found = rows.get(key);
    if (found !== undefined) return found;
  }
  return [];
}

/** Looks before grading whether all that was handed in has its row. @throws FileError, FormatError, ValueError */
export function checkUpload(submissions: readonly Submission[], options: UploadOptions): void {
  const open = opened(options);
  if (open === undefined) return;
  const nobody = submissions.filter(({ student, file }) => rowsOf(open, student, file).length === 0);
  if (nobody.length > 0) throw ofNobody(open, nobody.map(({ student }) => student), options.platform); // prettier-ignore
}

function ofNobody({ worksheet }: Opened, students: readonly string[], platform: Platform): ValueError {
  const names = [...new Set(students)];
  return new ValueError({
    who: worksheet.name,
    rule: {
      en: 'whoever handed something in has a row in the worksheet',
      ko: '제출한 학생은 모두 채점표에 줄이 있어야 합니다',
    },
    received: names.slice(0, 10).join(', ') + (names.length > 10 ? ` … (${names.length})` : ''),
    hint: {
      en: `Fetch the worksheet from ${platformNames[platform]} again, of the same assignment and of all groups`,
      ko: `${platformNames[platform]}에서 같은 과제의, 모든 모둠이 든 채점표를 다시 내려받으세요`,
    },
  });
}

/**
 * Writes the worksheet and feedback.zip into `out`. Gives what people should know.
 * @throws FileError, FormatError, ValueError; nothing is written then
 */
export function writeUpload(results: readonly Reported[], out: string, options: UploadOptions): Text[] {
  const open = opened(options);
  const target = open === undefined ? undefined : join(out, basename(options.worksheet!));
  if (target !== undefined && resolve(target) === resolve(options.worksheet!)) {
    throw new ValueError({
      who: 'kernelab grade upload',
      rule: {
        en: '--out is another folder than that of the worksheet, which stays as it is',
        ko: '--out에는 채점표가 있는 곳과 다른 폴더를 씁니다. 채점표는 그대로 둡니다',
      },
      received: out,
    });
  }
  const said = open === undefined ? [] : fillIn(open, results, options.platform);
  const text = open?.worksheet.filled();
  mkdirSync(out, { recursive: true });
  writeZip(join(out, 'feedback.zip'), feedbackFiles(results, options.platform));
  if (target !== undefined) writeWhole(target, text!);
  return said;
}

/** Fills the marks of all students in. */
function fillIn(open: Opened, results: readonly Reported[], platform: Platform): Text[] {
  const students = new Map<string, Reported[]>();
  for (const result of results) students.set(result.student, [...(students.get(result.student) ?? []), result]);
  const [nobody, without, locked]: [string[], string[], string[]] = [[], [], []];
  const filled = new Map<Row, string>();
  for (const [student, own] of students) {
    const rows = rowsOf(open, student, own[0]!.file);
    if (rows.length === 0) nobody.push(student);
    const total = totalOf(own);
    if (total === undefined) without.push(student);
    for (const row of rows) {
      const other = filled.get(row);
      if (other !== undefined) throw twice(open, row, [other, student]);
      filled.set(row, student);
      if (total === undefined) continue;
      if (open.sheet.isLocked(row)) locked.push(student);
      else open.sheet.fill(row, total, commentOf(total));
    }
  }
  if (nobody.length > 0) throw ofNobody(open, nobody, platform);
  const said: Text[] = [];
  if (without.length > 0) {
    const names = without.join(', ');
    said.push({ en: `without marks, row left as it is: ${names}`, ko: `점수가 없어 줄을 그대로 두었습니다: ${names}` });
  }
  if (locked.length > 0) {
    const names = locked.join(', ');
    const name = platformNames[platform];
    said.push({
      en: `${name} does not let these grades be changed: ${names}`,
      ko: `${name}에서 성적을 바꿀 수 없게 한 학생: ${names}`,
    });
  }
  return said;
}

function twice({ worksheet }: Opened, { number }: Row, students: readonly string[]): ValueError {
  return new ValueError({
    who: worksheet.name,
    rule: { en: 'a row is of one student', ko: '한 줄은 학생 한 명의 것이어야 합니다' },
    received: {
      en: `row ${number} for ${students.join(' and ')}`,
      ko: `${number}번째 줄에 ${students.join(', ')}`,
    },
  });
}

/** What the worksheet says beside the grade: points per exercise. The page has the reasons. */
function commentOf({ results }: Total): string {
  return results
    .map((result) => {
      const { title, exercise, points, max, penalty, language } = result;
      const less = penalty > 0 ? { en: ` (late: -${round(penalty)})`, ko: ` (지각: -${round(penalty)})` } : '';
      return `${title ?? exercise}: ${round(points)} / ${round(max)}${inLanguage(less, language)}`;
    })
    .join('; ');
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}

/** Files of feedback by their names in the ZIP; each is made when it is its turn. */
function* feedbackFiles(results: readonly Reported[], platform: Platform): Generator<[string, () => string]> {
  const names = fileNames(results.map(({ student }) => student));
  const taken = new Set<string>();
  for (const result of results) {
    const name = names.get(result.student)!;
    for (const [path, make] of filesFor[platform](result, name)) {
      if (taken.has(path)) continue; // a group's page
      taken.add(path);
      yield [path, make];
    }
  }
}

type Files = [path: string, make: () => string][];

const filesFor: Readonly<Record<Platform, (result: Reported, name: string) => Files>> = {
  // Moodle reads the participant's number after the first underscore, so that the name must have none.
  moodle: (result) => {
    const [, name = result.student, id = '0'] = /^(.*)_(\d+)$/s.exec(result.student) ?? [];
    const safe = fileNames([name]).get(name)!.replaceAll('_', ' ');
    return [[`${safe}_${id}_assignsubmission_file_/${pageName(result)}`, () => studentPage(result)]];
  },
  // Canvas knows a file by the two numbers in the name that it gave.
  canvas: (result) => {
    const given = result.file.split(/[/\\]/).find((part) => /_\d+_\d+_/.test(part));
    const name = given?.replace(/\.[^.]*$/, '') ?? result.student;
    return [[`${name}.html`, () => studentPage(result)]];
  },
  nbgrader: (result, name) => [
    [`${name}/${result.exercise || 'submission'}/${pageName(result)}`, () => studentPage(result)],
  ],
  gradescope: (result, name) => {
    const folder = result.file.split(/[/\\]/).find((part) => /^submission_\w+$/.test(part)) ?? name;
    return [
      [`${folder}/results.json`, () => gradescopeReport(result)],
      [`${folder}/${pageName(result)}`, () => studentPage(result)],
    ];
  },
};

/** Writes a ZIP file after file: the pages of a class need not be in memory at once. */
function writeZip(path: string, files: Iterable<[string, () => string]>): void {
  writeInParts(path, (file) => {
    let failure: Error | undefined;
    const zip = new Zip((error, chunk) => {
      failure ??= error ?? undefined;
      if (error === null) writeSync(file, chunk);
    });
    for (const [name, make] of files) {
      const entry = new ZipDeflate(name, { level: 6 });
      zip.add(entry);
      entry.push(new TextEncoder().encode(make()), true);
    }
    zip.end();
    if (failure !== undefined) throw failure;
  });
}

/** Says what an upload has to say, and where it is. */
export function tellUpload(said: readonly Text[], out: string): void {
  for (const text of said) process.stdout.write(`${say(text)}\n`);
  process.stdout.write(say({ en: `to be uploaded → ${out}\n`, ko: `올릴 파일 → ${out}\n` }));
}
