/** @file Folders of pictures, read on threads: lazily, with the names of their classes. Values: test/golden/pipeline.test.ts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
});
