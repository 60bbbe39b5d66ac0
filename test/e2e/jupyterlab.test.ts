/**
 * @file The lab as a student meets it: real JupyterLab, real Chromium. Opens the first lab, runs all cells, looks for
 * figures and pictures, presses Stop during an endless cell, goes on working, opens a notebook of someone else's.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-e2e-'));
  cpSync(join(root, 'notebooks'), join(folder, 'notebooks'), { recursive: true });
  server = await startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 19_888);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('JupyterLab in Chromium', () => {
  it('runs the first lab from top to bottom, with figures drawn by plotly and no error', async () => {
    await open('ko/01-filters-on-images.ipynb');
    await menu('Run', 'Run All Cells');
    await page
      .locator('.jp-InputPrompt', { hasText: /\[(\*|\d+)\]/ })
      .first()
      .waitFor();
    await idle(180_000);
    await page.screenshot({ path: join(pictures, 'lab-01-end.png') });

    const code = JSON.parse(readFileSync(join(root, 'notebooks/ko/01-filters-on-images.ipynb'), 'utf8')) as {
      cells: { cell_type: string; source: string[] }[];
    };
    const expected = code.cells.filter(
      (cell) => cell.cell_type === 'code' && cell.source.join('').trim() !== '',
    ).length;
    expect(
      // JupyterLab shows errors as it shows stderr; ours begin with a name in red.
      await page.locator('[data-mime-type="application/vnd.jupyter.stderr"] .ansi-red-fg').allInnerTexts(),
    ).toEqual([]);
    expect(await page.locator('.jp-CodeCell .jp-InputPrompt', { hasText: /\[\d+\]/ }).count()).toBe(expected);
    expect(await page.locator('.jp-OutputArea .js-plotly-plot').count()).toBeGreaterThan(5);
    expect(await page.locator('.jp-OutputArea .js-plotly-plot image, .jp-OutputArea img').count()).toBeGreaterThan(5);

    const figure = page.locator('.jp-OutputArea .js-plotly-plot').first();
    await figure.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, 'lab-01-figure.png') });
    const box = await figure.boundingBox();
    expect(box!.width).toBeGreaterThan(200);
    expect(box!.height).toBeGreaterThan(100);
  });

  it('stops an endless cell and goes on with the variables it had', async () => {
    await open('scratch.ipynb', emptyNotebook);
    await run('const kept = 41');
    expect(await lastOutput()).toBe('');
    await type('for (;;) {}');
    await page.keyboard.press('Shift+Enter');
    await page.locator('.jp-InputPrompt', { hasText: '[*]' }).first().waitFor();
    await page.waitForTimeout(500);
    await page
      .locator(
        '[data-command="notebook:interrupt-kernel"], [data-jp-item-name="interrupt"] button, [data-jp-item-name="interrupt"]',
      )
      .first()
      .click();
    await idle(15_000);
    await page.screenshot({ path: join(pictures, 'stopped.png') });
    await run('kept + 1');
    expect(await lastOutput()).toBe('42');
  });

  it('shows a type error at its place before anything runs', async () => {
    await run('console.log("started"); const word: string = 5');
    const text = await lastOutput();
    expect(text).toContain("Type 'number' is not assignable to type 'string'");
    expect(text).not.toContain('started\n');
    await page.screenshot({ path: join(pictures, 'type-error.png') });
  });

  it('has the reference in its Help menu, which finds a name', async () => {
    await open('reference.ipynb', emptyNotebook);
    await menu('Help', 'kernelab (?:reference|함수 안내)');
    const reference = page.frameLocator('iframe[src*="static/reference"]');
    await reference.locator('#search').fill('linspace');
    await reference.locator('#found a', { hasText: 'np.linspace' }).first().click();
    await reference.locator('#linspace').waitFor();
    expect(await reference.locator('section:has(#linspace)').innerText()).toContain('endpoint');
    await page.screenshot({ path: join(pictures, 'reference.png') });
  });
});

const emptyNotebook = {
  cells: [{ cell_type: 'code', execution_count: null, id: 'first', metadata: {}, outputs: [], source: [] }],
  metadata: { kernelspec: { name: 'kernelab', display_name: 'TypeScript (kernelab)', language: 'typescript' } },
  nbformat: 4,
  nbformat_minor: 5,
};

async function open(path: string, create?: object): Promise<void> {
  if (create) writeFileSync(join(folder, 'notebooks', path), JSON.stringify(create));
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/${path}?token=${server.token}&reset`);
  await page
    .locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell')
    .first()
    .waitFor({ timeout: 60_000 });
  await idle(60_000);
}

/** Waits until the status bar says that our kernel is idle and no cell of the notebook in front waits for its turn. */
async function idle(timeout: number): Promise<void> {
  await page.waitForFunction(
    () => {
      const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
      const prompts = [...(panel?.querySelectorAll('.jp-InputPrompt') ?? [])];
      const status = document.querySelector('#jp-main-statusbar')?.textContent ?? '';
      return status.includes('TypeScript (kernelab) | Idle') && !prompts.some((e) => e.textContent.includes('*'));
    },
    undefined,
    { timeout },
  );
}

async function menu(title: string, item: string): Promise<void> {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: new RegExp(`^${title}$`) }).click();
  await page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${item}$`) }).click();
}

/** Types into the last cell of the notebook, which Shift+Enter has made. */
async function type(code: string): Promise<void> {
  const cell = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell').last();
  await cell.locator('.cm-content').click();
  await page.keyboard.insertText(code);
}

async function run(code: string): Promise<void> {
  await type(code);
  const before = await prompts();
  await page.keyboard.press('Shift+Enter');
  // A cell that was started shows a star or a new number before anything else.
  await expect.poll(prompts, { timeout: 30_000 }).not.toBe(before);
  await idle(30_000);
}

function prompts(): Promise<string> {
  return page
    .locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-InputPrompt')
    .allInnerTexts()
    .then((texts) => texts.filter((text) => /[*\d]/.test(text)).join());
}

/** The text of the output of the last cell that was run (the one before the new empty one). */
async function lastOutput(): Promise<string> {
  const cell = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell').nth(-2);
  return (await cell.locator('.jp-OutputArea-output').allInnerTexts()).join('\n').trim();
}
