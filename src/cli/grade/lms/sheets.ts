/** @file The worksheets of the platforms: which column says whose a row is, and which cells are filled in. */
import { ValueError } from '../../../errors/index.ts';
import { scoreOf, type Reported } from '../../../grade/grader.ts';
import { platformNames, type Platform } from './layouts.ts';
import type { Row, Worksheet } from './worksheet.ts';

/** What a student earned, over all exercises of the assignment. */
export interface Total {
  score: number;
  max: number;
  penalty: number;
  results: readonly Reported[];
}

/** How a worksheet is read and filled in. */
export interface Sheet {
  /** Whose a row is; undefined for rows that are nobody's. */
  keyOf: (row: Row) => string | undefined;
  /** The keys under which a student may stand in it. */
  keysOf: (student: string, file: string) => string[];
  /** Why a row's grade must stay. */
  isLocked: (row: Row) => boolean;
  /** Fills a row in. @throws ValueError for a row whose grade is no number of points */
  fill: (row: Row, total: Total, comment: string) => void;
}

/** What Moodle calls its columns, in the languages known here. */
const moodleColumns = {
  id: ['Identifier', '식별자'],
  grade: ['Grade', '성적', '점수'],
  max: ['Maximum Grade', '최대 성적', '최고 성적', '최대 점수'],
  locked: ['Grade can be changed', '성적을 변경할 수 있음', '성적 변경 가능'],
  comment: ['Feedback comments', '피드백 댓글', '피드백 코멘트'],
};

/** Numbers at the end of a name, which Moodle and Canvas give. */
const numberAtEnd = (student: string): string[] => /_(\d+)$/.exec(student)?.slice(1) ?? [];

/** The sheet of a platform. `column` names the column of the grade where it cannot be known. @throws ValueError for a column that is missing */
export function sheetOf(platform: Platform, worksheet: Worksheet, column?: string): Sheet {
  return { moodle, canvas, nbgrader, gradescope }[platform](worksheet, column);
}

function moodle(sheet: Worksheet, column: string | undefined): Sheet {
  const id = needed('moodle', sheet, moodleColumns.id, 'id');
  const grade = column === undefined ? needed('moodle', sheet, moodleColumns.grade, 'grade') : named(sheet, column);
  const max = columnOf(sheet, moodleColumns.max);
  const locked = columnOf(sheet, moodleColumns.locked);
  const comment = columnOf(sheet, moodleColumns.comment);
  return {
    // "Participant 77", whatever "Participant" is called.
    keyOf: ({ cells }) => /(\d+)$/.exec(cells[id]!.trim())?.[1],
    keysOf: numberAtEnd,
    isLocked: ({ cells }) => locked !== undefined && /^(?:no|아니오|아니요)$/i.test(cells[locked]!.trim()),
    fill: (row, total, text) => {
      sheet.fill(row, grade, scaled(sheet, row, total, max));
      if (comment !== undefined && row.cells[comment]!.trim() === '') sheet.fill(row, comment, text);
    },
  };
}

function canvas(sheet: Worksheet, column: string | undefined): Sheet {
  const id = needed('canvas', sheet, ['ID'], 'id');
  const assignments = sheet.columns.filter((name) => /\(\d+\)$/.test(name));
  if (column === undefined && assignments.length !== 1) throw whichColumn(sheet, assignments);
  const grade = named(sheet, column ?? assignments[0]!);
  // Below the names of columns stands what each assignment is worth.
  const possible = sheet.rows.find(({ cells }) => /^\s*points possible\s*$/i.test(cells[0]!));
  return {
    keyOf: ({ cells }) => /^\d+$/.exec(cells[id]!.trim())?.[0],
    keysOf: numberAtEnd,
    isLocked: () => false,
    fill: (row, total) => sheet.fill(row, grade, scaled(sheet, possible, total, possible && grade)),
  };
}

function nbgrader(sheet: Worksheet, column: string | undefined): Sheet {
  const id = needed('nbgrader', sheet, ['student_id'], 'id');
  const grade = column === undefined ? needed('nbgrader', sheet, ['score'], 'grade') : named(sheet, column);
  const assignment = columnOf(sheet, ['assignment']);
  const others: Readonly<Record<string, (total: Total) => number>> = {
    raw_score: ({ score, penalty }) => score + penalty,
    late_submission_penalty: ({ penalty }) => penalty,
    max_score: ({ max }) => max,
  };
  return {
    keyOf: ({ cells }) => cells[id]!.normalize('NFC') || undefined,
    keysOf: (student) => [student],
    isLocked: () => false,
    fill: (row, total) => {
      // A row is about one assignment.
      const own = assignment === undefined ? total : totalOf(total.results, row.cells[assignment]);
      if (own === undefined) return;
      sheet.fill(row, grade, pointsText(own.score));
      for (const [name, of] of Object.entries(others)) {
        const at = columnOf(sheet, [name]);
        if (at !== undefined) sheet.fill(row, at, pointsText(of(own)));
      }
    },
  };
}

/** Gradescope's scores: of one assignment by the submission, of a course by the student's number or address. */
function gradescope(sheet: Worksheet, column: string | undefined): Sheet {
  const id = needed('gradescope', sheet, ['Submission ID', 'SID', 'Email'], 'id');
  const scores = sheet.columns.filter((name) => sheet.columns.includes(`${name} - Max Points`));
  const total = columnOf(sheet, ['Total Score']);
  if (column === undefined && total === undefined && scores.length !== 1) throw whichColumn(sheet, scores);
  const grade = named(sheet, column ?? (total === undefined ? scores[0]! : sheet.columns[total]!));
  const max = columnOf(sheet, [`${sheet.columns[grade]} - Max Points`, 'Max Points']);
  return {
    keyOf: ({ cells }) => cells[id]!.trim().normalize('NFC') || undefined,
    keysOf: (student, file) => {
      const submission = /(?:^|[/\\])submission_(\w+)(?=[/\\])/.exec(file)?.slice(1) ?? [];
      // A name may have underscores, and so may an address.
      const parts = student.split('_').slice(1);
      return [...submission, ...parts.map((_, i) => parts.slice(i).join('_'))];
    },
    isLocked: () => false,
    fill: (row, earned) => sheet.fill(row, grade, scaled(sheet, row, earned, max)),
  };
}

/** What results of one student come to; undefined where none has marks. `exercise`: of this one alone. */
export function totalOf(results: readonly Reported[], exercise?: string): Total | undefined {
  const own = results.filter(
    (result) => result.questions.length > 0 && (exercise === undefined || result.exercise === exercise),
  );
  if (own.length === 0) return undefined;
  const sum = (of: (result: Reported) => number): number => own.reduce((total, result) => total + of(result), 0);
  return { score: sum(scoreOf), max: sum(({ max }) => max), penalty: sum(({ penalty }) => penalty), results: own };
}

/** The points as the platform counts them: of its maximum, where that is another one. @throws ValueError for a scale of words */
function scaled(sheet: Worksheet, row: Row | undefined, { score, max }: Total, column: number | undefined): string {
  const text = row === undefined || column === undefined ? '' : row.cells[column]!.trim();
  if (text === '' || text === '-' || max === 0) return pointsText(score);
  const most = Number(text.replace(',', '.'));
  if (Number.isFinite(most) && most > 0) return pointsText(most === max ? score : (score * most) / max);
  throw new ValueError({
    who: sheet.name,
    rule: { en: 'the maximum is a number of points', ko: '최고 점수는 수여야 합니다' },
    received: { en: `'${text}' in row ${row!.number}`, ko: `${row!.number}번째 줄의 '${text}'` },
    hint: { en: 'A scale of words cannot be filled in', ko: '말로 된 척도에는 점수를 넣을 수 없습니다' },
  });
}

function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** Capitals do not count: they differ between versions of a platform. */
function columnOf(sheet: Worksheet, names: readonly string[]): number | undefined {
  const wanted = new Set(names.map(folded));
  const at = sheet.columns.findIndex((name) => wanted.has(folded(name)));
  return at < 0 ? undefined : at;
}

function folded(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function needed(platform: Platform, sheet: Worksheet, names: readonly string[], what: 'id' | 'grade'): number {
  // In the order of the names: the first is the surest.
  for (const name of names) {
    const at = columnOf(sheet, [name]);
    if (at !== undefined) return at;
  }
  const name = platformNames[platform];
  const list = names.join(', ');
  throw new ValueError({
    who: sheet.name,
    rule: { en: `${name}'s worksheet has a column ${list}`, ko: `${name}의 채점표에는 ${list} 열이 있어야 합니다` },
    received: sheet.columns.join(', '),
    hint:
      what === 'grade'
        ? { en: '--column NAME says what it is called', ko: '열 이름이 다르면 --column NAME으로 적으세요' }
        : { en: 'Take the file as the platform gave it', ko: '플랫폼에서 받은 그대로 쓰세요' },
  });
}

function named(sheet: Worksheet, name: string): number {
  const at = columnOf(sheet, [name]);
  if (at !== undefined) return at;
  throw new ValueError({
    who: sheet.name,
    rule: { en: '--column names a column of the worksheet', ko: '--column에는 채점표에 있는 열을 적습니다' },
    received: `'${name}'`,
    hint: { en: `The columns are ${sheet.columns.join(', ')}`, ko: `열: ${sheet.columns.join(', ')}` },
  });
}

function whichColumn(sheet: Worksheet, candidates: readonly string[]): ValueError {
  return new ValueError({
    who: sheet.name,
    rule: {
      en: '--column NAME says which column is the assignment, where there is not exactly one',
      ko: '과제의 열이 하나가 아니면 --column NAME으로 적어야 합니다',
    },
    received: candidates.join(', ') || sheet.columns.join(', '),
  });
}
