/** @file Exercises and submissions made for tests of the grader. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell, Notebook } from '../../src/grade/grader.ts';

const facts = { schema_version: 3, grade: false, solution: false, locked: false, task: false };

function codeCell(source: string, nbgrader?: Record<string, unknown>): Cell {
  const metadata = nbgrader === undefined ? {} : { nbgrader: { ...facts, ...nbgrader } };
  return { cell_type: 'code', source, metadata, outputs: [], execution_count: null };
}

/** A function of two numbers per question: `f0(a, b)` is the sum, `f1` the difference, `f2` the product, and so on. */
const operators = ['+', '-', '*'];

export const answerOf = (question: number, operator = operators[question % 3]!): string =>
  `function f${question}(a: number, b: number): number {\n  return a ${operator} b;\n}`;

/** The source of an exercise with some questions of one point. */
export function sumsExercise(questions = 2, id = 'sums'): Notebook {
  const cells = Array.from({ length: questions }, (_, q) => [
    codeCell(answerOf(q), { solution: true, grade_id: `answer-${q}` }),
    codeCell(
      `import { expectValue, draw } from 'kernelab';\nawait expectValue(({ a, b }) => f${q}(a, b), { a: draw.number(3, 9), b: draw.number(3, 9) }, { seconds: 3 });`,
      { grade: true, locked: true, grade_id: `test-${q}`, points: 1 },
    ),
  ]).flat();
  return { cells, metadata: { kernelab: { exercise: id, language: 'en' } }, nbformat: 4, nbformat_minor: 5 };
}

/** A submission of it; `answers` replace the texts of answer cells. */
export function submissionOf(exercise: Notebook, answers: Readonly<Record<string, string>> = {}): Notebook {
  const notebook = structuredClone(exercise);
  for (const cell of notebook.cells) {
    const id = (cell.metadata['nbgrader'] as { grade_id?: string } | undefined)?.grade_id;
    if (id !== undefined && answers[id] !== undefined) cell.source = answers[id];
  }
  return notebook;
}

export function writeNotebook(folder: string, name: string, notebook: Notebook): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(notebook));
  return path;
}
