import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readExercise, maxPoints, type Notebook } from '../../src/grade/grader.ts';
import { readCalls } from '../../src/grade/calls.ts';

const read = (language: string): Notebook =>
  JSON.parse(readFileSync(new URL(`exercises/output-size.${language}.ipynb`, import.meta.url), 'utf8')) as Notebook;

describe('the source of an exercise', () => {
  test.each(['en', 'ko'])('is read into its parts (%s)', (language) => {
    const exercise = readExercise(read(language), 'output-size');
    expect(exercise.parts.map((part) => part.kind)).toEqual(['given', 'solution', 'wrong', 'wrong', 'test', 'test']);
    expect(maxPoints(exercise)).toBe(3);
    const test = exercise.parts[5]!;
    expect(test.kind === 'test' && test.calls[0]).toMatchObject({
      kind: 'expectValue',
      expression: '({ n, k, s }) => outputSize(n, k, s)',
      inputs: { n: { draw: 'integer', of: [20, 60] } },
      options: { points: 2, times: 5, tolerance: 1e-6 },
    });
  });

  test('a test cell with anything but calls is refused', () => {
    expect(() => readCalls('const x = 3;', 'cell 1')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: cell 1: a test cell holds calls like expectValue(({ n }) => f(n), { n: draw.integer(3, 9) }, { points: 1 }), whose inputs and options are literals or draw.…(…). Received line 1: const x = 3;.]`,
    );
    expect(() =>
      readCalls('expectValue(() => f(), { n: Math.random() })', 'cell 1'),
    ).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: cell 1: a test cell holds calls like expectValue(({ n }) => f(n), { n: draw.integer(3, 9) }, { points: 1 }), whose inputs and options are literals or draw.…(…). Received line 1: Math.random().]`,
    );
    expect(() => readCalls('expectValue(() => f(), {}, { pionts: 2 })', 'cell 1')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: expectValue: there is no option 'pionts'. Received { pionts: 2 }. Did you mean 'points'?]`,
    );
    expect(() => readCalls('expectValue((n: number) => n, {})', 'cell 1')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: cell 1: a test cell is plain JavaScript (no types), so that it can be read without running it. Received Unexpected token (1:14).]`,
    );
  });

  test('a notebook that is no exercise is refused with the reason', () => {
    const notebook = read('en');
    expect(() => readExercise({ ...notebook, metadata: {} }, 'x.ipynb')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: x.ipynb: metadata.kernelab.exercise names the exercise with letters, digits, - and _. Received undefined.]`,
    );
    const twice = { ...notebook, cells: [...notebook.cells, notebook.cells[1]!] };
    expect(() => readExercise(twice, 'x.ipynb')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: x.ipynb: every grade_id stands once. Received output-size again in cell 7.]`,
    );
  });
});
