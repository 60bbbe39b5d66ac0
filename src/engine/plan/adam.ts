/**
 * @file Recognises the chain that keras's Adam writes, for which there is one fused kernel (wasm/graph/adam.ts), and the product of a
 * dense layer that nobody but it reads: the kernel then makes the gradient itself, some rows at a time.
 */
import { sizeOf, type Node, type NodeOf } from '../graph/node.ts';
import { instruction } from '../instructions.ts';
import type { Analysis } from './analysis.ts';
import type { ChainContext } from './chain.ts';
import { floatBits, type Task } from './task.ts';

/** `m += c1 (g - m); v += c2 (g² - v); w -= m alpha / (sqrt(v) + eps)`, its parts by name. */
interface Adam {
  readonly g: Node;
  readonly m: Node;
  readonly v: Node;
  readonly w: Node;
  readonly alpha: Node;
  readonly c1: number;
  readonly c2: number;
  readonly eps: number;
  readonly nextM: Node;
  readonly nextV: Node;
  readonly nextW: Node;
}

/** Products with more terms, or of fewer numbers, have a task of their own. */
const MOST_TERMS = 256;
const LEAST_NUMBERS = 32768;

/** The gradient of a chain that is one Adam update, if the update makes it itself: a product A' B that nobody else reads. */
export function adamProduct(analysis: Analysis, members: readonly Node[]): NodeOf<'matmul'> | undefined {
  const g = members.length === 12 ? match(analysis, members.at(-1)!)?.g : undefined;
  if (g?.op !== 'matmul' || g.shape.length !== 2 || !g.attrs.transposeA || g.attrs.transposeB) return undefined;
  if (analysis.roots.has(g) || !analysis.usersOf(g).every((user) => members.includes(user))) return undefined;
  const isPlain = g.dtype === 'float32' && g.inputs.every(({ dtype }) => dtype === 'float32');
  return isPlain && sizeOf(g.shape) >= LEAST_NUMBERS && g.inputs[0]!.shape[0]! <= MOST_TERMS ? g : undefined;
}

/** The task of a chain that is exactly one Adam update, or undefined. */
export function adamTask(analysis: Analysis, members: readonly Node[], context: ChainContext): Task | undefined {
  const found = members.length === 12 ? match(analysis, members.at(-1)!) : undefined;
  if (found === undefined) return undefined;
  const state = { m: context.value(found.m), v: context.value(found.v), w: context.value(found.w) };
  const alpha = context.value(found.alpha);
  const nextM = context.value(found.nextM);
  const nextV = context.value(found.nextV);
  const nextW = context.value(found.nextW);
  const n = sizeOf(found.nextW.shape);
  const shape = found.nextW.shape.join('x');
  const common = { writes: [nextM, nextV, nextW], rank: analysis.rank(found.nextW) };
  const words = () => ({
    m: state.m.address,
    v: state.v.address,
    w: state.w.address,
    alpha: alpha.address,
    c1: floatBits(found.c1),
    c2: floatBits(found.c2),
    eps: floatBits(found.eps),
    nextM: nextM.address,
    nextV: nextV.address,
    nextW: nextW.address,
  });
  const product = adamProduct(analysis, members);
  if (product) {
    const [a, b] = [context.value(product.inputs[0]!), context.value(product.inputs[1]!)];
    const [rows, columns] = product.shape as [number, number];
    const k = product.inputs[0]!.shape[0]!;
    return {
      ...common,
      name: `adam of a product ${rows}x${k}x${columns}`,
      reads: [a, b, state.m, state.v, state.w, alpha],
      inStep: new Set(Object.values(state)),
      solo: false,
      pieces: Math.min(context.pieces, Math.ceil(rows / 6)),
      // In the order in which the kernel lays it out.
      scratch: k * (32 * 64 + 240 * 4) + 6 * 512 * 4 + 2 * 64 + 13 * 64,
      words: () => [instruction('adamProduct', { a: a.address, b: b.address, rows, columns, k, ...words() })],
    };
  }
  const g = context.value(found.g);
  return {
    ...common,
    name: `adam [${shape}]`,
    reads: [g, state.m, state.v, state.w, alpha],
    inStep: new Set([g, ...Object.values(state)]),
    solo: n < 4096,
    scratch: 0,
    words: () => [instruction('adam', { n, g: g.address, ...words() })],
  };
}

/** Whether a chain is one Adam update. */
export function isAdam(analysis: Analysis, members: readonly Node[]): boolean {
  const last = members.toSorted((a, b) => analysis.rank(a) - analysis.rank(b)).at(-1)!;
  return members.length === 12 && match(analysis, last) !== undefined;
}

function match(analysis: Analysis, nextW: Node): Adam | undefined {
  const input = (node: Node, i: number): Node => analysis.input(node, i);
  const number = (node: Node): number | undefined =>
    node.op === 'constant' && node.attrs.data.length === 1 && node.dtype === 'float32' ? node.attrs.data[0] : undefined;
  /** old + (target - old) * c */
  const towards = (node: Node): { old: Node; target: Node; c: number } | undefined => {
    if (node.op !== 'add') return undefined;
    const [old, step] = [input(node, 0), input(node, 1)];
    if (step.op !== 'mul' || input(step, 0).op !== 'sub') return undefined;
    const [difference, c] = [input(step, 0), number(input(step, 1))];
    if (c === undefined || input(difference, 1) !== old) return undefined;
    return { old, target: input(difference, 0), c };
  };
  if (nextW.op !== 'sub' || nextW.dtype !== 'float32' || input(nextW, 1).op !== 'div') return undefined;
  const [scaled, root] = [input(input(nextW, 1), 0), input(input(nextW, 1), 1)];
  if (scaled.op !== 'mul' || root.op !== 'add' || input(root, 0).op !== 'sqrt') return undefined;
  const [nextM, alpha, eps] = [input(scaled, 0), input(scaled, 1), number(input(root, 1))];
  const nextV = input(input(root, 0), 0);
  const [first, second] = [towards(nextM), towards(nextV)];
  if (first === undefined || second === undefined || eps === undefined || sizeOf(alpha.shape) !== 1) return undefined;
  if (second.target.op !== 'square' || input(second.target, 0) !== first.target) return undefined;
  const w = input(nextW, 0);
  const size = sizeOf(nextW.shape);
  // All of one size, and the two moments must be wanted, for the kernel always stores them.
  if ([w, first.old, first.target, second.old].some((node) => sizeOf(node.shape) !== size)) return undefined;
  if (![nextM, nextV, nextW].every((node) => analysis.roots.has(node))) return undefined;
  const { old: m, target: g, c: c1 } = first;
  return { g, m, v: second.old, w, alpha, c1, c2: second.c, eps, nextM, nextV, nextW };
}
