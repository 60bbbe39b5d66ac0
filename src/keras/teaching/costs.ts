/**
 * @file What a use of a layer costs and sees, read off its graph, so that it holds for layers of one's own too: multiply-adds of
 * convolutions and matrix products, and the receptive field: how many input pixels one value of the result depends on.
 */
import type { Node, Window2D } from '../../engine/index.ts';

/** What one value of a map depends on: `size` input pixels down and across; neighbours are `step` pixels apart. */
export interface Field {
  readonly size: readonly [number, number];
  readonly step: readonly [number, number];
  /** The axes that run down and across the picture; null where they were mixed with others, as inside a normalization. */
  readonly axes: readonly [number, number] | null;
}

/** Everything. */
const ALL: Field = { size: [Infinity, Infinity], step: [1, 1], axes: null };
export const PIXEL: Field = { size: [1, 1], step: [1, 1], axes: [1, 2] };

const cells = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Multiply-adds of a node: of a convolution the window's cells times input channels for each output, of a product the inner size. */
export function multiplyAdds(node: Node): number {
  if (node.op === 'conv2d') {
    const [kh, kw, channels] = node.inputs[1]!.shape as [number, number, number];
    return cells(node.shape) * kh * kw * channels;
  }
  if (node.op === 'conv2dInputGrad') {
    // The transposed convolution: each input value is multiplied by its whole window.
    const [kh, kw, channels] = node.inputs[1]!.shape as [number, number, number];
    return cells(node.inputs[0]!.shape) * kh * kw * channels;
  }
  if (node.op === 'matmul') {
    const inner = node.inputs[0]!.shape.at(node.attrs.transposeA ? -2 : -1)!;
    return cells(node.shape) * inner;
  }
  return 0;
}

/** The field of a node from those of its inputs (those without one do not depend on the picture). */
export function fieldOf(node: Node, known: ReadonlyMap<Node, Field>): Field | undefined {
  const fields = node.inputs.flatMap((input) => known.get(input) ?? []);
  if (fields.length === 0) return undefined;
  const field = fields.reduce(largest);
  switch (node.op) {
    case 'conv2d': {
      const [kh, kw] = node.inputs[1]!.shape as [number, number];
      return through(field, [kh, kw], node.attrs);
    }
    case 'maxPool':
    case 'avgPool':
    case 'patches':
      return through(field, node.attrs.pool, node.attrs);
    case 'conv2dInputGrad': {
      const [kh, kw] = node.inputs[1]!.shape as [number, number];
      const { strides } = node.attrs;
      return along(field, (i) => {
        const reach = Math.ceil([kh, kw][i]! / strides[i]);
        return [field.size[i] + (reach - 1) * field.step[i], field.step[i] / strides[i]];
      });
    }
    case 'resample': {
      const { rows, cols } = node.attrs;
      return along(field, (i) => {
        const { inputSize, outputSize, start } = [rows, cols][i]!;
        const most = Math.max(...Array.from({ length: outputSize }, (_, o) => start[o + 1]! - start[o]!));
        return [field.size[i] + (most - 1) * field.step[i], (field.step[i] * inputSize) / outputSize];
      });
    }
    case 'matmul':
      return field.axes && field.axes.every((axis) => axis < node.shape.length - 1) ? field : ALL;
    case 'sum':
    case 'mean':
    case 'max':
    case 'min':
    case 'prod':
      return field.axes?.some((axis) => node.attrs.axes.includes(axis)) ? ALL : field;
    case 'transpose': {
      const { perm } = node.attrs;
      return { ...field, axes: field.axes && [perm.indexOf(field.axes[0]), perm.indexOf(field.axes[1])] };
    }
    case 'reshape': {
      const before = node.inputs[0]!.shape;
      const kept = field.axes?.every((axis) => before.slice(0, axis + 1).every((n, i) => n === node.shape[i])) ?? false;
      return kept ? field : { ...field, axes: null };
    }
    default:
      return field;
  }
}

function through(field: Field, [kh, kw]: readonly [number, number], { strides, dilation }: Window2D): Field {
  return along(field, (i) => {
    const reach = ([kh, kw][i]! - 1) * dilation[i];
    return [field.size[i] + reach * field.step[i], field.step[i] * strides[i]];
  });
}

/** A window over the axes 1 and 2: it widens the field where these are the picture's. */
function along(field: Field, rule: (axis: 0 | 1) => [size: number, step: number]): Field {
  if (field.axes?.[0] !== 1 || field.axes[1] !== 2) return field;
  const [down, across] = [rule(0), rule(1)];
  return { size: [down[0], across[0]], step: [down[1], across[1]], axes: field.axes };
}

function largest(a: Field, b: Field): Field {
  const most = (of: 'size' | 'step'): [number, number] => [Math.max(a[of][0], b[of][0]), Math.max(a[of][1], b[of][1])];
  return { size: most('size'), step: most('step'), axes: a.axes ?? b.axes };
}
