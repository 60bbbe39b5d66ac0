/**
 * @file What is run for a submission: the lecturer's notebook with the student's solution cells in it, and in place of each
 * test cell the questions that it asks. Test cells themselves never reach the student's process, and nothing of a submission
 * is read but the text of its solution cells.
 */
import type { Text } from '../errors/index.ts';
import type { TestCall } from './calls.ts';
import { drawInputs, drawLabels, isDrawn, prepareInputs } from './draw.ts';
import { metadataOf, sourceText, type Cell, type Exercise, type Notebook } from './format.ts';
import type { Kind } from './options.ts';
import type { Plain } from './plain.ts';
import type { Numerical } from './probe.ts';

/** One thing to run: a cell, or a question. Crosses to another process as JSON. */
export type Step =
  | { kind: 'cell'; id: string; code: string; seconds: number }
  | {
      kind: 'question';
      id: string;
      ask: Kind;
      expression: string;
      sets: [string, Plain][][];
      seconds: number;
      numerical?: Numerical;
    };

/** The texts of a submission's solution cells by their grade_id, and what is odd about it. */
export interface Answers {
  solutions: Map<string, string>;
  faults: Text[];
}

/** Seconds that a cell may take. */
const CELL_SECONDS = 30;

/** Characters that a solution cell may have. */
const MOST_SOURCE = 1_000_000;

/** Takes the solution cells out of a submission; undefined when none of the exercise's is in it. */
export function submittedAnswers(exercise: Exercise, submission: Notebook): Answers | undefined {
  const wanted = new Set(
    exercise.parts.flatMap((part) => (part.kind === 'solution' || part.kind === 'manual' ? [part.id] : [])),
  );
  const solutions = new Map<string, string>();
  const faults: Text[] = [];
  const named = namedByIds(exercise, submission);
  for (const cell of submission.cells) {
    const id = metadataOf(cell)?.grade_id ?? named.get(cell);
    if (id === undefined || !wanted.has(id)) continue;
    if (named.has(cell)) {
      faults.push({
        en: `The cell ${id} has lost its metadata; it was known by its id.`,
        ko: `셀 ${id}의 메타데이터가 없어져 셀 id로 찾았습니다.`,
      });
    }
    if (solutions.has(id)) {
      faults.push({
        en: `The cell ${id} is there twice; the first counts.`,
        ko: `셀 ${id}이(가) 두 번 있어 첫 번째만 채점합니다.`,
      });
      continue;
    }
    const text = sourceText(cell);
    if (text.length > MOST_SOURCE) {
      faults.push({
        en: `The cell ${id} has more than a million characters and is not run.`,
        ko: `셀 ${id}은(는) 백만 글자가 넘어 실행하지 않습니다.`,
      });
    }
    solutions.set(id, text.length > MOST_SOURCE ? '' : text);
  }
  if (solutions.size === 0 && wanted.size > 0) return undefined;
  for (const id of wanted) {
    if (!solutions.has(id)) faults.push({ en: `The cell ${id} is missing.`, ko: `셀 ${id}이(가) 없습니다.` });
  }
  return { solutions, faults };
}

/** Editors that drop metadata keep the cells' ids: cells without metadata by the `grade_id` of the exercise's cell of that id. */
function namedByIds(exercise: Exercise, submission: Notebook): Map<Cell, string> {
  const present = new Set(submission.cells.map((cell) => metadataOf(cell)?.grade_id));
  const ids = new Map<string, string>();
  for (const part of exercise.parts) {
    if (part.kind !== 'solution' && part.kind !== 'manual') continue;
    if (part.cell.id !== undefined && !present.has(part.id)) ids.set(part.cell.id, part.id);
  }
  const named = new Map<Cell, string>();
  for (const cell of submission.cells) {
    const id = metadataOf(cell) === undefined && typeof cell.id === 'string' ? ids.get(cell.id) : undefined;
    if (id !== undefined) named.set(cell, id);
  }
  return named;
}

/** The texts of the lecturer's own solution cells, with one of them replaced where a wrong answer is tried. */
export function ownAnswers(exercise: Exercise, replaced: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const texts = new Map<string, string>();
  for (const part of exercise.parts) {
    if (part.kind === 'solution' || part.kind === 'manual') texts.set(part.id, replaced.get(part.id) ?? part.source);
  }
  return texts;
}

/**
 * Everything to run, in the notebook's order. `seedOf` gives the seed of a test cell; with `common` questions whose inputs are drawn are
 * asked once more, with inputs that the class has in common (`takeCommon`).
 */
export function stepsOf(
  exercise: Exercise,
  solutions: ReadonlyMap<string, string>,
  seedOf: (question: string) => string,
  only?: ReadonlySet<string>,
  role: 'student' | 'reference' = 'student',
  common?: (question: string) => string,
): Step[] {
  const steps: Step[] = [];
  for (const [i, part] of exercise.parts.entries()) {
    if (part.cell.cell_type !== 'code') continue;
    if (part.kind === 'given')
      steps.push({ kind: 'cell', id: `given-${i}`, code: part.source, seconds: secondsOf(part.cell) });
    if (part.kind === 'solution' || part.kind === 'manual') {
      const code = solutions.get(part.id);
      if (code !== undefined) steps.push({ kind: 'cell', id: part.id, code, seconds: secondsOf(part.cell) });
    }
    if (part.kind !== 'test' || (only !== undefined && !only.has(part.id))) continue;
    for (const [n, call] of part.calls.entries()) {
      if (role === 'reference' && call.kind === 'expectTraining') continue; // the labels are what is right
      steps.push({
        kind: 'question',
        id: callId(part.id, n),
        ask: call.kind,
        expression: call.expression,
        sets: [...setsOf(call, seedOf(part.id), n), ...commonInputs(call, part.id, n, common)],
        seconds: call.options.seconds,
        // What is right for a gradient is not the lecturer's formula, but what the value itself does.
        ...(role === 'reference' && call.kind === 'expectGradient'
          ? { numerical: { by: call.options.by, upstream: call.options.upstream } }
          : {}),
      });
    }
  }
  return steps;
}

/** `metadata.kernelab.seconds`, for cells that train a network. */
function secondsOf(cell: Cell): number {
  const { seconds } = Object(cell.metadata['kernelab']) as { seconds?: unknown };
  return typeof seconds === 'number' && seconds > 0 ? seconds : CELL_SECONDS;
}

/** Loads what the calls of an exercise draw from. */
export async function prepareExercise(exercise: Exercise): Promise<void> {
  for (const part of exercise.parts) {
    if (part.kind === 'test') for (const call of part.calls) await prepareInputs(call.inputs);
  }
}

/** The labels of a call's pictures, one list per drawing. */
export function labelsOf(call: TestCall, seed: string, n: number): Plain[] {
  const times = isDrawn(call.inputs) ? call.options.times : 1;
  const labels = Array.from({ length: times }, (_, time) => drawLabels(call.inputs, `${seed}/${n}/${time}`));
  return labels.filter((list) => list !== undefined);
}

/** How a call of a test cell is named. */
export function callId(question: string, n: number): string {
  return `${question}/${n}`;
}

/** The inputs of a call, drawn as often as it asks. */
export function setsOf(call: TestCall, seed: string, n: number): [string, Plain][][] {
  const times = isDrawn(call.inputs) ? call.options.times : 1;
  return Array.from({ length: times }, (_, time) => [...drawInputs(call.inputs, `${seed}/${n}/${time}`)]);
}

/** Whether a call is asked once more for the class. */
export function isAskedForAll(call: TestCall): boolean {
  return call.kind !== 'expectTraining' && isDrawn(call.inputs);
}

function commonInputs(
  call: TestCall,
  question: string,
  n: number,
  seedOf: ((question: string) => string) | undefined,
): [string, Plain][][] {
  if (seedOf === undefined || !isAskedForAll(call)) return [];
  return [[...drawInputs(call.inputs, `${seedOf(question)}/${n}`)]];
}
