/** @file A max pooling layer from scratch, with its way back: the gradient goes to the place of the largest value. */
import { checkCall, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type NDArray } from '../../array/index.ts';
import { framed } from '../im2col.ts';
import { sideOf } from '../size.ts';
import { axes, gradientOf, kept } from './checks.ts';

export interface PoolingOptions {
  /** How far the window moves each time. Default 2. */
  stride?: number;
  /** Zeros around the pictures. Default 0. */
  padding?: number;
}

const poolingOptions = optionsOf<PoolingOptions>()({
  stride: integer({ from: 1 }).or(2),
  padding: integer({ from: 0 }).known('pad').or(0),
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
  readonly padding: number;
  #seen: { shape: readonly number[]; out: readonly number[]; places: Int32Array } | undefined;

  /** `stride` and `padding` also by position. */
  constructor(poolH: number, poolW: number, stride?: number | PoolingOptions, padding?: number) {
    const who = 'cnn.Pooling';
    if (arguments.length > 2) checkCall(who, arguments, 4, poolingOptions);
    const given = typeof stride === 'object' ? stride : { stride, padding };
    [this.poolH, this.poolW] = [poolH, poolW];
    ({ stride: this.stride, padding: this.padding } = readOptions(who, given, poolingOptions));
  }

  /** (N, C, H, W) → (N, C, OH, OW) with OH = (H + 2 padding - poolH) / stride + 1. */
  forward(x: NDArray): NDArray {
    const who = 'cnn.Pooling';
    axes(who, 'x', x, '(N, C, H, W)');
    const { poolH, poolW, stride, padding } = this;
    const [n, c, h, w] = x.shape as [number, number, number, number];
    const [oh, ow] = [sideOf(h, poolH, padding, stride, who), sideOf(w, poolW, padding, stride, who)];

    const data = toTyped(framed(x, padding));
    const [high, wide] = [h + 2 * padding, w + 2 * padding];
    const out = data instanceof Float32Array ? new Float32Array(n * c * oh * ow) : new Float64Array(n * c * oh * ow);
    const places = new Int32Array(out.length); // of each window's largest value, the first of several
    for (let map = 0, to = 0; map < n * c; map++) {
      for (let i = 0; i < oh; i++) {
        for (let j = 0; j < ow; j++, to++) {
          const corner = (map * high + i * stride) * wide + j * stride;
          let place = corner;
          let largest = data[corner]!;
          for (let row = corner; row < corner + poolH * wide; row += wide) {
            for (let at = row; at < row + poolW; at++) {
              // NaN is larger than all, as for np.max.
              if (data[at]! > largest || (isNaN(data[at]!) && !isNaN(largest))) largest = data[(place = at)]!;
            }
          }
          out[to] = largest;
          places[to] = place;
        }
      }
    }
    this.#seen = { shape: x.shape, out: [n, c, oh, ow], places };
    return fromTyped(out, [n, c, oh, ow]);
  }

  /** The gradient by the output → the gradient by the input: all of it to the place of each window's largest value. */
  backward(dout: NDArray): NDArray {
    const { shape, out, places } = kept('cnn.Pooling', this.#seen);
    gradientOf('cnn.Pooling', dout, out);
    const [n, c, h, w] = shape as [number, number, number, number];
    const p = this.padding;
    const given = toTyped(dout);
    const dx = np.zeros([n, c, h + 2 * p, w + 2 * p], dout.dtype === 'float32' ? 'float32' : 'float64');
    for (let i = 0; i < places.length; i++) dx.data[places[i]!]! += given[i]!;
    return p === 0 ? dx : dx.at(':', ':', np.slice(p, p + h), np.slice(p, p + w)).copy();
  }
}
