import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Worksheet } from '../../../../src/cli/grade/lms/worksheet.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-worksheet-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

function sheetOf(content: string | Uint8Array): Worksheet {
  const path = join(top, 'grades.csv');
  writeFileSync(path, content);
  return new Worksheet(path, 'grades.csv');
}
const messageOf = (content: string | Uint8Array): string => {
  try {
    sheetOf(content);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

const moodle =
  '\uFEFFIdentifier,"Full name",Grade,"Feedback comments"\r\n"Participant 7","김, 민수",,""\r\n"Participant 8",O\'Neil,3.00,"She said ""hi"",\r\ntwice"\r\n';

describe('a worksheet', () => {
  it('is as it was where nothing is filled in', () => {
    for (const text of [moodle, 'a;b\n1;2', 'a\tb\n\n1\t2\n\n', 'a,b\r1,2\r', 'a,b\n,\n"",""\n', 'a,b\n1,']) {
      expect(sheetOf(text).filled()).toBe(text);
    }
  });

  it('has its cells, and takes new ones in the manner of the old', () => {
    const sheet = sheetOf(moodle);
    expect(sheet.columns).toEqual(['Identifier', 'Full name', 'Grade', 'Feedback comments']);
    expect(sheet.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [2, 'Participant 7', '김, 민수', '', ''],
      [3, 'Participant 8', "O'Neil", '3.00', 'She said "hi",\r\ntwice'],
    ]);
    sheet.fill(sheet.rows[0]!, 2, '4.5');
    sheet.fill(sheet.rows[0]!, 3, 'a "b"');
    sheet.fill(sheet.rows[1]!, 2, '1,5');
    expect(sheet.filled()).toBe(moodle.replace('민수",,""', '민수",4.5,"a ""b"""').replace('3.00', '"1,5"'));
  });

  it('may end with an empty cell, with and without a line end', () => {
    for (const end of ['', '\n', '\r\n']) {
      const sheet = sheetOf(`a,b\n1,${end}`);
      sheet.fill(sheet.rows[0]!, 1, 'x');
      expect(sheet.filled()).toBe(`a,b\n1,x${end}`);
    }
  });

  it('of five thousand rows is filled in at once', () => {
    const sheet = sheetOf(`a,b\n${Array.from({ length: 5000 }, (_, i) => `${i},`).join('\n')}\n`);
    for (const row of sheet.rows) sheet.fill(row, 1, 'x');
    expect(sheet.filled().match(/,x\n/g)).toHaveLength(5000);
  });
});

describe('what is no worksheet', () => {
  it('is named: cut off, torn, in another encoding, empty', () => {
    expect(messageOf(moodle.slice(0, 85))).toMatchInlineSnapshot(
      `"grades.csv: a worksheet is a whole CSV. Received line 3, which opens a quote that nothing closes. Fetch it from the platform again."`,
    );
    expect(messageOf(moodle.slice(0, -14))).toMatchInlineSnapshot(
      `"grades.csv: a worksheet is a whole CSV. Received line 3, which opens a quote that nothing closes. Fetch it from the platform again."`,
    );
    expect(messageOf(Buffer.from('Identifier,Full name\nParticipant 7,\xb1\xe8\n', 'latin1'))).toMatchInlineSnapshot(
      `"grades.csv: a worksheet is text in UTF-8. Received another encoding. Take the file as the platform gave it, or save it as "CSV UTF-8"."`,
    );
    expect(messageOf('')).toMatchInlineSnapshot(
      `"grades.csv: a worksheet is a whole CSV. Received nothing is in it. Fetch it from the platform again."`,
    );
    expect(messageOf('a,b\n1,"2"x\n')).toMatch('a worksheet is a whole CSV');
    expect(messageOf('PK\u0003\u0004')).toBe(''); // one column, which no platform has: said by its columns
    expect(messageOf('a,b\n1,2"3"\n')).toMatch('a worksheet is a whole CSV');
  });
});
