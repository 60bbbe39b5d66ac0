/**
 * @file Grading runs with real sandboxes: the same marks however the work is divided, marks that stay whatever happens, and
 * attacks that take no time (`npm run test:grade` has all of them).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench } from '../../src/cli/grade/bench.ts';
import { buildExercise } from '../../src/cli/grade/build.ts';
import { mergeRuns } from '../../src/cli/grade/merge.ts';
import { exitCodes, runSubmissions, type RunOptions } from '../../src/cli/grade/run.ts';
import { chooseSandbox, usualLimits } from '../../src/cli/grade/sandbox.ts';
import { readSources } from '../../src/cli/grade/sources.ts';
import { root } from '../../src/cli/paths.ts';
import type { Reported, SandboxKind } from '../../src/grade/grader.ts';
import { readSealed } from '../../src/grade/sealed/file.ts';
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

  test.each([
    ['memory of its own', 'memory', 'const kept = []; for (;;) kept.push(new Uint8Array(2e7).fill(1));'],
    [
      'memory of its children',
      'memory',
      "const { spawn } = await import('node:child_process'); const code = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(2e7, 1)), 20)'; for (let i = 0; i < 3; i++) spawn(process.execPath, ['-e', code], { stdio: 'ignore' }); await new Promise(() => {});",
    ],
    ['files', 'files', "const fs = await import('node:fs'); for (let i = 0; ; i++) fs.writeFileSync(`f${i}`, '');"],
    ['output', 'output', "for (;;) console.log('x'.repeat(1000));"],
    ['time', 'time', 'for (;;);'],
  ])('a cell that takes too much %s is stopped, and that is what it says', async (_, why, code) => {
    const limits = { ...usualLimits, memory: 400, allMemory: 700, files: 500 };
    const bench = new Bench({ kind: kind!, slot: 3, limits });
    const outcomes = await bench.run([{ kind: 'cell', id: 'cell', code, seconds: why === 'time' ? 1 : 60 }]);
    bench.close();
    expect(outcomes.get('cell')!.undecided).toBe(why);
  });

  test('what a lost process knew is there again for the next question, whenever and however it was lost', async () => {
    const bench = new Bench({ kind: kind!, slot: 3, limits: { ...usualLimits, memory: 400 } });
    const cell = (id: string, code: string) => ({ kind: 'cell', id, code, seconds: 20 }) as const;
    const outcomes = await bench.run([
      cell('kept', 'const kept = 7;'),
      cell('exit', 'process.reallyExit(3);'),
      cell('memory', 'const all = []; for (;;) all.push(new Uint8Array(2e7).fill(1));'),
      cell('later', 'setTimeout(() => process.reallyExit(0), 20); throw new Error("no");'),
      cell('pause', 'await new Promise((done) => setTimeout(done, 500));'),
      { kind: 'question', id: 'asked', ask: 'expectValue', expression: '() => kept', sets: [[]], seconds: 20 },
    ]);
    bench.close();
    expect(outcomes.get('exit')!.undecided).toBe('crash');
    expect(outcomes.get('memory')!.undecided).toBe('memory');
    expect(outcomes.get('asked')!.answers).toEqual([{ value: ['number', 7] }]);
  });

  test('a sandbox that does not start is no result', async () => {
    const bench = new Bench({ kind: kind!, slot: 3, limits: { ...usualLimits, processes: 1 } });
    await expect(bench.run([])).rejects.toThrow('a sandbox did not start');
  });

  test('an exercise is built with its proof, for nbgrader and for students', async () => {
    const [read] = readSources([join(root, 'notebooks', 'exercises', '07-convolution-backward.en.ipynb')]);
    const proofs = await buildExercise(read!, join(top, 'course'), kind!);
    expect(proofs.map(({ points, expected }) => points === expected)).toEqual(proofs.map(() => true));
    expect(proofs.length).toBeGreaterThanOrEqual(5); // solution, stub, three wrong answers
    const release = readFileSync(
      join(top, 'course', 'en', 'release', read!.exercise.id, `${read!.name}.ipynb`),
      'utf8',
    );
    expect(release).not.toContain('HIDDEN TESTS');
    expect(release).toContain('There is no answer here yet.');
    // Sealed tests: the same file beside both copies and in the ZIP; the notebook holds the call alone.
    expect(release).toContain("await check('input-gradient');");
    const file = `${read!.name}.sealed.json`;
    const places = ['release', 'source'].map((copy) => join(top, 'course', 'en', copy, read!.exercise.id, file));
    const zip = unzipSync(readFileSync(join(top, 'course', 'en', `${read!.name}.zip`)));
    const texts = [
      ...places.map((place) => readFileSync(place, 'utf8')),
      new TextDecoder().decode(zip[`${read!.exercise.id}/${file}`]),
    ];
    expect(new Set(texts).size).toBe(1);
    const { questions } = readSealed(texts[0]!, file);
    expect(questions.map(({ id }) => id)).toEqual(['input-gradient', 'kernel-gradient']);
    expect(questions.every(({ calls }) => calls.every(({ mistakes }) => mistakes.length > 0))).toBe(true);
  });

  test('attacks gain nothing and touch nobody', async () => {
    const quick = attacks.filter(({ slow }) => slow !== true).filter((_, i) => i % 7 === 3);
    expect(quick.length).toBeGreaterThan(10);
    expect(await runAttacks(quick, kind!)).toEqual([]);
  });
});
