/** @file A server whose addresses all begin with a path, as behind a proxy: the pages of the Help menu are found there, too. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { launchBrowser, startTestLab } from './browser.ts';

const base = '/course/2026/';
let folder: string;
let server: LabServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-base-'));
  mkdirSync(join(folder, 'notebooks'));
  const cell = { cell_type: 'code', execution_count: null, id: 'first', metadata: {}, outputs: [], source: '1 + 1' };
  const metadata = { kernelspec: { name: 'kernelab', display_name: 'TypeScript (kernelab)', language: 'typescript' } };
  const notebook = { cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(folder, 'notebooks', 'one.ipynb'), JSON.stringify(notebook));
  server = await startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 20_588, base);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

it('opens the reference from the Help menu below base_url', async () => {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  const failed: string[] = [];
  page.on('response', (response) => {
    if (response.status() === 404 && response.url().includes('kernelab')) failed.push(response.url());
  });
  await page.goto(`http://127.0.0.1:${server.port}${base}lab/tree/one.ipynb?token=${server.token}&reset`);
  await page.locator('.jp-NotebookPanel .jp-CodeCell').first().waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    () => document.querySelector('#jp-main-statusbar')?.textContent.includes('TypeScript (kernelab) | Idle'),
    undefined,
    { timeout: 60_000 },
  );
  const help = page.locator('.lm-MenuBar-itemLabel', { hasText: /^Help$/ });
  const item = page.locator('.lm-Menu-itemLabel', { hasText: /^kernelab (?:reference|함수 안내)$/ });
  await help.click();
  await item.click();
  const frame = page.locator('iframe[src*="static/reference"]');
  await frame.waitFor();
  expect(new URL((await frame.getAttribute('src'))!, page.url()).pathname).toMatch(
    new RegExp(`^${base}lab/extensions/kernelab/static/reference/`),
  );
  const reference = page.frameLocator('iframe[src*="static/reference"]');
  const found = reference.locator('#found a', { hasText: 'np.linspace' }).first();
  await reference.locator('script[src="../reference.js"]').waitFor({ state: 'attached' });
  // (The page listens once its scripts are there.)
  const search = async (): Promise<number> => {
    await reference.locator('#search').fill('');
    await reference.locator('#search').fill('linspace');
    return found.count();
  };
  await expect.poll(search, { timeout: 20_000 }).toBe(1);
  await found.click();
  await reference.locator('#linspace').waitFor();
  expect(failed).toEqual([]);
}, 180_000);
