/** @file Ops that shrink or scan axes: sum, mean, max, min, prod, argMax, cumulative sum, softmax over the last axis. */
import { ShapeError, ValueError } from '../../../errors/index.ts';
import {
  REDUCTIONS,
  makeNode,
  sizeOf,
  type Node,
  type NodeOf,
  type OpRecord,
  type OpTable,
  type ReduceOp,
  type Shape,
  type TypedData,
} from '../node.ts';
import { add, cast, div, equal, exp, log, mul, select, stopGradient, sub } from './elementwise.ts';
import { broadcastTo, reshape, transpose } from './movement.ts';
import { forEachRow, normalizeAxes, normalizeAxis, stridesOf } from './shape.ts';

export interface ReduceOptions {
  axis?: number | readonly number[] | null;
  keepDims?: boolean;
}

/** The shape with the reduced axes as 1. */
function keptShape(shape: Shape, axes: readonly number[]): number[] {
  return shape.map((n, i) => (axes.includes(i) ? 1 : n));
}

/** Builds any reduction; without axes over everything. */
export function reduce(op: ReduceOp, x: Node, { axis, keepDims = false }: ReduceOptions = {}): Node {
  const axes = normalizeAxes(op, axis, x.shape.length);
  let value = x.dtype === 'bool' ? cast(x, op === 'mean' ? 'float32' : 'int32') : x;
  if (op === 'mean') value = cast(value, 'float32');
  if (axes.length === 0) return value;
  if ((op === 'max' || op === 'min') && axes.some((a) => x.shape[a] === 0)) {
    throw new ShapeError({
      who: op,
      rule: {
        en: 'an empty axis has no largest or smallest value',
        ko: '빈 축에는 가장 큰 값도 가장 작은 값도 없습니다',
      },
    });
  }
  const kept = keptShape(x.shape, axes);
  return makeNode(
    op,
    [value],
    { axes, keepDims },
    keepDims ? kept : kept.filter((_, i) => !axes.includes(i)),
    value.dtype,
  );
}

export const sum = (x: Node, options?: ReduceOptions): Node => reduce('sum', x, options);
export const mean = (x: Node, options?: ReduceOptions): Node => reduce('mean', x, options);
export const max = (x: Node, options?: ReduceOptions): Node => reduce('max', x, options);
export const min = (x: Node, options?: ReduceOptions): Node => reduce('min', x, options);
export const prod = (x: Node, options?: ReduceOptions): Node => reduce('prod', x, options);

/** Sums the axes that broadcasting repeated, so that a gradient has the shape of its operand. */
export function sumTo(x: Node, shape: Shape): Node {
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((n, i) => (i < lead || (shape[i - lead] === 1 && n !== 1) ? [i] : []));
  return axes.length === 0 ? x : reshape(sum(x, { axis: axes, keepDims: true }), shape);
}

const START: Record<ReduceOp, number> = { sum: 0, mean: 0, max: -Infinity, min: Infinity, prod: 1 };

/** Accumulates in double precision, cell by cell. */
function reduceForward(op: ReduceOp, node: NodeOf<ReduceOp>, [x]: readonly TypedData[], out: TypedData): void {
  const from = node.inputs[0]!;
  const kept = keptShape(from.shape, node.attrs.axes);
  const strides = stridesOf(kept).map((s, i) => (kept[i] === 1 ? 0 : s));
  const total = new Float64Array(out.length).fill(START[op]);
  const inner = from.shape.at(-1) ?? 1;
  const step = strides.at(-1) ?? 0;
  const data = x!;
  forEachRow(from.shape, [strides], (i, offsets) => {
    let o = offsets[0]!;
    for (let k = i; k < i + inner; k++, o += step) {
      const v = data[k]!;
      if (op === 'sum' || op === 'mean') total[o]! += v;
      else if (op === 'prod') total[o]! *= v;
      else if (Number.isNaN(v) || (op === 'max' ? v > total[o]! : v < total[o]!)) total[o] = v;
    }
  });
  const n = sizeOf(from.shape) / Math.max(1, out.length);
  for (let o = 0; o < out.length; o++) out[o] = op === 'mean' ? total[o]! / n : total[o]!;
}

function reduceGradient(op: ReduceOp, node: NodeOf<ReduceOp> & Node, dy: Node): (Node | null)[] {
  const x = node.inputs[0]!;
  const kept = keptShape(x.shape, node.attrs.axes);
  const spread = (y: Node): Node => broadcastTo(reshape(y, kept), x.shape);
  if (op === 'sum') return [spread(dy)];
  if (op === 'mean') return [spread(mul(dy, sizeOf(node.shape) / sizeOf(x.shape)))];
  if (op === 'prod') {
    return [mul(spread(dy), makeNode('prodOthers', [x], { axes: node.attrs.axes }, x.shape, x.dtype))];
  }
  // Several equal extremes share the gradient evenly.
  const hit = equal(x, reshape(node, kept));
  const count = sum(cast(hit, 'float32'), { axis: node.attrs.axes, keepDims: true });
  return [select(hit, div(reshape(dy, kept), count), 0)];
}

function reduceRecord<K extends ReduceOp>(op: K): OpRecord<K> {
  return {
    forward: (node, inputs, out) => reduceForward(op, node, inputs, out),
    gradient: (node, dy) => reduceGradient(op, node, dy),
  };
}

/** The index of the first maximum along an axis (int32, the axis is dropped). */
export function argMax(x: Node, axis = -1): Node {
  const a = normalizeAxis('argMax', axis, x.shape.length);
  const shape = x.shape.filter((_, i) => i !== a);
  return makeNode('argMax', [x], { axis: a }, shape, 'int32');
}

/** Running sums along an axis. `exclusive` leaves the cell itself out; `reverse` runs from the end. */
export function cumSum(x: Node, axis: number, { exclusive = false, reverse = false } = {}): Node {
  const a = normalizeAxis('cumSum', axis, x.shape.length);
  const value = x.dtype === 'bool' ? cast(x, 'int32') : x;
  return makeNode('cumSum', [value], { axis: a, exclusive, reverse }, x.shape, value.dtype);
}

/** exp(x) / sum(exp(x)) along an axis, shifted by the maximum. */
export function softmax(x: Node, axis = -1): Node {
  return alongLast('softmax', x, axis);
}

/** log(softmax(x)), exact also where softmax underflows. */
export function logSoftmax(x: Node, axis = -1): Node {
  return alongLast('logSoftmax', x, axis);
}

function alongLast(op: 'softmax' | 'logSoftmax', x: Node, axis: number): Node {
  const value = cast(x, 'float32');
  const ndim = x.shape.length;
  const a = normalizeAxis(op, axis, ndim);
  if (a === ndim - 1) return makeNode(op, [value], {}, value.shape, 'float32');
  const perm = Array.from({ length: ndim }, (_, i) => (i === a ? ndim - 1 : i === ndim - 1 ? a : i));
  const moved = transpose(value, perm);
  return transpose(makeNode(op, [moved], {}, moved.shape, 'float32'), perm);
}

/** [outer, axis, inner] sizes around an axis. */
function around(shape: Shape, axis: number): [outer: number, n: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
}

function softmaxRows(node: { shape: Shape }, x: TypedData, out: TypedData, inLog: boolean): void {
  const n = node.shape.at(-1) ?? 1;
  for (let row = 0; row < out.length; row += n) {
    let top = -Infinity;
    for (let i = 0; i < n; i++) top = Math.max(top, x[row + i]!);
    let total = 0;
    for (let i = 0; i < n; i++) total += Math.exp(x[row + i]! - top);
    const shift = Math.log(total);
    for (let i = 0; i < n; i++) {
      const z = x[row + i]! - top;
      out[row + i] = inLog ? z - shift : Math.exp(z) / total;
    }
  }
}

type Family = ReduceOp | 'argMax' | 'prodOthers' | 'cumSum' | 'softmax' | 'logSoftmax';

const scans: Pick<OpTable, Exclude<Family, ReduceOp>> = {
  argMax: {
    forward(node, [x], out) {
      const [outer, n, inner] = around(node.inputs[0]!.shape, node.attrs.axis);
      for (let o = 0; o < outer; o++) {
        for (let i = 0; i < inner; i++) {
          let best = 0;
          const at = (k: number): number => x![(o * n + k) * inner + i]!;
          for (let k = 1; k < n; k++) if (at(k) > at(best)) best = k;
          out[o * inner + i] = best;
        }
      }
    },
    gradient: null,
  },
  prodOthers: {
    // Products from the front and from the back around each cell: exact with zeros in the data.
    forward(node, [x], out) {
      const shape = node.shape;
      const groupOf = stridesOf(keptShape(shape, node.attrs.axes)).map((s, i) => (node.attrs.axes.includes(i) ? 0 : s));
      const groups = new Map<number, number[]>();
      const strides = stridesOf(shape);
      for (let i = 0; i < out.length; i++) {
        let key = 0;
        for (let a = 0; a < shape.length; a++) key += (Math.floor(i / strides[a]!) % shape[a]!) * groupOf[a]!;
        const cells = groups.get(key);
        if (cells) cells.push(i);
        else groups.set(key, [i]);
      }
      for (const cells of groups.values()) {
        let front = 1;
        for (const i of cells) [out[i], front] = [front, front * x![i]!];
        let back = 1;
        for (const i of cells.reverse()) [out[i], back] = [out[i]! * back, back * x![i]!];
      }
    },
    gradient() {
      throw new ValueError({
        who: 'prod',
        rule: { en: 'has a first derivative only', ko: '한 번만 미분할 수 있습니다' },
        received: { en: 'a gradient of a gradient', ko: '기울기의 기울기' },
        hint: {
          en: 'Write the product of positive numbers as exp(sum(log(x))).',
          ko: '양수의 곱은 exp(sum(log(x)))로 쓰세요',
        },
      });
    },
  },
  cumSum: {
    forward(node, [x], out) {
      const { axis, exclusive, reverse } = node.attrs;
      const [outer, n, inner] = around(node.shape, axis);
      for (let o = 0; o < outer; o++) {
        for (let i = 0; i < inner; i++) {
          let total = 0;
          for (let k = 0; k < n; k++) {
            const at = (o * n + (reverse ? n - 1 - k : k)) * inner + i;
            if (exclusive) out[at] = total;
            total += x![at]!;
            if (!exclusive) out[at] = total;
          }
        }
      }
    },
    gradient: ({ attrs: { axis, exclusive, reverse } }, dy) => [cumSum(dy, axis, { exclusive, reverse: !reverse })],
  },
  softmax: {
    forward: (node, [x], out) => softmaxRows(node, x!, out, false),
    // dx = y (dy - sum(dy y))
    gradient: (node, dy) => [mul(node, sub(dy, sum(mul(dy, node), { axis: -1, keepDims: true })))],
  },
  logSoftmax: {
    forward: (node, [x], out) => softmaxRows(node, x!, out, true),
    gradient: (node, dy) => [sub(dy, mul(exp(node), sum(dy, { axis: -1, keepDims: true })))],
  },
};

export const reduceOps: Pick<OpTable, Family> = {
  ...(Object.fromEntries(REDUCTIONS.map((op) => [op, reduceRecord(op)])) as Pick<OpTable, ReduceOp>),
  ...scans,
};

/** log(sum(exp(x))), shifted by the maximum. */
export function logSumExp(x: Node, options: ReduceOptions = {}): Node {
  const top = stopGradient(max(x, { ...options, keepDims: true }));
  const kept = add(log(sum(exp(sub(x, top)), { ...options, keepDims: true })), top);
  return options.keepDims ? kept : reshape(kept, sum(x, options).shape);
}
