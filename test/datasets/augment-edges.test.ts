/** @file Corners of ImageDataGenerator: odd folders and tables, odd arguments, files that break after they were checked. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromTyped, np, type NDArray } from '../../src/array/index.ts';
import { byCodePoint } from '../../src/datasets/augment/folders.ts';
import { ImageDataGenerator } from '../../src/datasets/augment/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { image } from '../../src/image/index.ts';
import { keras } from '../../src/keras/index.ts';

let folder = '';
const picture = (value: number): NDArray => fromTyped(new Uint8Array(12).fill(value), [2, 2, 3]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-edges-'));
  for (const name of ['cat', 'dog', '.hidden']) mkdirSync(join(folder, 'data', name), { recursive: true });
  for (const name of ['elsewhere', 'empty']) mkdirSync(join(folder, name));
  await image.imsave(join(folder, 'data/cat/a.png'), picture(1));
  await image.imsave(join(folder, 'data/dog/b.png'), picture(2));
  await image.imsave(join(folder, 'elsewhere/c.png'), picture(3));
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'data/fox'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The text of what a call refuses, without the place of the folder. */
async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return String(error).replaceAll(folder, '…').replaceAll(process.cwd(), '<here>');
  }
  throw new Error('nothing was refused');
}

/** What a call prints and warns. */
async function captured<T>(work: () => Promise<T>): Promise<{ value: T; log: string; warn: string }> {
  const [log, warn] = [
    vi.spyOn(console, 'log').mockImplementation(() => {}),
    vi.spyOn(console, 'warn').mockImplementation(() => {}),
  ];
  try {
    const value = await work();
    return { value, log: log.mock.calls.flat().join('\n'), warn: warn.mock.calls.flat().join('\n') };
  } finally {
    log.mockRestore();
    warn.mockRestore();
  }
}

const small = { targetSize: [2, 2], shuffle: false } as const;

describe('folders', () => {
  it('a link to a folder is a class; a hidden folder is one only for Keras', async () => {
    const data = join(folder, 'data');
    const { value, log } = await captured(() => ImageDataGenerator().flowFromDirectory(data, small));
    expect([value.classIndices, value.filenames, log]).toEqual([
      { cat: 0, dog: 1, fox: 2 },
      ['cat/a.png', 'dog/b.png', 'fox/c.png'],
      'Found 3 images belonging to 3 classes.',
    ]);
    const compatible = await captured(() => ImageDataGenerator({ kerasCompat: true }).flowFromDirectory(data, small));
    expect(compatible.log).toBe('Found 3 images belonging to 4 classes.');
  });

  it('a file that breaks after it was checked is named', async () => {
    mkdirSync(join(folder, 'late/a'), { recursive: true });
    await image.imsave(join(folder, 'late/a/x.png'), picture(9));
    const { value } = await captured(() => ImageDataGenerator().flowFromDirectory(join(folder, 'late'), small));
    writeFileSync(join(folder, 'late/a/x.png'), 'gone wrong');
    expect(await refusal(() => value.next())).toMatchInlineSnapshot(
      `"FormatError: ImageDataGenerator: the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture. Received '…/late/a/x.png', text that starts with "gone wrong"."`,
    );
  });

  it('of many broken files the first are named and the rest counted', async () => {
    mkdirSync(join(folder, 'broken/a'), { recursive: true });
    for (let i = 0; i < 23; i++) writeFileSync(join(folder, `broken/a/${String(i).padStart(2, '0')}.tif`), 'II*\0');
    const text = await refusal(() => ImageDataGenerator().flowFromDirectory(join(folder, 'broken')));
    expect(text).toContain('23 of 23 files are no pictures');
    expect(text).toContain('…/broken/a/19.tif');
    expect(text).not.toContain('20.tif');
    expect(text).toContain('and 3 more');
  });

  it('options that are wrong', async () => {
    const call = (options: object) =>
      refusal(() => ImageDataGenerator().flowFromDirectory(join(folder, 'data'), options));
    expect(
      await Promise.all(
        [
          { targetSize: [2] },
          { targetSize: [2, 2.5] },
          { colorMode: 'RGB' },
          { interpolation: 'cubic' },
          { classMode: 'onehot' },
          { subset: 'test' },
          { saveFormat: 'gif' },
          { brokenFiles: 'ignore' },
          { batchSize: 0 },
          { classes: ['cat', 'cow'] },
        ].map(call),
      ),
    ).toMatchInlineSnapshot(`
      [
        "ValueError: ImageDataGenerator.flowFromDirectory: targetSize must be [height, width] in pixels. Received [2].",
        "ValueError: ImageDataGenerator.flowFromDirectory: targetSize must be [height, width] in pixels. Received [2, 2.5].",
        "ValueError: ImageDataGenerator.flowFromDirectory: colorMode must be 'rgb', 'rgba' or 'grayscale'. Received 'RGB'. Did you mean 'rgb'?",
        "ValueError: ImageDataGenerator.flowFromDirectory: interpolation must be 'nearest', 'bilinear', 'bicubic', 'hamming', 'box' or 'lanczos'. Received 'cubic'.",
        "ValueError: ImageDataGenerator.flowFromDirectory: classMode must be 'categorical', 'binary', 'sparse', 'input' or null. Received 'onehot'.",
        "ValueError: ImageDataGenerator.flowFromDirectory: subset must be 'training' or 'validation'. Received 'test'.",
        "ValueError: ImageDataGenerator.flowFromDirectory: saveFormat must be 'png', 'jpg', 'jpeg' or 'bmp'. Received 'gif'.",
        "ValueError: ImageDataGenerator.flowFromDirectory: brokenFiles must be 'fail' or 'skip'. Received 'ignore'.",
        "ValueError: ImageDataGenerator.flowFromDirectory: batchSize must be a whole number of at least 1. Received 0.",
        "FileError: ImageDataGenerator.flowFromDirectory: there is no such folder. Received '…/data/cow'.",
      ]
    `);
  });
});

describe('tables', () => {
  const table = (rows: object[], options: object = {}) =>
    ImageDataGenerator().flowFromDataframe(rows as never, { directory: join(folder, 'data'), ...small, ...options });

  it('whole paths stand for themselves, also beside a directory', async () => {
    const rows = [
      { filename: join(folder, 'elsewhere/c.png'), class: 'x' },
      { filename: 'cat/a.png', class: 'y' },
    ];
    const { value } = await captured(() => table(rows));
    const [x] = await value.next();
    expect([x.item(0, 0, 0, 0), x.item(1, 0, 0, 0)]).toEqual([3, 1]);
  });

  it('an empty place is no number', async () => {
    const rows = [{ filename: 'cat/a.png', class: 'x', w: '' }];
    expect(await refusal(() => captured(() => table(rows, { weightCol: 'w' })))).toMatchInlineSnapshot(
      `"ValueError: ImageDataGenerator.flowFromDataframe: column 'w' holds numbers. Received ""."`,
    );
    const none = [{ filename: 'cat/a.png', size: null }];
    expect(await refusal(() => captured(() => table(none, { yCol: 'size', classMode: 'raw' })))).toMatchInlineSnapshot(
      `"ValueError: ImageDataGenerator.flowFromDataframe: column 'size' holds numbers. Received null."`,
    );
  });

  it('several labels a picture, classes that choose, classes that do not count', async () => {
    const rows = [
      { filename: 'cat/a.png', class: ['animal', 'cat'] },
      { filename: 'dog/b.png', class: ['animal', 'dog'] },
      { filename: 'none.png', class: 'cat' },
    ];
    const several = await captured(() => table(rows));
    expect([...(await several.value.next())[1].toTyped()]).toEqual([1, 1, 0, 1, 0, 1]);
    expect(several.warn).toMatchInlineSnapshot(
      `"ImageDataGenerator.flowFromDataframe: left out 1 of 3 rows, whose 'filename' names no picture file."`,
    );
    const chosen = await captured(() => table(rows, { classes: ['dog', 'cat'] }));
    expect([chosen.value.classIndices, [...(await chosen.value.next())[1].toTyped()]]).toEqual([
      { dog: 0, cat: 1 },
      [0, 1, 1, 0],
    ]);
    const ignored = await captured(() => table(rows, { classes: ['dog'], classMode: null }));
    expect(ignored.warn).toContain('classes are ignored, since classMode is null.');
  });

  it('without validation no file is looked at before its turn', async () => {
    const rows = [{ filename: 'none.png', class: 'x' }];
    const { value, log } = await captured(() => table(rows, { validateFilenames: false }));
    expect(log).toBe('Found 1 non-validated image filenames belonging to 1 classes.');
    expect(await refusal(() => value.next())).toContain('there is no such file');
  });

  it('labels that do not fit', async () => {
    const rows = [
      { filename: 'cat/a.png', class: 1 },
      { filename: 'dog/b.png', class: 2 },
    ];
    expect(
      await Promise.all(
        [table(rows), table(rows, { classMode: 'sparse' }), table([{ filename: 3, class: 'x' }])].map((call) =>
          refusal(() => call),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "ValueError: ImageDataGenerator.flowFromDataframe: labels in 'class' are texts or lists of texts. Received 1. Numbers as they are need classMode: 'raw'.",
        "ValueError: ImageDataGenerator.flowFromDataframe: labels in 'class' are texts. Received 1. Numbers as they are need classMode: 'raw'.",
        "ValueError: ImageDataGenerator.flowFromDataframe: column 'filename' holds file names as text. Received 3.",
      ]
    `);
    const three = ['a', 'b', 'c'].map((name) => ({ filename: 'cat/a.png', class: name }));
    expect(await refusal(() => captured(() => table(three, { classMode: 'binary' })))).toMatchInlineSnapshot(
      `"ValueError: ImageDataGenerator.flowFromDataframe: classMode 'binary' needs exactly 2 classes. Received a, b, c."`,
    );
  });
});

describe('where pictures are saved', () => {
  const save = (saveToDir: string) =>
    refusal(() =>
      ImageDataGenerator()
        .flow(np.zeros([1, 2, 2, 3]), { saveToDir })
        .next(),
    );

  it('a place below a file is refused', async () => {
    expect(await save(join(folder, 'data/cat/a.png/saved'))).toMatchInlineSnapshot(
      `"FileError: ImageDataGenerator: saveToDir must be a folder that pictures can be written to. Received '…/data/cat/a.png/saved' ('…/data/cat/a.png' is a file, not a folder). Name a folder below the one you work in, for example 'build/augmented'; it is made for you."`,
    );
    expect(await save(join(folder, 'data/cat/a.png'))).toMatchInlineSnapshot(
      `"FileError: ImageDataGenerator: saveToDir must be a folder that pictures can be written to. Received '…/data/cat/a.png' (this is a file, not a folder). Name a folder below the one you work in, for example 'build/augmented'; it is made for you."`,
    );
  });

  it.skipIf(process.platform !== 'linux')('a place where no folder can be made does not hang', async () => {
    expect(await save('/proc/x/y')).toMatchInlineSnapshot(
      `"FileError: ImageDataGenerator: saveToDir must be a folder that pictures can be written to. Received '/proc/x/y' (nothing can be made at this place). Name a folder below the one you work in, for example 'build/augmented'; it is made for you."`,
    );
  });
});

describe('in one line', () => {
  it('what an iterator holds and what a generator was asked for', async () => {
    const generator = ImageDataGenerator({ rescale: 0.5, zoomRange: [0.9, 1.1], preprocessingFunction: (p) => p });
    const { value: fromFolder } = await captured(() => generator.flowFromDirectory(join(folder, 'data'), small));
    const rows = [{ filename: join(folder, 'data/cat/a.png'), class: 'cat' }];
    const { value: fromTable } = await captured(() => generator.flowFromDataframe(rows, { ...small, batchSize: 4 }));
    const shown = [fromFolder, fromTable, generator.flow(np.zeros([3, 2, 2, 1])), generator, ImageDataGenerator()];
    expect(shown.map((value) => inspect(value))).toMatchInlineSnapshot(`
      [
        "DirectoryIterator: 3 images, 3 classes, batches of 32",
        "DataFrameIterator: 1 image, 1 class, batches of 4",
        "NumpyArrayIterator: 3 images of (2, 2, 1), batches of 32",
        "ImageDataGenerator: rescale 0.5, zoomRange [0.9,1.1], preprocessingFunction (a function)",
        "ImageDataGenerator: changes nothing",
      ]
    `);
    expect(shown.map((value) => value[displaySymbol]()['text/plain'])).toEqual(shown.map(String));
  });
});

describe('nothing to train on', () => {
  it('is said under the cell and refused by fit', async () => {
    const generator = ImageDataGenerator();
    const here = join(folder, 'data');
    const none = await captured(() => generator.flowFromDataframe([]));
    const gone = await captured(() =>
      generator.flowFromDataframe([{ filename: 'no.png', class: 'a' }], { directory: here }),
    );
    const subset = await captured(() => generator.flowFromDirectory(here, { subset: 'validation' }));
    const empty = await captured(() => generator.flowFromDirectory(folder, { classes: ['empty'] }));
    expect([none, gone, subset, empty].map(({ warn }) => warn.replaceAll(folder, '…'))).toMatchInlineSnapshot(`
      [
        "flowFromDataframe: the table has no rows, so there is no picture to train on.",
        "ImageDataGenerator.flowFromDataframe: left out 1 of 1 rows, whose 'filename' names no picture file.
      flowFromDataframe: none of the 1 rows is left to train on. The file of the first was looked for at '…/data/no.png'; directory says where the names in 'filename' begin, classes which labels count.",
        "flowFromDirectory: the subset is empty; the generator's validationSplit is 0, of 3 pictures. ImageDataGenerator({ validationSplit: 0.2 }) keeps a fifth for validation.",
        "flowFromDirectory: no picture to train on in '…', looked for in 1 sub-folder. Pictures end in png, jpg, jpeg, bmp, ppm, tif, tiff.",
      ]
    `);
    const model = keras.Sequential([keras.layers.Flatten({ inputShape: [2, 2, 3] }), keras.layers.Dense(1)]);
    model.compile({ loss: 'mse', optimizer: 'adam' });
    expect(await refusal(() => model.fit(none.value, { verbose: 0 }))).toMatchInlineSnapshot(
      `"ValueError: fit: the generator must have at least one batch. Received a generator of length 0. No picture was found: look at the line "Found 0 …" above, at the folder and at subset."`,
    );
    expect(await refusal(() => none.value.next())).toMatchInlineSnapshot(
      `"ValueError: flow: there are no pictures to take a batch from. Received 0 samples."`,
    );
  });
});

describe('arguments', () => {
  it('values that are none', async () => {
    const calls = [
      { zoomRange: NaN },
      { zoomRange: 'wide' },
      { brightnessRange: [1, '2'] },
      { preprocessingFunction: 'rescale' },
      { dtype: 'float16' },
      { widthShiftRange: [] },
      { rotationRange: '20' },
      { validationSplit: -0.1 },
      { dataFormat: 'channels_middle' },
    ].map((options) => refusal(() => ImageDataGenerator(options as never)));
    expect(await Promise.all(calls)).toMatchInlineSnapshot(`
      [
        "ValueError: ImageDataGenerator: zoomRange must be a number or a pair [lo, hi]. Received NaN.",
        "ValueError: ImageDataGenerator: zoomRange must be a number or a pair [lo, hi]. Received 'wide'.",
        "ValueError: ImageDataGenerator: brightnessRange must be a pair [lo, hi]. Received [1, '2'].",
        "ValueError: ImageDataGenerator: preprocessingFunction must be a function. Received 'rescale'.",
        "ValueError: ImageDataGenerator: dtype must be 'float32' or 'float64'. Received 'float16'. Did you mean 'float32'?",
        "ValueError: ImageDataGenerator: widthShiftRange must be a number or a list of numbers. Received [].",
        "ValueError: ImageDataGenerator: rotationRange must be a number. Received '20'.",
        "ValueError: ImageDataGenerator: validationSplit must be a number from 0 and below 1. Received -0.1.",
        "ValueError: ImageDataGenerator: dataFormat must be 'channels_last' or 'channels_first'. Received 'channels_middle'. Did you mean 'channels_first'?",
      ]
    `);
  });

  it('a negative whole shift draws a fraction, as Keras falls back to', () => {
    const generator = ImageDataGenerator({ widthShiftRange: -3 });
    const { ty } = generator.getRandomTransform([8, 8, 1], 1);
    expect(Number.isInteger(ty)).toBe(false);
    expect(Math.abs(ty)).toBeLessThanOrEqual(24);
  });

  it('labels and weights may be plain lists', async () => {
    const x = np.zeros([3, 2, 2, 1]);
    const [, y, w] = await ImageDataGenerator()
      .flow(x, [7, 8, 9], { shuffle: false, sampleWeight: [1, 2, 3] })
      .next();
    expect([[...y.toTyped()], [...w!.toTyped()]]).toEqual([
      [7, 8, 9],
      [1, 2, 3],
    ]);
  });

  it('standardize takes a batch, each picture by itself', () => {
    const generator = ImageDataGenerator({ samplewiseCenter: true });
    const out = generator.standardize(
      np.array([
        [[[1]], [[3]]],
        [[[10]], [[30]]],
      ]),
    );
    expect([out.shape, [...out.toTyped()]]).toEqual([
      [2, 2, 1, 1],
      [-1, 1, -10, 10],
    ]);
  });

  it('an unusual number of channels is named, by fit too', async () => {
    const x = np.zeros([4, 2, 2, 2]);
    const { warn } = await captured(async () => {
      ImageDataGenerator({ featurewiseCenter: true }).fit(x);
      ImageDataGenerator().flow(x);
    });
    expect(warn).toMatchInlineSnapshot(`
      "ImageDataGenerator.fit: pictures usually have 1, 3 or 4 channels; x (4, 2, 2, 2) has 2.
      ImageDataGenerator.flow: pictures usually have 1, 3 or 4 channels; x (4, 2, 2, 2) has 2."
    `);
  });

  it('a subset without a split', async () => {
    const flow = () => ImageDataGenerator().flow(np.zeros([4, 2, 2, 1]), np.arange(4), { subset: 'training' });
    expect(await refusal(flow)).toMatchInlineSnapshot(
      `"ValueError: ImageDataGenerator.flow: the training and validation parts must hold the same labels. Received validation ; training 0,1,2,3. subset needs ImageDataGenerator({ validationSplit: … })."`,
    );
  });

  it('a preprocessingFunction that changes the shape', async () => {
    const preprocessingFunction = (each: NDArray): NDArray => each.at(':', ':1');
    const flow = ImageDataGenerator({ preprocessingFunction }).flow(np.ones([2, 2, 2, 1]));
    await expect(flow.next()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: ImageDataGenerator: preprocessingFunction returns a picture of the same shape. Received (2, 1, 1) for (2, 2, 1).]`,
    );
  });

  it('names stand in the order of Python, by code point', () => {
    // Sorted by Python 3.
    const names = ['', 'Z', 'a', 'ab', '가', '\uff5e', '\u{1f600}', '\u{1f601}'];
    expect(names.toReversed().sort(byCodePoint)).toEqual(names);
  });

  it('threads without work do not keep a program alive', () => {
    const child = join(import.meta.dirname, 'idle-threads-child.ts');
    const out = execFileSync(process.execPath, [child], { encoding: 'utf8', timeout: 20_000 });
    expect(out).toBe('0\nDataCloneError\n');
  });

  it('splines of high order keep flat pictures flat and whole pixels where they are', () => {
    const x = np.arange(36).reshape(6, 6, 1).astype('float64');
    for (const interpolationOrder of [2, 3, 4, 5] as const) {
      const generator = ImageDataGenerator({ interpolationOrder, dtype: 'float64' });
      const moved = generator.applyTransform(x, { tx: 1 });
      for (const i of [0, 1, 2, 3, 4]) expect(moved.item(i, 2, 0)).toBeCloseTo(x.item(i + 1, 2, 0), 4);
      const flat = generator.applyTransform(np.full([5, 5, 2], 3), { theta: 33, zx: 1.3 });
      expect(flat.min()).toBeCloseTo(3, 10);
      expect(flat.max()).toBeCloseTo(3, 10);
    }
  });
});
