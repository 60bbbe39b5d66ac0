/** @file A worksheet in Chromium, as students get it: `check('…')` says what is wrong with an answer, and that the next one is right. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

const NAME = '27-learning-curve.ko';
let folder: string;
let server: LabServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-check-'));
  const source = join(root, 'notebooks', 'exercises', `${NAME}.ipynb`);
  const course = join(folder, 'course');
  // Our own exercise: a machine without a sandbox may build it as well.
  const build = ['grade', 'build', source, '--out', course, '--unsafe'];
  execFileSync(process.execPath, [join(root, 'bin', 'kernelab.mjs'), ...build]);
  mkdirSync(join(folder, 'notebooks'));
  cpSync(join(course, 'ko', 'release', 'learning-curve'), join(folder, 'notebooks'), { recursive: true });
  server = await startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 20_712);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/${NAME}.ipynb?token=${server.token}&reset`);
  await page.locator('.jp-NotebookPanel .jp-CodeCell').nth(3).waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    () => document.querySelector('#jp-main-statusbar')?.textContent.includes('TypeScript (kernelab) | Idle'),
    undefined,
    { timeout: 60_000 },
  );
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const cellWith = (text: string): Locator => page.locator('.jp-CodeCell').filter({ hasText: text }).first();

/** Runs a cell, with what is pasted in its place, and waits until it is over. */
async function run(cell: Locator, text?: string): Promise<void> {
  await cell.locator('.cm-content').click();
  if (text !== undefined) {
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  }
  const before = await cell.locator('.jp-InputPrompt').innerText();
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => cell.locator('.jp-InputPrompt').innerText(), { timeout: 60_000 }).not.toBe(before);
  await expect.poll(() => cell.locator('.jp-InputPrompt').innerText(), { timeout: 60_000 }).toMatch(/\[\d+\]/);
}

const answer = (a: string): string =>
  `function reading(model: 'A' | 'B' | 'C'): 'overfitting' | 'underfitting' | 'fine' {
  return ({ A: '${a}', B: 'underfitting', C: 'fine' } as const)[model];
}`;

it('a wrong answer reads what is wrong with it, the right one that it is right', async () => {
  await run(cellWith('const curves'));
  const figure = cellWith('const curves').locator('.jp-OutputArea-output').locator('svg, img').first();
  await figure.waitFor({ timeout: 30_000 });
  const write = cellWith('function reading');
  const check = cellWith("check('reading')");
  await run(write, answer('fine'));
  await run(check);
  const said = check.locator('.jp-OutputArea');
  await expect.poll(() => said.innerText(), { timeout: 30_000 }).toContain('검증 손실은 여섯째 에포크부터 늘어납니다');
  await check.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(pictures, 'check-wrong.png') });
  await run(write, answer('overfitting'));
  await run(check);
  await expect.poll(() => said.innerText(), { timeout: 30_000 }).toContain("✓ check('reading')");
  expect(await said.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count()).toBe(0);
  await page.screenshot({ path: join(pictures, 'check-right.png') });
  await page.setViewportSize({ width: 390, height: 800 });
  await figure.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(pictures, 'check-narrow.png') });
}, 240_000);
