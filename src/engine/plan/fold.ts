/**
 * @file The same graph with less to compute. What stands behind a convolution or product is multiplied into its weights:
 * (x * w + b) s + t = x * (w s) + (b s + t), for a row s of one number per channel that is the same in every run. That is a batch
 * normalization in inference, or a frozen one in training; where the weights don't change either, w s is computed once. Zeros put
 * around a map become the padding of the convolution or pooling that reads it (trim.ts). What is done to the gradient behind a pooling is
 * done on the pooled map (behind-pool.ts).
 */
import * as g from '../graph/ops/index.ts';
import { makeNode, sizeOf, type Assign, type Node } from '../graph/node.ts';
import { topologicalOrder } from '../graph/interpret.ts';
import { Analysis } from './analysis.ts';
import { behindPool } from './behind-pool.ts';
import { stability } from './stable.ts';
import { trimmed } from './trim.ts';

/** What a graph computes. */
export interface Graph {
  readonly outputs: readonly Node[];
  readonly assigns: readonly Assign[];
}

/** What is folded: the convolution, the rows behind it in order, and the value that they lead to. */
interface Fold {
  readonly core: Node;
  readonly bias?: Node;
  readonly scale: Node;
  readonly shift?: Node;
}

/** The graph with rows folded into weights, paddings into windows, and less to do behind poolings. `keeps`: whether what stays the same is computed once. */
export function fold(graph: Graph, keeps = true): Graph {
  const analysis = new Analysis(graph.outputs, graph.assigns);
  const isStable = stability(graph.assigns);
  const isKept = (node: Node): boolean => keeps && isStable(node);
  const folds = new Map<Node, Fold>();
  for (const node of analysis.order) {
    if (node.op !== 'conv2d' && node.op !== 'matmul') continue;
    const found = foldOf(analysis, node, isStable, keeps);
    if (found) folds.set(found.result, found.fold);
  }
  const made = new Map<Node, Node>();
  const of = (node: Node): Node => made.get(node)!;
  for (const node of topologicalOrder([...graph.outputs, ...graph.assigns.map((a) => a.value)])) {
    const found = folds.get(analysis.of(node));
    const moved = found ? undefined : behindPool(analysis, node, of);
    if (found) made.set(node, shaped(folded(found, of, isKept), node.shape));
    else if (moved) made.set(node, moved);
    else {
      const isSame = node.inputs.every((input) => of(input) === input);
      const copy = () => makeNode(node.op, node.inputs.map(of), node.attrs as never, node.shape, node.dtype);
      made.set(node, trimmed(isSame ? node : copy(), isKept));
    }
  }
  return {
    outputs: graph.outputs.map(of),
    assigns: graph.assigns.map(({ variable, value }) => ({ variable, value: of(value) })),
  };
}

function foldOf(
  analysis: Analysis,
  core: Node,
  isStable: (node: Node) => boolean,
  keeps: boolean,
): { result: Node; fold: Fold } | undefined {
  const channels = core.shape.at(-1)!;
  const weights = core.inputs[1]!;
  if (core.dtype !== 'float32' || (core.op === 'matmul' && (core.attrs.transposeB || weights.shape.length !== 2))) {
    return undefined;
  }
  let result = core;
  /** The row that the only reader of `result` adds to it or multiplies it by; `result` is that reader then. */
  const row = (op: 'add' | 'mul', mustStay = false): Node | undefined => {
    const [user, more] = analysis.usersOf(result);
    if (user?.op !== op || more !== undefined || analysis.roots.has(result)) return undefined;
    const side = analysis.input(user, 0) === result ? 1 : 0;
    const other = user.inputs[side]!;
    const { shape } = other;
    const isRow = shape.at(-1) === channels && sizeOf(shape) === channels && user.shape.at(-1) === channels;
    if (!isRow || analysis.of(other) === result || (mustStay && !isStable(other))) return undefined;
    result = user;
    return other;
  };
  const bias = row('add');
  const scale = row('mul', true);
  if (scale === undefined) return undefined;
  // Weights that change are multiplied anew in each run: that pays where they are fewer than the values behind them.
  if (!(keeps && isStable(weights)) && 2 * sizeOf(weights.shape) > sizeOf(core.shape)) return undefined;
  const shift = row('add');
  return { result, fold: { core, bias, scale, shift } };
}

function folded({ core, bias, scale, shift }: Fold, of: (node: Node) => Node, isStable: (node: Node) => boolean): Node {
  const [x, weights] = core.inputs.map(of);
  const flat = (row: Node): Node => g.reshape(of(row), [scale.shape.at(-1)!]);
  const s = flat(scale);
  const scaled = makeNode(core.op, [x!, g.mul(weights!, s)], core.attrs as never, core.shape, core.dtype);
  const moved = bias && g.mul(flat(bias), s);
  const offset = moved && shift ? g.add(moved, flat(shift)) : (moved ?? (shift && flat(shift)));
  const product = trimmed(scaled, isStable);
  return offset ? g.add(product, offset) : product;
}

function shaped(node: Node, shape: readonly number[]): Node {
  return node.shape.join() === shape.join() ? node : g.reshape(node, shape);
}
