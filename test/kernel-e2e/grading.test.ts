/**
 * @file Grading runs with real sandboxes: the same marks however the work is divided, marks that stay whatever happens, and
 * attacks that take no time (`npm run test:grade` has all of them).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeRuns } from '../../src/cli/grade/merge.ts';
import { exitCodes, runSubmissions, type RunOptions } from '../../src/cli/grade/run.ts';
import { chooseSandbox } from '../../src/cli/grade/sandbox.ts';
import { readSources } from '../../src/cli/grade/sources.ts';
import type { Reported, SandboxKind } from '../../src/grade/grader.ts';
import { attacks } from '../grade/attacks/attacks.ts';
import { runAttacks } from '../grade/attacks/red-team.ts';
import { answerOf, submissionOf, sumsExercise, writeNotebook } from '../grade/made.ts';

let kind: SandboxKind | undefined;
let reason = '';
try {
  kind = chooseSandbox(false);
} catch (error) {
  reason = ` (skipped: ${String(error)})`;
}

describe.skipIf(kind === undefined)(`grading${reason}`, () => {
  const top = mkdtempSync(join(tmpdir(), 'kernelab-grading-'));
  const submitted = join(top, 'submitted');
  const source = join(top, 'sums.en.ipynb');
  const whole = join(top, 'whole');
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  const run = (out: string, more: Partial<RunOptions> = {}, places = [submitted]): Promise<number> =>
    runSubmissions(places, readSources([source]), out, {
      kind: kind!,
      shard: { index: 1, of: 1 },
      resume: false,
      ...more,
    });
  const report = (out: string): Reported[] =>
    (JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as { results: Reported[] }).results;
  const marks = (out: string) => report(out).map(({ student, points, questions }) => ({ student, points, questions }));
  const rows = (out: string): string[] => readFileSync(join(out, 'grades.csv'), 'utf8').trim().split('\n').slice(1);

  beforeAll(async () => {
    const exercise = sumsExercise();
    writeNotebook(top, 'sums.en.ipynb', exercise);
    const hand = (student: string, answers?: Record<string, string>): string =>
      writeNotebook(join(submitted, student), 'sums.ipynb', submissionOf(exercise, answers));
    hand('kim');
    hand('lee', { 'answer-0': answerOf(0, '*') });
    hand('park', { 'answer-1': 'const s = (): never => { throw new Error("no"); };\nconst f1 = s;' });
    writeNotebook(join(submitted, 'zhou'), 'sums.ipynb', { ...exercise, cells: [], metadata: {} });
    expect(await run(whole, { jobs: 1, secret: 'the secret of the class' })).toBe(exitCodes.withoutMarks);
  });

  test('marks, reasons and reports', () => {
    expect(report(whole).map(({ student, points, faults }) => [student, points, ...faults])).toEqual([
      ['kim', 2],
      ['lee', 1],
      ['park', 1],
      [
        'zhou',
        0,
        expect.stringContaining('the notebook has no answer cell of sums; is it a submission of another exercise?'),
      ],
    ]);
    expect(report(whole)[2]!.questions[1]!.parts[0]!.reasons).toEqual(['It ended with an error. Error: no']);
    expect(rows(whole)).toHaveLength(4);
    expect(readdirSync(join(whole, 'results'))).toHaveLength(4);
    expect(readdirSync(join(whole, 'gradescope'))).toHaveLength(4);
  });

  test('are the same for any jobs, order and shards, which may work on one folder or on several', async () => {
    const together = join(top, 'together');
    for (const index of [3, 1, 2]) await run(together, { jobs: 2, shard: { index, of: 3 } });
    expect(marks(together)).toEqual(marks(whole));
    const apart = [1, 2].map((i) => join(top, `apart-${i}`));
    await Promise.all(
      apart.map((out, i) => run(out, { jobs: 1, secret: 'the secret of the class', shard: { index: i + 1, of: 2 } })),
    );
    const merged = join(top, 'merged');
    expect(await mergeRuns(apart, merged)).toBe(0);
    expect(marks(merged)).toEqual(marks(whole));
    expect(rows(merged)).toEqual(rows(whole));
    // The joined folder is the same run: nothing is graded again.
    const before = readdirSync(join(merged, 'results'));
    await run(merged, { resume: true });
    expect(readdirSync(join(merged, 'results'))).toEqual(before);
  });

  test('a folder with a run is not graded over; --resume keeps what is there', async () => {
    await expect(run(whole)).rejects.toThrow('the folder holds a run already; --resume goes on with it');
    const kept = report(whole).map(({ graded }) => graded);
    await run(whole, { resume: true });
    expect(report(whole).map(({ graded }) => graded)).toEqual(kept);
  });

  test('marks by hand, comments and penalties survive grading again', async () => {
    const out = join(top, 'by-hand');
    cpSync(whole, out, { recursive: true });
    writeFileSync(
      join(out, 'manual.json'),
      JSON.stringify([{ student: 'lee', exercise: 'sums', question: 'test-0', points: 0.5, comment: 'Half right.' }]),
    );
    const handedIn = submissionOf(sumsExercise(), { 'answer-0': answerOf(0, '/') });
    const again = join(top, 'again', 'lee');
    writeNotebook(again, 'sums.ipynb', handedIn);
    await run(out, { resume: true, only: new Set(['test-1']) }, [join(top, 'again')]);
    await run(out, { resume: true }, [join(top, 'again')]);
    const lee = report(out).find(({ student }) => student === 'lee')!;
    expect(lee).toMatchObject({ points: 1.5, max: 2 });
    expect(lee.questions[0]!.parts[0]!.reasons).toEqual(['Half right.']);
    writeFileSync(join(out, 'manual.json'), '[{ "student": "lee" }]');
    await expect(run(out, { resume: true })).rejects.toThrow(
      'it is a list of { student, exercise, question, points, comment }',
    );
  });

  test('a result that was changed is graded again, and not merged', async () => {
    const out = join(top, 'changed');
    cpSync(whole, out, { recursive: true });
    const [lee] = report(out).filter(({ student }) => student === 'lee');
    const file = join(out, 'results', `${lee!.key}.json`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"points": 1', '"points": 2'));
    writeFileSync(join(out, 'results', `${'0'.repeat(64)}.json`), '{ "points": 99 }');
    const merged = join(top, 'merged-changed');
    expect(await mergeRuns([out], merged)).toBe(1);
    expect(report(merged).map(({ student }) => student)).toEqual(['kim', 'park', 'zhou']);
    await run(out, { resume: true });
    expect(marks(out)).toEqual(marks(whole));
  });

  test('a master whose solution does not run stops the run, and says where', async () => {
    const broken = writeNotebook(top, 'broken.en.ipynb', submissionOf(sumsExercise(), { 'answer-1': 'const f2 = 1;' }));
    const out = join(top, 'broken');
    const graded = runSubmissions([submitted], readSources([broken]), out, {
      kind: kind!,
      shard: { index: 1, of: 1 },
      resume: false,
    });
    await expect(graded).rejects.toThrowErrorMatchingInlineSnapshot(
      `[FormatError: sums: the solution itself must answer test-1/0. Received ReferenceError: f1 is not defined.]`,
    );
    expect(readdirSync(join(out, 'results'))).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'a disk that gets full in the middle: marks made already stay (only root can make one)',
    async () => {
      const out = join(top, 'small');
      mkdirSync(out);
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', out]).status).toBe(0);
      try {
        writeFileSync(join(out, 'filler'), Buffer.alloc(44 * 1024)); // room for run.json and two or three results
        await expect(run(out, { jobs: 1 })).rejects.toThrow(
          'the disk is full; results written so far stay, --resume goes on',
        );
        const kept = readdirSync(join(out, 'results'));
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.every((name) => /^[0-9a-f]{64}\.json$/.test(name))).toBe(true);
        rmSync(join(out, 'filler'));
        await run(out, { resume: true });
        expect(readdirSync(join(out, 'results'))).toEqual(expect.arrayContaining(kept));
      } finally {
        spawnSync('umount', [out]);
      }
    },
  );

  test('attacks gain nothing and touch nobody', async () => {
    const quick = attacks.filter(({ slow }) => slow !== true).filter((_, i) => i % 7 === 3);
    expect(quick.length).toBeGreaterThan(10);
    expect(await runAttacks(quick, kind!)).toEqual([]);
  });
});
