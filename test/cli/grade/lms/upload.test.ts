import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { Platform } from '../../../../src/cli/grade/lms/layouts.ts';
import { checkUpload, writeUpload } from '../../../../src/cli/grade/lms/upload.ts';
import type { Reported } from '../../../../src/grade/grader.ts';
import { result } from '../../../grade/made-results.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-upload-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let made = 0;

interface Uploaded {
  sheet: string;
  files: string[];
  said: string;
  page: (name: string) => string;
}

function upload(platform: Platform, results: Reported[], csv?: string, column?: string): Uploaded {
  const folder = join(top, String(++made));
  const worksheet = join(top, `grades-${made}.csv`);
  if (csv !== undefined) writeFileSync(worksheet, csv);
  const said = writeUpload(results, folder, { platform, column, ...(csv === undefined ? {} : { worksheet }) });
  if (csv !== undefined) expect(readFileSync(worksheet, 'utf8')).toBe(csv);
  const zip = unzipSync(readFileSync(join(folder, 'feedback.zip')));
  return {
    sheet: csv === undefined ? '' : readFileSync(join(folder, `grades-${made}.csv`), 'utf8'),
    files: Object.keys(zip).sort(),
    said: said.map((text) => (typeof text === 'string' ? text : text.en)).join('\n'),
    page: (name) => strFromU8(zip[name]!),
  };
}

/** What is said, and that nothing was written. */
function refusal(platform: Platform, results: Reported[], csv: string, column?: string): string {
  const folder = join(top, String(++made));
  const worksheet = join(top, `grades-${made}.csv`);
  writeFileSync(worksheet, csv);
  let message = '';
  try {
    writeUpload(results, folder, { platform, worksheet, column });
  } catch (error) {
    message = (error as Error).message.replaceAll(`-${made}`, '');
  }
  expect(existsSync(folder)).toBe(false);
  expect(readFileSync(worksheet, 'utf8')).toBe(csv);
  return message;
}

const none = { questions: [] };

describe('Moodle', () => {
  const head =
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"';
  const row = (id: number, name: string, grade = '', can = 'Yes', comment = ''): string =>
    `"Participant ${id}","${name}",${id}@example.org,"Submitted for grading",${grade},2.00,${can},"Tuesday, 1 December 2026, 7:00 PM",-,${comment}`;
  const sheet = (...rows: string[]): string => `\uFEFF${[head, ...rows].join('\r\n')}\r\n`;
  const kims = [result('김민수_101'), result('김민수_102', { points: 2 })];

  it('fills its worksheet in, and nothing else: two students of one name, one who handed nothing in', () => {
    const { sheet: filled, files, page } = upload('moodle', kims, sheet(row(101, '김민수'), row(102, '김민수', '0.50'), row(103, 'Lee, Jia'))); // prettier-ignore
    expect(filled).toBe(
      sheet(
        row(101, '김민수', '1', 'Yes', 'sums: 1 / 2'),
        row(102, '김민수', '2', 'Yes', 'sums: 2 / 2'),
        row(103, 'Lee, Jia'),
      ),
    );
    expect(files).toEqual([
      '김민수_101_assignsubmission_file_/sums.html',
      '김민수_102_assignsubmission_file_/sums.html',
    ]);
    expect(page(files[0]!)).toContain('<bdi>김민수_101</bdi>');
  });

  it('counts in its own maximum, adds exercises up, says what late ones lost', () => {
    const late = { ...result('Kim_7', { exercise: 'pooling', title: 'Pooling' }), penalty: 0.25 };
    const { sheet: filled } = upload('moodle', [result('Kim_7'), late], sheet(row(7, 'Kim')).replace(',2.00,', ',100.00,')); // prettier-ignore
    expect(filled).toBe(sheet(row(7, 'Kim', '43.75', 'Yes', 'sums: 1 / 2; Pooling: 1 / 2 (late: -0.25)')).replace(',2.00,', ',100.00,')); // prettier-ignore
  });

  it('leaves a comment, a locked grade and a row without marks as they are, and says so', () => {
    const results = [result('Kim_7'), result('Lee_8'), result('Park_9', none)];
    const before = [row(7, 'Kim', '', 'Yes', '"by, hand"'), row(8, 'Lee', '', 'No'), row(9, 'Park')];
    const { sheet: filled, said } = upload('moodle', results, sheet(...before));
    expect(filled).toBe(sheet(row(7, 'Kim', '1', 'Yes', '"by, hand"'), before[1]!, before[2]!));
    expect(said).toBe('without marks, row left as it is: Park_9\nMoodle does not let these grades be changed: Lee_8');
  });

  it('writes names that Moodle reads: nothing before the number has an underscore', () => {
    const { files } = upload('moodle', [result('Kim Min_su/../x_7', { title: '<b>' })]);
    expect(files).toHaveLength(1);
    const [, id, type, plugin] = files[0]!.split('/')[0]!.split('_');
    expect([id, type, plugin]).toEqual(['7', 'assignsubmission', 'file']);
  });

  it('in another language is told its columns', () => {
    const german = 'ID;Vollständiger Name;Bewertung\nTeilnehmer/in7;Kim;\n';
    expect(refusal('moodle', [result('Kim_7')], german)).toMatch("Moodle's worksheet has a column Identifier");
    const korean = '식별자,이름,채점 결과\n참가자 7,Kim,\n';
    expect(refusal('moodle', [result('Kim_7')], korean)).toMatch('--column NAME says what it is called');
    expect(upload('moodle', [result('Kim_7')], korean, '채점 결과').sheet).toBe(
      '식별자,이름,채점 결과\n참가자 7,Kim,1\n',
    );
  });

  it('refuses what does not fit, and writes nothing', () => {
    const one = sheet(row(7, 'Kim'));
    expect(refusal('moodle', [result('Kim_7'), result('Lee_8')], one)).toMatchInlineSnapshot(
      `"grades.csv: whoever handed something in has a row in the worksheet. Received Lee_8. Fetch the worksheet from Moodle again, of the same assignment and of all groups."`,
    );
    expect(refusal('moodle', [result('Kim_7'), result('Group A-Kim_7')], one)).toMatchInlineSnapshot(
      `"grades.csv: a row is of one student. Received row 2 for Kim_7 and Group A-Kim_7."`,
    );
    expect(refusal('moodle', [result('Kim_7')], one.replace(',Grade,', ',Mark,'))).toMatchInlineSnapshot(
      `"grades.csv: Moodle's worksheet has a column Grade, 성적, 점수. Received Identifier, Full name, Email address, Status, Mark, Maximum Grade, Grade can be changed, Last modified (submission), Last modified (grade), Feedback comments. --column NAME says what it is called."`,
    );
    expect(refusal('moodle', [result('Kim_7')], one.replace(',2.00,', ',Competent,'))).toMatchInlineSnapshot(
      `"grades.csv: the maximum is a number of points. Received 'Competent' in row 2. A scale of words cannot be filled in."`,
    );
    expect(refusal('moodle', [result('Kim_7')], one.slice(0, -60))).toMatch('a worksheet is a whole CSV');
    expect(refusal('moodle', [result('Kim_7')], one, 'Nothing')).toMatch('--column names a column of the worksheet');
  });

  it('looks before grading whether all have a row', () => {
    const worksheet = join(top, 'before.csv');
    writeFileSync(worksheet, sheet(row(7, 'Kim')));
    const submission = (student: string) => ({
      student,
      file: `${student}_x`,
      timestamp: '',
      read: () => new Uint8Array(),
    });
    const check = (student: string) => () => checkUpload([submission(student)], { platform: 'moodle', worksheet });
    expect(check('Kim_7')).not.toThrow();
    expect(check('Lee_8')).toThrow('whoever handed something in has a row in the worksheet');
  });
});

describe('Canvas', () => {
  const csv =
    'Student,ID,SIS User ID,SIS Login ID,Section,Sums (991),Final Score\n' +
    '    Points Possible,,,,,10,(read only)\n' +
    '"김, 민수",1111,u1,kim,A,,55.5\n"Lee, Jia",1112,u2,lee,A,3,60\n"Student, Test",1113,,,A,,\n';
  const results = [
    result('kimminsu_1111', { file: 'all.zip/kimminsu_1111_2222_sums.ipynb' }),
    result('leejia_1112', { file: 'leejia_LATE_1112_2223_sums-2.ipynb', points: 2 }),
  ];

  it('fills its gradebook in, of the points possible, and names pages by its numbers', () => {
    const { sheet, files } = upload('canvas', results, csv);
    expect(sheet).toBe(csv.replace(',A,,55.5', ',A,5,55.5').replace(',A,3,60', ',A,10,60'));
    expect(files).toEqual(['kimminsu_1111_2222_sums.html', 'leejia_LATE_1112_2223_sums-2.html']);
  });

  it('asks which column, where there are several', () => {
    const two = csv.replace('Sums (991)', 'Sums (991),Pooling (992)').replace(/^(.*),(?=[^,]*$)/gm, '$1,,').replace(',,Final', ',Final'); // prettier-ignore
    expect(refusal('canvas', results, two)).toMatch('Received Sums (991), Pooling (992)');
    expect(upload('canvas', results, two, 'Pooling (992)').sheet).toContain('"김, 민수",1111,u1,kim,A,,1,55.5');
    expect(refusal('canvas', results, csv.replace(',ID,', ',Id number,'))).toMatch(
      "Canvas's worksheet has a column ID",
    );
  });
});

describe('nbgrader', () => {
  it('has a row per assignment, and pages in its folders', () => {
    const csv =
      'assignment,student_id,raw_score,late_submission_penalty,score,max_score\nsums,kim,,,0.0,2.0\nother,kim,,,1.0,2.0\n';
    const { sheet, files } = upload('nbgrader', [{ ...result('kim'), penalty: 0.5 }], csv);
    expect(sheet).toBe(csv.replace('sums,kim,,,0.0,2.0', 'sums,kim,1,0.5,0.5,2'));
    expect(files).toEqual(['kim/sums/sums.html']);
  });
});

describe('Gradescope', () => {
  const results = [
    result('김민수_20261234', { file: 'export.zip/assignment_9_export/submission_501/sums.ipynb' }),
    result('김민수_20265678', { file: 'export.zip/assignment_9_export/submission_502/sums.ipynb' }),
    result('Lee_lee_jia@example.org', { file: 'export.zip/assignment_9_export/submission_502/sums.ipynb' }),
  ];

  it("gives results.json and a page per submission: a group's once", () => {
    const { files, page } = upload('gradescope', results);
    expect(files).toEqual(
      ['501', '502'].flatMap((id) => [`submission_${id}/results.json`, `submission_${id}/sums.html`]),
    );
    expect(JSON.parse(page('submission_501/results.json'))).toMatchObject({
      score: 1,
      tests: [{ name: 'a' }, { name: 'b' }],
    });
  });

  it('fills scores in by submission, by number or by address', () => {
    const bySubmission = 'Name,SID,Email,Total Score,Max Points,Submission ID\nKim,20261234,k@x,,2.0,501\n';
    expect(upload('gradescope', results.slice(0, 1), bySubmission).sheet).toBe(bySubmission.replace(',,2.0', ',1,2.0'));
    const bySid =
      'First Name,Last Name,SID,Email,Sums,Sums - Max Points\n민수,김,20261234,k@x,,20\n민수,김,20265678,l@x,,20\n';
    expect(upload('gradescope', results.slice(0, 2), bySid).sheet).toBe(bySid.replaceAll(',,20', ',10,20'));
    const byEmail = 'Name,Email,Sums,Sums - Max Points\nLee,lee_jia@example.org,,2\n';
    expect(upload('gradescope', results.slice(2), byEmail).sheet).toBe(byEmail.replace(',,2', ',1,2'));
  });
});

it('never writes over the worksheet, and leaves no draft', () => {
  const worksheet = join(top, 'own', 'grades.csv');
  const folder = join(top, String(++made));
  writeUpload([result('Kim_7')], folder, { platform: 'moodle' });
  expect(readdirSync(folder)).toEqual(['feedback.zip']);
  writeFileSync(join(folder, 'grades.csv'), 'Identifier,Grade\nParticipant 7,\n');
  expect(() =>
    writeUpload([result('Kim_7')], folder, { platform: 'moodle', worksheet: join(folder, 'grades.csv') }),
  ).toThrow('--out is another folder than that of the worksheet');
  expect(() => writeUpload([result('Kim_7')], folder, { platform: 'moodle', worksheet })).toThrow('cannot be read');
  expect(readFileSync(join(folder, 'grades.csv'), 'utf8')).toBe('Identifier,Grade\nParticipant 7,\n');
});
