/**
 * @file A folder of pictures larger than the shuffle buffer, gone through again and again by imageDatasetFromDirectory: pictures a
 * second beside Keras's own (the same files and sizes), and what stays in memory. 1,000 pictures of 128 × 128 are 188 MiB
 * as floats; the buffer mixes names, and the stages hold some batches.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromTyped } from '../src/array/index.ts';
import { image } from '../src/image/index.ts';
import { keras } from '../src/keras/index.ts';
import { PythonPeer, pythonWith } from './python-peer.ts';
import { progress, versions, wanted, type Bench, type BenchReport } from './report.ts';

const PICTURES = 1_000;
const PASSES = 12;
const MIB = 2 ** 20;
const OPTIONS = { imageSize: [128, 128], batchSize: 32, seed: 1, verbose: false } as const;

const bench: Bench = {
  name: 'streaming',
  describe: 'a folder larger than the shuffle buffer: pictures a second beside keras, resident memory and its slope',
  async run({ threads, peers, json }): Promise<BenchReport> {
    const folder = await pictureFolder();
    const found = wanted({ threads, peers, json }, 'keras')
      ? pythonWith(['keras', 'tensorflow', 'PIL'])
      : { why: 'not asked for' };
    const peer = 'python' in found ? new PythonPeer(found.python, 'keras_streaming.py', threads) : undefined;
    try {
      const data = keras.utils.imageDatasetFromDirectory(folder, OPTIONS);
      const resident: number[] = [];
      let rate = 0;
      for (let pass = 0; pass < PASSES; pass++) {
        const began = performance.now();
        let pictures = 0;
        for await (const [x] of data) pictures += x.shape[0]!;
        rate = Math.max(rate, (pictures / (performance.now() - began)) * 1000);
        resident.push(process.memoryUsage().rss / MIB);
        progress(`pass ${pass + 1}: ${resident.at(-1)!.toFixed(0)} MiB`);
      }
      progress('');
      const theirs = await peer?.ask<{ rate: number }>({ path: folder, passes: 3 });
      const known = peer ? await peer.ask<Record<string, string>>({ versions: true }) : {};
      const settled = resident.slice(PASSES / 2);
      return {
        bench: 'streaming',
        versions: versions(known),
        threads,
        cases: [
          {
            case: `${PICTURES} JPEG files to 128×128`,
            unit: 'pictures/s',
            better: 'higher',
            ours: rate,
            peers: theirs ? { keras: theirs.rate } : {},
          },
          {
            case: 'resident size, growth over the second half of the passes',
            unit: 'MiB',
            better: 'lower',
            ours: settled.at(-1)! - settled[0]!,
            peers: {},
            notes: [`resident after each pass: ${resident.map((mib) => mib.toFixed(0)).join(' ')} MiB`],
          },
        ],
        missing: 'why' in found ? { keras: found.why } : {},
      };
    } finally {
      peer?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

/** JPEG files of smooth colour, 160 × 200, in four folders. */
async function pictureFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-bench-streaming-'));
  for (let k = 0; k < PICTURES; k++) {
    const name = `class${k % 4}`;
    mkdirSync(join(folder, name), { recursive: true });
    const bytes = Uint8Array.from({ length: 160 * 200 * 3 }, (_, i) => {
      const [row, column] = [Math.floor(i / 600), Math.floor(i / 3) % 200];
      return 128 + 100 * Math.sin(row / (9 + (k % 50))) * Math.cos(column / (17 + (i % 3)));
    });
    await image.imsave(join(folder, name, `${k}.jpg`), fromTyped(bytes, [160, 200, 3]));
    if (k % 100 === 0) progress(`drawing ${k} of ${PICTURES}`);
  }
  return folder;
}
