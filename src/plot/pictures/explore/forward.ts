/** @file The result of a use of a layer, in plain loops: a page without a kernel computes a network with this when its pixels are edited. */
import type { Arithmetic, Curve } from '../../../keras/index.ts';
import { curveFunction, isKnownCurve, softmaxRows } from './curves.ts';
import { gridOf, sizeOf, type Tensor, type Use } from './uses.ts';

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
      return cells * arithmetic.window.size[0] * arithmetic.window.size[1];
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

function pooled(
  x: Tensor,
  { window, take }: Extract<Arithmetic<Tensor>, { rule: 'pool' }>,
  shape: readonly number[],
): Float32Array {
  const [h, w, c] = gridOf(x.shape);
  const [kh, kw] = window.size;
  const [rows, columns] = gridOf(shape);
  const out = new Float32Array(rows * columns * c);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < c; k++) {
        const seen: number[] = [];
        for (let a = 0; a < kh; a++) {
          const y = i * window.strides[0] + a - window.before[0];
          if (y < 0 || y >= h) continue;
          for (let b = 0; b < kw; b++) {
            const z = j * window.strides[1] + b - window.before[1];
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

/** Results whose values are values of the inputs, or come from one value of each. */
function placed(
  how: Extract<Arithmetic<Tensor>, { rule: 'move' | 'repeat' | 'join' | 'concat' }>,
  inputs: readonly Tensor[],
  shape: readonly number[],
): Float32Array {
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
  how: Extract<Arithmetic<unknown>, { rule: 'move' | 'repeat' | 'join' | 'concat' }>,
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
