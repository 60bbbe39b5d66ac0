/**
 * @file Ops of `keras.ops` that order values: sort, argsort, topK, inTopK. Arrays are sorted; inside a model places are
 * counted by comparing all pairs of an axis, which a graph can do, and gradients go to the values that were picked.
 */
import { NDArray, np } from '../../array/index.ts';
import { g, type Node } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { optionNames } from '../../arguments/index.ts';
import { known, refuseOptions } from '../common/arguments.ts';
import { inGraph } from '../common/tensor.ts';
import { currentTrace } from '../core/trace.ts';
import { dispatch, dispatchAll, type Arg, type Result } from './dispatch.ts';
import { argsortNode, takeAlong } from './nodes.ts';

const AXIS = optionNames<{ axis: number }>()('axis');
const SORTED = optionNames<{ sorted: boolean }>()('sorted');

/** Whether all that is asked is about arrays outside of graphs. */
const plainArray = (x: unknown): x is NDArray => x instanceof NDArray && !(currentTrace() && inGraph(x));

/** The places that would sort the values along an axis (default the last), smallest first, as int32. */
export function argsort<A extends Arg>(
  x: A,
  options: {
    /** The axis; default the last. */
    axis?: number;
  } = {},
): Result<A> {
  const { axis = -1 } = known('ops.argsort', options, AXIS);
  if (plainArray(x)) return np.argsort(x, { axis, kind: 'stable' }).astype('int32') as Result<A>;
  return dispatch('argsort', (v) => argsortNode(v, axis, 'ops.argsort'), [x], { saved: { config: { axis } } });
}

/**
 * The values along an axis (default the last), smallest first.
 * @ko 축을 따라 작은 값부터 늘어놓습니다(모델과 기울기 안에서).
 */
export function sort<A extends Arg>(
  x: A,
  options: {
    /** The axis; default the last. */
    axis?: number;
  } = {},
): Result<A> {
  const { axis = -1 } = known('ops.sort', options, AXIS);
  if (plainArray(x)) return np.sort(x, { axis }) as Result<A>;
  const f = (v: Node): Node => takeAlong(v, argsortNode(v, axis, 'ops.sort'), axis);
  return dispatch('sort', f, [x], { saved: { config: { axis } } });
}

/**
 * The k largest values of the last axis and their places: `const [values, indices] = ops.topK(p, 5)`.
 * @ko 마지막 축에서 가장 큰 값 k개와 그 자리를 줍니다.
 */
export function topK<A extends Arg>(
  x: A,
  k: number,
  options: {
    /** Largest first. Default true; false promises no order. */
    sorted?: boolean;
  } = {},
): [values: Result<A>, indices: Result<A>] {
  const { sorted = true } = known('ops.topK', options, SORTED);
  const f = (v: Node): Node[] => {
    const n = v.shape.at(-1);
    if (!Number.isInteger(k) || k < 1 || n === undefined || k > n) {
      throw new ValueError({
        who: 'ops.topK',
        rule: { en: `k must be a whole number from 1 to ${n ?? 0}`, ko: `k는 1부터 ${n ?? 0}까지의 정수여야 합니다` },
        received: String(k),
      });
    }
    const order = argsortNode(g.neg(v), -1, 'ops.topK');
    const best = g.slice(order, order.shape.map(() => 0), [...order.shape.slice(0, -1), k]); // prettier-ignore
    return [takeAlong(v, best, -1), best];
  };
  return dispatchAll('topK', f, [x], { saved: { config: { k, sorted } } }) as [Result<A>, Result<A>];
}

/** Whether each sample's class number is among its k largest scores: `ops.inTopK(labels, scores, 5)`. */
export function inTopK<A extends Arg, B extends Arg>(targets: A, predictions: B, k: number): Result<A | B> {
  if (arguments.length > 3) refuseOptions('ops.inTopK', arguments, 3);
  const f = (t: Node, p: Node): Node => {
    const target = takeAlong(p, g.reshape(g.cast(t, 'int32'), [...p.shape.slice(0, -1), 1]), -1);
    const higher = g.sum(g.cast(g.greater(p, target), 'float32'), { axis: -1 });
    return g.less(higher, k);
  };
  return dispatch('inTopK', f, [targets, predictions], { saved: { config: { k } } });
}
