/**
 * @file The work of all reductions: every element along some axes combined into one by a fold (kernels/fold-loops.ts), plane by plane, through
 * the engine's kernels where they take the case.
 */
import { SMALL } from '../kernels/chunks.ts';
import type { FoldKernel } from '../../engine/index.ts';
import { reducedAxes, type Axis } from '../layout/axis.ts';
import { allocate, isFloat, type DType } from '../layout/dtype.ts';
import { isContiguous } from '../layout/strides.ts';
import { makeArray, makeView, rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { fastEach, fastRows, fastRun, hasOdd, combined } from '../kernels/reductions.ts';
import { foldLoop, type Fold } from '../kernels/fold-loops.ts';
import { reactToFold } from './fold-faults.ts';
import { overflow } from '../ufuncs/ufunc.ts';
import { bestOrder, inOrder, mergeAxes } from '../layout/walk.ts';

/** The request in one shape. */
export interface Request {
  axis: Axis | null | undefined;
  keepdims?: boolean;
  dtype?: DType;
  ddof?: number;
}

/** Whether one number is asked for. */
export function isFull(request: Request): boolean {
  return (request.axis === undefined || request.axis === null) && !request.keepdims;
}

/** Notices for a sum or product that is infinite or NaN. */
function settled(a: NDArray, axes: ReadonlySet<number>, data: NDArray['data'], { run }: Fold, who: string): void {
  if (hasOdd(data)) reactToFold(who, a, axes, run, data instanceof Float32Array);
}

/** A place for one result of each dtype; doubles have one by name, which takes least. */
const single = new Map<DType, NDArray['data']>();
const double = new Float64Array(1);

/**
 * All elements into one number, where they lie so that one plane has them: as they come, or a view (a patch of a picture: the lecture's
 * loops come here for each). Undefined for others. `isSilent`: the caller says what an infinite or NaN result means.
 */
export function foldWhole(a: NDArray, fold: Fold, to: DType, who: string, isSilent = false): number | undefined {
  if (a.size === 0) return undefined;
  const loop = foldLoop(fold, a.dtype, to);
  const isDouble = to === 'float64' || to === 'int64';
  const place = isDouble ? double : singleOf(to);
  if (isDouble) double[0] = fold.start;
  else place[0] = fold.start;
  if (isContiguous(a)) foldPlane(a, a.offset, 0, 1, place, 0, 0, 0, 1, a.size, loop, fold.kernel);
  else if (!foldPatch(a, place, loop, fold.kernel)) return undefined;
  if (to === 'int64') guard(double, who);
  const value = isDouble ? double[0]! : place[0]!;
  if (fold.canOverflow && !isSilent && isFloat(to) && !Number.isFinite(value)) {
    reactToFold(who, a, new Set(a.shape.keys()), fold.run, to === 'float32');
  }
  return value;
}

function singleOf(dtype: DType): NDArray['data'] {
  let place = single.get(dtype);
  if (place === undefined) single.set(dtype, (place = allocate(dtype, 1)));
  return place;
}

/**
 * A view along two axes, or along three of which the inner ones lie in one run, as foldAxes would walk it. False for axes that could be
 * walked as one, and those in another order than memory's: foldAxes merges and orders them.
 */
function foldPatch(
  a: NDArray,
  o: NDArray['data'],
  loop: ReturnType<typeof foldLoop>,
  kernel: FoldKernel | undefined,
): boolean {
  const { shape, strides } = a;
  const last = shape.length - 1;
  const an = strides[last]!;
  let n = shape[last]!;
  if (last === 2) {
    if (shape[1] === 1 || n === 1 || strides[1] !== n * an) return false;
    n *= shape[1]!;
  } else if (last !== 1) return false;
  const m = shape[0]!;
  const am = strides[0]!;
  if (m === 1 || n === 1 || an <= 0 || am <= an || am === n * an) return false;
  foldPlane(a, a.offset, am, an, o, 0, 0, 0, m, n, loop, kernel);
  return true;
}

/** One number (but for truth values), or an array along the axes left. */
export function folded(a: NDArray, request: Request, fold: Fold, to: DType, who: string): NDArray | number {
  const whole = isFull(request) && to !== 'bool' ? foldWhole(a, fold, to, who) : undefined;
  return whole ?? foldAxes(a, request, fold, to, who);
}

/** The work of all reductions: combines every element along `axis` into a result of dtype `to`. */
export function foldAxes(a: NDArray, request: Request, fold: Fold, to: DType, who: string): NDArray {
  const whole = isFull(request) ? foldWhole(a, fold, to, who) : undefined;
  if (whole !== undefined) return makeArray(allocate(to, 1).fill(whole), to, []);
  const axes = new Set(reducedAxes(request.axis, a.shape, who));
  const order = bestOrder(a.ndim, [a.strides]);
  const strides = a.shape.map(() => 0);
  let size = 1;
  for (let k = a.ndim - 1; k >= 0; k--) {
    const axis = order[k]!;
    if (axes.has(axis)) continue;
    strides[axis] = size;
    size *= a.shape[axis]!;
  }
  const data = allocate(to, size);
  if (fold.start !== 0) data.fill(fold.start);
  if (a.size > 0) runFold(a, strides, order, data, foldLoop(fold, a.dtype, to), fold.kernel);
  if (to === 'int64') guard(data, who);
  if (fold.canOverflow && isFloat(to)) settled(a, axes, data, fold, who);
  const kept = a.shape.map((n, d) => (axes.has(d) ? 1 : n));
  const wide = makeArray(data, to, kept, strides);
  return request.keepdims ? wide : dropAxes(wide, axes);
}

function runFold(
  a: NDArray,
  strides: readonly number[],
  order: readonly number[],
  data: NDArray['data'],
  loop: ReturnType<typeof foldLoop>,
  kernel: FoldKernel | undefined,
): void {
  // The order of axes follows memory, the direction along each the array's own: as NumPy's iterator adds.
  const walk = mergeAxes(inOrder(a.shape, order), [inOrder(a.strides, order), inOrder(strides, order)]);
  const [wa, wo] = walk.strides as [number[], number[]];
  const d = walk.shape.length - 2;
  const [m, n] = [walk.shape[d]!, walk.shape[d + 1]!];
  const visit = (depth: number, pa: number, po: number): void => {
    if (depth === d) foldPlane(a, pa, wa[d]!, wa[d + 1]!, data, po, wo[d]!, wo[d + 1]!, m, n, loop, kernel);
    else for (let i = 0; i < walk.shape[depth]!; i++) visit(depth + 1, pa + i * wa[depth]!, po + i * wo[depth]!);
  };
  visit(0, a.offset, 0);
}

/** One plane, through the engine's kernels where they take it. */
function foldPlane(
  a: NDArray,
  pa: number,
  am: number,
  an: number,
  o: NDArray['data'],
  po: number,
  om: number,
  on: number,
  m: number,
  n: number,
  loop: ReturnType<typeof foldLoop>,
  kernel: FoldKernel | undefined,
): void {
  if (!kernel || !fastPlane(kernel, a, pa, am, an, o, po, om, on, m, n))
    loop(rawStore(a), pa, am, an, o, po, om, on, m, n);
}

/** One plane through the engine's kernels: runs summed or searched, or rows combined in order. False for other cases. */
function fastPlane(
  kernel: FoldKernel,
  a: NDArray,
  pa: number,
  am: number,
  an: number,
  o: NDArray['data'],
  po: number,
  om: number,
  on: number,
  m: number,
  n: number,
): boolean {
  if (an !== 1 || m * n < SMALL) return false;
  const alike = o.constructor === rawStore(a).constructor || kernel.kind === 'whole sum';
  if (on === 1 && om === 0 && alike) return fastRows(kernel, a, pa, am, o, po, m, n);
  if (on !== 0) return false;
  if (fastEach(kernel, a, pa, am, m, n, o, po, om)) return true;
  // Sums of floats in another type than their own are added in that type.
  if (kernel.kind === 'sum' && !alike) return false;
  const parts: number[] = [];
  for (let i = 0; i < m; i++) {
    const part = fastRun(kernel, a, pa + i * am, n);
    if (part === undefined) return false;
    parts.push(part);
  }
  for (let i = 0, to = po; i < m; i++, to += om) o[to] = combined(kernel, o[to]!, parts[i]!);
  return true;
}

function dropAxes(a: NDArray, axes: ReadonlySet<number>): NDArray {
  const keep = (_: number, d: number): boolean => !axes.has(d);
  return makeView(a, a.shape.filter(keep), a.strides.filter(keep));
}

/** Refuses whole numbers that doubles do not hold, and turns the -0 of a product into 0. */
function guard(data: NDArray['data'], who: string): void {
  for (let i = 0; i < data.length; i++) {
    if (Math.abs(data[i]!) > Number.MAX_SAFE_INTEGER) throw overflow(who.replace('np.', ''));
    data[i]! += 0;
  }
}
