import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromTyped, np, type NDArray } from '../../src/array/index.ts';
import { applyTransform } from '../../src/datasets/augment/apply.ts';
import { ImageDataGenerator } from '../../src/datasets/augment/index.ts';
import { resolveOptions } from '../../src/datasets/augment/options.ts';
import { identity } from '../../src/datasets/augment/transform.ts';
import { image } from '../../src/image/index.ts';

/** One bright pixel in the middle of a dark picture. */
function spot(h = 5, w = 7): NDArray {
  const x = np.zeros([h, w, 1], 'float32');
  x.set((h - 1) / 2, (w - 1) / 2, 0, 100);
  return x;
}

function brightest(x: NDArray): [number, number] {
  const at = np.argmax(x);
  return [Math.floor(at / x.shape[1]!), at % x.shape[1]!];
}

describe('what the names say (kerasCompat off)', () => {
  const generator = ImageDataGenerator({ fillMode: 'constant' });

  it('tx moves a picture up, ty to the left, by whole pixels', () => {
    expect(brightest(generator.applyTransform(spot(), { tx: 1 }))).toEqual([1, 3]);
    expect(brightest(generator.applyTransform(spot(), { ty: 2 }))).toEqual([2, 1]);
  });

  it('with kerasCompat the two axes are swapped, as in Keras since 2.9', () => {
    const compatible = ImageDataGenerator({ fillMode: 'constant', kerasCompat: true });
    expect(brightest(compatible.applyTransform(spot(), { tx: 1 }))).toEqual([2, 2]);
  });

  it('rotation keeps the centre of a picture that is not square', () => {
    expect(brightest(generator.applyTransform(spot(5, 9), { theta: 90 }))).toEqual([2, 4]);
  });

  it('a height shift moves rows only, a width shift columns only', () => {
    const x = np.arange(24).reshape(1, 4, 6, 1).astype('float32');
    const rows = ImageDataGenerator({ heightShiftRange: [1] }).applyTransform(x.at(0), { tx: 1 });
    expect(rows.at(0, ':', 0).toTyped()).toEqual(x.at(0, 1, ':', 0).toTyped());
  });

  it('brightness of pictures in [0, 1] stays in [0, 1]', () => {
    const x = np.full([2, 2, 3], 0.5).astype('float32');
    expect(generator.applyTransform(x, { brightness: 1.5 }).item(0, 0, 0)).toBe(0.75);
    expect(generator.applyTransform(x, { brightness: 4 }).max()).toBe(1);
    const compatible = ImageDataGenerator({ kerasCompat: true });
    expect(compatible.applyTransform(x, { brightness: 1.5 }).max()).toBe(0);
  });

  it('leaves its argument alone', () => {
    const x = spot();
    ImageDataGenerator({ rescale: 2, samplewiseCenter: true }).standardize(x);
    expect(x.max()).toBe(100);
  });

  it('keeps whole-number pictures whole', () => {
    const bytes = np
      .array([
        [[10], [20]],
        [[30], [40]],
      ])
      .astype('uint8');
    const out = generator.applyTransform(bytes, { ty: 0.5 });
    expect(out.dtype).toBe('uint8');
    expect([...out.toTyped()]).toEqual([15, 0, 35, 0]);
  });
});

describe('flow', () => {
  const x = np
    .arange(4 * 3 * 3)
    .reshape(4, 3, 3, 1)
    .astype('float32');
  const y = np.arange(4);

  it('gives epochs of batches with a short last one, and starts over', async () => {
    const it = ImageDataGenerator().flow(x, y, { batchSize: 3, shuffle: false });
    expect(it.length).toBe(2);
    const sizes: number[] = [];
    const labels: number[] = [];
    for await (const [bx, by] of it) {
      sizes.push(bx.shape[0]!);
      labels.push(...by.toTyped());
      if (sizes.length === 3) break;
    }
    expect(sizes).toEqual([3, 1, 3]);
    expect(labels).toEqual([0, 1, 2, 3, 0, 1, 2]);
  });

  it('gives the same pictures for the same seed, and access by number', async () => {
    const make = () => ImageDataGenerator({ rotationRange: 40 }).flow(x, y, { batchSize: 2, seed: 9 });
    const [a, b] = [(await make().next())[0], (await make().get(0))[0]];
    expect(a.toTyped()).toEqual(b.toTyped());
    await expect(make().get(7)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[IndexError: flow: there are 2 batches. Received batch 7.]`,
    );
  });

  it('splits off the first part for validation', async () => {
    const generator = ImageDataGenerator({ validationSplit: 0.25 });
    const options = { batchSize: 9, shuffle: false, ignoreClassSplit: true } as const;
    const [, validation] = await generator.flow(x, y, { ...options, subset: 'validation' }).next();
    const [, training] = await generator.flow(x, y, { ...options, subset: 'training' }).next();
    expect([...validation.toTyped()]).toEqual([0]);
    expect([...training.toTyped()]).toEqual([1, 2, 3]);
    expect(() => generator.flow(x, y, { subset: 'training' })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: ImageDataGenerator.flow: the training and validation parts must hold the same labels. Received validation 0; training 1,2,3. Arrays sorted by label must be shuffled first; ignoreClassSplit: true takes them as they are.]`,
    );
  });

  it('carries extra arrays and weights along', async () => {
    const it = ImageDataGenerator().flow([x, np.arange(4).mul(10)], y, {
      batchSize: 4,
      shuffle: false,
      sampleWeight: np.ones([4]),
    });
    const [first, labels, weights] = await it.next();
    expect((first as NDArray[]).map((a) => a.shape)).toEqual([[4, 3, 3, 1], [4]]);
    expect((labels as NDArray).shape).toEqual((weights as NDArray).shape);
  });

  it('runs the own function after the transform and before rescale', async () => {
    const seen: number[] = [];
    const preprocessingFunction = (p: NDArray) => {
      seen.push(p.max());
      return p.add(1);
    };
    const it = ImageDataGenerator({ preprocessingFunction, rescale: 0.5 }).flow(x, { batchSize: 1, shuffle: false });
    const [batch] = await it.next();
    expect(seen).toEqual([8]);
    expect(batch.max()).toBe(4.5);
  });

  it('says what does not fit', () => {
    const generator = ImageDataGenerator();
    expect(() => generator.flow(x.at(0), y)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: ImageDataGenerator.flow: x and y must have the same length. Received x (3, 3, 1), y (4,).]`,
    );
    expect(() => generator.flow(x, np.arange(3))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: ImageDataGenerator.flow: x and y must have the same length. Received x (4, 3, 3, 1), y (3,).]`,
    );
    expect(() => generator.flow(x, y, { batchSize: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: ImageDataGenerator.flow: batchSize must be a whole number of at least 1. Received 0.]`,
    );
  });
});

describe('arguments', () => {
  it.each([
    [{ rotation_range: 3 }],
    [{ validationSplit: 1 }],
    [{ zoomRange: [1, 2, 3] }],
    [{ fillMode: 'mirror' }],
    [{ interpolationOrder: 6 }],
    [{ brightnessRange: 0.5 }],
    [{ rescale: NaN }],
  ])('%j is refused', (options) => {
    expect(() => ImageDataGenerator(options as never)).toThrowErrorMatchingSnapshot();
  });

  it('switches on what belongs together, and says so', () => {
    const warnings: string[] = [];
    const settings = resolveOptions({ zcaWhitening: true, featurewiseStdNormalization: true }, (text) =>
      warnings.push(text),
    );
    expect(settings.featurewiseCenter).toBe(true);
    expect(settings.featurewiseStdNormalization).toBe(false);
    expect(warnings).toHaveLength(2);
  });
});

describe('folders and tables', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kernelab-folders-'));
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, 'good', name), { recursive: true });
      for (let i = 0; i < 3; i++) {
        const bytes = new Uint8Array(6 * 8 * 3).fill(name === 'a' ? 10 * i : 200 + i);
        await image.imsave(join(folder, 'good', name, `${i}.png`), fromTyped(bytes, [6, 8, 3]));
      }
    }
    mkdirSync(join(folder, 'bad', 'a'), { recursive: true });
    writeFileSync(join(folder, 'bad', 'a', 'broken.png'), 'no picture');
    await image.imsave(join(folder, 'bad', 'a', 'fine.png'), fromTyped(new Uint8Array(12), [2, 2, 3]));
    writeFileSync(join(folder, 'table.csv'), 'file,label\na/0.png,cat\nb/1.png,dog\nb/none.png,dog\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names a broken file, or leaves it out when asked', async () => {
    const generator = ImageDataGenerator();
    const error = await generator.flowFromDirectory(join(folder, 'bad')).catch((e: unknown) => e);
    expect(String(error).replaceAll(folder, '…')).toMatchInlineSnapshot(
      `"FormatError: ImageDataGenerator.flowFromDirectory: 1 of 2 files are no pictures. Received …/bad/a/broken.png (text that starts with "no picture": the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture). brokenFiles: 'skip' leaves them out."`,
    );
    const it = await generator.flowFromDirectory(join(folder, 'bad'), { brokenFiles: 'skip', targetSize: [2, 2] });
    expect(it.filenames).toEqual(['a/fine.png']);
  });

  it('says when there is no such folder', async () => {
    const error = await ImageDataGenerator()
      .flowFromDirectory('/no/such/folder')
      .catch((e: unknown) => e);
    expect(String(error)).toMatchInlineSnapshot(
      `"FileError: ImageDataGenerator.flowFromDirectory: there is no folder '/no'. Received '/no/such/folder'."`,
    );
  });

  it('reads a table from records, columns and CSV alike', async () => {
    const options = {
      directory: join(folder, 'good'),
      xCol: 'file',
      yCol: 'label',
      targetSize: [4, 4],
      shuffle: false,
    } as const;
    const records = [
      { file: 'a/0.png', label: 'cat' },
      { file: 'b/1.png', label: 'dog' },
    ];
    const columns = { file: ['a/0.png', 'b/1.png'], label: ['cat', 'dog'] };
    for (const table of [records, columns, join(folder, 'table.csv')]) {
      const it = await ImageDataGenerator().flowFromDataframe(table, options);
      expect(it.classIndices).toEqual({ cat: 0, dog: 1 });
      const [x, y] = (await it.next()) as [NDArray, NDArray];
      expect(x.shape).toEqual([2, 4, 4, 3]);
      expect([...y.toTyped()]).toEqual([1, 0, 0, 1]);
    }
  });

  it('keeps raw columns, several outputs and weights', async () => {
    const table = [
      { filename: 'a/0.png', x: 1, y: 2, w: 0.5 },
      { filename: 'b/0.png', x: 3, y: 4, w: 2 },
    ];
    const options = {
      directory: join(folder, 'good'),
      yCol: ['x', 'y'],
      weightCol: 'w',
      targetSize: [2, 2],
      shuffle: false,
    } as const;
    const raw = await ImageDataGenerator().flowFromDataframe(table, { ...options, classMode: 'raw' });
    const [, labels, weights] = (await raw.next()) as [NDArray, NDArray, NDArray];
    expect(labels.shape).toEqual([2, 2]);
    expect([...weights.toTyped()]).toEqual([0.5, 2]);
    const several = await ImageDataGenerator().flowFromDataframe(table, { ...options, classMode: 'multi_output' });
    const [, outputs] = (await several.next()) as [NDArray, NDArray[]];
    expect(outputs.map((o) => [...o.toTyped()])).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('says which column is missing', async () => {
    const table = [{ file: 'a/0.png', label: 'cat' }];
    const error = await ImageDataGenerator()
      .flowFromDataframe(table, { xCol: 'files', yCol: 'label' })
      .catch((e: unknown) => e);
    expect(String(error)).toMatchInlineSnapshot(
      `"ValueError: ImageDataGenerator.flowFromDataframe: the table has no column 'files'. Received columns file, label. Did you mean 'file'?"`,
    );
  });

  it('saves what it shows', async () => {
    const saved = join(folder, 'saved');
    const it = await ImageDataGenerator().flowFromDirectory(join(folder, 'good'), {
      targetSize: [6, 8],
      batchSize: 2,
      saveToDir: saved,
      savePrefix: 'p',
      seed: 1,
    });
    await it.next();
    expect(readdirSync(saved)).toHaveLength(2);
    expect(readdirSync(saved).every((name) => /^p_\d+_\d+\.png$/.test(name))).toBe(true);
  });
});

describe('one picture', () => {
  it('an identity transform keeps every pixel', () => {
    const settings = resolveOptions({}, () => undefined);
    const data = Float32Array.from([1, 2, 3, 4]);
    expect(applyTransform({ data, h: 2, w: 2, c: 1 }, identity, settings).data).toEqual(data);
  });
});
