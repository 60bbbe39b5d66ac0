/** @file Every number that the lectures print about convolution, pooling and sizes, by the row ids of the exercise list. */
import { describe, expect, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { lectureFilter, lecturePicture } from '../lecture-picture.ts';
import { cnn } from '../../src/cnn/index.ts';
import { image } from '../../src/image/index.ts';

const list = (a: NDArray): unknown => a.toList();
const { filters } = cnn;

describe('the practice slides (L0)', () => {
  test('L0.1 and L0.2: products and their sum', () => {
    expect(cnn.conv([1, 0, 2], [2, 3, 1])).toBe(4);
    const a = np.array([
      [1, 0, 1],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    const b = np.array([
      [0, 1, 1],
      [0, 1, 1],
      [0, 0, 1],
    ]);
    expect(cnn.conv(a, b)).toBe(3);
    expect(list(a.mul(b))).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  test('L0.3: 32x32x3, six 5x5 filters, pooling, flatten, ten classes', () => {
    const picture = np.random.rand(32, 32, 3);
    const six = Array.from({ length: 6 }, () => np.random.randn(5, 5, 3));
    const [maps, pooled] = cnn.ConvMax(picture, six);
    expect(maps.shape).toEqual([6, 28, 28]);
    expect(pooled.map((map) => map.shape)).toEqual(Array.from({ length: 6 }, () => [14, 14]));
    expect(cnn.join(maps).shape).toEqual([28, 28, 6]);
    expect(cnn.join(pooled).shape).toEqual([14, 14, 6]);
    expect(cnn.join(pooled).flatten().size).toBe(1176);
    expect([cnn.outputSize(32, 5), cnn.poolSize(28, 2)]).toEqual([28, 14]);
  });

  test('L0.4: three filters, layer after layer, on a 300x400x3 picture', () => {
    let picture = np.random.rand(300, 400, 3);
    const sizes: number[][] = [];
    for (let layer = 0; layer < 3; layer++) {
      const three = [filters.edge, filters.boxBlur, np.random.randn(3, 3)];
      const [maps, pooled] = cnn.ConvMax(picture, three);
      sizes.push(maps.shape.slice(), pooled[0]!.shape.slice());
      picture = cnn.join(pooled);
    }
    expect(sizes).toEqual([
      [3, 298, 398],
      [149, 199],
      [3, 147, 197],
      [74, 99],
      [3, 72, 97],
      [36, 49],
    ]);
  });

  test('L0.7: MaxPooling pads an odd side with one zero row or column', () => {
    const map = np.array([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect(list(cnn.MaxPooling(map))).toEqual([
      [5, 6],
      [8, 9],
    ]);
    expect(list(cnn.MaxPooling(map.neg()))).toEqual([
      [-1, 0],
      [0, 0],
    ]);
    for (const n of [1, 2, 7, 8, 28])
      expect(cnn.MaxPooling(np.ones([n, n + 1])).shape).toEqual([Math.floor((n + 1) / 2), Math.floor((n + 2) / 2)]);
  });

  test('L0.8: featuring of a flat 10x10 picture, which the lecture itself needs', () => {
    const picture = np.random.rand(10, 10);
    expect(cnn.featuring(picture, np.ones([3, 3])).shape).toEqual([8, 8]);
    expect(cnn.featuring(np.random.rand(10, 12, 3), np.ones([3, 3, 3])).shape).toEqual([8, 10]);
  });

  test('L0.9 to L0.13: the chain of helpers', () => {
    const picture = np.arange(100).reshape(10, 10);
    const three = [np.ones([3, 3]), np.ones([3, 3]), np.ones([3, 3])];
    const maps = cnn.ConvD(picture, three);
    expect(maps).toHaveLength(3);
    expect(maps[0]!.item(0, 0)).toBe(99); // 0+1+2+10+11+12+20+21+22
    expect(
      list(
        cnn.ReLU([
          [-1, 2],
          [3, -4],
        ]),
      ),
    ).toEqual([
      [0, 2],
      [3, 0],
    ]);
    const [f0, fg] = cnn.ConvMax(picture, three);
    expect([f0.shape, fg.length, fg[0]!.shape]).toEqual([[3, 8, 8], 3, [4, 4]]);
    const joined = cnn.join(fg);
    expect(joined.shape).toEqual([4, 4, 3]);
    expect(joined.item(1, 2, 0)).toBe(fg[0]!.item(1, 2));
    const [again] = cnn.ConvMax(joined, three);
    expect(again.shape).toEqual([3, 2, 2]);
  });

  test('L0.10: to_img rounds to bytes, cuts off, or wraps like NumPy', () => {
    const maps = [np.array([[-1, 0.5, 1.5, 2.5, 300]])];
    expect(list(cnn.to_img(maps)[0]!)).toEqual([[0, 0, 2, 2, 255]]);
    expect(list(cnn.to_img(maps, { wrap: true })[0]!)).toEqual([[255, 0, 2, 2, 44]]);
    expect(cnn.to_img(maps)[0]!.dtype).toBe('uint8');
  });
});

describe('the concept post (L1)', () => {
  test('L1.4: the size formula, same padding, pooling', () => {
    expect(cnn.outputSize(5, 3)).toBe(3);
    expect(cnn.outputSize(7, 3, { stride: 2 })).toBe(3);
    expect(cnn.outputSize(28, 5, { padding: cnn.samePadding(5) })).toBe(28);
    expect(cnn.outputSize(227, 11, { stride: 4 })).toBe(55);
    expect(cnn.poolSize(32, 2)).toBe(16);
    expect(cnn.featuring(np.ones([28, 28]), np.ones([5, 5]), { padding: 'same' }).shape).toEqual([28, 28]);
  });

  test('L1.5: padding (32, 32, 3) by 2 gives (36, 36, 3)', () => {
    expect(image.pad(np.zeros([32, 32, 3]), 2).shape).toEqual([36, 36, 3]);
  });

  test('L1.6 and L4.11: max, average, min and L2 pooling', () => {
    const map = np.array([
      [1, 2, 0, 0],
      [3, 4, 0, 5],
      [1, 1, 3, 4],
      [1, 1, 0, 0],
    ]);
    expect(list(cnn.pooling(map))).toEqual([
      [4, 5],
      [1, 4],
    ]);
    expect(list(cnn.pooling(map, { kind: 'average' }))).toEqual([
      [2.5, 1.25],
      [1, 1.75],
    ]);
    expect(list(cnn.pooling(map, { kind: 'min' }))).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(list(cnn.pooling(map, { kind: 'l2' }))).toEqual([
      [Math.sqrt(30), 5],
      [2, 5],
    ]);
    expect(cnn.pooling(map, { size: 2, stride: 1 }).shape).toEqual([3, 3]);
    expect(cnn.pooling(np.ones([4, 6, 3]), { kind: 'average' }).shape).toEqual([2, 3, 3]);
    expect(list(cnn.globalAveragePooling([map, map.mul(2)]))).toEqual([1.625, 3.25]);
  });

  test('L1.7: a map a channel, added up, plus the bias', () => {
    const channels = np.array([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [10, 20],
        [30, 40],
      ],
    ]); // (2, 2, 2): channel, row, column
    const filter = np.array([[[2]], [[3]]]);
    expect(list(cnn.convForward(channels, filter, { bias: np.array([1]) }))).toEqual([
      [
        [33, 65],
        [97, 129],
      ],
    ]);
  });
});

describe('the book chapter (L2)', () => {
  const [picture, filter] = [lecturePicture, lectureFilter];

  test('L2.2: the 7x7 picture, first value 15', () => {
    const map = cnn.featuring(picture, filter);
    expect(map.shape).toEqual([5, 5]);
    expect(map.item(0, 0)).toBe(15);
    expect(list(map)).toEqual([
      [15, 16, 17, 6, 15],
      [6, 15, 16, 17, 6],
      [17, 6, 15, 16, 17],
      [16, 17, 6, 15, 16],
      [15, 16, 17, 6, 15],
    ]);
    expect(list(picture.at('0:3', '0:3').mul(filter))).toEqual([
      [2, 0, 3],
      [0, 1, 4],
      [3, 0, 2],
    ]);
  });

  test('L2.3: the stride must divide', () => {
    expect(cnn.featuring(picture, filter, { stride: 2 }).shape).toEqual([3, 3]);
    expect(() => cnn.featuring(picture, filter, { stride: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.featuring: the stride must divide (input + 2 padding - filter). Received (7 + 0 - 3) / 3 = 1.3333. With padding 0, a stride of 1, 2 or 4 fits.]`,
    );
  });

  test('L2.4: many filters, a bias, a batch', () => {
    const x = np.random.rand(3, 7, 7);
    expect(cnn.convForward(x, np.random.rand(3, 5, 5)).shape).toEqual([1, 3, 3]);
    expect(cnn.convForward(x, np.random.rand(4, 3, 5, 5), { bias: np.ones([4, 1, 1]) }).shape).toEqual([4, 3, 3]);
    expect(cnn.convForward(np.random.rand(10, 3, 7, 7), np.random.rand(4, 3, 5, 5)).shape).toEqual([10, 4, 3, 3]);
  });

  test('L2.5: the filter table', () => {
    const table = Object.fromEntries(Object.entries(filters).map(([name, f]) => [name, list(f)]));
    expect(table).toMatchObject({
      identity: [
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
      ],
      edgeDiagonal: [
        [1, 0, -1],
        [0, 0, 0],
        [-1, 0, 1],
      ],
      laplacian: [
        [0, 1, 0],
        [1, -4, 1],
        [0, 1, 0],
      ],
      edge: [
        [-1, -1, -1],
        [-1, 8, -1],
        [-1, -1, -1],
      ],
      sharpen: [
        [0, -1, 0],
        [-1, 5, -1],
        [0, -1, 0],
      ],
      boxBlur: Array.from({ length: 3 }, () => [1 / 9, 1 / 9, 1 / 9]),
      gaussianBlur: [
        [1 / 16, 2 / 16, 1 / 16],
        [2 / 16, 4 / 16, 2 / 16],
        [1 / 16, 2 / 16, 1 / 16],
      ],
    });
    expect(filters.laplacian).not.toBe(filters.laplacian);
    for (const f of [filters.boxBlur, filters.gaussianBlur, cnn.gaussianFilter(7), cnn.boxFilter(5)])
      expect(f.sum()).toBeCloseTo(1, 12);
    expect(list(cnn.featuring(picture, filters.identity))).toEqual(list(picture.at('1:6', '1:6').astype('float64')));
  });

  test('L2.6: the curve detector answers 6600 to its curve and 0 to another', () => {
    const { filter, match, other } = cnn.curveDetector;
    expect(cnn.conv(match, filter)).toBe(6600);
    expect(cnn.conv(other, filter)).toBe(0);
    expect(cnn.conv(filter, filter)).toBe(5400); // six times 30 times 30
  });

  test('L2.7: four-dimensional data', () => {
    const x = np.random.rand(10, 1, 28, 28);
    expect([x.shape, x.at(0).shape, x.at(0, 0).shape]).toEqual([
      [10, 1, 28, 28],
      [1, 28, 28],
      [28, 28],
    ]);
  });

  test('L2.8: im2col and its way back', () => {
    expect(cnn.im2col(np.random.rand(1, 3, 7, 7), 5, 5).shape).toEqual([9, 75]);
    const x = np.random.rand(10, 3, 7, 7);
    const col = cnn.im2col(x, 5, 5);
    expect(col.shape).toEqual([90, 75]);
    expect(list(col.at(1, '0:5'))).toEqual(list(x.at(0, 0, 0, '1:6')));
    // Each pixel comes back as often as windows cover it.
    const cover = cnn.col2im(np.ones([9, 4]), [1, 1, 4, 4], 2, 2);
    expect(list(cover.at(0, 0))).toEqual([
      [1, 2, 2, 1],
      [2, 4, 4, 2],
      [2, 4, 4, 2],
      [1, 2, 2, 1],
    ]);
    const windows = cnn.im2col(x, 3, 3, 2, 1);
    expect(windows.shape).toEqual([10 * 4 * 4, 27]);
    expect(list(cnn.col2im(cnn.im2col(x, 7, 7), x.shape, 7, 7))).toEqual(list(x));
  });
});

describe('filters on pictures (L3)', () => {
  test('L3.1: second differences give the four-neighbour Laplacian', () => {
    const f = np.array([
      [4, 1, 7],
      [2, 9, 5],
      [3, 8, 6],
    ]);
    const at = (i: number, j: number): number => f.item(i, j);
    const rows = at(2, 1) - 2 * at(1, 1) + at(0, 1);
    const cols = at(1, 2) - 2 * at(1, 1) + at(1, 0);
    expect(cnn.conv(f, filters.laplacian)).toBe(rows + cols);
    expect(list(filters.laplacianDiagonal)).toEqual([
      [1, 0, 1],
      [0, -4, 0],
      [1, 0, 1],
    ]);
  });

  test('L3.4: each channel alone, 109x120 to 107x118, positions printed', () => {
    const lines: string[] = [];
    const log = console.log;
    console.log = (line: string): void => void lines.push(line);
    try {
      expect(cnn.convolution(np.random.rand(109, 120), filters.boxBlur).shape).toEqual([107, 118]);
      expect(cnn.convolution(np.random.rand(20, 30, 2), np.ones([5, 3])).shape).toEqual([16, 28, 2]);
      cnn.convolution(np.ones([9, 9]), filters.boxBlur, { verbose: false });
    } finally {
      console.log = log;
    }
    expect(lines).toEqual(['[1 1] [107 118] 3 3', '[2 1] [17 28] 5 3']);
    const picture = np.random.rand(6, 7, 2);
    const out = cnn.convolution(picture, filters.sharpen, { verbose: false });
    expect(list(out.at(':', ':', 1))).toEqual(list(cnn.featuring(picture.at(':', ':', 1), filters.sharpen)));
    expect(cnn.apply_filter(picture.at('0:3', '0:3', 1), filters.sharpen)).toBeCloseTo(out.item(0, 0, 1), 12);
  });

  test('L3.6: max pooling mostly does not notice small changes', () => {
    const map = np.array([
      [9, 1, 2, 8],
      [3, 4, 5, 0],
      [1, 7, 6, 2],
      [0, 3, 1, 4],
    ]);
    const changed = map.copy();
    changed.set(0, 1, 5);
    changed.set(2, 0, 6);
    expect(list(cnn.MaxPooling(changed))).toEqual(list(cnn.MaxPooling(map)));
    expect(list(cnn.pooling(changed, { kind: 'average' }))).not.toEqual(list(cnn.pooling(map, { kind: 'average' })));
  });

  test('L3.7: conv(shift(x)) = shift(conv(x)), but not for a quarter turn', () => {
    const x = np.zeros([12, 12]);
    x.set('3:6', '4:8', np.random.rand(3, 4));
    const f = np.array([
      [1, 2, 0],
      [0, -1, 0],
      [3, 0, 1],
    ]);
    const shift = (a: NDArray): NDArray => np.roll(a, [2, 1], { axis: [0, 1] });
    expect(list(cnn.featuring(shift(x), f))).toEqual(list(shift(cnn.featuring(x, f))));
    expect(list(cnn.featuring(np.rot90(x), f))).not.toEqual(list(np.rot90(cnn.featuring(x, f))));
  });
});

describe('structure of a CNN (L4)', () => {
  test('L4.7: 4x4 with a 2x2 mask', () => {
    const picture = [
      [1, 0, 1, 0],
      [1, 0, 1, 0],
      [1, 1, 1, 1],
      [0, 0, 1, 0],
    ];
    const mask = [
      [1, 0],
      [0, 1],
    ];
    const x = np.array(picture).reshape(1, 1, 4, 4);
    expect(list(cnn.convForward(x.at(0), np.array(mask).reshape(1, 2, 2)))).toEqual([
      [
        [1, 1, 1],
        [2, 1, 2],
        [1, 2, 1],
      ],
    ]);
  });

  test('L4.8: 5x5 with a 3x3 filter', () => {
    const picture = np.array([
      [1, 1, 1, 0, 0],
      [0, 1, 1, 1, 0],
      [0, 0, 1, 1, 1],
      [0, 0, 1, 1, 0],
      [0, 1, 1, 0, 0],
    ]);
    const filter = np.array([
      [1, 0, 1],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    expect(list(cnn.featuring(picture, filter))).toEqual([
      [4, 3, 4],
      [2, 4, 3],
      [2, 3, 4],
    ]);
  });

  test('L4.9: different filters bring out different features', () => {
    const step = np.zeros([6, 6]);
    step.set(':', '3:', 1);
    expect(cnn.featuring(step, filters.verticalEdge).abs().max()).toBe(4);
    expect(cnn.featuring(step, filters.horizontalEdge).abs().max()).toBe(0);
  });
});
