/**
 * @file Chains of elementwise ops and of sums over leading axes: which ops can stand in one and the steps they become
 * (wasm/graph/chain.ts); grouping.ts says which neighbours are fused. A chain stores only the values that somebody outside it reads.
 */
import { sizeOf, type DType, type Node, type Shape } from '../graph/node.ts';
import { Step } from '../generated/steps.ts';
import { instruction, STEP_WORDS, type Words } from '../instructions.ts';
import type { Analysis } from './analysis.ts';
import { shortened } from './chain-steps.ts';
import type { Chain } from './grouping.ts';
import { sumPartsTask } from './conv-tasks.ts';
import { floatBits, value, type Cut, type Task, type Value } from './task.ts';

/** How an operand is laid under a result: element i, always 0, i % period, i / period. */
export interface Lay {
  readonly mode: 0 | 1 | 2 | 3;
  readonly period: number;
}

/** The lay of an operand's shape under the node's, or undefined when it is none of the four. */
export function layOf(operand: Shape, shape: Shape): Lay | undefined {
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

/** The instruction that takes n elements through steps; `once`: steps before them that give the same in every block. */
export function chainInstruction(n: number, steps: readonly Words[], once: readonly Words[] = [], sums = false): Words {
  const count = steps.length + once.length;
  const words = [...once, ...steps].flatMap((step) => [...step, ...Array<number>(STEP_WORDS - step.length).fill(0)]);
  return instruction('chain', { n, count, once: once.length, sums: Number(sums) }, words);
}

type StepName = keyof typeof Step;

/** The step of an op on a dtype, if there is one. */
function stepNamed(op: string, dtype: DType | undefined): StepName | undefined {
  const name = dtype === 'float32' ? op : dtype === 'int32' ? `${op}Int` : '';
  return name in Step ? (name as StepName) : undefined;
}

/** The step of an elementwise node; undefined when no chain can hold it. `none`: the value passes through. */
export function stepOf(node: Node): StepName | 'none' | undefined {
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

/** Below this many elements a sum over leading axes has a kernel of its own. */
const LEAST_SUMMED = 16384;

/** A sum (or mean) over all axes before the last ones, as a chain makes it: element i goes to sum i % period, which is scaled. */
export interface ColumnSum {
  readonly period: number;
  readonly size: number;
  readonly scale: number;
}

/** How a chain sums this node's input; undefined for any other node. */
export function columnSum(node: Node): ColumnSum | undefined {
  if ((node.op !== 'sum' && node.op !== 'mean') || node.dtype !== 'float32') return undefined;
  const { shape, dtype } = node.inputs[0]!;
  const size = sizeOf(shape);
  if (dtype !== 'float32' || size < LEAST_SUMMED) return undefined;
  const { axes } = node.attrs;
  let k = 0;
  while (k < shape.length && (axes.includes(k) || shape[k] === 1)) k++;
  const period = sizeOf(shape.slice(k));
  if (period < 2 || period === size || axes.some((a) => a >= k && shape[a] !== 1)) return undefined;
  return { period, size, scale: node.op === 'mean' ? period / size : 1 };
}

/** How many elements go through the chain that a node stands in. */
export function workOf(node: Node): number {
  return columnSum(node)?.size ?? sizeOf(node.shape);
}

/** Elements that go through a chain together (BLOCK in wasm/graph/chain.ts). */
const BLOCK = 512;
const SLOT_BYTES = 2048;
/** Below this many elements the main thread does a chain alone. */
const SOLO = 4096;

export interface ChainContext {
  /** Memory of a value computed outside the chain. */
  value(node: Node): Value;
  /** Memory that holds the operand repeated to the node's shape. */
  spread(operand: Node, shape: Shape): Value;
  /** Memory that holds 0, 1, 2, … (int32). */
  iota(length: number): Value;
  /** Into how many pieces a chain with sums is cut. */
  readonly pieces: number;
}

/** Relus of which the chain only asks whether they are above 0: that is known of what they are given. */
function sparedRelus(analysis: Analysis, { members, stored }: Chain): Set<Node> {
  const isQuestion = (user: Node, relu: Node): boolean => {
    if (user.op !== 'greater' || analysis.input(user, 0) !== relu) return false;
    const than = analysis.input(user, 1);
    return than.op === 'constant' && than.attrs.data.length === 1 && than.attrs.data[0] === 0;
  };
  return new Set(
    members.filter(
      (node) =>
        node.op === 'relu' &&
        !stored.has(node) &&
        members.every(
          (user) => !user.inputs.some((_, i) => analysis.input(user, i) === node) || isQuestion(user, node),
        ),
    ),
  );
}

/** The tasks of one chain: itself, and the last additions of its sums. */
export function chainTasks(analysis: Analysis, chain: Chain, context: ChainContext): Task[] {
  const { stored } = chain;
  const spared = sparedRelus(analysis, chain);
  const members = chain.members.filter((node) => !spared.has(node));
  const inputOf = (node: Node, i: number): Node => {
    const source = analysis.input(node, i);
    return spared.has(source) ? analysis.input(source, 0) : source;
  };
  const inside = new Set(members);
  const size = workOf(members[0]!);
  const steps: (() => Words)[] = [];
  const once: (() => Words)[] = [];
  const cut: Cut = { pieces: Math.min(context.pieces, Math.ceil(size / BLOCK)) };
  const parts: { part: Value; stride: number }[] = [];
  const sums: Task[] = [];
  const reads = new Map<Value, boolean>();
  const writes: Value[] = [];
  const free: number[] = [];
  let slots = 0;
  const claim = (): number => free.pop() ?? slots++;

  // Last member that needs each value, so that its slot can be used again.
  const lastUse = new Map<string, number>();
  const operandsOf = (node: Node): { key: string; node: Node; lay: Lay; value?: Value }[] =>
    node.inputs.map((_, i) => {
      const source = inputOf(node, i);
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
      const under = columnSum(node) ? node.inputs[i]!.shape : node.shape;
      const lay = layOf(node.inputs[i]!.shape, under);
      if (lay !== undefined) return { node: source, lay, key: `${analysis.rank(source)} ${lay.mode} ${lay.period}` };
      const value = context.spread(node.inputs[i]!, under);
      return { ...from, value, key: `spread ${analysis.rank(source)} ${node.inputs[i]!.shape.join('x')}` };
    });
  const operands = members.map(operandsOf);
  operands.forEach((list, i) => list.forEach((o) => lastUse.set(o.key, i)));

  const slotOf = new Map<string, number>();
  const fetch = (operand: { key: string; node: Node; lay: Lay; value?: Value }): number => {
    const known = slotOf.get(operand.key);
    if (known !== undefined) return known;
    const { node, lay } = operand;
    const isLiteral = operand.key.startsWith('literal');
    // What is the same in every block is fetched once, into a slot that nothing else takes.
    const isSame = isLiteral || lay.mode === 1 || (lay.mode === 2 && BLOCK % lay.period === 0);
    const slot = isSame ? slots++ : claim();
    slotOf.set(operand.key, slot);
    if (isSame) lastUse.set(operand.key, Infinity);
    const fetched = isSame ? once : steps;
    if (isLiteral) {
      const x = (node as Extract<Node, { op: 'constant' }>).attrs.data[0]!;
      const word = node.dtype === 'float32' ? floatBits(x) : node.dtype === 'int32' ? x | 0 : x !== 0 ? 0xffffffff : 0;
      fetched.push(() => chainStep(Step.literal, slot, word));
      return slot;
    }
    const source = operand.value ?? context.value(node);
    reads.set(source, (reads.get(source) ?? true) && lay.mode === 0);
    const op = node.dtype === 'bool' ? Step.loadMask : Step.load;
    fetched.push(() => chainStep(op, slot, source.address, lay.mode, lay.period));
    return slot;
  };

  members.forEach((node, i) => {
    const list = operands[i]!;
    const release = (keys: readonly string[]): void => {
      for (const key of keys) {
        const last = lastUse.get(key);
        const held = slotOf.get(key);
        if (held !== undefined && (last === undefined || last <= i)) {
          free.push(held);
          slotOf.delete(key);
        }
      }
    };
    const summed = columnSum(node);
    if (summed) {
      const from = fetch(list[0]!);
      const stride = Math.ceil(summed.period / 16) * 64 + 64;
      const part = value('temp', 'float32', stride * cut.pieces);
      parts.push({ part, stride });
      writes.push(part);
      steps.push(() => chainStep(Step.accumulate, from, part.address, stride, summed.period));
      const out = context.value(node);
      const sizes = { rows: 0, columns: summed.period, length: 0, scale: summed.scale };
      const rank = analysis.rank(node);
      sums.push(sumPartsTask(`sum of ${summed.period} columns`, { part, stride, cut, out, rank, ...sizes }));
      release([list[0]!.key]);
      return;
    }
    const step = stepOf(node)!;
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
      const [a = 0, b = a, c = a] = from;
      steps.push(() => chainStep(code, made, a, b, c));
    }
    slotOf.set(`in ${analysis.rank(node)}`, slot);
    if (stored.has(node)) {
      const target = context.value(node);
      writes.push(target);
      const made = slot;
      const op = node.dtype === 'bool' ? Step.storeMask : Step.store;
      steps.push(() => chainStep(op, made, target.address));
    }
    release([...list.map((o) => o.key), `in ${analysis.rank(node)}`]);
  });

  const words = (): Words[] => {
    const made = (list: readonly (() => Words)[]): Words[] => list.map((make) => make());
    const first = made(once);
    return [chainInstruction(size, shortened(made(steps), first, size), first, sums.length > 0)];
  };
  const along = new Set([...reads].flatMap(([v, inStep]) => (inStep ? [v] : [])));
  const last = members.at(-1)!;
  const shape = columnSum(last) ? last.inputs[0]!.shape : last.shape;
  const task: Task = {
    name: `elementwise ${members.map((m) => m.op).join(' ')} [${size === sizeOf(last.shape) ? last.shape.join('x') : size}]`,
    reads: [...reads.keys()],
    writes,
    inStep: along,
    solo: size < SOLO,
    ...(sums.length > 0 ? { pieces: cut.pieces } : {}),
    scratch: slots * SLOT_BYTES + 64,
    rank: analysis.rank(last),
    words,
    bySample: {
      samples: shape[0] ?? 1,
      along,
      fits: (pieces) => size >= SOLO && (size / pieces) % BLOCK === 0,
      cut: (pieces) => {
        cut.pieces = pieces;
        for (const { part, stride } of parts) part.bytes = stride * pieces;
        return { pieces, words };
      },
    },
  };
  return [task, ...sums];
}
