/** @file The loaders: real files where a mirror is at hand, stand-ins without, formats, and the notices. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { parseIdx } from '../../src/datasets/formats/idx.ts';
import { parseTar } from '../../src/store/index.ts';
import { parseCifar, parseCifarArchive } from '../../src/datasets/sets/cifar10.ts';
import { image } from '../../src/image/index.ts';
import { np, type NDArray } from '../../src/array/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { realData } from '../real-data.ts';

/** By name, for tables of tests. */
const loaders = { mnist: datasets.mnist, fashionMnist: datasets.fashionMnist, cifar10: datasets.cifar10 };
const repo = join(import.meta.dirname, '..', '..');
const cache = mkdtempSync(join(tmpdir(), 'kernelab-loaders-'));
const alone = { cache, mirror: '', offline: true };

/** A copy of the real files, when this machine has one. */
const mirror = realData('mnist');
const real = { cache, mirror: mirror ?? '', offline: true };

beforeAll(() => setLanguage('en'));
afterAll(() => rmSync(cache, { recursive: true }));

/** Runs without the console's warning, and gives it back. */
async function warned<T>(work: () => Promise<T>): Promise<{ value: T; text: string }> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const value = await work();
  const text = warn.mock.calls.flat().join('\n');
  warn.mockRestore();
  return { value, text };
}

describe('without network and mirror: stand-ins', () => {
  it.each([
    ['mnist', 2000, 500, [28, 28], [1]],
    ['fashionMnist', 1600, 400, [28, 28], [1]],
    ['cifar10', 700, 200, [32, 32, 3], [2]],
  ] as const)('%s', async (name, train, test, shape, [labelAxes]) => {
    const { value, text } = await warned(() => loaders[name].loadData(alone));
    const [[x, y], [tx, ty]] = value;
    expect([x.shape, x.dtype, tx.shape]).toEqual([[train, ...shape], 'uint8', [test, ...shape]]);
    expect([y.shape[0], y.ndim, y.dtype, ty.shape[0]]).toEqual([train, labelAxes, 'uint8', test]);
    expect(np.bincount(y.ravel()).toList()).toEqual(Array.from({ length: 10 }, () => train / 10));
    expect([value.source, value.notice]).toEqual(['stand-in', text]);
    expect(x.max()).toBeGreaterThan(200);
  });

  it('says so in English and Korean', async () => {
    const english = (await warned(() => datasets.mnist.loadData(alone))).text;
    setLanguage('ko');
    const korean = (await warned(() => datasets.mnist.loadData(alone))).text;
    setLanguage('en');
    expect(english).toMatchInlineSnapshot(
      `"MNIST could not be fetched (KERNELAB_OFFLINE is set). Instead you get 2,500 digits, drawn by kernelab: good for trying the lab out, not for its results. With a network, or KERNELAB_DATA naming a copy, the real data are used."`,
    );
    expect(korean).toMatchInlineSnapshot(
      `"MNIST: 데이터를 가져오지 못했습니다(KERNELAB_OFFLINE이 켜져 있음). 대신 kernelab이 직접 그린 자료(숫자 그림 2,500장)를 씁니다. 실습 연습용이며 결과는 실제 데이터와 다릅니다. 네트워크에 연결하거나 KERNELAB_DATA로 사본의 위치를 알려 주면 실제 데이터를 씁니다."`,
    );
  });

  it('names what KERNELAB_DATA is', async () => {
    const { text } = await warned(() => datasets.mnist.loadData({ ...alone, mirror: '/no/such/folder' }));
    expect(text.split('. ').at(-1)).toMatchInlineSnapshot(
      `"KERNELAB_DATA is '/no/such/folder', where the files are not; on the lecturer's machine \`npx kernelab data verify\` says what is missing."`,
    );
  });

  it('shows the notice under the cell in a notebook', async () => {
    const shown: Record<string, unknown>[] = [];
    const key = Symbol.for('kernelab.host');
    const globals = globalThis as unknown as Record<symbol, unknown>;
    globals[key] = {
      display: (data: Record<string, unknown>) => shown.push(data),
      signal: new AbortController().signal,
      onCellEnd: () => {},
    };
    try {
      const { notice } = await datasets.lectureImage('david.png', alone);
      expect(shown.map((d) => d['text/plain'])).toEqual([notice]);
      expect(shown[0]!['text/html']).toContain('drawn by kernelab');
    } finally {
      delete globals[key];
    }
  });

  it('every lecture picture, in the shapes that the lecture needs', async () => {
    const { value } = await warned(async () => {
      const out = new Map<string, readonly number[]>();
      for (const name of datasets.lectureImageNames)
        out.set(name, (await datasets.lectureImage(name, alone)).array.shape);
      return out;
    });
    expect(value.size).toBe(42);
    expect([value.get('david.png'), value.get('book.png')]).toEqual([
      [109, 120, 2],
      [533, 800, 3],
    ]);
  });

  it('faces and animals', async () => {
    const { value } = await warned(() => datasets.facesAndAnimals(alone));
    expect([value.x.shape, value.x.dtype, value.xTest.shape]).toEqual([[30, 75, 75, 3], 'float32', [10, 75, 75, 3]]);
    expect([value.y.sum(), value.yTest.toList()]).toEqual([15, [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]]);
    expect([value.x.min() >= 0, value.x.max() <= 1, value.source]).toEqual([true, true, 'stand-in']);
    const small = await warned(() => datasets.facesAndAnimals({ ...alone, size: [20, 30] }));
    expect(small.value.x.shape).toEqual([30, 20, 30, 3]);
  });
});

describe('load_mnist', () => {
  it.each([
    [{}, [2000, 784], 'float32', [2000]],
    [{ flatten: false }, [2000, 1, 28, 28], 'float32', [2000]],
    [{ normalize: false, oneHotLabel: true }, [2000, 784], 'uint8', [2000, 10]],
  ] as const)('%j', async (options, shape, dtype, labels) => {
    const { value } = await warned(() => datasets.load_mnist({ ...options, ...alone }));
    const [[x, y]] = value;
    expect([x.shape, x.dtype, y.shape]).toEqual([shape, dtype, labels]);
    expect(x.max()).toBe(dtype === 'float32' ? 1 : 255);
    if (y.ndim === 2) expect(y.sum(1).toList()).toEqual(Array.from({ length: 2000 }, () => 1));
  });
});

describe('the real data (only where a mirror is: KERNELAB_DATA)', () => {
  it.skipIf(!mirror)('MNIST and Fashion-MNIST: shapes, sums and first labels as Keras gives them', async () => {
    for (const [name, first, total] of [
      ['mnist', [5, 0, 4, 1, 9], 1567298545],
      ['fashionMnist', [9, 0, 0, 3, 0], 3431114169],
    ] as const) {
      const loaded = await loaders[name].loadData(real);
      const [[x, y], [tx, ty]] = loaded;
      expect([x.shape, y.shape, tx.shape, ty.shape, loaded.source, loaded.notice]).toEqual([
        [60000, 28, 28],
        [60000],
        [10000, 28, 28],
        [10000],
        'mirror',
        undefined,
      ]);
      expect(y.at('0:5').toList()).toEqual(first);
      expect(np.bincount(ty).sum()).toBe(10000);
      expect(x.sum()).toBe(total);
    }
  });

  it.skipIf(!mirror)('lecture pictures and faces', async () => {
    const { array, source } = await datasets.lectureImage('book.png', real);
    expect([array.shape, source]).toEqual([[533, 800, 3], 'mirror']);
    const { x, paths } = await datasets.facesAndAnimals(real);
    expect([x.shape, paths.length]).toEqual([[30, 75, 75, 3], 30]);
  });
});

/** A plain tar archive, padded at its end as tar does. */
function tar(files: Record<string, Uint8Array>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([name, bytes]) => {
    const header = new Uint8Array(512);
    header.set(new TextEncoder().encode(name));
    header.set(new TextEncoder().encode(bytes.length.toString(8).padStart(11, '0')), 124);
    return [header, bytes, new Uint8Array(-bytes.length & 511)];
  });
  return new Uint8Array(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

describe('CIFAR-10 (only where its first 5,000 pictures are: KERNELAB_DATA)', () => {
  const folder = join(mirror ?? '', 'cifar10');
  it.skipIf(!existsSync(join(folder, 'labels.json')))(
    'an archive made of 4,000 + 1,000 real pictures gives them back, labels and colours in place',
    async () => {
      // The archive itself (170 MB) cannot be kept at hand; these are its pictures as PNG, one of 32 x 32 a row.
      const known = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as Record<string, number[]>;
      const [trainLabels, testLabels] = [known['train_0_3999']!, known['test_0_999']!];
      const rows = await Promise.all([0, 1, 2, 3, 50].map((i) => image.imread(join(folder, `cifar10_batch_${i}.png`))));
      const train = np.concatenate(rows.slice(0, 4)).reshape(4000, 32, 32, 3);
      const test = rows[4]!.reshape(1000, 32, 32, 3);
      const records = (x: NDArray, labels: readonly number[]): Uint8Array => {
        const planes = x.transpose(0, 3, 1, 2).reshape(labels.length, 3072).toTyped() as Uint8Array;
        const out = new Uint8Array(labels.length * 3073);
        for (const [i, label] of labels.entries()) {
          out[i * 3073] = label;
          out.set(planes.subarray(i * 3072, (i + 1) * 3072), i * 3073 + 1);
        }
        return out;
      };
      const parts = [0, 1000, 2000, 3000, 3500, 4000];
      const files: Record<string, Uint8Array> = { 'cifar-10-batches-bin/readme.html': Uint8Array.of(60) };
      for (const [i, from] of parts.slice(0, 5).entries()) {
        const to = parts[i + 1]!;
        files[`cifar-10-batches-bin/data_batch_${i + 1}.bin`] = records(
          train.at(`${from}:${to}`),
          trainLabels.slice(from, to),
        );
      }
      files['cifar-10-batches-bin/test_batch.bin'] = records(test, testLabels);
      const parsed = parseCifarArchive(tar(files), 'x');
      expect(np.arrayEqual(parsed.train.x, train)).toBe(true);
      expect(np.arrayEqual(parsed.test.x, test)).toBe(true);
      expect([parsed.train.y.shape, parsed.train.y.ravel().toList()]).toEqual([[4000, 1], trainLabels]);
      expect(parsed.test.y.ravel().toList()).toEqual(testLabels);
      // The first pictures are a frog, two trucks, a deer and a car; a cat, two ships and an aeroplane in the test part.
      const named = (y: NDArray, n: number): (string | undefined)[] =>
        Array.from(y.ravel().toTyped().slice(0, n), (label) => datasets.cifar10.classNames[label]);
      expect(named(parsed.train.y, 5)).toEqual(['frog', 'truck', 'truck', 'deer', 'automobile']);
      expect(named(parsed.test.y, 4)).toEqual(['cat', 'ship', 'ship', 'airplane']);
      delete files['cifar-10-batches-bin/data_batch_5.bin'];
      expect(() => parseCifarArchive(tar(files), 'x.tar.gz')).toThrowErrorMatchingInlineSnapshot(
        `[FormatError: datasets.cifar10: the archive must hold data_batch_5.bin. Received 'x.tar.gz'.]`,
      );
    },
  );
});

describe('formats', () => {
  it('IDX', () => {
    const bytes = Uint8Array.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
    expect(parseIdx(bytes, 'x').toList()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    for (let n = 0; n < bytes.length; n++) expect(() => parseIdx(bytes.slice(0, n), 'x')).toThrow(/^datasets: /);
    expect(() => parseIdx(Uint8Array.from([0, 0, 13, 1, 0, 0, 0, 0]), 'x')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: datasets: this is not an IDX file of bytes. Received 'x'.]`,
    );
  });

  it('CIFAR-10 records: planes become channels', () => {
    const record = new Uint8Array(3073);
    record[0] = 7;
    record.fill(10, 1, 1025);
    record.fill(20, 1025, 2049);
    record.fill(30, 2049);
    record[1 + 33] = 99;
    const { x, y } = parseCifar([record, record], 'x');
    expect([x.shape, y.toList(), x.at(1, 0, 0).toList(), x.at(0, 1, 1).toList()]).toEqual([
      [2, 32, 32, 3],
      [[7], [7]],
      [10, 20, 30],
      [99, 20, 30],
    ]);
    expect(() => parseCifar([record.slice(1)], 'x')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: datasets: CIFAR-10 files consist of records of 3073 bytes. Received 'x'.]`,
    );
  });

  it('tar', () => {
    const archive = tar({ 'a/one.bin': Uint8Array.of(1, 2, 3), 'a/two.bin': new Uint8Array(600).fill(5) });
    const files = parseTar(archive, 'x');
    expect([...files.keys()]).toEqual(['a/one.bin', 'a/two.bin']);
    expect([...files.get('a/one.bin')!]).toEqual([1, 2, 3]);
    // A size below 0 would lead back to the same entry for ever.
    const back = archive.slice();
    back.set(new TextEncoder().encode('-1000'.padEnd(11, ' ')), 124);
    expect(() => parseTar(back, 'x')).toThrow(/damaged/);
    expect(() => parseTar(archive.slice(0, 2000), 'x')).toThrowErrorMatchingInlineSnapshot(
      `[FormatError: datasets: the tar archive is damaged or cut off. Received 'x'.]`,
    );
  });
});

describe('what is committed', () => {
  const folder = join(repo, 'data');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(folder, name)).isFile() && name !== 'README.md');

  it('data/README.md lists every file with its hash, under 3 MB in all', () => {
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    let total = 0;
    for (const name of files) {
      const bytes = readFileSync(join(folder, name));
      total += bytes.length;
      expect(list).toContain(createHash('sha256').update(bytes).digest('hex'));
      expect(list).toContain(name);
    }
    expect(total).toBeLessThan(3_000_000);
  });
});

it('a lecture picture of another name', async () => {
  await expect(datasets.lectureImage('davd.png', alone)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[ValueError: datasets.lectureImage: there is no lecture picture of that name. Received 'davd.png'. Did you mean 'david.png'?]`,
  );
});
