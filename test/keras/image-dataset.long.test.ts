/** @file Folders of pictures, read on threads: lazily, with the names of their classes. Values: test/golden/pipeline.test.ts. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'keras-pets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { utils } = keras;
const said = async (work: () => unknown): Promise<string> => (await messageOf(work)).replaceAll(folder, 'DIR');

describe('imageDatasetFromDirectory', () => {
  it('is lazy, keeps class names, and names an unreadable picture when it comes to it', async () => {
    const pets = join(folder, 'pets');
    for (const [i, name] of ['개/a.png', '개/b.png', '고양이/c.png'].entries()) {
      mkdirSync(join(pets, name.split('/')[0]!), { recursive: true });
      await utils.saveImg(join(pets, name), np.ones([6, 4, 3]).mul(i), { scale: false });
    }
    const logged = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const ds = utils.imageDatasetFromDirectory(pets, { imageSize: [3, 2], batchSize: 2, shuffle: false });
    expect(logged.mock.calls).toEqual([['Found 3 files belonging to 2 classes.']]);
    logged.mockRestore();
    expect([ds.classNames, ds.map((x, y) => [x.div(255), y]).cache().classNames, ds.length]).toEqual([
      ['개', '고양이'],
      ['개', '고양이'],
      2,
    ]);
    const [[x, y]] = (await ds.take(1).toArray()) as [[NDArray, NDArray]];
    expect([x.shape, x.dtype, y.dtype, y.toList()]).toEqual([[2, 3, 2, 3], 'float32', 'int32', [0, 0]]);
    writeFileSync(join(pets, '고양이', 'c.png'), 'no picture');
    expect(await said(() => ds.toArray())).toContain(`'DIR/pets/고양이/c.png'`);
  });

  it('gives every picture before a broken one, and names that one, on any number of threads', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let i = 0; i < 40; i++) {
      const path = join(many, `${String(i).padStart(2, '0')}.png`);
      if (i === 21 || i === 30) writeFileSync(path, 'no picture');
      else await utils.saveImg(path, np.ones([3, 3, 3]).mul(i), { scale: false });
    }
    const child = join(import.meta.dirname, 'broken-picture-child.ts');
    for (const threads of ['0', '1', '2']) {
      const env = { ...process.env, KERNELAB_THREADS: threads };
      const { stdout } = await promisify(execFile)(process.execPath, [child, many], { env });
      const { seen, failure } = JSON.parse(stdout) as { seen: number[]; failure: string };
      expect(seen, threads).toEqual(Array.from({ length: 21 }, (_, i) => i));
      expect(failure.replaceAll(folder, 'DIR'), threads).toMatch(
        /^FormatError: imageDatasetFromDirectory: .*'DIR\/many\/21\.png'/,
      );
    }
  });
});
