/** @file A max pooling layer from scratch, with its way back: the gradient goes to the place of the largest value. */
import { checkCall, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type NDArray } from '../../array/index.ts';
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
  #seen: { shape: readonly number[]; places: Int32Array } | undefined;

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

    const data = toTyped(x);
    const out = data instanceof Float32Array ? new Float32Array(n * c * oh * ow) : new Float64Array(n * c * oh * ow);
    // For each window, the place of its largest value in x, the first of several; -1 where a zero of the padding is largest.
    const places = new Int32Array(out.length);
    for (let map = 0, to = 0; map < n * c; map++) {
      for (let i = 0; i < oh; i++) {
        for (let j = 0; j < ow; j++, to++) {
          const top = i * stride - pad;
          const left = j * stride - pad;
          let largest = 0;
          let place = -1;
          let isFirst = true;
          for (let row = top; row < top + poolH; row++) {
            for (let column = left; column < left + poolW; column++) {
              const isInside = row >= 0 && row < h && column >= 0 && column < w;
              const at = isInside ? (map * h + row) * w + column : -1;
              const value = isInside ? data[at]! : 0;
              // NaN is larger than all, as for np.max.
              if (isFirst || value > largest || (Number.isNaN(value) && !Number.isNaN(largest))) {
                largest = value;
                place = at;
              }
              isFirst = false;
            }
          }
          out[to] = largest;
          places[to] = place;
        }
      }
    }
    this.#seen = { shape: x.shape, places };
    return fromTyped(out, [n, c, oh, ow]);
  }

  /** The gradient by the output → the gradient by the input: all of it to the place of each window's largest value. */
  backward(dout: NDArray): NDArray {
    const { shape, places } = kept('cnn.Pooling', this.#seen);
    const given = toTyped(dout);
    const dx = np.zeros(shape, dout.dtype === 'float32' ? 'float32' : 'float64');
    const { data } = dx;
    for (let i = 0; i < places.length; i++) if (places[i]! >= 0) data[places[i]!]! += given[i]!;
    return dx;
  }
}
