/** @file image.camera: folders are made, the page holds what it was told and nothing can break out of it, bad labels are refused. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { afterAll, expect, it } from 'vitest';
import { displaySymbol } from '../../src/display/index.ts';
import { image } from '../../src/image/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-camera-'));
afterAll(() => rmSync(folder, { recursive: true }));
const htmlOf = (panel: image.CameraPanel) => String(panel[displaySymbol]()['text/html']);

it('makes a folder per label and a page of its own each time', () => {
  const panel = image.camera(join(folder, 'a'), { labels: ['cup', 'pen'] });
  expect(existsSync(join(folder, 'a', 'cup')) && existsSync(join(folder, 'a', 'pen'))).toBe(true);
  const [first, second] = [htmlOf(panel), htmlOf(panel)];
  expect(first).toContain('"labels":["cup","pen"],"size":224');
  expect(/id="([^"]+)"/.exec(first)![1]).not.toBe(/id="([^"]+)"/.exec(second)![1]);
  image.camera(join(folder, 'b', 'c'));
  expect(existsSync(join(folder, 'b', 'c'))).toBe(true);
});

it('holds a script that compiles, and folder names cannot end it', () => {
  const html = htmlOf(image.camera(join(folder, '<', 'script>x')));
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)];
  expect(scripts).toHaveLength(1);
  expect(() => compileFunction(scripts[0]![1]!)).not.toThrow();
  expect(html.match(/<\/script>/g)).toHaveLength(1);
});

it('names the home folder ~, as JupyterLab does', () => {
  const panel = image.camera(join(folder, 'd'));
  const told = /"folder":"([^"]+)"/.exec(htmlOf(panel))![1]!;
  expect(told.startsWith(homedir())).toBe(false);
  expect(told.endsWith('/d')).toBe(true);
});

it('refuses labels that are no folder names, and folders that cannot be made', () => {
  writeFileSync(join(folder, 'file'), '');
  const tries = [
    () => image.camera(''),
    () => image.camera(3 as never),
    () => image.camera(folder, { labels: ['a/b'] }),
    () => image.camera(folder, { labels: ['.hidden'] }),
    () => image.camera(folder, { labels: ['cup', 'cup'] }),
    () => image.camera(folder, { labels: 'cup' as never }),
    () => image.camera(folder, { size: 4 }),
    () => image.camera(join(folder, 'file', 'x')),
  ];
  const texts = tries.map((attempt) => {
    try {
      attempt();
      return 'nothing was thrown';
    } catch (error) {
      return String(error).replaceAll(folder, 'FOLDER');
    }
  });
  expect(texts).toMatchInlineSnapshot(`
    [
      "ValueError: image.camera: takes the path of a folder. Received an empty text.",
      "ValueError: image.camera: takes the path of a folder. Received number.",
      "ValueError: image.camera: labels are the names of folders, each another one, without / \\ : * ? " < > | and no dot in front. Received 'a/b'.",
      "ValueError: image.camera: labels are the names of folders, each another one, without / \\ : * ? " < > | and no dot in front. Received '.hidden'.",
      "ValueError: image.camera: labels are the names of folders, each another one, without / \\ : * ? " < > | and no dot in front. Received 'cup'.",
      "ValueError: image.camera: labels must be a list of values, each a text. Received 'cup'.",
      "ValueError: image.camera: size must be a whole number from 8 to 4096. Received 4.",
      "FileError: image.camera: 'FOLDER/file' is a file, not a folder. Received 'FOLDER/file/x'.",
    ]
  `);
});
