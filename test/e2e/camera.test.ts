/** @file image.camera in real JupyterLab with a camera that the browser plays: a press stores a picture in the label's folder. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabServer } from '../../src/cli/lab.ts';
import { image } from '../../src/image/index.ts';
import { launchBrowser, pictures, startTestLab } from './browser.ts';

let folder: string;
let server: LabServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-camera-'));
  const cell = (source: string, i: number) => ({
    cell_type: 'code',
    id: `cell-${i}`,
    metadata: {},
    execution_count: null,
    source,
    outputs: [],
  });
  const metadata = {
    kernelspec: { name: 'kernelab', display_name: 'TypeScript', language: 'typescript' },
    language_info: { name: 'typescript', mimetype: 'text/typescript', file_extension: '.ts' },
  };
  const cells = [cell("image.camera('shots', { labels: ['cup', 'my pen'], size: 64 })", 0)];
  writeFileSync(join(folder, 'camera.ipynb'), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
  server = await startTestLab(folder, join(folder, 'settings'), 20_040);
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

it('stores what is taken, says so, and lets the camera go when its output goes', async () => {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  await page.goto(server.url.replace('/lab?', '/lab/tree/camera.ipynb?'));
  // A cell that is run before the kernel is there is not run at all.
  await page.waitForFunction(
    () => /\| Idle/.test(document.querySelector('#jp-main-statusbar')?.textContent ?? ''),
    undefined,
    { timeout: 90_000 },
  );
  await page.locator('.jp-Notebook .jp-CodeCell').first().click();
  await page.keyboard.press('Shift+Enter');
  const panel = page.locator('.kernelab-camera');
  await panel.locator('button').first().waitFor({ timeout: 120_000 });
  expect(await panel.locator('video').isVisible(), 'no camera before it is started').toBe(false);

  await panel.locator('button').first().click();
  await panel.locator('video').waitFor({ state: 'visible' });
  for (const label of ['cup', 'my pen']) {
    await panel.locator('button', { hasText: label }).click();
    await expect.poll(() => panel.locator('[role=status]').textContent()).toContain(`${label}/${label}-`);
    const [file] = readdirSync(join(folder, 'shots', label));
    const taken = await image.decode(readFileSync(join(folder, 'shots', label, file!)));
    expect(taken.shape).toEqual([64, 64, 3]);
    expect(taken.std(), 'a picture, not a grey square').toBeGreaterThan(5);
  }
  await page.screenshot({ path: join(pictures, 'camera.png') });

  const live = () =>
    panel
      .locator('video')
      .evaluate((video) => (video as unknown as { srcObject: { active: boolean } }).srcObject.active);
  expect(await live()).toBe(true);
  await panel.locator('button').last().click();
  await expect.poll(live).toBe(false);
  expect(existsSync(join(folder, 'shots', 'cup'))).toBe(true);
});
