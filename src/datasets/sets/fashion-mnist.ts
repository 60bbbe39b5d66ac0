/** @file Fashion-MNIST: garments in the place of digits. */
import { arraySet } from '../array-set.ts';
import { idxPairs } from '../formats/idx.ts';
import { filesAt } from '../set.ts';

/**
 * 60,000 + 10,000 garments, uint8 (n, 28, 28), labels 0-9 (`classNames`).
 * @ko 패션 MNIST 데이터셋입니다. loadData()로 받습니다.
 */
export const fashionMnist = arraySet({
  name: 'fashion-mnist',
  call: 'datasets.fashionMnist.loadData()',
  title: {
    en: 'Fashion-MNIST: 70,000 garments, 28 x 28, 10 classes',
    ko: 'Fashion-MNIST: 옷 사진 70,000장, 28 x 28, 클래스 10개',
  },
  label: { en: 'Fashion-MNIST', ko: 'Fashion-MNIST' },
  licence: 'MIT (Zalando SE)',
  files: filesAt(
    'fashion-mnist/',
    [
      'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
      'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
    ],
    [
      [
        'train-images-idx3-ubyte.gz',
        26421880,
        '8d4fb7e6c68d591d4c3dfef9ec88bf0d',
        '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      ],
      [
        'train-labels-idx1-ubyte.gz',
        29515,
        '25c81989df183df01b3e8a0aad5dffbe',
        'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      ],
      [
        't10k-images-idx3-ubyte.gz',
        4422102,
        'bef4ecab320f06d8554ea6380940ec79',
        '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      ],
      [
        't10k-labels-idx1-ubyte.gz',
        5148,
        'bb300cfdad3c16e7a12a480ee83cd310',
        '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      ],
    ],
  ),
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
  parse: idxPairs,
  standIn: { label: { en: '2,000 garments', ko: '옷 그림 2,000장' }, files: ['stand-ins/fashion-mnist.npz'] },
});
