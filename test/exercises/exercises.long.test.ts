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
  answersOf,
  callId,
  readExercise,
  sealedContent,
  sealedTests,
  sealedText,
  type Exercise,
  type Notebook,
  type Outcome,
  type Outcomes,
} from '../../src/grade/grader.ts';
import { matchOf } from '../../src/grade/sealed/digest.ts';
import { readSealed } from '../../src/grade/sealed/file.ts';
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
      if (part.kind === 'test' || part.kind === 'sealed')
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
});

it.each(inEnglish)('%s has hints, public, sealed and hidden tests, and three wrong answers', (file, exercise) => {
  const kinds = exercise.parts.map(({ kind }) => kind);
  const tests = exercise.parts.filter((part) => part.kind === 'test');
  const hints = exercise.parts.filter(({ source }) => source.includes('<summary>Hint'));
  expect(hints.length, file).toBeGreaterThan(0);
  expect(kinds).toContain('sealed');
  const seen = tests.map(({ source }) => source.replace(/BEGIN HIDDEN TESTS[^]*?END HIDDEN TESTS/g, ''));
  expect(seen.some((source) => source.includes('await expect'))).toBe(true);
  expect(tests.some(({ source }) => source.includes('BEGIN HIDDEN TESTS'))).toBe(true);
  expect(wrongOf(exercise).length).toBeGreaterThanOrEqual(3);
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

  it('seals tests that the solution passes and wrong answers do not, which read their line', async () => {
    const asked = sealedTests(exercise)!;
    const claims = async (replaced?: { answers: string; source: string }): Promise<Outcomes> => {
      const answers = ownAnswers(asked, new Map(replaced ? [[replaced.answers, replaced.source]] : []));
      return outcomesOf(asked, answers, `sealed/${exercise.id}`);
    };
    const solution = await claims();
    const wrong = await Promise.all(
      wrongOf(exercise).map(async (each) => ({ says: each.says, outcomes: await claims(each) })),
    );
    const text = sealedText(sealedContent(asked, solution, wrong));
    // A file that a student loads with every notebook.
    expect(text.length).toBeLessThan(60_000);
    const { questions } = readSealed(text, 'sealed');
    const caught = new Set<string>();
    for (const { id, calls } of questions) {
      for (const [n, call] of calls.entries()) {
        const matches = (outcomes: Outcomes): string[] =>
          answersOf(outcomes.get(callId(id, n)))?.map((each, i) =>
            'value' in each ? matchOf(each.value, call.answers[i]!, call, call.salt) : 'no value',
          ) ?? ['no answer'];
        expect(new Set(matches(solution)), `${id}/${n}`).toEqual(new Set(['right']));
        for (const { says, outcomes } of wrong) {
          if (matches(outcomes).every((match) => match === 'right')) continue;
          caught.add(says);
          caught.add(id);
        }
      }
    }
    // Every question tells at least one of its mistakes from the answer.
    expect(questions.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });

  it.each(wrongOf(exercise))('knows the mistake: $name', async ({ points, says, name }) => {
    for (const seed of seeds) {
      const marks = await marksOf(seed, await outcomes(seed, name));
      expect(sum(marks), seed).toBe(points);
      expect(marks.flatMap(({ parts }) => parts.flatMap(({ reasons }) => reasons))).toContain(says);
    }
  });
});
