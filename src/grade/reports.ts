/** @file Reports of a grading run: JSON, CSV with nbgrader's columns, JUnit XML, and Gradescope's results.json. */
import { say } from '../errors/index.ts';
import { scoreOf, type Reported } from './results.ts';

/** In the order of students, then exercises: the same whatever order they were graded in. */
function inOrder(results: readonly Reported[]): Reported[] {
  const place = ({ student, exercise, key }: Reported): string => `${student}\0${exercise}\0${key}`;
  return [...results].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Stands in every report of marks that were made without a sandbox. */
const warning = {
  en: 'graded with --unsafe: without a sandbox, these marks can be forged',
  ko: '--unsafe로 채점: 샌드박스가 없어 점수를 위조할 수 있습니다',
};

function isUnsafe({ sandbox }: Reported): boolean {
  return sandbox === 'none';
}

export function jsonReport(results: readonly Reported[]): string {
  const unsafe = results.some(isUnsafe) ? { warning: say(warning) } : {};
  return `${JSON.stringify({ ...unsafe, results: inOrder(results).map(withoutTexts) }, null, 1)}\n`;
}

/** A result without what only pages show: students' texts, and values. */
function withoutTexts(result: Reported): object {
  const questions = result.questions.map((question) => ({
    ...question,
    parts: question.parts.map(({ points, max, reasons }) => ({ points, max, reasons })),
  }));
  return { ...result, questions, answers: undefined };
}

/** The columns of nbgrader's `export`. */
const columns =
  'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score';

/** nbgrader's columns; where there was no sandbox, one more that says so. */
export function csvReport(results: readonly Reported[]): string {
  const unsafe = results.some(isUnsafe);
  const rows = inOrder(results).map((result) =>
    [
      result.exercise,
      result.due ?? '',
      result.timestamp,
      result.student,
      '',
      '',
      '',
      result.points,
      result.penalty,
      scoreOf(result),
      result.max,
      ...(unsafe ? [isUnsafe(result) ? say(warning) : ''] : []),
    ]
      .map((value) => cellOf(String(value)))
      .join(','),
  );
  return `${[unsafe ? `${columns},warning` : columns, ...rows].join('\n')}\n`;
}

/** A cell of a CSV; a name that a spreadsheet would run as a formula starts with an apostrophe. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A suite per submission, a case per test cell; a submission without marks is one case with an error. */
export function junitReport(results: readonly Reported[]): string {
  const suites = inOrder(results).map((result) => {
    const start = `    <testcase classname="${xml(`${result.exercise}.${result.student}`)}" name=`;
    const without = result.questions.length === 0;
    const cases = result.questions.map((question) => {
      const open = `${start}"${xml(question.id)}"`;
      if (question.manual === true) return `${open}><skipped message="graded by hand"/></testcase>`;
      if (question.points >= question.max) return `${open}/>`;
      const reasons = question.parts.flatMap((part) => part.reasons).join('\n');
      return `${open}><failure message="${question.points} of ${question.max}">${xml(reasons)}</failure></testcase>`;
    });
    const failed = result.questions.filter(
      (question) => question.manual !== true && question.points < question.max,
    ).length;
    if (without) cases.push(`${start}"submission"><error message="${xml(result.faults[0] ?? '')}"/></testcase>`);
    const notes = [...result.faults, ...(isUnsafe(result) ? [say(warning)] : [])];
    const note = notes.length > 0 ? [`    <system-out>${xml(notes.join('\n'))}</system-out>`] : [];
    return [
      `  <testsuite name="${xml(`${result.student} ${result.exercise}`)}" tests="${cases.length}" failures="${failed}" errors="${without ? 1 : 0}" time="${result.seconds.toFixed(2)}">`,
      ...cases,
      ...note,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function xml(text: string): string {
  const clean = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What Gradescope's autograder reads for one submission. */
export function gradescopeReport(result: Reported): string {
  const unsafe = isUnsafe(result) ? [say(warning)] : [];
  const { penalty, language } = result;
  // The tests' scores do not add up to the score: the student reads why.
  const late = { en: `Handed in late: ${penalty} points less.`, ko: `늦게 제출하여 ${penalty}점이 깎였습니다.` };
  const less = penalty > 0 ? [late[language]] : [];
  return `${JSON.stringify(
    {
      score: scoreOf(result),
      execution_time: result.seconds,
      output: [...result.faults, ...less, ...unsafe].join('\n'),
      visibility: 'visible',
      tests: result.questions.map((question, i) => ({
        score: question.points,
        max_score: question.max,
        name: question.id,
        number: String(i + 1),
        output: question.parts.flatMap((part) => part.reasons).join('\n'),
        visibility: 'visible',
      })),
    },
    null,
    1,
  )}\n`;
}
