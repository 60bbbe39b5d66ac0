/** @file Ops of `keras.ops` that pick cells by whole numbers, put values into them, or cut corners out of matrices. */
import { np, type ArraySource } from '../../array/index.ts';
import { g, isNode, normalizeAxis, type Node } from '../../engine/index.ts';
import { IndexError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, refuseOptions } from '../common/arguments.ts';
import { dispatch, dispatchAll, type Arg, type Result, inNameOf } from './dispatch.ts';
import { range, takeAlong } from './nodes.ts';

const AXIS = optionNames<{ axis: number }>()('axis');
const ROLL = optionNames<{ axis?: number | null }>()('axis');

/** `x[…, indices[…], …]`: one place of an axis (default the last) for each cell of `indices`. */
export function takeAlongAxis<A extends Arg, B extends Arg>(
  x: A,
  indices: B,
  options: {
    /** The axis; default the last. */
    axis?: number;
  } = {},
): Result<A | B> {
  const { axis = -1 } = known('ops.takeAlongAxis', options, AXIS);
  return dispatch('takeAlongAxis', (v, i) => takeAlong(v, i, axis), [x, indices], { saved: { config: { axis } } });
}

/** Flat places of `indices` (…, k), which name the first k axes of `shape`, and the number of cells behind each. */
function flatPlaces(who: string, indices: Node, shape: readonly number[]): { flat: Node; inner: number; lead: number } {
  const k = indices.shape.at(-1) ?? 0;
  if (k < 1 || k > shape.length) {
    throw new ShapeError({
      who,
      rule: {
        en: `the last axis of indices names 1 to ${shape.length} axes of ${shapeText(shape)}`,
        ko: `indices의 마지막 축은 ${shapeText(shape)}의 축 1개에서 ${shape.length}개까지를 가리킵니다`,
      },
      received: {
        en: `indices of shape ${shapeText(indices.shape)}`,
        ko: `모양이 ${shapeText(indices.shape)}인 indices`,
      },
    });
  }
  const count = indices.shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const rows = g.reshape(g.cast(indices, 'int32'), [count, k]);
  let flat: Node | undefined;
  for (let d = 0; d < k; d++) {
    const column = g.reshape(g.slice(rows, [0, d], [count, 1]), [count]);
    flat = flat ? g.add(g.mul(flat, shape[d]!), column) : column;
  }
  const lead = shape.slice(0, k).reduce((a, b) => a * b, 1);
  return { flat: flat!, inner: shape.slice(k).reduce((a, b) => a * b, 1), lead };
}

/** Refuses a place outside of `shape`, where the indices are known. (In a model nobody knows them before it runs.) */
function checkPlaces(who: string, indices: Arg, shape: readonly number[]): void {
  if (isNode(indices)) return;
  const places = np.asarray(indices as ArraySource);
  const k = places.shape.at(-1) ?? 0;
  for (const [i, place] of places.toTyped().entries()) {
    const side = shape[i % k];
    if (side === undefined || (place >= 0 && place < side)) continue;
    throw new IndexError({
      who,
      rule: {
        en: `index ${place} is out of bounds for axis ${i % k} with size ${side}`,
        ko: `인덱스 ${place}: 길이가 ${side}인 축 ${i % k}의 범위를 벗어납니다`,
      },
      received: `indices ${shapeText(places.shape)}, ${shapeText(shape)}`,
      hint: { en: `Axis ${i % k} takes 0 to ${side - 1}`, ko: `축 ${i % k}에는 0부터 ${side - 1}까지 쓸 수 있습니다` },
    });
  }
}

/** Zeros of `shape` with values added at the places of `indices` (n, k): `ops.scatter([[0], [2]], [5, 6], [4])`. */
export function scatter<A extends Arg, B extends Arg>(indices: A, values: B, shape: readonly number[]): Result<A | B> {
  if (arguments.length > 3) refuseOptions('ops.scatter', arguments, 3);
  inNameOf('ops.scatter', checkPlaces)('ops.scatter', indices, shape);
  const f = (i: Node, v: Node): Node => {
    const { flat, inner, lead } = flatPlaces('ops.scatter', i, shape);
    return g.reshape(g.scatterAdd(g.reshape(v, [flat.shape[0]!, inner]), flat, [lead, inner]), shape);
  };
  return dispatch('scatter', f, [indices, values]);
}

/** x with `updates` in the places of `indices` (n, k); of a place named twice the last one stays. */
export function scatterUpdate<A extends Arg, B extends Arg, C extends Arg>(
  x: A,
  indices: B,
  updates: C,
): Result<A | B | C> {
  if (arguments.length > 3) refuseOptions('ops.scatterUpdate', arguments, 3);
  inNameOf('ops.scatterUpdate', () =>
    checkPlaces('ops.scatterUpdate', indices, isNode(x) ? x.shape : np.asarray(x as ArraySource).shape),
  )();
  const f = (v: Node, i: Node, u: Node): Node => {
    const { flat, inner, lead } = flatPlaces('ops.scatterUpdate', i, v.shape);
    const n = flat.shape[0]!;
    // an update counts unless a later one names its place
    const same = g.equal(g.reshape(flat, [n, 1]), g.reshape(flat, [1, n]));
    const later = g.less(g.reshape(range(n), [n, 1]), g.reshape(range(n), [1, n]));
    const beaten = g.max(g.cast(g.logicalAnd(same, later), 'float32'), { axis: 1 });
    const counts = g.reshape(g.sub(1, beaten), [n, 1]);
    const placed = g.scatterAdd(g.mul(g.reshape(g.cast(u, 'float32'), [n, inner]), counts), flat, [lead, inner]);
    const hit = g.scatterAdd(g.broadcastTo(counts, [n, inner]), flat, [lead, inner]);
    const result = g.select(g.greater(hit, 0), placed, g.reshape(g.cast(v, 'float32'), [lead, inner]));
    return g.cast(g.reshape(result, v.shape), v.dtype);
  };
  return dispatch('scatterUpdate', f, [x, indices, updates]);
}

/** x with `updates` from the place `start` on: `ops.sliceUpdate(x, [1, 0], rows)`. */
export function sliceUpdate<A extends Arg, B extends Arg>(x: A, start: readonly number[], updates: B): Result<A | B> {
  if (arguments.length > 3) refuseOptions('ops.sliceUpdate', arguments, 3);
  const f = (v: Node, u: Node): Node => {
    const after = v.shape.map((n, i) => n - (start[i] ?? NaN) - (u.shape[i] ?? NaN));
    if (start.length !== v.shape.length || u.shape.length !== v.shape.length || after.some((n) => !(n >= 0))) {
      throw new ShapeError({
        who: 'ops.sliceUpdate',
        rule: { en: 'the updates must lie inside the tensor', ko: '바꿀 값은 텐서 안에 있어야 합니다' },
        received: `${shapeText(u.shape)}, ${shapeText(start)}, ${shapeText(v.shape)}`,
      });
    }
    const inside = g.pad(g.full(u.shape, 1), start, after);
    return g.select(g.greater(inside, 0), g.cast(g.pad(u, start, after), v.dtype), v);
  };
  return dispatch('sliceUpdate', f, [x, updates]);
}

/** A 0/1 mask (h, w) of the cells whose column minus row fulfils `keeps`. */
function triangle(who: string, x: Node, keeps: (difference: number) => boolean): Node {
  if (x.shape.length < 2) {
    throw new ValueError({
      who,
      rule: { en: 'takes matrices (…, h, w)', ko: '행렬 (…, h, w)을 받습니다' },
      received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
    });
  }
  const [h, w] = x.shape.slice(-2) as [number, number];
  const mask = Uint8Array.from({ length: h * w }, (_, i) => Number(keeps((i % w) - Math.floor(i / w))));
  return g.select(g.constant(mask, [h, w]), x, g.full([], 0, x.dtype));
}

/** The lower triangle of matrices, zeros above it; `k` moves the border to the right. */
export function tril<A extends Arg>(
  x: A,
  options: {
    /** How far to the right of the diagonal. Default 0. */
    k?: number;
  } = {},
): Result<A> {
  const { k = 0 } = known('ops.tril', options, optionNames<{ k: number }>()('k'));
  return dispatch('tril', (v) => triangle('ops.tril', v, (d) => d <= k), [x], { saved: { config: { k } } });
}

/** The upper triangle of matrices, zeros below it; `k` moves the border to the right. */
export function triu<A extends Arg>(
  x: A,
  options: {
    /** How far to the right of the diagonal. Default 0. */
    k?: number;
  } = {},
): Result<A> {
  const { k = 0 } = known('ops.triu', options, optionNames<{ k: number }>()('k'));
  return dispatch('triu', (v) => triangle('ops.triu', v, (d) => d >= k), [x], { saved: { config: { k } } });
}

/** The diagonal of a matrix, or a matrix with these values on its diagonal. */
export function diag<A extends Arg>(x: A): Result<A> {
  if (arguments.length > 1) refuseOptions('ops.diag', arguments, 1);
  const f = (v: Node): Node => {
    if (v.shape.length === 1) return g.mul(g.reshape(v, [-1, 1]), g.oneHot(range(v.shape[0]!), v.shape[0]!));
    if (v.shape.length !== 2) {
      throw new ValueError({
        who: 'ops.diag',
        rule: { en: 'takes a vector or a matrix', ko: '벡터나 행렬을 받습니다' },
        received: { en: `shape ${shapeText(v.shape)}`, ko: `모양 ${shapeText(v.shape)}` },
      });
    }
    const n = Math.min(...v.shape);
    return g.gather(g.reshape(v, [-1]), g.mul(range(n), v.shape[1]! + 1), 0);
  };
  return dispatch('diag', f, [x], { saved: { config: { k: 0 } } });
}

/** The sum of the diagonal of a matrix. */
export function trace<A extends Arg>(x: A): Result<A> {
  if (arguments.length > 1) refuseOptions('ops.trace', arguments, 1);
  const f = (v: Node): Node => {
    const [h, w] = v.shape as [number, number];
    return g.sum(g.gather(g.reshape(v, [-1]), g.mul(range(Math.min(h, w)), w + 1), 0));
  };
  return dispatch('trace', f, [x]);
}

/** The slices along an axis as a list. */
export function unstack<A extends Arg>(
  x: A,
  options: {
    /** The axis. Default 0. */
    axis?: number;
  } = {},
): Result<A>[] {
  const { axis = 0 } = known('ops.unstack', options, AXIS);
  const f = (v: Node): Node[] => {
    const at = normalizeAxis('ops.unstack', axis, v.shape.length);
    return Array.from({ length: v.shape[at]! }, (_, i) =>
      g.reshape(
        g.slice(v, v.shape.map((__, d) => (d === at ? i : 0)), v.shape.map((n, d) => (d === at ? 1 : n))), // prettier-ignore
        v.shape.filter((__, d) => d !== at),
      ),
    );
  };
  return dispatchAll('unstack', f, [x]) as Result<A>[];
}

/** The cells moved along an axis (default of the flattened tensor), those that fall out coming in at the other end. */
export function roll<A extends Arg>(
  x: A,
  shift: number,
  options: {
    /** The axis; null (default) moves along the flattened tensor. */
    axis?: number | null;
  } = {},
): Result<A> {
  const { axis = null } = known('ops.roll', options, ROLL);
  const f = (v: Node): Node => {
    const flat = axis === null ? g.reshape(v, [-1]) : v;
    const at = axis === null ? 0 : axis < 0 ? axis + v.shape.length : axis;
    const n = flat.shape[at]!;
    const places = Int32Array.from({ length: n }, (_, i) => (((i - shift) % n) + n) % n);
    return g.reshape(g.gather(flat, g.constant(places, [n]), at), v.shape);
  };
  return dispatch('roll', f, [x], { saved: { config: { shift, axis } } });
}
