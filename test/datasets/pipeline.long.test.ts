/** @file Data larger than what may be held stream through a dataset: what arrays take meanwhile stays below a bound. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';
import { keras } from '../../src/keras/index.ts';

const MIB = 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), 'streaming-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Goes through a dataset: its elements, and the most bytes that arrays took meanwhile. */
async function peakOf(data: datasets.Dataset): Promise<{ elements: number; peak: number }> {
  let [elements, peak] = [0, 0];
  for await (const _ of data) {
    elements++;
    peak = Math.max(peak, process.memoryUsage().arrayBuffers);
  }
  return { elements, peak: peak / MIB };
}

it('1 GiB out of a generator, through a buffer of 16 MiB', async () => {
  const large = datasets.Dataset.fromGenerator(
    function* () {
      for (let i = 0; i < 512; i++) yield np.full([512, 512], i);
    },
    { length: 512 },
  );
  const { elements, peak } = await peakOf(large.shuffle(8, { seed: 1 }).batch(4).prefetch(1));
  expect(elements).toBe(128);
  expect(peak).toBeLessThan(400);
});

it('a folder of pictures that is twice the bound', async () => {
  for (let k = 0; k < 40; k++) {
    mkdirSync(join(folder, `class${k % 2}`), { recursive: true });
    await keras.utils.saveImg(join(folder, `class${k % 2}`, `${k}.png`), np.full([24, 24, 3], k), { scale: false });
  }
  const pictures = keras.utils.imageDatasetFromDirectory(folder, {
    imageSize: [256, 256],
    batchSize: 8,
    seed: 1,
    verbose: false,
  });
  const { elements, peak } = await peakOf(pictures.repeat(20)); // 800 pictures of 0.75 MiB
  expect(elements).toBe(100);
  expect(peak).toBeLessThan(300);
});
