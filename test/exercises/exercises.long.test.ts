/** @file Each exercise gives what it promises: the solution full marks, the stub none, each wrong answer its mark and its line. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exerciseSources, madeExercises } from '../../scripts/make-exercises.ts';
import { root } from '../../src/cli/paths.ts';
import {
  judge,
  maxPoints,
  ownAnswers,
  readExercise,
  type Exercise,
  type Notebook,
  type Outcome,
} from '../../src/grade/grader.ts';
import { outcomesOf, stubsOf } from './in-process.ts';

const made = madeExercises();
const exercises = [...made].map(([file, text]): [string, Exercise] => [
  file,
  readExercise(JSON.parse(text) as Notebook, file),
]);
/** The code of both languages is the same, so that one of them is run. */
const inEnglish = exercises.filter(([, { language }]) => language === 'en');

const sum = (marks: readonly { points: number }[]): number => marks.reduce((total, { points }) => total + points, 0);
const wrongOf = (exercise: Exercise) =>
  exercise.parts.flatMap((part) => (part.kind === 'wrong' ? [{ ...part.wrong, source: part.source }] : []));

// Exercises that load a data set train on its stand-in, as in the sandbox.
beforeAll(() => void vi.stubEnv('KERNELAB_OFFLINE', '1').stubEnv('KERNELAB_DATA', undefined));
afterAll(() => void vi.unstubAllEnvs());

it('every notebook is what its source makes', () => {
  for (const [file, text] of made) expect(readFileSync(join(root, file), 'utf8'), file).toBe(text);
  const there = globSync('notebooks/exercises/*.ipynb', { cwd: root }).map((file) => file.split(sep).join('/'));
  expect([...made.keys()].sort()).toEqual(there.sort());
});

it.each(exerciseSources())('$name has the same cells in both languages', ({ name }) => {
  const [ko, en] = ['ko', 'en'].map(
    (language) => exercises.find(([file]) => file.endsWith(`${name}.${language}.ipynb`))![1],
  );
  const shape = ({ parts }: Exercise) =>
    parts.map((part) => {
      if (part.kind === 'test')
        return {
          ...part,
          source: '',
          cell: '',
          calls: part.calls.map(({ expression, inputs }) => ({ expression, inputs })),
        };
      if (part.kind === 'wrong') return { source: part.source, points: part.wrong.points, answers: part.wrong.answers };
      return part.cell.cell_type === 'code' ? { kind: part.kind, source: part.source } : { kind: part.kind };
    });
  expect(shape(ko!)).toEqual(shape(en!));
  expect(wrongOf(en!).length).toBeGreaterThanOrEqual(3);
});

it('the words of an exercise stand in the glossary and in its texts', () => {
  const rows = [...readFileSync(join(root, 'docs/glossary.ko.md'), 'utf8').matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\|/gm)];
  const glossary = new Map(rows.map(([, en, ko]) => [en!, ko!]));
  for (const { name, terms, text } of exerciseSources()) {
    const korean = [...text.matchAll(/<!-- ko -->\n([^]*?)(?=^<!-- |^```ts)/gm)].map(([, cell]) => cell).join('\n');
    const english = [...text.matchAll(/<!-- en -->\n([^]*?)(?=^<!-- |^```ts)/gm)].map(([, cell]) => cell).join('\n');
    for (const term of terms) {
      expect(glossary.has(term), `${name}: ${term}`).toBe(true);
      expect(english.toLowerCase(), name).toContain(term);
      expect(korean, name).toContain(glossary.get(term));
    }
  }
});

describe.each(inEnglish)('%s', (_, exercise) => {
  // Marks must not depend on what a student's inputs happen to be; where a network is trained, one student has to do.
  const trains = exercise.parts.some(({ cell }) => 'seconds' in Object(cell.metadata['kernelab']));
  const seeds = trains ? ['a'] : ['a', 'b', 'c', 'd'];
  const kept = new Map<string, Promise<Map<string, Outcome>>>();

  /** What the solution gives, or the wrong answer of that name. */
  const outcomes = (seed: string, name = ''): Promise<Map<string, Outcome>> => {
    const key = `${seed}/${name}`;
    const wrong = wrongOf(exercise).find((each) => each.name === name);
    const replaced = new Map(wrong === undefined ? [] : [[wrong.answers, wrong.source]]);
    const made = kept.get(key) ?? outcomesOf(exercise, ownAnswers(exercise, replaced), seed);
    kept.set(key, made);
    return made;
  };
  const marksOf = async (seed: string, claims: Map<string, Outcome>) =>
    judge(exercise, claims, await outcomes(seed), {
      seedOf: (question) => `${seed}/${question}`,
      mistakesOf: () =>
        Promise.all(wrongOf(exercise).map(async ({ says, name }) => ({ says, outcomes: await outcomes(seed, name) }))),
    });

  it.each(seeds)('gives the solution all points and the stub none (%s)', async (seed) => {
    const own = await marksOf(seed, await outcomesOf(exercise, ownAnswers(exercise), seed));
    expect(own.flatMap(({ parts }) => parts.flatMap(({ reasons }) => reasons))).toEqual([]);
    expect(sum(own)).toBe(maxPoints(exercise));
    expect(sum(await marksOf(seed, await outcomesOf(exercise, stubsOf(exercise), seed)))).toBe(0);
  });

  it.each(wrongOf(exercise))('knows the mistake: $name', async ({ points, says, name }) => {
    for (const seed of seeds) {
      const marks = await marksOf(seed, await outcomes(seed, name));
      expect(sum(marks), seed).toBe(points);
      expect(marks.flatMap(({ parts }) => parts.flatMap(({ reasons }) => reasons))).toContain(says);
    }
  });
});
