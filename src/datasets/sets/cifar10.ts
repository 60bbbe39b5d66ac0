/** @file CIFAR-10: small colour pictures of things and animals, as records in a tar archive. */
import { fromTyped, type NDArray } from '../../array/index.ts';
import { FormatError } from '../../errors/index.ts';
import { arraySet, npzPairs, type Pairs } from '../array-set.ts';
import { parseTar } from '../../store/index.ts';
import { gunzip, readBytes } from '../files.ts';
import { filesAt } from '../set.ts';

/**
 * 50,000 + 10,000 colour pictures, uint8 (n, 32, 32, 3), labels (n, 1) 0-9 (`classNames`).
 * @ko CIFAR-10 데이터셋입니다. loadData()로 받습니다.
 */
export const cifar10 = arraySet({
  name: 'cifar10',
  call: 'datasets.cifar10.loadData()',
  title: {
    en: 'CIFAR-10: 60,000 colour pictures, 32 x 32, 10 classes',
    ko: 'CIFAR-10: 컬러 사진 60,000장, 32 x 32, 클래스 10개',
  },
  label: { en: 'CIFAR-10', ko: 'CIFAR-10' },
  licence: { en: 'none stated; cite Krizhevsky 2009', ko: '적혀 있지 않음. Krizhevsky 2009를 인용하세요' },
  files: filesAt(
    'cifar10/',
    ['https://www.cs.toronto.edu/~kriz/'],
    [
      [
        'cifar-10-binary.tar.gz',
        170052171,
        'c32a1d4ab5d03f1284b67883e8d87530',
        'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      ],
    ],
  ),
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  parse: ([path]) => {
    const { train, test } = parseCifarArchive(gunzip(readBytes(path!), path!), path!);
    return [
      [train.x, train.y],
      [test.x, test.y],
    ];
  },
  standIn: { label: { en: '900 small pictures', ko: '작은 그림 900장' }, files: ['stand-ins/cifar10.npz'] },
  parseStandIn: (paths): Pairs => {
    const [[x, y], [tx, ty]] = npzPairs(paths);
    return [
      [x, y.reshape(-1, 1)],
      [tx, ty.reshape(-1, 1)],
    ];
  },
});

const SIDE = 32;
const PLANE = SIDE * SIDE;
const RECORD = 1 + 3 * PLANE;

/** Pictures (n, 32, 32, 3) and labels (n, 1). */
interface Cifar {
  readonly x: NDArray;
  readonly y: NDArray;
}

/** The unpacked archive of the binary version: five files for training, one for testing. */
export function parseCifarArchive(bytes: Uint8Array, name: string): { train: Cifar; test: Cifar } {
  const files = parseTar(bytes, name);
  const part = (wanted: string): Uint8Array => {
    const found = [...files].find(([key]) => key.endsWith(`/${wanted}`))?.[1];
    if (found) return found;
    throw new FormatError({
      who: 'datasets.cifar10',
      rule: { en: `the archive must hold ${wanted}`, ko: `압축 파일에 ${wanted}이(가) 있어야 합니다` },
      received: `'${name}'`,
    });
  };
  const train = [1, 2, 3, 4, 5].map((i) => part(`data_batch_${i}.bin`));
  return { train: parseCifar(train, name), test: parseCifar([part('test_batch.bin')], name) };
}

/** Records of a label and three planes (red, green, blue) to labels and pictures (h, w, c). */
export function parseCifar(files: readonly Uint8Array[], name: string): Cifar {
  const count = files.reduce((n, file) => n + file.length / RECORD, 0);
  if (!Number.isInteger(count) || count === 0) {
    throw new FormatError({
      who: 'datasets',
      rule: {
        en: `CIFAR-10 files consist of records of ${RECORD} bytes`,
        ko: `CIFAR-10 파일은 ${RECORD}바이트짜리 기록으로 이루어집니다`,
      },
      received: `'${name}'`,
    });
  }
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  let to = 0;
  let at = 0;
  for (const file of files) {
    for (let start = 0; start < file.length; start += RECORD) {
      labels[to++] = file[start]!;
      for (let p = 0; p < PLANE; p++, at += 3) {
        pixels[at] = file[start + 1 + p]!;
        pixels[at + 1] = file[start + 1 + PLANE + p]!;
        pixels[at + 2] = file[start + 1 + 2 * PLANE + p]!;
      }
    }
  }
  return { x: fromTyped(pixels, [count, SIDE, SIDE, 3]), y: fromTyped(labels, [count, 1]) };
}
