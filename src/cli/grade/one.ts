/** @file Grades one submission: its solution cells in a sandbox, the reference beside it, the marks from outside. */
import { createHmac } from 'node:crypto';
import {
  cellFaults,
  inLanguage,
  judge,
  prepareExercise,
  callId,
  stepsOf,
  takeCommon,
  type Exercise,
  type QuestionMark,
} from '../../grade/grader.ts';
import { Bench } from './bench.ts';
import type { Reference } from './reference.ts';
import type { SandboxKind } from '../../grade/grader.ts';

export interface GradedAnswers {
  questions: QuestionMark[];
  /** Which of the student's cells did not run to their end. */
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
  /** The seed of inputs that the class has in common. Without it nobody's answers are compared with others'. */
  commonSeedOf?: (question: string) => string;
  only?: ReadonlySet<string>;
}

/** Grades texts of solution cells. @throws MachineFault; SourceFault where the solution has no answer itself */
export async function gradeAnswers(
  exercise: Exercise,
  solutions: ReadonlyMap<string, string>,
  reference: Reference,
  { kind, slot, seedOf, commonSeedOf, only }: GradeOptions,
): Promise<GradedAnswers> {
  const began = performance.now();
  await prepareExercise(exercise);
  const bench = new Bench({ kind, slot: slot * 16 });
  try {
    const [all, expected] = await Promise.all([
      bench.run(stepsOf(exercise, solutions, seedOf, only, 'student', commonSeedOf)),
      reference.solution(seedOf, only),
    ]);
    bench.close();
    const { own: claims, common } =
      commonSeedOf === undefined ? { own: all, common: undefined } : takeCommon(exercise, all);
    const questions = await judge(exercise, claims, expected, { seedOf, mistakesOf: reference.mistakes(seedOf), only });
    for (const { id, parts } of questions) {
      for (const [n, part] of parts.entries()) {
        const answer = common?.get(callId(id, n));
        if (answer !== undefined) part.common = answer;
      }
    }
    const faults = cellFaults(exercise, claims).map((text) => inLanguage(text, exercise.language));
    return { questions, faults, seconds: (performance.now() - began) / 1000 };
  } finally {
    bench.close();
  }
}
