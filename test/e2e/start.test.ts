/** @file The start page in Chromium: labs with their pictures and how far they are, both languages, keyboard, a phone's width. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import axe from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-start-'));
  for (const language of ['ko', 'en']) {
    mkdirSync(join(folder, 'labs', language), { recursive: true });
    for (const name of ['00-hello-kernelab', '01-filters-on-images']) {
      cpSync(join(root, 'notebooks', language, `${name}.ipynb`), place(language, name));
    }
  }
  run(place('en', '01-filters-on-images'), 5);
  server = await startTestLab(join(folder, 'labs'), join(folder, 'settings'), 20_388);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const place = (language: string, name: string): string => join(folder, 'labs', language, `${name}.ipynb`);

/** Writes into a notebook that its first cells were run. */
function run(file: string, count: number): void {
  const notebook = JSON.parse(readFileSync(file, 'utf8')) as {
    cells: { cell_type: string; execution_count?: number }[];
  };
  const code = notebook.cells.filter((cell) => cell.cell_type === 'code').slice(0, count);
  for (const [i, cell] of code.entries()) cell.execution_count = i + 1;
  writeFileSync(file, JSON.stringify(notebook));
}

async function open(width: number, theme = 'JupyterLab Light'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const themes = `http://127.0.0.1:${server.port}/lab/api/settings/@jupyterlab/apputils-extension:themes`;
  const data = { raw: JSON.stringify({ theme }) };
  await page.request.put(`${themes}?token=${server.token}`, { data });
  await page.goto(`http://127.0.0.1:${server.port}/lab?token=${server.token}&reset`);
  await page.locator('.kernelab-start li.lab').first().waitFor({ timeout: 60_000 });
  return page;
}

const card = (page: Page, title: string) => page.locator('.kernelab-start li.lab', { hasText: title });

it('shows the labs, how far they are, and opens them by keyboard', async () => {
  const page = await open(1200);
  await page.locator('[data-key=language-en]').focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => card(page, '1. Filters on images').innerText(), { timeout: 20_000 })
    .toMatch(/5 of \d+ cells run/);
  const hello = card(page, '0. Hello, kernelab');
  expect(await hello.innerText()).toContain('15 min');
  expect(await hello.innerText()).toContain('not run yet');
  expect(await hello.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  expect(await card(page, '2. Fashion-MNIST').innerText()).toContain('not in this folder');
  await page.screenshot({ path: join(pictures, 'start-en.png') });

  await page.locator('[data-key=language-ko]').focus();
  await page.keyboard.press('Enter');
  await card(page, '0. 처음 만나는 kernelab').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('language-ko');
  await page.screenshot({ path: join(pictures, 'start-ko.png') });

  await page.locator('[data-key="00-hello-kernelab"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('.jp-NotebookPanel .jp-CodeCell').first().waitFor({ timeout: 60_000 });
  await page.close();
}, 180_000);

it('fits a phone, and its links lead to pages that are there', async () => {
  const page = await open(390);
  const [needed, there] = await page
    .locator('.kernelab-start')
    .evaluate((node) => [node.scrollWidth, node.clientWidth]);
  expect(needed).toBeLessThanOrEqual(there);
  await page.screenshot({ path: join(pictures, 'start-phone.png') });
  const links = await page
    .locator('.kernelab-start nav a')
    .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  expect(links).toHaveLength(2);
  for (const link of links) {
    const reply = await page.request.get(link);
    expect(reply.status(), link).toBe(200);
    expect(await reply.text()).toContain('TypeScript');
  }
  await page.close();
}, 120_000);

it.each([
  ['ko', 1200, false],
  ['en', 1200, true],
  ['ko', 390, true],
  ['en', 390, false],
] as const)(
  'in %s at %i pixels, dark %s, axe-core finds nothing serious and the pictures have the words of the language',
  async (language, width, dark) => {
    const page = await open(width, dark ? 'JupyterLab Dark' : 'JupyterLab Light');
    await expect.poll(() => page.evaluate(() => document.body.dataset['jpThemeLight'])).toBe(String(!dark));
    await page.locator(`[data-key=language-${language}]`).click();
    const images = page.locator('.kernelab-start li.lab img');
    await expect.poll(() => images.first().getAttribute('src')).toContain(`/${language}-00-hello-kernelab.png`);
    await page.screenshot({ path: join(pictures, `start-${language}-${width}${dark ? '-dark' : ''}.png`) });
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const run = (window as unknown as { axe: { run(where: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe; // prettier-ignore
      const { violations } = await run.run('.kernelab-start');
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`); // prettier-ignore
    });
    expect(found).toEqual([]);
    await page.close();
  },
  120_000,
);

it('leaves a page alone that was opened on a notebook', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/en/00-hello-kernelab.ipynb?token=${server.token}&reset`);
  await page.locator('.jp-NotebookPanel .jp-CodeCell').first().waitFor({ timeout: 60_000 });
  expect(await page.locator('.kernelab-start').count()).toBe(0);
  await page.close();
}, 120_000);
