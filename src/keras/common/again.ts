/**
 * @file Graphs that a loop of one's own builds anew in each step: where one is built as an earlier one was, that one's program serves
 * again, with the new constants (batches, noise, a number that falls from step to step) written where it reads them.
 */
import {
  g,
  getCore,
  getExecutor,
  makeNode,
  onShortage,
  topologicalOrder,
  type Assign,
  type Feeds,
  type Node,
  type Program,
  type TensorValue,
  type TypedData,
  type Variable,
} from '../../engine/index.ts';
import { sameAttrs } from './same-attrs.ts';

/** A node as it was when the program was made: it may be settled later (core/trace.ts). `data`: of a constant. */
type Part = Pick<Node, 'op' | 'dtype' | 'shape'> & { readonly attrs: object; readonly data: TypedData | undefined };

interface Build {
  readonly nodes: readonly Part[];
  /** The inputs of each node by their places. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly number[];
  readonly assigns: readonly { readonly variable: Variable; readonly value: number }[];
}

interface Kept {
  readonly build: Build;
  readonly program: Program;
  /** Where it reads its large constants, by the places of their nodes. */
  readonly large: ReadonlyMap<number, TypedData>;
  /** The single numbers that may be others in each run, by the places of their nodes. */
  readonly open: ReadonlySet<number>;
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

/** Runs a graph. Its results are overwritten when its program serves again: copy them. */
export function runAgain(
  outputs: readonly Node[],
  assigns: readonly Assign[],
  label?: string,
  feeds: Feeds = {},
): readonly TensorValue[] {
  const order = topologicalOrder([...outputs, ...assigns.map(({ value }) => value)]);
  const build = buildOf(order, outputs, assigns);
  const core = getCore();
  const open = new Set(order.flatMap((node, i) => (isElement(node) ? [i] : [])));
  let found: Kept | undefined;
  for (const each of kept.filter((one) => one.core === core)) {
    const others = othersIn(each.build, build);
    if (others === undefined) continue;
    kept.splice(kept.indexOf(each), 1);
    if (others.every((place) => each.open.has(place))) {
      found = each;
      break;
    }
    // One in whose place comes one that takes any of these numbers.
    each.program.release?.();
    for (const place of [...each.open, ...others]) open.add(place);
  }
  const each = found ?? make(order, build, { outputs, assigns }, open, label);
  // The plain interpreter looks at the graph itself, which costs nothing to do again.
  if (each.program.constantOf !== undefined) {
    kept.push(each);
    if (kept.length > MOST) kept.shift()!.program.release?.();
  }
  for (const [place, memory] of each.large) memory.set(build.nodes[place]!.data!);
  const numbers = Object.fromEntries([...each.open].map((place) => [nameOf(place), build.nodes[place]!.data!]));
  return each.program.run({ ...feeds, ...numbers });
}

const nameOf = (place: number): string => `number ${place}`;

/** The program of a graph whose `open` numbers are inputs. */
function make(
  order: readonly Node[],
  build: Build,
  graph: { readonly outputs: readonly Node[]; readonly assigns: readonly Assign[] },
  open: ReadonlySet<number>,
  label: string | undefined,
): Kept {
  const made = new Map<Node, Node>();
  const of = (node: Node): Node => made.get(node)!;
  order.forEach((node, i) => {
    const isSame = node.inputs.every((input) => of(input) === input);
    if (open.has(i)) made.set(node, g.input(nameOf(i), node.shape, node.dtype));
    else
      made.set(
        node,
        isSame ? node : makeNode(node.op, node.inputs.map(of), node.attrs as never, node.shape, node.dtype),
      );
  });
  const assigns = graph.assigns.map(({ variable, value }) => ({ variable, value: of(value) }));
  const program = getExecutor().compile(graph.outputs.map(of), assigns, { label, keeps: false });
  const large = new Map<number, TypedData>();
  // What is written anew in each run need not stay.
  const nodes = build.nodes.map((part, i) => {
    if (!isLarge(part)) return part;
    const memory = program.constantOf?.(part.data!);
    if (memory) large.set(i, memory);
    return { ...part, data: undefined };
  });
  return { build: { ...build, nodes }, program, large, open, core: getCore() };
}

function buildOf(order: readonly Node[], outputs: readonly Node[], assigns: readonly Assign[]): Build {
  const place = new Map(order.map((node, i) => [node, i]));
  const of = (node: Node): number => place.get(node)!;
  return {
    // The attributes of a constant may be closed to readers later.
    nodes: order.map((node) => {
      const { op, dtype, shape, attrs } = node;
      return op === 'constant'
        ? { op, dtype, shape, attrs: {}, data: node.attrs.data }
        : { op, dtype, shape, attrs, data: undefined };
    }),
    inputs: order.map(({ inputs }) => inputs.map(of)),
    outputs: outputs.map(of),
    assigns: assigns.map(({ variable, value }) => ({ variable, value: of(value) })),
  };
}

/** A constant of several numbers, which may be others next time. */
function isLarge({ op, data }: Part): boolean {
  return op === 'constant' && data?.length !== 1;
}

/** An array of one number (the gradient of one bias, a batch of one label) is as likely to change; one without axes may be a literal. */
function isElement(node: Node): boolean {
  return node.op === 'constant' && node.shape.length > 0 && node.attrs.data.length === 1;
}

/** The places of single numbers in which the graphs differ; undefined where they differ in anything else. */
function othersIn(a: Build, b: Build): number[] | undefined {
  if (a.nodes.length !== b.nodes.length || a.assigns.length !== b.assigns.length) return undefined;
  if (!isEqual(a.outputs, b.outputs)) return undefined;
  const others: number[] = [];
  for (const [i, x] of a.nodes.entries()) {
    const y = b.nodes[i]!;
    if (x.op !== y.op || x.dtype !== y.dtype || !isEqual(x.shape, y.shape)) return undefined;
    if (!isEqual(a.inputs[i]!, b.inputs[i]!) || !sameAttrs(x.attrs, y.attrs)) return undefined;
    if (x.op === 'constant' && !isLarge(y) && !Object.is(x.data![0], y.data![0])) others.push(i);
  }
  const isSame = a.assigns.every(({ variable, value }, i) => {
    const other = b.assigns[i]!;
    return variable === other.variable && value === other.value;
  });
  return isSame ? others : undefined;
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}
