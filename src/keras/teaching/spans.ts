/**
 * @file Which rows and columns of the input picture each row and column of a map depends on, followed through the graph operation
 * by operation. Where a window hangs over the border the span runs on beyond the picture, as the formula of the receptive field does.
 */
import type { Node } from '../../engine/index.ts';

/** First and last input cell of each output cell along one axis, and how far apart neighbours are. */
export interface Spans {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly step: number;
}

/** Down and across; null: every value depends on the whole picture. */
export type PictureSpans = readonly [down: Spans, across: Spans] | null;

type Axis = 0 | 1;

/** The spans of a picture's own pixels. */
export function pixelSpans([, height, width]: readonly number[]): PictureSpans {
  const own = (n: number): Spans => {
    const cells = Array.from({ length: n }, (_, i) => i);
    return { first: cells, last: cells, step: 1 };
  };
  return [own(height!), own(width!)];
}

/** The spans of a node from those of its inputs; undefined where it does not depend on the picture. */
export function spansOf(node: Node, known: ReadonlyMap<Node, PictureSpans>): PictureSpans | undefined {
  const inputs = node.inputs.filter((input) => known.has(input));
  if (inputs.length === 0) return undefined;
  const spans = inputs.flatMap((input) => [known.get(input) ?? []].filter((each) => each.length === 2));
  const [before] = spans;
  if (before === undefined || spans.length < inputs.length) return null;
  switch (node.op) {
    case 'conv2d': {
      const [kh, kw] = node.inputs[1]!.shape as [number, number];
      return windows(node, before, [kh, kw]);
    }
    case 'maxPool':
    case 'avgPool':
    case 'patches':
      return windows(node, before, node.attrs.pool);
    case 'conv2dInputGrad': {
      // Transposed: input cell i is spread over the outputs i · stride - padding + k.
      const { strides, padding, dilation } = node.attrs;
      const kernel = node.inputs[1]!.shape;
      return along(node, before, (spanned, axis, o) => {
        const from = (o + padding[2 * axis]! - (kernel[axis]! - 1) * dilation[axis]) / strides[axis];
        const to = (o + padding[2 * axis]!) / strides[axis];
        // Beyond the ends there are no input cells, not even zeros.
        const [low, high] = [Math.max(0, Math.ceil(from)), Math.min(spanned.first.length - 1, Math.floor(to))];
        const nearest = Math.min(Math.max(0, Math.round(from)), spanned.first.length - 1);
        return low <= high ? reach(spanned, low, high) : reach(spanned, nearest, nearest);
      }, (step, axis) => step / strides[axis]); // prettier-ignore
    }
    case 'resample': {
      const taps = [node.attrs.rows, node.attrs.cols];
      return along(node, before, (spanned, axis, o) => {
        const { start, index } = taps[axis]!;
        const used = Array.from(index.subarray(start[o], start[o + 1]));
        return reach(spanned, Math.min(...used), Math.max(...used));
      }, (step, axis) => (step * taps[axis]!.inputSize) / taps[axis]!.outputSize); // prettier-ignore
    }
    case 'pad': {
      const { before: front, interior } = node.attrs;
      return along(node, before, (spanned, axis, o) => {
        const at = (o - front[axis + 1]!) / (interior[axis + 1]! + 1);
        return reach(spanned, Math.floor(at), Math.ceil(at));
      }, (step, axis) => step / (interior[axis + 1]! + 1)); // prettier-ignore
    }
    case 'slice': {
      const { begin, strides } = node.attrs;
      return along(node, before, (spanned, axis, o) => {
        const at = begin[axis + 1]! + o * strides[axis + 1]!;
        return reach(spanned, at, at);
      }, (step, axis) => step * strides[axis + 1]!); // prettier-ignore
    }
    case 'reverse': {
      const { axes } = node.attrs;
      return along(node, before, (spanned, axis, o) => {
        const at = axes.includes(axis + 1) ? spanned.first.length - 1 - o : o;
        return reach(spanned, at, at);
      });
    }
    case 'gather':
    case 'transpose':
    case 'matmul':
    case 'sum':
    case 'mean':
    case 'max':
    case 'min':
    case 'prod':
    case 'reshape':
      return keepsPicture(node, inputs[0]!) ? before : null;
    default:
      return together(node, inputs, spans);
  }
}

/** From the first cell to the last one, going on in even steps beyond the ends. */
function reach({ first, last, step }: Spans, from: number, to: number): readonly [number, number] {
  const end = (list: readonly number[], i: number): number => {
    const inside = Math.min(Math.max(i, 0), list.length - 1);
    return list[inside]! + (i - inside) * step;
  };
  return [Math.min(end(first, from), end(first, to)), Math.max(end(last, from), end(last, to))];
}

function windows(
  node: Extract<Node, { op: 'conv2d' | 'maxPool' | 'avgPool' | 'patches' }>,
  before: readonly [Spans, Spans],
  size: readonly number[],
): PictureSpans {
  const { strides, dilation, padding } = node.attrs;
  return along(node, before, (spanned, axis, o) => {
    const from = o * strides[axis] - padding[2 * axis]!;
    return reach(spanned, from, from + (size[axis]! - 1) * dilation[axis]);
  }, (step, axis) => step * strides[axis]); // prettier-ignore
}

function along(
  node: Node,
  before: readonly [Spans, Spans],
  rule: (spanned: Spans, axis: Axis, o: number) => readonly [number, number],
  stepOf: (step: number, axis: Axis) => number = (step) => step,
): PictureSpans {
  if (node.shape.length !== 4) return null;
  const one = (axis: Axis): Spans => {
    const found = Array.from({ length: node.shape[axis + 1]! }, (_, o) => rule(before[axis], axis, o));
    return { first: found.map(([a]) => a), last: found.map(([, b]) => b), step: stepOf(before[axis].step, axis) };
  };
  return [one(0), one(1)];
}

/** Whether axes 1 and 2 of the result are those of the input, untouched. */
function keepsPicture(node: Node, input: Node): boolean {
  const same = [0, 1, 2].every((axis) => node.shape[axis] === input.shape[axis]);
  if (!same || input.shape.length < 3) return false;
  if (node.op === 'transpose') return node.attrs.perm.slice(0, 3).every((axis, i) => axis === i);
  if (node.op === 'matmul' || node.op === 'reshape') return node.op === 'reshape' || input.shape.length === 4;
  if (node.op === 'gather') return node.attrs.axis > 2;
  return !('axes' in node.attrs) || node.attrs.axes.every((axis) => axis > 2);
}

/** Element by element: the union of what the inputs depend on. */
function together(node: Node, inputs: readonly Node[], spans: readonly (readonly [Spans, Spans])[]): PictureSpans {
  if (node.shape.length !== 4 || inputs.some(({ shape }) => shape[1] !== node.shape[1] || shape[2] !== node.shape[2]))
    return null;
  const one = (axis: Axis): Spans => {
    const all = spans.map((each) => each[axis]);
    return {
      first: all[0]!.first.map((_, i) => Math.min(...all.map(({ first }) => first[i]!))),
      last: all[0]!.last.map((_, i) => Math.max(...all.map(({ last }) => last[i]!))),
      step: Math.max(...all.map(({ step }) => step)),
    };
  };
  return [one(0), one(1)];
}
