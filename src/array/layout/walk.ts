/** @file Walking strided layouts: broadcasting shapes, merging axes, and lists of element places. */
import { ShapeError, andText, shapeText } from '../../errors/index.ts';
import { sizeOf, type Layout } from './strides.ts';

/** The shape that all shapes stretch to: sides are equal or 1, aligned at the right. */
export function commonShape(shapes: readonly (readonly number[])[], who = 'np.broadcastShapes'): number[] {
  let ndim = 0;
  for (const shape of shapes) ndim = Math.max(ndim, shape.length);
  const out: number[] = [];
  for (let d = 0; d < ndim; d++) out.push(1);
  for (const shape of shapes) {
    for (let d = 0; d < shape.length; d++) {
      const at = ndim - shape.length + d;
      const n = shape[d]!;
      if (n === 1 || n === out[at]) continue;
      if (out[at] !== 1) throw mismatch(shapes, who);
      out[at] = n;
    }
  }
  return out;
}

function mismatch(shapes: readonly (readonly number[])[], who: string): ShapeError {
  return new ShapeError({
    who,
    rule: {
      en: 'shapes do not broadcast: aligned at the right, two sides must be equal or one of them 1',
      ko: '브로드캐스팅할 수 없는 모양입니다. 오른쪽에 맞추었을 때 두 길이가 같거나 하나가 1이어야 합니다',
    },
    received: andText(shapes.map(shapeText)),
  });
}

/** Whether a layout stretches to a shape: aligned at the right, each side is equal or 1. */
export function stretchesTo(layout: Layout, shape: readonly number[]): boolean {
  const lead = shape.length - layout.ndim;
  return lead >= 0 && layout.shape.every((n, d) => n === 1 || n === shape[lead + d]);
}

/** The strides by which `layout` walks through `shape`: 0 where it is stretched. Assumes that the shapes broadcast. */
export function broadcastStrides(layout: Layout, shape: readonly number[]): number[] {
  const lead = shape.length - layout.ndim;
  const strides = shape.slice();
  for (let d = 0; d < shape.length; d++) {
    strides[d] = d < lead || layout.shape[d - lead] === 1 ? 0 : layout.strides[d - lead]!;
  }
  return strides;
}

/** The places (indices into `data`) of all elements of a layout in C order. */
export function placesOf(shape: readonly number[], strides: readonly number[], offset = 0): Int32Array | Float64Array {
  const size = sizeOf(shape);
  const places = offset + reach(shape, strides) < 2 ** 31 ? new Int32Array(size) : new Float64Array(size);
  if (size === 0) return places;
  places[0] = offset;
  // Each axis, from the last, repeats what is there already, shifted by its stride.
  for (let d = shape.length - 1, have = 1; d >= 0; d--) {
    const n = shape[d]!;
    const step = strides[d]!;
    for (let i = 1; i < n; i++) {
      const shift = i * step;
      for (let k = 0, to = i * have; k < have; k++, to++) places[to] = places[k]! + shift;
    }
    have *= n;
  }
  return places;
}

function reach(shape: readonly number[], strides: readonly number[]): number {
  let far = 0;
  for (let d = 0; d < shape.length; d++) far += Math.max(0, (shape[d]! - 1) * strides[d]!);
  return far;
}

/** Axes of a joint walk over several operands, merged where all operands step evenly; innermost last. */
export interface Walk {
  readonly shape: number[];
  /** For each operand its strides along `shape`. */
  readonly strides: number[][];
}

/**
 * Drops sides of 1 and merges neighbouring axes that every operand walks evenly, so that most walks become one or
 * two loops. The order of axes is kept. At least two axes are returned (leading ones of length 1).
 */
export function mergeAxes(shape: readonly number[], strides: readonly (readonly number[])[]): Walk {
  const out: number[] = [];
  const steps: number[][] = [];
  for (let k = 0; k < strides.length; k++) steps.push([]);
  for (let d = 0; d < shape.length; d++) {
    const n = shape[d]!;
    if (n === 1) continue;
    const last = out.length - 1;
    let even = last >= 0;
    for (let k = 0; even && k < steps.length; k++) even = steps[k]![last] === n * strides[k]![d]!;
    if (even) {
      out[last]! *= n;
      for (let k = 0; k < steps.length; k++) steps[k]![last] = strides[k]![d]!;
    } else {
      out.push(n);
      for (let k = 0; k < steps.length; k++) steps[k]!.push(strides[k]![d]!);
    }
  }
  while (out.length < 2) {
    out.unshift(1);
    for (let k = 0; k < steps.length; k++) steps[k]!.unshift(0);
  }
  return { shape: out, strides: steps };
}

/**
 * The order of axes, outermost first, in which memory is walked best: larger strides outside, decided by the first
 * operand that knows (NumPy's K order). C order stays C order.
 */
export function bestOrder(ndim: number, strides: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  for (let d = 0; d < ndim; d++) order.push(d);
  for (let i = 1; i < ndim; i++) {
    // Insertion from the right keeps C order wherever no operand asks for another.
    const axis = order[i]!;
    let at = i;
    for (let j = i - 1; j >= 0; j--) {
      const verdict = compareAxes(order[j]!, axis, strides);
      if (verdict === 'swap') at = j;
      else if (verdict === 'keep') break;
    }
    if (at === i) continue;
    order.splice(i, 1);
    order.splice(at, 0, axis);
  }
  return order;
}

function compareAxes(
  outer: number,
  inner: number,
  strides: readonly (readonly number[])[],
): 'swap' | 'keep' | 'unknown' {
  let verdict: 'swap' | 'keep' | 'unknown' = 'unknown';
  for (let k = 0; k < strides.length; k++) {
    const a = Math.abs(strides[k]![outer]!);
    const b = Math.abs(strides[k]![inner]!);
    if (a === 0 || b === 0) continue;
    if (a >= b) return 'keep';
    verdict = 'swap';
  }
  return verdict;
}

/** Strides of a fresh array whose axes lie in memory in the given order (outermost first). */
export function stridesInOrder(shape: readonly number[], order: readonly number[]): number[] {
  const strides = shape.slice();
  for (let k = order.length - 1, step = 1; k >= 0; k--) {
    const axis = order[k]!;
    strides[axis] = step;
    step *= Math.max(1, shape[axis]!);
  }
  return strides;
}

/** The entries of a list in the given order of axes. */
export function inOrder(list: readonly number[], order: readonly number[]): number[] {
  const out = list.slice();
  for (let k = 0; k < order.length; k++) out[k] = list[order[k]!]!;
  return out;
}
