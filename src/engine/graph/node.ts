/**
 * @file What a computation graph is made of: nodes with concrete shapes, variables that live between runs, assignments.
 * Every op is named once in `OpAttrs`; the table of op records (`ops/index.ts`) is typed by it, so an op without a
 * plain twin or a gradient rule is a compile error. Pictures are NHWC, conv kernels (kh, kw, cin / groups, cout).
 */
import { shapeText } from '../../errors/index.ts';
import { BINARY_ARITH, BINARY_COMPARE, UNARY_FLOAT } from '../generated/op-names.ts';

/** Element types of the engine; `bool` is stored as 0/1 bytes. */
export type DType = 'float32' | 'int32' | 'bool';
export type Shape = readonly number[];
export type TypedData = Float32Array | Int32Array | Uint8Array;

/** A value outside the graph: flat C-order data with its shape. */
export interface TensorValue {
  readonly data: TypedData;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Explicit padding of the two picture axes, in cells: [top, bottom, left, right]. */
export type Padding2D = readonly [top: number, bottom: number, left: number, right: number];

/** The sliding window shared by convolution, pooling and patches. Padding is always explicit here. */
export interface Window2D {
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: Padding2D;
}

/** For each output index of one axis, which input indices it mixes and with what weight (`start[o] .. start[o + 1]`). */
export interface Taps {
  readonly inputSize: number;
  readonly outputSize: number;
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly weight: Float32Array;
}

interface None {}
interface Reduce {
  /** Sorted, non-negative, not repeated. Never empty, unless the input is 0-d. */
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

export { BINARY_ARITH, BINARY_COMPARE, UNARY_FLOAT };
export const REDUCTIONS = ['sum', 'mean', 'max', 'min', 'prod'] as const;

/** One input, same shape and (but for the tests) same dtype: the rows of UNARY in ops/elementwise.ts. */
export type UnaryOp = (typeof UNARY_FLOAT)[number];
/** Two inputs, NumPy broadcasting, same dtype in and out: the rows of BINARY. */
export type BinaryOp = (typeof BINARY_ARITH)[number];
/** Two inputs of one dtype, broadcasting, result bool: the rows of COMPARE. */
export type CompareOp = (typeof BINARY_COMPARE)[number];
export type ReduceOp = (typeof REDUCTIONS)[number];

/** Op name to its attributes. Inputs are named in the comment, in order. */
export interface OpAttrs
  extends Record<UnaryOp, None>, Record<BinaryOp, None>, Record<CompareOp, None>, Record<ReduceOp, Reduce> {
  // Leaves
  /** A value given by name at every run. */
  input: { readonly name: string };
  /** The value of a variable before this run's assignments. */
  variable: { readonly variable: Variable };
  constant: { readonly data: TypedData };
  /**
   * (state int32 [2] = seed, counter). Element i depends only on (seed, counter, stream, i), see `random-bits.ts`.
   * `uniform`: [0, 1); `normal`: mean 0, deviation 1.
   */
  random: { readonly kind: 'uniform' | 'normal'; readonly stream: number };

  // Elementwise
  /** (a, b) bool -> bool, broadcasting. */
  logicalAnd: None;
  logicalOr: None;
  logicalNot: None;
  /** float32 -> bool. */
  isFinite: None;
  /** (condition bool, a, b), all three broadcast. */
  select: None;
  /** To `node.dtype`. To int32 truncates, to bool is `!= 0`. */
  cast: None;
  /** The same value, through which no gradient flows. */
  stopGradient: None;
  /** (value, ...sources): gives `value`; its gradient goes to the sources by `rule(dy)`, not through `value`. */
  customGradient: { readonly rule: (dy: Node) => readonly (Node | null)[] };

  // Linear algebra
  /** (a [..., m, k], b [..., k, n]) -> [..., m, n]; batch axes equal or broadcast. Transposes are of the last two axes. */
  matmul: { readonly transposeA: boolean; readonly transposeB: boolean };

  // Convolution and pooling (NHWC)
  /** (x [n, h, w, cin], kernel [kh, kw, cin / groups, cout]) -> [n, oh, ow, cout]. Depthwise is groups = cin. */
  conv2d: Window2D & { readonly groups: number };
  /** (dy, kernel) -> the gradient towards x, whose shape is `node.shape`. Also the transposed convolution. */
  conv2dInputGrad: Window2D & { readonly groups: number };
  /** (x, dy) -> the gradient towards the kernel, whose shape is `node.shape`. */
  conv2dFilterGrad: Window2D & { readonly groups: number };
  /** (x) -> [n, oh, ow, c]; padding counts as -Infinity. */
  maxPool: Window2D & { readonly pool: readonly [number, number] };
  /** (x, dy) -> shape of x; each dy goes to the first maximum of its window (row by row). */
  maxPoolGrad: Window2D & { readonly pool: readonly [number, number] };
  /** (x) -> [n, oh, ow, c]; `divide`: by the number of real (unpadded) cells; otherwise the window's sum. */
  avgPool: Window2D & { readonly pool: readonly [number, number]; readonly divide: boolean };
  /** (dy) -> `node.shape`, the shape of x. */
  avgPoolGrad: Window2D & { readonly pool: readonly [number, number]; readonly divide: boolean };
  /** (x) -> [n, oh, ow, kh * kw * c], channels fastest; padding is 0. */
  patches: Window2D & { readonly pool: readonly [number, number] };
  /** (dy) -> `node.shape`, the shape of x (overlaps add up). */
  patchesGrad: Window2D & { readonly pool: readonly [number, number] };
  /** (x [n, h, w, c]) -> [n, rows.outputSize, cols.outputSize, c]: resize, upsampling. Its gradient has the taps transposed. */
  resample: { readonly rows: Taps; readonly cols: Taps };
  /**
   * (x [n, h, w, c], transforms [n, 8]) -> [n, oh, ow, c]. Output (x, y) reads input ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k)
   * with k = c0 x + c1 y + 1.
   */
  warp: { readonly interpolation: 'nearest' | 'bilinear'; readonly fill: FillMode; readonly fillValue: number };
  /** (dy, transforms) -> `node.shape`, the shape of x. */
  warpGrad: { readonly interpolation: 'nearest' | 'bilinear'; readonly fill: FillMode };

  // Over the last axis
  softmax: None;
  logSoftmax: None;

  // Reductions and scans
  /** (x) -> int32, the first maximum along `axis` (dropped). */
  argMax: { readonly axis: number };
  /** (x) -> shape of x: the product of all *other* elements over the axes (gradient of prod). */
  prodOthers: { readonly axes: readonly number[] };
  cumSum: { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean };

  // Moving data
  reshape: None;
  /** Output axis i is input axis perm[i]. */
  transpose: { readonly perm: readonly number[] };
  broadcastTo: None;
  concat: { readonly axis: number };
  /** Starts at `begin`, takes every `strides`-th cell, `node.shape` of them. Strides are positive. */
  slice: { readonly begin: readonly number[]; readonly strides: readonly number[] };
  /** `interior` cells are put between neighbours, `before`/`after` around; all hold `value`. */
  pad: {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly interior: readonly number[];
    readonly value: number;
  };
  reverse: { readonly axes: readonly number[] };
  /** (x, indices int32) -> x.shape[:axis] + indices.shape + x.shape[axis + 1:]. Indices must be in range. */
  gather: { readonly axis: number };
  /** (dy, indices) -> `node.shape`, the shape of x (repeated indices add up). */
  gatherGrad: { readonly axis: number };
  /** (indices int32 [...]) -> float32 [..., depth]; an index out of range gives zeros. */
  oneHot: { readonly depth: number };
}

export type FillMode = 'constant' | 'nearest' | 'reflect' | 'wrap';
export type OpName = keyof OpAttrs;

/** What can be done with a node beside building on it. Whoever knows arrays adds to it, by `nodeMethods` and by merging. */
export interface NodeMethods {}

export interface NodeOf<K extends OpName> extends NodeMethods {
  readonly id: number;
  readonly op: K;
  readonly inputs: readonly Node[];
  readonly attrs: OpAttrs[K];
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A value in the graph. `switch (node.op)` narrows `node.attrs`. */
export type Node = { [K in OpName]: NodeOf<K> }[OpName];

/** "After the run, the variable holds this." All reads of a run see the values from before it. */
export interface Assign {
  readonly variable: Variable;
  readonly value: Node;
}

/** Memory that lives between runs: weights, optimizer slots, running statistics, random state. */
export class Variable {
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly size: number;
  name: string;
  /** How often it was written: what was computed from it before is then old. Whoever changes `data` in place raises it. */
  version = 0;
  #data: TypedData | undefined;
  #first: (() => TypedData) | undefined;

  /** `data`: the values, or a function that makes them when they are first read; default zeros. */
  constructor(shape: Shape, options: { name?: string; dtype?: DType; data?: TypedData | (() => TypedData) } = {}) {
    this.id = nextVariable++;
    this.shape = [...shape];
    this.dtype = options.dtype ?? 'float32';
    this.size = sizeOf(shape);
    this.name = options.name ?? `variable_${this.id}`;
    if (typeof options.data === 'function') this.#first = options.data;
    else this.#data = options.data ?? allocate(this.dtype, this.size);
  }

  /**
   * Flat C-order values. An executor may move them into its own memory by rebinding this field: always read the field
   * again, never keep the array across a run.
   */
  get data(): TypedData {
    if (this.#data === undefined) {
      this.#data = this.#first!();
      this.#first = undefined;
    }
    return this.#data;
  }

  set data(values: TypedData) {
    this.#data = values;
    this.#first = undefined;
  }

  /** Copies values in, keeping the storage where it is. First values that nobody has read are not made for this. */
  write(values: ArrayLike<number>): void {
    if (this.#data === undefined && values.length === this.size) this.data = allocate(this.dtype, this.size);
    this.data.set(values);
    this.version++;
  }

  /** As `write`, for values that nobody else will use: where there is no storage yet they become it, without a copy. */
  take(values: TypedData): void {
    const fits = values.length === this.size && values.constructor === allocate(this.dtype, 0).constructor;
    if (this.#data !== undefined || !fits) this.write(values);
    else {
      this.data = values;
      this.version++;
    }
  }

  /** `<Variable name=adam/iteration, shape=(), dtype=int32, value=327>`: what a cell shows; the value of single numbers. */
  toString(): string {
    const value = this.size === 1 ? `, value=${this.data[0]}` : '';
    return `<Variable name=${this.name}, shape=${shapeText(this.shape)}, dtype=${this.dtype}${value}>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

let nextVariable = 0;
let nextNode = 0;

/** The number of cells of a shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** Fresh zeroed memory of an element type. */
export function allocate(dtype: DType, size: number): TypedData {
  if (dtype === 'float32') return new Float32Array(size);
  return dtype === 'int32' ? new Int32Array(size) : new Uint8Array(size);
}

class Tensor {
  readonly id: number;
  op: OpName;
  inputs: readonly Node[];
  attrs: OpAttrs[OpName];
  readonly shape: Shape;
  readonly dtype: DType;

  constructor(op: OpName, inputs: readonly Node[], attrs: OpAttrs[OpName], shape: Shape, dtype: DType) {
    this.id = nextNode++;
    this.op = op;
    this.inputs = inputs;
    this.attrs = attrs;
    this.shape = shape;
    this.dtype = dtype;
  }
}

/** The prototype of all nodes: where methods of `NodeMethods` are put. */
export const nodeMethods: object = Tensor.prototype;

/** Makes a node; only the builders in `ops/`, which hold the shape rules, call this. */
export function makeNode<K extends OpName>(
  op: K,
  inputs: readonly Node[],
  attrs: OpAttrs[K],
  shape: Shape,
  dtype: DType,
): NodeOf<K> & Node {
  return new Tensor(op, inputs, attrs, shape, dtype) as unknown as NodeOf<K> & Node;
}

/**
 * The node is this value from now on, whatever becomes of the variables it was computed from: what one may do where its
 * values are known and a variable is about to change. Who held it goes on holding the same thing.
 */
export function settle(node: Node, data: TypedData): void {
  const plain = node as unknown as Tensor;
  plain.op = 'constant';
  plain.inputs = [];
  plain.attrs = { data };
}

/** Whether a value is a node of a graph. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'op' in value &&
    'inputs' in value &&
    'attrs' in value &&
    'id' in value
  );
}

/** What an op is: the values it makes (plain and readable, the oracle of the fast kernels) and how gradients go through it. */
export interface OpRecord<K extends OpName> {
  /** Fills `out` (zeroed, of the node's size) from the values of the inputs. */
  forward(node: NodeOf<K>, inputs: readonly TypedData[], out: TypedData): void;
  /**
   * Gradients towards each input, or null where none flows. `null` in place of the function: the op has no gradient
   * (its result is not differentiable, as for comparisons).
   */
  gradient: ((node: NodeOf<K> & Node, dy: Node) => readonly (Node | null)[]) | null;
}
export type OpTable = { readonly [K in OpName]: OpRecord<K> };
