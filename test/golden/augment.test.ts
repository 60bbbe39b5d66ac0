/** @file ImageDataGenerator with `kerasCompat` against pictures that Keras itself made (make_augment.py). */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromTyped, np, type NDArray } from '../../src/array/index.ts';
import { ImageDataGenerator, type ImageDataGeneratorOptions } from '../../src/datasets/augment/index.ts';
import type { DataframeOptions } from '../../src/datasets/augment/dataframe.ts';
import type { DirectoryOptions } from '../../src/datasets/augment/directory.ts';
import { loadPicture, type LoadOptions } from '../../src/datasets/augment/load.ts';
import { image } from '../../src/image/index.ts';

interface Golden {
  flow: { name: string; options: ImageDataGeneratorOptions; batches: { x: string; y: number[] }[] }[];
  draws: { seed: number; parameters: Record<string, number | boolean> }[];
  folder: {
    options: DirectoryOptions;
    filenames: string[];
    classes: number[];
    classIndices: Record<string, number>;
    shape: number[];
    x: string;
    y: string;
    yShape: number[];
  }[];
  table: {
    rows: Record<string, unknown>[];
    cases: {
      options: DataframeOptions;
      filenames: string[];
      classIndices: Record<string, number> | null;
      x: string;
      y: { shape: number[]; data: string }[];
      w: string | null;
    }[];
  };
  load: {
    file: string;
    bytes: string;
    cases: { options: Omit<LoadOptions, 'keepAspectRatio' | 'kerasCompat'>; x: string }[];
  }[];
}

const golden = JSON.parse(readFileSync(new URL('augment.json', import.meta.url), 'utf8')) as Golden;
const [N, H, W] = [5, 9, 7];

function pictures(channels: number): NDArray {
  const data = new Float32Array(N * H * W * channels);
  for (let i = 0; i < data.length; i++) {
    data[i] = (i * 37 + Math.floor(i / 11) * 53 + Math.floor(i / 97) * 101) % 256;
  }
  return fromTyped(data, [N, H, W, channels]);
}

function floats(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

/** Pictures agree within 1/255 of their range; nearly all differ by rounding only. */
function expectPictures(ours: ArrayLike<number>, theirs: Float32Array): void {
  expect(ours.length).toBe(theirs.length);
  let [low, high] = [Infinity, -Infinity];
  for (const v of theirs) [low, high] = [Math.min(low, v), Math.max(high, v)];
  const tolerance = Math.max(high - low, 1e-3) * 1e-4;
  let worst = 0;
  let rough = 0;
  for (let i = 0; i < theirs.length; i++) {
    const difference = Math.abs(ours[i]! - theirs[i]!);
    worst = Math.max(worst, difference);
    if (difference > tolerance) rough++;
  }
  expect(worst).toBeLessThanOrEqual((high - low) / 255 + tolerance);
  expect(rough).toBeLessThanOrEqual(theirs.length * 0.02);
}

describe('flow, equal to Keras picture by picture', () => {
  it.each(golden.flow)('$name', async ({ name, options, batches }) => {
    let x = pictures(name.includes('zca') ? 1 : 3);
    if (name === 'zca') x = x.at(':', ':4', ':4');
    if (name.includes('rescaled data')) x = x.mul(2).sub(200);
    if (name === 'channels first') x = x.transpose(0, 3, 1, 2);
    const generator = ImageDataGenerator({ ...options, kerasCompat: true });
    if (name.includes('feature') || name.includes('zca'))
      generator.fit(x, name.includes('augmented') ? { augment: true, rounds: 2, seed: 5 } : {});
    for (const [part, seed, shuffle] of [[0, 3, true], [4, undefined, false]] as const) {
      np.random.seed(42);
      const it = generator.flow(x, np.arange(N), { batchSize: 2, shuffle, seed });
      for (let b = 0; b < 4; b++) {
        const [bx, by] = (await it.next()) as [NDArray, NDArray];
        const theirs = batches[part + b]!;
        expect([...by.toTyped()]).toEqual(theirs.y);
        expectPictures(bx.toTyped(), floats(theirs.x));
      }
    }
    const it = generator.flow(x, np.arange(N), { batchSize: 2, seed: 8 });
    for (const [k, i] of [1, 2, 0].entries()) {
      const [bx, by] = await it.get(i);
      const theirs = batches[8 + k];
      if (theirs === undefined) break; // only some cases were asked by number
      expect([...by.toTyped()]).toEqual(theirs.y);
      expectPictures(bx.toTyped(), floats(theirs.x));
    }
  });
});

describe('the draws of one transform', () => {
  it.each(golden.draws)('seed $seed', ({ seed, parameters }) => {
    const { options } = golden.flow.find((each) => each.name === 'everything')!;
    const drawn = ImageDataGenerator({ ...options, kerasCompat: true }).getRandomTransform([H, W, 3], seed);
    expect({ ...drawn }).toEqual({
      theta: parameters['theta'],
      tx: parameters['tx'],
      ty: parameters['ty'],
      shear: parameters['shear'],
      zx: parameters['zx'],
      zy: parameters['zy'],
      flipHorizontal: parameters['flip_horizontal'],
      flipVertical: parameters['flip_vertical'],
      channelShiftIntensity: parameters['channel_shift_intensity'],
      brightness: parameters['brightness'],
    });
  });
});

describe('flowFromDirectory, equal to Keras', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kernelab-augment-'));
    for (const [c, name] of ['cat', 'dog', 'frog'].entries()) {
      mkdirSync(join(folder, name));
      for (let k = 0; k < 2 + c; k++) {
        const bytes = Uint8Array.from({ length: 11 * 13 * 3 }, (_, i) => (i * 29 + c * 91 + k * 57 + Math.floor(i / 7)) % 256);
        await image.imsave(join(folder, name, `p${k}.png`), fromTyped(bytes, [11, 13, 3]));
      }
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(golden.folder)('$options', async ({ options, ...theirs }) => {
    const generator = ImageDataGenerator({ rescale: 1 / 255, horizontalFlip: true, validationSplit: 0.4, kerasCompat: true });
    const it = await generator.flowFromDirectory(folder, { batchSize: 3, seed: 5, ...options });
    expect(it.filenames).toEqual(theirs.filenames);
    expect([...it.classes!]).toEqual(theirs.classes);
    expect(it.classIndices).toEqual(theirs.classIndices);
    const [x, y] = (await it.next()) as [NDArray, NDArray];
    expect(x.shape).toEqual(theirs.shape);
    expectPictures(x.toTyped(), floats(theirs.x));
    expect(y.shape).toEqual(theirs.yShape);
    expectPictures(y.toTyped(), floats(theirs.y));
  });

  it.each(golden.table.cases)('from a table: $options', async ({ options, ...theirs }) => {
    const generator = ImageDataGenerator({ rotationRange: 20, rescale: 1 / 255, validationSplit: 0.3, kerasCompat: true });
    const it = await generator.flowFromDataframe(golden.table.rows, {
      directory: folder,
      targetSize: [6, 7],
      batchSize: 4,
      seed: 2,
      ...options,
    });
    expect(it.filenames).toEqual(theirs.filenames);
    expect(it.classIndices ?? null).toEqual(theirs.classIndices);
    const [x, y, w] = (await it.next()) as unknown as [NDArray, NDArray | NDArray[], NDArray?];
    expectPictures(x.toTyped(), floats(theirs.x));
    for (const [i, label] of [y].flat().entries()) {
      expect(label.shape).toEqual(theirs.y[i]!.shape);
      expectPictures(label.toTyped(), floats(theirs.y[i]!.data));
    }
    expect(w ? [...w.toTyped()] : null).toEqual(theirs.w === null ? null : [...floats(theirs.w)]);
  });
});

describe('files of rare kinds, equal to Keras', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kernelab-load-'));
    mkdirSync(join(folder, 'kinds'));
    for (const { file, bytes } of golden.load) writeFileSync(join(folder, 'kinds', file), Buffer.from(bytes, 'base64'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(golden.load)('$file', async ({ file, cases }) => {
    const path = join(folder, 'kinds', file);
    for (const { options, x } of cases) {
      const ours = await loadPicture(path, { ...options, keepAspectRatio: false, kerasCompat: true }, 'float32');
      expect([JSON.stringify(options), [...ours.data]]).toEqual([JSON.stringify(options), [...floats(x)]]);
    }
  });

  it('flowFromDirectory takes them all', async () => {
    const it = await ImageDataGenerator().flowFromDirectory(folder, { targetSize: [7, 9], shuffle: false });
    expect(it.filenames).toEqual(golden.load.map(({ file }) => `kinds/${file}`).sort());
    const [x] = await it.next();
    expect(x.shape).toEqual([golden.load.length, 7, 9, 3]);
  });
});
