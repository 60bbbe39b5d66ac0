/**
 * @file `npm run test:class`: a made class hands in through each platform, as a ZIP and as a folder, is graded in sandboxes, and gets its
 * worksheet, its feedback and an overview: two students of one name, names in Hangul and markup, a copy, a second attempt, a late one,
 * one without a notebook.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { gradeCommand } from '../../../src/cli/grade.ts';
import { platforms, type Platform } from '../../../src/cli/grade/lms/layouts.ts';
import { root } from '../../../src/cli/paths.ts';
import { program } from '../../../src/cli/program.ts';
import { readExercise, releaseOf, nbgraderSource, type Notebook } from '../../../src/grade/grader.ts';
import { submissionOf } from '../made.ts';

const source = join(root, 'notebooks', 'exercises', '05-pooling.ko.ipynb');
const exercise = readExercise(JSON.parse(readFileSync(source, 'utf8')) as Notebook, source);
const released = releaseOf(nbgraderSource(exercise, () => ({ seed: '', expected: [] })), 'ko'); // prettier-ignore
const own = Object.fromEntries(
  exercise.parts.flatMap((part) => (part.kind === 'solution' ? [[part.id, part.source]] : [])),
);
const answering = (answers: Record<string, string>): string => JSON.stringify(submissionOf(released, answers));

/** The first listed wrong answer, in another hand: not a copy of the solution, but its mistake. */
const mistaken = `function pool(x: np.ndarray, k: number, kind: string): np.ndarray {
  const [high, wide] = [0, 1].map((axis) => Math.ceil(x.shape[axis]! / k));
  const y = np.zeros([high!, wide!]);
  let row = 0;
  while (row < high!) {
    for (let col = 0; col < wide!; col++) {
      const part = x.at(np.slice(row * k, (row + 1) * k), np.slice(col * k, (col + 1) * k));
      y.set(row, col, kind === 'max' ? Math.max(0, part.max()) : part.mean());
    }
    row++;
  }
  return y;
}`;
const copy = Object.fromEntries(
  Object.entries(own).map(([id, text]) => [
    id,
    `// ${id}\n${text.replace(/(?<![.\w'])(h|w|out|largest|sum|count|a|b|i|j|dx|bottom|right|row|column)\b/g, 'my_$1')}`,
  ]),
);

interface Student {
  name: string;
  id: number;
  /** What was handed in, the last one last. */
  notebooks: string[];
  late?: boolean;
  /** Points of 8; undefined for no marks. */
  points: number | undefined;
}

const students: Student[] = [
  { name: '김민수', id: 1001, notebooks: [answering(own)], points: 8 },
  { name: '김민수', id: 1002, notebooks: [answering({ ...own, pool: mistaken })], points: 7 },
  { name: '이지아', id: 1003, notebooks: [answering({}), answering(copy)], late: true, points: 8 },
  { name: "O'Neil <b>", id: 1004, notebooks: [answering({})], points: 0 },
  { name: '박지우', id: 1005, notebooks: [answering({ ...own, pool: mistaken })], points: 7 },
  { name: '최서연', id: 1006, notebooks: ['no notebook'], points: undefined },
];

/** The paths that a platform gives to what a student handed in; several notebooks are attempts. */
const pathsFor: Readonly<Record<Platform, (student: Student, attempt: number) => string>> = {
  moodle: ({ name, id }) => `${name}_${id}_assignsubmission_file/pooling.ipynb`,
  canvas: ({ name, id, late }, attempt) =>
    `${name.replace(/[^\p{L}]/gu, '')}${late === true ? '_LATE' : ''}_${id}_${id * 10 + attempt}_pooling${attempt > 0 ? `-${attempt}` : ''}.ipynb`,
  nbgrader: ({ id }) => `submitted/s${id}/pooling/pooling.ipynb`,
  gradescope: ({ id }) => `assignment_9_export/submission_${id}/pooling.ipynb`,
};

const sheets: Readonly<Record<Platform, () => string>> = {
  moodle: () =>
    `\uFEFFIdentifier,"Full name",Status,Grade,"Maximum Grade","Grade can be changed","Feedback comments"\r\n${students
      .map(({ name, id }) => `"Participant ${id}","${name}","Submitted for grading",,16.00,Yes,\r\n`)
      .join('')}"Participant 1007",조은,"No submission",,16.00,Yes,\r\n`,
  canvas: () =>
    `Student,ID,SIS User ID,Section,Pooling (77)\n    Points Possible,,,,16\n${students.map(({ name, id }) => `${name},${id},,A,\n`).join('')}`,
  nbgrader: () => `assignment,student_id,score,max_score\n${students.map(({ id }) => `pooling,s${id},,\n`).join('')}`,
  gradescope: () =>
    `Name,SID,Email,Total Score,Max Points,Submission ID\n${students.map(({ name, id }) => `${name},n${id},,,16,${id}\n`).join('')}`,
};

function filesOf(platform: Platform): Record<string, string> {
  const files: Record<string, string> = {};
  for (const student of students) {
    const kept = platform === 'canvas' ? student.notebooks : student.notebooks.slice(-1); // the others keep the last one
    for (const [attempt, notebook] of kept.entries()) files[pathsFor[platform](student, attempt)] = notebook;
    const { id, name } = student;
    if (platform === 'nbgrader') files[`submitted/s${id}/pooling/timestamp.txt`] = '2026-12-01 12:00:00 UTC\n';
    if (platform !== 'gradescope') continue;
    const list = 'assignment_9_export/submission_metadata.yml';
    files[list] =
      `${files[list] ?? '---\n'}submission_${id}:\n  :submitters:\n  - :name: ${JSON.stringify(name)}\n    :sid: n${id}\n    :email:\n  :created_at: 2026-12-01 12:00:00.000000000 Z\n`;
  }
  return files;
}

/** What is wrong with what a platform gets back. */
async function tried(platform: Platform, way: 'zip' | 'folder', top: string): Promise<string[]> {
  const problems: string[] = [];
  const expect = (holds: boolean, what: string): void => void (holds || problems.push(`${platform}, ${way}: ${what}`));
  const place = join(top, way === 'zip' ? 'all.zip' : 'all');
  const files = filesOf(platform);
  if (way === 'zip') {
    writeFileSync(
      place,
      zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
    );
  }
  for (const [path, text] of way === 'folder' ? Object.entries(files) : []) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  const worksheet = join(top, 'grades.csv');
  writeFileSync(worksheet, sheets[platform]());
  const out = join(top, 'graded');
  const code = await gradeCommand(['run', place, '--source', source, '--out', out, '--lms', platform, '--worksheet', worksheet]); // prettier-ignore
  expect(code === 3, `exit code ${code}, not 3`);
  const back = join(out, platform);
  const filled = readFileSync(join(back, 'grades.csv'), 'utf8');
  const before = sheets[platform]().split('\n');
  for (const { id, points } of students) {
    const line = (lines: string[]): string => lines.find((each) => each.includes(String(id))) ?? '';
    const [was, is] = [line(before), line(filled.split('\n'))];
    const share = points === undefined ? undefined : platform === 'nbgrader' ? points : points * 2; // its maximum is 16
    const cells = is.split(',').map((cell) => cell.trim());
    if (share === undefined) expect(is === was, `the row of ${id} is ${is}`);
    else expect(cells.includes(String(share)), `${id} has not ${share}: ${is}`);
  }
  expect(filled.split('\n').length === before.length, 'rows are missing');
  if (platform === 'moodle') expect(filled.includes(before.at(-2)!), 'a row without submission was changed');
  const pages = unzipSync(readFileSync(join(back, 'feedback.zip')));
  const html = Object.keys(pages).filter((name) => name.endsWith('.html'));
  expect(html.length === students.length, `${html.length} pages`);
  const texts = html.map((name) => strFromU8(pages[name]!));
  expect(
    texts.every((text) => !/<script|<b>(?!di)/.test(text)),
    'markup of a student is in a page',
  );
  expect(
    texts.some((text) => text.includes('-Infinity나 첫 값에서 시작하세요')),
    'nobody reads the line of the mistake',
  );
  if (platform === 'canvas')
    expect(
      texts.some((text) => text.includes('지각으로 표시')),
      'nobody is told to be late',
    );
  expect((await gradeCommand(['feedback', out])) === 0, 'no feedback');
  expect((await gradeCommand(['overview', out, '--source', source])) === 0, 'no overview');
  expect((await gradeCommand(['overview', out, '--anonymous'])) === 0, 'no anonymous overview');
  const overview = readFileSync(join(out, 'overview.html'), 'utf8');
  const groups = [...overview.matchAll(/<summary>([^]*?)<\/summary>/g)].map(([, text]) => text!.replace(/<[^>]+>|\s+/g, ' ')); // prettier-ignore
  const copies = groups.find((text) => text.includes('1003'));
  expect(copies?.includes('1001') === true, `the copy is not found: ${groups.join('; ')}`);
  expect(!groups.some((text) => text.includes('1004')), 'an empty answer is a copy');
  const anonymous = readFileSync(join(out, 'overview-anonymous.html'), 'utf8');
  expect(
    !/김민수|100\d|s100|my_/.test(anonymous.replace(/<style>[^]*<\/style>/, '')),
    'the anonymous page names somebody',
  );
  return problems;
}

await program(async () => {
  const words = process.argv.slice(2);
  const problems: string[] = [];
  for (const platform of platforms.filter((name) => words.length === 0 || words.includes(name))) {
    for (const way of ['zip', 'folder'] as const) {
      const top = mkdtempSync(join(tmpdir(), 'kernelab-class-'));
      try {
        problems.push(...(await tried(platform, way, top)));
      } finally {
        rmSync(top, { recursive: true, force: true });
      }
    }
  }
  for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
  process.stdout.write(`${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
});
