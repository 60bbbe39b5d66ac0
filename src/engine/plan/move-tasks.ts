/** @file Tasks that move or reduce: strided copies (transpose, slice, pad, concat, broadcast), reductions, softmax, products. */
import { sizeOf, type DType, type Node, type NodeOf, type Shape } from '../graph/node.ts';
import { broadcastStrides, stridesOf } from '../graph/ops/shape.ts';
import { GEMM_SCRATCH } from '../matmul.ts';
import { instruction, REDUCTION, type Words, type WordsOf } from '../instructions.ts';
import { floatBits, pitchOf, type Task, type Value } from './task.ts';

const NONE: ReadonlySet<Value> = new Set();

function task(
  name: string,
  reads: readonly Value[],
  writes: readonly Value[],
  rank: number,
  work: number,
  words: () => Words[],
): Task {
  return { name, reads, writes, inStep: NONE, solo: work < 4096, scratch: 0, rank, words };
}

/** What a strided copy is but for the addresses. */
type CopyAxes = Omit<WordsOf<'transpose'>, 'from' | 'to'>;

/** Copies between two strided views; undefined when more than six axes are left after merging. */
function copyAxes(shape: Shape, from: readonly number[], to: readonly number[]): CopyAxes | undefined {
  const axes: [n: number, from: number, to: number][] = [];
  shape.forEach((n, i) => {
    if (n === 1) return;
    const last = axes.at(-1);
    if (last && last[1] === from[i]! * n && last[2] === to[i]! * n)
      axes[axes.length - 1] = [last[0] * n, from[i]!, to[i]!];
    else axes.push([n, from[i]!, to[i]!]);
  });
  if (axes.length > 6) return undefined;
  while (axes.length < 6) axes.unshift([1, 0, 0]);
  const words = axes.flatMap(([n, f, t], i) => [
    [`n${i}`, n] as const,
    [`from${i}`, f] as const,
    [`to${i}`, t] as const,
  ]);
  return Object.fromEntries(words) as unknown as CopyAxes;
}

/** transpose, slice, reverse, broadcastTo, pad, concat as copies; undefined when the twin must do it. */
export function moveTask(node: Node, inputs: readonly Value[], out: Value, rank: number): Task | undefined {
  if (node.dtype === 'bool' || sizeOf(node.shape) === 0) return undefined;
  const copies: { value: Value; axes: CopyAxes | undefined; from: number; to: number }[] = [];
  let fill: number | undefined;
  const strides = stridesOf(node.shape);
  const source = node.inputs[0]!.shape;
  const own = stridesOf(source);
  if (node.op === 'transpose') {
    const axes = copyAxes(
      node.shape,
      node.attrs.perm.map((p) => own[p]!),
      strides,
    );
    copies.push({ value: inputs[0]!, axes, from: 0, to: 0 });
  } else if (node.op === 'slice') {
    const { begin, strides: step } = node.attrs;
    const from = begin.reduce((sum, b, i) => sum + b * own[i]!, 0);
    copies.push({
      value: inputs[0]!,
      axes: copyAxes(
        node.shape,
        own.map((s, i) => s * step[i]!),
        strides,
      ),
      from,
      to: 0,
    });
  } else if (node.op === 'reverse') {
    const { axes } = node.attrs;
    const from = axes.reduce((sum, a) => sum + (source[a]! - 1) * own[a]!, 0);
    const reversed = own.map((s, i) => (axes.includes(i) ? -s : s));
    copies.push({ value: inputs[0]!, axes: copyAxes(node.shape, reversed, strides), from, to: 0 });
  } else if (node.op === 'broadcastTo') {
    copies.push({
      value: inputs[0]!,
      axes: copyAxes(node.shape, broadcastStrides(source, node.shape), strides),
      from: 0,
      to: 0,
    });
  } else if (node.op === 'pad') {
    const { before, after, interior, value } = node.attrs;
    if ([...before, ...after].some((n) => n < 0)) return undefined;
    fill = node.dtype === 'float32' ? floatBits(value) : value | 0;
    const to = before.reduce((sum, b, i) => sum + b * strides[i]!, 0);
    const spread = strides.map((s, i) => s * (interior[i]! + 1));
    copies.push({ value: inputs[0]!, axes: copyAxes(source, own, spread), from: 0, to });
  } else if (node.op === 'concat') {
    let at = 0;
    for (const [i, value] of inputs.entries()) {
      const shape = node.inputs[i]!.shape;
      const to = at * strides[node.attrs.axis]!;
      copies.push({ value, axes: copyAxes(shape, stridesOf(shape), strides), from: 0, to });
      at += shape[node.attrs.axis]!;
    }
  } else return undefined;
  if (copies.some((c) => c.axes === undefined)) return undefined;
  const size = sizeOf(node.shape);
  const made = task(`${node.op} ${node.shape.join('x')}`, inputs, [out], rank, size, () => [
    ...(fill === undefined ? [] : [instruction('fillWords', { to: out.address, count: size, value: fill })]),
    ...copies.map(({ value, from, to, axes }) =>
      instruction('transpose', { from: value.address + 4 * from, to: out.address + 4 * to, ...axes! }),
    ),
  ]);
  return { ...made, isApart: fill === undefined };
}

/** The parts of a concatenation that are not computed where they belong, copied there; nothing where all are. */
export function joinTask(node: Node, inputs: readonly Value[], parts: readonly Value[], rank: number): Task[] {
  const copied = node.inputs.flatMap((input, i) => {
    const [from, to] = [inputs[i]!, parts[i]!];
    if (from === to) return [];
    const length = input.shape.at(-1)!;
    const rows = sizeOf(input.shape) / length;
    return { from, to, axes: copyAxes([rows, length], [pitchOf(from, length), 1], [pitchOf(to, length), 1])! };
  });
  if (copied.length === 0) return [];
  const size = copied.reduce((sum, { to }) => sum + to.bytes / 4, 0);
  const [reads, writes] = [copied.map(({ from }) => from), copied.map(({ to }) => to)];
  const words = (): Words[] =>
    copied.map(({ from, to, axes }) => instruction('transpose', { from: from.address, to: to.address, ...axes }));
  return [
    { ...task(`concat ${copied.length} of ${node.shape.join('x')}`, reads, writes, rank, size, words), isApart: true },
  ];
}

/** The operand repeated to a shape. */
export function spreadTask(source: Value, operand: Shape, shape: Shape, out: Value, rank: number): Task | undefined {
  const axes = copyAxes(shape, broadcastStrides(operand, shape), stridesOf(shape));
  if (axes === undefined) return undefined;
  const made = task(`spread ${shape.join('x')}`, [source], [out], rank, sizeOf(shape), () => [
    instruction('transpose', { from: source.address, to: out.address, ...axes }),
  ]);
  return { ...made, part: 'spread' };
}

const KINDS = { sum: REDUCTION.sum, mean: REDUCTION.sum, max: REDUCTION.max, min: REDUCTION.min } as const;

/** sum, mean, max, min over neighbouring axes; undefined otherwise. */
export function reduceTask(
  node: NodeOf<'sum' | 'mean' | 'max' | 'min'> & Node,
  x: Value,
  y: Value,
  rank: number,
): Task | undefined {
  const shape = node.inputs[0]!.shape;
  const axes = node.attrs.axes.filter((a) => shape[a] !== 1);
  const size = sizeOf(shape);
  if (node.dtype !== 'float32' || node.inputs[0]!.dtype !== 'float32' || size === 0) return undefined;
  const first = axes[0] ?? 0;
  const last = axes.at(-1) ?? -1;
  for (let a = first; a <= last; a++) if (!axes.includes(a) && shape[a] !== 1) return undefined;
  const length = axes.reduce((p, a) => p * shape[a]!, 1);
  const outer = sizeOf(shape.slice(0, first));
  const inner = axes.length === 0 ? 1 : sizeOf(shape.slice(last + 1));
  const rows = axes.length === 0 ? size : outer;
  const scale = floatBits(node.op === 'mean' ? 1 / length : 1);
  const kind = KINDS[node.op];
  const name = `${node.op} ${shape.join('x')} over ${node.attrs.axes.join(',')}`;
  const common = { length, kind, scale };
  return task(name, [x], [y], rank, size, () => [
    inner === 1
      ? instruction('reduce', { ...common, x: x.address, y: y.address, rows })
      : instruction('reduceMiddle', { ...common, x: x.address, y: y.address, outer, inner }),
  ]);
}

/** softmax, logSoftmax, argMax over the last axis. */
export function rowTask(node: Node, x: Value, y: Value, rank: number): Task | undefined {
  const shape = node.inputs[0]!.shape;
  const length = shape.at(-1) ?? 1;
  const rows = sizeOf(shape) / length;
  if (node.inputs[0]!.dtype !== 'float32' || length === 0) return undefined;
  const words = (): Words[] =>
    node.op === 'argMax'
      ? [instruction('argMaxLast', { x: x.address, y: y.address, rows, length })]
      : [instruction('softmax', { x: x.address, y: y.address, rows, length, isLog: Number(node.op === 'logSoftmax') })];
  if (node.op === 'argMax' && node.attrs.axis !== shape.length - 1) return undefined;
  return task(`${node.op} ${shape.join('x')}`, [x], [y], rank, rows * length, words);
}

/** What `matmulTask` reads of a product: a node of the graph, or something that amounts to one. */
export interface ProductShape {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly inputs: readonly { readonly shape: Shape }[];
  readonly attrs: { readonly transposeA: boolean; readonly transposeB: boolean };
}

/** A matrix product (+ bias, relu); undefined when batch axes broadcast. */
export function matmulTask(
  node: ProductShape,
  { a, b, y, bias, relu }: { a: Value; b: Value; y: Value; bias: Value | undefined; relu: boolean },
  rank: number,
): Task | undefined {
  const [sa, sb] = [node.inputs[0]!.shape, node.inputs[1]!.shape];
  const { transposeA, transposeB } = node.attrs;
  if (sa.length < 2 || sb.length < 2 || node.dtype !== 'float32') return undefined;
  let [m, k] = [sa.at(-2)!, sa.at(-1)!];
  if (transposeA) [m, k] = [k, m];
  const n = transposeB ? sb.at(-2)! : sb.at(-1)!;
  const batchA = sizeOf(sa.slice(0, -2));
  const batchB = sizeOf(sb.slice(0, -2));
  let batch = Math.max(batchA, batchB);
  if (sizeOf(node.shape) !== batch * m * n) return undefined;
  const steps = { stepA: batchA === 1 ? 0 : m * k, stepB: batchB === 1 ? 0 : k * n, stepY: m * n };
  if (batchA !== batch && batchA !== 1) return undefined;
  if (batchB !== batch && batchB !== 1) return undefined;
  let rows = m;
  if (batch > 1 && batchB === 1 && !transposeA) [rows, batch] = [m * batch, 1];
  const lda = transposeA ? m : k;
  const ldb = transposeB ? k : n;
  return {
    name: `matmul ${rows}x${k}x${n}${transposeA ? ' tA' : ''}${transposeB ? ' tB' : ''}${bias ? '+bias' : ''}${relu ? '+relu' : ''}`,
    reads: [a, b, bias].filter((v) => v !== undefined),
    writes: [y],
    inStep: NONE,
    solo: batch * rows * k * n < 32768,
    scratch: GEMM_SCRATCH,
    rank,
    words: () => [
      instruction('gemm', {
        a: a.address,
        b: b.address,
        y: y.address,
        m: rows,
        n,
        k,
        lda,
        ldb,
        ldy: n,
        transposeA: Number(transposeA),
        transposeB: Number(transposeB),
        bias: bias?.address ?? 0,
        relu: Number(relu),
        batch,
        ...steps,
      }),
    ],
  };
}
