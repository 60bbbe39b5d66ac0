/**
 * @file Windows without what they need not look at: zeros put around a map become the window's own padding, which nobody has to
 * copy, and taps of a convolution that only ever lie on padding (five of a 7x1 window on a map of one row are such) are cut off.
 */
import { makeNode, type Node, type NodeOf, type Padding2D } from '../graph/node.ts';

/** The node, or one that gives the same. `isStable`: whether a value is the same in every run, so that a part of it is cut once. */
export function trimmed(node: Node, isStable: (node: Node) => boolean): Node {
  if (node.op === 'conv2d') return cropped(unpadded(node) as NodeOf<'conv2d'> & Node, isStable);
  // Padding of a maximum counts as minus infinity: among numbers from 0 up that is the same as 0.
  if (node.op === 'maxPool' && isPositive(node.inputs[0]!.inputs[0]) && seesItsMap(node)) return unpadded(node);
  return node;
}

function unpadded(node: (NodeOf<'conv2d'> | NodeOf<'maxPool'>) & Node): Node {
  const around = zerosAround(node.inputs[0]!);
  if (around === undefined) return node;
  const padding = node.attrs.padding.map((n, i) => n + around[i]!) as unknown as Padding2D;
  const inputs = [node.inputs[0]!.inputs[0]!, ...node.inputs.slice(1)];
  return makeNode(node.op, inputs, { ...node.attrs, padding }, node.shape, node.dtype);
}

/** The zeros that a node puts around a map; undefined where it is something else. */
function zerosAround(node: Node): Padding2D | undefined {
  if (node.op !== 'pad' || node.shape.length !== 4 || node.dtype !== 'float32') return undefined;
  const { before, after, interior, value } = node.attrs;
  const isBetween = interior.some((n) => n !== 0) || [...before, ...after].some((n) => n < 0);
  const isElsewhere = [0, 3].some((axis) => before[axis] !== 0 || after[axis] !== 0);
  if (value !== 0 || isBetween || isElsewhere) return undefined;
  return [before[1]!, after[1]!, before[2]!, after[2]!];
}

/** Whether no number of the map is below 0. */
function isPositive(node: Node | undefined): boolean {
  if (node?.op === 'minimum') return node.inputs.every(({ op }) => op === 'relu' || op === 'constant') && hasRelu(node);
  return node?.op === 'relu';
}

function hasRelu({ inputs }: Node): boolean {
  const limit = inputs.find(({ op }) => op === 'constant');
  return (
    inputs.some(({ op }) => op === 'relu') &&
    limit?.op === 'constant' &&
    limit.attrs.data.length === 1 &&
    limit.attrs.data[0]! >= 0
  );
}

/** Whether every window of a pooling would still lie on a cell of the map if the zeros around it were padding. */
function seesItsMap(node: NodeOf<'maxPool'> & Node): boolean {
  const around = zerosAround(node.inputs[0]!);
  if (around === undefined) return false;
  const { pool, padding, dilation } = node.attrs;
  return [0, 1].every((axis) => {
    const reach = (pool[axis]! - 1) * dilation[axis]!;
    const [first, last] = [2 * axis, 2 * axis + 1];
    return dilation[axis] === 1 && padding[first]! + around[first]! <= reach && padding[last]! + around[last]! <= reach;
  });
}

/** A convolution without the rows and columns of its kernel that lie on padding wherever the window stands. */
function cropped(node: NodeOf<'conv2d'> & Node, isStable: (node: Node) => boolean): Node {
  const [x, kernel] = [node.inputs[0]!, node.inputs[1]!];
  if (!isStable(kernel)) return node;
  const { padding, strides, dilation } = node.attrs;
  const cut = [0, 1].map((axis) => {
    const [size, places, taps] = [x.shape[axis + 1]!, node.shape[axis + 1]!, kernel.shape[axis]!];
    const before = padding[2 * axis]!;
    const isSeen = (tap: number): boolean => {
      for (let place = 0; place < places; place++) {
        const cell = place * strides[axis]! + tap * dilation[axis]! - before;
        if (cell >= 0 && cell < size) return true;
      }
      return false;
    };
    const seen = Array.from({ length: taps }, (_, tap) => tap).filter(isSeen);
    return { first: seen[0] ?? 0, last: seen.at(-1) ?? taps - 1, taps };
  });
  if (cut.every(({ first, last, taps }) => first === 0 && last === taps - 1)) return node;
  const [rows, columns] = cut as [(typeof cut)[0], (typeof cut)[0]];
  const sizes = cut.map(({ first, last }) => last - first + 1);
  const attrs = { begin: [rows.first, columns.first, 0, 0], strides: [1, 1, 1, 1] };
  const part = makeNode('slice', [kernel], attrs, [...sizes, ...kernel.shape.slice(2)], 'float32');
  const less = [rows, columns].flatMap(({ first, last, taps }, axis) => [
    first * dilation[axis]!,
    (taps - 1 - last) * dilation[axis]!,
  ]);
  const moved = padding.map((n, i) => n - less[i]!) as unknown as Padding2D;
  return makeNode('conv2d', [x, part], { ...node.attrs, padding: moved }, node.shape, 'float32');
}
