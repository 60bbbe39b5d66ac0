import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { momentOf, type Platform } from '../../../../src/cli/grade/lms/layouts.ts';
import { findSubmissions } from '../../../../src/cli/grade/submissions.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-layouts-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let made = 0;
type Files = Record<string, string | Uint8Array>;

const zipOf = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]))); // prettier-ignore

function folderOf(files: Files): string {
  const folder = join(top, String(++made));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Both ways in which a class comes: unpacked, and as the ZIP itself. */
const waysOf = (files: Files): [string, string][] => {
  const zip = join(top, `${++made}.zip`);
  writeFileSync(zip, zipOf(files));
  return [['a folder', folderOf(files)], ['a ZIP', zip]]; // prettier-ignore
};

/** Whose what is. */
const found = (place: string, platform?: Platform): [string, string][] =>
  findSubmissions([place], platform)
    .map(({ student, read }): [string, string] => [student, new TextDecoder().decode(read())])
    .sort(([a, x], [b, y]) => (`${a}${x}` < `${b}${y}` ? -1 : 1));

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message.replaceAll(top, '…');
  }
  return '';
};

describe('Moodle', () => {
  const files = {
    '김민수_1234_assignsubmission_file/sums.ipynb': 'M1',
    '김민수_1235_assignsubmission_file/sums.ipynb': 'M2',
    '모둠 1-이 지아_1236_assignsubmission_file_/a/sums.ipynb': 'L',
    'Kim Min_su_1237_assignsubmission_file_sums.ipynb': 'K',
    '박지우_1238_assignsubmission_file_/hw.zip': zipOf({ 'x/sums.ipynb': 'P' }),
  };
  it.each(waysOf(files))('in %s, two students of one name, with and without folders', (_, place) => {
    const all = [['Kim Min_su_1237', 'K'], ['김민수_1234', 'M1'], ['김민수_1235', 'M2'], ['모둠 1-이 지아_1236', 'L'], ['박지우_1238', 'P']]; // prettier-ignore
    expect(found(place, 'moodle')).toEqual(all);
    expect(found(place)).toEqual(all);
  });

  it('names what is not as Moodle lays it out', () => {
    const place = folderOf({ ...files, 'kim/sums.ipynb': 'x', 'notes.txt': 'of the lecturer' });
    expect(messageOf(() => findSubmissions([place], 'moodle'))).toMatchInlineSnapshot(
      `"kernelab grade: Moodle lays submissions out as 김민수_1234_assignsubmission_file_/sums.ipynb. Received kim/sums.ipynb."`,
    );
  });
});

describe('Canvas', () => {
  const files = {
    'kimminsu_1111_2222_sums.ipynb': 'first',
    'kimminsu_1111_2230_sums-1.ipynb': 'again',
    '이지아_LATE_1112_2223_sums-2.ipynb': 'late',
  };
  it.each(waysOf(files))('in %s, handed in again and late', (_, place) => {
    const all = findSubmissions([place], 'canvas');
    all.sort((a, b) => a.attempt! - b.attempt!);
    expect(all.map(({ student, attempt, note }) => [student, attempt, note?.en])).toEqual([
      ['kimminsu_1111', 2222, undefined],
      ['이지아_1112', 2223, 'Canvas marks it as late.'],
      ['kimminsu_1111', 2230, undefined],
    ]);
  });
});

describe('nbgrader', () => {
  const files = {
    'kim/sums/sums.ipynb': 'K',
    'kim/sums/timestamp.txt': '2026-12-01 15:58:23.948203 Asia/Seoul\n',
    '이지아/sums/sums.ipynb': 'L',
    '이지아/sums/timestamp.txt': '2026-12-01 15:58:23 UTC',
  };
  it.each(waysOf(files))('in %s, with the times that it wrote down', (_, place) => {
    expect(found(place, 'nbgrader')).toEqual([['kim', 'K'], ['이지아', 'L']]); // prettier-ignore
    expect(findSubmissions([place], 'nbgrader').map(({ timestamp }) => timestamp)).toEqual([
      '2026-12-01T06:58:23.948Z',
      '2026-12-01T15:58:23.000Z',
    ]);
  });

  it.each(waysOf({ 'submitted/kim/sums/sums.ipynb': 'K', 'submitted/lee/sums/sums.ipynb': 'L' }))(
    'in %s with the folder submitted around it',
    (_, place) => expect(found(place, 'nbgrader')).toEqual([['kim', 'K'], ['lee', 'L']]), // prettier-ignore
  );

  it('names what lies elsewhere', () => {
    expect(messageOf(() => findSubmissions([folderOf({ 'kim/sums.ipynb': 'K' })], 'nbgrader'))).toContain('Received kim/sums.ipynb'); // prettier-ignore
  });

  it.each([
    ['2015-02-02 15:58:23.948203 UTC', '2015-02-02T15:58:23.948Z'],
    ['2015-02-02 15:58:23 +0900', '2015-02-02T06:58:23.000Z'],
    ['2015-02-02 15:58:23 -05:30', '2015-02-02T21:28:23.000Z'],
    ['2015-02-02 15:58', '2015-02-02T15:58:00.000Z'],
    ['2015-07-02 15:58:23 America/Los_Angeles', '2015-07-02T22:58:23.000Z'],
    ['2015-02-02 15:58:23 Nowhere/At_All', undefined],
    ['yesterday', undefined],
    ['2015-02-42 15:58:23', undefined],
  ])('the time %s', (text, iso) => expect(momentOf(text)).toBe(iso));
});

describe('Gradescope', () => {
  const list = `---
submission_501:
  :submitters:
  - :name: 김민수
    :sid: '20261234'
    :email: a@example.org
  :created_at: 2026-12-01 10:11:12.123456000 Z
  :score: 0.0
  :history: []
submission_502:
  :submitters:
  - :name: 김민수
    :sid: '20265678'
    :email: b@example.org
  - :name: Lee, Jia
    :sid:
    :email: lee_jia@example.org
  :created_at: 2026-12-01 10:12:00.000000000 Z
`;
  const files = {
    'assignment_9_export/submission_metadata.yml': list,
    'assignment_9_export/submission_501/sums.ipynb': 'A',
    'assignment_9_export/submission_502/sums.ipynb': 'B',
  };
  it.each(waysOf(files))('in %s, with the names of its list; work of a group is everyone’s', (_, place) => {
    const all = [['Lee, Jia_lee_jia@example.org', 'B'], ['김민수_20261234', 'A'], ['김민수_20265678', 'B']]; // prettier-ignore
    expect(found(place, 'gradescope')).toEqual(all);
    expect(found(place)).toEqual(all);
    expect(findSubmissions([place])[0]!.timestamp).toBe('2026-12-01T10:11:12.123Z');
  });

  it('names a list that is missing, damaged or another one', () => {
    const withList = (text: string): string => folderOf({ ...files, 'assignment_9_export/submission_metadata.yml': text }); // prettier-ignore
    expect(messageOf(() => findSubmissions([folderOf({ 'submission_1/a.ipynb': 'x' })], 'gradescope'))).toMatch('no submission_metadata.yml'); // prettier-ignore
    expect(messageOf(() => findSubmissions([withList('a: [')]))).toMatch("it is Gradescope's list of submissions");
    expect(messageOf(() => findSubmissions([withList('submission_501: 3')]))).toMatch('submission_501 without :submitters'); // prettier-ignore
    expect(messageOf(() => findSubmissions([withList('')]))).toMatch('no submission');
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`).join('\n')}`; // prettier-ignore
    expect(messageOf(() => findSubmissions([withList(bomb)]))).toMatch("it is Gradescope's list of submissions");
  });
});

describe('the ZIP of a class', () => {
  const notebook = '김민수_1_assignsubmission_file_/sums.ipynb';

  it('is read file by file: a damaged or huge one is that student’s', () => {
    const bytes = zipOf({
      [notebook]: 'K'.repeat(5000),
      '이지아_2_assignsubmission_file_/sums.ipynb': 'L'.repeat(5000),
    });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // The first byte of the first file's packed content.
    bytes[30 + view.getUint16(26, true) + view.getUint16(28, true)]! ^= 0xff;
    const place = join(top, `${++made}.zip`);
    writeFileSync(place, bytes);
    const [kim, lee] = findSubmissions([place]);
    expect(() => kim!.read()).toThrow('is cut off or damaged');
    expect(new TextDecoder().decode(lee!.read())).toBe('L'.repeat(5000));
  });

  it('a file of more than 200 MB is refused before it is unpacked', () => {
    // What does not shrink, and then a size that it could just have.
    const bytes = zipOf({ [notebook]: randomBytes(300_000), 'b_2_assignsubmission_file_/x.ipynb': 'L' });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = bytes.length - 4; at > 300_000; at--) {
      const isFirst = view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 300_000;
      if (isFirst) view.setUint32(at + 24, 201 * 2 ** 20, true);
    }
    const place = join(top, `${++made}.zip`);
    writeFileSync(place, bytes);
    const [kim, lee] = findSubmissions([place]).sort((a, b) => (a.student > b.student ? -1 : 1));
    expect(() => kim!.read()).toThrow('the file unpacks to more than 200 MB');
    expect(new TextDecoder().decode(lee!.read())).toBe('L');
  });

  it('that is cut off is named', () => {
    const bytes = zipOf({ [notebook]: 'K'.repeat(5000) });
    const place = join(top, `${++made}.zip`);
    writeFileSync(place, bytes.subarray(0, bytes.length - 40));
    expect(messageOf(() => findSubmissions([place], 'moodle'))).toMatch(/'\d+\.zip' is cut off or damaged/);
  });

  it('has Korean names from a Korean Windows, too', () => {
    // "김민수" in code page 949, as Explorer writes it, without the flag for UTF-8.
    const bytes = zipOf({ 'ABCDEF_7_assignsubmission_file_/sums.ipynb': 'K' });
    const korean = [0xb1, 0xe8, 0xb9, 0xce, 0xbc, 0xf6];
    for (let at = 0; at + 6 < bytes.length; at++) {
      if (new TextDecoder('latin1').decode(bytes.subarray(at, at + 6)) === 'ABCDEF') bytes.set(korean, at);
    }
    const place = join(top, `${++made}.zip`);
    writeFileSync(place, bytes);
    expect(found(place)).toEqual([['김민수_7', 'K']]);
  });
});
