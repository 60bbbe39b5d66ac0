/**
 * @file Finds what is fused into a convolution or matrix product: bias, a map that is added, relu (also cut off above, as relu6),
 * max-pooling, and behind the pooling the gradient that its arg-max drives (it is never made dense unless somebody else reads it).
 */
import { sizeOf, type Node, type NodeOf } from '../graph/node.ts';
import type { Analysis } from './analysis.ts';
import { convShape, isPointwise, sparseInputKernel } from './conv-tasks.ts';

export interface Fusion {
  readonly core: NodeOf<'conv2d'> | NodeOf<'matmul'> | NodeOf<'conv2dInputGrad'>;
  /** The value that is stored: the pooled map, relu, biased or bare result. */
  readonly result: Node;
  readonly bias?: Node;
  /** A map that is added before relu: the shortcut of a residual block. */
  readonly residual?: Node;
  readonly relu: boolean;
  /** What a 1x1 convolution reads is relu(x scale + shift): batch normalization that stands before it. */
  readonly before?: ScaledInput;
  /** Where relu cuts off above: 6. */
  readonly ceiling?: number;
  readonly pool?: NodeOf<'maxPool'>;
  /** The gradient towards what was pooled, when a backward pass needs it. */
  readonly gradient?: PooledGradient;
  /** Of an input gradient: it passes only where this map (what relu gave) is above 0. */
  readonly mask?: Node;
}

/** A map, and rows of one number per channel. */
interface ScaledInput {
  readonly x: Node;
  readonly scale: Node;
  readonly shift: Node;
}

export interface PooledGradient {
  /** The gradient of the map before pooling, as the graph has it (behind-pool.ts). */
  readonly node: Node;
  /** The gradient of the pooled map. */
  readonly dy: Node;
}

/** All fusions, by the node whose value is stored, and the nodes that vanish into them. */
export function fusions(analysis: Analysis): { byResult: Map<Node, Fusion>; taken: Set<Node> } {
  const byResult = new Map<Node, Fusion>();
  const taken = new Set<Node>();
  /** Gradients behind a pooling that its arg-max drives. */
  const pooled = new Map<Node, readonly [number, number]>();
  for (const node of analysis.order) {
    if (node.op !== 'conv2d' && node.op !== 'matmul' && node.op !== 'conv2dInputGrad') continue;
    const fusion = fuse(analysis, node, taken, pooled);
    if (fusion.gradient && fusion.pool) pooled.set(fusion.gradient.node, fusion.pool.attrs.pool);
    byResult.set(fusion.result, fusion);
  }
  return { byResult, taken };
}

function fuse(
  analysis: Analysis,
  core: Fusion['core'],
  taken: Set<Node>,
  pooled: ReadonlyMap<Node, readonly [number, number]>,
): Fusion {
  let result: Node = core;
  let bias: Node | undefined;
  let relu = false;
  taken.add(core);
  const only = (): Node | undefined => {
    const users = analysis.usersOf(result);
    return users.length === 1 && !analysis.roots.has(result) ? users[0] : undefined;
  };
  if (core.op === 'conv2dInputGrad') {
    const masked = masksItself(analysis, core, pooled) ? positiveMask(analysis, result, only()) : undefined;
    if (masked === undefined) return { core, result, relu };
    masked.vanished.forEach((node) => taken.add(node));
    return { core, result: masked.chosen, relu, mask: masked.map };
  }
  const channels = core.shape.at(-1)!;
  let user = only();
  if (user?.op === 'add' && user.dtype === 'float32' && (core.op === 'conv2d' || core.shape.length >= 2)) {
    const [a, b] = [analysis.input(user, 0), analysis.input(user, 1)];
    const side = a === result ? 1 : 0;
    const other = side === 1 ? b : a;
    const shape = user.inputs[side]!.shape;
    const isRow =
      shape.length > 0 && shape.at(-1) === channels && shape.every((n, i) => n === 1 || i === shape.length - 1);
    // Nothing else reads the result, so the row cannot depend on it.
    if (a !== b && isRow) {
      bias = other;
      result = user;
      taken.add(user);
      user = only();
    }
  }
  let residual: Node | undefined;
  if (
    user?.op === 'add' &&
    user.dtype === 'float32' &&
    core.op === 'conv2d' &&
    core.attrs.groups === 1 &&
    !taken.has(user)
  ) {
    const [a, b] = [analysis.input(user, 0), analysis.input(user, 1)];
    const isWhole = user.inputs.every(({ shape }) => sizeOf(shape) === sizeOf(core.shape));
    if (a !== b && isWhole) {
      residual = a === result ? b : a;
      result = user;
      taken.add(user);
      user = only();
    }
  }
  let ceiling: number | undefined;
  if (user?.op === 'relu') {
    relu = true;
    result = user;
    taken.add(user);
    user = core.op === 'conv2d' ? only() : undefined;
    const limit = user?.op === 'minimum' ? user.inputs.find((input) => analysis.of(input) !== result) : undefined;
    if (user && limit?.op === 'constant' && limit.attrs.data.length === 1) {
      ceiling = limit.attrs.data[0]!;
      result = user;
      taken.add(user);
    }
  }
  if (core.op !== 'conv2d') return { core, result, bias, relu };
  const isPlain = residual === undefined && ceiling === undefined;
  const behind = isPlain ? fusePool(analysis, core, result) : undefined;
  if (behind === undefined) {
    const found = scaledInput(analysis, core, taken);
    found?.vanished.forEach((node) => taken.add(node));
    return { core, result, bias, residual, relu, ceiling, before: found?.before };
  }
  behind.vanished.forEach((node) => taken.add(node));
  return { core, result: behind.pool, bias, relu, pool: behind.pool, gradient: behind.gradient };
}

/** What a 1x1 convolution reads as relu(x scale + shift), where nobody else reads a step of it. */
function scaledInput(
  analysis: Analysis,
  core: NodeOf<'conv2d'> & Node,
  taken: ReadonlySet<Node>,
): { before: ScaledInput; vanished: Node[] } | undefined {
  const [map, kernel] = [core.inputs[0]!, core.inputs[1]!];
  if (!isPointwise(convShape(map.shape, kernel.shape, core.shape, core.attrs, core.attrs.groups))) return undefined;
  const channels = map.shape.at(-1)!;
  const isAlone = (node: Node): boolean =>
    analysis.usersOf(node).length === 1 && !analysis.roots.has(node) && !taken.has(node);
  /** The operands of a node that only its reader knows: a map of all its size, and a row. */
  const step = (node: Node, op: 'add' | 'mul'): { map: Node; row: Node } | undefined => {
    if (node.op !== op || node.dtype !== 'float32' || !isAlone(node)) return undefined;
    const side = node.inputs.findIndex(({ shape }) => shape.at(-1) === channels && sizeOf(shape) === channels);
    const other = node.inputs[1 - side];
    if (side < 0 || other?.shape.join() !== map.shape.join() || sizeOf(map.shape) === channels) return undefined;
    return { map: analysis.of(other), row: analysis.input(node, side) };
  };
  const relu = analysis.of(map);
  if (relu.op !== 'relu' || relu.shape.join() !== map.shape.join() || !isAlone(relu)) return undefined;
  const sum = analysis.input(relu, 0);
  const added = step(sum, 'add');
  const scaled = added && step(added.map, 'mul');
  if (scaled === undefined) return undefined;
  return { before: { x: scaled.map, scale: scaled.row, shift: added!.row }, vanished: [relu, sum, added!.map] };
}

/** Whether an input gradient's kernel can let it pass where a map is above 0 only; elsewhere the choice stands in a chain. */
function masksItself(
  analysis: Analysis,
  core: NodeOf<'conv2dInputGrad'>,
  pooled: ReadonlyMap<Node, readonly [number, number]>,
): boolean {
  const pool = pooled.get(analysis.input(core, 0));
  const [dy, kernel] = [core.inputs[0]!, core.inputs[1]!];
  const shape = convShape(core.shape, kernel.shape, dy.shape, core.attrs, core.attrs.groups);
  return pool !== undefined && sparseInputKernel(shape, pool);
}

/** `user` as select(map > 0, gradient, 0), the backward pass of relu, when nobody else reads the comparison. */
function positiveMask(
  analysis: Analysis,
  gradient: Node,
  user: Node | undefined,
): { chosen: Node; map: Node; vanished: Node[] } | undefined {
  if (user?.op !== 'select' || user.shape.join() !== gradient.shape.join()) return undefined;
  const [condition, yes, no] = [0, 1, 2].map((i) => analysis.input(user, i));
  if (condition?.op !== 'greater' || yes !== gradient || !isZero(no!)) return undefined;
  if (analysis.usersOf(condition).length !== 1 || analysis.roots.has(condition)) return undefined;
  const map = analysis.input(condition, 0);
  const fits = map.dtype === 'float32' && sizeOf(map.shape) === sizeOf(gradient.shape);
  return fits && isZero(analysis.input(condition, 1)) ? { chosen: user, map, vanished: [condition, user] } : undefined;
}

function fusePool(
  analysis: Analysis,
  core: Node,
  before: Node,
): { pool: NodeOf<'maxPool'> & Node; gradient?: PooledGradient; vanished: Node[] } | undefined {
  if (analysis.roots.has(before)) return undefined;
  let pool: (NodeOf<'maxPool'> & Node) | undefined;
  let grad: (NodeOf<'maxPoolGrad'> & Node) | undefined;
  for (const user of analysis.usersOf(before)) {
    if (user.op === 'maxPool' && pool === undefined) pool = user;
    else if (user.op === 'maxPoolGrad' && grad === undefined && analysis.input(user, 1) !== before) grad = user;
    else return undefined;
  }
  if (pool === undefined || !plainWindow(pool, core)) return undefined;
  if (grad === undefined) return { pool, vanished: [pool] };
  if (analysis.roots.has(grad) || grad.attrs.pool.join() !== pool.attrs.pool.join() || !plainWindow(grad, core)) {
    return undefined;
  }
  return { pool, gradient: { node: grad, dy: analysis.input(grad, 1) }, vanished: [pool, grad] };
}

function isZero(node: Node): boolean {
  return node.op === 'constant' && node.attrs.data.length === 1 && node.attrs.data[0] === 0;
}

/** Windows side by side, unpadded, at most 16 x 16. */
function plainWindow({ attrs }: NodeOf<'maxPool'> | NodeOf<'maxPoolGrad'>, core: Node): boolean {
  const [ph, pw] = attrs.pool;
  return (
    attrs.strides[0] === ph &&
    attrs.strides[1] === pw &&
    attrs.dilation.every((d) => d === 1) &&
    attrs.padding.every((p) => p === 0) &&
    ph * pw <= 256 &&
    core.shape[1]! >= ph &&
    core.shape[2]! >= pw
  );
}
