/**
 * @file Widgets in the reader's page: moved by mouse and keyboard in JupyterLab, saved and there after a reload, stopped, exported
 * and used without a kernel; a notebook that nobody trusts; a module that throws.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportCommand } from '../../src/cli/export.ts';
import type { LabServer } from '../../src/cli/lab.ts';
import { runNotebookFile } from '../../kernel/notebook/run.ts';
import { writeNotebook } from '../../kernel/notebook/file.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

const cells = [
  "interact((sigma) => { console.log('σ is', sigma); plt.figure({ figsize: [3, 2] }); plt.plot([0, sigma]); }, { sigma: [0, 5, 0.5] })",
  `const play = widgets.Play({ max: 20, interval: 50 }); const at = widgets.IntSlider({ max: 20, description: 'at' });
widgets.link([play, 'value'], [at, 'value']);
widgets.HBox({ children: [play, at, widgets.Dropdown({ options: ['same', 'valid'], description: 'padding' })] })`,
  `anywidget({ esm: \`export default { render({ model, el }) {
  const button = document.createElement('button');
  button.className = 'own-count';
  const show = () => { button.textContent = 'count ' + model.get('count'); };
  button.addEventListener('click', () => { model.set('count', model.get('count') + 1); model.save_changes(); });
  model.on('change:count', show); show(); el.append(button);
} }\`, state: { count: 1 } })`,
  'anywidget({ esm: "export default { render() { throw new Error(\'broken piece\'); } }" })',
  "const loop = widgets.Button({ description: 'Loop' }); loop.onClick(() => { console.log('in'); for (;;); }); loop",
  'plot.filterLab(np.arange(400).reshape(20, 20).mod(40).div(40), { filter: [[0, 0, 0], [0, 1, 0], [0, 0, 0]] })',
  `keras.utils.setRandomSeed(4); const { layers } = keras; const tiny = keras.Sequential([keras.Input([8, 8, 1]), layers.Conv2D(3, 3, { activation: 'relu', name: 'conv' }), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(3, { activation: 'softmax' })], { name: 'tiny' });
plot.explore(tiny, np.arange(192).reshape(3, 8, 8, 1).mod(7).div(7), { names: ['a', 'b', 'c'] })`,
  `const net = keras.Sequential([keras.layers.Input({ shape: [8, 8, 1] }), keras.layers.Conv2D(4, 3), keras.layers.Flatten(), keras.layers.Dense(2, { activation: 'softmax' })]);
net.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' });
const [pictures, classes] = [np.random.defaultRng(1).random([60, 8, 8, 1]), np.arange(60).mod(2)];
await net.fit(pictures, classes, { epochs: 3, verbose: 0, callbacks: [plot.liveTraining({ confusion: [pictures, classes] })] }); 0`,
  "plot.playground({ data: 'xor', layers: [3] })",
];

/** Layers that have no place: an edge shows that there are more, and what the keyboard reaches is not below the outputs. */
async function scrollsBesideOutputs(layers: Locator): Promise<void> {
  await layers.locator('.ke-score').first().waitFor();
  await layers.evaluate((root) => (root.style.width = '330px'));
  await expect.poll(() => layers.getAttribute('class')).toBe('ke-layers ke-more-right');
  const last = layers.locator('.ke-column:not(.ke-end) .ke-map').last();
  await last.focus();
  const [map, end] = [await last.boundingBox(), await layers.locator('.ke-end').boundingBox()];
  expect(map!.x + map!.width).toBeLessThanOrEqual(end!.x);
  await layers.evaluate((root) => root.scrollTo(root.scrollWidth, 0));
  await expect.poll(() => layers.getAttribute('class')).toBe('ke-layers ke-more-left');
  await layers.evaluate((root) => (root.style.width = ''));
  await expect.poll(() => layers.getAttribute('class')).toBe('ke-layers');
}

/** What is done to an explorer by mouse and keyboard, wherever it stands; `status`: where it computes. */
async function exploreBy(page: Page, explorer: Locator, status: RegExp): Promise<void> {
  await expect.poll(() => explorer.locator('.ke-status').innerText(), { timeout: 30_000 }).toMatch(status);
  const title = (): Promise<string> => explorer.locator('.ke-side .ke-title').innerText();
  const told = (): Promise<string> => explorer.locator('.ke-lines').innerText();
  await explorer.locator('[data-use="1"] .ke-map').nth(2).click();
  await expect.poll(title).toMatch(/^conv \[2\] \S+ 3, \S+ 3$/);
  await expect.poll(told).toMatch(/×.*\nrelu\(.*\) = /s);
  const box = (await explorer.locator('.ke-result').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.99, box.y + box.height * 0.01);
  await expect.poll(title).toMatch(/^conv \[2\] \S+ 0, \S+ 5$/);
  await explorer.locator('.ke-result').focus();
  await page.mouse.move(box.x + box.width + 40, box.y);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(title).toMatch(/^conv \[2\] \S+ 1, \S+ 4$/);
  const style = (): Promise<string | null> => explorer.locator('.ke-window').getAttribute('style');
  await expect.poll(style).toMatch(/top: 12\.5%; left: 50%; height: 37\.5%; width: 37\.5%/);
  await explorer.locator('.ke-score').nth(1).click();
  await expect.poll(told).toMatch(/softmax: e\^/);
  const scores = (): Promise<string[]> => explorer.locator('.ke-number').allInnerTexts();
  const before = await scores();
  await explorer.locator('[data-use="0"] .ke-map').click();
  const pad = (await explorer.locator('.ke-pad').boundingBox())!;
  await page.mouse.move(pad.x + 20, pad.y + 20);
  await page.mouse.down();
  await page.mouse.move(pad.x + pad.width - 20, pad.y + pad.height - 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(scores).not.toEqual(before);
  expect(await explorer.locator('.ke-was').count()).toBeGreaterThan(0);
  const pixel = (): Promise<string> => explorer.locator('.ke-editor [aria-live].ke-note').innerText();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await expect.poll(pixel).toMatch(/: 0\.857$/);
  await page.keyboard.press('-');
  await expect.poll(pixel).toMatch(/: 0\.771$/);
  await explorer.getByRole('button', { name: /Back to the picture|원래 그림으로/ }).click();
  await expect.poll(scores).toEqual(before);
  await explorer.locator('.ke-bar button').nth(1).click();
  await expect.poll(scores).not.toEqual(before);
  await explorer.locator('.ke-bar button').first().click();
  await expect.poll(scores).toEqual(before);
  expect(await explorer.locator('.ke-fault').isHidden()).toBe(true);
}

let folder: string;
let browser: Browser;
let server: LabServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-widgets-'));
  mkdirSync(join(folder, 'notebooks'));
  const metadata = { kernelspec: { name: 'kernelab', display_name: 'TypeScript', language: 'typescript' } };
  const notebook = {
    cells: cells.map((source, i) => ({
      id: `c${i}`,
      cell_type: 'code',
      source,
      metadata: {},
      outputs: [],
      execution_count: null,
    })),
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(join(folder, 'notebooks', 'widgets.ipynb'), JSON.stringify(notebook));
  [browser, server] = await Promise.all([
    launchBrowser(),
    startTestLab(join(folder, 'notebooks'), join(folder, 'settings'), 8940),
  ]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name = 'widgets'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/${name}.ipynb?token=${server.token}&reset`);
  await page.locator('.jp-NotebookPanel .jp-CodeCell').nth(4).waitFor({ timeout: 60_000 });
  await page.waitForFunction(
    () => /\| (?:Idle|Busy)/.test(document.querySelector('#jp-main-statusbar')?.textContent ?? ''),
    undefined,
    { timeout: 60_000 },
  );
  return page;
}

const cell = (page: Page, i: number) => page.locator('.jp-CodeCell').nth(i);
const text = (page: Page, i: number): Promise<string> => cell(page, i).locator('.jp-Cell-outputWrapper').innerText();

it('moves by mouse and keyboard, is saved, and stands there after a reload', async () => {
  const page = await open();
  await cell(page, 0).locator('.cm-content').click();
  for (let i = 0; i < cells.length; i++) await page.keyboard.press('Shift+Enter');
  await expect.poll(() => text(page, 0), { timeout: 60_000 }).toContain('σ is 2.5');
  const handle = cell(page, 0).locator('.noUi-handle');
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => text(page, 0), { timeout: 30_000 }).toContain('σ is 3');
  const bar = (await cell(page, 0).locator('.noUi-target').boundingBox())!;
  await page.mouse.click(bar.x + bar.width - 2, bar.y + bar.height / 2);
  await expect.poll(() => text(page, 0), { timeout: 30_000 }).toContain('σ is 5');
  await cell(page, 0).locator('.jp-OutputArea .js-plotly-plot, .jp-RenderedPlotly').first().waitFor();
  await cell(page, 2).locator('.own-count').click();
  await expect.poll(() => text(page, 2)).toContain('count 2');
  await expect.poll(() => text(page, 3)).toContain('broken piece');
  await expect
    .poll(() => text(page, 7), { timeout: 60_000 })
    .toMatch(/Epoch 3\/3[^]*loss [^]*filters of [^]*confusion after epoch 3/);
  expect(await cell(page, 7).locator('.kt-live').count()).toBe(1); // all the while the same output
  const toy = cell(page, 8).locator('.kp-playground');
  await toy.getByRole('button', { name: 'Play' }).press('Space');
  await expect.poll(() => toy.locator('.kp-epoch').innerText(), { timeout: 30_000 }).toMatch(/Epoch \d\d/);
  await toy.getByRole('button', { name: 'Pause' }).click();
  await page.screenshot({ path: join(pictures, 'widgets-lab.png') });
  await exploreBy(page, cell(page, 6).locator('.ke-explore'), /by the kernel/);
  await page.screenshot({ path: join(pictures, 'explore-lab.png') });
  await cell(page, 4).locator('button', { hasText: 'Loop' }).click();
  await expect.poll(() => page.locator('#jp-main-statusbar').innerText()).toContain('Busy');
  await page
    .locator(
      '.jp-NotebookPanel-toolbar jp-button[data-command="notebook:interrupt-kernel"], .jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"] jp-button',
    )
    .first()
    .click();
  await expect.poll(() => text(page, 4), { timeout: 30_000 }).toContain('Interrupted');
  await page.keyboard.press('Control+s');
  const saved = (): Record<string, unknown> =>
    (
      JSON.parse(readFileSync(join(folder, 'notebooks', 'widgets.ipynb'), 'utf8')) as {
        metadata: Record<string, unknown>;
      }
    ).metadata;
  await expect.poll(() => Object.keys(saved()), { timeout: 30_000 }).toContain('widgets');
  await page.close({ runBeforeUnload: false });

  const again = await open();
  await expect.poll(() => text(again, 0), { timeout: 60_000 }).toContain('σ is 5');
  await expect.poll(() => text(again, 2)).toContain('count 2');
  // The kernel lives on: the slider still moves it.
  await cell(again, 0).locator('.noUi-handle').focus();
  await again.keyboard.press('ArrowLeft');
  await expect.poll(() => text(again, 0), { timeout: 30_000 }).toContain('σ is 4.5');
  await again.screenshot({ path: join(pictures, 'widgets-reloaded.png') });
  const status = cell(again, 6).locator('.ke-status');
  await expect.poll(() => status.innerText(), { timeout: 30_000 }).toContain('by the kernel');
  // Weights of now.
  const scores = (): Promise<string[]> => cell(again, 6).locator('.ke-number').allInnerTexts();
  const before = await scores();
  await cell(again, 5).locator('.cm-content').click();
  await again.keyboard.press('Control+a');
  await again.keyboard.insertText("tiny.setWeights(tiny.getWeights().map((w) => w.mul(-1))); console.log('turned');");
  await again.keyboard.press('Control+Enter');
  await expect.poll(() => text(again, 5), { timeout: 30_000 }).toMatch(/^turned\s*$/);
  await cell(again, 6).getByRole('button', { name: 'Compute again' }).click();
  await expect.poll(scores).not.toEqual(before);
}, 300_000);

it('a run without a page keeps them too; the exported page moves them without a kernel or a network', async () => {
  const file = join(folder, 'notebooks', 'headless.ipynb');
  writeFileSync(file, readFileSync(join(folder, 'notebooks', 'widgets.ipynb')));
  const { notebook } = await runNotebookFile(file);
  await writeNotebook(file, notebook);
  const page = join(folder, 'page.html');
  expect(await exportCommand([file, '--output', page])).toBe(0);
  for (const [name, options] of Object.entries({
    desktop: { viewport: { width: 1000, height: 900 } },
    phone: { viewport: { width: 390, height: 844 } },
    dark: { viewport: { width: 1000, height: 900 }, colorScheme: 'dark' },
    korean: { viewport: { width: 390, height: 844 }, locale: 'ko-KR' },
  } as const)) {
    const context = await browser.newContext({ ...options, offline: true });
    const tab = await context.newPage();
    const faults: string[] = [];
    tab.on('pageerror', (error) => faults.push(error.message));
    await tab.goto(pathToFileURL(page).href);
    const places = tab.locator('.kw-place');
    await expect.poll(() => places.count()).toBe(5);
    await expect.poll(() => places.nth(0).innerText()).toContain('σ is 2.5');
    await places.nth(0).locator('.js-plotly-plot').waitFor();
    await expect.poll(() => places.nth(2).innerText()).toContain('count 1');
    await places.nth(2).locator('.own-count').click();
    await expect.poll(() => places.nth(2).innerText()).toContain('count 2');
    await expect.poll(() => places.nth(3).innerText()).toContain('broken piece');
    const slider = places.nth(1).locator('input[type="range"]');
    await places.nth(1).locator('button').first().click();
    await expect.poll(() => slider.inputValue()).toBe('20');
    await slider.focus();
    await tab.keyboard.press('ArrowLeft');
    await expect.poll(() => places.nth(1).innerText()).toContain('19');
    await places.nth(0).locator('input[type="range"]').focus();
    await tab.keyboard.press('ArrowRight');
    await expect.poll(() => places.nth(0).innerText()).toMatch(/no kernel|커널이 없습니다/);
    const lab = tab.locator('.kf-lab');
    const pixel = (): Promise<number> =>
      lab
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(9, 9, 1, 1).data[0]!);
    await expect.poll(pixel).toBeGreaterThan(0);
    await lab.locator('.kf-filter input').nth(4).fill('0');
    expect(await pixel()).toBe(0);
    await lab.locator('select').selectOption({ index: 4 });
    expect(await lab.locator('.kf-filter input').nth(3).inputValue()).toBe('-2');
    await lab.locator('.kf-filter input').nth(3).press('ArrowUp');
    expect(await lab.locator('.kf-filter input').nth(3).inputValue()).toBe('-1');
    expect(await lab.locator('.kf-said').innerText()).toContain('1');
    const explorer = tab.locator('.ke-explore');
    if (name === 'phone') await exploreBy(tab, explorer, /in this page/);
    if (options.viewport.width >= 700) await scrollsBesideOutputs(explorer.locator('.ke-layers'));
    await playWith(tab);
    await tab.evaluate(axe.source);
    const serious = await tab.evaluate(async () => {
      type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
      const { axe: checker } = globalThis as unknown as { axe: { run(where: object): Promise<Found> } };
      const { violations } = await checker.run({ include: [['.ke-explore'], ['.kp-playground'], ['.kt-live']] });
      return violations
        .filter(({ impact }) => /serious|critical/.test(impact))
        .map(({ id, nodes }) => [id, nodes[0]?.html]);
    });
    expect(serious).toEqual([]);
    expect(faults).toEqual([]);
    const { width } = options.viewport;
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await tab.screenshot({ path: join(pictures, `widgets-page-${name}.png`), fullPage: true });
    await context.close();
  }
}, 300_000);

/** The playground of a page: it learns, keeps what is chosen, and is built anew by + and −. */
async function playWith(tab: Page): Promise<void> {
  expect(await tab.locator('.kt-panel').count()).toBe(3);
  const toy = tab.locator('.kp-playground');
  const epoch = async (): Promise<number> => Number(/\d+/.exec(await toy.locator('.kp-epoch').innerText())![0]);
  const loss = async (): Promise<number> => Number(/[\d.]+/.exec(await toy.locator('.kp-said').innerText())![0]);
  const untrained = await loss();
  await toy.locator('.kp-play').click();
  await expect.poll(epoch, { timeout: 30_000 }).toBeGreaterThan(15);
  await toy.locator('.kp-play').click();
  expect(await loss()).toBeLessThan(untrained);
  await toy.locator('[data-key="+0"]').press('Enter'); // another unit: another network
  expect(await epoch()).toBe(0);
  expect(await tab.evaluate(() => (document.activeElement as HTMLElement).dataset['key'])).toBe('+0');
  await toy.getByLabel('x²').check();
  await toy.locator('.kp-code summary').click();
  expect(await toy.locator('code').innerText()).toMatch(/shape: \[3\].* x, y, x\*x[^]*Dense\(4, /);
  await toy.locator('.kp-choice select').first().selectOption('0.3');
  await toy.locator('.kp-controls button').nth(1).click();
  expect(await epoch()).toBe(1);
}

it('a notebook that nobody trusts shows still pictures of them', async () => {
  const page = await open('headless');
  await expect.poll(() => text(page, 0), { timeout: 30_000 }).toContain('sigma: 2.5');
  expect(await cell(page, 0).locator('.noUi-handle').count()).toBe(0);
  await expect.poll(() => cell(page, 0).locator('.jp-OutputArea img').count()).toBe(1);
  // An explorer needs no trust, and this kernel does not know it.
  const explorer = cell(page, 6).locator('.ke-explore');
  await expect.poll(() => explorer.locator('.ke-status').innerText(), { timeout: 30_000 }).toContain('in this page');
  await explorer.locator('[data-use="1"] .ke-map').nth(2).click();
  await expect.poll(() => explorer.locator('.ke-lines').innerText()).toContain('relu(');
  await page.screenshot({ path: join(pictures, 'widgets-untrusted.png') });
  await page.close({ runBeforeUnload: false });
}, 300_000);

it('a page without widgets is not larger for them', async () => {
  const file = join(folder, 'notebooks', 'plain.ipynb');
  const plain = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(file, JSON.stringify(plain));
  expect(await exportCommand([file, '--output', join(folder, 'plain.html')])).toBe(0);
  expect(readFileSync(join(folder, 'plain.html'), 'utf8')).not.toMatch(/unpkg|require\.js/);
}, 100_000);
