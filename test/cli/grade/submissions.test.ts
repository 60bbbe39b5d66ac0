import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { findSubmissions } from '../../../src/cli/grade/submissions.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-submissions-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let made = 0;

const zip = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]),
    ),
  );

function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = join(top, String(++made));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Students and what is read of each, or why it is not. */
function found(...places: string[]): Record<string, string> {
  return Object.fromEntries(
    findSubmissions(places).map(({ student, read }) => {
      try {
        return [student, new TextDecoder().decode(read())];
      } catch (error) {
        return [student, String(error).replaceAll(top, '')];
      }
    }),
  );
}

describe('submissions are found', () => {
  test('in files and folders of students', () => {
    const folder = folderOf({
      'kim/sums.ipynb': 'K',
      'lee/sums/sums.ipynb': 'L',
      'park.ipynb': 'P',
      'kim/.ipynb_checkpoints/sums.ipynb': 'old',
      '__MACOSX/x.ipynb': 'no',
      'notes.txt': 'no',
    });
    expect(found(folder)).toEqual({ kim: 'K', lee: 'L', park: 'P' });
    expect(found(join(folder, 'park.ipynb'))).toEqual({ park: 'P' });
  });

  test('in files that are named one by one, unless nobody could say whose they are', () => {
    const folder = folderOf({ 'kim/sums.ipynb': 'K', 'lee/sums.ipynb': 'L', 'park.ipynb': 'P' });
    const [kim, lee, park] = ['kim/sums.ipynb', 'lee/sums.ipynb', 'park.ipynb'].map((name) => join(folder, name));
    expect(found(kim!, park!)).toEqual({ sums: 'K', park: 'P' });
    let message = '';
    try {
      found(kim!, park!, lee!);
    } catch (error) {
      message = (error as Error).message.replaceAll(folder, '…');
    }
    expect(message).toMatchInlineSnapshot(
      `"kernelab grade: files that are named one by one must have different names, which say whose they are. Received …/kim/sums.ipynb, …/lee/sums.ipynb. Name the folder that holds the students' folders."`,
    );
  });

  test("in Moodle's folders and flat files, with names of any script", () => {
    const folder = folderOf({
      'Kim Min_su_1234_assignsubmission_file_/sums.ipynb': 'K',
      '김_민수_77_assignsubmission_file_sums v2.ipynb': 'M',
      "O'Neil, Ann_9_assignsubmission_file_/deep/er/sums.ipynb": 'O',
    });
    expect(found(folder)).toEqual({ 'Kim Min_su_1234': 'K', 김_민수_77: 'M', "O'Neil, Ann_9": 'O' });
  });

  test("in Canvas's flat files, late and handed in again", () => {
    const folder = folderOf({
      'kimminsu_1111_2222_sums.ipynb': 'K',
      'leejia_LATE_1112_2223_sums-2.ipynb': 'L',
      '박지우_1113_2224_sums.ipynb': 'P',
    });
    expect(found(folder)).toEqual({ kimminsu_1111: 'K', leejia_1112: 'L', 박지우_1113: 'P' });
  });

  test("in a student's ZIP, whatever folders it has", () => {
    const folder = folderOf({
      'kim.zip': zip({ 'output-size/output-size.en.ipynb': 'K', '__MACOSX/._x.ipynb': 'no' }),
      'lee/hw.zip': zip({ 'sums.ipynb': 'L' }),
      'Park_7_assignsubmission_file_/hw.zip': zip({ 'a/b/sums.ipynb': 'P' }),
    });
    expect(found(folder)).toEqual({ kim: 'K', lee: 'L', Park_7: 'P' });
    expect(found(join(folder, 'kim.zip'))).toEqual({ kim: 'K' });
  });

  test("in a student's ZIP, which speaks for nobody else", () => {
    const ofKim = zip({ 'Kim_1_assignsubmission_file_/sums.ipynb': 'not of Kim' });
    const folder = folderOf({
      'kim/sums.ipynb': 'K',
      'lee/hw.zip': ofKim,
      'Park_7_assignsubmission_file_/hw.zip': ofKim,
      'choi_3_4_hw.zip': ofKim,
      'jung.zip': ofKim,
    });
    const { jung, ...others } = found(folder);
    expect(others).toEqual({ kim: 'K', lee: 'not of Kim', Park_7: 'not of Kim', choi_3: 'not of Kim' });
    expect(jung).toMatchInlineSnapshot(
      `"FormatError: kernelab grade: a student's ZIP has no names of students as Moodle and Canvas write them. Received jung.zip. Is it a platform's ZIP of a whole class? Then name the ZIP itself in place of its folder."`,
    );
  });

  test("in a platform's ZIP of all, with students' ZIPs in it", () => {
    const folder = folderOf({
      'all.zip': zip({
        'Kim_1_assignsubmission_file_/sums.ipynb': 'K',
        'Lee_2_assignsubmission_file_/hw.zip': zip({ 'x/sums.ipynb': 'L' }),
      }),
      'class.zip': zip({ 'kim/sums.ipynb': 'K', 'lee/sums.ipynb': 'L' }),
    });
    expect(found(join(folder, 'all.zip'))).toEqual({ Kim_1: 'K', Lee_2: 'L' });
    expect(found(join(folder, 'class.zip'))).toEqual({ kim: 'K', lee: 'L' });
  });

  test('also with endings in capitals, and names in the parts in which macOS writes Hangul', () => {
    const folder = folderOf({
      'KIM.IPYNB': 'K',
      'LEE.ZIP': zip({ 'A.IPYNB': 'L' }),
      [`${'박지우'.normalize('NFD')}_3_assignsubmission_file_/sums.ipynb`]: 'P',
    });
    expect(found(folder)).toEqual({ KIM: 'K', LEE: 'L', 박지우_3: 'P' });
  });

  test("nobody hands in for another: names in a student's ZIP are the student's words", () => {
    const forged = zip({ 'kim_1_assignsubmission_file_/sums.ipynb': 'forged' });
    const folder = folderOf({
      'kim_1_assignsubmission_file_/sums.ipynb': 'K',
      'lee_2_assignsubmission_file_/hw.zip': forged,
      'park_3_assignsubmission_file_kim_1_assignsubmission_file_.ipynb': 'P',
      'choi/hw.zip': forged,
    });
    expect(found(folder)).toEqual({ kim_1: 'K', lee_2: 'forged', park_3: 'P', choi: 'forged' });
  });

  test("who handed in no notebook has a row in a platform's ZIP, too", () => {
    const folder = folderOf({
      'all.zip': zip({ 'Kim_1_assignsubmission_file_/a.ipynb': 'K', 'Lee_2_assignsubmission_file_/a.docx': 'L' }),
    });
    expect(found(join(folder, 'all.zip'))).toEqual({
      Kim_1: 'K',
      Lee_2:
        'FormatError: all.zip/Lee_2_assignsubmission_file_/a.docx: no notebook (.ipynb) was handed in. Received a.docx.',
    });
  });

  test("a platform's ZIP tells when each was handed in", () => {
    const files = {
      'Kim_1_assignsubmission_file_/sums.ipynb': [strToU8('K'), { mtime: new Date(2026, 10, 2, 3, 4, 6) }],
    };
    const folder = folderOf({ 'all.zip': zipSync(files as never) });
    const [kim] = findSubmissions([join(folder, 'all.zip')]);
    expect(kim!.timestamp).toBe(new Date(2026, 10, 2, 3, 4, 6).toISOString());
  });
});

describe('what is no submission is named', () => {
  test('where it was named itself', () => {
    const folder = folderOf({ 'a.zip': zip({ 'x.txt': 'x' }), 'b.zip': 'PK', 'c/readme.txt': 'x', 'd/.keep': '' });
    expect(() => findSubmissions([join(folder, 'nobody')])).toThrow('there is no such file or folder');
    expect(() => findSubmissions([join(folder, 'a.zip')])).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: kernelab grade: the ZIP has no notebook (.ipynb). Received a.zip.]`,
    );
    expect(() => findSubmissions([join(folder, 'b.zip')])).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: kernelab grade: 'b.zip' is cut off or damaged. Received an archive of 2 bytes, in which the list of files at the end is missing. Fetch or copy it again.]`,
    );
    expect(() => findSubmissions([join(folder, 'c')])).toThrow('no notebook (.ipynb) is in there');
  });

  test('and in a folder is one student’s result and not the end of the run', () => {
    const folder = folderOf({
      'kim/sums.ipynb': 'K',
      'lee.zip': zip({ 'report.docx': 'x' }),
      'park.zip': 'no zip at all',
      'choi/report.docx': 'x',
    });
    const all = found(folder);
    expect(Object.keys(all).sort()).toEqual(['choi', 'kim', 'lee', 'park']);
    expect(all['kim']).toBe('K');
    expect([all['lee'], all['park'], all['choi']]).toMatchInlineSnapshot(`
      [
        "FormatError: kernelab grade: the ZIP has no notebook (.ipynb). Received lee.zip.",
        "FormatError: kernelab grade: the file is no whole ZIP. Received park.zip.",
        "FormatError: choi: no notebook (.ipynb) was handed in. Received report.docx.",
      ]
    `);
  });

  test.skipIf(process.platform === 'win32')('a link leads nowhere', () => {
    const folder = folderOf({ 'kim/sums.ipynb': 'K' });
    symlinkSync('/etc/passwd', join(folder, 'lee.ipynb'));
    symlinkSync(folder, join(folder, 'park'));
    expect(found(folder)).toEqual({ kim: 'K' });
    expect(() => findSubmissions([join(folder, 'lee.ipynb')])[0]!.read()).toThrow(/the submission cannot be read/);
  });

  test('a ZIP that unpacks to too much, or lies about it, is refused without unpacking it', () => {
    const bomb = stating(210 * 2 ** 20, zip({ 'x.ipynb': new Uint8Array(100) }));
    const files = Array.from({ length: 5 }, (_, i) => [`${i}.ipynb`, new Uint8Array(100)]);
    const many = stating(45 * 2 ** 20, zip(Object.fromEntries(files)));
    const lying = stating(10, zip({ 'x.ipynb': new Uint8Array(2 ** 20) }));
    const slip = zip({ '../../../../tmp/out.ipynb': 'out' });
    const folder = folderOf({
      'a.zip': bomb,
      'b.zip': many,
      'c.zip': zip({ 'a.zip': bomb }),
      'd.zip': lying,
      'e/slip.zip': slip,
    });
    const all = found(folder);
    for (const student of ['a', 'b', 'c']) expect(all[student]).toContain('the ZIP unpacks to more than 200 MB');
    expect(all['d']!.length).toBeLessThan(1000);
    expect(all['e']).toContain('the ZIP has no notebook');
  });
});

/** The same ZIP, whose directory says that each file is so large. */
function stating(size: number, bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i + 4 < bytes.length; i++) {
    if (view.getUint32(i, true) === 0x04034b50) view.setUint32(i + 22, size, true);
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, size, true);
  }
  return bytes;
}
