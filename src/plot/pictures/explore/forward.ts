/** @file The result of a use of a layer, in plain loops: a page without a kernel computes a network with this when its pixels are edited. */
import type { Arithmetic, Curve, Mix, Window } from '../../../keras/index.ts';
import { curveFunction, isKnownCurve, softmaxRows } from './curves.ts';
import { standardized } from './standardized.ts';
import { gridOf, indexOf, sizeOf, type Place, type Tensor, type Use } from './uses.ts';

/** Multiplications with an addition that a page does at once: about a tenth of a second. */
export const MOST_WORK = 4e7;

/** Whether this file can compute a use from its inputs. */
export function canCompute({ arithmetic }: Use<unknown>): boolean {
  if (arithmetic === null) return false;
  return arithmetic === 'input' || !('curve' in arithmetic) || isKnownCurve(arithmetic.curve);
}

/** Multiplications with an addition of a use, about. */
export function workOf({ arithmetic, shape }: Use<{ readonly shape: readonly number[] }>): number {
  const cells = sizeOf(shape);
  if (arithmetic === null || arithmetic === 'input') return cells;
  switch (arithmetic.rule) {
    case 'conv':
    case 'dense':
      return (cells * sizeOf(arithmetic.kernel.shape)) / shape.at(-1)!;
    case 'transposed':
      return cells * sizeOf([...arithmetic.kernel.shape.slice(0, -2), arithmetic.kernel.shape.at(-1)!]);
    case 'separable':
      return cells * (sizeOf(arithmetic.depthwise.shape) + arithmetic.pointwise.shape.at(-2)!);
    case 'pool':
      return arithmetic.window === 'shares' ? cells : cells * arithmetic.window.size[0] * arithmetic.window.size[1];
    case 'mix':
      return cells * longest(arithmetic.rows) * longest(arithmetic.columns);
    case 'neighbours':
      return cells * (2 * arithmetic.radius + 1);
    default:
      return cells;
  }
}

/** The numbers that a use makes of its inputs. */
export function compute(use: Use, inputs: readonly Tensor[]): Tensor {
  const { arithmetic, shape } = use;
  if (arithmetic === null || arithmetic === 'input') throw new Error(`${use.name} cannot be computed here`);
  return { shape, data: numbers(arithmetic, inputs, shape) };
}

function numbers(how: Arithmetic<Tensor>, inputs: readonly Tensor[], shape: readonly number[]): Float32Array {
  const [x] = inputs as [Tensor];
  switch (how.rule) {
    case 'conv':
      return ended(convolved(x, how, shape), how.bias, how.curve, shape);
    case 'transposed':
      return ended(transposed(x, how, shape), how.bias, how.curve, shape);
    case 'separable': {
      const times = how.depthwise.shape.at(-1)!;
      const [, , channels] = gridOf(x.shape);
      const [rows, columns, filters] = gridOf(shape);
      const kernel = { shape: [...how.window.size, 1, channels * times], data: how.depthwise.data };
      const between = [rows, columns, channels * times];
      const data = convolved(x, { window: how.window, groups: channels, kernel }, between);
      return ended(product(data, how.pointwise.data, channels * times, filters), how.bias, how.curve, shape);
    }
    case 'dense':
      return ended(product(x.data, how.kernel.data, ...(how.kernel.shape as [number, number])), how.bias, how.curve, shape); // prettier-ignore
    case 'pool':
      return pooled(x, how, shape);
    case 'curve':
      return curved(x.data.slice(), how.curve, shape.at(-1)!);
    case 'normalize': {
      const channels = shape.at(-1)!;
      const factor = Array.from(
        { length: channels },
        (_, k) => (how.gamma?.data[k] ?? 1) / Math.sqrt(how.variance.data[k]! + how.epsilon),
      );
      return x.data.map((value, i) => {
        const k = i % channels;
        return (value - how.mean.data[k]!) * factor[k]! + (how.beta?.data[k] ?? 0);
      });
    }
    case 'standardize':
      return standardized(x, how);
    case 'neighbours': {
      const channels = shape.at(-1)!;
      return x.data.map((value, i) => {
        const k = i % channels;
        return value / divisorOf(channelsAround(x.data.subarray(i - k, i - k + channels), k, how.radius), how);
      });
    }
    case 'mix':
      return mixed(x, how, shape);
    case 'slope':
      return eachPlace(x.shape, (place, at) => sloped(x.data[at]!, alphaAt(how.alpha, place)));
    case 'lookup': {
      const channels = how.table.shape.at(-1)!;
      const out = new Float32Array(x.data.length * channels);
      x.data.forEach((row, i) => out.set(rowOf(how.table, row), i * channels));
      return out;
    }
    case 'scale': {
      const channels = shape.at(-1)!;
      const of = (list: readonly number[], i: number): number => list[list.length === 1 ? 0 : i % channels]!;
      return x.data.map((value, i) => value * of(how.scale, i) + of(how.offset, i));
    }
    case 'same':
    case 'order':
      return x.data.slice();
    default:
      return placed(how, inputs, shape);
  }
}

/** Bias and curve at the end of a layer. */
function ended(sums: Float32Array, bias: Tensor | null, curve: Curve, shape: readonly number[]): Float32Array {
  const channels = shape.at(-1)!;
  if (bias) for (let i = 0; i < sums.length; i++) sums[i]! += bias.data[i % channels]!;
  return curved(sums, curve, channels);
}

function curved(data: Float32Array, curve: Curve, channels: number): Float32Array {
  if (curve.name === 'softmax') softmaxRows(data, channels);
  else if (curve.name !== 'linear') {
    const f = curveFunction(curve)!;
    for (let i = 0; i < data.length; i++) data[i] = f(data[i]!);
  }
  return data;
}

function product(x: Float32Array, kernel: Float32Array, n: number, units: number): Float32Array {
  const out = new Float32Array((x.length / n) * units);
  const row = new Float64Array(units);
  for (let at = 0, to = 0; at < x.length; at += n, to += units) {
    row.fill(0);
    for (let i = 0; i < n; i++) {
      const value = x[at + i]!;
      if (value === 0) continue;
      for (let k = 0; k < units; k++) row[k]! += value * kernel[i * units + k]!;
    }
    out.set(row, to);
  }
  return out;
}

function convolved(
  x: Tensor,
  { window, groups, kernel }: Pick<Extract<Arithmetic<Tensor>, { rule: 'conv' }>, 'window' | 'groups' | 'kernel'>,
  shape: readonly number[],
): Float32Array {
  const [h, w, c] = gridOf(x.shape);
  const [rows, columns, filters] = gridOf(shape);
  const [each, per] = [c / groups, filters / groups];
  const [kh, kw] = window.size;
  const out = new Float32Array(rows * columns * filters);
  const cell = new Float64Array(filters);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      cell.fill(0);
      for (let a = 0; a < kh; a++) {
        const y = i * window.strides[0] + a * window.dilation[0] - window.before[0];
        if (y < 0 || y >= h) continue;
        for (let b = 0; b < kw; b++) {
          const z = j * window.strides[1] + b * window.dilation[1] - window.before[1];
          if (z < 0 || z >= w) continue;
          const from = (y * w + z) * c;
          const weights = (a * kw + b) * each * filters;
          for (let k = 0; k < c; k++) {
            const value = x.data[from + k]!;
            if (value === 0) continue;
            const group = Math.floor(k / each) * per;
            const at = weights + (k % each) * filters;
            for (let f = group; f < group + per; f++) cell[f]! += value * kernel.data[at + f]!;
          }
        }
      }
      out.set(cell, (i * columns + j) * filters);
    }
  }
  return out;
}

function transposed(
  x: Tensor,
  { window, kernel }: Extract<Arithmetic<Tensor>, { rule: 'transposed' }>,
  shape: readonly number[],
): Float32Array {
  const [h, w, c] = gridOf(x.shape);
  const [rows, columns, filters] = gridOf(shape);
  const [kh, kw] = window.size;
  const sums = new Float64Array(rows * columns * filters);
  for (let y = 0; y < h; y++) {
    for (let z = 0; z < w; z++) {
      for (let a = 0; a < kh; a++) {
        const i = y * window.strides[0] + a * window.dilation[0] - window.before[0];
        if (i < 0 || i >= rows) continue;
        for (let b = 0; b < kw; b++) {
          const j = z * window.strides[1] + b * window.dilation[1] - window.before[1];
          if (j < 0 || j >= columns) continue;
          for (let f = 0; f < filters; f++) {
            let sum = 0;
            const at = ((a * kw + b) * filters + f) * c;
            for (let k = 0; k < c; k++) sum += x.data[(y * w + z) * c + k]! * kernel.data[at + k]!;
            sums[(i * columns + j) * filters + f]! += sum;
          }
        }
      }
    }
  }
  return Float32Array.from(sums);
}

/** The cells that a pooling takes for a value: those of a window that moves, or the share of the value. */
export function poolWindow(
  window: Window | 'shares',
  place: Place,
  from: readonly number[],
  to: readonly number[],
): { readonly top: number; readonly left: number; readonly rows: number; readonly columns: number } {
  if (window !== 'shares') {
    const [top, left] = ([0, 1] as const).map((axis) => place[axis] * window.strides[axis] - window.before[axis]) as [number, number]; // prettier-ignore
    return { top, left, rows: window.size[0], columns: window.size[1] };
  }
  const [inputs, results] = [gridOf(from), gridOf(to)];
  const [[top, rows], [left, columns]] = ([0, 1] as const).map((axis) => {
    const start = Math.floor((place[axis] * inputs[axis]) / results[axis]);
    return [start, Math.ceil(((place[axis] + 1) * inputs[axis]) / results[axis]) - start];
  }) as [[number, number], [number, number]];
  return { top, left, rows, columns };
}

function pooled(
  x: Tensor,
  { window, take }: Extract<Arithmetic<Tensor>, { rule: 'pool' }>,
  shape: readonly number[],
): Float32Array {
  const [h, w, c] = gridOf(x.shape);
  const [rows, columns] = gridOf(shape);
  const out = new Float32Array(rows * columns * c);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const cells = poolWindow(window, [i, j, 0], x.shape, shape);
      for (let k = 0; k < c; k++) {
        const seen: number[] = [];
        for (let y = cells.top; y < cells.top + cells.rows; y++) {
          if (y < 0 || y >= h) continue;
          for (let z = cells.left; z < cells.left + cells.columns; z++) {
            if (z >= 0 && z < w) seen.push(x.data[(y * w + z) * c + k]!);
          }
        }
        out[(i * columns + j) * c + k] = taken(seen, take);
      }
    }
  }
  return out;
}

/** The number that a pooling takes of the cells of a window. */
export function taken(seen: readonly number[], take: 'max' | 'min' | 'mean' | 'l2'): number {
  switch (take) {
    case 'max':
      return seen.reduce((a, b) => (b > a || Number.isNaN(b) ? b : a), -Infinity);
    case 'min':
      return seen.reduce((a, b) => (b < a || Number.isNaN(b) ? b : a), Infinity);
    case 'mean':
      return seen.reduce((a, b) => a + b, 0) / seen.length;
    case 'l2':
      return Math.sqrt(seen.reduce((a, b) => a + b * b, 0));
  }
}

function longest(mixes: readonly Mix[]): number {
  return mixes.reduce((most, { weights }) => Math.max(most, weights.length), 0);
}

/** A picture in another size: cells outside of it are 0. */
function mixed(
  x: Tensor,
  { rows, columns }: Extract<Arithmetic<Tensor>, { rule: 'mix' }>,
  shape: readonly number[],
): Float32Array {
  const [h, w, c] = gridOf(x.shape);
  const out = new Float32Array(sizeOf(shape));
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const to = (i * columns.length + j) * c;
      row.weights.forEach((down, a) => {
        const y = row.first + a;
        if (y < 0 || y >= h) return;
        column.weights.forEach((across, b) => {
          const z = column.first + b;
          if (z < 0 || z >= w) return;
          for (let k = 0; k < c; k++) out[to + k]! += down * across * x.data[(y * w + z) * c + k]!;
        });
      });
    });
  });
  return out;
}

/** The squares of the channels around one, and the divisor that they make. */
export function channelsAround(row: Float32Array, k: number, radius: number): Float32Array {
  return row.subarray(Math.max(0, k - radius), k + radius + 1);
}

export function divisorOf(
  around: Float32Array,
  { offset, factor, power }: Extract<Arithmetic<unknown>, { rule: 'neighbours' }>,
): number {
  return (offset + factor * around.reduce((sum, value) => sum + value * value, 0)) ** power;
}

/** x above 0, a share of it below. */
export function sloped(x: number, alpha: number): number {
  return x < 0 ? alpha * x : x;
}

/** The slope of a place; where one is shared the shape has 1. */
export function alphaAt(alpha: Tensor, place: Place): number {
  const grid = gridOf(alpha.shape);
  const own = place.map((n, axis) => Math.min(n, grid[axis]! - 1)) as unknown as Place;
  return alpha.data[indexOf(alpha.shape, own)]!;
}

/** The row of a table that a number names. */
export function rowOf(table: Tensor, row: number): Float32Array {
  const channels = table.shape.at(-1)!;
  return table.data.subarray(Math.trunc(row) * channels, (Math.trunc(row) + 1) * channels);
}

function eachPlace(shape: readonly number[], value: (place: Place, at: number) => number): Float32Array {
  const [rows, columns, channels] = gridOf(shape);
  const out = new Float32Array(rows * columns * channels);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) for (let k = 0; k < channels; k++, at++) out[at] = value([i, j, k], at);
  }
  return out;
}

/** Rules whose values are values of the inputs, or come from one value of each. */
type Placed = Extract<Arithmetic<unknown>, { rule: 'move' | 'permute' | 'repeat' | 'join' | 'concat' }>;

/** Results whose values are values of the inputs, or come from one value of each. */
function placed(how: Placed, inputs: readonly Tensor[], shape: readonly number[]): Float32Array {
  const [rows, columns, channels] = gridOf(shape);
  const out = new Float32Array(rows * columns * channels);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < channels; k++, at++) {
        const sources = sourcesAt(how, inputs.map((input) => input.shape), [i, j, k]); // prettier-ignore
        const values = sources.map(({ input, index }) => inputs[input]!.data[index]!);
        out[at] = how.rule === 'join' ? joined(values, how.how) : (values[0] ?? 0);
      }
    }
  }
  return out;
}

/** Where the values come from that such a rule takes for a place; none: 0. */
export function sourcesAt(
  how: Placed,
  shapes: readonly (readonly number[])[],
  [i, j, k]: readonly [number, number, number],
): { input: number; place: readonly [number, number, number]; index: number }[] {
  const source = (input: number, place: readonly [number, number, number]) => {
    const grid = gridOf(shapes[input]!);
    const inside = place.every((n, axis) => n >= 0 && n < grid[axis]!);
    return inside ? [{ input, place, index: (place[0] * grid[1] + place[1]) * grid[2] + place[2] }] : [];
  };
  switch (how.rule) {
    case 'move':
      return source(0, [i - how.by[0], j - how.by[1], k]);
    case 'permute': {
      const place = [0, 0, 0] as [number, number, number];
      [i, j, k].forEach((n, axis) => (place[how.from[axis]!] = n));
      return source(0, place);
    }
    case 'repeat':
      return source(0, [Math.floor(i / how.times[0]), Math.floor(j / how.times[1]), k]);
    case 'join':
      return shapes.flatMap((shape, input) => {
        const grid = gridOf(shape);
        return source(input, [i, j, k].map((n, axis) => Math.min(n, grid[axis]! - 1)) as [number, number, number]);
      });
    case 'concat': {
      const place: [number, number, number] = [i, j, k];
      for (let input = 0; input < shapes.length; input++) {
        const size = gridOf(shapes[input]!)[how.axis];
        if (place[how.axis] < size) return source(input, place);
        place[how.axis] -= size;
      }
      return [];
    }
  }
}

/** One number of one value of each input. */
export function joined(values: readonly number[], how: Extract<Arithmetic<unknown>, { rule: 'join' }>['how']): number {
  switch (how) {
    case 'add':
      return values.reduce((a, b) => a + b);
    case 'subtract':
      return values.reduce((a, b) => a - b);
    case 'multiply':
      return values.reduce((a, b) => a * b);
    case 'mean':
      return values.reduce((a, b) => a + b) / values.length;
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
  }
}
