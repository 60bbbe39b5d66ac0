/**
 * @file The debugger in JupyterLab's own panel, by mouse: a breakpoint in the gutter, the paused line, call stack and variables,
 * steps, an error; and the variables that follow a notebook without any breakpoint.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;

/** The student's own convolution. */
const loop = `const image = np.square(np.arange(25)).reshape(5, 5);
const filter = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]);
const output = np.zeros([3, 3]);
for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    const patch = image.at(\`\${i}:\${i + 3}\`, \`\${j}:\${j + 3}\`);
    const sum = patch.mul(filter).sum();
    output.set(i, j, sum);
  }
}
output.sum()`;
const cells = [
  loop,
  'const rows = [1, 2, 3];\nconst name = "cat";',
  'const wrong = np.ones([2, 3]);\nwrong.matmul(wrong)',
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-debugger-'));
  mkdirSync(join(folder, 'notebooks'));
  const metadata = { kernelspec: { name: 'kernelab', display_name: 'TypeScript (kernelab)', language: 'typescript' } };
  const code = cells.map((source, i) => ({
    cell_type: 'code', execution_count: null, id: `cell-${i}`, metadata: {}, outputs: [], source,
  })); // prettier-ignore
  writeFileSync(
    join(folder, 'notebooks', 'loop.ipynb'),
    JSON.stringify({ cells: code, metadata, nbformat: 4, nbformat_minor: 5 }),
  );
  server = await startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 20_288);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(server.url.replace('/lab?', '/lab/tree/loop.ipynb?'));
  await page.locator('.jp-CodeCell .cm-content').first().waitFor();
  return page;
}

const cell = (page: Page, i: number): Locator => page.locator('.jp-CodeCell').nth(i);

async function run(page: Page, i: number): Promise<void> {
  await cell(page, i).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
}

/** Switches the debugger on, by the bug in the notebook's toolbar, once the page has asked its kernel about it. */
async function bug(page: Page): Promise<void> {
  const button = page.locator('.jp-DebuggerBugButton').first();
  await page.locator('.jp-DebuggerBugButton:not([aria-disabled="true"])').first().waitFor({ timeout: 60_000 });
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3000);
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  await page.locator('.jp-DebuggerBugButton[aria-pressed="true"]').first().waitFor({ timeout: 60_000 });
}

/** Clicks into the gutter beside a line until the panel lists so many breakpoints: JupyterLab does not listen at once. */
async function clickGutter(page: Page, i: number, line: number, wanted: number): Promise<void> {
  const gutter = cell(page, i).locator('div.cm-breakpoint-gutter .cm-gutterElement').nth(line);
  const listed = page.locator('.jp-DebuggerBreakpoint');
  await expect
    .poll(
      async () => {
        if ((await listed.count()) !== wanted) await gutter.click();
        await page.waitForTimeout(1000);
        return listed.count();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(wanted);
}

/** What the tree of variables shows: name to text. */
async function variables(page: Page): Promise<Record<string, string>> {
  const items = page.locator('.jp-DebuggerVariables-body .jp-TreeItem');
  const rows = await items.evaluateAll((each) =>
    each.map((item) => [
      item.querySelector('.jp-DebuggerVariables-name')?.textContent ?? '',
      item.querySelector('.jp-DebuggerVariables-detail')?.textContent ?? '',
    ]),
  );
  return Object.fromEntries(rows) as Record<string, string>;
}

/** A button of the panel of frames. */
async function press(page: Page, title: string): Promise<void> {
  await page.locator(`.jp-DebuggerSidebar [data-command="debugger:${title}"]`).first().click();
}

/** The line that is marked as the next one to run; undefined: nothing stands. */
async function markedLine(page: Page): Promise<string | undefined> {
  const line = page.locator('.jp-DebuggerEditor-highlight');
  return (await line.count()) === 0 ? undefined : ((await line.first().textContent()) ?? '').trim();
}

it('a breakpoint by mouse: the line, the frames, the variables, steps, on to the end', async () => {
  const page = await open();
  await bug(page);
  await clickGutter(page, 0, 8, 1);
  await run(page, 0);
  await expect.poll(() => markedLine(page), { timeout: 60_000 }).toBe('output.set(i, j, sum);');
  await expect.poll(() => variables(page)).toMatchObject({ i: 'number = 0', j: 'number = 0', sum: 'number = 52' });
  expect((await variables(page))['patch']).toMatch(/^int64 \(3, 3\) = array\(\[\[ *0/);
  expect(await page.locator('.jp-DebuggerCallstack-body').textContent()).toContain('Cell [1]');
  await page.screenshot({ path: join(pictures, 'debugger-paused.png') });

  await press(page, 'next');
  await expect.poll(() => markedLine(page)).toMatch(/^for \(let j = 0/);
  await press(page, 'continue');
  await expect.poll(() => variables(page)).toMatchObject({ i: 'number = 0', j: 'number = 1' });
  expect(await markedLine(page)).toBe('output.set(i, j, sum);');

  // What is inside, and how a notebook shows it.
  const patch = page.locator('.jp-DebuggerVariables-body .jp-TreeItem', { hasText: /^patch/ }).first();
  await patch.hover();
  await patch.locator('.jp-DebuggerVariables-renderVariable').click();
  await page.locator('.jp-DebuggerRichVariable', { hasText: 'int64' }).waitFor();
  await page.screenshot({ path: join(pictures, 'debugger-rich.png') });
  await page.locator('.jp-TableView-Button').click();
  await page.locator('.jp-DebuggerVariables-grid').waitFor();
  await page.screenshot({ path: join(pictures, 'debugger-table.png') });
  await page.locator('.jp-TreeView-Button').click();

  // The breakpoint goes by a second click; then the cell runs to its end.
  await clickGutter(page, 0, 8, 0);
  await press(page, 'continue');
  await cell(page, 0).locator('.jp-OutputArea-output', { hasText: /^\d+$/ }).waitFor();
  expect(await markedLine(page)).toBeUndefined();
  await page.locator('.jp-DebuggerBugButton').first().click();
  await page.locator('.jp-DebuggerBugButton[aria-pressed="false"]').first().waitFor();
  await page.close({ runBeforeUnload: false });
}, 240_000);

it('a page that is loaded anew while a cell stands shows where it stands, can stop at errors, and goes on', async () => {
  const page = await open();
  await bug(page);
  await clickGutter(page, 0, 8, 1);
  await run(page, 0);
  await expect.poll(() => markedLine(page), { timeout: 60_000 }).toBe('output.set(i, j, sum);');
  await page.reload();
  const frame = page.locator('.jp-DebuggerCallstackFrame').first();
  await frame.waitFor({ timeout: 60_000 });
  await expect.poll(() => variables(page)).toMatchObject({ i: 'number = 0', j: 'number = 0', sum: 'number = 52' });
  await page.locator('.jp-DebuggerBugButton[aria-pressed="true"]').first().waitFor();
  await page.locator('.jp-PauseOnExceptions').first().click();
  await page.locator('.jp-PauseOnExceptions-menu .lm-Menu-item', { hasText: 'errors' }).first().waitFor();
  await page.screenshot({ path: join(pictures, 'debugger-reloaded.png') });
  await page.keyboard.press('Escape');
  // JupyterLab marks the line when a frame is chosen; its cells were not listening yet when the frames came.
  await frame.click();
  await expect.poll(() => markedLine(page)).toBe('output.set(i, j, sum);');
  await press(page, 'next');
  await expect.poll(() => markedLine(page)).toMatch(/^for \(let j = 0/);
  await clickGutter(page, 0, 8, 0);
  await press(page, 'continue');
  await cell(page, 0).locator('.jp-OutputArea-output', { hasText: /^\d+$/ }).waitFor();
  await page.locator('.jp-DebuggerBugButton').first().click();
  await page.locator('.jp-DebuggerBugButton[aria-pressed="false"]').first().waitFor();
  await page.close({ runBeforeUnload: false });
}, 240_000);

it('without a breakpoint the table follows the notebook, one request to a message of a cell', async () => {
  const page = await open();
  const asked: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const text = typeof payload === 'string' ? payload : payload.toString('latin1');
      for (const [, command] of text.matchAll(/"command":"(\w+)"/g)) asked.push(command!);
    });
  });
  await page.reload();
  await page.locator('.jp-CodeCell .cm-content').first().waitFor();
  await page.locator('.jp-DebuggerBugButton').first().waitFor();
  if ((await page.locator('.jp-DebuggerBugButton[aria-pressed="true"]').count()) === 0) await bug(page);
  await expect.poll(() => asked.includes('inspectVariables')).toBe(true);
  await page.waitForTimeout(1000);
  asked.length = 0;
  await run(page, 1);
  await expect
    .poll(() => variables(page))
    .toMatchObject({ rows: 'number[] (3) = [ 1, 2, 3 ]', name: "string = 'cat'" });
  await page.waitForTimeout(500);
  const tables = asked.filter((command) => command === 'inspectVariables').length;
  expect(tables).toBeLessThanOrEqual(3); // busy, input, idle
  await page.screenshot({ path: join(pictures, 'debugger-variables.png') });

  // A page that comes back to a debugger that is on has not asked what it can stop at: JupyterLab asks when it is switched on.
  await page.locator('.jp-DebuggerBugButton').first().click();
  await page.locator('.jp-DebuggerBugButton[aria-pressed="false"]').first().waitFor();
  await bug(page);
  // Errors: the filter, then the student's line although the library throws.
  const filter = page.locator('.jp-PauseOnExceptions-menu .lm-Menu-item', { hasText: 'errors' }).first();
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Escape');
        await page.locator('.jp-PauseOnExceptions').first().click();
        await page.waitForTimeout(500);
        await page.screenshot({ path: join(pictures, 'debugger-filters.png') });
        return filter.isVisible();
      },
      { timeout: 40_000, interval: 2000 },
    )
    .toBe(true);
  await filter.click();
  await run(page, 2);
  await expect.poll(() => markedLine(page), { timeout: 30_000 }).toBe('wrong.matmul(wrong)');
  await page.screenshot({ path: join(pictures, 'debugger-error.png') });
  await press(page, 'continue');
  await cell(page, 2).locator('.jp-OutputArea-output', { hasText: 'ShapeError' }).waitFor();
  await page.close({ runBeforeUnload: false });
}, 240_000);
