/**
 * @file Clients in a browser: Notebook 7 draws live figures with the lab extension that `kernel install` brings; with
 * jupyter-collaboration a second browser sees what the first one runs; voila gives a page that was run.
 */
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/cli/lab.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { end, serve, workFolder } from './environment.ts';
import { everyKind, write } from './notebooks.ts';

const token = 'clients';
let browser: Browser;
let server: ChildProcess | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => end(server));
afterAll(() => browser.close());

/** Starts a Jupyter server on a folder with the notebook in it; gives its address. */
async function jupyter(program: string, folder: string, ...args: string[]): Promise<string> {
  write(join(folder, 'nb.ipynb'), everyKind);
  const port = await freePort(19_930);
  const url = `http://127.0.0.1:${port}`;
  const common = [`--ServerApp.port=${port}`, '--ServerApp.port_retries=0', '--ServerApp.ip=127.0.0.1', '--no-browser'];
  const root = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const own = [`--ServerApp.root_dir=${folder}`, `--IdentityProvider.token=${token}`];
  server = await serve(folder, program, [...common, ...own, ...root, ...args], `${url}/api/status?token=${token}`);
  return url;
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}?token=${token}`);
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first().waitFor({ state: 'attached' });
  return page;
}

async function runAll(page: Page): Promise<void> {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: /^Run$/ }).click();
  await page.locator('.lm-Menu-itemLabel', { hasText: /^Run All Cells$/ }).click();
}

/** Waits for what the notebook shows once it is through. */
async function seesEverything(page: Page): Promise<void> {
  const outputs = page.locator('.jp-Notebook .jp-OutputArea-output');
  await outputs.filter({ hasText: '한글 6' }).waitFor();
  await outputs.filter({ hasText: /^42$/ }).waitFor();
  await outputs.locator('b', { hasText: 'bold' }).waitFor();
  await page.locator('.jp-Notebook .js-plotly-plot').waitFor();
  expect(await page.locator('.jp-OutputArea [data-mime-type="application/vnd.jupyter.stderr"]').count()).toBe(0);
}

test('Notebook 7 runs the notebook and draws the figure', async () => {
  const url = await jupyter('jupyter-notebook', workFolder('notebook'), '--LabApp.collaborative=False');
  const page = await open(`${url}/notebooks/nb.ipynb`);
  await runAll(page);
  await seesEverything(page);
  await page.close();
});

test('with jupyter-collaboration a second browser sees the cells that the first one runs', async () => {
  const url = await jupyter('jupyter-lab', workFolder('collaboration'));
  const [first, second] = [await open(`${url}/lab/tree/nb.ipynb`), await open(`${url}/lab/tree/nb.ipynb`)];
  await runAll(first);
  await seesEverything(first);
  await seesEverything(second);
  await second.locator('.jp-CodeCell .cm-content').nth(1).click();
  await second.keyboard.press('End');
  await second.keyboard.type(' + 1');
  await first.locator('.jp-CodeCell .cm-content', { hasText: 'a * 7 + 1' }).waitFor();
  await second.keyboard.press('Control+Enter');
  await first.locator('.jp-OutputArea-output', { hasText: /^43$/ }).waitFor();
  await Promise.all([first.close(), second.close()]);
});

test('voila serves a page with what our cells show and without their code', async () => {
  const folder = workFolder('voila');
  write(join(folder, 'nb.ipynb'), everyKind);
  const port = await freePort(19_960);
  const url = `http://127.0.0.1:${port}`;
  server = await serve(folder, 'voila', ['nb.ipynb', '--no-browser', `--port=${port}`], `${url}/voila/static/voila.js`);
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(url);
  await page.getByText('한글 6').waitFor();
  await page.getByText('42', { exact: true }).first().waitFor();
  await page.locator('b', { hasText: 'bold' }).waitFor();
  await page.locator('img[src^="data:image/png"], .js-plotly-plot').first().waitFor();
  expect(await page.getByText('const a: number').count()).toBe(0);
  await page.close();
});
