/** @file Types are taken out in a thread, which ends when nobody uses it and is back at the next question. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { nodeStripper } from '../../../kernel/compile/strip-node.ts';
import { StripThread } from '../../../kernel/compile/strip-thread.ts';

let thread: StripThread;
beforeAll(() => {
  vi.stubEnv('KERNELAB_IDLE', '0.05');
  thread = new StripThread(import.meta.dirname);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => thread.stop());

const cells = ['const x: number = 1', 'enum Colour { red }', 'a +', "const s = 'open", 'let let: = 1'];

test('answers as Node does in this thread, several at a time', async () => {
  const said = (asked: Promise<unknown>): Promise<unknown> =>
    asked.catch((error: Error & { incomplete: boolean }) => [error.name, error.message, error.incomplete]);
  const [mine, its] = await Promise.all(
    [nodeStripper, thread].map((stripper) =>
      Promise.all([...cells.map((cell) => said(stripper.javascriptOf(cell))), said(stripper.lowered(cells[0]!))]),
    ),
  );
  expect(its).toEqual(mine);
});

test('is there again after it was ended for want of use', async () => {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await thread.javascriptOf(`const x${i}: number = 1`)).code).toBe(`const x${i}         = 1`);
  }
});

test('works on without the thread', async () => {
  const other = new StripThread(import.meta.dirname);
  const asked = other.javascriptOf('let a: string');
  other.stop();
  expect((await asked).code).toBe('let a        ');
  expect((await other.javascriptOf('let b: string')).code).toBe('let b        ');
});

test('a program that deep nesting has broken is replaced: places in later cells stay known', async () => {
  const own = new StripThread(import.meta.dirname);
  await own.javascriptOf('('.repeat(2500)).catch(() => {});
  for (let i = 0; i < 3; i++) {
    expect(await own.javascriptOf('const a: number = 1')).toEqual({ code: 'const a         = 1' });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  own.stop();
});
