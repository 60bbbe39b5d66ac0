/** @file Exported pages as they are looked at: on a phone, on paper, as a PDF; with their pictures inside and nothing cut. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runNotebook } from '../../kernel/notebook/run.ts';
import { inSession } from '../../kernel/notebook/in-session.ts';
import { parseNotebook } from '../../kernel/notebook/file.ts';
import { exportCommand } from '../../src/cli/export.ts';
import { launchBrowser, pictures } from './browser.ts';

/** A picture of one pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const folder = mkdtempSync(join(tmpdir(), 'kernelab-page-'));
let browser: Browser;
let page: Page;

beforeAll(async () => {
  writeFileSync(join(folder, 'small picture.png'), Buffer.from(dot, 'base64'));
  const code = (source: string): object => ({ cell_type: 'code', metadata: {}, source, outputs: [] });
  const cells = [
    {
      cell_type: 'markdown',
      metadata: {},
      source:
        '# 합성곱\n\n<details><summary>답</summary>\n\n접힌 글\n\n</details>\n\n![그림](small%20picture.png) <img src="small picture.png">',
    },
    code(
      'const [fig, axes] = plt.subplots(1, 4, { figsize: [16, 4] });\nfor (const ax of axes) ax.imshow(np.random.rand(9, 9));\nplt.show()',
    ),
    code('plot.stepper(np.arange(36).reshape([6, 6]), np.array([[1, 0, -1], [1, 0, -1], [1, 0, -1]]))'),
    code("'x'.repeat(300)"),
  ];
  const notebook = parseNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells }));
  const run = await runNotebook(notebook, () => inSession({ cwd: folder }));
  expect(run.errors).toBe(0);
  const damaged = 'application/vnd.kernelab.explore+json';
  const output = { output_type: 'display_data', metadata: {}, data: { [damaged]: { summary: 'a damaged picture' } } };
  const { cells: made } = JSON.parse(JSON.stringify(run.notebook)) as { cells: object[] };
  made.splice(1, 0, { ...code('shown'), execution_count: 1, outputs: [output] });
  writeFileSync(join(folder, 'page.ipynb'), JSON.stringify({ ...run.notebook, cells: made }));
  for (const name of ['page.html', 'page.pdf']) {
    expect(await exportCommand([join(folder, 'page.ipynb'), '--output', join(folder, name)])).toBe(0);
  }
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(pathToFileURL(join(folder, 'page.html')).href);
  await page.waitForFunction(() => document.querySelectorAll('.jp-RenderedPlotly .main-svg').length >= 2);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('pictures are inside', async () => {
  const sources = await page.evaluate(() =>
    Array.from(document.images, ({ src, naturalWidth }) => [src.slice(0, 21), naturalWidth]),
  );
  expect(sources).toEqual([
    ['data:image/png;base64', 1],
    ['data:image/png;base64', 1],
  ]);
});

test('it is in the notebook’s language, and offers to send nothing', async () => {
  expect(await page.getAttribute('html', 'lang')).toBe('ko');
  const buttons = await page
    .locator('.modebar-btn')
    .evaluateAll((all) => all.map((button) => button.getAttribute('data-title') ?? ''));
  expect(buttons).toContain('Zoom in');
  expect(buttons.filter((title) => /share|send|cloud|edit/i.test(title))).toEqual([]);
});

test('a damaged picture says so and takes no other along', async () => {
  expect(await page.locator('.jp-RenderedPiece').allTextContents()).toEqual([
    expect.stringContaining('a damaged picture ('),
    expect.not.stringContaining('Error'),
  ]);
  expect(await page.locator('.jp-RenderedPiece button').count()).toBeGreaterThan(0);
});

test('on a phone words can be read, and figures grow with the zoom', async () => {
  const heights = (): Promise<number[]> =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('.jp-RenderedPlotly text'), (text) => text.getBoundingClientRect().height)
        .filter((height) => height > 0)
        .sort((a, b) => a - b),
    );
  const phone = await heights();
  expect(phone[0]).toBeGreaterThan(7.5);
  // The page itself is not wider than the screen: figures are moved in their own place.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.screenshot({ path: join(pictures, 'export-phone.png'), fullPage: true });
  // A zoom of two halves the width in CSS pixels, each of which is twice as large.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.waitForTimeout(300);
  const whole = await heights();
  await page.setViewportSize({ width: 640, height: 450 });
  await page.waitForTimeout(300);
  const zoomed = await heights();
  expect(2 * zoomed[0]!).toBeGreaterThan(1.2 * whole[0]!);
});

test('on paper nothing is cut', async () => {
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const right = await page.evaluate(() =>
    Math.max(
      ...Array.from(
        document.querySelectorAll('.jp-RenderedPlotly *, pre, img'),
        (each) => each.getBoundingClientRect().right,
      ),
    ),
  );
  expect(right).toBeLessThanOrEqual(718);
  await page.screenshot({ path: join(pictures, 'export-paper.png'), fullPage: true });
});

test('what is folded away is printed, and folded again', async () => {
  const isOpen = (): Promise<boolean> => page.evaluate(() => document.querySelector('details')!.open);
  expect(await isOpen()).toBe(true); // as the test before has left it
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  expect(await isOpen()).toBe(false);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => (document.title = String(document.querySelector('details')!.open)));
  });
  await page.pdf();
  expect(await page.title()).toBe('true');
  expect(await isOpen()).toBe(false);
});

test('a PDF on A4', () => {
  expect(existsSync(join(folder, 'page.pdf'))).toBe(true);
  const pdf = readFileSync(join(folder, 'page.pdf'), 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf).toMatch(/\/MediaBox ?\[ ?0 0 59[45](?:\.\d+)? 84[12]/);
});
