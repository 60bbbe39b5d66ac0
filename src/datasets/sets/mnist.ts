/** @file MNIST as Keras gives it, and `load_mnist` as the from-scratch book does. */
import { np, type NDArray } from '../../array/index.ts';
import { flag, optionsOf, readArguments, readOptions } from '../../arguments/index.ts';
import { arraySet, type Loaded, type Pairs } from '../array-set.ts';
import { idxPairs } from '../formats/idx.ts';
import { loadRules, type LoadOptions } from '../options.ts';
import { filesAt } from '../set.ts';

/**
 * 60,000 + 10,000 handwritten digits, uint8 (n, 28, 28), labels 0-9.
 *
 * @ko 손글씨 숫자 MNIST 데이터셋입니다. loadData()로 받습니다.
 * @example const [[xTrain, yTrain], [xTest, yTest]] = await datasets.mnist.loadData();
 */
export const mnist = arraySet({
  name: 'mnist',
  call: 'datasets.mnist.loadData()',
  title: { en: 'MNIST: 70,000 handwritten digits, 28 x 28', ko: 'MNIST: 손글씨 숫자 70,000장, 28 x 28' },
  label: { en: 'MNIST', ko: 'MNIST' },
  licence: {
    en: 'CC BY-SA 3.0 (LeCun, Cortes), as the Keras documentation states',
    ko: 'CC BY-SA 3.0 (LeCun, Cortes), 케라스 문서에 적힌 대로',
  },
  files: filesAt(
    'mnist/',
    ['https://storage.googleapis.com/cvdf-datasets/mnist/', 'https://ossci-datasets.s3.amazonaws.com/mnist/'],
    [
      [
        'train-images-idx3-ubyte.gz',
        9912422,
        'f68b3c2dcbeaaa9fbdd348bbdeb94873',
        '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      ],
      [
        'train-labels-idx1-ubyte.gz',
        28881,
        'd53e105ee54ea40749a09fcbcd1e9432',
        '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      ],
      [
        't10k-images-idx3-ubyte.gz',
        1648877,
        '9fb629c4189551a2d022fa330f9573f3',
        '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      ],
      [
        't10k-labels-idx1-ubyte.gz',
        4542,
        'ec29112dd5afa0611ce80d1b7f02629c',
        'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      ],
    ],
  ),
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  parse: idxPairs,
  standIn: { label: { en: '2,500 digits', ko: '숫자 그림 2,500장' }, files: ['stand-ins/mnist.npz'] },
});

export interface LoadMnistOptions extends LoadOptions {
  /** Pixels from 0 to 1 (float32) instead of 0 to 255 (uint8). Default true. */
  normalize?: boolean;
  /** Each picture as a row of 784 numbers, instead of (1, 28, 28). Default true. */
  flatten?: boolean;
  /** Labels as rows with a single 1 (float64) instead of numbers. Default false. */
  oneHotLabel?: boolean;
}

const loadMnistOptions = optionsOf<LoadMnistOptions>()({
  normalize: flag().or(true),
  flatten: flag().or(true),
  oneHotLabel: flag().or(false),
  ...loadRules,
});

const byPosition = ['normalize', 'flatten', 'oneHotLabel'] as const;

/**
 * MNIST as in "Deep Learning from Scratch": `(train_x, train_y), (test_x, test_y)`, channels first. Takes options or, as
 * there, `load_mnist(normalize, flatten, one_hot_label)`.
 * @ko 책에 나온 모양으로 MNIST를 받습니다.
 */
export function load_mnist(options?: LoadMnistOptions): Promise<Loaded>;
export function load_mnist(normalize: boolean, flatten?: boolean, oneHotLabel?: boolean): Promise<Loaded>;
export async function load_mnist(...args: unknown[]): Promise<Loaded> {
  const who = 'datasets.load_mnist';
  const given = readArguments<LoadMnistOptions>(who, args, { ...loadMnistOptions.defaults }, byPosition);
  const {
    normalize: scale,
    flatten: flat,
    oneHotLabel: oneHot,
    ...options
  } = readOptions(who, given, loadMnistOptions);
  const loaded = await mnist.loadData(options);
  const pictures = (x: NDArray): NDArray => {
    const n = x.shape[0]!;
    const scaled = scale ? x.astype('float32').div(255) : x;
    return scaled.reshape(flat ? [n, 784] : [n, 1, 28, 28]);
  };
  const labels = (y: NDArray): NDArray => {
    if (!oneHot) return y;
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
