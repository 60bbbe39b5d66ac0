/** @file The result of a submission, what counts of several, and what people and the clock add to it in reports. */
import type { QuestionMark } from './judge.ts';

/** How a submission was kept apart from the machine. */
export type SandboxKind = 'bubblewrap' | 'podman' | 'docker' | 'none';

/** What is kept of one submission; a file per submission. */
export interface Result {
  /** hash(submission, tests, version): the name of its file. */
  key: string;
  student: string;
  /** Empty where nobody can say which exercise of several it was to be. */
  exercise: string;
  language: 'en' | 'ko';
  /** The first heading of the exercise. */
  title?: string;
  /** The student's texts by the `grade_id` of their cells. */
  answers?: Record<string, string>;
  /** Where the submission came from, as it was named. */
  file: string;
  /** When it was handed in, ISO. */
  timestamp: string;
  /** The number of the attempt, where a platform gives one. */
  attempt?: number;
  due?: string;
  /** When it was graded, ISO. */
  graded: string;
  /** The test cells that were graded, where not all were. */
  only?: string[];
  questions: QuestionMark[];
  points: number;
  max: number;
  /** What is odd about the submission, or why it has no marks at all. */
  faults: string[];
  sandbox: SandboxKind;
  seconds: number;
}

/** A result as reports show it. */
export interface Reported extends Result {
  /** Points taken off for being late. */
  penalty: number;
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

/** What a late submission loses. */
export interface Late {
  /** Share of its points per day that has begun, 0.1 for a tenth. */
  perDay: number;
  /** Most that is lost, as a share. */
  most: number;
}

/**
 * What counts: one result per student and exercise. The submission handed in last (by the platform's number of it, else by time)
 * counts, of its results the one graded last;
 * a result of some test cells only (`--only`) replaces these cells' marks in the one before it.
 */
export function standing(results: readonly Result[]): Result[] {
  const order = (result: Result): string => `${result.timestamp}\0${result.file}\0${result.graded}\0${result.key}`;
  const groups = new Map<string, Result[]>();
  const inOrder = [...results]
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    // Times of files are those of unpacking where a ZIP was unpacked; a platform's own numbers are not.
    .sort((a, b) => (a.attempt ?? 0) - (b.attempt ?? 0));
  for (const result of inOrder) {
    const place = `${result.student}\0${result.exercise}`;
    groups.set(place, [...(groups.get(place) ?? []), result]);
  }
  return [...groups.values()].map((group) => {
    const last = group.reduce((before, result) => (result.only === undefined ? result : overlaid(before, result)));
    // Of the file itself an earlier version too, which has another time.
    const named = ({ file, timestamp }: Result): string => (file === last.file ? `${file} (${timestamp})` : file);
    const others = [...new Set(group.map(named))].filter((name) => name !== named(last));
    const note = {
      en: `handed in before, and not counted: ${others.join(', ')}`,
      ko: `먼저 낸 제출물은 반영하지 않았습니다: ${others.join(', ')}`,
    };
    return others.length === 0 ? last : { ...last, faults: [...last.faults, note[last.language]] };
  });
}

/** A result with the marks of some of its test cells anew. */
function overlaid(before: Result, part: Result): Result {
  if (part.questions.length === 0 || before.questions.length === 0) return part.questions.length === 0 ? before : part;
  const anew = new Map(part.questions.map((question) => [question.id, question]));
  const graded = new Set(part.only);
  const there = new Set(before.questions.map(({ id }) => id));
  const questions = [
    ...before.questions.map((question) => (graded.has(question.id) ? (anew.get(question.id) ?? question) : question)),
    ...part.questions.filter(({ id }) => !there.has(id)),
  ];
  const { only, ...whole } = { ...part, questions, points: pointsOf(questions) };
  return before.only === undefined ? whole : { ...whole, only: [...new Set([...before.only, ...(only ?? [])])] };
}

/** A result with what a person has added and what being late takes off. */
export function reported(result: Result, marks: readonly ManualMark[], late?: Late): Reported {
  const own = marks.filter(
    ({ student, exercise }) => student.normalize('NFC') === result.student && exercise === result.exercise,
  );
  const questions = result.questions.map((question) => {
    const mark = own.find(({ question: id }) => id === question.id);
    if (mark === undefined) return question;
    const comment = mark.comment === undefined ? [] : [mark.comment];
    if (mark.points === null) return withComment(question, comment);
    return { ...question, points: mark.points, manual: false, parts: [part(mark.points, question.max, comment)] };
  });
  const points = pointsOf(questions);
  return { ...result, questions, points, penalty: penaltyOf(points, result.timestamp, result.due, late) };
}

function withComment(question: QuestionMark, comment: string[]): QuestionMark {
  if (comment.length === 0) return question;
  return { ...question, parts: [...question.parts, part(0, 0, comment)] };
}

function part(points: number, max: number, reasons: string[]): QuestionMark['parts'][number] {
  return { points, max, reasons };
}

export function pointsOf(questions: readonly QuestionMark[]): number {
  return exact(questions.reduce((sum, { points }) => sum + points, 0));
}

/** Tenths of points add up to what is written: 0.1 + 0.2 is 0.3. */
function exact(points: number): number {
  return Math.round(points * 1e9) / 1e9;
}

/** Points lost for being late. */
function penaltyOf(points: number, timestamp: string, due: string | undefined, late: Late | undefined): number {
  if (due === undefined || late === undefined) return 0;
  const days = Math.ceil((Date.parse(timestamp) - Date.parse(due)) / 86_400_000);
  return days > 0 ? exact(points * Math.min(late.most, late.perDay * days)) : 0;
}

/** What counts in the end. */
export function scoreOf({ points, penalty }: Reported): number {
  return Math.max(0, exact(points - penalty));
}
