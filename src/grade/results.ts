/** @file The result of a submission, and the rows that reports are made of. */
import type { QuestionMark } from './judge.ts';

/** What is kept of one submission; a file per submission. */
export interface Result {
  /** hash(submission, tests, version): the name of its file. */
  key: string;
  student: string;
  exercise: string;
  language: 'en' | 'ko';
  /** Where the submission came from, as it was named. */
  file: string;
  /** When it was handed in, ISO. */
  timestamp: string;
  due?: string;
  questions: QuestionMark[];
  points: number;
  max: number;
  /** Points taken off for being late. */
  penalty: number;
  /** What is odd about the submission, or why it has no marks at all. */
  faults: string[];
  sandbox: 'bubblewrap' | 'none';
  seconds: number;
}

/** A person's marks and comments, kept apart from results so that grading again leaves them alone. */
export interface ManualMark {
  student: string;
  exercise: string;
  question: string;
  /** Replaces the points of the question; null: only a comment. */
  points: number | null;
  comment?: string;
}

/** A result with what a person has added. */
export function withManual(result: Result, marks: readonly ManualMark[]): Result {
  const own = marks.filter(({ student, exercise }) => student === result.student && exercise === result.exercise);
  if (own.length === 0) return result;
  const questions = result.questions.map((question) => {
    const mark = own.find(({ question: id }) => id === question.id);
    if (mark === undefined) return question;
    const comment = mark.comment === undefined ? [] : [mark.comment];
    const points = mark.points ?? question.points;
    return { ...question, points, manual: false, parts: [{ points, max: question.max, reasons: comment }] };
  });
  const points = pointsOf(questions);
  return { ...result, questions, points, penalty: Math.min(result.penalty, points) };
}

export function pointsOf(questions: readonly QuestionMark[]): number {
  return questions.reduce((sum, { points }) => sum + points, 0);
}

/** What a late submission loses. */
export interface Late {
  /** Share of its points per day that has begun, 0.1 for a tenth. */
  perDay: number;
  /** Most that is lost, as a share. */
  most: number;
}

/** Points lost for being late. */
export function penaltyOf(points: number, timestamp: string, due: string | undefined, late: Late | undefined): number {
  if (due === undefined || late === undefined) return 0;
  const days = Math.ceil((Date.parse(timestamp) - Date.parse(due)) / 86_400_000);
  return days > 0 ? points * Math.min(late.most, late.perDay * days) : 0;
}

/** What counts in the end. */
export function scoreOf({ points, penalty }: Result): number {
  return Math.max(0, points - penalty);
}
