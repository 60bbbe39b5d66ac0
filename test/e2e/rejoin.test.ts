/** @file A page that is closed while a cell runs and comes back shows the bar where it is, and goes on with it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-rejoin-'));
  mkdirSync(join(folder, 'notebooks'));
  const cells = [training, '2 + 2'].map((source, i) => ({
    cell_type: 'code', execution_count: null, id: `cell-${i}`, metadata: {}, outputs: [], source,
  })); // prettier-ignore
  const metadata = { kernelspec: { name: 'kernelab', display_name: 'TypeScript (kernelab)', language: 'typescript' } };
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(folder, 'notebooks', 'train.ipynb'), JSON.stringify(notebook));
  server = await startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 20_188);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Stands in for fit: a display that is updated, prints, and a wait that the test ends through a file. */
const training = `import { existsSync, writeFileSync } from 'node:fs';
writeFileSync('kernel', String(process.ppid));
console.log('epoch 1');
const bar = display('step 0');
let step = 0;
while (!existsSync('stop')) { bar.update(\`step \${++step}\`); await new Promise((r) => setTimeout(r, 100)); }
console.log('through');
step > 0`;

it('the bar goes on in the page that comes back', async () => {
  const page = await open();
  await page.locator('.jp-CodeCell .cm-content').first().click();
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => step(page), { timeout: 60_000 }).toBeGreaterThan(3);
  const before = await step(page);
  await page.close({ runBeforeUnload: false });

  const back = await open();
  await expect.poll(() => step(back), { timeout: 60_000 }).toBeGreaterThan(before);
  const now = await step(back);
  await expect.poll(() => step(back), { timeout: 20_000 }).toBeGreaterThan(now + 3);
  expect(await prompt(back)).toContain('[*]');
  await back.screenshot({ path: join(pictures, 'rejoined.png') });
  writeFileSync(join(folder, 'notebooks', 'stop'), '');
  await expect.poll(() => outputs(back), { timeout: 20_000 }).toMatch(/^epoch 1\nstep \d+\nthrough\ntrue$/);
  await expect.poll(() => prompt(back), { timeout: 20_000 }).toContain('[1]');
  // The kernel is the page's own again.
  await back.locator('.jp-CodeCell .cm-content').nth(1).click();
  await back.keyboard.press('Shift+Enter');
  await back.locator('.jp-CodeCell').nth(1).locator('.jp-OutputArea-output', { hasText: '4' }).waitFor();
}, 240_000);

it.each(['is restarted', 'dies'])(
  'a kernel that %s leaves no star at the cell of a page that came back',
  async (end) => {
    rmSync(join(folder, 'notebooks', 'stop'), { force: true });
    const page = await open();
    await page.locator('.jp-CodeCell .cm-content').first().click();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => step(page), { timeout: 60_000 }).toBeGreaterThan(1);
    await page.close({ runBeforeUnload: false });
    const back = await open();
    await expect.poll(() => prompt(back), { timeout: 60_000 }).toContain('[*]');
    if (end === 'dies') process.kill(Number(readFileSync(join(folder, 'notebooks', 'kernel'), 'utf8')), 'SIGKILL');
    else {
      await back.locator('.lm-MenuBar-itemLabel', { hasText: /^Kernel$/ }).click();
      await back.locator('.lm-Menu-itemLabel', { hasText: /^Restart Kernel…$/ }).click();
      await back.locator('.jp-Dialog .jp-mod-accept').click();
    }
    await expect.poll(() => prompt(back), { timeout: 60_000 }).toContain('[ ]');
  },
  240_000,
);

it('a narrow page gives the width of the file browser to the notebook', async () => {
  const page = await open(390);
  await expect.poll(() => page.locator('#jp-left-stack').isVisible()).toBe(false);
  const box = await page.locator('.jp-NotebookPanel').boundingBox();
  expect(box!.width).toBeGreaterThan(290);
}, 240_000);

async function open(width = 1100): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/train.ipynb?token=${server.token}&reset`);
  await page.locator('.jp-NotebookPanel .jp-CodeCell').nth(1).waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    () => /\| (?:Idle|Busy)/.test(document.querySelector('#jp-main-statusbar')?.textContent ?? ''),
    undefined,
    { timeout: 60_000 },
  );
  return page;
}

async function outputs(page: Page): Promise<string> {
  const texts = await page.locator('.jp-CodeCell').first().locator('.jp-OutputArea-output').allInnerTexts();
  return texts.map((text) => text.trim()).join('\n');
}

async function step(page: Page): Promise<number> {
  return Number(/step (\d+)/.exec(await outputs(page))?.[1] ?? -1);
}

function prompt(page: Page): Promise<string> {
  return page.locator('.jp-CodeCell').first().locator('.jp-InputPrompt').innerText();
}
