/** @file mnist, fashionMnist and cifar10 as Keras gives them, and load_mnist as the from-scratch book does. */
import { np, type NDArray } from '../array/index.ts';
import type { Entry } from '../store/index.ts';
import { catalog } from './catalog.ts';
import { parseCifarArchive, parseIdx } from './formats.ts';
import { gunzip, readBytes, standInPlace } from './host.ts';
import { provide, type Provenance } from './provide.ts';
import type { StoreOptions } from '../store/index.ts';

/** `[[xTrain, yTrain], [xTest, yTest]]`; `source` says where from, `notice` what is special about them. */
export type Loaded = [[NDArray, NDArray], [NDArray, NDArray]] & Provenance;

type Pairs = [[NDArray, NDArray], [NDArray, NDArray]];

const names = {
  mnist: { en: 'MNIST', ko: 'MNIST' },
  'fashion-mnist': { en: 'Fashion-MNIST', ko: 'Fashion-MNIST' },
  cifar10: { en: 'CIFAR-10', ko: 'CIFAR-10' },
} as const;

const standIns = {
  mnist: { en: '2,500 digits', ko: '숫자 그림 2,500장' },
  'fashion-mnist': { en: '2,000 garments', ko: '옷 그림 2,000장' },
  cifar10: { en: '900 small pictures', ko: '작은 그림 900장' },
} as const;

async function load(
  name: keyof typeof names,
  parse: (paths: string[]) => Pairs,
  options: StoreOptions,
): Promise<Loaded> {
  const { files } = catalog[name];
  const { paths, source, notice } = await provide(files, names[name], standIns[name], options);
  const pairs = paths ? parse(paths) : drawn(name);
  return Object.assign(pairs, { source, notice });
}

function drawn(name: string): Pairs {
  const path = standInPlace(`stand-ins/${name}.npz`);
  const set = np.load(readBytes(path)) as Record<string, NDArray>;
  const y = (labels: NDArray): NDArray => (name === 'cifar10' ? labels.reshape(-1, 1) : labels);
  return [
    [set['x_train']!, y(set['y_train']!)],
    [set['x_test']!, y(set['y_test']!)],
  ];
}

/** The four IDX files in the order of the catalogue: train images, train labels, test images, test labels. */
function idxPairs(paths: string[], files: readonly Entry[]): Pairs {
  const [a, b, c, d] = paths.map((path, i) => parseIdx(gunzip(readBytes(path), path), files[i]!.file));
  return [
    [a!, b!],
    [c!, d!],
  ];
}

/** 60,000 + 10,000 handwritten digits, uint8 (n, 28, 28), labels 0-9. */
export const mnist = {
  /** @example const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData(); */
  loadData: (options: StoreOptions = {}): Promise<Loaded> =>
    load('mnist', (paths) => idxPairs(paths, catalog.mnist.files), options),
};

/** 60,000 + 10,000 garments, uint8 (n, 28, 28), labels 0-9 (`classNames`). */
export const fashionMnist = {
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  loadData: (options: StoreOptions = {}): Promise<Loaded> =>
    load('fashion-mnist', (paths) => idxPairs(paths, catalog['fashion-mnist'].files), options),
};

/** 50,000 + 10,000 colour pictures, uint8 (n, 32, 32, 3), labels (n, 1) 0-9 (`classNames`). */
export const cifar10 = {
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  loadData: (options: StoreOptions = {}): Promise<Loaded> => load('cifar10', ([path]) => cifarPairs(path!), options),
};

function cifarPairs(path: string): Pairs {
  const { train, test } = parseCifarArchive(gunzip(readBytes(path), path), path);
  return [
    [train.x, train.y],
    [test.x, test.y],
  ];
}

export interface LoadMnistOptions {
  /** Pixels from 0 to 1 (float32) instead of 0 to 255 (uint8). Default true. */
  normalize?: boolean;
  /** Each picture as a row of 784 numbers, instead of (1, 28, 28). Default true. */
  flatten?: boolean;
  /** Labels as rows with a single 1 (float64) instead of numbers. Default false. */
  oneHotLabel?: boolean;
}

/**
 * MNIST as in "Deep Learning from Scratch": `(train_x, train_y), (test_x, test_y)`, channels first. Takes options or, as
 * there, `load_mnist(normalize, flatten, one_hot_label)`.
 */
export async function load_mnist(
  normalize: boolean | (LoadMnistOptions & StoreOptions) = true,
  flatten = true,
  oneHotLabel = false,
): Promise<Loaded> {
  const options: LoadMnistOptions & StoreOptions =
    typeof normalize === 'object' ? normalize : { normalize, flatten, oneHotLabel };
  const loaded = await mnist.loadData(options);
  const pictures = (x: NDArray): NDArray => {
    const n = x.shape[0]!;
    const scaled = options.normalize === false ? x : x.astype('float32').div(255);
    return scaled.reshape(options.flatten === false ? [n, 1, 28, 28] : [n, 784]);
  };
  const labels = (y: NDArray): NDArray => {
    if (!options.oneHotLabel) return y;
    const rows = np.zeros([y.size, 10]);
    y.toTyped().forEach((label: number, i: number) => (rows.data[i * 10 + label] = 1));
    return rows;
  };
  const [[x, y], [tx, ty]] = loaded;
  const pairs: Pairs = [
    [pictures(x), labels(y)],
    [pictures(tx), labels(ty)],
  ];
  return Object.assign(pairs, { source: loaded.source, notice: loaded.notice });
}
