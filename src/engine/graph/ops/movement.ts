/** @file Ops that move cells without arithmetic: reshape, transpose, concat, slice, pad, reverse, gather, one-hot. */
import { DTypeError, IndexError, ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import { makeNode, sizeOf, type Node, type NodeOf, type OpTable, type Shape, type TypedData } from '../node.ts';
import { cast } from './elementwise.ts';
import { sumTo } from './reduce.ts';
import { broadcastShapes, broadcastStrides, forEachRow, normalizeAxes, normalizeAxis, stridesOf } from './shape.ts';

/** Another shape of the same size; one -1 is worked out. */
export function reshape(x: Node, shape: Shape): Node {
  const known = shape.reduce((n, s) => (s === -1 ? n : n * s), 1);
  const size = sizeOf(x.shape);
  const out = shape.map((s) => (s === -1 ? size / known : s));
  if (shape.filter((s) => s === -1).length > 1 || sizeOf(out) !== size || out.some((n) => !Number.isInteger(n))) {
    throw new ShapeError({
      who: 'reshape',
      rule: {
        en: 'the new shape must hold as many cells as the old one',
        ko: '새 모양은 원소의 수가 전과 같아야 합니다',
      },
      received: {
        en: `${shapeText(x.shape)} to ${shapeText(shape)}`,
        ko: `${shapeText(x.shape)}에서 ${shapeText(shape)}(으)로`,
      },
    });
  }
  if (out.length === x.shape.length && out.every((n, i) => n === x.shape[i])) return x;
  return makeNode('reshape', [x], {}, out, x.dtype);
}

/** Axes in another order; without `perm` reversed. */
export function transpose(x: Node, perm?: readonly number[]): Node {
  const ndim = x.shape.length;
  const order = (perm ?? Array.from({ length: ndim }, (_, i) => ndim - 1 - i)).map((a) =>
    normalizeAxis('transpose', a, ndim),
  );
  if (order.length !== ndim || new Set(order).size !== ndim) {
    throw new ValueError({
      who: 'transpose',
      rule: { en: `perm must name each of the ${ndim} axes once`, ko: `perm에는 축 ${ndim}개를 한 번씩 써야 합니다` },
      received: shapeText(order),
    });
  }
  if (order.every((a, i) => a === i)) return x;
  return makeNode(
    'transpose',
    [x],
    { perm: order },
    order.map((a) => x.shape[a]!),
    x.dtype,
  );
}

export function broadcastTo(x: Node, shape: Shape): Node {
  const out = broadcastShapes('broadcastTo', x.shape, shape);
  if (out.length !== shape.length || out.some((n, i) => n !== shape[i])) {
    throw new ShapeError({
      who: 'broadcastTo',
      rule: {
        en: 'the shape must be one that broadcasting can reach',
        ko: '브로드캐스팅으로 만들 수 있는 모양이어야 합니다',
      },
      received: {
        en: `${shapeText(x.shape)} to ${shapeText(shape)}`,
        ko: `${shapeText(x.shape)}에서 ${shapeText(shape)}(으)로`,
      },
    });
  }
  if (x.shape.length === out.length && x.shape.every((n, i) => n === out[i])) return x;
  return makeNode('broadcastTo', [x], {}, out, x.dtype);
}

/** Puts arrays one after another along an axis. */
export function concat(parts: readonly Node[], axis = -1): Node {
  const first = parts[0];
  if (!first)
    throw new ValueError({
      who: 'concat',
      rule: { en: 'needs at least one array', ko: '배열이 하나 이상 필요합니다' },
    });
  const a = normalizeAxis('concat', axis, first.shape.length);
  const fits = parts.every(
    (p) => p.shape.length === first.shape.length && p.shape.every((n, i) => i === a || n === first.shape[i]),
  );
  if (!fits) {
    throw new ShapeError({
      who: 'concat',
      rule: { en: `shapes must be equal but for axis ${a}`, ko: `축 ${a}을(를) 빼고 모양이 같아야 합니다` },
      received: parts.map((p) => shapeText(p.shape)).join(', '),
    });
  }
  const dtype = parts.some((p) => p.dtype === 'float32')
    ? 'float32'
    : parts.some((p) => p.dtype === 'int32')
      ? 'int32'
      : 'bool';
  if (parts.length === 1) return first;
  const total = parts.reduce((n, p) => n + p.shape[a]!, 0);
  return makeNode(
    'concat',
    parts.map((p) => cast(p, dtype)),
    { axis: a },
    first.shape.map((n, i) => (i === a ? total : n)),
    dtype,
  );
}

/** `size` cells an axis from `begin` on, every `strides`-th. */
export function slice(x: Node, begin: readonly number[], size: readonly number[], strides?: readonly number[]): Node {
  const steps = strides ?? x.shape.map(() => 1);
  const bad = x.shape.some((n, i) => {
    const [b, s] = [begin[i] ?? -1, size[i] ?? -1];
    return b < 0 || s < 0 || steps[i]! < 1 || (s > 0 && b + (s - 1) * steps[i]! >= n);
  });
  if (bad || begin.length !== x.shape.length || size.length !== x.shape.length) {
    throw new IndexError({
      who: 'slice',
      rule: { en: 'begin and size must lie inside the array', ko: 'begin과 size는 배열 안에 있어야 합니다' },
      received: {
        en: `begin ${shapeText(begin)}, size ${shapeText(size)} of ${shapeText(x.shape)}`,
        ko: `${shapeText(x.shape)}의 begin ${shapeText(begin)}, size ${shapeText(size)}`,
      },
    });
  }
  if (size.every((s, i) => s === x.shape[i])) return x;
  return makeNode('slice', [x], { begin: [...begin], strides: [...steps] }, [...size], x.dtype);
}

/** Adds cells that hold `value` around an array (and `interior` of them between neighbours). */
export function pad(
  x: Node,
  before: readonly number[],
  after: readonly number[],
  { value = 0, interior = x.shape.map(() => 0) }: { value?: number; interior?: readonly number[] } = {},
): Node {
  if ([...before, ...after, ...interior].some((n) => !Number.isInteger(n) || n < 0)) {
    throw new ValueError({
      who: 'pad',
      rule: { en: 'padding must be whole numbers from 0', ko: 'padding은 0 이상의 정수여야 합니다' },
      received: `${shapeText(before)}, ${shapeText(after)}`,
    });
  }
  if ([...before, ...after, ...interior].every((n) => n === 0)) return x;
  const shape = x.shape.map((n, i) => before[i]! + after[i]! + n + Math.max(0, n - 1) * interior[i]!);
  return makeNode(
    'pad',
    [x],
    { before: [...before], after: [...after], interior: [...interior], value },
    shape,
    x.dtype,
  );
}

/** Turns axes around. */
export function reverse(x: Node, axis: number | readonly number[]): Node {
  return makeNode('reverse', [x], { axes: normalizeAxes('reverse', axis, x.shape.length) }, x.shape, x.dtype);
}

/** Picks slices along an axis by an int32 array of indices. */
export function gather(x: Node, indices: Node, axis = 0): Node {
  const a = normalizeAxis('gather', axis, x.shape.length);
  if (indices.dtype !== 'int32') {
    throw new DTypeError({
      who: 'gather',
      rule: { en: 'indices must be int32', ko: '인덱스는 int32여야 합니다' },
      received: indices.dtype,
    });
  }
  const shape = [...x.shape.slice(0, a), ...indices.shape, ...x.shape.slice(a + 1)];
  return makeNode('gather', [x, indices], { axis: a }, shape, x.dtype);
}

/** Zeros of `shape` with slices of `x` added where `indices` (int32) say, along an axis; places named twice add up. */
export function scatterAdd(x: Node, indices: Node, shape: readonly number[], axis = 0): Node {
  const at = normalizeAxis('scatter', axis, shape.length);
  return makeNode('gatherGrad', [cast(x, 'float32'), cast(indices, 'int32')], { axis: at }, [...shape], 'float32');
}

/** 1 at the index, 0 elsewhere, as a new last axis; an index out of range gives zeros. */
export function oneHot(indices: Node, depth: number): Node {
  return makeNode('oneHot', [cast(indices, 'int32')], { depth }, [...indices.shape, depth], 'float32');
}

/** Copies `x` into `out` whose cells are reached by `strides` from `offset`. */
function scatterStrided(x: TypedData, shape: Shape, out: TypedData, strides: readonly number[], offset: number): void {
  const inner = shape.at(-1) ?? 1;
  const step = strides.at(-1) ?? 0;
  forEachRow(shape, [strides], (i, offsets) => {
    let o = offset + offsets[0]!;
    for (let k = i; k < i + inner; k++, o += step) out[o] = x[k]!;
  });
}

/** Copies into `out` the cells of `x` that are reached by `strides` from `offset`. */
function gatherStrided(x: TypedData, shape: Shape, out: TypedData, strides: readonly number[], offset: number): void {
  const inner = shape.at(-1) ?? 1;
  const step = strides.at(-1) ?? 0;
  forEachRow(shape, [strides], (o, offsets) => {
    let i = offset + offsets[0]!;
    for (let k = o; k < o + inner; k++, i += step) out[k] = x[i]!;
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, n, i) => total + n * b[i]!, 0);
}

/** Sizes around the gathered axis: slices before it, its length, indices, cells of one slice. */
function gatherSizes(source: Shape, count: number, axis: number): [outer: number, n: number, m: number, inner: number] {
  return [sizeOf(source.slice(0, axis)), source[axis]!, count, sizeOf(source.slice(axis + 1))];
}

function gatherGrad(node: NodeOf<'gather'>, dy: Node): Node {
  const [x, indices] = node.inputs as [Node, Node];
  return makeNode('gatherGrad', [dy, indices], { axis: node.attrs.axis }, x.shape, 'float32');
}

type Family =
  'reshape' | 'transpose' | 'broadcastTo' | 'concat' | 'slice' | 'pad' | 'reverse' | 'gather' | 'gatherGrad' | 'oneHot';

export const movementOps: Pick<OpTable, Family> = {
  reshape: {
    forward: (_node, [x], out) => out.set(x!),
    gradient: (node, dy) => [reshape(dy, node.inputs[0]!.shape)],
  },
  transpose: {
    forward(node, [x], out) {
      const strides = stridesOf(node.inputs[0]!.shape);
      const permuted = node.attrs.perm.map((a) => strides[a]!);
      gatherStrided(x!, node.shape, out, permuted, 0);
    },
    gradient(node, dy) {
      const inverse: number[] = [];
      node.attrs.perm.forEach((a, i) => (inverse[a] = i));
      return [transpose(dy, inverse)];
    },
  },
  broadcastTo: {
    forward(node, [x], out) {
      gatherStrided(x!, node.shape, out, broadcastStrides(node.inputs[0]!.shape, node.shape), 0);
    },
    gradient: (node, dy) => [sumTo(dy, node.inputs[0]!.shape)],
  },
  concat: {
    forward(node, parts, out) {
      const strides = stridesOf(node.shape);
      let at = 0;
      node.inputs.forEach((part, i) => {
        scatterStrided(parts[i]!, part.shape, out, strides, at * strides[node.attrs.axis]!);
        at += part.shape[node.attrs.axis]!;
      });
    },
    gradient(node, dy) {
      let at = 0;
      return node.inputs.map((part) => {
        const begin = part.shape.map((_, i) => (i === node.attrs.axis ? at : 0));
        at += part.shape[node.attrs.axis]!;
        return slice(dy, begin, part.shape);
      });
    },
  },
  slice: {
    forward(node, [x], out) {
      const strides = stridesOf(node.inputs[0]!.shape);
      const { begin, strides: steps } = node.attrs;
      gatherStrided(
        x!,
        node.shape,
        out,
        strides.map((s, i) => s * steps[i]!),
        dot(begin, strides),
      );
    },
    gradient(node, dy) {
      const { begin, strides } = node.attrs;
      const from = node.inputs[0]!.shape;
      const after = from.map((n, i) => n - begin[i]! - (node.shape[i]! - 1) * strides[i]! - 1);
      return [pad(dy, begin, after, { interior: strides.map((s) => s - 1) })];
    },
  },
  pad: {
    forward(node, [x], out) {
      const { before, interior, value } = node.attrs;
      const strides = stridesOf(node.shape);
      out.fill(value);
      scatterStrided(
        x!,
        node.inputs[0]!.shape,
        out,
        strides.map((s, i) => s * (interior[i]! + 1)),
        dot(before, strides),
      );
    },
    gradient(node, dy) {
      const { before, interior } = node.attrs;
      return [
        slice(
          dy,
          before,
          node.inputs[0]!.shape,
          interior.map((n) => n + 1),
        ),
      ];
    },
  },
  reverse: {
    forward(node, [x], out) {
      const strides = stridesOf(node.shape);
      const flipped = strides.map((s, i) => (node.attrs.axes.includes(i) ? -s : s));
      const offset = node.attrs.axes.reduce((total, a) => total + (node.shape[a]! - 1) * strides[a]!, 0);
      gatherStrided(x!, node.shape, out, flipped, offset);
    },
    gradient: (node, dy) => [reverse(dy, node.attrs.axes)],
  },
  gather: {
    forward(node, [x, indices], out) {
      const [outer, n, m, inner] = gatherSizes(node.inputs[0]!.shape, indices!.length, node.attrs.axis);
      for (let o = 0; o < outer; o++) {
        for (let k = 0; k < m; k++) {
          const i = indices![k]!;
          if (i < 0 || i >= n) {
            throw new IndexError({
              who: 'gather',
              rule: { en: `indices must be in 0..${n - 1}`, ko: `인덱스는 0부터 ${n - 1}까지여야 합니다` },
              received: `${i}`,
            });
          }
          for (let c = 0; c < inner; c++) out[(o * m + k) * inner + c] = x![(o * n + i) * inner + c]!;
        }
      }
    },
    gradient: (node, dy) => [gatherGrad(node, dy), null],
  },
  gatherGrad: {
    forward(node, [dy, indices], out) {
      const [outer, n, m, inner] = gatherSizes(node.shape, indices!.length, node.attrs.axis);
      for (let o = 0; o < outer; o++) {
        for (let k = 0; k < m; k++) {
          for (let c = 0; c < inner; c++) out[(o * n + indices![k]!) * inner + c]! += dy![(o * m + k) * inner + c]!;
        }
      }
    },
    gradient: (node, d) => [gather(d, node.inputs[1]!, node.attrs.axis), null],
  },
  oneHot: {
    forward(node, [indices], out) {
      const { depth } = node.attrs;
      for (let i = 0; i < indices!.length; i++) {
        const k = indices![i]!;
        if (k >= 0 && k < depth) out[i * depth + k] = 1;
      }
    },
    gradient: null,
  },
};
