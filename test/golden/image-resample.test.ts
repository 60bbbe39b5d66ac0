/**
 * @file Pictures that overshoot as far as they can are resampled to exactly Pillow's pixels, and such files become the
 * batches Keras's ImageDataGenerator makes: image-resample.json, written by make_image_resample.py.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromTyped, type NDArray } from '../../src/array/index.ts';
import { ImageDataGenerator } from '../../src/datasets/augment/index.ts';
import type { DirectoryOptions } from '../../src/datasets/augment/directory.ts';
import { image } from '../../src/image/index.ts';

interface Golden {
  sizes: [number, number][];
  /** [top, left, height, width]; null is the whole picture. */
  boxes: ([number, number, number, number] | null)[];
  /** crc[method][box][size] */
  resample: {
    name: string;
    dtype: 'uint8' | 'uint16';
    shape: number[];
    data: string;
    crc: Record<image.ResampleMethod, number[][]>;
  }[];
  keras: {
    file: string;
    bytes: string;
    /** Bytes, or float32 where pictures are turned. */
    cases: { options: DirectoryOptions; rotationRange: number; want: string }[];
  }[];
}

const golden = JSON.parse(readFileSync(new URL('image-resample.json', import.meta.url), 'utf8')) as Golden;
const bytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'));

describe(`resizePillow equals Pillow: ${golden.sizes.length} sizes, ${golden.boxes.length} boxes`, () => {
  test.each(golden.resample)('$name', ({ dtype, shape, data, crc }) => {
    const raw = bytes(data);
    const picture = fromTyped(dtype === 'uint16' ? new Uint16Array(raw.buffer) : raw, shape, dtype);
    for (const [method, wanted] of Object.entries(crc)) {
      const ours = golden.boxes.map((box) =>
        golden.sizes.map((size) => {
          const options = { method: method as image.ResampleMethod, ...(box ? { box } : {}) };
          return crc32(image.resizePillow(picture, size, options).toTyped());
        }),
      );
      expect([method, ours]).toEqual([method, wanted]);
    }
  });
});

describe.each(golden.keras)('ImageDataGenerator equals Keras: $file', ({ file, bytes: content, cases }) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kernelab-resample-'));
    mkdirSync(join(folder, 'one'));
    writeFileSync(join(folder, 'one', file), bytes(content));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(cases)('$options, turned by up to $rotationRange', async ({ options, rotationRange, want }) => {
    const flow = await ImageDataGenerator({ rotationRange, kerasCompat: true }).flowFromDirectory(folder, {
      targetSize: [24, 30],
      classMode: null,
      seed: 7,
      ...options,
    });
    const next = await flow.next();
    const ours = [...((Array.isArray(next) ? next[0] : next) as NDArray).toTyped()];
    const theirs = rotationRange === 0 ? bytes(want) : new Float32Array(bytes(want).buffer);
    expect(ours.length).toBe(theirs.length);
    const worst = Math.max(...ours.map((v, i) => Math.abs(v - theirs[i]!)));
    expect(worst).toBeLessThanOrEqual(rotationRange === 0 ? 0 : 1e-3);
  });
});
