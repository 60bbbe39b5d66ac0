/**
 * @file Slips of students who know Python: the line that a hint suggests is exactly the one in the table, in both languages,
 * and runs after the code before it. One session for half of the groups; every slip begins with nothing declared.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inKorean } from '../../kernel/session/korean.ts';
import { shortMessage } from '../../kernel/session/messages.ts';
import { slips, type Slip } from '../hints/slips/index.ts';
import { AdvisedSession, type Advice } from './advised-session.ts';

let session: AdvisedSession;

/** Forgets all cells, so that slips do not see each other's names. */
async function begin(before: string): Promise<void> {
  session.forget();
  if (before !== '') expect(await session.run(before), before).toBeUndefined();
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

/** What is wrong with the advice on a slip; undefined: it is the right line. */
async function wrongAdvice({ slip, line }: Slip): Promise<string | undefined> {
  const error = await session.run(slip);
  const advice = session.given.find(({ write }) => write !== undefined);
  for (const said of session.given) checkLanguages(said);
  // Each line of a message has its Korean.
  for (const line of session.messages.flatMap((message) => inKorean(shortMessage(message)).split('\n'))) {
    expect(line).toMatch(hangul);
  }
  return advice?.write === line
    ? undefined
    : `${slip}\n   wanted  ${line}\n   given   ${advice?.write ?? session.given[0]?.en ?? error}`;
}

/** What is wrong with a suggested line by itself, after the code before it; undefined: it runs. */
async function failureOf({ before, slip, line }: Slip): Promise<string | undefined> {
  await begin(before);
  const failure = await session.run(whole(line));
  if (line.startsWith('throw ')) return failure?.includes('bad') ? undefined : `${slip} does not throw`;
  return failure === undefined ? undefined : `${slip}\n   suggested ${line}\n   which fails: ${failure}`;
}

/** Lines that run in one cell, each in a block of its own; not those that end the cell or wait for an answer. */
const isAlone = (line: string): boolean => /^throw |^import |\binput\(/.test(line);

/** Slips that share the code before them: it runs once for all, for few cells are quicker than many. */
async function faultsOf(before: string, list: readonly Slip[]): Promise<string[]> {
  const faults: string[] = [];
  let isFresh = false;
  for (const slip of list) {
    if (!isFresh) await begin(before);
    const fault = await wrongAdvice(slip);
    // A cell that was refused has changed nothing.
    isFresh = session.wasRefused;
    if (fault !== undefined) faults.push(fault);
  }
  if (faults.length > 0) return faults;
  const together = list.filter(({ line }) => !isAlone(line));
  await begin(before);
  const failure = await session.run(together.map(({ line }) => `{\n${whole(line)}\n}`).join('\n'));
  // One by one to tell which it is; a line may also stand badly beside the others.
  for (const slip of failure === undefined ? list.filter(({ line }) => isAlone(line)) : list) {
    if (/\binput\(/.test(slip.line)) continue; // nobody is there to answer
    const fault = await failureOf(slip);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

/** The tests of every second group, from the first (0) or the second (1) on: two files, so that two processes share them. */
export function testSlips(from: 0 | 1): void {
  const groups = Object.entries(slips).filter((_, i) => i % 2 === from);
  beforeAll(async () => {
    session = await AdvisedSession.start();
    await session.run("(await import('node:fs')).writeFileSync('a.txt', '')");
  });
  afterAll(() => session.stop());

  test.each(groups)('%s', { timeout: 600_000 }, async (_, list) => {
    const faults: string[] = [];
    for (const before of new Set(list.map((slip) => slip.before))) {
      faults.push(
        ...(await faultsOf(
          before,
          list.filter((slip) => slip.before === before),
        )),
      );
    }
    expect(faults.join('\n')).toBe('');
  });
}
