/** @file A convolution layer from scratch: im2col, one matrix product, and their way back. */
import { checkCall, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { col2im, im2col } from '../im2col.ts';
import { sideOf } from '../size.ts';
import { array, axes, gradientOf, kept, sameLength } from './checks.ts';

export interface ConvolutionOptions {
  /** How far the filters move each time. Default 1. */
  stride?: number;
  /** Zeros around the pictures. Default 0. */
  padding?: number;
}

const convolutionOptions = optionsOf<ConvolutionOptions>()({
  stride: integer({ from: 1 }).or(1),
  padding: integer({ from: 0 }).known('pad').or(0),
});

/**
 * Filters that slide over pictures, channels first: (N, C, H, W) → (N, FN, OH, OW).
 *
 * @param W (FN, C, FH, FW) filters
 * @param b (FN,) one bias per filter
 */
export class Convolution {
  /** Filters (FN, C, FH, FW). */
  W: NDArray;
  /** Biases (FN,). */
  b: NDArray;
  /** How far the filters move each time. */
  readonly stride: number;
  /** Zeros around the pictures. */
  readonly padding: number;
  /** Gradient of the loss by W, after `backward`. */
  dW: NDArray | undefined;
  /** Gradient of the loss by b, after `backward`. */
  db: NDArray | undefined;
  #seen: { shape: readonly number[]; out: readonly number[]; col: NDArray; colW: NDArray } | undefined;

  /** `stride` and `padding` also by position. */
  constructor(W: NDArray, b: NDArray, stride?: number | ConvolutionOptions, padding?: number) {
    const who = 'cnn.Convolution';
    if (arguments.length > 2) checkCall(who, arguments, 4, convolutionOptions);
    const given = typeof stride === 'object' ? stride : { stride, padding };
    axes(who, 'W', W, '(FN, C, FH, FW)');
    array(who, 'b', b);
    sameLength(who, { en: 'filters of W and numbers of b', ko: 'W의 필터 수와 b의 개수' }, W.shape[0]!, b.size);
    [this.W, this.b] = [W, b];
    ({ stride: this.stride, padding: this.padding } = readOptions(who, given, convolutionOptions));
  }

  /** (N, C, H, W) → (N, FN, OH, OW) with OH = (H + 2 padding - FH) / stride + 1. */
  forward(x: NDArray): NDArray {
    const who = 'cnn.Convolution';
    axes(who, 'x', x, '(N, C, H, W)');
    const [fn, c, fh, fw] = this.W.shape as [number, number, number, number];
    const [n, channels, h, w] = x.shape as [number, number, number, number];
    sameLength(who, { en: 'channels of the pictures and of the filters', ko: '그림과 필터의 채널 수' }, channels, c);
    const [oh, ow] = [sideOf(h, fh, this.padding, this.stride, who), sideOf(w, fw, this.padding, this.stride, who)];

    const col = im2col(x, fh, fw, this.stride, this.padding); // a window per row
    const colW = this.W.reshape(fn, -1).T; // a filter per column
    this.#seen = { shape: x.shape, out: [n, fn, oh, ow], col, colW };
    const out = col.dot(colW);
    return out.add(this.b.ravel(), { out }).reshape(n, oh, ow, fn).transpose(0, 3, 1, 2).copy();
  }

  /** The gradient by the output (N, FN, OH, OW) → the gradient by the pictures; dW and db are kept. */
  backward(dout: NDArray): NDArray {
    const rows = this.learn(dout);
    const { shape, colW } = kept('cnn.Convolution', this.#seen);
    const [, , fh, fw] = this.W.shape as [number, number, number, number];
    return col2im(rows.dot(colW.T), shape, fh, fw, this.stride, this.padding);
  }

  /** dW and db alone: of a network's first layer nobody needs the gradient by the pictures. Gives `dout` with a place per row. */
  learn(dout: NDArray): NDArray {
    const { out, col } = kept('cnn.Convolution', this.#seen);
    gradientOf('cnn.Convolution', dout, out);
    const [fn, c, fh, fw] = this.W.shape as [number, number, number, number];
    const rows = dout.transpose(0, 2, 3, 1).reshape(-1, fn);
    this.db = rows.sum(0);
    this.dW = col.T.dot(rows).T.reshape(fn, c, fh, fw);
    return rows;
  }
}
