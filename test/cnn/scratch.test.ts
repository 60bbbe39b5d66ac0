/**
 * @file The layers from scratch: every gradient beside the numerical one, values beside keras (itself held to Keras), optimizers step by
 * step beside keras's, and NumPy's values of the book's formulas worked out by hand.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { cnn } from '../../src/cnn/index.ts';
import { keras } from '../../src/keras/index.ts';

const { numericalGradient } = cnn;

beforeEach(() => np.random.seed(7));

function close(mine: NDArray | undefined, theirs: NDArray, tolerance = 1e-6): void {
  expect(mine?.shape).toEqual(theirs.shape);
  expect(np.max(np.abs(mine!.sub(theirs)))).toBeLessThan(tolerance);
}

/** A number that depends on every output, so that its gradient by the input is what backward must give. */
function checkBackward(layer: { forward(x: NDArray): NDArray; backward(dout: NDArray): NDArray }, x: NDArray): NDArray {
  const weights = np.random.randn(...layer.forward(x).shape);
  const loss = (): number => layer.forward(x).mul(weights).sum();
  const expected = numericalGradient(loss, x);
  loss();
  close(layer.backward(weights), expected);
  return weights;
}

describe('numericalGradient', () => {
  it('is 2x for the sum of squares, and leaves x as it was', () => {
    const x = np.array([
      [1, -2],
      [3, 0.5],
    ]);
    close(
      numericalGradient((v) => v.square().sum(), x),
      np.array([
        [2, -4],
        [6, 1],
      ]),
    );
    expect(x.toList()).toEqual([
      [1, -2],
      [3, 0.5],
    ]);
  });

  it('puts back the number that it moved when f fails', () => {
    const x = np.array([1.5]);
    expect(() =>
      numericalGradient(() => {
        throw new Error('no');
      }, x),
    ).toThrow('no');
    expect(x.toList()).toEqual([1.5]);
  });

  it('refuses whole numbers, which cannot move a little', () => {
    expect(() => numericalGradient(() => 0, np.array([1]))).toThrowErrorMatchingInlineSnapshot(
      `[DTypeError: cnn.numericalGradient: x must hold floating-point numbers. Received int64. x.astype('float64').]`,
    );
  });
});

describe('layers', () => {
  it.each([
    { stride: 1, padding: 0 },
    { stride: 2, padding: 1 },
    { stride: 1, padding: 2 },
  ])('Convolution with $stride, $padding', ({ stride, padding }) => {
    const [W, b] = [np.random.randn(3, 2, 3, 3), np.random.randn(3)];
    const layer = cnn.Convolution(W, b, { stride, padding });
    const x = np.random.randn(2, 2, 5, 5);
    const weights = checkBackward(layer, x);
    const loss = (): number => layer.forward(x).mul(weights).sum();
    const [dW, db] = [layer.dW!, layer.db!];
    close(dW, numericalGradient(loss, W));
    close(db, numericalGradient(loss, b));
    close(layer.forward(x), cnn.convForward(x, W, { bias: b, stride, padding }), 1e-12);
  });

  it('Convolution is the layer of keras with its axes turned', async () => {
    const [W, b] = [np.random.randn(4, 3, 3, 3), np.random.randn(4)];
    const x = np.random.randn(2, 3, 6, 6);
    const model = keras.Sequential([keras.Input([6, 6, 3]), keras.layers.Conv2D(4, 3)]);
    model.setWeights([W.transpose(2, 3, 1, 0), b]);
    const theirs = await model.predict(x.transpose(0, 2, 3, 1), { verbose: 0 });
    close(cnn.Convolution(W, b).forward(x), theirs.transpose(0, 3, 1, 2), 1e-5);
  });

  it.each([
    [2, 2, 2, 0],
    [2, 3, 1, 0],
    [2, 2, 2, 1],
  ])('Pooling %i x %i, stride %i, padding %i', (rows, columns, stride, padding) => {
    const x = np.random
      .permutation(2 * 2 * 6 * 6)
      .astype('float64')
      .add(1)
      .reshape(2, 2, 6, 6);
    checkBackward(cnn.Pooling(rows, columns, { stride, padding }), x);
  });

  it('Pooling of a list is the helper of the lecture', () => {
    expect(cnn.Pooling([np.arange(16).reshape(4, 4)])[0]!.toList()).toEqual([
      [5, 7],
      [13, 15],
    ]);
  });

  it('Affine flattens pictures and gives their shape back', () => {
    const [W, b] = [np.random.randn(12, 4), np.random.randn(4)];
    const layer = new cnn.Affine(W, b);
    const x = np.random.randn(3, 3, 2, 2);
    const weights = checkBackward(layer, x);
    const loss = (): number => layer.forward(x).mul(weights).sum();
    const [dW, db] = [layer.dW!, layer.db!];
    close(dW, numericalGradient(loss, W));
    close(db, numericalGradient(loss, b));
  });

  it('Relu and Sigmoid', () => {
    const x = np.random.randn(3, 4);
    checkBackward(cnn.Relu(), x);
    checkBackward(cnn.Sigmoid(), x);
    expect(
      cnn
        .Relu()
        .forward(np.array([-1, 0, 2]))
        .toList(),
    ).toEqual([0, 0, 2]);
  });

  it('SoftmaxWithLoss takes classes or rows with a single 1', () => {
    const x = np.random.randn(3, 5);
    for (const t of [np.array([4, 0, 2]), np.eye(5).at(np.array([4, 0, 2]))]) {
      const layer = cnn.SoftmaxWithLoss();
      const expected = numericalGradient((v) => layer.forward(v, t), x);
      layer.forward(x, t);
      close(layer.backward(), expected);
    }
    expect(cnn.SoftmaxWithLoss().forward(np.zeros([1, 4]), np.array([2]))).toBeCloseTo(Math.log(4), 5);
  });

  it('softmax of large scores does not overflow', () => {
    const expected = [0.999954600070331, 0.00004539786860886666, 2.061060046209062e-9];
    close(cnn.softmax(np.array([1010, 1000, 990])), np.array(expected), 1e-15);
  });

  it('BatchNormalization', () => {
    const [gamma, beta] = [np.random.rand(4).add(0.5), np.random.randn(4)];
    const layer = cnn.BatchNormalization(gamma, beta);
    const x = np.random.randn(6, 4);
    const weights = checkBackward(layer, x);
    const loss = (): number => layer.forward(x).mul(weights).sum();
    const [dgamma, dbeta] = [layer.dgamma!, layer.dbeta!];
    close(dgamma, numericalGradient(loss, gamma));
    close(dbeta, numericalGradient(loss, beta));
  });

  it('BatchNormalization uses its running mean after training', () => {
    const layer = cnn.BatchNormalization(np.ones([2]), np.zeros([2]), { momentum: 0 });
    const x = np.array([
      [1, 10],
      [3, 30],
    ]);
    layer.forward(x);
    close(layer.forward(np.array([[2, 20]]), false), np.zeros([1, 2]));
    close(layer.forward(np.array([[3, 30]]), false), np.ones([1, 2]), 1e-6);
  });

  it('Dropout leaves out about its part, and afterwards nothing', () => {
    const layer = cnn.Dropout(0.25);
    const x = np.ones([100, 100]);
    const out = layer.forward(x);
    expect(out.mean()).toBeCloseTo(0.75, 1);
    expect(layer.backward(x).toList()).toEqual(out.toList());
    expect(layer.forward(x, false).mean()).toBe(0.75);
  });
});

describe('optimizers', () => {
  const start = [1.5, -2, 0.25];
  const gradients = [
    [1, -2, 0.5],
    [0.5, 0.25, -1],
    [-3, 1, 2],
  ];

  it.each([
    ['SGD', cnn.SGD({ lr: 0.1 }), keras.optimizers.SGD(0.1)],
    ['Momentum', cnn.Momentum({ lr: 0.1 }), keras.optimizers.SGD(0.1, { momentum: 0.9 })],
    ['Nesterov', cnn.Nesterov({ lr: 0.1 }), keras.optimizers.SGD(0.1, { momentum: 0.9, nesterov: true })],
    ['AdaGrad', cnn.AdaGrad({ lr: 0.1 }), keras.optimizers.Adagrad(0.1, { initialAccumulatorValue: 0 })],
    ['RMSprop', cnn.RMSprop({ lr: 0.1 }), keras.optimizers.RMSprop(0.1, { rho: 0.99 })],
    ['Adam', cnn.Adam({ lr: 0.1 }), keras.optimizers.Adam(0.1)],
  ])('%s goes where the one of keras goes', (_, mine, theirs) => {
    const params = { W: np.array(start) };
    const layer = keras.layers.Dense(3, { useBias: false });
    layer.build([null, 1]);
    layer.setWeights([np.array([start])]);
    for (const gradient of gradients) {
      mine.update(params, { W: np.array(gradient) });
      theirs.applyGradients([[np.array([gradient]), layer.trainableWeights[0]!]] as never);
    }
    close(params.W, layer.getWeights()[0]!.ravel(), 2e-5); // float32 there, and RMSprop adds epsilon under the root
  });

  it('changes the array itself, which layers hold', () => {
    const W = np.array([1, 2]).astype('float64');
    cnn.SGD({ lr: 1 }).update({ W }, { W: np.array([1, 1]) });
    expect(W.toList()).toEqual([0, 1]);
  });

  it('asks for every gradient', () => {
    const update = (): void => cnn.Adam().update({ W: np.ones([1]), b: np.ones([1]) }, { W: np.ones([1]) });
    expect(update).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.Adam.update: every parameter needs a gradient of the same name. Received no gradient for b; there are W.]`,
    );
  });
});

describe('SimpleConvNet and Trainer', () => {
  const small = {
    inputDim: [1, 8, 8],
    convParam: { filterNum: 3, filterSize: 3 },
    hiddenSize: 6,
    outputSize: 4,
  } as const;

  it('gives by backpropagation what trying each number gives', () => {
    const net = cnn.SimpleConvNet({ ...small, weightInitStd: 0.3 });
    const [x, t] = [np.random.rand(2, 1, 8, 8), np.array([3, 1])];
    const [mine, tried] = [net.gradient(x, t), net.numericalGradient(x, t)];
    for (const [name, gradient] of Object.entries(mine)) close(gradient, tried[name]!, 1e-5);
  });

  it('stays float32 from the pictures to the last gradient, near the float64 one', () => {
    const [x, t] = [np.random.rand(2, 1, 8, 8), np.array([3, 1])];
    const net = cnn.SimpleConvNet({ ...small, weightInitStd: 0.3, dtype: 'float32' });
    const twin = cnn.SimpleConvNet({ ...small, weightInitStd: 0.3 });
    for (const [name, value] of Object.entries(net.params)) twin.params[name]!.set('...', value);
    const [mine, theirs] = [net.gradient(x.astype('float32'), t), twin.gradient(x, t)];
    for (const [name, gradient] of Object.entries(mine)) {
      expect(gradient.dtype, name).toBe('float32');
      close(gradient.astype('float64'), theirs[name]!, 1e-5);
    }
    expect(net.lastLoss).toBeCloseTo(twin.lastLoss!, 5);
  });

  it('learns which quarter of a picture is bright', async () => {
    const t = np.random.randint(4, { size: 80 });
    const x = np.random.rand(80, 1, 8, 8).mul(0.3);
    for (let i = 0; i < 80; i++) {
      const [row, column] = [Math.floor(t.item(i) / 2) * 4, (t.item(i) % 2) * 4];
      const quarter = x.at(i, 0, np.slice(row, row + 4), np.slice(column, column + 4));
      quarter.set('...', quarter.add(0.7));
    }
    const trainer = new cnn.Trainer(cnn.SimpleConvNet({ ...small, weightInitStd: 0.1 }), x, t, x, t, {
      epochs: 20,
      miniBatchSize: 20,
      optimizer: 'Adam',
      optimizerParam: { lr: 0.02 },
      verbose: false,
    });
    await trainer.train();
    expect(trainer.trainLossList).toHaveLength(80);
    expect(trainer.testAccList.at(-1)).toBeGreaterThan(0.97);
  });
});

describe('bad input', () => {
  const W = np.ones([2, 3, 3, 3]);
  const b = np.zeros([2]);

  it('names what was expected and what came', () => {
    expect(() => cnn.Convolution(np.ones([3, 3]), b)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: cnn.Convolution: takes an array (FN, C, FH, FW). Received shape (3, 3).]`,
    );
    expect(() => cnn.Convolution(W, np.zeros([3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: cnn.Convolution: filters of W and numbers of b must agree. Received 2 and 3.]`,
    );
    expect(() => cnn.Convolution(W, b).forward(np.ones([1, 1, 5, 5]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: cnn.Convolution: channels of the pictures and of the filters must agree. Received 1 and 3.]`,
    );
    expect(() => cnn.Convolution(W, b).backward(np.ones([1]))).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.Convolution.backward: needs what forward has seen. Received no call of forward. Call forward(x) first.]`,
    );
    expect(() =>
      cnn.Convolution(W, b, { stride: 2 }).forward(np.ones([1, 3, 6, 6])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.Convolution: the stride must divide (input + 2 padding - filter). Received (6 + 0 - 3) / 2 = 1.5. With padding 0, a stride of 1 or 3 fits.]`,
    );
    expect(() => cnn.Affine(np.ones([4, 2]), b).forward(np.ones([1, 3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: cnn.Affine: numbers of a sample and rows of W must agree. Received 3 and 4.]`,
    );
    expect(() => cnn.SimpleConvNet({ inputDim: [28, 28] as never })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: cnn.SimpleConvNet: inputDim is [channels, rows, columns]. Received [28, 28]. inputDim: [1, 28, 28].]`,
    );
    expect(() => cnn.Dropout(1)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.Dropout: ratio is from 0 up to 1 (not 1 itself). Received 1.]`,
    );
    expect(() => cnn.SoftmaxWithLoss().forward(np.ones([1, 3]), np.array([3]))).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.SoftmaxWithLoss: labels are classes from 0 to 2. Received 3.]`,
    );
    expect(() =>
      cnn.Trainer(cnn.SimpleConvNet(), np.ones([3, 1, 28, 28]), np.zeros([2]), W, b),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: cnn.Trainer: every picture needs its label. Received pictures (3, 1, 28, 28), labels (2,).]`,
    );
  });

  it('also a gradient of another shape, lists, and pictures of another size', () => {
    const wrong = [
      cnn.Convolution(np.ones([2, 1, 3, 3]), np.ones([2])),
      cnn.Pooling(2, 2),
      cnn.Relu(),
      cnn.Sigmoid(),
      cnn.Dropout(),
    ].map((layer) => {
      layer.forward(np.ones([1, 1, 6, 6]));
      return layer;
    });
    const affine = cnn.Affine(np.ones([4, 2]), np.ones([2]));
    const normal = cnn.BatchNormalization(np.ones([4]), np.zeros([4]));
    for (const layer of [affine, normal]) layer.forward(np.ones([3, 4]));
    const said = [
      ...[...wrong, affine, normal].map((layer) => () => layer.backward(np.ones([3, 3]))),
      () => affine.forward([[1, 2, 3, 4]] as never),
      () => cnn.Affine([[1, 2]] as never, [1, 2] as never),
      () => normal.forward(np.ones([3, 5])),
      () => cnn.SimpleConvNet().predict(np.ones([2, 1, 20, 20])),
      () => cnn.SGD().update({ W: np.ones([2]) }, { W: np.ones([3]) }),
    ].map((call) => {
      try {
        return call();
      } catch (error) {
        return String(error);
      }
    });
    expect(said).toMatchInlineSnapshot(`
      [
        "ShapeError: cnn.Convolution.backward: the gradient must have the shape of the output, (1, 2, 4, 4). Received (3, 3).",
        "ShapeError: cnn.Pooling.backward: the gradient must have the shape of the output, (1, 1, 3, 3). Received (3, 3).",
        "ShapeError: cnn.Relu.backward: the gradient must have the shape of the output, (1, 1, 6, 6). Received (3, 3).",
        "ShapeError: cnn.Sigmoid.backward: the gradient must have the shape of the output, (1, 1, 6, 6). Received (3, 3).",
        "ShapeError: cnn.Dropout.backward: the gradient must have the shape of the output, (1, 1, 6, 6). Received (3, 3).",
        "ShapeError: cnn.Affine.backward: the gradient must have the shape of the output, (3, 2). Received (3, 3).",
        "ShapeError: cnn.BatchNormalization.backward: the gradient must have the shape of the output, (3, 4). Received (3, 3).",
        "ValueError: cnn.Affine: x must be an array. Received [[1, 2, 3, 4]]. np.array(…) makes one of a list.",
        "ValueError: cnn.Affine: W must be an array. Received [[1, 2]]. np.array(…) makes one of a list.",
        "ShapeError: cnn.BatchNormalization: numbers of a sample and of gamma must agree. Received 5 and 4.",
        "ShapeError: cnn.SimpleConvNet: takes pictures (N, 1, 28, 28), its inputDim. Received (2, 1, 20, 20).",
        "ShapeError: cnn.SGD.update: the gradient of W must have the shape of W, (2,). Received (3,).",
      ]
    `);
  });
});
