/** @file `plot.stepper` computes what `cnn` and `keras` compute, for every kind; and what it refuses. */
import { afterEach, describe, expect, it } from 'vitest';
import { lectureFilter as filter, lecturePicture as lecture } from '../lecture-picture.ts';
import { np, type NDArray } from '../../src/array/index.ts';
import { cnn } from '../../src/cnn/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import { Stepper, plot, plt } from '../../src/plot/index.ts';
import { Drawer } from '../../src/plot/pictures/stepper/draw.ts';
import { sheetOf } from '../../src/plot/pictures/stepper/sheet.ts';
import { cellsAt, rangesOf, stepOf } from '../../src/plot/pictures/stepper/walkthrough.ts';

afterEach(() => {
  plt.close('all');
  setLanguage('en');
});

const rng = np.random.defaultRng(3);

/** What stands in the panel whose title begins so, when all steps are done; padding is left out. */
function panel({ walkthrough }: Stepper, title: string): NDArray {
  const p = walkthrough.panels.findIndex((each) => each.title.startsWith(title));
  const { rows, columns, padding = [0, 0, 0, 0] } = walkthrough.panels[p]!;
  const cells = cellsAt(walkthrough, walkthrough.steps.length - 1)[p]!.map((cell) => cell?.value ?? NaN);
  const [above, below, left, right] = padding;
  return np
    .array(cells)
    .reshape(rows, columns)
    .at(np.slice(above, rows - below), np.slice(left, columns - right));
}

function expectClose(a: NDArray, b: NDArray, tolerance = 1e-9): void {
  expect(a.shape).toEqual(b.shape);
  expect(a.sub(b).abs().max()).toBeLessThan(tolerance);
}

describe('a convolution', () => {
  it("walks the lecture's 7 × 7 picture: the first sum is 15 (L2.2)", () => {
    const { walkthrough } = plot.stepper(lecture, filter);
    expect(walkthrough.steps).toHaveLength(25);
    expect(walkthrough.steps[0]!.text).toBe(
      'The filter lies on rows 0 to 2, columns 0 to 2. Products added up: output[0, 0] = 1×2 + 2×0 + 3×1 + 0×0 + 1×1 + 2×2 + 3×1 + 0×0 + 1×2 = 15',
    );
    const [, , products, output] = cellsAt(walkthrough, 0);
    expect(products!.map((cell) => [cell!.value, cell!.note])).toEqual([
      [2, '1×2'],
      [0, '2×0'],
      [3, '3×1'],
      [0, '0×0'],
      [1, '1×1'],
      [4, '2×2'],
      [3, '3×1'],
      [0, '0×0'],
      [2, '1×2'],
    ]);
    expect(output!.filter((cell) => cell !== undefined)).toEqual([{ value: 15 }]);
  });

  it.each([
    [[7, 7], [3, 3], {}],
    [[6, 7], [2, 2], { stride: [1, 2] }],
    [[7, 9], [3, 3], { stride: 2, padding: 1 }],
    [[6, 6], [2, 4], { padding: 'same' }],
    [[7, 7], [3, 3], { dilation: 2 }],
    [[7, 8], [2, 3], { dilation: [1, 3] }],
    [[5, 5, 3], [3, 3, 3], { padding: 'same' }],
    [[5, 5, 2], [2, 2], {}],
    [[4, 1], [1, 1], {}],
  ] as const)('of %j and %j with %j is that of cnn', (picture, kernel, options) => {
    const [x, f] = [rng.standardNormal([...picture]), rng.standardNormal([...kernel])];
    expectClose(panel(plot.stepper(x, f, options), 'output'), cnn.featuring(x, f, options));
    const bias = plot.stepper(x, f, { ...options, bias: 2 });
    expectClose(panel(bias, 'output'), cnn.featuring(x, f, options).add(2));
    const matrix = plot.stepper(x, f, { ...options, kind: 'im2col' });
    expectClose(panel(matrix, 'output').ravel(), cnn.featuring(x, f, options).ravel());
  });

  it('as matrices is cnn.im2col', () => {
    const x = rng.standardNormal([5, 6, 2]);
    const shown = plot.stepper(x, np.ones([2, 3]), { kind: 'im2col', padding: 1 });
    expectClose(panel(shown, 'col'), cnn.im2col(x.transpose(2, 0, 1).at(np.newaxis), 2, 3, 1, 1));
  });

  it.each([
    ['valid', 1],
    ['valid', 3],
    ['same', 2],
    ['same', 1],
  ] as const)('transposed, padding %s, stride %i, is that of keras', async (padding, stride) => {
    for (const side of [2, 3]) {
      const [x, f] = [rng.standardNormal([3, 4, 2]), rng.standardNormal([side, side, 2])];
      const model = keras.Sequential([
        layers.Input({ shape: [3, 4, 2] }),
        layers.Conv2DTranspose({ filters: 1, kernelSize: side, strides: stride, padding, useBias: false }),
      ]);
      model.setWeights([f.reshape(side, side, 1, 2)]);
      const there = (await model.predict(x.at(np.newaxis), { verbose: 0 })).at(0, ':', ':', 0).astype('float64');
      expectClose(panel(plot.stepper(x, f, { kind: 'transposed', padding, stride }), 'output'), there, 1e-5);
    }
  });

  it.each([
    [0, 1, 1],
    [1, 2, 1],
    [2, 1, 3],
  ])('backward with padding %i, stride %i and %i channels is that of cnn', (padding, stride, channels) => {
    const [x, f] = [rng.standardNormal([5, 5, channels]), rng.standardNormal([3, 3, channels])];
    const side = cnn.outputSize(5, 3, { padding, stride });
    const dout = rng.standardNormal([side, side]);
    const layer = new cnn.Convolution(f.transpose(2, 0, 1).at(np.newaxis), np.zeros([1]), { stride, padding });
    layer.forward(x.transpose(2, 0, 1).at(np.newaxis));
    const dX = layer.backward(dout.reshape(1, 1, side, side));
    const shown = plot.stepper(x, f, { backward: dout, padding, stride });
    for (let k = 0; k < channels; k++) {
      const name = channels === 1 ? '' : `, channel ${k}`;
      expectClose(panel(shown, `dW 3×3${name}`), layer.dW!.at(0, k));
      expectClose(panel(shown, `dX 5×5${name}`), dX.at(0, k));
    }
  });
});

describe('a pooling', () => {
  const kinds = ['max', 'average', 'min', 'l2'] as const;

  it.each(kinds)('%s is that of cnn', (kind) => {
    for (const [shape, options] of [
      [[6, 6], {}],
      [[4, 6], { size: [2, 3] }],
      [[5, 7], { size: 3, stride: [2, 1] }],
      [[4, 4, 2], {}],
    ] as const) {
      const x = rng.standardNormal([...shape]);
      const there = cnn.pooling(x, { kind, ...options });
      const shown = plot.stepper(x, { kind, ...options });
      if (there.ndim === 2) expectClose(panel(shown, 'output'), there);
      else for (let k = 0; k < 2; k++) expectClose(panel(shown, `output 2×2, channel ${k}`), there.at(':', ':', k));
    }
  });

  it.each(kinds)('%s backward has the slopes of the numbers', (kind) => {
    const x = rng.standardNormal([5, 5]);
    const dout = rng.standardNormal([3, 3]);
    const options = { kind, size: 3, stride: 1 } as const;
    const loss = (of: NDArray): number => cnn.pooling(of, options).mul(dout).sum();
    const shown = plot.stepper(x, { ...options, backward: dout });
    expectClose(panel(shown, 'dX'), cnn.numericalGradient(loss, x), 1e-6);
  });

  it('max backward is that of the layer from scratch, equal numbers too', () => {
    const x = np.array([
      [1, 1, 0, 2],
      [1, 0, 2, 2],
    ]);
    const layer = new cnn.Pooling(2, 2);
    layer.forward(x.reshape(1, 1, 2, 4));
    const there = layer.backward(np.ones([1, 1, 1, 2])).at(0, 0);
    expectClose(panel(plot.stepper(x, { kind: 'max', backward: true }), 'dX'), there);
  });
});

describe('what is drawn', () => {
  it('shades products by themselves and the output as it fills', () => {
    const { walkthrough } = plot.stepper(lecture, filter);
    const scales = walkthrough.panels.map(({ scale }) => rangesOf(walkthrough).get(scale));
    expect(scales).toEqual([
      [0, 3],
      [0, 2],
      [0, 6],
      [6, 17],
    ]);
    expect(stepOf(walkthrough, 3, 7)).toBe(7);
  });

  it('says what it shows, in both languages', () => {
    expect(plot.stepper(lecture, filter).summary).toBe(
      'A filter of 3×3 moves over a picture of 7×7. At each of its 25 places the numbers under it are multiplied with the filter and added up; the output has 5×5 numbers.',
    );
    setLanguage('ko');
    const { summary, walkthrough } = plot.stepper(lecture.at('0:4', '0:4'), { kind: 'max' });
    expect(summary).toBe('최댓값 풀링(4×4, 윈도 2×2)입니다. 윈도 4개가 하나씩 출력의 수 하나가 됩니다.');
    expect(walkthrough.steps[0]!.text).toBe('윈도가 0~1행, 0~1열 위에 놓입니다: output[0, 0] = max(1, 2, 0, 1) = 2');
  });

  it('on paper stands the chosen step, or some of them', () => {
    expect(plot.stepper(lecture, filter).walkthrough.printed).toEqual([0, 12, 24]);
    expect(plot.stepper(lecture, filter, { step: 4 }).walkthrough).toMatchObject({ printed: [4], first: 4 });
    expect(plot.stepper(lecture, filter, { step: 4 }).toSVG()).toContain('>5/25  The filter lies');
  });
});

it('what does not fit is refused', () => {
  const loose = plot.stepper as (...args: unknown[]) => unknown;
  const calls = [
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { stride: 2 }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { dilation: 2 }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { stride: 0 }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { padding: -1 }),
    () => loose(np.ones([4, 4]), np.ones([3, 3]), { pad: 1 }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { size: 2 }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { kind: 'max' }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { step: 4 }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { kind: 'im2col', backward: true }),
    () => plot.stepper(np.ones([4, 4]), np.ones([3, 3]), { backward: np.ones([3, 3]) }),
    () => plot.stepper(np.ones([4, 4, 2]), np.ones([3, 3, 3])),
    () => plot.stepper(np.ones([5, 5, 8]), np.ones([3, 3])),
    () => plot.stepper(np.ones([3, 8, 8]), np.ones([3, 3])),
    () => plot.stepper(np.ones([1, 8, 8, 1]), np.ones([3, 3])),
    () => plot.stepper(np.ones([8, 8]), np.ones([3, 3, 1, 4])),
    () => plot.stepper(np.array([[NaN, 1]]), np.ones([1, 1])),
    () => plot.stepper(np.ones([2, 2]), np.ones([1, 1]), { kind: 'transposed', padding: 2 }),
    () => plot.stepper(np.ones([4, 4])),
    () => plot.stepper(np.ones([4, 4]), { kind: 'im2col' }),
    () => plot.stepper(np.ones([5, 5]), { kind: 'max' }),
    () => plot.stepper(np.ones([4, 4]), { kind: 'max', padding: 1 }),
    () => plot.stepper(np.ones([28, 28]), np.ones([9, 9])),
  ];
  const said = calls.map((call) => {
    try {
      call();
      return 'accepted';
    } catch (error) {
      return String(error);
    }
  });
  expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ValueError: plot.stepper: the stride must divide (input + 2 padding - filter). Received (4 + 0 - 3) / 2 = 0.5. With padding 0, a stride of 1 fits.
    ValueError: plot.stepper: the filter must fit into the padded input. Received input 4, filter 3 (5 cells with dilation 2), padding 0.
    ValueError: plot.stepper: stride must be a whole number of at least 1, or [m, n] (m to the right, n down). Received 0.
    ValueError: plot.stepper: padding must be a whole number of at least 0, 'same' or 'valid'. Received -1.
    ValueError: plot.stepper: there is no option 'pad'. Received { pad: 1 }. Did you mean 'padding'?
    ValueError: plot.stepper: size does not go with a filter, whose size is its own. Received size 2.
    ValueError: plot.stepper: kind 'max' is pooling, which has no filter. Received a picture and a filter. Write plot.stepper(picture, { kind: 'max' }).
    ValueError: plot.stepper: there are 4 steps, counted from 0. Received step 4.
    ValueError: plot.stepper: backward does not go with kind 'im2col'. Received backward true.
    ShapeError: plot.stepper: backward must have the shape of the output, (2, 2). Received array (3, 3).
    ShapeError: plot.stepper: the filter must be as thick as the picture. Received picture (4, 4, 2), filter (3, 3, 3). A flat filter (rows, columns) is laid on every channel by itself.
    ShapeError: plot.stepper: at most 4 channels can be followed by eye. Received array (5, 5, 8). Take one channel: x.at(':', ':', 0).
    ShapeError: plot.stepper: at most 4 channels can be followed by eye. Received array (3, 8, 8). The channels stand first: put them last with x.transpose(1, 2, 0).
    ShapeError: plot.stepper: the picture must have shape (rows, columns) or (rows, columns, channels). Received array (1, 8, 8, 1). Take one picture of the batch: x.at(0).
    ShapeError: plot.stepper: the filter must have shape (rows, columns) or (rows, columns, channels). Received array (3, 3, 1, 4). Take one filter: W.at(':', ':', ':', 0) of Keras's kernel, W.at(0) of a list of filters.
    ValueError: plot.stepper: every number must be finite. Received NaN. np.nanToNum(x) replaces NaN and infinity.
    ValueError: plot.stepper: the padding cuts off more than the filter adds. Received (2 - 1) · 1 + 1 - 2 · 2 = -2. Take a smaller padding.
    ValueError: plot.stepper: needs a filter, or the kind of a pooling. Received a picture alone. Write plot.stepper(picture, filter), or plot.stepper(picture, { kind: 'max' }).
    ValueError: plot.stepper: kind 'im2col' needs a filter. Received a picture alone. Write plot.stepper(picture, filter), or plot.stepper(picture, { kind: 'max' }).
    ValueError: plot.stepper: the windows must fill the side: the stride must divide (side - window). Received (5 - 2) / 2 = 1.5. A stride of 1 or 3 fits; cnn.MaxPooling fills an odd side up with zeros.
    ValueError: plot.stepper: padding does not go with pooling. Received padding 1.
    ValueError: plot.stepper: the picture is too large to be followed by eye (at most 900 cells, 400 steps and 12,000 products). Received 28 x 28 cells, 400 steps, 32400 products. Take a part of it: x.at('0:8', '0:8').
    "
  `);
});

it('what stands in a notebook is text, never elements of the page', () => {
  const hostile = '</text></svg><img src="x" onerror="alert(1)">';
  const plain = plot.stepper(lecture, filter).walkthrough;
  const walkthrough = {
    ...plain,
    title: hostile,
    panels: plain.panels.map((panel) => ({ ...panel, title: hostile })),
    steps: plain.steps.map((step) => ({
      ...step,
      text: hostile,
      writes: step.writes.map((write) => ({ ...write, notes: write.values.map(() => hostile) })),
    })),
  };
  const drawn = [...new Drawer(walkthrough).panelsAt(0).map(({ body }) => body), sheetOf(walkthrough).svg];
  expect(drawn.filter((text) => text.includes('<img'))).toEqual([]);
  expect(drawn.filter((text) => text.includes('&lt;img')).length).toBeGreaterThan(1);
});

it('what lies in the notebook stays small: the largest walks, and what padding or stride would blow up', () => {
  const rng = np.random.defaultRng(4);
  const largest = [
    () => plot.stepper(rng.standardNormal([22, 22]), rng.standardNormal([3, 3]), { kind: 'im2col' }),
    () => plot.stepper(rng.standardNormal([30, 30, 4]), { kind: 'max' }),
    () => plot.stepper(rng.standardNormal([16, 16]), rng.standardNormal([3, 3]), { backward: true }),
    () => plot.stepper(rng.standardNormal([4, 4]), rng.standardNormal([3, 3]), { padding: 28, stride: 19 }),
  ];
  for (const make of largest) {
    const { walkthrough, recipe } = make();
    expect(JSON.stringify([walkthrough, recipe]).length).toBeLessThan(1e6);
    plt.close('all');
  }
  const [picture, filter] = [rng.standardNormal([4, 4]), rng.standardNormal([3, 3])];
  const said = (['en', 'ko'] as const).flatMap((language) => {
    setLanguage(language);
    return [
      () => plot.stepper(picture, filter, { padding: 299, stride: 599 }),
      () => plot.stepper(picture, filter, { kind: 'im2col', padding: 299, stride: 599 }),
      () => plot.stepper(picture, filter, { kind: 'transposed', stride: 300 }),
    ].map((call) => {
      try {
        return call().summary;
      } catch (error) {
        return String(error);
      }
    });
  });
  setLanguage('en');
  expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    ValueError: plot.stepper: the picture with its padding is too large to be followed by eye (at most 3600 cells). Received 602 x 602 cells. Take less padding.
    ValueError: plot.stepper: the picture with its padding is too large to be followed by eye (at most 3600 cells). Received 602 x 602 cells. Take less padding.
    ValueError: plot.stepper: the output is too large to be followed by eye (at most 3600 cells). Received 1200 x 1200 cells. Take a smaller stride.
    ValueError: plot.stepper: 패딩을 붙인 그림이 눈으로 따라가기에는 너무 큽니다(최대 3600칸). 받은 값: 602 x 602칸. 패딩을 줄이세요.
    ValueError: plot.stepper: 패딩을 붙인 그림이 눈으로 따라가기에는 너무 큽니다(최대 3600칸). 받은 값: 602 x 602칸. 패딩을 줄이세요.
    ValueError: plot.stepper: 출력이 눈으로 따라가기에는 너무 큽니다(최대 3600칸). 받은 값: 1200 x 1200칸. 스트라이드를 줄이세요.
    "
  `);
});
