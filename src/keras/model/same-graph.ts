/**
 * @file Whether two graphs compute the same from the same inputs: a step that is written by the user is read anew for every
 * batch, and the program of the batch before serves again where nothing in it has changed.
 */
import { topologicalOrder, type Assign, type Node } from '../../engine/index.ts';
import { sameAttrs, sameValue } from '../common/same-attrs.ts';

/** What a program is made of. */
export interface Graph {
  readonly outputs: readonly Node[];
  readonly assigns: readonly Assign[];
}

/** All nodes of a graph, inputs before users. */
export function nodesOf({ outputs, assigns }: Graph): readonly Node[] {
  return topologicalOrder([...outputs, ...assigns.map(({ value }) => value)]);
}

/** Whether `b` can run as the program of `a`. `nodes` are those of each. */
export function sameGraph(a: Graph, b: Graph, nodes: { a: readonly Node[]; b: readonly Node[] }): boolean {
  const counterpart = new Map<Node, Node>();
  const same = (x: Node, y: Node): boolean => counterpart.get(x) === y;
  if (nodes.a.length !== nodes.b.length) return false;
  for (const [i, x] of nodes.a.entries()) {
    const y = nodes.b[i]!;
    if (x.op !== y.op || x.dtype !== y.dtype || !sameValue(x.shape, y.shape)) return false;
    if (x.inputs.length !== y.inputs.length || !x.inputs.every((input, k) => same(input, y.inputs[k]!))) return false;
    if (!sameAttrs(x.attrs, y.attrs)) return false;
    counterpart.set(x, y);
  }
  return (
    a.outputs.length === b.outputs.length &&
    a.assigns.length === b.assigns.length &&
    a.outputs.every((x, i) => same(x, b.outputs[i]!)) &&
    a.assigns.every(({ variable, value }, i) => {
      const other = b.assigns[i]!;
      return variable === other.variable && same(value, other.value);
    })
  );
}
