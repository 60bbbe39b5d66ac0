/** @file The browser and the JupyterLab that the tests in this folder share: how both are started. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { findOrBringBrowser } from '../../src/cli/browser.ts';
import { freePort, startLab, type LabServer } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';

/** Where the tests leave what they saw. */
export const pictures = join(root, 'build', 'e2e');

/** Starts Chromium without any background traffic. `extra`: further switches of its command line. */
export function launchBrowser(extra: readonly string[] = []): Promise<Browser> {
  const { path: executablePath, env } = findOrBringBrowser((text) => process.stdout.write(`${text}\n`));
  mkdirSync(pictures, { recursive: true });
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--disable-gpu', ...quiet, ...extra],
  });
}

/** Starts JupyterLab on a folder of notebooks. It draws every cell, not only those in sight, so that all can be counted. */
export async function startTestLab(
  notebooks: string,
  settings: string,
  firstPort: number,
  baseUrl = '/',
): Promise<LabServer> {
  const tracker = join(settings, '@jupyterlab', 'notebook-extension');
  mkdirSync(tracker, { recursive: true });
  writeFileSync(join(tracker, 'tracker.jupyterlab-settings'), JSON.stringify({ windowingMode: 'none' }));
  const env = { JUPYTERLAB_SETTINGS_DIR: settings, KERNELAB_QUICK: '1' };
  return startLab({ port: await freePort(firstPort), dir: notebooks, env, baseUrl });
}
