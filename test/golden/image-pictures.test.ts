/**
 * @file The lecture's pictures (and a few photographs) decode to exactly the pixels Pillow gives. Needs the files: the folder
 * KERNELAB_DATA; without them the tests are skipped and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { image } from '../../src/image/index.ts';
import { realData } from '../real-data.ts';

interface Row {
  shape: number[];
  dtype: string;
  crc: number;
}

const rows = JSON.parse(readFileSync(new URL('image-pictures.json', import.meta.url), 'utf8')) as Record<string, Row>;
const folder = realData('image/david.png');

test('the list holds the 42 pictures of the lectures', () => {
  expect(Object.keys(rows).filter((name) => /^(Proj2|image)\//.test(name))).toHaveLength(42);
  expect(rows['image/david.png']!.shape).toEqual([109, 120, 2]);
  expect(rows['image/book.png']!.shape).toEqual([533, 800, 3]);
});

test.for(Object.entries(rows))('%s equals Pillow (skipped without the data folder)', async ([name, row], { skip }) => {
  if (folder === undefined || !existsSync(join(folder, name))) skip('no data folder: set KERNELAB_DATA');
  const picture = await image.imread(join(folder!, name));
  expect([picture.shape, picture.dtype]).toEqual([row.shape, row.dtype]);
  expect(crc32(picture.toTyped())).toBe(row.crc);
});
