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

/** An axis of (rows, columns, channels). */
export type Axis = 0 | 1 | 2;

/** The cells of an input's row or column that a cell of the result is mixed from: the first, and the weights from there on. */
export interface Mix {
  readonly first: number;
  readonly weights: readonly number[];
}

/** What a value is brought to scale with: statistics over `axes`, of `group` channels that follow each other (null: all). */
export interface Standardizing<W = Weight> {
  readonly axes: readonly Axis[];
  readonly group: number | null;
  /**
   * deviation: (x - mean) / sqrt(variance + epsilon); rms: x / sqrt(mean of squares + epsilon); length: x / sqrt(max(sum of squares,
   * epsilon)).
   */
  readonly by: 'deviation' | 'rms' | 'length';
  readonly epsilon: number;
  /** Numbers along the axes `along`, one behind another. */
  readonly gamma: W | null;
  readonly beta: W | null;
  readonly along: readonly Axis[];
}

/** How a value comes from the inputs. `W`: a weight of the layer, or what stands for it. */
export type Arithmetic<W = Weight> =
  /** Products with a kernel (rows, columns, channels / groups, filters), summed; then bias and curve. */
  | { rule: 'conv'; window: Window; groups: number; kernel: W; bias: W | null; curve: Curve }
  /** The way back of a convolution; kernel (rows, columns, filters, channels). */
  | { rule: 'transposed'; window: Window; kernel: W; bias: W | null; curve: Curve }
  /** Each channel by itself (rows, columns, channels, times), then mixed by (1, 1, channels · times, filters). */
  | { rule: 'separable'; window: Window; depthwise: W; pointwise: W; bias: W | null; curve: Curve }
  /** One number of the cells of a window that lie in the picture; 'shares': the windows share the picture out, in parts as equal as they can be. */
  | { rule: 'pool'; window: Window | 'shares'; take: 'max' | 'min' | 'mean' | 'l2' }
  /** All channels times a column of the kernel (channels, units). */
  | { rule: 'dense'; kernel: W; bias: W | null; curve: Curve }
  /** gamma (x - mean) / sqrt(variance + epsilon) + beta, by channel. */
  | { rule: 'normalize'; mean: W; variance: W; gamma: W | null; beta: W | null; epsilon: number }
  /** A value against others of the same sample. */
  | ({ rule: 'standardize' } & Standardizing<W>)
  /** x / (offset + factor · sum of squares of the channels at most `radius` away) ** power. */
  | { rule: 'neighbours'; radius: number; offset: number; factor: number; power: number }
  /** x above 0, alpha · x below; alpha has the shape of a sample, 1 where one slope is shared. */
  | { rule: 'slope'; alpha: W }
  /** The row of a table (numbers, channels) that the value names. */
  | { rule: 'lookup'; table: W }
  /** x · scale + offset; lists of one number, or one per channel. */
  | { rule: 'scale'; scale: readonly number[]; offset: readonly number[] }
  | { rule: 'curve'; curve: Curve }
  /** The value itself. */
  | { rule: 'same' }
  /** The same numbers in the same order in another shape. */
  | { rule: 'order' }
  /** A picture moved down and to the right, zeros where nothing was. */
  | { rule: 'move'; by: readonly [number, number] }
  /** Cells of a window with weights that depend on the place only: a picture in another size. */
  | { rule: 'mix'; rows: readonly Mix[]; columns: readonly Mix[] }
  /** Axes in another order: `from[i]` is the axis of the input that becomes axis i of (rows, columns, channels). */
  | { rule: 'permute'; from: readonly [Axis, Axis, Axis] }
  /** Each cell as many cells. */
  | { rule: 'repeat'; times: readonly [number, number] }
  /** One value of each input, at the same place. */
  | { rule: 'join'; how: 'add' | 'subtract' | 'multiply' | 'mean' | 'max' | 'min' }
  /** The inputs behind each other along an axis of (rows, columns, channels). */
  | { rule: 'concat'; axis: Axis };
