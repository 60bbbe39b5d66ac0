/** @file Recognises the chain that keras's Adam writes, for which there is one fused kernel (wasm/graph/adam.ts). */
import { sizeOf, type Node } from '../graph/node.ts';
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

/** The task of a chain that is exactly one Adam update, or undefined. */
export function adamTask(analysis: Analysis, members: readonly Node[], context: ChainContext): Task | undefined {
  const found = members.length === 12 ? match(analysis, members.at(-1)!) : undefined;
  if (found === undefined) return undefined;
  const values = {
    g: context.value(found.g),
    m: context.value(found.m),
    v: context.value(found.v),
    w: context.value(found.w),
  };
  const alpha = context.value(found.alpha);
  const nextM = context.value(found.nextM);
  const nextV = context.value(found.nextV);
  const nextW = context.value(found.nextW);
  const n = sizeOf(found.nextW.shape);
  return {
    name: `adam [${found.nextW.shape.join('x')}]`,
    reads: [values.g, values.m, values.v, values.w, alpha],
    writes: [nextM, nextV, nextW],
    inStep: new Set([values.g, values.m, values.v, values.w]),
    solo: n < 4096,
    scratch: 0,
    rank: analysis.rank(found.nextW),
    words: () => [
      instruction('adam', {
        n,
        g: values.g.address,
        m: values.m.address,
        v: values.v.address,
        w: values.w.address,
        alpha: alpha.address,
        c1: floatBits(found.c1),
        c2: floatBits(found.c2),
        eps: floatBits(found.eps),
        nextM: nextM.address,
        nextV: nextV.address,
        nextW: nextW.address,
      }),
    ],
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
