/**
 * @file Graphs that a loop of one's own builds anew in each step: where one is built as an earlier one was, that one's program serves
 * again, with the new constants (batches, noise, gradients) written where it reads them.
 */
import {
  getCore,
  getExecutor,
  onShortage,
  topologicalOrder,
  type Assign,
  type Node,
  type Program,
  type TypedData,
  type Variable,
} from '../../engine/index.ts';
import { sameAttrs } from './same-attrs.ts';

/** A graph as it was when its program was made: its nodes may be settled later (core/trace.ts). */
interface Build {
  readonly nodes: readonly Pick<Node, 'op' | 'dtype' | 'shape' | 'attrs'>[];
  /** The inputs of each node by their places. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly number[];
  readonly assigns: readonly { readonly variable: Variable; readonly value: number }[];
}

interface Kept {
  readonly build: Build;
  readonly program: Program;
  /** Where it reads its large constants, by the places of their nodes. */
  readonly places: ReadonlyMap<number, TypedData>;
  /** The engine that it runs on. */
  readonly core: unknown;
}

/** A loop of two networks has four programs in a step. */
const MOST = 8;
/** The latest used last. */
const kept: Kept[] = [];

// Their memory is given back where something else needs it.
onShortage(() => {
  for (const { program } of kept.splice(0)) program.release?.();
});

/** The program of a graph, ready to run. Its results are overwritten when it serves again: copy them. */
export function programAgain(outputs: readonly Node[], assigns: readonly Assign[], label?: string): Program {
  const build = buildOf(outputs, assigns);
  const core = getCore();
  const at = kept.findIndex((each) => each.core === core && isSame(each.build, build));
  if (at >= 0) {
    const [found] = kept.splice(at, 1);
    kept.push(found!);
    for (const [i, place] of found!.places) place.set((build.nodes[i]!.attrs as { data: TypedData }).data);
    return found!.program;
  }
  const program = getExecutor().compile(outputs, assigns, { label, keeps: false });
  // The plain interpreter looks at the graph itself, which costs nothing to do again.
  if (program.constantOf === undefined) return program;
  const places = new Map<number, TypedData>();
  build.nodes.forEach((node, i) => {
    const place = isLarge(node) ? program.constantOf!(node.attrs.data) : undefined;
    if (place) places.set(i, place);
  });
  kept.push({ build, program, places, core });
  if (kept.length > MOST) kept.shift()!.program.release?.();
  return program;
}

function buildOf(outputs: readonly Node[], assigns: readonly Assign[]): Build {
  const order = topologicalOrder([...outputs, ...assigns.map(({ value }) => value)]);
  const place = new Map(order.map((node, i) => [node, i]));
  const of = (node: Node): number => place.get(node)!;
  return {
    // The attributes of a constant may be closed to readers later.
    nodes: order.map((node) => {
      const attrs = node.op === 'constant' ? { data: node.attrs.data } : node.attrs;
      return { op: node.op, dtype: node.dtype, shape: node.shape, attrs };
    }),
    inputs: order.map(({ inputs }) => inputs.map(of)),
    outputs: outputs.map(of),
    assigns: assigns.map(({ variable, value }) => ({ variable, value: of(value) })),
  };
}

/** A constant whose numbers may be others next time; single numbers are part of the program. */
function isLarge(node: Pick<Node, 'op' | 'attrs'>): node is { op: 'constant'; attrs: { data: TypedData } } {
  return node.op === 'constant' && (node.attrs as { data: TypedData }).data.length > 1;
}

function isSame(a: Build, b: Build): boolean {
  if (a.nodes.length !== b.nodes.length || a.assigns.length !== b.assigns.length) return false;
  if (!isEqual(a.outputs, b.outputs)) return false;
  for (const [i, x] of a.nodes.entries()) {
    const y = b.nodes[i]!;
    if (x.op !== y.op || x.dtype !== y.dtype || !isEqual(x.shape, y.shape)) return false;
    if (!isEqual(a.inputs[i]!, b.inputs[i]!)) return false;
    if (isLarge(x) ? !isLarge(y) : !sameAttrs(x.attrs, y.attrs)) return false;
  }
  return a.assigns.every(({ variable, value }, i) => {
    const other = b.assigns[i]!;
    return variable === other.variable && value === other.value;
  });
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}
