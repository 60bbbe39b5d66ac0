import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RunFolder } from '../../../src/cli/grade/folder.ts';
import { mergeRuns } from '../../../src/cli/grade/merge.ts';
import type { Reported, Result } from '../../../src/grade/grader.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-folders-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const result = (student: string, points = 1): Result => ({
  key: Buffer.from(student).toString('hex').padEnd(64, '0'),
  student,
  exercise: 'sums',
  language: 'en',
  file: `${student}.ipynb`,
  timestamp: '2026-12-02T10:00:00.000Z',
  due: '2026-12-01T10:00:00.000Z',
  graded: '2026-12-03T10:00:00.000Z',
  questions: [{ id: 'a', points, max: 2, parts: [{ points, max: 2, reasons: [] }] }],
  points,
  max: 2,
  faults: [],
  sandbox: 'bubblewrap',
  seconds: 1,
});

const report = (folder: string): Reported[] =>
  (JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as { results: Reported[] }).results;

describe('the folder of a run', () => {
  test('has one secret, whoever comes first', () => {
    const at = join(top, 'one');
    const all = [1, 2, 3].map(() => new RunFolder(at, 'go on'));
    expect(new Set(all.map(({ facts }) => facts.secret)).size).toBe(1);
    expect(all[0]!.facts.secret).toMatch(/^[0-9a-f]{64}$/);
    if (process.platform !== 'win32') expect(statSync(join(at, 'run.json')).mode & 0o777).toBe(0o600);
    expect(() => new RunFolder(at, 'new')).toThrow('the folder holds a run already; --resume goes on with it');
    expect(() => new RunFolder(at, 'go on', { secret: 'another one' })).toThrow('(another secret)');
    writeFileSync(join(at, 'run.json'), '{');
    expect(() => new RunFolder(at, 'go on')).toThrow('(damaged)');
  });

  test('gives back what it kept, and nothing that was changed, renamed or brought from elsewhere', () => {
    const folder = new RunFolder(join(top, 'kept'), 'new');
    const [kim, lee, park] = [result('kim'), result('lee'), result('park')];
    for (const each of [kim, lee, park]) folder.keep(each);
    expect(folder.result(kim.key)).toEqual(kim);
    const file = (key: string): string => join(folder.path, 'results', `${key}.json`);
    writeFileSync(file(lee.key), readFileSync(file(kim.key)));
    writeFileSync(file(park.key), readFileSync(file(park.key), 'utf8').replace('"points": 1', '"points": 2'));
    writeFileSync(join(folder.path, 'results', 'notes.txt'), 'of a person');
    expect(folder.result(lee.key)).toBeUndefined();
    expect(folder.result(park.key)).toBeUndefined();
    expect(folder.results()).toMatchObject({ results: [kim], refused: [file(lee.key), file(park.key)] });
    const other = new RunFolder(join(top, 'other'), 'new');
    writeFileSync(join(other.path, 'results', `${kim.key}.json`), readFileSync(file(kim.key)));
    expect(other.result(kim.key)).toBeUndefined();
  });

  test('takes its rule for late submissions anew, for all results', () => {
    const at = join(top, 'late');
    new RunFolder(at, 'new', { late: { perDay: 0.5, most: 1 } }).keep(result('kim', 2));
    new RunFolder(at, 'go on').writeReports();
    expect(report(at)[0]).toMatchObject({ points: 2, penalty: 1 });
    new RunFolder(at, 'go on', { late: { perDay: 0.25, most: 1 } }).writeReports();
    expect(report(at)[0]).toMatchObject({ points: 2, penalty: 0.5 });
  });
});

describe('merging', () => {
  test('joins runs of one secret into the same run, and of several into a new one', async () => {
    const folders = (['a', 'b', 'c'] as const).map((name, i) => {
      const folder = new RunFolder(join(top, `shard-${name}`), 'new', { secret: i < 2 ? 'the same' : 'another' });
      folder.keep(result(name));
      return folder;
    });
    const paths = folders.map(({ path }) => path);
    const [same, all] = [join(top, 'same'), join(top, 'all')];
    expect(await mergeRuns(paths.slice(0, 2), same)).toBe(0);
    expect(new RunFolder(same, 'go on').facts.secret).toBe('the same');
    expect(await mergeRuns([...paths].reverse(), all)).toBe(0);
    expect(new RunFolder(all, 'go on').facts.secret).not.toBe('the same');
    expect(report(all).map(({ student }) => student)).toEqual(['a', 'b', 'c']);
    expect(await mergeRuns(paths, all)).toBe(0); // again: nothing is there twice
    expect(report(all)).toHaveLength(3);
  });

  test('brings marks by hand along; those in the joined folder count before them', async () => {
    const shard = new RunFolder(join(top, 'marked'), 'new');
    for (const student of ['kim', 'lee']) shard.keep(result(student));
    const mark = (student: string, points: number) => ({ student, exercise: 'sums', question: 'a', points });
    writeFileSync(join(shard.path, 'manual.json'), JSON.stringify([mark('kim', 2), mark('lee', 2)]));
    const out = join(top, 'marked-out');
    await mergeRuns([shard.path], out);
    writeFileSync(join(out, 'manual.json'), JSON.stringify([mark('lee', 0)]));
    await mergeRuns([shard.path], out);
    expect(report(out).map(({ student, points }) => [student, points])).toEqual([
      ['kim', 2],
      ['lee', 0],
    ]);
  });

  test('names a folder that is no run', async () => {
    await expect(mergeRuns([top], join(top, 'x'))).rejects.toThrow('a folder of a run has results and run.json');
    await expect(mergeRuns([], join(top, 'x'))).rejects.toThrow('Received nothing');
  });
});
