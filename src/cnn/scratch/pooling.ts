/** @file A max pooling layer from scratch, with its way back: the gradient goes to the place of the largest value. */
import { checkCall, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { col2im, im2col } from '../im2col.ts';
import { sideOf } from '../size.ts';
import { axes, kept } from './checks.ts';

export interface PoolingOptions {
  /** How far the window moves each time. Default 2. */
  stride?: number;
  /** Zeros around the pictures. Default 0. */
  pad?: number;
}

const poolingOptions = optionsOf<PoolingOptions>()({
  stride: integer({ from: 1 }).or(2),
  pad: integer({ from: 0 }).or(0),
});

/** The largest value of each window: (N, C, H, W) → (N, C, OH, OW), each channel on its own. */
export class PoolingLayer {
  /** Rows of the window. */
  readonly poolH: number;
  /** Columns of the window. */
  readonly poolW: number;
  /** How far the window moves each time. */
  readonly stride: number;
  /** Zeros around the pictures. */
  readonly pad: number;
  #seen: { shape: readonly number[]; largest: NDArray } | undefined;

  /** `stride` and `pad` also by position. */
  constructor(poolH: number, poolW: number, stride?: number | PoolingOptions, pad?: number) {
    const who = 'cnn.Pooling';
    if (arguments.length > 2) checkCall(who, arguments, 4, poolingOptions);
    const given = typeof stride === 'object' ? stride : { stride, pad };
    [this.poolH, this.poolW] = [poolH, poolW];
    ({ stride: this.stride, pad: this.pad } = readOptions(who, given, poolingOptions));
  }

  /** (N, C, H, W) → (N, C, OH, OW) with OH = (H + 2 pad - poolH) / stride + 1. */
  forward(x: NDArray): NDArray {
    const who = 'cnn.Pooling';
    axes(who, x, '(N, C, H, W)');
    const { poolH, poolW, stride, pad } = this;
    const [n, c, h, w] = x.shape as [number, number, number, number];
    const [oh, ow] = [sideOf(h, poolH, pad, stride, who), sideOf(w, poolW, pad, stride, who)];

    // A row per window and channel.
    const windows = im2col(x, poolH, poolW, stride, pad).reshape(-1, poolH * poolW);
    this.#seen = { shape: x.shape, largest: np.argmax(windows, 1) };
    return windows.max(1).reshape(n, oh, ow, c).transpose(0, 3, 1, 2);
  }

  /** The gradient by the output → the gradient by the input: all of it to the place of each window's largest value. */
  backward(dout: NDArray): NDArray {
    const { shape, largest } = kept('cnn.Pooling', this.#seen);
    const { poolH, poolW, stride, pad } = this;
    const rows = dout.transpose(0, 2, 3, 1).ravel();

    const windows = np.zeros([rows.size, poolH * poolW], rows.dtype);
    windows.set(np.arange(rows.size), largest, rows);
    return col2im(windows.reshape(-1, shape[1]! * poolH * poolW), shape, poolH, poolW, stride, pad);
  }
}
