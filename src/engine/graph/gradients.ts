/**
 * @file Reverse-mode differentiation: walks the graph from the loss back to the leaves and builds the nodes of the
 * gradient with each op's rule. The result is again a graph, so it can be planned, fused and differentiated once more.
 */
import { KernelabError, ShapeError, shapeText } from '../../errors/index.ts';
import { topologicalOrder } from './interpret.ts';
import { sizeOf, type Node, type OpName, type OpRecord } from './node.ts';
import { OPS } from './ops/index.ts';
import { add } from './ops/elementwise.ts';
import { full } from './ops/leaves.ts';

/**
 * The gradient of a scalar `loss` towards each of `wrt`. A target that the loss does not depend on gets zeros.
 * `seed` is the gradient of the loss itself (default 1; with it the loss may have any shape).
 */
export function gradients(loss: Node, wrt: readonly Node[], seed?: Node): Node[] {
  return partialGradients(loss, wrt, seed).map((g, i) => g ?? full(wrt[i]!.shape, 0));
}

/** As `gradients`, but null where the loss does not depend on the target. */
export function partialGradients(loss: Node, wrt: readonly Node[], seed?: Node): (Node | null)[] {
  if (seed === undefined && sizeOf(loss.shape) !== 1) {
    throw new ShapeError({
      who: 'gradients',
      rule: { en: 'the loss must be a single number', ko: '손실은 수 하나여야 합니다' },
      received: { en: `shape ${shapeText(loss.shape)}`, ko: `모양 ${shapeText(loss.shape)}` },
      hint: { en: 'Take its mean or sum.', ko: '평균이나 합을 구하세요' },
    });
  }
  // Two reads of one variable are one thing to differentiate by.
  const targets = new Set<Node>(wrt);
  const targetVariables = new Map(wrt.flatMap((t) => (t.op === 'variable' ? [[t.attrs.variable, t] as const] : [])));
  const order = topologicalOrder([loss]);
  const relevant = new Set<Node>();
  for (const node of order) {
    const isTarget = targets.has(node) || (node.op === 'variable' && targetVariables.has(node.attrs.variable));
    if (isTarget || node.inputs.some((input) => relevant.has(input))) relevant.add(node);
  }
  const flowing = new Map<Node, Node>();
  if (relevant.has(loss)) flowing.set(loss, seed ?? full(loss.shape, 1));
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!;
    const dy = flowing.get(node);
    if (!dy || !relevant.has(node) || node.inputs.length === 0) continue;
    const { gradient } = OPS[node.op] as OpRecord<OpName>;
    if (gradient === null) continue;
    const parts = gradient(node, dy);
    node.inputs.forEach((input, k) => {
      const part = parts[k];
      if (!part || !relevant.has(input)) return;
      checkShape(node, input, part);
      const before = flowing.get(input);
      flowing.set(input, before ? add(before, part) : part);
    });
  }
  const byVariable = new Map<unknown, Node>();
  for (const node of order) {
    const g = node.op === 'variable' ? flowing.get(node) : undefined;
    if (node.op !== 'variable' || !g) continue;
    const before = byVariable.get(node.attrs.variable);
    byVariable.set(node.attrs.variable, before ? add(before, g) : g);
  }
  return wrt.map((t) => (t.op === 'variable' ? byVariable.get(t.attrs.variable) : flowing.get(t)) ?? null);
}

function checkShape(node: Node, input: Node, part: Node): void {
  if (shapeText(part.shape) === shapeText(input.shape)) return;
  throw new KernelabError({
    who: node.op === 'customGradient' ? 'backward' : `gradient of ${node.op}`,
    rule: {
      en: `the gradient must have the shape of what it belongs to, ${shapeText(input.shape)}`,
      ko: `기울기의 모양은 대상과 같은 ${shapeText(input.shape)}이어야 합니다`,
    },
    received: { en: `shape ${shapeText(part.shape)}`, ko: `모양 ${shapeText(part.shape)}` },
  });
}
