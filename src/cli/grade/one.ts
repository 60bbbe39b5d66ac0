/** @file Grades one submission: its solution cells in a sandbox, the reference beside it, the marks from outside. */
import { createHmac } from 'node:crypto';
import {
  judge,
  prepareExercise,
  stepsOf,
  submittedAnswers,
  type Exercise,
  type Notebook,
  type QuestionMark,
} from '../../grade/grader.ts';
import { FormatError } from '../../errors/index.ts';
import { Bench } from './bench.ts';
import type { Reference } from './reference.ts';
import type { SandboxKind } from './sandbox.ts';

export interface GradedNotebook {
  questions: QuestionMark[];
  /** What is odd about the submission. */
  faults: string[];
  seconds: number;
}

/** The seed of a question for a student: nobody can know it who does not know the run's secret. */
export function seedFor(secret: string, student: string, question: string): string {
  return createHmac('sha256', secret).update(`${student}\0${question}`).digest('hex');
}

export interface GradeOptions {
  kind: SandboxKind;
  slot: number;
  seedOf: (question: string) => string;
  only?: ReadonlySet<string>;
}

/** @throws FormatError for a submission of another exercise */
export async function gradeNotebook(
  exercise: Exercise,
  submission: Notebook,
  reference: Reference,
  name: string,
  options: GradeOptions,
): Promise<GradedNotebook> {
  const found = submittedAnswers(exercise, submission);
  if (found === undefined) {
    const other = (submission.metadata['kernelab'] as { exercise?: unknown } | undefined)?.exercise;
    throw new FormatError({
      who: name,
      rule: {
        en: `the notebook has no answer cell of the exercise ${exercise.id}`,
        ko: `노트북에 과제 ${exercise.id}의 답 셀이 없습니다`,
      },
      received: typeof other === 'string' ? `exercise ${other}` : `${submission.cells.length} cells`,
    });
  }
  const faults = found.faults.map((text) => (typeof text === 'string' ? text : text[exercise.language]));
  const graded = await gradeAnswers(exercise, found.solutions, reference, options);
  return { ...graded, faults };
}

/** Grades texts of solution cells. */
export async function gradeAnswers(
  exercise: Exercise,
  solutions: ReadonlyMap<string, string>,
  reference: Reference,
  { kind, slot, seedOf, only }: GradeOptions,
): Promise<Omit<GradedNotebook, 'faults'>> {
  const began = performance.now();
  await prepareExercise(exercise);
  const bench = new Bench({ kind, slot: slot * 16 });
  try {
    const [claims, expected] = await Promise.all([
      bench.run(stepsOf(exercise, solutions, seedOf, only)),
      reference.solution(seedOf, only),
    ]);
    bench.close();
    const questions = await judge(exercise, claims, expected, { seedOf, mistakesOf: reference.mistakes(seedOf), only });
    return { questions, seconds: (performance.now() - began) / 1000 };
  } finally {
    bench.close();
  }
}
