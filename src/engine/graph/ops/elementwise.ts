/**
 * @file Elementwise ops with NumPy broadcasting: arithmetic, comparisons, activations, select, cast. Above 300 lines
 * because an op's formula, its derivative and its builder stand together.
 */
import { DTypeError } from '../../../errors/index.ts';
import {
  BINARY_ARITH,
  BINARY_COMPARE,
  UNARY_FLOAT,
  makeNode,
  type BinaryOp,
  type CompareOp,
  type DType,
  type Node,
  type NodeOf,
  type OpRecord,
  type OpTable,
  type TypedData,
  type UnaryOp,
} from '../node.ts';
import { erf as erfOf } from '../special.ts';
import { lift, type Operand } from './leaves.ts';
import { sumTo } from './reduce.ts';
import { broadcastShapes, broadcastStrides, forEachRow } from './shape.ts';

// ---------------------------------------------------------------- one input

/**
 * The step of a chain that computes the op, in AssemblyScript of the vectors a, b: of floats, of int32. Without one the op is not
 * fused and runs as its twin. `npm run generate` writes the steps to both languages.
 */
interface ChainSteps {
  float?: string;
  int?: string;
}

interface UnaryRule extends ChainSteps {
  /** The function of one number. */
  f: (x: number) => number;
  /** dy times the derivative, from the input x and the output y. */
  back: (dy: Node, x: Node, y: Node) => Node | null;
  /** Whether int32 stays int32; otherwise the function is of float32. */
  keepsInt?: boolean;
}

const UNARY: { readonly [K in UnaryOp]: UnaryRule } = {
  neg: { f: (x) => -x, back: (dy) => neg(dy), keepsInt: true, float: 'f32x4.neg(a)' },
  abs: { f: Math.abs, back: (dy, x) => mul(dy, sign(x)), keepsInt: true, float: 'f32x4.abs(a)' },
  sign: { f: Math.sign, back: () => null, keepsInt: true, float: 'sign4(a)' },
  square: { f: (x) => x * x, back: (dy, x) => mul(dy, mul(x, 2)), keepsInt: true, float: 'f32x4.mul(a, a)' },
  sqrt: { f: Math.sqrt, back: (dy, _x, y) => div(mul(dy, 0.5), y), float: 'f32x4.sqrt(a)' },
  rsqrt: {
    f: (x) => 1 / Math.sqrt(x),
    back: (dy, _x, y) => mul(mul(dy, -0.5), mul(y, square(y))),
    float: 'f32x4.div(f32x4.splat(1), f32x4.sqrt(a))',
  },
  reciprocal: { f: (x) => 1 / x, back: (dy, _x, y) => neg(mul(dy, square(y))), float: 'f32x4.div(f32x4.splat(1), a)' },
  exp: { f: Math.exp, back: (dy, _x, y) => mul(dy, y), float: 'exp4(a)' },
  expm1: { f: Math.expm1, back: (dy, _x, y) => mul(dy, add(y, 1)) },
  log: { f: Math.log, back: (dy, x) => div(dy, x), float: 'log4(a)' },
  log1p: { f: Math.log1p, back: (dy, x) => div(dy, add(x, 1)), float: 'log1p4(a)' },
  sin: { f: Math.sin, back: (dy, x) => mul(dy, cos(x)) },
  cos: { f: Math.cos, back: (dy, x) => neg(mul(dy, sin(x))) },
  tanh: { f: Math.tanh, back: (dy, _x, y) => mul(dy, sub(1, square(y))), float: 'tanh4(a)' },
  sigmoid: { f: sigmoidOf, back: (dy, _x, y) => mul(dy, mul(y, sub(1, y))), float: 'sigmoid4(a)' },
  softplus: {
    f: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    back: (dy, x) => mul(dy, sigmoid(x)),
  },
  erf: { f: erfOf, back: (dy, x) => mul(dy, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI))) },
  relu: {
    f: (x) => (x > 0 || Number.isNaN(x) ? x : 0),
    back: (dy, _x, y) => select(greater(y, 0), dy, 0),
    keepsInt: true,
    float: 'f32x4.pmax(a, f32x4.splat(0))',
  },
  floor: { f: Math.floor, back: () => null, float: 'f32x4.floor(a)' },
  ceil: { f: Math.ceil, back: () => null, float: 'f32x4.ceil(a)' },
  round: { f: roundHalfEven, back: () => null, float: 'f32x4.nearest(a)' },
};

function sigmoidOf(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

function roundHalfEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

/** Builds any unary op; float32 in and out, or int32 where the op keeps it. */
export function unary(op: UnaryOp, x: Node): Node {
  const value = x.dtype === 'float32' || (x.dtype === 'int32' && UNARY[op].keepsInt) ? x : cast(x, 'float32');
  return makeNode(op, [value], {}, value.shape, value.dtype);
}

export const neg = (x: Node): Node => unary('neg', x);
export const abs = (x: Node): Node => unary('abs', x);
export const sign = (x: Node): Node => unary('sign', x);
export const square = (x: Node): Node => unary('square', x);
export const sqrt = (x: Node): Node => unary('sqrt', x);
export const rsqrt = (x: Node): Node => unary('rsqrt', x);
export const reciprocal = (x: Node): Node => unary('reciprocal', x);
export const exp = (x: Node): Node => unary('exp', x);
export const expm1 = (x: Node): Node => unary('expm1', x);
export const log = (x: Node): Node => unary('log', x);
export const log1p = (x: Node): Node => unary('log1p', x);
export const sin = (x: Node): Node => unary('sin', x);
export const cos = (x: Node): Node => unary('cos', x);
export const tanh = (x: Node): Node => unary('tanh', x);
export const sigmoid = (x: Node): Node => unary('sigmoid', x);
export const softplus = (x: Node): Node => unary('softplus', x);
export const erf = (x: Node): Node => unary('erf', x);
export const relu = (x: Node): Node => unary('relu', x);
export const floor = (x: Node): Node => unary('floor', x);
export const ceil = (x: Node): Node => unary('ceil', x);
export const round = (x: Node): Node => unary('round', x);

function unaryRecord<K extends UnaryOp>(op: K): OpRecord<K> {
  const { f, back } = UNARY[op];
  return {
    forward(_node, [x], out) {
      for (let i = 0; i < out.length; i++) out[i] = f(x![i]!);
    },
    gradient: (node, dy) => [back(dy, node.inputs[0]!, node)],
  };
}

// --------------------------------------------------------------- two inputs

interface BinaryRule extends ChainSteps {
  f: (a: number, b: number) => number;
  /** Gradients before the sum over broadcast axes. */
  back: (dy: Node, a: Node, b: Node, y: Node) => [Node | null, Node | null];
  /** Whether operands of int32 become float32. */
  floatOnly?: boolean;
}

const BINARY: { readonly [K in BinaryOp]: BinaryRule } = {
  add: { f: (a, b) => a + b, back: (dy) => [dy, dy], float: 'f32x4.add(a, b)', int: 'i32x4.add(a, b)' },
  sub: { f: (a, b) => a - b, back: (dy) => [dy, neg(dy)], float: 'f32x4.sub(a, b)', int: 'i32x4.sub(a, b)' },
  mul: {
    f: (a, b) => a * b,
    back: (dy, a, b) => [mul(dy, b), mul(dy, a)],
    float: 'f32x4.mul(a, b)',
    int: 'i32x4.mul(a, b)',
  },
  div: {
    f: (a, b) => a / b,
    back: (dy, _a, b, y) => [div(dy, b), neg(mul(dy, div(y, b)))],
    floatOnly: true,
    float: 'f32x4.div(a, b)',
  },
  // The slope in b is 0 where a <= 0 (there a ** b is no smooth function of b), as in TensorFlow.
  pow: {
    f: powOf,
    back: (dy, a, b, y) => [
      mul(dy, mul(b, pow(a, sub(b, 1)))),
      mul(dy, mul(y, select(greater(a, 0), log(select(greater(a, 0), a, 1)), 0))),
    ],
    floatOnly: true,
  },
  // Where both are equal the first takes the gradient, as in TensorFlow.
  maximum: {
    f: (a, b) => (Number.isNaN(a) || a >= b ? a : b),
    back: (dy, a, b) => [select(greaterEqual(a, b), dy, 0), select(greaterEqual(a, b), 0, dy)],
    float: 'f32x4.max(a, b)',
  },
  minimum: {
    f: (a, b) => (Number.isNaN(a) || a <= b ? a : b),
    back: (dy, a, b) => [select(lessEqual(a, b), dy, 0), select(lessEqual(a, b), 0, dy)],
    float: 'f32x4.min(a, b)',
  },
  // The sign of the result is that of b, as in NumPy.
  mod: { f: (a, b) => a - Math.floor(a / b) * b, back: (dy, a, b) => [dy, neg(mul(dy, floor(div(a, b))))] },
};

function powOf(a: number, b: number): number {
  return a === 1 ? 1 : a ** b;
}

interface CompareRule extends ChainSteps {
  f: (a: number, b: number) => boolean;
}

const COMPARE: { readonly [K in CompareOp]: CompareRule } = {
  equal: { f: (a, b) => a === b, float: 'f32x4.eq(a, b)', int: 'i32x4.eq(a, b)' },
  notEqual: { f: (a, b) => a !== b, float: 'f32x4.ne(a, b)' },
  less: { f: (a, b) => a < b, float: 'f32x4.lt(a, b)' },
  lessEqual: { f: (a, b) => a <= b, float: 'f32x4.le(a, b)' },
  greater: { f: (a, b) => a > b, float: 'f32x4.gt(a, b)' },
  greaterEqual: { f: (a, b) => a >= b, float: 'f32x4.ge(a, b)' },
};

/** Both operands as nodes of one dtype: float32 wins over int32 over bool; a number takes its partner's. */
function pair(op: string, a: Operand, b: Operand): [Node, Node] {
  if (typeof a === 'number' && typeof b === 'number') return [lift(a), lift(b)];
  if (typeof a === 'number') {
    const [y, x] = pair(op, b, a);
    return [x, y];
  }
  if (typeof b === 'number') {
    const wider = a.dtype === 'float32' || !Number.isInteger(b) ? 'float32' : 'int32';
    return [cast(a, wider), lift(b, wider)];
  }
  if (a.dtype === b.dtype) return [a, b];
  const wider: DType = a.dtype === 'float32' || b.dtype === 'float32' ? 'float32' : 'int32';
  return [cast(a, wider), cast(b, wider)];
}

/** Builds any arithmetic op of two operands. */
function binary(op: BinaryOp, a: Operand, b: Operand): Node {
  let [x, y] = pair(op, a, b);
  if (x.dtype === 'bool') [x, y] = [cast(x, 'int32'), cast(y, 'int32')];
  if (BINARY[op].floatOnly && x.dtype !== 'float32') [x, y] = [cast(x, 'float32'), cast(y, 'float32')];
  return makeNode(op, [x, y], {}, broadcastShapes(op, x.shape, y.shape), x.dtype);
}

/** Builds any comparison; the result is bool. */
function compare(op: CompareOp, a: Operand, b: Operand): Node {
  const [x, y] = pair(op, a, b);
  return makeNode(op, [x, y], {}, broadcastShapes(op, x.shape, y.shape), 'bool');
}

export const add = (a: Operand, b: Operand): Node => binary('add', a, b);
export const sub = (a: Operand, b: Operand): Node => binary('sub', a, b);
export const mul = (a: Operand, b: Operand): Node => binary('mul', a, b);
export const div = (a: Operand, b: Operand): Node => binary('div', a, b);
export const pow = (a: Operand, b: Operand): Node => binary('pow', a, b);
export const maximum = (a: Operand, b: Operand): Node => binary('maximum', a, b);
export const minimum = (a: Operand, b: Operand): Node => binary('minimum', a, b);
export const mod = (a: Operand, b: Operand): Node => binary('mod', a, b);
export const equal = (a: Operand, b: Operand): Node => compare('equal', a, b);
export const notEqual = (a: Operand, b: Operand): Node => compare('notEqual', a, b);
export const less = (a: Operand, b: Operand): Node => compare('less', a, b);
export const lessEqual = (a: Operand, b: Operand): Node => compare('lessEqual', a, b);
export const greater = (a: Operand, b: Operand): Node => compare('greater', a, b);
export const greaterEqual = (a: Operand, b: Operand): Node => compare('greaterEqual', a, b);

/** Runs `f` over two broadcast operands. */
function broadcastPair(
  node: { shape: readonly number[]; inputs: readonly Node[] },
  a: TypedData,
  b: TypedData,
  out: TypedData,
  f: (a: number, b: number) => number,
): void {
  const [x, y] = [node.inputs[0]!, node.inputs[1]!];
  if (a.length === out.length && b.length === out.length) {
    for (let i = 0; i < out.length; i++) out[i] = f(a[i]!, b[i]!);
    return;
  }
  const strides = [broadcastStrides(x.shape, node.shape), broadcastStrides(y.shape, node.shape)];
  const inner = node.shape.at(-1) ?? 1;
  const [stepA, stepB] = [strides[0]!.at(-1) ?? 0, strides[1]!.at(-1) ?? 0];
  forEachRow(node.shape, strides, (o, offsets) => {
    let [i, j] = [offsets[0]!, offsets[1]!];
    for (let k = 0; k < inner; k++, i += stepA, j += stepB) out[o + k] = f(a[i]!, b[j]!);
  });
}

function binaryRecord<K extends BinaryOp>(op: K): OpRecord<K> {
  const { f, back } = BINARY[op];
  return {
    forward: (node, [a, b], out) => broadcastPair(node, a!, b!, out, f),
    gradient(node, dy) {
      const [a, b] = [node.inputs[0]!, node.inputs[1]!];
      const [da, db] = back(dy, a, b, node);
      return [da && sumTo(da, a.shape), db && sumTo(db, b.shape)];
    },
  };
}

function compareRecord<K extends CompareOp>(op: K): OpRecord<K> {
  const { f } = COMPARE[op];
  return {
    forward: (node, [a, b], out) => broadcastPair(node, a!, b!, out, (x, y) => Number(f(x, y))),
    gradient: null,
  };
}

// ----------------------------------------------------- logic, select, cast

export function logicalAnd(a: Node, b: Node): Node {
  return logical('logicalAnd', a, b);
}

export function logicalOr(a: Node, b: Node): Node {
  return logical('logicalOr', a, b);
}

function logical(op: 'logicalAnd' | 'logicalOr', a: Node, b: Node): Node {
  const [x, y] = [cast(a, 'bool'), cast(b, 'bool')];
  return makeNode(op, [x, y], {}, broadcastShapes(op, x.shape, y.shape), 'bool');
}

export function logicalNot(x: Node): Node {
  return makeNode('logicalNot', [cast(x, 'bool')], {}, x.shape, 'bool');
}

/** True where the value is neither NaN nor infinite. */
export function isFiniteOp(x: Node): Node {
  return makeNode('isFinite', [cast(x, 'float32')], {}, x.shape, 'bool');
}

/** `condition ? a : b`, cell by cell; all three broadcast. */
export function select(condition: Node, a: Operand, b: Operand): Node {
  if (condition.dtype !== 'bool') {
    throw new DTypeError({
      who: 'select',
      rule: { en: 'the condition must be bool', ko: '조건은 bool이어야 합니다' },
      received: condition.dtype,
    });
  }
  const [x, y] = pair('select', a, b);
  return makeNode(
    'select',
    [condition, x, y],
    {},
    broadcastShapes('select', condition.shape, x.shape, y.shape),
    x.dtype,
  );
}

/** The value in another dtype; nothing happens when it has it already. */
export function cast(x: Node, dtype: DType): Node {
  return x.dtype === dtype ? x : makeNode('cast', [x], {}, x.shape, dtype);
}

/** The same value, through which no gradient flows. */
export function stopGradient(x: Node): Node {
  return makeNode('stopGradient', [x], {}, x.shape, x.dtype);
}

/** `value`, whose gradient towards `sources` is what `rule(dy)` gives. */
export function customGradient(
  value: Node,
  sources: readonly Node[],
  rule: (dy: Node) => readonly (Node | null)[],
): Node {
  return makeNode('customGradient', [value, ...sources], { rule }, value.shape, value.dtype);
}

type Rest =
  'logicalAnd' | 'logicalOr' | 'logicalNot' | 'isFinite' | 'select' | 'cast' | 'stopGradient' | 'customGradient';

const rest: Pick<OpTable, Rest> = {
  logicalAnd: { forward: (node, [a, b], out) => broadcastPair(node, a!, b!, out, (x, y) => x & y), gradient: null },
  logicalOr: { forward: (node, [a, b], out) => broadcastPair(node, a!, b!, out, (x, y) => x | y), gradient: null },
  logicalNot: { forward: (_node, [x], out) => out.forEach((_, i) => (out[i] = x![i] === 0 ? 1 : 0)), gradient: null },
  isFinite: {
    forward: (_node, [x], out) => out.forEach((_, i) => (out[i] = Number.isFinite(x![i]!) ? 1 : 0)),
    gradient: null,
  },
  select: { forward: selectForward, gradient: selectGradient },
  cast: {
    forward(node, [x], out) {
      if (node.dtype === 'bool') for (let i = 0; i < out.length; i++) out[i] = x![i] === 0 ? 0 : 1;
      else out.set(x!);
    },
    gradient: (node, dy) => [node.dtype === 'float32' && node.inputs[0]!.dtype === 'float32' ? dy : null],
  },
  stopGradient: { forward: (_node, [x], out) => out.set(x!), gradient: null },
  customGradient: {
    forward: (_node, [x], out) => out.set(x!),
    gradient: (node, dy) => [null, ...node.attrs.rule(dy)],
  },
};

function selectForward(node: NodeOf<'select'>, [c, a, b]: readonly TypedData[], out: TypedData): void {
  const strides = node.inputs.map((x) => broadcastStrides(x.shape, node.shape));
  const inner = node.shape.at(-1) ?? 1;
  const [sc, sa, sb] = strides.map((s) => s.at(-1) ?? 0) as [number, number, number];
  forEachRow(node.shape, strides, (o, offsets) => {
    let [i, j, k] = offsets as [number, number, number];
    for (let n = 0; n < inner; n++, i += sc, j += sa, k += sb) out[o + n] = c![i] === 0 ? b![k]! : a![j]!;
  });
}

function selectGradient(node: NodeOf<'select'>, dy: Node): (Node | null)[] {
  const [condition, a, b] = node.inputs as [Node, Node, Node];
  return [null, sumTo(select(condition, dy, 0), a.shape), sumTo(select(condition, 0, dy), b.shape)];
}

// --------------------------------------------------------------- the family

/** Steps on masks (all bits of a lane set or none), and casts; bool is a mask within a chain. */
const MASK_STEPS = {
  logicalAnd: 'v128.and(a, b)',
  logicalOr: 'v128.or(a, b)',
  logicalNot: 'v128.not(a)',
  select: 'v128.bitselect(b, c, a)',
  isFinite: 'f32x4.lt(f32x4.abs(a), f32x4.splat(Infinity))',
  maskToFloat: 'v128.and(a, f32x4.splat(1))',
  maskToInt: 'v128.and(a, i32x4.splat(1))',
  floatToMask: 'f32x4.ne(a, f32x4.splat(0))',
  floatToInt: 'i32x4.trunc_sat_f32x4_s(a)',
  intToFloat: 'f32x4.convert_i32x4_s(a)',
};

/** Several steps in one (plan/chain-steps.ts, norm-steps.ts), each rounded as before. */
const PAIRED_STEPS = {
  subMul: 'f32x4.mul(f32x4.sub(a, b), c)',
  mulAdd: 'f32x4.add(f32x4.mul(a, b), c)',
  addRelu: 'f32x4.pmax(f32x4.add(a, b), f32x4.splat(0))',
  wherePositive: 'v128.and(b, f32x4.gt(a, f32x4.splat(0)))',
  // Of batch normalization and what stands behind it: relu((a - b) c + d), e where that is above 0, and the gradient towards a - b.
  normRelu: 'f32x4.pmax(f32x4.add(f32x4.mul(f32x4.sub(a, b), c), d), f32x4.splat(0))',
  normPositive: 'v128.and(e, f32x4.gt(f32x4.add(f32x4.mul(f32x4.sub(a, b), c), d), f32x4.splat(0)))',
  normGradient: 'f32x4.mul(f32x4.sub(f32x4.sub(a, b), f32x4.mul(f32x4.sub(c, d), e)), f)',
};

/** What the generator reads: the ops of each family, and every step of a chain by its name (`addInt`: the op add on int32). */
export const elementwiseTable = {
  unary: Object.keys(UNARY),
  binary: Object.keys(BINARY),
  compare: Object.keys(COMPARE),
  steps: [
    ...Object.entries<ChainSteps>({ ...BINARY, ...COMPARE, ...UNARY }).flatMap(([op, { float, int }]) => [
      ...(float === undefined ? [] : [[op, float] as const]),
      ...(int === undefined ? [] : [[`${op}Int`, int] as const]),
    ]),
    ...Object.entries(MASK_STEPS),
    ...Object.entries(PAIRED_STEPS),
  ],
} as const;

type Family = UnaryOp | BinaryOp | CompareOp | Rest;

export const elementwiseOps: Pick<OpTable, Family> = {
  ...(Object.fromEntries(UNARY_FLOAT.map((op) => [op, unaryRecord(op)])) as Pick<OpTable, UnaryOp>),
  ...(Object.fromEntries(BINARY_ARITH.map((op) => [op, binaryRecord(op)])) as Pick<OpTable, BinaryOp>),
  ...(Object.fromEntries(BINARY_COMPARE.map((op) => [op, compareRecord(op)])) as Pick<OpTable, CompareOp>),
  ...rest,
};
