/**
 * @file Slips of students who know Python: the line that a hint suggests is exactly the one in the table, in both languages,
 * and runs after the code before it. One session; every slip begins with nothing declared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLibrary, type Library } from '../../kernel/library.ts';
import { nodeParts } from '../../kernel/node.ts';
import { defaultLibrary } from '../../kernel/paths.ts';
import { Session } from '../../kernel/session/session.ts';
import { hintFor, notices, operatorNotice } from '../../src/hints/index.ts';
import { programs } from '../hints/slips/correct.ts';
import { slips, type Slip } from '../hints/slips/index.ts';
import { buildOnce } from './client.ts';

interface Advice {
  en: string;
  ko: string;
  write?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'kernelab-slips-'));
let session: Session;
let given: Advice[] = [];
let cells = 0;

beforeAll(async () => {
  await buildOnce();
  const built = await loadLibrary(defaultLibrary());
  const heard = <A extends Advice | undefined>(advice: A): A => {
    if (advice) given.push(advice);
    return advice;
  };
  const library: Library = {
    ...built,
    hintFor: (...problem) => heard(hintFor(...problem)),
    notices: (code) => notices(code).map(heard),
    operatorNotice: (use) => heard(operatorNotice(use)),
  };
  session = new Session(nodeParts({ cwd: folder, library, env: { KERNELAB_OFFLINE: '1' } }), { output: () => {} });
});
afterAll(() => {
  session.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a cell; gives what went wrong. */
async function run(code: string): Promise<string | undefined> {
  given = [];
  const { error } = await session.execute(++cells, code, { label: `Cell [${cells}]`, count: cells });
  return error?.evalue;
}

/** Forgets all cells, so that slips do not see each other's names. */
async function begin(before: string): Promise<void> {
  session.checker.clear();
  if (before !== '') expect(await run(before), before).toBeUndefined();
}

/** A suggested line with something in its open blocks, and what it must stand in. */
function whole(line: string): string {
  const closed = line.replaceAll('{ … }', line.startsWith('while') ? '{ break }' : '{}');
  if (closed.startsWith('} else')) return `if (false) { ${closed}`;
  return closed.startsWith('return ')
    ? `function own(x: any, that: any) { ${closed.replaceAll('this', 'that')} }`
    : closed;
}

const hangul = /[ㄱ-ㅎㅏ-ㅣ가-힣]/;
/** Three plain words in a row, outside of code. */
const english = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/i;

function checkLanguages({ en, ko, write = '' }: Advice): void {
  expect(en).not.toMatch(hangul);
  expect(ko).toMatch(hangul);
  const prose = ko.replaceAll(write, '').replace(/`[^`]*`|\([^)]*\)/g, '');
  expect(prose).not.toMatch(english);
  for (const text of [en, ko]) expect(text).toContain(write);
}

/** What is wrong with the advice on a slip; undefined: it is the right line, and runs. */
async function faultOf({ before, slip, line }: Slip): Promise<string | undefined> {
  await begin(before);
  const error = await run(slip);
  const advice = given.find(({ write }) => write !== undefined);
  for (const said of given) checkLanguages(said);
  if (advice?.write !== line)
    return `${slip}\n   wanted  ${line}\n   given   ${advice?.write ?? given[0]?.en ?? error}`;
  if (/\binput\(/.test(line)) return undefined; // nobody is there to answer
  await begin(before);
  const failure = await run(whole(line));
  return failure === undefined ? undefined : `${slip}\n   suggested ${line}\n   which fails: ${failure}`;
}

test.each(Object.entries(slips))('%s', { timeout: 600_000 }, async (_, list) => {
  const faults: string[] = [];
  for (const slip of list) {
    const fault = await faultOf(slip);
    if (fault !== undefined) faults.push(fault);
  }
  expect(faults.join('\n')).toBe('');
});

test('there are at least 250 slips, and none twice', () => {
  const all = Object.values(slips).flat();
  expect(all.length).toBeGreaterThanOrEqual(250);
  expect(new Set(all.map(({ before, slip }) => `${before}\n${slip}`)).size).toBe(all.length);
});

test('correct programs run without a word of advice', { timeout: 600_000 }, async () => {
  expect(programs.length).toBeGreaterThanOrEqual(80);
  const faults: string[] = [];
  for (const program of programs) {
    await begin('');
    const error = await run(program);
    if (error !== undefined) faults.push(`${program}\n   ${error}`);
    for (const { en } of given) faults.push(`${program}\n   ${en}`);
  }
  expect(faults.join('\n')).toBe('');
});
