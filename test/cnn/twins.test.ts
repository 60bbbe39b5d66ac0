/** @file The fast loops against the lecture's own double loop, over shapes, strides, paddings and array layouts. */
import { expect, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { cnn } from '../../src/cnn/index.ts';

const rng = np.random.defaultRng(3);

/** The lecture's featuring, word for word in our array language: a window, times the filter, summed. */
function featuringBySlices(picture: NDArray, filter: NDArray, stride: number): NDArray {
  const [h, w] = picture.shape as [number, number];
  const [fh, fw] = filter.shape as [number, number];
  const [oh, ow] = [(h - fh) / stride + 1, (w - fw) / stride + 1];
  const feature = np.zeros([oh, ow]);
  for (let i = 0; i < oh; i++) {
    for (let j = 0; j < ow; j++) {
      const window = picture.at(`${i * stride}:${i * stride + fh}`, `${j * stride}:${j * stride + fw}`, '...');
      feature.set(i, j, window.mul(filter).sum());
    }
  }
  return feature;
}

function near(a: NDArray, b: NDArray): void {
  expect(a.shape).toEqual(b.shape);
  expect(a.sub(b).abs().max()).toBeLessThan(1e-12);
}

test.each([
  [[7, 9], [3, 3], 1],
  [[7, 9], [3, 5], 2],
  [[11, 11, 3], [5, 5, 3], 1],
  [[11, 8, 2], [1, 3, 2], 1],
  [[9, 9, 4], [3, 3, 4], 3],
])('featuring of %j with %j, stride %i', (shape, filterShape, stride) => {
  const picture = rng.standardNormal(shape);
  const filter = rng.standardNormal(filterShape);
  near(cnn.featuring(picture, filter, { stride }), featuringBySlices(picture, filter, stride));
});

test('views are read as they look: transposed, every second, backwards, bytes', () => {
  const big = rng.random([20, 22, 3]);
  const filter = rng.random([3, 3, 3]);
  const layouts = [
    big.transpose(1, 0, 2),
    big.at('::2', '1::2', ':'),
    big.at('::-1', '::-1', '::-1'),
    big.mul(255).astype('uint8'),
  ];
  for (const view of layouts) near(cnn.featuring(view, filter), featuringBySlices(view, filter, 1));
  near(cnn.MaxPooling(big.at('::-1', ':', 0)), cnn.MaxPooling(big.at('::-1', ':', 0).copy()));
  near(cnn.join([big.at(':', ':', 0), big.at(':', ':', 1), big.at(':', ':', 2)]), big);
});

test('a flat filter is laid on every channel alike', () => {
  const picture = rng.random([8, 8, 3]);
  const flat = rng.random([3, 3]);
  near(cnn.featuring(picture, flat), cnn.featuring(picture.sum(2), flat));
});

test('convolution takes lists as well, and keeps the channels apart', () => {
  const picture = rng.random([5, 6, 2]);
  const filter = rng.random([3, 3]);
  const out = cnn.convolution(picture.toList(), filter.toList(), { verbose: false });
  for (const k of [0, 1]) near(out.at(':', ':', k), cnn.featuring(picture.at(':', ':', k), filter));
});

test('padding: same as a frame of zeros', () => {
  const picture = rng.random([6, 7, 2]);
  const filter = rng.random([5, 3, 2]);
  const framed = np.zeros([10, 9, 2]);
  framed.set('2:8', '1:8', ':', picture);
  near(cnn.featuring(picture, filter, { padding: 'same' }), cnn.featuring(framed, filter));
  const wide = np.zeros([8, 9, 2]);
  wide.set('1:7', '1:8', ':', picture);
  near(cnn.featuring(picture, rng.random([3, 3]).mul(0).add(1), { padding: 1 }), cnn.featuring(wide, np.ones([3, 3])));
});

test('convForward equals featuring on each filter, channels moved last', () => {
  const x = rng.random([2, 3, 9, 9]);
  const bank = rng.random([4, 3, 3, 3]);
  const bias = rng.random([4]);
  const y = cnn.convForward(x, bank, { bias, stride: 2, padding: 1 });
  for (let n = 0; n < 2; n++) {
    for (let f = 0; f < 4; f++) {
      const map = cnn.featuring(x.at(n).transpose(1, 2, 0), bank.at(f).transpose(1, 2, 0), { stride: 2, padding: 1 });
      near(y.at(n, f), map.add(bias.item(f)));
    }
  }
});

test('MaxPooling equals pooling where nothing is left over', () => {
  const map = rng.standardNormal([8, 6]);
  near(cnn.MaxPooling(map), cnn.pooling(map));
  expect(cnn.Pooling(np.stack([map, map])).map((m) => m.shape)).toEqual([
    [4, 3],
    [4, 3],
  ]);
});

test('inputs stay as they were', () => {
  const map = np.array([[-1, 2]]);
  cnn.ReLU(map);
  expect(map.toList()).toEqual([[-1, 2]]);
});
