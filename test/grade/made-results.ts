/** @file Results of a made class, for the tests of pages and of what goes back to a learning platform. */
import type { PartMark, QuestionMark, Reported, Result } from '../../src/grade/grader.ts';

export function question(id: string, parts: PartMark[]): QuestionMark {
  const sum = (of: 'points' | 'max'): number => parts.reduce((total, part) => total + part[of], 0);
  return { id, points: sum('points'), max: sum('max'), parts };
}

export const rightPart: PartMark = { points: 1, max: 1, reasons: [] };
export const wrongPart: PartMark = { points: 0, max: 1, reasons: ['The value is wrong.'] };

export function result(student: string, more: Partial<Result> = {}): Reported {
  const questions = more.questions ?? [question('a', [rightPart]), question('b', [wrongPart])];
  return {
    key: Buffer.from(`${student}${more.exercise ?? ''}`)
      .toString('hex')
      .padEnd(64, '0')
      .slice(0, 64),
    student,
    exercise: 'sums',
    language: 'en',
    file: `${student}.ipynb`,
    timestamp: '2026-12-01T10:00:00.000Z',
    graded: '2026-12-02T10:00:00.000Z',
    points: questions.reduce((sum, { points }) => sum + points, 0),
    max: questions.reduce((sum, { max }) => sum + max, 0),
    faults: [],
    sandbox: 'bubblewrap',
    seconds: 1,
    penalty: 0,
    ...more,
    questions,
  };
}
