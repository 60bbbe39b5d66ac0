/**
 * @file `plot.stepper` in the reader's page, from a prepared notebook that nobody has trusted and no kernel serves: every kind in the
 * exported page at two widths, in dark and in Korean, driven by mouse and keyboard, read by axe-core and printed; one of them in JupyterLab.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lectureFilter as filter, lecturePicture as lecture } from '../lecture-picture.ts';
import { np } from '../../src/array/index.ts';
import { exportCommand } from '../../src/cli/export.ts';
import type { LabServer } from '../../src/cli/lab.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { plot, type Stepper } from '../../src/plot/index.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

const rng = np.random.defaultRng(1);
const colour = rng.integers(0, 10, [5, 5, 3]);
const dout = np.array([
  [1, -1, 0],
  [2, 0, 1],
  [0, 1, -2],
]);
/** Every kind, small and large. */
const kinds: Readonly<Record<string, () => Stepper>> = {
  convolution: () => plot.stepper(lecture, filter),
  padded: () => plot.stepper(lecture, filter, { padding: 'same', stride: 2, bias: 1 }),
  dilated: () => plot.stepper(lecture, filter, { dilation: 2 }),
  channels: () => plot.stepper(colour, rng.standardNormal([3, 3, 3])),
  large: () => plot.stepper(rng.random([28, 28]), np.ones([3, 3]), { stride: 5 }),
  max: () => plot.stepper(lecture.at('0:6', '0:6'), { kind: 'max' }),
  l2: () => plot.stepper(lecture.at('0:6', '0:6'), { kind: 'l2', size: [2, 3] }),
  average: () => plot.stepper(colour.at('0:4', '0:4'), { kind: 'average' }),
  'max-backward': () => plot.stepper(rng.random([5, 5]), { kind: 'max', size: 3, stride: 1, backward: true }),
  transposed: () => plot.stepper(np.arange(9).reshape(3, 3), filter, { kind: 'transposed', stride: 2 }),
  im2col: () => plot.stepper(lecture.at('0:5', '0:5'), filter, { kind: 'im2col' }),
  'im2col-channels': () => plot.stepper(colour, np.ones([2, 2, 3]), { kind: 'im2col' }),
  backward: () => plot.stepper(lecture.at('0:5', '0:5'), filter, { backward: dout }),
};
const names = Object.keys(kinds);

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-stepper-'));
  for (const language of ['en', 'ko'] as const) {
    setLanguage(language);
    writeFileSync(join(folder, `${language}.ipynb`), JSON.stringify(notebook()));
    expect(await exportCommand([join(folder, `${language}.ipynb`), '--output', join(folder, `${language}.html`)])).toBe(
      0,
    );
  }
  setLanguage('en');
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function notebook(): unknown {
  const cells = names.map((name, i) => ({
    cell_type: 'code',
    id: `step-${i}`,
    metadata: {},
    execution_count: i + 1,
    source: `plot.stepper(…) // ${name}`,
    outputs: [{ output_type: 'display_data', metadata: {}, data: kinds[name]!()[displaySymbol]() }],
  }));
  const metadata = {
    kernelspec: { name: 'kernelab', display_name: 'TypeScript', language: 'typescript' },
    language_info: { name: 'typescript', mimetype: 'text/typescript', file_extension: '.ts' },
  };
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

async function open(language: 'en' | 'ko', width: number, dark = false): Promise<Page> {
  const context = await browser.newContext({
    offline: true,
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(pathToFileURL(join(folder, `${language}.html`)).href);
  await page.locator('.kl-stepper svg').first().waitFor();
  expect(faults).toEqual([]);
  return page;
}

const stepperOf = (page: Page, name: string): Locator => page.locator('.kl-stepper').nth(names.indexOf(name));
const sentence = (stepper: Locator): Promise<string | null> => stepper.locator('.kl-sentence').textContent();

/** The heights of all letters in the page that somebody sees, the smallest first. */
function letters(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const sizes: number[] = [];
    for (const element of document.querySelectorAll('.kl-screen *')) {
      const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent!.trim() !== '');
      if (own && element.getClientRects().length > 0) sizes.push(parseFloat(getComputedStyle(element).fontSize));
    }
    return sizes.sort((a, b) => a - b);
  });
}

/** What axe-core finds that is serious or critical, in the steppers. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(where: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run({ include: [['.kl-stepper']] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}

describe('the exported page', () => {
  it.each([
    ['en', 1000, false],
    ['ko', 390, false],
    ['en', 390, true],
    ['ko', 1000, true],
  ] as const)('in %s, %i pixels wide, dark: %s: all is seen and described', async (language, width, dark) => {
    const page = await open(language, width, dark);
    expect(await page.locator('.kl-stepper').count()).toBe(names.length);
    expect((await letters(page))[0]).toBeGreaterThanOrEqual(9);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await faultsOf(page)).toEqual([]);
    for (const name of names) {
      const stepper = stepperOf(page, name);
      expect((await stepper.getAttribute('aria-label'))!.length).toBeGreaterThan(40);
      await stepper.press('End');
      await stepper.press('ArrowLeft');
      if (dark) continue;
      await stepper.screenshot({ path: join(pictures, `stepper-${name}-${language}-${width}.png`) });
    }
    if (dark) await page.screenshot({ path: join(pictures, `stepper-${language}-${width}-dark.png`), fullPage: true });
    await page.context().close();
  });

  it('goes by keys, buttons, the slider and a click, and the page stays where it is', async () => {
    const page = await open('en', 1000);
    const stepper = stepperOf(page, 'convolution');
    const step = (n: number): Promise<void> =>
      expect.poll(() => sentence(stepper)).toMatch(new RegExp(`^Step ${n}/25\\. `));
    await stepper.focus();
    const scrolled = await page.evaluate(() => scrollY);
    await step(1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await step(3);
    await page.keyboard.press('ArrowLeft');
    await step(2);
    await page.keyboard.press('End');
    await step(25);
    await page.keyboard.press('ArrowRight');
    await step(25);
    await page.keyboard.press('Home');
    await step(1);
    await page.keyboard.press('Space');
    await step(3); // it plays
    await page.keyboard.press('Space');
    const stopped = await sentence(stepper);
    await page.waitForTimeout(900);
    expect(await sentence(stepper)).toBe(stopped);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);

    await stepper.getByRole('button', { name: 'Next step' }).click();
    await stepper.getByRole('button', { name: 'Step back' }).click();
    expect(await sentence(stepper)).toBe(stopped);
    await stepper.getByRole('button', { name: 'Play' }).press('Space');
    await stepper.getByRole('button', { name: 'Pause' }).click();
    await stepper.getByRole('slider', { name: 'Step' }).fill('9');
    await step(9);
    await stepper.getByRole('slider', { name: 'Step' }).press('ArrowRight');
    await step(10);
    const output = stepper.locator('.kl-table').nth(3);
    const box = (await output.locator('svg').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.1); // row 0, column 2
    await step(3);
    // A drag changes nothing.
    const before = await output.innerHTML();
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 60, { steps: 4 });
    await page.mouse.up();
    expect(await output.locator('svg').boundingBox()).toEqual(box);
    expect(before).toContain('<svg');
    await page.context().close();
  });

  it('sliders move the window otherwise: by keys and mouse, only to what fits, and back', async () => {
    const page = await open('en', 1000);
    const stepper = stepperOf(page, 'convolution');
    const slider = (name: string): Locator => stepper.locator(`input[data-name="${name}"]`);
    const formula = stepper.locator('.kl-formula');
    const heading = stepper.locator('.kl-heading');
    expect(await formula.textContent()).toBe('O = (7 + 2·0 − 3) / 1 + 1 = 5');
    await slider('stride').press('ArrowRight');
    expect(await heading.textContent()).toBe('Convolution 7×7 ∗ 3×3, stride 2');
    expect(await formula.textContent()).toBe('O = (7 + 2·0 − 3) / 2 + 1 = 3');
    expect(await sentence(stepper)).toMatch(/^Step 1\/9\. .* = 15$/);
    expect(await slider('stride').getAttribute('aria-valuetext')).toBe('2. fits: 1, 2, 4');
    // The arrow keys are the slider's; in the picture they step.
    await stepper.focus();
    await page.keyboard.press('ArrowRight');
    expect(await sentence(stepper)).toMatch(/^Step 2\/9/);
    const box = (await slider('size').boundingBox())!;
    await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2); // its end: a filter as large as the picture
    expect(await heading.textContent()).toBe('Convolution 7×7 ∗ 7×7, stride 2');
    expect(await sentence(stepper)).toMatch(/^Step 1\/1\. /);
    expect(await faultsOf(page)).toEqual([]);
    await stepper.getByRole('button', { name: 'as in the cell' }).click();
    expect(await heading.textContent()).toBe('Convolution 7×7 ∗ 3×3');
    await stepper.getByLabel("padding 'same'").check();
    expect(await formula.textContent()).toBe('O = (7 + 2·1 − 3) / 1 + 1 = 7');
    await page.emulateMedia({ media: 'print' });
    expect(await stepper.locator('.kl-paper svg').textContent()).toContain('1/49');
    await page.context().close();
  });

  it('fills the output as it goes and colours products by what they are', async () => {
    const page = await open('en', 1000);
    const stepper = stepperOf(page, 'convolution');
    const fills = (table: number): Promise<string[]> =>
      stepper
        .locator('.kl-table')
        .nth(table)
        .locator('rect[fill^="rgb"]')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('fill')!));
    expect(await fills(3)).toHaveLength(1);
    const [products] = [await fills(2)];
    // 1×2, 2×0, 3×1, 0×0, 1×1, 2×2, 3×1, 0×0, 1×2: equal products are equal in colour, others differ.
    expect(products[1]).toBe('rgb(255,255,255)');
    expect([products[3], products[7]]).toEqual([products[1], products[1]]);
    expect(products[0]).toBe(products[8]);
    expect(products[5]).not.toBe(products[0]);
    // Each key is followed by a picture at once: at no time is a table empty.
    await stepper.evaluate((root) => {
      const seen: number[] = [];
      (globalThis as unknown as { seen: number[] }).seen = seen;
      new MutationObserver(() => {
        for (const table of root.querySelectorAll('.kl-table')) seen.push(table.querySelectorAll('rect').length);
      }).observe(root, { childList: true, subtree: true });
    });
    await stepper.focus();
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
    expect(await fills(3)).toHaveLength(9);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    expect(seen.length).toBeGreaterThan(8);
    expect(Math.min(...seen)).toBeGreaterThan(9);
    await page.context().close();
  });

  it('letters grow with the zoom', async () => {
    // A zoom of two halves the width in CSS pixels, each of which is twice as large.
    const page = await open('en', 1280);
    const whole = (await letters(page))[0]!;
    await page.setViewportSize({ width: 640, height: 450 });
    await page.waitForTimeout(200);
    expect(2 * (await letters(page))[0]!).toBeGreaterThan(1.4 * whole);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
    await page.context().close();
  });

  it('on paper stand the chosen steps, and no buttons', async () => {
    const page = await open('en', 718);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const stepper = stepperOf(page, 'convolution');
    expect(await stepper.getByRole('button').count()).toBe(0);
    const paper = stepper.locator('.kl-paper svg');
    expect(await paper.isVisible()).toBe(true);
    for (const start of ['1/25', '13/25', '25/25']) expect(await paper.textContent()).toContain(start);
    const right = await page.evaluate(() =>
      Math.max(...Array.from(document.querySelectorAll('.kl-stepper *'), (each) => each.getBoundingClientRect().right)),
    );
    expect(right).toBeLessThanOrEqual(718);
    await page.screenshot({ path: join(pictures, 'stepper-paper.png'), fullPage: true });
    await page.context().close();
  });

  it('without scripts it is a picture with a text', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, 'en.html')).href);
    const picture = page.locator('.jp-RenderedPiece img').first();
    expect(await picture.getAttribute('alt')).toMatch(/^A filter of 3×3 moves over a picture of 7×7/);
    await context.close();
  });
});

describe('JupyterLab', () => {
  let server: LabServer;
  beforeAll(async () => {
    server = await startTestLab(folder, join(folder, 'settings'), 19_978);
  }, 120_000);
  afterAll(() => server?.stop());

  it('steps by keys, leaves those and letters to the stepper, and saves by Ctrl+S', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    await page.goto(server.url.replace('/lab?', '/lab/tree/en.ipynb?'));
    const stepper = page.locator('.kl-stepper').first();
    await stepper.locator('svg').first().waitFor({ timeout: 60_000 });
    await stepper.locator('.kl-table').first().click();
    const area = page.locator('.jp-NotebookPanel .jp-WindowedPanel-outer');
    const scrolled = await area.evaluate((element) => element.scrollTop);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => sentence(stepper)).toMatch(/^Step 3\/25/);
    await page.keyboard.press('Space');
    await expect.poll(() => sentence(stepper)).toMatch(/^Step 5\/25/);
    await page.keyboard.press('Space');
    expect(await area.evaluate((element) => element.scrollTop)).toBe(scrolled);
    // Letters would change the notebook: none of them does, and what is JupyterLab's still is.
    for (const key of ['b', 'a', 'd', 'd']) await page.keyboard.press(key);
    await page.waitForTimeout(300);
    expect(await page.locator('.jp-NotebookPanel .jp-Cell').count()).toBe(names.length);
    const saved = (): number => statSync(join(folder, 'en.ipynb')).mtimeMs;
    const before = saved();
    await page.keyboard.press('Control+s');
    await expect.poll(saved, { timeout: 10_000 }).toBeGreaterThan(before);
    expect(await stepper.evaluate((root) => root.contains(document.activeElement))).toBe(true);
    // The same from the whole stepper and from its slider.
    await stepper.focus();
    await page.keyboard.press('b');
    await stepper.locator('.kl-steps').focus();
    await page.keyboard.press('b');
    await page.waitForTimeout(300);
    expect(await page.locator('.jp-NotebookPanel .jp-Cell').count()).toBe(names.length);
    await page.screenshot({ path: join(pictures, 'stepper-lab.png') });
    await page.evaluate(() => {
      document.body.dataset['jpThemeLight'] = 'false';
      document.body.style.setProperty('--jp-content-font-color1', '#ffffff');
      document.body.style.setProperty('--jp-layout-color0', '#111111');
    });
    await page.screenshot({ path: join(pictures, 'stepper-lab-dark.png') });
    await page.close();
  });
});
