/** @file Which maps of its inputs a map is computed from. Runs in the page too. */
import { gridOf, type Use } from './uses.ts';

/**
 * Whether channel `from` of an input reaches channel `to` of a use. `input`: which of the inputs, `shapes`: of all of them. Of what is not
 * known, and of what takes numbers from anywhere, all channels do.
 */
export function reaches(
  { arithmetic, shape }: Use<{ readonly shape: readonly number[] }>,
  shapes: readonly (readonly number[])[],
  input: number,
  from: number,
  to: number,
): boolean {
  const channels = gridOf(shapes[input]!)[2];
  if (arithmetic === null || arithmetic === 'input') return true;
  switch (arithmetic.rule) {
    case 'conv':
      return within(channels / arithmetic.groups, from) === within(gridOf(shape)[2] / arithmetic.groups, to);
    case 'curve':
      return arithmetic.curve.name === 'softmax' || from === to;
    case 'standardize':
      if (!arithmetic.axes.includes(2)) return from === to;
      return within(arithmetic.group ?? channels, from) === within(arithmetic.group ?? channels, to);
    case 'neighbours':
      return Math.abs(from - to) <= arithmetic.radius;
    case 'permute':
      return arithmetic.from[2] !== 2 || from === to;
    case 'concat': {
      if (arithmetic.axis !== 2) return from === to;
      return from === to - shapes.slice(0, input).reduce((sum, each) => sum + gridOf(each)[2], 0);
    }
    case 'join':
      return from === Math.min(to, channels - 1);
    case 'pool':
    case 'normalize':
    case 'scale':
    case 'slope':
    case 'same':
    case 'mix':
    case 'move':
    case 'repeat':
      return from === to;
    case 'dense':
    case 'transposed':
    case 'separable':
    case 'lookup':
    case 'order':
      return true;
  }
}

function within(size: number, channel: number): number {
  return Math.floor(channel / size);
}
