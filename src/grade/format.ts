/**
 * @file The source of an exercise: an nbgrader notebook (metadata of schema 3) whose cells are given text, solutions, tests,
 * manually graded answers or listed wrong answers. Reads one into its parts and says what keeps a notebook from being one.
 */
import { FormatError, type Text } from '../errors/index.ts';
import { readCalls, type TestCall } from './calls.ts';

/** A notebook as nbformat 4 stores it, as far as grading looks. */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  source: string | string[];
  metadata: Record<string, unknown>;
  id?: string;
  outputs?: unknown[];
  execution_count?: number | null;
}

/** `cell.metadata.nbgrader` of schema 3; the release adds `cell_type` and `checksum`. */
export interface CellMetadata {
  schema_version: 3;
  /** Gives points. */
  grade: boolean;
  /** The student writes here. */
  solution: boolean;
  /** Must stay as it was handed out. */
  locked: boolean;
  /** A task in Markdown, graded by hand. */
  task: boolean;
  grade_id: string;
  /** Of cells with `grade` or `task`. */
  points?: number;
  cell_type?: 'code' | 'markdown';
  checksum?: string;
}

/** `notebook.metadata.kernelab`. */
export interface ExerciseMetadata {
  /** The name of the exercise in reports and folders: letters, digits, `-`, `_`. The same in all languages. */
  exercise: string;
  language: 'en' | 'ko';
  /** Until when it is handed in, an ISO date with its zone. */
  due?: string;
}

/** `cell.metadata.kernelab.wrong` of a code cell: an answer that students give, what it earns and what they are told. */
export interface WrongAnswer {
  /** The `grade_id` of the solution cell in whose place this cell's text stands. */
  answers: string;
  /** What the mistake is called, unique in the notebook. */
  name: string;
  /** Points of the whole notebook with this answer in it; all other solutions are right. */
  points: number;
  /** The line that names the misconception to the student whose values are those of this answer. */
  says: string;
}

/** A cell of an exercise, by what grading does with it. */
export type Part =
  | { kind: 'given'; cell: Cell; source: string }
  | { kind: 'solution'; cell: Cell; source: string; id: string }
  | { kind: 'manual'; cell: Cell; source: string; id: string; points: number }
  | { kind: 'test'; cell: Cell; source: string; id: string; points: number; calls: TestCall[] }
  | { kind: 'sealed'; cell: Cell; source: string; id: string; calls: TestCall[] }
  | { kind: 'wrong'; cell: Cell; source: string; wrong: WrongAnswer };

export interface Exercise {
  id: string;
  language: 'en' | 'ko';
  due: string | undefined;
  notebook: Notebook;
  /** One per cell, in their order. */
  parts: Part[];
}

/** The text of a cell, however it is stored. */
export function sourceText(cell: Pick<Cell, 'source'>): string {
  return typeof cell.source === 'string' ? cell.source : cell.source.join('');
}

/** nbgrader's metadata of a cell, or undefined where it has none that counts. */
export function metadataOf(cell: Cell): CellMetadata | undefined {
  const found = cell.metadata['nbgrader'];
  return isRecord(found) && typeof found['grade_id'] === 'string' ? (found as unknown as CellMetadata) : undefined;
}

/**
 * Reads the source of an exercise. `name` is what errors call it.
 * @throws FormatError that names the cell and what is wrong with it
 */
export function readExercise(notebook: Notebook, name: string): Exercise {
  const refuse = (rule: { en: string; ko: string }, received: Text, hint?: { en: string; ko: string }): FormatError =>
    new FormatError({ who: name, rule, received, hint });
  const own = notebook.metadata['kernelab'];
  const { exercise, language, due } = (isRecord(own) ? own : {}) as Partial<ExerciseMetadata>;
  if (typeof exercise !== 'string' || !/^[\p{L}\p{N}_-]+$/u.test(exercise)) {
    throw refuse(
      {
        en: 'metadata.kernelab.exercise names the exercise with letters, digits, - and _',
        ko: 'metadata.kernelab.exercise에 글자, 숫자, -, _로 된 과제 이름이 있어야 합니다',
      },
      JSON.stringify(exercise) ?? 'undefined',
    );
  }
  if (language !== 'en' && language !== 'ko') {
    throw refuse(
      { en: "metadata.kernelab.language is 'en' or 'ko'", ko: "metadata.kernelab.language는 'en' 또는 'ko'입니다" },
      JSON.stringify(language) ?? 'undefined',
    );
  }
  if (due !== undefined && Number.isNaN(Date.parse(due))) {
    throw refuse(
      { en: 'metadata.kernelab.due is a date', ko: 'metadata.kernelab.due는 날짜입니다' },
      JSON.stringify(due),
    );
  }
  const ids = new Set<string>();
  const parts = notebook.cells.map((cell, i): Part => {
    const part = readPart(cell, `${name}, cell ${i + 1}`);
    if (part.kind !== 'given' && part.kind !== 'wrong') {
      // `check` asks by a name of its own, which may be that of the solution.
      const id = part.kind === 'sealed' ? `check('${part.id}')` : part.id;
      if (ids.has(id)) {
        throw refuse(
          { en: 'every grade_id stands once', ko: 'grade_id는 한 번씩만 써야 합니다' },
          { en: `${id} again in cell ${i + 1}`, ko: `셀 ${i + 1}에 다시 나온 ${id}` },
        );
      }
      ids.add(id);
    }
    return part;
  });
  for (const part of parts) {
    if (part.kind !== 'wrong') continue;
    const { answers } = part.wrong;
    if (parts.some((other) => other.kind === 'solution' && other.id === answers)) continue;
    throw refuse(
      { en: 'a wrong answer names a solution cell', ko: '오답은 풀이 셀의 grade_id를 가리켜야 합니다' },
      `answers: ${JSON.stringify(answers)}`,
    );
  }
  return { id: exercise, language, due, notebook, parts };
}

function readPart(cell: Cell, name: string): Part {
  const source = sourceText(cell);
  const wrong = (cell.metadata['kernelab'] as { wrong?: unknown } | undefined)?.wrong;
  if (wrong !== undefined) return { kind: 'wrong', cell, source, wrong: checkedWrong(wrong, name) };
  const sealed = (cell.metadata['kernelab'] as { sealed?: unknown } | undefined)?.sealed;
  if (sealed !== undefined) return { kind: 'sealed', cell, source, ...checkedSealed(sealed, source, name) };
  const facts = metadataOf(cell);
  if (facts === undefined) return { kind: 'given', cell, source };
  const { grade_id: id, grade, solution, task, points } = facts;
  checkId(id, name);
  if (!grade && !task) return solution ? { kind: 'solution', cell, source, id } : { kind: 'given', cell, source };
  if (typeof points !== 'number' || !(points >= 0) || !Number.isFinite(points)) {
    const rule = {
      en: 'a graded cell has points, a number from 0',
      ko: '채점하는 셀에는 0 이상의 points가 있어야 합니다',
    };
    throw new FormatError({ who: name, rule, received: JSON.stringify(points) ?? 'undefined' });
  }
  if (task || solution || cell.cell_type !== 'code') return { kind: 'manual', cell, source, id, points };
  const calls = readCalls(source, name);
  const sum = calls.reduce((total, call) => total + call.options.points, 0);
  if (Math.abs(sum - points) > 1e-9) {
    throw new FormatError({
      who: name,
      rule: {
        en: "the cell's points are the sum of its calls' points",
        ko: '셀의 points는 호출들의 points를 더한 값이어야 합니다',
      },
      received: { en: `points ${points}, calls ${sum}`, ko: `배점 ${points}, 호출 ${sum}` },
    });
  }
  return { kind: 'test', cell, source, id, points, calls };
}

/** Letters that every platform takes in a file's name and a cell in a text. */
function checkId(id: unknown, name: string): asserts id is string {
  if (typeof id === 'string' && /^[\w-]+$/.test(id)) return;
  const rule = { en: 'a grade_id has Latin letters, digits, - and _', ko: 'grade_id는 영문자, 숫자, -, _로 씁니다' };
  throw new FormatError({ who: name, rule, received: JSON.stringify(id) });
}

/** `cell.metadata.kernelab.sealed`: the name by which `check('…')` asks for the test. */
function checkedSealed(id: unknown, source: string, name: string): { id: string; calls: TestCall[] } {
  checkId(id, name);
  const calls = readCalls(source, name);
  for (const { kind, given, options } of calls) {
    const refuse = (rule: { en: string; ko: string }, received: string): FormatError =>
      new FormatError({ who: name, rule, received });
    if (kind === 'expectGradient' || kind === 'expectTraining') {
      const rule = {
        en: 'a sealed test is expectValue, expectShape, expectImage or expectModel: a digest holds a value',
        ko: '봉인된 시험에는 값이 있는 expectValue, expectShape, expectImage, expectModel만 씁니다',
      };
      throw refuse(rule, kind);
    }
    if (given.includes('points')) {
      throw refuse(
        { en: 'a sealed test gives no points', ko: '봉인된 시험에는 점수가 없습니다' },
        `points: ${options.points}`,
      );
    }
    if (kind !== 'expectImage' && options.tolerance >= 0.5) {
      const rule = {
        en: "a sealed test's tolerance is below 0.5, since beyond it every number is near",
        ko: '봉인된 시험의 tolerance는 0.5보다 작습니다. 그보다 크면 모든 수가 가깝습니다',
      };
      throw refuse(rule, `tolerance: ${options.tolerance}`);
    }
  }
  return { id, calls };
}

function checkedWrong(value: unknown, name: string): WrongAnswer {
  const { answers, name: called, points, says } = (isRecord(value) ? value : {}) as Partial<WrongAnswer>;
  if (
    typeof answers === 'string' &&
    typeof called === 'string' &&
    typeof points === 'number' &&
    points >= 0 &&
    typeof says === 'string'
  ) {
    return { answers, name: called, points, says };
  }
  throw new FormatError({
    who: name,
    rule: {
      en: 'a wrong answer has answers (a grade_id), name, points and says',
      ko: '오답에는 answers(grade_id), name, points, says가 있어야 합니다',
    },
    received: JSON.stringify(value),
  });
}

/** Points that the notebook can give by itself and by hand. */
export function maxPoints(exercise: Exercise): number {
  return exercise.parts.reduce(
    (sum, part) => sum + (part.kind === 'test' || part.kind === 'manual' ? part.points : 0),
    0,
  );
}

/** The first heading of the notebook; undefined where there is none. */
export function titleOf(exercise: Exercise): string | undefined {
  for (const { cell, source } of exercise.parts) {
    const heading = cell.cell_type === 'markdown' ? /^#+ +(.+?)[ #]*$/m.exec(source)?.[1] : undefined;
    if (heading !== undefined) return heading;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
