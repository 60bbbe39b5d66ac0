/**
 * @file From a graph to tasks: every node becomes a part of a fused kernel, of an elementwise chain, a kernel of its own, or,
 * where no kernel exists, a call of its plain twin.
 */
import { sizeOf, type Assign, type Node, type NodeOf, type Shape, type Variable } from '../graph/node.ts';
import { Step } from '../generated/steps.ts';
import { adamProduct, adamTask } from './adam.ts';
import { Analysis } from './analysis.ts';
import { chainInstruction, chainStep, chainTasks, type ChainContext } from './chain.ts';
import {
  convShape,
  convTasks,
  depthwiseInputTask,
  filterGradTasks,
  inputGradShape,
  isDepthwise,
  phasesTasks,
  pointwiseTasks,
  poolTask,
  rowsShape,
  sparseFilterKernel,
  sparseInputKernel,
  sparseInputTasks,
  takesPhases,
  takesWinograd,
  unpoolTask,
  type ConvShape,
  type SparseDy,
} from './conv-tasks.ts';
import { fusions, type Fusion } from './fusion.ts';
import { groups, type Chain } from './grouping.ts';
import { findMoments, momentsTasks, type Moments } from './moments.ts';
import { joinTask, matmulTask, moveTask, reduceTask, rowTask, spreadTask } from './move-tasks.ts';
import { placesInJoins, type Place } from './joins.ts';
import { stability } from './stable.ts';
import { BYTES, floatBits, sliceOf, temp, value, type Part, type Task, type Value } from './task.ts';

/** Where the memory of variables is found: one value per variable and engine. */
export type VariableValues = (variable: Variable) => Value;

export interface Plan {
  readonly tasks: readonly Task[];
  readonly outputs: readonly Value[];
  /** Each assigned variable's memory, and where its new value is computed. */
  readonly assigns: readonly { readonly target: Value; readonly source: Value }[];
  readonly inputs: ReadonlyMap<string, Value>;
  readonly constants: readonly Value[];
  readonly variables: ReadonlyMap<Variable, Value>;
}

/** Turns a graph into tasks (not yet in their final order). `keeps`: what stays the same will be computed once. */
export function planTasks(
  outputs: readonly Node[],
  assigns: readonly Assign[],
  { threads, keeps, variableValue }: { threads: number; keeps: boolean; variableValue: VariableValues },
): Plan {
  return new Planner(outputs, assigns, { threads, keeps, variableValue }).plan();
}

/** Weights of a dense layer that are larger than this (bytes) are not packed and kept beside themselves. */
const MOST_DENSE = 64 << 20;

class Planner {
  private readonly analysis: Analysis;
  private readonly outputs: readonly Node[];
  private readonly assigns: readonly Assign[];
  private readonly threads: number;
  private readonly variableValue: VariableValues;
  private readonly values = new Map<Node, Value>();
  private readonly sparse = new Map<Node, SparseDy>();
  private readonly iotas = new Map<number, Value>();
  private readonly tasks: Task[] = [];
  private readonly inputs = new Map<string, Value>();
  private readonly constants: Value[] = [];
  private readonly variables = new Map<Variable, Value>();
  private readonly fused: Map<Node, Fusion>;
  private readonly chainAt: Map<Node, Chain>;
  private readonly moments: ReadonlyMap<Node, Moments>;
  private readonly skip: ReadonlySet<Node>;
  /** Where values lie in the maps that concatenations make. */
  private readonly places: ReadonlyMap<Node, Place>;
  private readonly isKept: (node: Node) => boolean;

  constructor(
    outputs: readonly Node[],
    assigns: readonly Assign[],
    { threads, keeps, variableValue }: Parameters<typeof planTasks>[2],
  ) {
    this.isKept = keeps ? stability(assigns) : () => false;
    this.outputs = outputs;
    this.assigns = assigns;
    this.threads = threads;
    this.variableValue = variableValue;
    this.analysis = new Analysis(outputs, assigns);
    const { byResult, taken } = fusions(this.analysis);
    this.fused = byResult;
    this.moments = new Map(findMoments(this.analysis, taken).map((found) => [found.variance, found]));
    for (const { mean, variance, gone } of this.moments.values())
      [mean, variance, ...gone].forEach((node) => taken.add(node));
    this.skip = taken;
    this.places = placesInJoins(this.analysis, byResult, taken);
    const lazy = [...byResult.values()].flatMap(({ gradient }) => gradient?.node ?? []);
    const gone = new Set([...this.moments.values()].flatMap((found) => found.gone));
    this.chainAt = groups(this.analysis, { taken, lazy: new Set(lazy), gone });
  }

  plan(): Plan {
    const members = new Set([...this.chainAt.values()].flatMap((chain) => chain.members));
    // Gradients that the optimizer's kernel makes itself.
    const within = new Set<Node>();
    for (const chain of this.chainAt.values()) {
      const product = adamProduct(this.analysis, chain.members);
      if (product) within.add(product);
    }
    // First what gives an arg-max: the gradients that ask for it need not stand behind the pooled map in the graph's order.
    for (const fusion of this.fused.values()) if (fusion.gradient) this.fusedTask(fusion);
    for (const node of this.analysis.order) {
      const fusion = this.fused.get(node);
      const chain = this.chainAt.get(node);
      if (fusion) {
        if (!fusion.gradient && !within.has(node)) this.fusedTask(fusion);
      } else if (chain) {
        const context = this.chainContext(node);
        const adam = adamTask(this.analysis, chain.members, context);
        this.tasks.push(...(adam ? [adam] : chainTasks(this.analysis, chain, context)));
      } else if (this.moments.has(node)) this.momentsOf(this.moments.get(node)!);
      else if (!this.skip.has(node) && !members.has(node)) this.single(node);
    }
    const of = (node: Node): Value => this.valueOf(node);
    return {
      outputs: this.outputs.map(of),
      assigns: this.assigns.map((a) => ({ target: this.variableOf(a.variable), source: of(a.value) })),
      tasks: this.tasks,
      inputs: this.inputs,
      constants: this.constants,
      variables: this.variables,
    };
  }

  private momentsOf(found: Moments): void {
    const [x, mean, variance] = [found.x, found.mean, found.variance].map((node) => this.valueOf(node)) as [
      Value,
      Value,
      Value,
    ];
    const options = { pieces: 4 * this.threads, rank: this.analysis.rank(found.variance) };
    this.tasks.push(...momentsTasks(found, { x, mean, variance }, options));
  }

  private variableOf(variable: Variable): Value {
    const known = this.variables.get(variable);
    if (known) return known;
    const made = this.variableValue(variable);
    this.variables.set(variable, made);
    return made;
  }

  /** The memory of a node's value. */
  private valueOf(given: Node): Value {
    const node = this.analysis.of(given);
    const place = this.places.get(node);
    // The map that it is a part of divides itself, which gives this value its memory too.
    if (place && !this.values.has(place.root)) this.valueOf(place.root);
    const known = this.values.get(node);
    if (known) return known;
    const dense = this.sparse.get(node);
    let made: Value;
    const bytes = sizeOf(node.shape) * BYTES[node.dtype];
    if (node.op === 'variable') made = this.variableOf(node.attrs.variable);
    else if (node.op === 'input') {
      made = value('input', node.dtype, bytes, { input: node.attrs.name });
      this.inputs.set(node.attrs.name, made);
    } else if (node.op === 'constant') {
      made = value('constant', node.dtype, bytes, { data: node.attrs.data });
      this.constants.push(made);
    } else made = this.temporaryOf(node);
    this.values.set(node, made);
    if (node.op === 'concat') this.divide(node, made);
    if (dense) this.tasks.push(unpoolTask(dense, node, made, this.analysis.rank(node)));
    return made;
  }

  /** Fresh memory, or a place in the map that it is a part of. */
  private temporaryOf(node: Node): Value {
    const place = this.places.get(node);
    if (place === undefined) return temp(sizeOf(node.shape), node.dtype);
    return sliceOf({ of: this.valueOf(place.root), at: place.at, row: place.row, length: node.shape.at(-1)! });
  }

  /**
   * Gives a concatenation's value its parts, those that are copied among them, where any input lies in a joined map or the value itself
   * lies in one.
   */
  private divide(node: NodeOf<'concat'> & Node, made: Value): void {
    const parts = node.inputs.map((_, i) => this.places.get(this.analysis.input(node, i)));
    if (made.slice === undefined && parts.every((place) => place === undefined)) return;
    let at = made.slice?.at ?? 0;
    const [of, row] = [made.slice?.of ?? made, made.slice?.row ?? node.shape.at(-1)!];
    made.parts = node.inputs.map((input, i) => {
      const length = input.shape.at(-1)!;
      const part = parts[i]?.join === node ? this.valueOf(input) : sliceOf({ of, at, row, length });
      at += length;
      return part;
    });
  }

  private inputValue(node: Node, i: number): Value {
    return this.valueOf(node.inputs[i]!);
  }

  private chainContext(head: Node): ChainContext {
    return {
      value: (node) => this.valueOf(node),
      pieces: 4 * this.threads,
      spread: (operand, shape) => this.spread(operand, shape, this.analysis.rank(head)),
      iota: (length) => {
        const known = this.iotas.get(length);
        if (known) return known;
        const made = value('constant', 'int32', 4 * length, { data: Int32Array.from({ length }, (_, i) => i) });
        this.constants.push(made);
        this.iotas.set(length, made);
        return made;
      },
    };
  }

  private spread(operand: Node, shape: Shape, rank: number): Value {
    const out = temp(sizeOf(shape), operand.dtype);
    const source = this.valueOf(operand);
    const copy = operand.dtype === 'bool' ? undefined : spreadTask(source, operand.shape, shape, out, rank);
    const twin = {
      node: { id: -1, op: 'broadcastTo', inputs: [operand], attrs: {}, shape, dtype: operand.dtype } as unknown as Node,
    };
    this.tasks.push(copy ?? this.twinTask(twin.node, [source], out, rank, 'spread'));
    return out;
  }

  private twinTask(node: Node, inputs: readonly Value[], out: Value, rank: number, part: Part = 'node'): Task {
    return {
      name: `plain ${node.op} ${node.shape.join('x')}`,
      reads: inputs,
      writes: [out],
      inStep: new Set(),
      solo: true,
      scratch: 0,
      rank,
      part,
      twin: { node, inputs },
    };
  }

  private fusedTask({ core, result, before, bias, residual, relu, ceiling, pool, gradient, mask }: Fusion): void {
    const rank = this.analysis.rank(result);
    const y = this.valueOf(result);
    const biasValue = bias && this.valueOf(bias);
    if (core.op === 'matmul') {
      const [a, b] = [this.inputValue(core, 0), this.inputValue(core, 1)];
      const packed = this.packedProduct(core);
      if (packed) {
        const label = `matmul ${packed.w}x${packed.cin}x${packed.cout}${bias ? '+bias' : ''}${relu ? '+relu' : ''}`;
        const place = { rank, rotate: false, label, pieces: 4 * this.threads };
        this.tasks.push(...pointwiseTasks(packed, b, { x: a, bias: biasValue, y, relu }, place));
        return;
      }
      const made = matmulTask(core, { a, b, y, bias: biasValue, relu }, rank);
      if (made) this.tasks.push(made);
      else this.plainProduct(core, [a, b], y, biasValue, relu, rank);
      return;
    }
    if (core.op === 'conv2dInputGrad') {
      this.inputGrad(core, y, rank, mask && this.valueOf(mask));
      return;
    }
    const shape = convShape(core.inputs[0]!.shape, core.inputs[1]!.shape, core.shape, core.attrs, core.attrs.groups);
    const argmax = gradient && temp(sizeOf(result.shape), 'bool');
    const parts = {
      bias,
      add: residual,
      relu: relu && ceiling === undefined,
      [`relu${ceiling}`]: ceiling !== undefined,
      pool,
    };
    const fused = Object.entries(parts).map(([name, there]) => (there ? `+${name}` : ''));
    const read = before ? 'scale+relu+' : '';
    const label = `${read}conv ${shape.kh}x${shape.kw} ${shape.h}x${shape.w}x${shape.cin}->${shape.cout}${fused.join('')}`;
    const added = residual && this.valueOf(residual);
    const x = before ? this.valueOf(before.x) : this.inputValue(core, 0);
    const scaled = before && { scale: this.valueOf(before.scale), shift: this.valueOf(before.shift) };
    const io = { x, bias: biasValue, added, scaled, y, argmax, relu, ceiling, pool: pool?.attrs.pool };
    this.tasks.push(
      ...convTasks(shape, this.inputValue(core, 1), io, {
        rank,
        rotate: false,
        label,
        pieces: 4 * this.threads,
        isFew: shape.n < this.threads,
      }),
    );
    if (!gradient || !argmax || !pool) return;
    // The gradient of what was pooled is never made; who needs it asks `sparse`.
    const dy = (): Value => this.valueOf(gradient.dy);
    this.sparse.set(gradient.node, {
      get dy() {
        return dy();
      },
      argmax,
      pool: pool.attrs.pool,
      isFull: !relu,
    });
  }

  /** A product with weights that stay, as the 1x1 convolution that it is: its weights are packed once. */
  private packedProduct({ inputs, attrs, shape, dtype }: NodeOf<'matmul'>): ConvShape | undefined {
    const [k, n] = inputs[1]!.shape;
    const isPlain = inputs[1]!.shape.length === 2 && !attrs.transposeA && !attrs.transposeB && dtype === 'float32';
    if (!isPlain || 4 * k! * n! > MOST_DENSE || !this.isKept(inputs[1]!)) return undefined;
    const rows = sizeOf(shape) / n!;
    return rowsShape(rows, k!, n!);
  }

  /** Computes `out`: dy where y > 0, else 0. */
  private maskedByPositive(dy: Value, y: Value, out: Value, rank: number): void {
    const size = out.bytes / BYTES[out.dtype];
    this.tasks.push({
      name: `relu mask ${size}`,
      reads: [dy, y],
      writes: [out],
      inStep: new Set([dy, y]),
      solo: false,
      scratch: 16 * 1024,
      rank,
      words: () => {
        const steps = [
          chainStep(Step.load, 0, dy.address),
          chainStep(Step.load, 1, y.address),
          chainStep(Step.literal, 2, floatBits(0)),
          chainStep(Step.greater, 3, 1, 2),
          chainStep(Step.select, 4, 3, 0, 2),
          chainStep(Step.store, 4, out.address),
        ];
        return [chainInstruction(size, steps)];
      },
    });
  }

  /** A product no kernel takes: plain twin, then bias and relu as plain twins. */
  private plainProduct(
    core: NodeOf<'matmul'>,
    inputs: Value[],
    y: Value,
    bias: Value | undefined,
    relu: boolean,
    rank: number,
  ): void {
    const node = core as Node;
    const chained = relu || bias !== undefined;
    const first = chained ? temp(sizeOf(node.shape)) : y;
    this.tasks.push(this.twinTask(node, inputs, first, rank, 'spread'));
    if (!chained) return;
    const size = sizeOf(node.shape);
    const period = node.shape.at(-1)!;
    this.tasks.push({
      name: 'bias',
      reads: bias ? [first, bias] : [first],
      writes: [y],
      inStep: new Set([first]),
      solo: true,
      scratch: 16 * 1024,
      rank,
      words: () => {
        const steps = [chainStep(Step.load, 0, first.address)];
        if (bias) steps.push(chainStep(Step.load, 1, bias.address, 2, period), chainStep(Step.add, 0, 0, 1));
        if (relu) steps.push(chainStep(Step.relu, 0, 0));
        steps.push(chainStep(Step.store, 0, y.address));
        return [chainInstruction(size, steps)];
      },
    });
  }

  private inputGrad(node: NodeOf<'conv2dInputGrad'>, result: Value, rank: number, mask?: Value): void {
    const [dyNode, kernel] = [node.inputs[0]!, node.inputs[1]!];
    const forward = convShape(node.shape, kernel.shape, dyNode.shape, node.attrs, node.attrs.groups);
    const shape = inputGradShape(forward);
    const label = `input gradient ${shape.h}x${shape.w}x${shape.cin}->${shape.cout}`;
    const isFew = shape.n < this.threads;
    const options = { rank, rotate: true, label, pieces: 4 * this.threads, isFew };
    const sparse = this.sparse.get(this.analysis.of(dyNode));
    const strided = forward.strides[0] !== 1 || forward.strides[1] !== 1;
    const bySparse = sparse && !strided && !this.values.has(this.analysis.of(dyNode));
    // Where no relu has made gradients zero the lists are full, and Winograd on the unpooled map is quicker if it takes the shape.
    const isListed = !sparse?.isFull || mask !== undefined || !takesWinograd(shape, isFew);
    const masksItself = bySparse && isListed && sparseInputKernel(forward, sparse.pool);
    let y = result;
    if (mask && !masksItself) {
      y = temp(sizeOf(node.shape));
      this.maskedByPositive(y, mask, result, rank);
    }
    if (bySparse) {
      if (masksItself) {
        this.tasks.push(
          ...sparseInputTasks(forward, {
            kernel: this.valueOf(kernel),
            sparse,
            mask,
            y,
            rank,
            label: `${label} from arg-max`,
            pieces: options.pieces,
          }),
        );
        return;
      }
      const [ph, pw] = sparse.pool;
      const pooled = { ...shape, h: Math.floor(forward.oh / ph), w: Math.floor(forward.ow / pw) };
      const io = { x: sparse.dy, y, upsample: sparse.pool, unpool: sparse.argmax };
      this.tasks.push(...convTasks(pooled, this.valueOf(kernel), io, { ...options, label: `${label} from arg-max` }));
      return;
    }
    if (isDepthwise(forward)) {
      this.tasks.push(depthwiseInputTask(forward, this.valueOf(kernel), { ...options, dy: this.valueOf(dyNode), y }));
      return;
    }
    const dy = this.valueOf(dyNode);
    if (takesPhases(forward)) this.tasks.push(...phasesTasks(forward, this.valueOf(kernel), { ...options, dy, y }));
    else this.tasks.push(...convTasks(shape, this.valueOf(kernel), { x: dy, y, upsample: forward.strides }, options));
  }

  /** A node with a kernel, or a twin, of its own. */
  private single(node: Node): void {
    const { op } = node;
    if (op === 'input' || op === 'variable' || op === 'constant') return;
    const rank = this.analysis.rank(node);
    const y = this.valueOf(node);
    if (op === 'conv2dFilterGrad') {
      // As soon as the gradient that it reads is there: that is near then, and need not be kept until the end.
      this.filterGrad(node, y, this.analysis.rank(this.analysis.input(node, 1)));
      return;
    }
    const inputs = node.inputs.map((input) => this.valueOf(input));
    if (op === 'concat' && y.parts) {
      this.tasks.push(...joinTask(node, inputs, y.parts, rank));
      return;
    }
    this.tasks.push(this.kernelTask(node, inputs, y, rank) ?? this.twinTask(node, inputs, y, rank));
  }

  private kernelTask(node: Node, inputs: readonly Value[], y: Value, rank: number): Task | undefined {
    const { op } = node;
    const place = { rank, pieces: 4 * this.threads };
    if (op === 'sum' || op === 'mean' || op === 'max' || op === 'min') return reduceTask(node, inputs[0]!, y, rank);
    if (op === 'softmax' || op === 'logSoftmax' || op === 'argMax') return rowTask(node, inputs[0]!, y, rank);
    if (op === 'maxPool' || op === 'avgPool') return poolTask(node, { x: inputs[0]!, y }, place);
    if (op === 'maxPoolGrad') return poolTask(node, { x: inputs[0]!, y, dy: inputs[1]! }, place);
    if (op === 'avgPoolGrad') return poolTask(node, { y, dy: inputs[0]! }, place);
    return moveTask(node, inputs, y, rank);
  }

  private filterGrad(node: NodeOf<'conv2dFilterGrad'> & Node, out: Value, rank: number): void {
    const [x, dyNode] = [node.inputs[0]!, node.inputs[1]!];
    const shape = convShape(x.shape, node.shape, dyNode.shape, node.attrs, node.attrs.groups);
    const known = this.sparse.get(this.analysis.of(dyNode));
    const sparse = known && sparseFilterKernel(shape, known.pool) ? known : undefined;
    const label = `${shape.kh}x${shape.kw}x${shape.cin}->${shape.cout} over ${shape.oh}x${shape.ow}`;
    const dy = sparse ? undefined : this.valueOf(dyNode);
    const common = { x: this.valueOf(x), dy, sparse, out, pieces: 2 * this.threads, rank, label };
    this.tasks.push(...filterGradTasks(shape, common));
  }
}
