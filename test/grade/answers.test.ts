import { describe, expect, test } from 'vitest';
import { judge, readExercise, submittedAnswers, type Notebook, type Outcome } from '../../src/grade/grader.ts';
import { submissionOf, sumsExercise } from './made.ts';

/** An exercise whose cells have ids, as all of nbformat 4.5. */
function withIds(language: 'en' | 'ko' = 'en'): Notebook {
  const notebook = sumsExercise();
  for (const [i, cell] of notebook.cells.entries()) cell.id = `cell-${i}`;
  notebook.metadata = { kernelab: { exercise: 'sums', language } };
  return notebook;
}

describe('answer cells', () => {
  const exercise = readExercise(withIds(), 'sums');

  test('are known by their ids where an editor has dropped the metadata', () => {
    const submission = submissionOf(withIds(), { 'answer-0': 'mine' });
    for (const cell of submission.cells) cell.metadata = {};
    const { solutions, faults } = submittedAnswers(exercise, submission)!;
    expect(solutions.get('answer-0')).toBe('mine');
    expect(solutions.size).toBe(2);
    expect(faults[0]).toMatchInlineSnapshot(`
      {
        "en": "The cell answer-0 has lost its metadata; it was known by its id.",
        "ko": "셀 answer-0의 메타데이터가 없어져 셀 id로 찾았습니다.",
      }
    `);
  });

  test('that still have their names are taken by these alone', () => {
    const submission = submissionOf(withIds(), { 'answer-0': 'mine' });
    submission.cells.unshift({ ...submission.cells[0]!, metadata: {}, source: 'a cell with the same id' });
    const { solutions, faults } = submittedAnswers(exercise, submission)!;
    expect([solutions.get('answer-0'), faults]).toEqual(['mine', []]);
  });
});

describe('an answer that is no value', () => {
  const reasonsFor = async (language: 'en' | 'ko', answer: unknown): Promise<string[]> => {
    const exercise = readExercise(withIds(language), 'sums');
    const right = [1, 2, 3].map((value) => ({ value: ['number', value] }));
    const outcome = (answers: unknown): Map<string, Outcome> => new Map([['test-0/0', { id: 'test-0/0', answers }]]);
    const marks = await judge(exercise, outcome([answer, answer, answer]), outcome(right), {
      seedOf: () => '',
      only: new Set(['test-0']),
      // Asked with every wrong answer: its claims are compared with those of listed mistakes.
      mistakesOf: async () => [
        { says: 'Add.', outcomes: outcome([4, 5, 6].map((value) => ({ value: ['number', value] }))) },
      ],
    });
    expect(marks[0]!.points).toBe(0);
    return marks[0]!.parts[0]!.reasons;
  };

  test('is named in the language of the notebook', async () => {
    expect([
      ...(await reasonsFor('en', { refused: 'class' })),
      ...(await reasonsFor('ko', { refused: 'class' })),
      ...(await reasonsFor('ko', { refused: 'getters' })),
    ]).toMatchInlineSnapshot(`
      [
        "The answer cannot be compared: it is an object of a class, or holds one.",
        "답을 비교할 수 없습니다. 클래스의 객체이거나 그런 객체가 들어 있습니다.",
        "답을 비교할 수 없습니다. getter가 들어 있습니다.",
      ]
    `);
  });

  test('is read by one field, whatever stands beside it', async () => {
    for (const value of [null, 7, [], ['array'], ['list', 3]]) {
      expect(await reasonsFor('en', { failed: 'x', value })).toEqual(['It ended with an error. x']);
    }
  });

  test('and earns nothing whatever its form', async () => {
    for (const answer of [{ refused: 'toString' }, { refused: 1, value: [] }, { refused: '' }, null, 'x', []]) {
      expect(await reasonsFor('en', answer)).toEqual(['There is no answer.']);
    }
  });
});
