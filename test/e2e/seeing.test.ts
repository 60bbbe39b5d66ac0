/**
 * @file The pictures of what a network sees in the reader's page: every one in the exported page at two widths, in dark and in Korean,
 * hovered over, its legend clicked, read by axe-core and printed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { exportCommand } from '../../src/cli/export.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras } from '../../src/keras/index.ts';
import { plot, type Figure } from '../../src/plot/index.ts';
import { launchBrowser, pictures } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { layers, utils } = keras;
const classes = { en: ['circle', 'square', 'cross'], ko: ['동그라미', '네모', '가위표'] };

/** Twelve pictures of three shapes, and a network that has seen them. */
async function seen(language: 'en' | 'ko'): Promise<Record<string, Figure>> {
  utils.setRandomSeed(1);
  const names = classes[language];
  const y = np.arange(12).mod(3);
  const x = np.random.defaultRng(1).uniform(0, 1, [12, 12, 12, 1]).astype('float32');
  const model = keras.Sequential([
    keras.Input([12, 12, 1]),
    layers.Conv2D(4, 3, { activation: 'relu', name: 'first', padding: 'same' }),
    layers.MaxPooling2D(2),
    layers.Conv2D(4, 3, { activation: 'relu', name: 'second' }),
    layers.Flatten(),
    layers.Dense(3, { activation: 'softmax', name: 'scores' }),
  ]);
  const before = utils.firstFilters(model);
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' });
  await model.fit(x, y, { verbose: 0 });
  const quiet = { verbose: 0 } as const;
  const scores = await model.predict(x, quiet);
  const dreams = await utils.activationMaximization(model, { layer: 'scores', steps: 5, ...quiet });
  return {
    compareFilters: plot.compareFilters(before, utils.firstFilters(model)),
    receptiveField: plot.receptiveField(x.at(0), ['first', 'second'].map((layer) => utils.receptiveField(model, { layer }))), // prettier-ignore
    maximalPatches: plot.maximalPatches(await utils.maximalPatches(model, x, quiet)),
    activationMaximization: plot.activationMaximization(dreams, { names }),
    misclassified: plot.misclassified(x, y, scores, { names }),
    probabilities: plot.probabilities(scores.at('0:2'), { truth: y.at('0:2'), names, images: x.at('0:2') }),
    embedding: plot.embedding(await utils.embedding(x, { iterations: 20, ...quiet }), { labels: y, names }),
    compareAugmentations: plot.compareAugmentations(x.at(0), { flip: layers.RandomFlip('horizontal', { seed: 1 }) }),
    adversarial: plot.adversarial(x, utils.adversarial(model, x, y), { names }),
    lossLandscape: plot.lossLandscape(await utils.lossLandscape(model, x, y, { points: 3, ...quiet })),
  };
}

let folder: string;
let browser: Browser;
let count: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-seeing-'));
  for (const language of ['en', 'ko'] as const) {
    setLanguage(language);
    const figures = await seen(language);
    count = Object.keys(figures).length;
    const cells = Object.entries(figures).map(([name, figure], i) => ({
      cell_type: 'code',
      id: `seeing-${i}`,
      metadata: {},
      execution_count: i + 1,
      source: `plot.${name}(…)`,
      outputs: [{ output_type: 'display_data', metadata: {}, data: figure[displaySymbol]() }],
    }));
    const metadata = {
      kernelspec: { name: 'kernelab', display_name: 'TypeScript', language: 'typescript' },
      language_info: { name: 'typescript', mimetype: 'text/typescript', file_extension: '.ts' },
    };
    const [from, to] = ['ipynb', 'html'].map((end) => join(folder, `${language}.${end}`)) as [string, string];
    writeFileSync(from, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
    expect(await exportCommand([from, '--output', to])).toBe(0);
  }
  setLanguage('en');
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function open(language: 'en' | 'ko', width: number, dark = false): Promise<Page> {
  const context = await browser.newContext({
    offline: true,
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, `${language}.html`)).href);
  await expect.poll(() => page.locator('[role=figure] .main-svg').count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(count); // prettier-ignore
  return page;
}

const figureOf = (page: Page, name: string): Locator =>
  page.locator('.jp-Cell', { hasText: `plot.${name}(` }).locator('[role=figure]');

describe.each([
  ['en', 1100, false],
  ['en', 390, true],
  ['ko', 390, false],
  ['ko', 1100, true],
] as const)('%s, %i pixels, dark %s', (language, width, dark) => {
  it('words can be read, nothing lies outside of its sheet, each figure says what it shows', async () => {
    const page = await open(language, width, dark);
    const name = `seeing-${language}-${width}${dark ? '-dark' : ''}.png`;
    await page.screenshot({ path: join(pictures, name), fullPage: true });
    const facts = await page.locator('[role=figure]').evaluateAll((figures) =>
      figures.map((figure) => {
        const sheet = figure.querySelector('.main-svg')!.getBoundingClientRect();
        const words = Array.from(figure.querySelectorAll<SVGElement>('.main-svg text'), (text) => ({
          box: text.getBoundingClientRect(),
          said: text.textContent ?? '',
        })).filter(({ box, said }) => said.trim() !== '' && box.width > 0);
        const isOut = (box: DOMRect): boolean =>
          box.left < sheet.left - 2 || box.right > sheet.right + 2 || box.top < sheet.top - 2 || box.bottom > sheet.bottom + 2; // prettier-ignore
        const faint = Array.from(figure.querySelectorAll<SVGElement>('.main-svg text'), (text) => {
          const [ink, paper] = [getComputedStyle(text).fill, getComputedStyle(document.body).backgroundColor];
          const light = (color: string): number => {
            const [r, g, b] = color.match(/[\d.]+/g)!.slice(0, 3).map((c) => (Number(c) / 255) ** 2.2) as [number, number, number]; // prettier-ignore
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const [low, high] = [light(ink), light(paper)].sort((a, b) => a - b) as [number, number];
          return { said: text.textContent ?? '', contrast: (high + 0.05) / (low + 0.05), ink, paper };
        }).filter(({ said, contrast }) => said.trim() !== '' && contrast < 3);
        return {
          faint: faint.map(({ said, ink, paper }) => `${said}: ${ink} on ${paper}`),
          alt: figure.getAttribute('aria-label') ?? '',
          small: words
            .filter(({ box }) => Math.max(box.height, box.width) < 7 || box.height < 9)
            .map(({ said }) => said),
          outside: words.filter(({ box }) => isOut(box)).map(({ said }) => said),
        };
      }),
    );
    expect(facts).toHaveLength(count);
    for (const { alt, small, outside, faint } of facts) {
      expect({ small, outside, faint }).toEqual({ small: [], outside: [], faint: [] });
      expect(alt).toMatch(language === 'ko' ? /[가-힣].*\.$/ : /^[A-Z0-9].*\.$/);
    }
    await page.context().close();
  });
});

it('axe-core finds nothing serious in light and in dark', async () => {
  for (const dark of [false, true]) {
    const page = await open('en', 1100, dark);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const run = (window as unknown as { axe: { run(where: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> } }).axe; // prettier-ignore
      const { violations } = await run.run('.jp-OutputArea');
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`); // prettier-ignore
    });
    expect(found).toEqual([]);
    await page.context().close();
  }
});

it('each piece answers mouse and keyboard, and its buttons cover no title', async () => {
  for (const width of [1100, 700]) {
    const page = await open('en', width);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    const figures = page.locator('[role=figure]');
    for (let i = 0; i < count; i++) {
      const figure = figures.nth(i);
      await figure.scrollIntoViewIfNeeded();
      const box = (await figure.boundingBox())!;
      await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.5 * box.height);
      await page.mouse.move(box.x + 0.42 * box.width, box.y + 0.52 * box.height);
      const bar = figure.locator('.modebar-container .modebar').first();
      await expect.poll(() => bar.evaluate((node) => Number(getComputedStyle(node).opacity))).toBeGreaterThan(0);
      const covered = await figure.evaluate((node) => {
        const buttons = Array.from(node.querySelectorAll('.modebar-btn'), (button) => button.getBoundingClientRect());
        const titles = Array.from(node.querySelectorAll<SVGElement>('.g-gtitle text, .annotation-text, .xtitle'));
        const meets = (a: DOMRect, b: DOMRect): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; // prettier-ignore
        return titles.filter((title) => buttons.some((button) => meets(title.getBoundingClientRect(), button))).map((title) => title.textContent); // prettier-ignore
      });
      expect({ i, width, covered }).toEqual({ i, width, covered: [] });
      // Drawn together and set back, by keyboard.
      const reset = bar.locator('[data-title="Reset axes"]').first();
      if ((await reset.count()) > 0) {
        await reset.focus();
        await page.keyboard.press('Enter');
      }
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

it('hovering names what a picture is; a click in the legend hides a class', async () => {
  const page = await open('en', 1100);
  const patches = figureOf(page, 'maximalPatches');
  await patches.scrollIntoViewIfNeeded();
  const box = (await patches.boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
  await page.mouse.move(box.x + 0.5 * box.width + 3, box.y + 0.5 * box.height + 3);
  await expect.poll(() => patches.locator('.hoverlayer').textContent()).toMatch(/filter \d.*picture \d+.*answer/);
  const map = figureOf(page, 'embedding');
  await map.scrollIntoViewIfNeeded();
  const dots = (): Promise<number> => map.locator('.scatterlayer .point').count();
  expect(await dots()).toBe(12);
  await map.locator('.legendtoggle').first().click();
  await expect.poll(dots).toBe(8);
  await page.context().close();
});

it('on paper each figure is whole', async () => {
  const page = await open('en', 1100);
  await page.emulateMedia({ media: 'print' });
  expect((await page.pdf({ format: 'A4', path: join(pictures, 'seeing.pdf') })).length).toBeGreaterThan(20_000);
  await page.context().close();
});
