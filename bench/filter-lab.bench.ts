/**
 * @file `plot.filterLab` in Chromium, as an exported page has it: from an edited weight until the frame with the picture that follows is
 * drawn, for the usual size and for the largest picture and filter. A frame comes every 17 ms, which is part of it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { np } from '../src/array/index.ts';
import { root } from '../src/cli/paths.ts';
import { displaySymbol } from '../src/display/index.ts';
import { plot } from '../src/plot/index.ts';
import { launchBrowser } from '../test/e2e/browser.ts';
import { median, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const EDITS = 40;

const cases = [
  { name: 'filter 3×3, picture 200×200×3', side: 3, size: 200 },
  { name: 'filter 3×3, picture 512×512×3', side: 3, size: 512 },
  { name: 'filter 7×7, picture 512×512×3', side: 7, size: 512 },
];

const bench: Bench = {
  name: 'filter-lab',
  describe: 'from an edited weight of plot.filterLab to the picture that follows it, in Chromium',
  async run({ threads }): Promise<BenchReport> {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-filter-lab-'));
    const browser = await launchBrowser();
    try {
      const measured: BenchCase[] = [];
      for (const { name, side, size } of cases) {
        const page = join(folder, `${side}-${size}.html`);
        writeFileSync(page, pageOf(side, size));
        const times = await edits(browser, page);
        const worst = Math.max(...times).toFixed(0);
        const notes = [`the slowest of ${EDITS} took ${worst} ms`];
        measured.push({ case: name, unit: 'ms', better: 'lower', ours: median(times), peers: {}, notes });
      }
      return { bench: 'filter-lab', versions: versions({ chromium: browser.version() }), threads, cases: measured };
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

/** The page of an export with one lab in it. */
function pageOf(side: number, size: number): string {
  const picture = np.random.defaultRng(1).random([size, size, 3]);
  const lab = plot.filterLab(picture, { filter: np.ones([side, side]).div(side * side), size });
  const json = lab[displaySymbol]()['application/vnd.kernelab.filter-lab+json'];
  const code = readFileSync(join(root, 'dist', 'nbconvert', 'kernelab', 'static', 'kernelab-page.js'), 'utf8');
  return `<!doctype html><meta charset="utf-8"><body>
<script type="application/vnd.kernelab.filter-lab+json">${JSON.stringify(json)}</script>
<script>globalThis.KernelabPlotly = {};</script>
<script>${code.replaceAll('</script', String.raw`<\/script`)}</script>`;
}

/** Writes another number into the filter, again and again; milliseconds until the browser has drawn what follows. */
async function edits(browser: Browser, file: string): Promise<number[]> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => document.querySelector('.kf-said')?.textContent !== '');
  const times = await page.evaluate(async (rounds) => {
    const cell = document.querySelector<HTMLInputElement>('.kf-filter input')!;
    const canvas = document.querySelector('canvas')!;
    const middle = (): string => {
      const { width, height } = canvas;
      return canvas
        .getContext('2d')!
        .getImageData(width / 2, height / 2, 8, 8)
        .data.join();
    };
    const found: number[] = [];
    for (let i = 0; i <= rounds; i++) {
      const before = middle();
      const from = performance.now();
      cell.value = String(i % 2);
      cell.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((drawn) => {
        requestAnimationFrame(() => setTimeout(drawn));
      });
      if (i > 0) found.push(performance.now() - from); // the first warms up
      if (middle() === before) throw new Error('The picture has not followed.');
    }
    return found;
  }, EDITS);
  await page.close();
  return times;
}
