/** @file What the command that formats cells says of one that does not parse, with prettier itself. */
import { expect, it } from 'vitest';
import { refusalText } from '../../labextension/src/format.ts';
import { format } from '../../labextension/src/prettier-entry.ts';

it('a cell that does not parse: the place, in one language at a time', async () => {
  const said: string[] = [];
  for (const code of ['const a = 1;\nconst b = (2;', 'let x = `a', 'for (']) {
    const error: unknown = await format(code, 0).catch((each: unknown) => each);
    said.push(refusalText(error, 'en'), refusalText(error, 'ko'));
  }
  said.push(refusalText(new Error('out of memory'), 'ko'));
  expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    The cell was not formatted: it does not parse. ')' expected. (2:13)
    셀을 정렬하지 못했습니다. 문법이 맞지 않습니다 (2번째 줄, 13번째 글자)
    The cell was not formatted: it does not parse. Unterminated template literal. (1:11)
    셀을 정렬하지 못했습니다. 문법이 맞지 않습니다 (1번째 줄, 11번째 글자)
    The cell was not formatted: it does not parse. Expression expected. (1:6)
    셀을 정렬하지 못했습니다. 문법이 맞지 않습니다 (1번째 줄, 6번째 글자)
    셀을 정렬하지 못했습니다. 문법이 맞지 않습니다
    "
  `);
});
