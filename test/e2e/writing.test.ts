/** @file Writing a cell in Chromium: problems are underlined while somebody types and said under the mouse; prettier formats. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-writing-'));
  mkdirSync(join(folder, 'notebooks'));
  const cells = ['const elsewhere = np.zeros([2, 2]);', ''].map((source, i) => ({
    cell_type: 'code', execution_count: null, id: `cell-${i}`, metadata: {}, outputs: [], source,
  })); // prettier-ignore
  const metadata = { kernelspec: { name: 'kernelab', display_name: 'TypeScript (kernelab)', language: 'typescript' } };
  writeFileSync(
    join(folder, 'notebooks', 'write.ipynb'),
    JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }),
  );
  server = await startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 20_688);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/write.ipynb?token=${server.token}&reset`);
  await page.locator('.jp-NotebookPanel .jp-CodeCell').nth(1).waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    () => document.querySelector('#jp-main-statusbar')?.textContent.includes('TypeScript (kernelab) | Idle'),
    undefined,
    { timeout: 60_000 },
  );
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const cell = (n: number) => page.locator('.jp-CodeCell').nth(n);
const underlined = async (kind: string): Promise<string[]> =>
  (await page.locator(`.kernelab-${kind}`).allInnerTexts()).map((text) => text.trim());

/** Writes a cell anew, as text that is pasted: typed brackets would be closed by the editor. */
async function write(n: number, text: string): Promise<void> {
  await cell(n).locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

it('underlines types, unused names and suspicious lines, and forgets what was mended', async () => {
  await write(
    1,
    "function half(a: number, b: number) {\n  const text: number = 'x';\n  return a / 2;\n}\nelsewhere == half(2, 3)",
  );
  await expect.poll(() => underlined('error'), { timeout: 30_000 }).toEqual(['text']);
  expect(await underlined('unused')).toEqual(['b', 'text']);
  await page.locator('.kernelab-error').first().hover();
  const tooltip = page.locator('.kernelab-problem-text');
  await tooltip.waitFor();
  expect(await tooltip.innerText()).toContain("Type 'string' is not assignable to type 'number'.");
  await page.screenshot({ path: join(pictures, 'writing-problems.png') });
  await write(1, 'const fine = elsewhere.sum();');
  await expect.poll(() => page.locator('.kernelab-problem').count(), { timeout: 20_000 }).toBe(0);
}, 120_000);

it('a name is underlined no longer once a cell has made it', async () => {
  await write(1, 'Object.assign(globalThis, { madeAtRunTime: 1 }); shape.area');
  await expect.poll(() => underlined('error'), { timeout: 20_000 }).toEqual(['shape']);
  await write(0, 'const shape = { area: 3 };');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => underlined('error'), { timeout: 20_000 }).toEqual([]);
}, 120_000);

it('formats by Alt+Shift+F and by the button; a cell that does not parse stays, and says so', async () => {
  await write(1, 'const  list=[ 1,2 ]\n%time list.map( x=>x*2 )');
  await page.keyboard.press('Alt+Shift+F');
  const text = (): Promise<string[]> => cell(1).locator('.cm-line').allInnerTexts();
  await expect.poll(text, { timeout: 20_000 }).toEqual(['const list = [1, 2];', '%time list.map( x=>x*2 )']);
  await write(1, 'if(list){console.log("a")}');
  await page.locator('[data-jp-item-name="kernelab-format"]').click();
  await expect.poll(text, { timeout: 20_000 }).toEqual(['if (list) {', "  console.log('a');", '}']);
  await write(1, 'const = 3');
  await page.keyboard.press('Alt+Shift+F');
  await page.locator('.Toastify__toast, .jp-toastContainer', { hasText: 'not formatted' }).first().waitFor();
  await page.screenshot({ path: join(pictures, 'writing-format.png') });
  expect(await text()).toEqual(['const = 3']);
}, 120_000);
