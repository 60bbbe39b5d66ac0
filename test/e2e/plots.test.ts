/**
 * @file Figures in the reader's page: the lab extension in real JupyterLab (colours of the theme, width of the cell, numbers
 * under the mouse, zoom) and the exported page without a network, both from one prepared notebook nobody has trusted.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/cli/export.ts';
import type { LabServer } from '../../src/cli/lab.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { plt, type Figure } from '../../src/plot/index.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-plots-'));
  writeFileSync(join(folder, 'figures.ipynb'), JSON.stringify(notebook([curves(), grid()])));
  server = await startTestLab(folder, join(folder, 'settings'), 19_988);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function curves(): Figure {
  const figure = plt.figure();
  plt.plot([1, 2, 3], [3, 2, 1], 'k-', { label: '손실' });
  plt.title('a < b');
  plt.legend();
  return figure;
}

/** Wider than a cell; row 1 of the picture holds 10, 11, …, 19. */
function grid(): Figure {
  const [figure, [left, right]] = plt.subplots(1, 2, { figsize: [16, 6] });
  left.imshow(Array.from({ length: 10 }, (_, r) => Array.from({ length: 10 }, (_, c) => 10 * r + c)));
  right.hist([1, 2, 2, 3]);
  return figure;
}

function notebook(figures: readonly Figure[]): unknown {
  const cells = figures.map((figure, i) => ({
    cell_type: 'code',
    id: `figure-${i}`,
    metadata: {},
    execution_count: i + 1,
    source: `plt.show() // ${i}`,
    outputs: [{ output_type: 'display_data', metadata: {}, data: figure[displaySymbol]() }],
  }));
  const metadata = {
    kernelspec: { name: 'kernelab', display_name: 'TypeScript', language: 'typescript' },
    language_info: { name: 'typescript', mimetype: 'text/typescript', file_extension: '.ts' },
  };
  const formula = { cell_type: 'markdown', id: 'formula', metadata: {}, source: '**a** $\\frac{1}{n}$' };
  return { cells: [...cells, formula], metadata, nbformat: 4, nbformat_minor: 5 };
}

/** Addresses outside this machine that the page asks for. */
function strangers(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/^https?:\/\/(?!127\.0\.0\.1|localhost)/.test(request.url())) asked.push(request.url());
  });
  return asked;
}

/** The hover text over row `r`, column `c` of the picture with ten squares a side. */
async function numberUnderMouse(page: Page, plot: Locator, r: number, c: number): Promise<string | null> {
  const box = (await plot.locator('.imagelayer image').first().boundingBox())!;
  await page.mouse.move(box.x + (box.width * (c + 0.4)) / 10, box.y + (box.height * (r + 0.4)) / 10);
  await page.mouse.move(box.x + (box.width * (c + 0.5)) / 10, box.y + (box.height * (r + 0.5)) / 10);
  await plot.locator('.hovertext').first().waitFor({ state: 'attached' });
  return plot.locator('.hoverlayer').textContent();
}

describe('figures in JupyterLab', () => {
  it('are drawn by plotly in the colours and the width of the page, with numbers and zoom, without a network', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1100 } });
    const asked = strangers(page);
    await page.goto(server.url.replace('/lab?', '/lab/tree/figures.ipynb?'));
    const plots = page.locator('.jp-OutputArea .js-plotly-plot');
    await plots.nth(1).locator('.imagelayer image').first().waitFor({ timeout: 60_000 });
    expect(await plots.count()).toBe(2);
    expect(await plots.first().locator('.gtitle, .annotation-text').first().textContent()).toBe('a < b');

    const wide = plots.nth(1);
    await expect.poll(() => numberUnderMouse(page, wide, 1, 3)).toBe('x: 3y: 113');
    const host = wide.locator('xpath=..');
    const [inner, outer] = [(await wide.boundingBox())!, (await host.boundingBox())!];
    expect(inner.width).toBeLessThanOrEqual(outer.width + 1);
    expect(inner.height / inner.width).toBeCloseTo(600 / 1600, 2);

    const box = (await wide.locator('.imagelayer image').first().boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 5 });
    await page.mouse.up();
    const range = (): Promise<number[]> =>
      wide.evaluate((plot) => (plot as unknown as { layout: { xaxis: { range: number[] } } }).layout.xaxis.range);
    await expect.poll(async () => (await range())[1]! - (await range())[0]!).toBeLessThan(6);
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(range).toEqual([-0.5, 9.5]);

    const line = plots.first().locator('.scatterlayer .js-line');
    expect(await line.evaluate((path) => getComputedStyle(path).stroke)).toBe('rgb(0, 0, 0)');
    await page.screenshot({ path: join(pictures, 'plots-light.png') });
    await page.evaluate(() => {
      document.body.dataset['jpThemeLight'] = 'false';
      document.body.style.setProperty('--jp-content-font-color1', '#ffffff');
    });
    await expect.poll(() => line.evaluate((path) => getComputedStyle(path).stroke)).toBe('rgb(140, 140, 140)');
    expect(asked).toEqual([]);
    await page.close();
  });
});

describe('the exported page', () => {
  it('holds plotly once and stays interactive without a network', async () => {
    const output = join(folder, 'page.html');
    expect(await exportCommand([join(folder, 'figures.ipynb'), '--output', output])).toBe(0);
    const context = await browser.newContext({ offline: true, viewport: { width: 1000, height: 1100 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(pathToFileURL(output).href);
    const plots = page.locator('.js-plotly-plot');
    await plots.nth(1).locator('.imagelayer image').first().waitFor();
    expect(await plots.count()).toBe(2);
    await expect.poll(() => numberUnderMouse(page, plots.nth(1), 2, 7)).toBe('x: 7y: 227');
    expect(await page.locator('.jp-MarkdownCell math mfrac').count()).toBe(1);
    expect(readFileSync(output, 'utf8')).not.toContain('libs/mathjax');
    expect(faults).toEqual([]);
    await page.screenshot({ path: join(pictures, 'plots-export.png') });
    await context.close();
  });
});
