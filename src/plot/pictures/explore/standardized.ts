/**
 * @file Values against others of the same sample: what LayerNormalization, GroupNormalization and their kin bring a value to scale with.
 * Runs in the page too.
 */
import type { Standardizing } from '../../../keras/index.ts';
import { gridOf, type Place, type Tensor } from './uses.ts';

/** The two numbers that values of one group share: (x - middle) / divisor, then gamma and beta. */
interface Scale {
  readonly middle: number;
  readonly divisor: number;
}

/** The scale of every value of a sample, by its place. */
export function scalesOf(x: Tensor, how: Standardizing<unknown>): (place: Place) => Scale {
  const [rows, columns, channels] = gridOf(x.shape);
  const group = how.axes.includes(2) ? (how.group ?? channels) : 1;
  const groups = Math.ceil(channels / group);
  const [down, across] = [how.axes.includes(0) ? 0 : columns * groups, how.axes.includes(1) ? 0 : groups];
  const memberOf = ([i, j, k]: Place): number => i * down + j * across + Math.floor(k / group);
  const of = new Int32Array(x.data.length);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) for (let k = 0; k < channels; k++, at++) of[at] = memberOf([i, j, k]);
  }
  const length = rows * columns * groups;
  const [count, sum, squares] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  x.data.forEach((value, at) => {
    count[of[at]!]!++;
    sum[of[at]!]! += value;
  });
  const middleOf = (member: number): number => (how.by === 'deviation' ? sum[member]! / count[member]! : 0);
  const middles = Float64Array.from(sum, (_, member) => middleOf(member));
  x.data.forEach((value, at) => {
    squares[of[at]!]! += (value - middles[of[at]!]!) ** 2;
  });
  return (place) => {
    const member = memberOf(place);
    const total = squares[member]!;
    const square = how.by === 'length' ? Math.max(total, how.epsilon) : total / count[member]! + how.epsilon;
    return { middle: middles[member]!, divisor: Math.sqrt(square) };
  };
}

/** The learnt factor and summand of a place. */
export function learntAt(how: Standardizing<Tensor>, shape: readonly number[], place: Place): [number, number] {
  const grid = gridOf(shape);
  const at = how.along.reduce<number>((index, axis) => index * grid[axis] + place[axis], 0);
  return [how.gamma?.data[at] ?? 1, how.beta?.data[at] ?? 0];
}

/** All values. */
export function standardized(x: Tensor, how: Standardizing<Tensor>): Float32Array {
  const [rows, columns, channels] = gridOf(x.shape);
  const scaleAt = scalesOf(x, how);
  const out = new Float32Array(x.data.length);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < channels; k++, at++) {
        const { middle, divisor } = scaleAt([i, j, k]);
        const [gamma, beta] = learntAt(how, x.shape, [i, j, k]);
        out[at] = ((x.data[at]! - middle) / divisor) * gamma + beta;
      }
    }
  }
  return out;
}
