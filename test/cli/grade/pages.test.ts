import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RunFolder } from '../../../src/cli/grade/folder.ts';
import { fileNames } from '../../../src/cli/grade/names.ts';
import { standingIn, writeFeedback, writeOverview } from '../../../src/cli/grade/pages.ts';
import { readSources } from '../../../src/cli/grade/sources.ts';
import type { Result } from '../../../src/grade/grader.ts';
import { tenSolutions } from '../../grade/class/ten-solutions.ts';
import { sumsExercise, writeNotebook } from '../../grade/made.ts';
import { result } from '../../grade/made-results.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-pages-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let made = 0;

function runOf(...results: Result[]): string {
  const folder = new RunFolder(join(top, String(++made)), 'new');
  for (const { penalty: _penalty, ...each } of results as (Result & { penalty?: number })[]) folder.keep(each);
  return folder.path;
}

const source = readSources([writeNotebook(top, 'sums.ipynb', sumsExercise(2))]);
const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message.replaceAll(top, '…');
  }
  return '';
};

describe('feedback', () => {
  test('is a page per student and exercise, with marks of people in it', () => {
    const folder = runOf(result('김민수_1'), result('김민수_2'), result('김민수_2', { exercise: 'pooling' }));
    const manual = [{ student: '김민수_1', exercise: 'sums', question: 'b', points: 1, comment: 'Well put.' }];
    writeFileSync(join(folder, 'manual.json'), JSON.stringify(manual));
    const out = join(folder, 'feedback');
    const pages = writeFeedback(standingIn(folder, 'test'), out);
    expect(pages.map((page) => page.slice(out.length + 1))).toEqual([
      join('김민수_1', 'sums.html'),
      join('김민수_2', 'pooling.html'),
      join('김민수_2', 'sums.html'),
    ]);
    expect(readFileSync(pages[0]!, 'utf8')).toContain('Well put.');
    expect(readdirSync(join(out, '김민수_1'))).toEqual(['sums.html']);
  });

  test('a folder without a run, and one without results, are named', () => {
    expect(messageOf(() => standingIn(join(top, 'none'), 'kernelab grade feedback'))).toMatchInlineSnapshot(
      `"kernelab grade feedback: a folder of a run has results and run.json. Received …/none."`,
    );
    expect(messageOf(() => standingIn(runOf(), 'kernelab grade feedback'))).toMatch('the run has results');
  });
});

describe('the overview', () => {
  const programs = tenSolutions.slice(0, 4).map((text, i) => result(`s${i}`, { answers: { f: text } }));
  const copy = tenSolutions[2]!.replace(/\bpatch\b/g, 'window').replace(/\brows\b/g, 'height');
  const folder = runOf(...programs, result('kim', { answers: { f: `// my own\n${copy}` } }));

  test('names copies, and nobody else', () => {
    const out = join(folder, 'overview.html');
    writeOverview(standingIn(folder, 'test'), source, out, false);
    const page = readFileSync(out, 'utf8');
    expect(
      page
        .match(/<details[^]*?<\/summary>/g)!
        .join('')
        .replace(/<[^>]+>|\s+/g, ' ')
        .trim(),
    ).toMatch(/^100% +kim +,? *s2$/);
  });

  test('that can be shown has neither them nor their names, and needs no source', () => {
    const out = join(folder, 'anonymous.html');
    writeOverview(standingIn(folder, 'test'), [], out, true);
    expect(readFileSync(out, 'utf8')).not.toMatch(/kim|s2|my own/);
  });

  test('without the source, what was handed out would count: it is asked for, and nothing is written', () => {
    const out = join(folder, 'without.html');
    expect(messageOf(() => writeOverview(standingIn(folder, 'test'), [], out, false))).toMatchInlineSnapshot(
      `"kernelab grade overview: --source names the notebook of sums, so that what was handed out does not count as alike. Received nothing."`,
    );
    expect(readdirSync(folder)).not.toContain('without.html');
  });
});

describe('names of files', () => {
  test('are those of the students where they can be', () => {
    expect([...fileNames(['김민수_1', "O'Neil, Ann_2"]).values()]).toEqual(['김민수_1', "O'Neil, Ann_2"]);
  });

  test('are no way out of the folder, on any system, and never two of one name', () => {
    const students = ['../../etc', '..', '', 'CON', 'a/b', 'a\\b', 'a:b', 'Kim', 'kim', 'x'.repeat(300), 'x'.repeat(299), '<b>', 'a\u202Eb', 'end. ', 'n\u0000l', 'a~b']; // prettier-ignore
    const names = [...fileNames(students).values()];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(students.length);
    for (const name of names)
      expect(name).toMatch(/^(?!\.)(?!con$)[^/\\:*?"<>|\p{Cc}\p{Bidi_Control}]{1,80}(?<![. ])$/iu);
  });
});
