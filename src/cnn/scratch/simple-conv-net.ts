/** @file A small network from scratch: convolution, ReLU, max pooling, and two fully connected layers. */
import { anything, checkCall, integer, number, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { sideOf } from '../size.ts';
import { Affine } from './affine.ts';
import { Relu } from './activations.ts';
import { axes } from './checks.ts';
import { Convolution } from './convolution.ts';
import { numericalGradient } from './numerical-gradient.ts';
import type { Parameters } from './optimizers.ts';
import { PoolingLayer } from './pooling.ts';
import { SoftmaxWithLoss } from './softmax.ts';

/** The convolution layer of a SimpleConvNet. */
export interface ConvParam {
  /** Number of filters. Default 30. */
  filterNum?: number;
  /** Rows and columns of a filter. Default 5. */
  filterSize?: number;
  /** Zeros around the pictures. Default 0. */
  padding?: number;
  /** How far the filters move each time. Default 1. */
  stride?: number;
}

export interface SimpleConvNetOptions {
  /** Channels, rows and columns of a picture. Default [1, 28, 28]. */
  inputDim?: readonly [number, number, number];
  /** The convolution layer. */
  convParam?: ConvParam;
  /** Outputs of the hidden fully connected layer. Default 100. */
  hiddenSize?: number;
  /** Number of classes. Default 10. */
  outputSize?: number;
  /** Standard deviation of the first weights. Default 0.01. */
  weightInitStd?: number;
  /** Precision of the weights. With pictures of float32 a step takes about half as long. Default 'float64', which numerical gradients need. */
  dtype?: 'float32' | 'float64';
}

const convParam = optionsOf<ConvParam>()({
  filterNum: integer({ from: 1 }).or(30),
  filterSize: integer({ from: 1 }).or(5),
  padding: integer({ from: 0 }).known('pad').or(0),
  stride: integer({ from: 1 }).or(1),
});
const netOptions = optionsOf<SimpleConvNetOptions>()({
  inputDim: anything<readonly [number, number, number]>({ en: '[channels, rows, columns]', ko: '[채널, 행, 열]' }).or([
    1, 28, 28,
  ]),
  convParam: anything<ConvParam>({ en: 'options of the convolution', ko: '합성곱의 옵션' }).or({}),
  hiddenSize: integer({ from: 1 }).or(100),
  outputSize: integer({ from: 1 }).or(10),
  weightInitStd: number({ above: 0 }).or(0.01),
  dtype: word('float32', 'float64').or('float64'),
});

/** conv – ReLU – pool 2×2 – affine – ReLU – affine – softmax, with its weights in `params`. */
export class SimpleConvNet {
  /** Weights by name: W1, b1 (convolution), W2, b2, W3, b3 (fully connected). The layers use these very arrays. */
  readonly params: Parameters;
  /** The loss that the last `gradient` has met on its way. */
  lastLoss: number | undefined;
  readonly #conv: Convolution;
  readonly #affine1: Affine;
  readonly #affine2: Affine;
  readonly #layers: readonly { forward(x: NDArray): NDArray; backward(dout: NDArray): NDArray }[];
  readonly #last = new SoftmaxWithLoss();
  readonly #inputDim: readonly number[];

  constructor(options?: SimpleConvNetOptions) {
    const who = 'cnn.SimpleConvNet';
    if (arguments.length > 1) checkCall(who, arguments, 1, netOptions);
    const {
      inputDim,
      hiddenSize,
      outputSize,
      weightInitStd: std,
      dtype,
      convParam: conv,
    } = readOptions(who, options, netOptions);
    const { filterNum, filterSize, padding, stride } = readOptions(`${who}: convParam`, conv, convParam);
    if (inputDim.length !== 3 || !inputDim.every((side) => Number.isInteger(side) && side > 0)) {
      throw new ShapeError({
        who,
        rule: { en: 'inputDim is [channels, rows, columns]', ko: 'inputDim은 [채널, 행, 열]입니다' },
        received: `[${inputDim.join(', ')}]`,
        hint: { en: 'inputDim: [1, 28, 28]', ko: 'inputDim: [1, 28, 28]' },
      });
    }
    this.#inputDim = inputDim;
    const [channels, h, w] = inputDim;
    const pooled = [h, w].map((side) => sideOf(sideOf(side, filterSize, padding, stride, who), 2, 0, 2, who));
    const flat = filterNum * pooled[0]! * pooled[1]!;

    const weights = (...shape: number[]): NDArray =>
      np.random
        .randn(...shape)
        .mul(std)
        .astype(dtype);
    const biases = (length: number): NDArray => np.zeros([length], dtype);
    this.params = {
      W1: weights(filterNum, channels, filterSize, filterSize),
      b1: biases(filterNum),
      W2: weights(flat, hiddenSize),
      b2: biases(hiddenSize),
      W3: weights(hiddenSize, outputSize),
      b3: biases(outputSize),
    };
    const { W1, b1, W2, b2, W3, b3 } = this.params as Record<'W1' | 'b1' | 'W2' | 'b2' | 'W3' | 'b3', NDArray>;
    this.#conv = new Convolution(W1, b1, { stride, padding });
    this.#affine1 = new Affine(W2, b2);
    this.#affine2 = new Affine(W3, b3);
    this.#layers = [this.#conv, new Relu(), new PoolingLayer(2, 2), this.#affine1, new Relu(), this.#affine2];
  }

  /** (N, C, H, W) → scores (N, classes), before softmax. */
  predict(x: NDArray): NDArray {
    axes('cnn.SimpleConvNet', 'x', x, '(N, C, H, W)');
    if (x.shape.slice(1).join() !== this.#inputDim.join()) {
      throw new ShapeError({
        who: 'cnn.SimpleConvNet',
        rule: {
          en: `takes pictures (N, ${this.#inputDim.join(', ')}), its inputDim`,
          ko: `inputDim에 맞는 (N, ${this.#inputDim.join(', ')}) 그림을 받습니다`,
        },
        received: shapeText(x.shape),
      });
    }
    return this.#layers.reduce((values, layer) => layer.forward(values), x);
  }

  /** The loss for pictures x and classes t ((N,) numbers or rows with a single 1). */
  loss(x: NDArray, t: NDArray): number {
    return this.#last.forward(this.predict(x), t);
  }

  /** Part of the pictures whose largest score is the right class, `batchSize` at a time. */
  accuracy(x: NDArray, t: NDArray, batchSize = 100): number {
    const labels = t.ndim === 1 ? t : np.argmax(t, 1);
    let right = 0;
    for (let i = 0; i < labels.size; i += batchSize) {
      const rows = np.slice(i, i + batchSize);
      right += np
        .argmax(this.predict(x.at(rows)), 1)
        .eq(labels.at(rows))
        .sum();
    }
    return right / labels.size;
  }

  /** The gradients of the loss by every parameter, by backpropagation. */
  gradient(x: NDArray, t: NDArray): Parameters {
    this.lastLoss = this.loss(x, t);
    const behind = this.#layers.slice(1);
    this.#conv.learn(behind.reduceRight((dout, layer) => layer.backward(dout), this.#last.backward()));
    const [conv, affine1, affine2] = [this.#conv, this.#affine1, this.#affine2];
    return { W1: conv.dW!, b1: conv.db!, W2: affine1.dW!, b2: affine1.db!, W3: affine2.dW!, b3: affine2.db! };
  }

  /** The same gradients by trying each number: slow, to check the others. */
  numericalGradient(x: NDArray, t: NDArray): Parameters {
    const loss = (): number => this.loss(x, t);
    return Object.fromEntries(Object.entries(this.params).map(([name, p]) => [name, numericalGradient(loss, p)]));
  }
}
