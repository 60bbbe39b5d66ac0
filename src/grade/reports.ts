/** @file Reports of a grading run: JSON, CSV with nbgrader's columns, JUnit XML, and Gradescope's results.json. */
import { scoreOf, type Result } from './results.ts';

/** In the order of students, then exercises: the same whatever order they were graded in. */
function inOrder(results: readonly Result[]): Result[] {
  const place = ({ student, exercise, key }: Result): string => `${student}\0${exercise}\0${key}`;
  return [...results].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

export function jsonReport(results: readonly Result[]): string {
  const unsafe = results.some(({ sandbox }) => sandbox === 'none');
  const warning = unsafe ? { warning: 'graded with --unsafe: without a sandbox, these marks can be forged' } : {};
  return `${JSON.stringify({ ...warning, results: inOrder(results) }, null, 1)}\n`;
}

/** The columns of nbgrader's `export`. */
const columns =
  'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score';

export function csvReport(results: readonly Result[]): string {
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
    ]
      .map((value) => cellOf(String(value)))
      .join(','),
  );
  return `${[columns, ...rows].join('\n')}\n`;
}

/** A cell of a CSV; a name that a spreadsheet would run as a formula starts with an apostrophe. */
function cellOf(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A suite per submission, a case per test cell. */
export function junitReport(results: readonly Result[]): string {
  const suites = inOrder(results).map((result) => {
    const cases = result.questions.map((question) => {
      const open = `    <testcase classname="${xml(`${result.exercise}.${result.student}`)}" name="${xml(question.id)}"`;
      if (question.manual === true) return `${open}><skipped message="graded by hand"/></testcase>`;
      if (question.points >= question.max) return `${open}/>`;
      const reasons = question.parts.flatMap((part) => part.reasons).join('\n');
      return `${open}><failure message="${question.points} of ${question.max}">${xml(reasons)}</failure></testcase>`;
    });
    const failed = result.questions.filter(
      (question) => question.manual !== true && question.points < question.max,
    ).length;
    const note = result.sandbox === 'none' ? ['    <system-out>graded without a sandbox (--unsafe)</system-out>'] : [];
    return [
      `  <testsuite name="${xml(`${result.student} ${result.exercise}`)}" tests="${cases.length}" failures="${failed}" time="${result.seconds.toFixed(2)}">`,
      ...cases,
      ...note,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function xml(text: string): string {
  const clean = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, '\uFFFD');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What Gradescope's autograder reads for one submission. */
export function gradescopeReport(result: Result): string {
  const unsafe = result.sandbox === 'none' ? ['graded without a sandbox (--unsafe)'] : [];
  return `${JSON.stringify(
    {
      score: scoreOf(result),
      execution_time: result.seconds,
      output: [...result.faults, ...unsafe].join('\n'),
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
