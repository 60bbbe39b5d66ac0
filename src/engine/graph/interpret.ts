/**
 * @file The plain interpreter: walks the nodes in order and runs each op's TypeScript twin. It is the oracle of the
 * WASM executor and its fallback where SIMD, threads or shared memory are missing. Clear first, fast second.
 */
import { KernelabError, ShapeError, shapeText } from '../../errors/index.ts';
import type { Executor, Feeds, Program } from './program.ts';
import {
  allocate,
  sizeOf,
  type Assign,
  type Node,
  type NodeOf,
  type OpName,
  type OpRecord,
  type TensorValue,
  type TypedData,
} from './node.ts';
import { OPS } from './ops/index.ts';

/** All nodes that `roots` need, inputs before users. Iterative, so that deep models do not overflow the stack. */
export function topologicalOrder(roots: readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack: { node: Node; next: number }[] = [];
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    stack.push({ node: root, next: 0 });
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const input = top.node.inputs[top.next++];
      if (input === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ node: input, next: 0 });
      }
    }
  }
  return order;
}

/** Runs one op's plain twin. */
function runNode(node: Node, inputs: readonly TypedData[]): TypedData {
  const out = allocate(node.dtype, sizeOf(node.shape));
  (OPS[node.op] as OpRecord<OpName>).forward(node, inputs, out);
  return out;
}

/** The value of an input node, checked. */
function feed(node: NodeOf<'input'>, feeds: Feeds): TypedData {
  const data = feeds[node.attrs.name];
  if (data === undefined) {
    throw new KernelabError({
      who: 'graph',
      rule: { en: `input '${node.attrs.name}' needs a value`, ko: `입력 '${node.attrs.name}'에 값이 필요합니다` },
      received: {
        en: `values for ${Object.keys(feeds).join(', ') || 'no input'}`,
        ko: `${Object.keys(feeds).join(', ') || '아무 입력도 아닌 것'}의 값`,
      },
    });
  }
  if (data.length !== sizeOf(node.shape)) {
    throw new ShapeError({
      who: 'graph',
      rule: {
        en: `input '${node.attrs.name}' has shape ${shapeText(node.shape)}`,
        ko: `입력 '${node.attrs.name}'의 모양은 ${shapeText(node.shape)}입니다`,
      },
      received: { en: `${data.length} values`, ko: `값 ${data.length}개` },
    });
  }
  return data;
}

class PlainProgram implements Program {
  private readonly order: Node[];
  private readonly lastUse = new Map<Node, number>();
  private readonly outputs: readonly Node[];
  private readonly assigns: readonly Assign[];

  constructor(outputs: readonly Node[], assigns: readonly Assign[]) {
    this.outputs = outputs;
    this.assigns = assigns;
    this.order = topologicalOrder([...outputs, ...assigns.map((a) => a.value)]);
    this.order.forEach((node, i) => node.inputs.forEach((input) => this.lastUse.set(input, i)));
    for (const kept of [...outputs, ...assigns.map((a) => a.value)]) this.lastUse.set(kept, Infinity);
  }

  run(feeds: Feeds): TensorValue[] {
    const values = new Map<Node, TypedData>();
    this.order.forEach((node, i) => {
      if (node.op === 'input') values.set(node, feed(node, feeds));
      else if (node.op === 'variable') values.set(node, node.attrs.variable.data);
      else if (node.op === 'constant') values.set(node, node.attrs.data);
      else {
        values.set(
          node,
          runNode(
            node,
            node.inputs.map((input) => values.get(input)!),
          ),
        );
      }
      for (const input of node.inputs) if (this.lastUse.get(input) === i) values.delete(input);
    });
    // Outputs are copied before variables change: an output may be a variable's own memory.
    const results = this.outputs.map((node) => ({
      data: values.get(node)!.slice(),
      shape: node.shape,
      dtype: node.dtype,
    }));
    const news = this.assigns.map(({ value }) => values.get(value)!.slice());
    this.assigns.forEach(({ variable }, i) => variable.write(news[i]!));
    return results;
  }
}

/** The executor that needs nothing but JavaScript. */
export const plainExecutor: Executor = {
  name: 'plain',
  compile: (outputs, assigns) => new PlainProgram(outputs, assigns),
};

/** Evaluates nodes once with the plain interpreter. */
export function interpret(outputs: readonly Node[], feeds: Feeds = {}, assigns: readonly Assign[] = []): TensorValue[] {
  return new PlainProgram(outputs, assigns).run(feeds);
}
