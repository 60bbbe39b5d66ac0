/**
 * @file Looks at a graph before planning: names that mean the same value (reshape, stopGradient, equal expressions) are
 * joined, and every value knows its users.
 */
import { topologicalOrder } from '../graph/interpret.ts';
import type { Assign, Node } from '../graph/node.ts';

export class Analysis {
  /** The distinct values that are computed, inputs before users. */
  readonly order: readonly Node[];
  /** Values that leave the graph: outputs and assigned values. */
  readonly roots: ReadonlySet<Node>;
  private readonly canon = new Map<Node, Node>();
  private readonly users = new Map<Node, Node[]>();
  private readonly place = new Map<Node, number>();

  constructor(outputs: readonly Node[], assigns: readonly Assign[]) {
    const all = [...outputs, ...assigns.map((a) => a.value)];
    const known = new Map<string, Node>();
    const order: Node[] = [];
    for (const node of topologicalOrder(all)) {
      const alias = aliasOf(node);
      if (alias !== undefined) {
        this.canon.set(node, this.of(alias));
        continue;
      }
      const key = this.keyOf(node);
      const same = key === undefined ? undefined : known.get(key);
      if (same !== undefined) {
        this.canon.set(node, same);
        continue;
      }
      if (key !== undefined) known.set(key, node);
      this.canon.set(node, node);
      this.place.set(node, order.length);
      order.push(node);
      for (const input of new Set(node.inputs.map((i) => this.of(i)))) {
        const list = this.users.get(input);
        if (list) list.push(node);
        else this.users.set(input, [node]);
      }
    }
    this.order = order;
    this.roots = new Set(all.map((node) => this.of(node)));
  }

  /** The node that stands for this one's value. */
  of(node: Node): Node {
    return this.canon.get(node)!;
  }

  /** The value of input `i`. */
  input(node: Node, i: number): Node {
    return this.of(node.inputs[i]!);
  }

  /** Who reads the value. */
  usersOf(node: Node): readonly Node[] {
    return this.users.get(node) ?? [];
  }

  /** The place of the value in `order`. */
  rank(node: Node): number {
    return this.place.get(node)!;
  }

  /** Equal keys compute equal values. */
  private keyOf(node: Node): string | undefined {
    if (node.op === 'input') return `input ${node.attrs.name} ${node.dtype}`;
    if (node.op === 'variable') return `variable ${node.attrs.variable.id}`;
    if (node.op === 'constant') {
      return node.attrs.data.length === 1
        ? `constant ${String(spelt('', node.attrs.data[0]))} ${node.dtype} ${node.shape.length}`
        : undefined;
    }
    if (node.op === 'resample' || node.op === 'customGradient') return undefined;
    const inputs = node.inputs.map((input) => `${this.rank(this.of(input))}:${input.shape.join('x')}`).join(',');
    return `${node.op} ${inputs} ${node.shape.join('x')} ${node.dtype} ${JSON.stringify(node.attrs, spelt)}`;
  }
}

/** Numbers that JSON does not tell apart (infinities and NaN are all null, -0 is 0) as words. */
function spelt(_: string, value: unknown): unknown {
  return Object.is(value, -0) ? '-0' : typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** The input whose value this node merely renames. */
function aliasOf(node: Node): Node | undefined {
  if (node.op === 'reshape' || node.op === 'stopGradient' || node.op === 'customGradient') return node.inputs[0]!;
  if (node.op === 'broadcastTo' && sameSize(node, node.inputs[0]!)) return node.inputs[0]!;
  if (node.op === 'cast' && node.dtype === node.inputs[0]!.dtype) return node.inputs[0]!;
  return undefined;
}

function sameSize(a: Node, b: Node): boolean {
  return a.shape.reduce((p, n) => p * n, 1) === b.shape.reduce((p, n) => p * n, 1);
}
