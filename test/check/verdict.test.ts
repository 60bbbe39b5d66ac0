/** @file The box of a check, in a cell: what it shows, how often, and how the cell ends. */
import { afterEach, expect, test } from 'vitest';
import { check, np, setLanguage } from '../../src/index.ts';

const host = Symbol.for('kernelab.host');
const world = globalThis as unknown as Record<symbol, unknown>;
afterEach(() => {
  delete world[host];
  setLanguage('en');
});

interface Shown {
  text: string;
  html: string;
  update: boolean;
}

/** A host as the kernel gives it: one signal per cell, and what is done at a cell's end. */
function cells(): { shown: Shown[]; end: () => void; next: () => void } {
  const shown: Shown[] = [];
  const ends: (() => void)[] = [];
  let controller = new AbortController();
  world[host] = {
    display: (data: Record<string, string>, { update = false }: { update?: boolean } = {}) =>
      shown.push({ text: data['text/plain']!, html: data['text/html']!, update }),
    onCellEnd: (flush: () => void) => ends.push(flush),
    get signal() {
      return controller.signal;
    },
  };
  return {
    shown,
    end: () => ends.forEach((flush) => flush()),
    next: () => {
      controller = new AbortController();
    },
  };
}

test('a check that passes is a line; a loop of them is one line', () => {
  const { shown, end } = cells();
  for (let i = 0; i < 3; i++) check.equal(i, i);
  check.shape(np.zeros([2, 2]), [2, 2], { name: 'pooling' });
  expect(end).not.toThrow();
  expect(shown.map(({ text }) => text)).toEqual([
    '✓ check.equal: right, 0',
    '✓ pooling: right, (2, 2)',
    '✓ check.equal × 3: right, 0',
  ]);
  expect(shown.map(({ update }) => update)).toEqual([false, false, true]);
});

test('a check that fails lets the cell go on, and fails it at its end', () => {
  const { shown, end, next } = cells();
  check.close([1, 2], [1, 3]);
  check.equal(1, 1);
  expect(end).toThrowErrorMatchingInlineSnapshot(
    `[CheckError: check.close: the shape (2,) is right; 1 of 2 values differ. Received 2 at [1], where 3 is expected.]`,
  );
  expect(shown.map(({ text }) => text)).toMatchInlineSnapshot(`
    [
      "✗ check.close
    The shape (2,) is right; 1 of 2 values differ.
    Received: 2 at [1], where 3 is expected",
      "✓ check.equal: right, 1",
    ]
  `);
  expect(shown[0]!.html).toContain('<table');
  next();
  expect(end).not.toThrow();
});

test('several that fail are one error that lists them', () => {
  const { end } = cells();
  check.equal(1, 2);
  check.equal('a', 'b', { name: 'a letter' });
  let thrown: unknown;
  try {
    end();
  } catch (error) {
    thrown = error;
  }
  expect(String(thrown)).toMatchInlineSnapshot(`"CheckError: check: 2 checks of this cell failed."`);
  expect((thrown as { errors: unknown[] }).errors.map(String)).toMatchInlineSnapshot(`
    [
      "CheckError: check.equal: the value should be 2. Received 1.",
      "CheckError: a letter: the value should be 'b'. Received 'a'.",
    ]
  `);
});

test('what a stopped cell left behind is not the next one’s', () => {
  const { end, next } = cells();
  check.equal(1, 2);
  next();
  check.equal(1, 1);
  expect(end).not.toThrow();
});

test('in Korean', () => {
  setLanguage('ko');
  const { shown } = cells();
  check.close(np.array([1, 2]), np.array([1, 3]));
  expect(shown[0]!.text).toMatchInlineSnapshot(`
    "✗ check.close
    모양은 (2,)로 맞지만 값 2개 가운데 1개가 다릅니다.
    받은 값: [1] 자리에 2, 기대한 값은 3"
  `);
});

test('text in a box is text', () => {
  const { shown } = cells();
  check.equal('<b>', '<i>&');
  expect(shown[0]!.html).not.toMatch(/<b>'|<i>/);
  expect(shown[0]!.html).toContain('&lt;i>&amp;');
});

test('a check that finds no verdict fails the cell, though nobody awaits it', async () => {
  const { end, next } = cells();
  void check('pool');
  await new Promise((resolve) => setTimeout(resolve));
  expect(end).toThrow(/sealed answers/);
  expect(end).not.toThrow();
  // That of a cell which was left before says nothing in the next one.
  void check('pool');
  next();
  await new Promise((resolve) => setTimeout(resolve));
  expect(end).not.toThrow();
});
