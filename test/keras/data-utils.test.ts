/** @file Data under Keras's names: `keras.datasets`, files (`getFile`, pictures), `splitDataset`. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';
import { keras } from '../../src/keras/index.ts';
import { cutAfter, faultyServer, type FaultyServer } from '../store/faulty-server.ts';
import { messageOf, noticedBy } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'keras-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { utils } = keras;
const said = async (work: () => unknown): Promise<string> =>
  (await messageOf(work)).replaceAll(folder, 'DIR').replaceAll(process.cwd(), 'HERE');

describe('keras.datasets', () => {
  it('gives what Keras gives', async () => {
    const shapes: Record<string, unknown> = {};
    await noticedBy(async () => {
      for (const [name, set] of Object.entries(keras.datasets)) {
        const [[x, y], [xTest, yTest]] = await set.loadData({
          offline: true,
          cache: folder,
          mirror: join(folder, 'none'),
        });
        shapes[name] = [x, y, xTest, yTest].map((a) => [a.dtype, ...a.shape.slice(1)]);
      }
    });
    const flat = [['uint8', 28, 28], ['uint8'], ['uint8', 28, 28], ['uint8']];
    const colour = [
      ['uint8', 32, 32, 3],
      ['uint8', 1],
      ['uint8', 32, 32, 3],
      ['uint8', 1],
    ];
    expect(shapes).toEqual({ cifar10: colour, fashionMnist: flat, mnist: flat });
  });

  it('are the sets of datasets', () => {
    expect(keras.datasets.mnist).toBe(datasets.mnist);
    expect(keras.preprocessing.image.ImageDataGenerator).toBe(datasets.ImageDataGenerator);
    expect(keras.preprocessing.image.loadImg).toBe(utils.loadImg);
    expect(keras.version()).toMatch(/^3\.\d+\.\d+$/);
  });
});

/** A plain tar archive. */
function tar(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write(content.length.toString(8).padStart(11, '0'), 124);
    head.write('0', 156);
    head.write('ustar', 257);
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    body.write(content);
    return [head, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe('getFile', () => {
  let server: FaultyServer;
  beforeAll(async () => {
    server = await faultyServer();
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    server.files.set('/notes.txt', bytes('hello'));
    server.files.set('/flowers.tgz', gzipSync(tar({ 'rose/a.txt': 'a', 'tulip/b.txt': 'bb' })));
    server.files.set('/pets.zip', zipSync({ 'cats/c.txt': bytes('ccc') }));
    server.files.set('/evil.zip', zipSync({ '../../out.txt': bytes('x') }));
  });
  afterAll(() => server.close());
  const cacheDir = join(folder, 'cache');
  const origin = (name: string): string => `${server.base}/${name}`;

  it('fetches once, keeps the file, and gives its path', async () => {
    const path = await utils.getFile(null, origin('notes.txt'), { cacheDir });
    expect(path).toBe(join(cacheDir, 'datasets', 'notes.txt'));
    expect(readFileSync(path, 'utf8')).toBe('hello');
    const before = server.requests.length;
    expect(await utils.getFile({ origin: origin('notes.txt'), cacheDir })).toBe(path);
    expect(server.requests.length).toBe(before);
    server.files.set('/notes.txt', new TextEncoder().encode('hello again'));
    expect(
      readFileSync(
        await utils.getFile('notes.txt', { origin: origin('notes.txt'), cacheDir, forceDownload: true }),
        'utf8',
      ),
    ).toBe('hello again');
    expect(await utils.getFile('own.txt', origin('notes.txt'), { cacheDir, cacheSubdir: 'a/b' })).toBe(
      join(cacheDir, 'a', 'b', 'own.txt'),
    );
  });

  it('goes on where a download was cut off', async () => {
    server.files.set('/big.bin', new Uint8Array(3000).fill(7));
    server.plan.push(cutAfter(1000));
    const path = await utils.getFile({ origin: origin('big.bin'), cacheDir });
    expect(readFileSync(path).length).toBe(3000);
  });

  it('unpacks archives into the folder that Keras names', async () => {
    const flowers = await utils.getFile({ origin: origin('flowers.tgz'), extract: true, cacheDir });
    expect(flowers).toBe(join(cacheDir, 'datasets', 'flowers.tgz'));
    expect(readFileSync(join(flowers, 'tulip', 'b.txt'), 'utf8')).toBe('bb');
    expect(existsSync(join(cacheDir, 'datasets', 'flowers.tgz_archive'))).toBe(true);
    const named = await utils.getFile('pets.zip', origin('pets.zip'), { extract: true, cacheDir });
    expect(named).toBe(join(cacheDir, 'datasets', 'pets_extracted'));
    expect(readFileSync(join(named, 'cats', 'c.txt'), 'utf8')).toBe('ccc');
    expect(await utils.getFile('mine', origin('flowers.tgz'), { untar: true, cacheDir })).toBe(
      join(cacheDir, 'datasets', 'mine'),
    );
  });

  it('refuses what is wrong', async () => {
    const wrong = 'f'.repeat(64);
    const texts = await Promise.all([
      said(() => utils.getFile({ fname: 'a' })),
      said(() => utils.getFile({ origin: 'flowers.tgz' })),
      said(() => utils.getFile('a/b.txt', origin('notes.txt'))),
      said(() => utils.getFile('x.txt', origin('notes.txt'), { cacheDir, fileHash: 'abc' })),
      said(() => utils.getFile('y.txt', origin('notes.txt'), { cacheDir, fileHash: wrong, hashAlgorithm: 'md5' })),
      said(() => utils.getFile('e.zip', origin('evil.zip'), { cacheDir, extract: true })),
      said(() => utils.getFile('n', origin('notes.txt'), { cacheDir, extract: true })),
    ]);
    expect(texts).toMatchInlineSnapshot(`
      [
        "ValueError: getFile: origin must be an http(s) address. Received none. getFile({ origin: 'https://…/flowers.tgz', extract: true }).",
        "ValueError: getFile: origin must be an http(s) address. Received 'flowers.tgz'. getFile({ origin: 'https://…/flowers.tgz', extract: true }).",
        "ValueError: getFile: fname must be the name of a file, without folders. Received 'a/b.txt'. cacheSubdir names the folder.",
        "ValueError: getFile: fileHash must be a SHA-256 of 64 or an MD5 of 32 hexadecimal digits or null. Received 'abc'.",
        "ValueError: getFile: hashAlgorithm 'md5' has 32 digits. Received a hash of 64.",
        "ValueError: getFile: an archive may only write into its own folder. Received '../../out.txt' in 'DIR/cache/datasets/e.zip'. Such an archive is broken or means harm.",
        "FormatError: getFile: the archive must be one of: tar, tar.gz, zip. Received 'DIR/cache/datasets/n_archive'. Leave extract out to get the file as it is; bz2, xz, 7z and rar are unpacked by other programs.",
      ]
    `);
    expect(await said(() => utils.getFile('z.txt', origin('notes.txt'), { cacheDir, fileHash: wrong }))).toContain(
      `sha256 is `,
    );
    expect(existsSync(join(folder, 'out.txt'))).toBe(false);
    expect(existsSync(join(cacheDir, 'datasets', 'z.txt'))).toBe(false);
  });
});

describe('pictures', () => {
  it('are written and read again', async () => {
    const path = join(folder, '고양이.png');
    const picture = np.arange(60).reshape(4, 5, 3);
    await utils.saveImg(path, picture, { scale: false });
    expect(utils.imgToArray(await utils.loadImg(path)).toList()).toEqual(picture.toList());
    const grey = utils.imgToArray(await utils.loadImg(path, { colorMode: 'grayscale', targetSize: [2, 2] }));
    expect([grey.shape, grey.dtype]).toEqual([[2, 2, 1], 'float32']);
    expect(utils.imgToArray(await utils.loadImg(path), { dataFormat: 'channels_first', dtype: 'uint8' }).shape).toEqual(
      [3, 4, 5],
    );
    const notices = await noticedBy(() =>
      utils.saveImg(join(folder, 'a.jpg'), np.ones([8, 8, 4]).mul(200), { scale: false }),
    );
    expect(notices.join()).toContain('saveImg: JPEG knows no transparency');
    await utils.saveImg(join(folder, 'picture'), picture, { fileFormat: 'png' });
    expect((await utils.loadImg(join(folder, 'picture'))).shape).toEqual([4, 5, 3]);
  });

  it('name what is wrong', async () => {
    writeFileSync(join(folder, 'broken.png'), 'no picture');
    expect([
      await said(() => utils.loadImg('none.png')),
      await said(() => utils.loadImg(join(folder, 'broken.png'))),
      await said(() => utils.loadImg('a.png', { targetSize: 224 } as never)),
      await said(() => utils.imgToArray(utils.loadImg(join(folder, '고양이.png')) as never)),
      await said(() => utils.imgToArray(np.zeros([2, 2, 2, 3]))),
      await said(() => utils.arrayToImg(np.zeros([4, 4]))),
      await said(() => utils.arrayToImg(np.zeros([2, 4, 4, 3]))),
      await said(() => utils.arrayToImg(np.ones([4, 4, 3]).mul(300), { scale: false })),
    ]).toMatchInlineSnapshot(`
      [
        "FileError: loadImg: there is no such file. Received 'none.png'. Relative paths start at HERE.",
        "FormatError: loadImg: the bytes must be a PNG, JPEG, WebP, BMP, GIF, TIFF or PPM picture. Received 'DIR/broken.png', text that starts with "no picture".",
        "ValueError: loadImg: targetSize must be [height, width] in pixels, or null. Received 224.",
        "ValueError: imgToArray: takes a picture, not the promise of one. Received a Promise. Write imgToArray(await keras.utils.loadImg(path)).",
        "ShapeError: imgToArray: one picture is (h, w) or (h, w, c). Received (2, 2, 2, 3).",
        "ShapeError: arrayToImg: one picture is (h, w, c) with 1, 3 or 4 channels. Received (4, 4). Grey needs a channel axis: x.at('...', np.newaxis).",
        "ShapeError: arrayToImg: one picture is (h, w, c) with 1, 3 or 4 channels. Received (2, 4, 4, 3). Take one out of the batch: x.at(0).",
        "ValueError: arrayToImg: without scale, values must lie from 0 to 255. Received values from 300 to 300. scale: true stretches them.",
      ]
    `);
  });
});

describe('imageDatasetFromDirectory', () => {
  it('refuses what does not go together', async () => {
    const call = (options: object, directory = join(folder, 'pets')): Promise<string> =>
      said(() => utils.imageDatasetFromDirectory(directory, { verbose: false, ...options }));
    mkdirSync(join(folder, 'empty', 'a'), { recursive: true });
    for (const name of ['개/a.png', '개/b.png', '고양이/c.png']) {
      mkdirSync(join(folder, 'pets', name.split('/')[0]!), { recursive: true });
      writeFileSync(join(folder, 'pets', name), 'read only when a batch is asked for');
    }
    expect([
      await call({}, 'no such folder'),
      await call({}, join(folder, 'empty')),
      await call({ classNames: ['개', '소'] }),
      await call({ labels: [1] }),
      await call({ labels: 'none' }),
      await call({ validationSplit: 0.2 }),
      await call({ subset: 'training' }),
      await call({ validationSplit: 0.2, subset: 'training' }),
      await call({ labels: [1, 2, 3], classNames: ['개'] }),
      await call({ labelMode: 'binary', classNames: ['개'] }),
      await call({ cropToAspectRatio: true, padToAspectRatio: true }),
      await call({ target_size: [2, 2] }),
    ]).toMatchInlineSnapshot(`
      [
        "FileError: imageDatasetFromDirectory: there is no such folder. Received 'no such folder'. Relative paths start at HERE.",
        "FileError: imageDatasetFromDirectory: no picture was found. Received 'DIR/empty' with 0 pictures. Pictures end in bmp, gif, jpeg, jpg, png and lie in one sub-folder per class; labels: null takes them from the folder itself.",
        "ValueError: imageDatasetFromDirectory: classNames must be sub-folders of the folder. Received '소'. 'DIR/pets' has 개, 고양이.",
        "ValueError: imageDatasetFromDirectory: labels must have one for each file. Received 1 labels, 3 files in 'DIR/pets'.",
        "ValueError: imageDatasetFromDirectory: labels must be 'inferred', null, or a list of whole numbers, one per file. Received 'none'.",
        "ValueError: imageDatasetFromDirectory: validationSplit needs subset. Add subset: 'training', 'validation' or 'both'.",
        "ValueError: imageDatasetFromDirectory: subset needs validationSplit. Add validationSplit: 0.2.",
        "ValueError: imageDatasetFromDirectory: a split of a mixed list needs a seed: else both parts may hold the same pictures. Give both calls the same seed: 1, or take subset: 'both'.",
        "ValueError: imageDatasetFromDirectory: classNames goes with labels: 'inferred'.",
        "ValueError: imageDatasetFromDirectory: labelMode 'binary' needs exactly 2 classes. Received 개.",
        "ValueError: imageDatasetFromDirectory: cropToAspectRatio and padToAspectRatio exclude each other.",
        "ValueError: imageDatasetFromDirectory: there is no option 'target_size'. Received { verbose: false, target_size: [2, 2] }. Did you mean 'imageSize'?",
      ]
    `);
  });
});

describe('splitDataset', () => {
  const x = np.arange(10).reshape(10, 1);

  it('cuts arrays and datasets in two', async () => {
    const [left, right] = await utils.splitDataset([x, x.mul(2)], { leftSize: 0.75 });
    expect([left.length, right.length]).toEqual([8, 2]);
    expect((await right.toArray()).map(([a, b]) => [a.item(), b.item()])).toEqual([[8, 16], [9, 18]]); // prettier-ignore
    const [a, b] = await utils.splitDataset(datasets.Dataset.fromTensorSlices(x).batch(3), {
      leftSize: 7,
      rightSize: 2,
    });
    expect((await a.toArray()).map((batch) => batch.shape[0])).toEqual([3, 3, 1]);
    expect((await b.toArray()).map((batch) => batch.toList())).toEqual([[[8], [9]]]);
    const mixed = await utils.splitDataset(x, { rightSize: 3, shuffle: true, seed: 1 });
    const all = (await Promise.all(mixed.map((part) => part.toArray()))).flat().map((one) => one.item());
    expect(all).not.toEqual(all.toSorted((p, q) => p - q));
    expect(new Set(all).size).toBe(10);
  });

  it('refuses sizes that do not fit', async () => {
    expect([
      await said(() => utils.splitDataset(x)),
      await said(() => utils.splitDataset(x, { leftSize: 10 })),
      await said(() => utils.splitDataset(x, { leftSize: 0.7, rightSize: 0.7 })),
      await said(() => utils.splitDataset(x, { leftSize: 0.01 })),
      await said(() => utils.splitDataset('x' as never, { leftSize: 0.5 })),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: splitDataset: needs leftSize or rightSize. Received leftSize null, rightSize null, n = 10.",
        "ValueError: splitDataset: a size is a share below 1 or a whole number below 10. Received leftSize 10, rightSize null, n = 10.",
        "ValueError: splitDataset: both parts together must not have more samples than there are. Received leftSize 0.7, rightSize 0.7, n = 10.",
        "ValueError: splitDataset: both parts must have at least one sample. Received leftSize 0.01, rightSize null, n = 10.",
        "ValueError: splitDataset: takes an array, a tuple of arrays, or a dataset. Received 'x'.",
      ]
    `);
  });
});
