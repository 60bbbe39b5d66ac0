/**
 * @file How a layer makes one value of its result, as data: what pictures of a network need that write a value out, number by number
 * (`plot.explore`), also in a page without a kernel. A layer's class says it in its facts; a layer without it computes in a way of its own.
 *
 * Samples are seen as (rows, columns, channels), channels last: sequences (steps, channels) have one column, vectors one cell.
 */
import type { Weight } from './weight.ts';

/** A function of single values, by Keras's name, with options that are not the defaults; 'softmax' looks at all channels. 'own': unknown. */
export interface Curve {
  readonly name: string;
  readonly options?: Readonly<Record<string, number | null>>;
}

/** How a window moves: sizes and distances as [down, right], and the padding before the first row and column. */
export interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly before: readonly [number, number];
}

/** How a value comes from the inputs. `W`: a weight of the layer, or what stands for it. */
export type Arithmetic<W = Weight> =
  /** Products with a kernel (rows, columns, channels / groups, filters), summed; then bias and curve. */
  | { rule: 'conv'; window: Window; groups: number; kernel: W; bias: W | null; curve: Curve }
  /** The way back of a convolution; kernel (rows, columns, filters, channels). */
  | { rule: 'transposed'; window: Window; kernel: W; bias: W | null; curve: Curve }
  /** Each channel by itself (rows, columns, channels, times), then mixed by (1, 1, channels · times, filters). */
  | { rule: 'separable'; window: Window; depthwise: W; pointwise: W; bias: W | null; curve: Curve }
  /** One number of the cells of a window that lie in the picture. */
  | { rule: 'pool'; window: Window; take: 'max' | 'min' | 'mean' | 'l2' }
  /** All channels times a column of the kernel (channels, units). */
  | { rule: 'dense'; kernel: W; bias: W | null; curve: Curve }
  /** gamma (x - mean) / sqrt(variance + epsilon) + beta, by channel. */
  | { rule: 'normalize'; mean: W; variance: W; gamma: W | null; beta: W | null; epsilon: number }
  /** x · scale + offset; lists of one number, or one per channel. */
  | { rule: 'scale'; scale: readonly number[]; offset: readonly number[] }
  | { rule: 'curve'; curve: Curve }
  /** The value itself. */
  | { rule: 'same' }
  /** The same numbers in the same order in another shape. */
  | { rule: 'order' }
  /** A picture moved down and to the right, zeros where nothing was. */
  | { rule: 'move'; by: readonly [number, number] }
  /** Each cell as many cells. */
  | { rule: 'repeat'; times: readonly [number, number] }
  /** One value of each input, at the same place. */
  | { rule: 'join'; how: 'add' | 'subtract' | 'multiply' | 'mean' | 'max' | 'min' }
  /** The inputs behind each other along an axis of (rows, columns, channels). */
  | { rule: 'concat'; axis: 0 | 1 | 2 };
