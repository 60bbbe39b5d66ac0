/**
 * @file One value of a layer's result taken apart: which cells of which inputs it comes from, with which weights, and what the parts
 * add up to. The largest parts are kept one by one, the others as their sum.
 */
import type { Arithmetic, Curve, Window } from '../../../keras/index.ts';
import { curveFunction } from './curves.ts';
import {
  alphaAt,
  channelsAround,
  compute,
  divisorOf,
  joined,
  poolWindow,
  rowOf,
  sloped,
  sourcesAt,
  taken,
} from './forward.ts';
import { learntAt, scalesOf } from './standardized.ts';
import { gridOf, indexOf, type Place, type Tensor, type Use } from './uses.ts';

/** Cells of an input: the upper left one, how many, and how far apart. Rows and columns outside are padding. */
export interface Seen {
  /** Which of the inputs of the use. */
  readonly input: number;
  readonly channel: number;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly down: number;
  readonly right: number;
}

/** A part of the sum. */
export interface Term {
  readonly seen: Seen;
  /** The cells row by row; null: padding. */
  readonly values: readonly (number | null)[];
  /** The weight of each cell; null: there are none. */
  readonly weights: readonly number[] | null;
  /** What the part comes to. */
  readonly sum: number;
}

/** One value taken apart. */
export interface Explained {
  /** The rule of the arithmetic; 'input' and 'own' have no parts. */
  readonly rule: Arithmetic['rule'] | 'input' | 'own';
  /** Of `pool`, `join` and `standardize`: which. */
  readonly how: string | null;
  /** The largest parts first, where parts are summed; else in the order of the inputs. */
  readonly terms: readonly Term[];
  /** The parts that are not among `terms`. */
  readonly others: { readonly count: number; readonly sum: number };
  readonly bias: number | null;
  /** What the curve gets. */
  readonly sum: number | null;
  readonly curve: Curve | null;
  /** Numbers that a rule has beside its parts, by name. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly value: number;
}

/** So many parts are kept one by one. */
const KEPT = 4;
/** Of single products, which need less space. */
const KEPT_PRODUCTS = 6;

/** Takes the value at `place` apart. `result`: the whole result of the use, for what only it knows (softmax, curves of one's own). */
export function explain(use: Use, inputs: readonly Tensor[], place: Place, result: Tensor): Explained {
  const value = result.data[indexOf(use.shape, place)]!;
  const { arithmetic } = use;
  if (arithmetic === null || arithmetic === 'input') return { ...nothing, rule: arithmetic ?? 'own', value };
  return { ...nothing, value, rule: arithmetic.rule, ...parts(use, arithmetic, inputs, place, value) };
}

const nothing: Omit<Explained, 'rule' | 'value'> = {
  how: null,
  terms: [],
  others: { count: 0, sum: 0 },
  bias: null,
  sum: null,
  curve: null,
  numbers: {},
};

function parts(
  use: Use,
  how: Arithmetic<Tensor>,
  inputs: readonly Tensor[],
  place: Place,
  value: number,
): Partial<Explained> {
  const [x] = inputs as [Tensor];
  const [i, j, k] = place;
  switch (how.rule) {
    case 'conv': {
      const [, , c] = gridOf(x.shape);
      const filters = use.shape.at(-1)!;
      const each = c / how.groups;
      const first = Math.floor(k / (filters / how.groups)) * each;
      const terms = range(each).map((n) => {
        const seen = windowAt(how.window, i, j, first + n);
        return term(x, seen, range(seen.rows * seen.columns).map((at) => how.kernel.data[(at * each + n) * filters + k]!)); // prettier-ignore
      });
      return summed(use, terms, how.bias, how.curve, place, inputs, value);
    }
    case 'separable': {
      const [, , c] = gridOf(x.shape);
      const times = how.depthwise.shape.at(-1)!;
      const filters = how.pointwise.shape.at(-1)!;
      const terms = range(c * times).map((m) => {
        const channel = Math.floor(m / times);
        const seen = windowAt(how.window, i, j, channel);
        const mix = how.pointwise.data[m * filters + k]!;
        // The weight that a cell really has: that of its channel times that of the mixing.
        return term(x, seen, range(seen.rows * seen.columns).map((at) => how.depthwise.data[(at * c + channel) * times + (m % times)]! * mix)); // prettier-ignore
      });
      return summed(use, terms, how.bias, how.curve, place, inputs, value);
    }
    case 'transposed': {
      const [h, w, c] = gridOf(x.shape);
      const filters = use.shape.at(-1)!;
      const rows = reached(how.window, 0, i, h);
      const columns = reached(how.window, 1, j, w);
      if (rows.length === 0 || columns.length === 0) return summed(use, [], how.bias, how.curve, place, inputs, value);
      const terms = range(c).map((channel) => {
        const seen = { input: 0, channel, top: rows[0]!.at, left: columns[0]!.at, rows: rows.length, columns: columns.length, down: gap(rows), right: gap(columns) }; // prettier-ignore
        const weights = rows.flatMap(({ tap: a }) =>
          columns.map(({ tap: b }) => how.kernel.data[((a * how.window.size[1] + b) * filters + k) * c + channel]!),
        );
        return term(x, seen, weights);
      });
      return summed(use, terms, how.bias, how.curve, place, inputs, value);
    }
    case 'dense': {
      const [, , n] = gridOf(x.shape);
      const units = how.kernel.shape.at(-1)!;
      const terms = range(n).map((m) => term(x, cellAt(0, [i, j, m]), [how.kernel.data[m * units + k]!]));
      return summed(use, terms, how.bias, how.curve, place, inputs, value);
    }
    case 'pool': {
      const seen = { ...cellAt(0, place), ...poolWindow(how.window, place, x.shape, use.shape) };
      const values = valuesIn(x, seen);
      const inside = values.filter((each) => each !== null);
      const sum = taken(inside, how.take);
      return { how: how.take, terms: [{ seen, values, weights: null, sum }], numbers: { cells: inside.length }, sum };
    }
    case 'normalize': {
      const [mean, variance] = [how.mean.data[k]!, how.variance.data[k]!];
      const [gamma, beta] = [how.gamma?.data[k] ?? 1, how.beta?.data[k] ?? 0];
      const one = term(x, cellAt(0, place), null);
      const deviation = Math.sqrt(variance + how.epsilon);
      const sum = ((one.sum - mean) / deviation) * gamma + beta;
      return { terms: [one], numbers: { mean, variance, epsilon: how.epsilon, gamma, beta }, sum };
    }
    case 'standardize': {
      const one = term(x, cellAt(0, place), null);
      const { middle, divisor } = scalesOf(x, how)(place);
      const [gamma, beta] = learntAt(how, use.shape, place);
      const sum = ((one.sum - middle) / divisor) * gamma + beta;
      return { how: how.by, terms: [one], numbers: { mean: middle, divisor, gamma, beta }, sum };
    }
    case 'neighbours': {
      const at = indexOf(x.shape, place);
      const around = channelsAround(x.data.subarray(at - k, at - k + gridOf(x.shape)[2]), k, how.radius);
      const one = term(x, cellAt(0, place), null);
      const squares = around.reduce((sum, each) => sum + each * each, 0);
      const { offset, factor, power } = how;
      return { terms: [one], numbers: { squares, offset, factor, power }, sum: one.sum / divisorOf(around, how) };
    }
    case 'mix': {
      const [row, column] = [how.rows[i]!, how.columns[j]!];
      const size = { rows: row.weights.length, columns: column.weights.length };
      const seen = { ...cellAt(0, place), top: row.first, left: column.first, ...size };
      const weights = row.weights.flatMap((down) => column.weights.map((across) => down * across));
      const one = term(x, seen, weights);
      return { terms: [one], sum: one.sum };
    }
    case 'slope': {
      const one = term(x, cellAt(0, place), null);
      const alpha = alphaAt(how.alpha, place);
      return { terms: [one], numbers: { alpha }, sum: sloped(one.sum, alpha) };
    }
    case 'lookup': {
      const [, wide, deep] = gridOf(x.shape);
      const cell = Math.floor(indexOf(use.shape, place) / gridOf(use.shape)[2]);
      const from: Place = [Math.floor(cell / (wide * deep)), Math.floor(cell / deep) % wide, cell % deep];
      const one = term(x, cellAt(0, from), null);
      return { terms: [one], sum: rowOf(how.table, one.sum)[k]! };
    }
    case 'scale': {
      const of = (list: readonly number[]): number => list[list.length === 1 ? 0 : k]!;
      const one = term(x, cellAt(0, place), null);
      const [scale, offset] = [of(how.scale), of(how.offset)];
      return { terms: [one], numbers: { scale, offset }, sum: one.sum * scale + offset };
    }
    case 'curve': {
      const one = term(x, cellAt(0, place), null);
      return { terms: [one], ...ending(how.curve, one.sum, x, place, value) };
    }
    case 'same': {
      const one = term(x, cellAt(0, place), null);
      return { terms: [one], sum: one.sum };
    }
    case 'order': {
      const [, columns, channels] = gridOf(x.shape);
      const at = indexOf(use.shape, place);
      const cell = Math.floor(at / channels);
      const one = term(x, cellAt(0, [Math.floor(cell / columns), cell % columns, at % channels]), null);
      return { terms: [one], sum: one.sum };
    }
    default: {
      const sources = sourcesAt(how, inputs.map(({ shape }) => shape), place); // prettier-ignore
      const terms = sources.map((source) => {
        const read = inputs[source.input]!.data[source.index]!;
        return { seen: cellAt(source.input, source.place), values: [read], weights: null, sum: read };
      });
      const values = terms.map(({ sum }) => sum);
      return { terms, how: how.rule === 'join' ? how.how : null, sum: how.rule === 'join' ? joined(values, how.how) : (values[0] ?? 0) }; // prettier-ignore
    }
  }
}

/** Terms, bias and curve of a layer that sums products. */
function summed(
  use: Use,
  terms: readonly Term[],
  bias: Tensor | null,
  curve: Curve,
  place: Place,
  inputs: readonly Tensor[],
  value: number,
): Partial<Explained> {
  const plus = bias ? bias.data[place[2]]! : null;
  const sum = terms.reduce((total, each) => total + each.sum, 0) + (plus ?? 0);
  const kept = terms.every(({ values }) => values.length === 1) ? KEPT_PRODUCTS : KEPT;
  const order = [...terms].sort((a, b) => size(b.sum) - size(a.sum));
  const others = order.slice(kept);
  const made = {
    terms: order.slice(0, kept),
    others: { count: others.length, sum: others.reduce((total, each) => total + each.sum, 0) },
    bias: plus,
  };
  if (curve.name !== 'softmax') return { ...made, ...ending(curve, sum, undefined, place, value) };
  // All channels are needed: their sums are those of the same layer without its curve.
  const linear = { ...use, arithmetic: { ...(use.arithmetic as object), curve: { name: 'linear' } } } as Use;
  return { ...made, ...ending(curve, sum, compute(linear, inputs), place, value) };
}

/** A curve and what it makes of the sum; `row`: what softmax is computed from. */
function ending(curve: Curve, sum: number, row: Tensor | undefined, place: Place, value: number): Partial<Explained> {
  if (curve.name === 'linear') return { sum };
  if (curve.name !== 'softmax' || !row) return { sum, curve, value: curveFunction(curve)?.(sum) ?? value };
  const channels = row.shape.at(-1)!;
  const at = indexOf(row.shape, [place[0], place[1], 0]);
  const scores = Array.from(row.data.subarray(at, at + channels));
  // The largest is taken off first, as the layer does it: the quotient is the same and nothing overflows.
  const most = Math.max(...scores);
  const total = scores.reduce((all, score) => all + Math.exp(score - most), 0);
  const top = Math.exp(sum - most);
  return { sum, curve, numbers: { most, exp: top, total, classes: channels }, value: top / total };
}

function windowAt(
  { size: [rows, columns], strides, dilation, before }: Window,
  i: number,
  j: number,
  channel: number,
): Seen {
  // prettier-ignore
  const [top, left] = [i * strides[0] - before[0], j * strides[1] - before[1]];
  return { input: 0, channel, top, left, rows, columns, down: dilation[0], right: dilation[1] };
}

function cellAt(input: number, [top, left, channel]: Place): Seen {
  return { input, channel, top, left, rows: 1, columns: 1, down: 1, right: 1 };
}

/** The cells of the input that reach row (or column) `i` in a transposed convolution, and by which row of the kernel. */
function reached(
  { size: sizes, strides, dilation, before }: Window,
  axis: 0 | 1,
  i: number,
  n: number,
): { at: number; tap: number }[] {
  // prettier-ignore
  return range(sizes[axis])
    .map((tap) => ({ tap, at: (i + before[axis] - tap * dilation[axis]) / strides[axis] }))
    .filter(({ at }) => Number.isInteger(at) && at >= 0 && at < n)
    .sort((a, b) => a.at - b.at);
}

function gap(cells: readonly { readonly at: number }[]): number {
  return cells.length > 1 ? cells[1]!.at - cells[0]!.at : 1;
}

function valuesIn({ shape, data }: Tensor, seen: Seen): (number | null)[] {
  const [h, w, c] = gridOf(shape);
  return range(seen.rows * seen.columns).map((at) => {
    const row = seen.top + Math.floor(at / seen.columns) * seen.down;
    const column = seen.left + (at % seen.columns) * seen.right;
    return row < 0 || column < 0 || row >= h || column >= w ? null : data[(row * w + column) * c + seen.channel]!;
  });
}

function term(x: Tensor, seen: Seen, weights: readonly number[] | null): Term {
  const values = valuesIn(x, seen);
  const sum = values.reduce<number>((total, value, at) => total + (value ?? 0) * (weights ? weights[at]! : 1), 0);
  return { seen, values, weights, sum };
}

/** NaN counts as large: it is what one looks for. */
function size(value: number): number {
  return Number.isNaN(value) ? Infinity : Math.abs(value);
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
