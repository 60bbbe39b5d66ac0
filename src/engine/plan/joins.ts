/**
 * @file Concatenation of channels without copies: convolutions and poolings write their results where they lie in the joined map, a
 * part of each of its rows. In a dense block each map is joined to all before it, so that these lie in one map from the start.
 */
import type { Node } from '../graph/node.ts';
import type { Analysis } from './analysis.ts';
import { convShape, isDepthwise, isPointwise } from './conv-tasks.ts';
import type { Fusion } from './fusion.ts';

/** Where a value lies: in the map of `root`, whose rows have `row` elements, from `at` on. */
export interface Place {
  readonly root: Node;
  readonly at: number;
  readonly row: number;
  /** The concatenation that it is a part of; that may itself lie in the root's map. */
  readonly join: Node;
}

/** The values that lie in the map of a concatenation. */
export function placesInJoins(
  analysis: Analysis,
  fused: ReadonlyMap<Node, Fusion>,
  taken: ReadonlySet<Node>,
): Map<Node, Place> {
  const places = new Map<Node, Place>();
  const byCore = new Map<Node, Fusion>();
  const scaledBy = new Map<Node, Node>();
  for (const fusion of fused.values()) {
    byCore.set(fusion.core, fusion);
    if (!fusion.before) continue;
    for (const user of analysis.usersOf(fusion.before.x)) if (taken.has(user)) scaledBy.set(user, fusion.before.x);
  }
  /** Whether its kernel can write rows that others stand between. */
  const canWrite = (x: Node): boolean => {
    if (x.op === 'concat') return isJoin(x);
    if ((x.op === 'maxPool' || x.op === 'avgPool') && !taken.has(x)) return true;
    const fusion = fused.get(x);
    if (fusion?.core.op !== 'conv2d' || fusion.pool || fusion.residual) return false;
    const { inputs, shape, attrs } = fusion.core;
    return !isDepthwise(convShape(inputs[0]!.shape, inputs[1]!.shape, shape, attrs, attrs.groups));
  };
  /** Whether the kernel of a value's reader can read such rows. */
  const canRead = (user: Node, x: Node): boolean => {
    if (user.op === 'maxPool' || user.op === 'avgPool') return !taken.has(user);
    if (user.op === 'mul') return scaledBy.get(user) === x;
    if (user.op !== 'conv2d' || analysis.input(user, 1) === x) return false;
    const { inputs, shape, attrs } = user;
    const isProduct = isPointwise(convShape(inputs[0]!.shape, inputs[1]!.shape, shape, attrs, attrs.groups));
    return isProduct && byCore.get(user)?.pool === undefined;
  };
  const fits = (join: Node, i: number): boolean => {
    const x = analysis.input(join, i);
    if (places.has(x) || analysis.roots.has(x) || x.shape.join() !== join.inputs[i]!.shape.join()) return false;
    if (join.inputs.filter((_, k) => analysis.input(join, k) === x).length > 1 || !canWrite(x)) return false;
    return analysis.usersOf(x).every((user) => user === join || isJoin(user) || (isSame(user, x) && canRead(user, x)));
  };
  /** Whether a reader takes the value in its own shape. */
  const isSame = (user: Node, x: Node): boolean =>
    user.inputs.every((input, i) => analysis.input(user, i) !== x || input.shape.join() === x.shape.join());

  for (const join of analysis.order.toReversed()) {
    if (!isJoin(join) || taken.has(join)) continue;
    const { root, at, row } = places.get(join) ?? { root: join, at: 0, row: join.shape.at(-1)! };
    let to = at;
    join.inputs.forEach((input, i) => {
      if (fits(join, i)) places.set(analysis.input(join, i), { root, at: to, row, join });
      to += input.shape.at(-1)!;
    });
  }
  return places;
}

/** A concatenation of channels. */
function isJoin(node: Node): boolean {
  return node.op === 'concat' && node.dtype === 'float32' && node.attrs.axis === node.shape.length - 1;
}
