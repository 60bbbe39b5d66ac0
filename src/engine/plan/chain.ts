/**
 * @file Chains of elementwise ops: which ops can stand in one, which neighbours are fused, and the steps they become
 * (wasm/graph/chain.ts). A chain stores only the values that somebody outside it reads.
 */
import { sizeOf, type DType, type Node, type Shape } from '../graph/node.ts';
import { Step } from '../generated/steps.ts';
import { instruction, type Words } from '../instructions.ts';
import type { Analysis } from './analysis.ts';
import { floatBits, type Task, type Value } from './task.ts';

/** How an operand is laid under a result: element i, always 0, i % period, i / period. */
export interface Lay {
  readonly mode: 0 | 1 | 2 | 3;
  readonly period: number;
}

/** The lay of an operand's shape under the node's, or undefined when it is none of the four. */
function layOf(operand: Shape, shape: Shape): Lay | undefined {
  const [m, n] = [sizeOf(operand), sizeOf(shape)];
  if (m === n) return { mode: 0, period: 0 };
  if (m === 1) return { mode: 1, period: 0 };
  const lead = shape.length - operand.length;
  const at = (i: number): number => (i < lead ? 1 : operand[i - lead]!);
  let k = 0;
  while (k < shape.length && at(k) === 1) k++;
  if (shape.every((size, i) => i < k || at(i) === size)) return { mode: 2, period: m };
  k = 0;
  while (k < shape.length && at(k) === shape[k]) k++;
  if (shape.every((_, i) => i < k || at(i) === 1)) return { mode: 3, period: n / m };
  return undefined;
}

/** One step: its code, the slot it fills or stores, and slots (of loads: address, mode, period). */
export function chainStep(code: number, slot: number, a: number, b = 0, c = 0): Words {
  return [code, slot, a, b, c];
}

/** The instruction that takes n elements through steps. */
export function chainInstruction(n: number, steps: readonly Words[]): Words {
  return instruction('chain', { n, count: steps.length }, steps.flat());
}

type StepName = keyof typeof Step;

/** The step of an op on a dtype, if there is one. */
function stepNamed(op: string, dtype: DType | undefined): StepName | undefined {
  const name = dtype === 'float32' ? op : dtype === 'int32' ? `${op}Int` : '';
  return name in Step ? (name as StepName) : undefined;
}

/** The step of an elementwise node; undefined when no chain can hold it. `none`: the value passes through. */
function stepOf(node: Node): StepName | 'none' | undefined {
  const type = node.inputs[0]?.dtype;
  const { op } = node;
  if (op === 'logicalAnd' || op === 'logicalOr' || op === 'logicalNot' || op === 'select') return op;
  if (op === 'broadcastTo') return layOf(node.inputs[0]!.shape, node.shape) && 'none';
  if (op === 'oneHot') return 'equalInt';
  if (op === 'random') return node.attrs.kind === 'uniform' ? 'uniform' : undefined;
  if (op === 'cast') {
    if (type === 'bool') return node.dtype === 'float32' ? 'maskToFloat' : 'maskToInt';
    if (type === 'float32') return node.dtype === 'bool' ? 'floatToMask' : 'floatToInt';
    return node.dtype === 'float32' ? 'intToFloat' : undefined;
  }
  return stepNamed(op, type);
}

/** Groups elementwise nodes: a node joins its user's chain when it has the same size and nobody else reads it. */
export function chains(analysis: Analysis, taken: ReadonlySet<Node>): Map<Node, Node[]> {
  const { order } = analysis;
  const chainOf = new Map<Node, Node[]>();
  const heads = new Map<Node, Node[]>();
  for (let i = order.length - 1; i >= 0; i--) {
    const head = order[i]!;
    if (taken.has(head) || chainOf.has(head) || stepOf(head) === undefined) continue;
    const size = sizeOf(head.shape);
    const members: Node[] = [head];
    chainOf.set(head, members);
    // Operands of a big chain are taken in from the nearest to the farthest, so that all users are known to be inside.
    for (let k = 0; k < members.length && members.length < 48; k++) {
      for (const input of members[k]!.inputs) {
        const node = analysis.of(input);
        if (chainOf.has(node) || taken.has(node) || stepOf(node) === undefined || sizeOf(node.shape) !== size) continue;
        if (members[k]!.op === 'oneHot' || members[k]!.op === 'random') continue;
        if (!analysis.usersOf(node).every((user) => chainOf.get(user) === members)) continue;
        chainOf.set(node, members);
        members.push(node);
        // A member that was passed over because a user was still outside may fit now.
        k = -1;
        break;
      }
    }
    members.sort((a, b) => analysis.rank(a) - analysis.rank(b));
    heads.set(members.at(-1)!, members);
  }
  return heads;
}

const SLOT_BYTES = 1024;
/** Below this many elements the main thread does a chain alone. */
const SOLO = 4096;

export interface ChainContext {
  /** Memory of a value computed outside the chain. */
  value(node: Node): Value;
  /** Memory that holds the operand repeated to the node's shape. */
  spread(operand: Node, shape: Shape): Value;
  /** Memory that holds 0, 1, 2, … (int32). */
  iota(length: number): Value;
}

/** The task of one chain. */
export function chainTask(analysis: Analysis, members: readonly Node[], context: ChainContext): Task {
  const inside = new Set(members);
  const size = sizeOf(members[0]!.shape);
  const steps: (() => Words)[] = [];
  const reads = new Map<Value, boolean>();
  const writes: Value[] = [];
  const free: number[] = [];
  let slots = 0;
  const claim = (): number => free.pop() ?? slots++;

  // Last member that needs each value, so that its slot can be used again.
  const lastUse = new Map<string, number>();
  const operandsOf = (node: Node): { key: string; node: Node; lay: Lay; value?: Value }[] =>
    node.inputs.map((input, i) => {
      const source = analysis.of(input);
      const from = { node: source, lay: { mode: 0, period: 0 } as Lay };
      if (node.op === 'random') return { ...from, key: `state ${analysis.rank(source)}` };
      if (inside.has(source)) return { ...from, key: `in ${analysis.rank(source)}` };
      if (node.op === 'oneHot') {
        const lay = { mode: 3, period: node.attrs.depth } as Lay;
        return { node: source, lay, key: `${analysis.rank(source)} 3 ${lay.period}` };
      }
      if (source.op === 'constant' && source.attrs.data.length === 1) {
        return { node: source, lay: { mode: 1, period: 0 }, key: `literal ${source.attrs.data[0]} ${source.dtype}` };
      }
      const lay = layOf(node.inputs[i]!.shape, node.shape);
      if (lay !== undefined) return { node: source, lay, key: `${analysis.rank(source)} ${lay.mode} ${lay.period}` };
      const value = context.spread(node.inputs[i]!, node.shape);
      return { ...from, value, key: `spread ${analysis.rank(source)} ${node.inputs[i]!.shape.join('x')}` };
    });
  const operands = members.map(operandsOf);
  operands.forEach((list, i) => list.forEach((o) => lastUse.set(o.key, i)));

  const slotOf = new Map<string, number>();
  const fetch = (operand: { key: string; node: Node; lay: Lay; value?: Value }): number => {
    const known = slotOf.get(operand.key);
    if (known !== undefined) return known;
    const slot = claim();
    slotOf.set(operand.key, slot);
    const { node, lay } = operand;
    if (operand.key.startsWith('literal')) {
      const x = (node as Extract<Node, { op: 'constant' }>).attrs.data[0]!;
      const word = node.dtype === 'float32' ? floatBits(x) : node.dtype === 'int32' ? x | 0 : x !== 0 ? 0xffffffff : 0;
      steps.push(() => chainStep(Step.literal, slot, word));
      return slot;
    }
    const source = operand.value ?? context.value(node);
    reads.set(source, (reads.get(source) ?? true) && lay.mode === 0);
    const op = node.dtype === 'bool' ? Step.loadMask : Step.load;
    steps.push(() => chainStep(op, slot, source.address, lay.mode, lay.period));
    return slot;
  };

  members.forEach((node, i) => {
    const step = stepOf(node)!;
    const list = operands[i]!;
    let slot: number;
    if (node.op === 'random') {
      const state = context.value(list[0]!.node);
      reads.set(state, false);
      slot = claim();
      const made = slot;
      steps.push(() => chainStep(Step.uniform, made, state.address, node.attrs.stream));
    } else if (node.op === 'oneHot') {
      const label = fetch(list[0]!);
      const iota = context.iota(node.attrs.depth);
      reads.set(iota, false);
      const index = claim();
      steps.push(() => chainStep(Step.load, index, iota.address, 2, node.attrs.depth));
      slot = claim();
      const made = slot;
      steps.push(
        () => chainStep(Step.equalInt, made, label, index),
        () => chainStep(Step.maskToFloat, made, made),
      );
      free.push(index);
    } else {
      const from = list.map(fetch);
      slot = claim();
      const made = slot;
      // A value that passes through is copied by one cheap step, so that slots stay simple.
      const code = step === 'none' ? Step.logicalAnd : Step[step];
      const [a = 0, b = step === 'none' ? a : 0, c = 0] = from;
      steps.push(() => chainStep(code, made, a, b, c));
    }
    slotOf.set(`in ${analysis.rank(node)}`, slot);
    const outside = analysis.roots.has(node) || analysis.usersOf(node).some((user) => !inside.has(user));
    if (outside) {
      const target = context.value(node);
      writes.push(target);
      const made = slot;
      const op = node.dtype === 'bool' ? Step.storeMask : Step.store;
      steps.push(() => chainStep(op, made, target.address));
    }
    for (const key of [...list.map((o) => o.key), `in ${analysis.rank(node)}`]) {
      const last = lastUse.get(key);
      const held = slotOf.get(key);
      if (held !== undefined && (last === undefined || last <= i)) {
        free.push(held);
        slotOf.delete(key);
      }
    }
  });

  return {
    name: `elementwise ${members.map((m) => m.op).join(' ')} [${members.at(-1)!.shape.join('x')}]`,
    reads: [...reads.keys()],
    writes,
    inStep: new Set([...reads].flatMap(([v, inStep]) => (inStep ? [v] : []))),
    solo: size < SOLO,
    scratch: slots * SLOT_BYTES + 64,
    rank: analysis.rank(members.at(-1)!),
    words: () => [
      chainInstruction(
        size,
        steps.map((make) => make()),
      ),
    ],
  };
}
