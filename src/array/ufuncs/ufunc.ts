/**
 * @file Element-wise functions: how operands become arrays (NumPy 2's weak scalars), which dtype the result has, and
 * the walk over broadcast layouts. What each function computes stands in the files beside.
 */
import { storeAddress, type BinaryKernel, type UnaryKernel } from '../../engine/index.ts';
import { isScalar, pairOf, weakDType } from './operands.ts';
import { outIn, ufuncOptionsIn, written, type UfuncOptions } from './out.ts';
import { checkCall } from '../../arguments/index.ts';
import { DTypeError, andText, type Translated } from '../../errors/index.ts';
import { astype } from '../core/cast.ts';
import { copyInto } from '../core/copy.ts';
import { array, type ArraySource } from '../core/create.ts';
import { allocateResult, isFloat, promoteTypes, type DType } from '../layout/dtype.ts';
import { chooseBinary, fastBinary, fastUnary, isConverted, type Chosen } from '../kernels/elementwise.ts';
import { APART, DIRECT, SHORT, SMALL } from '../kernels/chunks.ts';
import { fastInto } from '../kernels/into.ts';
import { beyondFloat32, beyondFloat64, beyondInt64, binaryLoop, unaryLoop, unchanged, zero } from '../kernels/loops.ts';
import type { BinaryLoop, Guard, Rule, UnaryLoop } from '../kernels/loops.ts';
import { methodsOf, type UfuncMethods } from './methods.ts';
import { reactToResult, type Faults } from './floating-faults.ts';
import { asksForUnderflow, asksToRaise } from './floating-state.ts';
import { isContiguous, sameShape } from '../layout/strides.ts';
import { isNDArray, makeArray, makeView, rawStore, shareStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import {
  bestOrder,
  commonShape,
  broadcastStrides,
  inOrder,
  mergeAxes,
  stretchesTo,
  stridesInOrder,
} from '../layout/walk.ts';

/** What an element-wise function takes: arrays, numbers, booleans, lists. */
export type Operand = ArraySource;

/** The dtype a function computes in and the dtype it gives; undefined when it does not exist for the inputs. */
export type TypeRule = (a: DType, b: DType) => { compute: DType; out: DType } | undefined;

/** An element-wise function: all that is known of it stands here. */
export interface Ufunc {
  readonly name: string;
  readonly types: TypeRule;
  /** The rule for a compute dtype. */
  readonly rule: (compute: DType) => Rule;
  /** Shown when `types` says no. */
  readonly hint?: Translated;
  /** A quicker way to the same result for some second operands (squares). */
  readonly shortcut?: (x: NDArray, y: Operand) => NDArray | undefined;
  /** How ordinary numbers can give infinity or NaN; a function without it cannot. */
  readonly faults?: Faults;
  /** Comparisons take whole numbers beyond the range of the other side's dtype. */
  readonly anyRange?: boolean;
}

/** With the engine's kernel for large arrays, if there is one; else they go through the rule's loop, which is also its oracle. */
export interface BinaryUfunc extends Ufunc {
  readonly kernel?: BinaryKernel;
}
export interface UnaryUfunc extends Ufunc {
  readonly kernel?: UnaryKernel;
}

/** Applies a two-operand function. */
export function applyBinary(op: BinaryUfunc, x: Operand, y: Operand, options?: UfuncOptions): NDArray {
  if (options !== undefined) {
    const out = outIn(options, `np.${op.name}`);
    return out !== undefined && intoOut(op, x, y, out) ? out : written(applyBinary(op, x, y), out, `np.${op.name}`);
  }
  if (op.shortcut && isNDArray(x)) {
    const done = op.shortcut(x, y);
    if (done) return done;
  }
  if (isNDArray(x) && isNDArray(y)) return applied(op, x, y);
  const [a, b] = pairOf(op, x, y);
  return applied(op, a, b);
}

function applied(op: BinaryUfunc, a: NDArray, b: NDArray): NDArray {
  const types = planOf(op, a, b);
  const { common } = types;
  if (common !== undefined && isMiddling(a.size, b.size)) {
    return applyBinary(op, astype(a, common, false), astype(b, common, false));
  }
  const alike = sameShape(a, b);
  if (isContiguous(a) && (b.size === 1 ? b.ndim <= a.ndim : alike && isContiguous(b))) {
    return inOneRun(op, a, b, types);
  }
  if (a.ndim <= 3 && a.size < SMALL && (alike || (b.size === 1 && b.ndim <= a.ndim)) && isSteady(a)) {
    return patchwise(op, a, b, types);
  }
  if (isRowOf(b, a) && isContiguous(a)) return besideRow(op, a, b, types);
  const shape = alike ? a.shape : commonShape([a.shape, b.shape], `np.${op.name}`);
  const sa = broadcastStrides(a, shape);
  const sb = broadcastStrides(b, shape);
  const order = bestOrder(shape.length, [sa, sb]);
  const so = stridesInOrder(shape, order);
  const out = makeArray(allocateResult(types.out, sizeFrom(shape)), types.out, shape, so);
  if (out.size === 0) return out;
  const walk = mergeAxes(inOrder(shape, order), [inOrder(sa, order), inOrder(sb, order), inOrder(so, order)]);
  const { loop, chosen } = types;
  const [wa, wb, wo] = walk.strides as [number[], number[], number[]];
  const d = walk.shape.length - 2;
  const [m, n] = [walk.shape[d]!, walk.shape[d + 1]!];
  if (chosen && d === 0 && m * n >= SMALL) {
    const one = { data: rawStore(a), offset: a.offset, sm: wa[0]!, sn: wa[1]! };
    const two = { data: rawStore(b), offset: b.offset, sm: wb[0]!, sn: wb[1]! };
    const inRows = wo[1] === 1 || n === 1;
    const found = inRows ? fastBinary(chosen, one, two, rawStore(out), m, n) : undefined;
    if (found !== undefined) return settled(op, out, found, a, b);
  }
  const [da, db, to] = [rawStore(a), rawStore(b), rawStore(out)];
  let bad = false;
  const visit = (depth: number, pa: number, pb: number, po: number): void => {
    if (depth < d) {
      for (let i = 0; i < walk.shape[depth]!; i++) {
        visit(depth + 1, pa + i * wa[depth]!, pb + i * wb[depth]!, po + i * wo[depth]!);
      }
    } else if (loop(da, pa, wa[d]!, wa[d + 1]!, db, pb, wb[d]!, wb[d + 1]!, to, po, wo[d]!, wo[d + 1]!, m, n)) {
      bad = true;
    }
  };
  visit(0, a.offset, b.offset, 0);
  return settled(op, out, bad, a, b);
}

/**
 * The result straight into `out`, which has its dtype and is in no operand's way; false where that is not so, and nothing
 * is written. Where results may be infinite or NaN the rest goes the long way, for which operands must be there.
 */
function intoOut(op: BinaryUfunc, x: Operand, y: Operand, out: NDArray): boolean {
  if (!out.writeable || out.size < SMALL || out.dtype === 'int64' || asksToRaise() || asksForUnderflow()) return false;
  const [a, b] = pairOf(op, x, y);
  const { chosen, out: dtype } = planOf(op, a, b);
  if (chosen === undefined || dtype !== out.dtype || !stretchesTo(a, out.shape) || !stretchesTo(b, out.shape))
    return false;
  const { shape } = out;
  const [sa, sb] = [broadcastStrides(a, shape), broadcastStrides(b, shape)];
  const isAside = (z: NDArray, steps: readonly number[]): boolean =>
    !shareStore(z, out) ||
    (z.offset === out.offset && steps.every((step, d) => step === out.strides[d] || shape[d] === 1));
  if (!isAside(a, sa) || !isAside(b, sb)) return false;
  const order = bestOrder(out.ndim, [out.strides]);
  const walk = mergeAxes(inOrder(shape, order), [inOrder(out.strides, order), inOrder(sa, order), inOrder(sb, order)]);
  const [wo, wa, wb] = walk.strides as [number[], number[], number[]];
  // (A lone run is walked along itself.)
  const skip = walk.shape.length === 2 && walk.shape[0] === 1 ? 1 : 0;
  const side = (z: NDArray, steps: number[]) => ({ store: rawStore(z), offset: z.offset, steps: steps.slice(skip) });
  const done = fastInto(chosen, side(a, wa), side(b, wb), side(out, wo), walk.shape.slice(skip));
  const steps = walk.shape[skip]!;
  if (done === 0 || done === steps) return done > 0;
  const left = walk.shape.slice();
  left[skip] = steps - done;
  const rest = (z: NDArray, strides: number[]) => makeView(z, left, strides, z.offset + done * strides[skip]!);
  written(applyBinary(op, rest(a, wa), rest(b, wb)), rest(out, wo), `np.${op.name}`);
  return true;
}

/** The result, after what loop or kernel found in it. @throws DTypeError beyond int64, FloatingPointError where that is asked for */
function settled(op: Ufunc, out: NDArray, found: boolean, a: NDArray, b?: NDArray): NDArray {
  if (found && out.dtype === 'int64' && !op.faults?.wholePole) throw overflow(op.name);
  if (op.faults && (found || (op.faults.isInexact && asksForUnderflow()))) {
    reactToResult(`np.${op.name}`, op.faults, a, b, out);
  }
  return out;
}

/** What the loops of a function look out for. */
function guardOf({ faults }: Ufunc, out: DType): Guard | undefined {
  if (isFloat(out)) return faults && (out === 'float32' ? beyondFloat32 : beyondFloat64);
  if (faults?.wholePole && out !== 'bool') return zero[faults.wholePole];
  return out === 'int64' ? beyondInt64 : undefined;
}

/** The quick way for most calls: two arrays of one shape in C order, or such an array and one number. */
function inOneRun(op: BinaryUfunc, a: NDArray, b: NDArray, types: Plan): NDArray {
  const n = a.size;
  const out = makeArray(allocateResult(types.out, n), types.out, a.shape);
  if (n === 0) return out;
  const sn = b.size === 1 ? 0 : 1;
  const { chosen } = types;
  if (chosen && (n >= APART || (n >= DIRECT && storeAddress(rawStore(out)) >= 0))) {
    const one = { data: rawStore(a), offset: a.offset, sm: 0, sn: 1 };
    const two = { data: rawStore(b), offset: b.offset, sm: 0, sn };
    const found = fastBinary(chosen, one, two, rawStore(out), 1, n);
    if (found !== undefined) return settled(op, out, found, a, b);
  }
  return settled(
    op,
    out,
    types.loop(rawStore(a), a.offset, 0, 1, rawStore(b), b.offset, 0, sn, rawStore(out), 0, 0, 1, 1, n),
    a,
    b,
  );
}

/** Whether b is one row, which goes with each row of a. */
function isRowOf(b: NDArray, a: NDArray): boolean {
  return b.ndim === 1 && a.ndim > 1 && b.size > 1 && b.strides[0] === 1 && a.shape[a.ndim - 1] === b.size;
}

/** As inOneRun, for rows in C order and one that goes with each. */
function besideRow(op: BinaryUfunc, a: NDArray, b: NDArray, { out: dtype, loop, chosen }: Plan): NDArray {
  const out = makeArray(allocateResult(dtype, a.size), dtype, a.shape);
  const n = b.size;
  const m = a.size / n;
  if (chosen && a.size >= APART) {
    const rows = { data: rawStore(a), offset: a.offset, sm: n, sn: 1 };
    const found = fastBinary(chosen, rows, { data: rawStore(b), offset: b.offset, sm: 0, sn: 1 }, rawStore(out), m, n);
    if (found !== undefined) return settled(op, out, found, a, b);
  }
  const bad = loop(rawStore(a), a.offset, n, 1, rawStore(b), b.offset, 0, 1, rawStore(out), 0, n, 1, m, n);
  return settled(op, out, bad, a, b);
}

/** Whether the axes lie in memory as in C order, each of them walked: then a result does too, whatever is beside it. */
function isSteady({ shape, strides, size }: NDArray): boolean {
  let outer = Infinity;
  for (let d = 0; d < shape.length; d++) {
    const step = Math.abs(strides[d]!);
    if (shape[d] === 1 || step === 0 || step > outer) return false;
    outer = step;
  }
  return size > 0;
}

/** A small steady view (a patch of a picture) beside an array of its shape or one number: planes straight away, no plan of the walk. */
function patchwise(op: BinaryUfunc, a: NDArray, b: NDArray, { out: dtype, loop }: Plan): NDArray {
  const out = makeArray(allocateResult(dtype, a.size), dtype, a.shape);
  const [sa, so] = [a.strides, out.strides];
  const sb = b.size === 1 ? still : b.strides;
  const d = a.ndim - 1;
  const n = a.shape[d]!;
  const m = d > 0 ? a.shape[d - 1]! : 1;
  const [am, bm, om] = d > 0 ? [sa[d - 1]!, sb[d - 1]!, so[d - 1]!] : [0, 0, 0];
  const planes = d > 1 ? a.shape[0]! : 1;
  let bad = false;
  const [x, y, o] = [rawStore(a), rawStore(b), rawStore(out)];
  if (d === 2 && am === n * sa[2]! && bm === n * sb[2]!) {
    // Whole rows of a picture's pixels: one plane.
    bad = loop(x, a.offset, sa[0]!, sa[2]!, y, b.offset, sb[0]!, sb[2]!, o, 0, so[0]!, 1, planes, m * n);
    return settled(op, out, bad, a, b);
  }
  for (let k = 0, pa = a.offset, pb = b.offset, po = 0; k < planes; k++) {
    if (loop(x, pa, am, sa[d]!, y, pb, bm, sb[d]!, o, po, om, 1, m, n)) bad = true;
    pa += sa[0]!;
    pb += sb[0]!;
    po += so[0]!;
  }
  return settled(op, out, bad, a, b);
}

/** The strides of one number beside up to three axes. */
const still = [0, 0, 0] as const;

/** What a two-operand function does with two dtypes. */
interface Plan {
  readonly out: DType;
  /** The dtype in which the engine's kernels take operands that come in others. */
  readonly common: DType | undefined;
  readonly loop: BinaryLoop;
  /** The engine's kernel for the case, if there is one. */
  readonly chosen: Chosen | undefined;
}

const plans = new WeakMap<BinaryUfunc, Map<DType, Map<DType, Plan>>>();
/** The last one asked for, which such a loop asks for again. */
let last: { op: BinaryUfunc; a: DType; b: DType; plan: Plan } | undefined;

/** The plan, remembered: loops over small patches come here hundreds of thousands of times. @throws DTypeError when there is none */
function planOf(op: BinaryUfunc, a: NDArray, b: NDArray): Plan {
  if (last !== undefined && last.op === op && last.a === a.dtype && last.b === b.dtype) return last.plan;
  const known = plans.get(op)?.get(a.dtype)?.get(b.dtype);
  if (known) {
    last = { op, a: a.dtype, b: b.dtype, plan: known };
    return known;
  }
  const types = op.types(a.dtype, b.dtype);
  if (!types) throw unsupported(op, [a, b]);
  const key = `${op.name} ${a.dtype} ${b.dtype} ${types.out}`;
  const plan = {
    out: types.out,
    common: commonOf(op, a.dtype, b.dtype, types.compute, types.out),
    loop: binaryLoop(key, op.rule(types.compute), guardOf(op, types.out)),
    chosen: op.kernel && chooseBinary(op.kernel, { a: a.dtype, b: b.dtype, out: types.out }),
  };
  const ofOp = plans.get(op) ?? new Map<DType, Map<DType, Plan>>();
  const ofA = ofOp.get(a.dtype) ?? new Map<DType, Plan>();
  plans.set(op, ofOp.set(a.dtype, ofA.set(b.dtype, plan)));
  return plan;
}

/** What a one-operand function does with a dtype. */
interface UnaryPlan {
  readonly out: DType;
  readonly dtypes: { readonly a: DType; readonly out: DType };
  readonly rule: Rule;
  readonly loop: UnaryLoop;
}

const unaryPlans = new WeakMap<UnaryUfunc, Map<DType, UnaryPlan>>();

/** The plan, remembered. @throws DTypeError when there is none */
function unaryPlanOf(op: UnaryUfunc, a: NDArray): UnaryPlan {
  const known = unaryPlans.get(op)?.get(a.dtype);
  if (known) return known;
  const types = op.types(a.dtype, a.dtype);
  if (!types) throw unsupported(op, [a]);
  const rule = op.rule(types.compute);
  const key = `${op.name} ${storeOf(a)} ${types.compute} ${types.out}`;
  const plan = {
    out: types.out,
    dtypes: { a: a.dtype, out: types.out },
    rule,
    loop: unaryLoop(key, rule, guardOf(op, types.out)),
  };
  const ofOp = unaryPlans.get(op) ?? new Map<DType, UnaryPlan>();
  unaryPlans.set(op, ofOp.set(a.dtype, plan));
  return plan;
}

/** The dtype of the computation, where kernels have it and conversions to it, and have nothing for the operands as they are. */
function commonOf({ kernel }: BinaryUfunc, a: DType, b: DType, compute: DType, out: DType): DType | undefined {
  if (kernel === undefined || kernel.kind === 'bits' || (a === compute && b === compute)) return undefined;
  if (chooseBinary(kernel, { a, b, out }) !== undefined) return undefined;
  const wide = kernel.kind === 'comparison' ? compute : out;
  const has = isConverted(a, wide) && isConverted(b, wide) && chooseBinary(kernel, { a: wide, b: wide, out });
  return has ? wide : undefined;
}

/** Whether converting operands first pays: more than a moment's work, and no great memory. */
function isMiddling(a: number, b: number): boolean {
  const most = Math.max(a, b);
  return most >= SHORT && most <= 1 << 22 && Math.min(a, b) > 0;
}

/** Applies a one-operand function. */
export function applyUnary(op: UnaryUfunc, x: Operand, options?: UfuncOptions): NDArray {
  if (options !== undefined) {
    const result = applyUnary(op, x);
    return written(result, outIn(options, `np.${op.name}`), `np.${op.name}`);
  }
  const a = isNDArray(x) ? x : array(x);
  const { kernel } = op;
  const types = unaryPlanOf(op, a);
  const { rule, loop, dtypes } = types;
  if (isContiguous(a)) {
    const out = makeArray(allocateResult(types.out, a.size), types.out, a.shape);
    if (a.size === 0) return out;
    if (rule === unchanged && types.out === a.dtype) {
      copyInto(a, rawStore(out));
      return out;
    }
    const run = { data: rawStore(a), offset: a.offset, sm: 0, sn: 1 };
    const found = kernel && fastUnary(kernel, dtypes, run, rawStore(out), 1, a.size, rule.run);
    return settled(op, out, found ?? loop(rawStore(a), a.offset, 0, 1, rawStore(out), 0, 0, 1, 1, a.size), a);
  }
  const order = bestOrder(a.ndim, [a.strides]);
  const so = stridesInOrder(a.shape, order);
  const out = makeArray(allocateResult(types.out, a.size), types.out, a.shape, so);
  if (out.size === 0) return out;
  const walk = mergeAxes(inOrder(a.shape, order), [inOrder(a.strides, order), inOrder(so, order)]);
  const [wa, wo] = walk.strides as [number[], number[]];
  const d = walk.shape.length - 2;
  const [m, n] = [walk.shape[d]!, walk.shape[d + 1]!];
  const walked = { data: rawStore(a), offset: a.offset, sm: wa[d]!, sn: wa[d + 1]! };
  const found = kernel && d === 0 ? fastUnary(kernel, dtypes, walked, rawStore(out), m, n, rule.run) : undefined;
  if (found !== undefined) return settled(op, out, found, a);
  let bad = false;
  const visit = (depth: number, pa: number, po: number): void => {
    if (depth < d) {
      for (let i = 0; i < walk.shape[depth]!; i++) visit(depth + 1, pa + i * wa[depth]!, po + i * wo[depth]!);
    } else if (loop(rawStore(a), pa, wa[d]!, wa[d + 1]!, rawStore(out), po, wo[d]!, wo[d + 1]!, m, n)) bad = true;
  };
  visit(0, a.offset, 0);
  return settled(op, out, bad, a);
}

/** What is an array or becomes one; no plain number. */
type Several = Exclude<Operand, number | boolean>;

/**
 * A two-operand function as the student sees it: two plain numbers give a plain number. The arrays come first: in
 * `function f(x) { return np.exp(x).add(1); }` x has no type, and takes the first form.
 */
export interface BinaryFunction<Scalar = number> extends UfuncMethods {
  (x: Several, y: Operand): NDArray;
  (x: Operand, y: Several): NDArray;
  (x: number | boolean, y: number | boolean): Scalar;
  (x: Operand, y: Operand, options: UfuncOptions): NDArray;
  (x: Operand, y: Operand): NDArray;
}

/** A one-operand function as the student sees it. */
export interface UnaryFunction<Scalar = number> {
  (x: Several): NDArray;
  (x: number | boolean): Scalar;
  (x: Operand, options: UfuncOptions): NDArray;
  (x: Operand): NDArray;
}

export function makeBinary<Scalar = number>(op: BinaryUfunc): BinaryFunction<Scalar> {
  function call(x: Operand, y: Operand): NDArray | number | boolean {
    const options = arguments.length > 2 ? ufuncOptionsIn(`np.${op.name}`, arguments, 2) : undefined;
    const result = applyBinary(op, x, y, options);
    return isScalar(x) && isScalar(y) && options?.out === undefined ? scalarOf(result) : result;
  }
  return Object.assign(call, methodsOf(op)) as BinaryFunction<Scalar>;
}

export function makeUnary<Scalar = number>(op: UnaryUfunc): UnaryFunction<Scalar> {
  function call(x: Operand): NDArray | number | boolean {
    const options = arguments.length > 1 ? ufuncOptionsIn(`np.${op.name}`, arguments, 1) : undefined;
    const result = applyUnary(op, x, options);
    return isScalar(x) && options?.out === undefined ? scalarOf(result) : result;
  }
  return call as UnaryFunction<Scalar>;
}

/** The only element as a number, or a boolean for bool. */
export function scalarOf(a: NDArray): number | boolean {
  return a.dtype === 'bool' ? a.item() !== 0 : a.item();
}

/** The common dtype of operands, lone numbers being weak: `np.resultType`. */
export function resultType(...operands: readonly Operand[]): DType {
  if (arguments.length > 0) checkCall('np.resultType', arguments, Infinity);
  let strong: DType | undefined;
  for (const x of operands) {
    if (isScalar(x)) continue;
    const own = isNDArray(x) ? x.dtype : array(x).dtype;
    strong = strong === undefined ? own : promoteTypes(strong, own);
  }
  let out = strong;
  for (const x of operands) {
    if (!isScalar(x)) continue;
    const own = weakDType(x, strong);
    out = out === undefined ? own : promoteTypes(out, own);
  }
  return out ?? 'float64';
}

function unsupported(op: Ufunc, operands: readonly NDArray[]): DTypeError {
  return new DTypeError({
    who: `np.${op.name}`,
    rule: { en: 'this function does not exist for these dtypes', ko: '이 dtype에는 이 함수가 없습니다' },
    received: andText(operands.map((x) => x.dtype)),
    hint: op.hint,
  });
}

export function overflow(name: string): DTypeError {
  return new DTypeError({
    who: `np.${name}`,
    rule: {
      en: 'a result is beyond 2**53 - 1, the largest whole number int64 holds here (docs/decisions/0004-int64.md)',
      ko: '결과가 2**53 - 1을 넘습니다. 여기에서 int64가 담는 가장 큰 정수입니다(docs/decisions/0004-int64.md)',
    },
    received: { en: 'int64 operands', ko: 'int64 피연산자' },
    hint: { en: "Compute in floats: x.astype('float64')", ko: "실수로 계산하세요: x.astype('float64')" },
  });
}

/** The kind of typed array, which a compiled loop must not mix. */
function storeOf(a: NDArray): string {
  return rawStore(a).constructor.name;
}

function sizeFrom(shape: readonly number[]): number {
  let n = 1;
  for (const side of shape) n *= side;
  return n;
}
