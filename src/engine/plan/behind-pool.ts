/**
 * @file What is done to the gradient behind a max-pooling, done before it instead, where there is a number for each window and not for each
 * cell: relu's mask (a window's gradient lands on its maximum, which is above 0 where the pooled number is), and the sum that is a
 * bias's gradient (all of a window's gradient lands on one cell). Chains take in both.
 */
import * as g from '../graph/ops/index.ts';
import { makeNode, type Node, type NodeOf } from '../graph/node.ts';
import type { Analysis } from './analysis.ts';

/** The same value as the node's, computed on the pooled map; undefined for any other node. `of`: what stands for a node already. */
export function behindPool(analysis: Analysis, node: Node, of: (node: Node) => Node): Node | undefined {
  if (node.op === 'select') return masked(analysis, node, of);
  if (node.op !== 'sum' || node.attrs.axes.join() !== '0,1,2') return undefined;
  const gradient = of(node.inputs[0]!);
  if (gradient.op !== 'maxPoolGrad' || !isCovered(gradient)) return undefined;
  return makeNode('sum', [gradient.inputs[1]!], node.attrs, node.shape, node.dtype);
}

/** select(x > 0, gradient of a pooling of x, 0). */
function masked(analysis: Analysis, node: Node, of: (node: Node) => Node): Node | undefined {
  const [condition, gradient, no] = [0, 1, 2].map((i) => analysis.input(node, i)) as [Node, Node, Node];
  if (gradient.op !== 'maxPoolGrad' || gradient.shape.join() !== node.shape.join() || !isZero(no)) return undefined;
  if (analysis.usersOf(gradient).length !== 1 || analysis.roots.has(gradient) || !isCovered(gradient)) return undefined;
  const x = analysis.input(gradient, 0);
  const isAsked =
    condition.op === 'greater' && analysis.input(condition, 0) === x && isZero(analysis.input(condition, 1));
  if (!isAsked || x.op !== 'relu') return undefined;
  const key = JSON.stringify(gradient.attrs);
  const isPooled = (user: Node): boolean => user.op === 'maxPool' && JSON.stringify(user.attrs) === key;
  if (!analysis.usersOf(x).some(isPooled)) return undefined;
  const [map, dy] = gradient.inputs.map(of) as [Node, Node];
  // The planner joins it with the pooling that is there.
  const pooled = makeNode('maxPool', [map], gradient.attrs, dy.shape, 'float32');
  const passed = g.select(g.greater(pooled, 0), dy, 0);
  return makeNode('maxPoolGrad', [map, passed], gradient.attrs, node.shape, 'float32');
}

/** Whether every window lies on the map, so that each has a maximum. */
function isCovered({ attrs }: NodeOf<'maxPoolGrad'>): boolean {
  return attrs.padding.every((n) => n === 0);
}

function isZero(node: Node): boolean {
  return node.op === 'constant' && node.attrs.data.length === 1 && node.attrs.data[0] === 0;
}
